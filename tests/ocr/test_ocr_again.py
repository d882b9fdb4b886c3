"""Second readings: which lines get them, when they stop, and that the crop holds the line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw

from dossier.model import Box, Line
from dossier.ocr import again, tesseract
from dossier.ocr.again import Again, black_and_white, crop, enlarged, numbers_only

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
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("您好", False),
        ("x1", False),
        ("0", False),
        ("138****0000", False),
        ("用户138****0000 2024-05-12", True),
        ("工号7为您服务", True),
        ("五分钟内可取消", True),
        ("3天内退款", True),
        ("¥5", True),
        ("手续费10%", True),
        ("14:03", True),
    ],
)
def test_only_numbers_that_can_count_are_read_again(text: str, *, wanted: bool) -> None:
    reader = Reader([line(1, text)], [text, text])
    (read,) = Again(reader, reader).read(PAGE)
    assert bool(read.again) is wanted
    assert reader.asked == ([2] if wanted else [])


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_both_looks_of_the_engine_are_asked() -> None:
    reader = Reader([line(1, "14:03")], ["14:03", "14:08"])
    (read,) = Again(reader, reader).read(PAGE)
    assert read.again == ("", "14:03", "14:08", "", "")


def test_a_line_that_another_engine_confirms_is_not_read_further(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, str, str]] = []

    def figures(crops: Sequence[Image.Image], language: str, characters: str = "") -> list[str]:
        calls.append((len(crops), language, characters))
        return ["14:03" if n == 0 else "?" for n in range(len(crops))]

    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "chi_sim"))
    monkeypatch.setattr(tesseract, "version", lambda: "5")
    monkeypatch.setattr(tesseract, "recognise", figures)
    lines = [line(1, "14:03"), line(2, "14:09"), line(3, "工号1024")]
    reader = Reader(lines, ["14:09", "工号1024", "14:09", "工号1O24"])
    sure, doubted, chinese = Again(reader, reader).read(PAGE)
    assert sure.again == ("14:03", "", "", "", "")
    assert doubted.again == ("?", "14:09", "14:09", "", "")  # both looks agree: words need not be asked
    assert chinese.again == ("", "工号1024", "工号1O24", "", "14:03")  # figures say nothing of Chinese
    assert [(count, language) for count, language, _ in calls] == [(2, "eng"), (1, "chi_sim+eng")]
    assert reader.asked == [4]


def test_codes_of_letters_and_figures_are_not_forced_into_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def tess(crops: Sequence[Image.Image], language: str, characters: str = "") -> list[str]:
        assert language
        asked.append(characters)
        return [""] * len(crops)

    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "chi_sim"))
    monkeypatch.setattr(tesseract, "version", lambda: "5")
    monkeypatch.setattr(tesseract, "recognise", tess)
    reader = Reader([line(1, "F9THNAQP5S8J3RM1")], ["F9THNAQP5S8J3RM1", "F9"])
    Again(reader, reader).read(PAGE)
    assert [("0" in one, "A" in one) for one in asked] == [(True, True), (False, False)]


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


def test_of_a_sentence_only_the_places_of_its_numbers_are_shown() -> None:
    text = "支付成功后的五分钟以内可以无条件取消订单超过以后按照10%收取费用"
    part = Image.new("RGB", (30 * len(text), 40), "white")
    pen = ImageDraw.Draw(part)
    wide = 30 * len(text) / sum(1.0 if char not in "10%" else 0.55 for char in text)
    at, x = {}, 0.0
    for place, char in enumerate(text):
        step = wide if char not in "10%" else 0.55 * wide
        at[place] = (round(x), round(x + step))
        x += step
    for place, colour in ((text.index("五"), "red"), (text.index("1"), "blue"), (text.index("无"), "green")):
        pen.rectangle((at[place][0] + 4, 8, at[place][1] - 4, 32), fill=colour)
    shown = numbers_only(part, text)
    assert shown.width < 0.75 * part.width
    assert shown.height == part.height
    colours = {colour for _, colour in shown.getcolors(1 << 16) or []}
    assert {(255, 0, 0), (0, 0, 255)} <= colours
    assert (0, 128, 0) not in colours


def test_a_line_that_is_mostly_a_number_is_shown_whole() -> None:
    part = Image.new("RGB", (500, 40), "white")
    assert numbers_only(part, "订单2408091029417306582") is part
    assert numbers_only(part, "没有数字的一句话") is part
