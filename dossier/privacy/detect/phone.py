"""Telephone numbers of persons.

A number that the shop publishes stays: it tells who the shop is.  Hotlines (400,
95…) do not have a mobile's shape and are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role
from dossier.privacy.detect import shop
from dossier.privacy.detect.cells import Sheet, Spot, names
from dossier.privacy.detect.numbers import names_trade
from dossier.privacy.model import Secret
from dossier.reading.text import fold

_EDGE = r"(?<![\d.])(?<!\d-)(?<![A-Za-z]\d)(?<![A-Za-z_])"
_CODE = r"(?:(?:\+|00)86[- ]?|86[- ])?"
_MOBILE = re.compile(rf"{_EDGE}{_CODE}1[3-9]\d{{9}}(?![\dA-Za-z])(?!-\d|\.\d)")
_GROUPED = re.compile(
    rf"{_EDGE}(?<!\d )(?P<code>{_CODE})1[3-9]\d(?P<gap>[- ]{{1,2}})\d{{4}}(?P=gap)\d{{4}}"
    r"(?![\dA-Za-z])(?!-\d)"
)
#: Parted in any other way: the code in brackets, by dots, three and five, four and three, sign by sign.
_PARTED = re.compile(
    rf"{_EDGE}(?<![\d.] ){_CODE}\(?(?:"
    r"1[3-9]\d[).]{1,2} ?\d{4}[- .]?\d{4}|1[3-9]\d{2}[- ]\d{3}[- ]\d{4}"
    r"|1[3-9]\d{5}[- ]\d{4}|1[3-9]\d{4}[- ]\d{5}"
    r"|1(?:[ .\u200b]{1,2}\d){10}|1[3-9]\d[\u200b\u2060\ufeff]+\d{4}[\u200b\u2060\ufeff]+\d{4}"
    r")(?![\dA-Za-z])(?! ?-?\d|\.\d)"
)
_HAN_DIGITS = "零〇一二三四五六七八九幺两"
#: Spelled out, wholly or in part.
_SPELLED = re.compile(
    rf"(?<![0-9{_HAN_DIGITS}])(?=\d{{0,10}}[{_HAN_DIGITS}])"
    rf"[一幺1][三四五六七八九3-9][0-9{_HAN_DIGITS}]{{9}}(?![0-9{_HAN_DIGITS}])"
)
_OWN = re.compile(r"(?:用户|会员|买家|顾客|您的?|我的?|当前|登录|绑定|本人|收货)[^,。;:]{0,6}[:]?\s*$")
"""Before a number on a page of the shop's: it is the reader's own."""
_CALL = r"(?:手机号?码?|电话号?码?|联系方式|联系电话|座机|固话|(?<![A-Za-z])(?:tel|mobile|phone|cell))"
_LANDLINE = re.compile(
    rf"{_CALL}\s?[::是为]?\s*(?P<number>\(?0\d{{2,3}}\)?[- ]?\d{{7,8}}(?:-\d{{1,5}})?)(?!\d)", re.IGNORECASE
)
_BARE_LANDLINE = re.compile(r"^\s*(?P<number>\(?0\d{2,3}\)?[- ]?\d{7,8})\s*$")
#: What engines make of figures, where a label says that it is a telephone's.
_MISREAD = re.compile(
    rf"{_CALL}\s?[::是为]?\s*(?P<number>[1Il|][3-9S][0-9OoIlSB|](?:[- ]?[0-9OoIlSB|]){{8}})(?![\dA-Za-z])",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?:tel|phone|mobile|wx|weixin|vx|qq)[::]?(?P<number>1[3-9]\d{9})(?!\d)", re.IGNORECASE)
_BEFORE = 14


def find(sheet: Sheet) -> Iterator[Spot]:
    """The telephone numbers of a page, but for the shop's."""
    for place, cell in enumerate(sheet.cells):
        folded = cell.folded
        spans = [m.span() for form in (_MOBILE, _GROUPED, _PARTED, _SPELLED) for m in form.finditer(folded)]
        spans += [m.span("number") for form in (_LANDLINE, _MISREAD, _GLUED) for m in form.finditer(folded)]
        if any(re.search(rf"{_CALL}\W*$", words, re.IGNORECASE) for words in names(cell)):
            spans += [m.span("number") for m in _BARE_LANDLINE.finditer(folded)]
        for start, end in spans:
            if names_trade(cell, start) or shop.is_respondents(sheet, folded[start:end]):
                continue
            own = _OWN.search(folded[max(0, start - _BEFORE) : start]) or (
                not folded[:start].strip() and _OWN.search(fold(cell.label))
            )
            if sheet.role is Role.POLICY and not own:
                continue
            if sheet.role is not Role.POLICY and shop.is_contact(sheet, cell, start, folded[start:end]):
                continue
            yield Spot(place, start, end, Secret.PHONE)
