"""Times, clauses and quotations as a finding's words show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from dossier.model import Event, EventKind, Fact, FactKind, Interval, Precision
from dossier.reading import terms
from dossier.rules.grounds import reach
from dossier.rules.grounds.story import Story, Window
from dossier.timeline import sources as side_by_side
from dossier.words import clipped, phrase

_QUOTE = 40


def when(event: Event) -> str:
    """The time of an event as exactly as it is known, never more exactly."""
    return interval(event.when, event.precision)


def interval(known: Interval, precision: Precision) -> str:
    """An interval in words: to the second, to the minute, or from–to."""
    first, last = known.earliest, known.latest
    if first == last:
        return f"{first:%Y-%m-%d %H:%M:%S}"
    if precision is Precision.MINUTE and last - first < timedelta(minutes=1) and first.second == 0:
        return phrase("time.minute", time=f"{first:%Y-%m-%d %H:%M}")
    if precision is Precision.DAY and first.time() == datetime.min.time() and first.date() == last.date():
        return phrase("time.day", time=f"{first:%Y-%m-%d}")
    same_day = first.date() == last.date()
    return phrase(
        "time.range",
        first=f"{first:%Y-%m-%d %H:%M:%S}",
        last=f"{last:%H:%M:%S}" if same_day else f"{last:%Y-%m-%d %H:%M:%S}",
    )


def is_rounded(event: Event) -> bool:
    """Whether an event's time is told to the minute, since its source shows no second."""
    known = event.when
    return known.earliest != known.latest and interval(known, event.precision).count(":") == 1


def moment(known: datetime) -> str:
    """A second, as a deadline or the time of a capture is told."""
    return f"{known:%Y-%m-%d %H:%M:%S}"


def elapsed(story: Story, windows: Sequence[Window], event: Event) -> str:
    """The time from the window's start to an event, as a range of whole seconds."""
    kind = EventKind.ORDERED if windows and windows[0].start == "ordered" else EventKind.PAID
    start = story.one(kind)
    if start is None:
        return ""
    shortest = event.when.earliest - start.when.latest
    longest = event.when.latest - start.when.earliest
    if shortest == longest:
        return span(shortest)
    return phrase("time.between", first=span(max(shortest, timedelta())), last=span(longest))


def span(length: timedelta) -> str:
    """A length of time: 3分31秒, 2小时5分0秒."""
    seconds = int(length.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return sign + phrase("time.span", hours=hours, minutes=minutes, seconds=rest)


def clause(story: Story, fact: Fact) -> str:
    """A published term with its number and its own words, the number not said twice."""
    words = fact.raw.strip()
    if fact.label and terms.clause_number(words) == fact.label:
        words = terms.without_number(words)
    return phrase(
        "premise.clause",
        number=fact.label,
        words=words,
        evidence=fact.source.evidence,
        role=story.role_of(fact).value,
    )


def doubted(story: Story, clauses: Sequence[Fact], text: str) -> str:
    """The words of terms that may not reach the order, with the reasons."""
    reasons = dict.fromkeys(reason for fact in clauses if (reason := reach.doubt(story, fact)))
    why = "，".join(phrase(f"premise.doubt.{reason}") for reason in reasons)
    return phrase("premise.window.unsure", text=text, why=why)


def quote(text: str) -> str:
    """Words of a chat, cut where they run long."""
    return clipped(" ".join(text.split()), _QUOTE)


def words(story: Story, event: Event) -> str:
    """What was said."""
    return next((f.raw for f in map(story.fact, event.facts) if f.kind is FactKind.STATEMENT), "")


def agent(story: Story, event: Event) -> str:
    """Who of the shop said it: the number, else the name, else an empty string."""
    linked = [story.fact(fact) for fact in event.facts]
    for kind in (FactKind.AGENT_ID, FactKind.AGENT_NAME):
        for fact in linked:
            if fact.kind is kind:
                return fact.value
    return ""


def sources(story: Story, event: Event) -> str:
    """Every source of a disputed time: the kind of its file, what it shows, and its number."""
    facts = {fact.id: fact for fact in map(story.fact, event.facts)}
    return "，".join(
        phrase(
            "premise.source",
            name=phrase(f"exhibit.name.{story.role_of(fact)}"),
            time=time,
            evidence=fact.source.evidence,
        )
        for fact, time in side_by_side.shown(event, facts)
    )


def doubtful(story: Story, event: Event, text: str) -> str:
    """Words about an event with what a second reading made of its time."""
    seconds = [fact.second for fact in map(story.fact, event.facts) if fact.second]
    return phrase("premise.doubtful", text=text, second=next(iter(seconds), ""))


def amounts(fees: Sequence[Fact], refunds: Sequence[Fact]) -> str:
    """Fees and refunds as they stand on the pages."""
    return "，".join(f"{fact.label} {fact.raw}".strip() for fact in (*fees, *refunds))


def money(amount: Decimal | None) -> str:
    """An amount with two places, or an empty string."""
    return "" if amount is None else f"{amount:.2f}"
