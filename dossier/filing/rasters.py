"""A packet as page pictures within a size and a number: JPEG, each page readable.

A page is drawn at 150 dots an inch and made coarser only as far as its size asks, never
below 90.  Where more pages are than files, neighbours are joined into tall pictures.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from dossier.filing.limits import Limits
from dossier.pdfium import alone

_LADDER = ((150, 85), (150, 70), (130, 70), (110, 70), (90, 70), (90, 50))
"""Dots an inch and JPEG quality, from the best on."""
FINEST = _LADDER[0][0]
_POINTS = 72
_TALLEST = 65_000
"""Pixels a JPEG may be high, a little less."""


@dataclass(frozen=True, slots=True)
class Rasters:
    """The pictures by name; ``dpi`` of the coarsest; ``left_out`` are pages that would not fit."""

    files: tuple[tuple[str, bytes], ...] = ()
    dpi: int = FINEST
    left_out: tuple[int, ...] = ()


@alone
def of(pdf: bytes, first_exhibit: int, limits: Limits) -> Rasters:
    """The pictures of a packet; where not all pages fit legibly, the evidence goes first.

    Args:
        pdf: the packet.
        first_exhibit: the number of the first evidence page, from 1; one more than there are pages without.
        limits: of each picture and of their number.
    """
    with pdfium.PdfDocument(pdf) as document:
        pages = range(1, len(document) + 1)
        desk = _Desk(document, limits)
        evidence = [page for page in pages if page >= first_exhibit]
        for chosen in (list(pages), evidence, *(evidence[:n] for n in range(len(evidence) - 1, 0, -1))):
            made = desk.drawn(chosen, len(pages)) if chosen else None
            if made is not None:
                files, dpi = made
                return Rasters(files, dpi, tuple(page for page in pages if page not in chosen))
        return Rasters(left_out=tuple(pages))


Named = tuple[tuple[str, bytes], ...]


class _Desk:
    """Draws the pages of one document, each at each fineness once."""

    def __init__(self, document: pdfium.PdfDocument, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self._made: dict[tuple[int, ...], tuple[bytes, int] | None] = {}
        self._sizes: dict[int, int] = {}

    def drawn(self, pages: Sequence[int], last: int) -> tuple[Named, int] | None:
        """Pictures of pages, and their coarsest fineness; None where they cannot be made to fit."""
        width = len(str(last))
        named, coarsest = [], FINEST
        for group in self._groups(pages):
            made = self._picture(group)
            if made is None:
                return None
            data, dpi = made
            first, end = f"{group[0]:0{width}}", f"{group[-1]:0{width}}"
            named.append((f"page-{first}.jpg" if first == end else f"page-{first}-{end}.jpg", data))
            coarsest = min(coarsest, dpi)
        return tuple(named), coarsest

    def _groups(self, pages: Sequence[int]) -> list[tuple[int, ...]]:
        """Neighbours joined so that the number fits and the largest picture is as small as can be."""
        most = self._limits.files
        if most is None or len(pages) <= most:
            return [(page,) for page in pages]
        sizes = [self._size(page) for page in pages]
        low, high = max(sizes), sum(sizes)
        while low < high:
            middle = (low + high) // 2
            if len(_joined(sizes, middle)) <= most:
                high = middle
            else:
                low = middle + 1
        return [tuple(pages[n] for n in group) for group in _joined(sizes, low)]

    def _size(self, page: int) -> int:
        if page not in self._sizes:
            self._sizes[page] = len(self._encoded((page,), *_LADDER[-1]) or b"")
        return self._sizes[page]

    def _picture(self, pages: tuple[int, ...]) -> tuple[bytes, int] | None:
        if pages not in self._made:
            self._made[pages] = next(self._fitting(pages), None)
        return self._made[pages]

    def _fitting(self, pages: tuple[int, ...]) -> Iterator[tuple[bytes, int]]:
        for dpi, quality in _LADDER:
            data = self._encoded(pages, dpi, quality)
            if data is not None and self._limits.hold(data):
                yield data, dpi

    def _encoded(self, pages: tuple[int, ...], dpi: int, quality: int) -> bytes | None:
        """One picture of pages under each other, or None where it would be too tall for a JPEG."""
        height = sum(self._document[page - 1].get_height() for page in pages) * dpi / _POINTS
        if height > _TALLEST:
            return None
        drawn = [self._drawn(page, dpi) for page in pages]
        whole = drawn[0]
        if len(drawn) > 1:
            whole = Image.new(
                "RGB", (max(one.width for one in drawn), sum(one.height for one in drawn)), "white"
            )
            y = 0
            for one in drawn:
                whole.paste(one, (0, y))
                y += one.height
        stream = io.BytesIO()
        whole.save(stream, "JPEG", quality=quality, subsampling=0, optimize=True, dpi=(dpi, dpi))
        return stream.getvalue()

    def _drawn(self, page: int, dpi: int) -> Image.Image:
        image: Image.Image = self._document[page - 1].render(scale=dpi / _POINTS).to_pil()
        return image.convert("RGB")


def _joined(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Places of neighbours whose sizes together stay within a bound."""
    groups: list[list[int]] = []
    total = 0
    for place, size in enumerate(sizes):
        if not groups or total + size > most:
            groups.append([])
            total = 0
        groups[-1].append(place)
        total += size
    return groups
