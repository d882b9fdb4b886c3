"""The setting of Chinese: where lines break, how they fill, how paragraphs part."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from dossier.packet.typeset import characters, fonts, styles
from dossier.packet.typeset.anchors import PacketCanvas
from dossier.packet.typeset.inline import Blank, Break, Look, Text, setting
from dossier.packet.typeset.linebreak import MAX_STRETCH, MOST_LOOSE, Cluster, Line, Measure, lines
from dossier.packet.typeset.paragraph import Outline, Paragraph, break_lines, fit_lines

STARTERS = "，。；：！？、》」』”’）】〕…%％"
ENDERS = "（《“‘【「『〔￥¥"
BODY = styles.PARAGRAPHS["body"]
PLAIN = styles.PARAGRAPHS["plain"]
STORY = (
    "2026年5月12日14:03:22，本人在“某某商城”（以下称“商城”）购买《山海旅人》点卡一份，支付￥128.00（大写：人民币壹佰"
    "贰拾捌元整）；客服（工号1024）答复：“亲，已进入发货流程，不能取消哦！”——而订单页显示的发货时间为14:21:37……"
)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def set_in(text: str, width: float, style: styles.Style = PLAIN) -> list[str]:
    return Paragraph([Text(text)], style).set_lines(width)


def clusters(text: str) -> tuple[Cluster, ...]:
    return setting([Text(text)], 10).clusters


def drawn(paragraph: Paragraph, width: float = 400) -> pypdf.PageObject:
    out = BytesIO()
    canvas = PacketCanvas(out, pagesize=(width + 40, 900), invariant=1)
    _, height = paragraph.wrap(width, 900)
    paragraph.drawOn(canvas, 20, 880 - height)
    for name in canvas.wanted - canvas.anchors.keys():
        canvas.bookmarkPage(name)
    canvas.save()
    return pypdf.PdfReader(out).pages[0]


@given(
    st.text(alphabet=st.sampled_from("订单取消，。；：！？、《》“”（）【】「」…—a1 .-%￥①😀堃"), max_size=90),
    st.sampled_from([90.0, 130.0, 200.0, 333.3]),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_no_text_is_lost_and_no_line_begins_or_ends_badly(text: str, width: float, ragged: bool) -> None:
    text = text.strip()
    style = replace(PLAIN, align="left") if ragged else PLAIN
    found = set_in(text, width, style)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    placed = setting([Text(text)], style.size).clusters
    assert all(
        line.width < width + 1e-6 for line in lines(placed, Measure(width, width, style.size, not ragged))
    )
    for before, after in pairwise(found):
        # A run of marks longer than a line has no good place to break.
        stuck = not re.search(r"[订单取消a1堃😀]", before) or not re.search(r"[订单取消a1堃😀]", after)
        assert stuck or after[0] not in STARTERS
        assert stuck or before.rstrip()[-1] not in ENDERS


def test_marks_at_the_edges_in_every_width() -> None:
    for width in range(100, 460, 7):
        found = set_in(STORY * 2, width)
        assert "".join(found) == STORY * 2
        assert not [line for line in found[1:] if line[0] in STARTERS], width
        assert not [line for line in found[:-1] if line[-1] in ENDERS], width


@pytest.mark.parametrize(
    "whole", ["VG2026051214032200017788", "14:03:22", "￥128.00", "2026年5月12日", "1024", "壹"]
)
def test_identifiers_amounts_and_times_stay_whole(whole: str) -> None:
    for width in range(180, 300, 3):
        text = "本人在商城购买点卡一份" + whole + "元整而商城答复已经发货不能取消" + whole + "，特此说明。"
        assert sum(line.count(whole) for line in set_in(text, width)) == 2, width


def test_a_number_keeps_its_unit_and_a_date_its_parts() -> None:
    for width in range(60, 200, 2):
        found = "\n".join(set_in("付款后共计三日商家于2026年5月12日退还128.00元给本人，第3页有图", width))
        assert "128.00\n元" not in found
        assert "第\n3" not in found
        assert "3\n页" not in found
        if width > 80:
            assert "2026年5月12日" in found


def test_a_hash_longer_than_a_line_is_broken_and_a_shorter_one_is_not() -> None:
    long = Paragraph([Text("值"), Text(HASH, Look(mono=True))], PLAIN).set_lines(200)
    assert len(long) > 1
    assert "".join(long) == "值" + HASH
    assert all(fonts.width(line, PLAIN.size) <= 200.01 for line in long)
    short = Paragraph([Text("校验值"), Text(HASH, Look(mono=True))], PLAIN).set_lines(385)
    assert short == ["校验值", HASH], "it fits into a line of its own"


def test_mono_words_with_blanks_hold_together() -> None:
    for width in range(130, 200, 3):
        words = [Text("下单时间是"), Text("2026-05-12 14:03:22", Look(mono=True)), Text("，付款在后")]
        assert "2026-05-12 14:03:22" in "\n".join(Paragraph(words, PLAIN).set_lines(width))


def test_a_web_address_breaks_after_a_slash() -> None:
    url = "https://shop.example/rules/virtual-goods?id=20260301"
    found = set_in("规则见网页" + url + "，截图保存。", 240)
    assert found[0].endswith(("/", "?", "="))
    assert "".join(found) == "规则见网页" + url + "，截图保存。"


def test_dashes_and_dots_of_two_are_not_parted() -> None:
    for width in range(60, 140):
        found = "\n".join(set_in("本人认为——这是不对的……不应如此——特此说明", width))
        assert "—\n—" not in found
        assert "…\n…" not in found


def test_a_last_line_of_one_character_is_avoided() -> None:
    measure = Measure(100, 100, 10)
    ten = lines(clusters("一二三四五六七八九十，一二三四五六七八九十一"), measure)
    assert [line.end - line.start for line in ten][-1] > 1


def widths(found: list[Line]) -> list[float]:
    return [round(line.width, 3) for line in found]


def test_lines_are_filled_and_the_last_is_left() -> None:
    text = clusters("本人在某某商城购买点卡一份支付金额如下特此说明请求处理并答复")
    assert widths(lines(text, Measure(104, 104, 10)))[:2] == [104, 104]
    assert lines(text, Measure(104, 104, 10))[-1].width % 10 == 0


def test_stretching_stays_below_what_readers_take_for_blanks() -> None:
    text = clusters("本人购买的订单号" + "8" * 15 + "特此说明")
    first = lines(text, Measure(120, 120, 10))[0]
    assert max(first.gaps) <= MAX_STRETCH * 10 + 1e-9
    assert MAX_STRETCH < 0.1
    assert first.width < 120, "rather short than torn apart"


def test_a_long_number_on_the_next_line_leaves_a_full_line_where_marks_or_blanks_can_take_the_rest() -> None:
    for text in ("本人购买，付款后取消" + "8" * 15 + "特此说明", "于 08-09 10:30 已付款" + "8" * 15 + "特此"):
        first = lines(clusters(text), Measure(112, 112, 10))[0]
        assert clusters(text)[first.end - 1].char != "8"
        assert first.width == pytest.approx(112), text
        assert max(first.gaps) <= (MOST_LOOSE + MAX_STRETCH) * 10 + 1e-9


def test_space_is_never_added_before_a_mark_nor_between_two() -> None:
    for pair in ("字，", "，）", "）“", "12", "字字", "字 "):
        assert not characters.loose(*pair), pair
    for pair in ("，字", "。1", " 1", " 字"):
        assert characters.loose(*pair), pair


def test_neighbouring_marks_are_squeezed() -> None:
    plain = Measure(500, 500, 10)
    assert lines(clusters("他说：“好。”（完）字"), plain)[0].width == pytest.approx(11 * 10 - 3 * 5)
    assert characters.gap("》", "《") == characters.gap("（", "《") == characters.gap("。", "”") == -0.5
    assert characters.gap("好", "，") == characters.gap("，", "好") == 0


def test_marks_at_the_ends_of_a_line_lose_their_empty_half() -> None:
    only = lines(clusters("“一二三，"), Measure(500, 500, 10))[0]
    assert only.lead == 5
    assert only.width == pytest.approx(40)


def test_a_mark_gives_way_so_that_a_line_can_hold_one_more() -> None:
    # 4 + 1 + 5 characters are 100 points; 98 hold them because the comma gives two.
    found = lines(clusters("一二三四，五六七八九" + "一二三四五六七八九十一二三"), Measure(98, 98, 10))
    assert found[0].end == 10
    assert found[0].width == pytest.approx(98)


def test_air_between_chinese_and_latin_but_not_at_marks_or_written_blanks() -> None:
    assert 0 < characters.gap("号", "1") == characters.gap("1", "号") < 0.16
    for pair in ("，1", "1，", "（a", "a）", "号 ", " 1", "12", "订单", "号.", ")号"):
        assert characters.gap(*pair) == 0, pair


def test_blanks_vanish_at_the_end_of_a_line() -> None:
    found = set_in("refund of the whole amount is asked for", 100)
    assert len(found) > 1
    assert all(line == line.strip() for line in found)
    assert " ".join(found) == "refund of the whole amount is asked for"


def test_first_line_is_indented_by_two_characters() -> None:
    style = replace(BODY, size=10, align="left")
    found = set_in("一二三四五六七八九十甲乙丙丁戊己", 100, style)
    assert found == ["一二三四五六七八", "九十甲乙丙丁戊己"]


def test_forced_line_ends() -> None:
    paragraph = Paragraph([Text("第一行"), Break(), Text("第二行\u2028第三行")], PLAIN)
    assert paragraph.set_lines(300) == ["第一行", "第二行", "第三行"]


def test_an_empty_paragraph_has_one_line() -> None:
    assert Paragraph([], PLAIN).wrap(100, 100) == (100, PLAIN.leading)


def test_splitting_leaves_two_lines_on_both_sides() -> None:
    paragraph = Paragraph([Text(STORY * 2)], BODY)
    paragraph.wrap(300, 1000)
    whole = paragraph.set_lines(300)
    leading = BODY.leading
    assert paragraph.split(300, leading * 1.9) == []
    for fit in range(2, len(whole) + 1):
        upper, lower = paragraph.split(300, leading * fit)
        assert isinstance(upper, Paragraph)
        assert isinstance(lower, Paragraph)
        assert upper.set_lines(300) + lower.set_lines(300) == whole
        assert min(len(upper.set_lines(300)), len(lower.set_lines(300))) >= 2
        assert upper.wrap(300, 1000)[1] <= leading * fit


def test_a_part_never_sticks_out_of_the_room_it_was_cut_for() -> None:
    room = BODY.leading * 5 - 0.005
    upper, _ = Paragraph([Text(STORY * 2)], BODY).split(300, room)
    assert upper.wrap(300, 1000)[1] <= room


@pytest.mark.parametrize("count", [2, 3])
def test_short_paragraphs_are_not_split(count: int) -> None:
    paragraph = Paragraph([Text("好" * 10 * count)], replace(PLAIN, size=10, leading=16))
    paragraph.wrap(100, 1000)
    assert len(paragraph.set_lines(100)) == count
    assert paragraph.split(100, 16 * 2) == []


def test_a_part_set_at_another_width_keeps_its_own_words() -> None:
    upper, lower = Paragraph([Text(STORY * 2)], BODY).split(300, BODY.leading * 3)
    assert isinstance(upper, Paragraph)
    assert isinstance(lower, Paragraph)
    assert "".join(upper.set_lines(200)) + "".join(lower.set_lines(200)) == STORY * 2


def test_extraction_gives_the_words_without_added_blanks() -> None:
    text = drawn(Paragraph([Text(STORY)], BODY)).extract_text()
    assert text.replace("\n", "") == STORY


def test_bold_links_and_blanks_are_drawn_where_they_stand() -> None:
    words = [
        Text("见"),
        Text("证据1 第1页", Look(link="e1", bold=True)),
        Text("，日期"),
        Blank(50),
        Text("年"),
    ]
    page = drawn(Paragraph(words, PLAIN))
    assert re.sub(r"\s", "", page.extract_text()) == "见证据1第1页，日期年"
    (annotation,) = (a.get_object() for a in page["/Annots"])
    x0, _, x1, _ = annotation["/Rect"]
    assert float(x0) == pytest.approx(20 + PLAIN.size * (1 + 0), abs=0.01)
    assert float(x1 - x0) == pytest.approx(fonts.width("证据1 第1页", PLAIN.size, bold=True), abs=6)


def test_a_link_over_two_lines_has_two_areas() -> None:
    words = [Text("见" * 8), Text("证据一证据二证据三", Look(link="e1"))]
    page = drawn(Paragraph(words, replace(PLAIN, size=10, align="left")), width=110)
    assert len(page["/Annots"]) == 2


def test_a_superscript_is_smaller() -> None:
    plain = setting([Text("注")], 10).clusters[0].width
    assert setting([Text("注", Look(raised=True))], 10).clusters[0].width < plain


def test_lines_with_a_blank_leave_room_to_write() -> None:
    assert Paragraph([Blank(60)], styles.CELL).wrap(200, 100)[1] == styles.WRITING


def test_a_blank_wider_than_the_line_is_cut_to_it() -> None:
    paragraph = Paragraph([Text("字"), Blank(500)], PLAIN)
    assert paragraph.wrap(100, 100)[1] == 2 * styles.WRITING


def test_anchor_and_outline_are_noted_once_over_a_split() -> None:
    heading = Paragraph([Text(STORY * 2)], BODY, anchor="a", outline=Outline("题", 0))
    out = BytesIO()
    canvas = PacketCanvas(out, pagesize=(400, 400), invariant=1)
    for part in heading.split(300, BODY.leading * 3):
        _, height = part.wrap(300, 400)
        part.drawOn(canvas, 20, 380 - height)
        canvas.showPage()
    assert canvas.anchors == {"a": 1}
    canvas.save()
    assert [o["/Title"] for o in pypdf.PdfReader(out).outline] == ["题"]


def test_break_lines_fit_the_width_as_draw_sets_them() -> None:
    for width in (60.0, 88.0, 140.0):
        found = break_lines(STORY, width, 7.5)
        assert "".join(found) == STORY
        assert all(fonts.width(line, 7.5) <= width + 0.01 for line in found)
        assert not [line for line in found[1:] if line[0] in STARTERS]


def test_break_lines_of_nothing_and_of_line_feeds() -> None:
    assert break_lines("", 100, 10) == []
    assert break_lines("甲\n乙", 100, 10, bold=True) == ["甲", "乙"]


def test_the_page_is_the_same_on_a_canvas_that_is_not_the_packets() -> None:
    canvas = Canvas(BytesIO(), pagesize=(400, 400))
    paragraph = Paragraph([Text("甲")], PLAIN, anchor="a")
    paragraph.wrap(100, 100)
    paragraph.drawOn(canvas, 0, 0)
    canvas.save()


ORDER = "VG20240512140210987654321098765432109876"


@pytest.mark.parametrize("style", [PLAIN, styles.CELL])
@pytest.mark.parametrize("words", ["订单号{}，请尽快退款", "（{}）", "{}", "金额￥{}元"])
def test_a_number_wider_than_its_line_stays_whole_and_is_set_smaller(words: str, style: styles.Style) -> None:
    width = fonts.width(ORDER, style.size) * 0.8
    found = set_in(words.format(ORDER), width, style)
    assert any(ORDER in line for line in found)
    assert "".join(found) == words.format(ORDER)
    paragraph = Paragraph([Text(words.format(ORDER))], style)
    paragraph.set_lines(width)
    assert all(line.width <= width + 1e-6 for line in paragraph._lines)


def test_the_smaller_number_is_drawn_smaller_and_the_words_around_it_are_not() -> None:
    sizes: dict[float, str] = {}

    def visit(text: str, _user: object, _matrix: object, _font: object, size: float) -> None:
        if text.strip():
            sizes[size] = sizes.get(size, "") + text.strip()

    width = fonts.width(ORDER, styles.CELL.size) * 0.8
    drawn(Paragraph([Text(f"订单号{ORDER}退款")], styles.CELL), width).extract_text(visitor_text=visit)
    (small, number), (_, words) = sorted(sizes.items())
    assert number == ORDER
    assert words == "订单号退款"
    assert 6 <= small < styles.CELL.size * 0.8 + 0.01


def test_a_number_that_would_be_too_small_is_broken_at_its_full_size() -> None:
    width = fonts.width(ORDER, 5.5)
    assert len(set_in(ORDER, width)) > 1
    assert {size for _, size in fit_lines(ORDER, width, 8.5)} == {8.5}


def test_a_number_that_fits_a_whole_line_begins_a_new_one_at_its_full_size() -> None:
    width = fonts.width(ORDER, 8.5) + 1
    found = fit_lines(f"商户单号：{ORDER}交易", width, 8.5)
    assert found == [("商户单号：", 8.5), (ORDER, 8.5), ("交易", 8.5)]


def test_lines_of_a_caption_tell_their_size() -> None:
    width = fonts.width(ORDER, 7)
    found = fit_lines(f"订单号：{ORDER}", width, 8.5)
    assert [line for line, _ in found] == ["订单号：", ORDER]
    (_, full), (_, small) = found
    assert full == 8.5
    assert fonts.width(ORDER, small) <= width + 1e-6
    assert small > 6.9


def test_an_address_and_a_file_name_are_broken_not_set_smaller() -> None:
    for words in ("https://example.com/orders/refund?version=2", "IMG_20240512_order_final_1.png"):
        width = fonts.width(words, 8.5) * 0.8
        found = fit_lines(words, width, 8.5)
        assert len(found) > 1
        assert {size for _, size in found} == {8.5}


def test_only_the_first_words_do_with_the_room_of_an_indented_line() -> None:
    """A number that a full line holds is not broken because the first line is indented."""
    width = fonts.width(ORDER, BODY.size) + 0.5 * BODY.size
    assert any(ORDER in line for line in set_in(f"订单号{ORDER}", width, BODY))


def test_a_day_and_its_hour_stand_on_one_line_where_a_line_holds_both() -> None:
    told = "付款时间：2024-09-29 20:04:41"
    moment = fonts.width("2024-09-29 20:04:41", 8.5)
    assert break_lines(told, moment + 9, 8.5) == ["付款时间：", "2024-09-29 20:04:41"]
    assert break_lines(told, moment - 9, 8.5)[-1] == "20:04:41"
    assert (
        break_lines("聊天时间：2024年6月3日 20:14", fonts.width("2024年6月3日 20:14", 8.5) + 9, 8.5)[-1][-5:]
        == "20:14"
    )
    assert (
        len(break_lines("聊天时间：2024年6月3日 20:14", fonts.width("2024年6月3日 20:14", 8.5) + 9, 8.5)) == 2
    )


def test_a_file_name_longer_than_a_line_parts_at_its_own_joints() -> None:
    name = "Screenshot_20241011-100612.png"
    told = break_lines(name, fonts.width("Screenshot_20241011", 7.5), 7.5)
    assert "".join(told) == name
    assert all(line[-1] in "_-." for line in told[:-1])
