"""The packet shows the clerk what was not read for certain, and claims nothing from it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from doubted import read_again
from places import SAMPLES
from pypdf import PdfReader

from dossier.filing import destinations
from dossier.model import Box, Fact, FactKind, FactStatus, Verdict
from dossier.packet import assemble, figures, view
from dossier.packet.figures import crops
from dossier.packet.figures.pictures import Picture
from dossier.packet.view import orders
from dossier.pipeline import Result, investigate

DISPUTES = [one.key for one in destinations.known() if one.about == "order"]
FOLDER = SAMPLES / "inside-window"
PAID = "2024-05-1214:02:10"
OTHER = "2024-05-12 14:02:16"
NUMBER = "CM20240512001"


@dataclass(frozen=True)
class Drawn:
    """A packet: its text without blanks, and the PDF."""

    text: str
    pdf: PdfReader


def drawn(result: Result, destination: str = "12315") -> Drawn:
    seen, made = assemble.prepare(result.case, result.casefile, (), figures.FromFolder(FOLDER))
    stream = io.BytesIO()
    assemble.write(seen, made, destination, stream)
    pdf = PdfReader(stream)
    return Drawn("".join("".join(page.extract_text().split()) for page in pdf.pages), pdf)


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> Result:
    """The time of payment stands on the order page alone, and reads otherwise the second time."""
    read_again(monkeypatch, {PAID: (OTHER, OTHER)}, lost="2024年5月12日14:02:10")
    return investigate(FOLDER)


def paid(result: Result) -> Fact:
    return next(
        fact
        for fact in result.case.facts
        if fact.about == "paid" and "".join(fact.raw.split()) == PAID and fact.kind is FactKind.TIMESTAMP
    )


@pytest.mark.parametrize("destination", DISPUTES)
def test_both_readings_stand_beside_the_picture(doubtful: Result, destination: str) -> None:
    packet = drawn(doubtful, destination)
    assert "、读取存疑之处" in packet.text
    assert "本材料没有据此作出认定" in packet.text
    assert "2024-05-1214:02:1[0]" in packet.text
    assert "另一次识读为“2024-05-1214:02:16”" in packet.text


@pytest.mark.parametrize("name", ["inside-window", "not-a-breach", "manual-after-request", "fee-kept"])
def test_a_packet_of_certain_readings_has_no_such_section(sample: Callable[[str], Result], name: str) -> None:
    seen = view.of(sample(name).case, sample(name).casefile, ())
    assert seen.doubts == ()
    for destination in DISPUTES:
        assert "读取存疑" not in assemble.source(seen, destination)


def test_nothing_is_claimed_from_it_and_no_source_is_said_to_contradict(doubtful: Result) -> None:
    assert paid(doubtful).status is FactStatus.DISPUTED
    assert not [one for one in doubtful.case.findings if one.verdict is Verdict.BREACH]
    packet = drawn(doubtful)
    assert "付款时间2024-05-1214:02:10（读取存疑，以原图为准）" in packet.text
    assert "读取存疑，另一次识读为“2024-05-1214:02:16”，以原图为准" in packet.text
    assert "各份材料不一致" not in packet.text
    assert (
        "付款时间：2024-05-1214:02:10（读取存疑，另一次识读为“2024-05-1214:02:16”，请以原图为准）"
        in packet.text
    )


def test_no_window_is_shaded_from_a_doubtful_beginning(
    doubtful: Result, sample: Callable[[str], Result]
) -> None:
    assert orders.window_end(doubtful.case, doubtful.case.orders[0]) is None
    certain = sample("inside-window").case
    assert orders.window_end(certain, certain.orders[0]) is not None


def test_the_picture_is_the_originals_own_stored_once(doubtful: Result, monkeypatch: Any) -> None:
    """The crop draws the exhibit's picture again: no pixel is copied or resampled."""
    shown: list[tuple[Picture, Box | None]] = []
    real = Picture.draw

    def draw(self: Picture, *args: Any, crop: Box | None = None, **more: Any) -> None:
        shown.append((self, crop))
        real(self, *args, crop=crop, **more)

    monkeypatch.setattr(Picture, "draw", draw)
    packet = drawn(doubtful)
    box = paid(doubtful).source.box
    assert box is not None
    around = [picture for picture, crop in shown if crop and _just_around(crop, box)]
    assert around
    names = {picture.name for picture, _ in shown}
    assert {picture.name for picture in around} <= names
    stored = {image.indirect_reference.idnum for page in packet.pdf.pages for image in _images(page)}
    assert len(stored) == len(names)


