"""What a case still needs, why, and how the buyer can get it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.model import Event, Evidence, Fact, FactKind, Finding, Missing, Role, Verdict
from dossier.reading import mails
from dossier.words import phrase

_WANTED = (
    ("order", (Role.ORDER,)),
    ("payment", (Role.PAYMENT, Role.BILL)),
    ("chat", (Role.CHAT,)),
    ("policy", (Role.POLICY,)),
)


#: What would settle a rule that stays ``possible``.
_SETTLES = {
    "refund.overdue": "refund-later",
    "service.no-answer": "chat-later",
    "policy.undisclosed": "order-flow",
}


def missing(
    evidence: Sequence[Evidence],
    facts: Sequence[Fact],
    events: Sequence[Event],
    findings: Sequence[Finding] = (),
) -> tuple[Missing, ...]:
    """The missing items in the order in which they matter."""
    # A bill without a row of the case proves nothing.
    shown = [view for item in evidence for view in mails.views(item)]
    roles = {
        item.role for item in shown if item.role is not Role.BILL or any(page.rows for page in item.pages)
    }
    absent = [name for name, wanted in _WANTED if not roles & set(wanted)]
    return tuple(_item(name) for name in [*absent, *_doubts(evidence, facts, events), *_open(findings)])


def _open(findings: Sequence[Finding]) -> Iterator[str]:
    """What the findings ask for that only lack a proof."""
    possible = {finding.rule for finding in findings if finding.verdict is Verdict.POSSIBLE}
    yield from (item for rule, item in _SETTLES.items() if rule in possible)


def _doubts(evidence: Sequence[Evidence], facts: Sequence[Fact], events: Sequence[Event]) -> Iterator[str]:
    if any(event.assumed for event in events):
        yield "chat-date"
    chats = {item.id for item in evidence if item.role in (Role.CHAT, Role.MAIL)}
    said = [f for f in facts if f.kind is FactKind.STATEMENT and f.source.evidence in chats]
    timed = {fact for event in events for fact in event.facts}
    if any(f.order_id is not None and f.id not in timed for f in said):
        yield "chat-time"
    if any(event.disputed and not event.doubtful for event in events):
        yield "conflict"
    if any(event.conflicts for event in events):
        yield "sequence"


def _item(name: str) -> Missing:
    return Missing(name, phrase(f"missing.{name}.why"), phrase(f"missing.{name}.how"))
