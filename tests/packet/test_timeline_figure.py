"""The figure of the timeline: true to the times, and no words over others."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import combinations, pairwise
from typing import Any, cast

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from dossier.packet.figures.geometry import Area, free_spans
from dossier.packet.figures.timeline_figure import DETAILED, FigureEvent, FigureWindow, TimelineFigure
from dossier.packet.figures.timeline_layout import layout
from dossier.packet.figures.timeline_row import Row
from dossier.packet.typeset import styles
from dossier.packet.typeset.anchors import Anchor, PacketCanvas

WIDTH = 459.0
LANES = ("买家", "平台", "支付")
NOON = datetime(2024, 5, 12, 12, 0, 0, tzinfo=timezone(timedelta(hours=8)))
CLOSE = (0, 0, 1, 2, 3)
STEPS = (0, 0, 1, 2, 15, 59, 60, 300, 301, 3600, 5400, 86_400, 700_000)
TEXTS = (
    "付款",
    "申请取消订单",
    "客服1024答复“已经到账，不可撤销，请您理解”",
    "订单显示“已发货”",
    "长" * 90,
    "",
)


def say(time: timedelta) -> str:
    return f"{int(time.total_seconds())}秒"


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def event(number: int, start: int, lane: str = "买家", *, length: int = 0, **more: Any) -> FigureEvent:
    time = f"05-12 {at(start):%H:%M:%S}"
    return FigureEvent(number, lane, at(start), at(start + length), more.pop("text", "付款"), time, **more)


def story(
    count: int, seed: int, steps: Sequence[int] = STEPS
) -> tuple[list[FigureEvent], list[FigureWindow]]:
    """Events a second or days apart, some known to the minute or the day only, in no order."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    moment = 0
    events = []
    for number in range(1, count + 1):
        moment += chance.choice(steps)
        length = chance.choice((0, 0, 0, 59, 86_399))
        text, strong = chance.choice(TEXTS), chance.random() < 0.2
        lane = chance.choice(LANES)
        events.append(event(number, moment, lane, length=length, text=text, emphasised=strong))
    chance.shuffle(events)
    starts = [chance.choice(events).earliest for _ in range(chance.choice((0, 1, 3)))]
    return events, [
        FigureWindow(start, start + timedelta(seconds=300), "免费取消期5分钟") for start in starts
    ]


def check(rows: tuple[Row, ...], events: list[FigureEvent]) -> None:
    placed = [item for row in rows for item in row.events]
    assert sorted(item.event.number for item in placed) == sorted(item.number for item in events)
    for before, after in pairwise(rows):
        last = max(item.event.earliest for item in before.events)
        assert last <= min(item.event.earliest for item in after.events)
    for row in rows:
        check_apart(row)
        check_true(row)


def check_apart(row: Row) -> None:
    """No block, no time between and no window label covers another of its kind."""
    for one, other in combinations(row.events, 2):
        assert not one.block.meets(other.block), (one, other)
    labels = [window.label for window in row.windows]
    texts = [*(gap.text for gap in row.gaps), *(day.text for day in row.days), *labels]
    assert not any(one.meets(other) for one, other in combinations(texts, 2))
    assert all(text.y1 <= row.rail and text.x1 <= row.right for text in texts)
    assert all(day.text.x0 >= day.x >= row.left for day in row.days)
    bands = {lane.name: lane for lane in row.lanes}
    for item in row.events:
        band, block = bands[item.event.lane], item.block
        assert band.y0 <= block.y0
        assert block.y1 <= band.y1 <= row.height
        assert row.left - 1e-6 <= block.x0
        assert max(block.x1, item.label.x1) <= row.right
    assert all(row.left <= gap.text.x0 and gap.text.x1 <= row.right for gap in row.gaps)


def check_true(row: Row) -> None:
    """Later stands to the right, and nothing stands on the wrong side of a window's edges."""
    ordered = sorted(row.events, key=lambda item: item.event.earliest)
    for one, other in pairwise(ordered):
        assert (one.x < other.x) == (one.event.earliest < other.event.earliest)
    for item in row.events:
        assert (item.bar > item.x) == (item.event.latest > item.event.earliest)
    for shown in row.windows:
        for item in row.events:
            if shown.end is not None:
                assert (item.x > shown.end) == (item.event.earliest > shown.window.end)
            if shown.start is not None:
                assert (item.x < shown.start) == (item.event.earliest < shown.window.start)


@pytest.mark.parametrize(
    "steps", [CLOSE, STEPS, (0, 86_399, 86_401, 3_000_000)], ids=["minute", "mixed", "year"]
)
@pytest.mark.parametrize("count", [1, 2, 3, 10, 60, 100])
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10**6))
def test_nothing_overlaps_and_times_are_true(count: int, steps: tuple[int, ...], seed: int) -> None:
    events, windows = story(count, seed, steps)
    check(layout(events, windows, LANES, WIDTH, say), events)


