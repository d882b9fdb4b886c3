"""Which originals may lie in a packet: those that its pages show whole, and no other."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import pikepdf
import pytest
from hard import saved, scene
from PIL import Image, PngImagePlugin

from dossier.archival import Attachment, enclosing
from dossier.casefile import CaseFile
from dossier.intake import heif
from dossier.model import (
    Actor,
    Case,
    Event,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    Interval,
    Line,
    Order,
    Page,
    Precision,
    Problem,
    Role,
    Source,
    Utterance,
)
from dossier.packet import view
from dossier.packet.figures.pictures import Picture
from dossier.packet.view import View
from dossier.packet.view.exhibits import ExhibitView
from dossier.words import phrase

ORDER, OTHER = "VG1001", "VG2002"
GPS, LATITUDE = 0x8825, 2


class Held:
    """The originals of a set: bytes by evidence id; what is not here may not leave."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        self._data = data

    def picture(self, item: Evidence, page: int) -> Picture:
        raise AssertionError(f"nothing is drawn of {item.id}, {page}")

    def data(self, item: Evidence) -> bytes | None:
        return self._data.get(item.id)


def file(number: int, path: str, media: str, **other: object) -> Evidence:
    pages = (Page(1, 60, 40, (Line(1, "订单"),)),)
    return Evidence(f"E{number}", path, f"{number:064x}", 9, media, pages, **other)  # type: ignore[arg-type]


def fact(number: int, evidence: str, order: str | None) -> Fact:
    place = Source(evidence, 1, None, 1)
    return Fact(f"F{number}", FactKind.ORDER_ID, order or "x", order or "x", 1.0, place, order_id=order)


def case(*items: Evidence, **other: object) -> Case:
    facts = tuple(fact(number, item.id, ORDER) for number, item in enumerate(items, 1))
    whole = Case(evidence=items, facts=facts, orders=(Order(ORDER),))
    return replace(whole, **other)  # type: ignore[arg-type]


def seen(whole: Case, originals: Held) -> View:
    return enclosing.told(view.of(whole, CaseFile(), ()), originals)


def told(item: Evidence, data: bytes | None, **other: object) -> ExhibitView:
    originals = Held({} if data is None else {item.id: data})
    return seen(case(item, **other), originals).exhibits[0]


def kept(reason: str) -> str:
    return phrase(f"hashes.kept.{reason}")


PNG, JPEG = saved(scene("RGB"), "PNG"), saved(scene("RGB"), "JPEG")


def place() -> Image.Exif:
    """EXIF data that tell a place, as read from a file."""
    exif = Image.Exif()
    exif[GPS] = {LATITUDE: (30.0, 15.0, 1.0)}
    return Image.open(io.BytesIO(saved(scene("RGB"), "JPEG", exif=exif))).getexif()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>30,15N</exif:GPSLatitude></x:xmpmeta>'


def noted(*, compressed: bool) -> PngImagePlugin.PngInfo:
    """The same as XMP in a PNG."""
    made = PngImagePlugin.PngInfo()
    made.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=compressed)
    return made


def located(kind: str) -> bytes:
    return saved(scene("RGB"), kind, exif=place())


@pytest.mark.parametrize(
    ("path", "media", "data"),
    [
        ("截图/订单页.png", "image/png", PNG),
        ("订单页.png", "image/jpeg", JPEG),
        ("a.webp", "image/webp", saved(scene("RGB"), "WEBP")),
        ("a.gif", "image/gif", saved(scene("P"), "GIF")),
        ("a.tif", "image/tiff", saved(scene("RGB"), "TIFF")),
        ("聊天.txt", "text/plain", "我：请取消".encode()),
        # A phone's own notes of some bytes, and what a disk adds.
        ("a.jpg", "image/jpeg", JPEG + b"SEFT" * 40),
        ("a.png", "image/png", PNG + bytes(100_000)),
        ("a.jpg", "image/jpeg", saved(scene("RGB"), "JPEG", comment=b"x" * 9_000)),
    ],
)
def test_what_is_printed_whole_lies_in_the_packet(path: str, media: str, data: bytes) -> None:
    one = told(file(1, path, media), data)
    assert one.enclosed.startswith("证据1 ")
    assert one.enclosed.endswith(path.rpartition(".")[2])
    assert one.kept == ""


