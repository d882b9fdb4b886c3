"""policy.undisclosed: what the shop relied on, what it says of it, and what the page's own date says."""

from __future__ import annotations

import pytest
from stories import Tale

from dossier.model import EventKind, FactStatus, Speaker

RULE = "policy.undisclosed"


def relied(reason: str = "never", **more: object) -> Tale:
    tale = Tale().asked("2024-05-12 14:20").said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30", "按规定不能退")
    return tale.reason(reason, "虚拟商品一律不退", **more)


def told(value: str, **more: object) -> Tale:
    return relied().term("notice", value, "这是内部规定", file="E2", speaker=Speaker.AGENT, **more)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("by=none;when=unknown", "breach"),
        ("by=none;when=after", "breach"),
        ("by=page;when=after", "undetermined"),
        ("by=agreement;when=unknown", "possible"),
        ("by=popup;when=before", "undetermined"),
        ("by=page;when=before", "undetermined"),
        ("by=sms;when=unknown", "undetermined"),
    ],
)
def test_what_the_shop_says_of_it(value: str, expected: str) -> None:
    assert told(value).verdict(RULE) == expected


def test_an_admission_in_doubt_decides_nothing() -> None:
    assert told("by=none;when=unknown", hedged=True).verdict(RULE) == "undetermined"
    assert told("by=none;when=unknown", status=FactStatus.DISPUTED).verdict(RULE) == "undetermined"


@pytest.mark.parametrize(
    ("about", "day", "expected"),
    [
        ("effective", "2024-05-13", "breach"),  # paid on the 12th
        ("effective", "2024-05-12", "clear"),
        ("effective", "2024-03-01", "clear"),
        ("published", "2024-05-13", "undetermined"),  # an earlier version may have had it
        ("published", "2024-05-12", "clear"),
    ],
)
def test_the_pages_own_date(about: str, day: str, expected: str) -> None:
    tale = relied().term("irrevocable", "after=sold;delivery=any", "虚拟商品售出不退").dated(about, day)
    assert tale.verdict(RULE) == expected


def test_an_undated_page_decides_nothing() -> None:
    assert relied().term("irrevocable", "after=sold;delivery=any").verdict(RULE) == "undetermined"


def test_an_earlier_page_with_the_clause_clears() -> None:
    tale = relied().term("irrevocable", "after=sold;delivery=any").dated("effective", "2024-06-01")
    tale.term("irrevocable", "after=sold;delivery=any", file="E7").dated("effective", "2023-01-01", file="E7")
    assert tale.verdict(RULE) == "clear"


def test_a_page_about_something_else_proves_nothing() -> None:
    tale = relied().term("grace_window", "PT5M;start=paid;delivery=any;free=yes")
    assert tale.dated("effective", "2024-06-01").verdict(RULE) == "possible"


def test_without_any_word_of_how_it_was_shown_it_is_only_possible() -> None:
    assert relied("rule").verdict(RULE) == "possible"
    assert relied("rule;named=用户协议").verdict(RULE) == "possible"


@pytest.mark.parametrize("reason", ["late", "shipped", "automatic", "started"])
def test_a_reason_that_points_to_no_rule_says_nothing(reason: str) -> None:
    assert relied(reason).verdict(RULE) is None


def test_a_reason_that_does_not_refuse_says_nothing() -> None:
    assert relied(about="").verdict(RULE) is None


def test_a_doubtful_reliance_decides_nothing() -> None:
    tale = relied(hedged=True).term("notice", "by=none;when=unknown", file="E2", speaker=Speaker.AGENT)
    assert tale.verdict(RULE) == "undetermined"


def test_without_a_payment_the_dates_cannot_be_compared() -> None:
    tale = Tale(paid=None).asked("2024-05-12 14:20").said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30")
    tale.reason("never").term("irrevocable", "after=sold;delivery=any").dated("effective", "2024-06-01")
    assert tale.verdict(RULE) == "undetermined"
