"""No mask hides a fact: what the case rests on stays readable in every set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from corpus.further import FURTHER
from corpus.make import Series, cases, evidence_of
from corpus.scenarios import SCENARIOS

from dossier import reading
from dossier.casefile import CaseFile
from dossier.model import Case, Fact, FactKind
from dossier.pipeline import Result
from dossier.privacy.finding import find
from dossier.privacy.model import Mask, Secret

STAY = {
    FactKind.ORDER_ID,
    FactKind.TRANSACTION_ID,
    FactKind.MERCHANT_ORDER_ID,
    FactKind.AGENT_ID,
    FactKind.TIMESTAMP,
    FactKind.AMOUNT,
}


def texts(case: Case, mask: Mask) -> Iterator[str]:
    page = next(p for e in case.evidence if e.id == mask.evidence for p in e.pages if p.number == mask.page)
    yield from (line.text for line in page.lines if line.number == mask.line)
    yield from (part for m in page.messages if m.line == mask.line for part in (m.text, m.time, m.sender))
    yield from (text for row in page.rows if row.line == mask.line for _, text in row.cells)


def hides(case: Case, mask: Mask, fact: Fact) -> bool:
    """Whether a mask takes a character of a fact on its line."""
    if (fact.source.evidence, fact.source.page, fact.source.line) != (mask.evidence, mask.page, mask.line):
        return False
    for words in {*fact.raw.split("\n"), fact.value}:
        for text in texts(case, mask):
            at, start = text.find(words.strip()), text.find(mask.text)
            if (
                words.strip()
                and min(at, start) >= 0
                and at < start + len(mask.text)
                and start < at + len(words.strip())
            ):
                return True
    return False


def hidden(case: Case, masks: Sequence[Mask]) -> list[tuple[Mask, Fact]]:
    return [
        (mask, fact) for mask in masks for fact in case.facts if fact.kind in STAY and hides(case, mask, fact)
    ]


@pytest.mark.parametrize("series", [SCENARIOS, FURTHER], ids=["windows", "further"])
@pytest.mark.parametrize("slips", [False, True], ids=["clean", "slips"])
def test_no_fact_of_the_corpus_is_hidden(series: Series, *, slips: bool) -> None:
    keys: list[Mask] = []
    for made in cases(11, len(series), series=series):
        read = reading.read(evidence_of(made, slips=slips))
        case = Case(evidence=read.evidence, facts=read.facts, orders=read.orders)
        masks = find(case, CaseFile())
        assert hidden(case, masks) == [], made.name
        keys += [mask for mask in masks if mask.kind is Secret.CARD_KEY]
    # No page of the corpus shows a key, though most of them speak of some.
    assert keys == []


@pytest.mark.parametrize(
    "name", ["fee-kept", "inside-window", "manual-after-request", "not-a-breach", "refund-overdue"]
)
def test_no_fact_of_a_sample_is_hidden(sample: Callable[[str], Result], name: str) -> None:
    result = sample(name)
    masks = find(result.case, result.casefile)
    assert hidden(result.case, masks) == []
    assert [mask for mask in masks if mask.kind is Secret.CARD_KEY] == []
