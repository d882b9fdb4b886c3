"""The case as the page shows it: findings first, then each file with what was read from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dossier import doubts
from dossier.model import (
    Delivery,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Message,
    OrderState,
    Page,
    PremiseState,
    Problem,
    Row,
    Verdict,
)
from dossier.pipeline import Result
from dossier.reading.text import squeeze
from dossier.review import desk, values
from dossier.words import has, phrase

MARKS = {
    PremiseState.SHOWN: "✓",
    PremiseState.MISSING: "○",
    PremiseState.CONTRADICTED: "✗",
    PremiseState.UNCERTAIN: "?",
}


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its words.

    ``value`` is the normalised value as a person writes it, ``note`` says what
    is doubtful or was corrected; ``twins`` counts other readings on the page
    that a correction changes with it; ``undo`` names the correction that made
    it, or is empty.
    """

    fact: Fact
    kind: str
    value: str
    status: str
    notes: tuple[str, ...]
    doubtful: bool
    form: values.Form
    prefill: str
    options: tuple[tuple[str, str], ...]
    twins: int
    undo: str
    choices: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    """Readings to settle on: the value, and its words in pieces, each with whether its signs are in doubt."""


@dataclass(frozen=True, slots=True)
class PremiseView:
    """A premise with its mark and the facts it rests on, each by id and words."""

    mark: str
    state: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words."""

    verdict: Verdict
    label: str
    title: str
    order: str
    result: str
    premises: tuple[PremiseView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: a picture with the facts that have a place on it, messages, or a bill's rows."""

    page: Page
    boxed: tuple[FactView, ...]
    messages: tuple[tuple[Message, str], ...]
    rows: tuple[tuple[Row, str], ...]
    """Each with the id of a fact that stands in it, or an empty string."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A file: its pages, and its facts with the doubtful ones first."""

    item: Evidence
    role: str
    pages: tuple[PageView, ...]
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """An entry of the person's corrections; ``value`` is empty when the reading was dropped."""

    id: str
    file: str
    kind: str
    was: str
    value: str


