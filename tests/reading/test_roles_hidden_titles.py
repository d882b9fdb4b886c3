"""Order pages whose title is scrolled away or covered are still order pages."""

from __future__ import annotations

import pytest
from pages import evidence, page

from dossier.model import FactKind, Role
from dossier.reading import read, roles


def rows(*pairs: tuple[str, str]) -> list[tuple[int, int, str]]:
    cells: list[tuple[int, int, str]] = []
    for number, (label, value) in enumerate(pairs):
        cells += [(60, 200 + 90 * number, label), (-60, 200 + 90 * number, value)]
    return cells


SHOP = [
    ("交易单号", "774230608164522212"),
    ("创建时间", "2024-05-12 14:01:55"),
    ("支付时间", "2024-05-12 14:02:10"),
    ("支付方式", "零钱"),
]


@pytest.mark.parametrize("telling", [("出货时间", "2024-05-12 14:05:41"), ("交付方式", "自动出货")])
def test_what_only_the_shop_tells_makes_an_order_page(telling: tuple[str, str]) -> None:
    made = page([*rows(*SHOP, telling), (700, 900, "联系客服"), (880, 900, "再次购买")])
    assert roles.of((made,)) is Role.ORDER
    facts = read([evidence("页.png", made)]).facts
    assert [fact.value for fact in facts if fact.kind is FactKind.ORDER_ID] == ["774230608164522212"]
    assert {fact.about for fact in facts if fact.kind is FactKind.TIMESTAMP} >= {"ordered", "paid"}


def test_a_payment_record_stays_one() -> None:
    made = page(
        [
            (400, 100, "账单详情"),
            *rows(
                ("当前状态", "支付成功"),
                ("支付时间", "2024-05-12 14:02:10"),
                ("交易单号", "4200002345202405121234567890"),
                ("商户单号", "CM20240512001"),
            ),
            (60, 900, "联系客服"),
        ]
    )
    assert roles.of((made,)) is Role.PAYMENT
