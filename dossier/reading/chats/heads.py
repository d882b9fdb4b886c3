"""The words above or before a message that say who speaks and when: "客服小美 14:05", "我：…"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.model import Line, Speaker
from dossier.reading import agents, labels, stamps
from dossier.reading.stamps import Stamp

_LONGEST = 20
_INLINE = re.compile(r"^\s*(?P<name>[^\s:：]{1,14})\s?[:：]\s?(?P<text>.+)$")
_SENTENCE = re.compile(r"[,，。!！?？;；]")
_PARTY = re.compile(
    r"^(?:我|本人|自己|(?:买家|顾客|客户|用户|会员|访客)[^\s]{0,14}"
    r"|.{0,10}(?:客服|专员|主管|坐席|店主|店长|卖家|商家|掌柜|小二|顾问|助手|机器人|官方|旗舰店|卡盟|数卡|商城).{0,10})$"
)
_LABEL = re.compile(r"(?:号|编号|号码|时间|日期|密码|账号|金额|方式|说明|提示|注意)$")
_AGENT_TALK = re.compile(r"工号|为您服务|(?:我|这边)是.{0,6}客服|^亲[,，~ 亲]|请问有什么|很高兴|帮您|为您")


@dataclass(frozen=True, slots=True)
class Head:
    """Who opens a message, when, and the first words of it where they stand on the same line."""

    name: str
    stamp: Stamp | None
    rest: str = ""


def of_row(row: Sequence[Line]) -> Head | None:
    """The head that a row is or begins with, or None."""
    text = "  ".join(line.text.strip() for line in row)
    found = list(stamps.find(text))
    if len(found) == 1:
        return _timed(text, found[0])
    inline = _INLINE.match(row[0].text)
    if inline is None or _is_label(inline["name"]):
        return None
    if not found and len(row) == 1 and agents.side_of_name(inline["name"]):
        return Head(inline["name"], None, inline["text"])
    return None


def is_name(text: str) -> bool:
    """Whether a line can be a sender's name: short, no sentence, no label."""
    return 0 < len(text) <= _LONGEST and not _SENTENCE.search(text)


def names_a_party(text: str) -> bool:
    """Whether a line is the name of a party and nothing more ("我", "买家小鱼", "星河数卡客服")."""
    return _PARTY.match(text.strip()) is not None


def sides(
    names: Sequence[str], words: Sequence[str] = (), told: Mapping[str, Speaker] | None = None
) -> dict[str, Speaker]:
    """Which side each sender is on.

    Args:
        names: of all messages, in order.
        words: what each message says, in the same order; an unknown sender who
            talks as agents do is one.
        told: who is the buyer where the format itself says it; then nobody else is, whatever the name.

    Of two senders the one beside an agent is the buyer, and the other way round.
    """
    known = {name: Speaker(side) for name in dict.fromkeys(names) if (side := agents.side_of_name(name))}
    if told:
        known = {name: side for name, side in known.items() if side is not Speaker.BUYER} | dict(told)
    strangers = [name for name in dict.fromkeys(names) if name and name not in known]
    if len(strangers) > 1 or (strangers and not known):
        talk = {name for name, said in zip(names, words, strict=False) if _AGENT_TALK.search(said)}
        agents_by_talk = [name for name in strangers if name in talk]
        if len(agents_by_talk) == len(strangers) - 1:
            known |= dict.fromkeys(agents_by_talk, Speaker.AGENT)
            strangers = [name for name in strangers if name not in talk]
    present = set(known.values())
    if len(strangers) == 1 and Speaker.AGENT in present and Speaker.BUYER not in present:
        known[strangers[0]] = Speaker.BUYER
    if len(strangers) == 1 and Speaker.BUYER in present and Speaker.AGENT not in present:
        known[strangers[0]] = Speaker.AGENT
    return known


def _is_label(name: str) -> bool:
    """Whether words before a time or a colon are a label ("订单时间", "工号") and nobody's name."""
    return _LABEL.search(name) is not None or labels.is_label(name)


def _timed(text: str, stamp: Stamp) -> Head | None:
    before, after = text[: stamp.start].strip(" :：[]()（）【】"), text[stamp.end :].strip(" ]）)】")
    if before and not after:
        said = _INLINE.match(before)
        if said and agents.side_of_name(said["name"]) and not _is_label(said["name"]):
            return Head(said["name"], stamp, said["text"])
        return Head(before, stamp) if is_name(before) and not _is_label(before) else None
    if not before and after:
        inline = _INLINE.match(after)
        if inline and not _is_label(inline["name"]):
            return Head(inline["name"], stamp, inline["text"])
        if is_name(after) and agents.side_of_name(after):
            return Head(after, stamp)
    return None
