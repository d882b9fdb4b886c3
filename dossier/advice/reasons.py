"""Why the buyer cancels, and whether the goods are unused: only in the buyer's own words.

A message to the shop gives no reason that the buyer did not give.  What another
says, asks or supposes ("客服说我拍错了", "如果拍错了能取消吗") is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from dossier.casefile import CaseFile
from dossier.model import Case, FactKind, Speaker

_MISTAKE = re.compile(
    r"误[拍购点]|误下单|误操作|(?:拍|买|点|选|充)错|下错单|重复(?:下单|购买|付款|支付)|手滑|拍多|买多|买重复"
)
_UNWANTED = re.compile(r"(?:不想|不)要了|不(?:再)?需要|用不(?:上|到|着)了?|不想买了")
_UNUSED = re.compile(
    r"(?:还|尚|都|也|均)?[未没](?:有)?(?:使用|用过|兑换|激活|充值|核销|查看|打开|提取|领取|登录)|[没未](?:有)?用(?!户)"
)
_CLAUSE = re.compile(r"[^，,。.；;！!？?\n]*[，,。.；;！!？?\n]?")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"\n]*\"")
_SUPPOSED = re.compile(r"如果|假如|要是|倘若|万一|若|是否|是不是|有没有|能否")
_DENIED = re.compile(r"(?:不是|并非|没有?|不曾|别|勿|不)(?:说|讲|因为|我)?$")
_OTHERS = re.compile(
    r"(?:客服|商家|卖家|店家|店主|老板|对方|平台|他们?|她|你们?|您)(?:却|又|还|就|都)?(?:说|称|讲|表示|认为|回复|答复|问|以为|诬)"
)
_ASKED = re.compile(r"(?:吗|么|嘛|没有?|呢|的话)?[?？]|[吗么]|的话|怎么办")


class Reason(NamedTuple):
    """``kind`` is ``mistake`` or ``unwanted``; ``word`` as the buyer wrote it."""

    kind: str
    word: str


def cancelling(case: Case, said: CaseFile, order_id: str) -> Reason | None:
    """The reason the buyer gives for cancelling, or None."""
    for text in _own_words(case, said, order_id):
        for kind, pattern in (("mistake", _MISTAKE), ("unwanted", _UNWANTED)):
            word = _said(text, pattern)
            if word:
                return Reason(kind, word)
    return None


def unused(case: Case, said: CaseFile, order_id: str) -> bool:
    """Whether the buyer says that the goods were not used."""
    return any(_said(text, _UNUSED) for text in _own_words(case, said, order_id))


def _own_words(case: Case, said: CaseFile, order_id: str) -> Iterator[str]:
    """What the buyer says in the chats about this order, then in ``case.yaml``."""
    alone = len(case.orders) < 2  # noqa: PLR2004 - of one order everything speaks
    for fact in case.facts:
        own = fact.order_id == order_id or (alone and fact.order_id is None)
        if own and fact.kind is FactKind.STATEMENT and fact.speaker is Speaker.BUYER:
            yield fact.raw
    if alone or said.order == order_id:
        yield said.account
        yield said.negotiated


def _said(text: str, pattern: re.Pattern[str]) -> str:
    """The first word that is plainly said, or ""."""
    flat = _QUOTED.sub("，", "".join(unicodedata.normalize("NFKC", text).split(" ")))
    for clause in _CLAUSE.findall(flat):
        for match in pattern.finditer(clause):
            before, after = clause[: match.start()], clause[match.end() :]
            if not (
                _SUPPOSED.search(before)
                or _DENIED.search(before)
                or _OTHERS.search(before)
                or _ASKED.search(after)
            ):
                return match[0]
    return ""
