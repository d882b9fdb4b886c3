"""Reading, timeline and rules on the hold-out: no false accusation, ever."""

from __future__ import annotations

import pytest

from corpus.make import cases
from corpus.score import Score, score_all


@pytest.fixture(scope="module", params=[False, True], ids=["perfect", "slips"])
def score(request: pytest.FixtureRequest) -> Score:
    return score_all(cases(1, 60), slips=request.param)


def test_nobody_is_accused_falsely(score: Score) -> None:
    assert [miss for miss in score.misses if miss[0] == "FALSE BREACH"] == []


def test_no_order_is_invented(score: Score) -> None:
    assert [miss for miss in score.misses if miss[0] == "invented order"] == []
