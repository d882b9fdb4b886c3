"""HEIC and other HEIF photographs (ISO/IEC 23008-12), as iPhones and some Android phones take them.

The library turns and crops the picture as the file says and takes the turn out
of the EXIF data, where phones repeat it: so it is upright already.  Colour
profiles are not applied, as with all pictures here: what is written reads the same.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dossier.intake import device, images, isobmff, upright
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".heic", ".heif", ".hif", ".heics", ".heifs"})

_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_ANY = frozenset({b"mif1", b"mif2", b"msf1"})


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - the name says nothing
    """Whether it is a HEIF picture; AVIF, which lies in the same boxes, is another reader's."""
    said = isobmff.brands(head)
    return bool(_HEVC.union(_ANY).intersection(said)) and not images.media(head)


def media(head: bytes) -> str:
    """``image/heic``, or ``image/heif`` where another coding may be inside."""
    return "image/heic" if _HEVC.intersection(isobmff.brands(head)) else "image/heif"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - pictures are never locked
    """Size of the main picture and moment of capture; the pixels are not decoded.

    Raises:
        Unreadable: ``heic`` (the library does not run here), ``picture-truncated``,
            ``picture-broken`` or ``too-many-pixels``.
    """
    if not isobmff.whole(data):
        raise Unreadable("picture-truncated")
    image = _opened(data)
    others = int(getattr(image, "n_frames", 1)) - 1
    troubles = (Trouble("only-main-picture", str(others)),) if others > 0 else ()
    return Reading(
        (Page(1, *image.size),),
        captured=images.captured(image),
        troubles=troubles,
        device=device.of(image),
    )


def picture(data: bytes, number: int = 1, password: str = "") -> Image.Image:  # noqa: ARG001 - one page, no lock
    """See :class:`dossier.intake.reader.Reader`."""
    # A plain picture: the library's own could still put a preview in its place.
    return upright.upright(_opened(data)).copy()


def _opened(data: bytes) -> Image.Image:
    """The main picture, not yet decoded, if it is of a sane size.

    Raises:
        Unreadable: see :func:`read`.
    """
    try:
        from pi_heif import HeifImageFile  # noqa: PLC0415 - not every folder has such a picture

        with upright.quiet():
            image: Image.Image = HeifImageFile(io.BytesIO(data))
    except ImportError as error:
        raise Unreadable("heic", "pi-heif") from error
    # A hostile header makes the libraries raise almost anything.
    except Exception as error:
        raise Unreadable("picture-broken") from error
    return upright.sane(image)
