"""The parts of a message in exports made of records: JSON objects and rows of tables.

Tools name the same thing in many ways (``createTime``, ``timestamp``, ``时间``) and
write it in many kinds (seconds, milliseconds, words).  What cannot be understood
is left empty; a sender, a time or words are never made up.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dossier.intake import chatlog
from dossier.intake.capture import CHINA
from dossier.intake.stamps import STAMP, lone_date
from dossier.model import Message, Speaker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# Keys without blanks, underscores and capitals; the first that holds something is taken.
_TIME = (
    "createtime", "timestamp", "msgtime", "sendtime", "strtime", "formattedtime", "time", "datetime",
    "createdat", "sentat", "date", "时间", "发送时间", "消息时间", "日期",
)  # fmt: skip
_TEXT = (
    "strcontent", "content", "msg", "text", "message", "body", "displaycontent",
    "内容", "消息内容", "聊天内容", "消息", "正文",
)  # fmt: skip
_NAME = (
    "senderdisplayname", "sendmembername", "groupnickname", "accountname", "sendername", "sendnickname",
    "发送人", "发送者", "发言人", "displayname", "nickname", "昵称", "remark", "备注",
    "fromname", "sender", "from", "fromuser", "talker", "user", "author", "name", "role",
)  # fmt: skip
_ACCOUNT = ("senderusername", "senderid", "sender", "senderuin", "senderuid", "wxid", "fromuser", "from")
_OWN = (
    "issend",
    "issender",
    "isself",
    "isme",
    "fromme",
    "isfromme",
    "ismine",
    "isown",
    "isowner",
    "是否本人",
)
_KIND = ("typename", "type", "msgtype", "messagetype", "类型", "消息类型", "localtype")
_NUMBERED = frozenset({"type", "msgtype", "localtype"})
"""Keys whose numbers are those of the two numberings below; elsewhere they may mean anything."""
_TYPE_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_IS_SYSTEM = ("issystem", "issystemmessage")

IDS = ("platformid", "senderid", "wxid", "username", "userid", "uid", "uin", "id")
"""Keys of a member's account."""
NAMES = ("groupnickname", "displayname", "remark", "accountname", "nickname", "name")
"""Keys of a member's name."""

_KIND_WORDS = {
    "图片": "图片", "image": "图片", "picture": "图片", "photo": "图片", "img": "图片",
    "语音": "语音", "voice": "语音", "audio": "语音", "视频": "视频", "video": "视频",
    "表情": "表情", "动画表情": "表情", "表情包": "表情", "emoji": "表情", "sticker": "表情",
    "文件": "文件", "file": "文件", "位置": "位置", "location": "位置", "名片": "名片", "contact": "名片",
    "链接": "链接", "卡片式链接": "链接", "图文": "链接", "link": "链接", "分享": "分享", "share": "分享",
    "小程序": "小程序", "小程序分享": "小程序", "转账": "转账", "转账卡片": "转账", "transfer": "转账",
    "红包": "红包", "红包卡片": "红包", "redpacket": "红包", "通话": "通话", "call": "通话",
}  # fmt: skip
_TEXT_WORDS = frozenset(
    {"", "文本", "文字", "text", "txt", "引用", "reply", "quote", "其他", "other", "message"}
)
_SYSTEM_WORDS = re.compile(r"系统|撤回|拍一拍|^(?:system|recall|revoke|notice|tips?)", re.IGNORECASE)
# Type numbers of the WeChat database and of the ChatLab exchange format; they contradict each other.
_WECHAT = {3: "图片", 34: "语音", 42: "名片", 43: "视频", 47: "表情", 48: "位置", 49: "链接", 50: "通话"}
_CHATLAB = {
    1: "图片", 2: "语音", 3: "视频", 4: "文件", 5: "表情", 7: "链接", 8: "位置",
    20: "红包", 21: "转账", 23: "通话", 24: "分享", 27: "名片",
}  # fmt: skip
_SYSTEM_NUMBERS = {False: frozenset({10000, 10002}), True: frozenset({80, 81})}

