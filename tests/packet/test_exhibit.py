"""Evidence pages: cut between lines only, nothing over the text, every mark told and linked."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any, cast

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from dossier.model import Box
from dossier.packet.figures import transcript
from dossier.packet.figures.exhibit import Exhibit, Mark, TextExhibit, TextLine, TextMark, arrange, pages
from dossier.packet.figures.geometry import Area, beside, stack
from dossier.packet.figures.pictures import Picture, embed
from dossier.packet.figures.sheet import Remark, caption
from dossier.packet.figures.slicing import balanced, free_rows
from dossier.packet.typeset.anchors import Anchor, PacketCanvas

WIDTH, HEIGHT = 459.0, 703.0
HASH = "0123456789abcdef" * 4
LABELS = {
    "page": "第{page}页，共{pages}页",
    "part": "第{part}张，共{parts}张",
    "continues": "上接前页",
    "continued": "下接后页",
    "detail": "放大",
    "file": "文件",
    "sha256": "SHA-256",
    "back": "用于：",
}


def picture(width: int, height: int) -> tuple[Picture, tuple[Box, ...]]:
    """A page of grey lines, 40 px high and 60 px apart, that stand for text."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    boxes = tuple(Box(40, top, width // 2, top + 40) for top in range(30, height - 60, 100))
    for box in boxes:
        pen.rectangle((box.x0, box.y0, box.x1 - 1, box.y1 - 1), fill="#777777")
    out = io.BytesIO()
    image.save(out, "PNG")
    return embed(out.getvalue(), "image/png", lambda: image), boxes


def exhibit(width: int, height: int, marked: tuple[int, ...] = (), **more: Any) -> Exhibit:
    """A page whose lines of the given numbers (from 0) are marked."""
    drawn, boxes = picture(width, height)
    marks = tuple(
        Mark(
            number=number,
            box=boxes[line],
            caption=more.get("caption", f"说明{number}号"),
            anchor=f"E1-p1-m{number}",
            back=(("时间线", "event-1"), ("认定", "finding-1")),
        )
        for number, line in enumerate(marked, 1)
    )
    return Exhibit(
        label="证据1",
        anchor="exhibit-E1",
        title="聊天记录",
        file="截图.png",
        sha256=HASH,
        source="本人保存",
        captured="2024-05-12",
        picture=drawn,
        marks=marks,
        breaks=boxes,
        page=more.get("page", 1),
        pages=more.get("pages", 1),
    )


def pdf(flowables: list[Flowable]) -> tuple[bytes, list[pypdf.PageObject], dict[str, int]]:
    """The file, its pages, and on which page (from 1) each anchor is."""
    out = io.BytesIO()
    canvases: list[PacketCanvas] = []

    def maker(*args: Any, **kw: Any) -> PacketCanvas:
        canvases.append(PacketCanvas(*args, **kw))
        return canvases[-1]

    document = BaseDocTemplate(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, WIDTH, HEIGHT, 0, 0, 0, 0)]))
    document.build([Anchor("event-1"), Anchor("finding-1"), *flowables], canvasmaker=maker)
    canvases[-1].check()
    return out.getvalue(), list(pypdf.PdfReader(out).pages), canvases[-1].anchors


def words(page: pypdf.PageObject) -> str:
    return "".join(page.extract_text().split())


def links(page: pypdf.PageObject) -> int:
    return len(cast("Any", page.get("/Annots", [])))


# --- cutting ---


lines_of_a_page = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 120)), max_size=60).map(
    lambda items: [Box(0, top, 10, top + tall) for top, tall in items]
)


@settings(max_examples=300)
@given(lines_of_a_page, st.integers(5121, 9000), st.integers(300, 2000))
def test_cut_between_lines_only(boxes: list[Box], height: int, most: int) -> None:
    gaps = free_rows(height, boxes)
    cuts = balanced(height, gaps, lambda start, stop: stop - start <= most)
    edges = (0, *cuts, height)
    assert all(0 < after - before <= most for before, after in pairwise(edges))
    # Only where lines run into each other over more than a sheet is a cut forced.
    for before, after in pairwise(gaps):
        assert after[0] - before[1] >= most or not any(before[1] < cut < after[0] for cut in cuts)


