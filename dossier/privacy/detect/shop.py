"""What tells who the shop is: its numbers and addresses stay, even in a set that is shared."""

from __future__ import annotations

import re

from dossier.model import Role
from dossier.privacy.detect.cells import Cell, Sheet, is_of_the_shop
from dossier.reading.text import fold

_SHOPS = re.compile(
    r"客服|商家|商户|店铺|卖家|官方|售[后前]|热线|平台|公司|服务(?:电话|热线|QQ|微信)|投诉(?:电话|热线)|[Qq]群|QQ群|交流群|官网|公众号",
    re.IGNORECASE,
)
_BEFORE = 12


def is_contact(sheet: Sheet, cell: Cell, start: int, value: str) -> bool:
    """Whether a number, account or mail address is the shop's own.

    It is where the user says so, where the words before it do, and where the shop
    gives it: on its rules, or in its own words of a chat.
    """
    if is_respondents(sheet, value):
        return True
    if sheet.role is Role.POLICY:
        return True
    before = cell.folded[max(0, start - _BEFORE) : start]
    if before.strip(" :#[("):
        return _SHOPS.search(before) is not None
    return _SHOPS.search(fold(cell.label)) is not None or (is_of_the_shop(cell) and not before)


def is_respondents(sheet: Sheet, value: str) -> bool:
    """Whether the user names a value as the respondent's."""
    shop = sheet.said.respondent
    told = {bare(words) for words in (shop.name, shop.credit_code, shop.address, shop.phone, shop.platform)}
    return bool(bare(value)) and bare(value) in told


def bare(text: str) -> str:
    """A value without what people put between its characters."""
    return re.sub(r"[\s\-_—()+.,]", "", fold(text)).removeprefix("86").casefold()
