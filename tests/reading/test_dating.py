"""Days and years that a screen leaves out, and when they may be given to it."""

from __future__ import annotations

from datetime import date

import pytest
from pages import chat_page, evidence, numbered, order_page

from dossier import reading
from dossier.model import Fact

ORDER = "CM20240512001"


def times(
    line: str,
    *,
    captured: str = "",
    path: str = "chat.png",
    paid: str = "2024-05-12 14:02:10",
    **said: object,
) -> list[Fact]:
    """The times of a chat whose only time line is ``line``; its second message has none of its own."""
    talk = chat_page([("time", line), ("buyer", "我要取消订单"), ("buyer", "请马上取消订单")])
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
    ("line", "captured", "value"),
    [
        ("2024-05-12 14:03", "", "2024-05-12T14:03+08:00/2024-05-12"),
        ("2024-05-12 14:03", "2024-05-12T14:20:00", "2024-05-12T14:03+08:00/2024-05-12T14:20+08:00"),
        ("2024-05-12 14:03", "2024-05-13T09:00:00", "2024-05-12T14:03+08:00/2024-05-12"),
        # the status bar shows 14:08, and a bare clock is of the same day
        ("14:03", "2024-05-12T14:20:00", "2024-05-12T14:03+08:00/2024-05-12T14:08+08:00"),
    ],
)
def test_a_message_below_the_last_time_line_came_before_the_capture(
    line: str, captured: str, value: str
) -> None:
    assert times(line, captured=captured)[1].value == value


def test_the_users_day_is_certain() -> None:
    told = times("14:03", days={"chat.png": date(2024, 5, 13)})[0]
    assert (told.value, told.assumed) == ("2024-05-13T14:03+08:00", False)
