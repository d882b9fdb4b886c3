"""Originals as PDF images: the same pixels, and where the formats agree the same compressed bytes.

A JPEG is a PDF ``DCTDecode`` stream and the image data of a plain PNG a
``FlateDecode`` stream with predictor, so both go in without being decoded:
nothing can change, and a packet of eighty screenshots is written in seconds.
What PDF cannot take that way (transparency, palettes, 16 bits, interlacing,
CMYK, a picture lying on its side, another format) is decoded upright to RGB
by the caller's loader and compressed without loss.

Of a JPEG only what makes the picture is embedded: EXIF (which may hold the
place of a home), comments and data behind the end of the picture stay out.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from dossier.intake import integrity
from dossier.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

ImageLoader = Callable[[], Image.Image]

_ORIENTATION = 0x0112
_UPRIGHT = (None, 0, 1)
_BITS = 8
_GREY, _COLOUR = 1, 3

_PNG_COMPONENTS = {0: _GREY, 2: _COLOUR}
_PNG_PREDICTOR = 15

_JPEG_SCAN, _JPEG_END, _JPEG_FILL = 0xDA, 0xD9, 0xFF
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_DECODABLE = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive Huffman: what a PDF reader must decode."""
_JPEG_SHAPE = 6
_JFIF, _EXIF, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xEE, 0xFE
_JPEG_OTHER = (frozenset(range(0xE0, 0xF0)) | {_COMMENT}) - {_JFIF, _ADOBE}
"""Segments that make no difference to the picture."""
_YCC_IDS = b"\x01\x02\x03"
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker inside image data: not a stuffed byte, a restart or a fill byte."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image ready to be drawn; ``width`` × ``height`` in pixels of the upright picture.

    ``name`` is made from the content, so a picture drawn often, in slices or
    by parts, stands in the PDF once.  ``encoding`` is the PDF filter's name.
    """

    name: str
    width: int
    height: int
    components: int
    encoding: str
    content: bytes = field(repr=False)

    def draw(
        self, canvas: Canvas, x: float, y: float, width: float, height: float, *, crop: Box | None = None
    ) -> None:
        """Draws the picture, or the part ``crop`` of it, into a frame.

        Args:
            canvas: where to.
            x: left of the frame, points.
            y: bottom of the frame, points.
            width: of the frame, points.
            height: of the frame, points.
            crop: the part to show in pixels; the whole picture if None.
        """
        if not canvas.hasForm(self.name):
            # ReportLab has no public door for an image stream of one's own.
            document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
            document.Reference(self._stream(), document.getXObjectName(self.name))
        part = crop or Box(0, 0, self.width, self.height)
        across, down = width / (part.x1 - part.x0), height / (part.y1 - part.y0)
        canvas.saveState()
        if crop:
            frame = canvas.beginPath()
            frame.rect(x, y, width, height)
            canvas.clipPath(frame, stroke=0, fill=0)
        canvas.translate(x - part.x0 * across, y - (self.height - part.y1) * down)
        canvas.scale(self.width * across, self.height * down)
        canvas.doForm(self.name)
        canvas.restoreState()

    def _stream(self) -> PDFStream:
        entries: dict[str, object] = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": self.width,
            "Height": self.height,
            "BitsPerComponent": _BITS,
            "ColorSpace": PDFName("DeviceGray" if self.components == _GREY else "DeviceRGB"),
            "Filter": PDFName(self.encoding),
        }
        if self.encoding == "FlateDecode":
            entries["DecodeParms"] = PDFDictionary(
                {
                    "Predictor": _PNG_PREDICTOR,
                    "Colors": self.components,
                    "BitsPerComponent": _BITS,
                    "Columns": self.width,
                }
            )
        return PDFStream(dictionary=PDFDictionary(entries), content=self.content)


def embed(data: bytes, media: str, image_loader: ImageLoader) -> Picture:
    """What ReportLab draws for an original.

    Args:
        data: the file's bytes.
        media: its type as found by content, e.g. ``image/png``.
        image_loader: gives the decoded upright picture of mode RGB (or L);
            called only when the bytes cannot go in as they are.

    Raises:
        Exception: whatever the loader raises for a picture it cannot decode.
    """
    picture = None
    if media == "image/jpeg":
        picture = _jpeg(data)
    elif media == "image/png":
        picture = _png(data)
    return picture or _decoded(image_loader())


def _picture(width: int, height: int, components: int, encoding: str, content: bytes) -> Picture:
    shape = f"{encoding} {width} {height} {components} ".encode()
    name = "picture-" + hashlib.sha256(shape + content).hexdigest()[:32]
    return Picture(name, width, height, components, encoding, content)


def _decoded(image: Image.Image) -> Picture:
    """Any picture without loss: Pillow's PNG writer chooses the row filters, its rows go in as they are."""
    out = io.BytesIO()
    plain = image if image.mode in {"L", "RGB"} else image.convert("RGB")
    # Not the picture's own metadata, and never its transparency key.
    plain.info = {}
    plain.save(out, "PNG", compress_level=6)
    picture = _png(out.getvalue())
    if picture is None:  # pragma: no cover - Pillow writes 8-bit L and RGB without interlacing
        raise ValueError("the decoded picture could not be written")
    return picture


