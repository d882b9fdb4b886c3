"""A built packet as its readers have it: lines, links, outline and pictures of each page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import lines
import pypdf
import pypdfium2 as pdfium
from lines import Line, Rect

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
HEAD, FOOT = 22 * MM, 22 * MM
"""Running title and page number stand in these strips of a page."""
COUNT = re.compile(r"第(\d+)页，共(\d+)页")
LABEL = re.compile(r"证据(\d+)")
HASH = re.compile(r"SHA-?256")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page (from 0): its area, the words under it, where it leads."""

    page: int
    area: Rect
    words: str
    target: int
    top: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: ``page`` from 0, ``top`` in points."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, apart from what stands on every page."""

    number: int
    running: tuple[Line, ...]
    body: tuple[Line, ...]
    foot: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.tight for line in self.body)

    @property
    def exhibit(self) -> int:
        """Whose evidence sheet this is: the number at its head; 0 for a page of the report."""
        top = max((line.base for line in self.body), default=0)
        head = [line for line in self.body if line.base > top - 4]
        found = LABEL.match(head[0].tight) if head else None
        is_sheet = found and HASH.search(self.text) and min(line.size for line in self.body) < 9
        return int(found[1]) if found and is_sheet and head[0].bold else 0


class Packet:
    """One PDF."""

    def __init__(self, name: str, destination: str, data: bytes, record: dict[str, Any]) -> None:
        self.name, self.destination, self.data, self.record = name, destination, data, record

    def __repr__(self) -> str:
        return f"{self.name}/{self.destination}"

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.data))

    @cached_property
    def document(self) -> pdfium.PdfDocument:
        return pdfium.PdfDocument(self.data)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(self._page(index) for index in range(len(self.document)))

    def _page(self, index: int) -> Page:
        found = lines.of_page(self.document, index)
        return Page(
            index,
            tuple(line for line in found if line.base > HEIGHT - HEAD),
            tuple(line for line in found if FOOT <= line.base <= HEIGHT - HEAD),
            tuple(line for line in found if line.base < FOOT),
        )

    @cached_property
    def report(self) -> tuple[Page, ...]:
        """The pages without a sheet of evidence."""
        return tuple(page for page in self.pages if not page.exhibit)

    @cached_property
    def sheets(self) -> dict[int, list[Page]]:
        """The evidence pages by the number of their evidence."""
        found: dict[int, list[Page]] = {}
        for page in self.pages:
            if page.exhibit:
                found.setdefault(page.exhibit, []).append(page)
        return found

    @cached_property
    def text(self) -> str:
        return "".join(page.text for page in self.pages)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for index in range(len(self.reader.pages)) for link in self._links(index))

    def _links(self, index: int) -> Iterator[Link]:
        every = [*self.pages[index].running, *self.pages[index].body, *self.pages[index].foot]
        for reference in self.reader.pages[index].get("/Annots") or ():
            link = reference.get_object()
            if link["/Subtype"] != "/Link" or "/A" in link:
                continue
            area = Rect(*(float(side) for side in link["/Rect"]))
            words = "".join(c.text for line in every for c in line.chars if _covers(area, c.room))
            page, top = self._place(link["/Dest"])
            yield Link(index, area, "".join(words.split()), page, top)

    def _place(self, target: Any) -> tuple[int, float]:
        if isinstance(target, str):
            found = self.reader.named_destinations[target]
            return self.reader.get_destination_page_number(found), float(found.top or 0)
        page = next(n for n, p in enumerate(self.reader.pages) if p.indirect_reference == target[0])
        return page, float(target[3])

    @cached_property
    def outline(self) -> tuple[Entry, ...]:
        return tuple(self._entries(self.reader.outline, 1))

    def _entries(self, items: Any, level: int) -> Iterator[Entry]:
        for item in items:
            if isinstance(item, list):
                yield from self._entries(item, level + 1)
            else:
                page = self.reader.get_destination_page_number(item)
                yield Entry("".join(item.title.split()), level, page, float(item.top or 0))


def _covers(area: Rect, room: Rect) -> bool:
    x, y = (room.x0 + room.x1) / 2, (room.y0 + room.y1) / 2
    return area.x0 <= x <= area.x1 and area.y0 <= y <= area.y1


def record_of(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    return found
