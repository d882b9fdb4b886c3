"""Every byte of a folder in every form in which words may hide in it."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import ExifTags, Image
from pypdf import PdfReader

Piece = tuple[str, bytes]
"""Where something stands, and its bytes; text is given as UTF-8."""


def pieces(place: Path) -> Iterator[Piece]:
    for path in sorted(place.rglob("*")):
        if path.is_file():
            name = path.relative_to(place).as_posix()
            yield f"{name} name", name.encode()
            yield from unpacked(name, path.read_bytes())


def unpacked(name: str, data: bytes) -> Iterator[Piece]:
    """The bytes, and whatever can be taken out of them."""
    yield name, data
    if data.startswith(b"%PDF"):
        yield from _pdf(name, data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for inner in package.namelist():
                yield from unpacked(f"{name}/{inner}", package.read(inner))
    elif data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff" or data[8:12] == b"WEBP":
        yield from _image(name, data)
    elif data.lstrip()[:1] in (b"{", b"["):
        try:
            yield f"{name} as JSON", json.dumps(json.loads(data), ensure_ascii=False).encode()
        except ValueError:
            return


def _image(name: str, data: bytes) -> Iterator[Piece]:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        told = {ExifTags.TAGS.get(tag, tag): value for tag, value in image.getexif().items()}
        yield f"{name} metadata", f"{image.info} {told}".encode(errors="replace")


def _pdf(name: str, data: bytes) -> Iterator[Piece]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, thing in enumerate(document.objects):
            yield from _object(f"{name} object {number}", thing)
        for key, file in document.attachments.items():
            yield f"{name} attachment", f"{key} {file.filename} {file.description}".encode()
            yield from unpacked(f"{name} attachment {key}", file.get_file().read_bytes())
    reader = PdfReader(io.BytesIO(data))
    yield f"{name} text", "\n".join(page.extract_text() for page in reader.pages).encode()
    yield f"{name} outline", f"{reader.metadata} {reader.outline}".encode()
    other = pdfium.PdfDocument(data)
    yield (
        f"{name} text again",
        "\n".join(p.get_textpage().get_text_range() for p in other).encode(errors="replace"),
    )


def _object(name: str, thing: pikepdf.Object) -> Iterator[Piece]:
    if isinstance(thing, pikepdf.Stream):
        yield f"{name} raw", thing.read_raw_bytes()
        try:
            data = thing.read_bytes()
        except pikepdf.PdfError:  # a picture's filter
            data = b""
        yield from unpacked(f"{name} stream", data)
        yield f"{name} dictionary", _strings(dict(thing.items()))
    else:
        yield name, _strings(thing)


def _strings(thing: object, deep: int = 0) -> bytes:
    """Every string and name in an object, as the text it means."""
    if deep > 12 or (isinstance(thing, pikepdf.Object) and deep and thing.is_indirect):
        return b""
    if isinstance(thing, (pikepdf.String, str)):
        return f"{thing}\n".encode(errors="replace") + (
            bytes(thing) if isinstance(thing, pikepdf.String) else b""
        )
    if isinstance(thing, pikepdf.Name):
        return str(thing).encode()
    if isinstance(thing, (dict, pikepdf.Dictionary)):
        return b"\n".join(
            str(key).encode() + b" " + _strings(value, deep + 1) for key, value in thing.items()
        )
    if isinstance(thing, (list, pikepdf.Array)):
        return b"\n".join(_strings(value, deep + 1) for value in thing)
    return b""


def bare(text: str) -> str:
    """Words as they are compared: letters and figures alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def forms(secret: str) -> set[bytes]:
    """The bytes by which a secret may stand somewhere: encodings, and these as hexadecimal figures."""
    found = set()
    for text in {secret, re.sub(r"[\s\-]", "", secret)}:
        raw = {text.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")}
        found |= raw | {data.hex().encode() for data in raw} | {data.hex().upper().encode() for data in raw}
    return found


def _text(data: bytes) -> str:
    """Bytes as words; pixels are none, however they may be read."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "ignore") if len(data) < 1 << 14 else ""


def found(secrets: dict[str, str], place: Path) -> set[tuple[str, str]]:
    """Each secret that stands somewhere, with where it does."""
    wanted = {name: (forms(secret), bare(secret)) for name, secret in secrets.items()}
    told = set()
    for where, data in pieces(place):
        texts = [data]
        for start in (m.start() for m in re.finditer(rb"\x78[\x01\x9c\xda]", data[:4])):
            try:
                texts.append(zlib.decompress(data[start:]))
            except zlib.error:
                continue
        for part in texts:
            words = bare(html.unescape(_text(part)))
            for name, (raw, plain) in wanted.items():
                if plain in words or any(form in part for form in raw):
                    told.add((name, where))
    return told
