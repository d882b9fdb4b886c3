"""Steps that several situations share: save what can be saved, ask for the ground, go higher.

A step says nothing of the shop that a finding does not bear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dossier.advice import citing, clocks, grace
from dossier.advice.model import Given, Money, Position, Situation, Step, Where
from dossier.advice.situation import plain
from dossier.model import (
    Case,
    Channel,
    Delivery,
    Event,
    EventKind,
    Fact,
    FactKind,
    Finding,
    OrderState,
    Role,
    Speaker,
    Verdict,
)
from dossier.reading import terms
from dossier.rules.grounds import published, reach, telling
from dossier.rules.grounds.story import Story
from dossier.timeline import workdays

GRANTS = (
    "grace.shipped-inside",
    "grace.cancel-refused-inside",
    "grace.fee-charged-inside",
    "fee.above-published-rate",
    "manual.shipped-after-cancel-request",
)
"""Rules about what the shop's own page gives the buyer."""
_QUOTABLE = (*GRANTS, "service.contradicts-policy")
_SETTLED = (Situation.UNPAID, Situation.FULLY, Situation.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything the steps of one order look at."""

    story: Story
    case: Case
    position: Position
    money: Money
    today: date
    groundless: bool

    @property
    def order(self) -> str:
        """The order's number."""
        return self.story.order.order_id

    @property
    def delivery(self) -> str:
        """The kind of delivery, as phrases compare it."""
        return self.story.order.delivery.value

    def law(self, *ids: str) -> tuple[str, ...]:
        """The articles that may be printed on the day."""
        return citing.printable(self.today, *ids)


def open_window(matter: Matter) -> Iterator[Step]:
    """The window may still be open on the very day: then nothing else comes first."""
    window = grace.of(matter.story)
    if window is None or window.end is None or not window.may_be_open(matter.today):
        return
    paid = matter.story.one(EventKind.PAID) or matter.story.one(EventKind.ORDERED)
    values = {
        "until": f"{window.end:%Y-%m-%d %H:%M:%S}",
        "minutes": str(window.windows[0].minutes),
        "free": window.free,
        "sure": window.sure,
        "pack": not window.facts,
        "unshipped": any(w.unshipped for w in window.windows),
        "order": matter.order,
        **work(matter),
    }
    yield Step("window-open", values, (*window.facts, *of_event(paid)))


def work(matter: Matter) -> dict[str, object]:
    """Whether goods are made by hand, begun or sent: it decides what to ask the shop not to do."""
    manual = matter.story.order.delivery is Delivery.MANUAL
    return {"manual": manual, "begun": matter.position.begun, "sent": bool(matter.position.sent)}


def save(matter: Matter) -> Iterator[Step]:
    """What has no value yet stays so; what the platform can still stop or take back."""
    if matter.story.order.delivery is Delivery.MANUAL:
        if matter.story.one(EventKind.COMPLETED) is None:
            yield Step("stop-work", {"begun": matter.position.begun}, delivery(matter))
        return
    yield Step("freeze-code", {"order": matter.order}, matter.position.rests)
    yield Step("leave-code", {"delivery": matter.delivery}, delivery(matter))
    for final in published.clauses(matter.story, terms.IRREVOCABLE):
        beyond = terms.parse(final.value).get("beyond")
        if beyond and reach.goods(matter.story, final) is not False:
            yield Step("recover", {"minutes": beyond.removeprefix("PT").removesuffix("M")}, (final.id,))
            return


def fill(matter: Matter) -> Iterator[Step]:
    """Where nothing is found and something is open: what is lacking comes before any conclusion."""
    open_still = (*findings(matter, Verdict.POSSIBLE), *findings(matter, Verdict.UNDETERMINED))
    if open_still and not findings(matter, Verdict.BREACH):
        yield Step("fill-first", {}, tuple(f.rule for f in open_still))


def capture(matter: Matter) -> Step:
    """Keep what the order page shows before it changes."""
    return Step("capture-state", {"unsent": matter.position.sent is False}, matter.position.rests)


def unanswered(matter: Matter) -> Iterator[Step]:
    """Whoever was asked on an earlier day and has not answered is asked higher up."""
    request = matter.position.request
    if matter.groundless or matter.position.withdrawn is not None:
        return
    if request is not None and request.when.latest.date() < matter.today:
        yield from higher(matter)


def rule(matter: Matter) -> Iterator[Step]:
    """What the findings bear, and never more."""
    breaches = findings(matter, Verdict.BREACH, _QUOTABLE)
    if breaches:
        yield _quote(matter, breaches)
    elif _is_claimable(matter):
        yield _claim(matter)
    elif matter.groundless:
        yield Step("no-departure", {}, tuple(f.rule for f in findings(matter, Verdict.CLEAR, GRANTS)))
    hidden = findings(matter, Verdict.BREACH, ("policy.undisclosed",))
    if hidden:
        yield Step("ask-disclosed", {}, tuple(f.rule for f in hidden), matter.law("XF-26", "MFD-496"))


def _is_claimable(matter: Matter) -> bool:
    """Whether the page gives the whole price back for the request, though nobody refused it."""
    undecided = matter.position.situation in (Situation.WAITING, Situation.SHIPPED)
    return undecided and matter.money.given is Given.WHOLE and matter.money.source is Where.PAGE


def _claim(matter: Matter) -> Step:
    facts = {fact.id: fact for fact in matter.story.facts}
    labels = dict.fromkeys(facts[name].label for name in matter.money.clauses)
    clause = "、".join(label.removeprefix("第").removesuffix("条") for label in labels if label)
    rests = (*of_event(matter.position.request), *matter.money.clauses)
    return Step(
        "claim-clause", {"clause": clause, "sum": _sum(matter.money.high)}, rests, matter.law("XFT-12")
    )


def _quote(matter: Matter, breaches: Sequence[Finding]) -> Step:
    """Hold the shop's own clause against what it did."""
    named = [basis for finding in breaches for basis in finding.basis if basis.startswith("policy:")]
    numbers = dict.fromkeys(basis.rpartition(":")[2] for basis in named)
    # A clause without a number is named by its place (p1l15), which says nothing to a shop.
    clause = "、".join(n.removeprefix("第").removesuffix("条") for n in numbers if not n.startswith("p"))
    rests, law = tuple(f.rule for f in breaches), matter.law("XFT-12")
    if matter.position.situation is Situation.PARTLY:
        # Of a published range the shop may keep the highest: only what is above it is asked for.
        above = matter.money.given is Given.RANGE
        values = {"clause": clause, "sum": _sum(matter.money.open_low), "above": above}
        return Step("quote-fee-rule", values, rests, law)
    whole = _sum(matter.money.high) if matter.money.given is Given.WHOLE else ""
    return Step("quote-rule", {"clause": clause, "sum": whole}, rests, law)


def clause(matter: Matter) -> Step:
    """Ask for the clause that the refusal rests on, by the reason that was given."""
    reason = _reason(matter)
    parts = terms.parse(reason.value) if reason is not None else {}
    rests = (*matter.position.rests, *((reason.id,) if reason is not None else ()))
    values = {
        "reason": parts.get("", ""),
        "named": parts.get("named", ""),
        "page": _has_page(matter.story),
        "manual": matter.story.order.delivery is Delivery.MANUAL,
        "unsent": matter.position.sent is False,
        "words": telling.quote(reason.raw if reason is not None else _words(matter)),
    }
    return Step("ask-clause", values, rests, matter.law("XF-20", "XF-26"))


def _has_page(story: Story) -> bool:
    """Whether the folder has a page with a time for cancelling, by which "too late" can be checked."""
    stated = (*published.clauses(story, terms.GRACE), *published.clauses(story, terms.IRREVOCABLE))
    return any(story.role_of(clause) is Role.POLICY for clause in stated)


def _reason(matter: Matter) -> Fact | None:
    """The reason that an agent gave with the refusal, or else with another one in this order's chat."""
    given = [f for f in matter.story.own(FactKind.REASON) if f.speaker is Speaker.AGENT and not f.hedged]
    refusal = matter.position.word
    same = [f for f in given if refusal is not None and _beside(matter.story, refusal, f)]
    told = same or [f for f in given if f.about == "refusal"]
    # "根据协议不支持取消" points to a rule and says never: the rule can be asked for.
    return max(told, key=lambda f: not f.value.startswith("never"), default=None)


def _words(matter: Matter) -> str:
    """What was said in refusing."""
    return telling.words(matter.story, matter.position.word) if matter.position.word is not None else ""


def _beside(story: Story, event: Event, fact: Fact) -> bool:
    """Whether a fact stands in the very message of an event."""
    place = (fact.source.evidence, fact.source.page, fact.source.line)
    own = (story.fact(one).source for one in event.facts)
    return any((s.evidence, s.page, s.line) == place for s in own)


def higher(matter: Matter) -> Iterator[Step]:
    """A supervisor or the complaint channel, and an answer in writing by a day of the buyer's choice."""
    day = workdays.after(matter.today, clocks.OWN_DEADLINE).day
    word = matter.position.word
    agent = telling.agent(matter.story, word) if word is not None else ""
    yield Step("supervisor", {"agent": agent}, of_event(word), matter.law("DS-59", "XFT-44"))
    yield Step("written-answer", {"day": day.isoformat(), "about": _about(matter)}, (), matter.law("DS-62"))


def _about(matter: Matter) -> str:
    """What the answer should tell besides."""
    if matter.position.situation is Situation.OVERDUE:
        return "refund"
    if matter.position.situation is Situation.PARTLY:
        return "fee"
    return "work" if matter.story.order.delivery is Delivery.MANUAL else "log"


def unclear(matter: Matter) -> Iterator[Step]:
    """Words that want clearing up: the buyer's own, and the shop's."""
    position = matter.position
    if position.situation in _SETTLED:
        return
    if position.withdrawn is not None:
        yield Step("ask-again", {}, (position.withdrawn.id,))
    kinds = (EventKind.CANCEL_REFUSED, EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED)
    hedged = [e for e in matter.story.of(*kinds) if not plain(e)]
    if hedged and position.word is None and matter.story.order.state is not OrderState.REFUNDED:
        words = telling.quote(telling.words(matter.story, hedged[-1]))
        yield Step("ask-plain", {"words": words}, (hedged[-1].id,))


def own_window(matter: Matter) -> Iterator[Step]:
    """What was said only where the platform cannot see it is said again."""
    if matter.position.situation in _SETTLED:
        return
    evidence = {item.id: item.channel for item in matter.case.evidence}
    if Channel.PLATFORM in evidence.values():
        return
    held = {
        event.id: channel
        for event in matter.story.of(*EventKind)
        for fact in map(matter.story.fact, event.facts)
        if fact.kind is FactKind.STATEMENT
        and (channel := evidence.get(fact.source.evidence)) in (Channel.WECHAT, Channel.QQ)
    }
    if held:
        yield Step("own-window", {"where": next(iter(held.values()))}, tuple(held))


def findings(matter: Matter, verdict: Verdict, rules: Sequence[str] = ()) -> tuple[Finding, ...]:
    """The order's findings of a verdict, of some rules or of all."""
    return tuple(
        f
        for f in matter.case.findings
        if f.order_id == matter.order and f.verdict is verdict and (not rules or f.rule in rules)
    )


def delivery(matter: Matter) -> tuple[str, ...]:
    """The facts that tell the kind of delivery, or what the situation rests on."""
    return tuple(f.id for f in matter.story.own(FactKind.DELIVERY)) or matter.position.rests


def _sum(amount: Decimal | None) -> str:
    """An amount with two places; empty where there is none, or nothing is left."""
    return telling.money(amount) if amount else ""


def of_event(event: Event | None) -> tuple[str, ...]:
    """The id of an event, if there is one."""
    return () if event is None else (event.id,)
