"""A pack is read exactly, the built-in ones are marked as no one's rule, and a wrong one is told by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dossier import policies
from dossier.policies import (
    After,
    Answer,
    Applies,
    Clause,
    Condition,
    DeliveryScope,
    Fee,
    Hours,
    Irrevocable,
    Length,
    Manual,
    Means,
    Notice,
    Pack,
    PackError,
    Rank,
    Refund,
    Since,
    Start,
    Unit,
    UnknownPackError,
    Until,
    Way,
    When,
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
  - {minutes: 30, start: ordered, delivery: manual, condition: unshipped}
fees:
  - {low: 10, high: 12.5%, applies: after-window, delivery: automatic, clause: "3.2"}
irrevocable:
  - {after: shipped, beyond_minutes: 10, delivery: automatic, goods: 点卡, clause: 3.1}
  - after: viewed
rank:
  clause: 3.1
manual:
  - {until: started, clause: 3.1}
refund:
  - {within: 1-3, unit: working-days, start: agreed, way: original, clause: 3.1}
  - {within: 0, unit: minutes}
answer:
  - {within: 24, unit: hours, hours: service, clause: 3.1}
notice:
  - {by: [popup, sms], when: before, clause: 3.1}
  - {by: agreement}
clauses:
  - {id: 3.1, text: 五分钟内可免费取消。, source: 某某店客服页, captured: 2024-05-01}
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
            Window(30, Start.ORDERED, DeliveryScope.MANUAL, condition=Condition.UNSHIPPED),
        ),
        fees=(Fee(Decimal(10), Decimal("12.5"), Applies.AFTER_WINDOW, "3.2", DeliveryScope.AUTOMATIC),),
        irrevocable=(
            Irrevocable(After.SHIPPED, 10, DeliveryScope.AUTOMATIC, "点卡", "3.1"),
            Irrevocable(After.VIEWED),
        ),
        rank=(Rank("3.1"),),
        manual=(Manual(Until.STARTED, "3.1"),),
        refund=(
            Refund(Length(1, 3), Unit.WORKING_DAYS, Since.AGREED, Way.ORIGINAL, "3.1"),
            Refund(Length(0, 0), Unit.MINUTES, Since.UNKNOWN, Way.ANY),
        ),
        answer=(Answer(Length(24, 24), Unit.HOURS, Since.REQUESTED, Hours.SERVICE, "3.1"),),
        notice=(
            Notice((Means.POPUP, Means.SMS), When.BEFORE, "3.1"),
            Notice((Means.AGREEMENT,), When.UNKNOWN),
        ),
        clauses=(
            Clause("3.1", "五分钟内可免费取消。", "某某店客服页", date(2024, 5, 1)),
            # What a clause does not say of itself is the pack's.
            Clause(
                "3.2",
                "超过五分钟的，收取手续费：\n百分之十起。",
                "https://shop.example/rules",
                date(2024, 5, 12),
            ),
        ),
    )
    assert policies.check(str(path)) == ()


def named_clauses(pack: Pack) -> set[str]:
    kinds = (
        pack.windows,
        pack.fees,
        pack.irrevocable,
        pack.rank,
        pack.manual,
        pack.refund,
        pack.answer,
        pack.notice,
    )
    return {entry.clause for kind in kinds for entry in kind}


def test_the_built_in_packs_are_valid_and_no_ones_rule() -> None:
    assert {
        "common-5min",
        "card-10min",
        "card-free-10min",
        "card-no-return",
        "manual-before-start",
        "software-key",
        "account-service",
        "rank-first",
    } <= set(policies.names())
    for name in policies.names():
        pack = policies.load(name)
        assert pack.id == name
        assert pack.reference
        assert policies.check(name) == ()
        assert "不对应任何平台" in pack.source
        first = (Path(policies.__file__).parent / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert "只供参考" in first
        assert "不是任何一家平台的规则，也不是法律" in first
        # Every entry names its clause, and no clause lies idle.
        assert named_clauses(pack) == {clause.id for clause in pack.clauses}


def test_the_common_pack_says_what_its_name_says() -> None:
    common = policies.load("common-5min")
    assert [(w.minutes, w.start, w.delivery) for w in common.windows] == [(5, Start.PAID, DeliveryScope.ANY)]
    assert common.fees == (Fee(Decimal(10), Decimal(20), Applies.AFTER_WINDOW, "2"),)
    assert common.manual == ()


def test_the_ten_minute_rule_for_cards_bars_and_grants_nothing() -> None:
    card = policies.load("card-10min")
    assert card.windows == ()
    assert card.irrevocable == (Irrevocable(After.SHIPPED, 10, DeliveryScope.AUTOMATIC, "", "1"),)


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
        ("clause: 3.1}", "clause: 3.10}", (8, "clause")),
        ("condition: unshipped", "condition: unsent", (9, "condition")),
        ("low: 10", "low: 15", (11, "order")),
        ("low: 10", "low: -1", (11, "percent")),
        ("high: 12.5%", "high: 101", (11, "percent")),
        ("applies: after-window", "applies: never", (11, "applies")),
        ("delivery: automatic, clause", "delivery: auto, clause", (11, "delivery")),
        ("after: shipped", "after: delivered", (13, "after")),
        ("after: shipped, ", "", (13, "field")),
        ("beyond_minutes: 10,", "beyond_minutes: 0,", (13, "number")),
        ("beyond_minutes: 10,", "beyond_minutes: 10081,", (13, "number")),
        ("beyond_minutes: 10,", "beyond: 10,", (13, "near-key")),
        ("rank:\n  clause: 3.1", "rank:\n  clause:", (16, "filled")),
        ("until: started", "until: begun", (18, "until")),
        ("within: 1-3", "within: 3-1", (20, "order")),
        ("within: 1-3", "within: 3个工作日", (20, "length")),
        ("within: 1-3", "within: 1000", (20, "length")),
        ("unit: working-days", "unit: workdays", (20, "unit")),
        ("unit: working-days, ", "", (20, "field")),
        ("start: agreed", "start: paid", (20, "since")),
        ("way: original", "way: back", (20, "way")),
        ("within: 24", "within: 0", (23, "length")),
        ("hours: service", "hours: 9-18", (23, "hours")),
        ("by: [popup, sms]", "by: [popup, call]", (25, "means")),
        ("by: [popup, sms]", "by: [popup, none]", (25, "none-alone")),
        ("when: before", "when: later", (25, "when")),
        ("captured: 2024-05-01}", "captured: May}", (28, "day")),
        ("- id: 3.2", "- id: 3.1", (29, "clause-once")),
        ("rank:\n  clause: 3.1", "manual_cancel: false\nmanual_clause:", (15, "manual-key")),
        ("rank:\n  clause: 3.1", "manual_cancel: false\nmanual_clause:", (16, "manual-key")),
        ("title: 某某店的取消规则\n", "", (1, "field")),
        ("version:", "verison:", (3, "near-key")),
        ("refund:", "refunds:", (19, "near-key")),
        ("title: ", "title：", (2, "narrow-colon")),
    ],
)
def test_what_is_wrong_is_told_by_line(tmp_path: Path, old: str, new: str, problem: tuple[int, str]) -> None:
    assert old in GOOD
    assert problem in problems(tmp_path, GOOD.replace(old, new, 1))


def test_a_fee_may_be_one_rate(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD.replace("low: 10", "low: 12.5")) == []


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("minutes: 5,", "minutes: x,").replace("captured: 2024-05-12", "captured: x")
    text = text.replace("12.5%", "x").replace("until: started, clause: 3.1", "until: started, clause: 9")
    assert problems(tmp_path, text) == [(5, "day"), (8, "number"), (11, "percent"), (18, "clause")]


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
