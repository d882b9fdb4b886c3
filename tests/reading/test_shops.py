"""The shop's name by what stands over the order and elsewhere, and titles that name none."""

from __future__ import annotations

import pytest
from pages import centred, evidence, numbered, order_page, page, rule_page

from dossier import reading
from dossier.model import Evidence, FactKind, Role
from dossier.reading import shops

ORDER = "CM20240512001"
CLAUSE = "1. 支付成功后5分钟内可免费取消订单，全额退款。"
ROWS = [("订单编号", ORDER), ("实付款", "¥100.00"), ("付款时间", "2024-05-12 14:02:10")]


def order(head: str) -> Evidence:
    cells = [centred(120, "订单详情"), (60, 220, "已发货"), (60, 320, head)]
    for count, (label, value) in enumerate(ROWS):
        cells += [(60, 420 + 90 * count, label), (-60, 420 + 90 * count, value)]
    return evidence("order.png", page(cells))


def payment(payee: str) -> Evidence:
    rows = [("收款方", payee), ("当前状态", "支付成功"), ("支付时间", "2024-05-12 14:02:10")]
    rows += [("支付金额", "¥100.00"), ("交易单号", "4200002345202405121234567890"), ("商户单号", ORDER)]
    return evidence("payment.png", order_page(rows))


def rules(title: str) -> Evidence:
    return evidence("rules.png", rule_page([title, CLAUSE]))


def named(*files: Evidence) -> list[str]:
    read = reading.read(numbered(*files))
    return [fact.value for fact in read.facts if fact.kind is FactKind.PLATFORM]


def hinted(title: str) -> list[str]:
    item = reading.read(numbered(rules(title))).evidence[0]
    assert item.role is Role.POLICY
    return list(shops.hinted(item))


def test_what_stands_over_the_order_and_is_paid_is_the_shop() -> None:
    assert named(order("风铃数娱"), payment("风铃数娱网络科技有限公司")) == ["风铃数娱"]
    assert named(order("小张发卡(示例)"), payment("小张发卡")) == ["小张发卡"]


def test_what_stands_over_the_order_alone_names_no_shop() -> None:
    assert named(order("风铃数娱")) == []
    assert named(order("风铃数娱"), payment("某某支付有限公司")) == []


@pytest.mark.parametrize("goods", ["外服礼品卡20美元", "音乐会员年卡", "游戏月卡", "100元点卡"])
def test_goods_that_the_payment_shows_too_are_no_shop(goods: str) -> None:
    assert named(order(goods), payment(goods)) == []


@pytest.mark.parametrize(
    "title",
    [
        "退款规则", "取消与退款规则", "游戏点卡退款说明", "七天无理由退货规则", "虚拟商品购买须知", "新手购买须知", "新手玩家购买须知", "卡密售后规则",
        "用户服务协议", "会员服务条款", "自动发货商品退款规则", "人工代充订单取消规则", "账号租赁服务规则", "代练服务退款说明", "Q币充值退款说明",
        "全国话费充值退款规则", "软件激活码售后政策", "2024年退款规则", "最新版退款规则", "平台争议处理规则", "消费者权益保障规则", "未成年人退款规则",
        "春节期间退款说明", "腾讯视频会员购买须知",
    ],
)  # fmt: skip
def test_ordinary_titles_name_no_shop(title: str) -> None:
    assert named(rules(title)) == []
    assert hinted(title) == []


@pytest.mark.parametrize(
    ("title", "name", "hint"),
    [
        ("风铃数娱取消与退款规则", ["风铃数娱"], "风铃"),
        ("小张发卡退款规则", ["小张发卡"], "小张"),
        ("极光卡铺用户协议", ["极光卡铺"], "极光"),
        # A shop, or goods: nothing is written down, but whoever doubts the page may ask.
        ("橙子点卡购买须知", [], "橙子"),
        ("老王代充售后说明", [], "老王"),
        ("苹果礼品卡购买须知", [], "苹果"),
    ],
)
def test_titles_that_begin_with_a_name(title: str, name: list[str], hint: str) -> None:
    assert named(rules(title)) == name
    assert hinted(title) == [hint]
