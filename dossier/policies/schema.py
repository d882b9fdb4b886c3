"""The keys of a policy pack and what their values must be."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from dossier.forms import form
from dossier.forms.form import Field, each, record
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.policies.pack import Applies, Clause, DeliveryScope, Fee, Pack, Start, Window

if TYPE_CHECKING:
    from dossier.forms.tree import Node

_WEEK = 7 * 24 * 60
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%?")
_HUNDRED = Decimal(100)

_start = form.choice({one: (one.value,) for one in Start}, "policies.expected.start")
_delivery = form.choice({one: (one.value,) for one in DeliveryScope}, "policies.expected.delivery")
_applies = form.choice({one: (one.value,) for one in Applies}, "policies.expected.applies")
_flag = form.choice({True: ("true", "是"), False: ("false", "否")}, "policies.expected.flag")


def _id(node: Node, key: str) -> str:
    value = form.code(node, key)
    if not _ID.fullmatch(value):
        raise form.wrong(node, "policies.expected.id", key)
    return value


def _percent(node: Node, key: str) -> Decimal:
    match = _PERCENT.fullmatch(form.code(node, key))
    if not match or Decimal(match[1]) > _HUNDRED:
        raise form.wrong(node, "policies.expected.percent", key)
    return Decimal(match[1])


def _fee(node: Node, key: str) -> Fee:
    fee = _FEE(node, key)
    if fee.low > fee.high:
        raise MistakesError(Mistake(node.line, "policies.expected.order", f"{fee.low}–{fee.high}"))
    return fee


_CLAUSE = Field("clause", (), form.code)

_FEE = record(
    Fee,
    Field("low", (), _percent, needed=True),
    Field("high", (), _percent, needed=True),
    Field("applies", (), _applies, needed=True),
    _CLAUSE,
)

_PACK = record(
    Pack,
    Field("id", (), _id, needed=True),
    Field("title", (), form.line, needed=True),
    Field("version", (), form.code, needed=True),
    Field("source", (), form.line, needed=True),
    Field("captured", (), form.day, needed=True),
    Field("reference", (), _flag, needed=True),
    Field(
        "windows",
        (),
        each(
            record(
                Window,
                Field("minutes", (), form.number(1, _WEEK), needed=True),
                Field("start", (), _start, needed=True),
                Field("delivery", (), _delivery, needed=True),
                _CLAUSE,
            )
        ),
    ),
    Field("fees", (), each(_fee)),
    Field("manual_cancel", (), _flag),
    Field("manual_clause", (), form.code),
    Field(
        "clauses",
        (),
        each(
            record(Clause, Field("id", (), form.code, needed=True), Field("text", (), form.text, needed=True))
        ),
    ),
)


def pack(root: Node, name: str) -> Pack:
    """A pack from its tree, with every clause it names present and told once.

    Raises:
        MistakesError: with everything that is wrong.
    """
    found = _PACK(root, name)
    ids = [clause.id for clause in found.clauses]
    named = [window.clause for window in found.windows] + [fee.clause for fee in found.fees]
    named.append(found.manual_clause)
    mistakes = [
        Mistake(root.line, "policies.expected.clause", one)
        for one in dict.fromkeys(named)
        if one and one not in ids
    ]
    mistakes += [
        Mistake(root.line, "policies.expected.clause-once", one)
        for one in dict.fromkeys(ids)
        if ids.count(one) > 1
    ]
    if mistakes:
        raise MistakesError(*mistakes)
    return found
