"""What the journal is told: each act of a person with both values, each build and check, once."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged import CHAT, ORDER, ROWS, fact, judged

from dossier import __version__, casefile, journal
from dossier.casefile import Correction, correct
from dossier.journal import chain, readings
from dossier.journal.acts import in_force
from dossier.model import FactKind

DATA = '{"schema": "dossier/1"}\n'


def told(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    found = chain.load(folder)
    assert journal.check(folder, folder / "none") == ()
    return [(one.what, dict(one.details)) for one in found.lines] if found else []


def acts(folder: Path) -> list[tuple[str, str, str | None]]:
    """What was done, the machine's words and the person's."""
    whats = ("corrected", "confirmed", "withdrawn")
    return [(what, one["read"], one["written"]) for what, one in told(folder) if what in whats]


def say(folder: Path, *entries: str) -> None:
    body = "".join(f"- {entry}\n" for entry in entries)
    (folder / "case.yaml").write_text(f"更正:\n{body}" if body else "", encoding="utf-8")


def entry(kind: str, was: str, value: str, file: str = ORDER) -> str:
    return f'{{文件: "{file}", 页: 1, 项目: {kind}, 原读: "{was}", 改为: {value}}}'


def note(folder: Path, now: datetime, data: str | None = None) -> journal.Kept:
    return journal.note(folder, judged(folder), data, now)


PAID = "2024-05-12 14:02:10"


def test_a_reading_is_told_once_and_again_when_it_differs(folder: Path, noon: datetime) -> None:
    result = judged(folder)
    assert journal.note(folder, result, DATA, noon).added == 1
    assert journal.note(folder, result, DATA, noon + timedelta(days=1)).added == 0
    ((what, details),) = told(folder)
    counts = {
        item.path: sum(one.source.evidence == item.id for one in result.case.facts)
        for item in result.case.evidence
    }
    assert what == "read"
    assert details == {
        "originals": [
            {"path": item.path, "sha256": item.sha256, "engine": "", "facts": counts[item.path]}
            for item in result.case.evidence
        ],
        "data": hashlib.sha256(DATA.encode()).hexdigest(),
        "program": f"dossier {__version__}",
    }
    assert counts[ORDER] >= len(ROWS)
    assert journal.note(folder, result, DATA + " ", noon).added == 1
    assert journal.note(folder, result, DATA, noon).added == 1


def test_a_correction_by_hand_stands_there_with_both_values_and_its_place(
    folder: Path, noon: datetime
) -> None:
    assert note(folder, noon).added == 0
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    assert note(folder, noon).added == 1
    assert note(folder, noon + timedelta(hours=1), DATA).added == 1  # the reading alone
    (what, details), _ = told(folder)
    place = fact(judged(folder), FactKind.TIMESTAMP, "付款时间").source
    assert place.box is not None
    assert (what, details) == (
        "corrected",
        {
            "file": ORDER,
            "page": 1,
            "kind": "timestamp",
            "read": PAID,
            "written": "2024-05-12 13:53:10",
            "places": [
                {
                    "page": 1,
                    "line": place.line,
                    "box": list(place.box),
                    "machine": "2024-05-12T14:02:10+08:00",
                    "value": "2024-05-12T13:53:10+08:00",
                }
            ],
        },
    )


def test_the_review_page_and_the_hand_are_journaled_alike(folder: Path, noon: datetime) -> None:
    judged(folder)
    correct.put(folder, Correction(ORDER, 1, FactKind.TIMESTAMP, PAID, "2024-05-12 13:53:10"))
    assert note(folder, noon).added == 1
    # The same words in another shape of YAML are no new act.
    say(folder, entry("时间", PAID.replace(" ", "  "), '"2024-05-12 13:53:10"'))
    assert note(folder, noon).added == 0


@pytest.mark.parametrize(
    ("kind", "was", "value", "what"),
    [
        ("时间", PAID, PAID, "confirmed"),
        ("时间", PAID, "2024年5月12日 14:02:10", "confirmed"),
        ("时间", PAID, "2024-05-12 14:02:11", "corrected"),
        ("时间", PAID, "2024-05-12 14:02", "corrected"),
        ("金额", "¥128.00", "128.00元", "confirmed"),
        ("金额", "¥128.00", "¥128", "confirmed"),
        ("金额", "¥128.00", "¥123.00", "corrected"),
        ("订单号", "CM20240512001", "CM20240512001", "confirmed"),
        ("订单号", "CM20240512001", "CM20240512007", "corrected"),
        ("商品", "某游戏点券", "某游戏 点券", "confirmed"),
        ("商品", "某游戏点券", "某某游戏点券", "corrected"),
    ],
)
def test_who_writes_what_was_read_confirms_it(
    folder: Path, noon: datetime, kind: str, was: str, value: str, what: str
) -> None:
    say(folder, entry(kind, was, f'"{value}"'))
    assert note(folder, noon).added == 1
    assert acts(folder) == [(what, was, value)]


def test_what_is_not_on_the_page_has_no_value_of_the_person(folder: Path, noon: datetime) -> None:
    say(folder, entry("时间", PAID, ""))
    note(folder, noon)
    assert acts(folder) == [("corrected", PAID, None)]
    assert told(folder)[0][1]["places"] == []
    assert note(folder, noon).added == 0


def test_a_changed_mind_is_a_new_act_and_a_removed_entry_a_withdrawal(folder: Path, noon: datetime) -> None:
    for value in ('"2024-05-12 13:53:10"', '"2024-05-12 13:54:10"', "", f'"{PAID}"'):
        say(folder, entry("时间", PAID, value))
        assert note(folder, noon).added == 1
    say(folder)
    assert note(folder, noon).added == 1
    assert note(folder, noon).added == 0
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    assert note(folder, noon).added == 1
    assert acts(folder) == [
        ("corrected", PAID, "2024-05-12 13:53:10"),
        ("corrected", PAID, "2024-05-12 13:54:10"),
        ("corrected", PAID, None),
        ("confirmed", PAID, PAID),
        ("withdrawn", PAID, PAID),
        ("corrected", PAID, "2024-05-12 13:53:10"),
    ]
    assert told(folder)[4][1]["because"] == "removed"


def test_a_correction_that_fits_nothing_is_not_in_force(folder: Path, noon: datetime) -> None:
    say(folder, entry("时间", "2024-05-12 19:00:00", '"2024-05-12 19:00:01"'))
    assert note(folder, noon).added == 0
    say(folder, entry("时间", "2024-05-12 19:00:00", ""))
    assert note(folder, noon).added == 0
    say(folder, entry("时间", PAID, "下午吧"))
    assert note(folder, noon).added == 0
    assert not (folder / journal.NAME).exists()


def test_a_correction_that_fits_no_more_is_withdrawn_for_that_reason(folder: Path, noon: datetime) -> None:
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    note(folder, noon)
    others = tuple((label, "2024-05-12 14:02:19" if value == PAID else value) for label, value in ROWS)
    journal.note(folder, judged(folder, others), None, noon)
    assert acts(folder)[1:] == [("withdrawn", PAID, "2024-05-12 13:53:10")]
    assert told(folder)[1][1]["because"] == "unmatched"
    assert journal.note(folder, judged(folder, others), None, noon).added == 0
    # It fits again: in force again.
    assert note(folder, noon).added == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("", ""), ("", '"2024-05-12 13:53:10"'), ('"2024-05-12 13:53:10"', ""), ('"14:01:59"', f'"{PAID}"')],
)
def test_of_two_entries_on_one_reading_the_first_is_in_force(
    folder: Path, noon: datetime, first: str, second: str
) -> None:
    say(folder, entry("时间", PAID, first), entry("时间", PAID, second))
    note(folder, noon)
    assert acts(folder) == [("corrected", PAID, first.strip('"') or None)]
    assert note(folder, noon).added == 0


VALUES = st.sampled_from([None, "", f'"{PAID}"', '"2024-05-12 13:53:10"', '"下午吧"', '"¥123.00"', '"¥128"'])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(VALUES, VALUES, st.booleans()), min_size=1, max_size=5))
def test_the_journal_always_tells_what_is_in_force(steps: list[tuple[str | None, str | None, bool]]) -> None:
    noon = datetime(2024, 6, 3, 12, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for paid, amount, dated in steps:
            judged(folder)
            given = (("时间", PAID, paid), ("金额", "¥128.00", amount))
            say(folder, *(entry(kind, was, value) for kind, was, value in given if value is not None))
            if dated:
                with (folder / "case.yaml").open("a", encoding="utf-8") as stream:
                    stream.write(f'聊天日期:\n  "{CHAT}": 2024-05-13\n')
            result = judged(folder)
            journal.note(folder, result, None, noon)
            assert journal.note(folder, result, None, noon).added == 0
            known = readings._known(chain.load(folder) or chain.Chain())
            assert {(one.reading, one.written) for one in known.values()} == {
                (one.reading, one.written) for one in in_force(result.case, result.casefile)
            }


def test_an_excluded_file_takes_its_corrections_along(folder: Path, noon: datetime) -> None:
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    note(folder, noon)
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f'排除:\n- "{ORDER}"\n', encoding="utf-8")
    note(folder, noon)
    assert [what for what, *_ in acts(folder)] == ["corrected", "withdrawn"]


def test_one_word_on_a_number_that_stands_twice_is_one_act_with_its_places(
    folder: Path, noon: datetime
) -> None:
    rows = (*ROWS, ("应付金额", "¥128.00"))
    say(folder, entry("金额", "¥128.00", '"¥123.00"'))
    journal.note(folder, judged(folder, rows), None, noon)
    assert len(acts(folder)) == 1
    places = told(folder)[0][1]["places"]
    assert len(places) == 2
    assert {(one["machine"], one["value"]) for one in places} == {("128.00", "123.00")}


def test_two_misreadings_put_right_alike_have_each_its_place(folder: Path, noon: datetime) -> None:
    rows = (*ROWS, ("应付金额", "¥126.00"))
    say(folder, entry("金额", "¥128.00", '"¥123.00"'), entry("金额", "¥126.00", '"¥123.00"'))
    journal.note(folder, judged(folder, rows), None, noon)
    assert [[one["machine"] for one in details["places"]] for _, details in told(folder)] == [
        ["128.00"],
        ["126.00"],
    ]


def test_the_day_told_for_a_chat_is_an_act_too(folder: Path, noon: datetime) -> None:
    (folder / "case.yaml").write_text(f'聊天日期:\n  "{CHAT}": 2024-05-13\n', encoding="utf-8")
    assert note(folder, noon).added == 1
    ((what, details),) = told(folder)
    assert (what, details["file"], details["page"], details["read"]) == ("corrected", CHAT, None, "")
    assert details["written"] == "2024-05-13"
    both = {(place["machine"], place["value"]) for place in details["places"]}
    assert any(value.startswith("2024-05-13T14:03") for _, value in both)
    assert all(machine != value for machine, value in both)
    assert note(folder, noon).added == 0
    (folder / "case.yaml").write_text(f'聊天日期:\n  "{CHAT}": 2024-05-14\n', encoding="utf-8")
    assert note(folder, noon).added == 1
    (folder / "case.yaml").write_text("", encoding="utf-8")
    assert note(folder, noon).added == 1
    assert [what for what, *_ in acts(folder)] == ["corrected", "corrected", "withdrawn"]


def test_a_clock_put_right_in_a_chat_whose_day_is_told_keeps_the_machines_clock(
    folder: Path, noon: datetime
) -> None:
    say(folder, entry("时间", "14:03", '"14:02"', CHAT))
    path = folder / "case.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + f'聊天日期:\n  "{CHAT}": 2024-05-13\n', encoding="utf-8"
    )
    note(folder, noon)
    (what, details), *_ = told(folder)
    assert (what, details["read"], details["written"]) == ("corrected", "14:03", "14:02")
    assert details["places"]
    for place in details["places"]:
        assert "14:03" in place["machine"]
        assert place["value"].startswith("2024-05-13T14:02")


KEY = "ABCD-EFGH-JKLM-2345"


def test_a_card_key_does_not_get_into_the_journal(folder: Path, noon: datetime) -> None:
    rows = (*ROWS[:1], ("商品名称", f"点券 卡密：{KEY}"), *ROWS[2:])
    result = judged(folder, rows)
    (name,) = [one for one in result.case.facts if one.kind is FactKind.PRODUCT]
    assert KEY in name.raw
    for more in ("", "保留卡密: 是\n"):
        say(folder, entry("商品", name.raw, '"某游戏点券"'))
        path = folder / "case.yaml"
        path.write_text(more + path.read_text(encoding="utf-8"), encoding="utf-8")
        journal.note(folder, judged(folder, rows), None, noon)
        # What is masked is known again: nothing is told twice.
        assert [(what, written) for what, _, written in acts(folder)] == [("corrected", "某游戏点券")]
        assert KEY not in (folder / journal.NAME).read_text(encoding="utf-8")
    say(folder)
    journal.note(folder, judged(folder, rows), None, noon)
    assert [what for what, *_ in acts(folder)] == ["corrected", "withdrawn"]


def test_no_case_file_no_journal(tmp_path: Path, noon: datetime) -> None:
    result = judged(tmp_path)
    kept = journal.note(tmp_path, result, DATA, noon)
    assert (kept.state, kept.told("zh")) == (journal.State.NOT_WANTED, "")
    assert journal.built(tmp_path, "a" * 64, {}, {}, noon).state is journal.State.NOT_WANTED
    assert journal.verified(tmp_path, "x", "", 0, [], noon).state is journal.State.NOT_WANTED
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ORDER, CHAT])


def test_a_build_is_told_once_until_another_one(folder: Path, noon: datetime) -> None:
    one, other = "a" * 64, "b" * 64
    outputs = {"platform.pdf": "c" * 64, "dossier.json": "d" * 64}
    assert journal.built(folder, one, outputs, {"for": ["platform"], "share": False}, noon).added == 1
    assert journal.verified(folder, "platform.pdf", one, 4, [], noon).added == 1
    assert journal.built(folder, one, outputs, {"share": False, "for": ["platform"]}, noon).added == 0
    assert journal.built(folder, other, outputs, {"for": ["platform"]}, noon).added == 1
    later = noon + timedelta(days=3)
    assert journal.built(folder, one, outputs, {"for": ["platform"], "share": False}, later).added == 1
    assert told(folder)[0] == (
        "built",
        {
            "manifest": one,
            "outputs": [
                {"path": "dossier.json", "sha256": "d" * 64},
                {"path": "platform.pdf", "sha256": "c" * 64},
            ],
            "options": {"for": ["platform"], "share": False},
            "program": f"dossier {__version__}",
        },
    )
    assert journal.builds(folder) == {other: noon, one: later}


def test_a_check_is_told_unless_the_last_line_tells_it(folder: Path, noon: datetime) -> None:
    def verified(*codes: str) -> int:
        return journal.verified(folder, "platform.pdf", "a" * 64, 4, codes, noon).added

    assert verified() == 1
    assert verified() == 0
    assert verified("output-changed", "original-missing", "output-changed") == 1
    assert verified() == 1
    journal.built(folder, "a" * 64, {}, {}, noon)
    assert verified() == 1
    results = [(one["result"], one["differences"]) for what, one in told(folder) if what == "verified"]
    assert results == [
        ("unchanged", []),
        ("different", ["original-missing", "output-changed"]),
        ("unchanged", []),
        ("unchanged", []),
    ]


def test_the_head_is_that_of_the_last_line(folder: Path, noon: datetime) -> None:
    assert journal.head_of(folder) is None
    place = folder.parent / journal.HEAD
    for number in range(1, 4):
        journal.verified(folder, f"{number}.pdf", "", 0, [], noon)
        head = journal.head_of(folder)
        assert head is not None
        assert f'"sequence":{number},' in head.decode()
        last = (folder / journal.NAME).read_bytes().splitlines()[-1]
        assert hashlib.sha256(last).hexdigest() in head.decode()
        place.write_bytes(head)
        assert journal.check(folder, place) == ()
    path = folder / journal.NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    assert [(d.code, d.detail) for d in journal.check(folder, place)] == [("journal-cut", "3")]


def test_a_damaged_journal_is_no_reason_to_tell_everything_anew(folder: Path, noon: datetime) -> None:
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    note(folder, noon, DATA)
    path = folder / journal.NAME
    path.write_bytes(path.read_bytes() + b"garbage\n")
    assert note(folder, noon, DATA).added == 0
    assert casefile.load(folder).corrections


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"file": ["a"], "page": 1, "kind": "timestamp", "read": "x", "written": "y"},
        {"file": "a", "page": [1], "kind": "timestamp", "read": "x", "written": "y"},
        {"file": "a", "page": 1, "kind": ["timestamp"], "read": "x", "written": "y"},
        {"file": "a", "page": 1, "kind": "a kind of next year", "read": "x", "written": "y"},
        {"file": "a", "page": 1, "kind": "timestamp", "read": None, "written": "y"},
        {"file": "a", "page": 1, "kind": "timestamp", "read": "x", "written": {"y": 1}},
    ],
)
def test_lines_that_tell_of_no_act_we_know_stop_nothing(
    folder: Path, noon: datetime, forged: dict[str, Any]
) -> None:
    chain.append(folder, lambda _: [chain.Entry("corrected", forged)], noon)
    say(folder, entry("时间", PAID, '"2024-05-12 13:53:10"'))
    assert note(folder, noon).added == 1
    assert told(folder)[1][0] == "corrected"


def test_a_cut_end_stays_known_when_the_journal_goes_on(folder: Path, noon: datetime) -> None:
    for number in range(1, 4):
        journal.verified(folder, f"{number}.pdf", "", 0, [], noon)
    place = folder.parent / journal.HEAD
    place.write_bytes(journal.head_of(folder) or b"")
    path = folder / journal.NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    found = journal.check(folder, place)
    assert journal.differed(folder, found, noon).added == 1
    assert journal.differed(folder, found, noon).added == 0
    assert journal.differed(folder, (), noon).added == 0
    assert told(folder)[1] == ("differed", {"differences": [{"code": "journal-cut", "detail": "2–3"}]})
