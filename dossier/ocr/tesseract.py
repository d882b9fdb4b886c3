"""Tesseract 5 with ``chi_sim+eng``: the second opinion, and what is left where RapidOCR is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unicodedata
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.model import Box
from dossier.ocr.engine import EngineMissing
from dossier.ocr.slicing import Reading, read_in_strips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

    from dossier.model import Line

NAME: Final = "tesseract"

_LANGUAGES = ("chi_sim", "eng")
_CONFIG = "--psm 6"
_STRIP, _SHORTEST_STRIP = 1.5, 480
"""Strip height in widths, and at least (px): every call has its price."""
_SMALL = 1000
"""Narrower pictures are doubled: writing below 20 px is read badly (px)."""
_DARK = 110
"""Mean luminance, 0..255, below which the picture is inverted."""
_SECONDS = 120
_GAP = 0.28
"""Blank between Latin words, in heights of the line, from which it is written."""
_COLUMN = 1.5
"""Blank between words, in heights of the line, from which they belong to different columns."""
_NEXT_PAGE = "\f"
_SMALLEST = 8  # px; nothing this small holds a character
_Word = dict[str, Any]

_USUAL_PLACES = (
    r"%ProgramFiles%\Tesseract-OCR\tesseract.exe",
    r"%ProgramFiles(x86)%\Tesseract-OCR\tesseract.exe",
    r"%LOCALAPPDATA%\Programs\Tesseract-OCR\tesseract.exe",
    r"%LOCALAPPDATA%\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/local/bin/tesseract",
)


def binary() -> str:
    """Where the program is: on the path, or where its installers put it; "" when nowhere."""
    found = shutil.which(NAME)
    if found:
        return found
    places = map(os.path.expandvars, _USUAL_PLACES)
    return next((place for place in places if Path(place).is_file()), "")


def missing() -> str:
    """What is not installed: the program, a language's data, or "" when it is complete."""
    program = binary()
    if not program:
        return NAME
    installed = _ask(program, "--list-langs").split()
    return next((language for language in _LANGUAGES if language not in installed), "")


@cache
def _ask(program: str, option: str) -> str:
    """What the program says of itself; it cannot change while we run."""
    # Without a window of its own, which Windows would flash up.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - the program found above, fixed arguments
            [program, option],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            creationflags=flags,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def languages() -> tuple[str, ...]:
    """The languages whose data is installed; none where the program is not."""
    program = binary()
    return tuple(_ask(program, "--list-langs").split()[1:]) if program else ()


def version() -> str:
    """Version of the installed program, e.g. ``5.3.0``; "?" when it does not say."""
    words = _ask(binary(), "--version").split()
    return words[1].lstrip("v") if len(words) > 1 else "?"


def recognise(crops: Sequence[Image.Image], language: str, characters: str = "") -> list[str]:
    """The text of pictures that hold one line each, in one call of the program.

    Args:
        crops: grey pictures, dark on light.
        language: of the data, e.g. ``eng`` or ``chi_sim+eng``.
        characters: the only ones that may come out; all when empty.

    Returns:
        One text a picture, "" where nothing was seen or the program failed.
    """
    import pytesseract  # noqa: PLC0415 - only needed with the engine

    nothing = [""] * len(crops)
    if not crops or not _ready():
        return nothing
    config = "--psm 7" + (f" -c tessedit_char_whitelist={characters}" if characters else "")
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        pages = Path(folder) / "lines.tif"
        crops[0].save(pages, save_all=True, append_images=crops[1:], compression="tiff_deflate")
        try:
            words = pytesseract.image_to_string(str(pages), lang=language, config=config, timeout=_SECONDS)
        except (pytesseract.TesseractError, RuntimeError, OSError):
            return nothing
    found = [page.strip() for page in words.split(_NEXT_PAGE)]
    return found[: len(crops)] if len(found) >= len(crops) else nothing


def _ready() -> bool:
    """Tell the library where the program is and to keep to one thread; whether there is a program."""
    import pytesseract  # noqa: PLC0415 - only needed with the engine

    program = binary()
    pytesseract.pytesseract.tesseract_cmd = program
    # Its own threads fight each other: five times slower than one alone.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    return bool(program)


class TesseractEngine:
    """One call of the program for each strip."""

    name = NAME

    @cached_property
    def version(self) -> str:
        """Version of the installed program."""
        return version()

    @property
    def options(self) -> str:
        """Languages, mode, and how pictures are cut and prepared."""
        made = f"strip={_STRIP}/{_SHORTEST_STRIP} small={_SMALL} dark={_DARK} gap={_GAP}/{_COLUMN}"
        return f"{'+'.join(_LANGUAGES)} {_CONFIG} {made}"

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """See :class:`dossier.ocr.engine.Engine`."""
        if min(image.size) < _SMALLEST:
            return ()
        return read_in_strips(image, max(round(_STRIP * image.width), _SHORTEST_STRIP), _run)


def _run(part: Image.Image) -> Iterator[Reading]:
    import pytesseract  # noqa: PLC0415 - only needed with the engine

    if not _ready():
        raise EngineMissing("engine-missing", NAME)
    ready, ratio = _prepared(part)
    words = pytesseract.image_to_data(
        ready,
        lang="+".join(_LANGUAGES),
        config=_CONFIG,
        output_type=pytesseract.Output.DICT,
        timeout=_SECONDS,
    )
    yield from _lines(words, ratio)


def _prepared(part: Image.Image) -> tuple[Image.Image, float]:
    """Dark writing on a light ground, large enough; and how many pixels of it are one of the strip."""
    from PIL import ImageOps, ImageStat  # noqa: PLC0415 - beside the engine

    grey = part.convert("L")
    if ImageStat.Stat(grey).mean[0] < _DARK:
        grey = ImageOps.invert(grey)
    if grey.width >= _SMALL:
        return grey, 1.0
    return grey.resize((grey.width * 2, grey.height * 2)), 2.0


def _lines(words: dict[str, list[Any]], ratio: float) -> Iterator[Reading]:
    """Put the words of each line together; what stands far apart are columns, and lines of their own."""
    rows = [dict(zip(words, values, strict=True)) for values in zip(*words.values(), strict=True)]
    said = (row for row in rows if str(row["text"]).strip() and float(row["conf"]) >= 0)
    for _, group in groupby(said, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        for part in _columns(sorted(group, key=lambda row: row["left"])):
            yield Reading(
                _joined(part),
                Box(
                    int(min(row["left"] for row in part) / ratio),
                    int(min(row["top"] for row in part) / ratio),
                    round(max(row["left"] + row["width"] for row in part) / ratio),
                    round(max(row["top"] + row["height"] for row in part) / ratio),
                ),
                sum(float(row["conf"]) for row in part) / len(part) / 100,
            )


def _columns(line: list[_Word]) -> list[list[_Word]]:
    height = max(row["height"] for row in line)
    columns = [[line[0]]]
    for before, row in pairwise(line):
        if row["left"] - before["left"] - before["width"] > _COLUMN * height:
            columns.append([])
        columns[-1].append(row)
    return columns


def _joined(line: list[_Word]) -> str:
    """Chinese has no blanks although the program puts one after every character; Latin keeps real ones."""
    height = max(row["height"] for row in line)
    text = ""
    end = 0
    for row in line:
        word = str(row["text"]).strip()
        apart = row["left"] - end > _GAP * height
        if text and apart and not (_wide(text[-1]) and _wide(word[0])):
            text += " "
        text += word
        end = row["left"] + row["width"]
    return text


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
