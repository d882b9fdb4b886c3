"""Packets about web pages instead of an order: when they are made, and what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.casefile import CaseFile
from dossier.filing import destinations
from dossier.filing.destinations import About
from dossier.model import Case
from dossier.packet.figures.originals import Originals
from dossier.packet.view import View
from dossier.packet.view.marks import Marks
from dossier.words import phrase

_WEB_PAGE = "text/html"
_SAVED = (
    rb"<!--\s*saved from url=\(\d{4}\)(https?://[^\s<>\"']+)",
    rb"(?im)^Snapshot-Content-Location:\s*(https?://[^\s<>\"']+)",
    rb"(?is)<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s<>\"']+)",
)
"""How browsers write down where a page was saved from: as HTML, as MHTML, by a common extension."""
_HEAD = 65_536


def split(wanted: Sequence[str], said: CaseFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The destinations that can be made, and those that lack the pages they are about."""
    lacking = tuple(
        name for name in wanted if destinations.find(name).about is About.PAGES and not said.pages
    )
    return tuple(name for name in wanted if name not in lacking), lacking


def view(seen: View) -> View:
    """The view for such a packet: the same files, without the marks of any order.

    Nor is a page called the platform's own rules: that it is not may be what is reported.
    """
    shown = tuple(replace(item, name=phrase("exhibit.name.web-page")) for item in seen.exhibits)
    return replace(seen, marks=Marks(seen.case, ()), backs={}, orders=(), doubts=(), exhibits=shown)


def candidates(case: Case, originals: Originals) -> tuple[str, ...]:
    """Addresses that saved web pages of the folder name as their own: for the person to choose from."""
    return tuple(dict.fromkeys(_addresses(case, originals)))


def _addresses(case: Case, originals: Originals) -> Iterator[str]:
    for item in case.evidence:
        data = originals.data(item) if item.media == _WEB_PAGE else None
        for pattern in _SAVED:
            found = re.search(pattern, (data or b"")[:_HEAD])
            if found:
                yield found[1].decode("ascii", errors="replace")
                break
