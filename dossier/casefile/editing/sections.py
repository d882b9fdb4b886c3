"""The sections of ``case.yaml``: what they are, where they stand, where a missing one belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

from ruamel.yaml.nodes import MappingNode

from dossier import resources
from dossier.casefile.editing.errors import NotEditableError
from dossier.casefile.editing.places import (
    Pair,
    Splice,
    find,
    next_row,
    pair_end,
    row_start,
    rows_in,
    rows_out,
    spliced,
)
from dossier.casefile.model import CaseFile
from dossier.forms.form import Each, Field, Record

_KEY = re.compile(r"^([^\s#{%:]+):", re.MULTILINE)
_EMPTY_ROW = re.compile(r"^[ \t]*\r?\n", re.MULTILINE)


def section(fields: tuple[Field, ...], name: str) -> Field:
    """A field by its name in the model.

    Raises:
        KeyError: there is none.
    """
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(name)


def path(reader: Record[CaseFile], name: str) -> tuple[Field, ...]:
    """The fields that lead to one that holds words, by its dotted name.

    Raises:
        KeyError: there is none.
    """
    first, _, rest = name.partition(".")
    field = section(reader.fields, first)
    if isinstance(field.read, Record) and rest:
        return field, section(field.read.fields, rest)
    if rest or isinstance(field.read, (Record, Each)) or isinstance(getattr(CaseFile(), first), Mapping):
        raise KeyError(name)
    return (field,)


def column(root: MappingNode | None) -> int:
    """How far in the sections stand."""
    return int(root.start_mark.column) if root else 0


def missing(
    text: str, root: MappingNode | None, field: Field, fields: tuple[Field, ...], rows: list[str]
) -> Splice:
    """The rows of a section that is not there, behind those the template has before it, or at the end."""
    before = [pair for one in _before(field, fields) if (pair := find(root, one))]
    place = max((_behind(text, pair) for pair in before), default=len(text))
    return rows_in(text, place, ["", *rows] if _has_gap(text, place) else rows)


def emptied(text: str, pair: Pair, kept: str, fill: Callable[[str], str]) -> str:
    """The text after the last thing under a key was taken out, as it was before the first was put in.

    Args:
        text: with the last thing still in it.
        pair: the key, and that thing.
        kept: without it, but with the key.
        fill: puts the thing in.
    """
    start, stop = pair[0].start_mark.index, pair_end(text, pair)
    rows = [row_start(text, start)]
    if rows[0] and not text[row_start(text, rows[0] - 1) : rows[0]].strip():
        rows.insert(0, row_start(text, rows[0] - 1))
    for row in rows:
        without = spliced(text, [rows_out(text, row, stop)])
        with suppress(NotEditableError):
            if fill(without) == text:
                return without
    return kept


def _before(field: Field, fields: tuple[Field, ...]) -> list[Field]:
    """The fields that the template has before another."""
    names = _template()

    def rank(one: Field) -> int:
        return next((names.index(name) for name in one.names if name in names), len(names))

    return [one for one in fields if rank(one) < rank(field) < len(names)]


def _behind(text: str, pair: Pair) -> int:
    """The line after a section and the examples below it."""
    place = last = next_row(text, pair_end(text, pair))
    while last < len(text) and text[last : next_row(text, last)].lstrip().startswith("#"):
        last = next_row(text, last)
    # Remarks with a key right below them speak of that one.
    return last if last == len(text) or _has_gap(text, last) else place


def _has_gap(text: str, place: int) -> bool:
    """Whether what is put in here stands apart from what is before it."""
    if place < len(text):
        return not text[place : next_row(text, place)].strip()
    return bool(_EMPTY_ROW.search(text))


@cache
def _template() -> tuple[str, ...]:
    """The sections of the template, in its order."""
    source = (resources.templates() / "case.yaml.j2").read_text(encoding="utf-8")
    return tuple(_KEY.findall(source))