class View:
    """Everything the page shows of a case, in a language."""

    def __init__(self, result: Result, lang: str) -> None:
        self.case = result.case
        self.casefile = result.casefile
        self.lang = lang

    def t(self, key: str, **values: object) -> str:
        """A phrase in the page's language."""
        return phrase(key, self.lang, **values)

    @cached_property
    def facts(self) -> Mapping[str, FactView]:
        """All facts by id."""
        files = {item.id: item for item in self.case.evidence}
        alike = Counter(key for fact in self.case.facts for key in _readings(fact))
        return {fact.id: self._fact(fact, files[fact.source.evidence], alike) for fact in self.case.facts}

    @cached_property
    def doubtful(self) -> tuple[FactView, ...]:
        """The readings a person should look at, beside those that are to be settled first."""
        first = {item.fact.id for item in self.unsettled}
        found = (fact for item in self.evidence for fact in item.facts if fact.doubtful)
        return tuple(item for item in found if item.fact.id not in first)

    @cached_property
    def unsettled(self) -> tuple[FactView, ...]:
        """The disputed readings that are worth a look, each place once."""
        return tuple(self.facts[fact.id] for fact in doubts.of(self.case.facts))

    @cached_property
    def findings(self) -> tuple[FindingView, ...]:
        """The findings, the gravest verdict first."""
        return tuple(
            self._finding(one) for verdict in Verdict for one in self.case.findings if one.verdict is verdict
        )

    @cached_property
    def evidence(self) -> tuple[EvidenceView, ...]:
        """The files in the order of the folder."""
        return tuple(self._evidence(item) for item in self.case.evidence)

    @cached_property
    def corrections(self) -> tuple[CorrectionView, ...]:
        """What the person put right, as it stands in ``case.yaml``."""
        return tuple(
            CorrectionView(
                desk.name(entry),
                entry.file,
                self.t(f"review.kind.{entry.kind}"),
                entry.was,
                entry.value or "",
            )
            for entry in self.casefile.corrections
        )

    @cached_property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """What the case still needs: name, and why and how.  These words are Chinese in any language."""
        return tuple((phrase(f"missing.{one.item}.name"), one.why + one.how) for one in self.case.missing)

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """What could not be read or used, each once."""
        told = [*self.case.problems, *(problem for item in self.case.evidence for problem in item.problems)]
        return tuple(dict.fromkeys(self._problem(one) for one in told))

    def _problem(self, one: Problem) -> str:
        return self.t(f"problem.{one.code}", path=one.path, detail=one.detail, page=one.page)

    def _finding(self, finding: Finding) -> FindingView:
        return FindingView(
            verdict=finding.verdict,
            label=self.t(f"verdict.{finding.verdict}"),
            title=self.t(f"rule.{finding.rule}"),
            order=finding.order_id,
            result=phrase(f"finding.{finding.rule}.{finding.verdict}"),
            premises=tuple(
                PremiseView(
                    MARKS[one.state],
                    self.t(f"review.premise.{one.state}"),
                    one.text,
                    tuple(self._link(self.facts[fact]) for fact in one.facts if fact in self.facts),
                )
                for one in finding.premises
            ),
        )

    def _link(self, fact: FactView) -> tuple[str, str]:
        where = self.t("review.evidence", number=fact.fact.source.evidence.removeprefix("E"))
        return fact.fact.id, f"{where} {fact.kind}"

    def _evidence(self, item: Evidence) -> EvidenceView:
        own = [fact for fact in self.facts.values() if fact.fact.source.evidence == item.id]
        own.sort(key=lambda fact: (not fact.doubtful, fact.fact.source.page, _height(fact.fact)))
        return EvidenceView(
            item=item,
            role=self.t(f"review.role.{item.role}"),
            pages=tuple(_page(page, own) for page in item.pages),
            facts=tuple(own),
        )

    def _fact(self, fact: Fact, item: Evidence, alike: Counter[tuple[str, int, str, str]]) -> FactView:
        form = values.form(fact)
        entries = desk.entries_of(fact, item, self.casefile.corrections)
        return FactView(
            fact=fact,
            kind=self._kind(fact),
            value=self._value(fact),
            status=self.t(f"review.status.{fact.status}"),
            notes=tuple(self._notes(fact)),
            doubtful=values.is_doubtful(fact),
            form=form,
            prefill=_prefill(fact, form),
            options=tuple((option, self._word(fact.kind, option)) for option in values.options(fact)),
            twins=alike[_reading(fact, fact.raw)] - 1,
            undo=desk.name(entries[0]) if len(entries) == 1 else "",
            choices=_choices(fact),
        )

    def _kind(self, fact: Fact) -> str:
        """The kind in words, with the wording beside it on the page or what it is about."""
        kind = self.t(f"review.kind.{fact.kind}")
        more = fact.label
        if not more and has(f"review.about.{fact.about}", self.lang):
            more = self.t(f"review.about.{fact.about}")
        if fact.kind is FactKind.POLICY_TERM and has(f"review.about.{fact.about}", self.lang):
            more = f"{self.t(f'review.about.{fact.about}')} {fact.label}".strip()
        if kind in more:
            return more
        return f"{kind} · {more}" if more else kind

    def _value(self, fact: Fact) -> str:
        if fact.kind in (FactKind.STATEMENT, FactKind.POLICY_TERM, FactKind.REASON):
            return " ".join(fact.raw.split())
        if fact.kind is FactKind.TIMESTAMP:
            return " – ".join(_clock(part) for part in fact.value.split("/"))
        return self._word(fact.kind, fact.value)

    def _word(self, kind: FactKind, value: str) -> str:
        """A value out of a closed list in words; any other as it is."""
        if kind is FactKind.DELIVERY and value in set(Delivery):
            return self.t(f"delivery.{value}")
        if kind is FactKind.STATUS and value in set(OrderState):
            return self.t(f"state.{value}")
        return value

    def _notes(self, fact: Fact) -> Iterator[str]:
        if fact.status is FactStatus.CORRECTED:
            machine = " – ".join(_clock(part) for part in (fact.machine or "").split("/"))
            key = "review.note.confirmed" if fact.machine == fact.value else "review.note.machine"
            yield self.t(key, machine=self._word(fact.kind, machine))
        if fact.status is FactStatus.DISPUTED:
            yield self.t("review.note.disputed", second=fact.second, alike=bool(fact.doubts), cut=fact.cut)
        if fact.assumed:
            yield self.t("review.note.assumed")
        if fact.hedged:
            yield self.t("review.note.hedged")
        if fact.confidence < values.SURE and fact.status is not FactStatus.CORRECTED:
            yield self.t("review.note.faint", percent=int(fact.confidence * 100))


def _page(page: Page, own: list[FactView]) -> PageView:
    here = [fact for fact in own if fact.fact.source.page == page.number]
    lines = {fact.fact.source.line: fact.fact.id for fact in reversed(here)}
    return PageView(
        page=page,
        boxed=tuple(fact for fact in here if fact.fact.source.box and page.width),
        messages=tuple((message, lines.get(message.line, "")) for message in page.messages),
        rows=tuple((row, lines.get(row.line, "")) for row in page.rows),
    )


def _height(fact: Fact) -> int:
    return fact.source.box.y0 if fact.source.box else fact.source.line


def _reading(fact: Fact, words: str) -> tuple[str, int, str, str]:
    """What a correction names: a place, a kind, and words without blanks."""
    return (fact.source.evidence, fact.source.page, fact.kind.value, squeeze(words))


def _readings(fact: Fact) -> set[tuple[str, int, str, str]]:
    """What names a fact in a correction: its words on the page or its value, see the reading room."""
    return {_reading(fact, fact.raw), _reading(fact, fact.value)}


def _choices(fact: Fact) -> tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]:
    first = doubts.shown(fact)
    return tuple(
        (
            value,
            tuple(
                doubts.runs(value, doubts.places(fact) if value == first else doubts.differing(value, first))
            ),
        )
        for value in values.choices(fact)
    )


def _clock(value: str) -> str:
    """A time without the marks of ISO 8601."""
    return value.removesuffix("+08:00").replace("T", " ").strip() if "T" in value else value


def _prefill(fact: Fact, form: values.Form) -> str:
    """What stands in the form at first.  A day that was only inferred is not put into a person's mouth."""
    if form is values.Form.TIME and (fact.assumed or "/" in fact.value or not fact.value[:4].isdigit()):
        return fact.raw
    return _clock(fact.value) if form is values.Form.TIME else fact.value
