"""What must be masked in a case: the doors of detection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dossier.casefile import CaseFile
from dossier.model import Case, Evidence, Line, Page
from dossier.privacy.detect import cells, kept, own, place, shop, shown, spread
from dossier.privacy.detect.avatar import find as avatars
from dossier.privacy.detect.cells import Cell, Sheet, Spot
from dossier.privacy.detect.kept import Kept
from dossier.privacy.detect.registry import DETECTORS
from dossier.privacy.model import Mask, Secret

__all__ = ["avatars", "find"]

_SAYS_NOTHING = re.compile(r"[\W_]*")
_WINDOW, _OVERLAP = 800, 200
"""Signs of a cell that are looked at at once; no secret is longer than what two windows share."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One page with its cells and what was found on it."""

    item: Evidence
    page: Page
    sheet: Sheet
    spots: tuple[Spot, ...]


def find(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """Every secret in words, of all kinds, over all pages of a case.

    A secret found in one place is found wherever the same characters stand,
    blanks and dashes ignored.  Numbers of orders and payments, agents, times and
    amounts that are facts of the case are never part of a mask.

    Args:
        case: as the pipeline made it.
        said: ``case.yaml``; the complainant's values are secrets, the respondent's are none.

    Returns:
        The masks in the order of the evidence, each page from top to bottom.
    """
    stays = kept.of(case)
    pages = [_read(item, page, said, stays) for item in case.evidence for page in item.pages]
    known = _known(pages, said)
    return tuple(mask for one in pages for mask in _masks(one, known, stays))


def _read(item: Evidence, page: Page, said: CaseFile, stays: Kept) -> _Read:
    sheet = cells.of(item, page, said)
    whole = cells.joined(sheet)
    wrapped = _settled(_detected(whole), item, page, whole, stays)
    found = [*(part for spot in wrapped for part in cells.parted(spot, sheet)), *_detected(sheet)]
    return _Read(item, page, sheet, tuple(_settled(found, item, page, sheet, stays)))


def _detected(sheet: Sheet) -> Iterator[Spot]:
    """What the detectors see; of a long cell they are shown windows, so that time grows with length alone."""
    windows = [
        (place, start)
        for place, cell in enumerate(sheet.cells)
        for start in range(0, max(1, len(cell.text) - _OVERLAP), _WINDOW - _OVERLAP)
    ]
    if len(windows) == len(sheet.cells):
        yield from (spot for detector in DETECTORS for spot in detector(sheet))
        return
    shown = replace(sheet, cells=tuple(_window(sheet.cells[place], start) for place, start in windows))
    cut: list[Spot] = []
    for detector in DETECTORS:
        for spot in detector(shown):
            place, start = windows[spot.place]
            there = Spot(place, spot.start + start, spot.end + start, spot.kind, spot.sure)
            # What stands at a window's edge may be a part of what the next one shows whole.
            if 0 < there.start == start or len(sheet.cells[place].text) > there.end == start + _WINDOW:
                cut.append(there)
            else:
                yield there
    yield from cut


def _window(cell: Cell, start: int) -> Cell:
    return cell if len(cell.text) <= _WINDOW else replace(cell, text=cell.text[start : start + _WINDOW])


def _settled(found: Iterable[Spot], item: Evidence, page: Page, sheet: Sheet, stays: Kept) -> Iterator[Spot]:
    """The spots without what stays, each character claimed by the first that names it."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for spot in found:
        cell = sheet.cells[spot.place]
        if spot.kind is Secret.NAME and not spot.sure and stays.is_named(cell.text[spot.start : spot.end]):
            continue
        claimed = taken.setdefault(spot.place, [])
        blocked = [*claimed, *stays.spans(item, page, cell, sure=spot.sure)]
        for part in kept.free(spot, blocked):
            bare = _trimmed(part, cell.text)
            if bare is not None:
                claimed.append((bare.start, bare.end))
                yield bare


def _trimmed(spot: Spot, text: str) -> Spot | None:
    """A spot without blanks at its ends; None where nothing that tells is left."""
    words = text[spot.start : spot.end]
    if _SAYS_NOTHING.fullmatch(words):
        return None
    start = spot.start + len(words) - len(words.lstrip())
    return Spot(spot.place, start, start + len(words.strip()), spot.kind, spot.sure)


def _known(pages: Sequence[_Read], said: CaseFile) -> dict[str, tuple[Secret, str]]:
    """The secrets to be sought everywhere, by their bare form; longer ones first."""
    found: dict[str, tuple[Secret, str]] = {}
    for one in pages:
        for spot in one.spots:
            text = one.sheet.cells[spot.place].text[spot.start : spot.end]
            if spread.is_telling(spot.kind, text) and not shop.is_respondents(one.sheet, text):
                found.setdefault(spread.bare(text), (spot.kind, text))
    for kind, text in own.values(said.complainant):
        found.setdefault(spread.bare(text), (kind, text))
    return dict(sorted(found.items(), key=lambda told: -len(told[0])))


def _masks(one: _Read, known: dict[str, tuple[Secret, str]], stays: Kept) -> Iterator[Mask]:
    again = (
        Spot(number, *span, kind, sure=kind is Secret.CARD_KEY)
        for kind, text in known.values()
        for number, cell in enumerate(one.sheet.cells)
        for span in spread.places(kind, text, cell.text)
        if kind is not Secret.NAME or not _is_part_of_a_name(cell.text, span, stays)
    )
    spots = _settled((*one.spots, *again), one.item, one.page, one.sheet, stays)
    lines = {line.number: line for line in one.page.lines}
    for spot in sorted(spots, key=lambda spot: (spot.place, spot.start)):
        cell = one.sheet.cells[spot.place]
        text = cell.text[spot.start : spot.end]
        line: Line | None = lines.get(cell.number) if cell.box is not None else None
        yield Mask(
            evidence=one.item.id,
            page=one.page.number,
            kind=spot.kind,
            text=text,
            shown=shown.of(spot.kind, text),
            line=cell.number,
            box=place.box_of(line, spot.start, spot.end) if line is not None else None,
        )


def _is_part_of_a_name(text: str, span: tuple[int, int], stays: Kept) -> bool:
    """Whether a person's name is met inside the name of the shop, its goods or its people."""
    return any(
        at <= span[0] and span[1] <= at + len(name)
        for name in stays.names
        for at in [text.find(name)]
        if at >= 0 and len(name) > span[1] - span[0]
    )
