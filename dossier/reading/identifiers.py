"""Numbers that name an order or a payment: their shape, their date, their twins.

Shapes are those seen in exports and in open-source shop systems: a WeChat
merchant payment has 28 digits beginning 4200 with the day at digits 11–18, an
Alipay one 28 digits beginning with the day; shops use 10 to 32 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dossier.reading.text import fold

#: What an id may look like once blanks are gone: enough digits to be a number, not a word.
_SHAPE = re.compile(r"^(?=(?:[^\d]*\d){4})[A-Za-z0-9](?:[A-Za-z0-9_\-]{4,62})[A-Za-z0-9]$")
_SHOP_CODE = re.compile(r"^[A-Z0-9]{16}$")
_TRAILER = re.compile(
    r"(?:\s*(?:[(][\u4e00-\u9fff]{1,6}[)]|复制|点击复制|拷贝|[Cc]opy|查看|>|》|›|口|日|□|❐|⧉|[□■▣]))+\s*$"
)
_LONGEST = 160
"""A longer cell holds no number; it bounds what a pattern has to try."""
_LEADER = re.compile(r"^(?:No|NO|N0|编号)\s?[.:#]\s?")
_ALNUM_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*(?:\s[A-Za-z0-9_\-]+)*")
#: An id inside a sentence: straight after the word for order, or an unmistakable shop number.
_SPOKEN = re.compile(
    r"(?:订单|单)(?:编号|号码|号|ID)?\s?(?:是|为)?[::#\s]{0,3}(?P<id>[A-Za-z0-9][A-Za-z0-9_\-]{5,40})"
    r"|(?<![A-Za-z0-9_\-])(?P<plain>[A-Z]{2,4}\d{9,20}|\d{16,19}|\d{6}-\d{15}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{16})(?![A-Za-z0-9_\-%])"
)
#: Words before a number that make it somebody else's: a parcel, a card, a person.
_FOREIGN = re.compile(
    r"(?:快递|物流|运单|包裹|发票|工单|售后|退款|提现|投诉|交易|支付|付款|流水|尾号|后.位|卡号|卡|账号|帐号|账户|身份证|证件号?|手机|电话|QQ|微信)"
    r"(?:单|的)?(?:编号|号码|号|ID)?\s?(?:是|为)?[::#\s]{0,3}$",
    re.IGNORECASE,
)
_SHOP_NUMBER = re.compile(r"^(?:[A-Z]{2,4}\d{9,20}|\d{6}-\d{15})$")
_DAY = re.compile(r"20[1-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LOOK_ALIKE = str.maketrans("OoQDIlSBZ", "000011582")
_ALIKE = frozenset("0OoQD1IlL2Z5S8B")
_PLAIN_BUILD = re.compile(r"^(?:[A-Za-z]{1,6}[-_]?)?[\d\-_]+$|^[0-9a-f]{16,}$")
_EMBEDDED = re.compile(r"(20[1-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")

WECHAT_PAY = re.compile(r"^4200\d{24}$")
ALIPAY = re.compile(r"^20\d{26}$")
#: Length of a bank account number by its country; a chat may hold one, and it is no order.
_ACCOUNTS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
    "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26,
}  # fmt: skip


def is_payment(identifier: str) -> bool:
    """Whether a number has the shape of a large payment platform's."""
    return bool(WECHAT_PAY.match(identifier) or ALIPAY.match(identifier))


def tidy(text: str) -> str:
    """The id in a value cell without copy buttons, arrows and the engine's blanks, or ``""``."""
    if len(text) > _LONGEST:
        return ""
    cell = _LEADER.sub("", _TRAILER.sub("", fold(text)).strip(" :;,.#"))
    match = _ALNUM_RUN.fullmatch(cell)
    if match is None:
        return ""
    joined = cell.replace(" ", "").rstrip("-_")
    return joined if is_id(joined) else ""


