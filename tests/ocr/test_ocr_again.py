"""Second readings: which lines get them, when they stop, and that the crop holds the line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw

from dossier.model import Box, Line
from dossier.ocr import again, tesseract
from dossier.ocr.again import Again, black_and_white, crop, enlarged

PAGE = Image.new("RGB", (400, 200), "white")


class Reader:
    """An engine of given lines whose single-line readings are given, call by call."""

    name, version, options = "given", "1", "none"

    def __init__(self, lines: Sequence[Line], *replies: Sequence[str]) -> None:
        self.lines, self.replies, self.asked = tuple(lines), list(replies), list[int]()

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        assert image.size == PAGE.size
        return self.lines

    def recognise(self, crops: Sequence[Image.Image]) -> list[str]:
        self.asked.append(len(crops))
        return list(self.replies.pop(0))


def line(number: int, text: str) -> Line:
    return Line(number, text, Box(10, 40 * number, 300, 40 * number + 24), 0.99)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: ())


@pytest.mark.usefixtures("without_tesseract")
def test_only_lines_with_a_number_are_read_again() -> None:
    reader = Reader(
        [line(1, "您好"), line(2, "工号1024"), line(3, "五分钟内可取消")], ["工号1024", "五分钟"], ["", ""]
    )
    first, second, third = Again(reader, reader).read(PAGE)
    assert first.again == ()
    assert second.again[0] == "工号1024"
    assert third.again[0] == "五分钟"
    assert reader.asked[0] == 2


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_both_neural_ways_are_asked() -> None:
    reader = Reader([line(1, "14:03")], ["14:03"], ["14:08"])
    (read,) = Again(reader, reader).read(PAGE)
    assert read.again == ("14:03", "14:08")


def test_a_line_that_two_ways_confirm_is_not_read_further(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, str, str]] = []

    def figures(crops: Sequence[Image.Image], language: str, characters: str = "") -> list[str]:
        calls.append((len(crops), language, characters))
        return ["14:03" if n == 0 else "?" for n in range(len(crops))]

    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "chi_sim"))
    monkeypatch.setattr(tesseract, "version", lambda: "5")
    monkeypatch.setattr(tesseract, "recognise", figures)
    reader = Reader([line(1, "14:03"), line(2, "14:09")], ["14:03", "14:09"], ["14:09"])
    sure, doubted = Again(reader, reader).read(PAGE)
    assert sure.again == ("14:03", "14:03", "", "", "")
    assert doubted.again == ("14:09", "?", "14:09", "", "")  # two of three agree: words need not be asked
    assert [count for count, _, _ in calls] == [2]
    assert reader.asked == [2, 1]


def test_codes_of_letters_and_figures_are_not_forced_into_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def tess(crops: Sequence[Image.Image], language: str, characters: str = "") -> list[str]:
        assert language
        asked.append(characters)
        return [""] * len(crops)

    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "chi_sim"))
    monkeypatch.setattr(tesseract, "version", lambda: "5")
    monkeypatch.setattr(tesseract, "recognise", tess)
    reader = Reader([line(1, "F9THNAQP5S8J3RM1")], ["F9THNAQP5S8J3RM1"], ["F9"])
    Again(reader, reader).read(PAGE)
    assert len(asked) == 2
    assert "A" in asked[0]
    assert asked[1] == ""


def test_the_cache_key_tells_how_lines_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader([])
    monkeypatch.setattr(tesseract, "languages", lambda: ())
    alone = Again(reader, reader).options
    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "chi_sim"))
    monkeypatch.setattr(tesseract, "version", lambda: "5.3.0")
    assert alone.startswith("none ")
    assert Again(reader, reader).options != alone


def written(degrees: float = 0.0) -> tuple[Image.Image, Line]:
    """A bar of ink as a line's writing, turned clockwise about its middle, and the line that spans it."""
    page = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(page).rectangle((100, 90, 299, 109), fill="black")
    page = page.rotate(-degrees, Image.Resampling.BICUBIC, center=(200, 100), fillcolor="white")
    dark = page.convert("L").point(lambda value: 255 - value).getbbox()
    assert dark is not None
    return page, Line(1, "1", Box(*dark), tilt=degrees)


@pytest.mark.parametrize("degrees", [0.0, 4.0, -6.0])
def test_a_crop_holds_its_line_level_and_little_else(degrees: float) -> None:
    page, one = written(degrees)
    part = crop(page, one).convert("L")
    ink = part.point(lambda value: 255 - value).getbbox()
    assert ink is not None
    # The middle row of the crop is ink from end to end: the line lies level in it.
    row = [part.getpixel((x, part.height // 2)) for x in range(ink[0] + 6, ink[2] - 6)]
    assert max(row) < 60
    assert part.height < 20 * 1.8
    assert ink[2] - ink[0] >= 190


def test_a_crop_at_the_edge_stays_inside_the_picture() -> None:
    part = crop(PAGE, Line(1, "1", Box(0, 0, 50, 20)))
    assert part.width <= 60
    assert part.height <= 26
    with pytest.raises(ValueError, match="place"):
        crop(PAGE, Line(1, "1"))


@pytest.mark.parametrize(("ground", "ink"), [("#101418", "#e8e8e8"), ("#ffffff", "#9aa0a6")])
def test_crops_for_tesseract_are_dark_on_light(ground: str, ink: str) -> None:
    part = Image.new("RGB", (200, 30), ground)
    ImageDraw.Draw(part).rectangle((40, 12, 160, 16), fill=ink)
    for made in (enlarged(part), black_and_white(part)):
        corner, middle = made.getpixel((25, 25)), made.getpixel((made.width // 2, made.height // 2))
        assert corner > 240
        assert middle < 15
    counts = black_and_white(part).histogram()
    assert sum(counts) == counts[0] + counts[255]


def test_the_border_between_ink_and_ground_parts_two_heaps() -> None:
    counts = [0] * 256
    counts[40], counts[200] = 100, 900
    assert 40 <= again._border(counts) < 200
