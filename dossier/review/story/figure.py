"""The timeline as a figure of the page, in two shapes: across for a wide page, down for a narrow one.

The style sheet shows the one that fits.  Every event is a link to its entry in the
list below, named in full for those who hear the page; all other lines and words of the
figure are left out for them, since the list tells the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from dossier.model import Actor, Case, Order
from dossier.packet.figures import timeline_shown
from dossier.packet.figures.timeline_row import FigureEvent, FigureWindow
from dossier.review.story import across, down
from dossier.review.story.events import Entry
from dossier.review.story.marks import Mark, Marks
from dossier.words import CHINESE, phrase

_LANES = (Actor.BUYER, Actor.PLATFORM, Actor.PAYMENT, Actor.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of one order: drawn across, drawn down, and the line below each."""

    wide: Markup
    narrow: Markup
    note: str
    note_narrow: str


def of(case: Case, order: Order, entries: Sequence[Entry], lang: str) -> Figure | None:
    """The figure of an order; None of fewer than two entries, which make no line.

    Args:
        case: with the rules that publish a window.
        order: whose timeline it is.
        entries: its entries, see :func:`dossier.review.story.events.of`.
        lang: ``zh`` or ``en``.
    """
    if len(entries) < 2:  # noqa: PLR2004 - a single point is no line
        return None
    marks = Marks(
        marks=tuple(_mark(entry, lang) for entry in entries),
        windows=_windows(case, order, lang),
        lanes=tuple(
            phrase(f"actor.{actor}", lang) for actor in _LANES if any(e.actor is actor for e in entries)
        ),
        label=phrase("told.figure", lang, number=order.order_id, count=len(entries)),
    )

    def elapsed(length: timedelta) -> str:
        return _elapsed(length, lang)

    red = phrase("told.figure.note.breach", lang) if any(entry.breach for entry in entries) else ""
    joint = "" if lang == CHINESE else " "
    return Figure(
        across.drawn(marks, elapsed),
        down.drawn(marks, elapsed),
        joint.join(filter(None, (phrase("told.figure.note", lang), red))),
        joint.join(filter(None, (phrase("told.figure.note.narrow", lang), red))),
    )


def _mark(entry: Entry, lang: str) -> Mark:
    first = entry.group[0]
    when = timeline_shown.when(entry.group)
    flags = phrase("told.joint", lang).join(flag.short for flag in entry.flags)
    return Mark(
        event=FigureEvent(
            number=entry.number,
            lane=entry.side,
            earliest=when.earliest,
            latest=when.latest,
            text=entry.name,
            time_text=timeline_shown.short(when, first.precision),
            anchor=entry.anchor,
            emphasised=entry.breach or timeline_shown.is_emphasised(first),
        ),
        label=phrase(
            "told.figure.mark",
            lang,
            number=entry.number,
            who=entry.side,
            text=entry.name,
            time=entry.time,
            flags=flags,
        ),
        unsure=bool(entry.flags),
        breach=entry.breach,
    )


def _windows(case: Case, order: Order, lang: str) -> tuple[FigureWindow, ...]:
    shade = timeline_shown.window(case, order)
    if shade is None:
        return ()
    label = phrase("told.figure.window", lang, minutes=shade.minutes, end=f"{shade.end:%H:%M:%S}")
    return (FigureWindow(shade.start, shade.end, label),)


def _elapsed(length: timedelta, lang: str) -> str:
    """The time between neighbours in words."""
    seconds = int(length.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    values = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
    return phrase("told.figure.elapsed", lang, **values).strip()
