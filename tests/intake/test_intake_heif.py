"""HEIC and AVIF: upright exactly once, the main picture, and clear words for what is broken."""

from __future__ import annotations

import builtins
import io
import struct
from pathlib import PurePosixPath
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from dossier.intake import heif, images, isobmff, recording, registry, upright
from dossier.intake.errors import Unreadable

RED, BLUE = (255, 0, 0), (0, 0, 255)
# Where the red corner lands: orientation n says what row 0 and column 0 of the stored picture are.
TURNS = [
    (1, (60, 40), (5, 5)),
    (2, (60, 40), (55, 5)),
    (3, (60, 40), (55, 35)),
    (4, (60, 40), (5, 35)),
    (5, (40, 60), (5, 5)),
    (6, (40, 60), (35, 5)),
    (7, (40, 60), (35, 55)),
    (8, (40, 60), (5, 55)),
]


def close(pixel: object, colour: tuple[int, int, int]) -> bool:
    """Both formats keep colours only roughly."""
    return isinstance(pixel, tuple) and all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


def notes(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Some Maker"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2024:05:12 14:08:32"
    return exif


def heic(image: Image.Image, **options: Any) -> bytes:
    pillow_heif.register_heif_opener()  # for writing; the program opens without it
    stream = io.BytesIO()
    image.save(stream, "HEIF", quality=90, **options)
    return stream.getvalue()


def avif(image: Image.Image, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "AVIF", quality=90, speed=10, **options)
    return stream.getvalue()


def phone(kind: str, image: Image.Image, orientation: int = 1) -> bytes:
    """As a phone writes it: turned by boxes of its own; HEIC repeats the turn in its EXIF data."""
    if kind == "avif":
        return avif(image, exif=notes(orientation))
    return heic(image, exif=notes(orientation).tobytes())


@pytest.mark.parametrize(("kind", "media"), [("heic", "image/heic"), ("avif", "image/avif")])
@pytest.mark.parametrize(("orientation", "size", "red"), TURNS)
def test_it_is_turned_exactly_once(
    corner: Image.Image,
    kind: str,
    media: str,
    orientation: int,
    size: tuple[int, int],
    red: tuple[int, int],
) -> None:
    data = phone(kind, corner, orientation)
    reader = registry.choose(data[:4096], PurePosixPath("IMG_0001.jpg"))
    assert reader.media(data[:4096]) == media
    reading = reader.read(data, ())
    picture = reader.picture(data, 1, "")
    assert (reading.pages[0].width, reading.pages[0].height) == picture.size == size
    assert close(picture.getpixel(red), RED)
    assert sum(close(picture.getpixel((x, y)), RED) for x in (5, size[0] - 5) for y in (5, size[1] - 5)) == 1
    assert reading.captured == "2024-05-12T14:08:32"


def test_the_boxes_count_and_not_what_exif_says(corner: Image.Image) -> None:
    """ISO/IEC 23008-12, 6.5.10: transformative properties; the turn in EXIF is only told there."""
    data = phone("heic", corner, 6)
    still = data.replace(b"irot\x03", b"irot\x00")
    assert still != data
    # Nothing but EXIF speaks of a turn now.
    assert heif.picture(still).size == (60, 40)
    assert close(heif.picture(still).getpixel((5, 5)), RED)


def test_of_an_avif_what_xmp_says_of_the_turn_does_not_count(corner: Image.Image) -> None:
    told = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r tiff:Orientation="6"/></x:xmpmeta>'
    data = avif(corner, xmp=told)
    assert told in data
    assert images.picture(data).size == (images.read(data).pages[0].width, 40) == (60, 40)
    assert close(images.picture(data).getpixel((5, 5)), RED)


@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_what_is_clear_becomes_white(kind: str) -> None:
    drawn = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    drawn.paste((200, 0, 0, 255), (8, 8, 40, 40))
    picture = heif.picture(heic(drawn)) if kind == "heic" else images.picture(avif(drawn))
    assert close(picture.getpixel((60, 60)), (255, 255, 255))
    assert close(picture.getpixel((20, 20)), (200, 0, 0))


def test_the_main_picture_is_read_and_others_are_told(corner: Image.Image) -> None:
    other = Image.new("RGB", (80, 80), "green")
    data = heic(other, save_all=True, append_images=[corner], primary_index=1)
    reading = heif.read(data)
    assert (reading.pages[0].width, reading.pages[0].height) == (60, 40)
    assert [(one.code, one.detail) for one in reading.troubles] == [("only-main-picture", "1")]
    assert close(heif.picture(data).getpixel((5, 5)), RED)


def test_of_a_moving_avif_the_first_frame_is_read_and_that_is_told() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    data = avif(frames[0], save_all=True, append_images=frames[1:])
    reading = images.read(data)
    assert [(one.code, one.detail) for one in reading.troubles] == [("only-first-frame", "2")]
    assert close(images.picture(data).getpixel((5, 5)), RED)


@pytest.mark.parametrize("kind", ["heic", "avif"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.999])
def test_a_truncated_one_is_told_without_decoding(kind: str, share: float) -> None:
    data = phone(kind, Image.effect_noise((200, 200), 90).convert("RGB"))
    with pytest.raises(Unreadable) as refused:
        registry.choose(data[:4096], PurePosixPath("a")).read(data[: int(len(data) * share)], ())
    assert refused.value.code == "picture-truncated"


@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_what_a_phone_appends_does_not_matter(corner: Image.Image, kind: str) -> None:
    data = phone(kind, corner)
    reader = registry.choose(data, PurePosixPath("a"))
    film = struct.pack(">I4s", 24, b"mpvd") + bytes(16)
    for tail in (film, film + b"\0\0\x30\x39SEFT trailer", b"\0\0", b"\xff" * 40):
        assert reader.read(data + tail, ()).pages[0].width == 60


@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_a_download_that_was_never_filled_is_told(kind: str) -> None:
    """Both decoders would make a picture of it, grey from some line on."""
    data = phone(kind, Image.effect_noise((200, 200), 90).convert("RGB"))
    half = len(data) // 2
    with pytest.raises(Unreadable) as refused:
        registry.choose(data, PurePosixPath("a")).read(data[:half] + bytes(len(data) - half), ())
    assert refused.value.code == "picture-truncated"


@pytest.mark.parametrize(("kind", "coding"), [("heic", b"hvcC"), ("avif", b"av1C")])
def test_one_without_its_coding_is_broken(corner: Image.Image, kind: str, coding: bytes) -> None:
    data = phone(kind, corner)
    assert coding in data
    with pytest.raises(Unreadable) as refused:
        registry.choose(data, PurePosixPath("a")).picture(data.replace(coding, b"xxxx"), 1, "")
    assert refused.value.code == "picture-broken"


@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_one_beyond_the_limit_is_refused_before_decoding(
    kind: str, corner: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = phone(kind, corner)
    shape = data.index(b"ispe") + 8
    bomb = data[:shape] + struct.pack(">II", 12_000, 12_000) + data[shape + 8 :]
    # The part that is shown of it would bring the size back.
    bomb = bomb.replace(b"clap", b"free")
    monkeypatch.setattr(upright, "load", lambda _: pytest.fail("decoded"))
    with pytest.raises(Unreadable) as refused:
        registry.choose(bomb, PurePosixPath("a")).read(bomb, ())
    assert refused.value.code == "too-many-pixels"


def test_where_the_library_does_not_load_it_is_told(
    corner: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = phone("heic", corner)
    usual = builtins.__import__

    def lacking(name: str, *rest: Any) -> Any:
        if name == "pi_heif":
            raise ImportError
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(Unreadable) as refused:
        heif.read(data)
    assert (refused.value.code, refused.value.detail) == ("heic", "pi-heif")


def test_where_pillow_has_no_avif_it_is_told(corner: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    data = phone("avif", corner)
    monkeypatch.setattr("dossier.intake.images.features.check", lambda _: False)
    with pytest.raises(Unreadable) as refused:
        images.read(data)
    assert (refused.value.code, refused.value.detail) == ("heic", "libavif")


def ftyp(*brands: bytes) -> bytes:
    body = brands[0] + bytes(4) + b"".join(brands[1:])
    return struct.pack(">I4s", 8 + len(body), b"ftyp") + body


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (ftyp(b"heic", b"mif1", b"heic"), "image/heic"),
        (ftyp(b"mif1", b"mif1", b"heic"), "image/heic"),
        (ftyp(b"mif1", b"mif1", b"avif", b"miaf"), "image/avif"),
        (ftyp(b"avis", b"avif", b"mif1"), "image/avif"),
        (ftyp(b"msf1", b"hevc"), "image/heic"),
        (ftyp(b"mif1"), "image/heif"),
    ],
)
def test_brands_tell_the_coding(head: bytes, media: str) -> None:
    assert registry.choose(head, PurePosixPath("a")).media(head) == media


@pytest.mark.parametrize("brand", [b"isom", b"qt  ", b"M4V "])
def test_a_film_is_no_picture(brand: bytes) -> None:
    assert registry.choose(ftyp(brand, b"mp42"), PurePosixPath("a")) is recording


def test_boxes_of_any_size_are_walked_to_the_end() -> None:
    meta = struct.pack(">I4s", 12, b"meta") + bytes(4)
    long = struct.pack(">I4sQ", 1, b"mdat", 20) + bytes(4)
    last = struct.pack(">I4s", 0, b"mdat") + bytes(9)
    assert isobmff.whole(ftyp(b"heic") + meta + long)
    assert isobmff.whole(ftyp(b"heic") + meta + last)
    assert not isobmff.whole(ftyp(b"heic") + meta + long[:-1])
    assert not isobmff.whole(ftyp(b"heic") + long)
    assert not isobmff.whole(ftyp(b"heic") + struct.pack(">I4s", 3, b"meta"))  # smaller than its own head


def test_colours_are_those_of_the_picture() -> None:
    picture = heif.picture(heic(Image.new("RGB", (64, 64), BLUE)))
    assert close(picture.getpixel((30, 30)), BLUE)
