"""A pack in one line: how many entries of each kind it has."""

from __future__ import annotations

from dossier.policies.entries import KEYS
from dossier.policies.pack import Pack
from dossier.words import phrase


def of(pack: Pack, lang: str) -> str:
    """The kinds of entries with their numbers, and whether the pack is for reference only."""
    counts = [(key, len(getattr(pack, key))) for key in KEYS.values()]
    kinds = [
        phrase("policies.summary.kind", lang, name=phrase(f"policies.key.{key}", lang), count=count)
        for key, count in counts
        if count
    ]
    return phrase("policies.summary", lang, kinds=kinds, reference=pack.reference)
