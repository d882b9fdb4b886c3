"""The terms of a rule page: free-cancellation window, fee, manual delivery, and their traps.

A term is read from one sentence, so that a number of one sentence never meets
a promise of the next; the heading above may narrow it.  Each kind of term has a
file of its own: :mod:`~dossier.reading.terms.windows`, :mod:`~dossier.reading.terms.rates`,
:mod:`~dossier.reading.terms.handwork`, :mod:`~dossier.reading.terms.finality`,
:mod:`~dossier.reading.terms.refundtimes`, :mod:`~dossier.reading.terms.answertimes`,
:mod:`~dossier.reading.terms.ranks`, :mod:`~dossier.reading.terms.notices_given`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.reading.terms import (
    answertimes,
    finality,
    handwork,
    notices_given,
    ranks,
    rates,
    refundtimes,
    windows,
)
from dossier.reading.text import squeeze

GRACE = "grace_window"
FEE = "fee_rate"
MANUAL = "manual_cancel"
UNPAID = "unpaid_expiry"
IRREVOCABLE = "irrevocable"
REFUND_TIME = "refund_time"
ANSWER_TIME = "answer_time"
RANK = "rank"
NOTICE = "notice"
BESIDE = (UNPAID, REFUND_TIME, ANSWER_TIME, RANK, NOTICE)
"""Terms that say nothing of cancelling itself: order pages tell them as well as rule pages."""

_NUMBERED = re.compile(
    r"^[*•●·.\-]?(?P<number>第[一二三四五六七八九十百零\d]{1,5}[条款项章]|\d{1,2}(?:\.\d{1,2}){1,3}(?!\d|%|元|折|:)"
    r"|\d{1,2}(?=[.、)](?!\d))|[一二三四五六七八九十]{1,3}(?=、)|[((](?:\d{1,2}|[一二三四五六七八九十]{1,3})[))]"
    r"|[①-⑳])[.、:]?"
)
_LONGEST = 600
"""No sentence of a rule page is longer; it bounds what a pattern has to try."""
_SENTENCES = re.compile(r"(?<=[。;!?])")


@dataclass(frozen=True, slots=True)
class Term:
    """One term with the sentence it stands in.

    ``value`` is the normalised form: for a window
    ``PT5M;start=paid;delivery=any;free=yes`` (``free=unsaid`` where the sentence
    grants cancelling but no full refund in words; ``;condition=unshipped`` when
    it holds only before dispatch; ``;limit=member`` or ``;limit=unclear`` when
    the page alone does not tell whom it is for; ``;for=点卡`` or ``;except=账号``
    when it names a kind of goods), for a fee ``0.10-0.20;applies=after``
    (``;floor=1.00``), for manual delivery ``before=started`` or
    ``before=shipped``, for goods that cannot be given back ``after=shipped`` or
    ``after=sold`` (``;beyond=PT10M``), for paying back ``P3D;days=working;start=agreed``,
    for an answer ``PT24H;start=requested``, for ranks ``first=high``, for how the
    rules are shown ``by=popup;when=before``.
    ``start``/``end`` are the span of the sentence in the clause.
    """

    about: str
    value: str
    start: int
    end: int
    sentence: str


def clause_number(text: str) -> str:
    """The number a clause begins with ("3.1", "第五条"), or an empty string."""
    match = _NUMBERED.match(squeeze(text[:40]))
    return match["number"].strip("()") if match else ""


def without_number(text: str) -> str:
    """A clause without the number it begins with."""
    match = _NUMBERED.match(squeeze(text[:40]))
    if match is None:
        return text
    left = len(match.group())
    for place, char in enumerate(text):
        if left == 0:
            return text[place:].lstrip(" 　.、:：")
        left -= not char.isspace()
    return ""


def find(clause: str, heading: str = "", *, said: bool = False) -> Iterator[Term]:
    """All terms of one clause, sentence by sentence.

    Args:
        clause: as it stands on the page or was said.
        heading: the words it stands under ("一、人工代充商品"), if any; in a chat
            ``退款`` where a refund has just been granted.
        said: an agent says it in a chat: what it promises counts from its saying and
            may be a day, which :func:`refundtimes.complete` tells.
    """
    position = 0
    for piece in _SENTENCES.split(clause.replace("；", ";").replace("！", "!").replace("？", "?")):
        start, position = position, position + len(piece)
        sentence = squeeze(piece)
        if 0 < len(sentence) <= _LONGEST:
            for about, value in _terms(sentence, squeeze(heading), said=said):
                yield Term(about, value, start, position, clause[start:position].strip())


def parse(value: str) -> dict[str, str]:
    """The parts of a term's value; the part without a name is called ``""``."""
    parts: dict[str, str] = {}
    for part in value.split(";"):
        name, found, text = part.partition("=")
        parts[name if found else ""] = text if found else name
    return parts


def minutes(value: str) -> int:
    """The length of a window in minutes."""
    return int(parse(value)[""].removeprefix("PT").removesuffix("M"))


def _terms(sentence: str, heading: str, *, said: bool) -> Iterator[tuple[str, str]]:
    expiry = windows.unpaid(sentence)
    if expiry is not None:
        yield UNPAID, f"PT{expiry}M"
        return
    paid_back = refundtimes.find(sentence, heading, said=said)
    window = windows.find(sentence, heading)
    if paid_back and window and minutes(window) in refundtimes.minutes(paid_back):
        window = None  # the time is the shop's, not the buyer's
    if window:
        yield GRACE, window
    for rate in rates.find(sentence):
        yield FEE, rate
    manual = handwork.find(sentence, heading)
    if manual and not window:
        yield MANUAL, manual
    final = finality.find(sentence, heading)
    if final and not manual:
        yield IRREVOCABLE, final
    for about, value in (
        (REFUND_TIME, paid_back),
        (ANSWER_TIME, answertimes.find(sentence, heading, said=said)),
        (RANK, ranks.find(sentence)),
        (NOTICE, notices_given.find(sentence, said=said)),
    ):
        if value:
            yield about, value
