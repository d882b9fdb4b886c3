"""Rows of a table on an evidence page: each cell under its header, none lost where a sheet ends."""

from __future__ import annotations

import pytest

from dossier.packet.figures.transcript import Piece, TextExhibit, TextLine, TextMark, paginate
from dossier.packet.typeset import fonts

LABELS = {"page": "", "part": "", "continues": "", "continued": "", "file": "", "sha256": "", "back": ""}
COLUMN, BODY = 280.0, 600.0


@pytest.fixture(autouse=True)
def _fonts() -> None:
    fonts.register()


def row(line: int, goods: str = "某某点卡") -> TextLine:
    cells = (("交易时间", "2024-05-12 14:02:10"), ("商品说明", goods), ("金额", "128.00"))
    return TextLine(line, "", "", "", cells)


def laid_out(*lines: TextLine, marks: tuple[TextMark, ...] = ()) -> tuple[tuple[Piece, ...], ...]:
    exhibit = TextExhibit(
        label="证据1", anchor="", title="账单", file="a.csv", sha256="0" * 64, lines=lines, marks=marks
    )
    return paginate(exhibit, COLUMN, 150.0, BODY, LABELS)


def read_back(pieces: list[Piece]) -> dict[str, str]:
    """Headers with their words, over all pieces of one row."""
    found: dict[str, str] = {}
    name = ""
    for piece in pieces:
        for header, words in zip(piece.names, piece.text, strict=True):
            name = header or name
            found[name] = found.get(name, "") + words
    return found


def test_each_cell_stands_beside_its_header() -> None:
    ((piece,),) = laid_out(row(18))
    assert piece.names == ("交易时间", "商品说明", "金额")
    assert piece.text == ("2024-05-12 14:02:10", "某某点卡", "128.00")
    assert not piece.has_head


def test_a_long_cell_takes_lines_without_a_header() -> None:
    goods = "某某点卡" * 20
    ((piece,),) = laid_out(row(18, goods))
    assert piece.names[1] == "商品说明"
    assert set(piece.names[2:-1]) == {""}
    assert read_back([piece])["商品说明"] == goods


def test_a_row_higher_than_a_sheet_goes_on_with_nothing_lost() -> None:
    goods = "某某点卡" * 700
    parts = laid_out(row(18, goods))
    assert len(parts) > 1
    pieces = [piece for part in parts for piece in part]
    assert read_back(pieces) == {"交易时间": "2024-05-12 14:02:10", "商品说明": goods, "金额": "128.00"}
    assert all(sum(piece.height for piece in part) <= BODY for part in parts)


def test_rows_that_fit_are_not_divided() -> None:
    parts = laid_out(TextLine(0, "", "", "该文件共 40 笔"), *(row(line) for line in range(18, 58)))
    assert [piece.line.number for part in parts for piece in part] == [0, *range(18, 58)]
    assert all(piece.first for part in parts for piece in part)
