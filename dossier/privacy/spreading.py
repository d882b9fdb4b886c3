"""From masks as they were found to every place that they hide.

A number that was found once may stand elsewhere in words that do not tell what
it is; a rectangle that a person drew hides the words beneath it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from dossier.casefile import CaseFile, DrawnMask
from dossier.model import Box, Case, Evidence, Line, Page
from dossier.privacy.detect import place
from dossier.privacy.matching import Censor, plain
from dossier.privacy.model import Mask, Secret
from dossier.privacy.redact import hidden, is_short, staying

_LEANING = 1.5
"""Degrees from which a place within a line can no longer be told from its columns."""
_COVERED = 0.2
"""So much of a line's height must lie under a drawn rectangle."""


def spread(case: Case, masks: Sequence[Mask]) -> tuple[Mask, ...]:
    """The masks and one more for every other line, message or row in which one of their secrets stands."""
    censor = Censor((mask for mask in masks if not is_short(mask.text)), staying(case, masks))
    known = {(mask.evidence, mask.page, mask.line, plain(mask.text)) for mask in masks}
    more = (
        mask
        for item in case.evidence
        for page in item.pages
        for mask in _on(item, page, censor)
        if (mask.evidence, mask.page, mask.line, plain(mask.text)) not in known
    )
    return (*masks, *more)


def _on(item: Evidence, page: Page, censor: Censor) -> Iterator[Mask]:
    for line in page.lines:
        spans = censor.spans(line.text)
        for span in spans:
            yield replace(
                span.mask,
                evidence=item.id,
                page=page.number,
                text=line.text[span.start : span.stop],
                line=line.number,
                box=within(line, span.start, span.stop),
            )
        again = [span.mask for text in line.again for span in censor.spans(text)]
        if again and not spans:
            yield replace(
                again[0],
                evidence=item.id,
                page=page.number,
                text=line.text,
                shown=hidden(),
                line=line.number,
                box=line.box,
            )
    texts = [(m.line, text) for m in page.messages for text in (m.sender, m.text)]
    texts += [(row.line, words) for row in page.rows for _, words in row.cells]
    for number, text in texts:
        for span in censor.spans(text):
            found = text[span.start : span.stop]
            yield replace(span.mask, evidence=item.id, page=page.number, text=found, line=number, box=None)


def within(line: Line, start: int, stop: int) -> Box | None:
    """The place of a part of a line; the whole line where it leans."""
    return line.box if abs(line.tilt) > _LEANING else place.box_of(line, start, stop)


def drawn(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks that the user drew: the rectangle itself, and the words of each line under it."""
    by_path = {item.path: item for item in case.evidence}
    return tuple(
        mask
        for one in said.masks
        if (item := by_path.get(one.file)) is not None
        for page in item.pages
        if page.number == one.page
        for mask in _drawn(item, page, one)
    )


def _drawn(item: Evidence, page: Page, one: DrawnMask) -> Iterator[Mask]:
    yield Mask(evidence=item.id, page=page.number, kind=Secret.DRAWN, box=one.box)
    for line in page.lines:
        text = _under(line, one.box)
        if text:
            yield Mask(
                evidence=item.id,
                page=page.number,
                kind=Secret.DRAWN,
                text=text,
                shown=hidden(),
                line=line.number,
                box=one.box,
            )


def _under(line: Line, area: Box) -> str:
    """The words of a line that lie under a rectangle, with a sign more at either end."""
    box = line.box
    if box is None or area.x1 <= box.x0 or box.x1 <= area.x0:
        return ""
    if min(area.y1, box.y1) - max(area.y0, box.y0) < _COVERED * (box.y1 - box.y0):
        return ""
    if abs(line.tilt) > _LEANING or box.y1 - box.y0 > box.x1 - box.x0:
        return line.text
    widths = [place.width(sign) for sign in line.text]
    step = (box.x1 - box.x0) / (sum(widths) or 1)
    ends = [box.x0 + step * end for end in accumulate(widths)]
    under = [n for n, end in enumerate(ends) if end > area.x0 and end - step * widths[n] < area.x1]
    return line.text[max(0, under[0] - 1) : under[-1] + 2].strip() if under else ""


def released(masks: Sequence[Mask], said: CaseFile) -> tuple[Mask, ...]:
    """The masks without those whose words the user says are no secret."""
    freed: Collection[str] = {plain(one.text) for one in said.releases}
    return tuple(mask for mask in masks if not mask.text or plain(mask.text) not in freed)
