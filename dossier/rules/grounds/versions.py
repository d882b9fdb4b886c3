"""Which version of a rule page held when an order was paid.

Two pages state the same clause in two versions when they are of one shop and one
document, and speak of the same goods in like words.  Their dates then decide: the
latest that had come into force by the day of payment holds, an older one is
superseded, a later one does not hold yet.  Where the dates do not decide (a page
without one, two of the same day) and the pages differ, nobody can say which held.

A page of other goods is no version of this one, however alike the two are: where
that is not certain both stand, and a charge needs them to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dossier.model import EventKind, Evidence, Fact, FactKind, FactStatus, Role
from dossier.reading import terms
from dossier.reading.chats import anchors
from dossier.rules.grounds import pages
from dossier.rules.grounds.story import Story, once, once_a_folder
from dossier.words import CHINESE, phrase

_DATES = ("effective", "published", "expires")
_UNSAID = ("unknown", "unsaid")


class State(StrEnum):
    """How a page's dates stand to the day of payment."""

    IN_FORCE = "in-force"
    SEEN = "seen"
    """Without a date of its own, but captured on an earlier day."""
    LATER = "later"
    ENDED = "ended"
    OPEN = "open"
    """Its dates leave it open: unread, disputed, or printed on the very day."""
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Version:
    """One page's wording of a clause.

    ``since`` is the day (ISO 8601) from which it holds or on which it was seen, empty
    where nothing tells; ``by`` says which: ``effective``, ``published``, ``captured``, ``""``.
    ``date`` is the fact that gives the day, None where the capture does.
    """

    fact: Fact
    state: State
    since: str = ""
    by: str = ""
    date: Fact | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Versions of one clause that differ, the oldest first.

    ``used`` is the one that held on the day of payment, None where that cannot be
    told; ``paid`` is that day (ISO 8601), empty where it is not known to the day.
    """

    about: str
    versions: tuple[Version, ...]
    used: Version | None
    paid: str


def in_force(story: Story, fact: Fact) -> bool:
    """Whether nothing on the rule page says that it held only after, or no longer at, this order's payment.

    A page published on a later day is a later version; one of the same day may
    be.  A date that cannot be read leaves it open, which counts as no.
    """
    return version(story, fact).state in (State.IN_FORCE, State.SEEN, State.UNDATED)


@once
def left_out(story: Story, fact: Fact) -> bool:
    """Whether another version of a term's clause surely held at payment instead."""
    own = version(story, fact)
    return any(_yields(story, own, version(story, other)) for other in _rivals(story, fact))


def differs(story: Story, fact: Fact) -> bool:
    """Whether another version says otherwise, or says it no more, and may have held at payment."""
    rivals = _rivals(story, fact)
    if any(not _agree(fact, other) and not left_out(story, other) for other in rivals):
        return True
    spoken = {other.source.evidence for other in rivals}
    return any(item.id not in spoken and _leaves_out(story, fact, item) for item in story.evidence)


@once
def version(story: Story, fact: Fact) -> Version:
    """How the page of a term stands to the order's payment (to the order where no payment is known)."""
    item = story.folder.files[fact.source.evidence]
    return Version(fact, *_standing(story, item))


def compared(story: Story) -> tuple[Compared, ...]:
    """The clauses of which the folder holds versions that differ."""
    found: list[Compared] = []
    told: set[str] = set()
    for fact in story.facts:
        if fact.id in told or not _binds(story, fact):
            continue
        group = _group(story, fact)
        told |= {one.id for one in group}
        if any(not _agree(fact, other) for other in group):
            found.append(_compared(story, group))
    return tuple(found)


def told(difference: Compared, name: Callable[[str], str], lang: str = CHINESE) -> str:
    """One sentence about versions that differ; ``name`` gives the words for an evidence id."""
    versions = [
        phrase(
            "policies.version",
            lang,
            name=name(one.fact.source.evidence),
            number=one.fact.label,
            words=pages.words(one.fact).rstrip("。；;"),
            since=one.since,
            by=one.by,
        )
        for one in difference.versions
    ]
    used = "" if difference.used is None else name(difference.used.fact.source.evidence)
    return phrase("policies.versions", lang, versions=versions, used=used, paid=difference.paid)


def _compared(story: Story, group: Sequence[Fact]) -> Compared:
    versions = sorted((version(story, one) for one in group), key=lambda one: (one.since, one.fact.id))
    held = [one for one in versions if not left_out(story, one.fact)]
    sure = held and all(in_force(story, one.fact) and not differs(story, one.fact) for one in held)
    days = _payment(story)
    return Compared(
        about=group[0].about,
        versions=tuple(versions),
        used=held[-1] if sure else None,
        paid=days[0] if days and days[0] == days[1] else "",
    )


def _group(story: Story, fact: Fact) -> list[Fact]:
    """A term with all its versions, and theirs."""
    group = [fact]
    for one in group:
        known = {member.id for member in group}
        group += [other for other in _rivals(story, one) if other.id not in known]
    return group


