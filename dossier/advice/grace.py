"""The published window for cancelling free of charge, asked from the day of the advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dossier.model import Event, EventKind, PremiseState
from dossier.rules.grounds import published, standing
from dossier.rules.grounds.requests import requested_inside
from dossier.rules.grounds.story import Story, Window
from dossier.timeline.interval import Answer


@dataclass(frozen=True, slots=True)
class Grace:
    """The windows that may hold, whether the buyer's request lies inside, and when they end.

    ``asked`` is None where nothing was asked; ``end`` is the first second that may be
    the last of a window, None where no start is known; ``seen`` the latest second that
    the folder knows of this order.
    """

    windows: tuple[Window, ...]
    asked: Answer | None
    request: Event | None
    end: datetime | None
    seen: datetime | None

    @property
    def facts(self) -> tuple[str, ...]:
        """The clauses, as facts; a pack's are none."""
        return tuple(window.fact.id for window in self.windows if window.fact is not None)

    @property
    def sure(self) -> bool:
        """Whether the windows surely cover the order."""
        return all(window.sure for window in self.windows)

    @property
    def free(self) -> bool:
        """Whether the clauses grant the whole price in words."""
        return all(window.free for window in self.windows)

    def may_be_open(self, today: date) -> bool:
        """Whether a window may still be open on a day: nothing knows the minute."""
        if self.end is None or (self.seen is not None and self.seen > self.end):
            return False
        return self.end.date() >= today


_ANSWERS = {
    PremiseState.SHOWN: Answer.YES,
    PremiseState.CONTRADICTED: Answer.NO,
    PremiseState.UNCERTAIN: Answer.UNKNOWN,
    PremiseState.MISSING: None,
}


def of(story: Story) -> Grace | None:
    """The folder's windows, else the named pack's; None where there is neither."""
    windows = published.windows(story) or story.named
    if not windows:
        return None
    premise, request = requested_inside(story, windows)
    return Grace(windows, _ANSWERS[premise.state], request, _end(story, windows), _seen(story))


def _end(story: Story, windows: tuple[Window, ...]) -> datetime | None:
    """The strictest end: a buyer who keeps it is never late."""
    ends = [
        start.when.earliest + window.length
        for window in windows
        for start in standing.starts(story, (window,))
    ]
    return min(ends, default=None)


def _seen(story: Story) -> datetime | None:
    known = (event.when.earliest for event in story.of(*EventKind) if standing.told(event))
    return max(known, default=None)
