"""What the command line chose; light enough to be loaded before anything is known to be needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossier.intake import Keys, Waiting


@dataclass(frozen=True, slots=True)
class Making:
    """What is made of a judged case.

    ``share`` makes a second set without what tells of persons.  ``attachments``
    makes page pictures for web forms; ``max_mb`` is the largest size of one file in
    megabytes (10^6 bytes), ``max_files`` the most files, ``max_chars`` the most
    characters of one field of a form; None is no limit.
    """

    share: bool = False
    attachments: bool = False
    max_mb: float | None = None
    max_files: int | None = None
    max_chars: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a folder is read.

    ``policy`` is a pack's name or a YAML file; ``jobs`` None takes what the machine
    bears; ``keys`` open locked files; ``waiting`` is told when files are still being written.
    """

    engine: str = "auto"
    jobs: int | None = None
    policy: str | None = None
    keys: Keys = field(default_factory=Keys, compare=False)
    waiting: Waiting | None = field(default=None, compare=False)
