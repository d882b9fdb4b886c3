"""How pictures go on sheets: as large as the page allows, every row once, no line cut, details that help."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model import Box
from dossier.packet.figures.arranging import Exhibit, Mark, Plan, arrange
from dossier.packet.figures.detail import Detail, closer
from dossier.packet.figures.pictures import Picture
from dossier.packet.figures.sheet import TEXT, caption

WIDTH, BODY = 459.0, 637.0
LABELS = {"back": "见："}


def exhibit(
    width: int, height: int, lines: tuple[Box, ...] = (), marked: tuple[Box, ...] = (), words: str = "说明"
) -> Exhibit:
    marks = tuple(Mark(number=n, box=box, caption=words, anchor=f"m{n}") for n, box in enumerate(marked, 1))
    return Exhibit(
        label="证据1", anchor="", title="", file="a.png", sha256="0" * 64,
        picture=Picture("p", width, height, 3, "FlateDecode", b""), breaks=lines, marks=marks,
    )  # fmt: skip


def rows(width: int, height: int, tall: int = 40, step: int = 100) -> tuple[Box, ...]:
    return tuple(Box(40, top, width // 2, top + tall) for top in range(30, height - 60, step))


def shown(plan: Plan, item: Exhibit) -> tuple[float, float]:
    return plan.scale * item.picture.width, plan.scale * item.picture.height


def test_a_phone_page_is_as_high_as_its_sheet() -> None:
    lines = rows(1290, 2796)
    item = exhibit(1290, 2796, lines, lines[3:6])
    plan = arrange(item, WIDTH, BODY, LABELS)
    assert plan.beside
    assert shown(plan, item)[1] == pytest.approx(BODY)


def test_a_page_without_marks_takes_all_the_room_there_is() -> None:
    item = exhibit(1240, 1754, rows(1240, 1754))
    across, down = shown(arrange(item, WIDTH, BODY, LABELS), item)
    assert max(across / WIDTH, down / BODY) == pytest.approx(1)


def test_captions_go_beneath_where_the_picture_becomes_clearly_larger() -> None:
    """An A4 page takes 0.68 of the width beside its captions, and 0.9 above two of them."""
    lines = rows(1240, 1754)
    plan = arrange(item := exhibit(1240, 1754, lines, lines[:2]), WIDTH, BODY, LABELS)
    assert not plan.beside
    assert shown(plan, item)[0] > 0.85 * WIDTH


def test_many_long_captions_make_the_picture_smaller_and_stand_apart() -> None:
    lines = rows(1290, 2796)
    item = exhibit(1290, 2796, lines, lines[:18], words="一句比较长的说明，说明这一行显示的是什么。")
    plan = arrange(item, WIDTH, BODY, LABELS)
    assert plan.beside
    (part,) = plan.parts
    column = WIDTH - plan.scale * 1290 - 34
    assert sum(caption(mark, column, LABELS).height + 7 for mark in part.marks) - 7 <= BODY
    assert plan.scale * 1290 < 0.68 * WIDTH


pictures = st.tuples(
    st.sampled_from([390, 780, 1080, 1290, 1920, 2560]),
    st.integers(200, 16_000),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(8, 160)), max_size=80),
    st.integers(0, 12),
)


@settings(max_examples=250, deadline=None)
@given(pictures)
def test_every_row_is_shown_once_and_no_line_is_cut(
    drawn: tuple[int, int, list[tuple[float, float, int]], int],
) -> None:
    width, height, places, count = drawn
    boxes = []
    for across, down, tall in places:
        top, left = round(down * (height - tall)), round(across * (width - 20))
        boxes.append(Box(left, max(0, top), width, max(0, top) + tall))
    lines = tuple(boxes)
    item = exhibit(width, height, lines, lines[:count])
    plan = arrange(item, WIDTH, BODY, LABELS)
    edges = [(part.start, part.stop) for part in plan.parts]
    assert edges[0][0] == 0
    assert edges[-1][1] == height
    assert all(before[1] == after[0] for before, after in pairwise(edges))
    assert all(start < stop and (stop - start) * plan.scale <= BODY + 1e-6 for start, stop in edges)
    assert plan.scale * width <= WIDTH + 1e-6
    assert sorted(m.number for part in plan.parts for m in part.marks) == [m.number for m in item.marks]
    runs = merged(lines)
    most = (BODY - 24) / plan.scale
    told = sum(caption(mark, WIDTH, LABELS).height + 7 for mark in item.marks)
    for _, cut in edges[:-1]:
        for low, high in runs:
            # Only lines that run into each other over more than a sheet are ever cut.
            assert not low < cut < high or high - low > most - told / plan.scale - 1


def merged(lines: tuple[Box, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for box in sorted(lines, key=lambda box: box.y0):
        if found and box.y0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], box.y1))
        else:
            found.append((box.y0, box.y1))
    return found


# --- details ---


def test_the_marks_of_a_wide_page_are_shown_larger_once_more() -> None:
    """A desktop's page of 1920 px is shown at a quarter: its lines are 5 points high."""
    lines = tuple(Box(300, top, 900, top + 20) for top in range(200, 900, 40))
    plan = arrange(exhibit(1920, 1080, lines, lines[4:7]), WIDTH, BODY, LABELS)
    (detail,) = plan.details
    assert not plan.beside
    assert detail.scale > 2 * plan.scale
    assert detail.box.x0 <= 300
    assert detail.box.x1 >= 900


