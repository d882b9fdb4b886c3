"""The vocabulary: what each element becomes, and that nothing unknown passes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product

import jinja2
import pypdf
import pytest
from markupsafe import Markup
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer

from dossier.packet.typeset import document, markup, styles
from dossier.packet.typeset.boxes import Box, Rule
from dossier.packet.typeset.markup import MarkupError, clean
from dossier.packet.typeset.paragraph import Paragraph
from dossier.packet.typeset.stack import HeadingRoom, Keep
from dossier.packet.typeset.table import Table

WIDTH = 400.0


def parse(
    inner: str, pages: dict[str, int] | None = None, **figures: Callable[[], Flowable]
) -> list[Flowable]:
    return markup.parse(f"<packet>{inner}</packet>", figures, pages or {})


def words(inner: str, pages: dict[str, int] | None = None) -> list[str]:
    (paragraph,) = parse(f'<para style="plain">{inner}</para>', pages)
    assert isinstance(paragraph, Paragraph)
    return paragraph.set_lines(WIDTH)


def height(flowable: Flowable, width: float = WIDTH) -> float:
    return flowable.wrapOn(Canvas(BytesIO()), width, 10_000)[1]


def table(rows: str, attributes: str = 'widths="50,50"') -> Table:
    (made,) = parse(f"<table {attributes}>{rows}</table>")
    assert isinstance(made, Table)
    return made


@pytest.mark.parametrize(
    ("inner", "kinds"),
    [
        ("<title>题</title><subtitle>副</subtitle>", [Paragraph, Paragraph]),
        ('<heading level="2" id="a">一</heading><para>文</para>', [HeadingRoom, Paragraph, Paragraph]),
        ("<heading>一</heading><heading level='2'>1</heading>", [HeadingRoom, Paragraph, Paragraph]),
        ("<list><item>甲</item><item>乙</item></list>", [Paragraph, Paragraph]),
        ('<fields><field name="订单号">1</field></fields>', [Table]),
        ("<table widths='1,1'><row><cell>a</cell><cell>b</cell></row></table>", [Table]),
        ("<box><para>文</para></box>", [Box]),
        ('<para style="warning">文</para>', [Box]),
        ('<pagebreak/><space mm="4"/><rule/>', [PageBreak, Spacer, Rule]),
        ("<keep><heading>一</heading><para>文</para></keep>", [Keep]),
        ("<fields></fields><table widths='1'></table><box></box><list></list>", []),
    ],
)
def test_elements_become_flowables(inner: str, kinds: list[type]) -> None:
    assert [type(flowable) for flowable in parse(inner)] == kinds


@pytest.mark.parametrize(
    "inner",
    [
        "<paragraph>文</paragraph>",
        "<para color='red'>文</para>",
        "<para style='big'>文</para>",
        "<para><i>文</i></para>",
        "<para><img src='/etc/passwd'/></para>",
        "<para><link>文</link></para>",
        "<para><link to='a' href='b'>文</link></para>",
        "<para><blank/></para>",
        "<para><blank mm='wide'/></para>",
        "<para><blank mm='-3'/></para>",
        "<para><blank mm='nan'/></para>",
        "<para><br>文</br></para>",
        "<para><para>文</para></para>",
        "<heading level='3'>文</heading>",
        "文",
        "<para>甲</para>乙",
        "<list><para>文</para></list>",
        "<list kind='roman'><item>文</item></list>",
        "<list>文</list>",
        "<fields><field>文</field></fields>",
        "<table><row><cell>a</cell></row></table>",
        "<table widths='a,b'><row><cell>a</cell></row></table>",
        "<table widths='50,0'><row><cell>a</cell><cell>b</cell></row></table>",
        "<table widths='50,50'><row><cell>a</cell></row></table>",
        "<table widths='50,50'><row><cell span='3'>a</cell></row></table>",
        "<table widths='50' style='zebra'><row><cell>a</cell></row></table>",
        "<table widths='50'><row><cell align='middle'>a</cell></row></table>",
        "<table widths='50'><row><cell><heading>a</heading></cell></row></table>",
        "<box kind='red'><para>文</para></box>",
        "<box><pagebreak/></box>",
        "<box><heading>文</heading></box>",
        "<keep><pagebreak/></keep>",
        "<figure name='none'/>",
        "<figure/>",
        "<space/>",
        "<signature/>",
        "<para>",
        "<para>&nbsp;</para>",
    ],
)
def test_what_is_not_in_the_vocabulary_raises(inner: str) -> None:
    with pytest.raises(MarkupError):
        parse(inner)


def test_errors_name_the_culprit() -> None:
    with pytest.raises(MarkupError, match=r"<para> has no attribute colour"):
        parse("<para colour='red'>文</para>")
    with pytest.raises(MarkupError, match="missing-figure"):
        parse("<figure name='missing-figure'/>")
    with pytest.raises(MarkupError, match=r"<html>"):
        markup.parse("<html/>", {}, {})
    with pytest.raises(MarkupError, match="pagetitle"):
        markup.parse("<packet pagetitle='x'/>", {}, {})


def test_entities_of_a_document_type_are_not_expanded() -> None:
    outside = '<!DOCTYPE packet [<!ENTITY x SYSTEM "file:///etc/hostname">]><packet><para>&x;</para></packet>'
    with pytest.raises(MarkupError):
        markup.parse(outside, {}, {})


def test_inline_markup_keeps_reading_order() -> None:
    assert words(
        "甲<b>乙<link to='a'>丙</link></b><mono>丁</mono><soft>戊</soft><mark>①</mark><sup>2</sup>己"
    ) == ["甲乙丙丁戊①2己"]
    assert words("甲<br/>乙") == ["甲", "乙"]


def test_page_references_print_what_is_known() -> None:
    assert words("见第<pageref to='a'/>页", {"a": 12}) == ["见第12页"]
    assert words("见第<pageref to='a'/>页") == ["见第?页"]


def test_line_feeds_of_a_template_are_no_blanks_in_chinese() -> None:
    assert words("\n  本人付款，\n    请求退款 \n") == ["本人付款，请求退款"]
    assert words("甲\n  <b>乙</b>\n  丙") == ["甲乙丙"]
    assert words("refund\n   please") == ["refund please"]
    assert words("金额\n 128.00 元") == ["金额128.00 元"]


def test_blanks_within_a_line_stay() -> None:
    assert words("工号  1024　止") == ["工号  1024　止"]


def test_escaped_text_is_text() -> None:
    assert words("&lt;b&gt;甲&amp;乙&lt;/b&gt;") == ["<b>甲&乙</b>"]


def test_clean_takes_what_xml_forbids_and_keeps_line_ends() -> None:
    assert clean("a\x00b\x0bc\ud800d\ufffe") == "abcd"
    assert clean("甲\r\n乙\n丙\r丁\t戊") == "甲\u2028乙\u2028丙\u2028丁\t戊"
    assert clean("订单😀") == "订单😀"
    assert words(clean("甲\n\n乙")) == ["甲", "", "乙"]
    assert words(clean("\n甲\n")) == ["甲"]


def test_clean_leaves_markup_markup() -> None:
    kept = clean(Markup("<b>\n甲</b>"))
    assert isinstance(kept, Markup)
    assert kept == "<b>\n甲</b>"
    assert isinstance(clean(Markup("<b>\x00</b>")), Markup)


def test_hostile_text_goes_through_a_template_as_text() -> None:
    hostile = 'x</para><figure name="e1"/>\x00&amp;<img src="/etc/passwd"/>\n]]>'
    environment = jinja2.Environment(autoescape=True, finalize=clean)
    xml = environment.from_string("<para style='plain'>{{ text }}</para>").render(text=hostile)
    (paragraph,) = parse(xml)
    assert isinstance(paragraph, Paragraph)
    assert "".join(paragraph.set_lines(2000)) == hostile.replace("\x00", "").replace("\n", "")


def test_figures_may_be_one_or_several_or_none() -> None:
    assert [type(f) for f in parse('<figure name="a"/>', a=lambda: Spacer(1, 1))] == [Spacer]
    several = markup.parse('<packet><figure name="a"/></packet>', {"a": lambda: [Rule(), Rule()]}, {})
    assert len(several) == 2
    assert markup.parse('<packet><figure name="a"/></packet>', {"a": list}, {}) == []


def test_a_cell_may_mix_words_and_blocks() -> None:
    one = table("<row><cell>甲</cell><cell>x</cell></row>")
    mixed = table('<row><cell>甲<para style="plain">乙</para>丙</cell><cell>x</cell></row>')
    assert height(mixed) == pytest.approx(height(one) + 2 * (styles.CELL.leading + styles.CELL.after))


def test_blank_space_between_blocks_of_a_cell_is_nothing() -> None:
    tight = table("<row><cell><para>甲</para><para>乙</para></cell><cell>x</cell></row>")
    loose = table("<row><cell>\n <para>甲</para>\n <para>乙</para>\n </cell>\n <cell>x</cell></row>")
    assert height(loose) == height(tight)


def test_head_rows_come_again_and_rows_are_not_cut() -> None:
    rows = "".join(f"<row><cell>{n}</cell><cell>事项</cell></row>" for n in range(20))
    whole = table(f"<row><cell>序号</cell><cell>事</cell></row>{rows}", 'widths="20,80" head="1"')
    total = height(whole)
    head = height(table("<row><cell>序号</cell><cell>事</cell></row>"))
    upper, lower = whole.splitOn(Canvas(BytesIO()), WIDTH, total / 2)
    assert height(upper) <= total / 2
    assert height(upper) + height(lower) == pytest.approx(total + head)


def test_a_table_with_room_for_its_head_only_goes_on_whole() -> None:
    made = table(
        "<row><cell>头</cell><cell>头</cell></row><row><cell>甲</cell><cell>乙</cell></row>",
        'widths="1,1" head="1"',
    )
    head = height(table("<row><cell>头</cell><cell>头</cell></row>"))
    assert made.splitOn(Canvas(BytesIO()), WIDTH, head + 3) == []
    assert made.least(WIDTH) == pytest.approx(height(made))


def test_a_row_higher_than_a_page_is_cut() -> None:
    long = table(f"<row><cell>{'很长的说明，' * 900}</cell><cell>短</cell></row>", 'widths="30,70"')
    total = height(long)
    assert total > 3 * styles.FRAME_HEIGHT
    upper, lower = long.splitOn(Canvas(BytesIO()), WIDTH, styles.FRAME_HEIGHT)
    assert styles.FRAME_HEIGHT - 60 < height(upper) <= styles.FRAME_HEIGHT
    assert height(upper) + height(lower) == pytest.approx(total, abs=25)


def test_a_short_row_is_moved_rather_than_cut() -> None:
    rows = (
        "<row><cell>甲</cell><cell>乙</cell></row>" + f"<row><cell>{'说明' * 60}</cell><cell>短</cell></row>"
    )
    made = table(rows, 'widths="30,70"')
    first = height(table("<row><cell>甲</cell><cell>乙</cell></row>"))
    assert height(made) < 220
    upper, _ = made.splitOn(Canvas(BytesIO()), WIDTH, height(made) - 20)
    assert height(upper) == pytest.approx(first)


def test_a_box_parts_between_its_children() -> None:
    (box,) = parse(f"<box>{'<para>甲</para>' * 10}</box>")
    whole = height(box)
    upper, lower = box.splitOn(Canvas(BytesIO()), WIDTH, whole / 2)
    assert height(upper) <= whole / 2
    assert isinstance(lower, Box)
    assert box.splitOn(Canvas(BytesIO()), WIDTH, 20) == []


def test_keep_moves_on_unless_it_is_higher_than_a_page() -> None:
    (short,) = parse(f"<keep>{'<para>甲</para>' * 5}</keep>")
    assert short.splitOn(Canvas(BytesIO()), WIDTH, 40) == []
    (long,) = parse(f"<keep>{'<para>甲</para>' * 60}</keep>")
    assert height(long) > styles.FRAME_HEIGHT
    parts = long.splitOn(Canvas(BytesIO()), WIDTH, styles.FRAME_HEIGHT)
    assert len(parts) > 10
    assert isinstance(parts[-1], Keep)


def tied(rows: int, space: float) -> list[str]:
    """The text of each page where a table with its conclusion begins ``space`` mm below the top."""
    body = "".join(f"<row><cell>依据{n}号</cell></row>" for n in range(1, rows + 1))
    inner = (
        f'<space mm="{space}"/><tied><table widths="1" head="1"><row><cell>依据的事实</cell></row>{body}</table>'
        '<box kind="finding"><para style="plain">结论如此</para></box><para style="note">可参考</para></tied>'
    )
    out = BytesIO()
    document.render(f'<packet title="题">{inner}</packet>', {}, out)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]


@pytest.mark.parametrize(
    ("rows", "space"),
    # A table longer than a page must be able to begin on the next one, however little room is left.
    [*product((1, 2, 6), range(150, 245, 5)), *product((90,), range(150, 246, 3))],
)
def test_a_conclusion_never_stands_on_a_page_without_a_row(rows: int, space: float) -> None:
    found = tied(rows, space)
    page = next(text for text in found if "结论如此" in text)
    assert "可参考" in page
    assert f"依据{rows}号" in page
    assert "依据的事实" in page
    told = "".join(found)
    assert [told.count(f"依据{n}号") for n in range(1, rows + 1)] == [1] * rows


def test_tied_begins_with_a_table() -> None:
    with pytest.raises(MarkupError, match="begins with a <table>"):
        markup.parse('<packet title="题"><tied><para>词</para></tied></packet>', {}, {})


@pytest.mark.parametrize("space", range(180, 246, 3))
def test_words_that_open_a_table_stay_with_it_and_their_heading(space: int) -> None:
    table = '<table widths="1" head="1"><row><cell>表头</cell></row><row><cell>首行</cell></row></table>'
    opening = f'<heading level="1">标题</heading><para>说明</para>{table}'
    out = BytesIO()
    document.render(f'<packet title="题"><space mm="{space}"/>{opening}</packet>', {}, out)
    found = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
    assert sum("标题" in text and "说明" in text and "首行" in text for text in found) == 1
