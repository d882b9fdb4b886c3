"""Who answers for the shop: agent numbers and names in their many forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.reading import stamps
from dossier.reading.text import fold

_ID = r"(?P<id>[A-Za-z]{0,4}[-_]?\d{2,8})(?!\d|\s?[:;年月日时点分天小个次元%块]|[-/.]\d)"
_WHO = r"(?:客服|专员|主管|坐席|座席|顾问|客服代表|客服经理|接待|售后)"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:工号|客服编号|客服号|客服ID|坐席号?|座席号?)\s?(?:是|为)?[::#\-\s(\[]{{0,3}}(?:{_ID}|(?P<spaced>\d(?:\s\d){{1,7}})(?!\s?\d))",
        rf"(?<![A-Za-z0-9\-])(?<!\d\.)(?<!订单)(?<!单号)(?<!尾号){_ID}\s?号?\s?(?:人工|在线|专属)?客服",
        r"(?<![A-Za-z0-9\-月])(?P<id>\d)号(?:人工|在线|专属)?客服|客服(?P<id2>\d)号",
        rf"{_WHO}(?:人员|专员|编号|代表)?[::#\-_\s(\[]{{0,3}}(?:No\.?\s?)?{_ID}",
        rf"{_WHO}[::\-_\s]{{0,2}}[\u4e00-\u9fff]{{1,3}}\s?[(\[]{_ID}[)\]]",
        rf"[(\[]{_ID}\s?号?[)\]]\s?(?:号|人工|在线|专属)?客服",
        r"(?<![A-Za-z0-9])(?P<id>[Kk][Ff][-_]?\d{2,8})(?=\s?已?(?:接入|加入|上线|为您))",
        rf"(?<![A-Za-z0-9\-])(?<!\d\.){_ID}\s?号?\s?(?:专员|主管|坐席|座席|顾问)",
        rf"(?<![A-Za-z0-9\-元])(?<!\d\.){_ID}\s?号?[\])]?\s?(?:将)?(?:竭诚)?为您(?:服务|解答|处理)",
    )
)
#: Numbers everybody may call; no agent's.
_HOTLINE = re.compile(r"^(?:95\d{3}|100(?:00|10|86)|1[23]3\d{2}|400\d+)$")
_CALL = re.compile(r"(?:拨打|致电|热线|电话|拨通)[^,。]{0,6}$")
_NAME = re.compile(
    r"(?:客服|专员|主管|坐席|顾问)(?:人员|专员|经理)?[::\-_\s]{0,2}(?P<after>小(?:(?!工号)[\u4e00-\u9fffA-Z]){1,2}|[\u4e00-\u9fff]某某?|[A-Z][a-z]{1,11}(?![A-Za-z]))"
    r"(?![\u4e00-\u9fff]{4})"
    r"|(?:客服|专员|主管|坐席|顾问)[::\-_\s]{0,2}(?P<serving>[\u4e00-\u9fffA-Z][\u4e00-\u9fffa-z]{1,5}?)(?=(?:竭诚|将|很高兴)?为您)"
    r"|(?:我是|我叫|这里是)(?:您的)?(?:专属)?(?:客服|专员|主管)?(?P<called>小(?:(?!工号)[\u4e00-\u9fffA-Z]){1,2}|[\u4e00-\u9fff]某某?|[A-Z][a-z]{1,11}(?![A-Za-z]))"
    r"|(?P<before>小[\u4e00-\u9fff]{1,2})(?:客服|专员)"
    r"|^(?:在线|人工|专属|售后|售前)?(?:客服|专员|主管|坐席)[::\-_\s]?(?P<whole>[\u4e00-\u9fff]{2,3})$"
)
_NO_NAME = re.compile(
    r"^小(?:时|助|程|店|编|号|额|心|姐|组|二)|^(?:No|Id|App|Vip|Qq)$|中心|系统|机器|助手|热线|电话|团队|人员|专员|客服|在线|正在|已|工号|服务|平台|部$|您|消息|回复|编号"
)
#: A name is cut where the sentence goes on ("客服小美为您服务").
_NAME_END = re.compile(r"为您?$|竭诚$|在$|很$|正$")
_MACHINE = r"(?:机器人|智能客服|智能助手|AI客服|AI助手|小助手)"
_ROBOT = re.compile(rf"{_MACHINE}|自动回复", re.IGNORECASE)
#: A machine that gives its name, rather than somebody who speaks of one.
_ROBOT_SPEAKS = re.compile(
    rf"(?:我是|这里是|由)[^,。]{{0,8}}{_MACHINE}|^\W*(?:{_MACHINE}|自动回复)(?:\W|$)|{_MACHINE}[^,。]{{0,6}}为您服务",
    re.IGNORECASE,
)
_TRANSFER = re.compile(r"转接|转给|转至|转到|转人工|转交|移交|转由|接手|稍后由|后续由|改由|交由")
_LEAVES = re.compile(
    r"(?:结束|离开|退出|关闭|断开)(?:了)?(?:本次|当前|此次)?(?:会话|对话|服务|咨询|聊天)"
    r"|(?:会话|对话|服务|咨询)已?(?:被)?(?:结束|关闭|终止)|已(?:下线|离线)"
)
#: Words of somebody who names himself; a number in other words may be a colleague's.
_HIMSELF = re.compile(r"为您(?:服务|解答|处理)|我是|我叫|这里是|我的工号|本人工号|^\W*(?:客服)?工号")
_AGENT_WORDS = re.compile(
    r"客服|专员|主管|坐席|座席|卖家|商家|店主|店长|店小二|掌柜|售后|售前|官方|工号|商户|客户(?:经理|服务|顾问)|顾问|管家|代练师?|师傅|平台"
    r"|卡盟|发卡|数卡|卡网|商城|旗舰店|专营店|专卖店|服务中心"
)
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
    folded = _without_times(text)
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(folded):
            group = next(name for name in ("id", "spaced", "id2") if match.groupdict().get(name))
            start, end = match.span(group)
            number = re.sub(r"\s", "", match[group]).upper()
            if (
                start in taken
                or end - 1 in taken
                or _is_hotline(number, folded[: match.start()], match.group())
            ):
                continue
            taken.update(range(start, end))
            yield Agent(number, start, end)
    for match in _NAME.finditer(folded):
        group = next(name for name in ("after", "serving", "called", "before", "whole") if match[name])
        name = _NAME_END.sub("", match[group])
        if len(name) > 1 and not _NO_NAME.search(name):
            yield Agent(name, match.start(group), match.start(group) + len(name), is_name=True)


def _without_times(text: str) -> str:
    """The folded text with blanks for times: engines glue a number and a date together."""
    folded = fold(text)
    for stamp in stamps.find(text):
        folded = folded[: stamp.start] + " " * (stamp.end - stamp.start) + folded[stamp.end :]
    return folded


def _is_hotline(number: str, before: str, words: str) -> bool:
    return "工号" not in words and (
        _HOTLINE.match(number) is not None or _CALL.search(before[-12:]) is not None
    )


def is_robot(text: str) -> bool:
    """Whether the words name a machine, be it as the speaker."""
    return _ROBOT.search(text) is not None


def robot_speaks(sender: str, text: str) -> str:
    """The words by which a machine shows itself as the one who speaks, or an empty string."""
    found = _ROBOT.search(sender) or (_ROBOT.search(text) if _ROBOT_SPEAKS.search(fold(text)) else None)
    return found.group() if found else ""


def transfer(text: str) -> int | None:
    """Where a sentence hands the chat over: whoever is named behind serves next. None for other sentences."""
    found = _TRANSFER.search(text)
    return found.start() if found else None


def leaves(text: str) -> bool:
    """Whether a notice says that the one who served has left, or that the chat is closed."""
    return _LEAVES.search(text) is not None


def names_himself(text: str) -> bool:
    """Whether the one who is named in a message is the one who writes it."""
    return _HIMSELF.search(fold(text)) is not None


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
