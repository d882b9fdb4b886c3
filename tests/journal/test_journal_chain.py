"""Lines on the disk: written once, bound to each other, never in a foreign file."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from chains import TIME, chained, data
from hypothesis import given
from hypothesis import strategies as st

from dossier.intake.walk import walk
from dossier.journal import chain, check, clock, head_of, line
from dossier.journal.chain import Entry, State
from dossier.journal.line import Broken, Line

ROOT = Path(__file__).resolve().parents[2]


def add(folder: Path, *whats: str, now: datetime) -> chain.Kept:
    return chain.append(folder, lambda _: [Entry(what, {"字": what}) for what in whats], now)


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(raw) for raw in (folder / chain.NAME).read_bytes().splitlines()]


def test_lines_are_numbered_timed_and_bound_to_the_line_before(folder: Path, noon: datetime) -> None:
    assert add(folder, "read", "built", now=noon) == chain.Kept(State.KEPT, 2)
    assert add(folder, "verified", now=noon.astimezone(timezone(timedelta(hours=8)))).added == 1
    raws = (folder / chain.NAME).read_bytes().split(b"\n")
    assert raws.pop() == b""
    told = [json.loads(raw) for raw in raws]
    assert [one["sequence"] for one in told] == [1, 2, 3]
    assert [one["what"] for one in told] == ["read", "built", "verified"]
    assert {one["time"] for one in told} == {"2024-06-03T12:00:00Z"}
    assert [one["previous"] for one in told] == [
        "0" * 64,
        hashlib.sha256(raws[0]).hexdigest(),
        hashlib.sha256(raws[1]).hexdigest(),
    ]
    for raw, one in zip(raws, told, strict=True):
        own = one.pop("sha256")
        content = json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert own == hashlib.sha256(content.encode()).hexdigest()
        assert "字" in raw.decode()
    assert check(folder, folder / "none") == ()


def test_where_no_case_file_lies_nothing_is_added(tmp_path: Path, noon: datetime) -> None:
    assert add(tmp_path, "read", now=noon).state is State.NOT_WANTED
    assert list(tmp_path.iterdir()) == []
    assert head_of(tmp_path) is None


def test_nothing_to_tell_makes_no_file(folder: Path, noon: datetime) -> None:
    assert add(folder, now=noon) == chain.Kept(State.KEPT)
    assert not (folder / chain.NAME).exists()


def test_what_stands_there_stays_byte_for_byte(folder: Path, noon: datetime) -> None:
    path = folder / chain.NAME
    for _ in range(3):
        before = path.read_bytes() if path.exists() else b""
        add(folder, "read", now=noon)
        assert path.read_bytes().startswith(before)


@pytest.mark.parametrize("cut", [1, 2, 30, 64, 200])
def test_half_a_line_is_closed_told_of_and_chained_over(folder: Path, noon: datetime, cut: int) -> None:
    whole = data(chained(3))
    torn = whole[: len(whole) - 1 - cut]
    (folder / chain.NAME).write_bytes(torn)
    assert [d.code for d in check(folder, folder / "none")] == ["journal-torn"]
    assert add(folder, "read", now=noon).state is State.KEPT
    after = (folder / chain.NAME).read_bytes()
    assert after.startswith(torn + b"\n")
    half, resumed, read = chain.of(after).pieces[2:]
    assert isinstance(half, Broken)
    assert isinstance(resumed, Line)
    assert isinstance(read, Line)
    assert (resumed.what, resumed.sequence, resumed.previous) == ("resumed", 4, half.hash)
    assert (read.what, read.sequence, read.previous) == ("read", 5, resumed.hash)
    assert check(folder, folder / "none") == ()
    # The half line is vouched for from now on: it can no more be changed than any other.
    (folder / chain.NAME).write_bytes(after.replace(half.raw + b"\n", half.raw[:-1] + b"\n"))
    assert [(d.code, d.detail) for d in check(folder, folder / "none")] == [("journal-damaged", "3")]


def test_a_line_that_lacks_its_newline_alone_is_taken_as_it_is(folder: Path, noon: datetime) -> None:
    (folder / chain.NAME).write_bytes(data(chained(2))[:-1])
    add(folder, "read", now=noon)
    assert [one.what for one in chain.of((folder / chain.NAME).read_bytes()).lines][2:] == ["read"]
    assert check(folder, folder / "none") == ()


def test_writing_on_behind_a_damaged_line_does_not_heal_it(folder: Path, noon: datetime) -> None:
    raw = data(chained(3))
    (folder / chain.NAME).write_bytes(raw[:-30] + b"!" + raw[-29:])
    assert add(folder, "read", now=noon).state is State.KEPT
    assert lines_after(folder) == [4]
    assert [(d.code, d.detail) for d in check(folder, folder / "none")] == [("journal-damaged", "3")]


def lines_after(folder: Path) -> list[int]:
    found = chain.load(folder)
    assert found is not None
    return [one.sequence for one in found.lines if one.sequence > 2]


FOREIGN = {
    "chat": '{"time":"2024-05-12 14:03","from":"买家","text":"请取消订单"}\n{"time":"…"}\n'.encode(),
    "json": b'{"a":1}\n',
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "speaks of ours": b'{"text":"' + b"x" * 300 + b'"schema":"dossier-journal/1"}\n',
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_of_the_name_is_evidence_and_never_touched(
    folder: Path, noon: datetime, name: str
) -> None:
    path = folder / chain.NAME
    path.write_bytes(FOREIGN[name])
    assert [found.path for found in walk(folder)[0]] == [chain.NAME]
    kept = add(folder, "read", now=noon)
    assert kept.state is State.FOREIGN
    assert chain.NAME in kept.told("zh")
    assert path.read_bytes() == FOREIGN[name]
    assert head_of(folder) is None
    assert check(folder, folder / "none") == ()


@pytest.mark.parametrize("start", [b"", b'{"previous":"0', data(chained(1)), data(chained(3)[1:])])
def test_a_journal_cut_or_damaged_is_still_ours_and_no_evidence(folder: Path, start: bytes) -> None:
    (folder / chain.NAME).write_bytes(start)
    assert walk(folder) == ((), ())


def test_any_flipped_bit_of_the_first_line_leaves_it_ours() -> None:
    start = data(chained(1))[: line.ENOUGH]
    for place in range(len(start)):
        for bit in range(8):
            flipped = start[:place] + bytes([start[place] ^ 1 << bit]) + start[place + 1 :]
            assert line.is_ours(flipped)


def test_a_journal_in_a_sub_folder_is_evidence(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / chain.NAME).write_bytes(data(chained(1)))
    assert [found.path for found in walk(folder)[0]] == ["sub/journal.jsonl"]


def test_no_link_is_followed(folder: Path, tmp_path: Path, noon: datetime) -> None:
    target = tmp_path / "elsewhere.jsonl"
    target.write_bytes(data(chained(1)))
    (folder / chain.NAME).symlink_to(target)
    assert add(folder, "read", now=noon).state is State.FOREIGN
    assert target.read_bytes() == data(chained(1))
    (folder / chain.NAME).unlink()
    (folder / chain.NAME).symlink_to(tmp_path / "nowhere")
    assert add(folder, "read", now=noon).state is State.FOREIGN
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_the_name_is_left_alone(folder: Path, noon: datetime) -> None:
    (folder / chain.NAME).mkdir()
    assert add(folder, "read", now=noon).state is State.FOREIGN
    assert chain.load(folder) is None


def test_a_folder_that_cannot_be_written_to_fails_nothing(
    folder: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    kept = add(folder, "read", now=noon)
    assert (kept.state, kept.why) == (State.UNWRITABLE, "Permission denied")
    assert "Permission denied" in kept.told("en")


AS_NOBODY = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from dossier.journal import chain
if os.geteuid() == 0:
    os.setuid(65534)
kept = chain.append(Path(sys.argv[1]), lambda _: [chain.Entry("read", {})], datetime.now(UTC))
print(kept.state)
"""


