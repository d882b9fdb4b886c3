"""Finds wording in a text, and knows when words are not the buyer's own.

General reading, sentence by sentence: what stands in quotation marks is somebody's
words and evidence; "没有说他们诈骗" says no such thing; "客服说我恶意退款" is the other
side's word; 《…法》 is a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from dossier.tone import private
from dossier.tone.model import Kind, Wording
from dossier.tone.patterns import PATTERNS, PUNCTUATION, Pattern

Span: TypeAlias = tuple[int, int]

_NAMES = re.compile(
    r"《[^》\n]*》|违法和不良信息举报(?:中心)?|[反防](?:电信)?(?:网络)?诈骗?(?:中心|APP|法)?|消费者权益保护法"
)
_QUOTES = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|‘[^’\n]*’|\"[^\"\n]*\"")
_SCARE = 4
"""A quotation of so few signs, that nobody is said to have spoken, is irony."""
_SPEAKS = re.compile(
    r"(?:说|称|讲|问|写|回复?|答复?|告知|通知|提示|显示|表示|声称|标[明示有注]|[载列注]明|[印注写]有|规定|约定|原话|原文|内容"
    r"|名为|叫做?|骂|名称|字样|要求|承诺|宣称|条款|理由|弹出|点击|选择|购买|下单|商品|游戏|[让叫要](?:我|本人))[^，,。；;！!？?\n]{0,8}$"
)
_AFTER_QUOTE = re.compile(
    r"^(?:字样|等(?:字|语|词)|的(?:提示|答复|回复|说法|表述|条款|规定|字样|内容|按钮|页面|承诺|标识|广告|宣传|服务)|(?:承诺|标识|广告|宣传|选项|按钮|一项|一栏)"
    r"|(?:游戏|礼包|皮肤|点卡|账号|会员|套餐|系列|活动|店))"
)
_CLOSED = re.compile(r"[”」』]")
_BREAK = re.compile(r"[，,。；;！!？?\n]")
_STOP = re.compile(r"[。；;！!？?\n]")

_THEY = (
    r"(?:客服|商家|卖家|店家|店主|店铺|老板|对方|平台|他们?|她|工作人员"
    r"|系统|页面|规则|条款|协议|弹窗|公告|短信)"
)
_SPOKEN = re.compile(
    rf"{_THEY}[^，,。；;！!？?\n]{{0,8}}?"
    r"(?:说|称|讲|问|骂|认为|指责|怀疑|声称|表示|回复|答复|威胁|诬陷|污蔑|质疑|以为|要求|提示|显示|写明?|规定|载明)"
    r"(?!话|法|明天|服|不清|谎|题|究)"
)
_DENIED = re.compile(
    r"(?:没有?|未|并未|从未|从没|并没有?|不(?:是|会|想|敢|能|应|愿|打算)?|并不|无意|绝不|不曾|不再)"
    r"(?:要|再|曾|直接|能|想|是)?"
    r"(?:说|称|讲|指责|指控|骂|认为|主张|断言|认定|断定|构成|属于|涉及|存在|意味着|要求|提出|评价|怀疑|使用|用)"
    r"(?:过)?(?:[^，,。；;！!？?\n]{0,8})$|(?:否认|不承认)[^，,。；;！!？?\n]{0,6}$"
)
_NOT = re.compile(
    r"(?:并非|并不是|(?<!岂)(?<!还)(?<!这)不是|不算|不属于|没有?|并未|并没有|不(?!得)|非|未|不再|不要|请勿|别)"
    r"(?:觉得|感到|那么|很|太|因为|出于|会|想|愿|打算|准备|希望)?$"
)
_ACCUSED = re.compile(
    r"(?:说|称|骂|指责|指控|诬陷|污蔑|认定|怀疑|以为)(?:我|本人)(?:是|在|有|属于|涉嫌|构成)?$"  # by another
)
_OPEN = re.compile(r"(?:是否|有无|有没有|能否|会不会|是不是)[^，,。；;！!？?\n]{0,8}$")
_RHETORIC = re.compile(r"难道|岂|不就是|还不是|这不是|不是[^，,。；;！!？?\n]{0,6}吗|不得不说")
_HEDGE = re.compile(r"(?:本人|我|个人)(?:认为|觉得|理解|以为)|涉嫌|疑似|可能|似乎|好像|怀疑|恐怕")
_OWN = re.compile(
    r"(?:^(?:但是?|而且?|且|因为?|由于|其实|当时|后来|之后|随后|起初|所以|虽然"
    r"|[该这此][^，我]{0,5}|[\d:年月日时点分秒]{1,20}){0,3}"
    r"我(?!们?的)|(?<![对向给和与跟找问把将让骗坑拖])本人(?!的))"
    r"(?P<between>[^，,。；;！!？?\n]{0,12})$"
)


def examine(text: str, own: Sequence[str] = ()) -> tuple[Wording, ...]:
    """The wording that harms, in the order of the text.

    Args:
        text: what the buyer wrote.
        own: numbers that may stand there (the buyer's own telephone, the shop's).

    Returns:
        remarks that do not overlap, with places in ``text`` from 0.
    """
    flat = _flat(text)
    foreign = tuple(_foreign(flat))
    found: list[Wording] = []
    for wording in (*_worded(flat, foreign), *_punctuated(flat, foreign), *private.find(flat, own)):
        if not any(wording.start < other.stop and other.start < wording.stop for other in found):
            found.append(wording)
    return tuple(
        Wording(w.start, w.stop, text[w.start : w.stop], w.kind, w.instead, w.mild)
        for w in sorted(found, key=lambda w: w.start)
    )


def _flat(text: str) -> str:
    """The text with narrow letters, digits and signs, each in its place: no character more or less."""
    narrow = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(
        new if len(new) == 1 and old.isalnum() else old for old, new in zip(text, narrow, strict=True)
    )


def _foreign(text: str) -> Iterator[Span]:
    """What is not the buyer's own wording: quotations and names."""
    for match in _NAMES.finditer(text):
        yield match.span()
    for match in _QUOTES.finditer(text):
        inner = match[0][1:-1]
        spoken = _SPEAKS.search(text[: match.start()]) or _AFTER_QUOTE.search(text[match.end() :])
        if len(inner) > _SCARE or spoken:
            yield match.span()


