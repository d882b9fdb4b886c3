"""What ``dossier doctor`` tells: what is installed, what is missing, how to mend it.

Parts are tried rather than looked up where that costs little: an engine that
lies on the disk but does not start helps nobody.  Nothing is installed, nothing
is fetched, and nothing is left behind.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from dossier import resources, signing
from dossier.intake import recording
from dossier.ocr import Cache, create, rapid, registry, tesseract
from dossier.words import CHINESE, ENGLISH

_LOWEST, _BEYOND = (3, 11), (3, 14)
_SIDE = 64
"""Width and height of the blank picture an engine is tried with (px)."""
_NEEDED = ("case.yaml.j2", *(f"phrases/{lang}" for lang in (CHINESE, ENGLISH)))
_TESSERACT = {
    "apt-get": "sudo apt-get install -y tesseract-ocr tesseract-ocr-chi-sim",
    "dnf": "sudo dnf install -y tesseract tesseract-langpack-chi_sim",
    "pacman": "sudo pacman -S --noconfirm tesseract tesseract-data-chi_sim",
    "brew": "brew install tesseract tesseract-lang",
    # Its installer offers the languages, hence the window.
    "winget": "winget install -e --id UB-Mannheim.TesseractOCR --interactive",
}
_TESSERACT_DOC = "https://tesseract-ocr.github.io/tessdoc/Installation.html"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the installation.

    ``code`` names the phrase ``doctor.<code>``; ``detail`` is shown with it: a
    version, a place, or what is missing; ``well`` is false when the part should
    be mended.
    """

    code: str
    detail: str
    well: bool


def examine() -> tuple[Finding, ...]:
    """Look at every part, in the order in which a person would mend them."""
    first = _rapidocr()
    return (
        _python(),
        first,
        _tesseract(optional=first.well),
        _video(),
        _signing(),
        _fonts(),
        _templates(),
        _cache(),
    )


def install_line(which: Callable[[str], str | None] = shutil.which, system: str = sys.platform) -> str:
    """The command that installs Tesseract with simplified Chinese here, or where to read about it.

    Args:
        which: finds a program on the path.
        system: as ``sys.platform``.
    """
    order = {"win32": ("winget",), "darwin": ("brew",)}.get(system, ("apt-get", "dnf", "pacman", "brew"))
    return next((_TESSERACT[program] for program in order if which(program)), _TESSERACT_DOC)


def _python() -> Finding:
    return Finding("python", platform.python_version(), _LOWEST <= sys.version_info[:2] < _BEYOND)


def _rapidocr() -> Finding:
    """Tried on a blank picture: its libraries may be there and still not load."""
    from PIL import Image  # noqa: PLC0415 - beside the engine

    if lacking := registry.missing(rapid.NAME):
        return Finding("rapidocr-missing", lacking, well=False)
    try:
        engine = create(rapid.NAME, threads=1)
        engine.read(Image.new("RGB", (_SIDE, _SIDE), "white"))
    except Exception as error:  # noqa: BLE001 - whatever a broken library raises
        return Finding("rapidocr-missing", str(error), well=False)
    return Finding("rapidocr", engine.version, well=True)


def _tesseract(*, optional: bool) -> Finding:
    if registry.missing(tesseract.NAME):
        return Finding("tesseract-missing", install_line(), optional)
    return Finding("tesseract", create(tesseract.NAME, threads=1).version, well=True)


def _video() -> Finding:
    if recording.missing():
        return Finding("video-missing", "", well=True)
    return Finding("video", version(recording.PACKAGE), well=True)


def _signing() -> Finding:
    if not signing.available():
        return Finding("signing-missing", "", well=True)
    return Finding("signing", version(signing.PACKAGE), well=True)


def _fonts() -> Finding:
    folder = resources.fonts()
    try:
        from dossier.packet.typeset import fonts  # noqa: PLC0415 - ReportLab is slow to import

        fonts.register()
    except Exception as error:  # noqa: BLE001 - a damaged file raises what it likes
        return Finding("fonts-missing", str(error), well=False)
    return Finding("fonts", ", ".join(sorted(path.stem for path in folder.glob("*.ttf"))), well=True)


def _templates() -> Finding:
    try:
        folder = resources.templates()
    except FileNotFoundError as error:
        return Finding("templates-missing", str(error), well=False)
    absent = [name for name in _NEEDED if not (folder / name).exists()]
    return Finding(
        "templates-missing" if absent else "templates", ", ".join(absent) or str(folder), not absent
    )


def _cache() -> Finding:
    """Whether readings can be kept; the cache's own folder is not made for the question."""
    cache = Cache.usual()
    if cache is None:
        return Finding("cache", "off", well=True)
    standing = next(place for place in (cache.folder, *cache.folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=standing):
            pass
    except OSError as error:
        return Finding("cache-missing", f"{cache.folder} ({error.strerror})", well=False)
    return Finding("cache", str(cache.folder), well=True)
