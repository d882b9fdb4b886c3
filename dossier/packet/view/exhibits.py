"""The lines of the evidence index: what a file is, what it proves, whether its pages follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.model import Case, Channel, Evidence, Role
from dossier.packet.view import proving
from dossier.words import phrase

_WEB_PAGE = "text/html"
_FOREIGN = ("other-order", "no-order")
"""Problems that say: this file is of no order of the packet."""


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """One line of the evidence index.

    ``enclosed`` is the name under which the original lies in the packet, or empty;
    then ``kept`` says why the person keeps it.
    """

    number: int
    id: str
    name: str
    file: str
    sha256: str
    bytes: int
    pages: int
    source: str
    proves: str
    anchor: str
    unprinted: str
    notes: tuple[str, ...]
    enclosed: str = ""
    kept: str = ""

    @property
    def printed(self) -> bool:
        """Whether its pages follow; the index says why where they do not."""
        return not self.unprinted


def _unprinted(item: Evidence, case: Case, orders: Sequence[str]) -> str:
    """Why a file's pages are not printed: unreadable, or of another order; an empty string when they are."""
    if not item.pages:
        return phrase("exhibit.unprinted.unreadable")
    foreign = {problem.path for problem in case.problems if problem.code in _FOREIGN}
    own = {f.order_id for f in case.facts if f.source.evidence == item.id and f.order_id}
    if item.role is Role.BILL and not own & set(orders):
        return phrase("exhibit.unprinted.bill")
    if item.path in foreign or (own and not own & set(orders)):
        return phrase("exhibit.unprinted.foreign")
    return ""


def of(item: Evidence, case: Case, orders: Sequence[str]) -> ExhibitView:
    """The index line of a file in a packet about some orders, told by their numbers."""
    own = [f for f in case.facts if f.source.evidence == item.id]
    unprinted = _unprinted(item, case, orders)
    events = [e for e in case.events if e.order_id in orders and {f.id for f in own} & set(e.facts)]
    used = proving.used(finding for finding in case.findings if finding.order_id in orders)
    return ExhibitView(
        number=int(item.id.removeprefix("E")),
        id=item.id,
        name=phrase(_name(item)),
        file=item.path,
        sha256=item.sha256,
        bytes=item.bytes,
        pages=len(item.pages),
        source=phrase(_source(item)) + _channel(item),
        proves="" if unprinted else proving.told(item, own, events, used),
        anchor="" if unprinted else f"exhibit-{item.id}",
        unprinted=unprinted,
        notes=tuple(
            phrase(f"problem.{p.code}", path=p.path, detail=p.detail, page=p.page) for p in item.problems
        ),
    )


def is_recording(item: Evidence) -> bool:
    """Whether a file's pages are frames of a screen recording."""
    return item.media.startswith("video/")


def _name(item: Evidence) -> str:
    """A chat is called one with the shop only where its window shows that."""
    is_service = item.role is Role.CHAT and item.channel is Channel.PLATFORM
    return "exhibit.name.service" if is_service else f"exhibit.name.{item.role}"


def _source(item: Evidence) -> str:
    if is_recording(item):
        return "exhibit.source.recording"
    if item.role is Role.BILL:
        return "exhibit.source.bill"
    if item.role is Role.MAIL:
        return "exhibit.source.mail"
    if item.media == _WEB_PAGE:
        return "exhibit.source.page"
    drawn = any(page.width for page in item.pages)
    return "exhibit.source.picture" if drawn or not item.pages else "exhibit.source.text"


def _channel(item: Evidence) -> str:
    """Where a chat was held, for the index; a mail's source says it already."""
    if item.channel is None or item.role is not Role.CHAT:
        return ""
    return phrase("exhibit.channel", where=phrase(f"channel.{item.channel}"))
