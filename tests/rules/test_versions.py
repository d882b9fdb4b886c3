"""Of two versions of a rule page the one in force at payment counts; other goods are no version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases import ASK, REFUSE, chat, judge, order, renamed, verdict
from pages import evidence, numbered, rule_page

from dossier import reading, timeline
from dossier.model import Anchor, Evidence
from dossier.rules.grounds import versions
from dossier.rules.grounds.story import Story

RULE = "grace.cancel-refused-inside"
FIVE = "3.1 支付成功后5分钟内可免费取消订单，全额退款。"
THREE = "3.1 支付成功后3分钟内可免费取消订单，全额退款。"
TITLE = "取消与退款规则"
# Paid 2024-05-12 14:02:10; asked at 14:06, so inside five minutes and not inside three.
TALK = chat(("time", "2024-05-12 14:06"), ASK, ("time", "2024-05-12 14:08"), REFUSE)


def page(*lines: str, title: str = TITLE, name: str = "rules.png", captured: str = "") -> Evidence:
    made = evidence(name, rule_page([title, *lines, "3.9 其他事项，请联系在线客服处理。"]), captured=captured)
    return replace(made, captured_by=Anchor.EXIF) if captured else made


def answer(*pages: Evidence) -> str | None:
    """The verdict, the same whichever page lies first in the folder."""
    named = [renamed(item, f"rules-{count}.png") for count, item in enumerate(pages)]
    found = {verdict(RULE, order(), TALK, *way) for way in (named, named[::-1])}
    assert len(found) == 1
    return found.pop()


def story(*pages: Evidence) -> Story:
    read = reading.read(numbered(order(), TALK, *pages))
    events = timeline.events(read.evidence, read.facts)
    return Story(read.orders[0], events, read.facts, read.evidence)


def test_alone_the_two_versions_give_the_two_verdicts() -> None:
    assert answer(page(FIVE)) == "breach"
    assert answer(page(THREE)) == "clear"


@pytest.mark.parametrize(
    ("three_from", "five_from", "expected"),
    [
        ("生效日期：2023年1月1日", "生效日期：2024年5月12日", "breach"),  # the day of payment is in force
        ("生效日期：2023年1月1日", "生效日期：2024年5月13日", "clear"),  # from the day after: not yet
        ("生效日期：2024年5月12日", "生效日期：2023年1月1日", "clear"),
        ("生效日期：2024年5月13日", "生效日期：2023年1月1日", "breach"),
        ("更新时间：2024-05-10", "更新时间：2024-05-11", "breach"),
        ("更新时间：2024-05-11", "更新时间：2024-05-10", "clear"),
        ("更新时间：2024-05-12", "更新时间：2024-05-10", "undetermined"),  # before or after 14:02?
        ("发布日期：2024-05-13", "更新时间：2024-05-10", "breach"),
        ("发布日期：2024-03-01", "生效日期：2024-04-01", "breach"),
        ("生效日期：2024-04-01", "生效日期：2024-04-01", "undetermined"),
        ("生效日期：2024-04-01", "生效日期：2O24年5月l日", "undetermined"),
        ("生效日期：2024-04-01", "", "undetermined"),
        ("", "生效日期：2024-04-01", "undetermined"),
        ("生效日期：2024-06-01", "", "undetermined"),
        ("", "", "undetermined"),
        ("本规则有效期至2024年5月11日", "生效日期：2024-04-01", "breach"),
        ("本规则有效期至2024年5月12日", "生效日期：2024-04-01", "undetermined"),
    ],
)
def test_dates_tell_which_held(three_from: str, five_from: str, expected: str) -> None:
    assert answer(page(three_from, THREE), page(five_from, FIVE)) == expected


def test_a_page_announced_earlier_holds_from_its_effective_day() -> None:
    announced = page("发布日期：2024-05-01", "生效日期：2024-05-13", THREE)
    assert answer(page("生效日期：2023-01-01", FIVE), announced) == "breach"
    announced = page("发布日期：2024-05-01", "生效日期：2024-05-12", THREE)
    assert answer(page("生效日期：2023-01-01", FIVE), announced) == "clear"


@pytest.mark.parametrize(
    ("three_seen", "five_seen", "expected"),
    [
        ("2024-05-01T10:00:00", "2024-05-11T10:00:00", "breach"),
        ("2024-05-11T10:00:00", "2024-05-01T10:00:00", "clear"),
        ("2024-05-01T10:00:00", "2024-05-12T10:00:00", "undetermined"),
        ("2024-05-01T10:00:00", "2024-06-12T10:00:00", "undetermined"),
        ("2024-05-11T08:00:00", "2024-05-11T10:00:00", "undetermined"),
    ],
)
def test_pages_without_a_date_are_told_by_their_capture(
    three_seen: str, five_seen: str, expected: str
) -> None:
    assert answer(page(THREE, captured=three_seen), page(FIVE, captured=five_seen)) == expected


def test_a_saved_picture_is_not_dated_by_when_it_was_saved() -> None:
    old = renamed(page(THREE, captured="2024-05-01T10:00:00"), "mmexport1.png")
    new = renamed(page(FIVE, captured="2024-05-11T10:00:00"), "mmexport2.png")
    assert verdict(RULE, order(), TALK, old, new) == "undetermined"


def test_of_three_versions_the_middle_one_may_hold() -> None:
    first = page("生效日期：2022-01-01", THREE)
    middle = page("生效日期：2024-01-01", FIVE)
    last = page("生效日期：2024-07-01", "3.1 支付成功后1分钟内可免费取消订单，全额退款。")
    assert answer(first, middle, last) == "breach"


def test_two_pages_that_say_the_same_need_no_choice() -> None:
    assert answer(page(FIVE), page("生效日期：2024-04-01", FIVE)) == "breach"
    assert answer(page("生效日期：2023-04-01", FIVE), page("生效日期：2024-04-01", FIVE)) == "breach"
    assert answer(page("生效日期：2023-04-01", FIVE), page("生效日期：2024-06-01", FIVE)) == "breach"
    assert versions.compared(story(page(FIVE), page("生效日期：2024-04-01", FIVE))) == ()


def test_a_second_picture_of_a_later_version_does_not_make_it_hold() -> None:
    assert answer(page("生效日期：2024-06-01", FIVE), page(FIVE)) == "undetermined"


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        ("人工代充取消与退款规则", THREE),
        ("取消与退款规则", "3.1 人工代充商品支付成功后3分钟内可免费取消订单，全额退款。"),
        ("取消与退款规则", "3.1 支付成功后3分钟内可免费取消账号类商品的订单，全额退款。"),
        ("账号租赁规则", THREE),
        ("取消与退款规则（账号）", THREE),
        ("退款规则-账号", THREE),
        ("账号租赁", THREE),
        ("取消与退款规则（账号2024版）", THREE),
        ("星河数卡取消与退款规则", THREE),
        ("取消与退款规则", "7.2 会员支付成功后3分钟内可免费取消订单，全额退款。"),
    ],
)
def test_a_page_of_other_goods_does_not_supersede(title: str, clause: str) -> None:
    """The older page stays: the newer one may be for other goods, another shop or other buyers."""
    mine = page("蓝鲸卡盟", "生效日期：2023-01-01", FIVE)
    other = replace(page("生效日期：2024-04-01", clause, title=title), path="other.png")
    found = story(mine, other)
    assert not any(versions.left_out(found, f) for f in found.facts if f.source.evidence == "E3")
    assert versions.compared(found) == ()


def test_an_older_page_of_other_goods_is_not_superseded() -> None:
    """Three minutes for cards of an older page still stand beside five of a newer page for accounts."""
    cards = page("生效日期：2023-01-01", THREE, title="卡密购买规则")
    accounts = page("生效日期：2024-04-01", FIVE, title="账号租赁规则")
    assert answer(cards, accounts) == "undetermined"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("取消与退款规则（2023年版）", "取消与退款规则（2024年5月修订）"),
        ("取消与退款规则V1.0", "最新取消与退款规则V2.1"),
        ("蓝鲸卡盟取消与退款规则", "取消与退款规则"),
        ("取消与退款规则", "退款政策"),  # renamed: the same words under the same number
    ],
)
def test_marks_of_a_version_do_not_make_another_document(old: str, new: str) -> None:
    mine = page("生效日期：2023-01-01", THREE, title=old)
    assert answer(mine, page("生效日期：2024-04-01", FIVE, title=new)) == "breach"


def test_another_number_or_other_words_of_a_renamed_page_are_no_version() -> None:
    mine = page("生效日期：2023-01-01", THREE)
    other = page("生效日期：2024-04-01", FIVE.replace("3.1", "4.1"), title="退款政策")
    assert answer(mine, other) == "undetermined"


def test_a_newer_version_without_the_clause_leaves_it_in_doubt() -> None:
    fee = "3.2 取消订单收取10%的手续费。"
    assert answer(page("生效日期：2023-01-01", FIVE), page("生效日期：2024-04-01", fee)) == "undetermined"
    assert answer(page("生效日期：2023-01-01", FIVE), page("生效日期：2024-06-01", fee)) == "breach"
    # The foot of the same version, photographed apart, takes nothing away.
    assert answer(page(FIVE), page("生效日期：2024-04-01", fee)) == "breach"


def test_every_clause_of_a_kind_is_compared_with_its_own() -> None:
    old = page(
        "生效日期：2023-01-01", "3.2 卡密订单取消收取10%的手续费。", "3.3 代练订单取消收取30%的手续费。"
    )
    new = page("生效日期：2024-01-01", "3.2 卡密订单取消收取20%的手续费。")
    found = story(old, renamed(new, "new.png"))
    rates = {
        f.value.partition(";")[0]: versions.left_out(found, f) for f in found.facts if f.about == "fee_rate"
    }
    assert rates == {"0.1-0.1": True, "0.3-0.3": False, "0.2-0.2": False}


def test_the_comparison_is_told() -> None:
    old = page("生效日期：2023-01-01", THREE)
    new = page("生效日期：2024-05-12", FIVE)
    (found,) = versions.compared(story(new, renamed(old, "old.png")))
    assert [(v.since, v.by) for v in found.versions] == [
        ("2023-01-01", "effective"),
        ("2024-05-12", "effective"),
    ]
    assert found.used == found.versions[1]
    assert found.paid == "2024-05-12"
    told = versions.told(found, {"E3": "证据3", "E4": "证据4"}.__getitem__)
    assert told.index("证据4第3.1条（2023-01-01 起生效）") < told.index("证据3第3.1条（2024-05-12 起生效）")
    assert "付款日 2024-05-12 有效的是证据3" in told
    assert "3分钟" in told
    assert "5分钟" in told


def test_where_the_dates_do_not_tell_nothing_is_used() -> None:
    (found,) = versions.compared(story(page(THREE), renamed(page("生效日期：2024-04-01", FIVE), "new.png")))
    assert found.used is None
    assert "看不出" in versions.told(found, str)


def test_without_a_payment_no_version_is_chosen() -> None:
    pages = (page("生效日期：2023-01-01", THREE), renamed(page("生效日期：2024-01-01", FIVE), "new.png"))
    read = reading.read(numbered(order(paid=None), *pages))
    events = timeline.events(read.evidence, read.facts)
    (found,) = versions.compared(Story(read.orders[0], events, read.facts, read.evidence))
    assert found.used is None


def test_a_superseded_clause_is_not_cited() -> None:
    old = renamed(page("生效日期：2023-01-01", THREE), "old.png")
    (finding,) = [f for f in judge(order(), TALK, page("生效日期：2024-01-01", FIVE), old) if f.rule == RULE]
    assert [basis for basis in finding.basis if basis.startswith("policy:")] == ["policy:E3:3.1"]


@pytest.mark.parametrize("title", ["购买须知", "平台规则", "规则详情"])
def test_a_title_that_every_page_may_bear_tells_nothing(title: str) -> None:
    """Two products' notes, captured on two days: neither is a version of the other."""
    first = page(THREE, title=title, captured="2024-05-01T10:00:00")
    second = page(FIVE, title=title, captured="2024-05-11T10:00:00")
    assert answer(first, second) == "undetermined"
    first = page("生效日期：2023-01-01", "1. 支付成功后3分钟内可免费取消。", title=title)
    second = page("生效日期：2024-01-01", "2. 自付款起5分钟内申请取消的，不收取任何费用。", title=title)
    assert answer(first, second) == "undetermined"
    assert versions.compared(story(first, renamed(second, "b.png"))) == ()


