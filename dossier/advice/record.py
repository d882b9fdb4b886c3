"""Advice as JSON: the same case, day and options give the same bytes.  Words are Chinese."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dossier.advice.model import Advice, Clock, Gap, OrderAdvice, Position, Remark, Rung, Step
from dossier.advice.wording import Wording
from dossier.model import Case
from dossier.words import CHINESE

SCHEMA = "dossier-advice/1"


def dumps(advice: Advice, case: Case) -> str:
    """JSON text, UTF-8, keys sorted, ending in a newline; described in ``docs/advice.md``."""
    return json.dumps(document(advice, case), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def document(advice: Advice, case: Case) -> dict[str, Any]:
    """Advice as plain lists and dicts."""
    words = Wording(case, CHINESE)
    return {
        "schema": SCHEMA,
        "today": advice.today.isoformat(),
        "orders": [_order(about, words) for about in advice.orders],
        "remarks": [_remark(remark, words) for remark in advice.remarks],
        "gaps": [_gap(gap, words) for gap in advice.gaps],
    }


def _order(about: OrderAdvice, words: Wording) -> dict[str, Any]:
    return {
        **_position(about.position, words),
        "groundless": about.groundless,
        "text": words.situation(about),
        "money": _money(about, words),
        "steps": [_step(step, words) for step in about.steps],
        "clocks": [_clock(clock, words) for clock in about.clocks],
        "ladder": [_rung(rung, words) for rung in about.ladder],
    }


def _position(position: Position, words: Wording) -> dict[str, Any]:
    return {
        "order_id": position.order.order_id,
        "situation": position.situation.value,
        "delivery": position.order.delivery.value,
        "sent": position.sent,
        "asked": position.request.id if position.request is not None else None,
        **_proof(position.rests, words),
    }


def _money(about: OrderAdvice, words: Wording) -> dict[str, Any]:
    money = about.money
    return {
        "price": _sum(money.price),
        "price_disputed": money.price_disputed,
        "given": money.given.value,
        "low": _sum(money.low),
        "high": _sum(money.high),
        "source": money.source.value if money.source is not None else None,
        "pack": money.pack or None,
        "back": _sum(money.back),
        "kept": _sum(money.kept),
        "kept_sure": money.kept_sure,
        "open_low": _sum(money.open_low),
        "open_high": _sum(money.open_high),
        "text": list(words.money(about)),
        **_proof((*money.rests, *money.clauses), words),
    }


def _step(step: Step, words: Wording) -> dict[str, Any]:
    return {
        "key": step.key,
        "text": words.step(step),
        "how": words.how(step),
        "law": list(step.law),
        **_proof(step.rests, words),
    }


def _clock(clock: Clock, words: Wording) -> dict[str, Any]:
    return {
        "key": clock.key,
        "day": clock.day.isoformat() if clock.day is not None else None,
        "sure": clock.sure,
        "text": words.clock(clock),
        "why": words.why(clock),
        "law": list(clock.law),
        **_proof(clock.rests, words),
    }


def _rung(rung: Rung, words: Wording) -> dict[str, Any]:
    return {
        "key": rung.key,
        "state": rung.state,
        "text": words.rung(rung),
        "why": words.rung_why(rung),
        "law": list(rung.law),
        **_proof(rung.rests, words),
    }


def _remark(remark: Remark, words: Wording) -> dict[str, Any]:
    return {
        "key": remark.key,
        "severity": remark.severity,
        "text": words.t(remark.key, **remark.values),
    }


def _gap(gap: Gap, words: Wording) -> dict[str, Any]:
    return {
        "need": gap.need,
        "name": words.t(f"completeness.{gap.need}.name"),
        "where": list(gap.where),
        "why": gap.why,
        "how": gap.how,
        "present": gap.present,
    }


def _proof(rests: Sequence[str], words: Wording) -> dict[str, Any]:
    return {"rests": list(dict.fromkeys(rests)), "where": words.places(rests)}


def _sum(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
