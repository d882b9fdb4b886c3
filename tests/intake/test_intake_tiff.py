"""TIFF: every page, upright and whole, or told as what it is."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from PIL import Image, TiffImagePlugin

from dossier.intake import registry, tiff
from dossier.intake.errors import Unreadable

Encode = Callable[..., bytes]

RED = (255, 0, 0)
SHAPES = ((60, 40), (30, 90), (50, 50))


def close(pixel: object, colour: tuple[int, int, int]) -> bool:
    return isinstance(pixel, tuple) and all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


@pytest.fixture
def three(encode: Encode) -> bytes:
    """Three pages of different sizes and shades: 0, 100, 200."""
    pages = [
        Image.new("RGB", shape, (shade,) * 3) for shape, shade in zip(SHAPES, (0, 100, 200), strict=True)
    ]
    return encode(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")


def test_each_frame_is_a_page_with_its_own_picture(three: bytes) -> None:
    assert registry.choose(three[:4096], PurePosixPath("扫描.jpg")).media(three[:4096]) == "image/tiff"
    reading = tiff.read(three)
    assert [(page.number, page.width, page.height) for page in reading.pages] == [
        (number, *shape) for number, shape in enumerate(SHAPES, start=1)
    ]
    assert reading.troubles == ()
    pictures = [tiff.picture(three, number) for number in (1, 2, 3)]
    assert [picture.size for picture in pictures] == list(SHAPES)
    assert [picture.getpixel((5, 5)) for picture in pictures] == [(0, 0, 0), (100, 100, 100), (200, 200, 200)]
    # In any order, since each call stands alone.
    assert tiff.picture(three, 1).tobytes() == pictures[0].tobytes()
    with pytest.raises(Unreadable) as refused:
        tiff.picture(three, 4)
    assert refused.value.code == "picture-page-broken"


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("1", {"compression": "group4"}),
        ("L", {}),
        ("P", {"compression": "tiff_lzw"}),
        ("RGB", {"compression": "tiff_adobe_deflate"}),
        ("RGB", {"compression": "jpeg", "quality": 95}),
        ("CMYK", {"compression": "tiff_lzw"}),
        ("RGBA", {}),
        ("I;16", {}),
    ],
)
def test_every_coding_becomes_rgb(encode: Encode, mode: str, options: dict[str, object]) -> None:
    """White on the left, black on the right."""
    if mode == "I;16":
        drawn = Image.new(mode, (64, 32), 0)
        drawn.paste(65535, (0, 0, 32, 32))
    else:
        drawn = Image.new("L", (64, 32), 0)
        drawn.paste(255, (0, 0, 32, 32))
        drawn = drawn.convert("RGB").convert(mode)
    picture = tiff.picture(encode(drawn, "TIFF", **options))
    assert picture.mode == "RGB"
    assert close(picture.getpixel((5, 16)), (255, 255, 255))
    assert close(picture.getpixel((60, 16)), (0, 0, 0))


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
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])  # decoded along different ways
def test_orientation_is_applied_once(
    corner: Image.Image,
    encode: Encode,
    compression: str,
    orientation: int,
    size: tuple[int, int],
    red: tuple[int, int],
) -> None:
    data = encode(corner, "TIFF", compression=compression, tiffinfo={0x0112: orientation})
    page, picture = tiff.read(data).pages[0], tiff.picture(data)
    assert (page.width, page.height) == picture.size == size
    assert close(picture.getpixel(red), RED)


def test_what_xmp_says_of_the_turn_does_not_count_beside_the_tag(corner: Image.Image, encode: Encode) -> None:
    notes = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r tiff:Orientation="6"/></x:xmpmeta>'
    data = encode(corner, "TIFF", tiffinfo={700: notes})
    assert (
        tiff.picture(data).size
        == (tiff.read(data).pages[0].width, tiff.read(data).pages[0].height)
        == (60, 40)
    )


def test_previews_are_passed_over(encode: Encode) -> None:
    whole, preview = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (6, 4), "blue")
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    data = encode(preview, "TIFF", save_all=True, append_images=[whole, whole], tiffinfo=tags)
    # The writer gives the same tags to every frame: the second and third are made pages again here.
    mark = struct.pack("<HHII", 254, 4, 1, 1)
    first = data.index(mark) + len(mark)
    data = data[:first] + data[first:].replace(mark, struct.pack("<HHII", 254, 4, 1, 0))
    assert [(page.number, page.width) for page in tiff.read(data).pages] == [(1, 60), (2, 60)]
    assert close(tiff.picture(data, 1).getpixel((5, 2)), RED)


def test_the_moment_of_capture_is_found(corner: Image.Image, encode: Encode) -> None:
    data = encode(corner, "TIFF", tiffinfo={0x8769: {0x9003: "2024:05:12 14:08:32"}})
    assert tiff.read(data).captured == "2024-05-12T14:08:32"


def test_a_long_file_is_read_at_its_beginning(encode: Encode) -> None:
    pages = [Image.new("1", (8, 8)) for _ in range(tiff.MAX_PAGES + 1)]
    whole = encode(pages[0], "TIFF", save_all=True, append_images=pages[1:-1])
    assert (len(tiff.read(whole).pages), tiff.read(whole).troubles) == (tiff.MAX_PAGES, ())
    reading = tiff.read(encode(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert len(reading.pages) == tiff.MAX_PAGES
    assert [(one.code, one.detail) for one in reading.troubles] == [("picture-too-long", str(tiff.MAX_PAGES))]


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])
@pytest.mark.parametrize("share", [0.5, 0.95])
def test_a_truncated_file_is_told_without_decoding(encode: Encode, compression: str, share: float) -> None:
    data = encode(Image.effect_noise((200, 200), 90), "TIFF", compression=compression)
    with pytest.raises(Unreadable) as refused:
        tiff.read(data[: int(len(data) * share)])
    # The directory stands at the end of some files: without it nothing is known.
    assert refused.value.code in {"picture-truncated", "picture-broken"}


def test_a_truncated_last_page_costs_only_itself(encode: Encode) -> None:
    noise = Image.effect_noise((200, 200), 90)
    data = encode(noise, "TIFF", save_all=True, append_images=[noise], compression="raw")
    reading = tiff.read(data[:-5000])
    assert [page.number for page in reading.pages] == [1]
    assert [(one.code, one.page) for one in reading.troubles] == [("picture-page-broken", 2)]
    assert tiff.picture(data[:-5000], 1).size == (200, 200)


def test_pages_that_lead_round_in_a_ring_are_read_once(encode: Encode) -> None:
    data = bytearray(encode(Image.new("L", (8, 8)), "TIFF"))
    start = int.from_bytes(data[4:8], "little")
    after = start + 2 + 12 * int.from_bytes(data[start : start + 2], "little")
    assert data[after : after + 4] == bytes(4)
    data[after : after + 4] = data[4:8]
    assert len(tiff.read(bytes(data)).pages) == 1


def header(*tags: tuple[int, int, int]) -> bytes:
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + rows + bytes(4)


@pytest.mark.parametrize("side", [11_000, 20_000, 1_000_000])
def test_a_page_beyond_the_limit_is_refused_before_decoding(side: int) -> None:
    data = header(
        (256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, 1), (262, 3, 1),
        (273, 4, 0), (277, 3, 1), (278, 4, side), (279, 4, 1),
    )  # fmt: skip
    with pytest.raises(Unreadable) as refused:
        tiff.read(data)
    assert refused.value.code == "too-many-pixels"


@pytest.mark.parametrize(
    "data",
    [
        b"II*\0" + bytes(4),  # no frame at all
        b"MM\0*\0\0\0\x08" + bytes(100),
        b"II*\0\xff\xff\xff\xff",
        header((256, 4, 10)),
        header((256, 4, 0), (257, 4, 0), (258, 3, 8), (262, 3, 1)),
    ],
)
def test_what_describes_no_picture_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        tiff.read(data)
    assert refused.value.code == "picture-broken"
