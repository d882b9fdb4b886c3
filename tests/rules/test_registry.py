"""What holds for every rule, and for two orders in one folder."""

from __future__ import annotations

import pytest
from cases import FREE, asked, judge, order, page, payment, renamed

from dossier import law, rules, words
from dossier.model import PremiseState, Verdict
from dossier.rules.grounds.verdict import verdict

S = PremiseState


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([S.SHOWN, S.SHOWN], Verdict.BREACH),
        ([S.SHOWN, S.MISSING], Verdict.POSSIBLE),
        ([S.MISSING, S.UNCERTAIN], Verdict.UNDETERMINED),
        ([S.UNCERTAIN, S.CONTRADICTED, S.MISSING], Verdict.CLEAR),
    ],
)
def test_premises_decide_the_verdict(states: list[PremiseState], expected: Verdict) -> None:
    assert verdict(states) is expected


def test_no_premises_prove_nothing() -> None:
    with pytest.raises(ValueError, match="premises"):
        verdict([])


@pytest.mark.parametrize("rule", rules.REGISTRY)
def test_every_rule_is_documented_and_has_its_words(rule: str) -> None:
    text = rules.documentation(rule)
    for heading in (
        "What it flags",
        "Premises",
        "What it does not say",
        "Passes (``clear``)",
        "Fails (``breach``)",
    ):
        assert heading in text
    for found in Verdict:
        assert words.has(f"finding.{rule}.{found}")
    assert words.has(f"rule.{rule}")


@pytest.mark.parametrize("rule", rules.REGISTRY)
def test_every_article_cited_may_be_printed(rule: str) -> None:
    register = law.load()
    from datetime import date

    for article in rules.REGISTRY[rule].LAW:
        assert register.printable(article, date(2026, 9, 1)), article


def test_two_orders_in_one_folder_stay_apart() -> None:
    first = renamed(order(shipped="2024-05-12 14:05:41"), "a.png")
    second = renamed(
        order(number="CM20240512002", paid="2024-05-12 15:00:00", shipped="2024-05-12 15:00:20"), "b.png"
    )
    found = judge(first, second, asked(), page(FREE))
    assert {f.order_id for f in found if f.verdict is Verdict.BREACH} == {"CM20240512001"}


def test_another_orders_payment_is_left_out() -> None:
    found = judge(
        order(shipped="2024-05-12 14:05:41"),
        payment("2024-05-12 16:00:00", number="CM20240512777"),
        asked(),
        page(FREE),
    )
    assert {f.order_id for f in found} == {"CM20240512001"}
    assert all(f.verdict is Verdict.BREACH for f in found)


def test_a_finding_cites_the_clause_it_rests_on() -> None:
    found = judge(order(shipped="2024-05-12 14:05:41"), asked(), page(FREE))
    assert all("policy:E3:3.1" in finding.basis for finding in found)
    assert all("law:XFT-12" in finding.basis for finding in found)


def test_no_finding_says_that_the_law_was_broken() -> None:
    told = [
        words._catalogue("zh")[key]
        for key in words.keys("zh")
        if key.startswith(("finding.", "premise.", "rule."))
    ]
    assert len(told) > 100
    for text in told:
        assert not any(
            word in text for word in ("违法", "违反", "侵犯", "侵害", "欺诈", "诈骗", "非法", "无效")
        )


@pytest.mark.parametrize("rule", rules.REGISTRY)
def test_the_command_prints_exactly_the_docstring(rule: str) -> None:
    import inspect

    from click.testing import CliRunner

    from dossier.cli import main

    printed = CliRunner().invoke(main, ["rules", rule]).stdout
    assert printed == inspect.cleandoc(rules.REGISTRY[rule].__doc__ or "") + "\n"


def test_there_are_the_nine_rules_of_the_contract() -> None:
    assert list(rules.REGISTRY) == [
        "grace.shipped-inside",
        "grace.cancel-refused-inside",
        "grace.fee-charged-inside",
        "fee.above-published-rate",
        "manual.shipped-after-cancel-request",
        "refund.overdue",
        "service.no-answer",
        "service.contradicts-policy",
        "policy.undisclosed",
    ]
