"""Which rows of a bill become facts, what they say, and that nothing else stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import bill_files
import pytest
from bill_files import ORDER, PAYMENT, SECRET, WECHAT, Cells, alipay, stranger, wechat
from pages import evidence, log, numbered, order_page

from dossier import reading, timeline
from dossier.intake import tables
from dossier.model import EventKind, Evidence, Fact, FactKind, FactStatus, OrderState, Role

NUMBER = "2024051222001499861457916613"
OTHER = "CM20240512002"


def order(
    number: str = ORDER, *more: tuple[str, str], amount: str = "128.00", when: str = "14:02:10"
) -> Evidence:
    rows = [("订单编号", number), ("下单时间", "2024-05-12 14:01:55"), ("实付款", f"¥{amount}")]
    rows += [("付款时间", f"2024-05-12 {when}")] if when else []
    return evidence(f"{number}.png", order_page([*rows, *more], "已发货"))


def payment(*more: tuple[str, str], number: str = PAYMENT) -> Evidence:
    rows = [
        ("当前状态", "支付成功"),
        ("支付时间", "2024-05-12 14:02:10"),
        ("支付金额", "¥128.00"),
        ("交易单号", number),
    ]
    return evidence("payment.png", order_page([*rows, *more]))


def bill(*rows: Cells, data: bytes = b"", name: str = "bill.csv") -> Evidence:
    pages = tables.read(data or bill_files.wechat_csv(*rows)).pages
    return Evidence("E1", name, "0" * 64, 1, "text/csv", pages, engine="table")


def read(*files: Evidence, **said: object) -> reading.Reading:
    return reading.read(numbered(*files), reading.Overrides(**said))  # type: ignore[arg-type]


def of_bills(result: reading.Reading) -> list[Fact]:
    bills = {item.id for item in result.evidence if item.role is Role.BILL}
    return [fact for fact in result.facts if fact.source.evidence in bills]


def told(result: reading.Reading, kind: FactKind, about: str = "") -> list[tuple[int, str]]:
    return [(f.source.line, f.value) for f in of_bills(result) if f.kind is kind and about in ("", f.about)]


def kept(result: reading.Reading) -> list[tuple[list[int], int]]:
    """Of each bill's page the lines kept and the number left out."""
    return [
        ([row.line for row in page.rows], page.left_out)
        for item in result.evidence
        if item.role is Role.BILL
        for page in item.pages
    ]


def codes(result: reading.Reading) -> list[str]:
    return [one.code for one in (*result.aside, *(p for item in result.evidence for p in item.problems))]


def test_the_row_with_the_orders_number_speaks_and_the_others_are_gone() -> None:
    result = read(order(), bill(stranger(), wechat(), stranger(2)))
    assert kept(result) == [([18], 2)]
    assert SECRET not in repr(result)
    assert told(result, FactKind.AMOUNT) == [(18, "128.00")]
    assert told(result, FactKind.TIMESTAMP, "paid") == [(18, "2024-05-12T14:02:10+08:00")]
    assert told(result, FactKind.TIMESTAMP, "until") == [(3, "2024-05-31T23:59:59+08:00")]
    assert told(result, FactKind.TRANSACTION_ID) == [(18, PAYMENT)]
    assert told(result, FactKind.SELLER) == [(18, "某某卡盟(示例)")]
    assert {f.order_id for f in of_bills(result)} == {ORDER}
    assert not any(f.hedged for f in of_bills(result))
    assert codes(result) == []


def test_a_bill_alone_makes_no_order_and_leaves_nothing() -> None:
    result = read(bill(wechat(), stranger()))
    assert (result.orders, result.facts) == ((), ())
    assert kept(result) == [([], 2)]
    assert codes(result) == ["bill-no-row"]


def test_a_bill_of_another_time_leaves_nothing() -> None:
    result = read(order(), bill(stranger(), stranger(2)))
    assert kept(result) == [([], 2)]
    assert codes(result) == ["bill-no-row"]
    assert SECRET not in repr(result)


def test_what_the_user_calls_it_keeps_no_row() -> None:
    for said in ({"roles": {"bill.csv": Role.PAYMENT}}, {"excluded": frozenset({"bill.csv"})}):
        assert SECRET not in repr(read(order(), bill(stranger()), **said))


