"""What is cut out of a page: the marked line with its label, and no line through the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Box, Line, Page
from dossier.packet.view import cutting

#: An order page: labels at the left, values at the right, 60 pixels a row, lines 20 high.
LABELS = [Box(40, 100 + 60 * row, 120, 120 + 60 * row) for row in range(4)]
VALUES = [Box(160, 100 + 60 * row, 360, 120 + 60 * row) for row in range(4)]


def page(*boxes: Box, width: int = 800, height: int = 1200) -> Page:
    lines = tuple(Line(number, "字", box) for number, box in enumerate(boxes, 1))
    return Page(1, width, height, lines)


def holds(outer: Box, inner: Box) -> bool:
    return outer.x0 <= inner.x0 and outer.y0 <= inner.y0 and outer.x1 >= inner.x1 and outer.y1 >= inner.y1


def meets(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def test_a_value_is_shown_with_its_label_and_without_the_rows_around_it() -> None:
    strip = cutting.strip(page(*LABELS, *VALUES), [VALUES[1]])
    assert holds(strip.box, LABELS[1])
    assert holds(strip.box, VALUES[1])
    assert not any(meets(strip.box, box) for box in (LABELS[0], VALUES[0], LABELS[2], VALUES[2]))
    assert strip.line == 20
    assert strip.marked == (VALUES[1],)


def test_a_far_column_is_left_out() -> None:
    far = Box(700, 160, 780, 180)  # 17 line heights away
    assert not meets(cutting.strip(page(*LABELS, *VALUES, far), [VALUES[1]]).box, far)


def test_a_line_that_an_edge_would_cut_is_shown_whole() -> None:
    skewed = Box(100, 112, 200, 132)
    assert holds(cutting.strip(page(VALUES[0], skewed), [VALUES[0]]).box, skewed)


def test_a_short_word_gets_some_of_the_page_around_it() -> None:
    alone = Box(300, 400, 360, 420)
    box = cutting.strip(page(alone), [alone]).box
    assert box.x1 - box.x0 == pytest.approx(15 * 20, abs=2)
    assert box.y1 - box.y0 < 3 * 20


def test_a_message_is_shown_under_who_said_it() -> None:
    head, said, other = Box(40, 200, 300, 214), Box(50, 230, 400, 250), Box(40, 100, 300, 120)
    assert holds(cutting.strip(page(head, said, other), [said], headed=True).box, head)
    assert not meets(cutting.strip(page(head, said, other), [said]).box, head)
    assert not meets(cutting.strip(page(head, said, other), [said], headed=True).box, other)


def test_neighbours_are_shown_together_and_distant_marks_apart() -> None:
    here = page(*LABELS, *VALUES)
    assert cutting.groups(here, [VALUES[1], VALUES[0]]) == [(VALUES[0], VALUES[1])]
    assert cutting.groups(here, [VALUES[0], VALUES[3]]) == [(VALUES[0],), (VALUES[3],)]
    assert cutting.groups(here, []) == []


def test_many_neighbours_make_more_than_one_strip() -> None:
    rows = [Box(40, 30 * n, 400, 30 * n + 20) for n in range(12)]
    assert all(group[-1].y1 - group[0].y0 <= 9 * 20 for group in cutting.groups(page(*rows), rows))


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, Box]:
    boxes = []
    for _ in range(draw(st.integers(1, 12))):
        x, y = draw(st.integers(0, 700)), draw(st.integers(0, 1100))
        boxes.append(Box(x, y, x + draw(st.integers(1, 100)), y + draw(st.integers(1, 100))))
    return page(*boxes), draw(st.sampled_from(boxes))


@given(pages())
def test_a_strip_lies_on_the_page_and_holds_what_is_marked(drawn: tuple[Page, Box]) -> None:
    here, marked = drawn
    strip = cutting.strip(here, [marked], headed=True)
    assert holds(Box(0, 0, here.width, here.height), strip.box)
    assert holds(strip.box, marked)
    assert strip.line >= 1
