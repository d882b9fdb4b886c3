"""The events of an order as entries of the story: numbered like the packet's timeline, in the page's words.

An entry tells a row of the packet's timeline: what one sentence says, or reminders
in a row.  It holds what the table below the figure shows; the figure itself takes
its marks from the same entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.model import Actor, Case, Event, EventKind, Fact, FactKind, Finding, Interval, Precision, Verdict
from dossier.packet.figures import timeline_shown
from dossier.packet.view import grouping
from dossier.packet.view.grouping import Group
from dossier.review.story.citing import Cited, cited
from dossier.timeline import sources
from dossier.words import phrase

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is not certain of an event.

    ``name`` is one of ``disputed`` ``doubtful`` ``assumed`` ``hedged`` ``machine``
    ``conflicts``, for classes; ``short`` a few words, ``why`` a sentence.
    """

    name: str
    short: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered entry.

    ``anchor`` is its id on the page (``T3``; ``T3-2`` where another order's story has the same
    event), ``more`` are ids of further events that it tells.  ``time`` is the time in words,
    never finer than it is known; ``earliest`` and ``latest`` are ISO 8601.  ``side`` is buyer,
    platform and so on, ``who`` the same with the agent; ``name`` what happened, ``words`` what
    was said, as it stands on the pages.  ``breach`` says that a departure rests on it.
    """

    number: int
    anchor: str
    more: tuple[str, ...]
    actor: Actor
    side: str
    who: str
    time: str
    earliest: str
    latest: str
    name: str
    words: tuple[str, ...]
    flags: tuple[Flag, ...]
    cited: tuple[Cited, ...]
    breach: bool
    group: Group


def of(
    case: Case, own: Sequence[Event], findings: Sequence[Finding], lang: str, taken: set[str]
) -> list[Entry]:
    """The entries of one order, numbered from 1 as in the packet.

    Args:
        case: with the facts and files that the events rest on.
        own: the order's events, in their order.
        findings: the order's findings.
        lang: ``zh`` or ``en``.
        taken: the ids that the page has already; those of the entries are added.
    """
    facts = {fact.id: fact for fact in case.facts}
    groups = grouping.of(own, facts, findings)
    numbers = {event.id: number for number, group in enumerate(groups, 1) for event in group}
    grave = {
        event
        for finding in findings
        if finding.verdict is Verdict.BREACH
        for premise in finding.premises
        for event in premise.events
    }
    return [
        Entry(
            number=number,
            anchor=_anchor(group[0].id, taken),
            more=tuple(_anchor(event.id, taken) for event in group[1:]),
            actor=group[0].actor,
            side=phrase(f"actor.{group[0].actor}", lang),
            who=_who(group, facts, lang),
            time=_time(group, lang),
            earliest=timeline_shown.when(group).earliest.isoformat(),
            latest=timeline_shown.when(group).latest.isoformat(),
            name=_name(group, lang) + _also(group, lang),
            words=_words(group, facts),
            flags=tuple(_flags(group, facts, numbers, lang)),
            cited=cited(case, [fact for event in group for fact in event.facts], lang),
            breach=any(event.id in grave for event in group),
            group=group,
        )
        for number, group in enumerate(groups, 1)
    ]


def interval(known: Interval, precision: Precision, lang: str) -> str:
    """An interval in words: to the second, to the minute, to the day, or from–to."""
    first, last = known.earliest, known.latest
    if first == last:
        return phrase("told.time.second", lang, time=f"{first:%Y-%m-%d %H:%M:%S}")
    seconds = (last - first).total_seconds()
    same_day = first.date() == last.date()
    if precision is Precision.MINUTE and first.second == 0 and seconds < _MINUTE:
        return phrase("told.time.minute", lang, time=f"{first:%Y-%m-%d %H:%M}")
    if precision is Precision.DAY and same_day and f"{first:%H%M%S}" == "000000":
        return phrase("told.time.day", lang, time=f"{first:%Y-%m-%d}")
    return phrase(
        "told.time.range",
        lang,
        first=f"{first:%Y-%m-%d %H:%M:%S}",
        last=f"{last:%H:%M:%S}" if same_day else f"{last:%Y-%m-%d %H:%M:%S}",
    )


def _anchor(event: str, taken: set[str]) -> str:
    """An id that the page has not: an event of no order stands in the story of each."""
    name, count = event, 1
    while name in taken:
        count += 1
        name = f"{event}-{count}"
    taken.add(name)
    return name


def _time(group: Group, lang: str) -> str:
    precision = Precision.SECOND if grouping.is_reminders(group) else group[0].precision
    return interval(timeline_shown.when(group) if group[1:] else group[0].when, precision, lang)


def _name(group: Group, lang: str) -> str:
    event = group[0]
    if grouping.is_reminders(group):
        return phrase("told.chased", lang, count=len(group))
    if grouping.is_machine(event):
        return phrase("told.event.answered", lang)
    return phrase("told.event.hedged" if event.hedged else f"told.event.{event.kind}", lang)


def _also(group: Group, lang: str) -> str:
    """What else the same sentence does."""
    others = dict.fromkeys(
        phrase(f"told.event.{one.kind}", lang)
        for one in group[1:]
        if not one.hedged and one.kind not in (EventKind.CHASED, group[0].kind)
    )
    return phrase("told.also", lang, others=phrase("told.joint", lang).join(others)) if others else ""


def _who(group: Group, facts: Mapping[str, Fact], lang: str) -> str:
    """The side, and of the shop which agent: the number, else the name."""
    own = [facts[fact] for fact in group[0].facts if fact in facts and facts[fact].about != "robot"]
    agents = [f.value for kind in (FactKind.AGENT_ID, FactKind.AGENT_NAME) for f in own if f.kind is kind]
    side = phrase(f"actor.{group[0].actor}", lang)
    return phrase("told.agent", lang, side=side, agent=agents[0]) if agents else side


def _words(group: Group, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What was said, each sentence once."""
    own = [facts[fact] for event in group for fact in event.facts if fact in facts]
    return tuple(dict.fromkeys(" ".join(f.raw.split()) for f in own if f.kind is FactKind.STATEMENT))


