"""Which articles may be cited on the day of the advice."""

from __future__ import annotations

from datetime import date

from dossier import law


def printable(today: date, *ids: str) -> tuple[str, ...]:
    """Those of the ids that may be printed as law in force on a day.

    Raises:
        UnknownLawError: the register has no such id, which is a mistake of ours.
    """
    register = law.load()
    return tuple(key for key in ids if register.printable(key, today))


def first(today: date, *ids: str) -> tuple[str, ...]:
    """The first of the ids that may be printed, alone; empty where none may."""
    return printable(today, *ids)[:1]
