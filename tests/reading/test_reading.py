"""Files to facts: roles, columns, chats, and what belongs to whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import chat_page, evidence, log, numbered, order_page, page, rule_page

from dossier import reading
from dossier.model import Box, Evidence, FactKind, FactStatus, Line, Page, Role

ORDER_ROWS = [("订单编号", "CM20240512001"), ("下单时间", "2024-05-12 14:01:55"), ("实付款", "¥128.00")]
CHAT = [
    ("time", "2024-05-12 14:03"),
    ("buyer", "我要取消订单"),
    ("time", "2024-05-12 14:04"),
    ("agent", "您好，无法取消哦"),
]


def read(*files: Evidence, **said: object) -> reading.Reading:
    return reading.read(numbered(*files), reading.Overrides(**said))  # type: ignore[arg-type]


def values(result: reading.Reading, kind: FactKind, about: str = "") -> list[str]:
    return [f.value for f in result.facts if f.kind is kind and (not about or f.about == about)]


@pytest.mark.parametrize(
    ("content", "role"),
    [
        (order_page([*ORDER_ROWS, ("发货时间", "2024-05-12 14:05:41")], "已发货"), Role.ORDER),
        (order_page([("当前状态", "支付成功"), ("支付时间", "2024年5月12日14:02:10"), ("交易单号", "4200002345202405121234567890"), ("商户单号", "CM20240512001")]), Role.PAYMENT),
        (chat_page(CHAT), Role.CHAT),
        (rule_page(["取消规则", "3.1 支付后5分钟内可免费取消。", "3.2 超过5分钟取消的，收取10%手续费。"]), Role.POLICY),
        (log(("我", "2024-05-12 14:03:05", "申请取消"), ("客服1024", "", "不行")), Role.CHAT),
        (page([(60, 400, "今天天气不错")]), Role.OTHER),
    ],
)  # fmt: skip
def test_roles(content: Page, role: Role) -> None:
    assert read(evidence("a.png", content)).evidence[0].role is role


def test_label_and_value_in_two_columns_are_joined_by_where_they_stand() -> None:
    result = read(evidence("a.png", order_page([*ORDER_ROWS, ("付款时间", "2024-05-1214:02:10")])))
    assert values(result, FactKind.ORDER_ID) == ["CM20240512001"]
    assert values(result, FactKind.TIMESTAMP, "paid") == ["2024-05-12T14:02:10+08:00"]
    assert values(result, FactKind.AMOUNT, "paid") == ["128.00"]


def test_label_above_its_value() -> None:
    cells = [
        (60, 200, "订单详情"),
        (60, 300, "订单编号"),
        (60, 350, "CM20240512001"),
        (60, 450, "付款时间"),
        (60, 500, "2024-05-12 14:02:10"),
    ]
    result = read(evidence("a.png", page(cells)))
    assert values(result, FactKind.ORDER_ID) == ["CM20240512001"]
    assert values(result, FactKind.TIMESTAMP, "paid") == ["2024-05-12T14:02:10+08:00"]


def test_a_number_broken_over_two_lines_is_joined() -> None:
    cells = [
        (60, 200, "账单详情"),
        (60, 300, "交易单号"),
        (500, 300, "42000023452024051212"),
        (500, 345, "34567890"),
        (60, 420, "商户单号"),
        (500, 420, "CM20240512001"),
    ]
    result = read(evidence("a.png", page(cells)))
    assert values(result, FactKind.TRANSACTION_ID) == ["4200002345202405121234567890"]


def test_buyers_speak_at_the_right_agents_at_the_left() -> None:
    result = read(evidence("o.png", order_page(ORDER_ROWS)), evidence("c.png", chat_page(CHAT)))
    said = {(f.about, f.speaker.value) for f in result.facts if f.kind is FactKind.STATEMENT}
    assert ("cancel_requested", "buyer") in said
    assert ("cancel_refused", "agent") in said


def test_the_same_number_in_two_files_is_checked_and_a_look_alike_disputed() -> None:
    paid = order_page(
        [
            ("支付时间", "2024-05-12 14:02:10"),
            ("交易单号", "4200002345202405121234567890"),
            ("商户单号", "A1B2C3D4E5F6G7H8"),
            ("当前状态", "支付成功"),
        ]
    )
    same = read(
        evidence("o.png", order_page([("订单编号", "A1B2C3D4E5F6G7H8"), *ORDER_ROWS[1:]])),
        evidence("p.png", paid),
    )
    assert {f.status for f in same.facts if f.value == "A1B2C3D4E5F6G7H8"} == {FactStatus.CHECKED}
    alike = read(
        evidence("o.png", order_page([("订单编号", "A1B2C3D4E5F6G7HB"), *ORDER_ROWS[1:]])),
        evidence("p.png", paid),
    )
    assert len(alike.orders) == 1
    assert FactStatus.DISPUTED in {f.status for f in alike.facts if f.value.startswith("A1B2")}


def test_a_payment_of_no_order_is_set_aside_and_told() -> None:
    paid = order_page(
        [
            ("支付时间", "2024-05-12 16:02:10"),
            ("交易单号", "4200002345202405121234567890"),
            ("商户单号", "CM20240512777"),
            ("当前状态", "支付成功"),
        ]
    )
    result = read(evidence("o.png", order_page(ORDER_ROWS)), evidence("p.png", paid))
    assert [order.order_id for order in result.orders] == ["CM20240512001"]
    assert [(p.path, p.code, p.detail) for p in result.aside] == [("p.png", "other-order", "CM20240512777")]
    assert all(f.order_id is None for f in result.facts if f.source.evidence == "E2")


def test_with_two_orders_a_chat_that_names_none_is_set_aside() -> None:
    second = order_page([("订单编号", "CM20240512002"), *ORDER_ROWS[1:]])
    result = read(
        evidence("a.png", order_page(ORDER_ROWS)),
        evidence("b.png", second),
        evidence("c.png", chat_page(CHAT)),
    )
    assert [p.code for p in result.aside] == ["which-order"]
    told = read(
        evidence("a.png", order_page(ORDER_ROWS)), evidence("b.png", second), evidence("c.png", chat_page(CHAT)),
        orders={"c.png": "CM20240512002"},
    )  # fmt: skip
    assert not told.aside
    assert {f.order_id for f in told.facts if f.kind is FactKind.STATEMENT} == {"CM20240512002"}


def test_the_users_day_makes_an_assumed_time_certain() -> None:
    bare = chat_page(
        [("time", "14:03"), ("buyer", "我要取消订单"), ("time", "14:04"), ("agent", "您好，无法取消哦")]
    )
    files = (
        evidence("o.png", order_page([*ORDER_ROWS, ("付款时间", "2024-05-12 14:02:10")])),
        evidence("c.png", bare),
    )
    assumed = [f for f in read(*files).facts if f.about == "said"]
    assert assumed
    assert all(f.assumed and f.value.startswith("2024-05-12T14:0") for f in assumed)
    told = [f for f in read(*files, days={"c.png": date(2024, 5, 13)}).facts if f.about == "said"]
    assert all(not f.assumed and f.value.startswith("2024-05-13T14:0") for f in told)


def test_a_correction_keeps_the_machines_reading_beside_it() -> None:
    file = evidence("o.png", order_page([*ORDER_ROWS, ("付款时间", "2024-05-12 14:02:10")]))
    put = reading.Correction("o.png", 1, FactKind.TIMESTAMP, "2024-05-12 14:02:10", "2024-05-12 14:02:16")
    (paid,) = (
        f for f in read(file, corrections=(put,)).facts if f.about == "paid" and f.kind is FactKind.TIMESTAMP
    )
    assert (paid.value, paid.status) == ("2024-05-12T14:02:16+08:00", FactStatus.CORRECTED)
    assert paid.machine == "2024-05-12T14:02:10+08:00"
    dropped = reading.Correction("o.png", 1, FactKind.TIMESTAMP, "2024-05-12 14:02:10", None)
    assert values(read(file, corrections=(dropped,)), FactKind.TIMESTAMP, "paid") == []
    nowhere = reading.Correction("o.png", 1, FactKind.TIMESTAMP, "2024-05-12 09:00:00", "2024-05-12 14:02:16")
    assert [p.code for p in read(file, corrections=(nowhere,)).aside] == ["correction-unmatched"]


words = st.text(
    alphabet="订单编号付款时间退货取消客服工号规则分钟内免费我您好的0123456789:：.-/¥%()，。 ABOl\n😀\u202e",
    max_size=24,
)
lines = st.builds(
    lambda text, x, y, w, h: (text, Box(x, y, x + w, y + h)),
    words, st.integers(0, 900), st.integers(0, 1800), st.integers(0, 600), st.integers(0, 90),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=25), st.booleans())
def test_no_page_whatever_breaks_the_reading(cells: list[tuple[str, Box]], boxed: bool) -> None:
    content = Page(1, 1080 if boxed else 0, 2000 if boxed else 0, tuple(
        Line(number, text, box if boxed else None, 0.9) for number, (text, box) in enumerate(cells, 1)
    ))  # fmt: skip
    for role in Role:
        result = read(evidence("a.png", content), roles={"a.png": role})
        assert all(f.source.evidence == "E1" for f in result.facts)


def test_messages_behind_a_name_with_the_time_at_their_end() -> None:
    lines = [(60, 200, "我：申请取消订单 2024-05-12 14:03"), (60, 300, "客服：不支持取消 2024-05-12 14:04")]
    result = read(evidence("o.png", order_page(ORDER_ROWS)), evidence("c.png", page(lines)))
    assert result.evidence[1].role is Role.CHAT
    assert [f.value for f in result.facts if f.kind is FactKind.STATEMENT] == [
        "cancel_requested",
        "cancel_refused",
    ]
    assert values(result, FactKind.TIMESTAMP, "said") == ["2024-05-12T14:03+08:00", "2024-05-12T14:04+08:00"]
