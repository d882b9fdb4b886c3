"""What a sentence of a chat does: asks to cancel, refuses, accepts, promises, takes back.

Read narrowly: words that leave room for another meaning are marked ``hedged``
and no finding of a breach may rest on them alone.  A question about the rules
("怎么取消", "取消收费吗") asks for nothing and is no statement at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import EventKind, Speaker
from dossier.reading.text import squeeze

_OFF = r"(?:取消|退款|退单|撤单|撤销|退货|退钱|退掉|退了|退还|退订|退回)"
_GO = r"(?:发货|发卡|发码|出卡|出货|充值|代充|处理|开始)"

_WITHDRAW = re.compile(
    rf"(?:不用|不必|不需要|不要|先不|别|暂不|不想|不)(?:再)?(?:帮我|给我|申请)?(?:取消|退款|退单|撤单|退货|退)(?:了|吧|订单|!|$)"
    rf"|(?:继续|正常|还是|可以){_GO}(?:吧|就行|即可|好了|$)|(?:撤回|撤销|取消)(?:了)?(?:取消|退款)?申请(?:吧|了)?$"
    r"|算了.{0,4}(?:不退|不取消|要了|留着)"
)
_ASK_ABOUT = re.compile(
    rf"(?:怎么|如何|怎样|咋|哪里|在哪|什么时候|多久|为什么|为啥|凭什么|什么情况|几分钟|多长时间).{{0,10}}{_OFF}"
    rf"|{_OFF}.{{0,6}}(?:收费|手续费|扣钱|扣费|规则|流程|步骤|多久|在哪|怎么|条件)"
    rf"|{_OFF}不(?:了|掉|成)|(?:无法|不能|不让|不给|没法){_OFF}"
)
_REQUEST = re.compile(
    rf"(?:申请|要求|请求|麻烦|请|帮|给我|我要|我想|想要|需要|要|立即|马上|赶紧|尽快|快|希望|把|将|同意|选择).{{0,14}}{_OFF}"
    rf"|{_OFF}(?:一下|掉|了吧|吧|订单|这单|这个|该订单|此单|这笔|本单|我的|单子|申请$)"
    r"|(?:不想|不)要了|不想买了|不买了"
    rf"|(?:勿|别|不要|先别|不用|停止|暂停|不必|先不要|无需)(?:再|给我|急着)?{_GO}"
    rf"|^{_OFF}[!,]?$|(?:误拍|拍错|买错|下错|点错).{{0,10}}{_OFF}"
    r"|退(?:一下|下吧|了吧|了呗|掉吧)|(?:给|帮|麻烦|请|想|要|求).{0,8}退(?!出|货地址|换)"
)
_ASK_WHETHER = re.compile(
    rf"(?:能|可以|可|能不能|可不可以|能否|可否|是否|行不行).{{0,10}}(?:{_OFF}|退).{{0,8}}(?:吗|么|嘛|\?|不|呢|$)"
    rf"|{_OFF}(?:吗|么|嘛|\?|可以吗|行吗|行不行)"
)
_HELP_ME = re.compile(r"帮|麻烦|请(?!问)|申请|我要|给我")
_IF = re.compile(r"如果|假如|若|要是|的话|万一|一旦|除非")
_PAST = re.compile(
    rf"(?:已经?|刚才|刚刚|之前|早就|昨天|前面|当时|就).{{0,10}}(?:申请|要求|说|提|联系).{{0,8}}{_OFF}|{_OFF}(?:过|了)(?!吧|一下|[!,]?$)"
)

_REFUSE = re.compile(
    rf"(?:无法|不能|不可以?|不支持|不予|不给|没法|没办法|没有办法|不允许|不接受|不同意|拒绝|未能|不会|办不了|不提供|不享受|难以).{{0,8}}{_OFF}"
    rf"|(?:不能|无法|不可以?|不予|不给|不支持|没办法|没法|没有办法).{{0,4}}退(?!出|货地址)|不退(?!出|货地址)|{_OFF}(?:不了|不掉|不成)|概不|不退不换|退不了|"
    rf"{_OFF}(?:申请)?(?:已)?(?:被)?(?:拒绝|驳回|失败|不通过|未通过|不成功)|不(?:符合|满足).{{0,6}}{_OFF}"
)
#: A bare "no": it refuses only what was just asked for.
_NO = re.compile(
    r"^(?:亲|您好|你好|抱歉|不好意思|对不起|非常抱歉|很抱歉|这个|这边|[,~呢哦])*"
    r"(?:不行|不可以|不能|没办法|做不到|办不到|不好意思不行)(?:的|哦|呢|呀|啊|了|喔|噢)*(?:[,.。!~]|$)"
)
_CONDITION = re.compile(
    r"一经|一旦|如已|若已|如果|假如|如(?!实|题|何|上|下|期)|若|的话|要是|除非|一律|原则上|一般"
)
_RULE_LIKE = re.compile(r"超过|逾期|超出|之?后(?:将|则|就|才)?(?:无法|不能|不可|不支持|不予)")
_DOUBLE = re.compile(
    r"不是(?:说)?(?:不能|无法|不可以|不给)|并非(?:不能|无法)|没有?说(?:不能|无法|不可以)|不一定(?:不能|无法)|会不会|是不是"
)
#: "手续费没办法退" keeps a fee; it refuses no cancellation.
_FEE_ONLY = re.compile(r"手续费|服务费|违约金|扣除的|扣掉的|差价|优惠券|红包")
_WHOLE_ORDER = re.compile(r"取消|订单|退单|撤单|本单|这单|全款|货款")
_ALREADY = re.compile(r"已经?(?:自动)?(?:发|出|充|处理|使用|完成|到账)|系统(?:已|自动)|您的?订单")
_ACCEPT = re.compile(
    rf"(?:已经?|为您|帮您|给您|给你|帮你|为你|这就|马上|立即|同意|可以|会|准备).{{0,8}}{_OFF}"
    rf"|{_OFF}(?:成功|已?(?:受理|通过|完成|处理))|(?:订单|款项|金额)已(?:为您)?(?:取消|退款|退回|原路退)"
)
_ACCEPT_WEAK = re.compile(
    r"您可以|你可以|可以申请|您可|自行|看看|查询|核实|确认一下|尝试|试试|申请|反馈|才可以|后可以|吗|\?"
)
_PROMISE = re.compile(
    r"(?:退款|款项|金额|余款|钱|费用).{0,14}(?:将|会|预计|内).{0,10}(?:到账|退回|原路|退还|退到|返还)"
    r"|(?:\d+|[一二三四五六七八九十]+)[-~至到\d]{0,4}个?(?:工作日|小时|天|分钟)(?:之?内|左右)?.{0,8}(?:到账|退回|退款|原路|退还)"
    r"|(?:到账|退回|退款|原路|退还).{0,8}(?:\d+|[一二三四五六七八九十]+)[-~至到\d]{0,4}个?(?:工作日|小时|天)"
)
_NOT = re.compile(
    rf"(?:无法|不能|不可|不支持|不予|没法|没办法|不会|不同意|不允许|未).{{0,10}}(?:{_OFF}|到账)"
)
_SHIPPED_NOTICE = re.compile(
    r"(?:订单|商品|卡密|货物|宝贝).{0,10}(?:已|已经)(?:自动)?(?:发货|发放|发出|出库|发送|到账)|已自动发货|自动发货成功|发货成功"
)
_STARTED_NOTICE = re.compile(
    r"(?:订单|服务|代充|代练|充值).{0,8}(?:已|已经)?(?:开始处理|开始充值|开始服务|已接单|已受理|处理中|开工)"
)

_CLAUSES = re.compile(r"(?<=[。!?;])|\n")


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said: an event kind, and whether the words leave it open."""

    kind: EventKind
    hedged: bool


