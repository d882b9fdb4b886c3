"""What a remark about wording is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a wording harms."""

    THREAT = "threat"
    INSULT = "insult"
    CONCLUSION = "conclusion"
    INTENT = "intent"
    """Says for certain what the other side wanted."""
    EMOTION = "emotion"
    EXAGGERATION = "exaggeration"
    PUNCTUATION = "punctuation"
    PRIVATE = "private"
    """Another person's private data, or a key that anybody could use."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a text, from ``start`` to ``stop`` (exclusive, from 0), and what to write instead.

    ``instead`` is the last part of a phrase's key, ``tone.instead.<instead>``.  ``mild``
    wording is not wrong in itself and only better said otherwise.
    """

    start: int
    stop: int
    words: str
    kind: Kind
    instead: str
    mild: bool = False