def test_the_shops_name_makes_a_title_tell() -> None:
    first = page("生效日期：2023-01-01", "1. 支付成功后3分钟内可免费取消。", title="蓝鲸卡盟购买须知")
    second = page(
        "生效日期：2024-01-01", "第二条 自付款起5分钟内申请取消的，不收取任何费用。", title="蓝鲸卡盟购买须知"
    )
    assert answer(first, second) == "breach"


def test_captures_of_pages_without_a_title_do_not_choose() -> None:
    first = evidence(
        "a.png", rule_page([THREE, "3.9 其他事项，请联系在线客服处理。", "4.1 本店保留修改的权利。"])
    )
    second = evidence(
        "b.png", rule_page([FIVE, "3.9 其他事项，请联系在线客服处理。", "4.1 本店保留修改的权利。"])
    )
    days = ("2024-05-01T10:00:00", "2024-05-11T10:00:00")
    seen = [
        replace(item, captured=day, captured_by=Anchor.EXIF)
        for item, day in zip((first, second), days, strict=True)
    ]
    assert answer(*seen) == "undetermined"


def test_two_clauses_of_one_version_in_two_pictures_are_not_versions() -> None:
    first = page("生效日期：2024-01-01", FIVE)
    second = page("生效日期：2024-01-01", "3.4 自付款之时起7分钟内申请取消的，不收取任何费用。")
    assert answer(first, second) == "breach"
