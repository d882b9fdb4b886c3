"""What there is to say about what a person filled in: whether it will be taken, and how it is worded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.advice import admissibility
from dossier.advice.model import Severity
from dossier.casefile import CaseFile
from dossier.filing import destinations, forms
from dossier.review.filling.fields import value_of
from dossier.review.state import Seen
from dossier.tone import Wording, examine
from dossier.words import has, phrase

_KEY = "key"
"""The kind of wording whose words are not repeated: anybody could use them."""
_WISH = "admissibility.internet.refund"
_INTERNET = ("12377", "网信")
"""The words behind it."""
_CONCERNS = {
    "goods": "forbidden_goods",
    "purpose": "purpose",
    "minor": "minor",
    "filed": "filed_elsewhere",
    "age": "known_since",
    "internet.goods": "forbidden_goods",
    "internet.refund": "account",
    "respondent.name": "respondent.name",
    "respondent.address": "respondent.address",
}
"""Which field a remark of :mod:`dossier.advice.admissibility` is about, by what its key begins with."""
_PRINTED = {
    "negotiated": (("association", "facts"),),
    "filed_elsewhere": (("association", "elsewhere"),),
    "claims": (("platform", "claims"), ("12315", "claims"), ("association", "claims")),
}
"""The fields of web forms that a person's own words go into."""


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say about a field, the gravest first."""

    severity: Severity
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A wording of a text: its place as browsers count, why it harms, what to write instead."""

    start: int
    stop: int
    words: str
    kind: str
    instead: str
    mild: bool


def concerned(key: str) -> str:
    """The field that a remark of :mod:`dossier.advice.admissibility` is about, by its key."""
    about = key.removeprefix("admissibility.")
    return _CONCERNS.get(about) or _CONCERNS[about.partition(".")[0]]


def by_field(seen: Seen, lang: str) -> dict[str, tuple[Told, ...]]:
    """What admissibility has to say, by the field that it concerns."""
    said, found = seen.result.casefile, dict[str, tuple[Told, ...]]()
    for remark in admissibility.asked(seen.result.case, said, seen.today):
        name = _wishing(said) if remark.key == _WISH else concerned(remark.key)
        # The form's own words speak of the field; those for a terminal say where it stands in case.yaml.
        own = f"filling.{remark.key}"
        words = phrase(own if has(own, lang) else remark.key, lang, **remark.values)
        if words:
            found[name] = (*found.get(name, ()), Told(remark.severity, words))
    return found


def _wishing(said: CaseFile) -> str:
    """The field whose words turn to the centre for reports of web pages; else the account."""
    texts = ("account", "negotiated", "filed_elsewhere")
    return next((one for one in texts if any(word in value_of(said, one) for word in _INTERNET)), texts[0])


def beside(name: str, seen: Seen, lang: str) -> Iterator[Told]:
    """What a field itself has to say, beside what admissibility does."""
    said, case = seen.result.casefile, seen.result.case
    if name == "reply_by" and said.reply_by is not None and said.reply_by <= seen.today:
        yield Told("ask", phrase("filling.reply.over", lang))
    if name == "order" and said.order and all(one.order_id != said.order for one in case.orders):
        yield Told("ask", phrase("filling.order.unknown", lang, number=said.order))
    if name == "keep_card_keys" and said.keep_card_keys:
        yield Told("note", phrase("filling.keys.kept", lang))


def spots(text: str, said: CaseFile, lang: str) -> tuple[Spot, ...]:
    """The wordings of a text that harm; the buyer's and the shop's own numbers may stand there."""
    numbers = (said.complainant.phone, said.complainant.id_number.upper(), said.respondent.phone)
    return tuple(_spot(text, one, lang) for one in examine(text, [one for one in numbers if one]))


def _spot(text: str, wording: Wording, lang: str) -> Spot:
    start = _units(text[: wording.start])
    shown = " ".join(wording.words.split())
    return Spot(
        start,
        start + _units(wording.words),
        f"{shown[:2]}****" if wording.instead == _KEY else shown,
        phrase(f"tone.kind.{wording.kind}", lang),
        phrase(f"tone.instead.{wording.instead}", lang),
        wording.mild,
    )


def _units(text: str) -> int:
    """The length of a text as browsers count it, in units of UTF-16."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def limits(name: str, said: CaseFile, lang: str) -> tuple[tuple[str, int], ...]:
    """What web forms leave room for, where a limit is known: the form's field, and characters."""
    found = []
    for key, column in _PRINTED.get(name, ()):
        place = destinations.find(key)
        one = place.field(column)
        most = forms.limit(one, said.limits.get(key, {}), None) if one is not None else None
        if one is not None and most is not None:
            found.append((f"{place.called(lang)} {one.label}", most))
    return tuple(found)
