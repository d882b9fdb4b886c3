"""Stories told in events and facts alone, so that a rule is tried without any reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from dossier import rules
from dossier.model import (
    Actor,
    Delivery,
    Event,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Interval,
    Order,
    OrderState,
    Page,
    Precision,
    Role,
    Source,
    Speaker,
)
from dossier.policies import Pack
from dossier.reading.calendar import BEIJING

NUMBER = "CM20240512001"
FILES = {
    "E1": Role.ORDER,
    "E2": Role.CHAT,
    "E3": Role.POLICY,
    "E4": Role.PAYMENT,
    "E5": Role.BILL,
    "E6": Role.ORDER,
    "E7": Role.POLICY,
}
_ACTORS = {Speaker.BUYER: Actor.BUYER, Speaker.AGENT: Actor.PLATFORM, Speaker.SYSTEM: Actor.PLATFORM}


def interval(time: str) -> tuple[Interval, Precision, str]:
    """``2024-05-12 14:02:10``, ``2024-05-12 14:02`` or ``2024-05-12`` as an event and a fact hold it."""
    shape, width, precision = {
        19: ("%Y-%m-%d %H:%M:%S", timedelta(seconds=1), Precision.SECOND),
        16: ("%Y-%m-%d %H:%M", timedelta(minutes=1), Precision.MINUTE),
        10: ("%Y-%m-%d", timedelta(days=1), Precision.DAY),
    }[len(time)]
    first = datetime.strptime(time, shape).replace(tzinfo=BEIJING)
    value = time.replace(" ", "T") + ("+08:00" if len(time) > 10 else "")
    return Interval(first, first + width - timedelta(seconds=1)), precision, value


class Tale:
    """One order's story; every method adds to it and gives the tale back."""

    def __init__(
        self,
        *,
        paid: str | None = "2024-05-12 14:02:10",
        delivery: Delivery = Delivery.AUTOMATIC,
        state: OrderState = OrderState.SHIPPED,
    ) -> None:
        self.order = Order(NUMBER, "某某卡盟", "示例点卡", delivery, state, Decimal("100.00"))
        self.facts: list[Fact] = []
        self.events: list[Event] = []
        self.line = 0
        if paid:
            self.happened(EventKind.PAID, paid)

    def fact(self, kind: FactKind, value: str, raw: str = "", *, file: str = "E1", **more: object) -> Fact:
        own = Fact(
            id=f"F{len(self.facts) + 1}",
            kind=kind,
            value=value,
            raw=raw or value,
            confidence=1.0,
            source=Source(file, 1, None, int(str(more.pop("line", self.line)))),
            order_id=None if FILES[file] is Role.POLICY else NUMBER,
        )
        own = replace(own, **more)  # type: ignore[arg-type]
        self.facts.append(own)
        return own

    def happened(self, kind: EventKind, time: str, *, file: str = "E1", **more: object) -> Tale:
        """A time printed on a page."""
        when, precision, value = interval(time)
        fact = self.fact(FactKind.TIMESTAMP, value, time, file=file, about=kind)
        self._event(kind, when, precision, Actor.PLATFORM, (fact.id,), more)
        return self

    def said(
        self,
        kind: EventKind,
        time: str,
        words: str = "……",
        *,
        by: Speaker = Speaker.AGENT,
        robot: bool = False,
        **more: object,
    ) -> Tale:
        """A message of the chat, one line below the last."""
        self.line += 1
        when, precision, value = interval(time)
        stamp = self.fact(FactKind.TIMESTAMP, value, time, file="E2", about="said")
        links = [stamp.id]
        if robot:
            links.append(self.fact(FactKind.AGENT_NAME, "机器人", file="E2", about="robot").id)
        told = self.fact(
            FactKind.STATEMENT, kind, words, file="E2", about=kind, speaker=by, links=tuple(links),
            hedged=bool(more.get("hedged")),
        )  # fmt: skip
        place = ("E2", 100_000 + self.line)
        self._event(kind, when, precision, _ACTORS[by], (told.id, *links), {"place": place, **more})
        return self

    def asked(self, time: str, words: str = "申请取消订单", **more: object) -> Tale:
        return self.said(EventKind.CANCEL_REQUESTED, time, words, by=Speaker.BUYER, **more)  # type: ignore[arg-type]

    def term(self, about: str, value: str, words: str = "……", **more: object) -> Tale:
        """A clause of the rule page, or of the last message where ``file`` is E2."""
        self.fact(FactKind.POLICY_TERM, value, words, about=about, **{"file": "E3", **more})  # type: ignore[arg-type]
        return self

    def reason(self, value: str, words: str = "……", **more: object) -> Tale:
        """A reason in the last message."""
        told = {"about": "refusal", "speaker": Speaker.AGENT, "file": "E2", **more}
        self.fact(FactKind.REASON, value, words, **told)  # type: ignore[arg-type]
        return self

    def captured(self, time: str, shows: str, state: str = "", **more: object) -> Tale:
        """A second picture of the order page, surely taken at a time."""
        self.fact(FactKind.STATUS, state or shows, shows, file="E6", about="state" if state else "")
        self.fact(FactKind.TIMESTAMP, interval(time)[2], time, file="E6", about="captured", **more)
        return self

    def until(self, time: str, *, file: str = "E2", **more: object) -> Tale:
        self.fact(FactKind.TIMESTAMP, interval(time)[2], time, file=file, about="until", **more)
        return self

    def dated(self, about: str, day: str, *, file: str = "E3", **more: object) -> Tale:
        """A date that a rule page gives itself."""
        self.fact(FactKind.TIMESTAMP, day, day, file=file, about=about, **more)
        return self

    def finding(self, rule: str) -> Finding | None:
        """What a rule says."""
        return judged(self).get(rule)

    def verdict(self, rule: str) -> str | None:
        found = self.finding(rule)
        return found.verdict.value if found else None

    def _event(
        self,
        kind: EventKind,
        when: Interval,
        precision: Precision,
        actor: Actor,
        facts: tuple[str, ...],
        more: dict[str, object],
    ) -> None:
        event = Event(f"T{len(self.events) + 1}", kind, when, precision, actor, NUMBER, facts)
        self.events.append(replace(event, **more))  # type: ignore[arg-type]


_BLANK = Page(1, 720, 1280)


def judged(tale: Tale, pack: Pack | None = None, chat: Page = _BLANK) -> dict[str, Finding]:
    """What all rules say of a tale, by rule, perhaps with a pack that the user named and a chat's lines."""
    pages = {"E2": chat}
    files = tuple(
        Evidence(name, f"{name}.png", "0" * 64, 1, "image/png", (pages.get(name, _BLANK),), role)
        for name, role in FILES.items()
    )
    found = rules.judge((tale.order,), files, tale.facts, tale.events, pack)
    return {one.rule: one for one in found}


__all__ = ["FactStatus", "Tale", "judged"]
