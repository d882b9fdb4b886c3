"""Times are China's unless the page says otherwise; then they are told in China's all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import evidence, numbered, order_page

from dossier import reading
from dossier.model import FactKind, FactStatus
from dossier.reading import calendar, stamps, zones
from dossier.reading.stamps import Stamp

NOON = "2024-05-12T14:02:10+08:00"
TO_THE_MINUTE = "2024-05-12T14:02+08:00"


def only(text: str) -> Stamp:
    (found,) = stamps.find(text)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-12 06:02:10 UTC", NOON),
        ("2024-05-12 06:02:10（UTC）", NOON),
        ("2024-05-12T06:02:10Z", NOON),
        ("2024-05-12T06:02:10.123Z", NOON),
        ("2024-05-12T06:02:10+00:00", NOON),
        ("2024-05-12T06:02+00:00", TO_THE_MINUTE),
        ("2024-05-12 15:02:10 GMT+9", NOON),
        ("2024/05/12 15:02 UTC+09:00", TO_THE_MINUTE),
        ("2024-05-12 11:32:10 UTC+5:30", NOON),
        ("2024-05-12 02:02:10 -0400", NOON),
        ("2024年5月12日 15:02 日本时间", TO_THE_MINUTE),
        ("2024年5月11日 下午11:02 太平洋时间", TO_THE_MINUTE),  # summer time: UTC-7
        ("2024-05-12 02:02 美东时间", TO_THE_MINUTE),
        ("太平洋时间：2024-05-11 23:02:10", NOON),
        ("2024-05-11 23:02:10 PDT", NOON),
        ("2024-01-11 23:02 PST", "2024-01-12T15:02+08:00"),
        ("2024-01-11 23:02 美东时间", "2024-01-12T12:02+08:00"),
        ("2024-12-31 23:30 UTC", "2025-01-01T07:30+08:00"),
    ],
)
def test_a_printed_zone_is_counted_with_and_its_words_are_kept(text: str, value: str) -> None:
    stamp = only(text)
    assert calendar.value(stamp) == value
    assert stamp.raw == text
    assert stamp.zone
    assert not stamp.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-12 14:02:10",
        "2024-05-12 14:02:10+08:00",
        "2024-05-12 14:02:10 +0800",
        "2024-05-12 14:02:10 GMT+0800 (中国标准时间)",
        "北京时间 2024-05-12 14:02:10",
        "2024-05-12 14:02:10（北京时间）",
        "2024-05-12 14:02:10 客服小某",
        "2024-05-12 14:02:10 +86 138****0000",
        "2024-05-12 14:02:10 -1000.00",
        "2024-05-12 14:02:10 +1000",
        "2024-05-12 14:02:10 ESTIMATE",
    ],
)
def test_china_and_what_is_no_zone_change_nothing(text: str) -> None:
    stamp = only(text)
    assert calendar.value(stamp) == NOON
    assert not stamp.doubtful


@pytest.mark.parametrize("text", ["2024-05-12 10:00-12:00", "2024-05-12 10:00:00-12:00:00"])
def test_a_span_of_two_clocks_is_no_offset(text: str) -> None:
    first = next(stamps.find(text))
    assert (first.hour, first.zone) == (10, "")


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-12 14:02 CST",  # China's, Chicago's, Cuba's
        "2024-05-12 14:02 当地时间",
        "2024-07-11 23:02 PST",  # standard time in summer: one of the two is wrong
        "2024-11-03 01:30 太平洋时间",  # the hour that comes twice
        "14:02 UTC",  # of which day in China?
        "5月12日 14:02 UTC",
    ],
)
def test_what_cannot_be_counted_is_not_relied_on(text: str) -> None:
    assert only(text).doubtful


@pytest.mark.parametrize(
    ("day", "hours"), [("2024-03-10", 15), ("2024-03-09", 16), ("2024-11-02", 15), ("2024-11-04", 16)]
)
def test_american_summer_time_begins_and_ends_on_its_sundays(day: str, hours: int) -> None:
    there = calendar.interval(f"{day}T12:00:00+08:00").earliest
    here = calendar.interval(calendar.value(only(f"{day} 12:00:00 太平洋时间"))).earliest
    assert (here - there).total_seconds() == hours * 3600


def test_a_zone_belongs_to_the_time_before_it() -> None:
    first, second = stamps.find("2024-05-12 06:02:10 UTC 2024-05-12 15:00:00")
    assert (first.hour, second.hour) == (14, 15)


def test_a_bracket_around_time_and_zone_is_not_theirs() -> None:
    assert only("[2024-05-12 06:02:10 UTC] 我：在吗").raw == "2024-05-12 06:02:10 UTC"
    assert only("(UTC) 2024-05-12 06:02:10").raw == "(UTC) 2024-05-12 06:02:10"


def test_a_run_of_digits_has_its_zone_too() -> None:
    found = stamps.compact("20240512060210 UTC")
    assert found is not None
    assert calendar.value(found) == NOON


@pytest.mark.parametrize(
    ("note", "known"),
    [
        ("以上时间均为UTC时间", True),
        ("时区：UTC+9", True),
        ("所有时间以太平洋时间为准", True),
        ("All times are in UTC", True),
        ("支持多时区商品", False),
        ("服务时间：UTC 09:00-18:00", False),
    ],
)
def test_a_page_may_name_its_zone(note: str, known: bool) -> None:
    assert (zones.noted(["订单详情", note]) is not None) is known


def times(label: str, value: str, *notes: str) -> list[tuple[str, str]]:
    rows = [("订单编号", "CM20240512001"), (label, value), ("实付款", "¥100.00"), *((n, "") for n in notes)]
    found = reading.read(numbered(evidence("order.png", order_page(rows, "已发货"))))
    return [(f.value, f.raw) for f in found.facts if f.kind is FactKind.TIMESTAMP and f.about == "paid"]


def test_a_page_s_times_are_told_in_china_s() -> None:
    printed = "2024-05-12 06:02:10"
    assert times("付款时间", printed) == [("2024-05-12T06:02:10+08:00", printed)]
    assert times("付款时间", f"{printed} UTC") == [(NOON, f"{printed} UTC")]
    assert times("付款时间(UTC)", printed) == [(NOON, printed)]
    assert times("付款时间", printed, "以上时间均为UTC时间") == [(NOON, printed)]
    assert times("付款时间", "2024-05-12 14:02:10 北京时间", "以上时间均为UTC时间")[0][0] == NOON


def test_a_time_of_an_unknown_zone_is_disputed() -> None:
    rows = [("订单编号", "CM20240512001"), ("付款时间", "2024-05-12 14:02:10 CST"), ("实付款", "¥100.00")]
    found = reading.read(numbered(evidence("order.png", order_page(rows, "已发货"))))
    (paid,) = [f for f in found.facts if f.kind is FactKind.TIMESTAMP and f.about == "paid"]
    assert paid.status is FactStatus.DISPUTED


PARTS = st.sampled_from(
    [
        "2024-05-12", "2024年2月29日", "2024-03-10", "T", " ", "06:02", "06:02:10", "02:30:00", ".123", "Z", "UTC", "GMT+9",
        "+00:00", "-0700", "+14:00", "（", "）", "(", ")", "[", "]", "北京时间", "太平洋时间", "PST", "CST", "：", "昨天", "5月12日",
    ]
)  # fmt: skip


@given(st.lists(PARTS, max_size=9).map("".join))
def test_whatever_is_printed_a_time_s_words_are_those_of_its_place(text: str) -> None:
    end = 0
    for stamp in stamps.find(text):
        assert stamp.raw == text[stamp.start : stamp.end].strip()
        assert stamp.start >= end
        end = stamp.end
        calendar.value(stamp)
