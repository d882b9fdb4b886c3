"""Bills in text tables: the header by its names, every transaction, and nothing that stands around them."""

from __future__ import annotations

from pathlib import PurePosixPath

import bill_files
import pytest
from bill_files import ALIPAY_2021, ALIPAY_WEB, JD, MEITUAN, ORDER, OWNER, PAYMENT, Cells, alipay, csv, wechat

from dossier.intake import Unreadable, bills, registry, tables
from dossier.model import Row


def rows(data: bytes) -> tuple[Row, ...]:
    (page,) = tables.read(data).pages
    return page.rows


def values(data: bytes, header: str) -> list[str]:
    return [dict(row.cells)[header] for row in rows(data)]


ALIPAY_WEB_ROW = (
    "2024051222001499861457916613", "S123456", "2024-05-12 14:01:55", "2024-05-12 14:02:10", "2024-05-12 14:02:10",
    "其他（包括阿里巴巴和外部商家）", "即时到账交易", "某某网络科技有限公司", "某某点卡", "128.00", "支出", "交易成功",
    "0.00", "0.00", "", "已支出",
)  # fmt: skip
JD_ROW = (
    "2024-05-12 14:02:10\t", "某某商户", "某某点卡", "131.77(已退款89.84)", "钱包余额", "交易成功", "支出", "网购",
    "100000011234\t", "1000345234234223\t", " ",
)  # fmt: skip
MEITUAN_ROW = (
    "2024-05-12 14:01:55", "2024-05-12 14:02:10", "支付", "某某代金券", "支出", "美团余额", "¥130.00", "¥128.00",
    '"24051211100401670006000394166443\t"', '"0_2204430449361044\t"', "/",
)  # fmt: skip
ALIPAY_2021_ROW = (
    "支出", "某某网络科技有限公司", "/", "某某点卡", "余额宝", "128.00", "交易成功", "数码电器",
    "2024051222001499861457916613\t", "T200P123\t", "2024-05-12 14:02:10",
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "line", "header", "cell"),
    [
        (bill_files.wechat_csv(wechat()), 17, "金额(元)", "¥128.00"),
        (bill_files.wechat_csv(wechat(), end="\n"), 17, "交易单号", PAYMENT),
        (bill_files.alipay_csv(alipay("2024051222001499861457916613", "T200P123")), 12, "商家订单号", "T200P123"),
        (bill_files.alipay_csv(ALIPAY_2021_ROW, header=ALIPAY_2021), 12, "交易时间", "2024-05-12 14:02:10"),
        (csv([["支付宝交易记录明细查询"], ["账号:[x]"], ALIPAY_WEB, ALIPAY_WEB_ROW, ["-" * 80], ["共1笔记录"],
              ["导出时间:[2024-06-01 08:00:00]    用户:某某"]]).encode("gb18030"), 4, "金额（元）", "128.00"),
        (csv([["导出信息："], ["京东账号名：jd_x"], ["日期区间：2024-05-01 至 2024-05-31"], JD, JD_ROW])
         .encode("utf-8-sig"), 5, "金额", "131.77(已退款89.84)"),
        (csv([["美团交易账单明细"], ['""'], ["【美团交易账单明细列表】"], MEITUAN, MEITUAN_ROW]).encode("utf-8-sig"),
         5, "商家单号", "0_2204430449361044"),
        (csv([["记账日期", "货币", "交易金额", "联机余额", "交易摘要"], ["2024-05-12", "CNY", '"-1,128.00"', "5.00", "消费"]])
         .encode(), 2, "交易金额", "-1,128.00"),
        ('="交收日期"\t="成交时间"\t="业务名称"\t="清算金额"\r\n="20240512"\t="14:02:10"\t="转账"\t-128.000\t\r\n'
         .encode("gb18030"), 2, "交收日期", "20240512"),
    ],
    ids=["wechat", "wechat-lf", "alipay", "alipay-2021", "alipay-web", "jd", "meituan", "bank", "broker-tabs"],
)  # fmt: skip
def test_each_service_is_recognised(data: bytes, line: int, header: str, cell: str) -> None:
    (row,) = rows(data)
    assert (row.line, dict(row.cells)[header]) == (line, cell)


