"""What a short text may say of an order: firm times, plain words, and the departures that are shown.

A form has no room for reservations.  So what is uncertain is left out of it: an event
that cannot have happened in the order told is passed over, one whose time is not sure
is told without a time, and of words that may mean something else only the words are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.model import Case, Event, EventKind, Fact, FactKind, Finding, Role, Verdict
from dossier.packet.view import View
from dossier.packet.view.orders import OrderView
from dossier.packet.view.outcome import Outcome
from dossier.reading import terms
from dossier.rules.grounds import answers, standing, telling
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
_SENT = (EventKind.SERVICE_STARTED, EventKind.SHIPPED)


@dataclass(frozen=True, slots=True)
class Told:
    """One event, or ``said`` for words whose meaning is open.

    ``when`` is empty where the time is not sure, the others where nothing was said;
    ``machine`` says that no person said it.
    """

    kind: str
    when: str
    words: str
    agent: str
    machine: bool = False
    noticed: bool = False
    """Whether only a notice in the chat tells it, so that its time is that of the notice."""


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
    """One order as a form tells it; amounts are figures such as "128.00", empty where not sure.

    ``shop`` is the platform that the pages name, ``payee`` the seller and ``payee_note``
    which page names it.
    """

    order_id: str
    product: str
    shop: str
    payee: str
    payee_note: str
    paid: str
    first: Mapping[str, Told]
    """The first plain event of each kind."""
    before: tuple[Told, ...]
    """Work and dispatch that came before the buyer asked."""
    later: tuple[Told, ...]
    """What else the shop did and said, each kind of thing once, in the order of events."""
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
        first.setdefault((event.kind, event.hedged), _told(story, event, shown.noticed))
    asked = next((e for e in own if e.kind is EventKind.CANCEL_REQUESTED and not e.hedged), None)
    early = {e.kind for e in own[: own.index(asked)] if e.kind in _SENT} if asked is not None else set()
    told = [one for (kind, _), one in first.items() if kind in _LATER and _tells(one)]
    return OrderStory(
        order_id=order.order_id,
        product=order.product,
        shop=order.platform,
        payee=shown.seller,
        payee_note=shown.seller_note,
        paid=telling.money(order.paid),
        first={kind: told for (kind, hedged), told in first.items() if not hedged},
        before=tuple(one for one in told if one.kind in early),
        later=tuple(_once([one for one in told if one.kind not in early])),
        refund=shown.sums.back,
        kept=shown.sums.kept,
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


def _once(told: Sequence[Told]) -> Iterator[Told]:
    """Words whose meaning is open only where they are not told with a plain meaning as well."""
    plain = {one.words for one in told if one.kind != _SAID}
    return (one for one in told if one.kind != _SAID or one.words not in plain)


def _told(story: Story, event: Event, noticed: Collection[str]) -> Told:
    return Told(
        kind=_SAID if event.hedged else event.kind,
        when=telling.when(event) if standing.firm(replace(event, hedged=False)) else "",
        words=" ".join(telling.words(story, event).split()),
        agent=telling.agent(story, event),
        machine=answers.is_robot(story, event),
        noticed=event.kind in noticed,
    )


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
