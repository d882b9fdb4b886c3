"""The timeline as a drawing of the page: true, escaped, reachable, and no words over others."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from storied import case_of, inside
from stories import Tale

from dossier.model import Case, EventKind
from dossier.packet.figures.geometry import Area
from dossier.packet.typeset import fonts
from dossier.review import story
from dossier.review.story.figure import Figure

EVIL = "<script>alert(1)</script>&\"'\x00"

SIZES = {"day": 13, "window": 13, "gap": 12}
"""Of story.css, for the figure that runs down; 14 for all others."""


def figure(case: Case, lang: str = "zh") -> Figure:
    made = story.of(case, lang).orders[0].figure
    assert made is not None
    return made


def drawings(case: Case, lang: str = "zh") -> list[ET.Element]:
    made = figure(case, lang)
    return [ET.fromstring(str(one)) for one in (made.wide, made.narrow)]  # noqa: S314 - ours


def links(drawing: ET.Element) -> dict[str, ET.Element]:
    return {link.get("href", ""): link for link in drawing.iter("a")}


def words(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter("text")]


def classes(case: Case, anchor: str) -> list[set[str]]:
    return [set(links(one)[f"#{anchor}"].get("class", "").split()) for one in drawings(case)]


def long() -> Tale:
    """Forty events over a week."""
    tale = inside()
    for number in range(36):
        said = f"2024-05-{13 + number // 6} {15 + number % 6}:{number:02d}"
        if number % 3:
            tale.said(EventKind.CANCEL_REFUSED, said, f"第{number}次答复")
        else:
            tale.asked(said, f"第{number}次申请")
    return tale


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_event_is_a_link_with_its_name_to_its_entry(lang: str) -> None:
    case = case_of(inside())
    shown = story.of(case, lang).orders[0]
    for drawing in drawings(case, lang):
        found = links(drawing)
        assert set(found) == {f"#{entry.anchor}" for entry in shown.entries} == {"#T1", "#T2", "#T3", "#T4"}
        for entry in shown.entries:
            label = found[f"#{entry.anchor}"].get("aria-label", "")
            assert all(part in label for part in (str(entry.number), entry.side, entry.name, entry.time))


def test_no_word_is_hidden_in_an_image_and_no_style_is_inline() -> None:
    """The page's policy refuses styles in attributes; an image would hide its links from those who listen."""
    for drawing in drawings(case_of(inside())):
        assert drawing.get("role") == "group"
        assert drawing.get("aria-label")
        assert not [one for one in drawing.iter() if "style" in one.attrib or one.tag in ("style", "script")]
        assert not [one for one in drawing.iter() if one.get("fill") or one.get("stroke")]
        assert {parent.get("aria-hidden") for parent in drawing if parent.tag == "g"} == {"true"}


def test_foreign_words_stay_words() -> None:
    case = case_of(inside())
    evil = replace(case.orders[0], order_id=EVIL)
    case = replace(
        case,
        orders=(evil,),
        events=tuple(replace(event, order_id=EVIL) for event in case.events),
        findings=(),
    )
    for drawing, text in zip(drawings(case), (figure(case).wide, figure(case).narrow), strict=True):
        assert "<script" not in text
        assert "alert(1)" in drawing.get("aria-label", "")


def test_what_a_departure_rests_on_catches_the_eye_and_what_is_unsure_is_broken() -> None:
    tale = inside()
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:20", "这个嘛", hedged=True)
    case = case_of(tale)
    request = next(event.id for event in case.events if event.kind is EventKind.CANCEL_REQUESTED)
    vague = next(event.id for event in case.events if event.hedged)
    assert all({"breach", "key"} <= found and "unsure" not in found for found in classes(case, request))
    assert all("unsure" in found and not found & {"breach", "key"} for found in classes(case, vague))


