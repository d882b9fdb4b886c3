"""Policy packs: what a platform publishes about cancelling, as typed data.

A pack is data with its source.  The built-in ones are for reference only: a
promise counts in a case when the folder shows it or the user names a pack.
What a pack says in the words of the rules is made by :func:`dossier.policies.terms.terms`; a pack drawn
from the rule pages of a folder by :mod:`dossier.policies.draft`.
"""

from dossier.policies.pack import (
    After,
    Answer,
    Applies,
    Clause,
    Condition,
    DeliveryScope,
    Fee,
    Hours,
    Irrevocable,
    Length,
    Manual,
    Means,
    Notice,
    Pack,
    PackError,
    PackProblem,
    Rank,
    Refund,
    Since,
    Start,
    Unit,
    UnknownPackError,
    Until,
    Way,
    When,
    Window,
)
from dossier.policies.store import check, load, names
from dossier.policies.terms import PackTerm

__all__ = [
    "After",
    "Answer",
    "Applies",
    "Clause",
    "Condition",
    "DeliveryScope",
    "Fee",
    "Hours",
    "Irrevocable",
    "Length",
    "Manual",
    "Means",
    "Notice",
    "Pack",
    "PackError",
    "PackProblem",
    "PackTerm",
    "Rank",
    "Refund",
    "Since",
    "Start",
    "Unit",
    "UnknownPackError",
    "Until",
    "Way",
    "When",
    "Window",
    "check",
    "load",
    "names",
]
