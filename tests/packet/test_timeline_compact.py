"""The figure of many events: numbered badges, every number once, nothing over another, on a page at most."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import combinations, pairwise
from typing import Any, ClassVar

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from dossier.packet.figures.geometry import Area
from dossier.packet.figures.timeline_compact import compact
from dossier.packet.figures.timeline_figure import FigureEvent, FigureWindow, TimelineFigure
from dossier.packet.figures.timeline_row import RADIUS, SMALL, Badge, Row
from dossier.packet.typeset import styles
from dossier.packet.typeset.anchors import Anchor, PacketCanvas

WIDTH = styles.FRAME_WIDTH
HALF, WHOLE = 0.55 * styles.FRAME_HEIGHT, styles.FRAME_HEIGHT
LANES = ("买家", "平台", "支付")
NOON = datetime(2024, 5, 12, 12, 0, 0, tzinfo=timezone(timedelta(hours=8)))
TEXTS = ("付款", "申请取消订单", "拒绝取消", "发货", "退款128.00元，另扣手续费12.80元，共计115.20元", "")
STEPS = {
    "one moment": (0,),
    "a minute": (0, 0, 0, 1, 2),
    "a day": (0, 1, 15, 59, 300, 3600),
    "mixed": (0, 0, 1, 2, 15, 59, 60, 300, 301, 3600, 5400, 86_400, 700_000),
    "a year": (86_399, 86_401, 400_000, 700_000),
}


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def event(
    number: int,
    start: int,
    lane: str = "买家",
    *,
    length: int = 0,
    text: str = "催问",
    strong: bool = False,
) -> FigureEvent:
    """Shown as the packet shows times: to the second, the minute or the day."""
    form = "%Y-%m-%d" if length > 3600 else "%Y-%m-%d %H:%M" if length else "%Y-%m-%d %H:%M:%S"
    shown = f"{at(start):{form}}"
    return FigureEvent(number, lane, at(start), at(start + length), text, shown, f"event-{number}", strong)


def story(
    count: int, seed: int, steps: tuple[int, ...], *, strong: float = 0.15
) -> tuple[list[FigureEvent], list[FigureWindow]]:
    chance = random.Random(seed)  # noqa: S311 - no secret
    moment, events = 0, []
    for number in range(1, count + 1):
        moment += chance.choice(steps)
        length = chance.choice((0, 0, 59, 59, 86_399))
        lane, text = chance.choice(LANES), chance.choice(TEXTS)
        marked = chance.random() < strong
        events.append(event(number, moment, lane, length=length, text=text, strong=marked))
    chance.shuffle(events)
    starts = [chance.choice(events).earliest for _ in range(chance.choice((0, 1, 2)))]
    return events, [
        FigureWindow(start, start + timedelta(seconds=300), "免费取消期5分钟") for start in starts
    ]


def height(rows: tuple[Row, ...]) -> float:
    """With the air between rows and the note, as the figure counts it."""
    return sum(row.height + 12 for row in rows)


def numbers(words: str) -> Iterator[int]:
    """What a badge says: ``1–3、5``."""
    for run in words.split("、"):
        first, _, last = run.partition("–")
        yield from range(int(first), int(last or first) + 1)


def check(rows: tuple[Row, ...], events: list[FigureEvent]) -> None:
    badges = [badge for row in rows for badge in row.badges]
    said = sorted(number for badge in badges for number in numbers("".join(badge.words)))
    assert said == sorted(one.number for one in events)
    for row in rows:
        check_apart(row)
        check_true(row)


def boxes(badge: Badge) -> list[Area]:
    return [badge.box, badge.label] if badge.lines else [badge.box]


def check_apart(row: Row) -> None:
    for one, other in combinations(row.badges, 2):
        assert not any(mine.meets(its) for mine in boxes(one) for its in boxes(other)), (one, other)
    texts = [day.text for day in row.days if day.words] + [window.label for window in row.windows]
    assert not any(one.meets(other) for one, other in combinations(texts, 2))
    assert all(row.left <= text.x0 and text.x1 <= row.right and text.y1 <= row.rail for text in texts)
    bands = {lane.name: lane for lane in row.lanes}
    assert list(bands) == list(LANES)
    for badge in row.badges:
        assert len({one.lane for one in badge.events}) == 1
        band = bands[badge.events[0].lane]
        for box in boxes(badge):
            assert row.left - 1e-6 <= box.x0
            assert box.x1 <= row.right
            assert band.y0 <= box.y0
            assert box.y1 <= band.y1 <= row.height


def check_true(row: Row) -> None:
    """Later stands to the right; on which side of a window's lines; words do not cross a line."""
    ordered = sorted(row.badges, key=lambda badge: badge.events[0].earliest)
    for one, other in pairwise(ordered):
        assert (one.x < other.x) == (one.events[0].earliest < other.events[0].earliest)
    for shown in row.windows:
        for badge in row.badges:
            for one in badge.events:
                if shown.end is not None:
                    assert (badge.x > shown.end) == (one.earliest > shown.window.end)
                if shown.start is not None:
                    assert (badge.x < shown.start) == (one.earliest < shown.window.start)
            for line in (shown.start, shown.end):
                if line is not None and badge.lines:
                    assert not badge.label.x0 < line < badge.label.x1


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("count", [13, 16, 30, 60, 100, 117])
@settings(deadline=None, max_examples=6)
@given(seed=st.integers(0, 10**6))
def test_every_number_once_nothing_overlaps_and_the_height_is_bounded(
    count: int, steps: tuple[int, ...], seed: int
) -> None:
    events, windows = story(count, seed, steps)
    rows = compact(events, windows, LANES, WIDTH)
    check(rows, events)
    assert height(rows) <= (HALF if count <= 60 else WHOLE)