def test_the_payments_number_ties_a_row_whose_shop_number_is_another() -> None:
    """A shop behind a payment service: its number on the voucher is the service's."""
    vouched = payment(("商户单号", ORDER))
    result = read(order(), vouched, bill(wechat(shop="XFT99887766554433"), stranger()))
    assert kept(result) == [([17], 1)]


def test_a_market_puts_letters_before_the_orders_number() -> None:
    number = "3100982053977276192"
    data = bill_files.alipay_csv(
        alipay(NUMBER, f"T200P{number}"), alipay(NUMBER[:-1] + "9", "T200P3100982053977276193")
    )
    result = read(order(number), bill(data=data))
    assert kept(result) == [([12], 1)]


@pytest.mark.parametrize("goods", [ORDER, f"订单编号{ORDER}", f"某某卡盟 {ORDER} 点卡", f"点卡（{ORDER}）"])
def test_many_a_shop_names_the_goods_by_the_orders_number(goods: str) -> None:
    """Behind a payment service the shop's number column is the service's own."""
    row = list(wechat(shop="XFT99887766554433"))
    row[3] = goods
    result = read(order(), bill(row, stranger()))
    assert kept(result) == [([17], 1)]
    assert not any(f.hedged for f in of_bills(result))
    named = [f for f in of_bills(result) if f.kind is FactKind.MERCHANT_ORDER_ID and f.label == "商品"]
    assert [(f.value, f.raw, f.order_id) for f in named] == [(ORDER, goods, ORDER)]


@pytest.mark.parametrize("goods", [f"{ORDER}9", f"X{ORDER}", ORDER[:-1], f"{ORDER}_2"])
def test_a_number_that_only_begins_alike_is_another(goods: str) -> None:
    row = list(wechat(shop="XFT99887766554433"))
    row[3] = goods
    assert kept(read(order(), bill(row))) == [([], 1)]


def test_numbers_and_amounts_that_stand_on_both_are_checked() -> None:
    result = read(order(), bill(wechat()))
    status = {(f.kind, f.about): f.status for f in result.facts if f.source.evidence == "E1"}
    assert status[FactKind.ORDER_ID, ""] is FactStatus.CHECKED
    assert status[FactKind.AMOUNT, "paid"] is FactStatus.CHECKED
    assert status[FactKind.TIMESTAMP, "paid"] is FactStatus.CHECKED
    assert status[FactKind.TIMESTAMP, "ordered"] is FactStatus.READ


def test_an_amount_that_differs_is_not_checked() -> None:
    result = read(order(amount="123.00"), bill(wechat()))
    amounts = [f for f in result.facts if f.kind is FactKind.AMOUNT]
    assert [(f.value, f.status) for f in amounts] == [
        ("123.00", FactStatus.READ),
        ("128.00", FactStatus.READ),
    ]


def test_the_bill_knows_the_spelling_that_an_engine_took_for_another() -> None:
    result = read(order("CM2O240512001"), bill(wechat()))
    assert [one.order_id for one in result.orders] == [ORDER]
    assert {f.order_id for f in of_bills(result)} == {ORDER}
    read_by_engine = next(f for f in result.facts if f.kind is FactKind.ORDER_ID)
    assert read_by_engine.status is FactStatus.DISPUTED


def test_a_bill_ties_a_payment_record_that_shows_no_number_of_the_shop() -> None:
    result = read(order(when=""), payment(), bill(wechat()))
    assert {f.order_id for f in result.facts if f.source.evidence == "E2"} == {ORDER}


def test_a_row_of_two_orders_is_nobodys() -> None:
    first = order(ORDER, ("交易单号", "4200002185202405120000000001"))
    second = order(OTHER, ("交易单号", "4200002185202405120000000002"), amount="50.00")
    mixed = wechat("4200002185202405120000000002", ORDER)
    assert kept(read(first, second, bill(mixed))) == [([], 1)]


def test_each_order_gets_its_own_row() -> None:
    rows = (wechat(), wechat("4200002185202405120999999999", OTHER, amount="¥50.00"))
    result = read(order(), order(OTHER, amount="50.00"), bill(*rows))
    assert [(f.value, f.order_id) for f in of_bills(result) if f.kind is FactKind.AMOUNT] == [
        ("128.00", ORDER),
        ("50.00", OTHER),
    ]


# Without a number


def nameless(time: str = "2024-05-12 14:02:40", amount: str = "¥128.00", shop: str = "/") -> Cells:
    return wechat(shop=shop, time=time, amount=amount)


