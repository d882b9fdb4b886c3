"""Load a room in the background, while something else takes its time, without being interrupted in it.

An interruption in the middle of an import leaves the import lock taken or a
library half made: the program would hang, or be aborted by the library.
"""

from __future__ import annotations

import signal
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Event, Thread, current_thread, main_thread
from types import FrameType


def _interrupt() -> None:
    """Interrupt the main thread again, which now may be; it may sleep, so the signal must go to it."""
    main = main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        interrupt_main()


@contextmanager
def loading(module: str) -> Iterator[None]:
    """Import a module in a thread of its own; it is there at the end.

    An interruption meanwhile takes effect as soon as the import is done.

    Args:
        module: its full name.

    Raises:
        KeyboardInterrupt: the user interrupted.
    """
    done, interrupted = Event(), Event()

    def load() -> None:
        try:
            import_module(module)
        finally:
            done.set()
            if interrupted.is_set():
                _interrupt()

    def hold(number: int, frame: FrameType | None) -> None:
        if done.is_set():
            signal.default_int_handler(number, frame)
        interrupted.set()

    before = signal.signal(signal.SIGINT, hold) if current_thread() is main_thread() else None
    thread = Thread(target=load, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()
        if before is not None:
            signal.signal(signal.SIGINT, before)
    if interrupted.is_set():
        raise KeyboardInterrupt
