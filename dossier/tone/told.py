"""Remarks in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.terminal import Terminal, printable
from dossier.tone.model import Wording
from dossier.tone.places import Remark
from dossier.words import phrase

MOST = 5
"""After a build so many are listed."""


def lines(remarks: Sequence[Remark], lang: str, terminal: Terminal) -> Iterator[str]:
    """Each remark with its place, its words and kind, and what to write instead."""
    for remark in remarks:
        wording = remark.wording
        head = phrase(
            "tone.remark",
            lang,
            place=f"{printable(remark.file)}:{remark.line}:{remark.column}",
            kind=phrase(f"tone.kind.{wording.kind}", lang),
            words=_quoted(wording),
            mild=wording.mild,
        )
        yield from terminal.wrap(head, "", "    ")
        yield from terminal.wrap(f"→ {phrase(f'tone.instead.{wording.instead}', lang)}", "    ", "      ")


def warning(remarks: Sequence[Remark], lang: str, terminal: Terminal, folder: str) -> str:
    """A few remarks, one line each, and where to see all of them."""
    told = [phrase("tone.warning", lang, count=len(remarks), folder=folder)]
    told += [
        phrase(
            "tone.remark",
            lang,
            place=f"{printable(one.file)}:{one.line}:{one.column}",
            kind=phrase(f"tone.kind.{one.wording.kind}", lang),
            words=_quoted(one.wording),
            mild=one.wording.mild,
        )
        for one in remarks[:MOST]
    ]
    head, *rest = told
    return "\n".join(
        [*terminal.wrap(head, "", ""), *(row for line in rest for row in terminal.wrap(line, "  ", "    "))]
    )


def _quoted(wording: Wording) -> str:
    """The words of a remark on one line; a key that anybody could use is not repeated."""
    if wording.instead == "key":
        return f"{wording.words[:2]}****"
    return printable(" ".join(wording.words.split()))
