"""A mask covers its text in the picture and no number beside it, whatever the typeface."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import accumulate

import pytest
from PIL import ImageFont

from dossier import resources
from dossier.model import Box, Line
from dossier.privacy.detect.place import box_of

HIGH = 40


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resources.fonts() / name, HIGH, layout_engine=ImageFont.Layout.BASIC)


def _drawn(char: str) -> float:
    return _font("NotoSansSC-Regular.ttf").getlength(char)


def _bold(char: str) -> float:
    return _font("NotoSansSC-Bold.ttf").getlength(char)


def _even(share: float, char: str) -> float:
    """A typeface whose letters and figures are all of one width."""
    return HIGH * (1.0 if unicodedata.east_asian_width(char) in "WF" else share)


FACES = {
    "regular": _drawn,
    "bold": _bold,
    "narrow": lambda char: _even(0.5, char),
    "wide": lambda char: _even(0.6, char),
}

#: A line, what of it is hidden, and what beside it must stay to be read.
LINES = (
    ("卡密：ABCD-1234-EFGH", "ABCD-1234-EFGH", ()),
    ("订单号：CM20240512001 卡密：ABCD-1234-EFGH", "ABCD-1234-EFGH", ("CM20240512001",)),
    ("卡密：ABCD-1234-EFGH 发货时间：2024-05-12 14:02:31", "ABCD-1234-EFGH", ("2024-05-12 14:02:31",)),
    ("工号1024：您的激活码VK7JG-NPHTM-C97JM请查收", "VK7JG-NPHTM-C97JM", ("1024",)),
    ("收货人：李某某 13812345678 实付¥128.00", "13812345678", ("128.00",)),
    ("收货人：李某某 13812345678 实付¥128.00", "李某某", ("128.00",)),
    ("2024-05-12 14:03 小鱼儿", "小鱼儿", ("14:03",)),
    ("小鱼儿 2024-05-12 14:03", "小鱼儿", ("2024-05-12",)),
    ("80012345678901----556677889900", "80012345678901----556677889900", ()),
    ("您尾号1234的订单已由李某某确认，金额128.00元，时间14:02", "李某某", ("128.00", "1234", "14:02")),
)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("text", "secret", "kept"), LINES)
def test_a_mask_covers_its_text_and_no_number_beside_it(
    face: str, text: str, secret: str, kept: tuple[str, ...]
) -> None:
    edges = [100.0, *accumulate(map(FACES[face], text), initial=100.0)][1:]
    line = Line(1, text, Box(100, 50, round(edges[-1]), 50 + HIGH))
    start = text.index(secret)
    box = box_of(line, start, start + len(secret))
    assert box
    assert (box.y0, box.y1) == (50, 50 + HIGH)
    # A tenth of a character may be seen at an end: nobody reads it.
    assert box.x0 <= edges[start] + 0.1 * HIGH
    assert box.x1 >= edges[start + len(secret)] - 0.1 * HIGH
    for number in kept:
        at = text.index(number)
        seen = edges[at + len(number)] <= box.x0 + 0.12 * HIGH or edges[at] >= box.x1 - 0.12 * HIGH
        assert seen, number


def test_a_whole_line_is_its_box() -> None:
    line = Line(1, " ABCD1234 ", Box(10, 20, 210, 60))
    assert box_of(line, 1, 9) == Box(10, 20, 210, 60)
    assert box_of(line, 0, 10) == line.box


def test_a_line_without_a_place_has_none() -> None:
    assert box_of(Line(1, "ABCD"), 0, 4) is None


def test_writing_that_runs_down_is_hidden_whole() -> None:
    line = Line(1, "卡密ABCD1234", Box(10, 20, 50, 400))
    assert box_of(line, 2, 10) == line.box


def test_a_mask_is_never_empty() -> None:
    box = box_of(Line(1, "i" * 500 + "X", Box(0, 0, 60, 40)), 200, 201)
    assert box
    assert box.x1 > box.x0
