"""Where keys and values stand in the text of a YAML file, and how rows are put in and taken out."""

from __future__ import annotations

from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from dossier.casefile.editing.errors import NotEditableError
from dossier.forms.form import Field

Node: TypeAlias = ScalarNode | SequenceNode | MappingNode
Pair: TypeAlias = tuple[ScalarNode, Node]
Splice: TypeAlias = tuple[int, int, str]
"""From where to where a text is exchanged, and for what."""

_EMPTY = ("", "~", "null")


def root(text: str) -> MappingNode | None:
    """The table that a text is; None when nothing but remarks stand there.

    Raises:
        NotEditableError: it is something else, or stands in braces.
    """
    return None if (node := YAML(typ="rt", pure=True).compose(text)) is None else table(node)


def table(node: Node) -> MappingNode:
    """A node that is a table in rows of its own.

    Raises:
        NotEditableError: it is not.
    """
    if not isinstance(node, MappingNode) or node.flow_style:
        raise NotEditableError
    return node


def find(mapping: MappingNode | None, field: Field) -> Pair | None:
    """The key, in any of its spellings, and the value of a field."""
    for key, node in mapping.value if mapping else ():
        if isinstance(key, ScalarNode) and key.value.strip().casefold() in field.spellings:
            return key, node
    return None


def is_blank(node: Node) -> bool:
    """Whether nothing was filled in."""
    if isinstance(node, ScalarNode):
        return not node.style and node.value.lower() in _EMPTY
    return not node.value


def colon(text: str, key: ScalarNode) -> int:
    """The place behind the colon of a key."""
    found = text.find(":", key.end_mark.index)
    if found < 0:
        raise NotEditableError
    return found + 1


def end(text: str, node: Node) -> int:
    """Where the last character of a value stands, plus one; 0 when it is empty.

    The tree's own end marks lie behind the comments that follow.
    """
    if isinstance(node, ScalarNode) or node.flow_style:
        start = node.start_mark.index
        return len(text[: node.end_mark.index].rstrip()) if node.end_mark.index > start else 0
    if isinstance(node, SequenceNode):
        return max((end(text, item) for item in node.value), default=0)
    return max((pair_end(text, pair) for pair in node.value), default=0)


def pair_end(text: str, pair: Pair) -> int:
    """Where a key with its value ends.  An empty value has no place of its own in the tree."""
    return max(colon(text, pair[0]), end(text, pair[1]))


def blanked(text: str, pair: Pair) -> Splice:
    """What is written for nothing (``~``, ``[]``) taken away, so that rows may follow."""
    behind = colon(text, pair[0])
    return behind, max(behind, end(text, pair[1])), ""


def row_start(text: str, place: int) -> int:
    """The beginning of the line in which a place lies."""
    return text.rfind("\n", 0, place) + 1


def next_row(text: str, place: int) -> int:
    """The beginning of the line after a place."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def row_end(text: str, place: int) -> int:
    """The end of the line in which a place lies, in front of its line break."""
    found = text.find("\n", place)
    if found < 0:
        return len(text)
    return found - 1 if found > place and text[found - 1] == "\r" else found


def line_break(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def rows_in(text: str, place: int, rows: list[str]) -> Splice:
    """Rows put in at the beginning of a line; a text whose last line is open stays so."""
    newline = line_break(text)
    if place == len(text) and text and not text.endswith("\n"):
        return place, place, "".join(newline + row for row in rows)
    return place, place, "".join(row + newline for row in rows)


def rows_out(text: str, start: int, stop: int) -> Splice:
    """The lines from the one of a place to the one of another taken out, the opposite of :func:`rows_in`."""
    start, stop = row_start(text, start), next_row(text, stop)
    if stop == len(text) and start and not text.endswith("\n"):
        start -= 2 if text[:start].endswith("\r\n") else 1
    return start, stop, ""


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with all exchanges made; their places are those of the text as given."""
    parts: list[str] = []
    done = 0
    for start, stop, new in sorted(splices, key=lambda one: one[0]):
        parts += [text[done:start], new]
        done = stop
    return "".join([*parts, text[done:]])
