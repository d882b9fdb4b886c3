"""What a system notice in a chat says: sent, begun, asked, taken back, refused, refunded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import EventKind
from dossier.reading.speech.saying import OFF, Statement

_NOT_YET = re.compile(
    r"未发货|待发货|预计|将在|即将|如|若|后将|未支付|未付款|(?<!申)请(?!查收)|可以?|是否|[?]"
)
_SHIPPED = re.compile(
    r"(?:订单|商品|卡密|货物|宝贝).{0,10}(?:已|已经)(?:自动)?(?:发货|发放|发出|出库|发送|到账)|已自动发货|自动发货成功|发货成功"
)
_STARTED = re.compile(
    r"(?:已经?|商家|卖家|客服|师傅|代练员?)(?:已经?)?(?:开始(?:处理|充值|服务|代练|代充)|接单|开工)"
    r"|(?:订单|服务|代充|代练|充值)(?:已|已经)(?:开始处理|开始充值|开始服务|接单|开始|受理)"
)
_BUYER = r"(?:买家|您|用户|你|客户|顾客)"
_ASKED = re.compile(rf"{_BUYER}.{{0,4}}(?:提交|发起|申请).{{0,8}}{OFF}")
_TAKEN_BACK = re.compile(rf"{_BUYER}.{{0,4}}(?:撤销|撤回|取消|关闭)了?.{{0,4}}(?:{OFF})的?申请")
_REFUSED = re.compile(
    rf"(?:拒绝|驳回|不同意).{{0,8}}{OFF}|{OFF}(?:的?申请)?(?:已|已经)?(?:被)?(?:.{{0,4}})(?:拒绝|驳回|不通过|未通过)"
)
_ACCEPTED = re.compile(
    rf"(?:已|已经)?(?:同意|通过).{{0,8}}{OFF}|{OFF}(?:的?申请)(?:已|已经)?(?:被)?(?:.{{0,4}})(?:同意|通过)"
)
_REFUNDED = re.compile(r"退款(?:已)?(?:成功|完成|到账)|已(?:原路)?退(?:款|回|还)(?!申请)")


def read(sentence: str) -> Iterator[Statement]:
    """What a masked sentence of a notice tells, at most one thing."""
    for pattern, kind in (
        (_TAKEN_BACK, EventKind.CANCEL_WITHDRAWN),
        (_REFUSED, EventKind.CANCEL_REFUSED),
        (_ACCEPTED, EventKind.CANCEL_ACCEPTED),
        (_ASKED, EventKind.CANCEL_REQUESTED),
        (_REFUNDED, EventKind.REFUNDED),
    ):
        if pattern.search(sentence):
            if not _NOT_YET.search(sentence):
                yield Statement(kind, hedged=False)
            return
    if _NOT_YET.search(sentence) or re.search(OFF, sentence):
        return
    if _SHIPPED.search(sentence):
        yield Statement(EventKind.SHIPPED, hedged=False)
    elif _STARTED.search(sentence):
        yield Statement(EventKind.SERVICE_STARTED, hedged=False)
