"""Which masks a set has: found, drawn and released, at every place where they hide something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dossier import intake
from dossier.casefile import CaseFile
from dossier.casefile.paths import NAME
from dossier.model import Case, Evidence, Line, Page, Role
from dossier.privacy import finding, spreading
from dossier.privacy.detect import own, shown
from dossier.privacy.model import ALWAYS, Mask, Secret
from dossier.privacy.redact import hidden, redact


def always(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks of every set: card keys unless ``case.yaml`` says otherwise, and what was drawn."""
    kinds = ALWAYS - {Secret.CARD_KEY} if said.keep_card_keys else ALWAYS
    found = [mask for mask in _found(case, said) if mask.kind in kinds]
    return _whole(case, (*spreading.released(found, said), *spreading.drawn(case, said)))


def for_others(folder: Path, case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks of a set that others may see: of all kinds, with the avatars, card keys in any case."""
    found = (*_found(case, said), *_avatars(folder, case))
    return _whole(case, (*spreading.released(found, said), *_own(said), *spreading.drawn(case, said)))


def told(case: Case, said: CaseFile) -> Case:
    """The case as it may be printed anywhere."""
    return redact(case, said, always(case, said))[0]


def _found(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """What is found in the evidence, and in the buyer's own sentences, which are read like a page of it."""
    told = (
        said.account,
        said.negotiated,
        said.filed_elsewhere,
        said.attachments,
        *(claim.text for claim in said.claims),
        *(page.text for page in said.pages),
    )
    lines = (row for text in told for row in text.split("\n"))
    page = Page(1, lines=tuple(Line(number, row) for number, row in enumerate(lines, 1)))
    own = Evidence(NAME, NAME, "", 0, "text/plain", (page,))
    return finding.find(replace(case, evidence=(*case.evidence, own)), said)


def _whole(case: Case, masks: Sequence[Mask]) -> tuple[Mask, ...]:
    """Masks with their places in pictures, and wherever else their secrets stand."""
    boxes = {
        (item.id, page.number, line.number): line.box
        for item in case.evidence
        for page in item.pages
        for line in page.lines
    }
    placed = (
        replace(
            mask,
            shown=mask.shown or (hidden() if mask.text else ""),
            box=mask.box or boxes.get((mask.evidence, mask.page, mask.line)),
        )
        for mask in masks
    )
    return spreading.spread(case, tuple(placed))


def _avatars(folder: Path, case: Case) -> Iterator[Mask]:
    for item in case.evidence:
        for page in item.pages:
            if item.role is not Role.CHAT or not page.width or not page.lines:
                continue
            try:
                picture = intake.picture(folder, item, page.number)
            except intake.Unreadable:
                continue
            yield from finding.avatars(item, page, picture)


def _own(said: CaseFile) -> Iterator[Mask]:
    """The complainant's own data, wherever the buyer wrote them."""
    for kind, text in own.values(said.complainant):
        yield Mask(evidence="", page=0, kind=kind, text=text, shown=shown.of(kind, text))
