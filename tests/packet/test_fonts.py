"""Fonts: fallback by character, honest extraction, widths that agree with the page."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from dossier.packet.typeset import fonts

TEXT = "张喆玥与王堃😀👍🏻，工号1024——“取消”…½ ￥12.80"


@pytest.fixture(autouse=True)
def _fresh_count() -> None:
    fonts.register()
    fonts.forget()


def page(text: str, *, bold: bool = False) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(600, 100), invariant=1)
    fonts.draw(canvas, 20, 50, text, 12, bold=bold)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("bold", [False, True])
def test_two_readers_extract_what_was_drawn(bold: bool) -> None:
    data = page(TEXT, bold=bold)
    assert pypdf.PdfReader(BytesIO(data)).pages[0].extract_text() == TEXT
    assert pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range() == TEXT
    assert fonts.missing() == frozenset()


def test_rare_characters_of_a_bold_name_come_from_regular() -> None:
    assert fonts.runs("王堃先生", bold=True) == [
        (fonts.BOLD, "王"),
        (fonts.REGULAR, "堃"),
        (fonts.BOLD, "先生"),
    ]
    assert fonts.runs("王堃先生") == [(fonts.REGULAR, "王堃先生")]


def test_emoji_with_modifier_stays_one_run() -> None:
    assert fonts.runs("好👍🏻a") == [(fonts.REGULAR, "好"), (fonts.EMOJI, "👍🏻"), (fonts.REGULAR, "a")]


def test_a_character_of_no_font_is_shown_and_told() -> None:
    assert fonts.runs("𠮷野家") == [(fonts.REGULAR, "〓野家")]
    assert fonts.missing() == {"𠮷"}
    fonts.forget()
    assert fonts.missing() == frozenset()
    fonts.width("𠮷", 10)
    assert fonts.missing() == {"𠮷"}, "a cached character must still be told"


def test_the_replacement_mark_itself_is_not_missing() -> None:
    assert fonts.runs("〓") == [(fonts.REGULAR, "〓")]
    assert fonts.missing() == frozenset()


def test_shapeless_characters_are_left_out_and_take_no_room() -> None:
    assert fonts.runs("a\u202eb\u200bc\x00d") == [(fonts.REGULAR, "abcd")]
    assert fonts.width("\u202e\u200b\x00", 10) == 0
    assert fonts.missing() == frozenset()


def test_chinese_characters_are_an_em_wide_and_bold_digits_wider() -> None:
    assert fonts.width("订单", 10) == pytest.approx(20)
    assert fonts.width("1024", 10, bold=True) > fonts.width("1024", 10)
    assert fonts.width("", 10) == 0


def test_draw_returns_where_the_pen_stands() -> None:
    canvas = Canvas(BytesIO(), pagesize=(600, 100))
    assert fonts.draw(canvas, 20, 50, "订单1", 10) == pytest.approx(40 + fonts.width("1", 10))


def test_register_twice_changes_nothing() -> None:
    before = page("订单")
    fonts.register()
    assert page("订单") == before


def unicode_maps(text: str) -> list[str]:
    resources = pypdf.PdfReader(BytesIO(page(text))).pages[0]["/Resources"]
    found = [font.get_object() for font in resources["/Font"].values()]
    return [font["/ToUnicode"].get_data().decode("ascii") for font in found if "/ToUnicode" in font]


def test_characters_beyond_the_first_plane_are_mapped_as_utf_16() -> None:
    joined = "".join(unicode_maps("😀"))
    assert "<D83DDE00>" in joined
    assert "<1F600>" not in joined


def test_map_blocks_hold_at_most_a_hundred_entries() -> None:
    many = "".join(chr(0x4E00 + i) for i in range(400) if fonts.runs(chr(0x4E00 + i))[0][1] != "〓")
    for content in unicode_maps(many):
        counts = [int(line.split()[0]) for line in content.splitlines() if line.endswith("beginbfchar")]
        assert counts
        assert max(counts) <= 100
        blocks = content.split("beginbfchar\n")[1:]
        assert [block.split("endbfchar")[0].count("\n") for block in blocks] == counts
