"""The second series: the four further rules, and what else may go wrong with time."""

from __future__ import annotations

from itertools import chain, zip_longest

from corpus.scenarios import Series
from corpus.scenarios_answers import ANSWERS
from corpus.scenarios_doubts import DOUBTS
from corpus.scenarios_reasons import NOTICES, REASONS
from corpus.scenarios_refunds import REFUNDS

FURTHER: Series = tuple(
    one for one in chain.from_iterable(zip_longest(REFUNDS, REASONS, ANSWERS, NOTICES, DOUBTS)) if one
)
"""In turns, so that a short run has something of each."""
