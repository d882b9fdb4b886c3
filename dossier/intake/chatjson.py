"""Chats exported as JSON: the shapes of ChatLab and WeFlow, and any list of records that is plainly a chat.

ChatLab (``chatlab``, ``meta``, ``members``, ``messages``; also one object a line) counts
seconds and names the owner in ``meta.ownerId``; WeFlow (``weflow``, ``session``,
``messages``) marks the owner's messages with ``isSend``.  Format descriptions:
docs/standard of the ChatLab project.  Others are known by their keys, see
:mod:`dossier.intake.chatfields`.
"""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any

from dossier.intake import chatfields, text
from dossier.intake.chatfields import Context, Parts
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble
from dossier.model import Channel, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import PurePosixPath

    from PIL import Image

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
MAX_BYTES = 32 * 1024 * 1024
MAX_CONVERSATIONS = 50

_DIGITS = 18
"""A longer number is an identifier and stays text: no program agrees on what it would be as a number."""
_MOST = 0.6
_PLATFORMS = {"wechat": Channel.WECHAT, "weixin": Channel.WECHAT, "qq": Channel.QQ}


def sniff(head: bytes, path: PurePosixPath) -> bool:
    """Whether it is named as JSON and begins like it."""
    return path.suffix.lower() in SUFFIXES and not text.is_binary(head)


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``application/json``."""
    return "application/json"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:  # noqa: ARG001 - never locked
    """The messages; a message's line is its number in the list, or its line where each has its own.

    Every conversation of the file is a page.

    Raises:
        Unreadable: ``too-large``, ``text-encoding``, ``json-broken``, ``json-too-deep``,
            ``json-ambiguous`` (a key twice with two values) or ``json-no-chat``.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"{MAX_BYTES // 1024 // 1024} MB")
    words, whole = text.decode(data)
    try:
        talks, lost, channel = _talks(words)
    except RecursionError as error:
        raise Unreadable("json-too-deep") from error
    if not talks:
        raise Unreadable("json-no-chat")
    troubles = [Trouble("text-cut")] if not whole else []
    if lost:
        troubles.append(Trouble("chat-records-unread", str(lost)))
    if len(talks) > MAX_CONVERSATIONS:
        troubles.append(Trouble("chat-too-many", f"{MAX_CONVERSATIONS}/{len(talks)}"))
    pages = tuple(
        Page(number, messages=chatfields.messages(talk), part=f"#{number}" if len(talks) > 1 else "")
        for number, talk in enumerate(talks[:MAX_CONVERSATIONS], start=1)
    )
    return Reading(pages, engine="json", troubles=tuple(troubles), channel=channel)


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - it has none
    """A record has no picture."""
    raise Unreadable("no-picture")


def _talks(words: str) -> tuple[list[list[Parts]], int, Channel | None]:
    """The conversations of a file, how many of their records could not be understood, and the channel."""
    if (lines := _lines(words)) is not None:
        root: object = [record for _, record in lines]
        talk, lost = _talk(lines, _context(root))
        return ([talk] if talk else []), lost, _channel(root)
    root = _parsed(words)
    context = _context(root)
    talks, lost = [], 0
    for records in _lists(root):
        talk, unread = _talk(list(enumerate(records, start=1)), context)
        if talk:
            talks.append(talk)
            lost += unread
    return talks, lost, _channel(root)


def _channel(root: object) -> Channel | None:
    """Where the talk was held, as the exporting program tells of itself or of the platform."""
    for top in root if isinstance(root, list) else [root]:
        if not isinstance(top, dict):
            continue
        meta = top.get("meta")
        told = _PLATFORMS.get(str(meta.get("platform")).lower()) if isinstance(meta, dict) else None
        if told is not None:
            return told
        if isinstance(top.get("weflow"), dict):
            return Channel.WECHAT
        about = top.get("metadata")
        if isinstance(about, dict) and str(about.get("name")).startswith("QQChatExporter"):
            return Channel.QQ
    return None


def _lines(words: str) -> list[tuple[int, object]] | None:
    """One record a line with its line number, or None when the file is not of that kind."""
    rows = [
        (number, row)
        for number, row in enumerate(words.split("\n"), start=1)
        if row.strip() and not row.startswith("#")
    ]
    if len(rows) < 2 or not all(row.strip()[0] == "{" and row.strip()[-1] == "}" for _, row in rows[:2]):  # noqa: PLR2004
        return None
    found = [(number, _parsed(row)) for number, row in rows]
    return [
        (number, record)
        for number, record in found
        if not isinstance(record, dict) or record.get("_type", "message") in ("message", "header", "member")
    ]


def _parsed(words: str) -> object:
    try:
        return json.loads(
            words,
            object_pairs_hook=_unambiguous,
            parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS else digits,
            parse_constant=lambda _: None,  # NaN and Infinity are no JSON, and nothing a message could mean
        )
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("json-broken", _where(error)) from error


def _where(error: ValueError) -> str:
    return str(error.lineno) if isinstance(error, json.JSONDecodeError) else ""


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key told twice with two values leaves open which of them was meant."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and found[name] != value:
            raise Unreadable("json-ambiguous", name[:40])
        found[name] = value
    return found


def _lists(root: object) -> Iterator[Sequence[object]]:
    """Lists that are chats, from the outside in; what is inside one (a forwarded talk) is not looked at."""
    waiting: deque[object] = deque([root])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            talk, _ = _talk(list(enumerate(value, start=1)), _context(None))
            if talk:
                yield value
            else:
                waiting.extend(value)


def _talk(records: Sequence[tuple[int, object]], context: Context) -> tuple[list[Parts], int]:
    """The messages of records if these are a chat, and how many of the rest are no message."""
    counted = [
        (number, record)
        for number, record in records
        if not (isinstance(record, dict) and record.get("_type", "message") != "message")
    ]
    found = [
        one
        for number, record in counted
        if isinstance(record, dict)
        and (one := chatfields.parts(chatfields.keyed(record), number, context)) is not None
    ]
    if len(found) < _MOST * len(counted) or not chatfields.believable(found):
        return [], 0
    return found, len(counted) - len(found)


def _context(root: object) -> Context:
    """Names of accounts, the owner's account, and whether types are numbered as ChatLab does."""
    tops = root if isinstance(root, list) else [root]
    names: dict[str, str] = {}
    owner, is_chatlab = "", False
    for top in tops:
        if not isinstance(top, dict):
            continue
        is_chatlab = is_chatlab or isinstance(top.get("chatlab"), dict)
        meta = top.get("meta")
        if isinstance(meta, dict) and isinstance(meta.get("ownerId"), (str, int)):
            owner = str(meta["ownerId"])
        about = top.get("chatInfo")  # QQChatExporter
        if isinstance(about, dict) and isinstance(about.get("selfUid"), str):
            owner = about["selfUid"]
        members = [top] if top.get("_type") == "member" else []
        for name in ("members", "senders", "participants", "contacts"):
            listed = top.get(name)
            members += [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        for member in members:
            names |= _member(chatfields.keyed(member))
    return Context(names, owner, is_chatlab)


def _member(member: Mapping[str, object]) -> dict[str, str]:
    name = next(
        (str(member[key]) for key in chatfields.NAMES if isinstance(member.get(key), str) and member[key]), ""
    )
    ids = [str(member[key]) for key in chatfields.IDS if isinstance(member.get(key), (str, int))]
    return dict.fromkeys(filter(None, ids), name) if name else {}
