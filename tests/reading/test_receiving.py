"""The buyer says that the money came back: plainly, of another order, in part, or not at all."""

from __future__ import annotations

import pytest

from dossier.model import EventKind, Speaker
from dossier.reading.speech import statements


def received(text: str) -> bool | None:
    """Whether the statement is hedged; None where none is made."""
    found = {s.kind: s.hedged for s in statements.find(Speaker.BUYER, text, asked=True, owed=True)}
    return found.get(EventKind.REFUND_RECEIVED)


@pytest.mark.parametrize(
    "text",
    ["退款收到了，谢谢", "钱已经到账了", "收到退款了", "刚刚钱退回来了", "嗯嗯 退款今天到账了", "终于收到退款", "款项全部收到了"],
)  # fmt: skip
def test_the_money_came(text: str) -> None:
    assert received(text) is False


@pytest.mark.parametrize(
    "text",
    ["上一单的退款收到了", "另外那单的退款到账了", "我朋友的退款收到了", "你们说退款到账了", "页面显示退款到账了", "部分退款收到了", "收到退款20元"],
)  # fmt: skip
def test_the_money_came_perhaps(text: str) -> None:
    assert received(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "退款收到了吗", "还没收到退款", "钱没到账", "收到退款我就撤诉", "什么时候能收到退款", "如果收到退款就算了", "优惠券收到了", "卡密收到了", "退款申请收到了吗",
        "麻烦收到退款申请后处理一下", "希望尽快收到退款",
    ],
)  # fmt: skip
def test_nothing_came(text: str) -> None:
    assert received(text) is None


def test_only_the_buyer_says_so() -> None:
    found = statements.find(Speaker.AGENT, "退款收到了", asked=True, owed=True)
    assert EventKind.REFUND_RECEIVED not in {statement.kind for statement in found}
