"""The keys of a policy pack and what their values must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dossier.forms import form
from dossier.forms.form import Field, Reader, each, record
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.forms.tree import Node, Rows, Table, Text, blank
from dossier.policies.pack import (
    MOST,
    WEEK,
    After,
    Answer,
    Applies,
    Clause,
    Condition,
    DeliveryScope,
    Fee,
    Hours,
    Irrevocable,
    Length,
    Manual,
    Means,
    Notice,
    Pack,
    Rank,
    Refund,
    Since,
    Start,
    Unit,
    Until,
    Way,
    When,
    Window,
)

E = TypeVar("E", bound=StrEnum)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%?")
_LENGTH = re.compile(r"(?:(\d{1,3})\s*[-~–—至到]\s*)?(\d{1,3})")
_HUNDRED = Decimal(100)
_RETIRED = ("manual_cancel", "manual_clause")


def pack(root: Node, name: str) -> Pack:
    """A pack from its tree, with every clause it names present and told once.

    Raises:
        MistakesError: with everything that is wrong.
    """
    kept, mistakes = _without_retired(root)
    found: Pack | None = None
    try:
        found = _PACK(kept, name)
    except MistakesError as error:
        mistakes += error.mistakes
    mistakes += _clause_mistakes(root)
    if found is None or mistakes:
        raise MistakesError(*mistakes)
    return replace(found, clauses=tuple(_whole(clause, found) for clause in found.clauses))


def _whole(clause: Clause, own: Pack) -> Clause:
    return replace(clause, source=clause.source or own.source, captured=clause.captured or own.captured)


def _without_retired(root: Node) -> tuple[Node, list[Mistake]]:
    """The tree without keys of earlier versions, each of them a mistake that names what replaced it."""
    if not isinstance(root, Table):
        return root, []
    old = [name for name, _ in root.pairs if name.text.strip() in _RETIRED]
    kept = tuple(pair for pair in root.pairs if pair[0] not in old)
    return Table(root.line, kept), [
        Mistake(name.line, "policies.expected.manual-key", key=name.text) for name in old
    ]


def _clause_mistakes(root: Node) -> list[Mistake]:
    """Clauses that are named and not listed, and numbers listed twice."""
    listed = [_key(node) for node in _under(_part(root, "clauses"), "id")]
    twice = [
        Mistake(node.line, "policies.expected.clause-once", node.text)
        for place, node in enumerate(_under(_part(root, "clauses"), "id"))
        if _key(node) in listed[:place]
    ]
    return twice + [
        Mistake(node.line, "policies.expected.clause", node.text)
        for node in _under(root, "clause")
        if _key(node) not in listed
    ]


def _part(root: Node, key: str) -> Node:
    pairs = root.pairs if isinstance(root, Table) else ()
    return next((value for name, value in pairs if name.text.strip() == key), Rows(root.line, ()))


def _under(node: Node, key: str) -> Iterator[Text]:
    """The filled-in texts under a key, anywhere below a node."""
    if isinstance(node, Rows):
        for item in node.items:
            yield from _under(item, key)
    elif isinstance(node, Table):
        for name, value in node.pairs:
            if name.text.strip() == key and isinstance(value, Text) and not blank(value):
                yield value
            else:
                yield from _under(value, key)


def _key(node: Text) -> str:
    """A clause's number as :func:`form.code` reads it, or as it stands where that cannot."""
    try:
        return form.code(node, "")
    except MistakesError:
        return node.text


def _one(kind: type[E], expected: str) -> Reader[E]:
    """One of the words of a closed list."""
    return form.choice({one: (one.value,) for one in kind}, expected)


def _id(node: Node, key: str) -> str:
    value = form.code(node, key)
    if not _ID.fullmatch(value):
        raise form.wrong(node, "policies.expected.id", key)
    return value


def _percent(node: Node, key: str) -> Decimal:
    match = _PERCENT.fullmatch(form.code(node, key))
    if not match or Decimal(match[1]) > _HUNDRED:
        raise form.wrong(node, "policies.expected.percent", key)
    return Decimal(match[1])


