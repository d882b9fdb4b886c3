"""What the command line chose; light enough to be loaded before anything is known to be needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dossier.intake import Keys


@dataclass(frozen=True, slots=True)
class Options:
    """How a folder is read.

    ``policy`` is a pack's name or a YAML file; ``jobs`` None takes what the machine
    bears; ``keys`` open locked files.
    """

    engine: str = "auto"
    jobs: int | None = None
    policy: str | None = None
    keys: Keys = field(default_factory=Keys, compare=False)