def find(speaker: Speaker, text: str, *, answering: bool = False) -> tuple[Statement, ...]:
    """What one message does, at most one statement of a kind.

    Args:
        speaker: who says it; an unknown speaker says nothing that counts.
        text: the message as one string, line breaks included.
        answering: the message before it asked for a cancellation, so that a
            bare "不行" is an answer to that.
    """
    found: dict[EventKind, Statement] = {}
    if answering and speaker is Speaker.AGENT and _NO.search(squeeze(text)):
        found[EventKind.CANCEL_REFUSED] = Statement(EventKind.CANCEL_REFUSED, hedged=False)
    reader = {Speaker.BUYER: _buyer, Speaker.AGENT: _agent, Speaker.SYSTEM: _system}.get(speaker)
    if reader is None:
        return ()
    for clause in _split(text):
        for statement in reader(clause):
            known = found.get(statement.kind)
            if known is None or (known.hedged and not statement.hedged):
                found[statement.kind] = statement
    return tuple(found.values())


def _split(text: str) -> Iterator[str]:
    whole = squeeze(text)
    for clause in _CLAUSES.split(whole):
        if clause.strip("。!?;,"):
            yield clause


def _buyer(clause: str) -> Iterator[Statement]:
    if _WITHDRAW.search(clause) and not re.search(rf"(?:不要|别|不用|勿)(?:再|给我)?{_GO}", clause):
        yield Statement(EventKind.CANCEL_WITHDRAWN, hedged=False)
        return
    # A complaint such as "为什么不能取消" may precede a plain request in the same sentence.
    rest = _ASK_ABOUT.sub("…", clause)
    if not _REQUEST.search(rest) and not _ASK_WHETHER.search(rest):
        return
    whether = _ASK_WHETHER.search(rest) and not _HELP_ME.search(rest)
    hedged = bool(whether or _IF.search(rest) or _PAST.search(rest))
    yield Statement(EventKind.CANCEL_REQUESTED, hedged=hedged)


