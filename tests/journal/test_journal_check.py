"""What was done to a journal is named, once, with its lines."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from chains import TIME, chained, data
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import words
from dossier.journal import chain, head, line
from dossier.journal.check import check, of
from dossier.journal.head import Head, HeadChangedError
from dossier.seal.listed import HEAD

COUNT = 9
LINES = chained(COUNT)
RAW = [one.raw for one in LINES]
WHOLE = data(LINES)
END = Head(COUNT, LINES[-1].hash)


def found(content: bytes, known: Head | None = END) -> list[tuple[str, str]]:
    return [(d.code, d.detail) for d in of(chain.of(content), known)]


def rehashed(number: int) -> bytes:
    """A line with another content and a hash that fits it."""
    old = LINES[number - 1]
    return line.make(number, TIME, old.what, {"packet": "别的.pdf"}, old.previous).raw


def rewritten(since: int) -> bytes:
    """A journal in which a line was changed and everything behind it made to fit."""
    made = LINES[: since - 1]
    for old in LINES[since - 1 :]:
        previous = made[-1].hash if made else line.FIRST
        made = [*made, line.make(old.sequence, TIME, old.what, {"packet": "别的.pdf"}, previous)]
    return data(made)


def upper(raw: bytes) -> bytes:
    """One hex letter of the line's own hash as a capital: the same number, other bytes."""
    start = raw.index(b'"sha256":"') + 10
    place = next(n for n in range(start, start + 64) if raw[n : n + 1].isalpha())
    return raw[:place] + raw[place : place + 1].upper() + raw[place + 1 :]


def but(number: int, raw: bytes) -> bytes:
    return data([*RAW[: number - 1], raw, *RAW[number:]])


CASES = {
    "untouched": (WHOLE, []),
    "empty": (b"", [("journal-cut", "1–9")]),
    "last gone": (data(RAW[:8]), [("journal-cut", "9")]),
    "three last gone": (data(RAW[:6]), [("journal-cut", "7–9")]),
    "cut in the last": (WHOLE[:-40], [("journal-cut", "9")]),
    "cut in the seventh": (data(RAW[:6]) + RAW[6][:40], [("journal-cut", "7–9")]),
    "last newline gone": (WHOLE[:-1], [("journal-torn", "9")]),
    "half a line added": (WHOLE + b'{"prev', [("journal-torn", "10")]),
    "blank line added": (WHOLE + b"\n", [("journal-damaged", "10")]),
    "nonsense added": (WHOLE + b"nonsense\n", [("journal-damaged", "10")]),
    "first gone": (data(RAW[1:]), [("journal-lines-missing", "1")]),
    "one gone": (data(RAW[:3] + RAW[4:]), [("journal-lines-missing", "4")]),
    "two holes": (
        data([*RAW[:1], *RAW[2:4], *RAW[6:]]),
        [("journal-lines-missing", "2"), ("journal-lines-missing", "5–6")],
    ),
    "hole and cut": (
        data([*RAW[:1], *RAW[2:7]]),
        [("journal-lines-missing", "2"), ("journal-cut", "8–9")],
    ),
    "neighbours swapped": (
        data([*RAW[:3], RAW[4], RAW[3], *RAW[5:]]),
        [("journal-reordered", "4–5")],
    ),
    "ends swapped": (data([RAW[8], *RAW[1:8], RAW[0]]), [("journal-reordered", "1, 9")]),
    "swapped and one gone": (
        data([*RAW[:3], RAW[4], RAW[3], *RAW[6:]]),
        [("journal-reordered", "4–5"), ("journal-lines-missing", "6")],
    ),
    "one twice": (data([*RAW[:3], RAW[2], *RAW[3:]]), [("journal-repeated", "3")]),
    "last twice": (data([*RAW, RAW[8]]), [("journal-repeated", "9")]),
    "content changed": (but(4, RAW[3].replace(b"-4.pdf", b"-5.pdf")), [("journal-changed", "4")]),
    "sequence changed": (
        but(4, RAW[3].replace(b'"sequence":4', b'"sequence":5')),
        [("journal-changed", "4")],
    ),
    "hash in capitals": (but(4, upper(RAW[3])), [("journal-damaged", "4")]),
    "last hash in capitals": (but(9, upper(RAW[8])), [("journal-damaged", "9")]),
    "blank put in": (but(4, RAW[3].replace(b'":"', b'": "', 1)), [("journal-damaged", "4")]),
    "carriage returns": (WHOLE.replace(b"\n", b"\r\n"), [("journal-damaged", "1–9")]),
    "two glued": (WHOLE.replace(b"\n", b" ", 4).replace(b" ", b"\n", 3), [("journal-damaged", "4–5")]),
    "last two glued": (data([*RAW[:7], RAW[7] + b" " + RAW[8]]), [("journal-damaged", "8–9")]),
    "middle of three lost": (
        data([*RAW[:3], RAW[3][:50] + RAW[5][50:], *RAW[6:]]),
        [("journal-damaged", "4–6")],
    ),
    "changed and rehashed": (but(4, rehashed(4)), [("journal-changed", "4")]),
    "first changed and rehashed": (but(1, rehashed(1)), [("journal-changed", "1")]),
    "last changed and rehashed": (but(9, rehashed(9)), [("journal-rewritten", "9")]),
    "all rewritten from the third": (rewritten(3), [("journal-rewritten", "9")]),
    "another beginning": (
        but(1, line.make(1, TIME, "verified", LINES[0].details, "1" * 64).raw),
        [("journal-changed", "1")],
    ),
    "went on since": (data(chained(12)), []),
}


