"""What a picture file tells beside its picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dossier.intake import integrity, upright

if TYPE_CHECKING:
    from PIL import Image

_GPS = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_GPS_WORD = b"GPSLatitude"
"""The same in XMP."""
_NOTES = frozenset((b"eXIf", b"tEXt", b"zTXt", b"iTXt"))
"""The chunks of a PNG that may hold either."""
_TRIFLE = 4096
"""So many bytes behind the end are a camera's own notes; a second picture or a sound takes more."""
_ENDS = {"image/png": integrity.png_end, "image/jpeg": integrity.jpeg_end}


def tells_place(data: bytes, media: str) -> bool:
    """Whether the file says where its picture was taken; one that cannot be asked is taken to.

    Args:
        data: the file's bytes.
        media: its type as found by content.
    """
    if media == "image/png" and not _NOTES.intersection(kind for kind, *_ in integrity.png_chunks(data)):
        return False
    try:
        with upright.quiet():
            image = _opened(data, media)
            noted = image.info.get("xmp", b"")
            told = upright.exif(image).get_ifd(_GPS)
    except Exception:  # noqa: BLE001 - damaged data make the libraries raise almost anything
        return True
    if _LATITUDE in told or _LONGITUDE in told:
        return True
    return _GPS_WORD in data or _GPS_WORD in (noted.encode() if isinstance(noted, str) else noted)


def is_longer(data: bytes, media: str) -> bool:
    """Whether much lies behind the end of the picture, where no viewer looks.

    Some phones' croppers have left the rest of the uncropped picture there.
    """
    end = _ENDS[media](data) if media in _ENDS else len(data)
    return len(data.rstrip(b"\0")) - end > _TRIFLE


def _opened(data: bytes, media: str) -> Image.Image:
    if media in {"image/heic", "image/heif"}:
        from pi_heif import HeifImageFile  # noqa: PLC0415 - few folders have such a picture

        image: Image.Image = HeifImageFile(io.BytesIO(data))
        return image
    return upright.opened(data, (*upright.FORMATS, "TIFF"))
