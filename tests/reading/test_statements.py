"""What a sentence does: asks, refuses, grants, takes back, or nothing at all."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import statements

REQUESTED, REFUSED = EventKind.CANCEL_REQUESTED, EventKind.CANCEL_REFUSED


def of(speaker: Speaker, text: str) -> dict[EventKind, bool]:
    return {s.kind: s.hedged for s in statements.find(speaker, text)}


@pytest.mark.parametrize(
    "text",
    [
        "订单CM20240512001误拍了，现申请取消，请勿发货", "帮我取消一下", "不想要了麻烦退款", "我要退款",
        "取消订单", "能帮我取消吗？", "买错了，不要了", "帮忙撤单", "麻烦把这单退了", "退一下", "你们为什么不给我取消，我要求立即退款",
    ],
)  # fmt: skip
def test_plain_requests(text: str) -> None:
    assert of(Speaker.BUYER, text).get(REQUESTED) is False


@pytest.mark.parametrize(
    "text",
    [
        "请不要发货",
        "可以取消吗",
        "请问可以退款吗",
        "拍错了能退吗",
        "如果不能发货就取消",
        "我14:03就申请取消了",
    ],
)
def test_requests_that_leave_room(text: str) -> None:
    assert of(Speaker.BUYER, text).get(REQUESTED) is not False


@pytest.mark.parametrize(
    "text",
    [
        "怎么取消",
        "取消要手续费吗",
        "为什么不能取消",
        "你好，在吗",
        "请问多久能退款",
        "什么时候发货",
        "取消不了吗",
    ],
)
def test_what_asks_for_nothing(text: str) -> None:
    assert REQUESTED not in of(Speaker.BUYER, text)


@pytest.mark.parametrize("text", ["不用取消了", "不取消了，继续发货吧", "算了不退了"])
def test_taken_back(text: str) -> None:
    found = of(Speaker.BUYER, text)
    assert EventKind.CANCEL_WITHDRAWN in found
    assert REQUESTED not in found


@pytest.mark.parametrize(
    "text",
    [
        "系统自动发货，无法取消", "订单已发货，不能退", "不支持取消", "取消不了的", "没办法退", "亲，虚拟商品不予退款",
        "拒绝退款", "您的取消申请已被驳回", "系统已发货不能退", "卡密已发出，退不了",
    ],
)  # fmt: skip
def test_plain_refusals(text: str) -> None:
    """In answer to a request; by themselves some of them only recite a rule."""
    said = statements.find(Speaker.AGENT, text, answering=True)
    assert [statement.hedged for statement in said if statement.kind is REFUSED] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "超过5分钟无法取消",
        "如已发货则无法取消",
        "不是不能取消，需要您提供订单号",
        "无法自动取消，我帮您人工取消",
        "一经发货概不退款",
    ],
)
def test_refusals_that_leave_room(text: str) -> None:
    assert of(Speaker.AGENT, text).get(REFUSED) is not False


@pytest.mark.parametrize(
    "text",
    [
        "您好，客服1024为您服务",
        "稍等，我帮您查询",
        "请问您是要取消订单吗？",
        "手续费是系统自动扣的，没办法退",
        "已为您取消订单",
    ],
)
def test_what_refuses_nothing(text: str) -> None:
    assert REFUSED not in of(Speaker.AGENT, text)


def test_a_promise_of_the_refund() -> None:
    assert EventKind.REFUND_PROMISED in of(Speaker.AGENT, "退款将在1-3个工作日到账")


def test_an_unknown_speaker_says_nothing_that_counts() -> None:
    assert of(Speaker.UNKNOWN, "我要取消") == {}


def test_a_bare_no_answers_only_a_request() -> None:
    assert statements.find(Speaker.AGENT, "不可以的，已经发了") == ()
    answered = statements.find(Speaker.AGENT, "不可以的，已经发了", answering=True)
    assert [statement.kind for statement in answered] == [REFUSED]
