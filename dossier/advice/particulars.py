"""What a message may name: the order's number, the goods and a moment, each only where it is certain."""

from __future__ import annotations

from datetime import date, timedelta

from dossier.casefile import CaseFile
from dossier.intake.capture import CHINA
from dossier.model import Case, Event, FactKind, FactStatus
from dossier.rules.grounds.story import Story
from dossier.words import phrase

_LONGEST = 16
"""Signs of a name that is still typed without trouble."""
_MINUTE = timedelta(minutes=1)


def certain(case: Case, said: CaseFile, number: str) -> bool:
    """Whether an order's number was told by the person, or read without doubt in some place."""
    return bool(number) and (
        said.order == number
        or any(
            f.kind is FactKind.ORDER_ID
            and f.value == number
            and f.status is not FactStatus.DISPUTED
            and not (f.assumed or f.hedged or f.cut)
            for f in case.facts
        )
    )


def product(story: Story) -> str:
    """The name of the goods as one page has it and no other gainsays, or ""."""
    names = [
        f.value.strip()
        for f in story.own(FactKind.PRODUCT)
        if f.status is not FactStatus.DISPUTED and not (f.hedged or f.cut)
    ]
    if not names or len(names) < len(story.own(FactKind.PRODUCT)):
        return ""
    shortest = min(names, key=len)
    return shortest if len(shortest) <= _LONGEST and all(shortest in name for name in names) else ""


def moment(event: Event) -> str:
    """The day and the minute (Asia/Shanghai), or "" where they are not certain."""
    loose = event.disputed or event.doubtful or event.assumed or event.conflicts
    if loose or event.when.latest - event.when.earliest >= _MINUTE:
        return ""
    local = event.when.earliest.astimezone(CHINA)
    return f"{day(local.date())}{local:%H:%M}"


def day(value: date) -> str:
    """A day as Chinese letters write it."""
    return phrase("letter.day", year=value.year, month=value.month, day=value.day)