@pytest.mark.parametrize("name", CASES)
def test_the_cause_is_named_and_nothing_else(name: str) -> None:
    content, expected = CASES[name]
    assert found(content) == expected


def test_a_changed_line_at_which_the_head_points_is_named_once() -> None:
    assert found(but(4, rehashed(4)), Head(4, LINES[3].hash)) == [("journal-changed", "4")]
    assert found(rewritten(4), Head(4, LINES[3].hash)) == [("journal-rewritten", "4")]
    assert found(rewritten(5), Head(4, LINES[3].hash)) == []  # what came after the head was not noted down


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"untouched", "went on since"}))
def test_without_a_head_only_a_clean_cut_or_a_wholly_new_chain_goes_unseen(name: str) -> None:
    unseen = {
        "empty",
        "last gone",
        "three last gone",
        "last changed and rehashed",
        "all rewritten from the third",
    }
    assert bool(found(CASES[name][0], None)) == (name not in unseen)


def test_every_flipped_bit_is_found() -> None:
    """All of them, in a short journal."""
    whole = data(LINES[:3])
    end = Head(3, LINES[2].hash)
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            assert found(bytes(flipped), end), (place, bit)
            if place < len(whole) - 1:
                assert found(bytes(flipped), None), (place, bit)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_is_done_is_found(picked: st.DataObject) -> None:
    places = st.integers(0, len(WHOLE))
    match picked.draw(st.sampled_from(["cut", "hole", "put in", "swap", "replace"])):
        case "cut":
            changed = WHOLE[: picked.draw(places)]
        case "hole":
            start, stop = sorted((picked.draw(places), picked.draw(places)))
            changed = WHOLE[:start] + WHOLE[stop:]
        case "put in":
            place = picked.draw(places)
            changed = WHOLE[:place] + picked.draw(st.binary(min_size=1, max_size=9)) + WHOLE[place:]
        case "swap":
            order = picked.draw(st.permutations(RAW))
            changed = data(order)
        case _:
            place = picked.draw(places)
            new = picked.draw(st.binary(min_size=1, max_size=9))
            changed = WHOLE[:place] + new + WHOLE[place + len(new) :]
    assert bool(found(changed)) == (changed != WHOLE)


