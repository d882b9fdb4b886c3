"""A tall sheet on which a screenshot is drawn, once as a list of strokes, later as pixels.

Everything is given in logical points; ``scale`` turns points into pixels, as
on a phone with a 2× or 3× display.  Each text drawn is remembered with its
pixel box, so that a test can have the lines of a picture without reading the
picture.  Strokes are only carried out by :meth:`Canvas.image`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from dossier.model import Box, Line

FONTS = Path(__file__).parents[2] / "dossier" / "data" / "fonts"
OVERSAMPLE = 4
EM_CENTRE = 0.38
"""Height of an ideograph's middle above the baseline, in em (Noto Sans SC)."""
LATIN = 0xFF
"""The last character that :attr:`Typeface.latin` draws."""
NO_START = "，。；：！？、）》”’】,.;:!?)]%…"
NO_END = "（《“‘【(["

Stroke = Callable[[Image.Image], None]


@dataclass(frozen=True)
class Typeface:
    """Two font files, one for each weight.

    ``index`` is the face within a collection; ``latin`` and ``latin_bold`` are the
    files for letters, digits and signs up to U+00FF, where an app has its own for
    them; ``spacing`` is put between characters, in em.
    """

    regular: Path = FONTS / "NotoSansSC-Regular.ttf"
    bold: Path = FONTS / "NotoSansSC-Bold.ttf"
    index: int = 0
    latin: Path | None = None
    latin_bold: Path | None = None
    spacing: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether a whole run can be drawn at once, with one file."""
        return self.latin is None and not self.spacing


@dataclass(frozen=True)
class Run:
    """A piece of a line in one style; ``size`` in points."""

    text: str
    size: float
    fill: str
    bold: bool = False


@cache
def font(path: Path, pixels: float, index: int = 0) -> ImageFont.FreeTypeFont:
    """A font file at a size in pixels; ``index`` is the face within a collection."""
    return ImageFont.truetype(str(path), pixels, index, layout_engine=ImageFont.Layout.BASIC)


@cache
def _corner(radius: int) -> Image.Image:
    """The top left quarter of a disc as a smooth mask of ``radius`` × ``radius`` px."""
    side = radius * OVERSAMPLE
    big = Image.new("L", (side, side), 0)
    ImageDraw.Draw(big).ellipse((0, 0, 2 * side - 1, 2 * side - 1), fill=255)
    return big.resize((radius, radius), Image.Resampling.BOX)


def rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    """A rectangle with smooth round corners as an ``L`` mask."""
    mask = Image.new("L", (width, height), 255)
    radius = min(radius, width // 2, height // 2)
    if radius < 1:
        return mask
    corner = _corner(radius)
    right, low = width - radius, height - radius
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (right, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, low))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_180), (right, low))
    return mask


class Canvas:
    """Collects strokes and texts; ``width`` in points, height as far as it is drawn."""

    def __init__(self, width: float, scale: float, background: str, typeface: Typeface | None = None) -> None:
        self.width = width
        self.scale = scale
        self.background = background
        self.typeface = typeface or Typeface()
        self.height = 0.0
        self._strokes: list[Stroke] = []
        self._texts: list[tuple[str, Box]] = []

    # -- shapes ---------------------------------------------------------

    def rect(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if ``radius`` is given."""
        x0, y0, x1, y1 = self._px(x), self._px(y), self._px(x + w), self._px(y + h)
        round_px = self._px(radius)
        self._reach(y + h)

        def stroke(image: Image.Image) -> None:
            mask = rounded_mask(max(x1 - x0, 1), max(y1 - y0, 1), round_px)
            image.paste(fill, (x0, y0), mask)

        self._strokes.append(stroke)

    def frame(self, x: float, y: float, w: float, h: float, edge: str, fill: str, radius: float = 0) -> None:
        """Fill a rectangle and draw a hairline of colour ``edge`` around it."""
        thin = max(1, round(self.scale / 2)) / self.scale
        self.rect(x, y, w, h, edge, radius)
        self.rect(x + thin, y + thin, w - 2 * thin, h - 2 * thin, fill, max(radius - thin, 0))

    def gradient(self, x: float, y: float, w: float, h: float, start: str, end: str) -> None:
        """Fill a rectangle with a run of colour from left to right."""
        box = (self._px(x), self._px(y), self._px(x + w), self._px(y + h))
        self._reach(y + h)

        def stroke(image: Image.Image) -> None:
            size = (box[2] - box[0], box[3] - box[1])
            ramp = Image.linear_gradient("L").rotate(90).resize(size)
            image.paste(
                Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, start), ramp), box[:2]
            )

        self._strokes.append(stroke)

    def polygon(self, points: list[tuple[float, float]], fill: str) -> None:
        """Fill a polygon smoothly; points in logical units."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, y0 = self._px(min(xs)) - 1, self._px(min(ys)) - 1
        w, h = self._px(max(xs)) + 2 - x0, self._px(max(ys)) + 2 - y0
        self._reach(max(ys))
        inner = [
            ((px * self.scale - x0) * OVERSAMPLE, (py * self.scale - y0) * OVERSAMPLE) for px, py in points
        ]

        def stroke(image: Image.Image) -> None:
            big = Image.new("L", (w * OVERSAMPLE, h * OVERSAMPLE), 0)
            ImageDraw.Draw(big).polygon(inner, fill=255)
            image.paste(fill, (x0, y0), big.resize((w, h), Image.Resampling.BOX))

        self._strokes.append(stroke)

    def line(self, x0: float, y0: float, x1: float, y1: float, fill: str, thick: float = 0.5) -> None:
        """Draw a straight line ``thick`` points wide (at least one pixel)."""
        if y0 == y1:
            self.rect(x0, y0, x1 - x0, max(thick, 1 / self.scale), fill)
        elif x0 == x1:
            self.rect(x0, y0, max(thick, 1 / self.scale), y1 - y0, fill)
        else:
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
            nx, ny = (y1 - y0) / length * thick / 2, -(x1 - x0) / length * thick / 2
            self.polygon(
                [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)], fill
            )

    def dashes(self, x0: float, x1: float, y: float, fill: str) -> None:
        """Draw a dashed level line."""
        while x0 < x1:
            self.line(x0, y, min(x0 + 4, x1), y, fill)
            x0 += 7

    # -- texts ----------------------------------------------------------

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """The advance width of ``text`` in points."""
        if self.typeface.plain:
            return self._face(size, bold=bold).getlength(text) / self.scale
        return sum(advance for _, _, advance in self._pieces(text, size, bold=bold)) / self.scale

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        fill: str,
        *,
        bold: bool = False,
        align: str = "left",
    ) -> float:
        """Draw one line with the ideographs' middle at ``y``; returns its width in points.

        ``align`` says what ``x`` is: the ``left``, ``centre`` or ``right`` of the text.
        """
        return self.runs(x, y, [Run(text, size, fill, bold)], align=align)

    def runs(self, x: float, y: float, runs: list[Run], *, align: str = "left") -> float:
        """Draw pieces of several styles on one baseline; they count as one line."""
        widths = [self.width_of(run.text, run.size, bold=run.bold) for run in runs]
        whole = sum(widths)
        x -= {"left": 0.0, "centre": whole / 2, "right": whole}[align]
        baseline = round((y + EM_CENTRE * max(run.size for run in runs)) * self.scale)
        self._reach(y + max(run.size for run in runs))
        boxes: list[tuple[float, float, float, float]] = []
        for run, advance in zip(runs, widths, strict=True):
            boxes.append(self._write(x, baseline, run))
            x += advance
        x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
        x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
        if said := "".join(run.text for run in runs).strip():
            self._texts.append((said, Box(int(x0), int(y0), int(x1) + 1, int(y1) + 1)))
        return whole

    def wrap(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """Break ``text`` into lines no wider than ``width`` points, as apps do.

        Runs of Latin letters and digits stay whole unless they alone are too wide.
        """
        lines: list[str] = []
        for part in text.split("\n"):
            line = ""
            for word in _words(part):
                if not line or self.width_of(line + word, size, bold=bold) <= width:
                    line += word
                elif (word[0] in NO_START and len(line) > 1) or (line[-1] in NO_END and len(line) > 1):
                    kept = len(line) - len(_words(line)[-1])
                    lines.append(line[: kept or -1])
                    line = line[kept or -1 :] + word
                else:
                    lines.append(line)
                    line = word.lstrip()
                while self.width_of(line, size, bold=bold) > width and len(line) > 1:
                    fit = next(
                        n
                        for n in range(len(line) - 1, 0, -1)
                        if n == 1 or self.width_of(line[:n], size, bold=bold) <= width
                    )
                    lines.append(line[:fit])
                    line = line[fit:]
            lines.append(line)
        return lines

    # -- results --------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self._px(self.width), self._px(self.height)

    def image(self) -> Image.Image:
        """Carry out the strokes and return the picture (RGB)."""
        picture = Image.new("RGB", self.size, self.background)
        for stroke in self._strokes:
            stroke(picture)
        return picture

    def lines(self) -> tuple[Line, ...]:
        """The texts drawn, in reading order: by rows, each from left to right."""
        rows: list[list[tuple[str, Box]]] = []
        for item in sorted(self._texts, key=lambda t: (t[1].y0 + t[1].y1, t[1].x0)):
            middle = (item[1].y0 + item[1].y1) / 2
            if rows and middle < rows[-1][0][1].y1 - (rows[-1][0][1].y1 - rows[-1][0][1].y0) * 0.3:
                rows[-1].append(item)
            else:
                rows.append([item])
        flat = [item for row in rows for item in sorted(row, key=lambda t: t[1].x0)]
        return tuple(Line(number, text, box) for number, (text, box) in enumerate(flat, 1))

    # -- inside ---------------------------------------------------------

    def _write(self, x: float, baseline: int, run: Run) -> tuple[float, float, float, float]:
        if not self.typeface.plain:
            return self._write_pieces(x, baseline, run)
        face = self._face(run.size, bold=run.bold)
        at = (round(x * self.scale), baseline)

        def stroke(image: Image.Image) -> None:
            ImageDraw.Draw(image).text(at, run.text, fill=run.fill, font=face, anchor="ls")

        self._strokes.append(stroke)
        left, top, right, low = face.getbbox(run.text, anchor="ls")
        return at[0] + left, at[1] + top, at[0] + right, at[1] + low

    def _write_pieces(self, x: float, baseline: int, run: Run) -> tuple[float, float, float, float]:
        """Draw a run whose characters come from two files or stand apart."""
        pieces = self._pieces(run.text, run.size, bold=run.bold)
        placed: list[tuple[tuple[int, int], str, ImageFont.FreeTypeFont]] = []
        left, top, low, at = x * self.scale, float(baseline), float(baseline), x * self.scale
        for text, face, advance in pieces:
            placed.append(((round(at), baseline), text, face))
            box = face.getbbox(text, anchor="ls")
            top, low = min(top, baseline + box[1]), max(low, baseline + box[3])
            at += advance

        def stroke(image: Image.Image) -> None:
            pen = ImageDraw.Draw(image)
            for place, text, face in placed:
                pen.text(place, text, fill=run.fill, font=face, anchor="ls")

        self._strokes.append(stroke)
        return left, top, at, low

    def _pieces(
        self, text: str, size: float, *, bold: bool
    ) -> list[tuple[str, ImageFont.FreeTypeFont, float]]:
        """A text cut where the file changes (or everywhere, if spaced), each part with its advance in px."""
        kind = self.typeface
        han = self._face(size, bold=bold)
        latin = han
        if path := (kind.latin_bold or kind.latin) if bold else kind.latin:
            latin = font(path, size * self.scale)
        parts: list[tuple[str, ImageFont.FreeTypeFont]] = []
        for char in text:
            face = latin if ord(char) <= LATIN else han
            if parts and parts[-1][1] is face and not kind.spacing:
                parts[-1] = (parts[-1][0] + char, face)
            else:
                parts.append((char, face))
        apart = kind.spacing * size * self.scale
        return [(part, face, face.getlength(part) + apart) for part, face in parts]

    def _face(self, size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
        kind = self.typeface
        return font(kind.bold if bold else kind.regular, size * self.scale, kind.index)

    def _px(self, points: float) -> int:
        return round(points * self.scale)

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)


def _words(text: str) -> list[str]:
    """Split into ideographs and unbroken Latin or digit runs."""
    words: list[str] = []
    for char in text:
        if words and char.isascii() and char != " " and words[-1][-1].isascii() and words[-1][-1] != " ":
            words[-1] += char
        else:
            words.append(char)
    return words
