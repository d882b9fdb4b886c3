"""The program itself on one picture at a time: the whole pipeline, on a folder that holds nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.accuracy import real
from bench.accuracy.truth import Answer, Kind
from dossier import intake, ocr, reading
from dossier.errors import DossierError
from dossier.model import Evidence, Fact, FactKind, FactStatus, Page
from dossier.ocr.cache import VARIABLE
from dossier.options import Options
from dossier.pipeline import investigate

_KINDS = {
    FactKind.ORDER_ID: Kind.ORDER_ID,
    FactKind.TRANSACTION_ID: Kind.TRANSACTION_ID,
    FactKind.MERCHANT_ORDER_ID: Kind.MERCHANT_ORDER_ID,
    FactKind.AMOUNT: Kind.AMOUNT,
    FactKind.TIMESTAMP: Kind.TIMESTAMP,
    FactKind.AGENT_ID: Kind.AGENT_ID,
    FactKind.AGENT_NAME: Kind.AGENT_NAME,
}
_TERMS = {"grace_window": Kind.WINDOW, "fee_rate": Kind.FEE}
_STRICT = (FactStatus.CHECKED, FactStatus.CORRECTED)


def warm(folder: Path, cache: Path) -> None:
    """Read all pictures of a folder into the cache, on all cores."""
    os.environ[VARIABLE] = str(cache)
    taken = intake.read_folder(folder)
    ocr.read_evidence(folder, taken.evidence, cache=ocr.Cache.usual())


def read(folder: Path, cache: Path) -> tuple[Answer, ...]:
    """The answers for the one picture in a folder; none where the program finds nothing readable."""
    os.environ[VARIABLE] = str(cache)
    text = next(folder.glob("*.json"), None)
    if text is not None:
        return tuple(answers(_of_text(text)))
    try:
        case = investigate(folder, Options(jobs=1)).case
    except DossierError:
        return ()
    return tuple(answers(case.facts))


def _of_text(path: Path) -> tuple[Fact, ...]:
    """The facts of a text that another engine read: there is no picture to open."""
    page = Page(1, 2000, 2000, real.lines(path.read_bytes()))
    return reading.read([Evidence("E1", path.name, "0" * 64, 0, "image/png", (page,))]).facts


def answers(facts: Iterable[Fact]) -> Iterator[Answer]:
    """Facts as answers: certain unless disputed or marked as doubtful in some place."""
    for fact in facts:
        certain = fact.status is not FactStatus.DISPUTED and not fact.doubts
        strict = certain and fact.status in _STRICT
        if fact.kind is FactKind.POLICY_TERM:
            if fact.about in _TERMS:
                yield Answer(_TERMS[fact.about], fact.value, "", certain, strict)
        elif fact.kind is FactKind.TIMESTAMP:
            for value in _ends(fact.value):
                yield Answer(Kind.TIMESTAMP, value, fact.about, certain, strict)
        elif fact.kind in _KINDS:
            yield Answer(_KINDS[fact.kind], fact.value, fact.about, certain, strict)


def _ends(value: str) -> tuple[str, ...]:
    """The times that an interval says were read: not its end where that is only the end of the day."""
    left, _, right = value.partition("/")
    return (left, right) if right and not left.startswith(right) else (left,)
