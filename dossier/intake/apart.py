"""Work on a hostile file done in a process of its own.

Libraries in other languages do not raise when a file promises a table of a
thousand thousand million cells: they end the process.  Then it is not ours.
"""

from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

SECONDS = 120.0
MEMORY = 2 * 1024**3
"""Bytes of address space, where the system can limit them."""


class Died(Exception):  # noqa: N818 - it says what happened
    """The process ended, or took too long, without an answer."""


def call(function: Callable[[bytes], Any], data: bytes, seconds: float = SECONDS) -> Any:
    """What ``function(data)`` returns, or raises.

    Args:
        function: of a module, so that the other process can import it.
        data: handed over as it is.
        seconds: how long it may take.

    Raises:
        Died: see there.
    """
    spawn = multiprocessing.get_context("spawn")
    mine, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_work, args=(theirs, function, data), daemon=True)
    process.start()
    theirs.close()
    try:
        if not mine.poll(seconds):
            raise Died
        done, result = mine.recv()
    except (EOFError, OSError) as error:
        raise Died from error
    finally:
        mine.close()
        process.kill()
        process.join()
    if not done:
        raise result
    return result


def _work(answer: Connection, function: Callable[[bytes], Any], data: bytes) -> None:
    # What a dying library has to say helps nobody who reads our output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit()
    try:
        result = (True, function(data))
    except Exception as error:  # noqa: BLE001 - it is raised again in the process that asked
        result = (False, error)
    answer.send(result)
    answer.close()


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except (OSError, ValueError):  # macOS refuses
        return
