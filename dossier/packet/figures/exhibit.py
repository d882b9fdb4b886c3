"""Evidence pages: the original with its marked lines, and what each mark shows.

The picture has its captions beside it, joined to the marks by leaders, or beneath
it.  A long capture goes over several sheets and is cut between lines only; each
sheet draws a part of the one embedded image.  How large and where is decided in
:mod:`dossier.packet.figures.arranging`.  Evidence without a picture is a
transcript, see :mod:`dossier.packet.figures.transcript`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from dossier.model import Box
from dossier.packet.figures import transcript
from dossier.packet.figures.arranging import CHANNEL, Exhibit, Mark, Plan, arrange, middle
from dossier.packet.figures.detail import GAP, HEAD
from dossier.packet.figures.geometry import Area, beside, stack
from dossier.packet.figures.sheet import (
    CAPTION_GAP,
    JOIN,
    RADIUS,
    SMALL,
    Labels,
    Sheet,
    body_height,
    caption,
)
from dossier.packet.figures.transcript import TextExhibit, TextLine, TextMark
from dossier.packet.typeset import fonts, styles

__all__ = ["Exhibit", "Mark", "TextExhibit", "TextLine", "TextMark", "pages"]


AIR = 2.0
"""Between a marked line and its frame, in points."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a picture, in its pixels, and where on the sheet it is shown."""

    crop: Box
    frame: Area

    def area(self, box: Box, air: float = 0.0) -> Area:
        """Pixels to points; what of a box lies above or below the part is left out."""
        scale, frame = (self.frame.x1 - self.frame.x0) / (self.crop.x1 - self.crop.x0), self.frame
        top, bottom = (min(max(y, self.crop.y0), self.crop.y1) - self.crop.y0 for y in (box.y0, box.y1))
        return Area(
            frame.x0 + (box.x0 - self.crop.x0) * scale - air,
            frame.y0 + top * scale - air,
            frame.x0 + (box.x1 - self.crop.x0) * scale + air,
            frame.y0 + bottom * scale + air,
        )

    def meets(self, box: Box) -> bool:
        """Whether something of a box is shown."""
        return (
            box.y0 < self.crop.y1
            and self.crop.y0 < box.y1
            and box.x0 < self.crop.x1
            and self.crop.x0 < box.x1
        )

    def holds(self, box: Box) -> bool:
        """Whether all of a box is shown."""
        inside = self.crop.x0 <= box.x0 and box.x1 <= self.crop.x1
        return inside and self.crop.y0 <= box.y0 and box.y1 <= self.crop.y1


def pages(exhibit: Exhibit | TextExhibit, width: float, height: float, labels: Labels) -> list[Flowable]:
    """The sheets of one page of evidence, each as large as the frame.

    Args:
        exhibit: what to show.
        width: of the frame, points.
        height: of the frame, points.
        labels: the words, see :mod:`dossier.packet.figures.sheet`.

    Raises:
        KeyError: ``labels`` lacks a word.
    """
    if isinstance(exhibit, TextExhibit):
        return transcript.sheets(exhibit, (width, height), labels)
    plan = arrange(exhibit, width, body_height(exhibit, (width, height), labels), labels)
    size = (width, height)
    return [_PictureSheet(exhibit, size, labels, plan, number + 1) for number in range(len(plan.parts))]


