"""Advice for somebody who bought to sell: the contract is left, and no law that protects consumers."""

from __future__ import annotations

from dataclasses import replace

from dossier.advice.model import OrderAdvice

_CONSUMER = ("XF", "XFT", "CF", "TS")
"""Instruments of the register that hold for purchases for one's own life only (XF 2)."""


def only(found: OrderAdvice) -> OrderAdvice:
    """The same advice without citations that do not hold for trade, and dates that hang on one."""
    return replace(
        found,
        steps=tuple(replace(step, law=_kept(step.law)) for step in found.steps),
        clocks=tuple(
            replace(clock, law=_kept(clock.law))
            for clock in found.clocks
            if not clock.law or _kept(clock.law)
        ),
        ladder=tuple(replace(rung, law=_kept(rung.law)) for rung in found.ladder),
    )


def _kept(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in ids if key.partition("-")[0] not in _CONSUMER)
