"""Contents and tiles: what the vocabulary makes of them, and how they are laid out."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from dossier.packet.typeset import document, fonts, markup, styles
from dossier.packet.typeset.contents import Contents, Entry
from dossier.packet.typeset.phrasing import MarkupError
from dossier.packet.typeset.table import Table

SECTIONS = "".join(
    f'<heading level="1" id="s{n}">第{n}节</heading><para>文</para><pagebreak/>' for n in range(1, 4)
)


def parsed(inner: str) -> list[object]:
    return list(markup.parse(f"<packet>{inner}</packet>", {}, {}))


def test_the_contents_hold_named_sections_and_the_entries_given() -> None:
    xml = f'<packet><contents><entry to="s3">又一条</entry></contents><pagebreak/>{SECTIONS}<heading level="1">无名</heading></packet>'
    out = io.BytesIO()
    made = document.render(xml, {}, out)
    text = "".join(PdfReader(out).pages[0].extract_text().split())
    assert "第1节2第2节3第3节4又一条4" in text
    assert "无名" not in text
    assert made.anchors["s3"] == 4


def test_a_packet_without_contents_asks_for_no_page_of_a_section() -> None:
    root = markup.document(f"<packet>{SECTIONS}</packet>")
    assert markup.referred(root) == set()
    root = markup.document(f"<packet><contents/>{SECTIONS}</packet>")
    assert markup.referred(root) == {"s1", "s2", "s3"}


def test_an_entry_that_leads_nowhere_raises() -> None:
    with pytest.raises(document.DanglingLinkError, match="nowhere"):
        document.render(
            '<packet><contents><entry to="nowhere">甲</entry></contents></packet>', {}, io.BytesIO()
        )


@pytest.mark.parametrize(
    "inner",
    [
        "<contents columns='9'/>",
        "<contents><entry>甲</entry></contents>",
        "<contents><para>甲</para></contents>",
        "<tiles><tile>甲</tile></tiles>",
        "<tiles><para>甲</para></tiles>",
        "<table widths='1'><row><cell tint='yes'>甲</cell></row></table>",
    ],
)
def test_slips_raise(inner: str) -> None:
    with pytest.raises(MarkupError):
        parsed(inner)


def entries(count: int) -> list[Entry]:
    return [Entry(f"第{n}", f"a{n}", str(n)) for n in range(count)]


def test_contents_are_cut_row_by_row_and_none_is_lost() -> None:
    whole = Contents(entries(11), 2)
    _, height = whole.wrap(400, 1000)
    assert height == 6 * 15
    upper, lower = whole.split(400, 4 * 15 + 3)
    assert isinstance(upper, Contents)
    assert isinstance(lower, Contents)
    assert upper.wrap(400, 1000)[1] == 4 * 15
    assert [entry.page for entry in upper._entries + lower._entries] == [str(n) for n in range(11)]
    assert whole.split(400, 10) == []


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    fonts.register()
    assert fonts.clipped("短", 100, 9) == "短"
    short = fonts.clipped("很长的标题" * 20, 100, 9)
    assert short.endswith("…")
    assert fonts.width(short, 9) <= 100


@pytest.mark.parametrize(("count", "rows", "wide"), [(1, 1, 1), (5, 1, 5), (6, 2, 3), (7, 2, 4), (11, 3, 4)])
def test_tiles_fill_their_rows_evenly(count: int, rows: int, wide: int) -> None:
    tiles = "".join(f"<tile name='名{n}'>{n}</tile>" for n in range(count))
    (made,) = parsed(f"<tiles>{tiles}</tiles>")
    assert isinstance(made, Table)
    assert [len(row.cells) for row in made._rows] == [wide] * rows


def test_words_beside_a_blank_stand_on_its_line() -> None:
    beside = "<table widths='1,1'><row><cell>姓名</cell><cell><blank mm='40'/></cell></row></table>"
    (made,) = parsed(beside)
    assert isinstance(made, Table)
    label, blank = (cell.stack.measure(100, None) for cell in made._rows[0].cells)
    assert label == blank == styles.WRITING
