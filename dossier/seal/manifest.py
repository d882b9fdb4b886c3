"""The manifest: what a set was made from, what was made, and the hashes of both.

Its first part, the core, is known before any packet is written: program,
registers, options, the originals, and the data that the packets tell.  The
hash of the core is the *seal* of the set; every packet prints it and carries it.
The second part lists the outputs, packets included.  A manifest that was edited
and hashed anew therefore no longer agrees with the packets beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dossier import __version__, files
from dossier.model import Evidence
from dossier.seal import canonical

MANIFEST = "manifest.json"
SCHEMA = "dossier-manifest/1"
PROGRAM = f"dossier {__version__}"
_ZONE = "+08:00"
"""Of :attr:`dossier.model.Evidence.modified`."""
_OUTSIDE = frozenset({"inputs", "outputs", "seal", "sha256"})
"""What the seal does not cover: it is known only when the packets are written."""
MOST = 1 << 24
"""Bytes of a manifest that is read: that is some fifty thousand files."""


class ManifestError(ValueError):
    """A manifest is not what this program writes, or its hashes do not hold.

    ``code`` is the difference it makes: ``manifest-broken`` or ``manifest-changed``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """A file by its path (``/`` between parts), size in bytes and hash.

    ``masked``: its name is hidden in this set, so that only the hash finds it.
    """

    path: str
    bytes: int
    sha256: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says.

    ``complete`` is true where it lists every file of the evidence folder; ``packets`` are
    the PDFs that were asked for.
    """

    program: str
    options: Mapping[str, Any]
    seal: str
    sha256: str
    originals: tuple[Entry, ...]
    others: frozenset[str]
    complete: bool
    data: tuple[Entry, ...]
    inputs: str
    outputs: tuple[Entry, ...]
    packets: tuple[str, ...] = ()


def entry(path: str, data: bytes) -> Entry:
    """The entry of a file with some content."""
    return Entry(path, len(data), canonical.sha256(data))


def row(one: Entry) -> dict[str, Any]:
    """An entry as JSON; :func:`entries` reads it back."""
    told: dict[str, Any] = {"path": one.path, "bytes": one.bytes, "sha256": one.sha256}
    return {**told, "masked": True} if one.masked else told


def core(
    evidence: Sequence[Evidence],
    masked: Iterable[str],
    others: Iterable[str],
    options: Mapping[str, Any],
    registers: Mapping[str, Any],
    data: Iterable[Entry],
    *,
    complete: bool = True,
) -> dict[str, Any]:
    """The part of a manifest that is known before the packets are written.

    Args:
        evidence: every original that was taken in, with the names that this set tells.
        masked: ids of those whose name is hidden.
        others: paths of files in the folder that are no evidence.
        options: what was asked for.
        registers: which data of law and policies was used.
        data: outputs that the packets tell, such as ``dossier.json``.
        complete: every file of the folder is listed under a name, or with a hash, by which
            it is found again.
    """
    hidden = set(masked)
    return {
        "schema": SCHEMA,
        "program": PROGRAM,
        "registers": dict(registers),
        "options": dict(options),
        "originals": [_original(item, hidden=item.id in hidden) for item in evidence],
        "others": sorted(set(others)),
        "complete": complete,
        "data": [row(one) for one in data],
    }


def seal_of(core: Mapping[str, Any]) -> str:
    """The seal of a set: the hash of its core."""
    return canonical.digest(core)


def manifest(core: Mapping[str, Any], outputs: Iterable[Entry], inputs: str) -> bytes:
    """The manifest's bytes: the same for the same originals and outputs.

    Args:
        core: as :func:`core` gave it.
        outputs: everything written beside the manifest.
        inputs: one hash over everything the outputs were made from, see
            :mod:`dossier.freshness`.
    """
    document: dict[str, Any] = {
        **core,
        "seal": seal_of(core),
        "inputs": inputs,
        "outputs": [row(one) for one in sorted(outputs, key=lambda one: one.path)],
    }
    document["sha256"] = canonical.digest(document)
    return canonical.dumps(document)


def load(folder: Path) -> Manifest:
    """The manifest of an output folder, when all its hashes hold.

    Raises:
        OSError: there is none, or it cannot be read.
        ManifestError: it is damaged or was changed.
    """
    data = files.content(folder / MANIFEST, MOST)
    try:
        document = canonical.loads(data)
        found = _typed(document) if _holds(document) else None
    except canonical.NotCanonicalError as error:
        raise ManifestError("manifest-changed") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ManifestError("manifest-broken") from error
    if found is None:
        raise ManifestError("manifest-changed")
    return found


def entries(told: Any) -> tuple[Entry, ...]:
    """Entries out of JSON.

    Raises:
        KeyError, TypeError, ValueError: they are none.
    """
    return tuple(
        Entry(_inside(one["path"]), int(one["bytes"]), str(one["sha256"]), bool(one.get("masked", False)))
        for one in told
    )


def _holds(document: Mapping[str, Any]) -> bool:
    """Whether a document is a manifest of this kind whose two hashes are right."""
    told = {key: value for key, value in document.items() if key != "sha256"}
    inner = {key: value for key, value in document.items() if key not in _OUTSIDE}
    if document["schema"] != SCHEMA:
        raise ValueError(document["schema"])
    return (canonical.digest(told), seal_of(inner)) == (document["sha256"], document["seal"])


def _typed(document: Mapping[str, Any]) -> Manifest:
    others = frozenset(str(path) for path in document["others"])
    return Manifest(
        str(document["program"]),
        dict(document["options"]),
        str(document["seal"]),
        str(document["sha256"]),
        entries(document["originals"]),
        others,
        bool(document["complete"]),
        entries(document["data"]),
        str(document["inputs"]),
        tuple(map(_plainly_named, entries(document["outputs"]))),
        tuple(f"packet-{name}.pdf" for name in document["options"].get("for", ())),
    )


def _inside(path: Any) -> str:
    """A path that stays below its folder."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts:
        raise ValueError(path)
    return str(path)


def _plainly_named(one: Entry) -> Entry:
    """An output, which is opened by its path: on Windows a colon or backslash would lead elsewhere."""
    if ":" in one.path or "\\" in one.path:
        raise ValueError(one.path)
    return one


def _original(item: Evidence, *, hidden: bool) -> dict[str, Any]:
    told = row(Entry(item.path, item.bytes, item.sha256, hidden))
    return {**told, "modified": item.modified + _ZONE} if item.modified else told