def test_a_really_read_only_folder() -> None:
    with tempfile.TemporaryDirectory() as name:  # root may write anywhere, so another user tries
        place = Path(name)
        (place / "case.yaml").write_text("")
        place.chmod(0o555)
        try:
            assert python(AS_NOBODY, name) == "unwritable\n"
        finally:
            place.chmod(0o755)
        assert [path.name for path in place.iterdir()] == ["case.yaml"]


MANY = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from dossier.journal import chain
for number in range(200):
    tell = lambda told: [chain.Entry("verified", {"by": sys.argv[2], "number": number, "saw": told.sequence})]
    kept = chain.append(Path(sys.argv[1]), tell, datetime.now(UTC))
    assert kept.added == 1, kept
"""


def test_two_processes_at_once_make_one_chain(folder: Path) -> None:
    both = [
        subprocess.Popen([sys.executable, "-c", MANY, str(folder), name], cwd=ROOT, env=environment())
        for name in "ab"
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    found = chain.load(folder)
    assert found is not None
    assert [one.sequence for one in found.lines] == list(range(1, 401))
    # Nobody wrote between the question and the answer.
    assert [one.details["saw"] for one in found.lines] == list(range(400))
    for name in "ab":
        assert [o.details["number"] for o in found.lines if o.details["by"] == name] == list(range(200))
    assert check(folder, folder / "none") == ()


def test_a_file_exchanged_meanwhile_is_not_written_to(
    folder: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = folder / chain.NAME, folder / "other"
    path.write_bytes(data(chained(1)))
    other.write_bytes(data(chained(2)))
    really, swapped = chain.locks.held, []

    def swap(handle: int) -> object:
        if not swapped:
            swapped.append(path.rename(folder / "old"))
            other.rename(path)
        return really(handle)

    monkeypatch.setattr(chain.locks, "held", swap)
    assert add(folder, "read", now=noon).added == 1
    assert (folder / "old").read_bytes() == data(chained(1))
    assert [one["sequence"] for one in lines(folder)] == [1, 2, 3]


def test_the_clock_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717416000")
    assert clock.now() == datetime(2024, 6, 3, 12, tzinfo=UTC)
    assert clock.written(clock.now()) == "2024-06-03T12:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    with pytest.raises(ValueError, match="zone"):
        clock.written(datetime(2024, 6, 3))  # noqa: DTZ001 - that is the case


def test_a_text_that_no_encoding_has_can_be_written_and_read_again() -> None:
    made = line.make(1, TIME, "corrected", {"read": "坏\ud800字\u2028\n\0", "box": [1, 2]}, line.FIRST)
    assert b"\n" not in made.raw
    assert line.parse(made.raw) == made


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one, max_size=3)
        ),
        max_size=4,
    )
)
def test_whatever_is_told_is_one_line_that_reads_back(details: dict[str, object]) -> None:
    made = line.make(7, TIME, "corrected", details, "a" * 64)
    assert b"\n" not in made.raw
    assert line.parse(made.raw) == made


def python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
