"""The dates: counted by hand from the State Council's holidays, and none that would mislead."""

from __future__ import annotations

from datetime import date

import pytest
from advising import about, advised
from cases import ASK, FREE, REFUSE, asked, chat, order, page

from dossier import law
from dossier.casefile import CaseFile
from dossier.model import Evidence

RATE = "3.2 超过5分钟取消的，收取订单金额10%-20%的手续费。"


def refused(day: str) -> tuple[Evidence, ...]:
    """Paid, asked and refused on a day, inside the window."""
    return (
        order(paid=f"{day} 14:02:10", banner="待发货"),
        chat(("time", f"{day} 14:03"), ASK, ("time", f"{day} 14:04"), REFUSE),
        page(FREE),
    )


def promised(day: str, words: str) -> tuple[Evidence, ...]:
    return (
        order(paid=f"{day} 14:02:10", banner="待发货"),
        chat(("time", f"{day} 14:03"), ASK, ("time", f"{day} 14:04"), ("agent", words)),
    )


def days(*files: Evidence, today: str, elsewhere: str = "") -> dict[str, str | None]:
    found = about(*files, today=today, said=CaseFile(filed_elsewhere=elsewhere)).clocks
    return {clock.key: clock.day.isoformat() if clock.day else None for clock in found}


def test_seven_working_days_over_a_holiday_and_a_working_saturday() -> None:
    """Filed Thursday 2026-09-24: Mid-Autumn 25-27 September, National Day 1-7 October, Saturday the 10th at work.

    28, 29, 30 September, 8, 9, 10, 12 October; sixty days on it is 11 December, a Friday.
    """
    found = days(*refused("2026-09-20"), today="2026-09-28", elsewhere="2026年9月24日已向12315投诉")
    assert (found["accept"], found["mediate"]) == ("2026-10-12", "2026-12-11")


def test_what_was_not_filed_has_no_day_but_an_example() -> None:
    found = about(*refused("2026-09-20"), today="2026-09-24").clocks
    accept = next(clock for clock in found if clock.key == "accept")
    assert accept.day is None
    assert accept.values["accepted"] == "2026-10-12"


@pytest.mark.parametrize(
    ("day", "last"),
    [("2024-05-12", "2027-05-12"), ("2024-02-29", "2027-02-28"), ("2025-12-31", "2028-12-31")],
)
def test_three_years_from_the_day_of_the_refusal(day: str, last: str) -> None:
    """The buyer's own last day is not moved on: 2028-12-31 is a Sunday."""
    assert days(*refused(day), today="2026-09-24")["limit"] == last


def test_the_day_the_buyer_names_comes_first() -> None:
    said = CaseFile(known_since=date(2024, 5, 20))
    found = about(*refused("2024-05-12"), today="2026-09-24", said=said).clocks
    assert next(c.day for c in found if c.key == "limit") == date(2027, 5, 20)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        # Tuesday 2024-04-30; Labour Day 1-5 May; 6, 7, 8 May
        ("好的，已为您取消订单，退款3个工作日内原路退回", "2024-05-08"),
        # the second day, 2 May, is off: on to Monday the 6th
        ("好的，已为您取消订单，退款2天内原路退回", "2024-05-06"),
        # hours are not moved on
        ("好的，已为您取消订单，退款24小时内原路退回", "2024-05-01"),
    ],
)
def test_the_day_of_a_promise_over_labour_day(words: str, last: str) -> None:
    assert days(*promised("2024-04-30", words), today="2024-05-01")["refund-due"] == last


def test_fifteen_days_after_it_was_due_with_their_condition() -> None:
    """Due Wednesday 2024-05-15; the fifteenth day after is Thursday 2024-05-30."""
    files = promised("2024-05-12", "好的，已为您取消订单，退款3个工作日内原路退回")
    found = about(*files, today="2024-05-16").clocks
    clock = next(clock for clock in found if clock.key == "delay")
    assert (clock.day, clock.law) == (date(2024, 5, 30), ("CF-8",))


@pytest.mark.parametrize(
    ("today", "expected"),
    # 1-7 October off, Saturday the 10th at work
    [("2026-09-30", date(2026, 10, 10)), ("2026-11-23", date(2026, 11, 26))],
)
def test_three_working_days_for_an_answer(today: str, expected: date) -> None:
    found = about(*refused("2026-09-20"), today=today).clocks
    assert next(clock.day for clock in found if clock.key == "own-answer") == expected


def test_a_year_without_announced_holidays_is_told() -> None:
    found = about(*refused("2031-03-03"), today="2031-03-04").clocks
    assert not next(clock.sure for clock in found if clock.key == "own-answer")


