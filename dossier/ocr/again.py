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
from typing import TYPE_CHECKING, Protocol

from PIL import Image, ImageOps

from dossier.ocr import tesseract
from dossier.ocr.agreement import ENOUGH, weight

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

_MARGIN = 0.2
"""How much of its height a crop takes in around its line."""
_STRETCHED, _HEIGHT = 1.25, 64
"""Width:height of the second reading against the first, and the height of enlarged crops (px)."""
_FRAME = 20
_DARK = 128
_LEAN = 0.15
"""A line that runs down by more than this share of its height is turned level first."""


class Recogniser(Protocol):
    """An engine that also reads single lines."""

    def recognise(self, crops: Sequence[Image.Image]) -> list[str]:
        """The text of pictures that hold one line each."""


class Again:
    """An engine whose lines are read again; otherwise it is the engine it is made of."""

    def __init__(self, engine: Engine, recogniser: Recogniser | None = None) -> None:
        """Put second readings behind an engine.

        Args:
            engine: makes the first reading.
            recogniser: reads single lines, usually the same engine; None where it cannot.
        """
        self._engine = engine
        self._recogniser = recogniser

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    @property
    def version(self) -> str:
        """The engine's."""
        return self._engine.version

    @property
    def options(self) -> str:
        """The engine's, and the ways in which lines are read again."""
        made = f"again={_MARGIN}/{_STRETCHED}/{_HEIGHT}/{_LEAN}"
        if self._languages:
            made += f" tesseract {tesseract.version()} {self._languages}"
        return f"{self._engine.options} {made}"

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """See :class:`dossier.ocr.engine.Engine`; lines that hold a number come with further readings."""
        lines = self._engine.read(image)
        found = {
            line.number: [""] * len(self._ways)
            for line in lines
            if line.box is not None and _COUNTS.search(_MASKED.sub("", line.text))
        }
        wanted = [(line, crop(image, line)) for line in lines if line.number in found]
        for place, way in enumerate(self._ways):
            doubtful = [
                (line, picture)
                for line, picture in wanted
                if way.suits(line) and weight(line.text, found[line.number]) < ENOUGH
            ]
            texts = way.read([picture for _, picture in doubtful]) if doubtful else []
            for (line, _), text in zip(doubtful, texts, strict=True):
                found[line.number][place] = text
        return tuple(replace(line, again=tuple(found.get(line.number, ()))) for line in lines)

    @cached_property
    def _languages(self) -> str:
        """The data that Tesseract has of what is needed, "" for none."""
        installed = tesseract.languages()
        wanted = ("chi_sim", "eng")
        return "+".join(language for language in wanted if language in installed)

    @cached_property
    def _ways(self) -> tuple[_Way, ...]:
        """Cheap and independent ones first: each is only taken for lines that those before leave in doubt."""
        neural, languages = self._recogniser, self._languages
        figures = _Way("eng" in languages, partial(_by_tesseract, "eng", _FIGURES), _is_figures)
        codes = _Way("eng" in languages, partial(_by_tesseract, "eng", _CODES), _is_code)
        words = _Way("chi_sim" in languages, partial(_by_tesseract, languages, ""), _is_any)
        stretched = _Way(neural is not None, partial(_by_engine, neural, _stretched), _is_any)
        plain = _Way(neural is not None, partial(_by_engine, neural, black_and_white), _is_any)
        return (figures, stretched, plain, codes, words)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read crops, and of which texts it can make something."""

    installed: bool
    read: Callable[[Sequence[Image.Image]], list[str]]
    fits: Callable[[str], bool]

    def suits(self, line: Line) -> bool:
        return self.installed and self.fits(line.text)


def _is_any(text: str) -> bool:  # noqa: ARG001 - see _Way
    return True


def _is_figures(text: str) -> bool:
    """Figures and their signs: of Chinese, a reader that knows only figures makes more of them."""
    return not (_CHINESE.search(text) or _LETTERED.search(text))


def _is_code(text: str) -> bool:
    return _LETTERED.search(text) is not None


def _by_tesseract(language: str, characters: str, crops: Sequence[Image.Image]) -> list[str]:
    return tesseract.recognise([enlarged(one) for one in crops], language, characters)


def _by_engine(
    engine: Recogniser | None,
    prepared: Callable[[Image.Image], Image.Image],
    crops: Sequence[Image.Image],
) -> list[str]:
    assert engine is not None  # noqa: S101 - the way is not installed without one
    return engine.recognise([prepared(one) for one in crops])


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


def _stretched(part: Image.Image) -> Image.Image:
    return _to_height(part, _STRETCHED)


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
