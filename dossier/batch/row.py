"""One line of the table: what became of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dossier import outputs
from dossier.words import CHINESE, ENGLISH

_LOCKED = frozenset(
    {"archive-locked", "archive-password-wrong", "pdf-encrypted", "pdf-password-wrong", "workbook-locked"}
)
"""Problems that another password would solve."""


class Outcome(StrEnum):
    """How a case ended."""

    DONE = "done"
    NOTHING = "nothing-readable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no packet: a code for programs, words for persons in both languages."""

    code: str
    zh: str
    en: str

    def told(self, lang: str) -> str:
        """The words."""
        return {CHINESE: self.zh, ENGLISH: self.en}[lang]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a case.

    ``orders`` have ``order_id``, ``paid`` (a decimal, or None) and ``currency``;
    ``findings`` have ``rule``, ``verdict`` and ``order_id``; ``problems`` have ``path``, ``page``,
    ``code`` and ``why``, as in ``dossier.json``.  ``packets`` are paths within the output
    folder, ``seal`` is the hash of the manifest that stands with them.
    """

    case: str
    result: Outcome
    reason: Reason | None = None
    orders: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    problems: tuple[Mapping[str, Any], ...] = ()
    packets: tuple[str, ...] = ()
    seal: str = ""

    @property
    def locked(self) -> bool:
        """Whether the same files could tell more with another password."""
        return any(one["code"] in _LOCKED for one in self.problems)

    def document(self) -> dict[str, Any]:
        """As JSON; :func:`of_document` reads it back."""
        return asdict(self)


def of_document(told: Mapping[str, Any]) -> Row:
    """A row out of JSON.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    reason = told["reason"]
    return Row(
        str(told["case"]),
        Outcome(told["result"]),
        None if reason is None else Reason(**reason),
        tuple(told["orders"]),
        tuple(told["findings"]),
        tuple(told["problems"]),
        tuple(map(str, told["packets"])),
        str(told["seal"]),
    )


def of_packet(case: str, place: Path, wanted: tuple[str, ...], seal: str) -> Row:
    """The row of a case whose packets stand in their place.

    Args:
        case: its name.
        place: its output folder.
        wanted: destinations.
        seal: the hash of its manifest.

    Raises:
        OSError, ValueError: ``dossier.json`` is not there or not whole.
    """
    told = outputs.record_of(place)
    every = [*told["problems"], *(one for item in told["evidence"] for one in item["problems"])]
    problems = {tuple(one.values()): one for one in every}
    made = (*outputs.paths(place, wanted), *outputs.paths(place / outputs.SHARE, wanted))
    return Row(
        case,
        Outcome.DONE,
        None,
        tuple({key: one[key] for key in ("order_id", "paid", "currency")} for one in told["orders"]),
        tuple({key: one[key] for key in ("rule", "verdict", "order_id")} for one in told["findings"]),
        tuple({key: one[key] for key in ("path", "page", "code", "why")} for one in problems.values()),
        tuple(f"{case}/{path.relative_to(place).as_posix()}" for path in made if path.suffix == ".pdf"),
        seal,
    )
