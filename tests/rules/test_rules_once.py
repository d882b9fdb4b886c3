"""What rules ask again is worked out once, and for the right story."""

from __future__ import annotations

from dataclasses import replace

from dossier.model import Fact, FactKind, Order, Source
from dossier.rules.grounds.story import Story, once, once_a_folder

CALLS: list[tuple[str, str]] = []


@once
def own(story: Story, fact: Fact | str) -> str:
    CALLS.append((story.order.order_id, str(fact)))
    return f"{story.order.order_id} {fact if isinstance(fact, str) else fact.value}"


@once_a_folder
def common(story: Story, name: str) -> int:
    CALLS.append((story.order.order_id, name))
    return len(story.facts)


def fact(value: str) -> Fact:
    return Fact("F1", FactKind.AMOUNT, value, value, 1.0, Source("E1", 1, None, 0))


def test_an_answer_is_that_of_the_story_and_of_the_very_argument() -> None:
    CALLS.clear()
    one, equal = fact("1.00"), fact("1.00")
    facts = (one, equal)
    first, second = (Story(Order(name), (), facts, ()) for name in ("A", "B"))
    assert [own(story, one) for story in (first, second, first)] == ["A 1.00", "B 1.00", "A 1.00"]
    assert len(CALLS) == 2
    own(first, equal)  # as large as the other, and another object
    assert len(CALLS) == 3
    # Words are the same words wherever they lie.
    assert own(first, str(b"ab", "ascii")) == own(first, "ab") == "A ab"
    assert len(CALLS) == 4
    assert own(replace(first, order=Order("C")), one) == "C 1.00"


def test_what_files_alone_decide_is_shared_by_their_orders_and_by_no_others() -> None:
    CALLS.clear()
    facts = (fact("1.00"),)
    stories = [Story(Order(name), (), facts, ()) for name in ("A", "B")]
    assert [common(story, "x") for story in stories] == [1, 1]
    assert len(CALLS) == 1
    assert common(replace(stories[0], facts=(*facts, fact("2.00"))), "x") == 2
    assert common(stories[1], "x") == 1
