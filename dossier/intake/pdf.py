"""PDF: sizes of its pages, and their text where a page really is text.

A page counts as text only when pictures do not carry it: a screenshot pasted
over a caption, or a scan with a hidden (and perhaps wrong) text layer, is read
by OCR from what the eye sees.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from dossier.intake.errors import Unreadable
from dossier.intake.order import in_reading_order
from dossier.intake.reader import Reading, Trouble
from dossier.model import Box, Line, Page
from dossier.pdfium import alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

MAX_PAGES = 50
DPI = 200
MAX_PIXELS = 40_000_000

_POINTS_AN_INCH = 72
_HEADER_WITHIN = 1024  # readers accept leading rubbish up to here (ISO 32000-1, annex H.3.4.1)
_ENOUGH_CHARACTERS = 8
_MUCH_PICTURE = 0.12
"""Share of the page that one picture must cover to be evidence rather than a logo."""
_READABLE = 0.9
"""Share of characters that must be ordinary: a broken font map yields private-use rubbish."""
_SOFT_BREAK = 0x02  # how the library marks a hyphen at a line's end
_HALVES = range(0xD800, 0xE000)
_RUBBISH = frozenset({"Cn", "Co"})
_BREAKS = frozenset("\r\n")


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a PDF."""
    return b"%PDF-" in head[:_HEADER_WITHIN]


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``application/pdf``."""
    return "application/pdf"


@alone
def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:
    """Page sizes in pixels at ``DPI``, with lines for pages that are text.

    Raises:
        Unreadable: ``pdf-encrypted`` or ``pdf-broken``.
    """
    document, password = _unlocked(data, passwords)
    with closing(document):
        count = len(document)
        if count == 0:
            raise Unreadable("pdf-broken")
        pages, troubles = [], []
        for index in range(min(count, MAX_PAGES)):
            try:
                pages.append(_page(document, index))
            except (pypdfium2.PdfiumError, ValueError):
                troubles.append(Trouble("pdf-page-broken", page=index + 1))
    if not pages:
        raise Unreadable("pdf-broken")
    if count > MAX_PAGES:
        troubles.append(Trouble("pdf-too-long", f"{MAX_PAGES}/{count}"))
    engine = "pdf-text" if any(page.lines for page in pages) else ""
    return Reading(tuple(pages), engine=engine, password=password, troubles=tuple(troubles))


@alone
def picture(data: bytes, number: int, password: str = "") -> Image.Image:
    """The picture of one page.

    Args:
        data: the whole file.
        number: 1-based page number.
        password: opens it when it is locked.

    Raises:
        Unreadable: the file or the page is broken.
    """
    try:
        with closing(_document(data, password)) as document, closing(document[number - 1]) as page:
            image: Image.Image = page.render(scale=_scale(page)).to_pil()
            return image.convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise Unreadable("pdf-page-broken") from error


def _unlocked(data: bytes, passwords: Iterable[str]) -> tuple[Any, str]:
    """The open document and the password that opened it, "" where it has none.

    Raises:
        Unreadable: ``pdf-encrypted``, ``pdf-password-wrong`` or ``pdf-broken``.
    """
    try:
        return _document(data, ""), ""
    except Unreadable as error:
        if error.code != "pdf-encrypted":
            raise
    tried = False
    for password in passwords:
        try:
            return _document(data, password), password
        except Unreadable as error:
            if error.code != "pdf-encrypted":
                raise
            tried = True
    raise Unreadable("pdf-password-wrong" if tried else "pdf-encrypted")


def _document(data: bytes, password: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Unreadable("pdf-encrypted" if locked else "pdf-broken") from error


def _scale(page: Any) -> float:
    """Pixels a point: ``DPI``, less for a page so large that its picture would pass ``MAX_PIXELS``."""
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ValueError("page without area")
    return min(DPI / _POINTS_AN_INCH, math.sqrt(MAX_PIXELS / (width * height)))


def _page(document: Any, index: int) -> Page:
    with closing(document[index]) as page:
        scale = _scale(page)
        width, height = (math.ceil(side * scale) for side in page.get_size())
        lines = () if _pictured(page) else _lines(page, width, height)
    return Page(index + 1, width, height, lines)


def _pictured(page: Any) -> bool:
    """Whether a picture carries a good part of the page."""
    whole = page.get_width() * page.get_height()
    for part in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = part.get_bounds()
        if abs((right - left) * (top - bottom)) > _MUCH_PICTURE * whole:
            return True
    return False


def _lines(page: Any, width: int, height: int) -> tuple[Line, ...]:
    with closing(page.get_textpage()) as textpage:
        codes = [raw.FPDFText_GetUnicode(textpage, place) for place in range(textpage.count_chars())]
        text = "".join(map(_character, codes))
        if not _trustworthy(text):
            return ()
        found = []
        for start, end in _runs(text):
            words = _words(text[start:end])
            rects = [textpage.get_rect(index) for index in range(textpage.count_rects(start, end - start))]
            box = _box(
                [_pixel(page, point, width, height) for rect in rects for point in (rect[:2], rect[2:])]
            )
            if words and box and (box := _clipped(box, width, height)):
                found.append((words, box))
    ordered = in_reading_order(found, lambda one: one[1])
    return tuple(Line(number, words, box) for number, (words, box) in enumerate(ordered, start=1))


def _character(code: int) -> str:
    """One character for one index, so that places in the text are places on the page."""
    if code == _SOFT_BREAK:
        return "-"
    char = chr(code)
    return char if char in _BREAKS or char.isprintable() or code in _HALVES else " "


def _words(run: str) -> str:
    """One blank between words, and characters above U+FFFF put together from their halves."""
    return " ".join(run.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())


def _trustworthy(text: str) -> bool:
    visible = [char for char in text if not char.isspace()]
    if len(visible) < _ENOUGH_CHARACTERS:
        return False
    good = sum(unicodedata.category(char) not in _RUBBISH and char != "\ufffd" for char in visible)
    return good >= _READABLE * len(visible)


def _runs(text: str) -> list[tuple[int, int]]:
    """Start and end of each line of the text, breaks excluded."""
    runs, start = [], 0
    for place, char in enumerate(f"{text}\n"):
        if char in _BREAKS:
            if place > start:
                runs.append((start, place))
            start = place + 1
    return runs


def _pixel(page: Any, point: tuple[float, float], width: int, height: int) -> tuple[int, int]:
    """A point of the page in its picture; the library knows the page's turn and crop."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, *point, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def _box(points: list[tuple[int, int]]) -> Box | None:
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1)


def _clipped(box: Box, width: int, height: int) -> Box | None:
    """The part of a box on the page: text may lie outside what is shown."""
    x0, y0, x1, y1 = max(0, box.x0), max(0, box.y0), min(width, box.x1), min(height, box.y1)
    return Box(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
