"""No finding rests on a reading that further readings do not confirm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases import FREE, ORDER, asked, judge, order, page

from dossier.model import Evidence, Finding

RULE = "grace.shipped-inside"
SHIPPED = "2024-05-12 14:05:41"


def again(item: Evidence, words: str, other: str) -> Evidence:
    """The file with every number read twice more, alike but for one line, which becomes ``other``."""
    pages = tuple(
        replace(
            one,
            lines=tuple(
                replace(
                    line,
                    again=(line.text.replace(words, other),) * 2 if words in line.text else (line.text,) * 2,
                )
                if any(char.isdigit() for char in line.text)
                else line
                for line in one.lines
            ),
        )
        for one in item.pages
    )
    return replace(item, pages=pages)


def found(order_words: tuple[str, str] = ("", ""), rule_words: tuple[str, str] = ("", "")) -> Finding:
    files = (
        again(order(shipped=SHIPPED), *order_words),
        again(asked(), "#", "#"),
        again(page(FREE), *rule_words),
    )
    (one,) = [finding for finding in judge(*files) if (finding.rule, finding.order_id) == (RULE, ORDER)]
    return one


def test_confirmed_readings_bear_a_breach() -> None:
    assert found(("#", "#"), ("#", "#")).verdict == "breach"


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("14:05:41", "14:15:41"),  # the dispatch, outside the window
        ("14:05:41", "14:05:47"),  # as well inside: but then it is not known
        ("14:02:10", "14:01:10"),  # the payment
    ],
)
def test_a_disputed_time_bears_none_and_says_so(words: str, other: str) -> None:
    one = found((words, other), ("#", "#"))
    assert one.verdict == "undetermined"
    assert f"2024-05-12 {other}" in one.explanation


def test_a_disputed_window_bears_none_and_is_not_called_missing() -> None:
    one = found(("#", "#"), ("5分钟", "3分钟"))
    assert one.verdict == "undetermined"
    assert "存疑" in one.explanation


def test_a_disputed_time_clears_nothing_either() -> None:
    files = (
        again(order(shipped="2024-05-12 15:05:41"), "15:05:41", "14:05:41"),
        again(asked(), "#", "#"),
        again(page(FREE), "#", "#"),
    )
    (one,) = [finding for finding in judge(*files) if finding.rule == RULE]
    assert one.verdict == "undetermined"


def test_doubt_about_the_spelling_of_the_number_changes_no_verdict() -> None:
    code = "F9THNAQP5S8J3RM1"
    files = (
        again(order(shipped=SHIPPED, number=code), "#", "#"),
        again(asked(ask=("buyer", "拍错了，申请取消")), "#", "#"),
        again(page(FREE), "#", "#"),
    )
    (one,) = [finding for finding in judge(*files) if finding.rule == RULE]
    assert (one.verdict, one.order_id) == ("breach", code)
