"""Reading, timeline and rules on the hold-out: no false accusation, ever."""

from __future__ import annotations

import pytest

from corpus.further import FURTHER
from corpus.make import cases
from corpus.scenarios import SCENARIOS, Series
from corpus.score import Score, score_all

RUNS: dict[str, tuple[Series, bool]] = {
    "window": (SCENARIOS, False),
    "window-slips": (SCENARIOS, True),
    "further": (FURTHER, False),
    "further-slips": (FURTHER, True),
}


@pytest.fixture(scope="module", params=RUNS)
def score(request: pytest.FixtureRequest) -> Score:
    series, slips = RUNS[request.param]
    return score_all(cases(1, max(60, len(series)), series=series), slips=slips)


def test_nobody_is_accused_falsely(score: Score) -> None:
    assert [miss for miss in score.misses if miss[0] == "FALSE BREACH"] == []


def test_no_order_is_invented(score: Score) -> None:
    assert [miss for miss in score.misses if miss[0] == "invented order"] == []
