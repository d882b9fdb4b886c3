"""Times in every shape of the screens, and what must not be taken for one."""

from __future__ import annotations

import time

import pytest

from dossier.reading import calendar, stamps


def values(text: str) -> list[str]:
    return [calendar.value(stamp) for stamp in stamps.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-12 14:03:22", "2024-05-12T14:03:22+08:00"),
        ("2024-05-1214:03:22", "2024-05-12T14:03:22+08:00"),  # engines lose the blank
        ("2024-05-12 14：03：22", "2024-05-12T14:03:22+08:00"),
        ("2024-05-12 14;03", "2024-05-12T14:03+08:00"),
        ("2024/5/12 14:03", "2024-05-12T14:03+08:00"),
        ("5/12/2024 2:03:22 PM", "2024-05-12T14:03:22+08:00"),  # a window copied under American settings
        ("5/12/2024 12:03:22 AM", "2024-05-12T00:03:22+08:00"),
        ("2024.05.12 14:02:10", "2024-05-12T14:02:10+08:00"),
        ("2024.05.12 14.02", "2024-05-12T14:02+08:00"),
        ("2024–10–14 12:57", "2024-10-14T12:57+08:00"),  # iOS draws the hyphens long
        ("2024年5月12日 14:03", "2024-05-12T14:03+08:00"),
        ("2025年6月19日17:21:58", "2025-06-19T17:21:58+08:00"),
        ("2024年5月12日14时03分22秒", "2024-05-12T14:03:22+08:00"),
        ("2024-05-12", "2024-05-12"),
        ("5月12日 下午2:03", "--05-12T14:03"),
        ("05-12 14:03", "--05-12T14:03"),
        ("14:03", "T14:03"),
        ("昨天 14:03", "昨天T14:03"),
        ("星期二 09:15", "星期二T09:15"),
        ("周二 下午2：03", "周二T14:03"),
        ("前天 晚上11:58", "前天T23:58"),
        ("Yesterday 14:03", "YesterdayT14:03"),
        ("晚上8:15", "T20:15"),
        ("上午12:05", "T00:05"),
        ("中午12:05", "T12:05"),
        ("凌晨1:05", "T01:05"),
        ("付款时间：2024-05-12 14:02:10", "2024-05-12T14:02:10+08:00"),
        ("工号20182024-08-0910:36:20", "2024-08-09T10:36:20+08:00"),  # a number glued to the date
    ],
)
def test_shapes(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2024-13-12 14:03", "2024-02-30", "25:10", "14:61", "15.00元", "¥128.00", "10%-20%", "5分钟内", "3.1 条",
        "上周二 14:03", "大前天 14:03", "12日 14:03", "去年5月12日 14:03", "Tuesday 14:03",
        "CM20240512001", "4200002345202405121234567890", "138****0000", "1:1", "",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert values(text) == []


def test_a_day_and_an_hour_run_together_are_doubtful() -> None:
    (stamp,) = stamps.find("2024/5/112:03")
    assert stamp.doubtful
    (sure,) = stamps.find("2024/5/1212:03")
    assert not sure.doubtful


def test_the_span_points_back_to_the_words() -> None:
    text = "下单时间：2024年5月12日 14:02 已付款"
    (stamp,) = stamps.find(text)
    assert text[stamp.start : stamp.end].strip() == stamp.raw == "2024年5月12日 14:02"


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "2024-05-12 " * 2_000, "14:0" * 5_000, "年月日" * 7_000, "（" * 20_000]
)
def test_long_text_takes_no_long_time(text: str) -> None:
    start = time.process_time()
    list(stamps.find(text))
    assert time.process_time() - start < 5
