"""How certain a reading is: second readings, look-alikes, and what other files say.

A number, time or amount read from a picture is *checked* when enough further
readings of its crop hold it too, or when another file shows the same.  It is
*disputed* when they do not: what they say instead is kept beside it, and no
finding rests on it.  A code that mixes letters and figures is not certain
because engines agree, for they err alike on O and 0: its doubtful places are
marked until a second file, a date inside it or a known build bears it out.  What
runs into the edge of its picture may be cut off, whatever engines say.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, pairwise, product, zip_longest

from dossier.model import Box, EventKind, Evidence, Fact, FactKind, FactStatus, Line, Page
from dossier.ocr.agreement import ENOUGH, WEIGHTS, agree, fold, holds, numbers, numerals, weight
from dossier.reading import calendar, identifiers, layout, money, stamps

IDS = (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID, FactKind.TRANSACTION_ID)
_PROVED = (*IDS, FactKind.AMOUNT, FactKind.TIMESTAMP, FactKind.AGENT_ID, FactKind.POLICY_TERM)

_RELATIVE = re.compile(
    r"上午|下午|凌晨|早上|中午|傍晚|晚上|昨天|前天|今天|刚刚|分钟前|小时前|(?:星期|周)[一二三四五六日天]"
)
_ALIKE = 0.6


def settle(evidence: Sequence[Evidence], facts: Sequence[Fact]) -> list[Fact]:
    """Give every fact that is a number, time, amount or term the status that its readings bear out.

    Args:
        evidence: with the lines of its pages and their further readings.
        facts: all facts, tied and dated.

    Returns:
        The same facts in the same order.  What a person corrected stays.
    """
    pages = {(item.id, page.number): page for item in evidence for page in item.pages}
    sums = {item.id: item.sha256 for item in evidence}
    firm = _shown_twice(facts, sums) | _adding_up(facts)
    dated = _dated(facts)
    return [
        _settled(fact, _own(fact, pages), firm=fact.id in firm, dated=fact.id in dated)
        if fact.kind in _PROVED and fact.status is not FactStatus.CORRECTED
        else fact
        for fact in facts
    ]


@dataclass(frozen=True, slots=True)
class _Place:
    """The lines that a fact stands on, and whether one of them runs into the edge of the picture."""

    lines: tuple[Line, ...]
    cut: bool = False


def _own(fact: Fact, pages: Mapping[tuple[str, int], Page]) -> _Place:
    page, box = pages.get((fact.source.evidence, fact.source.page)), fact.source.box
    if page is None or box is None:
        return _Place(())
    lines = tuple(layout.within(page, box))
    return _Place(lines, any(line.box is not None and _at_edge(line.box, page) for line in lines))


def _at_edge(box: Box, page: Page) -> bool:
    near = layout.edge(box)
    across = box.x0 < near or box.x1 > page.width - near
    return across or box.y0 < near or box.y1 > page.height - near


def _settled(fact: Fact, place: _Place, *, firm: bool, dated: bool) -> Fact:
    """One fact with its status.

    Args:
        fact: not corrected by a person.
        place: where it stands.
        firm: another file, or the sum of its neighbours, says the same.
        dated: the day written in the number is the day of payment.
    """
    if not _was_read(fact):
        return fact
    if firm:
        return replace(fact, status=FactStatus.CHECKED)
    again = readings(place.lines) if _figures(fact) or _words(fact) else ()
    if not again:
        return replace(fact, status=FactStatus.CHECKED) if dated else fact
    agreeing = dated + sum(
        counts for counts, one in zip(WEIGHTS, again, strict=False) if one.same or _holds(fact, one.text)
    )
    # Words for a day or half of one need be heard but once: most further readings have figures only.
    heard = all(any(word in one.heard for one in again) for word in _words(fact))
    doubts = identifiers.doubts(fact.value) if fact.kind in IDS else ()
    cut = fact.cut or place.cut
    if agreeing >= ENOUGH and heard and not doubts and not cut:
        return replace(fact, status=FactStatus.CHECKED)
    second = other(fact, [one.text for one in again]) if agreeing < ENOUGH else None
    return replace(fact, status=FactStatus.DISPUTED, second=second, doubts=doubts, cut=cut)


def _was_read(fact: Fact) -> bool:
    """Whether nothing else speaks against a fact yet."""
    return fact.status in (FactStatus.READ, FactStatus.CHECKED)


@dataclass(frozen=True, slots=True)
class Again:
    """A further reading of some lines.

    ``text`` has the first reading's words where this way was not needed, ``heard``
    only what it said itself; ``same`` when it has all numbers of the first, glued as they are.
    """

    text: str
    heard: str
    same: bool


def readings(lines: Sequence[Line]) -> tuple[Again, ...]:
    """The further readings of some lines, each over all of them; none where they were read but once."""
    count = max((len(line.again) for line in lines), default=0)
    return tuple(_reading(lines, place) for place in range(count))


def _reading(lines: Sequence[Line], place: int) -> Again:
    texts = [_of_line(line, place) for line in lines]
    same = all(
        agree(line.text, text) or not (numbers(line.text) or numerals(line.text))
        for line, text in zip(lines, texts, strict=True)
    )
    heard = "\n".join(line.again[place] for line in lines if len(line.again) > place)
    breaks = ["\n" if _below(a, b) else "  " for a, b in pairwise(lines)]
    return Again("".join(chain(*zip_longest(texts, breaks, fillvalue=""))), heard, same)


def _below(upper: Line, lower: Line) -> bool:
    """Whether a line stands under another, so that a number may go on in it; not so beside it."""
    if upper.box is None or lower.box is None:
        return True
    return lower.box.y0 >= (upper.box.y0 + upper.box.y1) / 2


def _of_line(line: Line, place: int) -> str:
    """What one way reads of a line; where it was not taken, the line's words if they are certain already."""
    if len(line.again) > place and line.again[place]:
        return line.again[place]
    certain = not line.again or weight(line.text, line.again) >= ENOUGH
    return line.text if certain else ""


