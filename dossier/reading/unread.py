"""Places of order and payment pages that could not be read for certain.

A known label whose time, number or amount makes no sense, a time of which only
a part could be used, a key word in faint type: nothing of it becomes a fact, and
none of it is thrown away in silence.  The person is told what was read there, and
may say in ``case.yaml`` what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dossier.model import Evidence, Fact, FactKind, Line, Page, Problem, Role
from dossier.reading import correcting, labels, layout, level, mails, money, stamps
from dossier.reading.book import Book
from dossier.reading.correcting import Correction
from dossier.reading.text import fold, squeeze

CODE = "unread"

_FAINT = 0.6
_LABEL_SURE = 0.9
"""A label below this that no list knows may be another one misread ("发细时间")."""
_REST = 3
"""So many figures left over beside a time are a part of it that was not understood."""
_NUMBERS = (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID, FactKind.TRANSACTION_ID)
_IN_WORDS = (FactKind.STATUS, FactKind.DELIVERY)
_WANTED = (FactKind.TIMESTAMP, FactKind.ORDER_ID, FactKind.AMOUNT, *_IN_WORDS)
_GLUED = re.compile(r"^(?P<label>[\u4e00-\u9fff]{2,8})\s*(?P<words>[^\u4e00-\u9fff:]*\d[^\u4e00-\u9fff]*)$")
#: What looks like a value of its kind, however badly it was read.
_SHAPES = {
    FactKind.TIMESTAMP: re.compile(
        r"^(?=(?:\D*\d){6})(?:[^\u4e00-\u9fff]|[年月日号时点分秒上下午早晚星期周一二三四五六])+$"
    ),
    FactKind.ORDER_ID: re.compile(r"^(?=(?:\D*\d){3})[0-9A-Za-z][0-9A-Za-z\s\-_.:,*']{6,60}$"),
    FactKind.AMOUNT: re.compile(r"^(?=.*\d)[-+]?[¥vVyYWX*]?[\d.,:OoIlSB]{2,12}元?$"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A label and the words beside it that give no value; ``lines`` are those of the words."""

    kind: FactKind
    label: str
    words: str
    lines: tuple[Line, ...]


def read(book: Book, evidence: Sequence[Evidence], corrections: Sequence[Correction]) -> tuple[Problem, ...]:
    """Tell what could not be read; write down what the person says of it.

    Args:
        book: with everything that could be read.  A place that a correction names
            gets a fact without a value, for the correction to fill in.
        evidence: with roles.
        corrections: the person's.

    Returns:
        One problem a place that no correction names.
    """
    told: list[Problem] = []
    for item in evidence:
        for view in mails.views(item):
            if view.role not in (Role.ORDER, Role.PAYMENT):
                continue
            for page in map(level.page, view.pages):
                for place in places(page, view.role, _facts(book, item, page)):
                    meant = _correction(place, item, page, view.role, corrections)
                    if meant is None:
                        told.append(Problem(item.path, CODE, _detail(place), page.number))
                    else:
                        _write(book, view, page, place, meant)
    return tuple(told)


def places(page: Page, role: Role, facts: Sequence[Fact]) -> Iterator[Place]:
    """The places of a page that could not be read for certain.

    Args:
        page: level.
        role: of the page: an order page or a payment record.
        facts: that were read from it.
    """
    for row in layout.rows(page):
        for at, cell in enumerate(row):
            found = _place(cell, row[at + 1 :])
            if found is not None and _is_lost(found, cell, role, facts):
                yield found


def _place(cell: Line, right: Sequence[Line]) -> Place | None:
    """The label in a cell with the words behind or beside it."""
    head, colon, tail = fold(cell.text).partition(":")
    if colon and tail.strip() and labels.is_label(head):
        return _named(head, cell.text[len(head) + 1 :].strip(), (cell,))
    glued = _GLUED.match(fold(cell.text))
    if glued and labels.is_label(glued["label"]):
        return _named(glued["label"], cell.text[glued.start("words") :].strip(), (cell,))
    if labels.is_label(cell.text):
        beside = tuple(takewhile(lambda one: not labels.is_label(one.text), right))
        return _named(cell.text, " ".join(line.text.strip() for line in beside), beside)
    return None


def _named(label: str, words: str, lines: tuple[Line, ...]) -> Place | None:
    kind = labels.kind(label, words)
    return Place(kind, labels.clean(label), words, lines) if lines and kind in _WANTED else None


def _is_lost(place: Place, label: Line, role: Role, facts: Sequence[Fact]) -> bool:
    numbers = {line.number for line in place.lines}
    own = [fact for fact in facts if fact.source.line in numbers and _is_of(fact, place.kind)]
    if place.kind in _IN_WORDS:
        return min(line.confidence for line in (label, *place.lines)) < _FAINT
    if not _SHAPES[place.kind].match(squeeze(place.words)):
        return False
    if place.kind is not FactKind.TIMESTAMP:
        return not own
    if not labels.event(place.label, role):
        return label.confidence < _LABEL_SURE and labels.is_strange(place.label)
    if own:
        return _figures(place.words) - max(_figures(fact.raw) for fact in own) >= _REST
    return len(list(stamps.find(place.words))) < 2  # noqa: PLR2004 - a span of two times was understood


def _is_of(fact: Fact, kind: FactKind) -> bool:
    return fact.kind in _NUMBERS if kind is FactKind.ORDER_ID else fact.kind is kind


def _figures(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _facts(book: Book, item: Evidence, page: Page) -> list[Fact]:
    return [f for f in book.facts if (f.source.evidence, f.source.page) == (item.id, page.number)]


def _detail(place: Place) -> str:
    """The line's number, then label and words; the phrase takes them apart at the first blank."""
    return f"{place.lines[0].number} {place.label}：{' '.join(place.words.split())}"


def _kind(place: Place, role: Role) -> FactKind:
    return labels.identifier(place.label, role) if place.kind is FactKind.ORDER_ID else place.kind


def _correction(
    place: Place, item: Evidence, page: Page, role: Role, corrections: Sequence[Correction]
) -> Correction | None:
    """The person's word on a place, named by its words with or without the label."""
    names = {squeeze(place.words), squeeze(f"{place.label}:{place.words}")}
    for one in corrections:
        meant = (one.path, one.page, one.kind) == (item.path, page.number, _kind(place, role))
        if meant and squeeze(one.was) in names:
            return one if correcting.normalised(one) != "" else None
    return None


def _write(book: Book, view: Evidence, page: Page, place: Place, said: Correction) -> None:
    about = ""
    if place.kind is FactKind.TIMESTAMP:
        about = labels.event(place.label, view.role)
    elif place.kind is FactKind.AMOUNT:
        about = money.role(place.label)
    book.write(said.kind, "", said.was, (view, page, place.lines), about=about, label=place.label)