class _PictureSheet(Sheet):
    """One part of a picture with its marks and captions."""

    def __init__(
        self,
        exhibit: Exhibit,
        size: tuple[float, float],
        labels: Labels,
        plan: Plan,
        number: int,
    ) -> None:
        count = len(plan.parts)
        super().__init__(exhibit, size, labels, (number, count))
        self._picture, self._breaks, self._plan = exhibit.picture, exhibit.breaks, plan
        self._rows = plan.parts[number - 1]
        self._cut = count > 1
        across = self._picture.width * plan.scale
        left = 0.0 if plan.beside else (self.width - across) / 2
        top = self.top + JOIN * self._cut
        down = (self._rows.stop - self._rows.start) * plan.scale
        crop = Box(0, self._rows.start, self._picture.width, self._rows.stop)
        self._shown = Window(crop, Area(left, top, left + across, top + down))

    def marked(self) -> list[str]:
        """See :class:`Sheet`."""
        return [mark.anchor for mark in self._rows.marks]

    def draw_body(self) -> None:
        """The picture, its marks in order from top to bottom, their captions."""
        frame = self._shown.frame
        self._pixels(self._shown, whole=not self._cut)
        self._draw_frame()
        marks = sorted(self._rows.marks, key=lambda mark: (middle(mark), mark.number))
        details = self._details()
        for mark in marks:
            self.anchor(mark.anchor, self._shown.area(mark.box).y0)
        for window in details:
            self._pixels(window)
            self._hairline(window.frame)
        badges = self._badges(marks, details)
        if self._plan.beside:
            self._draw_beside(marks, badges)
        else:
            self._draw_beneath(marks, max([frame.y1, *(window.frame.y1 for window in details)]))
        for mark, (_, place) in zip(marks, badges, strict=True):
            self.badge(mark.number, place)

    def _pixels(self, window: Window, *, whole: bool = False) -> None:
        frame = window.frame
        size = (frame.x1 - frame.x0, frame.y1 - frame.y0)
        crop = None if whole else window.crop
        self._picture.draw(self.canv, frame.x0, self.height - frame.y1, *size, crop=crop)

    def _details(self) -> list[Window]:
        """Where the details stand, one below the other under the picture."""
        found: list[Window] = []
        top = self._shown.frame.y1 + HEAD
        for detail in self._plan.details:
            across = (detail.box.x1 - detail.box.x0) * detail.scale
            down = (detail.box.y1 - detail.box.y0) * detail.scale
            left = (self.width - across) / 2
            found.append(Window(detail.box, Area(left, top, left + across, top + down)))
            top += down + GAP
        if found:
            self.canv.setFillColor(styles.GREY)
            self.words(found[0].frame.x0, self._shown.frame.y1 + 3, self.labels["detail"], SMALL)
        return found

    def _badges(self, marks: Sequence[Mark], details: Sequence[Window]) -> list[tuple[Window, Area]]:
        """Frames around the marks, and where the badge of each stands: where it is shown largest."""
        badges: list[tuple[Window, Area]] = []
        for mark in marks:
            own = [window for window in details if window.holds(mark.box) and mark.framed]
            for window in (self._shown, *own):
                if mark.framed:
                    self.outline(window.area(mark.box, AIR))
        for mark in marks:
            own = [window for window in details if window.holds(mark.box) and mark.framed]
            window = (*own, self._shown)[0]
            taken = [*self._taken(window, marks), *(place for _, place in badges)]
            badges.append((window, self._place(window, window.area(mark.box, AIR), taken)))
        return badges

    def _taken(self, window: Window, marks: Sequence[Mark]) -> list[Area]:
        """What no badge and no leader should cover."""
        lines = [window.area(box) for box in self._breaks if window.meets(box)]
        return [*lines, *(window.area(mark.box, AIR) for mark in marks if window.meets(mark.box))]

    def _place(self, window: Window, box: Area, taken: Sequence[Area]) -> Area:
        """Where a mark's badge stands: beside it, else over the picture's edge at the next free height."""
        frame, size = window.frame, 2 * RADIUS
        limits = frame._replace(x0=max(0.0, frame.x0 - 16), x1=min(self.width, frame.x1 + 16))
        if found := beside(box, limits, taken, RADIUS):
            return found
        x = min(frame.x1 + 2, self.width - size)
        y = (box.y0 + box.y1) / 2 - RADIUS
        place = Area(x, y, x + size, y + size)
        while any(place.meets(other) for other in taken) and place.y1 < self.bottom:
            place = place._replace(y0=place.y0 + 2, y1=place.y1 + 2)
        return place

    def _draw_frame(self) -> None:
        canvas, frame = self.canv, self._shown.frame
        part, parts = self.part
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.6)
        self.line((frame.x0, frame.y0), (frame.x0, frame.y1))
        self.line((frame.x1, frame.y0), (frame.x1, frame.y1))
        canvas.setFillColor(styles.GREY)
        for edge, torn, word, y in (
            (frame.y0, part > 1, "continues", frame.y0 - SMALL - 3),
            (frame.y1, part < parts, "continued", frame.y1 + 2),
        ):
            canvas.setDash([3, 2] if torn else [])
            self.line((frame.x0, edge), (frame.x1, edge))
            if torn:
                text = self.labels[word]
                self.words((frame.x0 + frame.x1 - fonts.width(text, SMALL)) / 2, y, text, SMALL)
        canvas.setDash([])

    def _hairline(self, frame: Area) -> None:
        self.canv.setStrokeColor(styles.HAIRLINE)
        self.canv.setLineWidth(0.6)
        self.rect(frame)

    def _draw_beside(self, marks: Sequence[Mark], badges: Sequence[tuple[Window, Area]]) -> None:
        frame = self._shown.frame
        x = frame.x1 + CHANNEL
        boxes = [self._shown.area(mark.box, AIR) for mark in marks]
        places = [place for _, place in badges]
        taken = [*self._taken(self._shown, marks), *places]
        captions = [caption(mark, self.width - x, self.labels) for mark in marks]
        wanted = [(box.y0 + box.y1) / 2 - RADIUS for box in boxes]
        tops = stack(wanted, [item.height for item in captions], frame.y0, self.bottom, CAPTION_GAP)
        for item, box, place, top in zip(captions, boxes, places, tops, strict=True):
            others = [other for other in taken if other not in {box, place}]
            self.leader([*self._way(box, place, others), (x - 1, top + RADIUS)])
            self.draw_caption(item, x, top)

    def _way(self, box: Area, place: Area, others: Sequence[Area]) -> list[tuple[float, float]]:
        """A leader from mark or badge out of the picture, through it only where no text stands."""
        edge = self._shown.frame.x1
        middle = (place.y0 + place.y1) / 2
        if place.x1 > edge:
            return [(place.x1, middle), (max(edge + 4, place.x1), middle)]
        starts = [(box.x1, (box.y0 + box.y1) / 2), (box.x1, box.y1), (box.x1, box.y0)]
        if place.x0 >= box.x1:
            starts.insert(0, (place.x1, middle))
        for x, y in starts:
            line = Area(x, y - 0.8, edge, y + 0.8)
            if not any(line.meets(other) for other in others):
                return [(x, y), (edge + 4, y)]
        return [(edge, middle), (edge + 4, middle)]

    def _draw_beneath(self, marks: Sequence[Mark], y: float) -> None:
        y += JOIN * self._cut + CAPTION_GAP
        for mark in sorted(marks, key=lambda mark: mark.number):
            item = caption(mark, self.width, self.labels)
            self.draw_caption(item, 0, y)
            y += item.height + CAPTION_GAP
