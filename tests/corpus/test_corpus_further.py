"""The second series: every scenario, the same every time, and shown in the folder as its truth says."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.further import FURTHER
from corpus.make import cases, pages_of, write
from corpus.truth import RULES, CorpusCase


@pytest.fixture(scope="module", params=[False, True], ids=["open", "sealed"])
def some(request: pytest.FixtureRequest) -> tuple[CorpusCase, ...]:
    return tuple(cases(5, len(FURTHER), series=FURTHER, sealed=request.param))


def test_a_round_has_every_scenario_once(some: tuple[CorpusCase, ...]) -> None:
    names = [case.truth.scenario for case in some]
    assert names == [name for name, _ in FURTHER]
    assert len(set(names)) == len(names)


def test_every_order_has_its_page_and_an_answer_for_every_rule(some: tuple[CorpusCase, ...]) -> None:
    for case in some:
        assert len({doc.name for doc in case.docs}) == len(case.docs), case.name
        pages = pages_of(case)
        shown = ["".join(line.text for page in made for line in page.lines) for made in pages.values()]
        for order_id, answers in case.truth.rules.items():
            assert any(order_id[:8] in words for words in shown), case.name
            assert tuple(answers) == RULES
            assert all(answer.best in answer.allowed for answer in answers.values())


def test_what_must_be_found_and_what_must_not_is_there_for_each_rule(some: tuple[CorpusCase, ...]) -> None:
    for rule in RULES[5:]:
        answers = [answers[rule] for case in some for answers in case.truth.rules.values()]
        assert any(answer.allowed == {"breach"} for answer in answers), rule
        assert any(answer.best != "breach" and "breach" not in answer.allowed for answer in answers), rule


def test_the_same_seed_gives_the_same_pages() -> None:
    first, again = (next(cases(6, 1, series=FURTHER)) for _ in range(2))
    assert pages_of(first) == pages_of(again)


def test_a_bill_is_written_as_its_rows_say(some: tuple[CorpusCase, ...], tmp_path: Path) -> None:
    case = next(case for case in some if case.truth.scenario == "refund-in-bill")
    write(case, tmp_path)
    (bill,) = tmp_path.glob("*.csv")
    (page,) = pages_of(case)[bill.name]
    lines = bill.read_bytes().decode("gb18030").splitlines()
    for row in page.rows:
        assert lines[row.line - 1].startswith(dict(row.cells)["交易时间"])
    assert any("退款成功" in line for line in lines)
