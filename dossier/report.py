"""The case for a terminal: the story, what was found with its premises, what is missing."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence

import click

from dossier import record
from dossier.model import Case, Event, Evidence, Finding, Order, PremiseState, Source, Verdict
from dossier.rules import telling
from dossier.words import phrase

_COLOURS = {
    Verdict.BREACH: "red",
    Verdict.POSSIBLE: "yellow",
    Verdict.UNDETERMINED: "yellow",
    Verdict.CLEAR: "green",
}
_MARKS = {
    PremiseState.SHOWN: "✓",
    PremiseState.MISSING: "○",
    PremiseState.CONTRADICTED: "✗",
    PremiseState.UNCERTAIN: "?",
}
_WIDEST = 100
_NARROWEST = 40


def full(case: Case, lang: str, folder: str) -> str:
    """The whole report as text for stdout."""
    writer = _Writer(case, lang)
    return "\n".join([*writer.orders(), *writer.findings(), *writer.missing(), *writer.problems(), *writer.next(folder)])


def brief(case: Case, lang: str) -> str:
    """What a build says: findings by verdict, what is missing, files with problems."""
    writer = _Writer(case, lang)
    return "\n".join([*writer.counts(), *writer.missing(), *writer.problems()])


class _Writer:
    def __init__(self, case: Case, lang: str) -> None:
        self.case = case
        self.lang = lang
        self.facts = {fact.id: fact for fact in case.facts}
        self.files = {item.id: item for item in case.evidence}
        self.width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
        self.coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def t(self, key: str, **values: object) -> str:
        return phrase(key, self.lang, **values)

    def style(self, text: str, **how: object) -> str:
        return click.style(text, **how) if self.coloured else text  # type: ignore[arg-type]

    def heading(self, key: str, **values: object) -> str:
        return self.style(self.t(key, **values), bold=True)

    def wrapped(self, text: str, indent: str, hanging: str) -> Iterator[str]:
        yield from wrap(text, self.width, indent, hanging)

    def orders(self) -> Iterator[str]:
        if not self.case.orders:
            yield self.heading("report.no-order")
        for order in self.case.orders:
            yield self.heading("report.order", id=order.order_id)
            yield from self.wrapped(self._about(order), "  ", "  ")
            yield ""
            for event in self.case.events:
                if event.order_id in (order.order_id, None):
                    yield from self._event(event)
            yield ""

    def _about(self, order: Order) -> str:
        parts = [
            order.platform,
            order.product,
            self.t(f"delivery.{order.delivery}"),
            self.t(f"state.{order.state}"),
            self.t("report.paid", paid=f"{order.paid:.2f}") if order.paid is not None else "",
        ]
        return " · ".join(part for part in parts if part)

    def _event(self, event: Event) -> Iterator[str]:
        flags = [self.t(f"report.flag.{name}") for name in ("disputed", "assumed", "hedged") if getattr(event, name)]
        where = self.where(event.facts)
        told = event.summary + (f"（{'，'.join(flags)}）" if flags else "")
        head = f"  {telling.when(event)}  {self.t(f'actor.{event.actor}')}  "
        yield from self.wrapped(head + told, "", "      ")
        if where:
            yield self.style(f"      ← {where}", dim=True)

    def counts(self) -> Iterator[str]:
        if not self.case.findings:
            yield self.t("report.no-finding")
        for verdict in Verdict:
            found = [finding for finding in self.case.findings if finding.verdict is verdict]
            for finding in found:
                label = self.style(self.t(f"verdict.{verdict}"), fg=_COLOURS[verdict], bold=True)
                yield f"{label}  {self.t(f'rule.{finding.rule}')}  {finding.order_id}"

    def findings(self) -> Iterator[str]:
        yield self.heading("report.findings")
        if not self.case.findings:
            yield f"  {self.t('report.no-finding')}"
        for verdict in Verdict:
            for finding in self.case.findings:
                if finding.verdict is verdict:
                    yield from self._finding(finding)
        yield ""

    def _finding(self, finding: Finding) -> Iterator[str]:
        label = self.style(self.t(f"verdict.{finding.verdict}"), fg=_COLOURS[finding.verdict], bold=True)
        yield f"  {label}  {self.t(f'rule.{finding.rule}')}  {self.style(finding.rule, dim=True)}"
        for premise in finding.premises:
            where = self.where(premise.facts)
            text = f"{_MARKS[premise.state]} {premise.text}" + (f"  ← {where}" if where else "")
            yield from self.wrapped(text, "    ", "      ")
        result = phrase(f"finding.{finding.rule}.{finding.verdict}")
        yield from self.wrapped(self.t("report.result", text=result), "    ", "      ")

    def where(self, facts: Sequence[str]) -> str:
        """The places that facts stand in: file:page:line, each once."""
        places = [self._place(self.facts[fact].source) for fact in facts if fact in self.facts]
        return "，".join(dict.fromkeys(places))

    def _place(self, source: Source) -> str:
        item: Evidence = self.files[source.evidence]
        page = f":{source.page}" if len(item.pages) > 1 else ""
        return f"{_printable(item.path)}{page}:{source.line}"

    def missing(self) -> Iterator[str]:
        if not self.case.missing:
            return
        yield self.heading("report.missing")
        for item in self.case.missing:
            yield from self.wrapped(
                f"○ {phrase(f'missing.{item.item}.name')}：{item.why}{item.how}", "  ", "    "
            )
        yield ""

    def problems(self) -> Iterator[str]:
        told = [*self.case.problems, *(p for item in self.case.evidence for p in item.problems)]
        lines = dict.fromkeys(_printable(record.why(one, self.lang)) for one in told)
        if not lines:
            return
        yield self.heading("report.problems")
        for line in lines:
            yield from self.wrapped(f"! {line}", "  ", "    ")
        yield ""

    def next(self, folder: str) -> Iterator[str]:
        yield self.t("report.next", folder=folder)


def wrap(text: str, width: int, indent: str, hanging: str) -> Iterator[str]:
    """Lines of at most ``width`` columns; a Chinese character takes two."""
    line, used, lead = indent, columns(indent), indent
    for word in _words(text):
        size = columns(word)
        if used + size > width and line.strip() and word not in "，。；：！？、”）":
            yield line.rstrip()
            lead = hanging
            line, used = lead, columns(lead)
            word = word.lstrip()  # noqa: PLW2901
            size = columns(word)
        line += word
        used += size
    yield line.rstrip()


def columns(text: str) -> int:
    """The columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _words(text: str) -> Iterator[str]:
    """Pieces that are not broken: runs of narrow characters, single wide ones."""
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF" or char == " ":
            if word:
                yield word
                word = ""
            yield char
        else:
            word += char
    if word:
        yield word


def _printable(text: str) -> str:
    """Text without control characters: a file name must not move the cursor."""
    return "".join(c if c.isprintable() else "�" for c in text)


