"""How far long work is: one line on a terminal that is written over, and nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import click

from dossier.cli.root import t

if TYPE_CHECKING:
    from collections.abc import Callable

_SOON = 3.0
"""Seconds of work before anything is foretold from it."""
_MINUTE = 60
_STEP = 5
"""Seconds: nothing is foretold finer."""


class Progress(Protocol):
    """Told after each step: steps done, steps in all, the file."""

    def __call__(self, done: int, total: int, path: str, /) -> None: ...  # noqa: D102 - see the class


@dataclass(slots=True)
class Pace:
    """Foretells the time that is left from the time that was taken.

    The first step is not counted: it waits for engines to start.
    """

    clock: Callable[[], float] = time.monotonic
    _begun: tuple[float, int] | None = field(default=None, init=False)

    def left(self, done: int, total: int) -> float | None:
        """Seconds left, or None while nothing can be said.

        Args:
            done: steps done.
            total: steps in all.
        """
        now = self.clock()
        if self._begun is None:
            self._begun = now, done
        since, first = self._begun
        if done <= first or now - since < _SOON:
            return None
        return (now - since) / (done - first) * (total - done)


def spoken(seconds: float | None) -> str:
    """Time left in words, "" where there is nothing to say."""
    if seconds is None or seconds <= 0:
        return ""
    if seconds < _MINUTE:
        return t("cli.progress.seconds", count=max(_STEP, round(seconds / _STEP) * _STEP))
    return t("cli.progress.minutes", count=round(seconds / _MINUTE) or 1)


@contextmanager
def line() -> Iterator[Callable[[str], None] | None]:
    """Gives what shows a line in place of the one before, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from dossier.terminal import Terminal, cut  # noqa: PLC0415

    terminal, shown = Terminal.of(sys.stderr), False

    def show(text: str) -> None:
        nonlocal shown
        shown = True
        # A line that goes on below itself could not be taken back.
        click.echo(f"\r\033[K{cut(text, terminal.width - 1)}", err=True, nl=False)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\033[K", err=True, nl=False)


@contextmanager
def progressing(key: str = "cli.progress") -> Iterator[Progress | None]:
    """Gives what shows progress on a terminal, or None where there is none.

    Args:
        key: of the phrase.
    """
    with line() as show:
        if show is None:
            yield None
            return
        from dossier.terminal import printable  # noqa: PLC0415

        pace = Pace()

        def progress(done: int, total: int, path: str) -> None:
            left = spoken(pace.left(done, total))
            show(t(key, done=done, total=total, path=printable(path), left=left))

        yield progress