def test_one_place_bars_the_other() -> None:
    keys = days(*refused("2026-09-20"), today="2026-09-28", elsewhere="2026-09-24 已向消协投诉").keys()
    # what the association has is not taken there: no last day for it either, but one for a lawsuit
    assert keys & {"accept", "mediate", "limit", "suit"} == {"suit"}
    ladder = about(
        *refused("2026-09-20"), today="2026-09-28", said=CaseFile(filed_elsewhere="已向消协投诉")
    ).ladder
    assert [(rung.key, rung.state) for rung in ladder][-2:] == [("association", "now"), ("court", "later")]


def test_what_was_filed_with_the_authority_is_waited_for() -> None:
    said = CaseFile(filed_elsewhere="2026年9月24日已向12315投诉")
    found = about(*refused("2026-09-20"), today="2026-09-28", said=said)
    assert [(rung.key, rung.state) for rung in found.ladder] == [
        ("agent", "done"), ("market-filed", "now"), ("court", "later"),
    ]  # fmt: skip
    assert "limit" not in {clock.key for clock in found.clocks}


@pytest.mark.parametrize(
    ("told", "rung"),
    [
        ("2026年9月24日已向12315投诉，调解未达成协议", "market-filed"),
        ("消协2026年9月20日终止调解", "association"),
    ],
)
def test_after_a_mediation_that_failed_there_is_the_court(told: str, rung: str) -> None:
    found = about(*refused("2026-09-20"), today="2026-12-28", said=CaseFile(filed_elsewhere=told))
    assert [(one.key, one.state) for one in found.ladder] == [
        ("agent", "done"), (rung, "done"), ("court", "now"),
    ]  # fmt: skip
    assert {clock.key for clock in found.clocks} & {"accept", "mediate", "limit"} == set()


def test_what_was_not_taken_elsewhere_is_not_waited_for() -> None:
    said = CaseFile(filed_elsewhere="2026年9月24日已向消协投诉，消协不予受理")
    found = about(*refused("2026-09-20"), today="2026-09-28", said=said)
    assert [rung.key for rung in found.ladder][-3:] == ["market", "association-instead", "court"]


def test_a_filing_without_a_day_is_not_counted_from_today() -> None:
    found = about(*refused("2026-09-20"), today="2026-09-28", said=CaseFile(filed_elsewhere="已向12315投诉"))
    assert not {clock.key for clock in found.clocks} & {"accept", "mediate"}


def test_a_lawsuit_has_three_years_of_its_own() -> None:
    """MFD 188, with 195: every demand begins them anew."""
    clock = next(c for c in about(*refused("2024-05-12"), today="2026-09-24").clocks if c.key == "suit")
    assert (clock.day, clock.law) == (date(2027, 5, 12), ("MFD-188", "MFD-195"))
    sued = CaseFile(filed_elsewhere="2026年9月20日已向某某法院起诉")
    assert "suit" not in {c.key for c in about(*refused("2024-05-12"), today="2026-09-24", said=sued).clocks}


def test_where_no_departure_is_found_nothing_is_filed() -> None:
    files = (order(shipped="2024-05-12 14:05:40"), asked("2024-05-12 15:03"), page(FREE))
    found = about(*files, today="2026-09-24")
    assert found.groundless
    assert [rung.key for rung in found.ladder] == ["agent", "supervisor", "platform"]
    assert not {"accept", "mediate", "limit", "own-answer"} & {clock.key for clock in found.clocks}


@pytest.mark.parametrize(
    "today", ["2020-06-01", "2024-05-20", "2024-07-01", "2026-04-14", "2026-04-15", "2026-11-23"]
)
def test_only_law_in_force_on_the_day_is_cited(today: str) -> None:
    register, day = law.load(), date.fromisoformat(today)
    rows = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]
    cases = [
        refused("2024-05-12"),
        promised("2024-05-12", "好的，已为您取消订单，退款3个工作日内原路退回"),
        (order(more=rows, banner="已退款"), asked("2024-05-12 15:03", None), page(FREE, RATE)),
    ]
    cited = {
        key
        for files in cases
        for one in advised(*files, today=today).orders
        for part in (*one.steps, *one.clocks, *one.ladder)
        for key in part.law
    }
    assert [key for key in cited if not register.printable(key, day)] == []
    assert cited or today < "2021"


def test_the_new_rules_of_filing_are_cited_from_their_day_on() -> None:
    def law_of(today: str) -> tuple[str, ...]:
        found = about(*refused("2024-05-12"), today=today).clocks
        return next(clock.law for clock in found if clock.key == "accept")

    assert law_of("2026-04-14") == ("XF-46",)
    assert law_of("2026-04-15") == ("TS-15",)
