"""Numbers of bank cards: sixteen to nineteen figures with a check figure, or what a label calls one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role
from dossier.privacy.detect import shop
from dossier.privacy.detect.cells import Sheet, Spot, names
from dossier.privacy.detect.numbers import names_trade
from dossier.privacy.model import Secret

_NUMBER = re.compile(
    r"(?<![\dA-Za-z_])(?<!\d[- ])"
    r"(?:\d{16,19}|\d{4}(?:[- ]\d{4}){3}(?:[- ]\d{1,3})?|\d{6}[- ]\d{10,13})"
    r"(?![\dA-Za-z_])(?![- ]\d)"
)
_BANK = (
    r"(?:银行(?:卡|账)|储蓄卡|信用卡|借记卡|贷记卡|对公|收款|付款|打款|提现|退款)(?:卡|账)?(?:号码?|[账帐]号)"
    r"|银行卡|储蓄卡|信用卡|借记卡|开户(?:账号|卡号)"
    r"|(?:退|打|转|汇)(?:款|账|回|钱)?(?:到|至|给|进)(?:我的?|这个|这张|以下)?(?:卡|[账帐][户号])?(?:里|上)?"
)
_LABELLED = re.compile(
    rf"(?:{_BANK})\s?(?:号码?|是|为)?\s?[::(]?\s*(?P<number>\d(?:[- ]?[\dOoIl]){{11,18}})(?![\dA-Za-z])"
)
_ALONE = re.compile(r"^\s*(?P<number>\d(?:[- ]?[\dOoIl]){11,18})\s*$")
_OWN = re.compile(r"(?<!礼品)(?<!充值)(?<!点)卡号\W*$")
_PAID_WITH = re.compile(
    r"(?<!礼品)(?<!充值)(?<!点)卡号\W{0,3}(?P<number>\d(?:[- ]?[\dOoIl]){11,18})(?![\dA-Za-z])"
)
_PAYING = (Role.PAYMENT, Role.BILL)
#: What issuers' numbers begin with: UnionPay, Visa, Mastercard, JCB, and the older domestic ones.
_ISSUERS = re.compile(r"62|4|5[1-5]|35|60|9[0-9]5")


def find(sheet: Sheet) -> Iterator[Spot]:
    """The numbers of bank cards of a page."""
    for place, cell in enumerate(sheet.cells):
        folded = cell.folded
        spans: list[tuple[int, int, bool]] = []
        spans += [(*m.span("number"), True) for m in _LABELLED.finditer(folded)]
        if sheet.role in _PAYING:
            spans += [(*m.span("number"), True) for m in _PAID_WITH.finditer(folded)]
        if any(re.search(rf"(?:{_BANK})\W*$", words) for words in names(cell)) or (
            sheet.role in _PAYING and any(_OWN.search(words) for words in names(cell))
        ):
            spans += [(*m.span("number"), True) for m in _ALONE.finditer(folded)]
        spans += [
            (*m.span(), False)
            for m in _NUMBER.finditer(folded)
            if _ISSUERS.match(m.group()) and is_valid(m.group()) and not names_trade(cell, m.start())
        ]
        for start, end, sure in spans:
            if not shop.is_respondents(sheet, folded[start:end]):
                yield Spot(place, start, end, Secret.BANK_CARD, sure=sure)


def is_valid(number: str) -> bool:
    """Whether the check figure fits (ISO/IEC 7812, Luhn)."""
    figures = [int(char) for char in reversed(number) if char.isdigit()]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0
