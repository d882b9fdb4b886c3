"""A bill tells of a whole month: what is no order's stands nowhere, in no output, store or stream."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import bill_files
import pytest
from bill_files import OWNER, PAYMENT, SECRET, WECHAT, alipay, stranger, wechat
from click.testing import CliRunner
from pypdf import PdfReader

from dossier.cli import main

STRANGERS_NUMBER = "4200001111202405109999999999"
HIDDEN = (SECRET, OWNER, STRANGERS_NUMBER, "OTHER20240510777", "35.50", "138****0000")
PASSWORD = "246810-绝密"  # noqa: S105 - of an invented bill
ORDER_PAGE = """某某卡盟
订单详情
订单编号：CM20240512001
下单时间：2024-05-12 14:01:55
付款时间：2024-05-12 14:02:10
发货时间：2024-05-12 14:05:41
商品名称：某某点卡100元
发货方式：自动发货
实付款：¥128.00
订单状态：已发货
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An order page as text, and bills of every kind; one has nothing of the case."""
    place = tmp_path / "evidence"
    place.mkdir()
    (place / "订单.txt").write_text(ORDER_PAGE, encoding="utf-8")
    (place / "a.csv").write_bytes(bill_files.wechat_csv(stranger(), wechat(), stranger(2)))
    book = bill_files.xlsx(
        [*bill_files.wechat_head(3), WECHAT, stranger(), wechat(amount=128.0), stranger(2)]
    )
    (place / "b.xlsx").write_bytes(book)
    (place / "c.zip").write_bytes(bill_files.zipped({"账单.xlsx": book}, PASSWORD))
    (place / "d.csv").write_bytes(
        bill_files.alipay_csv(alipay("2024051099999999999999999999", "x", goods=SECRET))
    )
    return place


def everything(place: Path) -> str:
    """All that lies under a folder, as text: PDF text, the streams of packages, and bytes as UTF-8 and GBK."""
    words: list[str] = []
    for file in sorted(place.rglob("*")):
        if not file.is_file():
            continue
        data = file.read_bytes()
        words += [file.name, data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]
        if data.startswith(b"%PDF"):
            reader = PdfReader(io.BytesIO(data))
            words += ["".join(page.extract_text().split()) for page in reader.pages]
            words += [str(reader.metadata), str(reader.outline)]
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                words += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return "\n".join(words)


@pytest.mark.parametrize("command", ["build", "check", "check --json"])
def test_what_is_no_orders_stands_nowhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    cache, output = tmp_path / "cache", tmp_path / "out"
    monkeypatch.setenv("DOSSIER_CACHE", str(cache))
    arguments = [*command.split(), str(folder), "--password", PASSWORD]
    arguments += ["--output", str(output)] if command == "build" else []
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    told = f"{result.output}\n{everything(output)}\n{everything(cache)}"
    assert [word for word in (*HIDDEN, PASSWORD) if word in told] == []
    if command != "check":
        assert PAYMENT in told


def test_the_packet_prints_the_row_and_says_what_it_leaves_out(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    result = CliRunner().invoke(
        main, ["build", str(folder), "--password", PASSWORD, "--output", str(output), "--for", "platform"]
    )
    assert result.exit_code == 0, result.output
    reader = PdfReader(output / "packet-platform.pdf")
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    bills = [page for page in pages if "该文件共" in page]
    assert len(bills) == 3
    for page in bills:
        assert "该文件共3笔交易，仅印出与本案订单有关的1笔，其余未印出、未保存" in page
        assert page.count(PAYMENT) == 2  # in the row, and in what is said of it
        assert "金额(元)" in page
        assert "SHA-256" in page
    assert "账单.xlsx：" in bills[2]
    assert "没有与本材料订单对应的交易，未排印" in "".join(pages)


def test_the_terminal_says_how_much_of_a_bill_is_used(folder: Path) -> None:
    told = "".join(CliRunner().invoke(main, ["check", str(folder), "--password", PASSWORD]).output.split())
    assert "账单a.csv：共3笔交易，只采用与本案订单有关的1笔，其余没有保存" in told
    assert "账单中没有与本案订单对应的交易，没有采用：d.csv" in told


def test_a_folder_of_bills_alone_ends_well(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(bill_files.wechat_csv(stranger(), wechat()))
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 0
    assert "没有读到订单号" in result.output
    assert SECRET not in result.output
    assert PAYMENT not in result.output


def test_what_was_left_in_the_account_is_not_printed(tmp_path: Path) -> None:
    """A bank's row shows the balance; the packet goes to the other side."""
    place, output = tmp_path / "evidence", tmp_path / "out"
    place.mkdir()
    (place / "订单.txt").write_text(ORDER_PAGE, encoding="utf-8")
    header = ("交易日期", "交易时间", "交易金额", "账户余额", "对方户名", "摘要")
    row = ("20240512", "140212", "-128.00", "98765.43", "支付宝（中国）", "快捷支付")
    (place / "银行.csv").write_text(bill_files.csv([header, row]), encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(place), "--output", str(output), "--for", "platform"])
    assert result.exit_code == 0, result.output
    words = everything(output)
    assert "账户余额一栏未印出" in words
    assert "-128.00" in words
    assert "98765.43" not in words


def test_another_orders_row_is_not_printed_in_this_orders_packet(tmp_path: Path) -> None:
    place, output = tmp_path / "evidence", tmp_path / "out"
    place.mkdir()
    other, number = "CM20240512002", "4200002185202405120999999999"
    (place / "a.txt").write_text(ORDER_PAGE, encoding="utf-8")
    (place / "b.txt").write_text(ORDER_PAGE.replace("CM20240512001", other), encoding="utf-8")
    (place / "c.csv").write_bytes(bill_files.wechat_csv(wechat(number, other), wechat(), stranger()))
    (place / "case.yaml").write_text("订单: CM20240512001\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(place), "--output", str(output), "--for", "platform"])
    assert result.exit_code == 0, result.output
    reader = PdfReader(output / "packet-platform.pdf")
    words = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "该文件共3笔交易，仅印出与本案订单有关的1笔" in words
    assert PAYMENT in words
    assert number not in words
