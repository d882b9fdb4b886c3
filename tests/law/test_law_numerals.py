"""Article numbers as Chinese laws write them."""

from __future__ import annotations

import pytest

from dossier.law import chinese


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (469, "四百六十九"),
        (512, "五百一十二"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1259, "一千二百五十九"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers(number: int, written: str) -> None:
    assert chinese(number) == written


def test_no_two_numbers_are_written_alike() -> None:
    assert len({chinese(number) for number in range(1, 10_000)}) == 9_999


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="article number"):
        chinese(number)
