"""What an agent's words do: refuse this order, recite a rule, grant, promise, or nothing."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import answering, statements

REFUSED, ACCEPTED, PROMISED = (
    EventKind.CANCEL_REFUSED,
    EventKind.CANCEL_ACCEPTED,
    EventKind.REFUND_PROMISED,
)

REFUSES = (
    "您好，工号1024为您服务，系统自动发货，无法取消", "抱歉亲，虚拟类不支持退的", "卡密已经发出去了，没办法退", "订单已完成，无法取消",
    "这边没法给您取消", "取消不了的哦", "亲，不能取消哈", "发货了就不能退了", "这个不退的", "抱歉无法受理您的取消申请", "退款申请驳回了",
    "对不起，不能退款", "不予退款", "不给退", "拒绝您的退款请求", "您好，您的退款申请我们拒绝了", "按规定不能取消", "规则写了不退不换",
    "该订单不支持取消", "您的订单已超过5分钟，无法取消", "已经开始处理，不能退", "您好，您的订单不符合取消条件", "为您申请了退款但被驳回",
    "您的申请不通过", "不行哦", "虚拟商品不予退款", "平台规定的，取消不了",
    "超过30分钟了，不能取消了哦",
)  # fmt: skip
MAY_REFUSE = (
    "超过5分钟无法取消", "超过5分钟了就不能取消", "发货后不能取消", "如已发货则无法取消", "一般是不能取消的", "可能无法取消", "估计退不了", "应该是不能取消的",
    "暂时退不了，稍后再试", "不能直接取消，可以申请售后退款", "不能马上退款，需要审核", "不能全额退款，要扣20%", "谁跟您说不能取消的",
    "您说不能取消是什么意思", "是不能取消吗", "不是不能取消，是需要扣20%手续费", "取消失败，请重试", "系统故障无法退款，已登记",
    "我们规则写明发货后不能退款，您还没发货，可以退",
)  # fmt: skip
DOES_NOT_REFUSE = (
    "请问您为什么要取消呢", "您是要取消订单吗？", "您放心，订单不会自动取消", "不要取消哦，马上发货", "手续费不退", "手续费没办法退",
    "无法查看退款进度", "无法确认您的取消申请", "我问下能不能退", "不清楚能不能退", "好的，请稍等", "不用退",
)  # fmt: skip
GRANTS = (
    "可以的，已为您取消", "好的，马上给您退款", "同意退款", "已退款，请注意查收", "这边已经给您退了", "已帮您操作取消", "款已原路返回", "取消好了",
    "同意您的取消申请", "没问题，给您退", "您的订单已取消", "已帮您撤单", "已全额退款", "这单给您取消了",
)  # fmt: skip


def said(text: str, *, answering: bool = True) -> dict[EventKind, bool]:
    return {s.kind: s.hedged for s in statements.find(Speaker.AGENT, text, answering=answering)}


@pytest.mark.parametrize("text", REFUSES)
def test_a_plain_refusal_of_what_was_asked(text: str) -> None:
    assert said(text).get(REFUSED) is False


@pytest.mark.parametrize("text", MAY_REFUSE)
def test_a_condition_a_doubt_or_a_report_is_no_plain_refusal(text: str) -> None:
    assert said(text).get(REFUSED) is not False


@pytest.mark.parametrize("text", DOES_NOT_REFUSE)
def test_words_that_refuse_no_cancellation(text: str) -> None:
    assert REFUSED not in said(text)


@pytest.mark.parametrize("text", GRANTS)
def test_granting(text: str) -> None:
    found = said(text)
    assert ACCEPTED in found
    assert REFUSED not in found


@pytest.mark.parametrize(
    "text", ["虚拟商品不支持退款", "本店商品售出概不退换", "付款后不能取消", "平台规定的，取消不了"]
)
def test_a_general_rule_refuses_only_as_an_answer(text: str) -> None:
    assert said(text, answering=True)[REFUSED] is False
    assert said(text, answering=False)[REFUSED] is True


@pytest.mark.parametrize("text", ["不行", "不可以哦", "抱歉，做不到的"])
def test_a_bare_no_answers_only_what_was_just_asked(text: str) -> None:
    assert said(text, answering=True) == {REFUSED: False}
    assert said(text, answering=False) == {}


@pytest.mark.parametrize(
    "text",
    [
        "5分钟内可以取消",
        "规则是支付后5分钟内可以免费取消",
        "未支付的订单系统会自动取消",
        "您是要取消订单吗",
        "我看下能不能取消",
    ],
)
def test_reciting_or_looking_grants_nothing_for_certain(text: str) -> None:
    assert said(text).get(ACCEPTED, True)


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("退款将在1-3个工作日内原路退回", False),
        ("款项预计24小时内到账", False),
        ("审核通过后1-3个工作日内退款到账", True),
        ("一般3个工作日内退款到账", True),
    ],
)
def test_promising_a_refund(text: str, *, hedged: bool) -> None:
    assert said(text)[PROMISED] is hedged


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("订单已自动发货", EventKind.SHIPPED),
        ("卡密已发放，请查收", EventKind.SHIPPED),
        ("卖家已开始处理订单", EventKind.SERVICE_STARTED),
        ("商家拒绝了您的退款申请", REFUSED),
        ("商家已同意退款", ACCEPTED),
        ("您已提交取消申请", EventKind.CANCEL_REQUESTED),
        ("您已撤销退款申请", EventKind.CANCEL_WITHDRAWN),
        ("退款成功", EventKind.REFUNDED),
        ("订单退款已到账", EventKind.REFUNDED),
        ("订单取消申请已受理", None),
        ("您的订单将在5分钟内发货", None),
        ("订单未支付，系统将自动取消", None),
        ("如需取消请在5分钟内申请", None),
        ("客服1024为您服务", None),
    ],
)
def test_what_a_notice_tells(text: str, kind: EventKind | None) -> None:
    found = [s.kind for s in statements.find(Speaker.SYSTEM, text)]
    assert found == ([] if kind is None else [kind])


def test_that_the_time_is_over_grants_nothing() -> None:
    assert ACCEPTED not in said("已过取消时限，取消不了")
    assert ACCEPTED not in said("您的订单已过免费取消期")
    assert ACCEPTED in said("已经过来给您取消了")


@pytest.mark.parametrize(
    "text",
    [
        "您好",
        "您好，工号1024为您服务",
        "当前咨询人数较多，请耐心等待",
        "[微笑]",
        "您好，有什么可以帮您的",
        "客服暂时不在线，请留言",
    ],
)
def test_words_that_a_machine_may_have_sent(text: str) -> None:
    assert answering.is_canned(text)


@pytest.mark.parametrize(
    "text", ["在的", "这边帮您看一下", "我问一下主管，稍后回复您", "已为您反馈，请耐心等待", "什么商品"]
)
def test_words_of_a_person(text: str) -> None:
    assert not answering.is_canned(text)
