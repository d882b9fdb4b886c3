"""Private data of people, and keys that anybody could use, in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dossier.tone.model import Kind, Wording

_PHONE = re.compile(r"(?<![\dA-Za-z])1[3-9]\d{9}(?![\dA-Za-z])")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_CARD = re.compile(r"(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])")
_KEY = re.compile(r"(?:卡密|兑换码|激活码|提取码|卡券密码|密码)(?:是|为|[:：])?\s*([A-Za-z0-9-]{6,})")
_HOME = re.compile(
    r"(?:客服|老板|店主|卖家|商家|他|她|对方)[^，,。；;！!？?\n]{0,6}"
    r"((?:家住|住在|家庭住址|住址|家里|老婆|老公|孩子|父母|真名|身份证号?|车牌号?)[^，,。；;！!？?\n]{0,20})"
    r"|(?<![我人])(家住[^，,。；;！!？?\n]{1,20})"
)
_NUMBER_OF = re.compile(r"(?:订单|单号|交易|流水|商户|编号|工号|order)[^，,。；;\n]{0,6}$", re.IGNORECASE)
_BANK = re.compile(r"(?:银行|储蓄|信用|借记)卡[^，,。；;\n]{0,6}$")
_BEFORE = 12
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def find(text: str, own: Sequence[str]) -> Iterator[Wording]:
    """Numbers and circumstances that should not stand in an account; ``own`` are let pass."""
    for match in _KEY.finditer(text):
        yield _wording(match.span(1), text, "key")
    for match in _PHONE.finditer(text):
        if match[0] not in own and not _NUMBER_OF.search(_lead(text, match.start())):
            yield _wording(match.span(), text, "phone", mild=True)
    for match in _IDENTITY.finditer(text):
        if match[0].upper() not in own and _is_identity(match[0].upper()):
            yield _wording(match.span(), text, "identity")
    for match in _CARD.finditer(text):
        if _BANK.search(_lead(text, match.start())):
            yield _wording(match.span(), text, "card")
    for match in _HOME.finditer(text):
        yield _wording(match.span(match.lastindex or 0), text, "home")


def _wording(place: tuple[int, int], text: str, instead: str, *, mild: bool = False) -> Wording:
    return Wording(*place, text[slice(*place)], Kind.PRIVATE, instead, mild)


def _lead(text: str, place: int) -> str:
    return text[max(0, place - _BEFORE) : place]


def _is_identity(number: str) -> bool:
    """Whether the date of birth and the check character fit (GB 11643)."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17]