def test_amount_and_second_tie_a_row_without_a_number_and_it_is_said() -> None:
    result = read(order(), bill(nameless(), stranger()))
    assert kept(result) == [([17], 1)]
    assert all(f.hedged for f in of_bills(result))
    assert codes(result) == ["bill-by-amount"]
    assert not any(f.status is FactStatus.CHECKED for f in result.facts if f.kind is FactKind.AMOUNT)


@pytest.mark.parametrize(
    "rows",
    [
        [nameless(amount="¥128.01")],
        [nameless(time="2024-05-12 14:20:00")],
        [nameless(time="2024-05-12 13:50:00")],
        [nameless(), nameless("2024-05-12 14:02:50")],
        [nameless(shop="FOREIGN20240512777")],
        [wechat(shop="/", side="收入", kind="转账")],
    ],
    ids=["amount", "later", "earlier", "two", "numbered", "income"],
)
def test_anything_that_does_not_fit_ties_nothing(rows: list[Cells]) -> None:
    assert kept(read(order(), bill(*rows))) == [([], len(rows))]


def test_two_orders_of_one_amount_and_minute_tie_nothing() -> None:
    assert kept(read(order(), order(OTHER), bill(nameless()))) == [([], 1)]


def test_a_number_of_the_payment_that_can_be_compared_must_agree() -> None:
    shown = order(ORDER, ("交易单号", "4200002185202405120000000001"))
    assert kept(read(shown, bill(nameless()))) == [([], 1)]


def test_the_users_word_lets_amount_and_second_decide() -> None:
    foreign = nameless(shop="FOREIGN20240512777")
    result = read(order(), bill(foreign, stranger()), orders={"bill.csv": ORDER})
    assert kept(result) == [([17], 1)]
    assert codes(result) == ["bill-by-amount"]


def test_without_a_time_of_payment_the_order_may_be_paid_for_a_while() -> None:
    assert kept(read(order(when=""), bill(nameless("2024-05-12 14:15:00")))) == [([17], 0)]
    assert kept(read(order(when=""), bill(nameless("2024-05-12 14:20:00")))) == [([], 1)]


# Refunds


def test_a_refund_row_gives_amount_and_time() -> None:
    back = wechat(
        "50000000000000000000000000001",
        kind="某某卡盟-退款",
        side="收入",
        status="已全额退款",
        time="2024-05-13 09:00:00",
    )
    result = read(order(), bill(wechat(status="已全额退款"), back))
    assert told(result, FactKind.TIMESTAMP, "refunded") == [(18, "2024-05-13T09:00:00+08:00")]
    assert told(result, FactKind.AMOUNT, "refund") == [(17, "128.00"), (18, "128.00")]
    assert [one.state for one in result.orders] == [OrderState.REFUNDED]
    events = {e.kind: e for e in timeline.events(result.evidence, result.facts)}
    assert events[EventKind.REFUNDED].when.earliest.isoformat() == "2024-05-13T09:00:00+08:00"
    assert events[EventKind.REFUNDED].actor == "payment"


def test_a_payments_own_word_of_a_refund_has_no_time() -> None:
    result = read(order(), bill(wechat(status="已退款(￥39.93)")))
    assert told(result, FactKind.AMOUNT, "refund") == [(17, "39.93")]
    assert told(result, FactKind.TIMESTAMP, "refunded") == []
    assert [one.state for one in result.orders] == [OrderState.SHIPPED]


def test_a_refund_is_found_by_the_number_of_its_payment() -> None:
    """The row of the payment bears the order's number, the refund's only the payment's."""
    back = alipay(
        f"{NUMBER}_2024051399", "", kind="退款", side="不计收支", status="退款成功", goods="退款-点卡",
        amount="115.20", time="2024-05-13 09:00:00",
    )  # fmt: skip
    data = bill_files.alipay_csv(back, alipay(NUMBER, ORDER))
    result = read(order(), bill(data=data))
    assert told(result, FactKind.AMOUNT, "refund") == [(12, "115.20")]
    assert told(result, FactKind.TIMESTAMP, "refunded") == [(12, "2024-05-13T09:00:00+08:00")]