_EPOCH = {10: 1, 13: 10**3, 16: 10**6}
"""Digits of a moment counted from 1970 → parts of a second."""
_EARLIEST, _LATEST = 2005, 2100
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)")
_STAMP = re.compile(STAMP)
_LONGEST_TIME = 60
_TITLE = re.compile(r"<title>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</title>", re.DOTALL | re.IGNORECASE)
_PLACE = re.compile(r"(?:FileStorage|data:|https?://|[A-Za-z]:[\\/]|\.{0,2}/)\S*|\S*\.(?:dat|silk|amr)")
_DATA = re.compile(r"[A-Za-z0-9+/=_\-]{200,}")
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Parts:
    """A message as its record tells it.

    ``own`` is None where the format does not say whether it is the owner's;
    ``account`` tells people of one name apart and is never shown otherwise.
    """

    number: int
    sender: str
    account: str
    time: str
    text: str
    own: bool | None = None
    system: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a file says once for all its messages: names of accounts, the owner's, how types are numbered."""

    names: Mapping[str, str]
    owner: str = ""
    is_chatlab: bool = False


PLAIN = Context({})


def key(name: object) -> str:
    """A key or a column's head, comparable: no blanks, underscores, hyphens or capitals."""
    return re.sub(r"[\s_\-\ufeff]", "", str(name)).casefold()


def keyed(record: Mapping[str, object]) -> dict[str, object]:
    """A record by comparable keys; of keys that become equal the first one with a value stays."""
    found: dict[str, object] = {}
    for name, value in record.items():
        if found.get(key(name)) in (None, ""):
            found[key(name)] = value
    return found


def is_head(names: Sequence[str]) -> bool:
    """Whether these can be the columns of a chat: words, a time, and who says them."""
    keys = {key(name) for name in names}
    return bool(keys & set(_TEXT) and keys & set(_TIME) and keys & {*_NAME, *_ACCOUNT, *_OWN})


def parts(record: Mapping[str, object], number: int, context: Context = PLAIN) -> Parts | None:
    """The parts of one message, or None when the record is none.

    Args:
        record: by comparable keys, see :func:`keyed`.
        number: its 1-based place in the file.
        context: what the file says of all messages.
    """
    if not any(name in record for name in _TEXT):
        return None
    kind, system = _kind(record, context)
    own = _flag(_first(record, _OWN))
    account = _account(record)
    if own is None and context.owner and account:
        own = account == context.owner
    time = next((told for name in _TIME if (told := moment(record.get(name)))), "")
    text = _text(record, kind)
    sender = "" if system else _sender(record, account, context)
    if not (text or time) or not (text or kind or sender):
        return None
    return Parts(number, sender, account, time, text, own, system)


def moment(value: object) -> str:
    """A time as ``YYYY-MM-DD HH:MM:SS`` in China, or the words of the file where they are one; else ""."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return _since_1970(str(int(value))) if math.isfinite(value) else ""
    words = str(value).strip()
    if words.isascii() and words.isdigit():
        return _since_1970(words)
    if len(words) > _LONGEST_TIME:
        return ""
    if found := _ISO.fullmatch(words):
        offset = "+00:00" if found[3] == "Z" else found[3]
        try:
            told = datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}")
        except ValueError:
            return ""
        return f"{told.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
    return words if _STAMP.fullmatch(re.sub(r"[.,]\d+$", "", words)) or lone_date(words) else ""


def believable(found: Sequence[Parts]) -> bool:
    """Whether records are a talk: most have a time or are the owner's or not, or known parties speak."""
    said = [one for one in found if one.text]
    if not said:
        return False
    dated = sum(bool(one.time) for one in said)
    sided = sum(one.own is not None or bool(one.sender) or one.system for one in said)
    if sided < _MOST * len(said):
        return False
    return dated >= _MOST * len(said) or any(chatlog.names_a_party(one.sender) for one in said)


def messages(found: Sequence[Parts]) -> tuple[Message, ...]:
    """Messages with settled names.

    The account stands with a name only where two people share it.  Some tools
    give the owner's messages the other's name: a name on both sides is nobody's
    on the owner's.
    """
    accounts: dict[str, set[str]] = {}
    for one in found:
        accounts.setdefault(one.sender, set()).add(one.account)
    named = [
        f"{one.sender}({one.account})"
        if one.sender and one.account not in ("", one.sender) and len(accounts[one.sender] - {""}) > 1
        else one.sender
        for one in found
    ]
    others = Counter(name for name, one in zip(named, found, strict=True) if one.own is False)
    return tuple(
        Message(one.number, "" if one.own and others[name] else name, one.time, one.text, _speaker(one))
        for name, one in zip(named, found, strict=True)
    )


