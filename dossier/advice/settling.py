"""Which piece of evidence would settle a premise that is not borne out yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dossier.model import Case, EventKind, FactKind, Finding, Premise, PremiseState, Role, Verdict
from dossier.words import phrase

OPEN = (PremiseState.MISSING, PremiseState.UNCERTAIN)

_BARE = {
    "premise.window.missing": "rule-page",
    "premise.manual-clause.missing": "rule-page",
    "premise.ordered.missing": "order-page",
    "premise.manual.missing": "order-page",
    "premise.paid.missing": "payment",
    "premise.price.missing": "payment",
    "premise.shipped.missing": "dispatch-log",
    "premise.service_started.missing": "dispatch-log",
    "premise.request.missing": "chat",
    "premise.refusal.missing": "chat",
    "premise.owed.missing": "bill",
    "premise.disclosed.missing": "order-flow",
}
"""Premises that point to nothing, since nothing was found: told by their words."""

_EVENTS = {
    EventKind.ORDERED: "order-page",
    EventKind.PAID: "payment-voucher",
    EventKind.SHIPPED: "dispatch-log",
    EventKind.SERVICE_STARTED: "dispatch-log",
    EventKind.COMPLETED: "dispatch-log",
    EventKind.REFUNDED: "bill",
    EventKind.RULE_CAPTURED: "rule-version",
}
"""What settles an event; of all others it is the conversation."""

_FACTS = {
    FactKind.AMOUNT: "payment-voucher",
    FactKind.DELIVERY: "order-page",
    FactKind.STATUS: "order-page",
    FactKind.STATEMENT: "chat-dated",
    FactKind.REASON: "chat-dated",
}

_RULES = {
    "fee.above-published-rate": "payment-voucher",
    "policy.undisclosed": "order-flow",
    "refund.overdue": "bill",
    "service.contradicts-policy": "rule-page",
    "service.no-answer": "chat",
}
"""What a rule mostly lacks, where neither words nor sources tell."""


def wanted(case: Case) -> dict[str, tuple[str, ...]]:
    """For each need, the rules whose findings it would settle; findings that are ``clear`` need nothing."""
    found: dict[str, dict[str, None]] = {}
    for finding in case.findings:
        if finding.verdict is Verdict.CLEAR:
            continue
        for premise in finding.premises:
            for need in settles(case, finding, premise):
                found.setdefault(need, {})[finding.rule] = None
    return {need: tuple(rules) for need, rules in found.items()}


def settles(case: Case, finding: Finding, premise: Premise) -> tuple[str, ...]:
    """The needs that would settle one premise; none where it is settled either way."""
    if premise.state not in OPEN:
        return ()
    bare = _by_words().get(premise.text)
    if bare is not None:
        return (bare,)
    told = dict.fromkeys([*_of_terms(case, premise), *_of_events(case, premise)])
    if not told:
        told = dict.fromkeys(_of_facts(case, premise))
    return tuple(told) or (_RULES.get(finding.rule, "order-page"),)


@cache
def _by_words() -> dict[str, str]:
    return {phrase(key): need for key, need in _BARE.items()}


def _of_terms(case: Case, premise: Premise) -> Iterator[str]:
    """A clause on a page needs its date and place; one that is only told in a chat needs the page."""
    roles = {item.id: item.role for item in case.evidence}
    for fact in case.facts:
        if fact.id in premise.facts and fact.kind is FactKind.POLICY_TERM:
            yield "rule-version" if roles.get(fact.source.evidence) is Role.POLICY else "rule-page"


def _of_events(case: Case, premise: Premise) -> Iterator[str]:
    for event in case.events:
        if event.id in premise.events:
            yield _EVENTS.get(event.kind, "chat-dated")


def _of_facts(case: Case, premise: Premise) -> Iterator[str]:
    for fact in case.facts:
        if fact.id in premise.facts and fact.kind in _FACTS:
            yield _FACTS[fact.kind]
