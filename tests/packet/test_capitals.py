"""Upper-case amounts: the bank's own examples, and a reader that knows nothing of the writer."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.packet.view.capitals import capitals

KNOWN = {
    "0": "零元整",
    "0.00": "零元整",
    "0.05": "伍分",
    "0.5": "伍角整",
    "0.53": "伍角叁分",
    "1": "壹元整",
    "10": "壹拾元整",
    "10.05": "壹拾元零伍分",
    "10.50": "壹拾元零伍角整",
    "100.05": "壹佰元零伍分",
    "101": "壹佰零壹元整",
    "328.00": "叁佰贰拾捌元整",
    "1001": "壹仟零壹元整",
    "1234.50": "壹仟贰佰叁拾肆元伍角整",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "6007.14": "陆仟零柒元壹角肆分",
    "10000": "壹万元整",
    "1E+4": "壹万元整",
    "10001": "壹万零壹元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "100000": "壹拾万元整",
    "100100": "壹拾万零壹佰元整",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "100000000": "壹亿元整",
    "100010000": "壹亿零壹万元整",
    "1000000000000": "壹万亿元整",
    "1000000000001": "壹万亿零壹元整",
    "1000100000000": "壹万零壹亿元整",
    "9999999999999999.99": "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize(("amount", "words"), KNOWN.items())
def test_known_amounts(amount: str, words: str) -> None:
    assert capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "-5", "0.001", "1.005", "NaN", "Infinity", "1E+16"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"fen|money"):
        capitals(Decimal(amount))


VALUES = dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> Decimal:
    """The amount that words name: digits and places are added up, zeros and 整 are skipped."""
    yuan, _, cents = words.rpartition("元")
    total = Decimal(0)
    for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", cents):
        total += VALUES[digit] * Decimal({"角": "0.1", "分": "0.01"}[unit])
    finished = group = digit_value = 0
    for character in yuan:
        if character in VALUES:
            digit_value = VALUES[character]
        elif character in UNITS:
            group += digit_value * UNITS[character]
            digit_value = 0
        elif character == "万":
            finished += (group + digit_value) * 10**4
            group = digit_value = 0
        elif character == "亿":
            finished = (finished + group + digit_value) * 10**8
            group = digit_value = 0
    return total + finished + group + digit_value


@given(st.integers(0, 10**18 - 1))
@example(10**12)
@example(10**14)
@example(10_000_000_005)
def test_every_amount_reads_back(fen: int) -> None:
    amount = Decimal(fen) / 100 if fen < 10**15 else Decimal(f"{fen // 100}.{fen % 100:02}")
    words = capitals(amount)
    assert read(words) == amount
    assert "零零" not in words
    assert "零万" not in words
    assert "零亿" not in words
    assert "零元" not in words or words == "零元整"
    assert words.endswith("整") != words.endswith("分")
