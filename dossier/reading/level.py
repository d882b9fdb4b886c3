"""The page as if it lay straight under the eye: photographs set level, watermarks lifted off.

Rows and columns are told by where boxes stand, so a page that leans is first
turned, in thought.  Facts keep the places of the picture itself: see
:class:`~dossier.reading.book.Book`.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.model import Evidence, Page
from dossier.ocr.tilt import STRANGE, lean
from dossier.reading import same

_SHORTEST = 3
"""Shorter scraps lean by chance."""


def evidence(item: Evidence) -> Evidence:
    """The file with all its pages level."""
    return replace(item, pages=tuple(map(page, item.pages)))


@same.once(same.PAGES)
def page(one: Page) -> Page:
    """The page with level boxes, under their numbers, and without what is stamped across it."""
    if not any(line.tilt for line in one.lines):
        return one
    lying = lean([(line.box, line.tilt) for line in one.lines if line.box], one.width, one.height)
    kept = (
        line
        for line in one.lines
        if abs(line.tilt - lying.degrees) < STRANGE or len(line.text.strip()) < _SHORTEST
    )
    return replace(
        one,
        lines=tuple(
            replace(line, box=lying.straight(line.box), tilt=0.0) if line.box else line for line in kept
        ),
    )
