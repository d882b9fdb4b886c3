"""What a message repeats of others: quoted bubbles and the mails below an answer.

Repeated words are nobody's new statement: a refusal that quotes the request must
not be read as a request, nor the other way round.  They stay in the message that
the packet prints.
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\[(?:引用|回复)(?:[^\[\]]|\[[^\[\]]*\])*\]")
_CORNERED = re.compile(r"^\s*「.{1,2000}?」\s*\n\s*(?:[-—–]\s?){3,}\s*\n", re.DOTALL)
"""How WeChat copies an answer: 「name：words」, a drawn line, the answer."""
_QUOTED_LINE = re.compile(r"^\s*[>＞]")
_CUT = re.compile(
    r"^\s*(?:"
    r"[-—–_]{2,}\s*(?:原始邮件|原邮件|回复的原邮件|转发邮件|转发的邮件|original message|forwarded message).*"
    r"|(?:在|于)\s?\d{4}.{0,80}写道\s?[:：]?"
    r"|.{0,60}(?:<[^<>\s]+@[^<>\s]+>|\d{1,2}:\d{2}).{0,40}写道\s?[:：]"
    r"|on\s.{6,160}\bwrote:"
    r")\s*$",
    re.IGNORECASE,
)
_HEAD_FROM = re.compile(r"^\s*\*{0,2}(?:发件人|from)\*{0,2}\s?[:：]", re.IGNORECASE)
_HEAD_REST = re.compile(
    r"^\s*\*{0,2}(?:发送时间|发送日期|日期|时间|收件人|date|sent|to)\*{0,2}\s?[:：]", re.IGNORECASE
)
_HEAD_ROWS = 4


def own_words(text: str) -> str:
    """A message without what it quotes; "" when it does nothing but quote."""
    if not any(mark in text for mark in "[「>＞-—–_:："):
        return text
    rows = _CORNERED.sub("", _BRACKETED.sub("", text)).split("\n")
    end = next((place for place in range(len(rows)) if _is_cut(rows, place)), len(rows))
    return "\n".join(row for row in rows[:end] if not _QUOTED_LINE.match(row)).strip()


def _is_cut(rows: list[str], place: int) -> bool:
    """Whether an earlier mail begins at this row."""
    if _CUT.match(rows[place]):
        return True
    below = rows[place + 1 : place + 1 + _HEAD_ROWS]
    return bool(_HEAD_FROM.match(rows[place])) and any(map(_HEAD_REST.match, below))