def test_parts_are_about_equal() -> None:
    gaps = free_rows(2000, [Box(0, top, 10, top + 10) for top in range(5, 2000, 20)])
    assert balanced(2000, gaps, lambda start, stop: stop - start <= 1900) == pytest.approx([1000], abs=210)


def test_cut_between_messages_rather_than_between_lines_of_one() -> None:
    """Messages of three lines, 4 rows apart; 30 rows between messages."""
    tops = [message * 98 + line * 24 for message in range(20) for line in range(3)]
    boxes = [Box(0, top, 10, top + 20) for top in tops]
    cuts = balanced(1960, free_rows(1960, boxes), lambda start, stop: stop - start <= 700)
    assert len(cuts) == 2
    assert all(any(68 < cut - message * 98 < 98 for message in range(20)) for cut in cuts)


def test_equal_parts_are_no_reason_to_cut_a_line() -> None:
    """Two parts of 500 rows would go through the high line."""
    gaps = free_rows(1000, [Box(0, 200, 9, 900)])
    (cut,) = balanced(1000, gaps, lambda start, stop: stop - start <= 900)
    assert cut <= 200 or cut >= 900


def test_a_line_higher_than_a_sheet_is_cut_all_the_same() -> None:
    cuts = balanced(1000, free_rows(1000, [Box(0, 0, 9, 1000)]), lambda start, stop: stop - start <= 400)
    assert all(after - before <= 400 for before, after in pairwise((0, *cuts, 1000)))


# --- keeping apart ---


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(5, 60)), max_size=9))
def test_captions_do_not_overlap_and_stay_on_the_sheet(items: list[tuple[float, float]]) -> None:
    wanted = sorted(want for want, _ in items)
    heights = [tall for _, tall in items]
    tops = stack(wanted, heights, 30, 640, 5)
    for (top, tall), after in zip(zip(tops, heights, strict=True), tops[1:], strict=False):
        assert top + tall + 5 <= after + 1e-6
    assert all(top >= 30 - 1e-6 for top in tops)
    assert all(top + tall <= 640 + 1e-6 for top, tall in zip(tops, heights, strict=True))


def test_captions_stand_at_their_marks_where_there_is_room() -> None:
    assert stack([100, 200, 205], [20, 20, 20], 0, 600, 5) == [100, 200, 225]
    assert stack([580, 590], [20, 20], 0, 600, 5) == [555, 580]


@given(st.lists(st.tuples(st.integers(0, 190), st.integers(0, 90)), max_size=12))
def test_a_badge_covers_nothing(corners: list[tuple[int, int]]) -> None:
    frame = Area(0, 0, 200, 100)
    taken = [Area(x, y, x + 25, y + 8) for x, y in corners]
    box = Area(80, 40, 130, 52)
    found = beside(box, frame, [box, *taken], 6)
    if found:
        assert not any(found.meets(other) for other in (box, *taken))
        assert (
            (found.x0 >= frame.x0) & (found.x1 <= frame.x1) & (found.y0 >= frame.y0) & (found.y1 <= frame.y1)
        )


def test_a_badge_stands_to_the_right_first() -> None:
    found = beside(Area(80, 40, 130, 52), Area(0, 0, 200, 100), [], 6)
    assert found
    assert found.x0 > 130
    assert (found.y0 + found.y1) / 2 == 46


# --- arranging ---


def test_a_phone_page_has_its_captions_beside_it() -> None:
    plan = arrange(exhibit(1080, 2340, (1, 5, 9)), WIDTH, 640, LABELS)
    assert plan.beside
    assert len(plan.parts) == 1
    assert plan.scale * 2340 == pytest.approx(640)  # as high as the sheet allows


def test_a_wide_page_has_its_captions_beneath() -> None:
    plan = arrange(exhibit(1600, 900, (1, 5)), WIDTH, 640, LABELS)
    assert not plan.beside
    assert plan.scale * 1600 == pytest.approx(WIDTH)


def test_a_tall_page_of_small_print_is_shown_in_full_width() -> None:
    """40 px lines of a page 4,000 px wide would be under 3 points beside captions."""
    assert not arrange(exhibit(4000, 9000, (1,)), WIDTH, 640, LABELS).beside


