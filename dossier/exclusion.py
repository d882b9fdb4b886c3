"""Files that the user leaves out of the case: listed by their hash, never read, printed or handed on."""

from __future__ import annotations

from dataclasses import replace

from dossier.model import Evidence, Problem


def exclude(item: Evidence, reason: str) -> Evidence:
    """A file of which nothing is read."""
    pages = tuple(replace(page, lines=(), messages=(), rows=()) for page in item.pages)
    return replace(item, pages=pages, problems=(*item.problems, Problem(item.path, "excluded", reason)))


def is_excluded(item: Evidence) -> bool:
    """Whether the user left a file out of the case."""
    return any(problem.code == "excluded" for problem in item.problems)
