"""What the schema makes of something that is to be written, before it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from dossier.casefile.editing.errors import NotAcceptedError
from dossier.casefile.editing.writing import told
from dossier.casefile.paths import NAME
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.forms.tree import Node, Rows, Table, Text
from dossier.model import Box

if TYPE_CHECKING:
    from dossier.casefile.model import CaseFile
    from dossier.forms.form import Field, Record

T = TypeVar("T")
_NO_SIGN = re.compile("[\\ud800-\\udfff\\ufffe\\uffff]")
"""Half a sign or none: no file can hold it."""


def field(reader: Record[CaseFile], path: tuple[Field, ...], words: str) -> object:
    """The value of a field, given by the fields that lead to it, after a person wrote some words.

    Raises:
        NotAcceptedError: the field cannot hold them.
    """
    node: Node = _text(path[-1], words)
    for step in reversed(path):
        node = Table(0, ((_name(step.spellings[0]), node),))
    return found(_read(reader, node), path)


def found(said: object, path: tuple[Field, ...]) -> object:
    """What a case file says in a field."""
    for step in path:
        said = getattr(said, step.name)
    return said


def entry(reader: Record[CaseFile], section: Field, file: str, words: str) -> tuple[str, object]:
    """A file as it is spelled on the disk, and what is said of it.

    Raises:
        NotAcceptedError: there is no such file, or that cannot be said of it.
    """
    pair = (_text(section, file), _text(section, words))
    said = _read(reader, Table(0, ((_name(section.spellings[0]), Table(0, (pair,))),)))
    entries: Mapping[str, object] = getattr(said, section.name)
    return next(iter(entries.items()))


def item(reader: Record[CaseFile], section: Field, fields: tuple[Field, ...], wanted: T) -> T:
    """An item of a list as it would be read back.

    Raises:
        NotAcceptedError: a list of this kind cannot hold it.
    """
    pairs = tuple(
        (_name(one.spellings[0]), _node(one, value))
        for one in fields
        if (value := getattr(wanted, one.name)) not in (None, "") or one.needed
    )
    rows = Rows(0, (Table(0, pairs),))
    said = _read(reader, Table(0, ((_name(section.spellings[0]), rows),)))
    items: tuple[T, ...] = getattr(said, section.name)
    return items[0] if items else wanted


def _read(reader: Record[CaseFile], node: Node) -> CaseFile:
    try:
        return reader(node, NAME)
    except MistakesError as error:
        raise NotAcceptedError(*error.mistakes) from error


def _name(words: str) -> Text:
    return Text(0, words, plain=True, last=0)


def _node(one: Field, value: object) -> Node:
    if isinstance(value, Box):
        return Rows(0, tuple(_text(one, str(number)) for number in value))
    return _text(one, told(value, one.read))


def _text(one: Field, words: str) -> Text:
    if _NO_SIGN.search(words):
        raise NotAcceptedError(Mistake(0, "casefile.expected.visible", key=one.spellings[0]))
    return Text(0, words, plain=not words, last=0)
