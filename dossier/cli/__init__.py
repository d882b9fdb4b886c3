"""The command line: parse, call, print.  How anything is done stands elsewhere."""

from dossier.cli import advising, batching, folder, reference, sealing, signing  # noqa: F401 - each enters its commands
from dossier.cli.root import LANG, main

__all__ = ["LANG", "main"]
