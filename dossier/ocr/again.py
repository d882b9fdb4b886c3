"""Second readings: every line that holds a number is read again from its crop, each time in another way.

Engines err alike on the same pixels, so the ways differ in what they see:
Tesseract gets the crop enlarged in grey, with figures as the only choice, with
figures and letters, or with words; the first engine's recognition gets it
stretched, and again in black and white.  A line is read until enough readings
hold its numbers (see :data:`~dossier.ocr.agreement.WEIGHTS`), or no way is left.
What follows from agreement is
decided in :mod:`dossier.reading.certainty`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from PIL import Image, ImageOps

from dossier.ocr import tesseract
from dossier.ocr.agreement import ENOUGH, weight
from dossier.ocr.engine import Around

if TYPE_CHECKING:
    from dossier.model import Line
    from dossier.ocr.engine import Engine

_FEW = r"(?:\d|[一二两三四五六七八九十半百])+"
_COUNTS = re.compile(
    r"(?:\d\D{0,2}){3}|\d\.\d|[¥￥$]\s?\d|(?:工号|编号|客服|坐席|专员|单号)\D{0,3}\d"
    rf"|{_FEW}\s?(?:个?(?:分钟?|小时|月|工作日|百分)|天|日|号|秒|成|折|元|点|[%％‰])|百分之|\d\s?[:：]\s?\d"
)
"""What makes the number of a line worth a second look; a quantity of one is not."""
_MASKED = re.compile(r"[0-9A-Za-z]*\*{2,}[0-9A-Za-z]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LETTERED = re.compile(r"(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Za-z])[0-9A-Za-z]{6,}")
_FIGURES = "0123456789:-./"
_CODES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

_FULL = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]")
_TELLING = re.compile(
    rf"[0-9A-Za-z][0-9A-Za-z\s:：./\-_,，年月日时分秒%％～~]*"
    rf"|{_FEW}(?=\s?个?(?:分|小时|月|工作日|百分|天|日|成|折|元|点))|[上下中]午|凌晨|早上|晚上|傍晚|[昨今前]天|(?:星期|周)[一二三四五六日天]"
)
"""The numbers of a line with their signs, and the words that turn a time."""
_WIDE, _NARROW = 1.0, 0.55
_AROUND, _WORTH = 1.4, 0.75
"""How far, in heights, a place is cut out around its numbers; and up to what share that is done at all."""

_MARGIN = 0.2
"""How much of its height a crop takes in around its line."""
_STRETCHED, _HEIGHT = 1.15, 64
"""Width:height of the second reading against the first, and the height of enlarged crops (px)."""
_FRAME = 20
_DARK = 128
_LEAN = 0.15
"""A line that runs down by more than this share of its height is turned level first."""


class Recogniser(Protocol):
    """An engine that also reads single lines."""

    def recognise(self, crops: Sequence[Image.Image]) -> list[str]:
        """The text of pictures that hold one line each."""


class Again(Around):
    """An engine whose lines are read again; otherwise it is the engine it is made of."""

    def __init__(self, engine: Engine, recogniser: Recogniser | None = None) -> None:
        """Put second readings behind an engine.

        Args:
            engine: makes the first reading.
            recogniser: reads single lines, usually the same engine; None where it cannot.
        """
        super().__init__(engine)
        self._recogniser = recogniser

    @property
    def options(self) -> str:
        """The engine's, and the ways in which lines are read again."""
        made = f"again={_MARGIN}/{_STRETCHED}/{_HEIGHT}/{_LEAN}/{_AROUND}/{_WORTH}"
        if self._languages:
            made += f" tesseract {tesseract.version()} {self._languages}"
        return f"{self._engine.options} {made}"

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """See :class:`dossier.ocr.engine.Engine`; lines that hold a number come with further readings."""
        lines = self._engine.read(image)
        wanted = [
            (line, crop(image, line))
            for line in lines
            if line.box is not None and _COUNTS.search(_MASKED.sub("", line.text))
        ]
        found: dict[int, tuple[str, ...]] = {line.number: () for line, _ in wanted}
        for way in self._ways:
            doubtful = [
                (line, picture)
                for line, picture in wanted
                if way.suits(line) and weight(line.text, found[line.number]) < ENOUGH
            ]
            told = dict(zip((line.number for line, _ in doubtful), way.readings(doubtful), strict=True))
            for line, _ in wanted:
                found[line.number] += told.get(line.number, ("",) * len(way.looks))
        return tuple(replace(line, again=found.get(line.number, ())) for line in lines)

    @cached_property
    def _languages(self) -> str:
        """The data that Tesseract has of what is needed, "" for none."""
        installed = tesseract.languages()
        wanted = ("chi_sim", "eng")
        return "+".join(language for language in wanted if language in installed)

    @cached_property
    def _ways(self) -> tuple[_Way, ...]:
        """Cheap and independent ones first: each is only taken for lines that those before leave in doubt."""
        languages = self._languages
        english, chinese = "eng" in languages, "chi_sim" in languages
        tess = tesseract.recognise
        own = self._recogniser.recognise if self._recogniser else _mute
        return (
            _Way(english, partial(tess, language="eng", characters=_FIGURES), (_enlarged,), _is_figures),
            _Way(own is not _mute, own, (_stretched, _two_coloured), _is_any),
            _Way(english, partial(tess, language="eng", characters=_CODES), (_enlarged,), _is_code),
            _Way(chinese, partial(tess, language=languages), (_enlarged,), _is_any),
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read crops: whether it is there, in which looks it gets them, and which texts it suits."""

    installed: bool
    read: Callable[[Sequence[Image.Image]], list[str]]
    looks: tuple[Callable[[Image.Image, Line], Image.Image], ...]
    fits: Callable[[str], bool]

    def suits(self, line: Line) -> bool:
        return self.installed and self.fits(line.text)

    def readings(self, crops: Sequence[tuple[Line, Image.Image]]) -> list[tuple[str, ...]]:
        """For each crop one text a look; all looks are read in one go."""
        if not crops:
            return []
        texts = self.read([look(picture, line) for look in self.looks for line, picture in crops])
        return list(zip(*(texts[n : n + len(crops)] for n in range(0, len(texts), len(crops))), strict=True))


def _mute(crops: Sequence[Image.Image]) -> list[str]:
    """What an engine reads that knows whole pages only."""
    return [""] * len(crops)


def _is_any(text: str) -> bool:  # noqa: ARG001 - see _Way
    return True


def _is_figures(text: str) -> bool:
    """Figures and their signs: of Chinese, a reader that knows only figures makes more of them."""
    return not (_CHINESE.search(text) or _LETTERED.search(text))


def _is_code(text: str) -> bool:
    return _LETTERED.search(text) is not None


def _enlarged(part: Image.Image, line: Line) -> Image.Image:  # noqa: ARG001 - see _Way
    return enlarged(part)


def _stretched(part: Image.Image, line: Line) -> Image.Image:
    return _to_height(numbers_only(part, line.text), _STRETCHED)


def _two_coloured(part: Image.Image, line: Line) -> Image.Image:
    return black_and_white(numbers_only(part, line.text))


def crop(image: Image.Image, line: Line) -> Image.Image:
    """The picture of one line with a little around it, turned level.

    Args:
        image: the upright RGB picture of the page.
        line: with a box in its pixels.

    Raises:
        ValueError: the line has no box.
    """
    if line.box is None:
        raise ValueError("a line without a place")
    x0, y0, x1, y1 = line.box
    sunk = abs(line.tilt) / 57.3 * (x1 - x0)
    height = max(y1 - y0 - sunk, 1)
    margin = max(2, round(_MARGIN * height))
    left, top = max(0, x0 - margin), max(0, y0 - margin)
    part = image.crop((left, top, min(image.width, x1 + margin), min(image.height, y1 + margin)))
    if sunk <= _LEAN * height:
        return part
    level = part.rotate(line.tilt, Image.Resampling.BICUBIC, fillcolor=part.getpixel((0, 0)))
    cut = max(0, round((part.height - height) / 2 - margin))
    return level.crop((0, cut, level.width, max(cut + 1, level.height - cut)))


def numbers_only(part: Image.Image, text: str) -> Image.Image:
    """The places of a crop where its numbers stand, each with a little around, set side by side.

    Most of a long sentence says nothing that has to be read again.  Where a sign
    stands is told by what wide and narrow signs take up, which is near enough.

    Args:
        part: the crop of one line.
        text: the first reading of it.
    """
    steps = [0.0, *accumulate(_WIDE if _FULL.match(char) else _NARROW for char in text)]
    reach, pixels = _AROUND * part.height, part.width / steps[-1]
    spans: list[list[float]] = []
    for found in _TELLING.finditer(text):
        left, right = steps[found.start()] * pixels - reach, steps[found.end()] * pixels + reach
        if spans and left <= spans[-1][1] + part.height / 2:
            spans[-1][1] = right
        else:
            spans.append([left, right])
    places = [(max(0, round(left)), min(part.width, round(right))) for left, right in spans]
    gap = part.height // 2
    width = sum(right - left + gap for left, right in places) - gap
    if not places or width > _WORTH * part.width:
        return part
    board = Image.new("RGB", (width, part.height), part.getpixel((0, 0)))
    x = 0
    for left, right in places:
        board.paste(part.crop((left, 0, right, part.height)), (x, 0))
        x += right - left + gap
    return board


def enlarged(part: Image.Image) -> Image.Image:
    """A crop as Tesseract likes it: dark on light, grey, of good size, with room around."""
    return ImageOps.expand(_to_height(_dark_on_light(part), 1.0), _FRAME, 255)


def black_and_white(part: Image.Image) -> Image.Image:
    """A crop in two colours, parted where the two differ most (Otsu 1979)."""
    grey = _to_height(_dark_on_light(part), 1.0)
    border = _border(grey.histogram())
    return grey.point(lambda value: 255 if value > border else 0)


def _dark_on_light(part: Image.Image) -> Image.Image:
    grey = part.convert("L")
    counts = grey.histogram()
    half, seen, middle = sum(counts) / 2, 0, 0
    for middle, count in enumerate(counts):  # noqa: B007 - the median is where the loop stops
        seen += count
        if seen >= half:
            break
    return ImageOps.autocontrast(ImageOps.invert(grey) if middle < _DARK else grey, cutoff=1)


def _to_height(part: Image.Image, stretched: float) -> Image.Image:
    width = max(1, round(part.width * _HEIGHT / part.height * stretched))
    return part.resize((width, _HEIGHT), Image.Resampling.BICUBIC)


def _border(counts: Sequence[int]) -> int:
    """The grey value that parts a histogram so that the variance between the parts is greatest."""
    whole, moment = sum(counts), sum(value * count for value, count in enumerate(counts))
    best, found, below, sum_below = -1.0, 127, 0, 0
    for value, count in enumerate(counts):
        below += count
        sum_below += value * count
        above = whole - below
        if below and above:
            spread = below * above * (sum_below / below - (moment - sum_below) / above) ** 2
            if spread > best:
                best, found = spread, value
    return found
