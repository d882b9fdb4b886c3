"""What the columns of a bill mean, for each service's own words."""

from __future__ import annotations

import bill_files
import pytest
from bill_files import ALIPAY_WEB, JD, MEITUAN, PAYMENT, WECHAT, Cells, alipay, wechat

from dossier.model import FactKind, Row
from dossier.reading import ledger
from dossier.reading.ledger import Entry

ALIPAY = bill_files.ALIPAY
NUMBER = "2024051222001499861457916613"
BANK = ("交易日期", "交易时间", "交易金额", "对方户名", "交易摘要")
TWO = ("记账日", "交易日期", "交易时间", "支出", "收入", "对方户名", "摘要")
CARD = ("交易日期", "交易说明", "入账币种/金额")
MEITUAN_PAID = (
    "2024-05-12 14:01:55", "2024-05-12 14:02:10", "支付", "某某代金券", "支出", "美团余额", "¥130.00", "¥128.00",
    "24051211100401670006000394166443", "0_2204430449361044", "/",
)  # fmt: skip


def entry(header: Cells, cells: Cells) -> Entry:
    return ledger.entry(Row(1, tuple((str(h), str(c).strip()) for h, c in zip(header, cells, strict=False))))


def jd(amount: str, side: str = "支出", state: str = "交易成功", goods: str = "某某点卡") -> Cells:
    return (
        "2024-05-12 14:02:10",
        "某某商户",
        goods,
        amount,
        "钱包余额",
        state,
        side,
        "网购",
        "100000011234",
        "1000345234234223",
        "",
    )


def web(paid: str = "2024-05-12 14:02:10", back: str = "0.00", state: str = "交易成功") -> Cells:
    return (
        NUMBER, "S123456", "2024-05-12 14:01:55", paid, "2024-05-12 15:00:00", "其他", "即时到账交易", "某某公司", "某某点卡",
        "128.00", "支出", state, "0.00", back, "", "已支出",
    )  # fmt: skip


PAID = [
    (WECHAT, wechat(), "128.00", "金额(元)", "2024-05-12T14:02:10+08:00"),
    (WECHAT, wechat(amount="128"), "128.00", "金额(元)", "2024-05-12T14:02:10+08:00"),
    (WECHAT, wechat(amount="¥1128.5"), "1128.50", "金额(元)", "2024-05-12T14:02:10+08:00"),
    (ALIPAY, alipay(NUMBER, "T200P1"), "128.00", "金额", "2024-05-12T14:02:10+08:00"),
    (ALIPAY_WEB, web(), "128.00", "金额（元）", "2024-05-12T14:02:10+08:00"),
    (JD, jd("131.77(已退款89.84)"), "131.77", "金额", "2024-05-12T14:02:10+08:00"),
    (MEITUAN, MEITUAN_PAID, "128.00", "实付金额", "2024-05-12T14:02:10+08:00"),
    (
        BANK,
        ("20240512", "140210", "-1,128.00", "某某", "消费"),
        "1128.00",
        "交易金额",
        "2024-05-12T14:02:10+08:00",
    ),
    (
        TWO,
        ("20240513", "20240512", "14:02:10", "128", "0", "某某", "消费"),
        "128.00",
        "支出",
        "2024-05-12T14:02:10+08:00",
    ),
    (BANK, ("2024/05/12", "", "-128.00", "某某", "消费"), "128.00", "交易金额", "2024-05-12"),
]


