"""OCR: pages that are pictures get their lines.

Engines, slicing of long pictures, the cache and the worker processes live here
and nowhere else.
"""

from dossier.ocr.area import AreaReading, read_area
from dossier.ocr.cache import Cache
from dossier.ocr.engine import Engine, EngineMissing
from dossier.ocr.evidence import read_evidence
from dossier.ocr.registry import available, create

__all__ = [
    "AreaReading",
    "Cache",
    "Engine",
    "EngineMissing",
    "available",
    "create",
    "read_area",
    "read_evidence",
]
