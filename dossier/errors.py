"""Errors that end a command, each with its exit code and its words in the catalogues."""

from __future__ import annotations

from enum import IntEnum

from dossier.words import phrase


class ExitCode(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    BREACH = 1
    USAGE = 2
    NOTHING_READABLE = 3
    NOT_WRITTEN = 4
    DIFFERENCE = 5
    INTERRUPTED = 130


class DossierError(Exception):
    """An error that a user can meet; ``code`` names its phrase ``error.<code>``."""

    exit_code = ExitCode.USAGE

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def told(self, lang: str) -> str:
        """What happened, to which file, and what to do."""
        return phrase(f"error.{self.code}", lang, **self.values)


class NothingReadable(DossierError):  # noqa: N818
    """The folder holds nothing that could be read."""

    exit_code = ExitCode.NOTHING_READABLE


class NotWritten(DossierError):  # noqa: N818
    """The packet could not be written."""

    exit_code = ExitCode.NOT_WRITTEN