@once
def _payment(story: Story) -> tuple[str, str] | None:
    """The first and the last day on which the order may have been paid, else placed."""
    paid = story.one(EventKind.PAID) or story.one(EventKind.ORDERED)
    if paid is None:
        return None
    return paid.when.earliest.date().isoformat(), paid.when.latest.date().isoformat()


def _readable(fact: Fact) -> bool:
    return fact.value[:4].isdigit() and len(fact.value) >= len("2024-05-12")


@once
def _standing(story: Story, item: Evidence) -> tuple[State, str, str, Fact | None]:
    """State, day and what gives the day, as in :class:`Version`."""
    dates = [f for f in story.folder.of(item.id, FactKind.TIMESTAMP) if f.about in _DATES]
    days = _payment(story)
    state = _state(dates, days) if dates else State.UNDATED
    begins = [f for f in dates if f.about != "expires" and _readable(f)]
    if begins:
        last = max(begins, key=lambda f: f.value[:10])
        return state, last.value[:10], last.about, last
    if state not in (State.IN_FORCE, State.UNDATED):
        return state, "", "", None
    seen = _captured(item)
    if not seen:
        return State.UNDATED, "", "", None
    return (State.SEEN if days is not None and seen < days[0] else State.UNDATED), seen, "captured", None


def _captured(item: Evidence) -> str:
    """The day on which a page was surely captured, or an empty string."""
    found = anchors.of(item, item.pages[0]) if item.pages else None
    return found.moment.date().isoformat() if found is not None and found.sure else ""


def _state(dates: Sequence[Fact], days: tuple[str, str] | None) -> State:
    if days is None:
        return State.OPEN
    first, last = days
    firm = [f for f in dates if f.status is not FactStatus.DISPUTED and _readable(f)]
    if any(f.about != "expires" and f.value[:10] > last for f in firm):
        return State.LATER
    if any(f.about == "expires" and f.value[:10] < first for f in firm):
        return State.ENDED
    return State.IN_FORCE if all(_holds(f, first, last) for f in dates) else State.OPEN


def _holds(fact: Fact, first: str, last: str) -> bool:
    """Whether a date of a rule page surely lets it hold from day ``first`` to day ``last`` (ISO 8601)."""
    day = fact.value[:10]
    if not day[:4].isdigit():
        return fact.about == "published"
    if fact.status is FactStatus.DISPUTED:
        return False
    if fact.about == "effective":
        return day <= first
    return day < first if fact.about == "published" else last <= day


def _yields(story: Story, own: Version, other: Version) -> bool:
    """Whether a version is not the one that held because ``other`` is."""
    if other.state not in (State.IN_FORCE, State.SEEN) or not other.since:
        return False
    if "captured" in (own.by, other.by) and not pages.is_same_document(
        story, own.fact.source.evidence, other.fact.source.evidence
    ):
        # A day that no page prints is too weak where the title does not tell the page either.
        return False
    if own.state in (State.LATER, State.ENDED):
        return True
    if own.state is State.OPEN:
        return _agree(own.fact, other.fact)
    return own.state in (State.IN_FORCE, State.SEEN) and own.since < other.since


def _leaves_out(story: Story, fact: Fact, item: Evidence) -> bool:
    """Whether a file is a later version of a term's whole document that may have held and lacks the term."""
    if item.role is not Role.POLICY or item.id == fact.source.evidence:
        return False
    if not pages.is_same_document(story, fact.source.evidence, item.id):
        return False
    state, since, _, _ = _standing(story, item)
    # A page without a date may be another picture of the same version.
    return state in (State.IN_FORCE, State.SEEN, State.OPEN) and "" < version(story, fact).since < since


def _agree(one: Fact, two: Fact) -> bool:
    """Whether two terms say the same; what one of them leaves unsaid is no difference."""
    left, right = terms.parse(one.value), terms.parse(two.value)
    return all(
        left.get(key, "") == right.get(key, "") or left.get(key) in _UNSAID or right.get(key) in _UNSAID
        for key in left.keys() | right.keys()
    )


@once
def _rivals(story: Story, fact: Fact) -> tuple[Fact, ...]:
    """The same clause as other pages of the folder word it."""
    if not _binds(story, fact):
        return ()
    return tuple(
        other
        for other in _alike(story, fact)
        if _binds(story, other) and not _are_two_clauses(story, fact, other)
    )


@once_a_folder
def _alike(story: Story, fact: Fact) -> tuple[Fact, ...]:
    """The same clause in other files, whichever order these are of."""
    return tuple(
        other
        for other in story.folder.terms(fact.about)
        if other.source.evidence != fact.source.evidence and pages.is_same_clause(story, fact, other)
    )


def _are_two_clauses(story: Story, one: Fact, two: Fact) -> bool:
    """Whether two pictures of one version show two clauses of a kind, each by itself."""
    if version(story, one).since != version(story, two).since:
        return False
    return not (pages.is_numbered_alike(one, two) or pages.is_worded_alike(one, two))


def _binds(story: Story, fact: Fact) -> bool:
    return (
        fact.kind is FactKind.POLICY_TERM
        and fact.order_id in (None, story.order.order_id)
        and story.role_of(fact) is Role.POLICY
    )
