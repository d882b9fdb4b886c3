"""OCR: pages that are pictures get their lines.

Engines, slicing of long pictures, the cache and the worker processes live here
and nowhere else.
"""

from dossier.ocr.cache import Cache
from dossier.ocr.engine import Engine, EngineMissing
from dossier.ocr.evidence import read_evidence
from dossier.ocr.registry import available, create

__all__ = ["Cache", "Engine", "EngineMissing", "available", "create", "read_evidence"]