def test_of_two_refunds_neither_is_the_time_of_the_refund() -> None:
    first = wechat(
        "50000000000000000000000000001", kind="退款", side="收入", amount="¥28.00", time="2024-05-13 09:00:00"
    )
    second = wechat(
        "50000000000000000000000000002",
        kind="退款",
        side="收入",
        amount="¥100.00",
        time="2024-05-14 09:00:00",
    )
    result = read(order(), bill(wechat(), first, second))
    assert told(result, FactKind.TIMESTAMP, "refunded") == []
    assert [value for _, value in told(result, FactKind.AMOUNT, "refund")] == ["28.00", "100.00"]


def test_an_unpaid_row_pays_nothing() -> None:
    data = bill_files.alipay_csv(alipay(NUMBER, ORDER, side="不计收支", status="交易关闭"))
    result = read(order(), bill(data=data))
    assert told(result, FactKind.STATUS) == [(12, "交易关闭")]
    assert told(result, FactKind.AMOUNT) == told(result, FactKind.TIMESTAMP) == []


def test_money_received_is_left_out_even_with_the_number() -> None:
    assert kept(read(order(), bill(wechat(side="收入", kind="转账")))) == [([], 1)]


# Beside other files


def test_the_amount_of_a_bill_stands_in_where_no_page_tells_one() -> None:
    bare = evidence("o.png", order_page([("订单编号", ORDER), ("下单时间", "2024-05-12 14:01:55")], "已发货"))
    assert [one.paid for one in read(bare, bill(wechat())).orders] == [Decimal("128.00")]


def test_two_clocks_of_a_payment_make_one_event() -> None:
    result = read(order(), bill(wechat(time="2024-05-12 14:02:20")))
    paid = [e for e in timeline.events(result.evidence, result.facts) if e.kind is EventKind.PAID]
    assert [(e.disputed, len(e.facts)) for e in paid] == [(False, 2)]


def test_a_chat_beside_a_bill_stays_a_chat() -> None:
    talk = replace(evidence("talk.txt", log(("我", "2024-05-12 14:03", "请取消订单"))), media="text/plain")
    assert [item.role for item in read(order(), talk, bill(wechat())).evidence] == [
        Role.ORDER,
        Role.CHAT,
        Role.BILL,
    ]


def test_the_header_stays_as_the_file_has_it() -> None:
    result = read(order(), bill(wechat()))
    (row,) = next(page.rows for item in result.evidence if item.role is Role.BILL for page in item.pages)
    assert tuple(header for header, _ in row.cells) == WECHAT
    assert {f.label for f in of_bills(result) if f.kind is FactKind.AMOUNT} == {"金额(元)"}


def until(*rows: Cells, **changes: str) -> list[tuple[str, bool]]:
    """Until when a bill goes, and whether it is left open that the money came back in it."""
    data = bill_files.wechat_csv(*rows).decode()
    for old, new in changes.items():
        assert bill_files.SPAN[old] in data
        data = data.replace(bill_files.SPAN[old], new)
    result = read(order(), bill(data=data.encode()))
    return [(f.value, f.hedged) for f in of_bills(result) if f.about == "until"]


def test_a_bill_goes_until_the_end_it_names_or_until_it_was_made() -> None:
    assert until(wechat()) == [("2024-05-31T23:59:59+08:00", False)]
    assert until(wechat(), made="导出时间：[2024-05-20 09:30:00]") == [("2024-05-20T09:30:00+08:00", False)]
    assert until(wechat(), end="终止时间：[2024-05-31]") == [("2024-05-31", False)]
    assert until(wechat(), end="共31天") == []


def test_a_bill_without_the_payment_tells_nothing_of_it() -> None:
    assert until(stranger()) == []


def test_money_that_no_number_ties_may_be_the_refund() -> None:
    back = wechat("50300001111202405139999999999", "/", time="2024-05-13 09:00:00", side="收入", kind="退款")
    assert until(wechat(), back) == [("2024-05-31T23:59:59+08:00", True)]
    less = wechat(
        "50300001111202405139999999999", "/", time="2024-05-13 09:00:00", side="收入", amount="¥100.00"
    )
    assert until(wechat(), less) == [("2024-05-31T23:59:59+08:00", True)]  # of the same shop


def test_of_what_stands_over_a_bill_only_its_span_is_kept() -> None:
    result = read(order(), bill(wechat()))
    words = [
        line.text
        for item in result.evidence
        if item.role is Role.BILL
        for p in item.pages
        for line in p.lines
    ]
    assert words == [
        "起始时间：[2024-05-01 00:00:00] 终止时间：[2024-05-31 23:59:59]",
        "导出时间：[2024-06-01 08:00:00]",
    ]
