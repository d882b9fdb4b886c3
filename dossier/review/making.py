"""Makes the packets from the page, and shows what lies in the output folder."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dossier import files, freshness, outputs, staging
from dossier.errors import DossierError
from dossier.filing import destinations
from dossier.options import Making
from dossier.review.desk import Desk
from dossier.review.pictures import Picture
from dossier.review.state import Made, Work
from dossier.review.troubles import told_of
from dossier.review.values import RefusedError
from dossier.seal import ManifestError, manifest
from dossier.seal.manifest import Manifest

if TYPE_CHECKING:
    from dossier.pipeline import Result

_SMALL, _LARGE = 460, 1400
"""Widths of a packet's page in pixels."""
_KEPT = 64 * 1024 * 1024
"""Bytes of drawn pages that are kept."""


class _TroubleError(Exception):
    """The case cannot be made now; the reason in words."""


class Maker:
    """Makes packets of one desk, one build at a time.

    Args:
        desk: the folder under review.
        output: the output folder; beside the evidence when it is not said.

    Raises:
        DossierError, NotWritten: there can be no such folder, see :func:`dossier.outputs.target`.
    """

    def __init__(self, desk: Desk, output: Path | None = None) -> None:
        self._desk = desk
        self._output = output
        self._place = outputs.place(desk.folder, output)
        self._lock = threading.Lock()
        self._work: threading.Thread | None = None
        self._told: tuple[tuple[str, int], tuple[Made, ...]] | None = None
        self._pictures: OrderedDict[tuple[str, str, int, bool], Picture] = OrderedDict()
        # One at a time: a page of a packet with a long capture takes its room while it is drawn.
        self._drawing = threading.Lock()
        self.unmade = ""

    @property
    def place(self) -> Path:
        """The output folder."""
        return self._place

    def start(self, wanted: Sequence[str], *, share: bool = False) -> None:
        """Begin a build in the background.

        Raises:
            RefusedError: one is under way, the folder is being read, or a name is no destination.
        """
        try:
            chosen = outputs.destinations(list(wanted))
        except DossierError as error:
            raise RefusedError("choice") from error
        with self._lock, self._desk.holding():
            standing = self._desk.look()
            if self._work is not None or self._desk.reading:
                raise RefusedError("busy")
            if standing.trouble:
                raise RefusedError("casefile", standing.trouble)
            self._work = threading.Thread(
                target=self._build, args=(standing.result, chosen, Making(share=share)), daemon=True
            )
            self._work.start()

    def wait(self) -> None:
        """Wait until the build under way is done."""
        work = self._work
        if work is not None:
            work.join()

    def made(self, number: int) -> tuple[Made, ...]:
        """The packets that lie in the output folder, each with whether it is still what would be made.

        Args:
            number: of the standing for which that is asked.
        """
        try:
            told = manifest.load(self._place)
        except (OSError, ManifestError):
            return ()
        key = (told.sha256, number)
        if self._told is None or self._told[0] != key:
            self._told = (key, self._listed(told))
        return self._told[1]

    def file(self, path: str) -> bytes | None:
        """A file of the output folder that the last build made and nobody changed, or None."""
        try:
            told = manifest.load(self._place)
        except (OSError, ManifestError):
            return None
        return self._content(told, path)

    def _content(self, told: Manifest, path: str) -> bytes | None:
        """A file that a manifest lists, if it is as it says."""
        listed = next((one for one in told.outputs if one.path == path), None)
        if listed is None:
            return None
        try:
            with files.opened(self._place / PurePosixPath(path)) as stream:
                data = stream.read()
        except OSError:
            return None
        return data if manifest.entry(path, data).sha256 == listed.sha256 else None

    def preview(self, path: str, page: int, *, large: bool = False) -> Picture | None:
        """The picture of a page of a packet, or None where there is no such page."""
        data = self.file(path) if path.endswith(".pdf") else None
        if data is None:
            return None
        key = (path, manifest.entry(path, data).sha256, page, large)
        with self._drawing:
            made = self._pictures.get(key) or _drawn(data, page, _LARGE if large else _SMALL)
            if made is None:
                return None
            self._pictures[key] = made
            self._pictures.move_to_end(key)
            while sum(len(one[1]) for one in self._pictures.values()) > _KEPT and len(self._pictures) > 1:
                self._pictures.popitem(last=False)
        return made

    def _build(self, result: Result, wanted: Sequence[str], making: Making) -> None:
        from dossier import building, journal, journaling  # noqa: PLC0415 - what sets a packet loads slowly

        folder, options = self._desk.folder, self._desk.options
        self.unmade = ""
        try:
            with self._desk.working(Work.BUILDING, len(wanted), "") as told:
                target = outputs.target(folder, self._output)
                staging.tidy(target)
                result, inputs = self._settled(result, wanted, making)
                if not freshness.is_fresh(target, inputs, folder):
                    note = journaling.Recorder(folder, target, result, journal.now())
                    building.build(folder, target, result, wanted, inputs, making, options, note, told)
        except _TroubleError as error:
            self.unmade = str(error)
        # What sets a packet is a large foreign body: whatever it raises, the page lives and tells of it.
        except Exception as error:  # noqa: BLE001
            self.unmade = told_of(error)
        finally:
            self._work = None
            self._told = None
            self._desk.renew()

    def _settled(self, result: Result, wanted: Sequence[str], making: Making) -> tuple[Result, str]:
        """The case that is made, and the hash of exactly what it was made from: a person goes on meanwhile.

        Raises:
            _TroubleError: the folder or ``case.yaml`` cannot be used by now.
        """
        while True:
            inputs = freshness.inputs(self._desk.folder, self._desk.options, wanted, making)
            standing = self._desk.look()
            if not self._desk.reading and not standing.trouble and standing.result is result:
                return result, inputs
            self._desk.wait()
            standing = self._desk.look()
            if standing.trouble:
                raise _TroubleError(standing.trouble)
            result = standing.result

    def _listed(self, told: Manifest) -> tuple[Made, ...]:
        options = told.options
        wanted = tuple(options.get("for", ()))
        making = Making(**{name: options[name] for name in Making.__dataclass_fields__ if name in options})
        expected = freshness.inputs(self._desk.folder, self._desk.options, wanted, making)
        fresh = freshness.is_fresh(self._place, expected, self._desk.folder)
        by_packet = {one.packet: one for one in destinations.known()}
        found = []
        for entry in told.outputs:
            place = by_packet.get(PurePosixPath(entry.path).name)
            data = self._content(told, entry.path) if place is not None else None
            if place is not None and data is not None:
                texts = self._content(told, str(PurePosixPath(entry.path).with_name(place.form))) or b""
                told_apart = texts.decode("utf-8-sig", errors="replace")
                found.append(Made(place.key, entry.path, _pages(data), fresh, len(data), told_apart))
        return tuple(found)


def _pages(data: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - only where packets lie

    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def _drawn(data: bytes, page: int, width: int) -> Picture | None:
    from dossier.intake import pdf  # noqa: PLC0415 - only where packets are looked at
    from dossier.intake.errors import Unreadable  # noqa: PLC0415

    try:
        image = pdf.picture(data, page)
    except Unreadable:
        return None
    height = max(1, round(image.height * width / image.width))
    stream = io.BytesIO()
    image.resize((width, height)).save(stream, "PNG", optimize=False)
    return "image/png", stream.getvalue()
