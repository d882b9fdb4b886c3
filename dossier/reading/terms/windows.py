"""Free-cancellation windows: "支付后5分钟内可免费取消", and what only looks like one.

Common traps, told apart here: the expiry of an *unpaid* order ("5分钟未支付自动
关闭"), a refusal after a time ("5分钟后不可取消"), a time the shop gives itself
("客服5分钟内为您取消", "取消后5分钟内退款"), a right that begins when the shop is
late ("5分钟内未发货可取消") and a return after receipt ("收货后7天内").
"""

from __future__ import annotations

import re

from dossier.reading.terms import durations, goods

_SPAN = durations.PATTERN
OFF = (
    r"(?:取消|退款|退单|撤单|撤销|退货|退订|反悔|后悔|申请退|(?:可以?|全额|免费|随便|随时|无理由|无条件|包|能)退"
    r"(?!出|换货?地|役|休))"
)
_WITHIN = re.compile(rf"{_SPAN}(?:钟)?(?:之内|以内|内|之前|前(?!台|提))", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:免费|无理由|无条件|自由|自助)(?:取消|撤单|退款|退订|退单)(?:订单)?的?(?:期限|时限|时间|时长|窗口|窗口期|期间|期)"
    rf"(?:为|是|有|共|:|,|\(|=)*(?P<lead>[^\d]{{0,16}}?){_SPAN}",
    re.IGNORECASE,
)
_OWNED = re.compile(
    rf"{_SPAN}(?:钟)?(?:内|之内|以内)?(?:为|是|作为|属于|均为)?的?(?:免费|无理由|无条件|自由)?(?:取消|撤单|退款|退订|冷静|犹豫|反悔|后悔|退单)(?:期限|时限|时间|窗口期|窗口|期间|期|权)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:免费|无理由|无条件)(?:取消|撤单|退款|退订|退单)(?:订单)?(?::|,)(?P<lead>[^\d]{0,16}?)$"
)

_PAID = r"支付|付款|到款"
_ORDERED = r"下单|拍下|(?:提交|创建|生成)(?:了)?订单|订单(?:提交|创建|生成)"
_START = re.compile(rf"(?P<paid>{_PAID})|(?P<ordered>{_ORDERED})|(?P<bought>购买|成交|交易)")
_FROM = re.compile(
    rf"(?:自|从|由|以).{{0,6}}?(?:(?P<paid>{_PAID})|(?P<ordered>{_ORDERED})).{{0,6}}?(?:起|为起点|开始|计)"
)

_MAY = re.compile(
    r"可|支持|允许|免费|无条件|无理由|全额|有权|享有|享受|随时|接受|提供|免收|不收|无需|自由|自助|随便|能"
)
_MAY_NOT = re.compile(
    rf"(?:不可|不能|不得|无法|不支持|不允许|不接受|不予|不提供|禁止|拒绝|不享|不再|没法|没有|不适用)(?:.{{0,10}}{OFF}|受|有)"
)
_DENIED = re.compile(
    r"(?:不(?:享受|享有|适用|支持|提供|参与|属于|包含|包括|再|是|存在)|无|没有|取消了|停止|废止)(?:[^,。;]{0,6})$"
)
_FREE = re.compile(
    r"免费|全额|无条件|免收|不(?:会|再|予|另)?(?:收|扣|产生)|免(?:除)?(?:手续费|服务费|费)|无需(?:承担|支付)|零手续费|0手续费|零费用"
)
_CHARGED = re.compile(r"收取|扣除|扣(?!分)|需(?:支付|承担)")

_UNPAID = re.compile(
    r"未(?:完成)?(?:支付|付款|付)|待(?:支付|付款)|不付款|没有?付款|逾期未付|支付超时|超时未|未及时(?:支付|付款)"
)
_TO_PAY = re.compile(r"^(?:尽快|及时|前往|前|完成|进行|之?内|以内|内)*(?:支付|付款)(?!后|成功后|的)")
_AUTO_CLOSE = re.compile(
    r"自动(?:取消|关闭|失效|释放|作废)|订单(?:将|会)?(?:被)?(?:自动)?(?:关闭|失效|取消|作废)(?:$|,|。|\))|系统(?:将|会)?(?:自动)?(?:取消|关闭)"
)
#: What the system delivers was paid: a card that cannot be given back is no unpaid order.
_SENT = re.compile(r"自动(?:发货|发卡|出卡|出货|发放|交付)")

