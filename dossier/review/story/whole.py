"""The story of a case: each order with its findings, its figure and its events.

The order of things is that of a person in a hurry: the order whose findings weigh most
comes first, and of each the gravest finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.model import Case, Event, Finding, Order, OrderState, Premise, PremiseState, Verdict
from dossier.review.story import events, figure
from dossier.review.story.citing import Cited, cited
from dossier.review.story.events import Entry
from dossier.review.story.figure import Figure
from dossier.words import CHINESE, phrase

MARKS = {
    PremiseState.SHOWN: "✓",
    PremiseState.MISSING: "○",
    PremiseState.CONTRADICTED: "✗",
    PremiseState.UNCERTAIN: "?",
}
_WEIGHT = (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.POSSIBLE, Verdict.CLEAR)
"""Which order comes first, as in the packet."""


@dataclass(frozen=True, slots=True)
class PremiseView:
    """A premise with its mark and the name of its state, and what it rests on.

    ``text`` is Chinese in any language; ``entries`` are links to entries of the same
    order, each anchor and number; ``cited`` are the facts.
    """

    mark: str
    state: PremiseState
    name: str
    text: str
    entries: tuple[tuple[str, int], ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words.

    ``id`` of its article and ``key`` ("rule|order") are the same however often the rules run
    again, so that the page can show what changed; ``result`` is Chinese in any language.
    """

    id: str
    key: str
    verdict: Verdict
    label: str
    title: str
    result: str
    premises: tuple[PremiseView, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order's story.

    ``id`` is its section's; ``title`` the product, or its number where none was read, or
    what to do where there is no order at all; ``details`` are names with values, each with
    whether the value was read.  ``figure`` is None of fewer than two entries.
    """

    id: str
    title: str
    details: tuple[tuple[str, str, bool], ...]
    findings: tuple[FindingView, ...]
    figure: Figure | None
    entries: tuple[Entry, ...]
    nameless: bool = False
    """Whether this is what no order has: nothing can be found of it."""


@dataclass(frozen=True, slots=True)
class Story:
    """The whole tab: the orders, the one that weighs most first."""

    orders: tuple[OrderView, ...]

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """All findings, the gravest first, for a summary elsewhere on the page."""
        found = [finding for order in self.orders for finding in order.findings]
        return tuple(sorted(found, key=lambda one: list(Verdict).index(one.verdict)))


def of(case: Case, lang: str) -> Story:
    """The story of a judged case.

    Args:
        case: of which nothing need be there.
        lang: ``zh`` or ``en``.
    """
    taken: set[str] = set()
    orders = sorted(case.orders, key=lambda order: _weight(order, case.findings))
    if not orders:
        return Story((_nameless(case, lang, taken),))
    return Story(tuple(_order(order, case, lang, taken) for order in orders))


def finding_id(finding: Finding) -> str:
    """The id of a finding's article: of its rule and its order, in signs that any link can hold."""
    return "finding-" + re.sub(
        r"[^0-9A-Za-z-]", lambda sign: f"_{ord(sign[0]):x}", f"{finding.rule}-{finding.order_id}"
    )


def _weight(order: Order, findings: Sequence[Finding]) -> int:
    own = [_WEIGHT.index(finding.verdict) for finding in findings if finding.order_id == order.order_id]
    return min(own, default=len(_WEIGHT))


def _order(order: Order, case: Case, lang: str, taken: set[str]) -> OrderView:
    own = [event for event in case.events if event.order_id in (order.order_id, None)]
    found = [finding for finding in case.findings if finding.order_id == order.order_id]
    found.sort(key=lambda finding: list(Verdict).index(finding.verdict))
    entries = events.of(case, own, found, lang, taken)
    numbers = {event.id: (entry.anchor, entry.number) for entry in entries for event in entry.group}
    return OrderView(
        id="order-" + re.sub(r"[^0-9A-Za-z-]", lambda sign: f"_{ord(sign[0]):x}", order.order_id),
        title=order.product or phrase("told.order.nameless", lang, number=order.order_id),
        details=_details(order, lang),
        findings=tuple(_finding(finding, case, numbers, lang) for finding in found),
        figure=figure.of(case, order, entries, lang),
        entries=tuple(entries),
    )


def _nameless(case: Case, lang: str, taken: set[str]) -> OrderView:
    """What is there while no order is known: events that belong to none, no finding."""
    own: list[Event] = [event for event in case.events if event.order_id is None]
    entries = events.of(case, own, (), lang, taken)
    title = phrase("told.order.none", lang)
    return OrderView("order-none", title, (), (), None, tuple(entries), nameless=True)


def _details(order: Order, lang: str) -> tuple[tuple[str, str, bool], ...]:
    paid = "" if order.paid is None else f"{order.paid:.2f} {order.currency}".replace(" CNY", "")
    told = {
        "number": order.order_id,
        "platform": order.platform,
        "paid": f"¥{paid}" if paid and order.currency == "CNY" else paid,
        "state": "" if order.state is OrderState.UNKNOWN else phrase(f"state.{order.state}", lang),
        "delivery": "" if order.delivery == "unknown" else phrase(f"delivery.{order.delivery}", lang),
    }
    unknown = phrase("told.order.unknown", lang)
    return tuple(
        (phrase(f"told.order.{name}", lang), value or unknown, bool(value)) for name, value in told.items()
    )


def _finding(finding: Finding, case: Case, numbers: Mapping[str, tuple[str, int]], lang: str) -> FindingView:
    return FindingView(
        id=finding_id(finding),
        key=f"{finding.rule}|{finding.order_id}",
        verdict=finding.verdict,
        label=phrase(f"verdict.{finding.verdict}", lang),
        title=phrase(f"rule.{finding.rule}", lang),
        result=phrase(f"finding.{finding.rule}.{finding.verdict}", CHINESE),
        premises=tuple(_premise(premise, case, numbers, lang) for premise in finding.premises),
    )


def _premise(premise: Premise, case: Case, numbers: Mapping[str, tuple[str, int]], lang: str) -> PremiseView:
    return PremiseView(
        mark=MARKS[premise.state],
        state=premise.state,
        name=phrase(f"told.premise.{premise.state}", lang),
        text=premise.text,
        entries=tuple(dict.fromkeys(numbers[event] for event in premise.events if event in numbers)),
        cited=cited(case, premise.facts, lang),
    )
