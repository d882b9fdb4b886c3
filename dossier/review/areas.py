"""Reads a place that a person drew on a picture."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.model import Box, Evidence
from dossier.review import values
from dossier.review.values import RefusedError

if TYPE_CHECKING:
    from dossier.ocr.area import AreaReading


class Areas:
    """Reads one place at a time: an engine takes all cores anyway."""

    def __init__(self, folder: Path, engine: str) -> None:
        self._folder = folder
        self._engine = engine
        self._lock = threading.Lock()

    def read(self, item: Evidence, page: int, box: Box) -> AreaReading:
        """What stands in a place.

        Raises:
            IntakeError: the original changed.
            RefusedError: the place is too small, or there is no engine.
        """
        # An engine takes a while to load; most who open the page draw nothing.
        from dossier.ocr import EngineMissing  # noqa: PLC0415
        from dossier.ocr.area import read_area  # noqa: PLC0415

        of = next(one for one in item.pages if one.number == page)
        inside = Box(box.x0, box.y0, min(box.x1, of.width), min(box.y1, of.height))
        if min(inside.x1 - inside.x0, inside.y1 - inside.y0) < values.SMALLEST:
            raise RefusedError("small")
        with self._lock:
            try:
                return read_area(self._folder, item, page, inside, self._engine)
            except EngineMissing as error:
                raise RefusedError("no-engine", error.detail) from error
