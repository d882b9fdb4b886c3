"""Clauses that take goods back no more: "一经售出概不退换", "发货后不可取消"."""

from __future__ import annotations

import re

from dossier.reading.terms import durations, goods

_NO_RETURN = re.compile(
    r"(?:一经|一旦|凡是?)(?P<point>.{0,8}?),?(?:概不|一律不|均不|不予|不可|不支持|不得|恕不|不能|无法|则不|将不)(?:.{0,6}(?:退|取消|撤))"
    r"|(?P<flat>概不退|恕不退|不退不换|不支持退|不予退|不可退|不能退|无法退|不可取消|不能取消|无法取消|不支持取消|不接受退|不得取消"
    r"|不可撤销|不得撤销|不能撤销|不支持无理由|不支持任何)"
)
_DISPATCHED = re.compile(
    r"发货|发出|出卡|发放|发卡|提取|查看|使用|到账|充值|开始|处理|兑换|激活|交付|代练|代充"
)
_SPAN_RULES = re.compile(r"之?后|以上|逾期|超过|之?内|以内")


def find(sentence: str, heading: str = "") -> str | None:
    """``after=shipped`` or ``after=sold`` with the goods meant, or None.

    A refusal after a length of time ("超过5分钟不予退款") says nothing about
    goods that cannot be given back and gives None.
    """
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
    if begin and not shipped:
        return None
    named = goods.scope(sentence)
    named = goods.of_heading(heading) if named == goods.ANY else named
    return f"after={'shipped' if shipped else 'sold'};delivery={named}"
