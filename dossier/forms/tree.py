"""YAML as a tree of plain texts, each with its line.

The usual loader turns 13800000000 into a number, 0012 into 12 and 1.50 into
1.5.  Order and phone numbers must keep every digit, so nothing is converted
here: a scalar stays the text that stands in the file.

Anchors, aliases and tags are refused.  Nobody needs them in a form, aliases
can make a small file explode, and a masked name such as ``*某某`` would be
swallowed as one without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from dossier import files
from dossier.forms import hints
from dossier.forms.mistakes import Mistake, MistakesError, shorten

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 256 * 1024
"""Bytes a hand-written file may have; more is surely the wrong file."""

_DEEPEST = 12
_EMPTY = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, word for word; ``plain`` when written without quotes, ``last`` its last line."""

    line: int
    text: str
    plain: bool
    last: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A list."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order of the file."""

    line: int
    pairs: tuple[tuple[Text, Node], ...]


Node: TypeAlias = Text | Rows | Table


def blank(node: Node) -> bool:
    """Whether nothing was filled in: ``key:``, ``key: ~`` or an empty list."""
    if isinstance(node, Text):
        return node.plain and node.text.lower() in _EMPTY
    return not (node.items if isinstance(node, Rows) else node.pairs)


def read(path: Path) -> Node | None:
    """Reads a file; None when it holds nothing but comments.

    Raises:
        MistakesError: too large, neither UTF-8 nor GB18030, or not such YAML.
        OSError: the file cannot be opened.
    """
    with files.opened(path) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise MistakesError(Mistake(0, "casefile.expected.size", hint=str(LARGEST // 1024)))
    return parse(decode(data))


def decode(data: bytes) -> str:
    """Text of a file written by any editor found on a Chinese desktop.

    Notepad on Windows writes UTF-8 (with or without mark), UTF-16 with mark or
    GB18030, as the user chose or the system's age decides.
    """
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MistakesError(Mistake(0, "casefile.expected.encoding"))


def parse(text: str) -> Node | None:
    """YAML text to a tree; None when nothing is filled in.

    Raises:
        MistakesError: with one mistake that names the line.
    """
    try:
        _refuse_tricks(text)
        root = _reader().compose(text)
    except ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise MistakesError(Mistake(line, "casefile.expected.visible")) from error
    except MarkedYAMLError as error:
        raise MistakesError(_explain(text, error)) from error
    except YAMLError as error:
        raise MistakesError(Mistake(0, "casefile.expected.yaml")) from error
    tree = None if root is None else _convert(root)
    return None if tree is None or blank(tree) else tree


def _reader() -> YAML:
    return YAML(typ="rt", pure=True)


def _refuse_tricks(text: str) -> None:
    """Walks the events before any node is made, so that neither depth nor aliases can cost anything."""
    depth = 0
    for event in _reader().parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise MistakesError(Mistake(line, "casefile.expected.quoted", key=_row(text, line)))
        if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)) and event.tag:
            raise MistakesError(Mistake(line, "casefile.expected.quoted", key=_row(text, line)))
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            depth -= 1
        if depth > _DEEPEST:
            raise MistakesError(Mistake(line, "casefile.expected.shallow"))


def _row(text: str, line: int) -> str:
    return shorten(text.splitlines()[line - 1])


def _explain(text: str, error: MarkedYAMLError) -> Mistake:
    context = error.context_mark.line + 1 if error.context_mark else 0
    problem = error.problem_mark.line + 1 if error.problem_mark else context
    what = f"{error.context or ''} | {error.problem or ''}"
    return hints.explain(text.splitlines(), context, problem, what)


def _convert(node: ScalarNode | SequenceNode | MappingNode) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, SequenceNode):
        return Rows(line, tuple(_convert(item) for item in node.value))
    if isinstance(node, MappingNode):
        return Table(line, tuple((_key(key), _convert(value)) for key, value in node.value))
    # The library marks where it folded lines with a bell, so as to write them again as they were.
    text = node.value.replace("\a", "") if node.style == ">" else node.value
    # A block scalar's end mark stands at the start of the line after it.
    return Text(line, text, plain=not node.style, last=max(line, node.end_mark.line + 1))


def _key(node: ScalarNode | SequenceNode | MappingNode) -> Text:
    key = _convert(node)
    if not isinstance(key, Text):
        raise MistakesError(Mistake(key.line, "casefile.expected.key"))
    return key
