"""Small readers that turn a tree into typed values, and gather every mistake on the way.

A reader takes a node and the name it was found under, and returns a value or
raises :class:`MistakesError`.  :func:`record`, :func:`each` and :func:`by`
combine readers; they go on after a mistake so that a person mends a file once.
What these and :func:`choice` return can be asked what it reads, for who writes such a file.
"""

from __future__ import annotations

import contextlib
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Generic, TypeAlias, TypeVar

from dossier.forms import hints
from dossier.forms.mistakes import Mistake, MistakesError, shorten
from dossier.forms.tree import Node, Rows, Table, Text, blank

T = TypeVar("T")
K = TypeVar("K")
Reader: TypeAlias = Callable[[Node, str], T]

_AMOUNT = re.compile(r"(?:[¥¥]|RMB|CNY|人民币)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?\s*元?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DIGITS = 12
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record.

    ``name`` is the argument of the record's class; ``names`` are the spellings
    a person may use.  ``needed`` keys must be written; an empty value counts
    as not written unless ``empty`` says that it means something.
    """

    name: str
    names: tuple[str, ...]
    read: Reader[object]
    needed: bool = False
    empty: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """All keys that mean this field, the preferred one first."""
        return (*self.names, self.name)


def wrong(node: Node, expected: str, key: str, hint: str = "") -> MistakesError:
    """A mistake about the value under ``key``; a list or a table is shown as such."""
    found = shorten(node.text) if isinstance(node, Text) else ("[…]" if isinstance(node, Rows) else "{…}")
    return MistakesError(Mistake(node.line, expected, found, key, hint))


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """Reads a table into ``make(**values)``; with ``line`` also ``make(line=…)``."""

    make: Callable[..., T]
    fields: tuple[Field, ...]
    line: bool = False

    def __call__(self, node: Node, key: str) -> T:
        """The record in a node that is a table."""
        if not isinstance(node, Table):
            raise _not_a_table(node, key)
        mistakes: list[Mistake] = []
        values: dict[str, object] = {"line": node.line} if self.line else {}
        given: dict[str, Text] = {}
        for name, child in node.pairs:
            try:
                field = _find(name, self.fields)
                if field.name in given:
                    raise _twice(name, given[field.name].line)
                given[field.name] = name
                if field.empty or not blank(child):
                    values[field.name] = field.read(child, name.text)
                elif field.needed:
                    mistakes.append(Mistake(name.line, "casefile.expected.filled", key=name.text))
            except MistakesError as error:
                mistakes += error.mistakes
        mistakes += [
            Mistake(node.line, "casefile.expected.field", key=key, hint=field.spellings[0])
            for field in self.fields
            if field.needed and field.name not in given
        ]
        if mistakes:
            raise MistakesError(*mistakes)
        return self.make(**values)


def record(make: Callable[..., T], *fields: Field, line: bool = False) -> Record[T]:
    """The reader of a table with these keys, see :class:`Record`."""
    return Record(make, fields, line)


@dataclass(frozen=True, slots=True)
class Each(Generic[T]):
    """Reads a list; a single value counts as a list of one, empty items are passed over.

    ``fields`` are those of an item that is written as a table.
    """

    item: Reader[T]
    fields: tuple[Field, ...]

    def __call__(self, node: Node, key: str) -> tuple[T, ...]:
        """The items of a node."""
        children = node.items if isinstance(node, Rows) else (node,)
        values: list[T] = []
        mistakes: list[Mistake] = []
        for child in children:
            try:
                if not blank(child):
                    values.append(self.item(child, key))
            except MistakesError as error:
                mistakes += error.mistakes
        if mistakes:
            raise MistakesError(*mistakes)
        return tuple(values)


def each(item: Reader[T], fields: tuple[Field, ...] = ()) -> Each[T]:
    """The reader of a list, see :class:`Each`; ``fields`` need saying only of items that are no record."""
    return Each(item, item.fields if isinstance(item, Record) else fields)


@dataclass(frozen=True, slots=True)
class By(Generic[K, T]):
    """Reads a table whose keys are the person's own, e.g. file names; empty values are passed over."""

    name: Reader[K]
    value: Reader[T]

    def __call__(self, node: Node, key: str) -> Mapping[K, T]:
        """The pairs of a node that is a table."""
        if not isinstance(node, Table):
            raise _not_a_table(node, key)
        values: dict[K, T] = {}
        mistakes: list[Mistake] = []
        for left, right in node.pairs:
            try:
                if blank(right):
                    continue
                found = self.name(left, key)
                if found in values:
                    raise _twice(left)
                values[found] = self.value(right, left.text)
            except MistakesError as error:
                mistakes += error.mistakes
        if mistakes:
            raise MistakesError(*mistakes)
        return MappingProxyType(values)


def by(name: Reader[K], value: Reader[T]) -> By[K, T]:
    """The reader of a table with the person's own keys, see :class:`By`."""
    return By(name, value)


def text(node: Node, key: str) -> str:
    """Any text, with its line breaks; without control characters."""
    if not isinstance(node, Text):
        raise wrong(node, "casefile.expected.text", key)
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in node.text):
        raise MistakesError(Mistake(node.line, "casefile.expected.visible", key=key))
    return "" if blank(node) else node.text.strip()


