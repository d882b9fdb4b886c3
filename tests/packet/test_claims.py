"""What is proposed as a claim: exact sums, and no more than the findings bear."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dossier.casefile import CaseFile
from dossier.casefile.model import Claim, ClaimKind
from dossier.model import (
    Case,
    EventKind,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Order,
    Premise,
    PremiseState,
    Source,
    Verdict,
)
from dossier.packet.view import claims

ORDER = Order("CM20240512001", paid=Decimal("128.00"))


def case(
    *rules: str, words: str = "3个工作日内退款", back: str = "", verdict: Verdict = Verdict.BREACH
) -> Case:
    source = Source("E1", 1, None, 1)
    number = ORDER.order_id
    facts = [Fact("F1", FactKind.STATEMENT, EventKind.REFUND_PROMISED, words, 1.0, source, order_id=number)]
    if back:
        facts.append(Fact("F2", FactKind.AMOUNT, back, back, 1.0, source, order_id=number, about="refund"))
    findings = tuple(Finding(rule, verdict, number, "", ()) for rule in rules)
    return Case(facts=tuple(facts), findings=findings, orders=(ORDER,))


def amounts(found: Case, said: CaseFile | None = None) -> list[str]:
    return [claim.figures for claim in claims.of(found, said or CaseFile(), found.orders)]


@pytest.mark.parametrize(
    ("rules", "back", "expected"),
    [
        (("grace.cancel-refused-inside",), "", ["128.00", ""]),
        (("grace.cancel-refused-inside",), "100.00", ["28.00", ""]),
        (("grace.cancel-refused-inside",), "128.00", [""]),
        (("grace.fee-charged-inside",), "115.20", ["12.80", ""]),
        (("grace.fee-charged-inside",), "", [""]),
        (("refund.overdue",), "", ["128.00", ""]),
        (("refund.overdue", "grace.cancel-refused-inside"), "", ["128.00", ""]),  # asked for once
        (("service.no-answer", "service.contradicts-policy", "policy.undisclosed"), "", [""]),
    ],
)
def test_sums(rules: tuple[str, ...], back: str, expected: list[str]) -> None:
    assert amounts(case(*rules, back=back)) == expected


@pytest.mark.parametrize("words", ["退您80元", "扣10%手续费后退款", "给您退一半", "退 ¥100"])
def test_a_promise_of_a_part_is_asked_for_without_a_sum(words: str) -> None:
    assert amounts(case("refund.overdue", words=words)) == ["", ""]


def test_of_a_fee_above_the_rate_only_what_goes_beyond_it_is_asked_for() -> None:
    whole = case("fee.above-published-rate", back="88.00")  # 40.00 of 128.00 kept
    term = Fact(
        "F9",
        FactKind.POLICY_TERM,
        "0.10-0.20;applies=after",
        "",
        1.0,
        Source("E2", 1, None, 1),
        about="fee_rate",
    )
    told = replace(whole.findings[0], premises=(Premise("", PremiseState.SHOWN, facts=("F9",)),))
    found = replace(whole, facts=(*whole.facts, term), findings=(told,))
    assert amounts(found) == ["14.40", ""]  # 20 % of 128.00 are 25.60


def test_only_what_is_found_is_asked_for() -> None:
    assert amounts(case("refund.overdue", verdict=Verdict.POSSIBLE)) == [""]


def test_the_buyers_own_claims_come_before_all() -> None:
    said = CaseFile(claims=(Claim(ClaimKind.REFUND, "", Decimal("50.00")),))
    assert amounts(case("refund.overdue"), said) == ["50.00"]


def test_where_readings_of_what_came_back_disagree_no_sum_is_named() -> None:
    """Two refunds may be two instalments or one misread: asking for the whole price would ask too much."""
    first = case("grace.cancel-refused-inside", back="100.00")
    second = replace(first.facts[1], id="F3", value="28.00")
    found = replace(first, facts=(*first.facts, second))
    assert amounts(found) == ["", ""]
    assert "核对后确定" in claims.of(found, CaseFile(), found.orders)[0].text
    doubtful = replace(first.facts[1], status=FactStatus.DISPUTED)
    assert amounts(replace(first, facts=(first.facts[0], doubtful))) == ["", ""]


def test_each_order_is_asked_for_once_and_the_sum_is_exact() -> None:
    """Three findings about one order bear one sum; the orders add up to the fen."""
    one = case("grace.cancel-refused-inside", "grace.shipped-inside", "refund.overdue")
    other = replace(ORDER, order_id="B", paid=Decimal("0.10"))
    also = tuple(replace(finding, order_id="B") for finding in one.findings)
    found = replace(one, findings=(*one.findings, *also), orders=(ORDER, other))
    asked = claims.of(found, CaseFile(), found.orders)
    assert [claim.figures for claim in asked] == ["128.00", "0.10", ""]
    assert claims.total(asked) == Decimal("128.10")
    own = CaseFile(claims=tuple(Claim(ClaimKind.OTHER, "", Decimal("0.10")) for _ in range(3)))
    assert claims.total(claims.of(found, own, found.orders)) == Decimal("0.30")
