"""Chat exports as text: who said what, and when, in the words of the file.

There is no one format.  A line that opens a message has one of these shapes::

    2024-05-12 14:03:22 昵称(123456789)     QQ for PC; body on the lines below
    2024-05-12 14:03:22 "昵称"              WeFlow; body below
    昵称(wxid_abc) 2024-05-12 14:03:22      WeChat tools; body below
    昵称 2024/5/12 14:03                    copied from a window; body below
    2024-05-12 14:03:22 昵称: 正文           one line a message
    [2024-05-12 14:03] 昵称：正文
    我：正文                                 typed by hand, without times

The last four, and the first two without the account, look like many an ordinary
text ("付款时间 2024-05-12 14:03", "时间：…"), so they are believed only when the
whole file bears them out: the names must be those of people who speak, that is
come back or are words for a party.  A sender is never invented: in doubt the file stays plain lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dossier.intake.stamps import STAMP, dated, drawn_date, lone_date, rule_line, stamp_line, undated
from dossier.model import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"\d{5,}|(?=[^()（）]*[A-Za-z_@])[A-Za-z0-9_@.\-]{4,}"
_ACCOUNT = rf"(?:[(（](?P<account>{_NUMBER})[)）]|<(?P<mail>[^<>\s]+@[^<>\s]+)>)"
_NAME = r"(?P<sender>\S(?:.{0,38}?\S)??)"


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way to open a message; ``inline`` has the text behind it.

    A shape with an account number needs no other witness.  ``bare`` is the same
    line without one, as such files give it to some speakers.
    """

    pattern: re.Pattern[str]
    inline: bool = False
    bare: _Shape | None = None


_TIME_FIRST = _Shape(re.compile(rf"(?P<time>{STAMP})\s+{_NAME}"))
_NAME_FIRST = _Shape(re.compile(rf"{_NAME}\s+(?P<time>{STAMP})"))
_SHAPES = (
    _Shape(re.compile(rf"(?P<time>{STAMP})\s+{_NAME}?\s*{_ACCOUNT}"), bare=_TIME_FIRST),
    _Shape(re.compile(rf"{_NAME}?\s*{_ACCOUNT}\s+(?P<time>{STAMP})"), bare=_NAME_FIRST),
    _Shape(re.compile(rf"[\[【(]?(?P<time>{STAMP})[\]】)]?\s*{_NAME}\s*[:：]\s*(?P<text>.*)"), inline=True),
    _NAME_FIRST,
    _TIME_FIRST,
    _Shape(re.compile(rf"{_NAME}\s*[:：](?!//)\s*(?P<text>.*)"), inline=True),
)
_TIMELESS = _SHAPES[-1]

_QQ_HEAD = "消息记录（此消息记录为文本格式"
_HEADING = re.compile(r"消息(?:分组|对象)\s?[:：]\s?(?P<name>.*)")
"""QQ writes such lines over every conversation of a file."""
_TITLE = re.compile(r"^【(?P<title>[^【】]{1,12})】(?=.)")
_QUOTES = re.compile(r"([\"'])(.+)\1|“(.+)”")

_BUYER = re.compile(r"我|本人|自己|买家|顾客|客户|用户|buyer|me", re.IGNORECASE)
_PARTY = re.compile(
    r".*客服.*|.*助手|.*机器人|.*专员.*|卖家|商家|店家|店主|老板|商户|平台|官方|对方|主管|"
    r"系统(?:消息|通知|提示)?|管理员|KF\d+|seller|agent|support|system",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"时间|日期|编号|单号|号码|流水|金额|价格|合计|实付|应付|总价|余额|状态|方式|地址|名称|账号|帐号|电话|热线|手机|邮箱|"
    r"备注|说明|标题|链接|网址|类型|数量|商品|规格|工号$|物流|快递|附件|主题|收件人|发件人|规则|原因|"
    r"消息对象|消息分组|https?$|ftp$|注意|提示[:：]?$|time$|date$|order|amount|price",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"[^\W\d_]")
_MOST = 0.6
_LONGEST = 200
"""A longer line opens no message with its body below; it also bounds what a pattern has to try."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a message: place in the file (from 0), who, when, what stands behind it."""

    row: int
    sender: str
    account: str
    time: str
    text: str


def messages(rows: Sequence[str]) -> tuple[Message, ...]:
    """The messages of a chat export.

    Args:
        rows: the lines of the file, without their ends.

    Returns:
        Messages in the order of the file.  What stands above the first one, and
        nothing else, has no sender.  Empty when the text is not a chat.
    """
    stripped = [row.strip().lstrip("\ufeff") for row in rows]
    best: tuple[_Shape, list[_Opening]] | None = None
    for shape in _SHAPES:
        openings = _openings(shape, stripped)
        if openings and shape.bare:
            return _spoken(shape, _with_bare(openings, _openings(shape.bare, stripped)), stripped)
        if _believable(shape, openings, stripped) and (best is None or len(openings) > len(best[1])):
            best = shape, openings
    return _spoken(*best, stripped) if best else ()


def conversations(found: Sequence[Message]) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    """The conversations of an export with the name of each, "" where the file gives none.

    One file of QQ may hold several; who is the shop in one says nothing of another.
    """
    talks: list[tuple[str, list[Message]]] = []
    for message in found:
        heading = None if message.sender or message.time else _HEADING.fullmatch(message.text)
        if not talks or (heading and any(one.sender for one in talks[-1][1])):
            talks.append(("", []))
        if heading:
            talks[-1] = heading["name"].strip(), talks[-1][1]
        talks[-1][1].append(message)
    if len(talks) > 1 and not any(one.sender for one in talks[-1][1]):
        talks[-2][1].extend(talks.pop()[1])  # a heading at the end, with nothing below it
    return tuple((name, tuple(talk)) for name, talk in talks)


