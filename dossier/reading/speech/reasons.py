"""Why the shop says that an order cannot be cancelled: what its words name as the reason.

A reason counts where the message itself refuses or answers a request or a "why".
A rule that is merely recited ("超过5分钟无法取消"), a question, a condition and what
others are said to have said are hedged; general words before any request too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.reading.speech import lateness, saying
from dossier.reading.speech.answering import ALREADY, NO, OF_USED, leaves_open
from dossier.reading.speech.lateness import plain
from dossier.reading.speech.saying import BACK, OFF

NEVER, SHIPPED, STARTED, AUTOMATIC, RANK, RULE = "never", "shipped", "started", "automatic", "rank", "rule"


@dataclass(frozen=True, slots=True)
class Reason:
    """What is named as the reason (``late;limit=PT5M``), and whether the words leave it open."""

    value: str
    hedged: bool


_SENT = r"(?:发货|发出|发放|发卡|发码|出货|出库|出卡|交付|充值(?:成功|完成|到账)|充好|发送|到账|提取|查看)"
_SHIPPED = re.compile(
    rf"(?:已经?|刚刚?|早就?|都)(?:被?系统)?(?:经)?(?:自动|全部|为您|给您)*{_SENT}(?!未|的?申请)|{_SENT}(?:了(?!的|就|才|之?后)|成功|完成|完毕|出去(?!就|才|之?后))"
    r"|(?:货|卡密?|码|订单|点券|点卡|券)(?:都|就|已经?)*(?:发|出)(?:了(?!的|就|才|之?后)|给您|给你)|已经?充值(?:了|$|[,。!~不无])|充(?:进去|上去|到您)"
)
#: "发货后", "卡密发出去就…", "已发货的订单…": of any order that was sent, not of this one.
_AFTER_SENDING = re.compile(
    rf"(?:(?:(?<!自动)(?<!手动)(?<!人工){_SENT}|发出去)(?:成功|完成)?(?:了)?(?:之?后|就|的(?:订单|商品|卡密|单))|一经(?:自动)?{_SENT}|已{_SENT}的?(?:订单|商品|卡密))"
    rf".{{0,14}}(?:{NO}|不)"
)
_NOT_SENT = re.compile(r"(?:没有?|未)(?:给您|为您)?(?:发货|发出|发放|发卡|发码|出货|出库|充值)")
_WORK = r"(?:充值|代充|代练|制作|施工|接单|开工|上号|打单|排单|开打|服务|操作充值)"
_STARTED = re.compile(
    rf"(?:已经?|正)(?:在|开始|着手|安排|进入|进行)+{_WORK}(?!成功|完成|到账|好|失败)(?:中|了|$|[,。!~不无])"
    rf"|已经?(?:代练|制作|施工|接单|开工|上号|打单|排单|开打)(?:中|了|$|[,。!~不无])"
    rf"|开始(?:进行|给您|为您)*(?:{_WORK}|处理)了|正在(?:给您|为您)?{_WORK}|{_WORK}(?:已经?)?(?:开始|进行中)"
    rf"|(?:师傅|代练员?|打手|老师|陪玩|工作人员)(?:那边|这边)?(?:已经?|都|在)+(?:接|上|开|打|做|充|处理)|在充了"
)
_HANDLING = re.compile(
    r"(?:已经?|正)在?(?:开始|着手|安排|人工|由人工)*处理(?:中|了)?|(?<!退款)(?<!申请)(?<!取消)处理中"
)
_AUTOMATIC = re.compile(
    r"自动(?:发货|发卡|发码|发放|出卡|充值|到账|发出|处理|发送)|秒发|系统(?:直接|实时)(?:发货|发出|充值)"
)
_RANK = re.compile(
    r"(?:等级|级别|会员|vip\d*|信用分?|信誉分?|积分)[^,。]{0,6}(?:低(?!至|到)|不够|不足|不符|太低|较低|过低|没到|没达|未达|达不到|不满足|不到)"
    rf"|(?:vip|会员|svip|高级|钻石|黄金|白银|铂金|\d级|等级)[^,。]{{0,10}}(?:才(?:能|可|有|享|支持)|专享|专属)[^,。]{{0,8}}"
    rf"|只有[^,。]{{0,8}}(?:vip|会员|等级|级别|\d级)[^,。]{{0,8}}(?:能|可以?|支持)[^,。]{{0,4}}{BACK}"
    rf"|(?:普通|非)(?:会员|用户|vip|等级|买家)[^,。]{{0,8}}(?:{NO}|不)|不是(?:vip|会员|高级)"
)
#: Money that was sent ("退款已到账") is no goods.
_MONEY = re.compile(r"退款|款项?|钱")
_WHOSE = r"(?:我们?|咱们?|本|店铺?|平台|公司|官方|系统|相关|有关|商家|行业|这边|的|店里|有)"
_RULE = re.compile(
    rf"(?:根据|按照|按|依据|依照|遵照|参照|基于){_WHOSE}*[^,。]{{0,8}}?(?:规定|规则|协议|政策|条款|制度|须知|要求|流程|公示)"
    rf"|{_WHOSE}+(?:规定|规则|政策|制度|条款)|(?:规定|规则|政策|协议|须知|条款|公告)(?:里|上|中|第|就|都|有|是|明确)*(?:写|规定|说明|如此|这样|不)|《[^》]{{2,20}}》"
    r"|(?:规定|规则|政策)(?:就?是)?(?:这样|如此)"
)
#: "根据规定可以退款", "手续费按规定收取": a rule, but not one that speaks against it.
_ALLOWS = re.compile(rf"可以|才能|收取|手续费|扣|{BACK}")
_NAME = re.compile(
    r"《(?P<quoted>[^》]{2,20})》|(?P<plain>(?:用户|平台|购买|购物|交易|服务|会员|充值|买家|下单|退款|取消|售后|退换货?|退改|注册|虚拟商品|商品)+"
    r"(?:服务|购买|使用|交易|取消|退款)*(?:协议|须知|公约|细则|规则|政策|条款|规范|说明))"
)
_NO_NAME = frozenset(("平台规则", "平台政策", "平台规定", "平台条款", "商品说明"))
_SOLD = r"(?:售出|卖出|出售|售卖|购买|下单|付款|支付|成交|拍下|买了)"
_GOODS = (
    r"(?:虚拟|卡密|点卡|数字|数卡|充值|代充|(?:此|这|该|本)(?:类|种)"
    r"|这些|所有|我们(?:这边?|家)?|咱们|本店|店里)"
)
_NEVER = re.compile(
    rf"(?:一经|一旦){_SOLD}|{_SOLD}(?:成功)?(?:之?后|,)?(?:了)?(?:就|概|一律|均|都|一概)*(?:不(?:予|支持|接受|能|可以?|允许|得)?|无法|恕不|没法){BACK}"
    rf"|(?:概|一律|一概|均|恕|从来?|从)不(?:支持|能|予|接受|给)?{BACK}|不退不换|(?:不支持|不予|不能|不可以?|无法|概不|不)退换|不支持(?:七|7)天|任何(?:情况|理由|原因)[^,。]{{0,8}}(?:{NO}|不){BACK}?"
    rf"|{_GOODS}(?:类)?的?(?:商品|产品|物品|订单|服务|单子?)?(?:类)?的?(?:一律|都|均|是|全部|全都|概|统一)*(?:{NO}|不)(?:申请|办理|进行|再)?{BACK}"
)
#: "不支持取消" alone says that it is never done, unless another reason stands beside it.
_UNSUPPORTED = re.compile(
    rf"(?:不支持|不提供|不接受|没有|不开放)(?:订单|商品|任何|用户|买家|申请|人工)*{OFF}(?!进度|记录)"
)
_PARTLY = re.compile(r"(?:不支持|不接受|不能|无法)(?:七天|7天|部分|全额|线上|直接|单独|马上|立即|当场|原路)")
_ONLY_THEN = re.compile(r"才(?:能|可|支持|有)|只(?:有|能)")
_REPORT = re.compile(r"(?:您|你|客户|买家|其他客服|同事)(?:刚才|之前|是|这边)?(?:说|讲|反馈|表示|提到|认为)")
_WHY = re.compile(
    r"为什么|为啥|为何|凭什么|凭啥|什么(?:原因|理由|依据|规定|道理)|啥(?:原因|理由|规定)|(?:原因|理由|依据)(?:呢|是|在哪)"
    r"|怎么(?:就)?(?:不能|不行|不可以|不给|取消不了|退不了)|哪(?:里|条|个)?[^,。]{0,4}(?:规定|写|条款)"
)


def asks_why(text: str) -> bool:
    """Whether a buyer's message asks for the reason."""
    return any(_WHY.search(sentence) for sentence in saying.sentences(text))