def test_every_event_at_one_moment() -> None:
    events = [event(number, 0, text="同时发生的事") for number in range(1, 41)]
    check(layout(events, [], LANES, WIDTH, say), events)


def test_the_window_is_shaded_from_edge_to_edge() -> None:
    events = [event(1, 0), event(2, 299), event(3, 300), event(4, 301)]
    window = FigureWindow(at(0), at(300), "免费取消期")
    (row,) = layout(events, [window], LANES, WIDTH, say)
    (shown,) = row.windows
    places = {item.event.number: item.x for item in row.events}
    assert places[1] == shown.start
    assert places[3] == shown.end
    assert places[2] < places[3] < places[4]


def test_a_window_goes_on_in_the_next_row() -> None:
    events = [event(number, number * 60, text="长长的一句话" * 4) for number in range(30)]
    window = FigureWindow(at(0), at(29 * 60), "规则期间")
    rows = layout(events, [window], LANES, WIDTH, say)
    assert len(rows) > 2
    shown = [row.windows[0] for row in rows]
    assert [item.start is None for item in shown] == [False] + [True] * (len(rows) - 1)
    assert [item.end is None for item in shown] == [True] * (len(rows) - 1) + [False]


def test_a_window_is_not_shown_where_it_is_over() -> None:
    events = [event(number, number * 60, text="长长的一句话" * 4) for number in range(30)]
    rows = layout(events, [FigureWindow(at(0), at(30), "免费取消期")], LANES, WIDTH, say)
    assert [len(row.windows) for row in rows] == [1] + [0] * (len(rows) - 1)


def words(*events: FigureEvent) -> list[str]:
    return [gap.words for row in layout(events, [], LANES, WIDTH, say) for gap in row.gaps]


def test_the_time_between_is_printed() -> None:
    assert words(event(1, 0), event(2, 19), event(3, 149)) == ["＋19秒", "＋130秒"]


def test_the_time_between_is_a_range_when_one_is_known_to_the_minute() -> None:
    """12:00 is 12:00:00 to 12:00:59, so 12:02:00 is 61 to 120 seconds later."""
    assert words(event(1, 0, length=59), event(2, 120)) == ["＋61秒～120秒"]


def test_overlapping_times_have_no_least_distance() -> None:
    assert words(event(1, 0, length=59), event(2, 30)) == ["≤30秒"]


def test_only_a_long_gap_is_broken() -> None:
    (row,) = layout([event(1, 0), event(2, 3599), event(3, 7199)], [], LANES, WIDTH, say)
    assert [gap.broken for gap in row.gaps] == [False, True]


def test_the_time_between_stands_beside_the_line_of_a_window() -> None:
    events = [event(1, 0), event(2, 15), event(3, 700, text="客服答复")]
    (row,) = layout(events, [FigureWindow(at(15), at(315), "公示的免费取消期5分钟")], LANES, WIDTH, say)
    (shown,) = row.windows
    (gap,) = [gap for gap in row.gaps if gap.words == "＋685秒"]
    assert shown.end is not None
    assert gap.x0 < shown.end < gap.x1
    assert not gap.text.x0 - 1 < shown.end < gap.text.x1 + 1


def test_a_bar_beyond_the_row_is_open() -> None:
    events = [event(0, 0, length=86_399), *(event(n, n * 60, text="一句长长的话" * 4) for n in range(1, 30))]
    rows = layout(events, [], LANES, WIDTH, say)
    (day,) = (item for item in rows[0].events if item.event.number == 0)
    assert day.open
    assert day.bar > max(item.x for item in rows[0].events)


def test_a_lane_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="卖家"):
        layout([event(1, 0, "卖家")], [], LANES, WIDTH, say)


def test_a_line_stops_at_words() -> None:
    boxes = [Area(0, 10, 20, 20), Area(5, 15, 9, 30), Area(40, 0, 50, 90)]
    assert free_spans(8, 0, 50, boxes) == [(0, 10), (30, 50)]
    assert free_spans(8, 12, 28, boxes) == []
    assert free_spans(30, 0, 50, boxes) == [(0, 50)]


def test_drawn_with_links() -> None:
    events, windows = story(DETAILED, 4)
    events = [
        FigureEvent(
            e.number, e.lane, e.earliest, e.latest, "某事", e.time_text, f"event-{e.number}", e.emphasised
        )
        for e in events
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(WIDTH, styles.FRAME_HEIGHT), invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, WIDTH, styles.FRAME_HEIGHT, 0, 0, 0, 0)]))
    targets = [Anchor(e.anchor) for e in events]
    figure = TimelineFigure(events, windows, LANES, say, note="间隔不按比例")
    document.build([*targets, figure], canvasmaker=PacketCanvas)
    pages = pypdf.PdfReader(out).pages
    text = "".join(page.extract_text() for page in pages)
    assert text.count("某事") == DETAILED
    assert text.count("间隔不按比例") == 1
    links: list[Any] = [link for page in pages for link in cast("Any", page["/Annots"])]
    assert len(links) == DETAILED


