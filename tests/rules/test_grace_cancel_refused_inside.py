"""grace.cancel-refused-inside: when a request was in time, and what is a refusal."""

from __future__ import annotations

import pytest
from cases import ASK, FREE, ORDER, REFUSE, asked, chat, order, page, verdict

RULE = "grace.cancel-refused-inside"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2024-05-12 14:03", "breach"),
        ("2024-05-12 14:06", "breach"),
        ("2024-05-12 14:07", "undetermined"),  # 14:07:00–14:07:59 against an end at 14:07:10
        ("2024-05-12 14:08", "clear"),
        ("2024-05-12 14:07:10", "breach"),
        ("2024-05-12 14:07:11", "clear"),
        ("5月12日 14:03", "breach"),  # the year is the order's
        ("2024年5月12日 下午2:03", "breach"),
    ],
)
def test_the_boundary(time: str, expected: str) -> None:
    assert verdict(RULE, order(), asked(time), page(FREE)) == expected


def test_a_three_minute_window_is_three_minutes() -> None:
    rules = page("支付后3分钟内可免费取消。")
    assert verdict(RULE, order(), asked("2024-05-12 14:04"), rules) == "breach"
    assert verdict(RULE, order(), asked("2024-05-12 14:06"), rules) == "clear"


@pytest.mark.parametrize(
    "words",
    [
        "不支持取消",
        "亲，取消不了的",
        "订单已发货，不能退",
        "没办法给您退",
        "您的取消申请已被驳回",
        "抱歉，虚拟商品不予退款",
    ],
)
def test_refusals(words: str) -> None:
    assert verdict(RULE, order(), asked(answer=("agent", words)), page(FREE)) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        "如已发货则无法取消",
        "超过5分钟无法取消哦",
        "请问是不能取消吗？",
        "不是不能取消，请您提供订单号",
        "一经发货概不退款",
    ],
)
def test_words_that_may_mean_something_else_decide_nothing(words: str) -> None:
    assert verdict(RULE, order(), asked(answer=("agent", words)), page(FREE)) in (
        "undetermined",
        "possible",
        None,
    )


@pytest.mark.parametrize("words", ["您好，请稍等", "已为您取消订单", "手续费没办法退哦"])
def test_no_refusal_no_finding(words: str) -> None:
    assert verdict(RULE, order(), asked(answer=("agent", words)), page(FREE)) is None


@pytest.mark.parametrize("words", ["怎么取消订单", "取消要收手续费吗", "不用取消了，谢谢", "什么时候发货"])
def test_what_asks_for_nothing_is_no_request(words: str) -> None:
    found = verdict(RULE, order(), asked(ask=("buyer", f"订单{ORDER}，{words}")), page(FREE))
    assert found in ("possible", "undetermined", "clear", None)
    assert found != "breach"


@pytest.mark.parametrize("words", ["可以取消吗", "要是还没发就取消吧", "我之前已经申请取消了"])
def test_a_doubtful_request_decides_nothing(words: str) -> None:
    assert verdict(RULE, order(), asked(ask=("buyer", words)), page(FREE)) in ("undetermined", "possible")


def test_a_request_taken_back_decides_nothing() -> None:
    talk = chat(
        ("time", "2024-05-12 14:03"), ASK,
        ("time", "2024-05-12 14:04"), ("buyer", "算了，不取消了，继续发货吧"),
        ("time", "2024-05-12 14:05"), REFUSE,
    )  # fmt: skip
    assert verdict(RULE, order(), talk, page(FREE)) != "breach"


def test_a_refusal_before_the_request_answers_something_else() -> None:
    talk = chat(("time", "2024-05-12 14:02"), REFUSE, ("time", "2024-05-12 14:04"), ASK)
    assert verdict(RULE, order(), talk, page(FREE)) != "breach"


def test_refused_then_granted_decides_nothing() -> None:
    talk = chat(
        ("time", "2024-05-12 14:03"), ASK,
        ("time", "2024-05-12 14:04"), REFUSE,
        ("time", "2024-05-12 14:06"), ("agent", "已经为您取消了订单"),
    )  # fmt: skip
    assert verdict(RULE, order(), talk, page(FREE)) == "undetermined"


def test_a_clock_without_a_day_decides_nothing_until_the_day_is_told() -> None:
    talk = chat(("time", "14:03"), ASK, ("time", "14:04"), REFUSE)
    assert verdict(RULE, order(), talk, page(FREE)) == "undetermined"
    dated = chat(("time", "14:03"), ASK, ("time", "14:04"), REFUSE, captured="2024-05-12T14:10:00")
    assert verdict(RULE, order(), dated, page(FREE)) == "breach"
    other = chat(("time", "14:03"), ASK, ("time", "14:04"), REFUSE, captured="2024-05-13T14:10:00")
    assert verdict(RULE, order(), other, page(FREE)) == "clear"


def test_yesterday_counts_from_the_capture() -> None:
    talk = chat(("time", "昨天 14:03"), ASK, ("time", "昨天 14:04"), REFUSE, captured="2024-05-13T09:00:00")
    assert verdict(RULE, order(), talk, page(FREE)) == "breach"


def test_a_message_without_a_time_line_of_its_own_lies_between_two() -> None:
    early = chat(("time", "2024-05-12 14:03"), ("buyer", "你好"), ASK, ("time", "2024-05-12 14:05"), REFUSE)
    assert verdict(RULE, order(), early, page(FREE)) == "breach"
    open_ended = chat(("time", "2024-05-12 14:03"), ("buyer", "你好"), ASK, REFUSE)
    assert verdict(RULE, order(), open_ended, page(FREE)) == "undetermined"


def test_another_orders_chat_accuses_nobody() -> None:
    foreign = ("buyer", "订单CM20240512999拍错了，申请取消")
    assert verdict(RULE, order(), asked(ask=foreign), page(FREE)) is None


def test_without_a_rule_page_the_verdict_is_at_most_possible() -> None:
    assert verdict(RULE, order(), asked()) == "possible"


def test_what_an_agent_says_of_the_rules_is_no_rule_page() -> None:
    talk = chat(
        ("time", "2024-05-12 14:01"), ("agent", "您好，支付后5分钟内可以免费取消哦"),
        ("time", "2024-05-12 14:03"), ASK,
        ("time", "2024-05-12 14:04"), REFUSE,
    )  # fmt: skip
    assert verdict(RULE, order(), talk) == "possible"
    assert verdict(RULE, order(), talk, page(FREE)) == "breach"
