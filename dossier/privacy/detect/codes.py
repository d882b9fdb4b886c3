"""How a code looks: what redeems goods is letters, figures and a few signs, in one run or in groups."""

from __future__ import annotations

import re

from dossier.reading import money, stamps

SIGNS = r"A-Za-z0-9@#$%&*+./?^_~=|\\<>{}!\-\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(rf"[{SIGNS}]+")
_MANGLED = frozenset("一丨口〇○□—·'`")
"""What engines make of a dash, an I, an O in the middle of a code."""
_GAP = re.compile(rf"(?: {{0,2}}[{''.join(_MANGLED)}] {{0,2}}| {{1,2}})(?=[{SIGNS}])")
_LABELS = re.compile(r"\s?:(?!//)")
_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}")
_UNIT = re.compile(
    r"\s?(?:元|年|月|日|天|个|张|次|位|份|件|折|%|小时|分钟|时|点|秒|万|块|美元|版|级|人|期|号客服)"
)
_ENDS = re.compile(
    r"(?:\s*(?:[(\[]?(?:点击)?(?:一键)?复制(?:卡密|全部)?[)\]]?|[Cc]opy|查看|隐藏|显示|已复制|>|❐|⧉|□))+\s*$"
)
_COUNT = re.compile(r"^\s*(?:第?\d{1,3}\s?[张个条组份]?\s?[.、:)\]]+|[①-⑳]|[#*•]\d{0,2}|卡\d{1,2}[:.])\s*")
_WORD = re.compile(r"[A-Z]?[a-z]+\d{0,4}|[A-Za-z]+\d{0,2}")
_AFTER = re.compile(r"\s?[请仅有复点已可限密卡账帐查使注兑激用,。;(\[]")
"""What may follow a code; other Chinese words go on with what only looked like one ("Office2021专业版")."""
_PRODUCT = re.compile(r"[A-Z]?[a-z]{2,}\s?\d{1,4}(?:\s|$)")
_PLAIN = re.compile(r"[A-Z]?[a-z]{2,}")
_VERSION = re.compile(r"(?:[A-Z][a-z]{1,9}|[A-Z]{1,4}|[a-z]{1,5}) ?\d{1,2}")
_LONG, _SHORT, _FIGURES = 6, 4, 8
_NO_WORD = 10
"""Small letters alone make a code from this length on."""
_MIXED = re.compile(r"\d[A-Z]+\d|[A-Z]\d+[A-Z]")
_LONGEST = 200
"""Of a cell that is nothing but a code."""


def run(folded: str, start: int, *, named: bool = False) -> int:
    """Where the code that begins at a place ends; ``start`` where none begins.

    Args:
        folded: the whole text.
        start: of the code.
        named: a colon or the like says that a code follows: then groups parted by
            blanks belong to it whatever they are, up to anything Chinese, a date,
            a clock or another label; otherwise only such as look like groups.
    """
    end = place = start
    while match := _TOKEN.match(folded, place):
        token = match.group().rstrip(".?/\\=&|<")
        apart = end > start and folded[end:place].isspace()
        if not token or _is_date(folded, match):
            break
        if apart and (_LABELS.match(folded, match.end()) or not (named or _goes_on(token))):
            break
        end = match.start() + len(token)
        gap = _GAP.match(folded, match.end())
        if gap is None or len(token) < len(match.group()):
            break
        place = gap.end()
    return end


def _goes_on(token: str) -> bool:
    """Whether a token behind a blank looks like another group of a code."""
    if any(char.isdigit() for char in token):
        return len(token) > 2 or token[0].lower() != "x"  # noqa: PLR2004 - "x1" counts
    return len(token) > 2 and token.isupper()  # noqa: PLR2004


def _is_date(folded: str, match: re.Match[str]) -> bool:
    return _DATE.fullmatch(match.group()) is not None or (
        match.group().isdigit() and re.match(r":\d\d", folded[match.end() :]) is not None
    )


def is_value(folded: str, start: int, end: int, *, named: bool) -> bool:
    """Whether a run behind a label is a code.

    Args:
        folded: the whole text.
        start: of the run.
        end: of the run.
        named: a colon or the like says that what follows is the code; otherwise
            it must look like one by itself.
    """
    token = folded[start:end]
    bare = re.sub(r"[^A-Za-z0-9]", "", token)
    if len(bare) < _SHORT or (_UNIT.match(folded[end:]) and len(bare) < _FIGURES):
        return False
    figures = any(char.isdigit() for char in bare)
    if (
        re.match(r"[\u4e00-\u9fff]", folded[end:])
        and _WORD.fullmatch(token)
        and not _AFTER.match(folded[end:])
    ):
        return False
    if named:
        return figures or (
            len(bare) >= _LONG
            and (bare.isupper() or not bare.islower() or not token.isalpha() or len(bare) >= _NO_WORD)
        )
    mixed = figures and not bare.isdigit() and not _PRODUCT.match(token)
    return (
        (mixed and len(bare) >= _LONG)
        or (bare.isdigit() and len(bare) >= _FIGURES)
        or (len(bare) >= _LONG - 1 and _MIXED.search(bare) is not None)
    )


def is_whole(folded: str, *, shortest: int = _LONG, due: bool = False) -> tuple[int, int] | None:
    """The span of the code when a cell is nothing but one, with a number before it or a button behind it.

    Args:
        folded: the cell.
        shortest: how many letters and figures it must have.
        due: a code must stand here, so that one like a word with its version is one as well.
    """
    if len(folded) > _LONGEST:
        return None
    tail = _ENDS.search(folded)
    text = folded[: tail.start()] if tail else folded
    count = _COUNT.match(text)
    start = count.end() if count and text[count.end() :].strip() else len(text) - len(text.lstrip())
    text = text.rstrip(" .,;")
    token = text[start:]
    bare = re.sub(r"[^A-Za-z0-9]", "", token)
    foreign = len([c for c in token if not re.match(rf"[{SIGNS} ,:;'`]", c) and c not in _MANGLED])
    if len(bare) < shortest or foreign or "**" in token or _is_money(token) or _is_time(token, due=due):
        return None
    groups = token.split()
    words = [part for part in groups if _PLAIN.fullmatch(part)]
    if not any(c.isdigit() for c in bare) and not (bare.isupper() and len(bare) >= _FIGURES):
        return None
    even = len({len(part) for part in groups}) == 1
    if (len(words) > 1 and not even and (not due or _PLAIN.fullmatch(groups[0]))) or (
        not due and _VERSION.fullmatch(token)
    ):
        return None
    return start, len(text)


def _is_money(text: str) -> bool:
    amount = money.only(text)
    return amount is not None and (amount.marked or "." in amount.raw or "," in amount.raw)


def _is_time(text: str, *, due: bool) -> bool:
    """Whether a text is a time; where a code is due, a part that reads as one makes it none."""
    found = list(stamps.find(text))
    rest = "".join(
        char for place, char in enumerate(text) if not any(s.start <= place < s.end for s in found)
    )
    return bool(found) and (not due or len(re.sub(r"[^A-Za-z0-9]", "", rest)) < _SHORT)