def _figures(fact: Fact) -> tuple[str, ...]:
    """The numbers that a further reading must hold to say the same as a fact."""
    if fact.kind in (*IDS, FactKind.AGENT_ID):
        return (fact.value,)
    if fact.kind is FactKind.TIMESTAMP:
        # Figures of a date may only be parted by its own signs, so they count as one number.
        return (fact.raw,) if numbers(fact.raw) else ()
    return numbers(fact.raw)


def _words(fact: Fact) -> tuple[str, ...]:
    """The words of a fact that count like numbers: for a day, half a day, or a length of time."""
    if fact.kind is FactKind.TIMESTAMP:
        return tuple(_RELATIVE.findall(fact.raw))
    return numerals(fact.raw) if fact.kind is FactKind.POLICY_TERM else ()


def _holds(fact: Fact, text: str) -> bool:
    """Whether a further reading has the numbers of a fact."""
    if not _figures(fact):
        return all(word in text for word in _words(fact))
    whole = _unbroken(text) if fact.kind in IDS else text
    return all(holds(whole, number) for number in _figures(fact))


def _unbroken(text: str) -> str:
    """A number that runs over two lines in one piece."""
    return re.sub(r"(?<=[0-9A-Za-z\-_])\s*\n\s*(?=[0-9A-Za-z\-_])", "", text)


def other(fact: Fact, again: Iterable[str]) -> str:
    """What further readings say where they do not say the same, "" when it is nothing of that kind."""
    for text in again:
        found = _alternative(fact, text)
        if found:
            return found
    return ""


def _alternative(fact: Fact, text: str) -> str:
    if _holds(fact, text):
        return ""
    if fact.kind is FactKind.TIMESTAMP:
        told = [stamp.raw for stamp in stamps.find(text)]
    elif fact.kind is FactKind.AMOUNT:
        told = [amount.raw for amount in money.find(text)]
    else:
        told = [code for code in re.findall(r"[0-9A-Za-z][0-9A-Za-z\-_]*", text) if _has_figure(code)]
    like = fold(fact.raw if fact.kind in (FactKind.TIMESTAMP, FactKind.AMOUNT) else fact.value)
    rated = [(difflib.SequenceMatcher(None, like, fold(one)).ratio(), one) for one in told]
    best = max(rated, default=(0.0, ""))
    return best[1].strip() if best[0] > _ALIKE else ""


def _has_figure(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _shown_twice(facts: Sequence[Fact], sums: Mapping[str, str]) -> set[str]:
    """Facts whose value stands in two different files; a copy of the same file proves nothing."""
    places: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        for key in _keys(fact):
            places.setdefault(key, set()).add(sums[fact.source.evidence])
    return {fact.id for fact in facts if any(len(places[key]) > 1 for key in _keys(fact))}


def _dated(facts: Sequence[Fact]) -> set[str]:
    """Payment numbers whose inner date is the day of payment."""
    days = {f.value[:10] for f in facts if f.kind is FactKind.TIMESTAMP and f.about == EventKind.PAID}
    return {
        fact.id
        for fact in facts
        if fact.kind is FactKind.TRANSACTION_ID
        and (day := identifiers.embedded_date(fact.value)) is not None
        and day.isoformat() in days
    }


def _keys(fact: Fact) -> tuple[tuple[str, str], ...]:
    """What makes two facts say the same."""
    if fact.kind in IDS:
        return (("id", fact.value),)
    if (
        fact.kind is FactKind.TIMESTAMP
        and fact.about
        and calendar.is_complete(fact.value)
        and not fact.assumed
    ):
        return ((f"time {fact.order_id} {fact.about}", fact.value),)
    # A bill's row that was found by its amount proves no amount.
    if fact.kind is FactKind.AMOUNT and fact.about and not fact.hedged:
        about = "paid" if fact.about in ("paid", "total", "price") else fact.about
        return ((f"amount {fact.order_id} {about}", fact.value),)
    if fact.kind is FactKind.AGENT_ID:
        return (("agent", fact.value),)
    return ()


def _adding_up(facts: Sequence[Fact]) -> set[str]:
    """Amounts that bear one another out: what was paid less the fee is what came back."""
    sure: set[str] = set()
    by_order: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.kind is FactKind.AMOUNT and fact.order_id:
            about = "paid" if fact.about == "total" else fact.about
            by_order.setdefault((fact.order_id, about), []).append(fact)
    for order in {order for order, _ in by_order}:
        columns = [by_order.get((order, about), []) for about in ("paid", "fee", "refund")]
        for paid, fee, back in product(*columns):
            if Decimal(paid.value) - Decimal(fee.value) == Decimal(back.value) and Decimal(fee.value):
                sure |= {paid.id, fee.id, back.id}
    return sure
