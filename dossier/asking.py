"""Passwords of a run: from the option, from the environment, or typed at the terminal."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence

import click

from dossier.intake.keys import ATTEMPTS, Keys
from dossier.terminal import printable
from dossier.words import phrase

VARIABLE = "DOSSIER_PASSWORD"


def keys(given: Sequence[str], lang: str) -> Keys:
    """What may open locked files.

    Args:
        given: passwords of the command line.
        lang: of what is said to the person.

    Returns:
        Keys that ask for more only where a person sits at the terminal.
    """
    known = tuple(dict.fromkeys(word for word in (*given, os.environ.get(VARIABLE, "")) if word))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return Keys(known)
    return Keys(known, lambda path, times: _asked(path, times, lang))


def _asked(path: str, times: int, lang: str) -> str:
    """One answer, not shown while it is typed; "" when there is none."""
    shown = printable(path)
    if times:
        click.echo(phrase("cli.password.wrong", lang, left=ATTEMPTS - times), err=True)
    word = typed(phrase("cli.password.ask", lang, path=shown))
    if not word:
        click.echo(phrase("cli.password.skipped", lang, path=shown), err=True)
    return word


def typed(question: str) -> str:
    """What a person types at the terminal without its being shown; "" for nothing, or the end of input."""
    try:
        return getpass.getpass(question, sys.stderr)
    except EOFError:
        click.echo(err=True)
        return ""
    except KeyboardInterrupt:
        click.echo(err=True)
        raise
