"""What each source of an event shows, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model import Event, Fact, FactKind
from dossier.reading import calendar


def shown(event: Event, facts: Mapping[str, Fact]) -> tuple[tuple[Fact, str], ...]:
    """The times that sources show for an event, in the order of time, where they are not all the same.

    Each with its words: the clock alone where all are of one day, else day and clock.

    Args:
        event: of the timeline.
        facts: all facts by id.
    """
    times = [facts[name] for name in event.facts if name in facts]
    times = [fact for fact in times if fact.kind is FactKind.TIMESTAMP and calendar.is_complete(fact.value)]
    if len({fact.value for fact in times}) < 2:  # noqa: PLR2004 - nothing to compare
        return ()
    parts = [part for fact in times for part in fact.value.split("/")]
    clocks_alone = len({part[:10] for part in parts}) == 1 and all(map(calendar.has_clock, parts))
    times.sort(key=lambda fact: (calendar.interval(fact.value).earliest, fact.value))
    words = _clock if clocks_alone else _day_and_clock
    return tuple((fact, "–".join(map(words, fact.value.split("/")))) for fact in times)


def _clock(value: str) -> str:
    return value.partition("T")[2].removesuffix("+08:00")


def _day_and_clock(value: str) -> str:
    return f"{value[:10]} {_clock(value)}".strip()
