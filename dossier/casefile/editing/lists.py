"""A list in the text of a ``case.yaml``: how its items are put in, exchanged and taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from dossier.casefile.editing import accepting
from dossier.casefile.editing.errors import NotEditableError
from dossier.casefile.editing.places import (
    Node,
    Pair,
    Splice,
    blanked,
    colon,
    end,
    find,
    is_blank,
    line_break,
    next_row,
    pair_end,
    root,
    row_start,
    rows_in,
    rows_out,
    spliced,
)
from dossier.casefile.editing.putting import put
from dossier.casefile.editing.sections import column, emptied, missing, section
from dossier.casefile.editing.writing import written
from dossier.casefile.model import CaseFile
from dossier.forms.form import Each, Field, Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Items:
    """A list in the text of a ``case.yaml``; ``fields`` are those of an item."""

    reader: Record[CaseFile]
    field: Field
    fields: tuple[Field, ...]

    @classmethod
    def named(cls, reader: Record[CaseFile], name: str) -> Items:
        """A list by its name in the model.

        Raises:
            KeyError: there is none.
        """
        field = section(reader.fields, name)
        if not isinstance(field.read, Each):
            raise KeyError(name)
        return cls(reader, field, field.read.fields)

    def accepted(self, item: T) -> T:
        """An item as it would be read back."""
        return accepting.item(self.reader, self.field, self.fields, item)

    def of(self, said: CaseFile) -> tuple[object, ...]:
        """The items that a case file has."""
        items: tuple[object, ...] = getattr(said, self.field.name)
        return items

    def said(self, said: CaseFile, items: tuple[object, ...]) -> CaseFile:
        """The case file with other items."""
        return replace(said, **{self.field.name: items})  # type: ignore[arg-type]

    def added(self, text: str, item: object, *, readable: bool = True) -> str:
        """The text with an item put in behind the others."""
        top = root(text)
        at = column(top)
        pair = find(top, self.field)
        if pair is None:
            # Further in than under a key that was there: so it is known which key goes with its last item.
            rows = [f"{' ' * at}{self.field.spellings[0]}:", *self._rows(item, at + 2, readable=readable)]
            return spliced(text, [missing(text, top, self.field, self.reader.fields, rows)])
        if is_blank(pair[1]):
            rows = self._rows(item, at, readable=readable)
            return spliced(
                text, [blanked(text, pair), rows_in(text, next_row(text, pair_end(text, pair)), rows)]
            )
        text, node = self._listed(text, pair)
        rows = self._rows(item, node.start_mark.column, readable=readable)
        return spliced(
            text, [rows_in(text, next_row(text, max(node.start_mark.index, end(text, node))), rows)]
        )

    def exchanged(
        self, text: str, number: int, items: tuple[object, ...], item: object, *, readable: bool = True
    ) -> str:
        """The text with an item in the place of another."""
        text, nodes, _ = self._nodes(text, items)
        node = nodes[number]
        if isinstance(node, MappingNode) and not node.flow_style:
            return spliced(text, self._changes(text, node, items[number], item, readable=readable))
        at = node.start_mark.column
        rows = self._rows(item, at - 2, readable=readable)
        whole = line_break(text).join(rows)
        return spliced(text, [(node.start_mark.index, end(text, node), whole[at:])])

    def without(self, text: str, number: int, items: tuple[object, ...]) -> str:
        """The text with the lines of an item taken out."""
        text, nodes, pair = self._nodes(text, items)
        node = nodes[number]
        dash = text.rfind("-", 0, node.start_mark.index)
        if text[dash + 1 : node.start_mark.index].strip() or text[row_start(text, dash) : dash].strip():
            raise NotEditableError
        kept = spliced(text, [rows_out(text, dash, end(text, node))])
        if len(pair[1].value) > 1:
            return kept
        return emptied(text, pair, kept, lambda bare: self.added(bare, items[number]))

    def _rows(self, item: object, at: int, *, readable: bool) -> list[str]:
        rows: list[str] = []
        for field in self.fields:
            value = getattr(item, field.name)
            if field.needed or value not in (None, ""):
                rows += written(value, field, readable=readable).behind(field.spellings[0], at + 2)
        return [f"{' ' * at}- {rows[0][at + 2 :]}", *rows[1:]]

    def _changes(
        self, text: str, node: MappingNode, old: object, new: object, *, readable: bool
    ) -> list[Splice]:
        """The fields of an item that become different; those it lacks go behind the ones before them."""
        splices: list[Splice] = []
        place = 0
        for field in self.fields:
            value = getattr(new, field.name)
            pair = find(node, field)
            if pair:
                place = next_row(text, pair_end(text, pair))
            if value == getattr(old, field.name):
                continue
            if pair:
                splices += put(text, pair, field, value, readable=readable)
            elif value not in (None, ""):
                rows = written(value, field, readable=readable)
                where = place or next_row(text, end(text, node))
                splices.append(rows_in(text, where, rows.behind(field.spellings[0], node.start_mark.column)))
        return splices

    def _nodes(self, text: str, items: tuple[object, ...]) -> tuple[str, list[Node], Pair]:
        """The places of the items, in the text as a list in rows of its own."""
        pair = find(root(text), self.field)
        if pair is None:
            raise NotEditableError
        text, node = self._listed(text, pair)
        nodes = [one for one in node.value if not is_blank(one)]
        if len(nodes) != len(items):
            raise NotEditableError
        return text, nodes, (pair[0], node)

    def _listed(self, text: str, pair: Pair) -> tuple[str, SequenceNode]:
        """A list in rows of its own; one word in its place is put into a row."""
        key, node = pair
        if isinstance(node, ScalarNode) and node.style not in ("|", ">"):
            behind, start = colon(text, key), node.start_mark.index
            if text[behind:start].strip() or "\n" in text[behind : end(text, node)]:
                raise NotEditableError
            dash = f"{line_break(text)}{' ' * key.start_mark.column}- "
            text = spliced(text, [(behind, start, dash)])
            found = find(root(text), self.field)
            node = found[1] if found else node
        if not isinstance(node, SequenceNode) or node.flow_style:
            raise NotEditableError
        return text, node