def _flags(group: Group, facts: Mapping[str, Fact], numbers: Mapping[str, int], lang: str) -> Iterator[Flag]:
    """What is not certain of an entry, the gravest first; a sentence of several events is told once."""
    for name in ("conflicts", "disputed", "doubtful", "assumed", "hedged"):
        event = next((one for one in group if getattr(one, name)), None)
        if event is None:
            continue
        own = [facts[fact] for fact in event.facts if fact in facts]
        machine = name == "hedged" and any(fact.about == "robot" for fact in own)
        shown = "machine" if machine else name
        values = {
            "disputed": {"sources": _sources(event, facts, lang)},
            "assumed": {"anchor": _completed(own, lang)},
            "conflicts": {"others": _others(event, numbers, lang)},
        }.get(name, {})
        why = phrase(f"told.flag.{shown}.why", lang, **values)
        yield Flag(shown, phrase(f"told.flag.{shown}", lang), why)


def _sources(event: Event, facts: Mapping[str, Fact], lang: str) -> str:
    told = (
        phrase("told.source", lang, number=fact.source.evidence.removeprefix("E"), time=time)
        for fact, time in sources.shown(event, facts)
    )
    return phrase("told.joint", lang).join(dict.fromkeys(told))


def _completed(own: Sequence[Fact], lang: str) -> str:
    """What a day that the page does not show was taken from."""
    anchors = dict.fromkeys(fact.anchor for fact in own if fact.kind is FactKind.TIMESTAMP and fact.anchor)
    return phrase("told.joint", lang).join(phrase(f"anchor.{anchor}", lang) for anchor in anchors)


def _others(event: Event, numbers: Mapping[str, int], lang: str) -> str:
    """The entries with which an event cannot stand; of an order apart they have no number here."""
    known = sorted({numbers[other] for other in event.conflicts if other in numbers})
    told = [phrase("told.rests", lang, number=number) for number in known]
    return phrase("told.joint", lang).join(told) or phrase("told.flag.others", lang)
