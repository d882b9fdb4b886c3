"""Why the shop says no: which reason its words name, and whether they leave it open."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import reasons, statements


def named(text: str, *, why: bool = True, asked: bool = True) -> dict[str, bool]:
    """The reasons of an agent's message with whether each is hedged, as an answer to a request."""
    kinds = {s.kind for s in statements.find(Speaker.AGENT, text, answering=why)}
    found = reasons.find(
        text,
        refuses=EventKind.CANCEL_REFUSED in kinds,
        grants=EventKind.CANCEL_ACCEPTED in kinds,
        why=why,
        asked=asked,
    )
    return {reason.value: reason.hedged for reason in found}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("虚拟商品一经售出概不退换", {"never"}), ("我们这边订单都不能取消的", {"never"}), ("不支持取消", {"never"}),
        ("页面写得很清楚，售出不退", {"never"}), ("该商品属于虚拟商品，不支持退换", {"never"}), ("我们从来不退的", {"never"}),
        ("已经超过5分钟了不能取消", {"late;limit=PT5M"}), ("超时了，取消不了", {"late"}), ("取消时间已经过了", {"late"}),
        ("您的订单已超过10分钟，不支持人工取消", {"late;limit=PT10M"}), ("超过半小时了退不了", {"late;limit=PT30M"}),
        ("已过取消时限", {"late"}), ("付款后5分钟内可以取消，您已经超过了，不能取消", {"late;limit=PT5M"}),
        ("抱歉，过了5分钟的免费取消时间，取消不了了", {"late;limit=PT5M"}), ("手动发货的单子是不支持取消的", {"never"}),
        ("已经发货了，不能退", {"shipped"}), ("卡密已经发出去了，没办法退", {"shipped"}), ("上游已经充值了，无法撤回", {"shipped"}),
        ("已经开始充值了，取消不了", {"started"}), ("师傅已经接单了，退不了", {"started"}), ("已安排人工处理，无法取消", {"started"}),
        ("系统自动发货，无法取消", {"automatic"}), ("自动发货的商品没法取消", {"automatic"}),
        ("您等级不够，不能取消", {"rank"}), ("VIP才能取消", {"rank"}), ("普通用户不支持取消订单", {"rank"}),
        ("按平台规定不能取消", {"rule"}), ("这是平台规定", {"rule"}), ("根据用户协议第3条，不予退款", {"rule;named=用户协议"}),
        ("根据《虚拟商品购买须知》第二条不予退款", {"rule;named=虚拟商品购买须知"}),
        ("系统已自动发货，一律不退", {"shipped", "automatic", "never"}), ("规则写了不退不换", {"rule", "never"}),
        ("已经超时了。超过5分钟就不能取消了", {"late;limit=PT5M"}),
    ],
)  # fmt: skip
def test_what_is_named_plainly(text: str, values: set[str]) -> None:
    assert named(text) == dict.fromkeys(values, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("超过3分钟无法取消", "late;limit=PT3M"), ("只有5分钟内才能取消", "late;limit=PT5M"), ("如果已发货就不能取消了", "shipped"),
        ("发货后不能取消", "shipped"), ("卡密发出去就不能退了哦", "shipped"), ("卡密一经发出概不退换", "shipped"),
        ("您说已发货不能取消？", "shipped"), ("上个订单已经发货了不能取消", "shipped"), ("暂时不支持取消", "never"),
        ("是已经超时了吗", "late"), ("可能已经发货了，取消不了", "shipped"), ("发货了的订单无法取消，您这单还没发货", "shipped"),
        ("超过10分钟后系统自动发货，不支持人工取消", "late;limit=PT10M"),
    ],
)  # fmt: skip
def test_a_recited_rule_a_condition_a_question_and_a_report_are_hedged(text: str, value: str) -> None:
    assert named(text)[value] is True


@pytest.mark.parametrize(
    "text",
    [
        "不能取消", "不行哦", "好的，已为您取消", "已经发货了，不过可以帮您申请退款", "退款已到账", "正在处理您的取消申请", "24小时内给您回复",
        "不是不能取消，是要扣手续费", "您放心，还没超时，可以取消", "您的订单还没发货", "根据规定可以退款", "退款手续费按规定收取", "不支持部分退款",
        "要超过24小时未发货才给您处理", "我看下有没有发货", "客服没有权限取消",
    ],
)  # fmt: skip
def test_words_that_name_no_reason(text: str) -> None:
    assert named(text) == {}


def test_a_denied_reason_is_none() -> None:
    assert named("不是因为超时，是系统自动发货，取消不了") == {"automatic": False}


def test_before_any_request_general_words_are_hedged_and_news_of_the_order_is_none() -> None:
    assert named("虚拟商品一经售出概不退换", why=False, asked=False) == {"never": True}
    assert named("您的订单已经发货了，请查收", why=False, asked=False) == {}
    assert named("系统自动发货的哦", why=False, asked=True) == {}


def test_a_limit_that_is_only_how_long_ago_it_is() -> None:
    assert named("已经过了8分钟了，取消不了") == {"late": False}
    assert named("过了5分钟就不能取消了")["late;limit=PT5M"] is True


@pytest.mark.parametrize("text", ["为什么不能取消？", "凭什么不给退", "理由呢", "哪条规定写的？"])
def test_who_asks_why(text: str) -> None:
    assert reasons.asks_why(text)


@pytest.mark.parametrize("text", ["我要取消", "在吗", "什么时候到账", "原来如此"])
def test_who_does_not_ask_why(text: str) -> None:
    assert not reasons.asks_why(text)
