"""The two engines that the program is held against, each as its own documentation uses it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from typing import Any

import numpy as np
from PIL import Image

from bench.accuracy.patterns import Word


def rapid(data: bytes) -> tuple[Word, ...]:
    """RapidOCR with its default settings."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    found = _rapid()(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]))
    if not found.txts or found.boxes is None:
        return ()
    words = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        words.append(Word(text, float(x0), float(y0), float(x1), float(y1), float(score)))
    return tuple(words)


def tesseract(data: bytes) -> tuple[Word, ...]:
    """Tesseract with Chinese and English as one block of text (psm 6), one thread."""
    import pytesseract  # noqa: PLC0415 - only where it is asked for

    os.environ["OMP_THREAD_LIMIT"] = "1"
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    table = pytesseract.image_to_data(
        picture, lang="chi_sim+eng", config="--psm 6", output_type=pytesseract.Output.DICT
    )
    return tuple(_lines([dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]))


def version(name: str) -> str:
    """The version of ``rapid`` or ``tesseract``."""
    if name == "rapid":
        return f"RapidOCR {metadata.version('rapidocr')}, onnxruntime {metadata.version('onnxruntime')}"
    import pytesseract  # noqa: PLC0415 - only where it is asked for

    return f"Tesseract {pytesseract.get_tesseract_version()}, chi_sim+eng"


@cache
def _rapid() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - costs over a second

    return RapidOCR(params={"Global.log_level": "critical"})


def _lines(rows: Iterable[dict[str, Any]]) -> Iterable[Word]:
    """Words of one line as one, without the blanks Tesseract puts between Chinese characters."""
    groups: dict[tuple[int, int, int], list[dict[str, Any]]] = {}
    for row in rows:
        if str(row["text"]).strip() and float(row["conf"]) >= 0:
            groups.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    for parts in groups.values():
        text = " ".join(str(part["text"]).strip() for part in parts)
        score = sum(float(part["conf"]) for part in parts) / len(parts) / 100
        x0, y0 = min(p["left"] for p in parts), min(p["top"] for p in parts)
        x1 = max(p["left"] + p["width"] for p in parts)
        y1 = max(p["top"] + p["height"] for p in parts)
        yield Word(text, x0, y0, x1, y1, score)