def test_a_page_without_marks_takes_more_room() -> None:
    plan = arrange(exhibit(1080, 2000), WIDTH, 640, LABELS)
    assert not plan.beside
    assert plan.scale * 1080 > WIDTH * 0.58


def test_small_pictures_are_not_blown_up() -> None:
    assert arrange(exhibit(120, 200), WIDTH, 640, LABELS).scale == 1.0


@pytest.mark.parametrize("marked", [(), (0, 1, 2, 3, 40, 86), tuple(range(87))])
def test_a_long_capture_shows_every_row_and_every_mark_once(marked: tuple[int, ...]) -> None:
    shown = exhibit(780, 8800, marked, caption="一句比较长的说明，要占好几行，才能看出说明之间会不会重叠。")
    plan = arrange(shown, WIDTH, 640, LABELS)
    assert len(plan.parts) > 3
    assert plan.parts[0].start == 0
    assert plan.parts[-1].stop == 8800
    assert all(one.stop == other.start for one, other in pairwise(plan.parts))
    assert sorted(mark.number for part in plan.parts for mark in part.marks) == list(
        range(1, len(marked) + 1)
    )
    for part in plan.parts:
        assert (part.stop - part.start) * plan.scale <= 640
        assert all(part.start <= mark.box.y0 and mark.box.y1 <= part.stop for mark in part.marks)
        assert not any(box.y0 < part.stop < box.y1 for box in shown.breaks)
        column = WIDTH * 0.42 - 34
        told = [caption(mark, column, LABELS).height + 7 for mark in part.marks]
        assert sum(told) - 7 <= 640


def test_a_very_long_caption_is_cut() -> None:
    told = caption(Remark(number=1, caption="长" * 2000, anchor="a"), 160, LABELS)
    assert len(told.lines) == 12
    assert told.lines[-1][0].endswith("…")


# --- the PDF ---


def test_a_page_says_what_it_is() -> None:
    _, sheets, places = pdf(pages(exhibit(1080, 2340, (1, 5, 9), page=2, pages=3), WIDTH, HEIGHT, LABELS))
    assert len(sheets) == 1
    text = words(sheets[0])
    for told in ("证据1", "聊天记录", "第2页，共3页", "截图.png", HASH, "本人保存", "2024-05-12"):
        assert told in text
    assert [text.count(f"说明{number}号") for number in (1, 2, 3)] == [1, 1, 1]
    assert links(sheets[0]) == 6
    assert {"exhibit-E1", "E1-p1-m1", "E1-p1-m2", "E1-p1-m3"} <= places.keys()


def test_a_long_capture_is_embedded_once() -> None:
    shown = exhibit(780, 8800, (0, 40, 86))
    data, sheets, places = pdf(pages(shown, WIDTH, HEIGHT, LABELS))
    assert len(re.findall(rb"/Subtype /Image", data)) == 1
    texts = [words(sheet) for sheet in sheets]
    count = len(texts)
    assert [f"第{number}张，共{count}张" in text for number, text in enumerate(texts, 1)] == [True] * count
    assert ["上接前页" in text for text in texts] == [False] + [True] * (count - 1)
    assert ["下接后页" in text for text in texts] == [True] * (count - 1) + [False]
    assert places["exhibit-E1"] == places["E1-p1-m1"] == 1
    assert 1 < places["E1-p1-m2"] < count
    assert places["E1-p1-m3"] == count


def test_the_same_sheets_are_drawn_twice_alike() -> None:
    """A render lays out more than once; nothing may be left behind by the first."""
    once, again = (pdf(pages(exhibit(1080, 2340, (1, 5)), WIDTH, HEIGHT, LABELS))[0] for _ in range(2))
    assert once == again


# --- transcripts ---