def _inside(place: Span, spans: Sequence[Span]) -> bool:
    return any(start <= place[0] and place[1] <= stop for start, stop in spans)


def _worded(text: str, foreign: Sequence[Span]) -> Iterator[Wording]:
    for pattern in PATTERNS:
        for match in pattern.pattern.finditer(text):
            if match[0] and not _inside(match.span(), foreign) and not _excused(text, match.span(), pattern):
                yield Wording(*match.span(), match[0], pattern.kind, pattern.instead, pattern.mild)


def _punctuated(text: str, foreign: Sequence[Span]) -> Iterator[Wording]:
    for match in PUNCTUATION.finditer(text):
        if not _inside(match.span(), foreign):
            yield Wording(*match.span(), match[0], Kind.PUNCTUATION, "punctuation", mild=True)


def _excused(text: str, place: Span, pattern: Pattern) -> bool:
    """Whether the words around take it back, leave it open, or say that somebody else says it."""
    start, _ = place
    clause = text[_last(_BREAK, text, start) : start]
    sentence = text[_last(_STOP, text, start) : start]
    rest = text[start : _next(_STOP, text, start)]
    if pattern.kind in (Kind.CONCLUSION, Kind.INSULT, Kind.INTENT, Kind.THREAT) and _SPOKEN.search(
        _CLOSED.split(clause)[-1]
    ):
        return True
    if _ACCUSED.search(clause) and text[start] not in "被受上":
        return True
    if (
        pattern.deny
        and not _RHETORIC.search(clause + rest)
        and (_DENIED.search(clause) or _NOT.search(clause))
    ):
        return True
    if pattern.kind in (Kind.CONCLUSION, Kind.INTENT) and _OPEN.search(clause):
        return True
    if pattern.own and _own(clause):
        return True
    return pattern.hedge and bool(_HEDGE.search(sentence))


def _own(clause: str) -> bool:
    """Whether the buyer is the subject of a clause, and nobody else comes between."""
    match = _OWN.search(clause.strip())
    return match is not None and not re.search(_THEY, match["between"])


def _last(pattern: re.Pattern[str], text: str, before: int) -> int:
    """Where the last match before a place ends; 0 without one."""
    found = 0
    for match in pattern.finditer(text, 0, before):
        found = match.end()
    return found


def _next(pattern: re.Pattern[str], text: str, after: int) -> int:
    match = pattern.search(text, after)
    return match.start() if match else len(text)
