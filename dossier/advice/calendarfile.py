"""The dates as an iCalendar file (RFC 5545): all-day events with an alarm on the morning before.

A last day that takes preparing has one a month before, too.

The same advice gives the same bytes: UIDs are hashes of order and kind, so a file
made later replaces the dates that a calendar took from an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dossier.errors import DossierError, NotWritten
from dossier.intake.capture import CHINA
from dossier.staging import drafts

PRODUCT = "-//dossier//advise//ZH"
_LONGEST = 75
_ALARM = "-PT15H"
"""Nine in the morning of the day before: an all-day event begins at midnight."""
_EARLY = "-P29DT15H"
"""Nine in the morning of the thirtieth day before."""
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
_OURS = "\r\n".join(_HEAD).encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One day: ``kind`` and ``order`` tell it from every other, ``title`` and ``note`` are for a person.

    ``early`` says that the morning before would be too late to begin.
    """

    order: str
    kind: str
    day: date
    title: str
    note: str
    early: bool = False


def text(entries: Sequence[Entry], today: date) -> str:
    """The file's text, with CRLF and lines of at most 75 octets."""
    lines = [*_HEAD, *(line for entry in entries for line in _event(entry, today)), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def write(path: Path, entries: Sequence[Entry], today: date, evidence: Path) -> None:
    """Write the file whole, or leave what is there alone.

    Args:
        path: where; a calendar that this program wrote may be replaced, nothing else.
        entries: the days.
        today: the day of the advice.
        evidence: the folder of originals, into which nothing is written.

    Raises:
        DossierError: the place holds something else, or lies in the evidence.
        NotWritten: the disk refused.
    """
    place = path.resolve()
    if evidence.resolve() in place.parents:
        raise DossierError("calendar-in-evidence", path=str(path))
    if (place.exists() and not _is_ours(place)) or path.is_symlink():
        raise DossierError("calendar-not-ours", path=str(path))
    try:
        drafts.replace(place, text(entries, today).encode(), "calendar")
    except OSError as error:
        raise NotWritten("calendar-not-written", path=str(path), why=error.strerror or str(error)) from error


def _is_ours(place: Path) -> bool:
    try:
        with place.open("rb") as stream:
            return stream.read(len(_OURS)) == _OURS
    except OSError:
        return False


def _event(entry: Entry, today: date) -> Iterator[str]:
    stamp = datetime.combine(today, time(), CHINA).astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(entry)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    yield f"DESCRIPTION:{_escaped(entry.note)}"
    yield "TRANSP:TRANSPARENT"
    for trigger in (_EARLY, _ALARM) if entry.early else (_ALARM,):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(entry.title)}"
        yield f"TRIGGER:{trigger}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _uid(entry: Entry) -> str:
    digest = hashlib.sha256(f"{entry.order}\n{entry.kind}".encode()).hexdigest()
    return f"{digest[:32]}@dossier"


def _escaped(value: str) -> str:
    flat = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = ("".join(c for c in line if c.isprintable() or c == "\t") for line in flat.splitlines())
    return "\\n".join(lines)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character torn; the later ones begin with a blank."""
    piece, used = "", 0
    for char in line:
        size = len(char.encode())
        if used + size > _LONGEST:
            yield piece
            piece, used = " ", 1
        piece += char
        used += size
    yield piece
