"""Whether anybody will take the complaint: asked first, from ``case.yaml`` and never assumed.

What the person has not answered is asked; what the folder hints at is asked with
the words that hint at it; only the person's own answer makes a ``stop``.  Keys of
the remarks name phrases (``admissibility.…``), whose ``law`` is the citation to
print, empty where the article is not printable on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dossier import law
from dossier.advice import filing, hints
from dossier.advice.model import Remark, Severity
from dossier.casefile import CaseFile, Purpose
from dossier.intake.capture import CHINA
from dossier.model import Case, EventKind

YEARS = 3
"""Since the day on which a buyer knew, a complaint may be that old (TS 16)."""
_SOON = timedelta(days=60)
"""How long before that end it is worth a word."""

_INTERNET = re.compile(r"12377|网信办?")


def asked(case: Case, said: CaseFile, today: date) -> tuple[Remark, ...]:
    """What stands in the way of a complaint, what is still to be answered, and what to know.

    Args:
        case: the judged folder; it is only looked into for hints and dates.
        said: the person's own answers.
        today: the day of the advice; no law is cited that is not in force on it.

    Returns:
        ``stop`` first, then ``ask``, then ``note``.
    """
    remarks = (
        *_goods(case, said, today),
        *_purpose(case, said, today),
        *_minor(said, today),
        *_filed(said, today),
        *_age(case, said, today),
        *_respondent(case, said, today),
        *_internet(said, today),
    )
    order: tuple[Severity, ...] = ("stop", "ask", "note")
    return tuple(sorted(remarks, key=lambda remark: order.index(remark.severity)))


def stops(said: CaseFile, today: date) -> tuple[Remark, ...]:
    """What the person's own answers put in the way, whatever the folder shows."""
    return tuple(remark for remark in asked(Case(), said, today) if remark.severity == "stop")


def stopped(said: CaseFile) -> bool:
    """Whether the person said that the goods are forbidden: no text is drafted for those."""
    return said.forbidden_goods is True


def cited(today: date, *ids: str) -> str:
    """Citations of the articles that may be printed on a day, joined; may be empty."""
    register = law.load()
    told, last = [], None
    for article in (register.article(key) for key in ids if register.printable(key, today)):
        citation = article.citation
        # An instrument that was just named is not named again.
        told.append(citation.rpartition("》")[2] if article.instrument.id == last else citation)
        last = article.instrument.id
    return "、".join(told)


def last_day(known: date) -> date:
    """The last day on which a complaint about something known since ``known`` is not too old."""
    try:
        return known.replace(year=known.year + YEARS)
    except ValueError:  # 29 February: the month's last day
        return known.replace(year=known.year + YEARS, day=28)


def _goods(case: Case, said: CaseFile, today: date) -> Iterator[Remark]:
    found = hints.forbidden(case)
    if said.forbidden_goods:
        law = cited(today, "WJ-11", "MFD-153")
        yield Remark("admissibility.goods.forbidden", {"law": law}, "stop")
    elif found and said.forbidden_goods is None:
        yield Remark("admissibility.goods.hint", _shown(found), "ask")
    elif found:
        yield Remark("admissibility.goods.seen", _shown(found), "note")
    elif said.forbidden_goods is None:
        yield Remark("admissibility.goods.unanswered", {}, "ask")
    if found and said.forbidden_goods is not False:
        yield Remark("admissibility.internet.goods", {}, "note")


def _purpose(case: Case, said: CaseFile, today: date) -> Iterator[Remark]:
    found = hints.resale(case)
    cites = {"law": cited(today, "TS-16")}
    if said.purpose is Purpose.RESALE:
        yield Remark("admissibility.purpose.resale", cites, "stop")
    elif found and said.purpose is None:
        yield Remark("admissibility.purpose.hint", {**_shown(found), **cites}, "ask")
    elif found:
        yield Remark("admissibility.purpose.seen", _shown(found), "note")
    elif said.purpose is None:
        yield Remark("admissibility.purpose.unanswered", cites, "ask")


def _minor(said: CaseFile, today: date) -> Iterator[Remark]:
    if said.minor:
        values = {
            "law": cited(today, "DS-48"),
            "capacity": cited(today, "MFD-19", "MFD-20", "MFD-145"),
            "games": cited(today, "WB-44", "WB-46"),
        }
        yield Remark("admissibility.minor.yes", values, "stop")
    elif said.minor is None:
        yield Remark("admissibility.minor.unanswered", {}, "ask")


def _filed(said: CaseFile, today: date) -> Iterator[Remark]:
    cites = {"law": cited(today, "TS-16")}
    told, found = said.filed_elsewhere.strip(), filing.read(said)
    values = {**cites, "words": _line(told), "ended": found.ended}
    if not told:
        yield Remark("admissibility.filed.unanswered", cites, "ask")
    elif found.barred:
        yield Remark("admissibility.filed.elsewhere", values, "stop")
    elif found.places:
        # Filed with 12315 itself: nothing is in the way, it has begun.
        yield Remark("admissibility.filed.market", values, "note")
    elif found.over:
        yield Remark("admissibility.filed.over", values, "note")
    elif not found.none:
        yield Remark("admissibility.filed.unclear", values, "ask")


def _age(case: Case, said: CaseFile, today: date) -> Iterator[Remark]:
    cites = {"law": cited(today, "TS-16")}
    first = _first_day(case)
    known = said.known_since
    if known is None:
        # Nobody knows of a harm before the order: a young order needs no question.
        if first is None or today > last_day(first) - _SOON:
            yield Remark("admissibility.age.unanswered", cites, "ask")
        return
    if known > today or (first is not None and known < first):
        yield Remark("admissibility.age.wrong", {"day": known.isoformat()}, "ask")
        return
    end = last_day(known)
    values = {**cites, "day": known.isoformat(), "last": end.isoformat()}
    if today > end:
        values["suit"], values["again"] = cited(today, "MFD-188"), cited(today, "MFD-195")
        yield Remark("admissibility.age.over", values, "stop")
    elif today > end - _SOON:
        yield Remark("admissibility.age.soon", values, "note")


def _first_day(case: Case) -> date | None:
    """The day of the earliest order or payment that the folder surely shows."""
    days = [
        event.when.earliest.astimezone(CHINA).date()
        for event in case.events
        if event.kind in (EventKind.ORDERED, EventKind.PAID)
        and not (event.disputed or event.doubtful or event.assumed or event.hedged or event.conflicts)
    ]
    return min(days, default=None)


def _respondent(case: Case, said: CaseFile, today: date) -> Iterator[Remark]:
    cites = {"law": cited(today, "TS-10")}
    who = said.respondent
    if not who.name:
        seen = "、".join(hints.sellers(case)[:3])
        yield Remark("admissibility.respondent.name", {**cites, "seen": seen}, "ask")
    elif not who.address:
        yield Remark("admissibility.respondent.address", {**cites, "where": cited(today, "TS-13")}, "ask")


def _internet(said: CaseFile, today: date) -> Iterator[Remark]:
    wishes = (said.account, said.negotiated, said.filed_elsewhere, *(claim.text for claim in said.claims))
    if any(_INTERNET.search(text) for text in wishes):
        yield Remark("admissibility.internet.refund", {"law": cited(today, "XF-39")}, "note")


def _shown(found: Sequence[hints.Hint]) -> dict[str, object]:
    """The words, and the first file they stand in."""
    return {"words": "、".join(hint.word for hint in found[:3]), "path": found[0].path}


def _line(text: str, most: int = 40) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