def test_a_full_page_puts_the_figure_off() -> None:
    """ReportLab asks again on the next page; a figure that says it was put off before would fail there."""
    figure = TimelineFigure([event(1, 0), event(2, 5)], [], LANES, say, note="注")
    width, height = figure.wrap(WIDTH, 700)
    assert width == WIDTH
    assert figure.split(WIDTH, 20) == []
    assert figure.wrap(WIDTH, 700) == (width, height)


def test_words_of_an_event_outside_the_window_stand_outside_its_shade() -> None:
    events = [event(1, 0, text="提交了一个订单"), event(2, 15), event(3, 315), event(4, 316, text="拒绝取消")]
    (row,) = layout(events, [FigureWindow(at(15), at(315), "免费取消期")], LANES, WIDTH, say)
    (shown,) = row.windows
    labels = {item.event.number: item.label for item in row.events}
    assert shown.start is not None
    assert shown.end is not None
    assert labels[1].x1 < shown.start
    assert labels[4].x0 > shown.end


def test_each_day_has_its_flag_at_its_first_event() -> None:
    events = [event(1, 0), event(2, 60), event(3, 86_400), event(4, 86_460), event(5, 86_400 * 300)]
    rows = layout(events, [], LANES, WIDTH, say)
    places = {item.event.number: item.x for row in rows for item in row.events}
    flags = [(day.words, day.x) for row in rows for day in row.days]
    assert flags == [("2024-05-12", places[1]), ("05-13", places[3]), ("2025-03-08", places[5])]


def test_one_day_has_one_flag_and_labels_tell_the_hour_alone() -> None:
    events = [
        FigureEvent(1, "买家", at(0), at(0), "付款", "2024-05-12 12:00:00"),
        FigureEvent(2, "买家", at(60), at(119), "申请", "2024-05-12 12:01"),
    ]
    (row,) = layout(events, [], LANES, WIDTH, say)
    assert [day.words for day in row.days] == ["2024-05-12"]
    assert [item.times for item in row.events] == [("12:00:00",), ("12:01",)]


def test_a_day_without_an_hour_is_told_as_a_day() -> None:
    (row,) = layout([FigureEvent(1, "买家", at(0), at(80_000), "付款", "2024-05-12")], [], LANES, WIDTH, say)
    assert row.events[0].times == ("2024-05-12",)


def test_words_within_a_window_do_not_cross_its_end() -> None:
    events = [event(1, 0), event(2, 290, text="客服拒绝取消订单"), event(3, 90_000, text="催问")]
    (row,) = layout(events, [FigureWindow(at(0), at(300), "免费取消期")], LANES, WIDTH, say)
    (shown,) = row.windows
    assert shown.end is not None
    places = {item.event.number: item.label for item in row.events}
    assert places[2].x1 < shown.end < places[3].x0


def test_a_row_that_goes_on_says_its_day_again() -> None:
    events = [event(number, number * 7200, text="长长的一句话" * 4) for number in range(30)]
    rows = layout(events, [], LANES, WIDTH, say)
    assert len(rows) > 2
    firsts = [min(row.events, key=lambda item: item.x) for row in rows]
    assert [row.days[0].words for row in rows] == [f"{one.event.earliest:%Y-%m-%d}" for one in firsts]


def test_ends_that_read_alike_are_told_once() -> None:
    """Words for a length of days leave out the minutes."""
    rows = layout([event(1, 0, length=59), event(2, 90_000)], [], LANES, WIDTH, lambda _: "1天1小时")
    assert [gap.words for row in rows for gap in row.gaps] == ["＋1天1小时"]


def test_a_figure_that_a_page_can_hold_is_never_cut() -> None:
    figure = TimelineFigure(story(10, 2)[0], [], LANES, say, note="注")
    _, height = figure.wrap(WIDTH, 700)
    assert 100 < height <= styles.FRAME_HEIGHT
    assert figure.split(WIDTH, height - 1) == []


def test_a_longer_one_is_cut_between_events_and_every_page_has_all_lanes() -> None:
    figure = TimelineFigure(story(300, 3)[0], [], LANES, say, note="注")
    assert figure.wrap(WIDTH, 700)[1] > styles.FRAME_HEIGHT
    first, rest = cast("list[TimelineFigure]", figure.split(WIDTH, 500))
    assert first.wrap(WIDTH, 700)[1] <= 500
    rows = [*(first._rows or ()), *(rest._rows or ())]
    assert rows == list(figure._rows or ())
    assert all([lane.name for lane in row.lanes] == list(LANES) for row in rows)