#: The time does not run from payment or order but from something else.
_ELSE = re.compile(
    r"(?:收货|签收|发货|发放|发卡|到账|提取|送达|审核|受理|同意|通过|确认|退款|撤单|取消|申请|处理|核实|(?:收到|拿到|取得).{1,4}"
    r"|(?<!支付)(?<!付款)(?<!下单)(?<!订单)(?:完成|提交))"
    r"(?:成功|完成|通过|完毕|结束|提交|受理)?(?:了)?(?:之?后|之?时起|起|当日起|之日起)[^,]{0,6},?.{0,6}$"
)
_SHOP_DOES = re.compile(
    r"(?:客服|商家|平台|系统|我们|卖家|店家|店铺|本店|商户|工作人员|财务|我方|款项|资金|金额|钱)"
    r"(?:将|会|应|需|须|在|于|承诺|保证|一般|通常|预计|最迟|最晚|即|尽快|,)+(?:在|于|会|将)*[^,可]{0,4}$"
)
_FOR_YOU = re.compile(
    r"^(?:就|会|将|即|内|之内|以内|便)*(?:为|给|帮|替)(?:您|你|用户|买家)|^(?:审核|处理|回复|答复|到账|发货|退回|原路)"
)
_NOT_SHIPPED = (
    r"(?:尚未|未|没有?|还没|仍未|还未)(?:自动)?(?:发货|发出|出货|发卡|提取|查看|使用|处理|开始|兑换|发放)"
    r"|(?:发货|发出|出货|处理)之?前"
)
_UNSHIPPED = re.compile(_NOT_SHIPPED)
_LATE = re.compile(rf"^(?:仍|还|依然|商家|卖家|客服|平台)*(?:{_NOT_SHIPPED})")
_IF_SHOP = re.compile(r"(?:若|如|如果|当)?(?:商家|卖家|店家|平台|客服|我方|系统)[^,]{0,8}$")
_DELAY = re.compile(
    r"^[^,]{0,4}(?:未(?:到账|收到|处理|回复|完成|成功|退|响应|审核|接单)|没有?(?:到账|收到|回复)|不(?:到账|发货))"
)

_MEMBER = re.compile(
    r"会员|VIP|SVIP|等级|级别|钻石|黄金|铂金|白金|青铜|新用户|新人|首单|老客户|代理|分站|批发", re.IGNORECASE
)
_LOOSE = re.compile(
    r"一般|通常|原则上|大概|大约|左右|可能|视情况|酌情|原(?:先|规则|来)|旧规则|废止|停止执行|调整为|改为|修改为|试行|活动期间"
)
_ASKS = re.compile(r"[?]$|(?:吗|么|呢|嘛)[?。!]?$|是否|能否|可否|能不能|可不可以|是不是")


_NEAR = 60
"""How many characters before and behind a length of time can still belong to its promise."""


def unpaid(sentence: str) -> int | None:
    """The minutes after which an unpaid order is closed, or None where the sentence is not about that."""
    match = durations.anywhere(sentence)
    if match is None:
        return None
    close = _AUTO_CLOSE.search(sentence) or (re.search(OFF, sentence) and not _SENT.search(sentence))
    if _UNPAID.search(sentence) and close:
        return durations.first(sentence)
    if _TO_PAY.search(sentence[match.end() : match.end() + _NEAR]) and _AUTO_CLOSE.search(sentence):
        return durations.first(sentence)
    return None


def find(sentence: str, heading: str = "") -> str | None:
    """The window that a sentence grants, as a value (see :class:`~dossier.reading.terms.Term`), or None.

    Args:
        sentence: squeezed (see :func:`dossier.reading.text.squeeze`).
        heading: the words above it, which may narrow the goods or the buyers.
    """
    if _ASKS.search(sentence):
        return None
    for match in _WITHIN.finditer(sentence):
        length = durations.minutes(match["count"], match["unit"])
        if length and (granted := _granted(sentence, match)):
            return _value(length, sentence, match, granted, heading)
    for pattern in (_NAMED, _OWNED):
        named = pattern.search(sentence)
        if named is None or _DENIED.search(sentence[: named.start()]) or _MAY_NOT.search(sentence):
            continue
        length = durations.minutes(named["count"], named["unit"])
        free = _FREE.search(sentence) or re.search(OFF, sentence)
        if length and free and not _CHARGED.search(_FREE.sub("", sentence)):
            return _value(length, sentence, named, "yes", heading)
    return None


