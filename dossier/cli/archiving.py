"""The bag of a build: made last, when nothing of the case changes any more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossier.cli.root import say, t
from dossier.terminal import printable

_MOST = 5
"""So many file names are listed."""


def place(evidence: Path, out: Path) -> Path:
    """Where the bag of a build goes; told before anything is read.

    Raises:
        DossierError: it cannot go there.
    """
    from dossier import bagging  # noqa: PLC0415

    return bagging.target(evidence, out)


def bag(evidence: Path, out: Path, to: Path) -> None:
    """Make or keep the bag, and say what to know about it."""
    from dossier import bagging, report  # noqa: PLC0415

    made = bagging.write(evidence, out, to)
    if made.fresh:
        say(t("bag.fresh"))
    if made.left_out:
        say(report.note(t("bag.left-out", names=_listed(made.left_out), more=len(made.left_out[_MOST:]))))
    if made.awkward:
        say(report.note(t("bag.awkward", names=_listed(made.awkward), more=len(made.awkward[_MOST:]))))
    say(report.note(t("bag.private")))


def _listed(paths: Sequence[str]) -> str:
    return "  ".join(printable(path) for path in paths[:_MOST])
