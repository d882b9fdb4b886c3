"""Where to turn to, in order: the agent, a supervisor, the platform, then one place outside.

The market authority comes before the consumer association, because its times are
fixed and it takes nothing that the association took already; both at once would
cost one of them.  Which it is stays the buyer's choice, and one that was made is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier.advice import citing, clocks, filing
from dossier.advice.filing import Filing
from dossier.advice.model import Position, Rung, Situation, State
from dossier.casefile import CaseFile
from dossier.model import EventKind
from dossier.rules.grounds.story import Story

_SETTLED = (Situation.UNPAID, Situation.REFUNDED, Situation.FULLY, Situation.UNKNOWN)
_ANSWERED = (
    EventKind.CANCEL_REFUSED,
    EventKind.CANCEL_ACCEPTED,
    EventKind.REFUND_PROMISED,
    EventKind.ANSWERED,
)


def of(
    story: Story, position: Position, said: CaseFile, today: date, *, arguable: bool, late: bool = False
) -> tuple[Rung, ...]:
    """The rungs for one order; none where there is nothing to argue about.

    ``arguable`` says that there is something to complain of; without it the ladder ends
    at the platform; ``late`` that the market authority's three years are over.
    """
    if position.situation in _SETTLED:
        return ()
    return tuple(_rungs(story, position, said, today, arguable=arguable, late=late))


def _rungs(
    story: Story, position: Position, said: CaseFile, today: date, *, arguable: bool, late: bool
) -> Iterator[Rung]:
    answered = [e.id for e in story.of(*_ANSWERED)] or list(position.rests if position.word else ())
    filed = filing.read(said).places
    unsettled = position.situation in clocks.CHALLENGED and arguable
    yield Rung("agent", "done" if unsettled or filed else "now", tuple(answered))
    if not filed:
        higher: State = "now" if unsettled else "later"
        yield Rung("supervisor", higher, law=citing.printable(today, "XFT-44"))
        yield Rung("platform", "later", law=citing.printable(today, "DS-59", "DS-61"))
        if not arguable:
            return
    if "market" in filed:
        yield Rung("market-filed", _waits(filed["market"]), law=citing.printable(today, "TS-15", "TS-23"))
    elif "association" in filed:
        yield Rung(
            "association", _waits(filed["association"]), law=citing.printable(today, "XFT-45", "XF-39")
        )
    elif "court" not in filed:
        if late:
            yield Rung("market-late", "later", law=citing.printable(today, "TS-16"))
        else:
            yield Rung("market", "later", law=citing.printable(today, "TS-8", "TS-16"))
        yield Rung("association-instead", "later", law=citing.printable(today, "XFT-45"))
    last: State = "now" if "court" in filed or filing.read(said).ended else "later"
    yield Rung("court", last, law=citing.printable(today, "XF-39", "TS-25"))


def _waits(place: Filing) -> State:
    """Whether a place that was turned to still has the matter."""
    return "done" if place.ended else "now"