def _length(lowest: int) -> Reader[Length]:
    """A count or a range of counts: ``3``, ``1-3``."""

    def read(node: Node, key: str) -> Length:
        match = _LENGTH.fullmatch(form.code(node, key))
        if not match:
            raise form.wrong(node, "policies.expected.length", key, f"{lowest}–{MOST}")
        high = int(match[2])
        low = int(match[1]) if match[1] else high
        if low > high:
            raise form.wrong(node, "policies.expected.order", key)
        if low < lowest:
            raise form.wrong(node, "policies.expected.length", key, f"{lowest}–{MOST}")
        return Length(low, high)

    return read


def _fee(node: Node, key: str) -> Fee:
    fee = _FEE(node, key)
    if fee.low > fee.high:
        raise MistakesError(Mistake(node.line, "policies.expected.order", f"{fee.low}–{fee.high}"))
    return fee


def _means(node: Node, key: str) -> tuple[Means, ...]:
    found = each(_one(Means, "policies.expected.means"))(node, key)
    if Means.NONE in found and len(set(found)) > 1:
        raise form.wrong(node, "policies.expected.none-alone", key)
    return tuple(dict.fromkeys(found))


_flag = form.choice({True: ("true", "是"), False: ("false", "否")}, "policies.expected.flag")
_start = _one(Start, "policies.expected.start")
_unit = Field("unit", (), _one(Unit, "policies.expected.unit"), needed=True)
_asked = form.choice(
    {one: (one.value,) for one in (Since.REQUESTED, Since.UNKNOWN)}, "policies.expected.asked"
)
_minutes = form.number(1, WEEK)

_CLAUSE = Field("clause", (), form.code)
_DELIVERY = Field("delivery", (), _one(DeliveryScope, "policies.expected.delivery"))

_WINDOW = record(
    Window,
    Field("minutes", (), _minutes, needed=True),
    Field("start", (), _start, needed=True),
    replace(_DELIVERY, needed=True),
    Field("condition", (), _one(Condition, "policies.expected.condition")),
    _CLAUSE,
)
_FEE = record(
    Fee,
    Field("low", (), _percent, needed=True),
    Field("high", (), _percent, needed=True),
    Field("applies", (), _one(Applies, "policies.expected.applies"), needed=True),
    _DELIVERY,
    _CLAUSE,
)
_IRREVOCABLE = record(
    Irrevocable,
    Field("after", (), _one(After, "policies.expected.after"), needed=True),
    Field("beyond_minutes", (), _minutes),
    _DELIVERY,
    Field("goods", (), form.line),
    _CLAUSE,
)
_MANUAL = record(Manual, Field("until", (), _one(Until, "policies.expected.until"), needed=True), _CLAUSE)
_REFUND = record(
    Refund,
    Field("within", (), _length(0), needed=True),
    _unit,
    Field("start", (), _one(Since, "policies.expected.since")),
    Field("way", (), _one(Way, "policies.expected.way")),
    _CLAUSE,
)
_ANSWER = record(
    Answer,
    Field("within", (), _length(1), needed=True),
    _unit,
    Field("start", (), _asked),
    Field("hours", (), _one(Hours, "policies.expected.hours")),
    _CLAUSE,
)
_NOTICE = record(
    Notice,
    Field("by", (), _means, needed=True),
    Field("when", (), _one(When, "policies.expected.when")),
    _CLAUSE,
)
_TEXT = record(
    Clause,
    Field("id", (), form.code, needed=True),
    Field("text", (), form.text, needed=True),
    Field("source", (), form.line),
    Field("captured", (), form.day),
)

_PACK = record(
    Pack,
    Field("id", (), _id, needed=True),
    Field("title", (), form.line, needed=True),
    Field("version", (), form.code, needed=True),
    Field("source", (), form.line, needed=True),
    Field("captured", (), form.day, needed=True),
    Field("reference", (), _flag, needed=True),
    Field("windows", (), each(_WINDOW)),
    Field("fees", (), each(_fee)),
    Field("irrevocable", (), each(_IRREVOCABLE)),
    Field("rank", (), each(record(Rank, replace(_CLAUSE, needed=True)))),
    Field("manual", (), each(_MANUAL)),
    Field("refund", (), each(_REFUND)),
    Field("answer", (), each(_ANSWER)),
    Field("notice", (), each(_NOTICE)),
    Field("clauses", (), each(_TEXT)),
)
