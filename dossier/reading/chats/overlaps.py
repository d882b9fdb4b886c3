"""Where two captures of a chat show the same messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from dossier.model import Speaker
from dossier.reading.chats.conversation import Utterance
from dossier.reading.stamps import Stamp
from dossier.reading.text import squeeze

_ALIKE = 0.85
_CUT = 0.7
_SHORTEST = 4
"""A shorter piece of a message is no proof that it was cut."""
_LONG = 12
_WEIGHTY = 2
_ONE_VOICE = 4
_SURE = 4
"""What a run must weigh of which a message at a picture's edge does not fit."""
_CHROME = 3
"""So many lines above the first time line may belong to the app: a title, a card with the order."""
_DIGITS = re.compile(r"\d+")
#: What everybody says in every chat; alone it shows nothing.
_COMMON = re.compile(
    r"在吗|在不在|有人吗|[你您]好|在的|亲+|(?:竭诚|很高兴)?为您服务|请问有什么(?:需要|问题|事)?|可以帮(?:到|助)?[您你]的?|请?稍等(?:一下)?"
    r"|谢谢|好的|收到|不客气|感谢|(?:智能|人工|在线)?客服|工号|机器人|小助手|\d+号?|[吗呢哦呀哈啊的,。!?~…]"
)

Pairs = list[tuple[int, int]]


def find(first: Sequence[Utterance], second: Sequence[Utterance]) -> Pairs:
    """The messages common to two captures, as pairs of their places.

    Args:
        first: the messages of the capture further up, spoken ones only.
        second: those of a capture that may go on from inside the first, or lie wholly inside it.

    Returns:
        Pairs in rising order, or an empty list where no run of messages, and no
        message under its time line, shows the two to be one chat.  It is empty, too,
        where their :func:`ends` have nothing in common.
    """
    best: tuple[int, Pairs] = (0, [])
    for skipped in range(min(_CHROME, len(second) - 1) + 1):
        if any(said.stamp is not None for said in second[:skipped]):
            break
        for start in range(len(first)):
            pairs, whole = _run(first[start:], second[skipped:], opens=start > 0 and not skipped)
            weight = _weight([(first[start + a], second[skipped + b]) for a, b in pairs])
            if weight > best[0] and (whole or weight >= _SURE):
                best = weight, [(start + a, skipped + b) for a, b in pairs]
    return best[1]


def ends(said: Sequence[Utterance]) -> frozenset[str]:
    """The first and last characters of every message: captures that share none of them share no message."""
    words = [squeeze(one.text) for one in said]
    return frozenset(end for word in words for end in (word[:_SHORTEST], word[-_SHORTEST:]))


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> bool:
    """Whether two readings are of the same words: a few characters may be misread, no digit."""
    a, b = squeeze(one), squeeze(other)
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST or _DIGITS.findall(a) != _DIGITS.findall(b):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _run(first: Sequence[Utterance], second: Sequence[Utterance], *, opens: bool) -> tuple[Pairs, bool]:
    """The pairs of a run from the beginning of both to the end of either, or none; and whether all fit.

    Where one picture begins or ends and the other goes on, a message of one line
    may be cut until nothing fits: it is then left out of the pairs.  ``opens``
    says that the second picture begins with the run, and the first before it.
    """
    length = min(len(first), len(second))
    pairs: Pairs = []
    for place in range(length):
        one, other = first[place], second[place]
        begins, ends = place == 0 and opens, place == length - 1 == len(first) - 1 < len(second) - 1
        if _same(one, other, edge=place in (0, length - 1)):
            pairs.append((place, place))
        elif not ((begins and len(other.lines) == 1) or (ends and len(one.lines) == 1)):
            return [], False
    return pairs, len(pairs) == length


def _same(one: Utterance, other: Utterance, *, edge: bool) -> bool:
    if one.speaker is not other.speaker and Speaker.UNKNOWN not in (one.speaker, other.speaker):
        return False
    if _own(one) and _own(other) and not _fit(one.stamp, other.stamp):
        return False
    return alike(one.text, other.text) or (edge and _is_cut(one.text, other.text))


@lru_cache(maxsize=1 << 16)
def _is_cut(one: str, other: str) -> bool:
    """Whether the shorter reading is the beginning or the end of the longer one."""
    short, long = sorted((squeeze(one), squeeze(other)), key=len)
    if len(short) < _SHORTEST or any(digits not in long for digits in _DIGITS.findall(short)):
        return False
    ends = (long[: len(short)], long[-len(short) :])
    return any(SequenceMatcher(None, short, end, autojunk=False).ratio() >= _CUT for end in ends)


def _own(said: Utterance) -> bool:
    return said.stamp is not None and not said.inherited


def _fit(one: Stamp | None, other: Stamp | None) -> bool:
    """Whether two time lines can be the same: "14:03" of one day is "昨天 14:03" on the next."""
    if one is None or other is None:
        return True
    clocks = [(s.hour, s.minute, s.second) for s in (one, other) if s.has_clock]
    days = [(s.month, s.day) for s in (one, other) if s.has_date]
    years = [s.year for s in (one, other) if s.year is not None]
    return all(len(set(values)) < 2 for values in (clocks, days, years))  # noqa: PLR2004


def _weight(pairs: Sequence[tuple[Utterance, Utterance]]) -> int:
    """How much a run shows; 0 where it may be chance."""
    weights = [_worth(one) for one, _ in pairs]
    timed = sum(_same_line(one, other) for one, other in pairs)
    if timed and sum(weights):
        return sum(weights) + 2 * timed
    voices = {one.speaker for one, _ in pairs}
    enough = _WEIGHTY if len(voices) > 1 else _ONE_VOICE
    return sum(weights) if len(pairs) > 1 and sum(weights) >= enough else 0


def _same_line(one: Utterance, other: Utterance) -> bool:
    """Whether both stand under the same time line, in the same way."""
    if one.stamp is None or other.stamp is None or one.inherited is not other.inherited:
        return False
    return one.stamp.has_clock and other.stamp.has_clock and _fit(one.stamp, other.stamp)


def _worth(said: Utterance) -> int:
    words = squeeze(said.text)
    if len(_COMMON.sub("", words)) < _SHORTEST:
        return 0
    return 2 if len(words) >= _LONG else 1