@settings(deadline=None, max_examples=100)
@given(st.sets(st.integers(1, COUNT), min_size=1, max_size=COUNT))
def test_exactly_the_missing_lines_are_named(gone: set[int]) -> None:
    told = found(data([raw for number, raw in enumerate(RAW, 1) if number not in gone]))
    named: set[int] = set()
    for _, detail in told:
        for part in detail.split(", "):
            first, _, last = part.partition("–")
            named |= set(range(int(first), int(last or first) + 1))
    assert named == gone
    assert {code for code, _ in told} <= {"journal-lines-missing", "journal-cut"}


# With files


def test_a_journal_is_held_against_the_head_beside_the_packet(tmp_path: Path) -> None:
    evidence, out = tmp_path / "e", tmp_path / "o"
    evidence.mkdir()
    out.mkdir()
    assert check(evidence, out / HEAD) == ()
    (out / HEAD).write_bytes(head.dumps(END))
    assert codes(evidence, out) == ["journal-missing"]
    (evidence / chain.NAME).write_bytes(WHOLE)
    assert codes(evidence, out) == []
    (evidence / chain.NAME).write_bytes(data(RAW[:5]))
    assert codes(evidence, out) == ["journal-cut"]
    (evidence / chain.NAME).write_bytes(b"anything else\n")
    assert codes(evidence, out) == ["journal-foreign"]
    (evidence / chain.NAME).unlink()
    (evidence / "copy").write_bytes(WHOLE)
    (evidence / chain.NAME).symlink_to(evidence / "copy")
    assert codes(evidence, out) == ["journal-foreign"]


def test_a_damaged_head_is_told_and_the_chain_is_still_checked(tmp_path: Path) -> None:
    (tmp_path / HEAD).write_bytes(head.dumps(END).replace(b'"sequence":9', b'"sequence":3'))
    (tmp_path / chain.NAME).write_bytes(data(RAW[:3]))
    assert codes(tmp_path, tmp_path) == ["journal-head-changed"]
    (tmp_path / chain.NAME).write_bytes(data(RAW[1:3]))
    assert codes(tmp_path, tmp_path) == ["journal-head-changed", "journal-lines-missing"]
    (tmp_path / chain.NAME).unlink()
    assert codes(tmp_path, tmp_path) == ["journal-head-changed", "journal-missing"]


def test_what_cannot_be_opened_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / chain.NAME).write_bytes(WHOLE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dossier.journal.chain.os.open", refuse)
    assert codes(tmp_path, tmp_path) == ["journal-unreadable"]


def test_a_head_reads_back_and_no_changed_byte_of_it_does() -> None:
    told = head.dumps(END)
    assert head.loads(told) == END
    for place in range(len(told)):
        for bit in range(8):
            flipped = bytearray(told)
            flipped[place] ^= 1 << bit
            with pytest.raises(HeadChangedError):
                head.loads(bytes(flipped))
    for other in (told[:-1], told + b"\n", b"", b"[]", b"1", b"{}", b"[" * 100_000):
        with pytest.raises(HeadChangedError):
            head.loads(other)


def codes(evidence: Path, out: Path) -> list[str]:
    return [difference.code for difference in check(evidence, out / HEAD)]


def test_every_code_has_its_words() -> None:
    source = Path(check.__code__.co_filename).read_text(encoding="utf-8")
    named = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and str(node.value).startswith("journal-")
    }
    named -= {HEAD}
    assert {f"verify.{code}" for code in named} == {
        key for key in words.keys("zh") if key.startswith("verify.journal-")
    }
    for code in named:
        assert "journal.jsonl" in words.phrase(f"verify.{code}", "zh", path="journal.jsonl", detail="4–6")


def test_the_lines_of_these_tests_are_a_chain() -> None:
    assert all(after.previous == one.hash for one, after in pairwise(LINES))
