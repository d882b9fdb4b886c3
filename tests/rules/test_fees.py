"""What was kept: from its own line, from the difference, and when nothing can be told."""

from __future__ import annotations

import bill_files
import pytest
from cases import ORDER, chat, judge, order, page, payment

from dossier.intake import tables
from dossier.model import Evidence

RATE = "fee.above-published-rate"
PUBLISHED = "3.2 超过5分钟取消的，收取订单金额10%-20%的手续费。"
TALK = chat(("time", "2024-05-12 15:03"), ("buyer", f"订单{ORDER}申请取消"))

Row = tuple[str, str]


def verdict(rows: list[Row], *more: Evidence, clause: str = PUBLISHED, banner: str = "已退款") -> str | None:
    files = (order(more=rows, banner=banner), TALK, page(clause), *more)
    found = [f for f in judge(*files) if f.rule == RATE]
    return found[0].verdict.value if found else None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("退款金额", "¥70.00"), ("取消手续费", "¥30.00")], "breach"),
        ([("退款金额", "¥80.00"), ("取消手续费", "¥20.00")], "clear"),
        ([("退款金额", "¥79.99"), ("取消手续费", "¥20.01")], "breach"),
        ([("退款金额", "¥70.00")], "breach"),
        ([("退款金额", "¥70.00（已扣手续费¥30.00）")], "breach"),
        # line and difference disagree
        ([("退款金额", "¥80.00"), ("取消手续费", "¥30.00")], "undetermined"),
        # all of the price came back, whatever the line says
        ([("退款金额", "¥100.00"), ("服务费", "¥30.00")], None),
        # announced, not done
        ([("预计退款", "¥70.00")], None),
        # a bare charge may be the payment's own
        ([("手续费", "¥30.00")], "undetermined"),
        ([("服务费", "¥30.00")], "undetermined"),
        # one of two pieces came back
        ([("退款金额", "¥50.00"), ("单价", "¥50.00")], "undetermined"),
    ],
)
def test_the_fee_kept(rows: list[Row], expected: str | None) -> None:
    assert verdict(rows) == expected


def test_a_rate_is_meant_of_the_higher_of_price_and_payment() -> None:
    rows = [("订单金额", "¥120.00"), ("退款金额", "¥76.00"), ("取消手续费", "¥24.00")]
    assert verdict(rows) == "clear"


def test_a_least_fee_is_kept_in_mind() -> None:
    clause = "3.2 取消按订单金额5%收取手续费，最低8元。"
    assert verdict([("退款金额", "¥92.00"), ("取消手续费", "¥8.00")], clause=clause) == "clear"
    assert verdict([("退款金额", "¥91.99"), ("取消手续费", "¥8.01")], clause=clause) == "breach"


def test_prices_that_differ_between_files_decide_nothing() -> None:
    paid = payment("2024-05-12 14:02:10", amount="98.00")
    assert verdict([("退款金额", "¥70.00")], paid) == "undetermined"


def test_what_an_agent_says_it_will_keep_publishes_nothing() -> None:
    talk = chat(
        ("time", "2024-05-12 15:03"),
        ("buyer", f"订单{ORDER}申请取消"),
        ("time", "2024-05-12 15:04"),
        ("agent", "已取消，扣除30%手续费后退回"),
    )
    rows = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]
    found = [
        f.verdict.value
        for f in judge(order(more=rows, banner="已退款"), talk, page(PUBLISHED))
        if f.rule == RATE
    ]
    assert found == ["breach"]


def billed(refund: str, *more: str) -> Evidence:
    """A bill with the payment of 100.00 and what came back of it."""
    rows = [bill_files.wechat(amount="¥100.00")]
    rows += [
        bill_files.wechat(f"5000000000000000000000000000{n}", kind="退款", side="收入", amount=f"¥{one}")
        for n, one in enumerate((refund, *more))
    ]
    pages = tables.read(bill_files.wechat_csv(*rows)).pages
    return Evidence("E1", "bill.csv", "1" * 64, 1, "text/csv", pages)


def test_a_bill_alone_never_shows_what_was_kept() -> None:
    """The rest may have come back in a month that it does not cover."""
    assert verdict([], billed("70.00")) == "undetermined"


def test_a_bill_beside_the_page_that_says_the_same_changes_nothing() -> None:
    rows = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]
    assert verdict(rows, billed("70.00")) == "breach"


def test_a_bill_that_has_more_come_back_than_the_page_takes_the_charge_away() -> None:
    rows = [("退款金额", "¥70.00")]
    assert verdict(rows, billed("100.00")) is None
    assert verdict(rows, billed("70.00", "30.00")) is None
