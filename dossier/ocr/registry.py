"""Which engines there are, and which of them work here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dossier.ocr import rapid, tesseract
from dossier.ocr.again import Again
from dossier.ocr.engine import EngineMissing
from dossier.ocr.stamped import Unstamped

if TYPE_CHECKING:
    from dossier.ocr.engine import Engine

AUTO: Final = "auto"
NAMES: Final = (rapid.NAME, tesseract.NAME)
"""Best first."""

_MISSING = {rapid.NAME: rapid.missing, tesseract.NAME: tesseract.missing}


def missing(name: str) -> str:
    """What an engine lacks here, e.g. ``onnxruntime`` or ``chi_sim``; "" when it is complete."""
    return _MISSING[name]()


def available() -> tuple[str, ...]:
    """The engines that are completely installed, best first.  Nothing heavy is imported."""
    return tuple(name for name in NAMES if not missing(name))


def create(name: str, threads: int) -> Engine:
    """An engine by name, with second readings behind it; see :func:`plain`."""
    engine = plain(name, threads)
    return Again(Unstamped(engine), engine) if isinstance(engine, rapid.RapidEngine) else Again(engine)


def plain(name: str, threads: int) -> Engine:
    """An engine by name, as it is.

    Args:
        name: ``rapidocr``, ``tesseract``, or ``auto`` for the best installed.
        threads: processor threads for one picture, at least 1.

    Raises:
        EngineMissing: ``engine-missing`` (one named), ``engine-none`` (``auto``).
        KeyError: no engine is called so.
    """
    if name == AUTO:
        name = next((one for one in NAMES if not missing(one)), "")
        if not name:
            raise EngineMissing("engine-none")
    elif lacking := missing(name):
        raise EngineMissing("engine-missing" if lacking == name else "engine-incomplete", lacking)
    return rapid.RapidEngine(threads) if name == rapid.NAME else tesseract.TesseractEngine()
