"""Both engines read a screen in whatever dress it comes: dark, clear, turned, palette, poor."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from dossier.intake import read_folder
from dossier.model import Evidence, Page
from dossier.ocr import create, read_evidence
from dossier.ocr.rapid import RapidEngine

DRESSES = (
    "plain.png",
    "dark.png",
    "dark.webp",
    "poor.jpg",
    "palette.png",
    "turned.jpg",
    "clear-black.png",
    "clear-white.png",
)


def bare(page: Page) -> str:
    """All text without blanks, full-width forms made half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "\n".join(line.text for line in page.lines)))


@pytest.mark.parametrize("name", DRESSES)
def test_what_counts_is_read_exactly(read: dict[str, Evidence], name: str) -> None:
    text = bare(read[name].pages[0])
    for value in ("XD20240512140322001", "2024-05-1214:03:22", "128.00", "手动发货", "1024"):
        assert value in text


@pytest.mark.parametrize("name", DRESSES)
def test_lines_stand_where_they_were_drawn_and_in_order(read: dict[str, Evidence], name: str) -> None:
    page = read[name].pages[0]
    assert [line.number for line in page.lines] == list(range(1, len(page.lines) + 1))
    assert all(0 <= line.confidence <= 1 and line.text == line.text.strip() != "" for line in page.lines)
    # Drawn at 40 + 84·row, 32 px high, labels from x = 32, values up to x = 748 (see conftest.screen).
    assert len(page.lines) == 10
    for index, line in enumerate(page.lines):
        assert line.box is not None
        row, column = divmod(index, 2)
        assert 40 + 84 * row - 8 <= line.box.y0 < line.box.y1 <= 40 + 84 * row + 60
        assert abs(line.box.x0 - 32) <= 10 if column == 0 else abs(line.box.x1 - 748) <= 10


def test_the_engine_that_read_is_named(read: dict[str, Evidence]) -> None:
    assert all(re.fullmatch(r"(rapidocr|tesseract) \d+\.\d+.*", one.engine) for one in read.values())


@pytest.mark.parametrize("engine", ["rapidocr", "tesseract"])
@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3), (64, 64), (30, 900)])
def test_pictures_without_text_give_none(engine: str, size: tuple[int, int]) -> None:
    assert create(engine, 1).read(Image.new("RGB", size, "black")) == ()


def test_a_long_capture_has_every_row_once_and_in_order(draw, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    rows = tuple((f"第{n}条", f"{7919 * n % 100_000:05d}-{n:03d}") for n in range(1, 91))
    draw(rows, step=57).save(tmp_path / "long.png")  # rows meet the strips' borders at every phase
    evidence, problems, _ = read_evidence(tmp_path, read_folder(tmp_path).evidence, engine="rapidocr")
    lines = evidence[0].pages[0].lines
    assert problems == ()
    values = [line.text for line in lines if re.fullmatch(r"\d{5}-\d{3}", line.text)]
    assert values == [value for _, value in rows]
    assert len(lines) == 2 * len(rows)


def test_a_very_wide_window_is_read_in_its_own_pixels(draw) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    image = draw((("订单编号", "XD20240512140322001"),), width=3600)
    lines = RapidEngine(1).read(image)
    assert [line.text for line in lines] == ["订单编号", "XD20240512140322001"]
    assert lines[1].box is not None
    assert abs(lines[1].box.x1 - 3568) <= 12


def test_nothing_but_the_installed_models_decides() -> None:
    engine = RapidEngine(1)
    assert "PP-OCRv6_det_small.onnx" in engine.options
    assert RapidEngine(4).options == engine.options
