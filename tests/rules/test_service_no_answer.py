"""service.no-answer: both ends of the time, machines, silence, and what must keep it from accusing."""

from __future__ import annotations

import pytest
from stories import Tale, judged

from dossier.model import EventKind, Line, Page, Speaker

RULE = "service.no-answer"
DAY = "PT24H;start=requested"


def asked(value: str = DAY) -> Tale:
    return Tale().term("answer_time", value, "客服24小时内答复", label="6").asked("2024-05-12 14:03")


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ("2024-05-13 14:02:59", "clear"),
        ("2024-05-13 14:03:00", "clear"),  # in time even if asked in the first second of 14:03
        ("2024-05-13 14:03:01", "undetermined"),
        ("2024-05-13 14:03", "undetermined"),
        ("2024-05-13 14:03:59", "undetermined"),
        ("2024-05-13 14:04:00", "breach"),
        ("2024-05-13 14:04", "breach"),
        ("2024-05-13", "undetermined"),
        ("2024-05-14", "breach"),
    ],
)
def test_the_boundary(answered: str, expected: str) -> None:
    assert asked().said(EventKind.ANSWERED, answered).verdict(RULE) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2024-05-13 14:03:59", "possible"), ("2024-05-13 14:04", "breach"), ("2024-05-12 14:20", "possible")],
)
def test_silence_counts_only_where_the_chat_is_shown_until_later(until: str, expected: str) -> None:
    assert asked().until(until).verdict(RULE) == expected


def test_an_end_that_is_only_assumed_proves_no_silence() -> None:
    assert asked().until("2024-05-20 10:00", assumed=True).verdict(RULE) == "possible"


def test_the_end_of_another_chat_proves_no_silence() -> None:
    assert asked().until("2024-05-20 10:00", file="E4").verdict(RULE) == "possible"


@pytest.mark.parametrize(
    "kind",
    [EventKind.CANCEL_REFUSED, EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED, EventKind.ANSWERED],
)
def test_whatever_the_shop_says_is_an_answer(kind: EventKind) -> None:
    assert asked().said(kind, "2024-05-12 14:10").until("2024-05-20 10:00").verdict(RULE) == "clear"


def test_a_machines_words_are_no_answer() -> None:
    tale = asked().said(EventKind.ANSWERED, "2024-05-12 14:03", robot=True, hedged=True)
    assert tale.said(EventKind.CANCEL_REFUSED, "2024-05-14 09:00").verdict(RULE) == "breach"


def test_words_that_may_or_may_not_be_an_answer_leave_it_open() -> None:
    tale = asked().said(EventKind.ANSWERED, "2024-05-12 14:10", hedged=True)
    assert tale.said(EventKind.CANCEL_REFUSED, "2024-05-14 09:00").verdict(RULE) == "undetermined"


def test_an_answer_of_an_assumed_day_decides_nothing() -> None:
    assert asked().said(EventKind.ANSWERED, "2024-05-14 09:00", assumed=True).verdict(RULE) == "undetermined"


def test_service_hours_leave_it_open() -> None:
    tale = asked("PT5M;start=requested;hours=service")
    assert tale.said(EventKind.ANSWERED, "2024-05-12 23:00").verdict(RULE) == "undetermined"


def test_working_days_are_counted_as_such() -> None:
    # Asked on Sunday; the first working day after it is Monday, until midnight.
    tale = asked("P1D;days=working;start=requested")
    assert tale.said(EventKind.ANSWERED, "2024-05-13 23:59:59").verdict(RULE) == "clear"
    tale = asked("P1D;days=working;start=requested")
    assert tale.said(EventKind.ANSWERED, "2024-05-14 00:00:00").verdict(RULE) == "breach"


def test_a_time_stated_in_the_chat_counts_from_its_saying() -> None:
    def told(answered: str) -> str | None:
        tale = (
            Tale()
            .asked("2024-05-12 14:03")
            .said(EventKind.ANSWERED, "2024-05-12 14:05", "请稍等，2小时内答复您")
        )
        tale.term("answer_time", "PT2H;start=said", "2小时内答复您", file="E2", speaker=Speaker.AGENT)
        return tale.said(EventKind.CANCEL_REFUSED, answered).verdict(RULE)

    assert told("2024-05-12 16:04") == "clear"
    assert told("2024-05-12 16:05") == "undetermined"
    assert told("2024-05-12 16:06") == "breach"


def test_a_time_stated_before_the_request_is_none_for_it() -> None:
    tale = Tale().said(EventKind.ANSWERED, "2024-05-12 13:00", "2小时内答复您")
    tale.term("answer_time", "PT2H;start=said", "2小时内答复您", file="E2", speaker=Speaker.AGENT)
    assert (
        tale.asked("2024-05-12 14:03").said(EventKind.CANCEL_REFUSED, "2024-05-14 09:00").verdict(RULE)
        is None
    )


def test_without_a_time_nothing_is_said() -> None:
    assert Tale().asked("2024-05-12 14:03").until("2024-06-12 10:00").verdict(RULE) is None


def test_a_reminder_counts_only_where_it_surely_went_unanswered() -> None:
    tale = asked().said(EventKind.ANSWERED, "2024-05-12 14:10")
    tale.said(EventKind.CHASED, "2024-05-12 15:00", "在吗", by=Speaker.BUYER)
    assert tale.verdict(RULE) == "clear"
    assert tale.until("2024-05-14 10:00").verdict(RULE) == "breach"


def test_a_time_for_other_goods_does_not_hold() -> None:
    tale = Tale().term("answer_time", f"{DAY};delivery=manual").asked("2024-05-12 14:03")
    assert tale.said(EventKind.ANSWERED, "2024-05-20 10:00").verdict(RULE) is None


def test_a_machines_notice_without_a_time_counts_from_the_request_and_binds_nobody() -> None:
    tale = Tale().asked("2024-05-12 14:03")
    words = "人工客服将在2小时内回复您"
    tale.term("answer_time", "PT2H;start=requested", words, file="E2", line=99, hedged=True)
    assert tale.said(EventKind.ANSWERED, "2024-05-12 18:00").verdict(RULE) == "undetermined"


def test_a_telephone_call_that_the_chat_mentions_may_have_been_the_answer() -> None:
    tale = asked().said(EventKind.CHASED, "2024-05-14 09:00", "你们打过电话说会处理", by=Speaker.BUYER)
    tale.said(EventKind.ANSWERED, "2024-05-14 10:00")
    page = Page(1, 720, 1280, (Line(1, "你们打过电话说会处理"),))
    assert judged(tale, chat=page)[RULE].verdict == "undetermined"
