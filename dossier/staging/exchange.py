"""Two folders change places at one moment, where the system can do that.

Linux has ``renameat2(2)`` with ``RENAME_EXCHANGE``, macOS ``renamex_np(2)`` with
``RENAME_SWAP``; Windows has neither, and not every file system obliges.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100
"""``AT_FDCWD``: paths are taken as any call takes them."""
_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux and ``RENAME_SWAP`` of macOS happen to be the same number."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places at one moment.

    Returns:
        False when nothing was done: the system or the file system cannot, or one of the two is gone.
    """
    call = _call()
    return call is not None and call(os.fsencode(one), os.fsencode(other)) == 0


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's own exchange, or None."""
    try:
        if sys.platform == "darwin":
            swap = ctypes.CDLL(None).renamex_np
            swap.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
            return lambda one, other: int(swap(one, other, _EXCHANGE))
        if sys.platform != "win32":
            move = ctypes.CDLL(None).renameat2
            number, text = ctypes.c_int, ctypes.c_char_p
            move.argtypes = (number, text, number, text, ctypes.c_uint)
            return lambda one, other: int(move(_HERE, one, _HERE, other, _EXCHANGE))
    except (OSError, AttributeError):
        pass
    return None
