"""What a buyer's words ask for: the table of sentences, each with the strength it has for a stranger."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import statements

REQUESTED, WITHDRAWN = EventKind.CANCEL_REQUESTED, EventKind.CANCEL_WITHDRAWN

PLAIN = (
    "请马上取消这个订单", "取消此订单，谢谢", "我申请取消订单并退款", "麻烦帮忙取消，谢谢", "我不要这个了，退款吧", "直接给我退款吧",
    "请尽快给我办理退款", "要求退款", "订单取消吧", "这单帮我退了", "我要退掉这个", "不想要了，帮我退款", "麻烦退款，拍错规格了",
    "买错区了，申请退款", "手滑拍错，麻烦取消", "刚下单，想取消", "请客服帮忙取消一下订单", "把这个订单给取消掉", "这个订单我要取消",
    "上面这个订单取消", "刚拍的这单取消", "现在申请退款，请处理", "请处理退款", "我要撤单", "我要退订", "恳请退款", "还没发货，请取消",
    "趁没发货赶紧给我取消", "先不要发货！取消订单！", "不用发了，给我退款", "停止发货并退款", "取消订单！！", "退单退单", "把钱退给我", "退我钱",
    "你好，CM20240512001这个订单取消", "我决定取消", "还是取消吧", "算了，取消吧", "那就取消吧", "好的，取消吧", "嗯嗯取消", "直接取消就好",
    "退款即可", "帮退下", "求退款", "能帮我取消一下吗", "可以麻烦您取消一下吗", "可否为我办理退款", "不想要了麻烦退款",
    "本人要求取消该订单并全额退款", "为什么不能取消？我付款才2分钟，请给我取消", "你们一直不退，我要求立即退款", "误操作下的单，望取消",
    "申请取消订单，不要扣手续费",
)  # fmt: skip
LEAVES_ROOM = (
    "能取消吗？", "我刚拍的单子买错了能退吗", "现在取消还来得及吗", "请问可以取消订单吗", "到底给不给退", "支持退款不", "你们给退吗",
    "如果不能按时到账我就要退款", "要是今天充不上就给我退款", "没发货的话就取消吧", "再不发货就给我退款", "要么发货要么退款", "我之前已经申请过退款了",
    "我14:03就申请取消了", "我刚才不是说要取消了吗", "我已在订单页提交取消申请", "客服让我申请退款", "系统提示我取消订单", "我想取消另一单",
    "我朋友想取消他的订单", "上一单帮我取消", "请不要发货", "停止充值", "先别发货", "拍了两个，退一个", "万一充不上能给我退款吧",
)  # fmt: skip
ASKS_NOTHING = (
    "怎么取消订单？", "如何申请退款", "取消要手续费吗", "取消收费吗", "取消订单会扣多少钱", "退款什么时候到账", "请问退款多久到账", "为什么不能取消",
    "凭什么不退", "你们迟迟不给退款", "取消不了怎么办", "我点不了取消", "找不到取消订单", "系统不让我取消", "取消流程是什么", "我想了解一下退款政策",
    "请告诉我怎么取消", "麻烦告知取消方式", "取消后钱退到哪", "要取消点哪里", "麻烦催一下退款", "帮忙查下退款进度", "我要投诉你们取消我的订单",
    "订单会不会被取消", "取消优惠券怎么弄", "取消关注", "谢谢，已经收到退款", "什么时候发货", "你好", "你们规则写的5分钟内可以免费取消",
    "不退款我就投诉",
)  # fmt: skip
TAKES_BACK = (
    "不用取消了，继续发货吧", "算了不退了", "不取消了", "别取消了", "不需要退款了，谢谢", "我撤回刚才的退款申请", "那就不退了吧", "请勿取消订单",
    "麻烦不要退款", "请不要取消我的订单", "别给我取消啊", "千万别退", "不要自动给我退款", "请不要主动退款", "我把取消申请撤了", "刚才说的取消作废",
    "退款申请是误操作，请继续发货", "误点了申请退款，请忽略", "退款不用了", "先不退了", "我没说要退款", "我不是要退款，是想问下什么时候到",
    "我没想取消", "不是不要，是取消不用了",
)  # fmt: skip


def said(text: str, *, asked: bool = False) -> dict[EventKind, bool]:
    return {s.kind: s.hedged for s in statements.find(Speaker.BUYER, text, asked=asked)}


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_request(text: str) -> None:
    assert said(text) == {REQUESTED: False}


@pytest.mark.parametrize("text", LEAVES_ROOM)
def test_a_question_a_condition_or_a_report_is_not_plain(text: str) -> None:
    assert said(text) == {REQUESTED: True}


@pytest.mark.parametrize("text", ASKS_NOTHING)
def test_no_request_at_all(text: str) -> None:
    assert REQUESTED not in said(text)
    assert WITHDRAWN not in said(text)


@pytest.mark.parametrize("text", TAKES_BACK)
def test_taking_a_request_back_or_never_meaning_one(text: str) -> None:
    found = said(text)
    assert WITHDRAWN in found
    assert found.get(REQUESTED, True)


@pytest.mark.parametrize(
    "text",
    [
        "还是正常发货吧",
        "那就发货吧",
        "麻烦尽快发货",
        "算了，还是要吧",
        "算了",
        "我改变主意了，还是要这个",
        "就这样吧",
    ],
)
def test_some_words_take_back_only_what_was_asked(text: str) -> None:
    assert WITHDRAWN in said(text, asked=True)
    assert WITHDRAWN not in said(text)


def test_the_last_word_of_a_message_counts() -> None:
    assert said("帮我取消。算了，不取消了")[REQUESTED]
    assert said("先不退了。还是给我退款吧") == {REQUESTED: False}


@pytest.mark.parametrize(
    "text", ["请不要给我取消，继续发货", "帮我看看能不能取消", "能不能取消你看一下", "我就问问，没想取消"]
)
def test_never_plain(text: str) -> None:
    assert said(text).get(REQUESTED, True)


def test_an_unknown_speaker_says_nothing_that_counts() -> None:
    assert statements.find(Speaker.UNKNOWN, "我要取消订单") == ()
