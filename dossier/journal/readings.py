"""What the journal is told of a reading: what was read, what a person put right, confirmed or took back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.casefile import CaseFile, Correction
from dossier.journal import acts, arranging
from dossier.journal.acts import Act, Reading
from dossier.journal.chain import Chain, Entry, Kept, append
from dossier.journal.notes import What, unless_told
from dossier.model import Case, FactKind
from dossier.seal.canonical import sha256
from dossier.seal.manifest import PROGRAM

if TYPE_CHECKING:
    from dossier.pipeline import Result


def note(folder: Path, result: Result, data: str | None, now: datetime) -> Kept:
    """Tell the journal what was read, and what a person has put right since it was told last.

    Args:
        folder: the evidence folder.
        result: the judged case of the folder.
        data: the text of ``dossier.json``; None to tell only of the person's acts.
        now: the time of the lines.
    """
    case, said = result.case, result.casefile
    found = acts.in_force(case, said)

    def tell(chain: Chain) -> list[Entry]:
        entries = [*_acts(chain, found, case, said), *arranging.entries(chain, said)]
        if data is not None:
            entries += unless_told(chain, What.READ, _read(case, data))
        return entries

    return append(folder, tell, now)


def _read(case: Case, data: str) -> dict[str, Any]:
    counts = Counter(fact.source.evidence for fact in case.facts)
    return {
        "originals": [
            {"path": item.path, "sha256": item.sha256, "engine": item.engine, "facts": counts[item.id]}
            for item in case.evidence
        ],
        "data": sha256(data.encode()),
        "program": PROGRAM,
    }


def _acts(chain: Chain, found: Sequence[Act], case: Case, said: CaseFile) -> Iterator[Entry]:
    """What is new in force, and what no longer is."""
    known = _known(chain)
    shown = found
    if any(_is_new(act, known) for act in found):
        # Only now: looking for secrets takes a while.
        shown = _without_secrets(found, case, said)
    still = {act.reading for act in (*found, *shown)}
    for reading, act in known.items():
        if reading not in still:
            yield Entry(What.WITHDRAWN, {**act.details(), "because": _why_gone(act, said)})
    for act, masked in zip(found, shown, strict=True):
        if _is_new(act, known) and _is_new(masked, known):
            what = What.CONFIRMED if act.confirms else What.CORRECTED
            yield Entry(what, {**masked.details(), "places": masked.places()})


def _known(chain: Chain) -> dict[Reading, Act]:
    """The acts that are in force according to the journal."""
    known: dict[Reading, Act] = {}
    for line in chain.lines:
        if line.what not in (What.CORRECTED, What.CONFIRMED, What.WITHDRAWN):
            continue
        act = acts.of(line.details)
        if act is not None:
            known.pop(act.reading, None)
            if line.what != What.WITHDRAWN:
                known[act.reading] = act
    return known


def _is_new(act: Act, known: Mapping[Reading, Act]) -> bool:
    return act.reading not in known or known[act.reading].written != act.written


def _why_gone(act: Act, said: CaseFile) -> str:
    """Whether a person took it back, or ``case.yaml`` still says it and no reading fits it."""
    if act.page is None:
        day = said.dates.get(act.file)
        return "unmatched" if day is not None and day.isoformat() == act.written else "removed"
    still = [
        *(Act(one.file, one.page, one.kind, one.was, one.value) for one in said.corrections),
        *(
            Act(one.file, one.page, one.kind, "", one.text, box=one.box, about=one.about)
            for one in said.additions
        ),
    ]
    told = any((one.reading, one.written) == (act.reading, act.written) for one in still)
    return "unmatched" if told else "removed"


def _without_secrets(found: Sequence[Act], case: Case, said: CaseFile) -> tuple[Act, ...]:
    """The acts as every set tells them: card keys and what the person hid are masked in them."""
    from dossier.privacy import choosing  # noqa: PLC0415 - the walk through a folder asks for this room

    # What they are of does not matter here, and what was marked may be of no kind.
    words = tuple(
        Correction(act.file, act.page or 1, act.kind or FactKind.STATEMENT, act.read, act.written)
        for act in found
    )
    own = {fact.id: fact for act in found for fact in act.facts}
    case = replace(case, facts=tuple(own.get(fact.id, fact) for fact in case.facts))
    shown, told = choosing.told(case, replace(said, corrections=words, keep_card_keys=False))
    facts = {fact.id: fact for fact in shown.facts}
    return tuple(
        replace(act, read=one.was, written=one.value, facts=tuple(facts[fact.id] for fact in act.facts))
        for act, one in zip(found, told.corrections, strict=True)
    )
