"""What made a picture: told where the file tells it, and nothing of a person with it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dossier import intake
from dossier.intake import images

MAKE, MODEL, SOFTWARE, ARTIST, HOST = 0x010F, 0x0110, 0x0131, 0x013B, 0x013C
EXIF_IFD, GPS_IFD, OWNER, SERIAL, LENS_SERIAL = 0x8769, 0x8825, 0xA430, 0xA431, 0xA435


def jpeg(tags: dict[int, object], inner: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    for tag, value in (inner or {}).items():
        exif.get_ifd(EXIF_IFD)[tag] = value
    exif.get_ifd(GPS_IFD)[2] = (31.0, 14.0, 7.0)
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(**texts: str) -> bytes:
    info = PngInfo()
    for name, text in texts.items():
        info.add_itxt(name, text)
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ({}, ""),
        ({MAKE: "Apple", MODEL: "iPhone 15 Pro", SOFTWARE: "17.4.1"}, "Apple iPhone 15 Pro; 17.4.1"),
        ({MAKE: "HUAWEI", MODEL: "HUAWEI P60"}, "HUAWEI P60"),
        ({MODEL: "M2102K1C"}, "M2102K1C"),
        ({SOFTWARE: "MediaTek Camera Application\n\x00\x1b[31m"}, "MediaTek Camera Application [31m"),
        ({MODEL: "L" * 300}, "L" * 47 + "…"),
        ({MODEL: "小米14".encode()}, "小米14"),
    ],
)
def test_maker_model_and_program(tags: dict[int, object], told: str) -> None:
    assert images.read(jpeg(tags)).device == told


def test_places_serial_numbers_and_owners_are_not_taken() -> None:
    data = jpeg(
        {MODEL: "X100", ARTIST: "某某甲", HOST: "某某甲的 iPhone"},
        {OWNER: "某某乙", SERIAL: "SN-0042", LENS_SERIAL: "LS-0043"},
    )
    assert images.read(data).device == "X100"


@pytest.mark.parametrize(
    "text",
    [
        "某某的iPhone".encode(),
        "C:\\Users\\someone\\shot.exe",
        "a@example.com",
        "358240051111110",
        "Somebody's iPad",
    ],
)
def test_what_tells_of_a_person_is_left_out_wherever_it_stands(text: str | bytes) -> None:
    assert images.read(jpeg({MODEL: text, SOFTWARE: "HDR+ 1.0"})).device == "HDR+ 1.0"


def test_the_program_of_a_png() -> None:
    assert images.read(png(Software="Snipaste")).device == "Snipaste"
    assert images.read(png(Author="某某", Title="x")).device == ""


def test_damaged_notes_cost_nothing() -> None:
    data = jpeg({MODEL: "X100"})
    place = data.index(b"Exif\0\0") + 10
    assert images.read(data[:place] + b"\xff" * 4 + data[place + 4 :]).device == ""


def test_it_comes_into_the_evidence(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg({MAKE: "Xiaomi", MODEL: "2201123C"}))
    (item,) = intake.read_folder(tmp_path).evidence
    assert item.device == "Xiaomi 2201123C"
