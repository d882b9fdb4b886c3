"""Pictures: upright, flat and whole, or told as what they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from PIL import Image, ImageDraw

from dossier.intake import images, integrity, registry, upright
from dossier.intake.errors import Unreadable

Encode = Callable[..., bytes]

RED, BLUE = (255, 0, 0), (0, 0, 255)


def close(pixel: object, colour: tuple[int, int, int]) -> bool:
    """JPEG keeps colours only roughly."""
    return isinstance(pixel, tuple) and all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("GIF", "image/gif"),
    ],
)
def test_formats_are_told_by_content(corner: Image.Image, encode: Encode, kind: str, media: str) -> None:
    data = encode(corner, kind)
    assert registry.choose(data[:4096], PurePosixPath("付款.txt")).media(data) == media
    page = images.read(data).pages[0]
    assert (page.width, page.height, page.lines) == (60, 40, ())


# Where the red corner lands: orientation n says what row 0 and column 0 of the stored picture are.
@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (60, 40), (5, 5)),
        (2, (60, 40), (55, 5)),
        (3, (60, 40), (55, 35)),
        (4, (60, 40), (5, 35)),
        (5, (40, 60), (5, 5)),
        (6, (40, 60), (35, 5)),
        (7, (40, 60), (35, 55)),
        (8, (40, 60), (5, 55)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_orientation_is_applied_and_foretold(
    corner: Image.Image,
    encode: Encode,
    kind: str,
    orientation: int,
    size: tuple[int, int],
    red: tuple[int, int],
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encode(corner, kind, exif=exif)
    page = images.read(data).pages[0]
    picture = upright.upright(upright.opened(data))
    assert (page.width, page.height) == picture.size == size
    assert close(picture.getpixel(red), RED)
    assert sum(close(picture.getpixel((x, y)), RED) for x in (5, size[0] - 5) for y in (5, size[1] - 5)) == 1


def test_orientation_behind_the_pixels_of_a_png_counts_too(corner: Image.Image, encode: Encode) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encode(corner)
    late = data[:-12] + chunk(b"eXIf", exif.tobytes()[6:]) + data[-12:]
    page = images.read(late).pages[0]
    assert (page.width, page.height) == upright.upright(upright.opened(late)).size == (40, 60)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(encode: Encode, mode: str) -> None:
    if mode == "I;16":
        grey = Image.new("I;16", (20, 10), 0)
        grey.paste(65535, (0, 0, 10, 10))
    else:
        grey = Image.new("L", (20, 10), 0)
        grey.paste(255, (0, 0, 10, 10))
        grey = grey.convert(mode)
    picture = upright.upright(upright.opened(encode(grey, "JPEG" if mode == "CMYK" else "PNG")))
    assert picture.mode == "RGB"
    assert close(picture.getpixel((2, 5)), (255, 255, 255))
    assert close(picture.getpixel((17, 5)), (0, 0, 0))


def written(ink: tuple[int, int, int], mode: str = "RGBA") -> Image.Image:
    image = Image.new("RGBA", (100, 20), (*ink, 0))
    ImageDraw.Draw(image).rectangle((10, 5, 30, 15), (*ink, 255))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [((0, 0, 0), (255, 255, 255)), ((200, 0, 0), (255, 255, 255)), ((255, 255, 255), (0, 0, 0))],
)
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_writing_on_a_clear_ground_stays_readable(
    encode: Encode, mode: str, ink: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    picture = upright.upright(upright.opened(encode(written(ink, mode))))
    shown = picture.convert("L")
    assert picture.getpixel((90, 10)) == ground
    assert abs(int(str(shown.getpixel((20, 10)))) - int(str(shown.getpixel((90, 10))))) > 100


def test_a_bright_window_with_clear_corners_stays_on_white(encode: Encode) -> None:
    window = Image.new("RGBA", (100, 100), (250, 250, 250, 255))
    window.paste((0, 0, 0, 0), (0, 0, 10, 10))
    assert upright.upright(upright.opened(encode(window))).getpixel((5, 5)) == (255, 255, 255)


def test_wholly_clear_is_white(encode: Encode) -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert upright.upright(upright.opened(encode(clear))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
@pytest.mark.parametrize("share", [0.5, 0.95])
def test_a_truncated_picture_is_told_without_decoding(encode: Encode, kind: str, share: float) -> None:
    data = encode(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    with pytest.raises(Unreadable) as refused:
        images.read(data[: int(len(data) * share)])
    assert refused.value.code == "picture-truncated"


def test_a_progressive_photo_with_a_preview_is_whole_until_its_own_end(encode: Encode) -> None:
    exif = Image.Exif()
    noise = Image.effect_noise((64, 64), 90)
    exif.get_ifd(0x8769)[0x927C] = encode(noise, "JPEG")  # a maker's note with a JPEG, end marker and all
    data = encode(noise, "JPEG", exif=exif, progressive=True)
    assert integrity.jpeg_whole(data)
    assert integrity.jpeg_whole(data + b"trailer of the camera\xff")
    assert not integrity.jpeg_whole(data[:-2])
    # Preallocated and never filled: as long as it should be, and zero from some point on.
    assert not integrity.jpeg_whole(data[: len(data) // 2] + bytes(len(data) // 2))


def test_a_flipped_bit_in_a_png_is_found_but_not_in_its_comments(corner: Image.Image, encode: Encode) -> None:
    data = bytearray(encode(corner))
    data[data.index(b"IDAT") + 10] ^= 1
    assert not integrity.png_whole(bytes(data))
    good = encode(corner)
    comment = bytearray(chunk(b"tEXt", b"Comment\0hello"))
    comment[-6] ^= 1
    assert integrity.png_whole(good[:33] + bytes(comment) + good[33:])


def test_a_picture_beyond_the_limit_is_refused_before_decoding() -> None:
    for width in (20_000, 6_100):  # beyond Pillow's own limit, and between its warning and ours
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 20_000, 8, 2, 0, 0, 0))
        data = integrity.PNG + header + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")
        with pytest.raises(Unreadable) as refused:
            images.read(data)
        assert refused.value.code == "too-many-pixels"


def test_a_whole_file_that_describes_no_picture_is_broken() -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 99, 99, 0, 0, 0))
    data = integrity.PNG + header + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")
    with pytest.raises(Unreadable) as refused:
        images.read(data)
    assert refused.value.code == "picture-broken"


def test_a_text_that_begins_with_bm_is_no_bitmap() -> None:
    assert images.media(b"BM offers you the finest of shops") == ""


def test_only_the_first_frame_is_read_and_that_is_told(encode: Encode) -> None:
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 100, 200)]
    reading = images.read(encode(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert [(trouble.code, trouble.detail) for trouble in reading.troubles] == [("only-first-frame", "3")]
    assert len(reading.pages) == 1


def test_the_pixels_of_a_png_are_not_decoded_to_learn_its_size(
    corner: Image.Image, encode: Encode, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encode(corner)

    def decode(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(Image.Image, "load", decode)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    assert images.read(data).pages[0].width == 60


def test_a_broken_exif_block_does_not_cost_the_picture(corner: Image.Image, encode: Encode) -> None:
    data = encode(corner, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
    assert images.read(data).pages[0].width == 60
    assert upright.upright(upright.opened(data)).size == (60, 40)
