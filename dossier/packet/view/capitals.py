"""Amounts in the upper-case Chinese of bills and complaints (大写金额).

Source: People's Bank of China, 正确填写票据和结算凭证的基本规定 (支付结算办法,
annex 1).  Where that text allows two ways this module keeps to one:

* an amount that ends at 角 takes 整 as well, so only 分 goes without it;
* a group that ends in 0 is joined to a full lower group without 零
  (107000.53 is 壹拾万柒仟元零伍角叁分), and 零 stands before 角 when the
  yuan end in 0;
* below one yuan, which the rules do not cover, only 角 and 分 are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_ZERO = _DIGITS[0]
_WHOLE = "整"
_FEN_IN_YUAN = 100
_LIMIT = 10**16
"""Yuan from which on the reading would need a word above 万亿."""


def capitals(amount: Decimal) -> str:
    """An amount in upper-case Chinese, without the word 人民币 before it.

    Args:
        amount: yuan, at least 0 and below 10**16, with no part of a 分.

    Raises:
        ValueError: the amount is negative, not a number, too large, or has a
            fraction of a 分.
    """
    if not amount.is_finite() or not 0 <= amount < _LIMIT:
        raise ValueError(f"{amount} cannot be written as an amount of money")
    numerator, denominator = amount.as_integer_ratio()
    fen, rest = divmod(numerator * _FEN_IN_YUAN, denominator)
    if rest:
        raise ValueError(f"{amount} has a fraction of a fen")
    yuan, cents = divmod(fen, _FEN_IN_YUAN)
    return _yuan(yuan, bare=not cents) + _cents(cents, after=yuan)


def _yuan(yuan: int, *, bare: bool) -> str:
    if yuan:
        return _integer(yuan) + "元" + (_WHOLE if bare else "")
    return _ZERO + "元" + _WHOLE if bare else ""


def _cents(cents: int, after: int) -> str:
    """角 and 分 (``cents``, 0..99) behind ``after`` yuan."""
    jiao, fen = divmod(cents, 10)
    text = _DIGITS[jiao] + "角" if jiao else ""
    if cents and after and (not jiao or not after % 10):
        text = _ZERO + text
    if fen:
        return text + _DIGITS[fen] + "分"
    return text + _WHOLE if jiao else ""


def _integer(number: int) -> str:
    """A number from 1 up to 10**16, read in groups of four: 万, 亿, 万亿."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            return _integer(high) + name + _joined(low, size)
    return _group(number)


def _joined(low: int, size: int) -> str:
    """What follows 万 or 亿: 零 first when the leading place below it is empty."""
    if not low:
        return ""
    return (_ZERO if low < size // 10 else "") + _integer(low)


def _group(number: int) -> str:
    """A number from 1 to 9999 with each inner run of zeros read once."""
    text = ""
    for digit, place in zip(f"{number:04}", _PLACES, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + place
        elif text and not text.endswith(_ZERO):
            text += _ZERO
    return text.rstrip(_ZERO)
