"""Which pages of a file are printed, and the names that links to them go to."""

from __future__ import annotations

from dossier.model import Evidence, Page
from dossier.packet.view import exhibits
from dossier.packet.view.marks import Marks


def printed(item: Evidence, marks: Marks) -> tuple[Page, ...]:
    """The pages to print: of a recording, whose frames show most things twice, the marked ones only."""
    if not exhibits.is_recording(item):
        return item.pages
    return tuple(page for page in item.pages if marks.on(item.id, page.number)) or item.pages[:1]


def anchor(evidence: str, page: int) -> str:
    """The name of a printed page."""
    return f"{evidence}-p{page}"
