"""Days and years that a screen leaves out, and when they may be given to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pages import chat_page, evidence, numbered, order_page

from dossier import reading
from dossier.model import Anchor, Fact

ORDER = "CM20240512001"


def times(
    line: str,
    *,
    captured: str = "",
    path: str = "chat.png",
    paid: str = "2024-05-12 14:02:10",
    clock: str = "",
    **said: object,
) -> list[Fact]:
    """The times of a chat whose only time line is ``line``; its second message has none of its own.

    The status bar's ``clock`` is the file's moment unless told.
    """
    items = [("time", line), ("buyer", "我要取消订单"), ("buyer", "请马上取消订单")]
    talk = chat_page(items, clock or captured[11:16] or "14:08")
    files = numbered(
        evidence(
            "order.png",
            order_page([("订单编号", ORDER), ("付款时间", paid), ("实付款", "¥128.00")], "已发货"),
        ),
        evidence(path, talk, captured=captured),
    )
    result = reading.read(files, reading.Overrides(**said))  # type: ignore[arg-type]
    return [f for f in result.facts if f.about == "said"]


@pytest.mark.parametrize(
    ("line", "captured", "value", "assumed"),
    [
        ("2024-05-12 14:03", "", "2024-05-12T14:03+08:00", False),
        ("5月12日 14:03", "", "2024-05-12T14:03+08:00", False),
        ("5月12日 下午2:03", "", "2024-05-12T14:03+08:00", False),
        ("14:03", "2024-05-12T14:20:00", "2024-05-12T14:03+08:00", False),
        ("昨天 14:03", "2024-05-13T09:00:00", "2024-05-12T14:03+08:00", False),
        ("周日 14:03", "2024-05-14T09:00:00", "2024-05-12T14:03+08:00", False),
        ("14:03", "", "2024-05-12T14:03+08:00", True),
        # captured just after midnight: "23:58" cannot be today's
        ("23:58", "2024-05-13T00:15:12", "2024-05-12T23:58+08:00", True),
        ("昨天 14:03", "", "昨天T14:03", False),
    ],
)
def test_the_day_of_a_time_line(line: str, captured: str, value: str, *, assumed: bool) -> None:
    first = times(line, captured=captured)[0]
    assert (first.value, first.assumed) == (value, assumed)


def test_a_picture_saved_from_a_chat_app_dates_no_screen() -> None:
    saved = times("14:03", captured="2024-05-20T10:00:00", path="mmexport1716170400123.jpg")[0]
    assert (saved.value, saved.assumed) == ("2024-05-12T14:03+08:00", True)


@pytest.mark.parametrize(
    ("paid", "line", "value"),
    [
        ("2024-01-01 00:01:00", "12月31日 23:59", "2023-12-31T23:59+08:00"),
        ("2023-12-31 23:59:00", "1月1日 00:01", "2024-01-01T00:01+08:00"),
        ("2023-05-12 14:02:10", "2月29日 14:03", "2024-02-29T14:03+08:00"),
        ("2022-05-12 14:02:10", "2月29日 14:03", "--02-29T14:03"),
    ],
)
def test_the_year_nearest_to_the_order(paid: str, line: str, value: str) -> None:
    assert times(line, paid=paid)[0].value == value


@pytest.mark.parametrize(
    ("line", "captured", "clock", "value"),
    [
        ("2024-05-12 14:03", "", "", "2024-05-12T14:03+08:00/2024-05-12"),
        ("2024-05-12 14:03", "2024-05-12T14:20:00", "", "2024-05-12T14:03+08:00/2024-05-12T14:20+08:00"),
        ("2024-05-12 14:03", "2024-05-13T09:00:00", "", "2024-05-12T14:03+08:00/2024-05-12"),
        # the status bar shows 14:17, and a bare clock is of the same day
        ("14:03", "2024-05-12T14:20:00", "14:17", "2024-05-12T14:03+08:00/2024-05-12T14:17+08:00"),
    ],
)
def test_a_message_below_the_last_time_line_came_before_the_capture(
    line: str, captured: str, clock: str, value: str
) -> None:
    assert times(line, captured=captured, clock=clock)[1].value == value


def test_the_users_day_is_certain() -> None:
    told = times("14:03", days={"chat.png": date(2024, 5, 13)})[0]
    assert (told.value, told.assumed) == ("2024-05-13T14:03+08:00", False)


def said(*items: tuple[str, str], captured: str = "", modified: str = "", **more: object) -> list[Fact]:
    """The times of what a chat says, one cancellation after the other."""
    clock = captured[11:16] or modified[11:16] or "14:08"
    talk = replace(evidence("chat.png", chat_page(items, clock), captured=captured), modified=modified)
    rows = [("订单编号", ORDER), ("付款时间", "2024-05-12 23:50:10"), ("实付款", "¥128.00")]
    files = numbered(evidence("order.png", order_page(rows, "已发货")), talk)
    result = reading.read(files, reading.Overrides(**more))  # type: ignore[arg-type]
    return [f for f in result.facts if f.about == "said"]


ASK = ("buyer", "我要取消订单")
NO = ("agent", "无法取消哦")


@pytest.mark.parametrize(
    ("line", "captured", "anchor"),
    [
        ("2024-05-12 14:03", "2024-05-12T14:20:00", None),
        ("14:03", "2024-05-12T14:20:00", Anchor.FILE_NAME),
        ("昨天 14:03", "2024-05-13T09:00:00", Anchor.FILE_NAME),
        ("5月12日 14:03", "", Anchor.NEIGHBOUR),
        ("14:03", "", Anchor.NEIGHBOUR),
    ],
)
def test_what_completed_a_time_is_recorded(line: str, captured: str, anchor: Anchor | None) -> None:
    assert times(line, captured=captured)[0].anchor is anchor


@pytest.mark.parametrize("line", ["昨天 14:03", "周日 14:03"])
def test_the_file_systems_time_only_helps_to_guess(line: str) -> None:
    (first,) = said(("time", line), ASK, modified="2024-05-13T09:00:00")
    assert (first.value, first.assumed, first.anchor) == (
        "2024-05-12T14:03+08:00",
        True,
        Anchor.FILE_TIME,
    )


def test_the_users_day_is_for_clocks_without_any_day() -> None:
    """The day told for a file must not become that of a line that says 昨天."""
    (first,) = said(
        ("time", "昨天 14:03"), ASK, modified="2024-05-13T09:00:00", days={"chat.png": date(2024, 5, 13)}
    )
    assert (first.value, first.assumed) == ("2024-05-12T14:03+08:00", True)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("刚刚", "2024-05-13T00:10+08:00/2024-05-13T00:15+08:00"),
        ("3分钟前", "2024-05-13T00:11+08:00/2024-05-13T00:12+08:00"),
        ("1小时前", "2024-05-12T22:15+08:00/2024-05-12T23:15+08:00"),
    ],
)
def test_words_that_count_from_the_capture(word: str, value: str) -> None:
    (first,) = said(("time", word), ASK, captured="2024-05-13T00:15:12")
    assert (first.value, first.assumed) == (value, False)


def test_a_word_of_a_message_is_no_time() -> None:
    found = said(("time", "2024-05-12 23:55"), ("buyer", "昨天"), ASK, ("agent", "刚刚"), NO)
    assert {f.raw for f in found} == {"2024-05-12 23:55"}


def test_a_date_that_stands_alone_holds_for_the_clocks_below_it() -> None:
    found = said(
        ("time", "2024年5月12日"),
        ("time", "23:52"),
        ASK,
        ("time", "23:58"),
        NO,
        captured="2024-05-20T23:59:00",
    )
    assert [(f.value, f.assumed) for f in found] == [
        ("2024-05-12T23:52+08:00", False),
        ("2024-05-12T23:58+08:00", False),
    ]


def test_yesterday_that_stands_alone_holds_as_well() -> None:
    found = said(("time", "昨天"), ("time", "23:52"), ASK, captured="2024-05-13T09:00:00")
    assert [(f.value, f.assumed) for f in found] == [("2024-05-12T23:52+08:00", False)]


def test_a_bare_clock_below_a_dated_line_may_be_of_that_day_or_of_today() -> None:
    found = said(("time", "2024-05-12 13:52"), ASK, ("time", "13:58"), NO, captured="2024-05-20T15:59:00")
    assert [(f.value, f.assumed) for f in found] == [
        ("2024-05-12T13:52+08:00", False),
        ("2024-05-12T13:58+08:00", True),
    ]


def test_a_bare_clock_below_yesterday_is_todays() -> None:
    found = said(("time", "昨天 23:52"), ASK, ("time", "08:58"), NO, captured="2024-05-13T09:00:00")
    assert [(f.value, f.assumed) for f in found] == [
        ("2024-05-12T23:52+08:00", False),
        ("2024-05-13T08:58+08:00", False),
    ]


def test_a_clock_that_falls_is_of_the_next_day() -> None:
    dated = said(("time", "2024-05-12 23:58"), ASK, ("time", "00:03"), NO)
    assert [(f.value, f.assumed) for f in dated] == [
        ("2024-05-12T23:58+08:00", False),
        ("2024-05-13T00:03+08:00", True),
    ]
    bare = said(("time", "23:58"), ASK, ("time", "00:03"), NO)
    assert [(f.value, f.assumed) for f in bare] == [
        ("2024-05-12T23:58+08:00", True),
        ("2024-05-13T00:03+08:00", True),
    ]


def test_a_message_before_midnight_is_bounded_by_the_line_after_it() -> None:
    found = said(("time", "23:58"), ("buyer", "你好"), ASK, ("time", "00:03"), NO)
    assert found[1].value == "2024-05-12T23:58+08:00/2024-05-13T00:03+08:00"


def test_the_users_day_is_the_first_lines_and_midnight_passes() -> None:
    found = said(("time", "23:58"), ASK, ("time", "00:03"), NO, days={"chat.png": date(2024, 5, 12)})
    assert [(f.value, f.assumed) for f in found] == [
        ("2024-05-12T23:58+08:00", False),
        ("2024-05-13T00:03+08:00", True),
    ]


def test_clocks_that_fall_are_not_all_todays() -> None:
    found = said(("time", "13:58"), ASK, ("time", "09:03"), NO, captured="2024-05-12T15:00:00")
    assert all(f.assumed for f in found)
