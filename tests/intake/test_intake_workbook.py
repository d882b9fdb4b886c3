"""Spreadsheets: the same rows as text tables give, and limits on what a small file may ask for."""

from __future__ import annotations

import io
import os
import zipfile

import bill_files
import pytest
from bill_files import WECHAT, wechat

from dossier.intake import Unreadable, apart, workbook

SPREAD = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def with_sheet(cells: str) -> bytes:
    """A workbook whose one sheet holds this XML."""
    return swapped(
        {"xl/worksheets/sheet1.xml": f"<worksheet {SPREAD}><sheetData>{cells}</sheetData></worksheet>"}
    )


def swapped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bill_files.xlsx([WECHAT]))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return stream.getvalue()


def test_amounts_may_be_words_or_numbers() -> None:
    data = bill_files.xlsx(
        [*bill_files.wechat_head(3), WECHAT, wechat(), wechat(amount=128.0), wechat(amount=28.16)]
    )
    (page,) = workbook.read(data).pages
    assert [row.line for row in page.rows] == [17, 18, 19]
    assert [dict(row.cells)["金额(元)"] for row in page.rows] == ["¥128.00", "128", "28.16"]
    assert dict(page.rows[0].cells)["交易单号"] == bill_files.PAYMENT


def test_a_number_that_lost_its_digits_does_not_look_like_one() -> None:
    """A payment's number typed as a number keeps 15 digits; the rest would be invented."""
    row = list(wechat())
    row[8] = 4200002185202405120123456789.0
    (page,) = workbook.read(bill_files.xlsx([WECHAT, row])).pages
    assert not dict(page.rows[0].cells)["交易单号"].isdigit()


def test_each_sheet_with_a_bill_is_a_page_of_its_own() -> None:
    data = bill_files.xlsx([["说明"], ["只是文字"]], [WECHAT, wechat()], [WECHAT, wechat(), wechat()])
    found = workbook.read(data).pages
    assert [(page.number, page.part, len(page.rows)) for page in found] == [
        (1, "Sheet2", 1),
        (2, "Sheet3", 2),
    ]


def test_a_sheet_of_words_is_lines() -> None:
    (page,) = workbook.read(bill_files.xlsx([["规则", "5分钟"], ["", ""], ["第二条", ""]])).pages
    assert [(line.number, line.text) for line in page.lines] == [(1, "规则　5分钟"), (3, "第二条")]


@pytest.mark.parametrize("cells", [FAR, FAR.replace('"', "'")], ids=["double", "single"])
def test_a_cell_at_the_end_of_the_world_is_refused(cells: str) -> None:
    with pytest.raises(Unreadable, match="too-large"):
        workbook.read(with_sheet(cells))


def test_more_than_the_limit_is_not_unpacked() -> None:
    data = with_sheet(" " * (workbook.packed.MAX_BYTES + 1))
    assert len(data) < 200_000
    with pytest.raises(Unreadable, match="archive-too-large"):
        workbook.read(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bill_files.xlsx([WECHAT, wechat()])[:-30], "archive-broken"),
        (swapped({"xl/workbook.xml": "<workbook"}), "workbook-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "workbook-broken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
            "workbook-locked",
        ),
        (bill_files.zipped({"word/document.xml": b""}), "not-a-workbook"),
        (bill_files.xlsx([WECHAT]), "bill-empty"),
        (bill_files.xlsx([]), "empty"),
    ],
    ids=["cut", "bad-xml", "bad-xls", "locked", "docx", "no-rows", "no-sheets"],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        workbook.read(data)


def test_a_library_that_ends_its_process_does_not_end_ours() -> None:
    with pytest.raises(apart.Died):
        apart.call(dies, b"")


def dies(data: bytes) -> None:  # noqa: ARG001
    os.abort()
