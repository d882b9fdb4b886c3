"""The colour behind a line is the bubble's, not the ink's and not the page's."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from dossier import resources
from dossier.model import Box, Line
from dossier.ocr.ground import with_grounds

GREEN, WHITE, GREY, BLACK = (149, 236, 105), (255, 255, 255), (237, 237, 237), (25, 25, 25)


def near(ground: int | None, colour: tuple[int, int, int]) -> bool:
    assert ground is not None
    seen = (ground >> 16, ground >> 8 & 255, ground & 255)
    return all(abs(a - b) <= 4 for a, b in zip(seen, colour, strict=True))


@pytest.mark.parametrize("quality", [0, 60])
def test_bubbles_are_told_from_the_page(quality: int) -> None:
    image = Image.new("RGB", (400, 300), GREY)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(resources.fonts() / "NotoSansSC-Regular.ttf", 30)
    lines, wanted = [], [(GREEN, BLACK), (WHITE, BLACK), (BLACK, WHITE), (GREY, (150, 150, 150))]
    for number, (ground, ink) in enumerate(wanted):
        top = 10 + 70 * number
        pen.rectangle((20, top, 380, top + 60), ground)
        pen.text((40, top + 10), "可以取消吗订单一二三", ink, font)
        box = Box(*(round(side) for side in pen.textbbox((40, top + 10), "可以取消吗订单一二三", font)))
        lines.append(Line(number + 1, "可以取消吗订单一二三", box))
    if quality:
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=quality)
        image = Image.open(stream).convert("RGB")
    found = with_grounds(image, lines)
    assert all(near(line.ground, ground) for line, (ground, _) in zip(found, wanted, strict=True))


def test_without_a_box_there_is_no_ground() -> None:
    assert with_grounds(Image.new("RGB", (9, 9)), [Line(1, "字")])[0].ground is None
