"""Where packs are found: beside this file by name, or anywhere by path."""

from __future__ import annotations

from pathlib import Path

from dossier import resources
from dossier.forms import tree
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.policies.pack import Pack, PackError, PackProblem, UnknownPackError
from dossier.policies.schema import pack


def names() -> tuple[str, ...]:
    """Names of the built-in packs, sorted."""
    return tuple(sorted(path.stem for path in resources.policies().glob("*.yaml")))


def load(name_or_path: str | Path) -> Pack:
    """A built-in pack by its name, or any pack by its path.

    Raises:
        UnknownPackError: there is neither such a name nor such a file.
        PackError: the file is not a valid pack.
    """
    path = _find(name_or_path)
    try:
        return _read(path)
    except MistakesError as error:
        raise PackError(path, error.mistakes) from error


def check(path: str | Path) -> tuple[PackProblem, ...]:
    """Everything wrong with a pack file; empty when it can be used.

    Raises:
        UnknownPackError: there is no such file.
    """
    try:
        load(path)
    except PackError as error:
        return error.problems
    return ()


def _find(name_or_path: str | Path) -> Path:
    # A name wins over a file of that name in the current folder; "./name" means the file.
    if isinstance(name_or_path, str) and name_or_path in names():
        return resources.policies() / f"{name_or_path}.yaml"
    path = Path(name_or_path)
    if not path.is_file():
        raise UnknownPackError(str(name_or_path), names())
    return path


def _read(path: Path) -> Pack:
    try:
        root = tree.read(path)
    except OSError as error:
        raise MistakesError(
            Mistake(0, "casefile.expected.readable", error.strerror or type(error).__name__)
        ) from error
    if root is None:
        raise MistakesError(Mistake(0, "policies.expected.content"))
    return pack(root, path.name)
