"""The way through the house: a folder goes in, a :class:`~dossier.model.Case` comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import casefile, intake, ocr, policies, reading, rules, timeline
from dossier.casefile import CaseFile
from dossier.errors import DossierError, NothingReadable
from dossier.exclusion import exclude
from dossier.model import Case, Event, Fact, FactKind, Problem
from dossier.options import Options
from dossier.rules.missing import missing
from dossier.words import clipped, has, phrase

Progress = Callable[[int, int, str], None]
_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Result:
    """A case with the user's own file, and how many pages were really read by an engine."""

    case: Case
    casefile: CaseFile
    read: int


def investigate(folder: Path, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Read and judge one evidence folder.

    Raises:
        NothingReadable: no file of the folder could be read.
        DossierError: ``case.yaml``, the folder or an option is wrong.
    """
    chosen = options or Options()
    if not folder.is_dir():
        raise DossierError("no-folder", path=str(folder))
    said = casefile.load(folder)
    pack = _pack(chosen.policy)
    taken = intake.read_folder(folder, chosen.keys, chosen.waiting)
    if not taken.evidence:
        raise NothingReadable("nothing-readable", path=str(folder), problems=len(taken.problems))
    excluded = {exclusion.file: exclusion.reason for exclusion in said.exclude}
    wanted = [item for item in taken.evidence if item.path not in excluded]
    lined, failed, count = ocr.read_evidence(
        folder, wanted, engine=chosen.engine, jobs=chosen.jobs, progress=progress, cache=ocr.Cache.usual()
    )
    by_id = {item.id: item for item in lined}
    everything = [by_id.get(item.id) or exclude(item, excluded[item.path]) for item in taken.evidence]
    if not any(page.lines or page.messages or page.rows for item in everything for page in item.pages):
        raise NothingReadable(
            "nothing-readable", path=str(folder), problems=len(taken.problems) + len(failed)
        )
    found = reading.read(everything, _overrides(said, excluded))
    events = _told(timeline.events(found.evidence, found.facts), found.facts)
    reference = tuple(policies.load(name) for name in policies.names())
    findings = rules.judge(found.orders, found.evidence, found.facts, events, pack, reference)
    case = Case(
        evidence=found.evidence,
        facts=found.facts,
        events=events,
        findings=findings,
        missing=missing(found.evidence, found.facts, events, findings),
        orders=found.orders,
        problems=(*taken.problems, *failed, *found.aside, *_order_named(said, found)),
        utterances=found.utterances,
    )
    return Result(case, said, count)


def _order_named(said: CaseFile, found: reading.Reading) -> tuple[Problem, ...]:
    """A problem when ``case.yaml`` names an order that no file shows: nothing may be filed about another."""
    known = [order.order_id for order in found.orders]
    if not said.order or said.order in known:
        return ()
    return (Problem("case.yaml", "order-unknown", said.order),)


def _pack(name: str | None) -> policies.Pack | None:
    if name is None:
        return None
    try:
        return policies.load(name)
    except policies.UnknownPackError as error:
        raise DossierError("no-pack", name=name) from error
    except policies.PackError as error:
        raise DossierError("bad-pack", name=name, why=error.message()) from error


def _overrides(said: CaseFile, excluded: dict[str, str]) -> reading.Overrides:
    return reading.Overrides(
        roles=dict(said.roles),
        orders=dict(said.orders),
        days=dict(said.dates),
        corrections=tuple(
            reading.Correction(c.file, c.page, c.kind, c.was, c.value) for c in said.corrections
        ),
        excluded=frozenset(excluded),
    )


def _told(events: tuple[Event, ...], facts: tuple[Fact, ...]) -> tuple[Event, ...]:
    """Events with their summaries: the kind in words, and what was said."""
    by_id = {fact.id: fact for fact in facts}
    return tuple(replace(event, summary=_summary(event, by_id)) for event in events)


def _summary(event: Event, by_id: dict[str, Fact]) -> str:
    own = [by_id[fact] for fact in event.facts if fact in by_id]
    said = next((" ".join(f.raw.split()) for f in own if f.kind is FactKind.STATEMENT), "")
    agent = next((f.value for f in own if f.kind in (FactKind.AGENT_ID, FactKind.AGENT_NAME)), "")
    said = clipped(said, _QUOTE)
    key = f"event.{event.kind}.said" if said and has(f"event.{event.kind}.said") else f"event.{event.kind}"
    if event.hedged and said:
        # Words that may mean something else are told as they are, not as what they seem to do.
        key = f"event.hedged.{event.actor}"
    return phrase(key, words=said, agent=agent)
