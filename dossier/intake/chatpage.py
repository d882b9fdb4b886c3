"""Chats saved as a web page: message blocks told by the class names that such pages use.

Viewers and exporters write the same few names (``sender``, ``message-time``,
``content``, ``self``).  A page is a chat only when its blocks tell who speaks and
when; otherwise its lines may still have the shape of a chat text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bs4 import Tag

from dossier.intake import blocks, chatfields
from dossier.intake.chatfields import Parts
from dossier.intake.stamps import dated, drawn_date, lone_date, stamp_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dossier.model import Message

_OF = r"(?:(?:message|msg|chat|bubble|dialog|talk|item|user)[-_]?(?:item[-_]?)?)?"
_CONTENT = (
    rf"{_OF}(?:content|text|body|bubble|msg|message[-_]?text|words)(?:[-_]?(?:box|wrap|wrapper|inner))?"
)
_SENDER = rf"{_OF}(?:sender|nick[-_]?name|user[-_]?name|display[-_]?name|name|author|from|nick)(?:[-_]?name)?"
_TIME = rf"{_OF}(?:time|date|timestamp|datetime|time[-_]?stamp|send[-_]?time)"
_SYSTEM = re.compile(r"(?:^|[-_])(?:system|notice|tips?|recall)(?:$|[-_])", re.IGNORECASE)
_OWN = re.compile(r"(?:^|[-_])(?:self|me|mine|own|outgoing|sent|right)(?:$|[-_])", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:^|[-_])(?:other|others|left|incoming|received|friend|peer|agent)(?:$|[-_])", re.IGNORECASE
)
_LONGEST_NAME = 40
_FEWEST = 2
_WHOLE = frozenset({"body", "html", "[document]"})


def messages(root: Tag) -> tuple[Message, ...]:
    """The messages of a saved chat page, numbered from 1; empty when it is none."""
    contents = _around(root)
    found: list[Parts] = []
    date = moment = ""
    for tag in _in_order(root, contents):
        content = contents.get(id(tag))
        if content is not None:
            one = _message(tag, content, len(found) + 1)
            if one is not None:
                found.append(replace(one, time=dated(one.time or moment, date)))
                moment = ""
        else:
            words = " ".join(blocks.of(tag))
            date = drawn_date(words) or lone_date(words) or date
            moment = stamp_line(words) or moment
    told = [one for one in found if one.sender or one.own is not None]
    timed = sum(bool(one.time) for one in found)
    if len(told) < _FEWEST or 2 * timed < len(found) or not chatfields.believable(found):
        return ()
    return chatfields.messages(_sided(found))


def _around(root: Tag) -> dict[int, Tag]:
    """By the identity of the widest block around it that holds no second one: each message's content."""
    contents = [tag for tag in blocks.within(root, _CONTENT) if blocks.seen(tag)]
    ids = {id(tag) for tag in contents}
    outer = [tag for tag in contents if not any(id(parent) in ids for parent in tag.parents)]
    held = Counter(id(parent) for tag in outer for parent in tag.parents)
    around: dict[int, Tag] = {}
    for tag in outer:
        block = tag
        for parent in tag.parents:
            if held[id(parent)] > 1 or parent.name in _WHOLE:
                break
            block = parent
        around[id(block)] = tag
    return around


def _in_order(root: Tag, contents: dict[int, Tag]) -> Iterator[Tag]:
    """Message blocks, and between them the elements that hold nothing but words."""
    waiting: list[Tag] = [root]
    while waiting:
        tag = waiting.pop()
        if not blocks.seen(tag):
            continue
        children = [child for child in tag.children if isinstance(child, Tag)]
        if id(tag) in contents or not children:
            yield tag
        else:
            waiting.extend(reversed(children))


def _message(block: Tag, content: Tag, number: int) -> Parts | None:
    """The message of a block; None where its words cannot be told from its sender or time."""
    sender = next((tag for tag in blocks.within(block, _SENDER) if _is_name(tag)), None)
    time = next((tag for tag in _times(block) if chatfields.moment(_line(tag))), None)
    apart = [id(tag) for tag in (sender, time) if tag is not None]
    inner = (content, *blocks.within(content, _CONTENT))
    said = next((tag for tag in inner if not any(_holds(tag, other) for other in apart)), None)
    if said is None:
        return None
    names = list(_classes_between(said, block))
    words = "\n".join(blocks.of(said)) or ("[图片]" if said.find("img") is not None else "")
    own = True if any(map(_OWN.search, names)) else False if any(map(_OTHER.search, names)) else None
    return Parts(
        number,
        _line(sender) if sender is not None else "",
        "",
        chatfields.moment(_line(time)) if time is not None else "",
        words,
        own,
        any(map(_SYSTEM.search, names)),
    )


def _classes_between(tag: Tag, block: Tag) -> Iterator[str]:
    """The classes of an element and of what is around it, up to the block."""
    for parent in (tag, *tag.parents):
        yield from blocks.classes(parent)
        if parent is block:
            return


def _holds(tag: Tag, other: int) -> bool:
    return id(tag) == other or any(id(inner) == other for inner in tag.find_all())


def _times(block: Tag) -> Iterator[Tag]:
    yield from blocks.within(block, _TIME)
    yield from block.find_all("time")


def _is_name(tag: Tag) -> bool:
    words = _line(tag)
    return 0 < len(words) <= _LONGEST_NAME and not chatfields.moment(words)


def _line(tag: Tag) -> str:
    return " ".join(blocks.of(tag))


def _sided(found: Sequence[Parts]) -> list[Parts]:
    """Without the owner's mark where it tells nobody apart."""
    if len({one.own for one in found if not one.system}) > 1:
        return list(found)
    return [replace(one, own=None) for one in found]
