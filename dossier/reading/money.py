"""Amounts: exact decimals read from a screen, and what their label makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier.reading.text import fold

_NUMBER = (
    r"(?P<sign>[-+])?\s?(?P<mark>¥|RMB|CNY|人民币)?\s?(?P<sign2>[-+])?\s?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,9}(?!\d))(?:\s?\.\s?(?P<cents>\d{1,2}))?(?!\s?[\d%.:/年月日时分秒]|,\d)\s?(?P<unit>元|RMB|CNY)?"
)
_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9.\-/×xX*$€£,])(?<!\d:)(?<!USDT )(?<!USD ){_NUMBER}"
    r"(?!\s?(?:分钟|小时|天|个|张|次|笔|号|万|折|件|份|点券|积分|金币|钻石|豆|币|USD|美元|港币|-\d))",
    re.IGNORECASE,
)

#: Words of a label, in the order they are tried: the first that occurs decides.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("discount", re.compile(r"优惠|红包|抵扣|折扣|立减|积分|返利|节省|满减")),
    ("balance", re.compile(r"余额|押金|保证金")),
    (
        "",
        re.compile(
            r"预计|可退|应退|最多|申请退款金额|申请金额|退款中|单号|编号|方式|账户|账号|渠道|状态|原因|说明|去向|进度|规则|须知|类型"
            r"|时间|日期|次数|数量|比例|率$|完成|成功|失败"
        ),
    ),
    ("fee", re.compile(r"手续费|违约金|服务费|扣除|扣费|取消费|取消.{0,2}扣款|扣留")),
    ("refund", re.compile(r"退款|实退|退回|已退|退还|返还")),
    (
        "paid",
        re.compile(
            r"实付|实际支付|实际付款|支付金额|付款金额|已付|支付总额|实收|交易金额|转账金额|扣款金额|^(?:付款|支付)$"
        ),
    ),
    (
        "total",
        re.compile(r"合计|总价|总计|总额|总金额|订单金额|订单总|应付|需付|^金额$|^金额\(元\)$|消费金额"),
    ),
    ("price", re.compile(r"单价|原价|价格|售价|面值|小计|商品金额")),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed, without its sign; ``marked`` when ¥ or 元 stands with it."""

    start: int
    end: int
    raw: str
    value: Decimal
    marked: bool
    negative: bool


def find(text: str) -> Iterator[Amount]:
    """All amounts in a text from left to right; percentages, times and counts are none."""
    for match in _AMOUNT.finditer(fold(text)):
        digits = match["whole"].replace(",", "")
        value = Decimal(f"{digits}.{(match['cents'] or '0').ljust(2, '0')}")
        yield Amount(
            start=match.start(),
            end=match.end(),
            raw=text[match.start() : match.end()].strip(),
            value=value,
            marked=bool(match["mark"] or match["unit"]),
            negative="-" in ((match["sign"] or ""), (match["sign2"] or "")),
        )


def only(text: str) -> Amount | None:
    """The amount when a text is nothing but one, else None."""
    found = list(find(text))
    if len(found) != 1:
        return None
    rest = (text[: found[0].start] + text[found[0].end :]).strip(" :;,。.()（）")
    return found[0] if not rest else None


def role(label: str) -> str:
    """What a label says of the amount beside it: ``paid``, ``fee``… or an empty string."""
    folded = fold(label)
    for name, pattern in ROLES:
        if pattern.search(folded):
            return name
    return ""
