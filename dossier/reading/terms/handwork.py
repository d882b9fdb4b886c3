"""Promises for goods delivered by hand: "人工代充订单在开始处理前可取消"."""

from __future__ import annotations

import re

from dossier.reading.terms import goods
from dossier.reading.terms.windows import OFF

_WORK = r"(?:处理|接单|受理|服务|代练|充值|代充|操作|开工|制作|执行|上号|上机|着手|动手|启动|安排|登录|开始)"
_DISPATCH = r"(?:发货|发出|出货|交付|完成)"
_NOT_YET = r"(?:尚?未|没有?|还没有?|仍未)"
_BEFORE_START = re.compile(
    rf"{_WORK}(?:订单|账号)?(?:之前|以前|前)|开始[^,]{{1,6}}(?:之前|以前|前)|{_NOT_YET}(?:开始|进行|进入|被|为[您你])*{_WORK}"
)
_BEFORE_DISPATCH = re.compile(rf"{_DISPATCH}(?:之前|以前|前)|{_NOT_YET}{_DISPATCH}")
_MAY = re.compile(r"可(?!能)|支持|允许|免费|无条件|无理由|全额|有权|享有|享受|随时|接受|提供|能")
_MAY_NOT = re.compile(
    rf"(?:不可|不能|不得|无法|不支持|不允许|不接受|不予|禁止|拒绝|不享)(?:.{{0,10}}{OFF}|受)"
)
_ASKS = re.compile(r"[?]$|(?:吗|么|呢|嘛)[?。!]?$|是否|能否|可否|能不能|可不可以")


def find(sentence: str, heading: str = "") -> str | None:
    """``before=started`` or ``before=shipped`` where a squeezed sentence grants cancelling until then.

    A refusal in a second half ("一经开始不可取消") does not take the first half's promise away.
    """
    if not goods.BY_HAND.search(sentence) and goods.of_heading(heading) != goods.MANUAL:
        return None
    if _ASKS.search(sentence) or (goods.excludes(sentence) and goods.scope(sentence) != goods.MANUAL):
        return None
    for part in re.split(r"[,:]", sentence):
        # The condition may stand before the comma, the right behind it.
        whole = part if _before(part) else ""
        if whole and re.search(OFF, whole) and _MAY.search(whole) and not _MAY_NOT.search(whole):
            return _before(whole)
    before = _before(sentence)
    if before and re.search(OFF, sentence) and _MAY.search(sentence) and not _MAY_NOT.search(sentence):
        return before
    return None


def _before(words: str) -> str | None:
    if _BEFORE_START.search(words):
        return "before=started"
    return "before=shipped" if _BEFORE_DISPATCH.search(words) else None