def find(text: str, *, refuses: bool, grants: bool, why: bool, asked: bool) -> tuple[Reason, ...]:
    """The reasons that a message of the shop names, each once.

    Args:
        text: the message, line breaks included.
        refuses: the same message refuses.
        grants: the same message grants a cancellation, be it hedged.
        why: it answers a request or a question why.
        asked: a cancellation was asked for earlier.
    """
    said: list[Reason] = []
    for sentence in saying.sentences(text):
        if grants and not refuses and not _ONLY_THEN.search(sentence):
            continue
        open_ = _is_open(sentence) or not asked
        for value, recited in _named(sentence):
            if refuses or why or value == NEVER:
                said.append(Reason(value, hedged=open_ or recited or not (refuses or why)))
    if {reason.value.partition(";")[0] for reason in said} - {NEVER, RULE}:
        # Beside a reason of this order, "不支持取消" is but the refusal.
        said = [reason for reason in said if reason.value != NEVER or _NEVER.search(_squeezed(text))]
    return _together(said)


def _squeezed(text: str) -> str:
    return "".join(saying.sentences(text))


def _is_open(sentence: str) -> bool:
    asks = sentence.endswith("?") or sentence.rstrip("?。!~").endswith(("吗", "么", "吧"))
    return asks or leaves_open(sentence) or any(p.search(sentence) for p in (OF_USED, _REPORT))


