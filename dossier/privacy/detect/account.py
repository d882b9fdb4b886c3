"""Accounts of persons with payment platforms, messengers and games."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role, Speaker
from dossier.privacy.detect import shop
from dossier.privacy.detect.cells import Cell, Sheet, Spot
from dossier.privacy.model import Secret
from dossier.reading.text import fold

_WORD = (
    r"(?:(?:抖音|快手|小红书|飞书|钉钉|陌陌|微博|哔哩哔哩|[Bb]站|闲鱼|拼多多|淘宝|京东)(?:号|ID|昵称|会员名|[账帐]号)"
    r"|会员名|薇信?|威信|[vV]信?(?=:)|(?<![A-Za-z])[qQ](?=:)"
    r"|支付宝(?:[账帐][号户])?|微信(?:[账帐]?号)?|QQ(?:号码?|[账帐]号)?|(?:扣扣|企鹅)号?"
    r"|(?:对方|付款|支付|收款|到账|退款|充值|游戏|登[录陆]|会员|用户|买家|平台|淘宝|京东|绑定|联系|代充|代练|我的?|本人)?"
    r"[账帐][号户](?:名|ID)?"
    r"|(?:用户|会员|玩家|角色|买家|客户|游戏)(?:ID|UID|编号)|UID|旺旺(?:号)?"
    r"|(?<![A-Za-z])(?:wechat|weixin|wx|vx|alipay)(?:号|[ _-]?id)?|联系方式)"
)
_NAMED = re.compile(
    rf"{_WORD}\s?(?:\((?:微信|QQ|支付宝)\))?\s?(?:[::是为]\s*|\s+|(?=\d))(?P<value>[A-Za-z0-9][A-Za-z0-9_.@\-]{{3,}})",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^\W*{_WORD}\W*$", re.IGNORECASE)
_VALUE = re.compile(r"^\s*(?P<value>[A-Za-z0-9][A-Za-z0-9_.@\-]{3,})")
_ADDED = re.compile(
    r"(?:加|我的?|联系我?)\s?(?:微信|QQ|[VvQq][Xx]?|薇信?|威信|扣扣)号?\s?[::是]?\s?(?P<value>[A-Za-z0-9][A-Za-z0-9_\-]{4,19})"
)
_WXID = re.compile(r"(?<![A-Za-z0-9])(?P<value>wxid_[A-Za-z0-9]{6,})")
_IN_NAME = re.compile(r"[(<](?P<value>[A-Za-z0-9][A-Za-z0-9_@.\-]{3,})[)>]\s*$")
_LONGEST = 12
"""Accounts of figures alone have no more."""
_DAY = re.compile(r"20[1-4]\d[-./]?\d\d?")
_MONEY = re.compile(r"\d{1,7}\.\d\d$")


def find(sheet: Sheet) -> Iterator[Spot]:
    """The accounts of persons on a page."""
    for place, cell in enumerate(sheet.cells):
        for start, end in _spans(cell):
            value = cell.folded[start:end]
            if not _may_be_one(value) or re.match(r"[币元个张/:]", cell.folded[end:]):
                continue
            if shop.is_contact(sheet, cell, start, value) or _is_the_shops(sheet, cell, start):
                continue
            yield Spot(place, start, end, Secret.ACCOUNT)


def _may_be_one(value: str) -> bool:
    """Whether a word can be an account: no sum, no day, no number of a payment, no mere word."""
    long = value.isdigit() and len(value) > _LONGEST
    return (
        not (long or _MONEY.match(value) or _DAY.match(value)) and re.search(r"\d|[_@-]", value) is not None
    )


def _spans(cell: Cell) -> Iterator[tuple[int, int]]:
    folded = cell.folded
    if cell.is_name:
        yield from (m.span("value") for m in _IN_NAME.finditer(folded))
    for form in (_NAMED, _ADDED, _WXID):
        yield from (m.span("value") for m in form.finditer(folded))
    if _LABEL.match(fold(cell.label)) or (not cell.label and _LABEL.match(fold(cell.above))):
        yield from (m.span("value") for m in _VALUE.finditer(folded))


def _is_the_shops(sheet: Sheet, cell: Cell, start: int) -> bool:
    """Whether the shop's side gives an account: whom a buyer is told to add is the respondent."""
    if cell.speaker is Speaker.AGENT:
        return True
    return sheet.role is Role.POLICY or "群" in cell.folded[max(0, start - 4) : start]
