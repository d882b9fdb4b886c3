"""One way to write JSON that is sealed, and hashes.

What is sealed by a hash must have one spelling only: otherwise a changed blank
or letter case would go unseen.  Reading therefore accepts the canonical bytes
and no others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


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
        document = parse(data)
        same = isinstance(document, dict) and dumps(document) == data
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError from error
    if not same:
        raise NotCanonicalError
    return document  # type: ignore[no-any-return]


def parse(data: bytes) -> Any:
    """JSON of any form but for ``NaN`` and ``Infinity``, which are none.

    Raises:
        ValueError, RecursionError: it is no JSON, or too deep.
    """
    return json.loads(data, parse_constant=_refuse)


def digest(document: Mapping[str, Any]) -> str:
    """The hash of a document's content: SHA-256 over compact JSON with sorted keys."""
    return sha256(compact(document).encode())


def compact(document: Mapping[str, Any]) -> str:
    """A document without blanks, keys sorted."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(data: bytes) -> str:
    """SHA-256 of some bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def _refuse(constant: str) -> None:
    raise ValueError(constant)
