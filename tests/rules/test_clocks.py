"""Two clocks: no verdict on a margin of seconds between the payment platform and the shop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import Tale

from dossier.model import EventKind

RULE = "grace.cancel-refused-inside"
FIVE = "PT5M;start=paid;delivery=any;free=yes"


def asked(time: str, *, paid_in: str) -> str | None:
    tale = Tale(paid=None).happened(EventKind.PAID, "2024-05-12 14:02:10", file=paid_in)
    return (
        tale.term("grace_window", FIVE)
        .asked(time)
        .said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30")
        .verdict(RULE)
    )


@pytest.mark.parametrize(
    ("time", "same", "other"),
    [
        ("2024-05-12 14:06:40", "breach", "breach"),  # thirty seconds before the end
        ("2024-05-12 14:06:41", "breach", "undetermined"),
        ("2024-05-12 14:07:10", "breach", "undetermined"),
        ("2024-05-12 14:07:11", "clear", "undetermined"),
        ("2024-05-12 14:07:40", "clear", "undetermined"),
        ("2024-05-12 14:07:41", "clear", "clear"),
    ],
)
def test_a_margin_between_two_clocks(time: str, same: str, other: str) -> None:
    assert asked(time, paid_in="E1") == same
    assert asked(time, paid_in="E4") == other


def test_a_time_that_both_show_bridges_them() -> None:
    tale = Tale().term("grace_window", FIVE).asked("2024-05-12 14:07:10")
    paid = tale.events[0]
    other = tale.fact(tale.facts[0].kind, tale.facts[0].value, file="E4", about="paid")
    tale.events[0] = replace(paid, facts=(*paid.facts, other.id))
    assert tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").verdict(RULE) == "breach"
