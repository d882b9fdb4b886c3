"""``dossier.json``: the case as data for other programs, the same bytes for the same case.

The keys are those of the published schema ``dossier/1``; more may be added,
none changes its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dossier.model import (
    SCHEMA,
    Anchor,
    Box,
    Case,
    Event,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Order,
    Problem,
    Source,
    Speaker,
    Utterance,
)
from dossier.words import phrase


def dumps(case: Case) -> str:
    """The case as JSON text, UTF-8, keys sorted, ending in a newline."""
    return json.dumps(document(case), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def document(case: Case) -> dict[str, Any]:
    """The case as plain lists and dicts; amounts are decimal strings."""
    return {
        "schema": SCHEMA,
        "evidence": [_evidence(item) for item in case.evidence],
        "facts": [_fact(fact) for fact in case.facts],
        "events": [_event(event) for event in case.events],
        "findings": [_finding(finding) for finding in case.findings],
        "missing": [{"item": m.item, "why": m.why, "how": m.how} for m in case.missing],
        "orders": [_order(order) for order in case.orders],
        "problems": [problem(one) for one in case.problems],
        "utterances": [_utterance(one) for one in case.utterances],
    }


def problem(one: Problem, lang: str = "zh") -> dict[str, Any]:
    """One problem with its words."""
    return {
        "path": one.path,
        "page": one.page,
        "code": one.code,
        "detail": one.detail,
        "why": why(one, lang),
    }


def why(one: Problem, lang: str) -> str:
    """The words of a problem: what happened, to which file, and what to do."""
    return phrase(f"problem.{one.code}", lang, path=one.path, detail=one.detail, page=one.page)


def what(one: Problem) -> str:
    """What happened, without what to do about it: for the reader of the packet."""
    return why(one, "zh").partition("。")[0] + "。"


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "id": item.id,
        "path": item.path,
        "sha256": item.sha256,
        "bytes": item.bytes,
        "media": item.media,
        "role": item.role.value,
        "pages": len(item.pages),
        "engine": item.engine,
        "captured": item.captured or None,
        "captured_by": None if item.captured_by is None else item.captured_by.value,
        "channel": None if item.channel is None else item.channel.value,
        "device": item.device,
        "problems": [problem(one) for one in item.problems],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "value": fact.value,
        "raw": fact.raw,
        "confidence": fact.confidence,
        "status": fact.status.value,
        "order_id": fact.order_id,
        "source": _source(fact.source),
        "about": fact.about,
        "label": fact.label,
        "speaker": fact.speaker.value,
        "links": list(fact.links),
        "machine": fact.machine,
        "assumed": fact.assumed,
        "hedged": fact.hedged,
        "anchor": None if fact.anchor is None else fact.anchor.value,
        "second": fact.second,
        "doubts": list(fact.doubts),
        "cut": fact.cut,
    }


def _source(place: Source) -> dict[str, Any]:
    return {
        "evidence": place.evidence,
        "page": place.page,
        "box": list(place.box) if place.box else None,
        "line": place.line,
    }


def _utterance(said: Utterance) -> dict[str, Any]:
    return {
        "talk": said.talk,
        "places": [_source(place) for place in said.places],
        "lines": list(said.lines),
        "speaker": said.speaker.value,
        "sender": said.sender,
        "text": said.text,
        "time": said.time,
        "value": said.value,
        "inherited": said.inherited,
        "assumed": said.assumed,
        "doubtful": said.doubtful,
    }


def facts(document: Mapping[str, Any]) -> list[Fact]:
    """The facts of a document that :func:`document` made."""
    return [_read_back(told) for told in document["facts"]]


def _read_back(told: Mapping[str, Any]) -> Fact:
    source, anchor = told["source"], told["anchor"]
    place = Source(
        source["evidence"], source["page"], Box(*source["box"]) if source["box"] else None, source["line"]
    )
    return Fact(
        **{
            **told,
            "kind": FactKind(told["kind"]),
            "source": place,
            "status": FactStatus(told["status"]),
            "speaker": Speaker(told["speaker"]),
            "links": tuple(told["links"]),
            "anchor": None if anchor is None else Anchor(anchor),
            "doubts": tuple(told["doubts"]),
        }
    )


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind.value,
        "earliest": event.when.earliest.isoformat(),
        "latest": event.when.latest.isoformat(),
        "precision": event.precision.value,
        "order_id": event.order_id,
        "actor": event.actor.value,
        "summary": event.summary,
        "facts": list(event.facts),
        "disputed": event.disputed,
        "doubtful": event.doubtful,
        "assumed": event.assumed,
        "hedged": event.hedged,
        "conflicts": list(event.conflicts),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "order_id": finding.order_id,
        "explanation": finding.explanation,
        "premises": [
            {"text": p.text, "state": p.state.value, "events": list(p.events), "facts": list(p.facts)}
            for p in finding.premises
        ],
        "basis": list(finding.basis),
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "order_id": order.order_id,
        "platform": order.platform,
        "product": order.product,
        "delivery": order.delivery.value,
        "state": order.state.value,
        "paid": None if order.paid is None else f"{order.paid:.2f}",
        "currency": order.currency,
    }
