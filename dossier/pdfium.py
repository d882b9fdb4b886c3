"""One thread at a time: the PDF library must not be entered by two of them (its README, "Thread safety")."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_LOCK = threading.RLock()


def alone(function: Callable[P, T]) -> Callable[P, T]:
    """A function that draws, reads or writes PDFs, run while no other such function does."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        with _LOCK:
            return function(*args, **kwargs)

    return wrapper