def _named(sentence: str) -> Iterator[tuple[str, bool]]:
    """The reasons of a sentence, each with whether it is only recited as a condition."""
    refuses = re.search(rf"{NO}|{OFF}不|不退|退不", sentence) is not None
    condition = lateness.is_condition(sentence)
    late = lateness.find(sentence)
    if late is not None:
        yield late.value, late.recited
    yield from _sent(sentence, condition=condition)
    if plain(_STARTED, sentence) or (refuses and plain(_HANDLING, sentence)):
        yield STARTED, condition
    if plain(_AUTOMATIC, sentence):
        yield AUTOMATIC, condition
    if _RANK.search(sentence):
        yield RANK, not refuses and re.search(BACK, sentence) is None
    if _RULE.search(sentence) and (refuses or not _ALLOWS.search(sentence)):
        yield _rule(sentence), False
    if _is_never(sentence, condition=condition):
        yield NEVER, _PARTLY.search(sentence) is not None


def _sent(sentence: str, *, condition: bool) -> Iterator[tuple[str, bool]]:
    """That the goods are sent: of this order, or of any that was."""
    sent = plain(_SHIPPED, sentence)
    if _of_any_sent(sentence):
        yield SHIPPED, True
    elif sent is not None and not _MONEY.search(sentence[max(0, sent.start() - 6) : sent.start()]):
        yield SHIPPED, condition or _NOT_SENT.search(sentence) is not None


def _of_any_sent(sentence: str) -> bool:
    recited = _AFTER_SENDING.search(sentence) is not None
    return recited and not ALREADY.search(_AFTER_SENDING.sub("…", sentence))


def _is_never(sentence: str, *, condition: bool) -> bool:
    if _of_any_sent(sentence) and not re.search(_SOLD, sentence):
        return False  # "发出后一律不退" says nothing of what is not sent
    return _NEVER.search(sentence) is not None or (
        _UNSUPPORTED.search(sentence) is not None and not condition
    )


def _rule(sentence: str) -> str:
    for match in _NAME.finditer(sentence):
        name = match["quoted"] or match["plain"]
        if name not in _NO_NAME:
            return f"{RULE};named={name}"
    return RULE


def _together(said: list[Reason]) -> tuple[Reason, ...]:
    """Each reason once: a plain one outweighs a hedged one, one with a limit or name takes in one without."""
    found: dict[str, Reason] = {}
    for reason in sorted(said, key=lambda one: ";" not in one.value):
        kind = reason.value.partition(";")[0]
        key = reason.value if ";" in reason.value else next((v for v in found if v.startswith(kind)), kind)
        known = found.get(key)
        found[key] = replace(known, hedged=known.hedged and reason.hedged) if known else reason
    return tuple(found.values())
