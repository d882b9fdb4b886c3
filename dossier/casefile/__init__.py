"""The buyer's own words: ``case.yaml`` in the evidence folder, read and, once, written."""

from dossier.casefile.load import CaseFileError, load
from dossier.casefile.model import (
    CaseFile,
    Claim,
    ClaimKind,
    Correction,
    Exclusion,
    Party,
    Purpose,
    Respondent,
)
from dossier.casefile.start import CaseFileExists, init

__all__ = [
    "CaseFile",
    "CaseFileError",
    "CaseFileExists",
    "Claim",
    "ClaimKind",
    "Correction",
    "Exclusion",
    "Party",
    "Purpose",
    "Respondent",
    "init",
    "load",
]
