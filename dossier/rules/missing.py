"""What a case still needs, why, and how the buyer can get it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model import Event, Evidence, Fact, FactKind, Missing, Role
from dossier.words import phrase

_WANTED = (
    ("order", (Role.ORDER,)),
    ("payment", (Role.PAYMENT, Role.BILL)),
    ("chat", (Role.CHAT, Role.MAIL)),
    ("policy", (Role.POLICY,)),
)


def missing(
    evidence: Sequence[Evidence], facts: Sequence[Fact], events: Sequence[Event]
) -> tuple[Missing, ...]:
    """The missing items in the order in which they matter."""
    roles = {item.role for item in evidence}
    absent = [name for name, wanted in _WANTED if not roles & set(wanted)]
    return tuple(_item(name) for name in [*absent, *_doubts(evidence, facts, events)])


def _doubts(evidence: Sequence[Evidence], facts: Sequence[Fact], events: Sequence[Event]) -> Iterator[str]:
    if any(event.assumed for event in events):
        yield "chat-date"
    chats = {item.id for item in evidence if item.role is Role.CHAT}
    said = [f for f in facts if f.kind is FactKind.STATEMENT and f.source.evidence in chats]
    timed = {fact for event in events for fact in event.facts}
    if any(f.order_id is not None and f.id not in timed for f in said):
        yield "chat-time"
    if any(event.disputed for event in events):
        yield "conflict"


def _item(name: str) -> Missing:
    return Missing(name, phrase(f"missing.{name}.why"), phrase(f"missing.{name}.how"))
