"""A pack speaks the same words as the terms that are read from rule pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dossier import policies
from dossier.policies import (
    After,
    Answer,
    Applies,
    Clause,
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
    PackTerm,
    Rank,
    Refund,
    Since,
    Start,
    Unit,
    Until,
    Way,
    When,
    Window,
    entries,
)
from dossier.policies.terms import terms
from dossier.reading import terms as reading


def pack(**held: Any) -> Pack:
    clauses = (Clause("1", "某某店的一条规则。"),)
    return Pack("some", "某某", "1", "某某", date(2024, 5, 1), reference=False, clauses=clauses, **held)


CASES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"windows": (Window(5, Start.PAID, DeliveryScope.ANY, "1"),)},
        "grace_window",
        "PT5M;start=paid;delivery=any;free=yes",
    ),
    (
        {"windows": (Window(30, Start.ORDERED, DeliveryScope.MANUAL, "1", Condition.UNSHIPPED),)},
        "grace_window",
        "PT30M;start=ordered;delivery=manual;free=yes;condition=unshipped",
    ),
    ({"fees": (Fee(Decimal(10), Decimal(20), clause="1"),)}, "fee_rate", "0.1-0.2;applies=after"),
    (
        {"fees": (Fee(Decimal("12.5"), Decimal(15), Applies.ANY, "1", DeliveryScope.MANUAL),)},
        "fee_rate",
        "0.125-0.15;applies=any;delivery=manual",
    ),
    (
        {"irrevocable": (Irrevocable(After.SHIPPED, 10, DeliveryScope.AUTOMATIC, clause="1"),)},
        "irrevocable",
        "after=shipped;delivery=automatic;beyond=PT10M",
    ),
    (
        {"irrevocable": (Irrevocable(After.USED, goods="激活码", clause="1"),)},
        "irrevocable",
        "after=used;delivery=any;for=激活码",
    ),
    ({"rank": (Rank("1"),)}, "rank", "first=high"),
    ({"manual": (Manual(Until.STARTED, "1"),)}, "manual_cancel", "before=started"),
    ({"manual": (Manual(Until.NEVER, "1"),)}, "irrevocable", "after=sold;delivery=manual"),
    (
        {"refund": (Refund(Length(1, 3), Unit.WORKING_DAYS, Since.AGREED, Way.ORIGINAL, "1"),)},
        "refund_time",
        "P1D-P3D;days=working;start=agreed;way=original",
    ),
    (
        {"refund": (Refund(Length(7, 7), Unit.DAYS, clause="1"),)},
        "refund_time",
        "P7D;days=calendar;start=unknown",
    ),
    ({"refund": (Refund(Length(0, 0), Unit.DAYS, clause="1"),)}, "refund_time", "PT0M;start=unknown"),
    (
        {"answer": (Answer(Length(24, 24), Unit.HOURS, hours=Hours.SERVICE, clause="1"),)},
        "answer_time",
        "PT24H;start=requested;hours=service",
    ),
    ({"notice": (Notice((Means.SMS,), When.AFTER, "1"),)}, "notice", "by=sms;when=after"),
]


@pytest.mark.parametrize(("held", "about", "value"), CASES)
def test_each_entry_is_one_term(held: dict[str, Any], about: str, value: str) -> None:
    assert terms(pack(**held)) == (PackTerm(about, value, "1", "某某店的一条规则。"),)


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("支付成功后5分钟内可免费取消订单", {"windows": (Window(5),)}),
        ("超过5分钟取消的，收取10%-20%的手续费", {"fees": (Fee(Decimal(10), Decimal(20)),)}),
        ("人工代充订单在开始处理前可取消", {"manual": (Manual(Until.STARTED),)}),
        (
            "审核通过后退款将在1-3个工作日内原路退回",
            {"refund": (Refund(Length(1, 3), Unit.WORKING_DAYS, Since.AGREED, Way.ORIGINAL),)},
        ),
    ],
)
def test_a_pack_says_it_as_a_page_does(sentence: str, held: dict[str, Any]) -> None:
    assert [(term.about, term.value) for term in terms(pack(**held))] == [
        (term.about, term.value) for term in reading.find(sentence)
    ]


def test_a_notice_by_two_ways_is_two_terms_and_a_clause_may_be_missing() -> None:
    found = terms(pack(notice=(Notice((Means.POPUP, Means.PAGE), When.BEFORE),)))
    assert [(term.value, term.clause, term.words) for term in found] == [
        ("by=popup;when=before", "", ""),
        ("by=page;when=before", "", ""),
    ]


def test_the_names_of_terms_are_the_readings() -> None:
    from dossier.policies import terms as ours

    names = ("GRACE", "FEE", "MANUAL", "IRREVOCABLE", "REFUND_TIME", "ANSWER_TIME", "RANK", "NOTICE")
    assert [getattr(ours, name) for name in names] == [getattr(reading, name) for name in names]


@pytest.mark.parametrize(
    ("held", "about", "value"), [case for case in CASES if case[2] != "after=sold;delivery=manual"]
)
def test_a_term_finds_its_way_back(held: dict[str, Any], about: str, value: str) -> None:
    made = entries.entry(about, value, "1")
    if value == "PT0M;start=unknown":
        assert isinstance(made, Refund)
        assert made.within == Length(0, 0)
    else:
        assert [made] == [entry for entries_ in held.values() for entry in entries_]
    assert made is not None
    assert entries.says(made, about, value)


@pytest.mark.parametrize(
    ("about", "value"),
    [
        ("grace_window", "PT5M;start=unknown;delivery=any;free=yes"),
        ("grace_window", "PT5M;start=paid;delivery=any;free=unsaid"),
        ("grace_window", "PT5M;start=paid;delivery=any;free=yes;for=点卡"),
        ("grace_window", "PT5M;start=paid;delivery=any;free=yes;limit=member"),
        ("fee_rate", "0.1-0.2;applies=after;floor=1.00"),
        ("irrevocable", "after=shipped;delivery=any;except=账号"),
        ("irrevocable", "after=shipped;delivery=any;beyond=PT10081M"),
        ("grace_window", "PT10081M;start=paid;delivery=any;free=yes"),
        ("answer_time", "PT1000H;start=requested"),
        ("fee_rate", "0.12345-0.2;applies=after"),
        ("unpaid_expiry", "PT5M"),
        ("refund_time", "2024-05-15;start=said"),
        ("answer_time", "soon"),
    ],
)
def test_what_a_pack_cannot_say_is_not_said(about: str, value: str) -> None:
    made = entries.entry(about, value, "1")
    assert made is None or not entries.says(made, about, value)


def test_every_built_in_pack_has_terms() -> None:
    for name in policies.names():
        found = terms(policies.load(name))
        assert found
        assert all(term.words for term in found)