@pytest.mark.parametrize(
    ("path", "media", "data"),
    [
        ("a.jpg", "image/jpeg", located("JPEG")),
        ("a.png", "image/png", located("PNG")),
        ("a.webp", "image/webp", located("WEBP")),
        ("a.tif", "image/tiff", located("TIFF")),
        ("a.png", "image/png", saved(scene("RGB"), "PNG", pnginfo=noted(compressed=False))),
        ("a.png", "image/png", saved(scene("RGB"), "PNG", pnginfo=noted(compressed=True))),
        ("a.jpg", "image/jpeg", saved(scene("RGB"), "JPEG", xmp=XMP)),
        ("a.webp", "image/webp", b"RIFF broken"),
    ],
)
def test_a_picture_that_may_tell_a_place_is_kept(path: str, media: str, data: bytes) -> None:
    assert told(file(1, path, media), data).kept == kept("place")


def test_a_photograph_of_a_phone_that_tells_its_place_is_kept() -> None:
    import pillow_heif

    made = pillow_heif.from_pillow(scene("RGB"))
    for given, reason in ((place().tobytes(), "place"), (None, "")):
        made.save(out := io.BytesIO(), exif=given)
        assert heif.sniff(out.getvalue()[:4096], None)  # type: ignore[arg-type]
        one = told(file(1, "a.heic", "image/heic"), out.getvalue())
        assert one.kept == (kept(reason) if reason else "")


@pytest.mark.parametrize(
    ("media", "data"),
    [
        ("image/png", PNG + b"cut away" * 1_000),
        ("image/jpeg", JPEG + JPEG * 10),
        ("text/html", "<p hidden>卡密</p>".encode()),
        ("application/json", b"{}"),
        ("message/rfc822", b"From: a"),
        ("application/zip", b"PK"),
        ("application/pdf", b"%PDF-broken"),
    ],
)
def test_what_holds_more_than_is_seen_is_kept(media: str, data: bytes) -> None:
    assert told(file(1, "a", media), data).kept == kept("more")


def test_a_pdf_lies_in_the_packet_unless_files_lie_in_it() -> None:
    for files, reason in (({}, ""), ({"x": b"data"}, "more")):
        document = pikepdf.new()
        document.add_blank_page()
        for name, data in files.items():
            document.attachments[name] = data
        document.save(out := io.BytesIO())
        one = told(file(1, "a.pdf", "application/pdf"), out.getvalue())
        assert one.kept == (kept(reason) if reason else "")


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (file(1, "a.csv", "text/csv", role=Role.BILL), "part"),
        (file(1, "a.png", "image/png", role=Role.BILL), "part"),
        (file(1, "a.mp4", "video/mp4"), "part"),
        (file(1, "a.gif", "image/gif", problems=(Problem("a.gif", "only-first-frame", "3"),)), "part"),
        (file(1, "a.pdf", "application/pdf", password="x" * 6), "locked"),
    ],
)
def test_what_is_printed_in_part_or_opened_with_a_password_is_kept(item: Evidence, reason: str) -> None:
    assert told(item, PNG).kept == kept(reason)


@dataclass(frozen=True)
class Copy:
    name: str
    media: str
    data: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class MaskedFile:
    id: str
    number: int
    copies: tuple[Copy, ...]


def test_an_original_that_the_set_does_not_give_is_kept_as_masked_only_where_it_is() -> None:
    whole = view.of(case(file(1, "a.png", "image/png"), file(2, "b.webp", "image/webp")), CaseFile(), ())
    whole = replace(whole, masked=(MaskedFile("E1", 1, ()),))  # type: ignore[arg-type]
    shown = enclosing.told(whole, Held({}))
    assert [(one.enclosed, one.kept) for one in shown.exhibits] == [("", kept("masked")), ("", kept("more"))]


def test_what_is_not_printed_is_kept_and_what_is_left_out_is_not_even_listed() -> None:
    own, foreign = file(1, "a.png", "image/png"), file(2, "b.png", "image/png")
    unread = replace(file(3, "c.png", "image/png"), pages=())
    excluded = file(4, "d.png", "image/png", problems=(Problem("d.png", "excluded"),))
    whole = case(own, foreign, unread, excluded, facts=(fact(1, "E1", ORDER), fact(2, "E2", OTHER)))
    shown = seen(whole, Held(dict.fromkeys(("E1", "E2", "E3", "E4"), PNG)))
    assert [(one.id, bool(one.enclosed), one.kept) for one in shown.exhibits] == [
        ("E1", True, ""),
        ("E2", False, kept("unprinted")),
        ("E3", False, kept("unprinted")),
    ]


