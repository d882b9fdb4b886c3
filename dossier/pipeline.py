"""The way through the house: a folder goes in, a :class:`~dossier.model.Case` comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import casefile, intake, ocr, policies, reading, rules, timeline
from dossier.casefile import CaseFile
from dossier.errors import DossierError, NothingReadable
from dossier.exclusion import exclude
from dossier.model import Case, Event, Evidence, Fact, FactKind, Problem
from dossier.options import Options
from dossier.rules.missing import missing
from dossier.words import clipped, has, phrase

Progress = Callable[[int, int, str], None]
_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Gathered:
    """A folder as it was taken in and read, before anything is made of it.

    ``evidence`` are all its files in their order; those named in ``unread`` were left out by
    the person and have no lines.  ``problems`` are what could not be taken in, ``failed`` what
    could not be read; ``read`` counts the pages that an engine really read.
    """

    evidence: tuple[Evidence, ...]
    unread: frozenset[str]
    problems: tuple[Problem, ...]
    failed: tuple[Problem, ...]
    read: int


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
    terms = pack_of(chosen.policy)
    return conclude(folder, gather(folder, said, chosen, progress), said, terms)


def gather(
    folder: Path, said: CaseFile, options: Options | None = None, progress: Progress | None = None
) -> Gathered:
    """Take a folder in and read its pictures.

    Args:
        folder: the evidence folder.
        said: which files are left out; nothing else of it matters here.
        options: how to read.
        progress: told of each page that an engine reads.

    Raises:
        NothingReadable: there is no file that could be read.
    """
    chosen = options or Options()
    taken = intake.read_folder(folder, chosen.keys, chosen.waiting)
    if not taken.evidence:
        raise NothingReadable("nothing-readable", path=str(folder), problems=len(taken.problems))
    excluded = _excluded(said)
    wanted = [item for item in taken.evidence if item.path not in excluded]
    lined, failed, count = ocr.read_evidence(
        folder, wanted, engine=chosen.engine, jobs=chosen.jobs, progress=progress, cache=ocr.Cache.usual()
    )
    by_id = {item.id: item for item in lined}
    everything = tuple(by_id.get(item.id, item) for item in taken.evidence)
    unread = frozenset(item.path for item in taken.evidence if item.id not in by_id)
    return Gathered(everything, unread, tuple(taken.problems), tuple(failed), count)


def conclude(folder: Path, gathered: Gathered, said: CaseFile, pack: policies.Pack | None = None) -> Result:
    """Make a case of what was read; no file is opened and no engine asked.

    Args:
        folder: named in errors.
        gathered: what was read; it must hold every file that ``said`` does not leave out.
        said: the person's own file.
        pack: the policy pack that was asked for.

    Raises:
        NothingReadable: nothing that is left could be read.
    """
    excluded = _excluded(said)
    everything = [
        exclude(item, excluded[item.path]) if item.path in excluded else item for item in gathered.evidence
    ]
    if not any(page.lines or page.messages or page.rows for item in everything for page in item.pages):
        told = len(gathered.problems) + len(gathered.failed)
        raise NothingReadable("nothing-readable", path=str(folder), problems=told)
    found = reading.read(everything, _overrides(said, excluded))
    events = _told(timeline.events(found.evidence, found.facts), found.facts)
    reference = tuple(policies.load(name) for name in policies.names())
    findings = rules.judge(found.orders, found.evidence, found.facts, events, pack, reference)
    failed = (one for one in gathered.failed if one.path not in excluded)
    case = Case(
        evidence=found.evidence,
        facts=found.facts,
        events=events,
        findings=findings,
        missing=missing(found.evidence, found.facts, events, findings),
        orders=found.orders,
        problems=(*gathered.problems, *failed, *found.aside, *_order_named(said, found)),
        utterances=found.utterances,
    )
    return Result(case, said, gathered.read)


def _excluded(said: CaseFile) -> dict[str, str]:
    """The files that are left out, each with the reason."""
    return {exclusion.file: exclusion.reason for exclusion in said.exclude}


def _order_named(said: CaseFile, found: reading.Reading) -> tuple[Problem, ...]:
    """A problem when ``case.yaml`` names an order that no file shows: nothing may be filed about another."""
    known = [order.order_id for order in found.orders]
    if not said.order or said.order in known:
        return ()
    return (Problem("case.yaml", "order-unknown", said.order),)


def pack_of(name: str | None) -> policies.Pack | None:
    """The policy pack that an option names, or None.

    Raises:
        DossierError: there is none of that name, or its file is wrong.
    """
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
        additions=tuple(
            reading.Addition(a.file, a.page, a.box, a.text, a.kind, a.about) for a in said.additions
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
