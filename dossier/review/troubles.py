"""What went wrong, in words for the page."""

from __future__ import annotations

from dossier.casefile import CaseFileError
from dossier.errors import DossierError
from dossier.ocr import EngineMissing
from dossier.words import language, phrase


def told_of(error: Exception) -> str:
    """An error in the person's language, as far as there are words for it."""
    if isinstance(error, DossierError):
        return error.told(language())
    if isinstance(error, CaseFileError):
        return error.message(language())
    if isinstance(error, EngineMissing):
        return phrase(f"problem.{error.code}", language(), path="", detail=error.detail, page=None)
    return str(getattr(error, "strerror", None) or type(error).__name__)
