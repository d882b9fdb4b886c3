"""Screens drawn for these tests, in every dress in which real ones come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from dossier import resources
from dossier.intake import read_folder
from dossier.model import Evidence
from dossier.ocr import Cache, read_evidence

Draw = Callable[..., Image.Image]

ROWS = (
    ("订单编号", "XD20240512140322001"),
    ("下单时间", "2024-05-12 14:03:22"),
    ("实付金额", "￥128.00"),
    ("发货方式", "手动发货"),
    ("客服工号", "1024"),
)


def screen(
    rows: tuple[tuple[str, str], ...] = ROWS,
    *,
    width: int = 780,
    ink: str | tuple[int, ...] = "black",
    ground: str | tuple[int, ...] = "white",
    mode: str = "RGB",
    size: int = 32,
    step: int = 84,
) -> Image.Image:
    """Labels at the left, values at the right, as order pages have them; sizes in px."""
    image = Image.new(mode, (width, step * len(rows) + 60), ground)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(resources.fonts() / "NotoSansSC-Regular.ttf", size)
    for index, (label, value) in enumerate(rows):
        top = 40 + index * step
        pen.text((32, top), label, ink, font)
        pen.text((width - 32, top), value, ink, font, anchor="ra")
    return image


def dressed(folder: Path) -> None:
    """One screen as file after file."""
    plain = screen()
    dark = screen(ink=(225, 225, 225), ground=(17, 17, 17))
    turned = Image.Exif()
    turned[0x0112] = 6
    plain.save(folder / "plain.png")
    dark.save(folder / "dark.png")
    dark.save(folder / "dark.webp", quality=70)
    plain.save(folder / "poor.jpg", quality=40)
    plain.convert("P", palette=Image.Palette.ADAPTIVE, colors=8).save(folder / "palette.png")
    plain.transpose(Image.Transpose.ROTATE_90).save(folder / "turned.jpg", exif=turned, quality=90)
    screen(ink=(0, 0, 0, 255), ground=(0, 0, 0, 0), mode="RGBA").save(folder / "clear-black.png")
    screen(ink=(255, 255, 255, 255), ground=(255, 255, 255, 0), mode="RGBA").save(folder / "clear-white.png")


@pytest.fixture(scope="session", params=["rapidocr", "tesseract"])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evidence]:
    """All dresses as one engine reads them, by file name."""
    folder = tmp_path_factory.mktemp("dressed")
    dressed(folder)
    evidence, problems, count = read_evidence(
        folder, read_folder(folder).evidence, engine=request.param, jobs=1
    )
    assert problems == ()
    assert count == len(evidence)
    return {one.path: one for one in evidence}


@pytest.fixture(scope="session")
def draw() -> Draw:
    """See :func:`screen`."""
    return screen


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    """A cache of the test's own."""
    return Cache(tmp_path / "cache")
