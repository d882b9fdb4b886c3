"""Pages as a perfect engine would read them, for tests that need no picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from hashlib import sha256

from dossier.model import Box, Evidence, Line, Message, Page

WIDTH = 1080
SIZE = 40


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def page(
    cells: Sequence[tuple[int, int, str]], width: int = WIDTH, size: int = SIZE, number: int = 1
) -> Page:
    """A page of text cells at (x, y) in pixels; a negative x is the distance of the right edge."""
    lines = []
    for count, (x, y, text) in enumerate(cells, 1):
        long = columns(text) * size // 2
        left = x if x >= 0 else width + x - long
        lines.append(Line(count, text, Box(left, y, left + long, y + size), 0.99))
    return Page(number, width, max(y for _, y, _ in cells) + 400, tuple(lines))


def centred(y: int, text: str, width: int = WIDTH, size: int = SIZE) -> tuple[int, int, str]:
    return ((width - columns(text) * size // 2) // 2, y, text)


def evidence(name: str, *pages: Page, captured: str = "", number: int = 1) -> Evidence:
    return Evidence(
        f"E{number}",
        name,
        sha256(repr((name, pages)).encode()).hexdigest(),
        1,
        "image/png",
        tuple(pages),
        captured=captured,
    )


def numbered(*items: Evidence) -> tuple[Evidence, ...]:
    from dataclasses import replace

    return tuple(replace(item, id=f"E{n}") for n, item in enumerate(items, 1))


def order_page(rows: Sequence[tuple[str, str]], banner: str = "") -> Page:
    """A phone's order page: grey labels at the left, values at the right edge."""
    cells = [(60, 30, "14:08"), (-60, 30, "86%"), centred(120, "订单详情")]
    y = 260
    if banner:
        cells.append((60, y, banner))
        y += 140
    for label, value in rows:
        cells += [(60, y, label), (-60, y, value)]
        y += 90
    return page(cells)


def chat_page(items: Sequence[tuple[str, str]], clock: str = "14:08") -> Page:
    """A phone's chat; items are (who, text) with who in time, buyer, agent, system.

    ``clock`` is the status bar's.
    """
    cells = [(60, 30, clock), (-60, 30, "86%")]
    y = 200
    for who, text in items:
        pieces = [text[i : i + 15] for i in range(0, len(text), 15)]
        if who in ("time", "system"):
            cells.append(centred(y, text))
            y += 110
            continue
        longest = max(columns(piece) for piece in pieces) * SIZE // 2
        left = 160 if who == "agent" else WIDTH - 160 - longest
        for piece in pieces:
            cells.append((left, y, piece))
            y += 54
        y += 90
    return page(cells)


def rule_page(lines: Sequence[str]) -> Page:
    """A rule page: a title and prose, wrapped at 22 characters."""
    cells = []
    y = 120
    for text in lines:
        for start in range(0, len(text), 22):
            cells.append((60, y, text[start : start + 22]))
            y += 60
        y += 50
    return page(cells)


def log(*messages: tuple[str, str, str]) -> Page:
    return Page(
        1,
        messages=tuple(Message(n, sender, time, text) for n, (sender, time, text) in enumerate(messages, 1)),
    )
