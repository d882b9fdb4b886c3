"""The visible words of an HTML document as lines, in the order of the document.

Blocks make lines and inline elements run on.  What belongs side by side stays
on one line: the cells of a table's row, a term and its description.  What no
reader of the page sees (scripts, styles, hidden elements) is left out, and
nothing is ever loaded.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import bs4
from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString

from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_TAGS = 250_000
"""A document of more is none that anybody reads; each costs about a kilobyte of memory."""
MAX_DEPTH = 500

_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "math")
) | frozenset(("select", "textarea", "meta", "link"))
_NESTED = ("table", "tr", "dl")
_BLOCKS = (*_NESTED, "ul", "p", "h1", "h2", "h3")
_INLINE = (
    frozenset(
        (
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
            "ins",
        )
    )
    | frozenset(
        (
            "kbd",
            "label",
            "mark",
            "nobr",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
        )
    )
    | frozenset(("tt", "u", "var", "wbr", "input", "picture"))
)
_UNSEEN_CLASS = frozenset(
    ("hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text")
)  # conventions of the usual style sheets, which are not loaded
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_QUOTED = re.compile(r"(?:^|[-_])(?:reply|quote|quoted|refer|reference|blockquote)(?:$|[-_])", re.IGNORECASE)
_BROKEN_AT = re.compile(r"[0-9A-Za-z]$")
_GOES_ON = re.compile(r"[0-9A-Za-z]")
_LONGEST_LABEL = 14


def parsed(words: str) -> BeautifulSoup:
    """The document.

    Raises:
        Unreadable: ``html-too-complex`` or ``html-broken``.
    """
    if words.count("<") > MAX_TAGS:
        raise Unreadable("html-too-complex")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(words, "html.parser")
    except (AssertionError, ValueError, bs4.builder.ParserRejectedMarkup) as error:
        raise Unreadable("html-broken") from error
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise Unreadable("html-too-complex")
        waiting.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))
    return soup


def of(root: Tag) -> tuple[str, ...]:
    """The lines of an element; quoted words (a reply's original) begin with ``>``."""
    return tuple(_Writer().written(root))


def classes(tag: Tag) -> tuple[str, ...]:
    """The class names of an element."""
    found = tag.get("class") or ()
    return tuple(found.split()) if isinstance(found, str) else tuple(found)


def seen(tag: Tag) -> bool:
    """Whether an element is shown, as far as the document itself says."""
    if tag.name in _UNSEEN or tag.has_attr("hidden") or _UNSEEN_STYLE.search(str(tag.get("style") or "")):
        return False
    return not _UNSEEN_CLASS.intersection(classes(tag))


class _Writer:
    """Goes through the document without recursion and gathers the words of the line being written."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._quoted = 0
        self._edge = False

    def written(self, root: Tag) -> list[str]:
        """The lines of an element."""
        waiting: list[Tag | NavigableString | str] = list(reversed(list(root.children)))  # type: ignore[arg-type]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Tag):
                self._tag(part, waiting)
            elif not isinstance(part, NavigableString):
                self._close(part)
            elif type(part) in (NavigableString, CData):
                self._words(str(part), kept=part.parent is not None and part.parent.name == "pre")
        self._end()
        return self._lines

    def _tag(self, tag: Tag, waiting: list[Tag | NavigableString | str]) -> None:
        if not seen(tag):
            return
        if tag.name in ("br", "hr"):
            self._end()
        elif tag.name == "img":
            self._picture(tag)
        elif tag.name in ("tr", "dl") and (rows := _side_by_side(tag)) is not None:
            self._end()
            for row in rows:
                self._words(row)
                self._end()
        else:
            quoted = tag.name == "blockquote" or any(map(_QUOTED.search, classes(tag)))
            self._edge = True
            if tag.name not in _INLINE:
                self._end()
            if quoted:
                self._end()
                self._quoted += 1
            waiting.append("quoted" if quoted else "" if tag.name in _INLINE else "block")
            waiting.extend(reversed(list(tag.children)))  # type: ignore[arg-type]

    def _close(self, kind: str) -> None:
        self._edge = True
        if kind:
            self._end()
        if kind == "quoted":
            self._quoted -= 1

    def _picture(self, tag: Tag) -> None:
        name = str(tag.get("alt") or "")
        if re.fullmatch(r"\[[^\[\]]{1,10}\]", name):  # how chat programs spell their own emoji
            self._words(name)

    def _words(self, words: str, *, kept: bool = False) -> None:
        for number, row in enumerate(words.split("\n") if kept else [words]):
            if number:
                self._end()
            piece = _BLANKS.sub(" ", row)
            # Two runs of digits in neighbouring elements are two numbers, however close they stand.
            if self._edge and _BROKEN_AT.search(self._line) and _GOES_ON.match(piece):
                self._line += " "
            if piece:
                self._edge = False
            self._line += piece

    def _end(self) -> None:
        words = _BLANKS.sub(" ", self._line).strip()
        if words:
            self._lines.append(f"> {words}" if self._quoted else words)
        self._line = ""


def _side_by_side(tag: Tag) -> list[str] | None:
    """The lines of a table's row or of a list of terms, or None when blocks of the layout are in it."""
    cells = [
        (child.name, " ".join(of(child))) for child in tag.find_all(["td", "th", "dt", "dd"]) if seen(child)
    ]
    if len(cells) < 2 or tag.find(_NESTED if len(cells) == 2 else _BLOCKS) is not None:  # noqa: PLR2004
        return None
    if tag.name == "dl":
        return _terms(cells)
    if _heads_others(tag, len(cells)):
        return []  # these words stand before the cells of every row below
    heads = _heads(tag)
    if heads and len(heads) == len(cells):
        return ["  ".join(_pair(head, words) for head, (_, words) in zip(heads, cells, strict=True) if words)]
    filled = [(name, words) for name, words in cells if words]
    if len(filled) == 2 and _is_label(filled[0][1]):  # noqa: PLR2004
        return [_pair(filled[0][1], filled[1][1])]
    if any(name == "th" for name, _ in filled) and any(name == "td" for name, _ in filled):
        return ["  ".join(_terms([("dt" if name == "th" else "dd", words) for name, words in filled]))]
    return ["  ".join(words for _, words in filled)]


def _heads(row: Tag) -> list[str]:
    """The heads over a table's columns, for a row below them."""
    table = row.find_parent("table")
    first = table.find("tr") if isinstance(table, Tag) else None
    if not isinstance(first, Tag) or first is row:
        return []
    cells = first.find_all(["td", "th"])
    if len(cells) < 2 or any(cell.name != "th" for cell in cells):  # noqa: PLR2004
        return []
    return [" ".join(of(cell)) for cell in cells]


def _heads_others(row: Tag, count: int) -> bool:
    """Whether a row is nothing but the heads of the row below it."""
    below = row.find_next_sibling("tr")
    if below is None and isinstance(row.parent, Tag) and row.parent.name == "thead":
        body = row.parent.find_next_sibling("tbody")
        below = body.find("tr") if isinstance(body, Tag) else None
    return isinstance(below, Tag) and len(_heads(below)) == count == len(below.find_all(["td", "th"]))


def _terms(cells: Sequence[tuple[str, str]]) -> list[str]:
    found: list[str] = []
    label = ""
    for name, words in cells:
        if name == "dt":
            found += [label] if label else []
            label = words
        elif words:
            found.append(_pair(label, words) if label else words)
            label = ""
    return found + ([label] if label else [])


def _pair(label: str, words: str) -> str:
    return words if not label else f"{label.rstrip(' :：')}：{words}"


def _is_label(words: str) -> bool:
    return len(words) <= _LONGEST_LABEL and not re.search(r"\d", words)


def within(root: Tag, wanted: str) -> Iterator[Tag]:
    """Elements with a class that fits a pattern, in the order of the document; hidden ones too."""
    pattern = re.compile(wanted, re.IGNORECASE)
    for tag in root.find_all():
        if any(map(pattern.fullmatch, classes(tag))):
            yield tag
