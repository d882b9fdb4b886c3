"""The form as a template shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from dossier.advice import hints
from dossier.casefile import ClaimKind
from dossier.model import Case, FactKind, FactStatus, Order
from dossier.review.filling import asking, remarks
from dossier.review.filling.asking import ClaimView
from dossier.review.filling.fields import OPTIONS, SECTIONS, Entry, field_id, value_of
from dossier.review.filling.remarks import Spot, Told
from dossier.review.state import Refused, Seen
from dossier.words import clipped, has, phrase

MOST_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field; ``value`` is what stands in it now and ``seen`` what ``case.yaml`` says.

    They differ only where an answer was refused; ``refused`` says why then.  ``least`` and
    ``most`` are the first and last day that make sense.
    """

    name: str
    entry: Entry
    label: str
    hint: str
    value: str
    seen: str
    options: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    remarks: tuple[Told, ...] = ()
    spots: tuple[Spot, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    least: str = ""
    most: str = ""
    refused: str = ""

    @property
    def id(self) -> str:
        """The id of its control on the page."""
        return field_id(self.name)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together."""

    key: str
    title: str
    lead: str
    fields: tuple[FieldView, ...]

    @property
    def stops(self) -> bool:
        """Whether something in it stands in the way of a complaint."""
        return any(told.severity == "stop" for one in self.fields for told in one.remarks)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form in a language."""

    lang: str
    sections: tuple[Section, ...]
    claims: tuple[ClaimView, ...]
    new_claim: ClaimView
    proposals: tuple[ClaimView, ...]
    kinds: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, int], ...]
    """Of the claims, in web forms."""

    def say(self, key: str, **values: object) -> str:
        """A phrase of the form."""
        return phrase(f"filling.{key}", self.lang, **values)


def of(seen: Seen, lang: str, refused: Refused | None = None) -> Form:
    """The form of a case.

    Args:
        seen: everything that is shown.
        lang: ``zh`` or ``en``.
        refused: what a person just tried in vain; it stays in its field.
    """
    case, said = seen.result.case, seen.result.casefile
    told = remarks.by_field(seen, lang)
    sections = tuple(
        Section(
            key,
            phrase(f"filling.section.{key}", lang),
            phrase(f"filling.lead.{key}", lang),
            tuple(
                _field(name, entry, seen, told.get(name, ()), lang, refused)
                for name, entry in fields.items()
                if name != "order" or case.orders or said.order
            ),
        )
        for key, fields in SECTIONS.items()
        if key != "order" or case.orders or said.order
    )
    return Form(
        lang=lang,
        sections=sections,
        claims=tuple(asking.tried(claim, refused) for claim in asking.own(said, lang)),
        new_claim=asking.tried(asking.new(), refused),
        proposals=asking.proposals(case, said),
        kinds=tuple((kind.value, phrase(f"filling.claim.{kind}", lang)) for kind in ClaimKind),
        limits=remarks.limits("claims", said, lang),
    )


def _field(
    name: str, entry: Entry, seen: Seen, told: tuple[Told, ...], lang: str, refused: Refused | None
) -> FieldView:
    said = seen.result.casefile
    value = value_of(said, name)
    tried = refused is not None and refused.at == name
    return FieldView(
        name=name,
        entry=entry,
        label=phrase(f"filling.label.{name}", lang),
        hint=phrase(f"filling.hint.{name}", lang) if has(f"filling.hint.{name}", lang) else "",
        value=refused.text if refused is not None and tried else value,
        seen=value,
        options=_options(name, seen, value, lang),
        suggestions=tuple(one for one in _suggested(name, seen.result.case) if one != value)[:MOST_SUGGESTED],
        remarks=(*told, *remarks.beside(name, seen, lang)),
        spots=remarks.spots(value, said, lang) if entry is Entry.TEXT else (),
        limits=remarks.limits(name, said, lang),
        least=(seen.today + timedelta(days=1)).isoformat() if name == "reply_by" else "",
        most=seen.today.isoformat() if name == "known_since" else "",
        refused=refused.why if refused is not None and tried else "",
    )


def _options(name: str, seen: Seen, value: str, lang: str) -> tuple[tuple[str, str], ...]:
    if name != "order":
        return tuple(
            (one, phrase(f"filling.option.{name}.{one or 'none'}", lang)) for one in OPTIONS.get(name, ())
        )
    orders = [(one.order_id, _named(one)) for one in seen.result.case.orders]
    strange = [(value, phrase("filling.order.strange", lang, number=value))]
    known = any(number == value for number, _ in orders)
    return (
        ("", phrase("filling.order.none", lang, count=len(orders) if orders[1:] else 0)),
        *orders,
        *(strange if value and not known else []),
    )


def _named(order: Order) -> str:
    """An order by its number, goods and price."""
    price = "" if order.paid is None else f"{order.paid:.2f}"
    return " · ".join(part for part in (order.order_id, clipped(order.product, 24), price) if part)


def _suggested(name: str, case: Case) -> Iterator[str]:
    """What was read for a field, each once."""
    if name == "respondent.name":
        yield from hints.sellers(case)
    if name == "respondent.platform":
        found = (f for f in case.facts if f.kind is FactKind.PLATFORM and f.status is not FactStatus.DISPUTED)
        yield from dict.fromkeys(fact.value for fact in found)
