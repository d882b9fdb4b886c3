"""Chats: bubbles with tails on the phone, name-and-time lines on the desktop."""

from __future__ import annotations

from dataclasses import dataclass

from samples.draw.canvas import Canvas
from samples.draw.look import Look
from samples.draw.phone import Phone

FACE = 38
GAP = 12


@dataclass(frozen=True)
class Said:
    """One thing in a chat.

    ``who`` is ``me``, ``them``, ``system`` (centred grey words) or ``time``
    (a centred time line).  ``name`` stands above a bubble, ``at`` is its time
    where the shop shows one for each message.
    """

    who: str
    text: str
    name: str = ""
    at: str = ""


@dataclass(frozen=True)
class ChatPage:
    """A conversation with its title; ``pinned`` are the lines of an order card on top."""

    title: str
    said: tuple[Said, ...]
    pinned: tuple[str, ...] = ()
    clock: str = "14:20"
    read_marks: bool = False


def phone_chat(look: Look, chat: ChatPage) -> Canvas:
    """Draw a conversation with the buyer's bubbles at the right."""
    page = Phone(look, clock=chat.clock)
    page.nav(chat.title)
    c = page.canvas
    if chat.pinned:
        _pinned(page, chat.pinned)
    page.y += 14
    for said in chat.said:
        if said.who in {"time", "system"}:
            _centred(page, said)
        else:
            _bubble(page, said, read=chat.read_marks and said.who == "me")
    _input_bar(page)
    return c


def _pinned(page: Phone, lines: tuple[str, ...]) -> None:
    c, look = page.canvas, page.look
    height = 20 + 22 * len(lines)
    c.rect(12, page.y + 10, look.width - 24, height, look.card, look.radius)
    c.rect(22, page.y + 20, 40, 40, look.accent_soft, 6)
    c.rect(29, page.y + 32, 26, 16, look.accent, 3)
    for n, line in enumerate(lines):
        c.text(72, page.y + 31 + 22 * n, line, look.body - 1, look.ink if n == 0 else look.grey)
    page.y += height + 10


def _centred(page: Phone, said: Said) -> None:
    c, look = page.canvas, page.look
    for line in c.wrap(said.text, 12, look.width - 90):
        if said.who == "system":
            wide = c.width_of(line, 12) + 18
            c.rect((look.width - wide) / 2, page.y + 1, wide, 22, look.hair, 4)
        c.text(look.width / 2, page.y + 12, line, 12, look.grey, align="centre")
        page.y += 24
    page.y += 10


def _bubble(page: Phone, said: Said, *, read: bool) -> None:
    c, look = page.canvas, page.look
    mine = said.who == "me"
    size = look.body + 1
    lines = c.wrap(said.text, size, look.width - 2 * (GAP + FACE + 10) - 34)
    pitch = size * 1.42
    wide = max(c.width_of(line, size) for line in lines) + 24
    high = len(lines) * pitch + 18
    head = "  ".join(part for part in (said.name, said.at) if part)
    if head:
        x = look.width - GAP - FACE - 10 if mine else GAP + FACE + 10
        c.text(x, page.y + 6, head, 11.5, look.grey, align="right" if mine else "left")
    top = page.y + (17 if head else 0)
    fill, ink = (look.mine, look.mine_ink) if mine else (look.theirs, look.theirs_ink)
    edge = look.width - GAP - FACE - 10 if mine else GAP + FACE + 10
    left = edge - wide if mine else edge
    _face(page, look.width - GAP - FACE if mine else GAP, page.y, mine=mine)
    tip = 6 if mine else -6
    c.polygon([(edge, top + 13), (edge + tip, top + 19), (edge, top + 25)], fill)
    c.rect(left, top, wide, high, fill, max(look.radius * 0.7, 4))
    for n, line in enumerate(lines):
        c.text(left + 12, top + 9 + pitch * (n + 0.5), line, size, ink)
    if read:
        c.text(left - 6, top + high - 8, "已读", 10.5, look.grey, align="right")
    page.y = max(top + high, page.y + FACE) + 18


def _face(page: Phone, x: float, y: float, *, mine: bool) -> None:
    c, look = page.canvas, page.look
    back, front = ("#c9d6ea", "#f4f7fc") if mine else (look.accent, look.accent_soft)
    round_by = 6 if look.radius < 8 else FACE / 2
    c.rect(x, y, FACE, FACE, back, round_by)
    c.rect(x + 12, y + 8, 14, 14, front, 7)
    c.polygon([(x + 7, y + 33), (x + 11, y + 26), (x + 27, y + 26), (x + 31, y + 33)], front)


def _input_bar(page: Phone) -> None:
    c, look = page.canvas, page.look
    top = max(page.y + 8, 780 - 82)
    c.rect(0, top, look.width, 82, look.card)
    c.line(0, top, look.width, top, look.hair)
    c.rect(14, top + 10, look.width - 104, 34, look.page, 17)
    for n in range(2):
        x = look.width - 76 + n * 38
        c.rect(x, top + 14, 26, 26, look.grey, 13)
        c.rect(x + 1.6, top + 15.6, 22.8, 22.8, look.card, 11.4)
        if n:
            c.line(x + 7, top + 27, x + 19, top + 27, look.grey, 1.6)
            c.line(x + 13, top + 21, x + 13, top + 33, look.grey, 1.6)
        else:
            c.rect(x + 8, top + 22, 3, 4, look.grey, 1.5)
            c.rect(x + 15, top + 22, 3, 4, look.grey, 1.5)
            c.line(x + 8.5, top + 32, x + 17.5, top + 32, look.grey, 1.6)
    page.y = top + 54
    page.home_bar()