def _granted(sentence: str, match: re.Match[str]) -> str:
    """``yes`` when the words around "N分钟内" grant cancelling, ``unclear`` when they may, else ``""``."""
    lead, rest = (
        sentence[max(0, match.start() - _NEAR) : match.start()],
        sentence[match.end() : match.end() + _NEAR],
    )
    near = re.split(r"[:(]", lead)[-1]
    if _DENIED.search(lead) or _ELSE.search(near) or _SHOP_DOES.search(near) or _FOR_YOU.search(rest):
        return ""
    if _TO_PAY.search(rest) or _DELAY.search(rest):
        return ""
    if _LATE.search(rest):
        # "N分钟内未发货可取消": a shop that is late, or an order not yet sent?  Words alone do not tell.
        if _IF_SHOP.search(near) or not _before_off(rest):
            return ""
        return (
            "yes"
            if _START.search(near) and re.match(rf"(?:{_NOT_SHIPPED})(?:的|且|并|,)", rest)
            else "unclear"
        )
    if _headed(lead) and not _MAY_NOT.search(rest):
        return "yes"
    return "yes" if _after(rest) or _asked_for(lead, rest) else ""


def _before_off(rest: str) -> bool:
    return re.search(OFF, rest) is not None and not _MAY_NOT.search(rest)


def _headed(lead: str) -> bool:
    return _HEADED.search(lead) is not None


def _after(rest: str) -> bool:
    """Whether what follows "N分钟内" is a right to cancel."""
    off = re.search(OFF, rest)
    if off is None or _MAY_NOT.search(rest[: off.end() + 2]) or _AUTO_CLOSE.search(rest[: off.end() + 12]):
        return False
    before, scope = rest[: off.start()], rest[: off.end() + 12]
    if re.search(r"退款到账|到账|审核|回复|答复|处理完成|发货|提取|送达", _UNSHIPPED.sub("", before)):
        return False
    if not _MAY.search(scope) and not re.match(r"^.{0,6}$", before):
        return False
    return not _CHARGED.search(_FREE.sub("", scope)) or _FREE.search(scope) is not None


def _asked_for(lead: str, rest: str) -> bool:
    """The thing wanted first, the time for asking after it: "取消订单请在付款后5分钟内操作"."""
    wanted = re.search(rf"(?:如需|如要|若需|如果?|若|要|想|申请|需要|^|[,:]){OFF}", lead)
    if wanted is None or _MAY_NOT.search(lead):
        return False
    return re.search(r"(?:请|须|需|应|可|务必|必须)", lead[wanted.end() - 2 :]) is not None and (
        re.match(
            r"^(?:向|与|和|跟)?(?:我们|在线|人工)?(?:客服)?(?:联系|提出|申请|操作|办理|提交|进行|发起|告知|说明|自行|自助)",
            rest,
        )
        is not None
    )


def _value(length: int, sentence: str, match: re.Match[str], granted: str, heading: str) -> str:
    lead = sentence[: match.start("count")]
    free = (
        "yes"
        if _FREE.search(re.sub(r"(?:逾期|超过|超出|超时|之?后).{0,30}", "", sentence[match.start() :]))
        else ""
    )
    free = free or ("yes" if _FREE.search(lead) else "unsaid")
    value = (
        f"PT{length}M;start={_start(sentence, lead)};delivery={_goods(sentence, lead, heading)};free={free}"
    )
    until_off = re.search(OFF, sentence[match.end() :])
    reach = match.end() + until_off.end() if until_off else len(sentence)
    if _UNSHIPPED.search(sentence[:reach]) or _UNSHIPPED.search(sentence[reach : reach + 14]):
        value += ";condition=unshipped"
    return value + _limit(sentence, granted, heading)


def _start(sentence: str, lead: str) -> str:
    told = _FROM.search(sentence)
    if told:
        return "paid" if told["paid"] else "ordered"
    found = list(_START.finditer(_UNPAID.sub("", lead)))
    if any(match["paid"] for match in found):
        return "paid"
    return "ordered" if any(match["ordered"] for match in found) else "unknown"


def _goods(sentence: str, lead: str, heading: str) -> str:
    for words in (sentence, lead):
        named = goods.scope(words)
        if named != goods.ANY:
            return named
    return goods.of_heading(heading)


def _limit(sentence: str, granted: str, heading: str) -> str:
    """What narrows a window so that nobody can say from the page alone whether it covers an order."""
    if granted == "unclear" or _LOOSE.search(sentence):
        return ";limit=unclear"
    if _MEMBER.search(sentence) or _MEMBER.search(heading):
        return ";limit=member"
    kind = goods.kind(sentence) or goods.kind(heading)
    if not kind:
        return ""
    return ";limit=unclear" if kind == "?" else f";{'except' if goods.excludes(sentence) else 'for'}={kind}"