def _speaker(one: Parts) -> Speaker:
    if one.system:
        return Speaker.SYSTEM
    return Speaker.BUYER if one.own else Speaker.UNKNOWN


def _first(record: Mapping[str, object], names: Sequence[str]) -> object:
    return next((record[name] for name in names if record.get(name) not in (None, "")), None)


def _flag(value: object) -> bool | None:
    told = str(value).strip().casefold()
    if told in {"1", "1.0", "true", "yes", "是"}:
        return True
    return False if told in {"0", "0.0", "false", "no", "否"} else None


def _plain(value: object) -> str:
    """A name or account as text; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return " ".join(str(value).split())


def _account(record: Mapping[str, object]) -> str:
    value = _first(record, _ACCOUNT)
    if isinstance(value, dict):
        value = _first(keyed(value), IDS)
    return _plain(value)


def _sender(record: Mapping[str, object], account: str, context: Context) -> str:
    for name in _NAME:
        value = record.get(name)
        if isinstance(value, dict):
            value = _first(keyed(value), (*NAMES, *IDS))
        if told := _plain(value):
            return context.names.get(told, told)
    return context.names.get(account, account)


def _kind(record: Mapping[str, object], context: Context) -> tuple[str, bool]:
    """What a message is when it is not words, and whether the program itself says it."""
    if any(_flag(record.get(name)) for name in _IS_SYSTEM):
        return "", True
    for name in _KIND:
        value = record.get(name)
        if isinstance(value, bool) or value in (None, ""):
            continue
        words = str(value).strip()
        if _TYPE_NUMBER.fullmatch(words):
            if name not in _NUMBERED:
                continue
            number = int(words)
            if number in _SYSTEM_NUMBERS[context.is_chatlab]:
                return "", True
            return (_CHATLAB if context.is_chatlab else _WECHAT).get(number, ""), False
        if _SYSTEM_WORDS.search(words):
            return "", True
        short = words.casefold().removesuffix("消息")
        if short in _KIND_WORDS:
            return _KIND_WORDS[short], False
        if short not in _TEXT_WORDS and re.search(r"[\u4e00-\u9fff]", words):
            return words, False  # a kind we do not know, in the file's own words
    return "", False


def _text(record: Mapping[str, object], kind: str) -> str:
    """What was said; for other than words the kind in brackets, as chat programs write it."""
    said = _words(_first(record, _TEXT), kind)
    if not kind:
        return said
    if not said or said in (kind, f"[{kind}]"):
        return f"[{kind}]"
    # A type number of another program must not make a picture of words.
    named = any(re.search(r"[^\d.]", str(record.get(name) or "")) for name in _KIND)
    return said if said.startswith("[") or not named else f"[{kind}] {said}"


def _words(value: object, kind: str) -> str:
    if isinstance(value, dict):
        return _words(_first(keyed(value), _TEXT), kind)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    said = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if said.startswith('{"') and said.endswith("}") and (inner := _inner(said)) is not None:
        return _words(inner, kind)
    if said.startswith("<") and re.match(r"<(?:\?xml|msg|sysmsg|voipmsg|appmsg)\b", said):
        found = _TITLE.search(said)
        return html.unescape(found[1]).strip() if found else ""
    if kind and _PLACE.fullmatch(said):
        return ""
    return "" if _DATA.fullmatch(said) else said


def _inner(said: str) -> object:
    """The words of a record that stands for them ('{"src": "", "msg": "在吗"}'), None where it is no such."""
    try:
        record = json.loads(said)
    except (ValueError, RecursionError):
        return None
    found = _first(keyed(record), _TEXT) if isinstance(record, dict) else None
    return found if isinstance(found, str) and not found.startswith('{"') else None


def _since_1970(digits: str) -> str:
    scale = _EPOCH.get(len(digits))
    if scale is None:
        return ""
    told = datetime.fromtimestamp(int(digits) // scale, CHINA)
    return f"{told:%Y-%m-%d %H:%M:%S}" if _EARLIEST <= told.year <= _LATEST else ""