def _openings(shape: _Shape, rows: list[str]) -> list[_Opening]:
    return [opening for row, words in enumerate(rows) if (opening := _opening(shape, row, words))]


def _with_bare(sure: list[_Opening], bare: list[_Opening]) -> list[_Opening]:
    """All openings with an account, and of those without one what people of this chat open."""
    rows, names = {opening.row for opening in sure}, {opening.sender for opening in sure}
    return sure + [
        opening
        for opening in bare
        if opening.row not in rows and (opening.sender in names or names_a_party(opening.sender))
    ]


def names_a_party(sender: str) -> bool:
    """Whether a name is a word for a party of the dispute."""
    return bool(_BUYER.fullmatch(sender) or _PARTY.fullmatch(sender))


def _opening(shape: _Shape, row: int, words: str) -> _Opening | None:
    if len(words) > _LONGEST and not shape.inline:
        return None
    found = shape.pattern.fullmatch(words)
    if not found or stamp_line(words):
        return None
    groups = found.groupdict()
    account = groups.get("account") or groups.get("mail") or ""
    sender = _untitled(groups["sender"] or "") or account
    if not shape.bare and (_LABEL.search(sender) or not _SAYS_SOMETHING.search(sender)):
        return None
    return _Opening(row, sender, account, groups.get("time") or "", groups.get("text") or "")


def _untitled(sender: str) -> str:
    """A name without quotes and without the rank a group gives; a rank that tells the party stays."""
    if quoted := _QUOTES.fullmatch(sender):
        sender = quoted[2] or quoted[3]
    while (found := _TITLE.match(sender)) and not _PARTY.search(found["title"].replace("管理员", "")):
        sender = sender[found.end() :].strip()
    return sender


def _believable(shape: _Shape, openings: list[_Opening], rows: list[str]) -> bool:
    """Whether the file as a whole is a chat of this shape."""
    if not openings:
        return False
    if shape is _TIME_FIRST and rows[0].startswith(_QQ_HEAD):
        return True
    counts = Counter(opening.sender for opening in openings)
    known = {sender for sender in counts if names_a_party(sender)}
    people = sum(count for sender, count in counts.items() if count > 1 or sender in known)
    if people < _MOST * len(openings):
        return False
    if not shape.inline and not _bodies(openings, rows):
        return False
    return shape is not _TIMELESS or _conversation(openings, counts, known, rows)


def _bodies(openings: list[_Opening], rows: list[str]) -> bool:
    """Whether most opening lines have something said below them."""
    heads = {opening.row for opening in openings}
    said = 0
    for opening in openings:
        below = opening.row + 1
        while below < len(rows) and not rows[below]:
            below += 1
        said += below < len(rows) and below not in heads
    return said >= _MOST * len(openings)


def _conversation(openings: list[_Opening], counts: Counter[str], known: set[str], rows: list[str]) -> bool:
    """Whether lines "name：words" are a talk and not a form: nearly all of them, and of known parties."""
    filled = [
        row
        for row in rows
        if row and not (rule_line(row) or lone_date(row) or drawn_date(row) or stamp_line(row))
    ]
    if len(openings) < _MOST * len(filled) or not known:
        return False
    if not all(sender in known or counts[sender] > 1 for sender in counts):
        return False
    both = any(map(_BUYER.fullmatch, known)) and len(counts) > 1
    return both or max(counts.values()) > 1


def _spoken(shape: _Shape, openings: list[_Opening], rows: list[str]) -> tuple[Message, ...]:
    """Cut the file into messages; every filled line but separators is somebody's words."""
    names = _names(openings)
    by_row = {opening.row: opening for opening in openings}
    loose = any(undated(opening.time) for opening in openings)
    result: list[tuple[Message, list[str]]] = []
    current: list[str] | None = None
    date = moment = ""
    for row, words in enumerate(rows):
        opening = by_row.get(row)
        if opening is not None:
            sender = names[opening.sender, opening.account]
            current = [opening.text]
            result.append((Message(row + 1, sender, dated(opening.time or moment, date), ""), current))
            moment = ""
        elif _HEADING.fullmatch(words) and (current is None or _ruled_off(current)):
            current = None
            result.append((Message(row + 1, "", "", ""), [words]))
        elif found := drawn_date(words) or (lone_date(words) if loose and row - 1 not in by_row else ""):
            # Directly below an opening, or where times have dates of their own, it is what someone said.
            current, date = None, found
        elif shape is _TIMELESS and (found := stamp_line(words)):
            # Such a line is set above one message; of the later ones it only says "not before".
            current, moment = None, found
        elif current is not None:
            current.append(words)
        elif words and not rule_line(words):
            result.append((Message(row + 1, "", "", ""), [words]))
    return tuple(replace(message, text="\n".join(said).strip("\n")) for message, said in result)


def _ruled_off(said: list[str]) -> bool:
    """Whether someone's words end in a drawn line, which is then taken off them."""
    kept = len(said)
    while kept and (not said[kept - 1] or rule_line(said[kept - 1])):
        kept -= 1
    drawn = any(said[kept:])
    if drawn:
        del said[kept:]
    return drawn


def _names(openings: list[_Opening]) -> dict[tuple[str, str], str]:
    """The name of each sender; the account stands with it only where two share a name."""
    accounts: dict[str, set[str]] = {}
    for opening in openings:
        accounts.setdefault(opening.sender, set()).add(opening.account)
    return {
        (sender, account): f"{sender}({account})" if len(known - {""}) > 1 and account else sender
        for sender, known in accounts.items()
        for account in known
    }
