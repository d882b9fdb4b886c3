"""Keys of figures alone, sent as a message of their own.

Such a message may as well be an order's number: it is a key only where whoever
sends it speaks of keys right before or after, and nobody speaks of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role, Speaker
from dossier.privacy.detect.cells import Cell, Sheet, Spot
from dossier.privacy.detect.key_words import calls
from dossier.privacy.model import Secret

_FIGURES = re.compile(r"\s*(?P<code>\d(?:[ -]?\d){7,23})\s*")
_PHONE = re.compile(r"1[3-9]\d{9}$")
_HANDS = re.compile(
    r"已发货?|发[您你]|发给|给[您你]发|查收|收好|卡号|一张"
    r"|(?:去|来|进行|自行|直接|自己)(?:兑换|充值|激活)|(?:兑换|充值|激活)(?:一下|即可|就)"
)
_OF_OTHERS = re.compile(
    r"单号|订单|编号|流水|工号|电话|手机|号码|QQ|微信|群|快递|物流|运单|银行|账号|帐号|身份证|金额|联系",
    re.IGNORECASE,
)
_NEAR = 3


def find(sheet: Sheet) -> Iterator[Spot]:
    """The keys of a chat that are nothing but figures."""
    if sheet.role is not Role.CHAT:
        return
    for place, cell in enumerate(sheet.cells):
        found = _FIGURES.fullmatch(cell.folded)
        if found is None or cell.is_name or cell.speaker not in (Speaker.AGENT, Speaker.BUYER):
            continue
        if _PHONE.match(re.sub(r"\D", "", found["code"])):
            continue
        near = [
            other
            for other in sheet.cells[max(0, place - _NEAR) : place + _NEAR + 1]
            if other is not cell and not other.is_name
        ]
        own = [other.folded for other in near if other.speaker is cell.speaker]
        called = any(calls(words) for words in own)
        if any(_OF_OTHERS.search(other.folded) for other in near if _asks(other, cell)):
            continue
        agent = cell.speaker is Speaker.AGENT
        if called or (agent and any(_HANDS.search(words) for words in own)):
            yield Spot(place, *found.span("code"), Secret.CARD_KEY, sure=called and agent)


def _asks(other: Cell, cell: Cell) -> bool:
    """Whether words before a number may ask for it or call it; those further down speak of something else."""
    return other.row <= cell.row
