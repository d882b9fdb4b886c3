"""Published cancellation fees: "10%-20%的手续费", "百分之十五", "两成"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dossier.reading.terms import numerals

_HAN = r"[一二两三四五六七八九十]+"
_PERCENT = re.compile(
    r"(?<![\d.])(?P<low>\d{1,3}(?:\.\d+)?)%?(?:[-~]|至|到)+(?P<high>\d{1,3}(?:\.\d+)?)%"
    r"|(?<![\d.])(?P<one>\d{1,3}(?:\.\d+)?)%"
    rf"|百分之(?P<han_low>{_HAN})(?:(?:[-~]|至|到)+百分之(?P<han_high>{_HAN}))?"
    rf"|(?P<tenth>[一二两三四五六七八九])(?:(?:[-~]|至|到)(?P<tenth_high>[一二两三四五六七八九]))?成(?!功|为|交|本|立|员|人)"
)
_FEE = re.compile(
    r"手续费|违约金|服务费|扣除|扣取|收取|取消费|扣费|扣款|扣(?:.{0,8})(?:%|成|百分)|(?:扣|收)$"
)
#: A fee for something else than cancelling.
_OTHER_FEE = re.compile(
    r"提现|充值(?:手续|服务)|支付手续|付款手续|转账|通道|渠道|提成|佣金|推广|返利|汇率|税|信用卡|分期"
)
_GIVEN_BACK = re.compile(r"(?:退还|退回|返还|返回|只退|可退|最多退|退款比例|退)[^,;%扣]{0,10}$")
_GIVEN_BACK_AFTER = re.compile(
    r"^的?(?:订单|商品)?(?:款项|金额|货款|余额|价款|款)?(?:予以|原路|将|会)?(?:退还|返还|退回|退给)"
)
_DISCOUNT = re.compile(r"折|优惠|涨|降|赠|返现")
_AT_MOST = re.compile(
    r"(?:不超过|不高于|最高|最多|至多|上限|以内|不得超过|封顶)(?:为|收取|扣除|收|扣|的|是)*$"
)
_AFTER = re.compile(r"(?<!不)(?<!不得)超过|逾期|超出|超时|之?后|以外|(?:分钟|小时)以上")
_FLOOR = re.compile(
    r"(?:最低|不低于|至少|起步|不足)(?:收取|收|扣除|扣|按)?(?:人民币|¥)?(?P<floor>\d+(?:\.\d{1,2})?)元"
)
_HUNDRED = Decimal(100)
_TEN = Decimal(10)


def find(sentence: str) -> Iterator[str]:
    """The fees that a squeezed sentence publishes: ``0.10-0.20;applies=after;floor=1.00``."""
    if _OTHER_FEE.search(sentence):
        return
    for match in _PERCENT.finditer(sentence):
        before, after = (
            sentence[max(0, match.start() - 16) : match.start()],
            sentence[match.end() : match.end() + 20],
        )
        if not _FEE.search(before + match.group() + after[:12]) and not _FEE.search(before):
            continue
        if (
            _GIVEN_BACK.search(before)
            or _GIVEN_BACK_AFTER.search(after)
            or _DISCOUNT.search(before[-4:] + after[:3])
        ):
            continue
        low, high = _rates(match)
        if low is None or high is None or not low <= high <= 1:
            continue
        if _AT_MOST.search(before):
            low = Decimal(0)
        applies = "after" if _AFTER.search(sentence[max(0, match.start() - 60) : match.start()]) else "any"
        floor = _FLOOR.search(sentence)
        value = f"{low:f}-{high:f};applies={applies}"
        yield f"{value};floor={Decimal(floor['floor']):.2f}" if floor else value


def _rates(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    if match["one"]:
        rate = Decimal(match["one"]) / _HUNDRED
        return rate, rate
    if match["low"]:
        return Decimal(match["low"]) / _HUNDRED, Decimal(match["high"]) / _HUNDRED
    if match["tenth"]:
        return _part(match["tenth"], _TEN), _part(match["tenth_high"] or match["tenth"], _TEN)
    return _part(match["han_low"], _HUNDRED), _part(match["han_high"] or match["han_low"], _HUNDRED)


def _part(text: str, whole: Decimal) -> Decimal | None:
    number = numerals.parse(text)
    return Decimal(number) / whole if number else None
