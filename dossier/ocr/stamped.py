"""Watermarks: a page with writing stamped across it is read once more with that writing taken off.

Detectors run words and watermark together, and then a label or an amount is
lost.  What is stamped over a page is paler than what is printed on it, so
everything that stands out from its ground no more than the stamp does is given
the colour of the ground, for the reading only.  What the second look misses
(print as pale as the stamp) is kept from the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.model import Box, Line
from dossier.ocr.engine import Around
from dossier.ocr.slicing import Reading, numbered
from dossier.ocr.tilt import STRANGE, lean

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    _Pixels = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

_FEWEST, _SHORTEST = 3, 3
"""So many stamped pieces of so many characters make a watermark."""
_PALER = 1.4
"""What stands out from its ground up to so many times as much as the stamp is taken off with it."""
_NOTICED = 6.0
"""Steps of luminance, of 255, from which a pixel is writing at all."""
_FAINTEST, _STRONGEST = 8.0, 110.0
"""A stamp outside of this is no trouble, or as strong as print and cannot be told from it."""
_SHRUNK, _AROUND = 4, 15
"""The ground is the median of so many pixels each way in a copy smaller by so much."""
_COVERED = 0.5


class Unstamped(Around):
    """An engine that looks twice where a watermark lies over the page; otherwise the engine it is made of."""

    @property
    def options(self) -> str:
        """The engine's, and how watermarks are taken off."""
        return f"{self._engine.options} stamp={_FEWEST}/{_PALER}/{_NOTICED}/{_SHRUNK}/{_AROUND}"

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """See :class:`dossier.ocr.engine.Engine`."""
        lines = self._engine.read(image)
        stamped = stamps(lines, *image.size)
        if len(stamped) < _FEWEST:
            return lines
        bare = without(image, stamped)
        if bare is None:
            return lines
        return _joined(self._engine.read(bare), [one for one in lines if one not in stamped], *image.size)


def stamps(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """The lines that run across the page."""
    lying = lean([(line.box, line.tilt) for line in lines if line.box], width, height)
    return [
        line
        for line in lines
        if line.box and abs(line.tilt - lying.degrees) >= STRANGE and len(line.text) >= _SHORTEST
    ]


def without(image: Image.Image, stamped: Sequence[Line]) -> Image.Image | None:
    """The picture without its watermark, or None when that cannot be told from print.

    Args:
        image: the upright RGB picture of the page.
        stamped: lines of the watermark, with boxes and tilts.
    """
    import numpy as np  # noqa: PLC0415 - only needed with the engine
    from PIL import Image  # noqa: PLC0415

    pixels = np.asarray(image, dtype=np.float32)
    ground = _ground(image)
    weights = np.array([0.299, 0.587, 0.114], dtype=np.float32)
    contrast = np.abs((pixels - ground) @ weights)
    samples = [_core(contrast, line) for line in stamped if line.box]
    seen = np.concatenate([values[values > _NOTICED] for values in samples])
    if not seen.size:
        return None
    strength = float(np.median(seen))
    if not _FAINTEST <= strength <= _STRONGEST:
        return None
    bare = np.where((contrast <= _PALER * strength)[:, :, None], ground, pixels)
    return Image.fromarray(bare.clip(0, 255).astype(np.uint8))


def _ground(image: Image.Image) -> _Pixels:
    """The colour that the page has around each pixel, writing left out."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageFilter  # noqa: PLC0415

    small = image.resize(
        (max(1, image.width // _SHRUNK), max(1, image.height // _SHRUNK)), Image.Resampling.NEAREST
    )
    return np.asarray(small.filter(ImageFilter.MedianFilter(_AROUND)).resize(image.size), dtype=np.float32)


def _core(contrast: _Pixels, line: Line) -> _Pixels:
    """The pixels along the middle of a leaning line."""
    import numpy as np  # noqa: PLC0415

    assert line.box is not None  # noqa: S101 - chosen so
    x0, y0, x1, y1 = line.box
    columns = np.arange(x0, x1)
    down = np.tan(np.radians(line.tilt))
    middle = (y0 + y1) / 2 + (columns - (x0 + x1) / 2) * down
    reach = max(2, round(((y1 - y0) - abs(down) * (x1 - x0)) / 4))
    rows = np.clip(np.rint(middle)[None, :] + np.arange(-reach, reach + 1)[:, None], 0, len(contrast) - 1)
    found: _Pixels = contrast[rows.astype(int), np.clip(columns, 0, contrast.shape[1] - 1)[None, :]].ravel()
    return found


def _joined(bare: Sequence[Line], first: Sequence[Line], width: int, height: int) -> tuple[Line, ...]:
    """The lines of the second look, and those of the first that it has nothing for."""
    clear = [line for line in bare if line not in stamps(bare, width, height)]
    kept = [line for line in first if not any(_covers(other, line) for other in clear)]
    readings = [
        Reading(line.text, line.box, line.confidence, line.tilt) for line in (*clear, *kept) if line.box
    ]
    return numbered(readings, width, height)


def _covers(a: Line, b: Line) -> bool:
    if a.box is None or b.box is None:
        return False
    across = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    down = min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
    smaller = min(_area(a.box), _area(b.box))
    return across > 0 and down > 0 and across * down > _COVERED * smaller


def _area(box: Box) -> int:
    return (box.x1 - box.x0) * (box.y1 - box.y0)
