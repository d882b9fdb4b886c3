"""Bills in a table: which row names the columns, and which rows are transactions.

Payment services put some twenty lines of words over their table (and the number
of lines changes from month to month), banks put two or none.  So the header is
found by what its cells say: one names a time, one an amount, and all are words.
Of what stands above it only the span of time is kept; the owner's name and account
are left behind here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.model import Line, Row

Numbered = tuple[int, Sequence[str]]
"""A row of a table: its line in the file or sheet, from 1, and its cells."""

_FEWEST = 3
_LONGEST = 16
_NAME = re.compile(r"[^\d:：¥￥]+")
_TIME = re.compile(r"(?:时间|日期|日)$")
_MONEY = re.compile(r"金额|^(?:支出|收入|存入|取出|借方|贷方)|发生额")
_CHAT = re.compile(r"内容|消息|content|message|msg", re.IGNORECASE)
"""A table with such a column may tell of transfers, but it is a talk."""
_WORDS = re.compile(r"商品|标题|说明|摘要|描述|备注|附言")
"""Columns of free words: where a comma may stand that nobody quoted."""
_DAY = re.compile(r"(?:19|20)\d\d(?:[-/.年]\d{1,2}[-/.月]\d{1,2}|[01]\d[0-3]\d)|^\d{1,2}[-/.月]\d{1,2}日?$")
_SPAN = re.compile(
    r"(?:起始|开始|终止|截止|结束|导出|申请|生成|查询)(?:时间|日期)[:：]\s*"
    r"[\[【]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[\]】]?"
)
_AMOUNT = re.compile(r"[-+]?[¥￥]?[-+]?\d[\d,]*(?:\.\d+)?(?:元|[(（].*)?")


def rows(table: Sequence[Numbered]) -> tuple[Row, ...] | None:
    """The transactions of a bill.

    Args:
        table: all rows of the file or sheet, whatever stands over and under the transactions.

    Returns:
        The transactions with the header's names as written; None when the table is no bill.
    """
    for place, (_, cells) in enumerate(table):
        if is_header(cells):
            return tuple(_transactions([cell.strip() for cell in cells], table[place + 1 :]))
    return None


def span(table: Sequence[Numbered]) -> tuple[Line, ...]:
    """The words over a bill that say from when to when it goes, and when it was made; no others."""
    found: list[Line] = []
    for number, cells in table:
        if is_header(cells):
            break
        told = _SPAN.findall(" ".join(cells))
        if told:
            found.append(Line(number, " ".join(told)))
    return tuple(found)


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells name the columns of a bill."""
    names = [name for cell in cells if (name := _bare(cell))]
    return (
        len(set(names)) >= _FEWEST
        and all(len(name) <= _LONGEST and _NAME.fullmatch(name) for name in names)
        and any(_TIME.search(name) for name in names)
        and any(_MONEY.search(name) for name in names)
        and not any(_CHAT.search(name) for name in names)
    )


def _transactions(header: list[str], table: Sequence[Numbered]) -> Iterator[Row]:
    """The rows that have a day; sums, remarks and rules under the table have none."""
    days = [place for place, name in enumerate(header) if _TIME.search(_bare(name))]
    for line, cells in table:
        found = _fitted(header, [cell.strip() for cell in cells])
        if any(_DAY.search(found[place]) for place in days):
            yield Row(line, tuple(pair for pair in zip(header, found, strict=True) if pair[0]))


def _fitted(header: list[str], cells: list[str]) -> list[str]:
    """As many cells as the header has, those beyond it being part of some words with a comma in them."""
    surplus = len(cells) - len(header)
    if surplus <= 0:
        return cells + [""] * -surplus
    first, rest = cells[: len(header)], cells[len(header) :]
    if not any(rest) and _plausible(header, first):
        return first
    for place, name in enumerate(header):
        if _WORDS.search(name):
            end = place + surplus + 1
            joined = [*cells[:place], ",".join(cells[place:end]), *cells[end:]]
            if _plausible(header, joined):
                return joined
    return first


def _plausible(header: list[str], cells: list[str]) -> bool:
    pairs = [(_bare(name), cell) for name, cell in zip(header, cells, strict=True) if cell]
    return all(_AMOUNT.fullmatch(cell) for name, cell in pairs if _MONEY.search(name)) and all(
        re.match(r"\d", cell) for name, cell in pairs if _TIME.search(name)
    )


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", name)
