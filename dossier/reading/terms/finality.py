"""Clauses that take goods back no more: "一经售出概不退换", "发货后不可取消".

One kind holds only for orders paid some time ago, when the system has delivered:
"支付超过10分钟，系统自动发货后不支持人工取消，需联系游戏运营商回收".
"""

from __future__ import annotations

import re

from dossier.reading.terms import durations, goods

_NO_RETURN = re.compile(
    r"(?:一经|一旦|凡是?)(?P<point>.{0,8}?),?(?:概不|一律不|均不|不予|不可|不支持|不得|恕不|不能|无法|则不|将不)(?:.{0,6}(?:退|取消|撤))"
    r"|(?P<flat>概不退|恕不退|不退不换|不支持退|不予退|不可退|不能退|无法退|不可取消|不能取消|无法取消|不支持取消|不接受退|不得取消"
    r"|不可撤销|不得撤销|不能撤销|不支持无理由|不支持任何)"
    r"|(?P<hand>(?:不支持|不可以?|不能|无法|不提供|不接受|不再支持|不再受理)(?:人工|手动|手工|客服|后台|再)+(?:取消|撤单|退))"
)
#: Whom to ask instead: the goods are out of the shop's hands.
_MAKER = r"(?:游戏)?(?:运营商|厂商|发行商|开发商|官方|运营方|游戏公司|发卡方|供货商|上游)"
_TO_MAKER = re.compile(
    rf"(?:联系|找|咨询|由|通过|向){_MAKER}(?:客服|平台|方)?[^,;。]{{0,6}}?(?:回收|处理|取消|退|解决|协商|申请|撤|冻结)"
)
#: "支付超过10分钟", "付款满10分钟后", "付款后10分钟以上": orders older than that.
_BEYOND = re.compile(
    r"(?<![未不])(?:超过|超出|超时|逾|(?:支付|付款|下单|购买|订单|成交)[^,;。未不]{0,8}?(?:超|满|过))(?:了)?$"
)
_OLDER = re.compile(r"^(?:钟)?(?:之?后|以后|以上|的|,)")
_PAID_BEFORE = re.compile(r"(?:支付|付款|下单|购买|成交)(?:成功|完成)?(?:之?后|满|的?第)?$")
_DELIVERED = re.compile(
    r"(?:系统|平台|后台)?(?:将|会|已|便|即|就|则)*自动(?:发货|发卡|出卡|发放|交付|出货|充值|到账)|系统(?:将|会|已)*(?:发货|发卡|出卡|发放)"
)
_DISPATCHED = re.compile(
    r"发货|发出|出卡|发放|发卡|提取|查看|使用|到账|充值|开始|处理|兑换|激活|交付|代练|代充"
)
_SPAN_RULES = re.compile(r"之?后|以上|逾期|超过|之?内|以内")


def find(sentence: str, heading: str = "") -> str | None:
    """``after=shipped`` or ``after=sold`` with the goods meant, or None.

    ``;beyond=PT10M`` says that it is so only for orders paid longer ago.  A bare
    refusal after a length of time ("超过5分钟不予退款") says nothing about goods
    that cannot be given back and gives None.
    """
    older = _beyond(sentence)
    if older is not None:
        return f"after=shipped;delivery={_goods(sentence, heading)};beyond=PT{older}M"
    match = _NO_RETURN.search(sentence)
    if match is None:
        return None
    begin = 0
    for span in durations.every(sentence[: match.start()]):
        if _SPAN_RULES.match(sentence[span.end() :]) or _SPAN_RULES.search(
            sentence[max(0, span.start() - 3) : span.start()]
        ):
            begin = span.end()
    point = (match["point"] or "") + sentence[max(begin, match.start() - 12) : match.start()]
    shipped = _DISPATCHED.search(point) is not None
    if not shipped and (begin or match["hand"]):
        return None  # "不支持人工取消" alone leaves the page's own button
    return f"after={'shipped' if shipped else 'sold'};delivery={_goods(sentence, heading)}"


def _beyond(sentence: str) -> int | None:
    """The minutes of "支付超过10分钟，系统自动发货后不支持取消", or None.

    Without the delivery in words ("付款5分钟后不支持取消") it is only the end of a window.
    """
    for span in durations.every(sentence):
        before, after = sentence[: span.start()], sentence[span.end() :]
        older = _BEYOND.search(before) or (_PAID_BEFORE.search(before) and _OLDER.match(after))
        sent = _DELIVERED.search(after)
        if not older or sent is None:
            continue
        gone = _NO_RETURN.search(after, sent.start()) or _TO_MAKER.search(after, sent.start())
        if gone:
            return durations.minutes(span["count"], span["unit"])
    return None


def _goods(sentence: str, heading: str) -> str:
    named = goods.scope(sentence)
    return goods.of_heading(heading) if named == goods.ANY else named
