"""The buyer writes again, and either side says that the money has not come."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import chasing, statements

BUYER, AGENT = Speaker.BUYER, Speaker.AGENT


def chased(text: str) -> bool | None:
    """Whether a chaser is hedged; None where the message is none."""
    found = chasing.find(text)
    return None if found is None else found.hedged


def pending(speaker: Speaker, text: str, *, asked: bool = True, owed: bool = True) -> bool | None:
    found = {s.kind: s.hedged for s in statements.find(speaker, text, asked=asked, owed=owed)}
    return found.get(EventKind.REFUND_PENDING)


@pytest.mark.parametrize(
    "text",
    [
        "在吗", "亲，在吗？", "有人吗", "在不在", "有没有人啊", "人呢", "客服呢", "？？", "???", "怎么还没退", "怎么还不退款", "多久能退", "什么时候能退款",
        "请尽快答复", "麻烦快点处理一下", "为什么不回我", "一直没人回复", "给个说法", "处理得怎么样了", "有结果了吗", "到底什么时候到账", "还要等多久",
        "都等了三天了", "催一下", "已读不回是什么意思", "退款了吗", "取消成功了吗", "快点退啊", "你们说24小时内回复，怎么还没回复",
    ],
)  # fmt: skip
def test_asking_again(text: str) -> None:
    assert chased(text) is False


@pytest.mark.parametrize("text", ["?", "好的，请尽快处理", "嗯，多久能到", "如果不处理我就投诉"])
def test_asking_again_perhaps(text: str) -> None:
    assert chased(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "你好", "好的谢谢", "知道了", "我要取消订单", "订单号是CM20240512001", "不着急，慢慢来", "为什么不能取消", "怎么还没发货", "我不理解", "谢谢，收到退款了",
        "你们说会尽快处理", "不用回复了", "客服在哪里联系", "没人玩这个", "这个游戏好玩吗", "多久能发货",
    ],
)  # fmt: skip
def test_words_that_ask_for_nothing_again(text: str) -> None:
    assert chased(text) is None


def test_only_something_open_can_be_asked_for_again() -> None:
    first = statements.find(BUYER, "在吗", open_=False)
    again = statements.find(BUYER, "在吗", open_=True)
    assert [s.kind for s in first] == []
    assert [s.kind for s in again] == [EventKind.CHASED]


def test_a_request_made_once_more_is_a_request() -> None:
    found = statements.find(BUYER, "怎么还没处理，请立即取消订单", asked=True, open_=True)
    assert [s.kind for s in found] == [EventKind.CANCEL_REQUESTED]


@pytest.mark.parametrize(
    "text",
    [
        "到现在还没收到退款",
        "退款呢",
        "我的钱一直没退",
        "都三天了退款还没到",
        "退款一直没有到账",
        "还没给我退款",
    ],
)
def test_the_buyer_says_that_the_refund_has_not_come(text: str) -> None:
    assert pending(BUYER, text, asked=False, owed=False) is False


@pytest.mark.parametrize("text", ["钱还没到账", "还没到账", "一分钱没收到"])
def test_money_is_the_refund_only_where_one_is_owed(text: str) -> None:
    assert pending(BUYER, text) is False
    assert pending(BUYER, text, owed=False) is not False


@pytest.mark.parametrize(
    "text",
    [
        "退款是不是还没到账",
        "退款还没到账吗",
        "如果退款还没收到呢",
        "你们说退款还没到账",
        "朋友的退款也没到账",
        "明天退款还没到账我就投诉",
    ],
)
def test_the_buyer_leaves_it_open(text: str) -> None:
    assert pending(BUYER, text) is True


@pytest.mark.parametrize(
    "text",
    [
        "点券还没到账", "没收到货", "充的钱没到账", "退款到账了，谢谢", "我没有申请退款", "没有退款按钮", "没看到退款按钮", "为什么不退款", "怎么还没退",
        "退款到账了吗",
    ],
)  # fmt: skip
def test_words_of_the_buyer_that_do_not_say_so(text: str) -> None:
    assert pending(BUYER, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "财务还没打款",
        "退款还没有成功，请再等等",
        "退款中",
        "正在为您处理退款，请耐心等待",
        "款项还没退给您",
        "退款目前还在处理中",
    ],
)
def test_the_shop_says_that_it_has_not_paid_yet(text: str) -> None:
    assert pending(AGENT, text, owed=False) is False


@pytest.mark.parametrize(
    "text", ["还在处理中", "银行那边还没处理", "目前还未到账，请您耐心等待", "款还没下来"]
)
def test_short_words_of_the_shop_speak_of_a_refund_that_is_owed(text: str) -> None:
    assert pending(AGENT, text, owed=True) is False
    assert pending(AGENT, text, owed=False) is True
    assert pending(AGENT, text, asked=False, owed=False) is None


@pytest.mark.parametrize(
    "text", ["如果还没到账请联系银行", "您是说退款没到账？", "退款申请还在审核中", "您的订单还在处理中"]
)
def test_the_shop_leaves_it_open(text: str) -> None:
    assert pending(AGENT, text, owed=False) is not False


@pytest.mark.parametrize(
    "text",
    [
        "预计3天到账", "退款将在3个工作日内到账", "退款已到账", "系统没有退款功能", "平台没有退款服务", "款项未到账，无法发货", "您的付款还没到账", "到账了吗",
        "请再等等", "没有退款记录",
    ],
)  # fmt: skip
def test_words_of_the_shop_that_do_not_say_so(text: str) -> None:
    assert pending(AGENT, text) is None
