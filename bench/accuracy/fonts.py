"""Fonts for the looks: what the system has, else the project's own.

The same machine always gives the same choice; a font that is missing is named once on
stderr, since the pictures then differ from those of the committed table.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from samples.draw.canvas import FONTS, Typeface

ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts").expanduser())
SIMPLIFIED = 2
"""The face of the Noto CJK collections with the forms of mainland China."""

_MISSING: list[str] = []

#: Chinese faces: regular file, bold file, index within the collection.
HAN = {
    "sans": (FONTS / "NotoSansSC-Regular.ttf", FONTS / "NotoSansSC-Bold.ttf", 0),
    "cjk": ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", SIMPLIFIED),
    "heavy": ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", SIMPLIFIED),
    "serif": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", SIMPLIFIED),
    "microhei": ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    "zenhei": ("wqy-zenhei.ttc", "wqy-zenhei.ttc", 0),
}
#: Latin faces: regular file, bold file.
LATIN = {
    "": ("", ""),
    "dejavu": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "condensed": ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
    "dejavu-mono": ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    "dejavu-serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    "liberation": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "narrow": ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"),
    "mono": ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
    "roman": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
}


def typeface(han: str, latin: str = "", spacing: float = 0.0) -> Typeface:
    """The faces by name, or the project's own where they are not installed."""
    regular, bold, index = HAN[han]
    first, second = _found(regular), _found(bold)
    if first is None or second is None:
        first, second, index = FONTS / "NotoSansSC-Regular.ttf", FONTS / "NotoSansSC-Bold.ttf", 0
        if han == "heavy":
            first = second
    letters, strong = LATIN[latin]
    return Typeface(first, second, index, _found(letters), _found(strong), spacing)


def missing() -> tuple[str, ...]:
    """The font files asked for so far that are not installed."""
    return tuple(_MISSING)


@cache
def _installed() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in ROOTS:
        for path in sorted(root.rglob("*.tt[fc]")) if root.is_dir() else ():
            found.setdefault(path.name, path)
    return found


@cache
def _found(name: str | Path) -> Path | None:
    if isinstance(name, Path):
        return name
    path = _installed().get(name) if name else None
    if name and path is None:
        _MISSING.append(name)
        print(f"font {name} is not installed; the project's own takes its place", file=sys.stderr)
    return path
