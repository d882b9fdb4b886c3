"""Inline markup: the words of one paragraph out of XML.

Templates are indented and broken into lines as their author likes, so a line
feed with the blanks around it counts as nothing beside Chinese and as one
blank between Latin words.  Other blanks stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from xml.etree.ElementTree import Element

from reportlab.lib.units import mm

from dossier.packet.typeset import characters, styles
from dossier.packet.typeset.characters import Kind
from dossier.packet.typeset.inline import PLAIN, Blank, Break, Inline, Look, Text

TAGS = frozenset({"b", "mono", "link", "pageref", "blank", "mark", "br", "soft", "sup"})
UNKNOWN_PAGE = "?"

_FOLD = re.compile(r"[ \t\r]*\n\s*")
_ATTRIBUTES = {"link": {"to"}, "pageref": {"to"}, "blank": {"mm"}}
_Token = tuple[str, Look] | Blank | Break


class MarkupError(ValueError):
    """The XML is not of the packet's vocabulary: a mistake in a template."""


def attributes(element: Element, allowed: Iterable[str], needed: Iterable[str] = ()) -> None:
    """Raise :class:`MarkupError` for an attribute that is unknown or lacking."""
    for name in sorted(element.attrib.keys() - set(allowed)):
        raise MarkupError(f"<{element.tag}> has no attribute {name}")
    for name in sorted(set(needed) - element.attrib.keys()):
        raise MarkupError(f"<{element.tag}> needs the attribute {name}")


def number(element: Element, name: str) -> float:
    """A positive number out of an attribute."""
    text = element.get(name, "")
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 10_000:  # noqa: PLR2004 - anything a page could hold
        raise MarkupError(f'<{element.tag} {name}="{text}"> is not a positive number')
    return value


def inlines(element: Element, pages: Mapping[str, int]) -> list[Inline]:
    """The content of a paragraph-like element.

    Args:
        element: whose text and children are inline.
        pages: page numbers of anchors known so far; an unknown one prints "?".
    """
    return settled(tokens(element, PLAIN, pages))


def tokens(element: Element, look: Look, pages: Mapping[str, int]) -> Iterator[_Token]:
    """Characters with their look, blanks and line ends, in reading order."""
    yield from characters_of(element.text, look)
    for child in element:
        yield from token(child, look, pages)
        yield from characters_of(child.tail, look)


def characters_of(text: str | None, look: Look) -> Iterator[_Token]:
    """The characters of a text."""
    for char in text or "":
        yield Break() if char == "\u2028" else (char, look)


def token(element: Element, look: Look, pages: Mapping[str, int]) -> Iterator[_Token]:
    """What one inline element stands for."""
    if element.tag not in TAGS:
        raise MarkupError(f"<{element.tag}> is not inline markup")
    needed = _ATTRIBUTES.get(element.tag, set())
    attributes(element, needed, needed)
    if element.tag in {"pageref", "blank", "br"} and (len(element) or element.text):
        raise MarkupError(f"<{element.tag}> must be empty")
    match element.tag:
        case "br":
            yield Break()
        case "blank":
            yield Blank(number(element, "mm") * mm)
        case "pageref":
            yield from characters_of(str(pages.get(element.get("to", ""), UNKNOWN_PAGE)), look)
        case _:
            yield from tokens(element, _changed(look, element), pages)


def _changed(look: Look, element: Element) -> Look:
    match element.tag:
        case "b":
            return replace(look, bold=True)
        case "mono":
            return replace(look, mono=True)
        case "soft":
            return replace(look, colour=styles.GREY)
        case "sup":
            return replace(look, raised=True)
        case "mark":
            return replace(look, mono=True, colour=styles.ACCENT)
        case _:
            return replace(look, link=element.get("to", ""), colour=styles.ACCENT)


def settled(found: Iterable[_Token]) -> list[Inline]:
    """Fold line feeds, strip blanks and line ends at both ends, and join characters of one look."""
    kept = list(_folded(list(found)))
    while kept and _is_space(kept[0]):
        kept.pop(0)
    while kept and _is_space(kept[-1]):
        kept.pop()
    joined: list[Inline] = []
    for look, group in groupby(kept, key=lambda t: t[1] if isinstance(t, tuple) else None):
        if look is None:
            joined += [t for t in group if not isinstance(t, tuple)]
        else:
            joined.append(Text("".join(t[0] for t in group if isinstance(t, tuple)), look))
    return joined


def _is_space(found: _Token) -> bool:
    return isinstance(found, Break) or (isinstance(found, tuple) and found[0].isspace())


def _folded(found: list[_Token]) -> Iterator[_Token]:
    text = "".join(t[0] if isinstance(t, tuple) else characters.OBJECT for t in found)
    position = 0
    for match in _FOLD.finditer(text):
        yield from found[position : match.start()]
        beside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if all(char and characters.kind(char) is Kind.LATIN for char in beside):
            yield " ", _look(found[match.start()])
        position = match.end()
    yield from found[position:]


def _look(found: _Token) -> Look:
    return found[1] if isinstance(found, tuple) else PLAIN
