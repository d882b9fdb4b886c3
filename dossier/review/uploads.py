"""Files that a person drops on the page: copied into the folder, never in the place of another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.intake import IntakeError, originals
from dossier.review.values import RefusedError
from dossier.staging import drafts
from dossier.terminal import printable
from dossier.words import phrase

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

DRAFT = "upload"
"""The kind of their drafts, see :mod:`dossier.staging.drafts`."""
LARGEST = 100 * 1000 * 1000
"""Bytes of one file."""

_LONGEST = 200
"""Bytes in UTF-8, without the ending: most systems take 255 for the whole, and a number may come behind."""
_LONGEST_ENDING = 8
_TRIES = 1000
_UNWANTED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What no file name may hold on one of the systems."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\..*)?", re.IGNORECASE)
_OURS = frozenset({"case.yaml", "journal.jsonl"})


@dataclass(slots=True)
class Saved:
    """What became of the files: names in the folder; what was renamed; what lay there already."""

    names: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)

    def told(self, lang: str) -> str:
        """The same in words."""
        said = [phrase("review.upload.saved", lang, count=len(self.names))] if self.names else []
        for given, name in self.renamed:
            said.append(phrase("review.upload.renamed", lang, given=printable(given), name=name))
        for given, name in self.known:
            said.append(phrase("review.upload.known", lang, given=printable(given), name=name))
        return "\n".join(said)


def save(folder: Path, files: Sequence[FileStorage]) -> Saved:
    """Copy files into the evidence folder.

    A file that lies there already under its name is not copied again.

    Args:
        folder: the evidence folder.
        files: as the browser sent them.

    Raises:
        RefusedError: one is too large, empty or cannot be written; those before it are there.
    """
    saved = Saved()
    for file in files:
        given = file.filename or ""
        if not given:
            continue
        data = file.stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise RefusedError("upload-large", f"{printable(given)} > {LARGEST // 1_000_000} MB")
        if not data:
            raise RefusedError("upload-empty", printable(given))
        _save(folder, given, data, saved)
    if not (saved.names or saved.known):
        raise RefusedError("upload-none")
    return saved


def _save(folder: Path, given: str, data: bytes, saved: Saved) -> None:
    lying = _lying(folder)
    for name in _names(safe(given)):
        there = lying.get(_alike(name))
        if there is None:
            try:
                drafts.create(folder / name, data, DRAFT)
            except FileExistsError:
                there = name  # it came at this moment
            except OSError as error:
                raise RefusedError("not-written", error.strerror or type(error).__name__) from error
        if there is None:
            saved.names.append(name)
            if name != given:
                saved.renamed.append((given, name))
            return
        if _holds(folder / there, data):
            saved.known.append((given, there))
            return
    raise RefusedError("not-written", printable(given))


def safe(given: str) -> str:
    """A file name that every system takes, as near to the given one as can be."""
    # Some browsers send a path; whatever it is, only its last part counts.
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = "".join("_" if _UNWANTED.match(char) or not _speakable(char) else char for char in last)
    name = name.rstrip(". ").lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    is_ending = dot and len(ending) <= _LONGEST_ENDING
    name = f"{_short(stem)}.{ending}" if is_ending else _short(name)
    if not name or name.casefold() in _OURS or _DEVICES.fullmatch(name):
        name = f"_{name}"
    return name


def _short(name: str) -> str:
    """The beginning of a name, as much of it as every system takes."""
    return name.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")


def _alike(name: str) -> str:
    """The same for names that some system cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _lying(folder: Path) -> dict[str, str]:
    """What lies in a folder: names by how they are told apart."""
    try:
        return {_alike(one.name): one.name for one in folder.iterdir()}
    except OSError:
        return {}


def _names(wanted: str) -> Iterator[str]:
    """The name itself, then with numbers behind it."""
    yield wanted
    stem, dot, ending = wanted.rpartition(".")
    for number in range(2, _TRIES):
        yield f"{stem} ({number}){dot}{ending}" if dot else f"{wanted} ({number})"


def _speakable(char: str) -> bool:
    """Whether a character shows as itself: none that turns the writing or hides."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _holds(place: Path, data: bytes) -> bool:
    try:
        with originals.opened(place) as stream:
            return originals.size(stream) == len(data) and stream.read(len(data) + 1) == data
    except (OSError, IntakeError):
        return False
