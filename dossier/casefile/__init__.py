"""The buyer's own words: ``case.yaml`` in the evidence folder, read and, once, written."""

from dossier.casefile.load import CaseFileError, load
from dossier.casefile.model import (
    Addition,
    CaseFile,
    Claim,
    ClaimKind,
    Correction,
    DrawnMask,
    Exclusion,
    PageCategory,
    Party,
    Purpose,
    Release,
    ReportedPage,
    Respondent,
)
from dossier.casefile.start import CaseFileExists, init

__all__ = [
    "Addition",
    "CaseFile",
    "CaseFileError",
    "CaseFileExists",
    "Claim",
    "ClaimKind",
    "Correction",
    "DrawnMask",
    "Exclusion",
    "PageCategory",
    "Party",
    "Purpose",
    "Release",
    "ReportedPage",
    "Respondent",
    "init",
    "load",
]