def test_what_can_be_read_needs_no_detail() -> None:
    lines = tuple(Box(40, top, 300, top + 20) for top in range(20, 200, 40))
    assert arrange(exhibit(600, 240, lines, lines[:2]), WIDTH, BODY, LABELS).details == ()


def test_marks_far_apart_are_shown_one_by_one() -> None:
    lines = tuple(Box(100, top, 600, top + 20) for top in range(40, 1000, 40))
    plan = arrange(exhibit(1920, 1080, lines, (lines[0], lines[-1])), WIDTH, BODY, LABELS)
    assert len(plan.details) == 2


spots = st.lists(
    st.tuples(st.integers(0, 1700), st.integers(0, 1000), st.integers(30, 200), st.integers(10, 40)),
    min_size=1,
    max_size=40,
).map(lambda found: tuple(Box(x, y, x + wide, y + tall) for x, y, wide, tall in found))


@settings(max_examples=200, deadline=None)
@given(spots, st.integers(1, 8), st.floats(20, 400))
def test_details_cut_no_line_fit_and_show_every_mark(lines: tuple[Box, ...], count: int, room: float) -> None:
    marks = lines[:count]
    details: tuple[Detail, ...] = closer((1920, 1080), marks, lines, 0.24, (WIDTH, room))
    if not details:
        return
    assert sum((d.box.y1 - d.box.y0) * d.scale for d in details) <= room
    for detail in details:
        box = detail.box
        assert (box.x1 - box.x0) * detail.scale <= WIDTH + 1e-6
        assert 0.24 * 1.25 <= detail.scale <= 1
        assert 0 <= box.x0 < box.x1 <= 1920
        assert 0 <= box.y0 < box.y1 <= 1080
        for line in lines:
            apart = line.x1 <= box.x0 or box.x1 <= line.x0 or line.y1 <= box.y0 or box.y1 <= line.y0
            assert apart or (
                box.x0 <= line.x0 and line.x1 <= box.x1 and box.y0 <= line.y0 and line.y1 <= box.y1
            )
    for mark in marks:
        held = [
            d
            for d in details
            if d.box.x0 <= mark.x0 and mark.x1 <= d.box.x1 and d.box.y0 <= mark.y0 and mark.y1 <= d.box.y1
        ]
        assert len(held) == 1


def test_no_number_of_a_caption_is_broken_for_a_larger_picture() -> None:
    number = "4200002401202409201618033988"
    lines = rows(1290, 2796)
    item = exhibit(1290, 2796, lines, lines[:2], words=f"交易单号：{number}；商户单号：YH20240920211502618")
    plan = arrange(item, WIDTH, BODY, LABELS)
    assert plan.beside
    column = WIDTH - plan.scale * 1290 - 34
    assert any(number in line and size == TEXT for line, size in caption(item.marks[0], column, LABELS).lines)
