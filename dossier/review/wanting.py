"""What each destination asks for, what of it is there, and where or how to give the rest.

Two lists are joined: what the destination's form asks (``needs`` of its
``destination.yaml``) and what a complaint of this kind needs
(:mod:`dossier.advice.completeness`).  What a field of ``case.yaml`` settles is told field
by field, with the name of the field; what evidence settles, with why and how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier import rules
from dossier.advice import completeness
from dossier.advice.model import Gap
from dossier.casefile import CaseFile
from dossier.filing import destinations
from dossier.filing.destinations import About, Destination, Need
from dossier.model import Case
from dossier.words import phrase

_FIELDS: Mapping[Need, str] = {
    Need.COMPLAINANT: "complainant.name",
    Need.PHONE: "complainant.phone",
    Need.ADDRESS: "complainant.address",
    Need.RESPONDENT: "respondent.name",
    Need.RESPONDENT_ADDRESS: "respondent.address",
    Need.PURPOSE: "purpose",
    Need.NEGOTIATED: "negotiated",
    Need.ELSEWHERE: "filed_elsewhere",
}
_EXPLAINED: Mapping[Need, str] = {
    Need.COMPLAINANT: "complainant",
    Need.PHONE: "complainant",
    Need.ADDRESS: "complainant",
    Need.RESPONDENT: "respondent",
    Need.RESPONDENT_ADDRESS: "respondent",
}
"""The gap that says why a field is needed; it is told field by field instead."""
_TOLD = ("claims", "account")
"""Gaps that the field of the same name settles as a whole."""
_OFFICE = "12315"
"""Whose law says what a complaint holds; the others ask the same without it."""
_PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that a destination asks for.

    ``need`` is its key, ``name`` its words.  ``field`` is the field of ``case.yaml`` that
    settles it (``complainant.phone``, ``claims``, ``pages``), empty where evidence does.
    ``settles`` are the titles of findings that it would settle.  ``why`` and ``how`` are
    sentences; ``how`` is empty where a field is to be filled in.
    """

    need: str
    name: str
    present: bool
    field: str = ""
    why: str = ""
    how: str = ""
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanting:
    """What one destination asks for.

    ``applies`` is false for a destination about web pages while none is named: nothing is
    wanted there then, and ``note`` says what it is for.  ``wants`` are what is missing
    first, and of it what a field settles; otherwise in the order of the form.
    """

    destination: str
    name: str
    applies: bool
    note: str
    wants: tuple[Want, ...]

    @property
    def missing(self) -> tuple[Want, ...]:
        """What is not there yet."""
        return tuple(want for want in self.wants if not want.present)

    @property
    def fields(self) -> tuple[Want, ...]:
        """What is not there yet and can be filled in at once."""
        return tuple(want for want in self.missing if want.field)


def of(case: Case, said: CaseFile, lang: str) -> tuple[Wanting, ...]:
    """What every destination asks for, in the order of listings.

    Args:
        case: the judged folder.
        said: the person's own file.
        lang: ``zh`` or ``en``.
    """
    gaps = completeness.gaps(case, said, lang)
    return tuple(_of(destination, gaps, said, lang) for destination in destinations.known())


def _of(destination: Destination, gaps: tuple[Gap, ...], said: CaseFile, lang: str) -> Wanting:
    about_pages = destination.about is About.PAGES
    found = [*_pages(said, lang)] if about_pages else [*_order(destination, gaps, said, lang)]
    found.sort(key=lambda want: (want.present, not want.field))
    return Wanting(
        destination=destination.key,
        name=destination.called(lang),
        applies=not about_pages or bool(said.pages),
        note=phrase("wanting.pages-only", lang) if about_pages else "",
        wants=tuple(found) if not about_pages or said.pages else (),
    )


def _order(destination: Destination, gaps: tuple[Gap, ...], said: CaseFile, lang: str) -> Iterator[Want]:
    """What a complaint about an order needs there: by the form, by the kind of complaint, by its findings."""
    by_name = {gap.need: gap for gap in gaps}
    told = destinations.answers(said)
    for need in destination.needs:
        gap = by_name.get(_EXPLAINED.get(need, "")) if destination.key == _OFFICE else None
        yield Want(
            need.value,
            phrase(f"wanting.field.{need}", lang),
            present=bool(told[need]),
            field=_FIELDS[need],
            why=gap.why if gap else phrase(f"wanting.field.{need}.why", lang),
        )
    for gap in gaps:
        settled = tuple(where for where in gap.where if where in rules.REGISTRY)
        if gap.need in _EXPLAINED.values() or (destination.key not in gap.where and not settled):
            continue
        is_field = gap.need in _TOLD
        yield Want(
            gap.need,
            phrase(f"completeness.{gap.need}.name", lang),
            gap.present,
            gap.need if is_field else "",
            phrase(f"wanting.field.{gap.need}.why", lang) if is_field else gap.why,
            "" if is_field else gap.how,
            tuple(phrase(f"rule.{rule}", lang) for rule in settled),
        )


def _pages(said: CaseFile, lang: str) -> Iterator[Want]:
    """What a report of web pages needs: each page by its address, described, and when it was seen."""
    whole = {
        "page": bool(said.pages),
        "page-text": bool(said.pages) and all(page.text for page in said.pages),
        "page-captured": bool(said.pages) and all(page.captured for page in said.pages),
    }
    for need, present in whole.items():
        how = phrase("wanting.page.how", lang) if need == "page" else ""
        yield Want(
            need, phrase(f"wanting.{need}", lang), present, _PAGES, phrase(f"wanting.{need}.why", lang), how
        )
