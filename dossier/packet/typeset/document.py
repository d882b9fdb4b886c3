"""The whole packet: pages, running title, page numbers, outline, metadata.

The packet is laid out until its page references are true: each time with the
page numbers of the time before.  Usually the second time is the last; only
that one is written out.  The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab import rl_config
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from dossier.packet.typeset import anchors, fonts, markup, styles
from dossier.packet.typeset.anchors import Anchor, DanglingLinkError, PacketCanvas
from dossier.packet.typeset.phrasing import MarkupError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Anchor",
    "DanglingLinkError",
    "MarkupError",
    "Rendered",
    "note_anchor",
    "render",
]

note_anchor = anchors.note
WIDTH, HEIGHT = styles.FRAME_WIDTH, styles.FRAME_HEIGHT
"""Room for flowables on a page, in points."""

_PATIENCE = 4
"""After so many layouts, a reference that still moves prints "?" rather than a wrong page."""
_LIMIT = 12
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the metadata where no time was given."""
_HEAD, _FOOT = 14.0, 26.0
"""The running title stands this far above the text, the page number this far below, in points."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written: number of pages, physical page of each anchor, characters no font has."""

    pages: int
    anchors: Mapping[str, int]
    missing: frozenset[str]


@dataclass(slots=True)
class _Pass:
    """One layout: what it assumes, what it finds."""

    assumed: Mapping[str, int]
    pages: int
    found: dict[str, int] = field(default_factory=dict)
    count: int = 0
    written: bool = False

    @property
    def is_true(self) -> bool:
        return self.pages == self.count and all(self.found.get(k) == v for k, v in self.assumed.items())


def render(
    xml: str, figures: markup.Figures, out: BinaryIO, *, author: str = "", created: str = ""
) -> Rendered:
    """Write a packet as PDF.

    Args:
        xml: of the vocabulary in :mod:`dossier.packet.typeset.markup`.
        figures: makers of figures by name.
        out: where the bytes go; nothing is written when something raises.
        author: for the metadata.
        created: ISO 8601 time with offset for the metadata; "" writes a fixed
            one, so that the same input gives the same bytes.

    Raises:
        MarkupError: the XML is not of the vocabulary.
        DanglingLinkError: a link or page reference leads nowhere.
        ValueError: ``created`` is not a time with offset.
        OSError: ``out`` cannot be written.
    """
    root = markup.document(xml)
    moment = datetime.fromisoformat(created) if created else None
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"{created} has no offset")
    fonts.register()
    fonts.forget()
    current = _Pass({}, 0)
    dropped: set[str] = set()
    referred = markup.referred(root)
    for count in range(_LIMIT):
        buffer = BytesIO()
        _lay_out(root, figures, current, buffer, _Metadata(author, moment))
        if referred - current.found.keys():
            raise DanglingLinkError(referred - current.found.keys())
        if current.written:
            out.write(buffer.getvalue())
            return Rendered(current.count, dict(current.found), fonts.missing())
        if count >= _PATIENCE:
            dropped |= {k for k in referred if current.assumed.get(k) != current.found[k]}
        current = _Pass({k: current.found[k] for k in referred - dropped}, current.count)
    raise RuntimeError("the layout does not come to rest")


@dataclass(frozen=True, slots=True)
class _Metadata:
    author: str
    created: datetime | None


def _lay_out(root: Element, figures: markup.Figures, current: _Pass, out: BinaryIO, meta: _Metadata) -> None:
    def canvas(*args: Any, **kw: Any) -> _Canvas:
        made = _Canvas(*args, **kw)
        _forget_the_clock(made)
        made.current = current
        made.rehearsal = not current.pages
        made.showOutline()
        if meta.created is not None:
            made.setDateFormatter(_dated(meta.created))
        return made

    frame = Frame(
        styles.LEFT, styles.BOTTOM, styles.FRAME_WIDTH, styles.FRAME_HEIGHT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    furniture = _Furniture(root, current.pages)
    template = BaseDocTemplate(
        out,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        pageTemplates=[PageTemplate("page", [frame], onPageEnd=furniture)],
        # Otherwise every page names Helvetica, which is not embedded.
        initialFontName=fonts.REGULAR,
        title=root.get("title", ""),
        subject=root.get("subject", ""),
        keywords=root.get("keywords", "").split(","),
        author=meta.author,
        creator="dossier",
        displayDocTitle=True,
        lang="zh-CN",
        invariant=1,
        allowSplitting=1,
        pageCompression=1,
    )
    old, rl_config.useA85 = rl_config.useA85, 0
    try:
        story = markup.flowables(root, figures, current.assumed) or [Spacer(1, 1)]
        template.build(story, canvasmaker=canvas)
    finally:
        rl_config.useA85 = old


class _Canvas(PacketCanvas):
    """Writes itself only when the pages it printed are true."""

    current: _Pass

    def save(self) -> None:
        self.current.found = self.anchors
        self.current.count = self.getPageNumber() - 1
        self.check()
        if self.current.is_true:
            super().save()
            self.current.written = True


def _forget_the_clock(canvas: Any) -> None:
    """ReportLab takes ``SOURCE_DATE_EPOCH`` of the environment for the time and makes the file's id of it."""
    made = canvas._doc  # noqa: SLF001 - it has no other door
    stamp = made._timeStamp  # noqa: SLF001
    stamp.t, stamp.lt = _NO_TIME.timestamp(), _NO_TIME.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    made.signature = md5(b"dossier", usedforsecurity=False)


def _dated(moment: datetime) -> Callable[..., str]:
    offset = moment.strftime("%z")
    text = f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    return lambda *_: text


class _Furniture:
    """What stands on each page beside the text: running title, page number, footer."""

    def __init__(self, root: Element, pages: int) -> None:
        self._running = root.get("running", "")
        self._footer = root.get("footer", "")
        self._label = root.get("pagelabel", "{page} / {pages}")
        self._pages = pages

    def __call__(self, canvas: Any, _template: object) -> None:
        canvas.saveState()
        canvas.setFillColor(styles.GREY)
        canvas.setStrokeColor(styles.HAIRLINE)
        canvas.setLineWidth(0.5)
        right = styles.LEFT + styles.FRAME_WIDTH
        page = canvas.getPageNumber()
        if self._running and page > 1:
            y = styles.PAGE_HEIGHT - styles.TOP + _HEAD
            fonts.draw(canvas, styles.LEFT, y, self._running, styles.RUNNING)
            canvas.line(styles.LEFT, y - 5, right, y - 5)
        y = styles.BOTTOM - _FOOT
        self._centred(
            canvas, y, self._label.format(page=page, pages=self._pages or "?"), styles.RUNNING + 0.5
        )
        if self._footer:
            self._centred(canvas, y - 13, self._footer, styles.RUNNING - 1)
        canvas.restoreState()

    @staticmethod
    def _centred(canvas: Any, y: float, text: str, size: float) -> None:
        x = styles.LEFT + (styles.FRAME_WIDTH - fonts.width(text, size)) / 2
        fonts.draw(canvas, x, y, text, size)