def test_nothing_over_the_table_is_taken_in() -> None:
    assert OWNER not in repr(tables.read(bill_files.wechat_csv(wechat())))


def test_line_ends_may_be_mixed_and_lines_still_count_as_in_the_file() -> None:
    data = bill_files.wechat_csv(wechat(), wechat()).replace(b"\r\n", b"\n", 5)
    assert [row.line for row in rows(data)] == [17, 18]


def test_sums_and_remarks_under_the_table_are_no_transactions() -> None:
    data = csv([
        ["交易日期", "摘要", "交易金额(支出)", "对方户名"],
        ["2024-05-12", "消费", "128.00", "某某"],
        ["人民币合计", "", "128.00", ""],
        ["以上数据仅供参考", "", "", ""],
    ]).encode()  # fmt: skip
    assert len(rows(data)) == 1


def test_a_quote_that_nobody_closed_swallows_no_row() -> None:
    first = alipay("2024051222001499861457916613", "A1", goods='"某某"点券')
    second = alipay("2024051222001499861457916614", "A2", goods='"半个引号')
    third = alipay("2024051222001499861457916615", "A3")
    assert values(bill_files.alipay_csv(first, second, third), "商品说明") == [
        '"某某"点券',
        '"半个引号',
        "某某点卡100元",
    ]


def test_a_quoted_cell_may_hold_commas_quotes_and_lines() -> None:
    goods = '"点卡,100元\n赠""券""一张"'
    row = list(wechat())
    row[3] = goods
    data = bill_files.wechat_csv(row, wechat())
    assert values(data, "商品") == ['点卡,100元\n赠"券"一张', "某某点卡100元"]
    assert [r.line for r in rows(data)] == [17, 19]


def test_a_comma_that_nobody_quoted_shifts_no_column() -> None:
    data = bill_files.alipay_csv(alipay("2024051222001499861457916613", "A1", goods="点卡,100元,秒发"))
    (row,) = rows(data)
    cells = dict(row.cells)
    assert cells["商品说明"].replace(" ", "") == "点卡,100元,秒发"
    assert (cells["金额"], cells["商家订单号"]) == ("128.00", "A1")


@pytest.mark.parametrize(
    "cells",
    [
        ["时间", "发送人", "内容", "类型"],
        ["交易时间：2024-05-12", "金额：128", "商品", "状态"],
        ["金额", "商品", "状态", "备注"],
        ["时间", "商品", "状态", "备注"],
        ["", "", "", ""],
    ],
    ids=["chat", "values", "no-time", "no-amount", "blank"],
)
def test_what_names_no_time_or_amount_is_no_header(cells: Cells) -> None:
    assert not bills.is_header([str(cell) for cell in cells])


def test_a_bill_without_transactions_is_told() -> None:
    with pytest.raises(Unreadable, match="bill-empty"):
        tables.read(bill_files.wechat_csv())


def test_a_table_that_is_no_bill_stays_lines() -> None:
    (page,) = tables.read("名称,数量\n点卡,1\n".encode()).pages
    assert ([line.text for line in page.lines], page.rows) == (["名称,数量", "点卡,1"], ())


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("bill.csv", bill_files.wechat_csv(wechat()), "tables"),
        ("bill.xls", bill_files.alipay_csv(alipay("1", "2")), "tables"),
        ("bill.txt", bill_files.alipay_csv(alipay("1", "2")), "tables"),
        ("talk.txt", "我：你好\n客服：您好\n".encode(), "text"),
        ("bill.csv", bill_files.xlsx([bill_files.WECHAT, wechat()]), "workbook"),
        ("bill.zip", bill_files.zipped({"a.csv": b""}), "archive"),
        ("bill.xlsx", bill_files.zipped({"a.csv": b""}), "archive"),
    ],
)
def test_content_decides_and_not_the_name(name: str, data: bytes, reader: str) -> None:
    chosen = registry.choose(data[:4096], PurePosixPath(name))
    assert getattr(chosen, "__name__", "").rpartition(".")[2] == reader


def test_the_order_number_is_not_touched() -> None:
    assert values(bill_files.wechat_csv(wechat(shop="SH_2024-05_a")), "商户单号") == ["SH_2024-05_a"]
    assert values(bill_files.wechat_csv(wechat()), "商户单号") == [ORDER]
