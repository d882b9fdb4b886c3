"""The packet's XML vocabulary, and what becomes of it.

Templates write it, :func:`parse` makes flowables of it.  What is not in the
vocabulary raises, so that a slip in a template never loses a sentence::

    packet    title running footer subject keywords pagelabel
              ("{page}" and "{pages}" in pagelabel are filled in)
    title, subtitle            id
    heading                    level="1|2" id; enters the outline
    para                       style (a key of styles.PARAGRAPHS) id
    list / item                kind="number|bullet|check" / id
    fields / field             / name id
    table / row / cell         widths="8,30,62" head="1" style="grid|rows|bare"
                               / / align="left|centre|right" bold="1" span="2" tint="1"
    tiles / tile               / name; a few facts side by side, each under its name
    contents / entry           columns / to; all headings of level 1, then the entries, with their pages
    box                        kind (a key of boxes.KINDS)
    figure                     name
    space, rule, pagebreak     mm
    keep                       stays on one page
    tied                       a table first: it may be cut, but its last row stays with the rest
    companions                 a table (or tied) and a figure: either may stand first, as the page has room

    b mono soft sup mark br    inline; mono stays whole, mark is a circled number
    link, pageref              to
    blank                      mm; a place to write by hand

A cell or a field holds inline markup, blocks, or both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar
from xml.etree import ElementTree as ET

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from dossier.packet.typeset import boxes, fonts, phrasing, styles, table
from dossier.packet.typeset.companions import Companions
from dossier.packet.typeset.contents import Contents, Entry
from dossier.packet.typeset.inline import PLAIN, Break, Inline, Text
from dossier.packet.typeset.paragraph import Outline, Paragraph
from dossier.packet.typeset.phrasing import MarkupError, attributes
from dossier.packet.typeset.stack import HeadingRoom, Keep, Stack, is_heading
from dossier.packet.typeset.styles import Align, Style

Figures = Mapping[str, Callable[[], Flowable | list[Flowable]]]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BULLETS = {"bullet": "•", "check": "□"}
_FIELD_LABEL = 9.0
"""Labels of essentials are at least this wide, in em, so that tables below each other line up."""
_TILES = 5
"""At most so many tiles stand side by side."""
_T = TypeVar("_T")


def clean(text: str) -> str:
    """A text without the characters that XML 1.0 forbids (controls, lone surrogates).

    Line feeds become U+2028, which the packet prints as a line end: what a
    buyer wrote in lines stays in lines, while a template may be broken
    anywhere.  Markup (a ``str`` with ``__html__``) keeps its line feeds.
    """
    kept = _FORBIDDEN.sub("", text)
    if hasattr(text, "__html__"):
        return text if kept == text else type(text)(kept)
    return re.sub(r"\r\n?|\n", "\u2028", kept)


def document(xml: str) -> ET.Element:
    """The ``<packet>`` element.

    Raises:
        MarkupError: not well-formed, or something else than a packet.
    """
    try:
        root = ET.fromstring(xml)  # noqa: S314 - from our own templates; expat resolves no external entities
    except ET.ParseError as error:
        raise MarkupError(str(error)) from error
    if root.tag != "packet":
        raise MarkupError(f"<{root.tag}> where <packet> was expected")
    attributes(root, {"title", "running", "footer", "subject", "keywords", "pagelabel"})
    return root


def parse(xml: str, figures: Figures, pages: Mapping[str, int]) -> list[Flowable]:
    """Flowables of a whole packet.

    Args:
        xml: a ``<packet>``.
        figures: makers of figures by name; each call makes fresh flowables.
        pages: physical page numbers of anchors, as far as known.

    Raises:
        MarkupError: an unknown element, attribute, value or figure.
    """
    return flowables(document(xml), figures, pages)


def flowables(root: ET.Element, figures: Figures, pages: Mapping[str, int]) -> list[Flowable]:
    """As :func:`parse`, from a ``<packet>`` element."""
    found = _Builder(figures, pages, sections=tuple(_sections(root))).blocks(root)
    return list(_with_room(found))


def referred(root: ET.Element) -> set[str]:
    """The anchors whose page numbers a ``<packet>`` prints."""
    named = {element.get("to", "") for tag in ("pageref", "entry") for element in root.iter(tag)}
    listed = root.find(".//contents") is not None
    return named | ({to for _, to in _sections(root)} if listed else set())


def _sections(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Title and anchor of each heading of level 1 that has a name of its own."""
    for heading in root.iter("heading"):
        if heading.get("level", "1") == "1" and heading.get("id"):
            title = "".join(w.text for w in phrasing.inlines(heading, {}) if isinstance(w, Text))
            yield title, heading.get("id", "")


