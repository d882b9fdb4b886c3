"""A short neutral message to the shop, ready to paste.

The message is Chinese whatever the terminal speaks, asks for one thing, threatens
nothing and cites no law.  It holds only what is certain: a number in doubt becomes
a blank to fill in, a reason is given only where the buyer gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from dossier.advice import clearing, particulars, reasons, situation
from dossier.advice.model import Position, Situation, nothing
from dossier.casefile import CaseFile
from dossier.intake.capture import CHINA
from dossier.model import Case, Delivery, EventKind, FactKind, Order, PremiseState, Verdict
from dossier.rules.grounds import fees
from dossier.rules.grounds.story import Story
from dossier.words import phrase

LONGEST = 80
"""Signs of a message that is typed without trouble; product names are left out before it is longer."""
_REFUSALS = ("grace.cancel-refused-inside", "grace.shipped-inside", "manual.shipped-after-cancel-request")
"""Rules whose breach makes it plain what to ask for: the clause itself."""
_FEES = {
    "grace.fee-charged-inside": "answer.fee.inside",
    "fee.above-published-rate": "answer.fee.above",
}
_SETTLED = (Situation.FULLY, Situation.UNPAID)


class Aim(StrEnum):
    """What a message is for (``--for``)."""

    CANCEL = "cancel"
    NEGOTIATE = "negotiate"
    CHASE = "chase"
    ANSWER = "answer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know before sending: a phrase's key and values."""

    key: str
    values: Mapping[str, object] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about one order; ``text`` is empty where there is nothing to write."""

    order_id: str
    text: str
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matter:
    """One order with all that a message about it may say."""

    case: Case
    said: CaseFile
    story: Story
    position: Position

    @property
    def order(self) -> Order:
        return self.story.order


def drafts(
    case: Case, said: CaseFile, today: date, aim: Aim | None = None, *, every: bool = False
) -> tuple[Draft, ...]:
    """Messages for the order that ``case.yaml`` names, else for the newest unresolved one.

    Args:
        case: read and judged.
        said: the buyer's own file.
        today: the day in Asia/Shanghai; it tells what is overdue.
        aim: what the message is for; by default what fits the order's state.
        every: one message for each order.
    """
    matters = [_matter(case, said, order, today) for order in _orders(case, said)]
    if every and not said.order:
        return tuple(_draft(matter, aim) for matter in matters)
    first = max(matters, key=_newest_unresolved)
    draft = _draft(first, aim)
    if len(matters) > 1:
        others = [m.order.order_id for m in matters if m is not first]
        told = Hint("message.hint.others", {"order": first.order.order_id, "others": "、".join(others)})
        draft = Draft(draft.order_id, draft.text, (*draft.hints, told))
    return (draft,)


def _orders(case: Case, said: CaseFile) -> Sequence[Order]:
    """The orders in question: the one that is named, else all, else one that nothing is known of."""
    if said.order:
        return [o for o in case.orders if o.order_id == said.order] or [Order(said.order)]
    return case.orders or (Order(""),)


def _matter(case: Case, said: CaseFile, order: Order, today: date) -> _Matter:
    events, facts = case.events, case.facts
    if not case.orders:
        # Nothing names an order: what was said can only be about the one in question.
        events = tuple(replace(event, order_id=order.order_id) for event in events)
        facts = tuple(replace(fact, order_id=order.order_id) for fact in facts)
    story = Story(order=order, events=events, facts=facts, evidence=case.evidence)
    return _Matter(case, said, story, situation.of(story, today))


def _newest_unresolved(matter: _Matter) -> tuple[bool, datetime]:
    begun = matter.story.of(EventKind.ORDERED, EventKind.PAID)
    newest = max((e.when.latest for e in begun), default=datetime.min.replace(tzinfo=CHINA))
    return matter.position.situation not in _SETTLED, newest


def _draft(matter: _Matter, aim: Aim | None) -> Draft:
    stands = matter.position.situation
    if aim is None and stands in _SETTLED:
        return Draft(matter.order.order_id, "", (Hint(f"message.hint.{stands}"),))
    variant, values = _variant(matter, aim)
    text = ""
    for product in (particulars.product(matter.story), ""):
        text = phrase(f"letter.{variant}", order=_number(matter), product=product, **values)
        if len(text) <= LONGEST:
            break
    return Draft(matter.order.order_id, text, tuple(_hints(matter, variant)))


def _variant(matter: _Matter, aim: Aim | None) -> tuple[str, dict[str, object]]:
    """Which message fits, and what it says besides order and goods."""
    chosen = aim or _fitting(matter)
    if chosen is Aim.CANCEL:
        return _cancelling(matter)
    if chosen is Aim.NEGOTIATE:
        return _negotiating(matter), {}
    if chosen is Aim.CHASE:
        return _chasing(matter)
    if chosen is Aim.ANSWER:
        return _asking(matter)
    return "supervisor", {}


def _fitting(matter: _Matter) -> Aim:
    """What the order's state calls for; where every rule found no departure, there is only asking."""
    position = matter.position
    match position.situation:
        case Situation.REFUSED if clearing.finds_nothing(matter.case, matter.order):
            return Aim.NEGOTIATE
        case Situation.SHIPPED:
            return Aim.NEGOTIATE
        case Situation.REFUSED | Situation.CONTRADICTORY | Situation.PARTLY:
            return Aim.ANSWER
        case Situation.PROMISED | Situation.OVERDUE | Situation.REFUNDED | Situation.CLOSED:
            return Aim.CHASE
        case Situation.WAITING if _requested(position):
            return Aim.CHASE
        case _:
            return Aim.CANCEL


