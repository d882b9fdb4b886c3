"""TIFF (revision 6.0): scans and faxes, each frame a page.

The library turns a frame upright while it decodes and foretells the upright
size, so its orientation is not looked at again.  Previews and masks that stand
beside the pages are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from dossier.intake import images, upright
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from PIL.TiffImagePlugin import TiffImageFile

SUFFIXES = frozenset({".tif", ".tiff"})
MAX_PAGES = 50

_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_KIND, _PREVIEW, _MASK = 254, 1, 4  # NewSubfileType and two of its bits
_PIXELS = ((273, 279), (324, 325))
"""Tags that say where strips, or tiles, begin and how many bytes they have."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame: its place in the file, its upright size, and why it cannot be used, or ""."""

    index: int
    width: int = 0
    height: int = 0
    code: str = ""
    detail: str = ""


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a TIFF, of either byte order and either size of offsets."""
    return head.startswith(_MARKS)


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``image/tiff``."""
    return "image/tiff"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - pictures are never locked
    """Sizes of the pages and moment of capture; the pixels are not decoded.

    Raises:
        Unreadable: ``picture-truncated``, ``picture-broken`` or ``too-many-pixels``, when no page is good.
    """
    image = _opened(data)
    captured = images.captured(image)
    frames = _frames(image, len(data))
    numbered = list(enumerate(frames[:MAX_PAGES], start=1))
    pages = tuple(Page(number, one.width, one.height) for number, one in numbered if not one.code)
    if not pages:
        raise Unreadable(frames[0].code, frames[0].detail)
    troubles = [
        Trouble("picture-page-broken" if one.code != "too-many-pixels" else one.code, one.detail, number)
        for number, one in numbered
        if one.code
    ]
    if len(frames) > MAX_PAGES:
        troubles.append(Trouble("picture-too-long", str(MAX_PAGES)))
    return Reading(pages, captured=captured, troubles=tuple(troubles))


def picture(data: bytes, number: int = 1, password: str = "") -> Image.Image:  # noqa: ARG001 - no lock
    """See :class:`dossier.intake.reader.Reader`."""
    image = _opened(data)
    frames = _frames(image, len(data))
    if not 1 <= number <= len(frames) or frames[number - 1].code:
        raise Unreadable("picture-page-broken")
    _look(image, frames[number - 1].index)
    return upright.upright(image)


def _opened(data: bytes) -> TiffImageFile:
    # The one plugin asked for makes nothing else.
    return upright.opened(data, ("TIFF",))  # type: ignore[return-value]


def _frames(image: TiffImageFile, length: int) -> list[_Frame]:
    """The pages, one more than are read at the most; the last is told as broken where the chain breaks."""
    found = list(_all(image, length))
    return [frame for frame, aside in found if not aside] or [frame for frame, _ in found[:1]]


def _all(image: TiffImageFile, length: int) -> Iterator[tuple[_Frame, bool]]:
    """Each frame, and whether it stands beside the pages."""
    pages = index = 0
    while pages <= MAX_PAGES and index <= 4 * MAX_PAGES:
        try:
            _look(image, index)
            frame, aside = _frame(image, index, length), _aside(image)
        except EOFError:
            return
        # A hostile chain of frames makes the library raise almost anything.
        except Exception:  # noqa: BLE001
            yield _Frame(index, code="picture-broken"), False
            return
        yield frame, aside
        pages += not aside
        index += 1


def _look(image: TiffImageFile, index: int) -> None:
    with upright.quiet():
        image.seek(index)
    # It says how the picture is turned a second time, and the library would believe it at the second moment.
    image.info.pop("xmp", None)


def _frame(image: TiffImageFile, index: int, length: int) -> _Frame:
    try:
        upright.sane(image)
    except Unreadable as error:
        return _Frame(index, code=error.code, detail=error.detail)
    if not _there(image, length):
        return _Frame(index, code="picture-truncated")
    return _Frame(index, *image.size)


def _aside(image: TiffImageFile) -> bool:
    kind = image.tag_v2.get(_KIND, 0)
    return isinstance(kind, int) and bool(kind & (_PREVIEW | _MASK))


def _there(image: TiffImageFile, length: int) -> bool:
    """Whether all strips or tiles lie inside the file."""
    for starts, counts in _PIXELS:
        begun, sizes = image.tag_v2.get(starts, ()), image.tag_v2.get(counts, ())
        # An uncompressed strip may leave its length out.
        if any(start > length for start in begun) or any(
            start + size > length for start, size in zip(begun, sizes, strict=False)
        ):
            return False
    return True
