"""Advice for a terminal: the thing to do now first, then why, how much, by when, and where."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from dossier import law
from dossier.advice.model import Advice, Clock, OrderAdvice, Rung, Situation
from dossier.advice.wording import Wording
from dossier.model import Case
from dossier.terminal import Terminal, columns, printable

_MARKS = {"done": "✓", "now": "▶", "later": "·"}
_MOST_GAPS = 5
_FEWER_GAPS = 3
"""Where nothing is to be filed yet."""
_MOST_PLACES = 3
_GIVEN = 2
"""The lines on the price and on what the terms give; the clauses come after them."""
_DAY = 12
"""Columns of a date and the space after it."""
_OUTSIDE = ("market",)


def full(advice: Advice, case: Case, lang: str, folder: str) -> str:
    """The whole advice, for stdout."""
    writer = _Report(advice, Wording(case, lang), Terminal.of(sys.stdout), folder)
    return "\n".join(writer.lines()).rstrip()


def _typed(folder: str) -> str:
    """A folder's name as it has to be typed after a command."""
    return f'"{folder}"' if any(char.isspace() for char in folder) else folder


class _Report:
    def __init__(self, advice: Advice, words: Wording, terminal: Terminal, folder: str) -> None:
        self.advice = advice
        self.words = words
        self.terminal = terminal
        self.folder = folder

    def lines(self) -> Iterator[str]:
        t = self.words.t
        yield from self._stops()
        if not self.advice.orders:
            yield self.terminal.style(t("advice.no-order"), bold=True)
            yield ""
        for about in self.advice.orders:
            yield from self._order(about)
        yield from self._asked()
        yield from self._gaps()
        if any(about.ladder for about in self.advice.orders):
            yield from self.terminal.wrap(t("advice.next", folder=_typed(self.folder)), "", "")
        for line in self.terminal.wrap(t("advice.checked", checked=law.load().checked), "", ""):
            yield self.terminal.style(line, dim=True)

    def _order(self, about: OrderAdvice) -> Iterator[str]:
        t, order = self.words.t, about.position.order
        if about.steps:
            now = t("advice.now", step=self.words.step(about.steps[0]))
            for line in self.terminal.wrap(printable(now), "", "  "):
                yield self.terminal.style(line, colour="green", bold=True)
            yield ""
        head = t("advice.order", id=order.order_id)
        yield self.terminal.style(printable(head), bold=True)
        parts = [order.platform, order.product, t(f"delivery.{order.delivery}")]
        yield from self._wrapped(" · ".join(part for part in parts if part), "  ")
        yield from self._wrapped(self.words.situation(about), "  ")
        yield from self._early()
        yield ""
        yield from self._money(about)
        yield from self._steps(about)
        yield from self._clocks(about)
        yield from self._ladder(about)

    def _early(self) -> Iterator[str]:
        last = max((e.when.latest.date() for e in self.words.case.events), default=date.min)
        if self.advice.today < last:
            told = self.words.t("advice.early", today=self.advice.today.isoformat(), last=last.isoformat())
            for line in self.terminal.wrap(told, "  ", "  "):
                yield self.terminal.style(line, colour="yellow")

    def _money(self, about: OrderAdvice) -> Iterator[str]:
        if about.position.situation is Situation.UNPAID:
            return
        yield self._heading("advice.money")
        lines = list(self.words.money(about))
        for line in lines[:_GIVEN]:
            yield from self._wrapped(line, "  ")
        settled = about.position.situation is Situation.FULLY
        for clause, place in () if settled else self.words.clauses(about.money):
            yield from self._faint(clause, "    ")
            yield from self._faint(self.words.t("advice.rests", places=place), "    ")
        for line in lines[_GIVEN:]:
            yield from self._wrapped(line, "  ")
        yield ""

    def _steps(self, about: OrderAdvice) -> Iterator[str]:
        if not about.steps:
            return
        yield self._heading("advice.steps")
        for number, step in enumerate(about.steps, 1):
            for line in self.terminal.wrap(printable(f"{number}. {self.words.step(step)}"), "  ", "     "):
                yield self.terminal.style(line, bold=True)
            yield from self._wrapped(self.words.how(step), "     ")
            yield from self._proof(step.rests, step.law, "     ")
        yield ""

    def _clocks(self, about: OrderAdvice) -> Iterator[str]:
        if not about.clocks:
            return
        yield self._heading("advice.clocks")
        for clock in about.clocks:
            day = clock.day.isoformat() if clock.day else self.words.t("advice.clock.later")
            head = day + " " * (_DAY - columns(day)) + self.words.clock(clock)
            yield from self._wrapped(f"{head}{self._left(clock)}", "  ", _DAY)
            yield from self._faint(self._with_law(self.words.why(clock), clock.law), " " * (_DAY + 2))
        yield ""

    def _left(self, clock: Clock) -> str:
        """How far away a date is, in brackets."""
        if clock.day is None:
            return ""
        days = (clock.day - self.advice.today).days
        key = "today" if days == 0 else "left" if days > 0 else "past"
        return self.words.t(f"advice.clock.{key}", days=abs(days))

    def _with_law(self, text: str, ids: tuple[str, ...]) -> str:
        cites = self.words.citations(ids)
        return f"{text}  {self.words.t('advice.cites', law=cites)}" if cites else text

    def _ladder(self, about: OrderAdvice) -> Iterator[str]:
        if not about.ladder:
            return
        yield self._heading("advice.ladder")
        for rung in about.ladder:
            yield from self._rung(rung)
        yield ""

    def _rung(self, rung: Rung) -> Iterator[str]:
        told = f"{_MARKS[rung.state]} {self.words.rung(rung)}"
        lines = list(self.terminal.wrap(told, "  ", "    "))
        yield from (self.terminal.style(line, bold=rung.state == "now") for line in lines)
        yield from self._faint(self._with_law(self.words.rung_why(rung), rung.law), "    ")

    def _stops(self) -> Iterator[str]:
        for remark in self.advice.remarks:
            if remark.severity == "stop":
                told = f"! {self.words.t(remark.key, **remark.values)}"
                for line in self.terminal.wrap(printable(told), "", "  "):
                    yield self.terminal.style(line, colour="red", bold=True)
                yield ""

    def _asked(self) -> Iterator[str]:
        told = [remark for remark in self.advice.remarks if remark.severity != "stop"]
        # Who stays with the shop need not answer what an authority will ask.
        if not told or not self._outside():
            return
        yield self._heading("advice.remarks")
        for remark in told:
            mark = "?" if remark.severity == "ask" else "·"
            yield from self._wrapped(f"{mark} {self.words.t(remark.key, **remark.values)}", "  ", 2)
        yield ""

    def _outside(self) -> bool:
        """Whether the advice names a place outside that is still to be turned to."""
        return any(rung.key in _OUTSIDE for about in self.advice.orders for rung in about.ladder)

    def _gaps(self) -> Iterator[str]:
        lacking = [gap for gap in self.advice.gaps if not gap.present]
        # What a finding waits for comes before what a destination would like to see.
        lacking.sort(key=lambda gap: not any("." in where for where in gap.where))
        if not lacking or not any(about.ladder for about in self.advice.orders):
            return
        yield self._heading("advice.gaps")
        most = _MOST_GAPS if self._outside() else _FEWER_GAPS
        for gap in lacking[:most]:
            name = self.words.t(f"completeness.{gap.need}.name")
            between = "：" if self.words.lang == "zh" else ": "
            yield from self._wrapped(f"○ {name}{between}{gap.how}", "  ", 2)
        more = len(lacking) - most
        if more > 0:
            yield from self._faint(self.words.t("advice.gaps.more", count=more), "    ")
        yield ""

    def _proof(self, rests: tuple[str, ...], cited: tuple[str, ...], indent: str) -> Iterator[str]:
        places = self.words.places(rests)
        if places:
            shown = places[:_MOST_PLACES] + (["…"] if len(places) > _MOST_PLACES else [])
            told = self.words.t("advice.rests", places="，".join(shown))
            yield from self._faint(told, indent)
        if cited:
            yield from self._faint(self.words.t("advice.cites", law=self.words.citations(cited)), indent)

    def _heading(self, key: str) -> str:
        return self.terminal.style(self.words.t(key), bold=True)

    def _wrapped(self, text: str, indent: str, more: int = 0) -> Iterator[str]:
        yield from self.terminal.wrap(printable(text), indent, indent + " " * more)

    def _faint(self, text: str, indent: str) -> Iterator[str]:
        for line in self._wrapped(text, indent):
            yield self.terminal.style(line, dim=True)
