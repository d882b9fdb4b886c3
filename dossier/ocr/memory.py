"""Memory that an engine took and left empty goes back to the system.

Each page has tensors of its own sizes.  The C library of Linux keeps what they leave, in
pieces that the next page's do not fit, so that a process grows page by page.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path
from typing import Any

MUCH = 450_000_000
"""Bytes from which on it is worth the while: an engine at work on a usual page holds less."""
_HELD = Path("/proc/self/statm")
_PAGE = 4096


def give_back(most: int = MUCH) -> bool:
    """Give back what is empty, where this process holds more than ``most`` bytes; tells whether it did."""
    trim = _trimmer()
    if trim is None or held() <= most:
        return False
    trim(0)
    return True


def held() -> int:
    """Bytes that this process holds in memory; 0 where that is not told."""
    try:
        return int(_HELD.read_text().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


@cache
def _trimmer() -> Any:
    """The function of the C library, None where it has none."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None
