"""Journals for tests, made line by line."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.journal import line
from dossier.journal.line import Line

TIME = "2024-06-03T04:00:00Z"


def chained(count: int) -> list[Line]:
    """Lines as they are written one after the other."""
    lines: list[Line] = []
    for number in range(1, count + 1):
        previous = lines[-1].hash if lines else line.FIRST
        details = {"packet": f"材料-{number}.pdf", "originals": number}
        lines.append(line.make(number, TIME, "verified", details, previous))
    return lines


def data(lines: Sequence[Line | bytes]) -> bytes:
    return b"".join((one.raw if isinstance(one, Line) else one) + b"\n" for one in lines)
