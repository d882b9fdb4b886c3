"""A doubtful reading's place cut out of its picture: the original's pixels, doubtful signs underlined."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from dossier import signs
from dossier.model import Box, Fact, Page
from dossier.packet.figures.pictures import Picture
from dossier.packet.typeset import styles

_LINE = 15.0
"""Height that a line of the picture gets, in points, where there is room for it."""
_ABOVE, _BESIDE = 0.45, 0.8
"""How much of a line's height is shown around it."""
_HIGHEST = 150.0
_BAR = 1.4


class Crop(Flowable):
    """A part of a picture, at most as wide as there is room.

    Args:
        picture: the whole page.
        box: the part to show, in its pixels.
        line: height of a line of writing there, in pixels.
        under: places to underline, in pixels of the page.
    """

    def __init__(self, picture: Picture, box: Box, line: float, under: Sequence[Box]) -> None:
        super().__init__()
        self.spaceBefore = self.spaceAfter = 2.0
        self._picture = picture
        self._box = box
        self._line = line
        self.under = under

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As large as its writing should be, smaller where that is too wide or too high."""
        across, down = self._box.x1 - self._box.x0, self._box.y1 - self._box.y0
        scale = min(_LINE / self._line, width / across, _HIGHEST / down)
        self.width, self.height = across * scale, down * scale
        return self.width, self.height

    def draw(self) -> None:
        """The pixels, a hairline around them, a bar under each doubtful sign."""
        canvas = self.canv
        self._picture.draw(canvas, 0, 0, self.width, self.height, crop=self._box)
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        scale = self.width / (self._box.x1 - self._box.x0)
        for sign in self.under:
            left, right = (sign.x0 - self._box.x0) * scale, (sign.x1 - self._box.x0) * scale
            y = self.height - (sign.y1 - self._box.y0) * scale
            for colour, weight in ((styles.PAPER, 2 * _BAR), (styles.ACCENT, _BAR)):
                # A white rim, so that the bar is seen on light and dark.
                canvas.setStrokeColor(colour)
                canvas.setLineWidth(weight)
                canvas.line(left + 0.5, y - _BAR, right - 0.5, y - _BAR)


def cut(picture: Picture, fact: Fact, page: Page, box: Box) -> Crop:
    """The figure of a fact's place.

    Args:
        picture: of the page.
        fact: stands in ``box``.
        page: with its lines.
        box: in pixels of the page.
    """
    heights = [line.box.y1 - line.box.y0 for line in signs.lines(fact, page) if line.box is not None]
    height = max(1, min(heights, default=box.y1 - box.y0))
    above, beside = round(_ABOVE * height), round(_BESIDE * height)
    part = Box(
        max(0, box.x0 - beside),
        max(0, box.y0 - above),
        min(picture.width, box.x1 + beside),
        min(picture.height, box.y1 + above),
    )
    return Crop(picture, part, height, signs.doubtful(fact, page))
