"""What entries of ``case.yaml`` and facts are called in forms, so that each act means what the person saw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from typing import TypeAlias, TypeVar

from dossier.casefile import Correction
from dossier.casefile.model import Addition, Claim, DrawnMask, Exclusion, Release
from dossier.model import Evidence, Fact, FactStatus
from dossier.review.values import RefusedError

Entry: TypeAlias = Correction | Addition | DrawnMask | Release | Claim | Exclusion
Item = TypeVar("Item", Correction, Addition, DrawnMask, Release, Claim, Exclusion)


def name(entry: Entry) -> str:
    """What an entry is called in a form: the same as long as it speaks of the same.

    A correction's value does not matter: put right twice, it is the same correction.
    """
    left_out = {"line", "value"} if isinstance(entry, Correction) else {"line"}
    told = [str(getattr(entry, one.name)) for one in fields(entry) if one.name not in left_out]
    return _hash([type(entry).__name__, *told])


def marked(fact: Fact, item: Evidence) -> str:
    """Tells a fact from every other of any state of the case: numbers change, its place does not."""
    parts = (item.path, fact.source.page, fact.source.line, fact.source.box, fact.kind, fact.about, fact.raw)
    return _hash(map(repr, parts))


def entries_of(fact: Fact, item: Evidence, entries: tuple[Correction, ...]) -> list[Correction]:
    """The corrections that may have made a fact what it is; a corrected fact shows the person's words."""
    if fact.status is not FactStatus.CORRECTED:
        return []
    place = (item.path, fact.source.page, fact.kind)
    return [
        e
        for e in entries
        if (e.file, e.page, e.kind) == place and (e.value or "").strip() == fact.raw.strip()
    ]


def named(entry_id: str, entries: Iterable[Item]) -> Item:
    """The entry of a name.

    Raises:
        RefusedError: it is no longer there.
    """
    for entry in entries:
        if name(entry) == entry_id:
            return entry
    raise RefusedError("outdated")


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:16]