@pytest.mark.parametrize(("header", "cells", "amount", "label", "when"), PAID)
def test_a_payment(header: Cells, cells: Cells, amount: str, label: str, when: str) -> None:
    found = entry(header, cells)
    assert (found.spent, found.refund, found.income) == (True, False, False)
    assert found.amount is not None
    assert (found.amount.value, found.amount.label) == (amount, label)
    assert found.time is not None
    assert found.time.value == when


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (WECHAT, wechat(kind="某某卡盟-退款", side="收入", status="已全额退款")),
        (
            ALIPAY,
            alipay(
                f"{NUMBER}_2024051399",
                "T200P1",
                kind="退款",
                side="不计收支",
                status="退款成功",
                goods="退款-点卡",
            ),
        ),
        (JD, jd("89.84", side="不计收支", state="退款成功", goods="退款-某某点卡")),
        (MEITUAN, (*MEITUAN_PAID[:2], "退款", "某某代金券", "收入", *MEITUAN_PAID[5:])),
        (BANK, ("20240512", "140210", "50.00", "某某", "网上快捷退款")),
    ],
    ids=["wechat", "alipay", "jd", "meituan", "bank"],
)
def test_a_refund(header: Cells, cells: Cells) -> None:
    found = entry(header, cells)
    assert (found.spent, found.refund, found.income) == (False, True, False)
    assert found.amount is not None
    assert found.back is None


@pytest.mark.parametrize(
    ("header", "cells", "income"),
    [
        (WECHAT, wechat(side="收入", kind="转账", status="已存入零钱"), True),
        (WECHAT, wechat(side="/", kind="零钱提现", status="提现已到账"), False),
        (ALIPAY, alipay(NUMBER, "A1", side="不计收支", status="交易关闭"), False),
        (ALIPAY, alipay(NUMBER, "A1", status="等待付款"), False),
        (ALIPAY, alipay(NUMBER, "A1", side="不计收支", kind="投资理财"), False),
        (BANK, ("20240512", "140210", "+50.00", "某某", "转存"), False),
        (TWO, ("20240513", "20240512", "14:02:10", "0", "128", "某某", "工资"), True),
    ],
    ids=["received", "withdrawn", "closed", "unpaid", "saved", "bank-in", "two-in"],
)
def test_what_is_neither(header: Cells, cells: Cells, *, income: bool) -> None:
    found = entry(header, cells)
    assert (found.spent, found.refund, found.income) == (False, False, income)


@pytest.mark.parametrize(
    ("header", "cells", "back"),
    [
        (WECHAT, wechat(), None),
        (WECHAT, wechat(status="已全额退款"), "128.00"),
        (WECHAT, wechat(status="已退款(￥39.93)"), "39.93"),
        (WECHAT, wechat(status="已退款￥39.93"), "39.93"),
        (ALIPAY_WEB, web(), None),
        (ALIPAY_WEB, web(back="39.93"), "39.93"),
        (JD, jd("131.77(已退款89.84)"), "89.84"),
        (JD, jd("468.32(已全额退款)", side="不计收支"), "468.32"),
    ],
)
def test_what_a_payment_says_came_back(header: Cells, cells: Cells, back: str | None) -> None:
    found = entry(header, cells)
    assert found.spent
    assert (found.back and found.back.value) == back


def test_an_empty_time_of_payment_says_that_nothing_was_paid() -> None:
    found = entry(ALIPAY_WEB, web(paid=""))
    assert found.time is None
    assert found.created is not None
    assert found.created.value == "2024-05-12T14:01:55+08:00"


def test_numbers_are_told_apart() -> None:
    found = entry(WECHAT, wechat())
    assert found.number(FactKind.TRANSACTION_ID) == PAYMENT
    assert found.number(FactKind.MERCHANT_ORDER_ID) == bill_files.ORDER
    assert entry(WECHAT, wechat(shop="/")).number(FactKind.MERCHANT_ORDER_ID) == ""


def test_foreign_money_is_no_amount() -> None:
    assert entry(CARD, ("2024-05-12", "消费 某某", "JPY 1000.00")).amount is None
    home = entry(CARD, ("2024-05-12", "消费 某某", "CNY 49.85")).amount
    assert home is not None
    assert home.value == "49.85"


@pytest.mark.parametrize(
    ("number", "payment"),
    [
        (f"{NUMBER}_2024051399", NUMBER),
        (NUMBER, NUMBER),
        ("SH_20240512", "SH_20240512"),
        ("12_20240512", "12_20240512"),
    ],
)
def test_a_refund_continues_its_payments_number(number: str, payment: str) -> None:
    assert ledger.root(number) == payment
