"""Where the data that travels with the program lies: templates, fonts, policies, law.

In a wheel the templates lie inside the package; in a checkout they lie beside
it, because ``templates/`` stands at the top of the repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of templates.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (folder / "phrases").is_dir():
            return folder
    raise FileNotFoundError("templates/ is neither in the package nor beside it")


def fonts() -> Path:
    """The folder of embedded fonts."""
    return _PACKAGE / "data" / "fonts"


def policies() -> Path:
    """The folder of built-in policy packs (YAML)."""
    return _PACKAGE / "policies"


def law() -> Path:
    """The folder of the law register (YAML)."""
    return _PACKAGE / "law"


def data(path: Path) -> Any:
    """A YAML file of ours as plain data.

    Uses the C parser, which is an order of magnitude faster, where the wheel
    brings it.  What a user writes is read by :mod:`dossier.casefile` instead,
    with line numbers and explanations.
    """
    import yaml  # noqa: PLC0415 - not needed by every command

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 - both loaders are safe ones
