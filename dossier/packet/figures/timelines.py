"""The figure of an order's timeline, made of the events that its table tells."""

from __future__ import annotations

from datetime import timedelta

from reportlab.platypus import Flowable

from dossier.packet.figures import timeline_shown
from dossier.packet.figures.timeline_figure import FigureEvent, FigureWindow, TimelineFigure
from dossier.packet.view import View, grouping
from dossier.packet.view.grouping import Group
from dossier.packet.view.orders import OrderView
from dossier.words import phrase

_LANES = ("buyer", "platform", "payment")


class Timeline:
    """Makes the figure of one order, anew at each call."""

    def __init__(self, seen: View, order: OrderView) -> None:
        self._seen = seen
        self._order = order

    def __call__(self) -> list[Flowable]:
        """The figure; none of a single event."""
        groups = self._order.groups
        if len(groups) < 2:  # noqa: PLR2004 - a single point is no line
            return []
        names = {lane: phrase(f"figure.lane.{lane}") for lane in (*_LANES, "unknown")}
        events = [self._event(number, group, names) for number, group in enumerate(groups, 1)]
        lanes = [names[lane] for lane in (*_LANES, "unknown") if any(e.lane == names[lane] for e in events)]
        note, short = phrase("figure.note"), phrase("figure.note.badges")
        return [TimelineFigure(events, self._windows(), lanes, elapsed, note=note, short_note=short)]

    def _event(self, number: int, group: Group, names: dict[str, str]) -> FigureEvent:
        event = group[0]
        text = phrase("event.hedged" if event.hedged else f"event.{event.kind}")
        if grouping.is_machine(event):
            text = phrase("event.answered")
        if grouping.is_reminders(group):
            text = phrase("figure.chased", count=len(group))
        when = timeline_shown.when(group)
        return FigureEvent(
            number=number,
            lane=names[event.actor],
            earliest=when.earliest,
            latest=when.latest,
            text=text,
            time_text=timeline_shown.short(when, event.precision),
            anchor=f"event-{event.id}",
            emphasised=timeline_shown.is_emphasised(event),
        )

    def _windows(self) -> list[FigureWindow]:
        shade = timeline_shown.window(self._seen.case, self._order.order)
        if shade is None:
            return []
        label = phrase("figure.window", minutes=shade.minutes, end=f"{shade.end:%H:%M:%S}")
        return [FigureWindow(shade.start, shade.end, label)]


def elapsed(length: timedelta) -> str:
    """The time between neighbours in words."""
    seconds = int(length.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    return phrase("figure.elapsed", days=days, hours=hours, minutes=minutes, seconds=seconds)
