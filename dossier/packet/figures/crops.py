"""A place cut out of an evidence page: the original's pixels, with what matters in them marked.

Beside a premise the marked lines are framed; a doubtful reading has a bar under each doubtful sign.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.platypus import Flowable

from dossier import intake, signs
from dossier.model import Box, Evidence, Fact, Page
from dossier.packet.figures.originals import Originals
from dossier.packet.figures.pictures import Picture
from dossier.packet.typeset import styles
from dossier.packet.view import View
from dossier.packet.view.proofs import Proof

_LINE = 15.0
"""Height that a line of the picture gets, in points, where there is room for it."""
_ABOVE, _BESIDE = 0.45, 0.8
"""How much of a line's height is shown around it."""
_HIGHEST = 150.0
_BAR = 1.4
_EDGE = 1.6
"""Between a marked line and its frame, in points."""
_PROOF_LINE = 10.5
"""Height of a line of a proof, in points: writing of about 8.5."""
_PROOF_LEAST = 8.5
"""No proof is made smaller than this to be less high, only to be less wide."""
_PROOF_HIGHEST = 99.0
_TALL = 170.0
"""What a proof of many lines may take rather than become too small to read."""


class Crop(Flowable):
    """A part of a picture, at most as wide as there is room.

    Args:
        picture: the whole page.
        box: the part to show, in its pixels.
        line: height of a line of writing there, in pixels.
        under: places to underline, in pixels of the page.
        framed: places to frame, in pixels of the page.
        link: an anchor that a click leads to, "" for none.
    """

    def __init__(
        self,
        picture: Picture,
        box: Box,
        line: float,
        under: Sequence[Box] = (),
        framed: Sequence[Box] = (),
        link: str = "",
    ) -> None:
        super().__init__()
        self.spaceBefore = self.spaceAfter = 2.0
        self._picture = picture
        self._box = box
        self._line = line
        self.under = under
        self.framed = framed
        self._link = link

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As large as its writing should be, smaller where that is too wide or too high."""
        across, down = self._box.x1 - self._box.x0, self._box.y1 - self._box.y0
        scale = min(self._scale(down), width / across)
        self.width, self.height = across * scale, down * scale
        return self.width, self.height

    def _scale(self, down: int) -> float:
        if not self.framed:
            return min(_LINE / self._line, _HIGHEST / down)
        legible = max(_PROOF_HIGHEST / down, _PROOF_LEAST / self._line)
        return min(_PROOF_LINE / self._line, legible, _TALL / down)

    def draw(self) -> None:
        """The pixels, a hairline around them, frames and bars over them."""
        canvas = self.canv
        self._picture.draw(canvas, 0, 0, self.width, self.height, crop=self._box)
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        for place in self.framed:
            self._frame(self._placed(place))
        for sign in self.under:
            self._bar(self._placed(sign))
        if self._link:
            canvas.linkRect("", self._link, (0, 0, self.width, self.height), relative=1, thickness=0)

    def _placed(self, place: Box) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a place of the page, in points of this flowable."""
        scale = self.width / (self._box.x1 - self._box.x0)
        left, right = (place.x0 - self._box.x0) * scale, (place.x1 - self._box.x0) * scale
        return (
            left,
            self.height - (place.y1 - self._box.y0) * scale,
            right,
            self.height - (place.y0 - self._box.y0) * scale,
        )

    def _frame(self, place: tuple[float, float, float, float]) -> None:
        left, bottom = max(0.6, place[0] - _EDGE), max(0.6, place[1] - _EDGE)
        right, top = min(self.width - 0.6, place[2] + _EDGE), min(self.height - 0.6, place[3] + _EDGE)
        for colour, weight in ((styles.PAPER, 2.2), (styles.ACCENT, 0.9)):
            # A white rim, so that the frame is seen on light and dark.
            self.canv.setStrokeColor(colour)
            self.canv.setLineWidth(weight)
            self.canv.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)

    def _bar(self, place: tuple[float, float, float, float]) -> None:
        for colour, weight in ((styles.PAPER, 2 * _BAR), (styles.ACCENT, _BAR)):
            self.canv.setStrokeColor(colour)
            self.canv.setLineWidth(weight)
            self.canv.line(place[0] + 0.5, place[1] - _BAR, place[2] - 0.5, place[1] - _BAR)


def proofs(seen: View, originals: Originals) -> dict[str, Callable[[], list[Flowable]]]:
    """The figures of all proofs by name."""
    files = {item.id: item for item in seen.case.evidence}
    return {
        proof.figure: partial(_proof, proof, files[proof.evidence], originals)
        for finding in (*seen.breaches, *seen.open)
        for premise in finding.premises
        for proof in premise.proofs
        if proof.strip is not None
    }


def _proof(proof: Proof, item: Evidence, originals: Originals) -> list[Flowable]:
    """One proof; nothing where its page cannot be drawn."""
    assert proof.strip is not None  # noqa: S101 - a text has no picture to cut
    try:
        picture = originals.picture(item, proof.page)
    except intake.Unreadable:
        return []
    box = _inside(proof.strip.box, picture)
    return [Crop(picture, box, proof.strip.line, framed=proof.strip.marked, link=proof.refs[0].anchor)]


def _inside(box: Box, picture: Picture) -> Box:
    return Box(max(0, box.x0), max(0, box.y0), min(picture.width, box.x1), min(picture.height, box.y1))


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
