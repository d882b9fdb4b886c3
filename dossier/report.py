"""The case for a terminal: the story, what was found with its premises, what is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier import doubts, record
from dossier.model import (
    Case,
    Channel,
    Event,
    EventKind,
    Fact,
    FactKind,
    Finding,
    Order,
    PremiseState,
    Source,
    Verdict,
)
from dossier.terminal import Terminal, printable
from dossier.words import clipped, has, phrase

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

_MOST = 3
"""After a build so many doubtful readings are listed; the packet shows them all."""
_QUOTE = 40


def full(case: Case, lang: str, folder: str) -> str:
    """The whole report, for stdout."""
    writer = _Report(case, lang, Terminal.of(sys.stdout))
    document = record.document(case)
    parts = (
        writer.orders(),
        writer.bills(),
        writer.channels(),
        writer.versions(),
        writer.findings(),
        _missing(document, lang, writer.terminal),
        _doubts(document, lang, writer.terminal, folder),
        _problems(document, lang, writer.terminal),
        [phrase("report.next", lang, folder=folder)],
    )
    return "\n".join(line for part in parts for line in part)


def brief(document: Mapping[str, Any], lang: str, folder: str) -> str:
    """What a build says, from a ``dossier.json``: findings by verdict, gaps, doubtful readings, problems."""
    terminal = Terminal.of(sys.stderr)
    parts = (
        _verdicts(document, lang, terminal),
        _missing(document, lang, terminal),
        _doubts(document, lang, terminal, folder, _MOST),
        _problems(document, lang, terminal),
    )
    return "\n".join(line for part in parts for line in part).rstrip()


def note(text: str) -> str:
    """A remark for stderr, wrapped."""
    return "\n".join(Terminal.of(sys.stderr).wrap(text, "", ""))


def _verdicts(document: Mapping[str, Any], lang: str, terminal: Terminal) -> Iterator[str]:
    if not document["findings"]:
        yield phrase("report.no-finding", lang)
    for verdict in Verdict:
        for finding in document["findings"]:
            if finding["verdict"] == verdict:
                told = f"{phrase('rule.' + finding['rule'], lang)}  {printable(finding['order_id'])}"
                yield from _judged(verdict, told, lang, terminal, "")
    yield ""


def _judged(verdict: Verdict, told: str, lang: str, terminal: Terminal, indent: str) -> Iterator[str]:
    """A verdict and what it is about; coloured when the lines are broken, since colours have no width."""
    label = phrase(f"verdict.{verdict}", lang)
    first, *rest = terminal.wrap(f"{label}  {told}", indent, indent + "  ")
    yield first.replace(label, terminal.style(label, colour=_COLOURS[verdict], bold=True), 1)
    yield from rest


def _missing(document: Mapping[str, Any], lang: str, terminal: Terminal) -> Iterator[str]:
    if not document["missing"]:
        return
    yield terminal.style(phrase("report.missing", lang), bold=True)
    for item in document["missing"]:
        name = phrase(f"missing.{item['item']}.name")
        yield from terminal.wrap(f"○ {name}：{item['why']}{item['how']}", "  ", "    ")
    yield ""


def _doubts(
    document: Mapping[str, Any], lang: str, terminal: Terminal, folder: str, most: int | None = None
) -> Iterator[str]:
    """The readings that are not certain, where they stand, and how to settle them."""
    found = doubts.of(record.facts(document))
    if not found:
        return
    yield terminal.style(phrase("report.doubts", lang), bold=True)
    files = {item["id"]: item for item in document["evidence"]}
    for fact in found[:most]:
        item = files[fact.source.evidence]
        where = _where(item["path"], item["pages"], fact.source)
        yield from terminal.wrap(f"? {where}  {printable(_doubt(fact, lang))}", "  ", "    ")
    left = len(found) - len(found[:most])
    yield from terminal.wrap(phrase("report.doubts.settle", lang, left=left, folder=folder), "  ", "  ")
    yield ""


def _doubt(fact: Fact, lang: str) -> str:
    words = doubts.words(fact)
    about = f"review.about.{fact.about}"
    kind = phrase(about if has(about, lang) else f"review.kind.{fact.kind}", lang)
    return phrase(
        "report.doubt",
        lang,
        name=kind if fact.kind is FactKind.POLICY_TERM else fact.label or kind,
        words=clipped(words, _QUOTE),
        second=fact.second,
        alike=bool(fact.doubts),
        cut=fact.cut,
    )


def _where(path: str, pages: int, source: Source) -> str:
    page = f":{source.page}" if pages > 1 else ""
    return f"{printable(path)}{page}:{source.line}"


def _problems(document: Mapping[str, Any], lang: str, terminal: Terminal) -> Iterator[str]:
    told = [*document["problems"], *(p for item in document["evidence"] for p in item["problems"])]
    lines = dict.fromkeys(
        printable(phrase(f"problem.{p['code']}", lang, path=p["path"], detail=p["detail"], page=p["page"]))
        for p in told
    )
    if not lines:
        return
    yield terminal.style(phrase("report.problems", lang), bold=True)
    for line in lines:
        yield from terminal.wrap(f"! {line}", "  ", "    ")
    yield ""


class _Report:
    """The parts of the report that need the case itself."""

    def __init__(self, case: Case, lang: str, terminal: Terminal) -> None:
        self.case = case
        self.lang = lang
        self.terminal = terminal
        self.facts = {fact.id: fact for fact in case.facts}
        self.files = {item.id: item for item in case.evidence}

    def t(self, key: str, **values: object) -> str:
        return phrase(key, self.lang, **values)

    def orders(self) -> Iterator[str]:
        if not self.case.orders:
            yield self.terminal.style(self.t("report.no-order"), bold=True)
        for order in self.case.orders:
            yield self.terminal.style(self.t("report.order", id=printable(order.order_id)), bold=True)
            yield from self.terminal.wrap(self._about(order), "  ", "  ")
            yield ""
            for event in self.case.events:
                if event.order_id in (order.order_id, None):
                    yield from self._event(event)
            yield ""

    def bills(self) -> Iterator[str]:
        """How much of each bill is used; of the rest nothing is known any more."""
        told = False
        for item in self.case.evidence:
            shown = sum(len(page.rows) for page in item.pages)
            if shown:
                count = shown + sum(page.left_out for page in item.pages)
                line = self.t("report.bill", path=printable(item.path), count=count, shown=shown)
                yield from self.terminal.wrap(line, "", "  ")
                told = True
        if told:
            yield ""

    def channels(self) -> Iterator[str]:
        """Conversations that the platform cannot see."""
        told = [item for item in self.case.evidence if item.channel in (Channel.WECHAT, Channel.QQ)]
        for item in told:
            where = self.t(f"channel.{item.channel}")
            line = self.t("report.channel", path=printable(item.path), where=where)
            yield from self.terminal.wrap(line, "", "  ")
        if told:
            yield ""

    def versions(self) -> Iterator[str]:
        """Rules of which the folder holds versions that differ, and which one counts."""
        from dossier.rules.grounds import versions  # noqa: PLC0415
        from dossier.rules.grounds.story import Story  # noqa: PLC0415

        stories = (
            Story(order, self.case.events, self.case.facts, self.case.evidence) for order in self.case.orders
        )
        found = dict.fromkeys(one for story in stories for one in versions.compared(story))
        for one in found:
            line = versions.told(one, lambda evidence: self.files[evidence].path, self.lang)
            yield from self.terminal.wrap(printable(line), "", "  ")
        if found:
            yield ""

    def _about(self, order: Order) -> str:
        parts = [
            order.platform,
            order.product,
            self.t(f"delivery.{order.delivery}"),
            self.t(f"state.{order.state}"),
            self.t("report.paid", paid=f"{order.paid:.2f}") if order.paid is not None else "",
        ]
        return printable(" · ".join(part for part in parts if part))

    def _event(self, event: Event) -> Iterator[str]:
        # Loaded here, since a short report does without them.
        from dossier.rules.grounds import telling  # noqa: PLC0415

        names = [name for name in ("doubtful", "disputed", "assumed", "hedged") if getattr(event, name)]
        if event.hedged and event.kind is EventKind.ANSWERED and self._by_machine(event):
            names[names.index("hedged")] = "machine"
        if event.doubtful and event.disputed:
            names.remove("disputed")  # a reading in doubt, not sources that contradict each other
        flags = "".join(f"（{self.t(f'report.flag.{name}')}）" for name in names)
        told = printable(f"{telling.when(event)}  {self.t(f'actor.{event.actor}')}  {event.summary}{flags}")
        yield from self.terminal.wrap(told, "  ", "      ")
        for line in (*self._sources(event), *self._conflicts(event)):
            yield from self.terminal.wrap(printable(line), "      ", "        ")
        if event.facts:
            told = f"← {self.where(event.facts)}{self._anchors(event)}"
            for line in self.terminal.wrap(told, "      ", "        "):
                yield self.terminal.style(line, dim=True)

    def _by_machine(self, event: Event) -> bool:
        return any(self.facts[fact].about == "robot" for fact in event.facts if fact in self.facts)

    def _sources(self, event: Event) -> Iterator[str]:
        """What each source of a disputed event shows."""
        from dossier.timeline import sources  # noqa: PLC0415

        for fact, time in sources.shown(event, self.facts) if event.disputed else ():
            name = self.t(f"review.role.{self.files[fact.source.evidence].role}")
            yield self.t("report.source", name=name, time=time, where=self._place(fact.source))

    def _conflicts(self, event: Event) -> Iterator[str]:
        """The events with which it cannot stand as both are told."""
        from dossier.rules.grounds import telling  # noqa: PLC0415

        for other in (one for one in self.case.events if one.id in event.conflicts):
            yield self.t("report.conflict", time=telling.when(other), text=other.summary)

    def _anchors(self, event: Event) -> str:
        """What completed the time of an event that its page gives only in part."""
        known = dict.fromkeys(self.facts[fact].anchor for fact in event.facts if fact in self.facts)
        return "".join(f"（{self.t(f'anchor.{anchor}')}）" for anchor in known if anchor is not None)

    def findings(self) -> Iterator[str]:
        yield self.terminal.style(self.t("report.findings"), bold=True)
        if not self.case.findings:
            yield f"  {self.t('report.no-finding')}"
        for verdict in Verdict:
            for finding in self.case.findings:
                if finding.verdict is verdict:
                    yield from self._finding(finding)
        yield ""

    def _finding(self, finding: Finding) -> Iterator[str]:
        told = f"{self.t(f'rule.{finding.rule}')}  {finding.rule}"
        *lines, last = _judged(finding.verdict, told, self.lang, self.terminal, "  ")
        if last.endswith(finding.rule):
            last = last.removesuffix(finding.rule) + self.terminal.style(finding.rule, dim=True)
        yield from (*lines, last)
        for premise in finding.premises:
            where = self.where(premise.facts)
            text = f"{_MARKS[premise.state]} {premise.text}" + (f"  ← {where}" if where else "")
            yield from self.terminal.wrap(printable(text), "    ", "      ")
        result = phrase(f"finding.{finding.rule}.{finding.verdict}")
        yield from self.terminal.wrap(self.t("report.result", text=result), "    ", "      ")

    def where(self, facts: Sequence[str]) -> str:
        """The places that facts stand in: file:page:line, each once."""
        places = [self._place(self.facts[fact].source) for fact in facts if fact in self.facts]
        return "，".join(dict.fromkeys(places))

    def _place(self, source: Source) -> str:
        item = self.files[source.evidence]
        return _where(item.path, len(item.pages), source)
