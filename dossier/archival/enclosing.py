"""Which originals lie in a packet, and which the person keeps to show on request.

A packet carries an original only when it prints all that the file holds: what
was left out of the pages on purpose must not leave by another way.

=============== =============================================================
``unprinted``   its pages are not in the packet: unreadable, of another order
``masked``      something in it is hidden in this set
``locked``      it is opened with a password, which goes nowhere
``part``        the pages show a part: the rows of a bill that tell of this
                order and not the person's month, some screens of a recording,
                the first frame of an animation, what is readable of a bundle
``more``        it may hold more than is seen: the source of a web page,
                the records of an export, the envelope of a mail, a PDF with
                files inside, bytes behind the end of a picture (which may be
                what was cut away)
``place``       it tells where it was taken, perhaps at home
=============== =============================================================

The list of hashes says it for each file; a hash proves the file all the same.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterator
from dataclasses import replace
from enum import StrEnum

from dossier.archival import picturefile
from dossier.archival.attachment import Attachment, Relationship, file_name, key_name
from dossier.model import Case, Evidence, Role
from dossier.outputs import RECORD
from dossier.packet.figures import Originals
from dossier.packet.view import View
from dossier.packet.view.exhibits import ExhibitView
from dossier.words import phrase

_TEXT, _PDF, _PICTURE = "text/plain", "application/pdf", "image/"
_PARTIAL = frozenset({
    "only-first-frame", "only-main-picture", "picture-page-broken", "picture-too-long", "pdf-page-broken",
    "pdf-too-long", "chat-too-many", "chat-records-unread",
})  # fmt: skip
"""Problems that say: not everything in the file was read."""


class Kept(StrEnum):
    """Why an original does not lie in the packet; the words are the phrases ``hashes.kept.<value>``."""

    UNPRINTED = "unprinted"
    MASKED = "masked"
    LOCKED = "locked"
    PART = "part"
    MORE = "more"
    PLACE = "place"


def told(seen: View, originals: Originals) -> View:
    """The view in which each exhibit says under which name its original lies in the packet, or why not.

    Raises:
        dossier.intake.OriginalChanged: a file is no longer what was taken in.
    """
    items = {item.id: item for item in seen.case.evidence}
    masked = {file.id for file in seen.masked}
    told = (_told(one, items[one.id], originals, masked) for one in seen.exhibits)
    return replace(seen, exhibits=tuple(told))


def attachments(
    seen: View, originals: Originals, printed: Container[str], record: bytes = b""
) -> Iterator[Attachment]:
    """What one packet carries, one file at a time: the data, the originals, the copies with masks.

    Args:
        seen: as :func:`told` gave it.
        originals: of the set.
        printed: the anchors of this packet: a file whose pages it leaves out is not in it.
        record: the packet's ``dossier.json``; empty where it tells of no order.

    Raises:
        dossier.intake.OriginalChanged: a file is no longer what was taken in.
    """
    if record:
        words = phrase("hashes.data")
        yield Attachment(RECORD, RECORD, "application/json", record, words, Relationship.DATA)
    items = {item.id: item for item in seen.case.evidence}
    shown = {one.id: one for one in seen.exhibits if one.anchor and one.anchor in printed}
    for one in shown.values():
        data = originals.data(items[one.id]) if one.enclosed else None
        if data is not None:
            words = phrase("hashes.description", path=one.file, sha256=one.sha256)
            key = key_name(one.number, one.file)
            yield Attachment(one.enclosed, key, items[one.id].media, data, words, Relationship.SOURCE)
    for file in seen.masked:
        for number, copy in enumerate(file.copies if file.id in shown else (), 1):
            words = phrase("hashes.copy", number=file.number, sha256=copy.sha256)
            key = key_name(file.number, copy.name, f"-masked-{number:03d}")
            yield Attachment(copy.name, key, copy.media, copy.data, words, Relationship.SOURCE)


def case(seen: View) -> Case:
    """The case as far as the packet tells it: its orders, and what was read in the files that it prints."""
    whole = seen.case
    orders = {shown.order.order_id for shown in seen.orders}
    listed = {one.id for one in seen.exhibits}
    printed = {one.id for one in seen.exhibits if one.printed}
    facts = tuple(f for f in whole.facts if f.source.evidence in printed and f.order_id in {None, *orders})
    known = {fact.id for fact in facts}
    told = (
        replace(event, facts=tuple(name for name in event.facts if name in known))
        for event in whole.events
        if event.order_id in {None, *orders}
    )
    return replace(
        whole,
        evidence=tuple(item for item in whole.evidence if item.id in listed),
        facts=facts,
        events=tuple(event for event in told if event.facts),
        findings=tuple(finding for finding in whole.findings if finding.order_id in orders),
        orders=tuple(shown.order for shown in seen.orders),
        utterances=tuple(
            replace(one, places=tuple(place for place in one.places if place.evidence in printed))
            for one in whole.utterances
            if one.places and one.places[0].evidence in printed
        ),
    )


def _told(one: ExhibitView, item: Evidence, originals: Originals, masked: Container[str]) -> ExhibitView:
    kept = _kept(one, item, originals, masked)
    if kept is not None:
        return replace(one, kept=phrase(f"hashes.kept.{kept}"))
    return replace(one, enclosed=file_name(phrase("exhibit.label", number=one.number), one.file))


def _kept(one: ExhibitView, item: Evidence, originals: Originals, masked: Container[str]) -> Kept | None:
    if not one.printed:
        return Kept.UNPRINTED
    if item.password:
        return Kept.LOCKED
    if item.role is Role.BILL or item.media.startswith("video/"):
        return Kept.PART
    if any(problem.code in _PARTIAL for problem in item.problems) or any(p.left_out for p in item.pages):
        return Kept.PART
    if item.media not in {_TEXT, _PDF} and not item.media.startswith(_PICTURE):
        return Kept.MORE
    data = originals.data(item)
    if data is None:
        # A set for others takes only files that it knows through and through.
        return Kept.MASKED if item.id in masked else Kept.MORE
    return _hidden(data, item.media)


def _hidden(data: bytes, media: str) -> Kept | None:
    """What a file tells that no page of it shows."""
    if media == _PDF:
        return Kept.MORE if _holds_files(data) else None
    if media.startswith(_PICTURE):
        if picturefile.tells_place(data, media):
            return Kept.PLACE
        if picturefile.is_longer(data, media):
            return Kept.MORE
    return None


def _holds_files(data: bytes) -> bool:
    import pikepdf  # noqa: PLC0415 - few folders hold a PDF

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return bool(document.attachments) or "/Collection" in document.Root
    except pikepdf.PdfError:
        return True  # what its own reader could print is still not known whole
