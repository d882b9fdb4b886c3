"""Card keys: whatever redeems the goods for whoever reads it.

Shops deliver in many ways: one key behind its label, card number and password in
two columns, a heading with keys under it, ``account----password``, a link with a
code in it.  Where a label says so, whatever stands behind it and looks like a code
is one, be it badly read; without a label the shape must leave no other reading:
groups of letters and figures, or fields parted by dashes.

A rule that speaks of keys ("卡密一经售出不予退换"), the time of looking at one, its
price and the order's number are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role
from dossier.privacy.detect import codes, key_alone, key_shapes
from dossier.privacy.detect.cells import Sheet, Spot
from dossier.privacy.detect.key_headings import Heading
from dossier.privacy.detect.key_words import ADORNED, ADORNMENT, TAIL, WORD, is_label, is_password
from dossier.privacy.detect.numbers import names_trade
from dossier.privacy.model import Secret
from dossier.reading.text import squeeze

_NAMED = re.compile(
    rf"{WORD}{TAIL}(?:\s?[(\[][^()\[\]]{{1,12}}[)\]])?"
    rf"(?P<sign>[\])」』]\s?[::]?{ADORNED}|\s*(?:如下|是|为|[::=→>]|-{{2,}})[::]?{ADORNED}|\s*{ADORNMENT}{ADORNED}|\s+|)"
    r"(?=[A-Za-z0-9@#$%&*^_~+.!?/\\-])",
    re.IGNORECASE,
)
#: The key before the word for it: "AB12CD34就是您的激活码".
_BEHIND = re.compile(
    rf"(?<![A-Za-z0-9\-_])(?P<value>(?=[A-Za-z0-9-]{{0,40}}\d)[A-Za-z0-9](?:-?[A-Za-z0-9]){{7,40}})\s?"
    rf"(?:[(\[]|(?:就|这)?(?:是|为))(?:这是|您的|你的|本单|的)*{WORD}",
    re.IGNORECASE,
)
_WHOSE = (
    r"(?:(?:[账帐賬][号号户]|用户名|登[录陆]名|账户名|邮箱(?:账号)?|手机号?|QQ号?|(?:礼品|充值|点)?卡[号號])"
    r"|(?<![A-Za-z])(?:ID|account|user(?:name)?|login|e?mail)(?=[\s:=]))"
)
_ACCOUNT = re.compile(
    rf"{_WHOSE}\s?(?:[::=]|是|为|\s|(?=[A-Za-z0-9]))\s*(?P<value>[A-Za-z0-9][A-Za-z0-9@._+\-]{{2,}})",
    re.IGNORECASE,
)
_ACCOUNT_LABEL = re.compile(
    r"\W*(?:\S{0,4}[账帐][号户]|用户名|登[录陆]名|邮箱|account|user(?:name)?)[::]?", re.IGNORECASE
)
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._+\-]{2,}")
_BANKS = re.compile(r"(?:银行|储蓄|信用|借记|付款|收款|提现|退款|绑定|打款)\S{0,4}$")
#: "code" alone is as well an error's or a country's.
_BARE_CODE = re.compile(
    r"(?:^|[^A-Za-z \-_])[ ]?codes?$|(?:error|status|qr|zip|area|country) codes?$", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff,;]+", re.IGNORECASE)
_NEAR = 3
"""So many cells before its password an account may stand."""
_LEAST = 4
_BEFORE = 24
"""So many signs before a colon tell what it stands behind."""


def find(sheet: Sheet) -> Iterator[Spot]:
    """The card keys of a page."""
    under = Heading(teaches=sheet.role is Role.POLICY)
    for place, cell in enumerate(sheet.cells):
        named = [*_named(sheet, place), *_beside(sheet, place)]
        yield from named
        yield from (Spot(place, a, b, Secret.CARD_KEY, sure=sure) for a, b, sure in key_shapes.find(cell))
        yield from under.read(place, cell, named)
    yield from key_alone.find(sheet)


def _named(sheet: Sheet, place: int) -> Iterator[Spot]:
    """Codes and links behind their label in one cell, codes before it, and the accounts of passwords."""
    folded = sheet.cells[place].folded
    done = 0
    for match in _NAMED.finditer(folded):
        if match.end() < done or _is_of_payment(sheet, match.group(), folded[: match.start()]):
            continue
        end = _end(match, folded)
        if end is None:
            continue
        done = end
        yield Spot(place, match.end(), end, Secret.CARD_KEY, sure=True)
        if is_password(match.group()):
            yield from _account(sheet, place, match.start())
    for match in _BEHIND.finditer(folded):
        if not names_trade(sheet.cells[place], match.start()):
            yield Spot(place, *match.span("value"), Secret.CARD_KEY, sure=True)


def _end(match: re.Match[str], folded: str) -> int | None:
    """Where the key behind a label ends; None where no key stands there."""
    start = match.end()
    link = _LINK.match(folded, start)
    if link is not None:
        return link.end()
    if not match["sign"] and match.group()[-1].isascii():
        return None  # "pw12345" is a word, and no label
    named = bool(match["sign"].strip())
    end = codes.run(folded, start, named=named)
    bare = _BARE_CODE.search(folded[max(0, match.start("sign") - _BEFORE) : match.start("sign")]) is not None
    if bare and not re.search(r"[A-Za-z]", folded[start:end]):
        return None
    sure = named and not bare
    if codes.is_value(folded, start, end, named=sure):
        return end
    # A password may be a mere word where a colon or an account says that it is one.
    word = is_password(match.group()) and len(folded[start:end].strip()) >= _LEAST
    return end if word and (named or _ACCOUNT.search(folded[: match.start()])) else None


def _is_of_payment(sheet: Sheet, label: str, before: str) -> bool:
    """Whether 卡号 is a bank card's: on a payment page, or behind a word for one."""
    if "卡号" not in label or re.search("密|券|礼|点|充", label):
        return False
    return sheet.role in (Role.PAYMENT, Role.BILL) or _BANKS.search(before) is not None


def _beside(sheet: Sheet, place: int) -> Iterator[Spot]:
    """The code to the right of a cell that is a key's label."""
    cell = sheet.cells[place]
    if not is_label(cell.label) or _is_of_payment(sheet, squeeze(cell.label), ""):
        return
    span = codes.is_whole(cell.folded, shortest=_LEAST, due=True)
    if span is not None and not names_trade(cell, 0):
        yield Spot(place, *span, Secret.CARD_KEY, sure=True)
        if is_password(cell.label):
            yield from _account(sheet, place, 0)


def _account(sheet: Sheet, place: int, start: int) -> Iterator[Spot]:
    """The account to which a password belongs: before it in its cell, or in the cells right before."""
    for back in range(place, max(-1, place - _NEAR - 1), -1):
        cell = sheet.cells[back]
        text = cell.folded[:start] if back == place else cell.folded
        found = list(_ACCOUNT.finditer(text))
        value = None if back == place else _VALUE.search(text)
        if found:
            yield Spot(back, *found[-1].span("value"), Secret.CARD_KEY, sure=True)
            return
        if value is not None and _ACCOUNT_LABEL.fullmatch(squeeze(cell.label)):
            yield Spot(back, *value.span(), Secret.CARD_KEY, sure=True)
            return
