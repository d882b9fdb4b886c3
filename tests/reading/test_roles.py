"""What a file is, from pages that look like more than one thing."""

from __future__ import annotations

import pytest
from pages import centred, chat_page, evidence, numbered, order_page, page, rule_page

from dossier import reading
from dossier.model import FactKind, Line, Page, Role
from dossier.reading import roles

REFUND = [
    ("退款金额", "¥102.40"),
    ("扣除手续费", "¥25.60"),
    ("退款时间", "2024-05-12 14:30:05"),
    ("订单编号", "CM20240512001"),
]
PINNED = [
    (160, 260, "示例点卡"),
    (160, 305, "订单编号：CM20240512001"),
    centred(420, "2024-05-12 14:03"),
    (-160, 520, "我要取消订单"),
]


def test_talk_about_a_notice_has_no_title() -> None:
    rows = [
        "早啊各位！今天天气不错",
        "有人看到公告了吗？",
        "要改考勤制度了",
        "那挺好，不用挤早高峰了",
        "行，定位发群里吧",
    ]
    lines = tuple(Line(number, row) for number, row in enumerate(rows, 1))
    assert roles.of((Page(1, lines=lines),)) is Role.OTHER


@pytest.mark.parametrize(
    ("content", "role"),
    [
        (order_page(REFUND, "退款成功"), Role.ORDER),
        (
            order_page(
                [
                    ("订单时间：", "2024-02-27 22:18:54"),
                    ("退款完成时间：", "2024-02-27 22:32:07"),
                    ("单号：", "CM20240512001"),
                    ("实退金额：", "¥30.00"),
                ],
                "已退款",
            ),
            Role.ORDER,
        ),
        (page([*PINNED, (160, 700, "系统已发货不能退")]), Role.CHAT),
        (page(PINNED), Role.CHAT),
        (
            chat_page(
                [("time", "14:03"), ("agent", "您好，付款后5分钟内可以免费取消，超过5分钟收取10%手续费")]
            ),
            Role.CHAT,
        ),
        (
            rule_page(
                ["服务协议", "第一条 虚拟商品一经售出，概不退换。", "第二条 人工代充一般在30分钟内处理。"]
            ),
            Role.POLICY,
        ),
        (
            page(
                [
                    (60, 40, "商品详情"),
                    (60, 200, "示例点卡100元"),
                    (60, 300, "¥128.00"),
                    (60, 400, "立即购买"),
                ]
            ),
            Role.OTHER,
        ),
        (page([(60, 200, "今天天气不错"), (60, 300, "出去走走")]), Role.OTHER),
        (Page(1), Role.OTHER),
    ],
)
def test_roles(content: Page, role: Role) -> None:
    assert roles.of([content]) is role


def test_a_bill_copied_as_text_is_a_payment() -> None:
    words = (
        "账单详情",
        "当前状态 支付成功",
        "支付时间 2025年10月23日 14:59:46",
        "交易单号 4200002966202510230090527049",
    )
    assert roles.of([Page(1, lines=tuple(Line(n, line) for n, line in enumerate(words, 1)))]) is Role.PAYMENT


def test_the_user_knows_better() -> None:
    files = numbered(evidence("a.png", order_page(REFUND, "退款成功")))
    said = reading.Overrides(roles={"a.png": Role.OTHER})
    result = reading.read(files, said)
    assert result.evidence[0].role is Role.OTHER
    assert result.facts == ()


@pytest.mark.parametrize(
    ("date_line", "about", "value"),
    [
        ("生效日期：2024年3月1日", "effective", "2024-03-01"),
        ("本规则自2024年3月1日起施行", "effective", "2024-03-01"),
        ("更新时间：2024-03-01", "published", "2024-03-01"),
        ("2024-03-01", "published", "2024-03-01"),
        ("本规则有效期至2024年3月1日", "expires", "2024-03-01"),
        ("生效日期：2O24年3月l日", "effective", ""),
        ("生效日期：3月1日", "effective", "--03-01"),
    ],
)
def test_the_dates_a_rule_page_gives_itself(date_line: str, about: str, value: str) -> None:
    made = rule_page(["取消与退款规则", date_line, "3.1 支付成功后5分钟内可免费取消订单。"])
    result = reading.read(numbered(evidence("rules.png", made)))
    assert [(f.about, f.value) for f in result.facts if f.kind is FactKind.TIMESTAMP] == [(about, value)]


def test_the_name_of_a_shop_is_no_kind_of_delivery() -> None:
    cells = [
        (60, 40, "小熊代充"),
        (60, 150, "已发货"),
        (60, 300, "订单编号：CM20240512001"),
        (60, 360, "发货时间：2024-05-12 14:05:41"),
    ]
    plain = reading.read(numbered(evidence("a.png", page(cells))))
    assert [order.delivery.value for order in plain.orders] == ["unknown"]
    badge = reading.read(numbered(evidence("a.png", page([*cells, (60, 420, "人工代充")]))))
    assert [order.delivery.value for order in badge.orders] == ["manual"]


def test_a_payment_tells_its_refund_in_its_state() -> None:
    rows = [
        ("当前状态", "已退款(￥39.93)"),
        ("支付时间", "2024年5月12日 14:02:10"),
        ("交易单号", "4200002345202405121234567890"),
    ]
    result = reading.read(numbered(evidence("a.png", order_page(rows))))
    assert [(f.about, f.value) for f in result.facts if f.kind is FactKind.AMOUNT] == [("refund", "39.93")]
