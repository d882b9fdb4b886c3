"""Which state of the program's own data a case was judged by: the law register, the policy packs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from dossier import law, resources


def versions() -> dict[str, Any]:
    """Both registers by name: a hash over their files, and when the law was last checked."""
    return {
        "law": {"checked": law.load().checked, "sha256": _hash(resources.law())},
        "policies": {"sha256": _hash(resources.policies())},
    }


@cache
def _hash(folder: Path) -> str:
    """A hash over the YAML files of a folder, the same whatever ends their lines."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml"), key=lambda one: one.relative_to(folder).as_posix()):
        for part in _parts(folder, path):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _parts(folder: Path, path: Path) -> Iterable[bytes]:
    yield path.relative_to(folder).as_posix().encode()
    yield path.read_text(encoding="utf-8").encode()
