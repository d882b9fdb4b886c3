"""A pack is read exactly, the built-in ones are marked as no one's rule, and a wrong one is told by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dossier import policies
from dossier.policies import (
    Applies,
    Clause,
    DeliveryScope,
    Fee,
    Pack,
    PackError,
    Start,
    UnknownPackError,
    Window,
)

GOOD = """\
id: some-shop
title: 某某店的取消规则
version: 2024.1
source: https://shop.example/rules
captured: 2024-05-12
reference: false
windows:
  - {minutes: 5, start: paid, delivery: any, clause: 3.1}
  - {minutes: 30, start: ordered, delivery: manual}
fees:
  - {low: 10, high: 12.5%, applies: after-window, clause: "3.2"}
manual_cancel: false
manual_clause: 3.1
clauses:
  - {id: 3.1, text: 五分钟内可免费取消。}
  - id: 3.2
    text: |
      超过五分钟的，收取手续费：
      百分之十起。
"""


def problems(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    return [(one.line, one.expected.rpartition(".")[2]) for one in policies.check(path)]


def test_a_pack_is_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert policies.load(path) == Pack(
        id="some-shop",
        title="某某店的取消规则",
        version="2024.1",
        source="https://shop.example/rules",
        captured=date(2024, 5, 12),
        reference=False,
        windows=(
            Window(5, Start.PAID, DeliveryScope.ANY, "3.1"),
            Window(30, Start.ORDERED, DeliveryScope.MANUAL),
        ),
        fees=(Fee(Decimal(10), Decimal("12.5"), Applies.AFTER_WINDOW, "3.2"),),
        manual_cancel=False,
        manual_clause="3.1",
        clauses=(
            Clause("3.1", "五分钟内可免费取消。"),
            Clause("3.2", "超过五分钟的，收取手续费：\n百分之十起。"),
        ),
    )
    assert policies.check(str(path)) == ()


def test_the_built_in_packs_are_valid_and_no_ones_rule() -> None:
    assert {"common-5min", "card-10min"} <= set(policies.names())
    for name in policies.names():
        pack = policies.load(name)
        assert pack.id == name
        assert pack.reference
        assert policies.check(name) == ()
        named = [window.clause for window in pack.windows] + [fee.clause for fee in pack.fees]
        assert None not in [pack.clause(key) for key in named]


def test_the_common_packs_say_what_their_names_say() -> None:
    common = policies.load("common-5min")
    assert [(w.minutes, w.start, w.delivery) for w in common.windows] == [(5, Start.PAID, DeliveryScope.ANY)]
    assert common.fees == (Fee(Decimal(10), Decimal(20), Applies.AFTER_WINDOW, "2"),)
    assert common.manual_cancel is None
    card = policies.load("card-10min")
    assert [(w.minutes, w.start) for w in card.windows] == [(10, Start.PAID)]


def test_a_missing_clause_is_none() -> None:
    assert policies.load("common-5min").clause("99") is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: some-shop", "id: Some Shop", (1, "id")),
        ("captured: 2024-05-12", "captured: 昨天", (5, "day")),
        ("reference: false", "reference: maybe", (6, "flag")),
        ("minutes: 5,", "minutes: 0,", (8, "number")),
        ("minutes: 5,", "minutes: 10081,", (8, "number")),
        ("minutes: 5,", "minutes: 5.5,", (8, "number")),
        ("start: paid", "start: shipped", (8, "start")),
        ("delivery: any", "delivery: all", (8, "delivery")),
        ("low: 10", "low: 15", (11, "order")),
        ("low: 10", "low: -1", (11, "percent")),
        ("high: 12.5%", "high: 101", (11, "percent")),
        ("applies: after-window", "applies: never", (11, "applies")),
        ("manual_cancel: false", "manual_cancel: 0", (12, "flag")),
        ("manual_clause: 3.1", "manual_clause: 9", (1, "clause")),
        ("clause: 3.1}", "clause: 3.10}", (1, "clause")),
        ("- id: 3.2", "- id: 3.1", (1, "clause-once")),
        ("title: 某某店的取消规则\n", "", (1, "field")),
        ("version:", "verison:", (3, "near-key")),
        ("title: ", "title：", (2, "narrow-colon")),
    ],
)
def test_what_is_wrong_is_told_by_line(tmp_path: Path, old: str, new: str, problem: tuple[int, str]) -> None:
    assert old in GOOD
    assert problem in problems(tmp_path, GOOD.replace(old, new, 1))


def test_a_fee_may_be_one_rate(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD.replace("low: 10", "low: 12.5")) == []


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("minutes: 5,", "minutes: x,").replace("2024-05-12", "x").replace("12.5%", "x")
    assert problems(tmp_path, text) == [(5, "day"), (8, "number"), (11, "percent")]


def test_an_empty_file_is_no_pack(tmp_path: Path) -> None:
    assert problems(tmp_path, "# nothing\n") == [(0, "content")]


def test_a_wrong_pack_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(GOOD.replace("minutes: 5,", "minutes: 五,"), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        policies.load(path)
    assert caught.value.message("zh") == ("pack.yaml 第 8 行：“minutes”应为 1–10080 之间的整数，现在是“五”。")


def test_an_unknown_pack_names_the_known_ones() -> None:
    with pytest.raises(UnknownPackError) as caught:
        policies.load("nope")
    assert "common-5min" in caught.value.message("zh")
    assert "nope" in caught.value.message("en")