def _requested(position: Position) -> bool:
    return position.request is not None and position.withdrawn is None


def _cancelling(matter: _Matter) -> tuple[str, dict[str, object]]:
    position = matter.position
    reason = reasons.cancelling(matter.case, matter.said, matter.order.order_id)
    values: dict[str, object] = {
        "reason": reason.kind if reason else "",
        "word": reason.word if reason else "",
    }
    if position.sent:
        return "cancel.sent", values
    if position.begun:
        return "cancel.begun", values
    manual = matter.order.delivery is Delivery.MANUAL
    return "cancel.manual" if manual else "cancel", values


def _negotiating(matter: _Matter) -> str:
    if not matter.position.sent:
        return "negotiate.open"
    own = reasons.unused(matter.case, matter.said, matter.order.order_id)
    return "negotiate.unused" if own else "negotiate.sent"


def _chasing(matter: _Matter) -> tuple[str, dict[str, object]]:
    position = matter.position
    due = position.due
    day = particulars.day(due.last) if due is not None and due.sure else ""
    match position.situation:
        case Situation.OVERDUE:
            return "chase.overdue", {"day": day}
        case Situation.PROMISED:
            return "chase.confirm", {"day": day}
        case Situation.REFUNDED | Situation.PARTLY | Situation.FULLY:
            return "chase.refunded", {}
        case Situation.CLOSED:
            return "chase.closed", {}
        case Situation.WAITING | Situation.SHIPPED | Situation.UNKNOWN if _requested(position):
            return "chase.request", {"time": particulars.moment(position.request) if position.request else ""}
        case _:
            return "chase", {}


def _asking(matter: _Matter) -> tuple[str, dict[str, object]]:
    match matter.position.situation:
        case Situation.PARTLY | Situation.REFUNDED:
            return _asking_about_a_fee(matter)
        case Situation.REFUSED:
            clause = _departed_from(matter, *_REFUSALS)
            if clause is not None:
                return "answer.clause", {"clause": clause}
            return "answer.refused" if matter.position.earlier is None else "answer.contradictory", {}
        case Situation.CONTRADICTORY:
            return "answer.contradictory", {}
        case _:
            return "answer", {}


def _asking_about_a_fee(matter: _Matter) -> tuple[str, dict[str, object]]:
    kept = fees.fee_kept(matter.story)
    sure = kept is not None and kept.premise.state is PremiseState.SHOWN
    told: dict[str, object] = {"kept": f"{kept.amount:.2f}" if kept is not None and sure else ""}
    for rule, variant in _FEES.items():
        clause = _departed_from(matter, rule)
        if sure and clause is not None:
            return variant, {**told, "clause": clause}
    return "answer.fee", told


def _departed_from(matter: _Matter, *rules: str) -> str | None:
    """The number of the clause that a breach rests on, "" where it has none; None without a breach."""
    for finding in matter.case.findings:
        own = finding.order_id == matter.order.order_id and finding.rule in rules
        if own and finding.verdict is Verdict.BREACH:
            cited = {fact for premise in finding.premises for fact in premise.facts}
            terms = [f for f in matter.story.facts if f.id in cited and f.kind is FactKind.POLICY_TERM]
            labels = {f.label.removeprefix("第").removesuffix("条") for f in terms if f.label}
            return labels.pop() if len(labels) == 1 else ""
    return None


def _hints(matter: _Matter, variant: str) -> Iterator[Hint]:
    if not particulars.certain(matter.case, matter.said, matter.order.order_id):
        yield Hint("message.hint.blank", {"order": matter.order.order_id})
    if variant.startswith("cancel") and not reasons.cancelling(
        matter.case, matter.said, matter.order.order_id
    ):
        yield Hint("message.hint.reason")
    if variant == "chase.overdue":
        yield Hint("message.hint.overdue")
    if matter.position.sent or variant.startswith("negotiate"):
        yield Hint("message.hint.unused")
    yield Hint("message.hint.send")


def _number(matter: _Matter) -> str:
    return (
        matter.order.order_id
        if particulars.certain(matter.case, matter.said, matter.order.order_id)
        else phrase("letter.blank")
    )