@pytest.mark.parametrize("count", [60, 117])
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_bounded_when_everything_is_to_catch_the_eye(count: int, steps: tuple[int, ...]) -> None:
    events, windows = story(count, 1, steps, strong=1)
    rows = compact(events, windows, LANES, WIDTH)
    check(rows, events)
    assert height(rows) <= (HALF if count <= 60 else WHOLE)


def asked_for_weeks(count: int) -> tuple[list[FigureEvent], list[FigureWindow]]:
    """The usual case: a quarter of an hour that counts, then asking and answering for weeks."""
    events = [
        event(1, 0, text="提交订单"),
        event(2, 15, "支付", text="付款成功", strong=True),
        event(3, 60, length=59, text="提出取消申请", strong=True),
        event(4, 120, "平台", length=59, text="拒绝取消", strong=True),
        event(5, 226, "平台", text="发货", strong=True),
    ]
    for number in range(6, count + 1):
        start = 70_000 + (number // 2) * 62_000 + (number % 2) * 200
        events.append(event(number, start, LANES[number % 2], length=59))
    return events, [FigureWindow(at(15), at(315), "公示的免费取消期 5 分钟")]


@pytest.mark.parametrize(("count", "most"), [(16, 0.25), (30, 0.35), (60, 0.5), (117, 0.9)])
def test_weeks_of_asking_are_short_and_what_counts_has_its_words(count: int, most: float) -> None:
    events, windows = asked_for_weeks(count)
    rows = compact(events, windows, LANES, WIDTH)
    check(rows, events)
    assert height(rows) <= most * styles.FRAME_HEIGHT
    worded = {badge.events[0].number: badge.lines for row in rows for badge in row.badges if badge.lines}
    assert worded == {
        2: ("12:00:15", "付款成功"),
        3: ("12:01", "提出取消申请"),
        4: ("12:02", "拒绝取消"),
        5: ("12:03:46", "发货"),
    }


def test_neighbours_of_one_lane_share_a_badge() -> None:
    events = [
        event(1, 0),
        event(2, 60),
        event(3, 120),
        event(4, 130, "平台"),
        event(5, 140),
        event(6, 90_000),
    ]
    (row,) = compact(events, [], LANES, WIDTH)
    assert ["".join(badge.words) for badge in row.badges if badge.events[0].lane == "买家"] == [
        "1–3",
        "5",
        "6",
    ]


def test_nothing_is_folded_over_a_window_or_with_what_is_to_catch_the_eye() -> None:
    events = [event(1, 0), event(2, 10), event(3, 11), event(4, 12, strong=True), event(5, 13)]
    (row,) = compact(events, [FigureWindow(at(10), at(300), "免费取消期")], LANES, WIDTH)
    assert ["".join(badge.words) for badge in row.badges] == ["1", "2–3", "4", "5"]


def test_a_window_is_as_wide_as_its_name() -> None:
    events = [event(1, 0), *(event(number, number * 9000) for number in range(2, 14))]
    row, *_ = compact(events, [FigureWindow(at(0), at(300), "公示的免费取消期 5 分钟")], LANES, WIDTH)
    (shown,) = row.windows
    assert shown.start is not None
    assert shown.end is not None
    assert shown.label.x0 >= shown.start
    assert shown.label.x1 <= shown.end + 1e-6


def test_one_moment_shares_a_badge_though_others_stand_between() -> None:
    events = [event(number, 0, LANES[number % 2]) for number in range(1, 8)]
    (row,) = compact(events, [], LANES, WIDTH)
    said = {badge.events[0].lane: "".join(badge.words) for badge in row.badges}
    assert said == {"平台": "1、3、5、7", "买家": "2、4、6"}


def test_a_time_that_is_not_sharp_has_a_tip() -> None:
    events = [event(1, 0), event(2, 7200, length=59), event(3, 20_000, length=80_000)]
    (row,) = compact(events, [], LANES, WIDTH)
    assert [badge.tail for badge in row.badges] == [False, False, True]


def test_rows_tell_when_they_begin_and_end_and_each_day_is_marked() -> None:
    events, windows = asked_for_weeks(60)
    rows = compact(events, windows, LANES, WIDTH)
    assert len(rows) > 1
    for row in rows:
        shown = sorted(
            (one for badge in row.badges for one in badge.events), key=lambda one: (one.earliest, one.number)
        )
        words = [day.words for day in row.days if day.words]
        assert words[0] == shown[0].time_text
        assert words[-1] == shown[-1].time_text[5:]
        days = {one.earliest.date() for one in shown}
        # The row's end is one mark more, unless its day begins there.
        assert len(days) <= len({day.x for day in row.days}) <= len(days) + 1


def test_shortened_words_do_not_end_within_an_amount() -> None:
    events = [event(number, number * 9000, text=TEXTS[4], strong=True) for number in range(1, 4)]
    rows = compact(events, [], LANES, WIDTH)
    lines = [badge.lines[1] for row in rows for badge in row.badges if badge.lines]
    assert lines
    assert not any(re.search(r"[\d.]…", line) for line in lines)


def test_a_lane_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="卖家"):
        compact([event(1, 0, "卖家")], [], LANES, WIDTH)


