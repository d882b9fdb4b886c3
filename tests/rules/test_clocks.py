"""Two clocks: no verdict on a margin of seconds between the payment platform and the shop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import Tale, interval

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


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2024-05-12 14:07:00", "breach"),  # the shop's own minute begins 14:02:00
        ("2024-05-12 14:07:01", "undetermined"),
        ("2024-05-12 14:07:40", "undetermined"),
        ("2024-05-12 14:07:41", "clear"),  # and the payment's second bounds it to 14:02:40
    ],
)
def test_a_second_of_the_other_clock_makes_the_own_minute_no_second(time: str, expected: str) -> None:
    tale = Tale(paid="2024-05-12 14:02").term("grace_window", FIVE).asked(time)
    second = "2024-05-12T14:02:10+08:00"
    other = tale.fact(tale.facts[0].kind, second, file="E4", about="paid")
    paid = tale.events[0]
    when = interval("2024-05-12 14:02:10")[0]
    tale.events[0] = replace(paid, when=when, facts=(*paid.facts, other.id))
    assert tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").verdict(RULE) == expected