def record(texts: list[str], marked: tuple[int, ...] = ()) -> TextExhibit:
    lines = tuple(
        TextLine(number, f"14:{number % 60:02d}", "客服" if number % 2 else "", text)
        for number, text in enumerate(texts, 1)
    )
    marks = tuple(
        TextMark(
            number=n, line=line, caption=f"说明{n}号", anchor=f"E1-p1-m{n}", back=(("认定", "finding-1"),)
        )
        for n, line in enumerate(marked, 1)
    )
    return TextExhibit(
        label="证据6",
        anchor="exhibit-E6",
        title="导出的聊天",
        file="a.txt",
        sha256=HASH,
        lines=lines,
        marks=marks,
    )


@given(
    st.lists(
        st.sampled_from(["好", "请稍等" * 9, "规则" * 400, "", "第一行\n第二行"]), min_size=1, max_size=40
    )
)
def test_every_message_stands_once_and_in_order(texts: list[str]) -> None:
    shown = record(texts, marked=(1,))
    parts = transcript.paginate(shown, 280, 150, 300, LABELS)
    pieces = [piece for part in parts for piece in part]
    assert all(sum(piece.height for piece in part) <= 300 for part in parts)
    assert all(parts)
    assert [piece.line.number for piece in pieces if piece.first] == list(range(1, len(texts) + 1))
    for line in shown.lines:
        drawn = "".join("".join(piece.text) for piece in pieces if piece.line is line)
        assert drawn == line.text.replace("\n", "")
    assert sum(len(piece.marks) for piece in pieces) == 1


def test_a_message_that_fits_a_sheet_is_not_divided() -> None:
    parts = transcript.paginate(record(["短"] * 9 + ["规则" * 90] * 3), 280, 150, 300, LABELS)
    assert all(piece.first for part in parts for piece in part)


def test_captions_do_not_outgrow_a_sheet_of_short_messages() -> None:
    shown = record(["好"] * 40, marked=tuple(range(1, 41)))
    for part in transcript.paginate(shown, 280, 150, 300, LABELS):
        told = [caption(mark, 150, LABELS).height + 7 for piece in part for mark in piece.marks]
        assert sum(told) <= 300


def test_a_transcript_is_numbered_marked_and_linked() -> None:
    shown = record([f"第{number}句话" for number in range(1, 61)], marked=(3, 58))
    _, sheets, places = pdf(pages(shown, WIDTH, HEIGHT, LABELS))
    assert len(sheets) > 1
    text = "".join(words(sheet) for sheet in sheets)
    assert all(text.count(f"第{number}句话") == 1 for number in range(1, 61))
    assert [links(sheets[0]), links(sheets[-1])] == [1, 1]
    assert places["E1-p1-m1"] == 1
    assert places["E1-p1-m2"] == len(sheets)


def test_areas_that_touch_do_not_meet() -> None:
    tiles = [Area(x, y, x + 10, y + 10) for x in (0, 10) for y in (0, 10)]
    assert not any(one.meets(other) for one, other in combinations(tiles, 2))
    assert Area(5, 5, 15, 15).meets(tiles[0])


def test_what_only_the_file_tells_has_a_badge_and_a_link_but_no_frame() -> None:
    """The time in a file's name is no line of its picture."""
    shown = exhibit(1080, 2340, (1, 5))
    loose = replace(shown, marks=(replace(shown.marks[0], framed=False), shown.marks[1]))
    (one,), (other,) = (pdf(pages(item, WIDTH, HEIGHT, LABELS))[1] for item in (shown, loose))
    assert words(other) == words(one)
    assert links(other) == links(one)
    frames = [page.get_contents().get_data().count(b" re ") for page in (one, other)]  # type: ignore[union-attr]
    assert frames[0] - frames[1] == 3  # a tint, a white rim and a line


@pytest.mark.parametrize("shown", [exhibit(780, 8800, (0, 40, 86)), record(["好"] * 90, marked=(1, 80))])
def test_a_rehearsal_finds_every_anchor_on_its_page(
    shown: Exhibit | TextExhibit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first layout only tells on which page everything is, and draws no sheet."""
    drawn, sheets, places = pdf(pages(shown, WIDTH, HEIGHT, LABELS))
    monkeypatch.setattr(PacketCanvas, "rehearsal", True)
    rehearsed, blank, told = pdf(pages(shown, WIDTH, HEIGHT, LABELS))
    assert told == places
    assert len(sheets) == len(blank) > 1
    assert len(rehearsed) < len(drawn)
