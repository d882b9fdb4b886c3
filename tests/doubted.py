"""A folder whose second readings say what a test wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from dossier import ocr
from dossier.model import Evidence, Line

Again = Mapping[str, tuple[str, ...]]
"""From the words of a line, without blanks, to its further readings."""


def read_again(monkeypatch: pytest.MonkeyPatch, said: Again, lost: str = "") -> None:
    """Let the engine's lines with certain words come with further readings, and leave out one of them.

    Args:
        monkeypatch: undoes it after the test.
        said: further readings.
        lost: words of lines that are not seen at all, without blanks.
    """
    real: Callable[..., Any] = ocr.read_evidence

    def read(*args: Any, **more: Any) -> Any:
        lined, failed, count = real(*args, **more)
        return tuple(_with_readings(item, said, lost) for item in lined), failed, count

    monkeypatch.setattr(ocr, "read_evidence", read)


def _with_readings(item: Evidence, said: Again, lost: str) -> Evidence:
    pages = (
        replace(
            page,
            lines=tuple(
                replace(line, again=said.get(_words(line), line.again))
                for line in page.lines
                if _words(line) != lost
            ),
        )
        for page in item.pages
    )
    return replace(item, pages=tuple(pages))


def _words(line: Line) -> str:
    return "".join(line.text.split())