def _with_room(found: Sequence[Flowable]) -> Iterator[Flowable]:
    """Put a guard before each heading (or run of headings)."""
    before = False
    for index, flowable in enumerate(found):
        if is_heading(flowable) and not before:
            yield HeadingRoom(_until_content(found[index:]))
        before = is_heading(flowable)
        yield flowable


def _until_content(found: Sequence[Flowable]) -> list[Flowable]:
    """The headings and what must begin below them: of a paragraph that opens a table, the table too."""
    taken: list[Flowable] = []
    for flowable, after in zip(found, (*found[1:], None), strict=True):
        if isinstance(flowable, PageBreak):
            break
        taken.append(flowable)
        opens = isinstance(flowable, Paragraph) and isinstance(after, (table.Table, table.Tied, Companions))
        if not is_heading(flowable) and not opens:
            break
    return taken


def _choice(element: ET.Element, name: str, choices: Mapping[str, _T], default: str) -> _T:
    value = element.get(name, default)
    if value not in choices:
        raise MarkupError(f'<{element.tag} {name}="{value}">: one of {", ".join(choices)}')
    return choices[value]


def _bare(element: ET.Element) -> None:
    """Raise when words stand where only elements may."""
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            raise MarkupError(f"<{element.tag}> holds words outside of its elements: {text.strip()[:40]}")