@pytest.mark.parametrize("flag", ["disputed", "doubtful", "assumed", "conflicts"])
def test_every_doubt_is_drawn_broken(flag: str) -> None:
    tale = inside()
    case = case_of(tale)
    more: dict[str, object] = {flag: ("T1",) if flag == "conflicts" else True}
    events = tuple(replace(e, **more) if e.id == "T4" else e for e in case.events)  # type: ignore[arg-type]
    case = replace(case, events=events, findings=())
    assert all("unsure" in found for found in classes(case, "T4"))
    assert all("unsure" not in found for found in classes(case, "T1"))


def test_a_time_known_to_the_minute_is_a_bar_and_a_second_is_none() -> None:
    for drawing in drawings(case_of(inside())):
        bars = {
            href
            for href, link in links(drawing).items()
            if any(part.get("class") == "bar" for part in link.iter())
        }
        assert bars == {"#T3"}  # 14:04


def test_the_window_is_shaded_with_its_end_and_only_where_one_is_sure() -> None:
    for drawing in drawings(case_of(inside())):
        assert any(one.get("class") == "shade" for one in drawing.iter("rect"))
        assert any("14:07:10" in one for one in words(drawing))
    doubted = inside()
    doubted.term("grace_window", "PT9M;start=paid;delivery=any;free=yes", "9分钟内")
    for drawing in drawings(case_of(doubted)):
        assert not any(one.get("class") == "shade" for one in drawing.iter("rect"))


def test_the_time_between_is_printed_as_a_range_where_it_is_not_exact() -> None:
    for drawing in drawings(case_of(inside())):
        told = words(drawing)
        assert "+1分0秒" in told  # 14:02:10 to 14:03:10
        assert "+50秒–1分49秒" in told  # 14:03:10 to some second of 14:04


def test_down_the_page_later_is_lower_and_the_window_ends_between() -> None:
    tale = inside()
    tale.said(EventKind.CHASED, "2024-05-12 14:30:00", "在吗")
    drawing = drawings(case_of(tale))[1]
    at = {
        href: next(float(one.get("cy", "")) for one in link.iter("circle"))
        for href, link in links(drawing).items()
    }
    assert [href for href, _ in sorted(at.items(), key=lambda one: one[1])] == [f"#T{n}" for n in range(1, 6)]
    shade = next(one for one in drawing.iter("rect") if one.get("class") == "shade")
    start = float(shade.get("y", ""))
    end = start + float(shade.get("height", ""))
    assert start < at["#T1"]
    assert at["#T4"] < end < at["#T5"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tale", [inside(), long()], ids=["few", "many"])
def test_down_the_page_no_words_meet_and_none_leave_it(tale: Tale, lang: str) -> None:
    drawing = drawings(case_of(tale), lang)[1]
    _, _, width, height = map(float, drawing.get("viewBox", "").split())
    boxes: list[Area] = []
    for text in drawing.iter("text"):
        kind = text.get("class", "")
        if kind == "number":
            continue
        x, y, said = float(text.get("x", "")), float(text.get("y", "")), "".join(text.itertext())
        # A tenth more than our font takes: another machine's may be wider.
        wide = 1.1 * fonts.width(said, SIZES.get(kind, 14), bold=True) + 6 * (len(list(text)) - 1)
        boxes.append(Area(x, y - 11, x + wide, y + 2))
    for one in boxes:
        assert one.x1 <= width, one
        assert one.y0 >= 0
        assert one.y1 <= height
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_forty_events_are_numbered_badges_that_lose_none() -> None:
    case = case_of(long())
    across, down = drawings(case)
    assert len(links(down)) == len(case.events)
    told = {
        int(number)
        for text in across.iter("text")
        if text.get("class") == "number"
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", "".join(text.itertext()))
        for number in range(int(first), int(last or first) + 1)
    }
    assert told == set(range(1, len(case.events) + 1))


def test_a_single_event_is_no_line() -> None:
    assert story.of(case_of(Tale()), "zh").orders[0].figure is None
