"""The figure of the timeline: true to the times, and no words over others."""

from __future__ import annotations

import io
import random
from datetime import datetime, timedelta, timezone
from itertools import combinations, pairwise
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from dossier.packet.anchors import Anchor, PacketCanvas
from dossier.packet.geometry import Area, free_spans
from dossier.packet.timeline_figure import FigureEvent, FigureWindow, TimelineFigure
from dossier.packet.timeline_layout import GUTTER, Row, layout

WIDTH = 459.0
LANES = ("买家", "平台", "支付")
NOON = datetime(2024, 5, 12, 12, 0, 0, tzinfo=timezone(timedelta(hours=8)))
STEPS = (0, 0, 1, 2, 15, 59, 60, 300, 301, 3600, 5400, 86_400, 700_000)
TEXTS = ("付款", "申请取消订单", "客服1024答复“已经到账，不可撤销，请您理解”", "订单显示“已发货”", "长" * 90, "")


def say(time: timedelta) -> str:
    return f"{int(time.total_seconds())}秒"


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def event(number: int, start: int, lane: str = "买家", *, length: int = 0, **more: Any) -> FigureEvent:
    time = f"05-12 {at(start):%H:%M:%S}"
    return FigureEvent(number, lane, at(start), at(start + length), more.pop("text", "付款"), time, **more)


def story(count: int, seed: int) -> tuple[list[FigureEvent], list[FigureWindow]]:
    """Events a second or days apart, some known to the minute or the day only, in no order."""
    chance = random.Random(seed)
    moment = 0
    events = []
    for number in range(1, count + 1):
        moment += chance.choice(STEPS)
        length = chance.choice((0, 0, 0, 59, 86_399))
        text, strong = chance.choice(TEXTS), chance.random() < 0.2
        lane = chance.choice(LANES)
        events.append(event(number, moment, lane, length=length, text=text, emphasised=strong))
    chance.shuffle(events)
    starts = [chance.choice(events).earliest for _ in range(chance.choice((0, 1, 3)))]
    return events, [FigureWindow(start, start + timedelta(seconds=300), "免费取消期5分钟") for start in starts]


def check(rows: tuple[Row, ...], events: list[FigureEvent], windows: list[FigureWindow]) -> None:
    placed = [item for row in rows for item in row.events]
    assert sorted(item.event.number for item in placed) == sorted(item.number for item in events)
    for before, after in pairwise(rows):
        last = max(item.event.earliest for item in before.events)
        assert last <= min(item.event.earliest for item in after.events)
    for row in rows:
        check_apart(row)
        check_true(row, windows)


def check_apart(row: Row) -> None:
    """No block, no time between and no window label covers another of its kind."""
    for one, other in combinations(row.events, 2):
        assert not one.block.meets(other.block), (one, other)
    for texts in ([gap.text for gap in row.gaps], [window.label for window in row.windows]):
        assert not any(one.meets(other) for one, other in combinations(texts, 2))
    bands = {lane.name: lane for lane in row.lanes}
    for item in row.events:
        band, block = bands[item.event.lane], item.block
        assert band.y0 <= block.y0
        assert block.y1 <= band.y1 <= row.height
        assert row.left - 1e-6 <= block.x0
        assert max(block.x1, item.label.x1) <= row.right
    assert all(row.left <= gap.text.x0 and gap.text.x1 <= row.right for gap in row.gaps)


def check_true(row: Row, windows: list[FigureWindow]) -> None:
    """Later stands to the right, and nothing stands on the wrong side of a window's end."""
    ordered = sorted(row.events, key=lambda item: item.event.earliest)
    for one, other in pairwise(ordered):
        assert (one.x < other.x) == (one.event.earliest < other.event.earliest)
    for item in row.events:
        assert (item.bar > item.x) == (item.event.latest > item.event.earliest)
    for shown in row.windows:
        if shown.end is None:
            continue
        (end,) = {window.end for window in windows if window.end in ends_at(row, windows, shown.end)}
        for item in row.events:
            assert (item.x > shown.end) == (item.event.earliest > end)


def ends_at(row: Row, windows: list[FigureWindow], x: float) -> set[datetime]:
    """The window ends drawn at ``x``: the windows are drawn sorted by start and end."""
    ordered = sorted({(window.start, window.end) for window in windows})
    return {end for _, end in ordered if any(w.end == x for w in row.windows)} & matching(row, ordered, x)


def matching(row: Row, ordered: list[tuple[datetime, datetime]], x: float) -> set[datetime]:
    before = [item.event.earliest for item in row.events if item.x <= x]
    after = [item.event.earliest for item in row.events if item.x > x]
    return {
        end
        for _, end in ordered
        if (not before or max(before) <= end) and (not after or end < min(after))
    } or {end for _, end in ordered[:1]}


@pytest.mark.parametrize("count", [1, 3, 12, 60])
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_nothing_overlaps_and_times_are_true(count: int, seed: int) -> None:
    events, windows = story(count, seed)
    check(layout(events, windows, LANES, WIDTH, say), events, windows)
