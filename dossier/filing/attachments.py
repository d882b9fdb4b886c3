"""``attachments-<destination>/``: the packet as a web form may take it, as PDF and as page pictures.

Both limits are of this folder: no file in it is larger than the one, and it holds no
more files than the other.  Where both kinds do not fit, one file is always left for each
as long as there are two; a PDF in parts takes half of the files at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.filing import portions, rasters
from dossier.filing.destinations import Destination
from dossier.filing.limits import Limits
from dossier.filing.remark import Remark
from dossier.packet.typeset.document import Rendered

_EXHIBIT = "exhibit-"


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet with its embedded files and without them, and what is known of its pages."""

    whole: bytes
    bare: bytes
    rendered: Rendered

    @property
    def first_exhibit(self) -> int:
        """The number of the first evidence page, from 1; one more than there are pages without any."""
        pages = [page for name, page in self.rendered.anchors.items() if name.startswith(_EXHIBIT)]
        return min(pages, default=self.rendered.pages + 1)


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of the folder by name, and what to know about them."""

    files: Mapping[str, bytes]
    remarks: tuple[Remark, ...]


def of(destination: Destination, packet: Packet, limits: Limits) -> Attached:
    """The attachments of a packet.

    Args:
        destination: of the packet.
        packet: as it was made.
        limits: to keep.
    """
    files: dict[str, bytes] = {}
    said: list[tuple[str, dict[str, object]]] = []
    parts = portions.of(packet.whole, packet.bare, destination.packet, limits)
    room = None if limits.files is None else max(1, limits.files // 2)
    if parts is None:
        said.append(("attached.page-too-large", {}))
    elif room is not None and len(parts.files) > room:
        said.append(("attached.too-many-parts", {"parts": len(parts.files)}))
    else:
        files.update(parts.files)
        if parts.slim:
            said.append(("attached.slim", {}))
        if len(parts.files) > 1:
            said.append(("attached.parts", {"parts": len(parts.files)}))
    left = None if limits.files is None else limits.files - len(files)
    if left == 0:
        said.append(("attached.no-pictures", {}))
    else:
        drawn = rasters.of(packet.bare, packet.first_exhibit, Limits(limits.largest, left))
        files.update(drawn.files)
        said += _of_pictures(drawn)
    return Attached(files, tuple(Remark(destination.attachments, key, values) for key, values in said))


def _of_pictures(drawn: rasters.Rasters) -> Iterator[tuple[str, dict[str, object]]]:
    if not drawn.files:
        yield "attached.illegible", {}
    elif drawn.left_out:
        yield "attached.left-out", {"pages": "、".join(map(str, drawn.left_out))}
    if drawn.dpi < rasters.FINEST:
        yield "attached.coarser", {"dpi": drawn.dpi}