def say(time: timedelta) -> str:
    return f"{int(time.total_seconds())}秒"


class Noting(PacketCanvas):
    """Remembers where its links lead."""

    led: ClassVar[list[str]] = []

    def linkRect(self, contents: str, destinationname: str, *args: Any, **kw: Any) -> Any:  # noqa: N802
        self.led.append(destinationname)
        return super().linkRect(contents, destinationname, *args, **kw)


def drawn(count: int) -> tuple[pypdf.PdfReader, TimelineFigure]:
    events, windows = asked_for_weeks(count)
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(WIDTH, styles.FRAME_HEIGHT), invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, WIDTH, styles.FRAME_HEIGHT, 0, 0, 0, 0)]))
    figure = TimelineFigure(events, windows, LANES, say, note="长注", short_note="短注")
    Noting.led.clear()
    document.build([*(Anchor(one.anchor) for one in events), figure], canvasmaker=Noting)
    return pypdf.PdfReader(out), figure


def test_each_badge_leads_to_its_row_of_the_table() -> None:
    reader, figure = drawn(60)
    (page,) = reader.pages
    badges = [badge for row in figure._rows or () for badge in row.badges]
    assert sorted(Noting.led) == sorted(badge.events[0].anchor for badge in badges)
    assert "短注" in page.extract_text()
    assert "长注" not in page.extract_text()


def test_no_type_is_smaller_than_seven_points() -> None:
    reader, _ = drawn(117)
    sizes: list[float] = []

    def visit(text: str, _user: object, _matrix: object, _font: object, size: float) -> None:
        if text.strip():
            sizes.append(size)

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 7
    assert SMALL >= 7
    assert RADIUS > 6


def test_more_than_a_page_is_cut_between_rows() -> None:
    events, windows = asked_for_weeks(400)
    figure = TimelineFigure(events, windows, LANES, say, short_note="注")
    assert figure.wrap(WIDTH, 700)[1] > WHOLE
    first, _ = figure.split(WIDTH, 500)
    assert isinstance(first, TimelineFigure)
    assert 300 < first.wrap(WIDTH, 700)[1] <= 500
