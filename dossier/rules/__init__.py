"""Events become findings.  One file a rule; its docstring is its documentation.

To add a rule: write ``dossier/rules/<name>.py`` with ``ID`` and ``check``, add
it to :data:`REGISTRY`, give its words in ``templates/phrases/zh/findings.yaml``,
and a test file of the same name with both ends of its boundary.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import ModuleType
from typing import cast

from dossier.model import Event, Evidence, Fact, FactKind, Finding, Order, Source
from dossier.policies import Pack
from dossier.policies.terms import GRACE, terms
from dossier.rules import (
    fee_above_published_rate,
    grace_cancel_refused_inside,
    grace_fee_charged_inside,
    grace_shipped_inside,
    manual_shipped_after_cancel_request,
    policy_undisclosed,
    refund_overdue,
    service_contradicts_policy,
    service_no_answer,
)
from dossier.rules.grounds.story import Story, Window

_MODULES: tuple[ModuleType, ...] = (
    grace_shipped_inside,
    grace_cancel_refused_inside,
    grace_fee_charged_inside,
    fee_above_published_rate,
    manual_shipped_after_cancel_request,
    refund_overdue,
    service_no_answer,
    service_contradicts_policy,
    policy_undisclosed,
)

REGISTRY: dict[str, ModuleType] = {module.ID: module for module in _MODULES}
"""Every rule by its id, in the order in which findings are told."""


def judge(
    orders: Sequence[Order],
    evidence: Sequence[Evidence],
    facts: Sequence[Fact],
    events: Sequence[Event],
    named: Pack | None = None,
    reference: Sequence[Pack] = (),
) -> tuple[Finding, ...]:
    """Ask every rule about every order.

    Args:
        orders: the orders of the folder.
        evidence: with roles.
        facts: all facts, tied to orders.
        events: the timeline.
        named: the policy pack that the user named, if any.
        reference: the built-in packs.
    """
    found: list[Finding] = []
    told, known, files = tuple(events), tuple(facts), tuple(evidence)
    for order in orders:
        story = Story(
            order=order,
            events=told,
            facts=known,
            evidence=files,
            named=windows_of(named, order) if named else (),
            assumed=_assumed(named, order) if named else (),
            reference=tuple(w for pack in reference for w in windows_of(pack, order)),
        )
        for module in _MODULES:
            check = cast("Callable[[Story], Finding | None]", module.check)
            finding = check(story)
            if finding is not None:
                found.append(finding)
    return tuple(found)


def documentation(rule: str) -> str:
    """A rule's docstring, without indentation.

    Raises:
        KeyError: there is no such rule.
    """
    return inspect.cleandoc(REGISTRY[rule].__doc__ or "")


def _assumed(pack: Pack, order: Order) -> tuple[Fact, ...]:
    """The terms of a pack other than its windows, as facts that stand in no file."""
    nowhere = Source("", 0, None, 0)
    return tuple(
        Fact(
            "",
            FactKind.POLICY_TERM,
            term.value,
            term.words or pack.title,
            1.0,
            nowhere,
            order_id=order.order_id,
            about=term.about,
            label=term.clause,
        )
        for term in terms(pack)
        if term.about != GRACE
    )


def windows_of(pack: Pack, order: Order) -> tuple[Window, ...]:
    """The windows of a pack that cover an order's kind of delivery."""
    return tuple(
        Window(
            length=timedelta(minutes=window.minutes),
            start=window.start,
            free=True,
            unshipped=window.condition == "unshipped",
            sure=True,
            pack=pack.id,
        )
        for window in pack.windows
        if window.delivery in ("any", order.delivery)
    )
