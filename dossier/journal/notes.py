"""What the journal is told of a reading, a build and a check; nothing is told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier import __version__
from dossier.casefile import CaseFile, Correction
from dossier.journal import acts
from dossier.journal.acts import Act, Reading
from dossier.journal.chain import Chain, Entry, Kept, append
from dossier.model import Case
from dossier.seal.canonical import sha256
from dossier.seal.difference import Difference

if TYPE_CHECKING:
    from dossier.pipeline import Result


class What(StrEnum):
    """What happened (``what`` of a line)."""

    READ = "read"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    BUILT = "built"
    VERIFIED = "verified"
    DIFFERED = "differed"
    """The journal itself was found changed or cut, and goes on from there."""


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
        entries = [*_acts(chain, found, case, said)]
        if data is not None:
            entries += _unless_told(chain, What.READ, _read(case, data))
        return entries

    return append(folder, tell, now)


def built(
    folder: Path, manifest: str, outputs: Mapping[str, str], options: Mapping[str, Any], now: datetime
) -> Kept:
    """Tell the journal what was made.

    Args:
        folder: the evidence folder.
        manifest: SHA-256 of ``manifest.json``.
        outputs: path → SHA-256.
        options: of the build: texts, whole numbers, truth values, lists and mappings of them.
        now: the time of the line.
    """
    details = {
        "manifest": manifest,
        "outputs": [{"path": path, "sha256": digest} for path, digest in sorted(outputs.items())],
        "options": dict(options),
        "program": _program(),
    }
    return append(folder, lambda chain: _unless_told(chain, What.BUILT, details), now)


def verified(
    folder: Path, packet: str, manifest: str, originals: int, differences: Sequence[str], now: datetime
) -> Kept:
    """Tell the journal that a packet was checked, and with what result.

    Args:
        folder: the evidence folder.
        packet: the name of what was checked.
        manifest: SHA-256 of its manifest, or the hash that the packet itself bears; "" for none.
        originals: how many were held against it.
        differences: codes of what differs; none when all is unchanged.
        now: the time of the line.
    """
    details = {
        "packet": packet,
        "manifest": manifest,
        "originals": originals,
        "result": "different" if differences else "unchanged",
        "differences": sorted(set(differences)),
        "program": _program(),
    }

    def tell(chain: Chain) -> list[Entry]:
        last = chain.lines[-1] if chain.lines else None
        same = last is not None and (last.what, last.details) == (What.VERIFIED, details)
        return [] if same else [Entry(What.VERIFIED, details)]

    return append(folder, tell, now)


def differed(folder: Path, differences: Sequence[Difference], now: datetime) -> Kept:
    """Tell the journal what was wrong with it before more is written.

    A cut end no longer shows once the journal goes on from there; this line keeps it.

    Args:
        folder: the evidence folder.
        differences: as :func:`dossier.journal.check` found them; none adds nothing.
        now: the time of the line.
    """
    details = {"differences": [{"code": one.code, "detail": one.detail} for one in differences]}

    def tell(chain: Chain) -> list[Entry]:
        return _unless_told(chain, What.DIFFERED, details) if differences else []

    return append(folder, tell, now)


def _unless_told(chain: Chain, what: What, details: Mapping[str, Any]) -> list[Entry]:
    """An entry, unless the last of its kind tells the same."""
    last = chain.last(what)
    return [] if last is not None and last.details == details else [Entry(what, details)]


def _read(case: Case, data: str) -> dict[str, Any]:
    counts = Counter(fact.source.evidence for fact in case.facts)
    return {
        "originals": [
            {"path": item.path, "sha256": item.sha256, "engine": item.engine, "facts": counts[item.id]}
            for item in case.evidence
        ],
        "data": sha256(data.encode()),
        "program": _program(),
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
    still = (
        Act(one.file, one.page, one.kind, one.was).reading == act.reading and one.value == act.written
        for one in said.corrections
    )
    return "unmatched" if any(still) else "removed"


def _without_secrets(found: Sequence[Act], case: Case, said: CaseFile) -> tuple[Act, ...]:
    """The acts as every set tells them: card keys and what the person hid are masked in them."""
    from dossier.privacy import choosing  # noqa: PLC0415 - the walk through a folder asks for this room

    words = tuple(Correction(act.file, act.page or 1, act.kind, act.read, act.written) for act in found)
    own = {fact.id: fact for act in found for fact in act.facts}
    case = replace(case, facts=tuple(own.get(fact.id, fact) for fact in case.facts))
    shown, told = choosing.told(case, replace(said, corrections=words, keep_card_keys=False))
    facts = {fact.id: fact for fact in shown.facts}
    return tuple(
        replace(act, read=one.was, written=one.value, facts=tuple(facts[fact.id] for fact in act.facts))
        for act, one in zip(found, told.corrections, strict=True)
    )


def _program() -> str:
    return f"dossier {__version__}"
