"""The originals of a set with masks: burnt copies, and no file that holds what is hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier import intake
from dossier.exclusion import is_excluded
from dossier.model import Box, Evidence, Page, Role
from dossier.packet.figures.originals import FromFolder
from dossier.packet.figures.pictures import Picture, embed
from dossier.privacy import bare, burn
from dossier.privacy.model import Mask
from dossier.words import phrase

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "text/plain": "txt"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A masked copy of one page; it stands for the original where that may not leave."""

    name: str
    media: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the copy's bytes, lower-case hex."""
        return hashlib.sha256(self.data).hexdigest()


class Masked:
    """See :class:`dossier.packet.figures.originals.Originals`.

    Args:
        folder: the evidence folder.
        evidence: the files as they were taken in; what is asked for is known by its id.
        masks: of the set.
        shared: whether the set goes to others: then only pictures that hold nothing but
            their pixels leave as they are.
    """

    def __init__(
        self, folder: Path, evidence: Sequence[Evidence], masks: Sequence[Mask], *, shared: bool
    ) -> None:
        self._folder = folder
        self._inner = FromFolder(folder)
        self._taken = {item.id: item for item in evidence}
        self._masked = {mask.evidence for mask in masks}
        self._boxes: dict[tuple[str, int], list[Box]] = {}
        for mask in masks:
            area = self._area(mask)
            if area is not None:
                self._boxes.setdefault((mask.evidence, mask.page), []).append(area)
        self._shared = shared
        self._burnt: dict[tuple[str, int], tuple[bytes, str, Picture]] = {}

    def picture(self, item: Evidence, page: int) -> Picture:
        """A page's picture with its masks burnt in."""
        taken = self._taken[item.id]
        if (item.id, page) not in self._boxes:
            return self._inner.picture(taken, page)
        return self._page(taken, page)[2]

    def data(self, item: Evidence) -> bytes | None:
        """The original, or None where it holds something that is masked in this set."""
        taken = self._taken[item.id]
        if item.id in self._masked or is_excluded(taken) or not taken.pages:
            return None
        data = self._inner.data(taken)
        if self._shared and not bare.is_bare(data, taken.media):
            return None
        return data

    def copies(self, item: Evidence) -> tuple[Copy, ...]:
        """The masked copies of a file's masked pages.

        Args:
            item: as the set tells it, its texts masked.
        """
        if item.id not in self._masked:
            return ()
        made = []
        for page in item.pages:
            if (item.id, page.number) in self._boxes:
                data, media, _ = self._page(self._taken[item.id], page.number)
            elif page.width or item.role is Role.BILL or page == self._page_taken(item.id, page.number):
                continue
            else:
                data, media = _text(page).encode(), "text/plain"
            name = phrase(
                "privacy.copy",
                number=item.id.removeprefix("E"),
                page=page.number if len(item.pages) > 1 else None,
            )
            made.append(Copy(f"{name}.{_ENDINGS[media]}", media, data))
        return tuple(made)

    def _area(self, mask: Mask) -> Box | None:
        page = self._page_taken(mask.evidence, mask.page) if mask.box is not None else None
        if mask.box is None or page is None:
            return None
        return burn.area(mask.box, page, self._taken[mask.evidence].media, is_text=bool(mask.text))

    def _page_taken(self, name: str, number: int) -> Page | None:
        pages = self._taken[name].pages if name in self._taken else ()
        return next((page for page in pages if page.number == number), None)

    def _page(self, taken: Evidence, page: int) -> tuple[bytes, str, Picture]:
        key = taken.id, page
        if key not in self._burnt:
            image = burn.burn(intake.picture(self._folder, taken, page), self._boxes[key])
            original = self._inner.data(taken) if taken.media == "image/jpeg" else b""
            data, media = burn.copy(image, original, taken.media)
            self._burnt[key] = data, media, embed(data, media, lambda: image)
        return self._burnt[key]


def _text(page: Page) -> str:
    """A text page as it is shown: its messages with time and sender, or its lines."""
    if page.messages:
        told = ["\n".join((f"{m.time} {m.sender}".strip(), m.text)) for m in page.messages]
        return "\n\n".join(told) + "\n"
    return "".join(f"{line.text}\n" for line in page.lines)
