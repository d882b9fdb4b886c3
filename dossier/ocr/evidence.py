"""Evidence gets the lines of its pictures: from the cache where they were read before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.model import Evidence, Line, Page, Problem
from dossier.ocr import cache as caching
from dossier.ocr.engine import EngineMissing
from dossier.ocr.registry import AUTO, available, create
from dossier.ocr.workers import Task, cores, run

if TYPE_CHECKING:
    from dossier.ocr.cache import Cache
    from dossier.ocr.engine import Engine

_Place = tuple[str, int]  # SHA-256 of the original and page number: equal content is read once

Progress = Callable[[int, int, str], None]
"""Told after each page really read: pages done, pages in all, path."""


def read_evidence(
    folder: Path,
    evidence: Sequence[Evidence],
    *,
    engine: str = AUTO,
    jobs: int | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> tuple[tuple[Evidence, ...], tuple[Problem, ...], int]:
    """Read every page that is a picture.

    Pages that already have lines (a PDF's own text) or are texts stay as they are.
    Files of equal content are read once, and pictures of equal pixels where readings are kept.

    Args:
        folder: the evidence folder, whose originals must be unchanged.
        evidence: as ``intake.read_folder`` made it.
        engine: ``auto``, ``rapidocr`` or ``tesseract``.
        jobs: worker processes; None takes what the machine bears.
        progress: see :data:`Progress`.
        cache: where readings are kept; None reads everything anew.  What stands in a
            locked file is never kept: it would lie open beside its lock.

    Returns:
        The evidence with its lines and problems; the new problems; and how many
        pages were really read rather than found in the cache.

    Raises:
        EngineMissing: there are pages to read and no engine for them.
    """
    wanted = {
        (one.sha256, page.number): Task(folder, one, page.number, None if one.password else cache)
        for one, page in _waiting(evidence)
    }
    if not wanted:
        return tuple(evidence), (), 0
    reader = create(engine, cores())
    try:
        return _all_read(evidence, wanted, reader, jobs, progress, cache)
    except EngineMissing:
        # Installed, but it does not start (a system library is missing): the next best may.
        others = [name for name in available() if name != reader.name]
        if engine != AUTO or not others:
            raise
        return _all_read(evidence, wanted, create(others[0], cores()), jobs, progress, cache)


def _all_read(
    evidence: Sequence[Evidence],
    wanted: dict[_Place, Task],
    reader: Engine,
    jobs: int | None,
    progress: Progress | None,
    cache: Cache | None,
) -> tuple[tuple[Evidence, ...], tuple[Problem, ...], int]:
    names = {
        place: caching.key(*place, reader) for place, task in wanted.items() if not task.evidence.password
    }
    lines: dict[_Place, tuple[Line, ...]] = {}
    if cache is not None:
        found = {place: cache.get(name) for place, name in names.items()}
        lines = {place: known for place, known in found.items() if known is not None}
    failed: dict[_Place, tuple[str, str]] = {}
    tasks = [task for place, task in wanted.items() if place not in lines]
    twins = 0
    for count, outcome in enumerate(run(partial(create, reader.name), tasks, jobs), start=1):
        place = outcome.task.evidence.sha256, outcome.task.page
        if outcome.code:
            failed[place] = outcome.code, outcome.detail
        else:
            lines[place] = outcome.lines
            twins += outcome.known
            if cache is not None and place in names:
                cache.put(names[place], outcome.lines)
        if progress is not None:
            progress(count, len(tasks), outcome.task.evidence.path)
    if cache is not None and tasks:
        cache.tidy()
    told: dict[str, list[Problem]] = defaultdict(list)
    for one, page in _waiting(evidence):
        if why := failed.get((one.sha256, page.number)):
            told[one.id].append(Problem(one.path, *why, page=page.number))
    read = tuple(_read(one, lines, tuple(told[one.id]), reader) for one in evidence)
    return (
        read,
        tuple(problem for problems in told.values() for problem in problems),
        len(tasks) - len(failed) - twins,
    )


def _waiting(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Page]]:
    """The pages that are pictures and have no lines yet."""
    for one in evidence:
        for page in one.pages:
            if page.width and page.height and not page.lines and not page.messages:
                yield one, page


def _read(
    one: Evidence,
    lines: dict[_Place, tuple[Line, ...]],
    problems: tuple[Problem, ...],
    reader: Engine,
) -> Evidence:
    waiting = {page.number for _, page in _waiting((one,))}
    if not waiting:
        return one
    pages = tuple(
        replace(page, lines=lines.get((one.sha256, page.number), ())) if page.number in waiting else page
        for page in one.pages
    )
    engines = [one.engine] if one.engine else []
    return replace(
        one,
        pages=pages,
        engine=", ".join([*engines, f"{reader.name} {reader.version}"]),
        problems=one.problems + problems,
    )
