"""A pack drawn from the rule pages of a folder: what they surely say, and what is left to the person.

A clause becomes a term of the pack only when it was read for certain, holds for
everybody, was in force when the folder's orders were paid, and can be said in a
pack without adding or losing anything.  Every other one keeps the reason why not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dossier.model import Case, Evidence, Fact, FactKind, FactStatus, Order, Role
from dossier.policies import entries
from dossier.policies.entries import KEYS, Entry
from dossier.policies.pack import Clause, Pack
from dossier.reading import terms
from dossier.rules.grounds import versions
from dossier.rules.grounds.story import Story
from dossier.words import phrase

_ID = "from-evidence"
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clause of a rule page as an entry of a pack.

    ``entry`` is None where a pack has nothing like it; ``reason`` is empty where the entry
    holds, else the end of a phrase ``policies.draft.why.*``.  ``since`` and ``by`` are the
    page's day as in :class:`dossier.rules.grounds.versions.Version`.
    """

    fact: Fact
    path: str
    clause: str
    entry: Entry | None
    reason: str
    since: str
    by: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The pack, what it was drawn from in the order of the pages, and whether its day is a guess."""

    pack: Pack
    drawn: tuple[Drawn, ...]
    undated: bool


def draw(case: Case, title: str, today: date) -> Draft:
    """The pack that a folder's rule pages make.

    Args:
        case: the folder as read.
        title: the pack's title.
        today: stands in where no page tells when it was captured.
    """
    pages = {item.id: item for item in case.evidence if item.role is Role.POLICY}
    facts = [f for f in case.facts if f.kind is FactKind.POLICY_TERM and f.source.evidence in pages]
    numbers = _numbers(facts)
    stories = [Story(order, case.events, case.facts, case.evidence) for order in case.orders]
    # Without an order no day decides, but pages that differ are still seen.
    stories = stories or [Story(Order(""), (), case.facts, case.evidence)]
    drawn = tuple(
        _drawn(fact, pages[fact.source.evidence], numbers[fact.id], stories, dated=bool(case.orders))
        for fact in facts
    )
    days = {key: date.fromisoformat(item.captured[:10]) for key, item in pages.items() if item.captured}
    captured = max(days.values(), default=today)
    kept = [one.entry for one in drawn if one.entry is not None and not one.reason]
    held: dict[str, Any] = {
        key: tuple(dict.fromkeys(entry for entry in kept if isinstance(entry, kind)))
        for kind, key in KEYS.items()
    }
    pack = Pack(
        id=_ID,
        title=title,
        version=captured.isoformat(),
        source="、".join(plain(item.path) for item in pages.values()),
        captured=captured,
        reference=False,
        clauses=tuple(_clauses(drawn, days, captured)),
        **held,
    )
    return Draft(pack, drawn, undated=not days)


def title(case: Case, lang: str) -> str:
    """A title for the pack: the shop that the rule pages name, and where it comes from."""
    pages = {item.id for item in case.evidence if item.role is Role.POLICY}
    shops = (f.value for f in case.facts if f.kind is FactKind.PLATFORM and f.source.evidence in pages)
    return phrase("policies.draft.title", lang, shop=next(shops, ""))


def plain(text: str) -> str:
    """Words on one line, without characters that nobody sees and a form refuses."""
    return " ".join("".join(c for c in text if unicodedata.category(c) not in _UNSEEN or c.isspace()).split())


def _drawn(fact: Fact, page: Evidence, clause: str, stories: Sequence[Story], *, dated: bool) -> Drawn:
    entry = entries.entry(fact.about, fact.value, clause)
    since = versions.version(stories[0], fact)
    reason = _doubt(fact, entry) or _date(fact, stories, dated=dated)
    return Drawn(fact, page.path, clause, entry, reason, since.since, since.by)


def _doubt(fact: Fact, entry: Entry | None) -> str:
    """Why a clause's own words keep it out, or an empty string."""
    parts = terms.parse(fact.value)
    checks = (
        ("reading", fact.status is FactStatus.DISPUTED),
        ("unpaid", fact.about == terms.UNPAID),
        ("member", parts.get("limit") == "member"),
        ("unclear", "limit" in parts or fact.hedged or fact.assumed),
        ("start", fact.about == terms.GRACE and parts.get("start") == "unknown"),
        ("free", parts.get("free") == "unsaid"),
        ("goods", "except" in parts or (fact.about == terms.GRACE and "for" in parts)),
        ("floor", "floor" in parts),
        ("wording", entry is None or not entries.says(entry, fact.about, fact.value)),
    )
    return next((name for name, holds in checks if holds), "")


def _date(fact: Fact, stories: Iterable[Story], *, dated: bool) -> str:
    """Why a clause's day keeps it out, or an empty string."""
    for story in stories:
        if versions.left_out(story, fact):
            return "superseded"
        if versions.differs(story, fact) or (dated and not versions.in_force(story, fact)):
            return "date"
    return ""


def _numbers(facts: Sequence[Fact]) -> dict[str, str]:
    """The number of each fact's clause in the pack: the page's own, with the file's where two share it."""
    files: dict[str, set[str]] = {}
    for fact in facts:
        files.setdefault(fact.label, set()).add(fact.source.evidence)
    found = {}
    for fact in facts:
        own = unicodedata.normalize("NFKC", plain(fact.label)) or f"p{fact.source.page}l{fact.source.line}"
        shared = not fact.label or len(files[fact.label]) > 1
        found[fact.id] = f"{fact.source.evidence}-{own}" if shared else own
    return found


def _clauses(drawn: Sequence[Drawn], days: dict[str, date], captured: date) -> Iterable[Clause]:
    """The wording of every clause that has an entry, also of one that is left to the person."""
    found: dict[str, Clause] = {}
    for one in drawn:
        if one.entry is None:
            continue
        words, file = plain(one.fact.raw), one.fact.source.evidence
        known = found.get(one.clause)
        if known is None:
            found[one.clause] = Clause(one.clause, words, plain(one.path), days.get(file, captured))
        elif words not in known.text:
            found[one.clause] = replace(known, text=known.text + words)
    return found.values()
