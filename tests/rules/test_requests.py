"""Requests and refusals as premises: taken back, renewed, granted, untimed, of another order."""

from __future__ import annotations

import pytest
from cases import ASK, FREE, ORDER, REFUSE, chat, judge, order, page, verdict

REFUSED = "grace.cancel-refused-inside"
SHIPPED = "grace.shipped-inside"
MANUAL = "manual.shipped-after-cancel-request"


def at(minute: str) -> tuple[str, str]:
    return ("time", f"2024-05-12 {minute}")


def states(rule: str, *files: object) -> list[str]:
    return [p.state.value for f in judge(*files) if f.rule == rule for p in f.premises]  # type: ignore[arg-type]


def test_a_request_taken_back_bears_nothing_even_when_asked_again_too_late() -> None:
    talk = chat(
        at("14:03"),
        ASK,
        at("14:04"),
        ("buyer", "算了，不取消了"),
        at("15:00"),
        ("buyer", "还是给我退款吧"),
        at("15:01"),
        REFUSE,
    )
    assert verdict(REFUSED, order(), talk, page(FREE)) in ("clear", "undetermined")


def test_a_request_renewed_in_time_counts() -> None:
    talk = chat(
        at("14:03"),
        ASK,
        at("14:04"),
        ("buyer", "算了，不取消了"),
        at("14:05"),
        ("buyer", "还是给我退款吧"),
        at("14:06"),
        REFUSE,
    )
    assert verdict(REFUSED, order(), talk, page(FREE)) == "breach"


def test_taking_back_without_a_time_is_still_taking_back() -> None:
    first = chat(at("14:03"), ASK, at("14:30"), REFUSE)
    second = chat(("buyer", "不取消了，继续发货吧"), ("agent", "好的"))
    assert verdict(REFUSED, order(), first, page(FREE), second) == "undetermined"


def test_going_on_takes_back_what_was_asked() -> None:
    talk = chat(at("14:03"), ASK, at("14:04"), ("buyer", "那还是正常发货吧"), at("14:06"), REFUSE)
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"


def test_a_second_thought_in_the_same_message_leaves_it_open() -> None:
    talk = chat(at("14:03"), ("buyer", "帮我取消。算了，不取消了"), at("14:06"), REFUSE)
    assert verdict(REFUSED, order(), talk, page(FREE)) != "breach"


@pytest.mark.parametrize(
    "words", ["能取消吗？", "如果不能按时到账我就要退款", "我之前已经申请过退款了", "上一单帮我取消"]
)
def test_hedged_words_bear_no_breach(words: str) -> None:
    talk = chat(at("14:03"), ("buyer", words), at("14:06"), ("agent", "系统自动发货，无法取消"))
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"


def test_a_day_that_is_only_assumed_bears_no_breach() -> None:
    talk = chat(("time", "14:03"), ASK, ("time", "14:06"), REFUSE)
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"


def test_the_captures_day_makes_a_bare_clock_certain() -> None:
    talk = chat(("time", "14:03"), ASK, ("time", "14:06"), REFUSE, captured="2024-05-12T14:08:30")
    assert verdict(REFUSED, order(), talk, page(FREE)) == "breach"


def test_a_message_below_its_time_line_may_be_later_than_the_window() -> None:
    talk = chat(at("14:03"), ("buyer", "你好"), ASK, at("14:30"), REFUSE)
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"
    close = chat(at("14:03"), ("buyer", "你好"), ASK, at("14:05"), REFUSE)
    assert verdict(REFUSED, order(), close, page(FREE)) == "breach"


def test_a_request_told_to_be_earlier_than_the_payment_decides_nothing() -> None:
    talk = chat(at("13:20"), ASK, at("14:06"), REFUSE)
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"


def test_an_answer_before_the_request_is_no_answer_to_it() -> None:
    talk = chat(at("14:02"), REFUSE, at("14:03"), ASK)
    assert verdict(REFUSED, order(), talk, page(FREE)) != "breach"


def test_a_robots_answer_is_not_relied_on() -> None:
    talk = chat(at("14:03"), ASK, at("14:04"), ("agent", "【自动回复】您好，自动发货商品无法取消"))
    assert verdict(REFUSED, order(), talk, page(FREE)) == "undetermined"


def test_a_bare_no_to_another_question_refuses_no_cancellation() -> None:
    direct = chat(at("14:03"), ASK, at("14:04"), ("agent", "不行哦"))
    assert verdict(REFUSED, order(), direct, page(FREE)) == "breach"
    other = chat(
        at("14:03"), ASK, at("14:04"), ("buyer", "那能换成别的面值吗"), at("14:05"), ("agent", "不行哦")
    )
    assert verdict(REFUSED, order(), other, page(FREE)) != "breach"


def test_what_the_shop_granted_it_did_not_withhold() -> None:
    talk = chat(at("14:03"), ASK, at("14:04"), ("agent", "好的，已为您取消"))
    shipped = order(shipped="2024-05-12 14:05:41")
    assert verdict(SHIPPED, shipped, talk, page(FREE)) == "undetermined"
    assert verdict(REFUSED, shipped, talk, page(FREE)) is None


def test_a_message_about_another_order_speaks_not_for_this_one() -> None:
    talk = chat(
        at("14:03"),
        ("buyer", f"订单{ORDER}什么时候发货"),
        at("14:04"),
        ("buyer", "订单CM20240512777申请取消"),
        at("14:05"),
        REFUSE,
    )
    assert verdict(REFUSED, order(), talk, page(FREE)) is None


def test_manual_work_begun_after_a_request_that_was_granted_is_left_open() -> None:
    clause = page("4.2 人工代充订单在开始处理前可取消。")
    talk = chat(
        ("time", "2024-05-12 20:15"), ASK, ("time", "2024-05-12 20:16"), ("agent", "好的，这就给您取消")
    )
    started = order(delivery="人工代充", started="2024-05-12 20:41:07")
    assert verdict(MANUAL, started, talk, clause) == "undetermined"


def test_a_condition_of_not_yet_shipped_needs_to_be_shown() -> None:
    clause = page("支付后5分钟内且未发货的，可免费取消。")
    talk = chat(at("14:03"), ASK, at("14:06"), REFUSE)
    waiting = order(banner="待发货")
    assert verdict(REFUSED, waiting, talk, clause) == "breach"
    assert verdict(REFUSED, order(banner="已发货"), talk, clause) == "undetermined"


def test_nothing_is_said_of_a_request_without_any_refusal() -> None:
    assert states(REFUSED, order(), chat(at("14:03"), ASK), page(FREE)) == []


def test_a_request_and_a_refusal_that_only_the_order_page_records_quote_nobody() -> None:
    rows = [("申请取消时间", "2024-05-12 14:03:20"), ("拒绝时间", "2024-05-12 14:06:00")]
    found = [f for f in judge(order(more=rows), page(FREE)) if f.rule == REFUSED]
    assert [f.verdict.value for f in found] == ["breach"]
    assert "“”" not in found[0].explanation


def test_a_request_at_an_unlabelled_time_of_application_is_not_relied_on() -> None:
    rows = [("申请时间", "2024-05-12 14:03:20"), ("拒绝时间", "2024-05-12 14:06:00")]
    assert verdict(REFUSED, order(more=rows), page(FREE)) == "undetermined"
