"""Intake: a folder becomes evidence.

Every file is opened for reading only, hashed, and handed to the one reader
that knows its content.  What cannot be read is told as a problem; one bad file
never costs another.
"""

from dossier.intake.errors import IntakeError, OriginalChanged, Unreadable
from dossier.intake.folder import Intake, read_folder
from dossier.intake.keys import Keys
from dossier.intake.picture import RENDERING, original, picture, prove_unchanged
from dossier.intake.settling import Waiting

__all__ = [
    "RENDERING",
    "Intake",
    "IntakeError",
    "Keys",
    "OriginalChanged",
    "Unreadable",
    "Waiting",
    "original",
    "picture",
    "prove_unchanged",
    "read_folder",
]