def carried(shown: View, originals: Held, *printed: str, record: bytes = b"") -> list[Attachment]:
    return list(enclosing.attachments(shown, originals, {f"exhibit-{name}" for name in printed}, record))


def test_a_packet_carries_what_it_prints_and_its_data() -> None:
    originals = Held({"E1": PNG, "E2": JPEG})
    shown = seen(case(file(1, "截图/订单.png", "image/png"), file(2, "b.jpg", "image/jpeg")), originals)
    both = carried(shown, originals, "E1", "E2", record=b"{}")
    assert [(one.name, one.data, one.relationship.value) for one in both] == [
        ("dossier.json", b"{}", "Data"),
        ("证据1 订单.png", PNG, "Source"),
        ("证据2 b.jpg", JPEG, "Source"),
    ]
    assert "截图/订单.png" in both[1].description
    assert f"{1:064x}" in both[1].description
    assert [one.name for one in carried(shown, originals, "E2")] == ["证据2 b.jpg"]


def test_in_place_of_a_masked_original_lie_its_copies() -> None:
    originals = Held({"E2": PNG})
    shown = seen(case(file(1, "a.png", "image/png"), file(2, "b.png", "image/png")), originals)
    copies = tuple(Copy(f"证据1第{n}页（已遮盖）.png", "image/png", b"%d" % n) for n in (1, 2))
    shown = replace(shown, masked=(MaskedFile("E1", 1, copies),))  # type: ignore[arg-type]
    found = carried(shown, originals, "E1", "E2")
    assert [(one.name, one.data) for one in found] == [
        ("证据2 b.png", PNG),
        ("证据1第1页（已遮盖）.png", b"1"),
        ("证据1第2页（已遮盖）.png", b"2"),
    ]
    assert len({one.key for one in found}) == 3
    assert copies[0].sha256 in found[1].description
    assert carried(shown, originals, "E2") == found[:1]


def test_the_data_tell_nothing_that_the_packet_leaves_out() -> None:
    own, foreign = file(1, "a.png", "image/png"), file(2, "b.png", "image/png")
    excluded = file(3, "c.png", "image/png", problems=(Problem("c.png", "excluded"),))
    facts = (fact(1, "E1", ORDER), fact(2, "E2", OTHER), fact(3, "E3", None), fact(4, "E1", None))
    moment = datetime(2024, 5, 12, 14, 2, 10, tzinfo=UTC)
    when = Interval(moment, moment)

    def event(name: str, order: str | None, *about: str) -> Event:
        return Event(name, EventKind.PAID, when, Precision.SECOND, Actor.BUYER, order, about)

    events = (
        event("V1", ORDER, "F1", "F3"),
        event("V2", OTHER, "F2"),
        event("V3", None, "F3"),
        event("V4", None, "F4"),
    )
    orders = (Order(ORDER), Order(OTHER))
    here, there, gone = (Source(name, 1, None, 1) for name in ("E1", "E2", "E3"))
    said = (
        Utterance(1, (here, gone), (1,), "请取消"),
        Utterance(2, (there,), (1,), "另一单"),
        Utterance(3, (gone,), (1,), "不用"),
    )
    whole = case(own, foreign, excluded, facts=facts, events=events, orders=orders, utterances=said)
    shown = view.of(whole, CaseFile(order=ORDER), ())
    data = enclosing.case(shown)
    assert [item.id for item in data.evidence] == ["E1", "E2"]
    assert [one.id for one in data.facts] == ["F1", "F4"]
    assert [(one.id, one.facts) for one in data.events] == [("V1", ("F1",)), ("V4", ("F4",))]
    assert data.orders == orders[:1]
    assert data.utterances == (replace(said[0], places=(here,)),)


def test_a_case_told_whole_is_not_changed() -> None:
    whole = case(file(1, "a.png", "image/png"), file(2, "b.png", "image/png"))
    assert enclosing.case(view.of(whole, CaseFile(), ())) == whole
