"""Advice on cases that tests build from pages: read, judged and advised on without any picture."""

from __future__ import annotations

from datetime import date

from pages import numbered

from dossier import advice, policies, reading, rules, timeline
from dossier.advice.model import Advice, OrderAdvice
from dossier.casefile import CaseFile
from dossier.model import Case, Evidence

NOBODY = CaseFile()


def case_of(*files: Evidence, pack: str | None = None) -> Case:
    read = reading.read(numbered(*files))
    events = timeline.events(read.evidence, read.facts)
    named = policies.load(pack) if pack else None
    usual = [policies.load(name) for name in policies.names()]
    findings = rules.judge(read.orders, read.evidence, read.facts, events, named, usual)
    return Case(
        evidence=read.evidence, facts=read.facts, events=events, findings=findings, orders=read.orders
    )


def advised(
    *files: Evidence, today: str = "2024-06-03", said: CaseFile = NOBODY, pack: str | None = None
) -> Advice:
    named = policies.load(pack) if pack else None
    return advice.advise(case_of(*files, pack=pack), said, date.fromisoformat(today), named)


def about(
    *files: Evidence, today: str = "2024-06-03", said: CaseFile = NOBODY, pack: str | None = None
) -> OrderAdvice:
    """The advice on the one order of a folder."""
    (found,) = advised(*files, today=today, said=said, pack=pack).orders
    return found
