"""Masks in pixels: what stood there makes no difference to what is written."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageChops, PngImagePlugin

from dossier.model import Box, Page
from dossier.privacy import bare, burn

PAGE = Page(1, 400, 200)
BOX = Box(101, 83, 221, 107)


def noise(seed: int, mode: str = "RGB") -> Image.Image:
    return Image.frombytes(mode, (400, 200), np.random.default_rng(seed).bytes(400 * 200 * len(mode)))


def masked(image: Image.Image, area: Box) -> Image.Image:
    """The picture with other pixels at the place."""
    made = image.copy()
    made.paste(noise(9).convert(image.mode).crop(area), area[:2])
    return made


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_what_stood_there_makes_no_difference(mode: str) -> None:
    area = burn.area(BOX, PAGE, "image/png", is_text=True)
    assert area is not None
    image = noise(1, mode)
    assert burn.burn(image, [area]).tobytes() == burn.burn(masked(image, area), [area]).tobytes()


def test_around_the_place_nothing_changes() -> None:
    image = noise(1)
    area = burn.area(BOX, PAGE, "image/png", is_text=True)
    assert area is not None
    assert ImageChops.difference(image, burn.burn(image, [area])).getbbox() == tuple(area)


def test_the_original_picture_is_not_touched() -> None:
    image = noise(1)
    burn.burn(image, [BOX])
    assert image.tobytes() == noise(1).tobytes()


@pytest.mark.parametrize(
    ("box", "media", "is_text", "expected"),
    [
        # 24 px high: 3 px above and below, 4 px beside.
        (BOX, "image/png", True, Box(97, 80, 225, 110)),
        (BOX, "image/png", False, BOX),
        # Whole blocks of 16 px, and a pixel more.
        (BOX, "image/jpeg", False, Box(95, 79, 225, 113)),
        (BOX, "image/webp", True, Box(95, 79, 241, 113)),
        # At an edge.
        (Box(-5, -5, 30, 19), "image/png", True, Box(0, 0, 34, 22)),
        (Box(380, 190, 500, 300), "image/jpeg", False, Box(367, 175, 400, 200)),
        (Box(500, 10, 520, 20), "image/png", False, None),
    ],
)
def test_the_area_of_a_mask(box: Box, media: str, is_text: bool, expected: Box | None) -> None:
    assert burn.area(box, PAGE, media, is_text=is_text) == expected


@pytest.mark.parametrize("subsampling", [0, 2])
@pytest.mark.parametrize("quality", [40, 90])
def test_blocks_of_a_jpeg_tell_nothing_beside_the_mask(subsampling: int, quality: int) -> None:
    """Its pixels are made from blocks: what stood under the mask shows beside it, unless whole blocks go."""
    made = []
    for seed in (1, 2):
        image = Image.new("RGB", (400, 200), "white")
        image.paste(noise(seed).crop(BOX), BOX[:2])
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling=subsampling)
        area = burn.area(BOX, PAGE, "image/jpeg", is_text=False)
        assert area is not None
        with Image.open(io.BytesIO(out.getvalue())) as opened:
            made.append(burn.burn(opened, [area]).tobytes())
    assert made[0] == made[1]


def test_a_jpeg_stays_one_with_its_own_tables_and_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "tel 13800135678"
    out = io.BytesIO()
    noise(1).save(out, "JPEG", quality=63, subsampling=1, exif=exif, comment=b"13800135678")
    with Image.open(io.BytesIO(out.getvalue())) as opened:
        data, media = burn.copy(burn.burn(opened, [BOX]), out.getvalue(), "image/jpeg")
        with Image.open(io.BytesIO(data)) as made:
            assert (media, made.quantization) == ("image/jpeg", opened.quantization)
    assert b"13800135678" not in data
    assert bare.is_bare(data, media)


@pytest.mark.parametrize("media", ["image/png", "image/webp", "application/pdf"])
def test_everything_else_becomes_a_png(media: str) -> None:
    data, made = burn.copy(burn.burn(noise(1), [BOX]), b"", media)
    assert made == "image/png"
    assert bare.is_bare(data, made)


def test_a_label_stands_where_it_fits() -> None:
    wide, narrow = (burn.burn(noise(1), [box]).crop(box) for box in (Box(0, 0, 120, 40), Box(0, 0, 20, 40)))
    assert len(wide.getcolors()) > 2
    assert len(narrow.getcolors()) == 1


# Which pictures hold nothing but their pixels


def saved(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    noise(1).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_plain_picture_is_bare_and_one_with_something_behind_it_is_not(kind: str, media: str) -> None:
    data = saved(kind)
    assert bare.is_bare(data, media)
    assert not bare.is_bare(data + b"\0", media)
    assert not bare.is_bare(data[:-2], media)
    assert not bare.is_bare(data, "image/webp")
    assert not bare.is_bare(b"", media)


def test_metadata_are_seen() -> None:
    exif = Image.Exif()
    exif[0x013B] = "某某"
    assert not bare.is_bare(saved("JPEG", exif=exif), "image/jpeg")
    assert not bare.is_bare(saved("JPEG", comment=b"x"), "image/jpeg")
    assert not bare.is_bare(saved("PNG", exif=exif), "image/png")
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "某某")
    assert not bare.is_bare(saved("PNG", pnginfo=text), "image/png")
    assert bare.is_bare(saved("JPEG", progressive=True), "image/jpeg")
