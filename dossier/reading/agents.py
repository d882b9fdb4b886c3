"""Who answers for the shop: agent numbers and names in their many forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.reading.text import fold

_ID = r"(?P<id>[A-Za-z]{0,4}[-_]?\d{2,8})(?!\d)"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:工号|客服编号|客服号|坐席号?|座席号?)\s?(?:是|为)?[::#\-\s]{{0,3}}{_ID}",
        rf"(?<![A-Za-z0-9\-]){_ID}\s?号?\s?(?:人工|在线|专属)?客服",
        rf"(?:客服|专员|主管|坐席|座席)(?:人员|专员|编号)?[::#\-_\s]{{0,3}}(?:No\.?\s?)?{_ID}",
        rf"(?<![A-Za-z0-9\-]){_ID}\s?号?\s?(?:专员|主管|坐席|座席)",
    )
)
_NAME = re.compile(
    r"(?:客服|专员|主管|坐席)(?:人员|专员|经理)?[::\-_\s]{0,2}(?P<after>小[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]某某?)(?![\u4e00-\u9fff]{4})"
    r"|(?:我是|我叫|这里是)(?:您的)?(?:专属)?(?:客服|专员|主管)?(?P<called>小[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]某某?)"
    r"|(?P<before>小[\u4e00-\u9fff]{1,2})(?:客服|专员)"
)
#: A name is cut where the sentence goes on ("客服小美为您服务").
_NAME_END = re.compile(r"为您?$|竭诚$|在$|很$|正$")
_ROBOT = re.compile(r"机器人|智能客服|智能助手|自动回复|AI客服|小助手", re.IGNORECASE)
_AGENT_WORDS = re.compile(r"客服|专员|主管|坐席|座席|卖家|商家|店主|店长|掌柜|售后|官方|工号|商户")
_BUYER_WORDS = re.compile(
    r"^(?:我|本人|自己|买家|顾客|客户|用户|会员|访客|me|buyer|user|customer)\b|^(?:我|买家|顾客|客户|用户|会员|访客)",
    re.IGNORECASE,
)
_SYSTEM_WORDS = re.compile(r"^(?:系统|通知|提示|system)|系统消息|系统通知", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent's number (or name, when ``is_name``) with its span in the text."""

    value: str
    start: int
    end: int
    is_name: bool = False


def find(text: str) -> Iterator[Agent]:
    """All agent numbers and names in a text; one place is told once."""
    folded = fold(text)
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(folded):
            span = match.span("id")
            if span[0] in taken or span[1] in taken:
                continue
            taken.update(span)
            yield Agent(match["id"].replace("-", "").replace("_", "").upper(), *span)
    for match in _NAME.finditer(folded):
        group = next(name for name in ("after", "called", "before") if match[name])
        name = _NAME_END.sub("", match[group])
        if len(name) > 1:
            yield Agent(name, match.start(group), match.start(group) + len(name), is_name=True)


def is_robot(text: str) -> bool:
    """Whether the words name a machine as the speaker."""
    return _ROBOT.search(text) is not None


def side_of_name(name: str) -> str:
    """``agent``, ``buyer``, ``system`` or ``""`` for a sender's name."""
    folded = fold(name).strip()
    if _SYSTEM_WORDS.search(folded):
        return "system"
    if _AGENT_WORDS.search(folded) or is_robot(folded):
        return "agent"
    if _BUYER_WORDS.search(folded):
        return "buyer"
    return ""
