"""One value exchanged in the text of a YAML file: everything around it stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import ScalarNode, SequenceNode

from dossier.casefile.editing.errors import NotEditableError
from dossier.casefile.editing.places import Pair, Splice, colon, end, is_blank, line_break, row_end
from dossier.casefile.editing.writing import is_bare, written
from dossier.model import Box

if TYPE_CHECKING:
    from dossier.casefile.editing.places import Node
    from dossier.forms.form import Field

_HEADER = re.compile(r"[|>][-+0-9]*")


def put(text: str, pair: Pair, field: Field, value: object, *, readable: bool) -> list[Splice]:
    """A value in the place of another; None and "" leave the key alone in its line.

    Remarks at the end of the line stay.  Quotes that were set without need, a
    bar (``|``) and the indentation under it are kept.
    """
    key, node = pair
    if (
        not isinstance(node, ScalarNode)
        and not is_blank(node)
        and not (isinstance(value, Box) and isinstance(node, SequenceNode) and node.flow_style)
    ):
        raise NotEditableError
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return _in_rows(text, pair, field, value, readable=readable)
    behind = colon(text, key)
    stop = max(behind, end(text, node))
    start = behind if stop == behind else node.start_mark.index
    gap = text[behind:start]
    remark = "#" in gap  # the value stands in a line of its own, below a remark
    new = written(value, field, readable=readable and not remark, manner=_quotes(node))
    if not remark and ("\n" in gap or not gap or not new.head):
        head = (behind, stop, f" {new.head}" if new.head else "")
    else:
        head = (start, stop, new.head)
    return [head, _below(text, row_end(text, stop), 0, new.under(key.start_mark.column))]


def _in_rows(text: str, pair: Pair, field: Field, value: object, *, readable: bool) -> list[Splice]:
    """In the place of words that stand in rows of their own, or of the bar that waits for them."""
    key, node = pair
    start = node.start_mark.index
    header = _HEADER.match(text, start)
    if header is None:
        raise NotEditableError
    waiting = "|" if header[0] == "|" else ""
    new = written(value, field, readable=readable, manner=waiting)
    stop = row_end(text, start)
    last = max(stop, end(text, node))
    rows = new.under(_indent(text[stop:last], key.start_mark.column + 2) - 2)
    splices = [_below(text, stop, last - stop, rows)]
    if new.head:
        splices.append((start, header.end(), new.head))
    elif not waiting:
        splices.append((colon(text, key), header.end(), ""))
    return splices


def _below(text: str, place: int, length: int, rows: list[str]) -> Splice:
    """Rows in the place of those under a line whose end is given."""
    return place, place + length, "".join(line_break(text) + row for row in rows)


def _indent(body: str, otherwise: int) -> int:
    for row in body.splitlines():
        if row.strip():
            return len(row) - len(row.lstrip(" "))
    return otherwise


def _quotes(node: Node) -> str:
    """The quotes that a person set without need."""
    if isinstance(node, ScalarNode) and node.style in ("'", '"') and is_bare(node.value):
        return str(node.style)
    return ""
