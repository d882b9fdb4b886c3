"""What the readers of sentences share: the statement they make, and the words for taking goods back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import EventKind
from dossier.reading.text import squeeze

OFF = r"(?:取消|退款|退单|撤单|撤销|退货|退钱|退费|退掉|退还|退订|退回|cancel|refund)"
"""Taking an order back, as nouns and verbs."""

BACK = rf"(?:{OFF}|退(?!出|货?地址|换|役|步|下来|群|休|税|烧|不|一步))"
"""The same with the bare verb, for places where nothing else can be meant."""

GO = r"(?:发货|发卡|发码|出卡|出货|发吧|充值|代充|充|处理|开始|代练)"
"""What a buyer wants done, or not done."""

#: "能不能", "退不退": a question, whatever stands in it.
_WHETHER = re.compile(
    r"(?P<yes>能|可|会|要|是|行|给|让|退|肯|有)(?:不|没)(?P=yes)(?:以)?|可以不可以|取不取消|能否|可否|是否|会否"
)
WHETHER = "⁇"
"""Stands in a masked sentence for every such question."""

_LONGEST = 240
"""Nobody writes a longer sentence; it bounds what a pattern has to try."""

_SENTENCES = re.compile(r"(?<=[。!?;])|\n")
_PARTS = re.compile(r"[,、~…]+")
#: What can be cancelled besides an order.
_ELSE = re.compile(
    r"取消(?:了)?(?:[您你这那]的?|该|刚才的|个|条|那条)*(?:优惠|红包|关注|收藏|点赞|自动|勾选|授权|绑定|置顶|匿名|会员(?!订单|这|单|的订单)|续费|提醒|订阅"
    r"|投诉|举报|评价|差评|工单|通话|排队|预约|转账|代理)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said: an event kind, and whether the words leave it open."""

    kind: EventKind
    hedged: bool


def sentences(text: str) -> Iterator[str]:
    """The sentences of a message, squeezed and in lower case, with questions of the form A-not-A masked."""
    for line in text.split("\n"):
        for sentence in _SENTENCES.split(squeeze(line).lower()):
            for start in range(0, len(sentence), _LONGEST):
                piece = sentence[start : start + _LONGEST]
                if piece.strip("。!?;,"):
                    yield _ELSE.sub("…", _WHETHER.sub(_masked, piece))


def _masked(match: re.Match[str]) -> str:
    verb = next((verb for verb in ("取消", "退") if match.group().endswith(verb)), "")
    return WHETHER + verb


def parts(sentence: str) -> list[str]:
    """The parts between commas, none empty."""
    return [part for part in _PARTS.split(sentence) if part.strip("。!?;.")]
