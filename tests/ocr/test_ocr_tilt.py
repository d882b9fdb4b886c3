"""Pages that lie askew, and watermarks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dossier import resources
from dossier.model import Box, Line
from dossier.ocr.stamped import Unstamped, stamps, without
from dossier.ocr.tilt import lean

SIZE = (1000, 1600)


def turned(box: Box, degrees: float) -> Box:
    """The upright box around a box turned clockwise about the middle of the page."""
    turn, (cx, cy) = math.radians(degrees), (SIZE[0] / 2, SIZE[1] / 2)
    corners = [(x - cx, y - cy) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    points = [
        (x * math.cos(turn) - y * math.sin(turn) + cx, x * math.sin(turn) + y * math.cos(turn) + cy)
        for x, y in corners
    ]
    xs, ys = zip(*points, strict=True)
    return Box(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))


@pytest.mark.parametrize("degrees", [0.0, 1.0, 3.0, -3.5, 12.0])
def test_a_leaning_page_is_set_level(degrees: float) -> None:
    flat = [Box(60, 100 * row, 60 + 300 + 40 * row, 100 * row + 40) for row in range(2, 12)]
    flat += [Box(700, 100 * row, 940, 100 * row + 40) for row in range(2, 12)]
    lying = lean([(turned(box, degrees), degrees) for box in flat], *SIZE)
    for box in flat:
        straight = lying.straight(turned(box, degrees))
        assert all(abs(a - b) <= 4 for a, b in zip(straight, box, strict=True)), (box, straight)


def test_a_slip_of_one_line_does_not_turn_a_page() -> None:
    boxes = [(Box(60, 100 * row, 500, 100 * row + 40), 0.0) for row in range(2, 9)]
    lying = lean([*boxes, (Box(0, 900, 400, 1300), 40.0)], *SIZE)
    assert lying.degrees == 0
    assert lying.straight(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)


def test_short_scraps_say_nothing_of_how_a_page_lies() -> None:
    assert lean([(Box(0, 0, 40, 40), 9.0)] * 9, *SIZE).degrees == 0
    assert lean([], *SIZE).degrees == 0


# -- watermarks ---------------------------------------------------------------


def page(ground: str, ink: str, stamp: str) -> tuple[Image.Image, Image.Image]:
    """A page of writing without and with a watermark across it."""
    font = ImageFont.truetype(resources.fonts() / "NotoSansSC-Regular.ttf", 34)
    clean = Image.new("RGB", SIZE, ground)
    for row in range(14):
        ImageDraw.Draw(clean).text((60, 60 + 100 * row), f"付款时间 2024-05-12 14:{row:02d}:22", ink, font)
    layer = Image.new("L", SIZE, 0)
    for row in range(8):
        for column in range(3):
            word = Image.new("L", (330, 60), 0)
            ImageDraw.Draw(word).text((10, 5), "内部资料请勿外传", 255, font)
            layer.paste(word.rotate(24, expand=True), (330 * column, 200 * row))
    marked = clean.copy()
    marked.paste(Image.new("RGB", SIZE, stamp), mask=layer.point(lambda value: value // 3))
    return clean, marked


@pytest.mark.parametrize(
    ("ground", "ink", "stamp"), [("#ffffff", "#222222", "#777777"), ("#14171c", "#e6e6e6", "#909090")]
)
def test_what_is_taken_off_is_the_stamp_and_not_the_print(ground: str, ink: str, stamp: str) -> None:
    clean, marked = page(ground, ink, stamp)
    pieces = [
        Line(n, "内部资料请勿外传", Box(330 * c + 10, 200 * r + 10, 330 * c + 310, 200 * r + 175), tilt=-24.0)
        for n, (r, c) in enumerate(((r, c) for r in range(8) for c in range(3)), 1)
    ]
    bare = without(marked, pieces)
    assert bare is not None
    before, after, wanted = (np.asarray(one.convert("L"), dtype=int) for one in (marked, bare, clean))
    assert np.abs(after - wanted).mean() < 0.35 * np.abs(before - wanted).mean()
    print_ = np.abs(wanted - wanted[0, 0]) > 120
    assert np.abs(after - wanted)[print_].mean() < 12  # the print is still there


class Twice:
    """An engine that answers in turn."""

    name, version, options = "twice", "1", ""

    def __init__(self, *replies: tuple[Line, ...]) -> None:
        self.replies = list(replies)

    def read(self, image: Image.Image) -> tuple[Line, ...]:  # noqa: ARG002 - the protocol's
        return self.replies.pop(0)


def stamped(count: int) -> tuple[Line, ...]:
    return tuple(
        Line(9 + n, "仅供投诉使用", Box(40, 200 * n, 340, 200 * n + 160), tilt=-25.0) for n in range(count)
    )


LABEL = Line(1, "付款时间", Box(60, 60, 200, 100))
SPOILT = Line(2, "仅128.00", Box(500, 60, 700, 100))
CLEAR = Line(1, "¥128.00", Box(500, 60, 700, 100))


def test_a_second_look_puts_right_what_the_stamp_spoilt_and_loses_nothing() -> None:
    _, marked = page("#ffffff", "#222222", "#777777")
    told = Unstamped(Twice((LABEL, SPOILT, *stamped(4)), (CLEAR, *stamped(1)))).read(marked)
    assert [line.text for line in told] == ["付款时间", "¥128.00"]
    assert [line.number for line in told] == [1, 2]


def test_pages_without_a_watermark_are_looked_at_once() -> None:
    lines = (LABEL, SPOILT, *stamped(2))
    assert Unstamped(Twice(lines)).read(Image.new("RGB", SIZE)) == lines
    assert [line.tilt for line in stamps(lines, *SIZE)] == [-25.0, -25.0]
