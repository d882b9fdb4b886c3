"""The numbers of a case, which a reader copies or looks for, as the packet may print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

_KINDS = frozenset({"order_id", "transaction_id", "merchant_order_id", "agent_id"})
_LEAST = 4
"""Shorter ones stand in other numbers by chance."""
CLOCK = re.compile(
    r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?<![\d:])\d\d:\d\d:\d\d(?![\d:])|(?<!\d)\d{1,2}:\d\d(?![\d:])"
)
CHINESE_DAY = re.compile(r"(?<!\d)\d{4}年\d{1,2}月\d{1,2}日")


def of(record: dict[str, Any]) -> tuple[str, ...]:
    """Numbers, ids, amounts and halves of hashes, longest first."""
    found = set(_of(record))
    return tuple(
        sorted((token for token in found if len(token) >= _LEAST), key=lambda token: (-len(token), token))
    )


def _of(record: dict[str, Any]) -> Iterator[str]:
    for fact in record["facts"]:
        if fact["kind"] in _KINDS:
            yield fact["value"]
        if fact["kind"] == "amount":
            yield from _amounts(fact["value"])
    for order in record["orders"]:
        yield order["order_id"]
        if order["paid"]:
            yield from _amounts(order["paid"])
    for item in record["evidence"]:
        yield item["sha256"][:32]
        yield item["sha256"][32:]


def _amounts(value: str) -> Iterator[str]:
    try:
        amount = abs(Decimal(value))
    except InvalidOperation:
        return
    yield f"{amount:.2f}"
    yield f"{amount:,.2f}"
