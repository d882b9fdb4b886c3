"""Numbers of orders and payments: shape, date, look-alikes."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.reading import identifiers


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CM20240512001 复制", "CM20240512001"),
        ("4200 0023 4520 2405 1212 3456 7890", "4200002345202405121234567890"),
        ("240512-123456789012345", "240512-123456789012345"),
        ("A1B2C3D4E5F6G7H8", "A1B2C3D4E5F6G7H8"),
        ("527240603201002816", "527240603201002816"),
    ],
)
def test_ids(cell: str, expected: str) -> None:
    assert identifiers.tidy(cell) == expected


@pytest.mark.parametrize("cell", ["2024-05-12", "已发货", "128.00", "复制", "", "支付成功"])
def test_what_is_no_id(cell: str) -> None:
    assert identifiers.tidy(cell) == ""


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("4200002345202405121234567890", date(2024, 5, 12)),
        ("2024051222001412345678901234", date(2024, 5, 12)),
        ("CM20240512001", date(2024, 5, 12)),
        ("4200002345202413121234567890", None),
        ("A1B2C3D4E5F6G7H8", None),
    ],
)
def test_the_date_inside_a_number(number: str, day: date | None) -> None:
    assert identifiers.embedded_date(number) == day


def test_look_alikes_share_a_twin_and_others_do_not() -> None:
    assert identifiers.twin("A1B2O0") == identifiers.twin("AlB20O")
    assert identifiers.twin("CM20240512001") != identifiers.twin("CM20240512007")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单CM20240512001误拍了，现申请取消", ["CM20240512001"]),
        ("订单号：240512-123456789012345", ["240512-123456789012345"]),
        ("我的电话13800000000", []),
        ("DE89370400440532013000", []),  # a bank account by its check digits
        ("DE89370400440532013001", ["DE89370400440532013001"]),
        ("不要了", []),
    ],
)
def test_ids_in_sentences(text: str, expected: list[str]) -> None:
    assert [number for number, _, _ in identifiers.spoken(text)] == expected
