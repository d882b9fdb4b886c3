"""Originals in the PDF: the very pixels, the very bytes where possible, and each picture once."""

from __future__ import annotations

import io
import re
import struct
import zlib
from functools import partial
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from reportlab.pdfgen.canvas import Canvas

from dossier.model import Box
from dossier.packet.figures.pictures import Picture, embed

WIDTH, HEIGHT = 61, 47
ORIENTATION, GPS = 0x0112, 0x8825


def scene(mode: str) -> Image.Image:
    """Gradients and noise, different in every channel and in no way symmetrical."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    noise = np.random.default_rng(7).integers(0, 40, (HEIGHT, WIDTH))
    layers = [across * 3, down * 4, (across + down) + noise, np.full_like(down, 128)]
    picture = Image.fromarray(np.stack(layers, axis=2).astype(np.uint8), "RGBA")
    return picture if mode == "RGBA" else picture.convert("RGB").convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def upright(data: bytes) -> Image.Image:
    """A loader such as the packet's: orientation applied, transparency on white, RGB."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if picture.mode in {"RGBA", "LA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture.convert("RGB")


def refuse() -> Image.Image:
    raise AssertionError("this original should go in as it is")


def pdf(*pictures: Picture) -> bytes:
    """One page a picture, a pixel a point."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in pictures:
        canvas.setPageSize((picture.width, picture.height))
        picture.draw(canvas, 0, 0, picture.width, picture.height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def same(left: Image.Image, right: Image.Image) -> bool:
    return left.size == right.size and left.convert("RGB").tobytes() == right.convert("RGB").tobytes()


def shown(data: bytes) -> Image.Image:
    """What a reader shows of the first page at a pixel a point."""
    page = pypdfium2.PdfDocument(data)[0]
    picture: Image.Image = page.render(scale=1, no_smoothimage=True).to_pil()
    return picture.convert("RGB")


def stored(data: bytes) -> Image.Image:
    """The image object itself, by another reader, which undoes predictor and deflate (never a JPEG)."""
    resources: Any = pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]
    (entry,) = resources["/XObject"].values()
    image = entry.get_object()
    if image["/Filter"] == "/DCTDecode":
        return Image.open(io.BytesIO(image._data))
    mode = {"/DeviceGray": "L", "/DeviceRGB": "RGB"}[image["/ColorSpace"]]
    return Image.frombytes(mode, (image["/Width"], image["/Height"]), image.get_data())


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    tags[GPS] = {1: "N", 2: (39.0, 54.0, 12.0)}
    return tags


def flagged_png(picture: Image.Image, *, interlaced: bool = False, depth: int = 8) -> bytes:
    """A PNG whose head says interlaced (and lies), or one of 16 bits a sample."""
    data = saved(picture, "PNG") if depth == 8 else saved(picture.convert("I;16"), "PNG")
    head = bytearray(data[12:29])
    head[-1] = int(interlaced)
    return data[:12] + bytes(head) + zlib.crc32(head).to_bytes(4) + data[33:]


AS_IS = {
    "jpeg": saved(scene("RGB"), "JPEG", quality=80),
    "jpeg 4:4:4": saved(scene("RGB"), "JPEG", quality=95, subsampling=0),
    "jpeg progressive": saved(scene("RGB"), "JPEG", progressive=True),
    "jpeg grey": saved(scene("L"), "JPEG"),
    "jpeg restarts": saved(scene("RGB"), "JPEG", restart_marker_blocks=2),
    "jpeg with exif": saved(scene("RGB"), "JPEG", exif=exif(1)),
    "jpeg with a video behind": saved(scene("RGB"), "JPEG") + b"ftypmp42" * 50,
    "png": saved(scene("RGB"), "PNG"),
    "png grey": saved(scene("L"), "PNG"),
    "png many chunks": saved(scene("RGB").resize((900, 700)), "PNG", compress_level=0),
    "png with exif": saved(scene("RGB"), "PNG", exif=exif(1)),
}
DECODED = {
    "jpeg cmyk": saved(scene("CMYK"), "JPEG"),
    "jpeg lying on its side": saved(scene("RGB"), "JPEG", exif=exif(6)),
    "png with alpha": saved(scene("RGBA"), "PNG"),
    "png with palette": saved(scene("P"), "PNG"),
    "png with key": saved(scene("RGB"), "PNG", transparency=(0, 0, 5)),
    "png lying on its side": saved(scene("RGB"), "PNG", exif=exif(8)),
    "png of 1 bit": saved(scene("1"), "PNG"),
    "png of 16 bits": flagged_png(scene("L"), depth=16),
    "bmp": saved(scene("RGB"), "BMP"),
    "webp": saved(scene("RGB"), "WEBP", lossless=True),
    "gif": saved(scene("P"), "GIF"),
}


def media(data: bytes) -> str:
    return Image.MIME[str(Image.open(io.BytesIO(data)).format)]


@pytest.mark.parametrize("name", AS_IS)
def test_passed_through_with_the_same_pixels(name: str) -> None:
    data = AS_IS[name]
    picture = embed(data, media(data), refuse)
    packet = pdf(picture)
    assert same(stored(packet), upright(data))
    assert same(shown(packet), upright(data))


@pytest.mark.parametrize("name", DECODED)
def test_decoded_without_loss(name: str) -> None:
    data = DECODED[name]
    picture = embed(data, media(data), lambda: upright(data))
    packet = pdf(picture)
    assert (picture.width, picture.height) == upright(data).size
    assert same(stored(packet), upright(data))
    assert same(shown(packet), upright(data))


def test_a_jpeg_keeps_its_own_coded_image() -> None:
    data = AS_IS["jpeg"]
    assert embed(data, "image/jpeg", refuse).content == data


def test_the_place_of_a_home_stays_out() -> None:
    data = AS_IS["jpeg with exif"]
    picture = embed(data, "image/jpeg", refuse)
    assert b"Exif" in data
    assert b"Exif" not in picture.content
    assert same(stored(pdf(picture)), upright(data))


def test_what_stands_behind_the_picture_stays_out() -> None:
    picture = embed(AS_IS["jpeg with a video behind"], "image/jpeg", refuse)
    assert picture.content.endswith(b"\xff\xd9")
    assert b"ftyp" not in picture.content


def test_an_interlaced_png_is_not_passed_through() -> None:
    picture = embed(flagged_png(scene("RGB"), interlaced=True), "image/png", lambda: scene("L"))
    assert picture.components == 1


@pytest.mark.parametrize("name", ["jpeg", "png"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_a_file_cut_off_is_left_to_the_loader(name: str, share: float) -> None:
    whole = AS_IS[name]
    cut = whole[: int(len(whole) * share)]
    picture = embed(cut, f"image/{name}", lambda: scene("RGB"))
    assert (picture.width, picture.height, picture.encoding) == (WIDTH, HEIGHT, "FlateDecode")


def test_a_damaged_png_is_left_to_the_loader() -> None:
    data = bytearray(AS_IS["png"])
    data[len(data) // 2] ^= 0x10
    picture = embed(bytes(data), "image/png", lambda: scene("L"))
    assert picture.components == 1


def test_rgb_jpegs_are_left_to_the_loader() -> None:
    """Components named R, G, B without a word from Adobe: readers disagree about their colours."""
    data = AS_IS["jpeg 4:4:4"]
    start = data.index(b"\xff\xc0") + 10
    named = bytearray(data[:2] + data[20:])  # without JFIF
    assert data[2:4] == b"\xff\xe0"
    assert struct.unpack(">H", data[4:6]) == (16,)
    for index, letter in enumerate(b"RGB"):
        assert named[start - 18 + 3 * index] == index + 1
        named[start - 18 + 3 * index] = letter
    picture = embed(bytes(named), "image/jpeg", lambda: scene("RGB"))
    assert picture.encoding == "FlateDecode"


@settings(max_examples=200)
@given(st.sampled_from(sorted(AS_IS)), st.data())
def test_no_damage_makes_it_stumble(name: str, draw: st.DataObject) -> None:
    data = bytearray(AS_IS[name])
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(0, min(len(data), 800) - 1))] = draw.draw(st.integers(0, 255))
    kind = "image/png" if name.startswith("png") else "image/jpeg"
    picture = embed(bytes(data), kind, lambda: scene("RGB"))
    assert picture.width
    assert picture.height


def test_sliced_and_cropped_it_is_embedded_once() -> None:
    picture = embed(AS_IS["png"], "image/png", refuse)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    crops = (Box(0, 0, WIDTH, 20), Box(0, 20, WIDTH, HEIGHT), Box(10, 5, 40, 25))
    for crop in crops:
        picture.draw(canvas, 0, 0, crop.x1 - crop.x0, crop.y1 - crop.y0, crop=crop)
        canvas.showPage()
    canvas.save()
    data = out.getvalue()
    assert len(re.findall(rb"/Subtype /Image", data)) == 1
    for number, crop in enumerate(crops):
        page = pypdfium2.PdfDocument(data)[number].render(scale=1, no_smoothimage=True).to_pil()
        size = (crop.x1 - crop.x0, crop.y1 - crop.y0)
        drawn = page.crop((0, HEIGHT - size[1], size[0], HEIGHT))
        assert same(drawn, scene("RGB").crop(crop))
        outside = page.crop((0, 0, WIDTH, HEIGHT - size[1]))
        assert set(outside.convert("RGB").tobytes()) <= {255}


def test_the_same_original_gives_the_same_bytes() -> None:
    originals = [AS_IS["jpeg"], AS_IS["png"], DECODED["png with alpha"]]
    once, again = ([embed(data, media(data), partial(upright, data)) for data in originals] for _ in range(2))
    assert once == again
    assert pdf(*once) == pdf(*again)
    assert len({picture.name for picture in once}) == len(once)