def _just_around(crop: Box, box: Box) -> bool:
    line = box.y1 - box.y0
    inside = crop.x0 <= box.x0 and crop.y0 <= box.y0 and crop.x1 >= box.x1 and crop.y1 >= box.y1
    return inside and box.y0 - crop.y0 <= line and box.x0 - crop.x0 <= line and crop.y1 - box.y1 <= line


def _images(page: Any) -> list[Any]:
    forms = page["/Resources"].get("/XObject", {})
    return [one.get_object() for one in forms.values() if one.get_object()["/Subtype"] == "/Image"]


def test_a_bar_is_put_under_the_sign_that_differs(doubtful: Result) -> None:
    seen, made = assemble.prepare(doubtful.case, doubtful.casefile, (), figures.FromFolder(FOLDER))
    fact = paid(doubtful)
    figure = made[f"crop-{fact.id}"]()[0]
    assert isinstance(figure, crops.Crop)
    box = fact.source.box
    assert box is not None
    (sign,) = figure.under
    # The last of eighteen signs, which are figures for the most part.
    assert sign.x1 == box.x1
    assert (box.x1 - box.x0) / 22 < sign.x1 - sign.x0 < (box.x1 - box.x0) / 14
    assert seen.doubts[0].figure == f"crop-{fact.id}"


def test_a_wide_place_is_made_smaller_and_a_narrow_one_is_not_blown_up() -> None:
    picture = Picture("p", 1000, 1000, 3, "FlateDecode", b"")
    wide = crops.Crop(picture, Box(0, 0, 900, 40), 20, ())
    assert wide.wrap(180, 1000) == (180, 8)
    narrow = crops.Crop(picture, Box(0, 0, 100, 40), 20, ())
    assert narrow.wrap(180, 1000) == (75, 30)
    tall = crops.Crop(picture, Box(0, 0, 100, 800), 20, ())
    assert tall.wrap(180, 1000)[1] == 150


def test_the_cover_says_that_a_mixed_code_may_be_another(sample: Callable[[str], Result]) -> None:
    case = sample("inside-window").case

    def with_doubt(fact: Fact, **more: Any) -> Fact:
        of_order = fact.kind in (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID) and fact.value == NUMBER
        return replace(fact, status=FactStatus.DISPUTED, **more) if of_order else fact

    def note(*facts: Fact) -> str:
        seen = view.of(replace(case, facts=facts), sample("inside-window").casefile, ())
        return seen.orders[0].number_note

    assert note(*case.facts) == ""
    assert note(*(with_doubt(fact, doubts=(2,)) for fact in case.facts)) == "（含易混字符，以原图为准）"
    assert note(*(with_doubt(fact) for fact in case.facts)) == "（读取存疑，以原图为准）"
    first, *rest = (fact for fact in case.facts)
    mixed = [with_doubt(fact) for fact in rest]
    sure = next(fact for fact in case.facts if fact.kind is FactKind.MERCHANT_ORDER_ID)
    assert note(first, *mixed, replace(sure, id="F999")) == ""


def test_a_place_without_a_picture_is_told_in_words(doubtful: Result) -> None:
    fact = paid(doubtful)
    bare = replace(fact, source=replace(fact.source, box=None))
    facts = tuple(bare if one.id == fact.id else one for one in doubtful.case.facts)
    seen = view.of(replace(doubtful.case, facts=facts), doubtful.casefile, ())
    row = next(one for one in seen.doubts if one.words.startswith("2024-05-12"))
    assert row.figure == ""
    assert figures.of(seen, figures.FromFolder(FOLDER))[f"crop-{fact.id}"]() == []


def test_a_confirmed_reading_is_said_to_be_compared(doubtful: Result) -> None:
    fact = paid(doubtful)
    settled = replace(fact, status=FactStatus.CORRECTED, machine=fact.value)
    facts = tuple(settled if one.id == fact.id else one for one in doubtful.case.facts)
    seen = view.of(replace(doubtful.case, facts=facts), doubtful.casefile, ())
    mark = seen.marks.of(fact.id)
    assert mark is not None
    assert mark.caption == "付款时间：2024-05-12 14:02:10（本人已对照原图核对）"
