"""File names that another system or another BagIt program may not take as they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_SIGNS = re.compile(r'[<>:"\\|?*%\x00-\x1f\x7f\x85\u2028\u2029]')
"""Windows forbids most of them; programs older than RFC 8493 look for "%25" instead of "%"
(https://github.com/LibraryOfCongress/bagit-python/issues/157), and some end a line at the last ones."""
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def awkward(paths: Iterable[str]) -> tuple[str, ...]:
    """Those paths that may get lost on the way: forbidden somewhere, or the same as another one there.

    Args:
        paths: with ``/`` between parts.
    """
    known = sorted(paths)
    folded = Counter(_folded(path) for path in known)
    return tuple(
        path for path in known if folded[_folded(path)] > 1 or any(_refused(part) for part in path.split("/"))
    )


def _refused(part: str) -> bool:
    return bool(_SIGNS.search(part) or _DEVICE.fullmatch(part)) or part != part.strip() or part.endswith(".")


def _folded(path: str) -> str:
    """What a file system that knows neither case nor forms of Unicode takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
