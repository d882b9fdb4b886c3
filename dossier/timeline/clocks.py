"""Whose clock a time is by, and how far two clocks may differ without contradicting each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dossier.model import EventKind, Fact, Role

CLOCK_OFFSET = timedelta(seconds=30)
"""How far the clocks of a shop, a payment platform and a phone may differ without contradiction."""

#: Files of these roles go by one clock; of the others each may have its own.
_OWNERS = {Role.ORDER: "shop", Role.PAYMENT: "payment", Role.BILL: "payment"}
#: Times that a shop may have taken over from the payment platform, or written down itself.
_TAKEN_OVER = (EventKind.PAID, EventKind.REFUNDED)


def offset(a: Fact, b: Fact, roles: Mapping[str, Role]) -> timedelta:
    """How far the clocks behind two times may differ; nothing where one clock surely tells both.

    Args:
        a: a time.
        b: another.
        roles: of all files, by evidence id.
    """
    one, two = _owner(a, roles), _owner(b, roles)
    return timedelta() if one and one == two else CLOCK_OFFSET


def _owner(fact: Fact, roles: Mapping[str, Role]) -> str:
    """Whose clock tells a time; an empty string where it may be either of two."""
    role = roles[fact.source.evidence]
    if role is Role.ORDER and fact.about in _TAKEN_OVER:
        return ""
    return _OWNERS.get(role, fact.source.evidence)
