"""What a form or an address says, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dossier.model import Box
from dossier.review.state import Choice, Tab

_NUMBER = re.compile(r"[0-9]{1,6}")


def number(text: str) -> int | None:
    """A whole number, not below 0 and not absurd."""
    return int(text) if _NUMBER.fullmatch(text) else None


def box(text: str) -> Box | None:
    """A box as ``x0,y0,x1,y1`` in pixels; None when it is none."""
    sides = [number(part.strip()) for part in text.split(",")]
    known = [side for side in sides if side is not None]
    if len(sides) != len(Box._fields) or len(known) != len(sides):
        return None
    found = Box(*known)
    return found if found.x0 < found.x1 and found.y0 < found.y1 else None


def choice(told: Mapping[str, str]) -> Choice:
    """What a person looks at; whatever makes no sense is the usual."""
    tab = told.get("tab", "")
    page = number(told.get("page", ""))
    return Choice(told.get("file", "")[:16], page or 1, Tab(tab) if tab in set(Tab) else Tab.CHECK)
