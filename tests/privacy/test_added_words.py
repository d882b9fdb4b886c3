"""A secret in words that a person added is masked like one that the program read."""

from __future__ import annotations

import pytest
from pages import evidence, numbered, order_page

from dossier import reading
from dossier.casefile import Addition, CaseFile
from dossier.model import Box, Case, FactKind
from dossier.privacy import choosing
from dossier.reading import Overrides

KEY = "ABCD-EFGH-2345-6789"
BOX = Box(60, 600, 800, 660)
ROWS = [("订单编号", "CM20240512001"), ("下单时间", "2024-05-12 14:01:55")]


def told(said: Addition, **more: object) -> tuple[Case, CaseFile, Case]:
    """The case and case.yaml as they may be printed, and the case before."""
    word = reading.Addition(said.file, said.page, said.box, said.text, said.kind, said.about)
    found = reading.read(numbered(evidence("o.png", order_page(ROWS))), Overrides(additions=(word,)))
    case = Case(evidence=found.evidence, facts=found.facts, orders=found.orders, problems=found.aside)
    file = CaseFile(additions=(said,), **more)  # type: ignore[arg-type]
    return (*choosing.told(case, file), case)


@pytest.mark.parametrize("kind", [None, FactKind.PRODUCT, FactKind.SELLER])
def test_a_card_key_in_added_words_is_nowhere(kind: FactKind | None) -> None:
    case, said, before = told(Addition("o.png", 1, BOX, f"卡密：{KEY}", kind))
    assert KEY in repr(before)
    assert KEY not in repr((case, said))
    assert said.additions[0].box == BOX


@pytest.mark.parametrize("kind", [None, FactKind.PRODUCT])
def test_its_whole_place_is_burnt_for_a_hand_draws_wider_than_the_writing(kind: FactKind | None) -> None:
    _, file, case = told(Addition("o.png", 1, BOX, f"卡密：{KEY}", kind))
    masks = [mask for mask in choosing.always(case, file) if KEY in mask.text and mask.evidence == "E1"]
    assert [mask.box for mask in masks] == [BOX]


def test_a_number_that_the_person_added_stays() -> None:
    number = "4200001234202405120123456789"
    case, said, _ = told(Addition("o.png", 1, BOX, number, FactKind.TRANSACTION_ID))
    assert said.additions[0].text == number
    assert number in {fact.value for fact in case.facts}
