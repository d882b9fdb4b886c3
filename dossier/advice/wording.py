"""Advice in words, in either language: what the terminal, the calendar and JSON have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier import law
from dossier.advice.calendarfile import Entry
from dossier.advice.model import Advice, Clock, Money, OrderAdvice, Rung, Situation, Step
from dossier.model import Case, Fact
from dossier.reading import terms
from dossier.rules.grounds import telling
from dossier.words import phrase

_AGREED = (Situation.PROMISED, Situation.OVERDUE)
_PREPARED = ("limit", "suit", "records")
"""Last days that nobody keeps who begins on the morning before."""
_UNDECIDED = (Situation.WAITING, Situation.SHIPPED, Situation.REFUSED, Situation.CONTRADICTORY)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one case's advice."""

    case: Case
    lang: str

    def t(self, key: str, **values: object) -> str:
        """A phrase in this language."""
        return phrase(key, self.lang, **values)

    def situation(self, about: OrderAdvice) -> str:
        """Where the order stands, in one line."""
        position = about.position
        day = f"{position.word.when.earliest:%Y-%m-%d}" if position.word is not None else ""
        sure = position.due is None or position.due.sure
        asked = position.request is not None
        parts = [self.t(f"advice.situation.{position.situation}", day=day, sure=sure, asked=asked)]
        if position.situation in _UNDECIDED:
            sent = {True: "yes", False: "no", None: "unknown"}[position.sent]
            parts.append(self.t(f"advice.sent.{sent}"))
        if about.groundless:
            parts.append(self.t("advice.groundless"))
        return self._joined(parts)

    def step(self, step: Step) -> str:
        """The step in one line."""
        return self.t(f"advice.step.{step.key}", **step.values)

    def how(self, step: Step) -> str:
        """What to mind in taking it."""
        return self.t(f"advice.step.{step.key}.how", **step.values)

    def clock(self, clock: Clock) -> str:
        """What a date is."""
        return self.t(f"advice.clock.{clock.key}", **clock.values)

    def why(self, clock: Clock) -> str:
        """What it counts from, and on which condition."""
        told = [self.t(f"advice.clock.{clock.key}.why", **clock.values)]
        if not clock.sure:
            told.append(self.t("advice.clock.unsure"))
        return self._joined(told)

    def rung(self, rung: Rung) -> str:
        """A place to turn to."""
        return self.t(f"advice.rung.{rung.key}")

    def rung_why(self, rung: Rung) -> str:
        """Why it is its turn."""
        return self.t(f"advice.rung.{rung.key}.why", state=rung.state)

    def money(self, about: OrderAdvice) -> Iterator[str]:
        """The money in a few lines; the first is the price."""
        money = about.money
        if money.price_disputed:
            yield self.t("advice.money.price-disputed")
        elif money.price is None:
            yield self.t("advice.money.price-unknown")
        else:
            yield self.t("advice.money.price", amount=telling.money(money.price))
        if money.price is not None and money.back == money.price:
            yield self.t("advice.money.back", amount=telling.money(money.back))
            return
        source = self.t(f"advice.source.{money.source}", pack=money.pack) if money.source else ""
        yield self.t(
            f"advice.money.given.{money.given}",
            source=source,
            low=_sum(money.low),
            high=_sum(money.high),
            agreed=about.position.situation in _AGREED,
        )
        if money.back is not None:
            yield self.t("advice.money.back", amount=telling.money(money.back))
        if money.kept is not None:
            yield self.t("advice.money.kept", amount=telling.money(money.kept), sure=money.kept_sure)
        if money.open_low is not None and money.open_high is not None:
            key = "advice.money.open" if money.open_high > 0 else "advice.money.open-none"
            yield self.t(key, low=_sum(money.open_low), high=_sum(money.open_high))

    def clauses(self, money: Money) -> Iterator[tuple[str, str]]:
        """The clauses the money rests on, each with its place."""
        facts = {fact.id: fact for fact in self.case.facts}
        for name in dict.fromkeys(money.clauses):
            fact = facts[name]
            words = fact.raw.strip()
            if fact.label and terms.clause_number(words) == fact.label:
                words = terms.without_number(words)
            number = fact.label.removeprefix("第").removesuffix("条")
            told = self.t("advice.money.clause", number=number, words=telling.quote(words))
            yield told, self.place(fact)

    def citations(self, ids: Sequence[str]) -> str:
        """Articles as they are cited; those for platforms only say so."""
        register = law.load()
        told, last = [], None
        for article in map(register.article, ids):
            shown = article.citation
            if last == article.instrument.id:
                shown = shown.rpartition("》")[2]
            told.append(self.t("advice.platform-law", law=shown) if article.platform_only else shown)
            last = article.instrument.id
        return "、".join(told)

    def places(self, rests: Iterable[str]) -> list[str]:
        """The places that facts, events and findings stand in: file:page:line, each once."""
        facts = {fact.id: fact for fact in self.case.facts}
        found = (self.place(facts[name]) for name in self.facts(rests) if name in facts)
        return list(dict.fromkeys(found))

    def facts(self, rests: Iterable[str]) -> tuple[str, ...]:
        """The ids of the facts behind ids of facts, events and rules."""
        events = {event.id: event for event in self.case.events}
        found: dict[str, None] = {}
        for name in rests:
            if name in events:
                found |= dict.fromkeys(events[name].facts)
            elif any(fact.id == name for fact in self.case.facts):
                found[name] = None
            else:
                premises = (p for f in self.case.findings if f.rule == name for p in f.premises)
                found |= dict.fromkeys(fact for premise in premises for fact in premise.facts)
        return tuple(found)

    def place(self, fact: Fact) -> str:
        """Where a fact stands: file:page:line, the page where there are several."""
        item = next(item for item in self.case.evidence if item.id == fact.source.evidence)
        page = f":{fact.source.page}" if len(item.pages) > 1 else ""
        return f"{item.path}{page}:{fact.source.line}"

    def _joined(self, parts: Sequence[str]) -> str:
        return ("；" if self.lang == "zh" else "; ").join(part.rstrip("。.") for part in parts)


def entries(advice: Advice, case: Case, lang: str) -> list[Entry]:
    """The dates from the day of the advice on, for a calendar."""
    words = Wording(case, lang)
    return [
        Entry(
            order=about.position.order.order_id,
            kind=clock.key,
            day=clock.day,
            title=f"{words.clock(clock)} {about.position.order.order_id}",
            note="\n".join(filter(None, (words.why(clock), words.citations(clock.law)))),
            early=clock.key in _PREPARED,
        )
        for about in advice.orders
        for clock in about.clocks
        if clock.day is not None and clock.day >= advice.today
    ]


def _sum(amount: Decimal | None) -> str:
    return telling.money(amount)