class _Builder:
    """Makes flowables; ``_inside`` names the cell, box or keep it works in, where not all may stand."""

    def __init__(
        self,
        figures: Figures,
        pages: Mapping[str, int],
        inside: str = "",
        serial: Iterator[int] | None = None,
        sections: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._figures = figures
        self._pages = pages
        self._inside = inside
        self._serial = serial or count(1)
        self._sections = sections

    def _within(self, place: str) -> _Builder:
        return _Builder(self._figures, self._pages, place, self._serial, self._sections)

    def blocks(self, element: ET.Element) -> list[Flowable]:
        """The flowables of an element's children."""
        _bare(element)
        return [flowable for child in element for flowable in self.block(child)]

    def block(self, element: ET.Element) -> list[Flowable]:
        """The flowables of one block element."""
        makers: dict[str, Callable[[ET.Element], list[Flowable]]] = {
            "para": self._para,
            "list": self._list,
            "fields": self._fields,
            "table": self._table,
            "box": self._box,
            "figure": self._figure,
            "space": self._space,
            "rule": self._rule,
            "tiles": self._tiles,
            "contents": self._contents,
        }
        if self._inside in {"", "keep", "tied"}:
            makers |= {"heading": self._heading, "keep": self._keep, "tied": self._tied}
        if not self._inside:
            makers |= {"title": self._title, "subtitle": self._title, "pagebreak": self._pagebreak}
            makers |= {"companions": self._companions}
        if element.tag not in makers:
            raise MarkupError(f"<{element.tag}> cannot stand in <{self._inside or 'packet'}>")
        return makers[element.tag](element)

    def _words(self, element: ET.Element) -> list[Inline]:
        return phrasing.inlines(element, self._pages)

    def _title(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"id"})
        style = styles.TITLE if element.tag == "title" else styles.SUBTITLE
        return [Paragraph(self._words(element), style, anchor=element.get("id", ""))]

    def _heading(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"level", "id"})
        level = _choice(element, "level", {"1": 1, "2": 2}, "1")
        words = self._words(element)
        anchor = element.get("id") or f"heading-{next(self._serial)}"
        title = "".join(w.text for w in words if isinstance(w, Text))
        return [Paragraph(words, styles.HEADINGS[level], anchor=anchor, outline=Outline(title, level - 1))]

    def _para(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"style", "id"})
        known = styles.CELLS if self._inside == "cell" else styles.PARAGRAPHS
        style = _choice(element, "style", known, "body")
        made = Paragraph(self._words(element), style, anchor=element.get("id", ""))
        if element.get("style") == "warning" and not self._inside:
            return [boxes.Box([made], boxes.KINDS["warning"])]
        return [made]

    def _list(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"kind"})
        _bare(element)
        kind = element.get("kind", "bullet")
        if kind not in {"number", *_BULLETS}:
            raise MarkupError(f'<list kind="{kind}">: one of number, {", ".join(_BULLETS)}')
        style = styles.CELL_ITEM if self._inside == "cell" else styles.ITEM
        made: list[Flowable] = []
        for position, item in enumerate(element, 1):
            _expect(item, "item", {"id"})
            label = _BULLETS.get(kind, f"{position}.")
            made.append(Paragraph(self._words(item), style, anchor=item.get("id", ""), label=label))
        return made

    def _fields(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        _bare(element)
        rows: list[table.Row] = []
        widest = _FIELD_LABEL * styles.FIELD_NAME.size
        for field in element:
            _expect(field, "field", {"name", "id"}, {"name"})
            name = field.get("name", "")
            widest = max(widest, fonts.width(name, styles.FIELD_NAME.size))
            to_fill = field.find(".//blank") is not None
            look = replace(styles.FIELD_NAME, leading=styles.WRITING) if to_fill else styles.FIELD_NAME
            label = Stack([Paragraph([Text(name)], look, anchor=field.get("id", ""))])
            value = table.Cell(self._content(field, styles.CELL))
            rows.append(table.Row([table.Cell(label, tinted=True), value]))
        return [table.Table(rows, table.label_and_rest(table.label_width(widest)))] if rows else []

    def _table(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"widths", "head", "style"}, {"widths"})
        _bare(element)
        try:
            parts = [float(part) for part in element.get("widths", "").split(",")]
        except ValueError:
            parts = []
        if not parts or min(parts) <= 0:
            raise MarkupError(f'<table widths="{element.get("widths")}"> are not positive numbers')
        choices: dict[str, table.Lines] = {"grid": "grid", "rows": "rows", "bare": "bare"}
        lines = _choice(element, "style", choices, "rows")
        head = _choice(element, "head", {"0": 0, "1": 1, "2": 2}, "0")
        rows = [self._row(row, len(parts), number < head) for number, row in enumerate(element)]
        return [table.Table(rows, table.shares(parts), min(head, len(rows)), lines)] if rows else []

    def _row(self, element: ET.Element, columns: int, head: bool) -> table.Row:
        _expect(element, "row", ())
        _bare(element)
        to_fill = element.find(".//blank") is not None
        cells = [self._cell(cell, head, beside_blank=to_fill) for cell in element]
        if sum(cell.span for cell in cells) != columns:
            raise MarkupError(f"a <row> fills {sum(c.span for c in cells)} of {columns} columns")
        return table.Row(cells)

    def _cell(self, element: ET.Element, head: bool, *, beside_blank: bool) -> table.Cell:
        _expect(element, "cell", {"align", "bold", "span", "tint"})
        aligns: dict[str, Align] = {"left": "left", "centre": "centre", "right": "right"}
        align = _choice(element, "align", aligns, "left")
        bold = head or _choice(element, "bold", {"0": False, "1": True}, "0")
        span = int(phrasing.number(element, "span")) if "span" in element.attrib else 1
        tinted = _choice(element, "tint", {"0": False, "1": True}, "0")
        content = self._content(element, replace(styles.CELL, bold=bold, align=align))
        if beside_blank and content.children and element.find(".//blank") is None:
            # Words beside a blank stand on its line.
            content = Stack([Spacer(1, styles.WRITING - styles.CELL.leading), *content.children])
        return table.Cell(content, span, tinted)

    def _tiles(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        _bare(element)
        cells = [self._tile(tile) for tile in element]
        if not cells:
            return []
        # As many in each row, so that the columns of two rows stand under each other.
        rows = -(-len(cells) // _TILES)
        wide = -(-len(cells) // rows)
        cells += [table.Cell(Stack([]))] * (rows * wide - len(cells))
        made = [table.Row(cells[start : start + wide]) for start in range(0, len(cells), wide)]
        return [table.Table(made, table.shares([1] * wide), lines="grid")]

    def _tile(self, element: ET.Element) -> table.Cell:
        _expect(element, "tile", {"name"}, {"name"})
        name = Paragraph([Text(element.get("name", ""))], styles.TILE_NAME)
        return table.Cell(Stack([name, *self._content(element, styles.TILE).children]))

    def _contents(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"columns"})
        _bare(element)
        columns = _choice(element, "columns", {"1": 1, "2": 2, "3": 3}, "1")
        entries = list(self._sections)
        for entry in element:
            _expect(entry, "entry", {"to"}, {"to"})
            words = "".join(w.text for w in self._words(entry) if isinstance(w, Text))
            entries.append((words, entry.get("to", "")))
        page = {to: str(self._pages.get(to, phrasing.UNKNOWN_PAGE)) for _, to in entries}
        return [Contents([Entry(title, to, page[to]) for title, to in entries], columns)] if entries else []

    def _content(self, element: ET.Element, style: Style) -> Stack:
        """Words and blocks mixed: words between blocks become paragraphs of ``style``."""
        inner = self._within("cell")
        children: list[Flowable] = []
        words = list(phrasing.characters_of(element.text, PLAIN))
        for child in element:
            if child.tag in phrasing.TAGS:
                words += phrasing.token(child, PLAIN, self._pages)
            else:
                children += _paragraph(words, style)
                children += inner.block(child)
                words = []
            words += phrasing.characters_of(child.tail, PLAIN)
        return Stack([*children, *_paragraph(words, style)])

    def _box(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"kind"})
        frame = _choice(element, "kind", boxes.KINDS, "note")
        children = self._within("box").blocks(element)
        return [boxes.Box(children, frame)] if children else []

    def _keep(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        return [Keep(self._within("keep").blocks(element))]

    def _tied(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        made = self._within("tied").blocks(element)
        if not made or not isinstance(made[0], table.Table):
            raise MarkupError("<tied> begins with a <table>")
        return [table.Tied(made[0], Keep(made[1:]))]

    def _companions(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        if [child.tag for child in element] not in (["table", "figure"], ["tied", "figure"]):
            raise MarkupError("<companions> are a <table> or <tied> and a <figure>")
        made = self._within("keep").blocks(element)
        # Of too little there is no figure.
        return [Companions(*made)] if len(made) == 2 else made  # noqa: PLR2004 - a pair

    def _figure(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"name"}, {"name"})
        name = element.get("name", "")
        if name not in self._figures:
            raise MarkupError(f'<figure name="{name}">: there is no such figure')
        made = self._figures[name]()
        return made if isinstance(made, list) else [made]

    def _space(self, element: ET.Element) -> list[Flowable]:
        attributes(element, {"mm"}, {"mm"})
        return [Spacer(1, phrasing.number(element, "mm") * mm)]

    def _rule(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        return [boxes.Rule()]

    def _pagebreak(self, element: ET.Element) -> list[Flowable]:
        attributes(element, ())
        return [PageBreak()]


def _expect(
    element: ET.Element, tag: str, allowed: Sequence[str] | set[str], needed: set[str] | None = None
) -> None:
    if element.tag != tag:
        raise MarkupError(f"<{element.tag}> where <{tag}> was expected")
    attributes(element, allowed, needed or ())


def _paragraph(words: list[phrasing._Token], style: Style) -> list[Flowable]:
    settled = phrasing.settled(words)
    empty = all(isinstance(w, Break) or (isinstance(w, Text) and not w.text.strip()) for w in settled)
    return [] if empty else [Paragraph(settled, style)]