def line(node: Node, key: str) -> str:
    """A text on one line.

    A value that runs on unquoted nearly always swallowed the next field,
    whose colon was full-width.
    """
    value = text(node, key)
    if "\n" in value:
        raise wrong(node, "casefile.expected.one-line", key)
    if isinstance(node, Text) and node.plain and node.last > node.line:
        found = hints.slip(value.split(" ")[-1], node.last)
        raise MistakesError(found) if found else wrong(node, "casefile.expected.one-line", key)
    return value


def code(node: Node, key: str) -> str:
    """A number or an address as digits and letters, full-width ones made narrow."""
    return unicodedata.normalize("NFKC", line(node, key))


def amount(node: Node, key: str) -> Decimal:
    """An exact amount of yuan with at most two decimals: ``128``, ``¥1,280.50``, ``１２８元``."""
    match = _AMOUNT.fullmatch(code(node, key))
    if not match or len(match[1]) > _DIGITS:
        raise wrong(node, "casefile.expected.amount", key)
    return Decimal(match[1].replace(",", "") + (match[2] or "")).quantize(_CENT)


def day(node: Node, key: str) -> date:
    """A calendar day: ``2024-05-12``, ``2024/5/12`` or ``2024年5月12日``."""
    match = _DAY.fullmatch(code(node, key))
    with contextlib.suppress(ValueError):
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    raise wrong(node, "casefile.expected.day", key)


def number(lowest: int = 1, highest: int = 9999) -> Reader[int]:
    """A whole number between two bounds, both included."""

    def read(node: Node, key: str) -> int:
        value = code(node, key)
        if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
            raise wrong(node, "casefile.expected.number", key, f"{lowest}–{highest}")
        return int(value)

    return read


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of a few words; ``options`` maps each value to its spellings, the preferred one first."""

    options: Mapping[T, tuple[str, ...]]
    expected: str

    def __call__(self, node: Node, key: str) -> T:
        """The value that a word means."""
        written = code(node, key).casefold()
        for value, names in self.options.items():
            if written in (name.casefold() for name in names):
                return value
        raise wrong(node, self.expected, key)


def choice(options: Mapping[T, tuple[str, ...]], expected: str) -> Choice[T]:
    """The reader of one of a few words, see :class:`Choice`; ``expected`` is the phrase of a mistake."""
    return Choice(options, expected)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The known word most like a mistyped one, or an empty string."""
    folded = {word.casefold(): word for word in reversed(known)}
    # Chinese keys have two to four characters: one of two right is already half.
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else ""


def _find(name: Text, fields: tuple[Field, ...]) -> Field:
    """The field a key means.

    Raises:
        MistakesError: there is none; the likely slip or the nearest key is named.
    """
    for field in fields:
        if name.text.strip().casefold() in field.spellings:
            return field
    slip = hints.slip(name.text, name.line)
    if slip:
        raise MistakesError(slip)
    if name.text.startswith("-"):
        raise MistakesError(Mistake(name.line, "casefile.expected.blank-after-dash", key=name.text))
    known = tuple(spelling for field in fields for spelling in field.spellings)
    near = nearest(name.text, known)
    if near:
        raise MistakesError(
            Mistake(name.line, "casefile.expected.near-key", key=shorten(name.text), hint=near)
        )
    allowed = "、".join(field.spellings[0] for field in fields)
    raise MistakesError(
        Mistake(name.line, "casefile.expected.known-key", key=shorten(name.text), hint=allowed)
    )


def _twice(name: Node, first: int = 0) -> MistakesError:
    key = name.text if isinstance(name, Text) else ""
    return MistakesError(Mistake(name.line, "casefile.expected.once", key=key, hint=str(first or "")))


def _not_a_table(node: Node, key: str) -> MistakesError:
    """Where fields were expected and a text stands, a colon is usually the cause."""
    if isinstance(node, Text) and node.plain:
        for row in node.text.split(" "):
            found = hints.slip(row, node.line)
            if found:
                return MistakesError(found)
    return wrong(node, "casefile.expected.fields", key)
