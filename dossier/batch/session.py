"""A whole batch: ledger, readings, crew, dealing, table."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import pipeline, staging
from dossier.batch import crew as crews
from dossier.batch import deal, ledger, summary
from dossier.batch.cases import PRIVATE, PROBE, Place, find
from dossier.batch.crew import Crew
from dossier.batch.deal import Dealer, Progress, Tally
from dossier.batch.row import Row
from dossier.batch.work import Shared, everywhere
from dossier.errors import DossierError, NotWritten
from dossier.ocr import Cache
from dossier.ocr.workers import cores
from dossier.options import Making, Options

MOST_WORKERS = 4
"""A worker holds 0.6 GB at its peak; more of them are for the person to ask for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done: ``destinations`` as :func:`dossier.outputs.destinations` gives them.

    ``cluster`` is the address of a Dask scheduler, None for this computer.
    """

    destinations: tuple[str, ...]
    making: Making
    options: Options
    cluster: str | None = None


def run(
    place: Place,
    wanted: Wanted,
    tally: Tally,
    each: Callable[[Row], None],
    progress: Progress | None = None,
) -> Counter[str]:
    """Finish every case and write the table.

    Args:
        place: see :func:`dossier.batch.cases.place`.
        wanted: what is to be done.
        tally: kept up to date.
        each: told every row in the order of the table, when all is done.
        progress: see :data:`dossier.batch.deal.Progress`.

    Returns:
        How many cases ended in which way.

    Raises:
        NothingReadable: there is no case.
        DossierError: an option or the output folder is wrong.
        EngineMissing: no page can be read.
        Lost: those who do the work are gone.
    """
    names = find(place.cases)
    tally.cases = len(names)
    pipeline.pack_of(wanted.options.policy)
    with ledger.opened(place.out) as book:
        summary.prove_ours(place.out, book)
        with _readings(place.out) as cache:
            shared = Shared(
                place.cases,
                place.out,
                wanted.destinations,
                wanted.making,
                wanted.options.engine,
                wanted.options.policy,
                cache,
                here=_here(wanted.options.policy),
                passwords=wanted.options.keys.known,
            )
            dealer = Dealer(shared, iter(names), book, tally, everywhere(shared), progress)
            try:
                with _crew(dealer, wanted) as crew:
                    deal.run(dealer, crew)
            finally:
                for name in dealer.open:
                    staging.tidy(place.out / name)
        summary.write(place.out, names, book)
        counted: Counter[str] = Counter()
        for row in summary.rows(names, book):
            counted[row.result] += 1
            each(row)
        return counted


def _here(policy: str | None) -> Path | None:
    """Where a policy's relative path starts; None where the policy is no file."""
    return Path.cwd() if policy and Path(policy).is_file() else None


@contextmanager
def _readings(out: Path) -> Iterator[Path]:
    """The folder of readings: the usual cache, or one for this run alone where that is off."""
    # Of a killed run; nobody else is at work here.
    for left in out.glob(f"{PRIVATE}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in out.glob(f"{PROBE}*"):
        left.unlink(missing_ok=True)
    usual = Cache.usual()
    if usual is not None:
        yield usual.folder.absolute()
        return
    try:
        private = Path(tempfile.mkdtemp(prefix=PRIVATE, dir=out))
    except OSError as error:
        why = error.strerror or str(error)
        raise NotWritten("not-written", path=str(out), why=why) from error
    try:
        yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)


@contextmanager
def _crew(dealer: Dealer, wanted: Wanted) -> Iterator[Crew]:
    """Who does the work; only a cluster that is asked for brings its library."""
    if wanted.cluster is not None:
        if importlib.util.find_spec("distributed") is None:
            raise DossierError("batch-dask-missing")
        from dossier.batch import cluster  # noqa: PLC0415

        with cluster.connected(wanted.cluster, dealer) as crew:
            yield crew
        return
    count = wanted.options.jobs or min(cores(), MOST_WORKERS)
    dealer.shared = replace(dealer.shared, threads=max(1, cores() // count))
    with crews.local(dealer.shared, count) as crew:
        yield crew
