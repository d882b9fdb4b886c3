"""Facts in words, each with the form that puts it right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dossier import doubts
from dossier.model import Delivery, Evidence, Fact, FactKind, FactStatus, OrderState
from dossier.pipeline import Result
from dossier.reading.text import squeeze
from dossier.review import values
from dossier.review.entries import entries_of, marked, name
from dossier.words import has, phrase

UNSURE = "unsure"
"""The look of a fact that was read well, but whose meaning, day or writing is not certain."""

_Reading = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its words.

    ``value`` is the normalised value as a person writes it, ``notes`` say what
    is doubtful or was corrected; ``look`` is its status or :data:`UNSURE`.
    ``mark`` tells it from every other, and ``key`` its place, whatever is read there;
    ``twins`` counts other readings on the page that a correction changes with it;
    ``undo`` names the correction that made it, or is empty.  ``accept`` is what
    confirms a doubtful reading as it is, or empty.
    """

    fact: Fact
    kind: str
    value: str
    status: str
    look: str
    notes: tuple[str, ...]
    doubtful: bool
    form: values.Form
    prefill: str
    options: tuple[tuple[str, str], ...]
    accept: str
    mark: str
    key: str
    twins: int
    undo: str
    choices: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    """Readings to settle on: the value, and its words in pieces, each with whether its signs are in doubt."""

    @property
    def is_raw(self) -> bool:
        """Whether the value is what stands on the page, so that this need not be told as well."""
        return self.value.split() == self.fact.raw.split()


class Facts:
    """The facts of a case, each put into words when it is asked for: there may be thousands."""

    def __init__(self, result: Result, lang: str) -> None:
        self._result = result
        self._lang = lang
        self._made: dict[str, FactView] = {}
        self._keys: dict[str, str] = {}

    def __contains__(self, fact_id: str) -> bool:
        return fact_id in self.known

    def __getitem__(self, fact_id: str) -> FactView:
        if fact_id not in self._made:
            self._made[fact_id] = self._view(self.known[fact_id])
        return self._made[fact_id]

    @cached_property
    def known(self) -> Mapping[str, Fact]:
        """All facts by id."""
        return {fact.id: fact for fact in self._result.case.facts}

    def of(self, evidence_id: str) -> tuple[FactView, ...]:
        """The facts of a file: the doubtful ones first, then from top to bottom."""
        own = [self[fact.id] for fact in self._by_file[evidence_id]]
        own.sort(key=lambda one: (not one.doubtful, one.fact.source.page, _height(one.fact)))
        return tuple(own)

    @cached_property
    def _by_file(self) -> Mapping[str, list[Fact]]:
        found: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self._result.case.facts:
            found[fact.source.evidence].append(fact)
        return found

    @cached_property
    def _files(self) -> Mapping[str, Evidence]:
        return {item.id: item for item in self._result.case.evidence}

    def _key(self, fact: Fact) -> str:
        """The name of a place; where several facts of a kind stand at one, they are numbered."""
        file = fact.source.evidence
        if fact.id not in self._keys:
            count: Counter[str] = Counter()
            for own in self._by_file[file]:
                place = marked(replace(own, raw=""), self._files[file])
                count[place] += 1
                self._keys[own.id] = f"{place}-{count[place]}"
        return self._keys[fact.id]

    @cached_property
    def _alike(self) -> Counter[_Reading]:
        return Counter(key for fact in self._result.case.facts for key in _readings(fact))

    def _t(self, key: str, **more: object) -> str:
        return phrase(key, self._lang, **more)

    def _view(self, fact: Fact) -> FactView:
        form = values.form(fact)
        prefill = _prefill(fact, form)
        item = self._files[fact.source.evidence]
        entries = entries_of(fact, item, self._result.casefile.corrections)
        doubtful = values.is_doubtful(fact)
        look = UNSURE if doubtful and fact.status is not FactStatus.DISPUTED else fact.status.value
        return FactView(
            fact=fact,
            kind=self.kind(fact),
            value=self._value(fact),
            status=self._t(f"review.look.{look}" if look == UNSURE else f"review.status.{look}"),
            look=look,
            notes=tuple(self._notes(fact)),
            doubtful=doubtful,
            form=form,
            prefill=prefill,
            options=tuple((option, self._word(fact.kind, option)) for option in values.options(fact)),
            accept=values.confirming(fact, prefill),
            mark=marked(fact, item),
            key=self._key(fact),
            twins=self._alike[_reading(fact, fact.raw)] - 1,
            undo=name(entries[0]) if len(entries) == 1 else "",
            choices=_choices(fact),
        )

    def kind(self, fact: Fact) -> str:
        """The kind in words, with the wording beside it on the page or what it is about."""
        kind = self._t(f"review.kind.{fact.kind}")
        more = fact.label
        if not more and has(f"review.about.{fact.about}", self._lang):
            more = self._t(f"review.about.{fact.about}")
        if fact.kind is FactKind.POLICY_TERM and has(f"review.about.{fact.about}", self._lang):
            more = f"{self._t(f'review.about.{fact.about}')} {fact.label}".strip()
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
            return self._t(f"delivery.{value}")
        if kind is FactKind.STATUS and value in set(OrderState):
            return self._t(f"state.{value}")
        return value

    def _notes(self, fact: Fact) -> Iterator[str]:
        if fact.status is FactStatus.CORRECTED and not fact.machine:
            yield self._t("review.note.added")
        elif fact.status is FactStatus.CORRECTED:
            machine = " – ".join(_clock(part) for part in str(fact.machine).split("/"))
            key = "review.note.confirmed" if fact.machine == fact.value else "review.note.machine"
            yield self._t(key, machine=self._word(fact.kind, machine))
        if fact.status is FactStatus.DISPUTED:
            yield self._t("review.note.disputed", second=fact.second, alike=bool(fact.doubts), cut=fact.cut)
        if fact.assumed:
            yield self._t("review.note.assumed")
        if fact.hedged:
            yield self._t("review.note.hedged")
        if fact.confidence < values.SURE and fact.status is not FactStatus.CORRECTED:
            yield self._t("review.note.faint", percent=int(fact.confidence * 100))


def _height(fact: Fact) -> int:
    return fact.source.box.y0 if fact.source.box else fact.source.line


def _reading(fact: Fact, words: str) -> _Reading:
    """What a correction names: a place, a kind, and words without blanks."""
    return (fact.source.evidence, fact.source.page, fact.kind.value, squeeze(words))


def _readings(fact: Fact) -> set[_Reading]:
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
