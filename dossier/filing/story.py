"""What a short text may say of an order: firm times, plain words, and the departures that are shown.

A form has no room for reservations.  So what is uncertain is left out of it: an event
that cannot have happened in the order told is passed over, one whose time is not sure
is told without a time, and of words that may mean something else only the words are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dossier.model import Case, Event, EventKind, Fact, FactKind, FactStatus, Finding, Role, Verdict
from dossier.packet.view import View
from dossier.packet.view.orders import OrderView
from dossier.packet.view.outcome import Outcome
from dossier.reading import terms
from dossier.rules.grounds import standing, telling
from dossier.rules.grounds.story import Story

_SAID = "said"
_LATER = (
    EventKind.CANCEL_REFUSED,
    EventKind.CANCEL_ACCEPTED,
    EventKind.REFUND_PROMISED,
    EventKind.SERVICE_STARTED,
    EventKind.SHIPPED,
    EventKind.REFUNDED,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event, or ``said`` for words whose meaning is open.

    ``when`` is empty where the time is not sure, the others where nothing was said.
    """

    kind: str
    when: str
    words: str
    agent: str


@dataclass(frozen=True, slots=True)
class Departure:
    """What is shown not to agree with a published rule.

    ``clause`` is a number and ``words`` the clause as captured; both are empty where
    the finding rests on no clause of a rule page.
    """

    rule: str
    published: bool
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class OrderStory:
    """One order as a form tells it; amounts are figures such as "128.00", empty where not sure."""

    order_id: str
    product: str
    shop: str
    paid: str
    first: Mapping[str, Told]
    """The first plain event of each kind."""
    later: tuple[Told, ...]
    """What the shop did and said, each kind of thing once, in the order of events."""
    refund: str
    kept: str
    departures: tuple[Departure, ...]
    outcome: Outcome


def of(seen: View) -> tuple[OrderStory, ...]:
    """The orders of a packet."""
    return tuple(_order(shown, seen.case) for shown in seen.orders)


def _order(shown: OrderView, case: Case) -> OrderStory:
    order = shown.order
    story = Story(order, case.events, case.facts, case.evidence)
    own = [event for event in case.events if event.order_id == order.order_id and not event.conflicts]
    first: dict[tuple[str, bool], Told] = {}
    for event in own:
        first.setdefault((event.kind, event.hedged), _told(story, event))
    back = _refund(case, order.order_id)
    kept = order.paid - back if back is not None and order.paid is not None and back < order.paid else None
    return OrderStory(
        order_id=order.order_id,
        product=order.product,
        shop=order.platform or shown.seller,
        paid=telling.money(order.paid),
        first={kind: told for (kind, hedged), told in first.items() if not hedged},
        later=tuple(told for (kind, _), told in first.items() if kind in _LATER and _tells(told)),
        refund=telling.money(back),
        kept=telling.money(kept),
        departures=tuple(
            _departure(story, finding)
            for finding in case.findings
            if finding.order_id == order.order_id and finding.verdict is Verdict.BREACH
        ),
        outcome=shown.outcome,
    )


def _tells(told: Told) -> bool:
    """Whether there is anything to say: of an open meaning, there must be words."""
    return told.kind != _SAID or bool(told.words)


def _told(story: Story, event: Event) -> Told:
    return Told(
        kind=_SAID if event.hedged else event.kind,
        when=telling.when(event) if standing.firm(replace(event, hedged=False)) else "",
        words=" ".join(telling.words(story, event).split()),
        agent=telling.agent(story, event),
    )


def _refund(case: Case, order: str) -> Decimal | None:
    """What came back, where all pages say the same and no reading of it is in doubt."""
    facts = [
        fact
        for fact in case.facts
        if fact.kind is FactKind.AMOUNT and fact.about == "refund" and fact.order_id == order
    ]
    values = {Decimal(fact.value) for fact in facts}
    sure = all(fact.status is not FactStatus.DISPUTED for fact in facts)
    return values.pop() if len(values) == 1 and sure else None


def _departure(story: Story, finding: Finding) -> Departure:
    clause = next((fact for fact in map(story.fact, _facts(finding)) if _is_published(story, fact)), None)
    words = "" if clause is None else " ".join(clause.raw.split())
    if clause is not None and clause.label and terms.clause_number(words) == clause.label:
        words = terms.without_number(words)
    number = "" if clause is None else clause.label.removeprefix("第").removesuffix("条")
    return Departure(finding.rule, clause is not None, number, words)


def _facts(finding: Finding) -> list[str]:
    return [fact for premise in finding.premises for fact in premise.facts]


def _is_published(story: Story, fact: Fact) -> bool:
    return fact.kind is FactKind.POLICY_TERM and story.role_of(fact) is Role.POLICY