def _upright(exif: bytes) -> bool:
    """Whether the EXIF says so beyond doubt; what is damaged is for the loader to judge."""
    tags = Image.Exif()
    try:
        with warnings.catch_warnings(action="error"):
            tags.load(exif)
            return tags.get(_ORIENTATION) in _UPRIGHT
    except (SyntaxError, ValueError, OSError, TypeError, UserWarning, struct.error):
        return False


def _png(data: bytes) -> Picture | None:
    """A complete 8-bit grey or RGB PNG without alpha or interlacing, or None."""
    shape: tuple[int, int, int] | None = None
    rows: list[bytes] = []
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
            components = _PNG_COMPONENTS.get(body[9])
            if body[8] != _BITS or components is None or any(body[10:13]):
                return None
            shape = width, height, components
        elif kind == b"IDAT":
            rows.append(body)
        elif kind == b"tRNS" or (kind == b"eXIf" and not _upright(body)):
            return None
        elif kind == b"IEND":
            return _picture(*shape, "FlateDecode", b"".join(rows)) if shape and rows else None
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk, up to the first one that is damaged or cut off."""
    if not data.startswith(integrity.PNG):
        return
    for kind, start, end in integrity.png_chunks(data):
        if not integrity.chunk_holds(data, start, end):
            return
        yield kind, data[start + 8 : end - 4]


def _jpeg(data: bytes) -> Picture | None:
    """A complete upright 8-bit grey or YCbCr JPEG that every PDF reader decodes alike, or None."""
    segments = list(_segments(data))
    if not segments or segments[-1][0] != _JPEG_END:
        return None
    frames = [(marker, part[4:]) for marker, part in segments if marker in _JPEG_FRAMES]
    if len(frames) != 1 or frames[0][0] not in _JPEG_DECODABLE:
        return None
    frame = frames[0][1]
    bits, height, width, components = struct.unpack_from(">BHHB", frame.ljust(_JPEG_SHAPE, b"\0"))
    colours = components == _GREY or (components == _COLOUR and _is_ycc(segments, frame[_JPEG_SHAPE::3]))
    exif = [part[4:] for marker, part in segments if marker == _EXIF and part[4:10] == b"Exif\0\0"]
    if bits != _BITS or not (height and width and colours) or not all(map(_upright, exif)):
        return None
    kept = [part for marker, part in segments if marker not in _JPEG_OTHER]
    return _picture(width, height, components, "DCTDecode", b"\xff\xd8" + b"".join(kept))


def _is_ycc(segments: list[tuple[int, bytes]], ids: bytes) -> bool:
    """Whether three components are YCbCr beyond doubt: said by Adobe, else by JFIF, else by their ids."""
    said: dict[int, bytes] = {}
    for marker, part in segments:
        said.setdefault(marker, part[4:])
    if said.get(_ADOBE, b"").startswith(b"Adobe"):
        return said[_ADOBE][11:12] == b"\x01"
    return said.get(_JFIF, b"").startswith(b"JFIF\0") or ids == _YCC_IDS


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes (marker included) of each part up to the end marker; a scan brings its image data."""
    if not data.startswith(b"\xff\xd8"):
        return
    start = 2
    while data[start : start + 1] == b"\xff" and start + 1 < len(data):
        marker = data[start + 1]
        if marker == _JPEG_FILL:
            start += 1
            continue
        if marker == _JPEG_END:
            yield marker, data[start : start + 2]
            return
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4])
        if marker == _JPEG_SCAN:
            after = _AFTER_SCAN.search(data, end)
            if not after:
                return
            end = after.start()
        yield marker, data[start:end]
        start = end
