"""The journal's clock, read at the edge and handed on."""

from __future__ import annotations

import os
from datetime import UTC, datetime

_EPOCH = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """This moment in UTC; what ``SOURCE_DATE_EPOCH`` says (seconds since 1970), where it says a time."""
    try:
        return datetime.fromtimestamp(int(os.environ[_EPOCH]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def written(moment: datetime) -> str:
    """A moment as a line of the journal has it: UTC, to the second.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
