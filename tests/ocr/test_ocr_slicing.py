"""Strips: they cover the picture, each row has one owner, and no line is doubled or cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from dossier import resources
from dossier.model import Box
from dossier.ocr.rapid import RapidEngine
from dossier.ocr.slicing import Reading, numbered, read_in_strips, strips


@given(width=st.integers(8, 4000), height=st.integers(8, 40_000), share=st.floats(0.5, 3, allow_nan=False))
def test_strips_cover_and_own_every_row_once(width: int, height: int, share: float) -> None:
    tallest = max(24, round(width * share))
    cut = strips(width, height, tallest)
    assert cut[0].first == cut[0].top == 0
    assert cut[-1].last == cut[-1].bottom == height
    for strip in cut:
        assert strip.top <= strip.first < strip.last <= strip.bottom
        assert strip.bottom - strip.top <= tallest + 1
    for above, below in pairwise(cut):
        assert above.last == below.first
        assert above.top < below.top < above.bottom


def test_what_fits_is_not_cut() -> None:
    assert len(strips(780, 1700, 1755)) == 1
    assert len(strips(780, 9000, 1755)) == 6


@pytest.mark.parametrize("wobble", [0, 1, -1])
@pytest.mark.parametrize("phase", range(0, 40, 3))
def test_lines_at_every_place_come_out_once(phase: int, wobble: int) -> None:
    """An engine that sees whole what lies whole in a strip, a stump of what is cut, and wobbles by strip."""
    rows = {f"行{n}": (phase + n * 40, phase + n * 40 + 26) for n in range(74)}
    seen = 0

    def see(part: Image.Image) -> list[Reading]:
        nonlocal seen
        top = tops[seen]
        seen += 1
        found = []
        for name, (y0, y1) in rows.items():
            inside0, inside1 = max(y0, top), min(y1, top + part.height)
            if inside1 - inside0 >= 8:
                text = name if (inside0, inside1) == (y0, y1) else "残"
                move = wobble * (seen % 2)
                found.append(Reading(text, Box(10, inside0 - top + move, 90, inside1 - top + move), 0.9))
        return found

    image = Image.new("RGB", (200, 3000))
    tops = [strip.top for strip in strips(200, 3000, 300)]
    lines = read_in_strips(image, 300, see)
    assert [line.text for line in lines] == list(rows)
    assert [line.number for line in lines] == list(range(1, 75))
    for line, (y0, _) in zip(lines, rows.values(), strict=True):
        assert line.box is not None
        assert abs(line.box.y0 - y0) <= 1


def test_two_equal_lines_below_each_other_are_two() -> None:
    image = Image.new("RGB", (100, 400))
    tops = iter(strip.top for strip in strips(100, 400, 150))

    def see(part: Image.Image) -> list[Reading]:
        top = next(tops)
        places = [place for place in range(0, 390, 30) if top <= place and place + 20 <= top + part.height]
        return [Reading("在吗", Box(5, place - top, 60, place - top + 20), 1.0) for place in places]

    assert len(read_in_strips(image, 150, see)) == 13


def test_rows_go_from_left_to_right_although_heights_differ() -> None:
    found = [
        Reading("￥128.00", Box(300, 98, 400, 132), 0.9),
        Reading("下面", Box(10, 140, 60, 160), 0.9),
        Reading("实付", Box(10, 105, 60, 125), 0.9),
    ]
    assert [line.text for line in numbered(found, 500, 500)] == ["实付", "￥128.00", "下面"]


def test_boxes_are_clipped_and_what_is_empty_or_outside_falls_away() -> None:
    found = [
        Reading(" 甲 ", Box(-5, -5, 20, 20), 1.2),
        Reading("  ", Box(0, 30, 20, 50), 0.9),
        Reading("外", Box(120, 30, 140, 50), 0.9),
    ]
    lines = numbered(found, 100, 100)
    assert [(line.number, line.text, line.box, line.confidence) for line in lines] == [
        (1, "甲", Box(0, 0, 20, 20), 1.0)
    ]


def test_every_line_of_a_long_capture_is_read_once_whole_and_in_its_place() -> None:
    """A chat of 1,000 × 4,400 px whose lines are numbered, at distances that put some on every border."""
    image = Image.new("RGB", (1000, 4400), (237, 237, 237))
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(resources.fonts() / "NotoSansSC-Regular.ttf", 40)
    drawn: list[tuple[str, tuple[float, float, float, float]]] = []
    top = 30
    while top < 4280:
        count = len(drawn)
        words = f"第{count:03d}条你好我要取消这个订单"
        left = 60 if count % 3 else 380
        pen.rounded_rectangle(
            (left - 24, top - 10, left + 560, top + 66), 12, "white" if count % 3 else (149, 236, 105)
        )
        pen.text((left, top), words, "black", font)
        drawn.append((words, pen.textbbox((left, top), words, font)))
        top += 96 + count * 7 % 23
    lines = RapidEngine(2).read(image)
    assert [line.text for line in lines] == [words for words, _ in drawn]
    for line, (_, (x0, y0, x1, y1)) in zip(lines, drawn, strict=True):
        assert line.box is not None
        assert line.box.x0 <= x0 + 4
        assert line.box.y0 <= y0 + 4
        assert line.box.x1 >= x1 - 4
        assert line.box.y1 >= y1 - 4
        assert line.box.y1 - line.box.y0 < 70