def _agent(clause: str) -> Iterator[Statement]:
    refuses = _REFUSE.search(clause)
    if refuses and _FEE_ONLY.search(clause[: refuses.end()]) and not _WHOLE_ORDER.search(clause):
        return
    if refuses:
        rule_like = _CONDITION.search(clause) or (_RULE_LIKE.search(clause) and not _ALREADY.search(clause))
        asked = clause.endswith("?") or clause.rstrip("?").endswith(("吗", "么"))
        accepts_too = _ACCEPT.search(_REFUSE.sub("…", clause))
        hedged = bool(rule_like or asked or accepts_too or _DOUBLE.search(clause))
        yield Statement(EventKind.CANCEL_REFUSED, hedged=hedged)
        return
    if _PROMISE.search(clause) and not _NOT.search(clause):
        yield Statement(EventKind.REFUND_PROMISED, hedged=bool(_IF.search(clause)))
    if _ACCEPT.search(clause) and not _NOT.search(clause):
        hedged = bool(
            _IF.search(clause)
            or _ACCEPT_WEAK.search(clause)
            or _RULE_LIKE.search(clause)
            or _CONDITION.search(clause)
        )
        yield Statement(EventKind.CANCEL_ACCEPTED, hedged=hedged)


def _system(clause: str) -> Iterator[Statement]:
    if re.search(r"未发货|待发货|预计|将在|即将|如|若|后将", clause):
        return
    if _SHIPPED_NOTICE.search(clause):
        yield Statement(EventKind.SHIPPED, hedged=False)
    elif _STARTED_NOTICE.search(clause):
        yield Statement(EventKind.SERVICE_STARTED, hedged=False)
    elif re.search(rf"(?:买家|您|用户|你).{{0,4}}(?:提交|发起|申请).{{0,8}}{_OFF}", clause):
        yield Statement(EventKind.CANCEL_REQUESTED, hedged=False)
    elif _REFUSE.search(clause) and re.search(r"拒绝|驳回|不通过|未通过|不同意", clause):
        yield Statement(EventKind.CANCEL_REFUSED, hedged=False)
