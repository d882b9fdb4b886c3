"""The calendar file: read back as RFC 5545 says, and never in another file's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dossier.advice import calendarfile
from dossier.advice.calendarfile import Entry
from dossier.errors import DossierError, NotWritten

TODAY = date(2026, 9, 24)
LONG = "某某平台承诺的退款期限，" * 12
ENTRIES = (
    Entry("CM20240512001", "refund-due", date(2026, 9, 30), "退款期限 CM20240512001", LONG),
    Entry("CM20240512001", "limit", date(2026, 12, 31), "最后一天; 逗号, 反斜杠\\", "第一行\n第二行"),
)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(text: str) -> list[dict[str, str]]:
    """The events' own properties, alarms left out; names without their parameters."""
    found: list[dict[str, str]] = []
    depth: list[str] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            depth.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert depth.pop() == value
        elif depth[-1] == "VEVENT":
            found[-1][name.partition(";")[0]] = value
    assert depth == []
    return found


def plain(value: str) -> str:
    """A text value without its escapes."""
    kept, rest = "", iter(value)
    for char in rest:
        kept += {"n": "\n"}.get(after := next(rest), after) if char == "\\" else char
    return kept


def test_it_reads_back() -> None:
    found = events(calendarfile.text(ENTRIES, TODAY))
    assert [(e["DTSTART"], e["DTEND"]) for e in found] == [("20260930", "20261001"), ("20261231", "20270101")]
    assert [plain(e["SUMMARY"]) for e in found] == [entry.title for entry in ENTRIES]
    assert [plain(e["DESCRIPTION"]) for e in found] == [entry.note for entry in ENTRIES]


def test_the_stamp_is_midnight_in_china() -> None:
    assert {e["DTSTAMP"] for e in events(calendarfile.text(ENTRIES, TODAY))} == {"20260923T160000Z"}


def test_no_line_is_longer_than_75_octets_and_no_character_is_torn() -> None:
    lines = calendarfile.text(ENTRIES, TODAY).encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    assert any(line.startswith(b" ") for line in lines)


def test_every_event_has_its_alarm() -> None:
    lines = unfolded(calendarfile.text(ENTRIES, TODAY))
    assert lines.count("BEGIN:VALARM") == lines.count("BEGIN:VEVENT") == len(ENTRIES)
    assert lines.count("TRIGGER:-PT15H") == len(ENTRIES)


def test_uids_stay_and_tell_events_apart() -> None:
    first = [e["UID"] for e in events(calendarfile.text(ENTRIES, TODAY))]
    moved = tuple(replace(entry, day=date(2027, 1, 4), title="另一天") for entry in ENTRIES)
    assert [e["UID"] for e in events(calendarfile.text(moved, date(2026, 10, 9)))] == first
    assert len(set(first)) == len(ENTRIES)
    other = replace(ENTRIES[0], order="CM20240512002")
    assert events(calendarfile.text((other,), TODAY))[0]["UID"] not in first
    # An order's number is private: it is hashed.
    assert not any("CM2024" in uid for uid in first)


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    return folder


def test_the_same_bytes_each_time_and_our_own_file_is_replaced(tmp_path: Path, evidence: Path) -> None:
    place = tmp_path / "日期.ics"
    calendarfile.write(place, ENTRIES, TODAY, evidence)
    once = place.read_bytes()
    calendarfile.write(place, ENTRIES[:1], TODAY, evidence)
    assert place.read_bytes() != once
    calendarfile.write(place, ENTRIES, TODAY, evidence)
    assert place.read_bytes() == once
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [place.name]


@pytest.mark.parametrize(
    "content",
    [b"", b"my notes", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n"],
)
def test_another_file_is_left_alone(tmp_path: Path, evidence: Path, content: bytes) -> None:
    place = tmp_path / "mine.ics"
    place.write_bytes(content)
    with pytest.raises(DossierError) as caught:
        calendarfile.write(place, ENTRIES, TODAY, evidence)
    assert caught.value.code == "calendar-not-ours"
    assert place.read_bytes() == content


def test_a_folder_is_left_alone(tmp_path: Path, evidence: Path) -> None:
    with pytest.raises(DossierError) as caught:
        calendarfile.write(tmp_path, ENTRIES, TODAY, evidence / "..")
    assert caught.value.code in {"calendar-not-ours", "calendar-in-evidence"}


def test_nothing_is_written_into_the_evidence(evidence: Path) -> None:
    for place in (evidence / "a.ics", evidence / "deep" / ".." / "a.ics"):
        with pytest.raises(DossierError) as caught:
            calendarfile.write(place, ENTRIES, TODAY, evidence)
        assert caught.value.code == "calendar-in-evidence"
    assert list(evidence.iterdir()) == []


def test_a_place_that_is_not_there_is_told(tmp_path: Path, evidence: Path) -> None:
    with pytest.raises(NotWritten) as caught:
        calendarfile.write(tmp_path / "no" / "a.ics", ENTRIES, TODAY, evidence)
    assert caught.value.code == "calendar-not-written"


def test_a_last_day_that_takes_preparing_rings_a_month_before_and_on_the_eve() -> None:
    """Minus 29 days and 15 hours from midnight is nine in the morning of the thirtieth day before."""
    lines = unfolded(calendarfile.text([replace(ENTRIES[1], early=True)], TODAY))
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P29DT15H", "TRIGGER:-PT15H"]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 2
