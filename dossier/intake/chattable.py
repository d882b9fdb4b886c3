"""Chats exported as a table: one message a row, its columns found by their names.

The heads differ with the tool and its age::

    localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender
    消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
    id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime
    Time,SenderName,Sender,TalkerName,Talker,Content
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dossier.intake import chatfields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossier.model import Message

_PREAMBLE = 30
"""So many rows may stand above the heads."""
_MONEY = re.compile(r"金额|收/?支|余额|手续费|借方|贷方|^amount$|^balance$", re.IGNORECASE)
"""A column of a bill; no chat has one."""


def messages(rows: Sequence[Sequence[str]]) -> tuple[Message, ...]:
    """The messages of a table.

    Args:
        rows: all rows of the file, header included; ``line`` of a message is its row, from 1.

    Returns:
        Messages in the order of the file; empty when the table is no chat.
    """
    head = next((place for place, row in enumerate(rows[:_PREAMBLE]) if _is_head(row)), None)
    if head is None:
        return ()
    found = [
        one
        for number, row in enumerate(rows[head + 1 :], start=head + 2)
        if (one := chatfields.parts(_record(rows[head], row), number)) is not None
    ]
    return chatfields.messages(found) if chatfields.believable(found) else ()


def _is_head(row: Sequence[str]) -> bool:
    return chatfields.is_head(row) and not any(_MONEY.search(cell.strip()) for cell in row)


def _record(head: Sequence[str], row: Sequence[str]) -> dict[str, object]:
    return chatfields.keyed(dict(zip(head, row, strict=False)))
