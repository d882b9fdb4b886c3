"""What a person marked and the machine had missed stands in the journal, with its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from judged import CHAT, ORDER, judged

from dossier import journal
from dossier.journal import chain
from dossier.journal.acts import Act, of
from dossier.model import Box, FactKind

BOX = [600, 900, 1020, 960]
REFUND = f'{{文件: "{ORDER}", 页: 1, 区域: {BOX}, 项目: 时间, 关于: 退款, 内容: "2024-05-13 09:00:00"}}'
WORDS = f'{{文件: "{CHAT}", 页: 1, 区域: [150, 900, 560, 960], 内容: 好的谢谢}}'


def say(folder: Path, *entries: str) -> None:
    body = "".join(f"- {entry}\n" for entry in entries)
    (folder / "case.yaml").write_text(f"补充:\n{body}" if body else "", encoding="utf-8")


def note(folder: Path, now: datetime) -> list[tuple[str, dict[str, Any]]]:
    journal.note(folder, judged(folder), None, now)
    assert journal.check(folder, folder / "none") == ()
    found = chain.load(folder)
    return [(one.what, dict(one.details)) for one in found.lines] if found else []


def test_an_addition_stands_there_once_with_its_place_and_its_value(folder: Path, noon: datetime) -> None:
    assert note(folder, noon) == []
    say(folder, REFUND)
    ((what, details),) = note(folder, noon)
    (place,) = details.pop("places")
    assert (what, details) == (
        "corrected",
        {
            "file": ORDER,
            "page": 1,
            "kind": "timestamp",
            "read": "",
            "written": "2024-05-13 09:00:00",
            "box": BOX,
            "about": "refunded",
        },
    )
    assert (place["machine"], place["value"], place["box"]) == ("", "2024-05-13T09:00:00+08:00", BOX)
    assert len(note(folder, noon)) == 1


def test_words_without_a_kind_are_told_too(folder: Path, noon: datetime) -> None:
    say(folder, WORDS)
    ((what, details),) = note(folder, noon)
    assert (what, details["kind"], details["read"], details["written"]) == ("corrected", None, "", "好的谢谢")


def test_one_that_is_taken_back_is_withdrawn_and_the_other_stays(folder: Path, noon: datetime) -> None:
    say(folder, REFUND, WORDS)
    assert len(note(folder, noon)) == 2
    say(folder, WORDS)
    last = note(folder, noon)[-1]
    assert (last[0], last[1]["box"], last[1]["because"]) == ("withdrawn", BOX, "removed")
    assert len(note(folder, noon)) == 3


def test_another_word_or_meaning_at_the_place_is_a_new_act(folder: Path, noon: datetime) -> None:
    say(folder, REFUND)
    note(folder, noon)
    say(folder, REFUND.replace("09:00:00", "09:00:30"))
    what, details = note(folder, noon)[-1]
    assert (what, details["written"]) == ("corrected", "2024-05-13 09:00:30")
    say(folder, REFUND.replace("退款", "同意取消"))
    whats = [what for what, _ in note(folder, noon)]
    assert whats == ["corrected", "corrected", "withdrawn", "corrected"]


def test_one_that_fits_nothing_is_no_act_and_one_that_no_longer_does_is_unmatched(
    folder: Path, noon: datetime
) -> None:
    say(folder, REFUND.replace("2024-05-13 09:00:00", "看不清"))
    assert note(folder, noon) == []
    say(folder, REFUND)
    assert len(note(folder, noon)) == 1
    twin = REFUND.replace("2024-05-13 09:00:00", "2024-05-13 08:00:00")
    say(folder, twin, REFUND)
    whats = [(what, details["written"][11:], details.get("because")) for what, details in note(folder, noon)]
    assert whats == [("corrected", "09:00:00", None), ("corrected", "08:00:00", None)]


def test_what_the_machine_had_read_alike_is_confirmed(folder: Path, noon: datetime) -> None:
    paid = next(f for f in judged(folder).case.facts if f.about == "paid" and f.kind is FactKind.TIMESTAMP)
    box = list(paid.source.box or ())
    say(
        folder,
        f'{{文件: "{ORDER}", 页: 1, 区域: {box}, 项目: 时间, 关于: 付款, 内容: "2024-05-12 14:02:10"}}',
    )
    ((what, details),) = note(folder, noon)
    assert (what, details["places"][0]["machine"]) == ("confirmed", "2024-05-12T14:02:10+08:00")


@pytest.mark.parametrize(
    "change",
    [{"box": [1, 2, 3]}, {"box": "x"}, {"box": [1, 2, 3, "4"]}, {"box": None}, {"about": 3}, {"kind": "x"}],
)
def test_a_line_that_this_version_does_not_know_is_passed_over(change: dict[str, Any]) -> None:
    act = Act("a.png", 1, None, "", "好的", box=Box(1, 2, 3, 4))
    assert of(act.details()) == act
    assert of(act.details() | change) is None
