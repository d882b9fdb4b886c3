"""Attachments keep the size of each file and their number; evidence goes first where not all fits."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from types import MappingProxyType

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dossier.filing import attachments, destinations, portions, rasters
from dossier.filing.attachments import Attached, Packet
from dossier.filing.limits import Limits
from dossier.packet.typeset.document import Rendered

PLACE = destinations.find("12315")
PAGES, FIRST = 7, 4
A4 = (595.28, 841.89)


def document(pages: int = PAGES, grain: int = 240) -> bytes:
    """Pages with a number and a noisy picture of ``grain`` pixels a side, which JPEG makes little of."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    dice = random.Random(1)  # noqa: S311 - a picture, no secret
    for number in range(1, pages + 1):
        canvas.drawString(72, 780, f"page {number}")
        noise = Image.frombytes("RGB", (grain, grain), dice.randbytes(grain * grain * 3))
        canvas.drawImage(ImageReader(noise), 72, 200, 400, 400)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


BARE = document()


def packet(whole: bytes = BARE) -> Packet:
    anchors = {"claims": 1, "exhibit-E1": FIRST, "exhibit-E2": 6, "E1-p1-m1": FIRST}
    return Packet(whole, BARE, Rendered(PAGES, MappingProxyType(anchors), frozenset()))


def made(limits: Limits, whole: bytes = BARE) -> Attached:
    return attachments.of(PLACE, packet(whole), limits)


def keys(found: Attached) -> list[str]:
    return [remark.key.removeprefix("attached.") for remark in found.remarks]


def shown(found: Attached) -> list[int]:
    """The pages of the pictures, by their names."""
    pages: list[int] = []
    for name in sorted(found.files):
        if name.endswith(".jpg"):
            first, _, last = name.removeprefix("page-").removesuffix(".jpg").partition("-")
            pages += range(int(first), int(last or first) + 1)
    return pages


def height(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.height


def test_without_limits_there_is_the_packet_and_a_picture_a_page() -> None:
    found = made(Limits(), BARE + b"\n%embedded")
    assert found.files["packet-12315.pdf"] == BARE + b"\n%embedded"
    assert sorted(found.files) == ["packet-12315.pdf", *(f"page-{n}.jpg" for n in range(1, PAGES + 1))]
    assert height(found.files["page-1.jpg"]) == pytest.approx(A4[1] / 72 * 150, abs=1)
    assert found.remarks == ()


def test_a_megabyte_is_a_million_bytes() -> None:
    assert Limits.of(1.5, None).largest == 1_500_000
    assert Limits(largest=3).hold(b"123")
    assert not Limits(largest=3).hold(b"1234")


@pytest.mark.parametrize("files", [1, 2, 3, 4, 6, 7, 9])
@pytest.mark.parametrize("largest", [150_000, 300_000, 700_000, 5_000_000])
def test_no_limit_is_ever_broken(files: int, largest: int) -> None:
    found = made(Limits(largest, files))
    assert len(found.files) <= files
    assert all(len(data) <= largest for data in found.files.values())
    # What is not there is told.
    pictures = shown(found)
    if pictures != list(range(1, PAGES + 1)):
        assert {"left-out", "illegible", "no-pictures"} & set(keys(found))
    if pictures:
        assert set(pictures) >= set(range(FIRST, PAGES + 1)) or pictures[0] == FIRST
    if not any(name.endswith(".pdf") for name in found.files):
        assert {"page-too-large", "too-many-parts"} & set(keys(found))


@pytest.mark.parametrize(("largest", "files"), [(150_000, 4), (300_000, 3), (5_000_000, 9)])
def test_the_same_packet_gives_the_same_files(largest: int, files: int) -> None:
    limits = Limits(largest, files)
    assert dict(made(limits).files) == dict(made(limits).files)


def test_too_large_with_its_originals_it_goes_without_them() -> None:
    found = made(Limits(largest=len(BARE)), BARE + b"\n%embedded")
    assert found.files["packet-12315-without-originals.pdf"] == BARE
    assert "slim" in keys(found)


def test_then_it_is_divided_by_pages_and_no_page_is_lost() -> None:
    parts = portions.of(BARE, BARE, "packet-12315.pdf", Limits(largest=len(BARE) // 3))
    assert parts is not None
    names = [name for name, _ in parts.files]
    assert names == [f"packet-12315-part-{n}-of-{len(names)}.pdf" for n in range(1, len(names) + 1)]
    assert len(names) == 4  # two pages take less than a third, three take more
    assert list(texts(data for _, data in parts.files)) == [f"page {n}" for n in range(1, PAGES + 1)]


def texts(files: Iterator[bytes]) -> Iterator[str]:
    for data in files:
        with pdfium.PdfDocument(data) as opened:
            for number in range(len(opened)):
                yield opened[number].get_textpage().get_text_bounded().strip()


def test_a_page_that_is_too_large_alone_leaves_no_pdf() -> None:
    assert portions.of(BARE, BARE, "packet.pdf", Limits(largest=10_000)) is None


def test_parts_take_half_of_the_files_at_most() -> None:
    found = made(Limits(largest=len(BARE) // 3, files=6))
    assert "too-many-parts" in keys(found)
    assert not any(name.endswith(".pdf") for name in found.files)
    assert sum(name.endswith(".pdf") for name in made(Limits(len(BARE) // 3, 8)).files) == 4


def test_more_pages_than_files_are_joined_and_all_there() -> None:
    found = made(Limits(files=4))
    assert len(found.files) == 4
    assert shown(found) == list(range(1, PAGES + 1))
    tall = [data for name, data in found.files.items() if name.count("-") == 2]
    assert all(height(data) >= 2 * int(A4[1] / 72 * 90) for data in tall)


def test_one_file_is_the_packet_where_it_fits_and_a_picture_where_not() -> None:
    assert list(made(Limits(files=1)).files) == ["packet-12315.pdf"]
    tight = made(Limits(files=1, largest=len(BARE) // 2))
    assert [name[-4:] for name in tight.files] == [".jpg"]


def test_pictures_grow_coarser_only_as_far_as_needed_and_stay_legible() -> None:
    finest = max(len(data) for name, data in made(Limits()).files.items() if name.endswith(".jpg"))
    drawn = rasters.of(BARE, FIRST, Limits(largest=finest // 2))
    assert 90 <= drawn.dpi < 150
    assert drawn.left_out == ()
    assert all(height(data) >= int(A4[1] / 72 * 90) for _, data in drawn.files)


def test_the_evidence_stays_where_not_all_can() -> None:
    with pdfium.PdfDocument(BARE) as opened:
        least = rasters._Desk(opened, Limits())._size(FIRST)
    drawn = rasters.of(BARE, FIRST, Limits(largest=5 * least, files=1))
    assert drawn.left_out[:3] == (1, 2, 3)
    assert [name for name, _ in drawn.files] == [f"page-{FIRST}-{PAGES}.jpg"]


def test_what_cannot_be_legible_is_left_out_and_told() -> None:
    found = made(Limits(largest=4_000))
    assert found.files == {}
    assert set(keys(found)) == {"page-too-large", "illegible"}


def test_a_packet_without_evidence_pages_is_drawn_all_the_same() -> None:
    bare = Packet(BARE, BARE, Rendered(PAGES, MappingProxyType({"claims": 1}), frozenset()))
    assert bare.first_exhibit == PAGES + 1
    assert len(rasters.of(BARE, PAGES + 1, Limits()).files) == PAGES
