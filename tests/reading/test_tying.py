"""Which order everything belongs to: files, single messages of a chat, rows of a list."""

from __future__ import annotations

from pages import chat_page, evidence, numbered, order_page, page

from dossier import reading
from dossier.model import Evidence, Fact, FactKind

A, B, FOREIGN = "CM20240512001", "CM20240512002", "CM20240512777"
ASK = "麻烦取消，拍错了"


def order(number: str, *more: tuple[str, str]) -> Evidence:
    rows = [("订单编号", number), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥128.00"), *more]
    return evidence(f"{number}.png", order_page(rows, "已发货"))


def payment(paid: str, merchant: str = "", amount: str = "128.00") -> Evidence:
    rows = [("当前状态", "支付成功"), ("支付时间", paid), ("支付金额", f"¥{amount}")]
    rows += [("交易单号", "4200002345202405121234567890")] + ([("商户单号", merchant)] if merchant else [])
    return evidence("payment.png", order_page(rows))


def chat(*items: tuple[str, str]) -> Evidence:
    return evidence("chat.png", chat_page(items))


def read(*files: Evidence) -> reading.Reading:
    return reading.read(numbered(*files))


def said(result: reading.Reading) -> list[tuple[str, str | None]]:
    return [(f.value, f.order_id) for f in result.facts if f.kind is FactKind.STATEMENT]


def test_a_chat_that_names_no_order_belongs_to_the_only_one() -> None:
    talk = chat(("time", "2024-05-12 14:03"), ("buyer", ASK))
    assert said(read(order(A), talk)) == [("cancel_requested", A)]


def test_a_message_about_an_order_outside_the_folder_is_nobodys() -> None:
    talk = chat(
        ("time", "2024-05-12 14:03"),
        ("buyer", f"订单{A}什么时候到"),
        ("time", "2024-05-12 14:04"),
        ("buyer", f"还有订单{FOREIGN}，麻烦取消"),
        ("time", "2024-05-12 14:05"),
        ("agent", "这个订单无法取消"),
    )
    found = dict(said(read(order(A), talk)))
    assert found["contacted"] == A
    assert found["cancel_requested"] is None
    assert found["cancel_refused"] is None


def test_a_chat_about_two_orders_speaks_for_each_from_where_it_names_it() -> None:
    talk = chat(
        ("time", "2024-05-12 14:03"),
        ("buyer", f"订单{A}，麻烦取消"),
        ("time", "2024-05-12 14:04"),
        ("agent", "抱歉，无法取消"),
        ("time", "2024-05-12 14:05"),
        ("buyer", f"订单{B}也请取消"),
        ("time", "2024-05-12 14:06"),
        ("agent", "好的，已为您取消"),
    )
    assert said(read(order(A), order(B), talk)) == [
        ("cancel_requested", A),
        ("cancel_refused", A),
        ("cancel_requested", B),
        ("cancel_accepted", B),
    ]


def test_a_card_or_phone_number_in_a_chat_is_no_order() -> None:
    talk = chat(
        ("time", "2024-05-12 14:03"),
        ("buyer", "退到卡号6222021234567890123，快递单号SF1234567890123"),
        ("buyer", "4532123456789012345"),
    )
    result = read(order(A), talk)
    assert {f.value for f in result.facts if f.kind is FactKind.ORDER_ID} == {A}


def test_a_code_without_the_word_for_order_counts_only_when_it_is_one() -> None:
    code = "A7F3K9Q2M4X8Z1B6"
    talk = chat(
        ("time", "2024-05-12 14:03"), ("buyer", f"{code} 麻烦取消"), ("buyer", "卡密ABCD1234EFGH5678")
    )
    result = read(order(code), order(B), talk)
    assert said(result)[0] == ("cancel_requested", code)
    assert "ABCD1234EFGH5678" not in {f.value for f in result.facts}


def test_a_payment_without_the_shops_number_is_tied_by_amount_and_time() -> None:
    result = read(order(A), payment("2024-05-12 14:02:08"))
    assert all(f.order_id == A for f in result.facts if f.source.evidence == "E2")
    other = read(order(A), payment("2024-05-12 16:40:08"))
    assert [p.code for p in other.aside] == ["no-order"]


def test_a_payment_of_another_order_is_left_out_and_told() -> None:
    result = read(order(A), payment("2024-05-12 14:04:08", merchant=FOREIGN))
    assert [(p.code, p.detail) for p in result.aside] == [("other-order", FOREIGN)]
    assert all(f.order_id is None for f in result.facts if f.source.evidence == "E2")


def test_the_rows_of_an_order_list_keep_to_themselves() -> None:
    cells = [
        (100, 60, "我的订单"),
        (100, 200, "订单编号"),
        (500, 200, "下单时间"),
        (900, 200, "付款时间"),
        (1300, 200, "状态"),
    ]
    cells += [
        (100, 260, A),
        (500, 260, "2024-05-12 14:01:55"),
        (900, 260, "2024-05-12 14:02:10"),
        (1300, 260, "已发货"),
    ]
    cells += [
        (100, 320, B),
        (500, 320, "2024-05-12 15:01:55"),
        (900, 320, "2024-05-12 15:02:10"),
        (1300, 320, "待付款"),
    ]
    result = read(evidence("list.png", page(cells, width=1600, size=24)))
    assert _times(result.facts) == {
        (A, "ordered"): "2024-05-12T14:01:55+08:00",
        (A, "paid"): "2024-05-12T14:02:10+08:00",
        (B, "ordered"): "2024-05-12T15:01:55+08:00",
        (B, "paid"): "2024-05-12T15:02:10+08:00",
    }
    assert [order.state.value for order in result.orders] == ["shipped", "unpaid"]


def test_cards_with_the_number_first_and_cards_with_the_number_last() -> None:
    first = [(60, 40, "我的订单"), (60, 150, f"订单编号：{A}"), (60, 210, "下单时间：2024-05-12 14:01:55")]
    first += [(60, 400, f"订单编号：{B}"), (60, 460, "下单时间：2024-05-12 15:01:55")]
    last = [(60, 40, "我的订单"), (60, 150, "下单时间：2024-05-12 14:01:55"), (60, 210, f"订单编号：{A}")]
    last += [(60, 400, "下单时间：2024-05-12 15:01:55"), (60, 460, f"订单编号：{B}")]
    expected = {(A, "ordered"): "2024-05-12T14:01:55+08:00", (B, "ordered"): "2024-05-12T15:01:55+08:00"}
    for cells in (first, last):
        assert _times(read(evidence("list.png", page(cells))).facts) == expected


def test_cards_that_cannot_be_told_apart_give_nobody_a_time() -> None:
    cells = [
        (60, 150, "下单时间：2024-05-12 14:01:55"),
        (60, 210, f"订单编号：{A}"),
        (60, 400, f"订单编号：{B}"),
    ]
    cells += [(60, 460, "下单时间：2024-05-12 15:01:55"), (60, 40, "我的订单")]
    assert _times(read(evidence("list.png", page(cells))).facts) == {}


def _times(facts: tuple[Fact, ...]) -> dict[tuple[str, str], str]:
    return {(f.order_id, f.about): f.value for f in facts if f.kind is FactKind.TIMESTAMP and f.order_id}