def joined(parts: Sequence[str]) -> str:
    """The id that a value and the lines it wraps to make together, or ``""``."""
    if len(parts) == 1:
        return tidy(parts[0])
    whole = "".join(fragment(part) for part in parts).strip(":;,.#").rstrip("-_")
    return whole if is_id(whole) else tidy(parts[0])


def completes(text: str, rest: str) -> bool:
    """Whether a line makes an id of a cell that is none by itself: the end of a code of sixteen."""
    first, last = fragment(text), fragment(rest)
    return (
        not is_id(first)
        and re.fullmatch(r"[A-Z0-9]{1,8}", last) is not None
        and bool(_SHOP_CODE.match(first + last))
    )


def is_id(text: str) -> bool:
    """Whether a text has the shape of an order or payment number."""
    if re.fullmatch(r"20\d\d-\d\d?-\d\d?", text):
        return False
    return bool(_SHAPE.match(text) or _SHOP_CODE.match(text))


def is_fragment(text: str) -> bool:
    """Whether a whole line can be the wrapped rest of an id: letters and digits, nothing else."""
    if len(text) > _LONGEST:
        return False
    bare = _TRAILER.sub("", fold(text)).replace(" ", "")
    return re.fullmatch(r"[A-Za-z0-9_\-]{1,40}", bare) is not None and any(c.isdigit() for c in bare)


def fragment(text: str) -> str:
    """The letters and digits of a wrapped rest."""
    return _TRAILER.sub("", fold(text)).replace(" ", "")


def spoken(text: str) -> Iterator[tuple[str, int, int]]:
    """Order numbers in a sentence, each with its span in ``text``."""
    folded = fold(text)
    for match in _SPOKEN.finditer(folded):
        name = "id" if match["id"] else "plain"
        candidate = match[name].rstrip("-_")
        if _FOREIGN.search(folded[max(0, match.start(name) - 16) : match.start(name)]):
            continue
        if _DAY.fullmatch(candidate) or not is_id(candidate) or _is_account(candidate):
            continue
        if sum(c.isdigit() for c in candidate) >= 6 or _SHOP_CODE.match(candidate):  # noqa: PLR2004
            yield candidate, match.start(name), match.start(name) + len(candidate)


def _is_account(candidate: str) -> bool:
    """Whether a number is a bank account's by its country, length and check digits (ISO 13616)."""
    if _ACCOUNTS.get(candidate[:2]) != len(candidate) or not candidate.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in candidate[4:] + candidate[:4])) % 97 == 1


def is_shop_number(identifier: str) -> bool:
    """Whether a number is a shop's by its shape alone; a code of sixteen may as well be a card's secret."""
    return _SHOP_NUMBER.match(identifier) is not None


def twin(identifier: str) -> str:
    """A form in which look-alike characters are one: two readings of one id share it."""
    return identifier.translate(_LOOK_ALIKE).upper().translate(_LOOK_ALIKE)


def doubts(identifier: str) -> tuple[int, ...]:
    """The places (from 0) of a code whose character may as well be another that looks like it.

    Engines take O for 0, I and l for 1, S for 5, B for 8, Z for 2 and D or Q for
    0, and agree with one another in it.  Only codes that mix letters and figures
    freely are open to that: not plain numbers, not a short prefix before figures,
    not a code with a day inside, and not hexadecimal figures, which have none of
    those letters.
    """
    if _PLAIN_BUILD.match(identifier) or embedded_date(identifier) is not None:
        return ()
    return tuple(place for place, char in enumerate(identifier) if char in _ALIKE)


def embedded_date(identifier: str) -> date | None:
    """The day written inside a number, by its known place or, if there is just one, anywhere."""
    if WECHAT_PAY.match(identifier):
        digits = identifier[10:18]
    elif ALIPAY.match(identifier):
        digits = identifier[:8]
    else:
        found = {m.group() for m in _EMBEDDED.finditer(identifier)}
        if len(found) != 1:
            return None
        digits = found.pop()
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
