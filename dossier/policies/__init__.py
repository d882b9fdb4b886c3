"""Policy packs: what a platform publishes about cancelling, as typed data.

A pack is data with its source.  The built-in ones are for reference only: a
promise counts in a case when the folder shows it or the user names a pack.
"""

from dossier.policies.pack import (
    Applies,
    Clause,
    DeliveryScope,
    Fee,
    Pack,
    PackError,
    PackProblem,
    Start,
    UnknownPackError,
    Window,
)
from dossier.policies.store import check, load, names

__all__ = [
    "Applies",
    "Clause",
    "DeliveryScope",
    "Fee",
    "Pack",
    "PackError",
    "PackProblem",
    "Start",
    "UnknownPackError",
    "Window",
    "check",
    "load",
    "names",
]
