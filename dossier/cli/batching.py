"""The command for many cases at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.root import LANG, main, mended, reading_options, say, t
from dossier.errors import DossierError, ExitCode

if TYPE_CHECKING:
    from dossier.batch.deal import Progress, Tally
    from dossier.batch.row import Row
    from dossier.options import Options


@main.command(help=t("cli.batch.help"))
@click.argument("cases", metavar="CASES_DIR", type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=t("cli.batch.option.output"))
@click.option("--for", "destinations", multiple=True, metavar="NAME", help=t("cli.option.for"))
@click.option("--share", is_flag=True, help=t("cli.option.share"))
@click.option("--dask", "cluster", metavar="ADDRESS", help=t("cli.option.dask"))
@mended
@reading_options
def batch(  # noqa: D103
    cases: Path,
    output: Path | None,
    destinations: tuple[str, ...],
    share: bool,
    cluster: str | None,
    options: Options,
) -> None:
    from dossier import outputs  # noqa: PLC0415
    from dossier.batch import cases as places  # noqa: PLC0415
    from dossier.batch import session  # noqa: PLC0415
    from dossier.batch.cases import DATA, TABLE  # noqa: PLC0415
    from dossier.batch.deal import Tally  # noqa: PLC0415
    from dossier.batch.listing import Listing  # noqa: PLC0415
    from dossier.batch.row import Outcome  # noqa: PLC0415
    from dossier.ocr import Cache  # noqa: PLC0415
    from dossier.options import Making  # noqa: PLC0415
    from dossier.terminal import Terminal  # noqa: PLC0415

    wanted = session.Wanted(outputs.destinations(destinations), Making(share), options, cluster)
    place = places.place(cases, output)
    tally = Tally(0)
    listing = Listing(Terminal.of(sys.stdout), LANG)
    shown = False

    def each(row: Row) -> None:
        nonlocal shown
        if not shown:
            click.echo(listing.head())
            shown = True
        for line in listing.lines(row):
            click.echo(line)

    try:
        with _progressing() as progress:
            counted = session.run(place, wanted, tally, each, progress)
    except KeyboardInterrupt:
        cache = Cache.usual() is not None
        say(t("batch.interrupted", finished=tally.finished, cases=tally.cases, cache=cache))
        sys.exit(ExitCode.INTERRUPTED)
    except DossierError:
        if tally.finished:
            say(t("batch.stopped", finished=tally.finished, cases=tally.cases))
        raise
    numbers = {
        "done": counted[Outcome.DONE],
        "nothing": counted[Outcome.NOTHING],
        "failed": counted[Outcome.FAILED],
    }
    click.echo()
    click.echo(t("batch.counted", cases=tally.cases, kept=tally.kept, **numbers))
    for name in (TABLE, DATA):
        click.echo(str(place.out / name))
    if counted[Outcome.FAILED]:
        sys.exit(ExitCode.NOT_WRITTEN)
    if not counted[Outcome.DONE]:
        sys.exit(ExitCode.NOTHING_READABLE)


@contextmanager
def _progressing() -> Iterator[Progress | None]:
    """Gives what shows progress on a terminal, or None where there is none."""
    from dossier.batch.cases import spelled  # noqa: PLC0415
    from dossier.cli.progress import Pace, line, spoken  # noqa: PLC0415
    from dossier.terminal import printable  # noqa: PLC0415

    with line() as show:
        if show is None:
            yield None
            return
        pace = Pace()

        def progress(tally: Tally, case: str) -> None:
            # Cases that had not changed took no time and foretell none.
            left = pace.left(tally.finished - tally.kept, tally.cases - tally.kept)
            told = {"cases": tally.cases, "read": tally.read, "pages": tally.pages, "left": spoken(left)}
            show(t("batch.progress", finished=tally.finished, case=printable(spelled(case)), **told))

        yield progress
