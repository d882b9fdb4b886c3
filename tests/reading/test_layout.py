"""Label and value by where they stand: columns, wraps, stacks, tables, progress bars, text files."""

from __future__ import annotations

from pages import page

from dossier.model import Box, Line, Page
from dossier.reading import layout

WIDE = 1600


def pairs(found: Page) -> dict[str, str]:
    return {pair.label: pair.value for pair in layout.pairs(found)}


def test_two_columns_of_labels_over_their_values() -> None:
    cells = [
        (60, 150, "订单编号"),
        (60, 200, "XD20240512-0007"),
        (600, 150, "下单时间"),
        (600, 200, "2024-05-12 14:01:55"),
    ]
    cells += [(60, 320, "发货方式"), (60, 370, "自动发货"), (600, 320, "实付金额"), (600, 370, "¥128.00")]
    assert pairs(page(cells)) == {
        "订单编号": "XD20240512-0007",
        "下单时间": "2024-05-12 14:01:55",
        "发货方式": "自动发货",
        "实付金额": "¥128.00",
    }


def test_values_at_the_right_edge_wrap_to_the_right_edge() -> None:
    cells = [(60, 150, "交易单号"), (-60, 150, "42000023452024051212"), (-60, 200, "34567890")]
    cells += [(60, 290, "支付时间"), (-60, 290, "2024年5月12日"), (-60, 340, "14:02:10")]
    assert pairs(page(cells)) == {
        "交易单号": "42000023452024051212\n34567890",
        "支付时间": "2024年5月12日\n14:02:10",
    }


def test_a_number_wraps_past_its_copy_button() -> None:
    cells = [(60, 150, "订单编号:"), (330, 150, "DD20250619171502315"), (900, 150, "复制"), (330, 200, "1")]
    cells += [(60, 290, "下单时间:"), (330, 290, "2025-06-19 17:15:02")]
    assert pairs(page(cells))["订单编号"] == "DD20250619171502315 复制\n1"


def test_a_whole_number_does_not_take_the_next_line() -> None:
    cells = [(60, 150, "交易单号"), (330, 150, "4200002345202405121234567890"), (330, 200, "20240512")]
    assert pairs(page(cells)) == {"交易单号": "4200002345202405121234567890"}


def test_a_number_under_a_hint() -> None:
    cells = [(60, 150, "商户单号"), (330, 150, "可在支持的商户扫码退款"), (330, 200, "CM20240512001")]
    assert pairs(page(cells)) == {"商户单号": "CM20240512001"}


def test_the_rows_of_a_table_under_its_head() -> None:
    cells = [(100, 200, "订单号"), (500, 200, "下单时间"), (900, 200, "订单金额"), (1200, 200, "状态")]
    cells += [
        (100, 260, "20240512140155001"),
        (500, 260, "2024-05-12 14:01"),
        (900, 260, "128.00"),
        (1200, 260, "已发货"),
    ]
    cells += [
        (100, 320, "20240512150155002"),
        (500, 320, "2024-05-12 15:01"),
        (900, 320, "64.00"),
        (1200, 320, "待付款"),
    ]
    cells += [(100, 380, "上一页")]
    found = [(pair.label, pair.value) for pair in layout.pairs(page(cells, width=WIDE, size=24))]
    assert found == [
        ("订单号", "20240512140155001"),
        ("下单时间", "2024-05-12 14:01"),
        ("订单金额", "128.00"),
        ("状态", "已发货"),
        ("订单号", "20240512150155002"),
        ("下单时间", "2024-05-12 15:01"),
        ("订单金额", "64.00"),
        ("状态", "待付款"),
    ]


def test_the_steps_of_a_progress_bar_over_their_times() -> None:
    cells = [(100, 200, "提交订单"), (500, 200, "付款成功"), (900, 200, "商品发货")]
    cells += [(80, 240, "2024-05-12 14:01"), (480, 240, "2024-05-12 14:02"), (880, 240, "2024-05-12 14:05")]
    assert pairs(page(cells, width=WIDE, size=24)) == {
        "提交订单": "2024-05-12 14:01",
        "付款成功": "2024-05-12 14:02",
        "商品发货": "2024-05-12 14:05",
    }


def test_several_labels_on_one_line_of_a_wide_page() -> None:
    cells = [(100, 200, "订单号：20240512140155001"), (900, 200, "下单时间：2024-05-12 14:01:55")]
    cells += [(100, 260, "商品名称：示例点卡 数量：1 单价：128.00元"), (900, 260, "实付：128.00元")]
    found = pairs(page(cells, width=WIDE, size=24))
    assert found["商品名称"] == "示例点卡"
    assert found["单价"] == "128.00元"
    assert found["实付"] == "128.00元"


def test_the_lines_of_a_text_file_do_not_run_together() -> None:
    words = ("当前状态 支付成功", "商品 示例点卡", "支付方式 某某银行储蓄卡(0000)", "金额 -128.00")
    text = Page(1, lines=tuple(Line(n, line) for n, line in enumerate(words, 1)))
    assert pairs(text) == {"当前状态": "支付成功", "商品": "示例点卡", "金额": "-128.00"}


def test_boxes_without_size_do_no_harm() -> None:
    flat = Line(1, "订单编号", Box(60, 100, 60, 100)), Line(2, "CM20240512001", Box(60, 100, 60, 100))
    assert layout.line_height(Page(1, 1080, 2400, flat)) == 1
    layout.pairs(Page(1, 1080, 2400, flat))


def test_a_code_broken_before_its_last_letter_is_joined() -> None:
    cells = [
        (60, 150, "订单号："),
        (330, 150, "W44WU8JQRDXPNNQ"),
        (330, 200, "R"),
        (60, 290, "下单时间："),
        (330, 290, "2025-02-14 12:51"),
    ]
    assert pairs(page(cells))["订单号"] == "W44WU8JQRDXPNNQ\nR"


def test_a_step_with_a_date_is_no_amount() -> None:
    cells = [
        (100, 200, "提交订单"),
        (500, 200, "退款完成"),
        (80, 240, "2023/05/19 08:08"),
        (480, 240, "2023/05/19 08:14"),
    ]
    found = {pair.label: pair.value for pair in layout.pairs(page(cells, width=WIDE, size=24))}
    assert found == {"提交订单": "2023/05/19 08:08", "退款完成": "2023/05/19 08:14"}
