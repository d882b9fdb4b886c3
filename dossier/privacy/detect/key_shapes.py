"""Codes that show themselves by their shape, without a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Speaker
from dossier.privacy.detect import codes
from dossier.privacy.detect.cells import Cell
from dossier.privacy.detect.numbers import names_trade
from dossier.reading import identifiers

_GROUPS = re.compile(
    r"(?<![A-Za-z0-9\-_/.=])[A-Za-z0-9]{4,6}(?:\s?[-—–一]\s?[A-Za-z0-9]{4,6}){2,6}(?![A-Za-z0-9\-_])"
)
_SPACED = re.compile(r"(?<![A-Za-z0-9\-_])[A-Z0-9]{5}(?: [A-Z0-9]{5}){2,4}(?![A-Za-z0-9\-_])")
_RUN = re.compile(r"(?<![A-Za-z0-9\-_])[A-Z0-9]{25}(?![A-Za-z0-9\-_])")
_UUID = re.compile(r"(?<![A-Za-z0-9\-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![A-Za-z0-9\-])")
#: Account and password, number and password: fields that dashes or a bar part.
_FIELDS = re.compile(
    rf"(?<![{codes.SIGNS}])[A-Za-z0-9][A-Za-z0-9@._#$%&*+!?/]{{1,}}?(?:\s?-{{3,}}\s?[{codes.SIGNS}]+?)+"
    r"(?=$|[\s,;。\u4e00-\u9fff])"
    r"|(?<![A-Za-z0-9|])[A-Za-z0-9@._]{6,}\s?\|\s?[A-Za-z0-9@#$%&*!._]{6,}(?=$|[\s|,;])"
)
_LINK = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9.\-]+(?::\d+)?(?P<rest>/[^\s\u4e00-\u9fff,;\"'<>()]*)", re.IGNORECASE
)
_REDEEMS = re.compile(
    r"redeem|token|(?:[?&/_]|^)(?:key|code|cdk|cdkey|kami|card|pwd|pass|secret|sn)(?:[=/]|$)"
    r"|gift|claim|exchange|duihuan|activat|coupon|voucher|invite",
    re.IGNORECASE,
)
_OPAQUE = re.compile(
    r"(?=[A-Za-z0-9_\-]*\d)(?=[A-Za-z0-9_\-]*[A-Za-z])[A-Za-z0-9_\-]{8,}|\d{10,}|[A-Za-z0-9_\-]{16,}"
)
#: A message of the shop that is nothing but one code.
_ALONE = re.compile(r"\s*(?P<code>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9]{10,32})\s*")
_LEADS_TO = re.compile(
    r"(?:兑换|领取|激活|提货|提取|提卡|取卡|卡密|核销|兑奖|礼品|开通)(?:页面?|专属|专用|的)?(?:链接|地址|网址|入口)"
)
_BESIDE = 16
_FEWEST_GROUPS, _LONG_GROUP = 4, 5


def find(cell: Cell) -> Iterator[tuple[int, int, bool]]:
    """The codes of a cell: from where to where, and whether it is sure although it has no label."""
    folded = cell.folded
    for match in _FIELDS.finditer(folded):
        if any(c.isdigit() for c in match.group()) and not names_trade(cell, match.start()):
            yield *match.span(), False
    for form in (_UUID, _GROUPS, _SPACED, _RUN):
        for match in form.finditer(folded):
            if _is_key(match.group()) and not names_trade(cell, match.start()):
                yield *match.span(), False
    for match in _LINK.finditer(folded):
        rest = match["rest"]
        before, after = folded[max(0, match.start() - _BESIDE) : match.start()], folded[match.end() :]
        if _OPAQUE.search(rest) and (
            _REDEEMS.search(rest) or _LEADS_TO.search(before) or _LEADS_TO.match(after.lstrip(" ()[]"))
        ):
            yield *match.span("rest"), False
    if cell.speaker is Speaker.AGENT and (alone := _ALONE.fullmatch(folded)) and _is_free(alone["code"]):
        yield *alone.span("code"), True


def _is_key(text: str) -> bool:
    """Whether groups mix letters and figures, or are as many and as even as no date or number is."""
    bare = re.sub(r"[^A-Za-z0-9]", "", text)
    groups = re.split(r"\s?[-—–一 ]\s?", text)
    even = len({len(group) for group in groups}) == 1
    if bare.isdigit():
        return even and len(groups) >= _FEWEST_GROUPS
    if bare.isalpha():
        return bare.isupper() and even and len(groups[0]) >= _LONG_GROUP
    plain_words = [group for group in groups if group.isalpha() and group.islower()]
    return len(plain_words) < 2  # noqa: PLR2004 - "my-new-word-2024"


def _is_free(code: str) -> bool:
    """Whether letters and figures mix freely, unlike a shop's numbers with a prefix or a day inside."""
    return not (
        identifiers.is_shop_number(code)
        or identifiers.embedded_date(code)
        or re.fullmatch(r"[A-Za-z]{1,6}\d+|\d+[A-Za-z]{1,2}|[A-Za-z]+\d{1,4}", code)
    )
