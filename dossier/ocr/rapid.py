"""RapidOCR: PP-OCR models on onnxruntime.  The models lie in its wheel; nothing is fetched.

Detection is where the time goes, and it need not see every pixel of a phone's
screen, whose writing is large; recognition always gets the full ones.  So tall
pictures are detected on a reduced copy, and everything else (small pictures,
desktop windows, scans) in full.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from dossier.model import Box
from dossier.ocr.engine import EngineMissing
from dossier.ocr.slicing import Reading, read_in_strips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.model import Line

NAME: Final = "rapidocr"

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"

_PHONE_WIDTH, _PHONE_SHAPE = 700, 1.6
"""From this width (px) and height:width on, a picture is a phone's screen at 2× or more."""
_PHONE_STRIP, _PHONE_SIDE = 2.25, 1344
"""Strip height in widths (one whole 20:9 screen), and the longer side that detection sees (px)."""
_STRIP, _STRIP_PIXELS = 1.5, 2_200_000
"""Other pictures: strip height in widths, and the area beyond which memory passes 1 GB."""
_WIDEST = 2880
"""Wider pictures are photographs or very fine screens and are reduced to this width (px)."""
_SMALLEST = 8
"""Nothing this small holds a character, and the engine would enlarge it without measure (px)."""
_LEAST, _SLIMMEST = 160, 6
"""A strip is framed to at least this width and height (px), and to at most this width:height."""
_SHORTEST_STRIP = 480
_UNLIMITED = 100_000
_BATCH = 2
"""Lines recognised together: all are padded to the longest, which costs more than batches save."""


def missing() -> str:
    """What of the engine is not installed: a package, a model file, or "" when it is complete."""
    for package in (NAME, "onnxruntime"):
        if importlib.util.find_spec(package) is None:
            return package
    models = _models()
    return next((name for name in (_DETECTION, _RECOGNITION) if not (models / name).is_file()), "")


def _models() -> Path:
    spec = importlib.util.find_spec(NAME)
    if spec is None or spec.origin is None:
        raise EngineMissing("engine-missing", NAME)
    return Path(spec.origin).parent / "models"


class RapidEngine:
    """PP-OCRv6 small, angle classifier off."""

    name = NAME

    def __init__(self, threads: int) -> None:
        """Make the engine; nothing heavy is imported before the first picture.

        Args:
            threads: processor threads for one picture.
        """
        self._threads = threads

    @cached_property
    def version(self) -> str:
        """Version of the installed package."""
        return metadata.version(NAME)

    @property
    def options(self) -> str:
        """Models and the way pictures are cut."""
        return (
            f"{_DETECTION} {_RECOGNITION} cls=off"
            f" phone={_PHONE_WIDTH}/{_PHONE_SHAPE}/{_PHONE_STRIP}/{_PHONE_SIDE}"
            f" batch={_BATCH}"
            f" other={_STRIP}/{_SHORTEST_STRIP}/{_STRIP_PIXELS}/{_WIDEST} frame={_LEAST}/{_SLIMMEST}"
        )

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """See :class:`dossier.ocr.engine.Engine`."""
        width, height = image.size
        if min(width, height) < _SMALLEST:
            return ()
        if width >= _PHONE_WIDTH and height >= _PHONE_SHAPE * width:
            return read_in_strips(image, round(_PHONE_STRIP * width), lambda part: _run(self._coarse, part))
        seen = min(width, _WIDEST)
        tallest = max(min(_STRIP * seen, _STRIP_PIXELS / seen), _SHORTEST_STRIP) * width / seen
        return read_in_strips(image, round(tallest), lambda part: _reduced(self._fine, part))

    def recognise(self, crops: Sequence[Image.Image]) -> list[str]:
        """The text of crops that hold one line each, "" where there is none; call it after :meth:`read`."""
        import numpy as np  # noqa: PLC0415 - only needed with the engine
        from rapidocr.ch_ppocr_rec.typings import TextRecInput  # noqa: PLC0415

        # Whichever was used on the page has the part that reads lines loaded.
        reader = self.__dict__.get("_coarse") or self._fine
        if reader.text_rec is None or not crops:
            return [""] * len(crops)
        pixels = [np.ascontiguousarray(np.asarray(crop.convert("RGB"))[:, :, ::-1]) for crop in crops]
        return [str(text) for text in reader.text_rec(TextRecInput(img=pixels)).txts]

    @cached_property
    def _coarse(self) -> Any:
        return _load(self._threads, {"Det.limit_type": "max", "Det.limit_side_len": _PHONE_SIDE})

    @cached_property
    def _fine(self) -> Any:
        return _load(self._threads, {})


def _load(threads: int, options: dict[str, Any]) -> Any:
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - costs over a second
    except ImportError as error:  # a system library is missing, say
        raise EngineMissing("engine-broken", str(error)) from error
    models = _models()
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _UNLIMITED,  # the strips are small enough already
            "Det.model_path": str(models / _DETECTION),
            "Rec.model_path": str(models / _RECOGNITION),
            "Rec.rec_batch_num": _BATCH,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **options,
        }
    )


def _reduced(reader: Any, part: Image.Image) -> Iterator[Reading]:
    """Read a strip at no more than the greatest width, and tell places in its own pixels."""
    if part.width <= _WIDEST:
        yield from _run(reader, part)
        return
    ratio = part.width / _WIDEST
    for one in _run(reader, part.resize((_WIDEST, max(1, round(part.height / ratio))))):
        yield replace(one, box=Box(*(round(side * ratio) for side in one.box)))


def _run(reader: Any, part: Image.Image) -> Iterator[Reading]:
    import numpy as np  # noqa: PLC0415 - only needed with the engine

    framed, left, top = _framed(part)
    found = reader(np.ascontiguousarray(np.asarray(framed)[:, :, ::-1]))  # it wants blue first
    if not found.txts or found.boxes is None:
        return
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        (x0, y0), (x1, y1) = corners.min(axis=0) - (left, top), corners.max(axis=0) - (left, top)
        box = Box(int(x0), int(y0), math.ceil(x1), math.ceil(y1))
        yield Reading(text, box, float(score), _tilt(corners))


def _tilt(corners: Any) -> float:
    """Degrees that a line runs down to the right, from its corners: from the top left, clockwise."""
    across, down = corners[1] + corners[2] - corners[0] - corners[3]
    return round(math.degrees(math.atan2(down, across)), 1) if across > abs(down) else 0.0


def _framed(part: Image.Image) -> tuple[Image.Image, int, int]:
    """A slim strip set on a ground of its own colour, and how far in from the left and the top.

    The engine would enlarge a slim picture without measure, or frame it in black, where it
    then overlooks writing.
    """
    width = max(part.width, _LEAST)
    height = max(part.height, _LEAST, width // _SLIMMEST)
    if (width, height) == part.size:
        return part, 0, 0
    left, top = (width - part.width) // 2, (height - part.height) // 2
    framed = Image.new("RGB", (width, height), part.getpixel((0, 0)))
    framed.paste(part, (left, top))
    return framed, left, top
