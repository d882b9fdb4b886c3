"""One way to write JSON that is sealed, and hashes.

What is sealed by a hash must have one spelling only: otherwise a changed blank
or letter case would go unseen.  Reading therefore accepts the canonical bytes
and no others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20


class NotCanonicalError(ValueError):
    """The bytes are not JSON in the canonical form."""


def dumps(document: Mapping[str, Any]) -> bytes:
    """A document for reading by people too: UTF-8, keys sorted, one space of indent, a newline at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def loads(data: bytes) -> dict[str, Any]:
    """The document of some bytes that :func:`dumps` made.

    Raises:
        NotCanonicalError: it is no object, or written in any other way.
    """
    try:
        document = json.loads(data)
        same = isinstance(document, dict) and dumps(document) == data
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError from error
    if not same:
        raise NotCanonicalError
    return document  # type: ignore[no-any-return]


def digest(document: Mapping[str, Any]) -> str:
    """The hash of a document's content: SHA-256 over compact JSON with sorted keys."""
    return sha256(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def sha256(data: bytes) -> str:
    """SHA-256 of some bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in lower-case hex, read in pieces.

    Raises:
        OSError: it cannot be read.
    """
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
