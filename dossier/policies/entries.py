"""A term as it is read from a rule page, as an entry of a pack: the way back from :mod:`.terms`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dossier.policies import terms as vocabulary
from dossier.policies.pack import (
    MOST,
    WEEK,
    After,
    Answer,
    Applies,
    Condition,
    DeliveryScope,
    Fee,
    Hours,
    Irrevocable,
    Length,
    Manual,
    Means,
    Notice,
    Pack,
    Rank,
    Refund,
    Since,
    Start,
    Unit,
    Until,
    Way,
    When,
    Window,
)

Entry = Window | Fee | Irrevocable | Rank | Manual | Refund | Answer | Notice

KEYS: Mapping[type[Entry], str] = {
    Window: "windows",
    Fee: "fees",
    Irrevocable: "irrevocable",
    Rank: "rank",
    Manual: "manual",
    Refund: "refund",
    Answer: "answer",
    Notice: "notice",
}
"""The key of a pack that each kind of entry stands under, in the order of the file."""

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_LENGTH = re.compile(r"PT?(\d+)([DHM])")
_MINUTES = {"M": 1, "H": 60, "D": 1440}
_UNITS = {"H": Unit.HOURS, "M": Unit.MINUTES}

Parts = Mapping[str, str]


def entry(about: str, value: str, clause: str) -> Entry | None:
    """The entry nearest to a term; None where a pack has none of the kind.

    Args:
        about: the term's name, e.g. ``grace_window``.
        value: as in a fact of kind ``policy_term``.
        clause: the number of the clause in the pack.
    """
    try:
        return _READERS[about](_parse(value), clause)
    except (KeyError, ValueError, InvalidOperation):
        return None


def says(made: Entry, about: str, value: str) -> bool:
    """Whether an entry says exactly what a term says, no more and no less."""
    held: dict[str, Any] = {KEYS[type(made)]: (made,)}
    probe = Pack("", "", "", "", date.min, reference=False, **held)
    said = [(term.about, _numbers(term.value)) for term in vocabulary.terms(probe)]
    return said == [(about, _numbers(value))]


def _parse(value: str) -> Parts:
    named = (part.partition("=") for part in value.split(";"))
    return {name if equals else "": text if equals else name for name, equals, text in named}


def _numbers(value: str) -> dict[str, object]:
    """A value taken apart, rates as numbers: 0.1 and 0.10 are one."""
    parts: dict[str, object] = dict(_parse(value))
    rates = re.fullmatch(r"([\d.]+)-([\d.]+)", str(parts.get("", "")))
    return {**parts, "": tuple(map(Decimal, rates.groups()))} if rates else parts


def _window(parts: Parts, clause: str) -> Window:
    return Window(
        minutes=_minutes(parts[""]),
        start=Start.ORDERED if parts["start"] == Start.ORDERED else Start.PAID,
        delivery=DeliveryScope(parts["delivery"]),
        clause=clause,
        condition=Condition(parts.get("condition", Condition.NONE)),
    )


def _fee(parts: Parts, clause: str) -> Fee:
    low, high = (_percent(rate) for rate in parts[""].split("-"))
    applies = Applies.AFTER_WINDOW if parts["applies"] == "after" else Applies(parts["applies"])
    return Fee(low, high, applies, clause, DeliveryScope(parts.get("delivery", DeliveryScope.ANY)))


def _irrevocable(parts: Parts, clause: str) -> Irrevocable:
    return Irrevocable(
        after=After(parts["after"]),
        beyond_minutes=_minutes(parts["beyond"]) if "beyond" in parts else None,
        delivery=DeliveryScope(parts.get("delivery", DeliveryScope.ANY)),
        goods=parts.get("for", ""),
        clause=clause,
    )


def _rank(_: Parts, clause: str) -> Rank:
    return Rank(clause)


def _manual(parts: Parts, clause: str) -> Manual:
    return Manual(Until(parts["before"]), clause)


def _refund(parts: Parts, clause: str) -> Refund:
    within, unit = _length(parts)
    return Refund(within, unit, Since(parts["start"]), Way(parts.get("way", Way.ANY)), clause)


def _answer(parts: Parts, clause: str) -> Answer:
    within, unit = _length(parts)
    return Answer(within, unit, Since(parts["start"]), Hours(parts.get("hours", Hours.ANY)), clause)


def _notice(parts: Parts, clause: str) -> Notice:
    return Notice((Means(parts["by"]),), When(parts.get("when", When.UNKNOWN)), clause)


_READERS: Mapping[str, Callable[[Parts, str], Entry]] = {
    vocabulary.GRACE: _window,
    vocabulary.FEE: _fee,
    vocabulary.IRREVOCABLE: _irrevocable,
    vocabulary.RANK: _rank,
    vocabulary.MANUAL: _manual,
    vocabulary.REFUND_TIME: _refund,
    vocabulary.ANSWER_TIME: _answer,
    vocabulary.NOTICE: _notice,
}


def _percent(rate: str) -> Decimal:
    """A share of the price as per cent, with at most two decimals, as a pack has them.

    Raises:
        ValueError: it is finer than that.
    """
    percent = Decimal(rate) * _HUNDRED
    if percent != percent.quantize(_CENT):
        raise ValueError(rate)
    return Decimal(f"{percent.normalize():f}")


def _minutes(length: str) -> int:
    match = _LENGTH.fullmatch(length)
    minutes = int(match[1]) * _MINUTES[match[2]] if match else 0
    if not 0 < minutes <= WEEK:
        raise ValueError(length)
    return minutes


def _length(parts: Parts) -> tuple[Length, Unit]:
    """``P1D-P3D;days=working`` as counts and what they count."""
    found = [match for one in parts[""].split("-") if (match := _LENGTH.fullmatch(one))]
    counts = [int(match[1]) for match in found]
    if len(found) != len(parts[""].split("-")) or max(counts) > MOST:
        raise ValueError(parts[""])
    unit = _UNITS.get(found[0][2])
    if unit is None:
        unit = Unit.WORKING_DAYS if parts.get("days") == "working" else Unit.DAYS
    return Length(counts[0], counts[-1]), unit
