"""What all commands share: the group, options, messages, and how errors end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dossier import __version__
from dossier.errors import DossierError, ExitCode
from dossier.words import language, phrase

if TYPE_CHECKING:
    from dossier.options import Options
    from dossier.pipeline import Result

F = TypeVar("F", bound=Callable[..., Any])
LANG = language()
ENGINES = ("auto", "rapidocr", "tesseract")
EVIDENCE = click.argument("evidence", type=click.Path(path_type=Path, readable=False))
_YEARS = range(2000, 2100)
"""Years in which a day of advice may lie: years on are counted from it."""


def t(key: str, **values: object) -> str:
    """One phrase in the language of the terminal."""
    return phrase(key, LANG, **values)


def say(text: str) -> None:
    """Everything that is not data goes to stderr."""
    click.echo(text, err=True)


def mended(command: F) -> F:
    """Turn errors that a user can meet into one clear line and their exit code."""

    @wraps(command)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        from dossier.casefile import CaseFileError  # noqa: PLC0415
        from dossier.ocr import EngineMissing  # noqa: PLC0415

        try:
            return command(*args, **kwargs)
        except DossierError as error:
            say(error.told(LANG))
            sys.exit(error.exit_code)
        except CaseFileError as error:
            say(error.message(LANG))
            sys.exit(ExitCode.USAGE)
        except EngineMissing as error:
            say(t(f"problem.{error.code}", path="", detail=error.detail, page=None))
            sys.exit(ExitCode.USAGE)
        except KeyboardInterrupt:
            say(t("error.interrupted"))
            sys.exit(ExitCode.INTERRUPTED)

    return wrapper  # type: ignore[return-value]


def reading_options(command: F) -> F:
    """The options of every command that reads a folder, given to it as one ``options``."""

    @wraps(command)
    def wrapper(
        engine: str, jobs: int | None, policy: str | None, passwords: tuple[str, ...], **rest: Any
    ) -> Any:
        return command(options=read_with(engine, jobs, policy, passwords), **rest)

    for option in (
        click.option("--jobs", type=click.IntRange(1), help=t("cli.option.jobs")),
        click.option("--engine", type=click.Choice(ENGINES), default="auto", help=t("cli.option.engine")),
        click.option("--policy", metavar="PACK", help=t("cli.option.policy")),
        click.option("--password", "passwords", multiple=True, metavar="TEXT", help=t("cli.option.password")),
    ):
        wrapper = option(wrapper)
    return wrapper  # type: ignore[return-value]


@click.group(help=t("cli.help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dossier")
def main() -> None:  # noqa: D103 - the help text is its documentation
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with a narrow code page shows what it can instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def read_with(
    engine: str = "auto",
    jobs: int | None = None,
    policy: str | None = None,
    passwords: tuple[str, ...] = (),
) -> Options:
    """How a folder is read; the language is the terminal's, where a password may be asked for."""
    from dossier import asking  # noqa: PLC0415
    from dossier.options import Options  # noqa: PLC0415

    return Options(engine, jobs, policy, asking.keys(passwords, LANG), _waiting)


def _waiting(paths: Sequence[str]) -> None:
    """Tell why nothing seems to happen."""
    from dossier.terminal import printable  # noqa: PLC0415

    say(t("cli.waiting", path=printable(paths[0]), more=len(paths) - 1))


def investigate(evidence: Path, options: Options) -> Result:
    """Read and judge a folder, with progress on a terminal."""
    from dossier import pipeline  # noqa: PLC0415
    from dossier.cli.progress import progressing  # noqa: PLC0415

    with progressing() as progress:
        return pipeline.investigate(evidence, options, progress)


def day(told: str | None = None) -> date:
    """The day told, or today in China: only advice and a drawn pack look at a clock."""
    from dossier.intake.capture import CHINA  # noqa: PLC0415

    if told is None:
        return datetime.now(CHINA).date()
    try:
        found = date.fromisoformat(told)
    except ValueError as error:
        raise DossierError("no-day", value=told) from error
    if found.year not in _YEARS:
        raise DossierError("no-day", value=told)
    return found
