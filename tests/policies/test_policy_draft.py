"""A pack drawn from rule pages says what they say, is accepted by the check, and leaves doubts to the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pages import evidence, numbered, order_page, rule_page

from dossier import policies, reading, timeline
from dossier.model import Anchor, Case, Evidence, FactKind, FactStatus
from dossier.policies import draft, writing
from dossier.policies.draft import Draft
from dossier.policies.terms import terms

TODAY = date(2026, 1, 2)
FIVE = "3.1 支付成功后5分钟内可免费取消订单，全额退款。"
FEE = "3.2 超过5分钟取消的，收取10%-20%的手续费。"
HAND = "3.3 人工代充订单在开始处理前可取消。"
BACK = "3.4 审核通过后，退款将在1-3个工作日内原路退回。"
EXPIRY = "2.1 订单5分钟未支付，系统自动关闭订单。"


def page(*lines: str, name: str = "规则.png", captured: str = "") -> Evidence:
    made = evidence(name, rule_page(["取消与退款规则", *lines, "3.9 其他事项，请联系在线客服处理。"]))
    return replace(made, captured=captured, captured_by=Anchor.EXIF if captured else None)


def case(*pages: Evidence, paid: str = "2024-05-12 14:02:10") -> Case:
    rows = [
        ("订单编号", "CM20240512001"),
        ("商品名称", "示例点卡"),
        ("实付款", "¥100.00"),
        ("付款时间", paid),
    ]
    order = evidence("订单.png", order_page(rows, "已发货"))
    read = reading.read(numbered(*([order] if paid else []), *pages))
    return Case(
        evidence=read.evidence,
        facts=read.facts,
        events=timeline.events(read.evidence, read.facts),
        orders=read.orders,
    )


def drawn(made: Case) -> Draft:
    return draft.draw(made, "某某卡盟", TODAY)


def values(made: Draft) -> list[tuple[str, str]]:
    return [(term.about, term.value) for term in terms(made.pack)]


def reasons(made: Draft) -> dict[str, str]:
    return {one.fact.value: one.reason for one in made.drawn}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "pages",
    [
        (page(FIVE, FEE, HAND, BACK, EXPIRY),),
        (page(FIVE, FEE), page("生效日期：2024-01-01", HAND, BACK, name="补充.png")),
        (
            page("生效日期：2023-01-01", FIVE),
            page("生效日期：2024-01-01", FIVE.replace("5", "3"), name="b.png"),
        ),
        (page("VIP会员付款后10分钟内可免费取消", FEE, captured="2024-05-14T10:00:00"),),
        (page('3.1 “5分钟”规则: 支付后5分钟内可免费取消 # 全额退款 {"是"}', FEE),),
    ],
    ids=["one page", "two pages", "versions", "doubtful", "awkward signs"],
)
def test_what_is_drawn_is_accepted_and_says_the_same(
    tmp_path: Path, pages: tuple[Evidence, ...], lang: str
) -> None:
    made = drawn(case(*pages))
    path = tmp_path / "drawn.yaml"
    path.write_text(writing.text(made, lang), encoding="utf-8")
    assert policies.check(path) == ()
    assert policies.load(path) == made.pack
    assert terms(policies.load(path)) == terms(made.pack)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_left_out_can_be_taken_in(tmp_path: Path, lang: str) -> None:
    """Without the signs before an entry it is a good entry, its clause listed."""
    made = drawn(case(page("VIP会员付款后10分钟内可免费取消", FEE)))
    assert made.pack.windows == ()
    text = writing.text(made, lang)
    path = tmp_path / "drawn.yaml"
    mended = "\n".join(
        line.replace("  # ", "  ", 1) if line.startswith(("  # - ", "  #   ")) else line
        for line in text.splitlines()
    )
    path.write_text(mended, encoding="utf-8")
    assert policies.check(path) == ()
    assert [window.minutes for window in policies.load(path).windows] == [10]


def test_a_page_gives_its_terms() -> None:
    made = drawn(case(page(FIVE, FEE, HAND, BACK)))
    assert values(made) == [
        ("grace_window", "PT5M;start=paid;delivery=any;free=yes"),
        ("fee_rate", "0.1-0.2;applies=after"),
        ("manual_cancel", "before=started"),
        ("refund_time", "P1D-P3D;days=working;start=agreed;way=original"),
    ]
    assert [clause.id for clause in made.pack.clauses] == ["3.1", "3.2", "3.3", "3.4"]
    assert made.pack.clauses[0].text == FIVE
    assert made.pack.clauses[0].source == "规则.png"
    assert not made.pack.reference


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        (FIVE, ""),
        ("VIP会员付款后10分钟内可免费取消", "member"),
        ("特价商品付款后5分钟内可免费取消", "unclear"),
        ("点卡类商品付款后5分钟内可免费取消", "goods"),
        ("付款后5分钟内可免费取消（话费类商品除外）", "goods"),
        ("支付后5分钟内可取消订单", "free"),
        ("成交后5分钟内可免费取消订单", "start"),
        ("3.2 取消收取10%的手续费，最低收取1.00元。", "floor"),
        (EXPIRY, "unpaid"),
    ],
)
def test_what_is_doubtful_keeps_its_reason(clause: str, reason: str) -> None:
    made = drawn(case(page(clause)))
    assert list(reasons(made).values()) == [reason]
    assert bool(values(made)) == (not reason)
    told = writing.text(made, "zh")
    assert ("没有采用" in told) == bool(reason)


def test_a_reading_in_doubt_is_left_to_the_person() -> None:
    made = case(page(FIVE))
    facts = tuple(
        replace(f, status=FactStatus.DISPUTED) if f.kind is FactKind.POLICY_TERM else f for f in made.facts
    )
    assert list(reasons(drawn(replace(made, facts=facts))).values()) == ["reading"]


def test_the_version_that_held_is_drawn() -> None:
    three = FIVE.replace("5", "3")
    old, new = page("生效日期：2023-01-01", three), page("生效日期：2024-05-12", FIVE, name="新.png")
    made = drawn(case(old, new))
    assert [window.minutes for window in made.pack.windows] == [5]
    assert sorted(reasons(made).values()) == ["", "superseded"]
    later = drawn(case(old, replace(page("生效日期：2024-05-13", FIVE), path="新.png")))
    assert [window.minutes for window in later.pack.windows] == [3]
    # The same number in two files: each keeps its own words.
    assert [clause.id for clause in made.pack.clauses] == ["E2-3.1", "E3-3.1"]


def test_without_an_order_versions_that_differ_are_left_to_the_person() -> None:
    old, new = page("生效日期：2023-01-01", FIVE.replace("5", "3")), page("生效日期：2024-01-01", FIVE)
    assert set(reasons(drawn(case(old, replace(new, path="新.png"), paid=""))).values()) == {"date"}
    assert set(reasons(drawn(case(new, paid=""))).values()) == {""}


def test_a_page_that_held_only_later_is_left_to_the_person() -> None:
    assert list(reasons(drawn(case(page("生效日期：2024-05-13", FIVE)))).values()) == ["date"]


def test_the_day_of_capture_is_the_pages_or_declared_as_a_guess() -> None:
    made = drawn(case(page(FIVE, captured="2024-05-14T10:00:00")))
    assert (made.pack.captured, made.undated) == (date(2024, 5, 14), False)
    made = drawn(case(page(FIVE)))
    assert (made.pack.captured, made.undated) == (TODAY, True)
    assert "请改成实际的截取日期" in writing.text(made, "zh")


def test_each_entry_names_its_place() -> None:
    told = writing.text(drawn(case(page("生效日期：2024-01-01", FIVE))), "zh")
    assert "# 规则.png，第 3 行，第3.1条，2024-01-01 起生效\n  - minutes: 5" in told


def test_the_same_folder_gives_the_same_words() -> None:
    made = case(page(FIVE, FEE))
    assert writing.text(drawn(made), "zh") == writing.text(drawn(made), "zh")
