"""``journal-head.json``: where the journal ended at the last build or check.

The chain alone cannot tell that its last lines are gone; this note, kept with
the packet, can.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from dossier.journal.chain import Chain
from dossier.journal.line import LAST
from dossier.seal.canonical import compact, digest

SCHEMA = "dossier-journal-head/1"
_HASH = re.compile(r"[0-9a-f]{64}")
MOST = 1 << 12
"""Bytes of a head that is read; those that we write have some two hundred."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a journal: its sequence and the hash of its bytes without the newline."""

    sequence: int
    line: str


class HeadChangedError(ValueError):
    """The bytes are not those of a head as it was written."""


def of(chain: Chain) -> Head | None:
    """The head of a chain; None where it has no sound line."""
    return Head(chain.lines[-1].sequence, chain.lines[-1].hash) if chain.lines else None


def dumps(head: Head) -> bytes:
    """The content of the file: one line of canonical JSON."""
    content = {"line": head.line, "schema": SCHEMA, "sequence": head.sequence}
    return compact({**content, "sha256": digest(content)}).encode() + b"\n"


def loads(data: bytes) -> Head:
    """The head that some bytes are.

    Raises:
        HeadChangedError: they are not as :func:`dumps` makes them.
    """
    try:
        found = json.loads(data)
        head = Head(found["sequence"], found["line"])
        formed = type(head.sequence) is int and 0 < head.sequence <= LAST and bool(_HASH.fullmatch(head.line))
        if not formed or dumps(head) != data:
            raise HeadChangedError
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HeadChangedError from error
    return head
