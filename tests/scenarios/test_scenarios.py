"""The table of scenarios: what a careful lawyer would say, and whom nobody may accuse."""

from __future__ import annotations

from collections import Counter

import pytest
from cases import judge
from scenarios.stage import NUMBER, RULES, Scenario, scenarios

ALL = scenarios()


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_scenario(case: Scenario) -> None:
    said = {(f.order_id, f.rule): f for f in judge(*case.files)}
    wrong = []
    for number, rules in case.expected.items():
        for rule, acceptable in rules.items():
            found = said.get((number, rule))
            verdict = found.verdict.value if found else "none"
            if verdict not in acceptable:
                wrong.append(f"{rule} on {number}: {verdict}, not {' or '.join(sorted(acceptable))}")
    for (number, rule), found in said.items():
        accused = found.verdict.value == "breach"
        if accused and "breach" not in case.expected.get(number, {}).get(rule, ()):
            wrong.append(f"{rule} on {number}: accused falsely")
    assert not wrong, f"{case.title} ({case.why})\n" + "\n".join(wrong)


def test_every_scenario_has_a_name_of_its_own_and_a_reason() -> None:
    assert [name for name, count in Counter(case.id for case in ALL).items() if count > 1] == []
    assert [case.id for case in ALL if not (case.title and case.why and case.files)] == []


def test_the_table_is_as_wide_as_it_should_be() -> None:
    assert len(ALL) >= 100
    assert sum(case.never_breach for case in ALL) >= 35


def test_whoever_must_not_be_accused_is_expected_to_be_accused_of_nothing() -> None:
    torn = [case.id for case in ALL if case.never_breach == any("breach" in v for v in _verdicts(case))]
    assert torn == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_seen_from_both_sides(rule: str) -> None:
    said = [rules[rule] for case in ALL for rules in case.expected.values() if rule in rules]
    assert sum(verdicts == {"breach"} for verdicts in said) >= 1
    assert sum("breach" not in verdicts for verdicts in said) >= 3


def test_the_stage_shows_the_order_that_the_table_speaks_of() -> None:
    for case in ALL:
        [first, *_] = case.expected
        told = case.told["order"] if "order" in case.told else case.told["orders"][0]
        assert first == told.get("number", NUMBER)
        words = {line.text for file in case.files for page in file.pages for line in page.lines}
        assert set(case.expected) <= words, case.id


def _verdicts(case: Scenario) -> list[frozenset[str]]:
    return [verdicts for rules in case.expected.values() for verdicts in rules.values()]
