"""Which masks a set has: found, drawn and released, at every place where they hide something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dossier import intake
from dossier.casefile import CaseFile
from dossier.casefile.paths import NAME
from dossier.exclusion import is_excluded
from dossier.model import Box, Case, Evidence, Line, Page
from dossier.privacy import finding, spreading
from dossier.privacy.detect import key_words, own, qr, shown
from dossier.privacy.model import ALWAYS, Mask, Secret
from dossier.privacy.redact import hidden, redact
from dossier.reading import adding

if TYPE_CHECKING:
    from PIL import Image

_NEAR = 0.8
"""How far from a QR code, in its heights, words tell what it is for."""


def always(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks of every set: card keys unless ``case.yaml`` says otherwise, and what was drawn."""
    kinds = ALWAYS - {Secret.CARD_KEY} if said.keep_card_keys else ALWAYS
    found = [mask for mask in _found(case, said) if mask.kind in kinds]
    return _whole(case, said, (*spreading.released(found, said), *spreading.drawn(case, said)))


def for_filing(folder: Path, case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks of the set that is filed: those of every set, and the QR codes that redeem goods."""
    masks = always(case, said)
    return masks if said.keep_card_keys else (*masks, *_seen(folder, case, _may_redeem, _redeeming))


def for_others(folder: Path, case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """The masks of a set that others may see: of all kinds, what is seen in pictures, keys in any case."""
    found = (*_found(case, said), *_seen(folder, case, lambda _: True, _persons))
    return _whole(case, said, (*spreading.released(found, said), *_own(said), *spreading.drawn(case, said)))


def told(case: Case, said: CaseFile) -> tuple[Case, CaseFile]:
    """The case and ``case.yaml`` as they may be printed anywhere."""
    return redact(case, said, always(case, said))


def _found(case: Case, said: CaseFile) -> tuple[Mask, ...]:
    """What is found in the evidence, in its names, and in the buyer's own sentences.

    Sentences and names are read like pages; a name tells of a key only where it calls it one,
    since cameras and messengers name files by codes.
    """
    texts = ["\n".join(_told(said)), *_names(case)]
    pages = tuple(
        Page(number, lines=tuple(Line(row, line) for row, line in enumerate(text.split("\n"), 1)))
        for number, text in enumerate(texts, 1)
    )
    own = Evidence(NAME, NAME, "", 0, "text/plain", pages)
    found = finding.find(replace(case, evidence=(*case.evidence, own)), said)
    called = {page.number for page in pages if key_words.calls(page.lines[0].text)}
    return tuple(
        mask
        for mask in found
        if mask.evidence != NAME or mask.page == 1 or mask.kind is not Secret.CARD_KEY or mask.page in called
    )


def _told(said: CaseFile) -> tuple[str, ...]:
    """The buyer's own sentences."""
    return (
        said.account,
        said.negotiated,
        said.filed_elsewhere,
        said.attachments,
        *(claim.text for claim in said.claims),
        *(words for page in said.pages for words in (page.text, page.url)),
        *(one.reason for one in said.exclude),
        *(one.reason for one in said.masks),
        *(one.text for one in said.additions),
    )


def _names(case: Case) -> Iterator[str]:
    """The names of files, of their folders and of what lies in them, without endings."""
    paths = [
        *(item.path for item in case.evidence),
        *(page.part for item in case.evidence for page in item.pages),
        *(problem.path for problem in case.problems),
    ]
    for path in dict.fromkeys(paths):
        *folders, name = PurePosixPath(path).parts or ("",)
        yield from (*folders, PurePosixPath(name).stem)


def _whole(case: Case, said: CaseFile, masks: Sequence[Mask]) -> tuple[Mask, ...]:
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
    # A hand draws wider than the writing: where in its rectangle a word stands cannot be told.
    added = {
        (item.id, *place)
        for item in case.evidence
        for place in adding.lines(item, [(a.page, a.box) for a in said.additions if a.file == item.path])
    }
    return tuple(
        replace(mask, box=boxes[place])
        if (place := (mask.evidence, mask.page, mask.line)) in added and mask.kind is not Secret.DRAWN
        else mask
        for mask in spreading.spread(case, tuple(placed))
    )


def _seen(
    folder: Path,
    case: Case,
    wanted: Callable[[Page], bool],
    look: Callable[[Evidence, Page, Image.Image], Iterable[Mask]],
) -> Iterator[Mask]:
    """What is found in the pixels of pages."""
    for item in case.evidence:
        for page in item.pages:
            if not page.width or is_excluded(item) or not wanted(page):
                continue
            try:
                picture = intake.picture(folder, item, page.number)
            except intake.Unreadable:
                continue
            yield from look(item, page, picture)


def _persons(item: Evidence, page: Page, picture: Image.Image) -> Iterator[Mask]:
    """Avatars, and every QR code: it may be a person's account."""
    yield from finding.avatars(item, page, picture)
    for box in qr.find(picture):
        yield Mask(evidence=item.id, page=page.number, kind=_kind_of(page, box), box=box)


def _redeeming(item: Evidence, page: Page, picture: Image.Image) -> Iterator[Mask]:
    for box in qr.find(picture):
        if _kind_of(page, box) is Secret.CARD_KEY:
            yield Mask(evidence=item.id, page=page.number, kind=Secret.CARD_KEY, box=box)


def _kind_of(page: Page, code: Box) -> Secret:
    """Whether a QR code stands beside words for a key."""
    near = _NEAR * (code.y1 - code.y0)
    words = [
        line.text
        for line in page.lines
        if line.box is not None and line.box.y1 > code.y0 - near and line.box.y0 < code.y1 + near
    ]
    return Secret.CARD_KEY if any(map(key_words.redeems, words)) else Secret.QR_CODE


def _may_redeem(page: Page) -> bool:
    return any(key_words.redeems(line.text) for line in page.lines)


def _own(said: CaseFile) -> Iterator[Mask]:
    """The complainant's own data, wherever the buyer wrote them."""
    for kind, text in own.values(said.complainant):
        yield Mask(evidence="", page=0, kind=kind, text=text, shown=shown.of(kind, text))
