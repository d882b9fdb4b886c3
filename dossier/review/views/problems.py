"""What could not be read or used, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.model import Problem
from dossier.words import phrase

_LOCKED = ("pdf-encrypted", "pdf-password-wrong", "archive-locked", "archive-password-wrong")
_TOLD_ELSEWHERE = "excluded"


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem in words; ``locked`` says that a password would help."""

    path: str
    words: str
    locked: bool


def told(problems: Iterable[Problem], lang: str) -> tuple[ProblemView, ...]:
    """Problems in words, each once; that a file is left out is told where it can be taken in again."""
    found = (
        ProblemView(
            one.path,
            phrase(f"problem.{one.code}", lang, path=one.path, detail=one.detail, page=one.page),
            one.code in _LOCKED,
        )
        for one in problems
        if one.code != _TOLD_ELSEWHERE
    )
    return tuple(dict.fromkeys(found))
