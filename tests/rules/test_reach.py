"""Whether a rule page reaches the order: whose shop, which goods, for whom, since when."""

from __future__ import annotations

import pytest
from cases import ASK, FREE, REFUSE, chat, judge, order, page, renamed, verdict
from pages import evidence, rule_page

from dossier.model import Evidence

RULE = "grace.cancel-refused-inside"
TALK = chat(("time", "2024-05-12 14:03"), ASK, ("time", "2024-05-12 14:06"), REFUSE)


def shop_page(shop: str, clause: str) -> Evidence:
    return evidence(f"{shop}.png", rule_page([f"{shop}取消与退款规则", clause]))


def why(*files: Evidence) -> str:
    return "".join(p.text for f in judge(*files) if f.rule == RULE for p in f.premises[:1])


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("VIP会员付款后10分钟内可免费取消", "undetermined"),
        ("点卡类商品付款后5分钟内可免费取消", "breach"),
        ("话费类商品付款后5分钟内可免费取消", "undetermined"),
        ("付款后5分钟内可免费取消（话费类商品除外）", "breach"),
        ("付款后5分钟内可免费取消（点卡类商品除外）", "possible"),
        ("特价商品付款后5分钟内可免费取消", "undetermined"),
        ("自动发货商品付款后5分钟内可免费取消", "breach"),
        ("5分钟内未发货可取消", "undetermined"),
    ],
)
def test_goods_and_people(clause: str, expected: str) -> None:
    assert verdict(RULE, order(), TALK, page(clause)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("生效日期：2024年5月12日", "breach"),
        ("生效日期：2024年5月13日", "undetermined"),
        ("生效日期：2O24年5月l日", "undetermined"),
        ("更新时间：2024-05-11", "breach"),
        ("更新时间：2024-05-12", "undetermined"),
        ("更新时间：2024-06-01", "undetermined"),
        ("本规则有效期至2024年5月12日", "breach"),
        ("本规则有效期至2024年5月11日", "undetermined"),
    ],
)
def test_the_day_of_the_rule_against_the_day_of_payment(line: str, expected: str) -> None:
    assert verdict(RULE, order(), TALK, page(line, FREE)) == expected


def test_another_shops_page_does_not_speak_for_this_one() -> None:
    mine = order(more=[("平台", "蓝鲸卡盟")])
    assert verdict(RULE, mine, TALK, shop_page("蓝鲸卡盟", FREE)) == "breach"
    assert verdict(RULE, mine, TALK, shop_page("星河数卡", FREE)) == "undetermined"


def test_of_two_shops_pages_each_order_takes_its_own() -> None:
    mine = order(more=[("平台", "蓝鲸卡盟")])
    strict = shop_page("蓝鲸卡盟", "3.1 支付成功后1分钟内可免费取消订单。")
    generous = shop_page("星河数卡", FREE)
    assert (
        verdict(RULE, mine, TALK, strict, generous) == "undetermined"
    )  # 14:03 holds both ends of one minute
    late = chat(("time", "2024-05-12 14:05"), ASK, ("time", "2024-05-12 14:06"), REFUSE)
    assert verdict(RULE, mine, late, strict, generous) == "clear"


def test_the_name_of_no_shop_in_particular_is_no_name() -> None:
    mine = order(more=[("平台", "蓝鲸卡盟")])
    assert verdict(RULE, mine, TALK, shop_page("交易平台", FREE)) == "breach"


def test_with_two_shops_a_page_without_a_name_is_nobodys_for_certain() -> None:
    mine = order(more=[("平台", "蓝鲸卡盟")])
    other = renamed(order(number="CM20240512002", more=[("平台", "星河数卡")]), "other.png")
    named = chat(("time", "2024-05-12 14:03"), ASK, ("time", "2024-05-12 14:06"), REFUSE)
    assert verdict(RULE, mine, other, named, page(FREE)) == "undetermined"


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("VIP会员付款后10分钟内可免费取消", "会员"),
        ("人工代充商品，付款后5分钟内可免费取消", "发货方式"),
        ("话费类商品付款后5分钟内可免费取消", "种类"),
        ("5分钟内未发货可取消", "字面"),
    ],
)
def test_the_reason_is_told(clause: str, reason: str) -> None:
    assert reason in why(order(delivery=None), TALK, page(clause))


def test_the_number_of_a_clause_is_told_once() -> None:
    told = why(order(), TALK, page(FREE))
    assert told.count("3.1") == 1
    assert "“支付成功后5分钟内可免费取消订单" in told
