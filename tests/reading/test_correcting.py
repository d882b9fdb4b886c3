"""Corrections by hand, whatever kind they are of, never end in a crash."""

from __future__ import annotations

import pytest
from pages import evidence, log, numbered, order_page, rule_page

from dossier import reading, timeline
from dossier.model import FactKind

ORDER = evidence("o.png", order_page([("订单编号", "CM20240512001"), ("发货方式", "自动发货")], "已发货"))
RULES = evidence(
    "r.png", rule_page(["取消规则", "3.1 支付后5分钟内可免费取消。", "3.2 超过5分钟取消的，收取10%手续费。"])
)


def read(kind: FactKind, was: str, value: str, path: str = "o.png") -> reading.Reading:
    files = numbered(ORDER, RULES)
    result = reading.read(
        files, reading.Overrides(corrections=(reading.Correction(path, 1, kind, was, value),))
    )
    timeline.events(result.evidence, result.facts)
    return result


@pytest.mark.parametrize(
    ("kind", "was", "value", "expected"),
    [
        (FactKind.STATUS, "已发货", "已退款", "refunded"),
        (FactKind.DELIVERY, "自动发货", "人工代充", "manual"),
        (FactKind.ORDER_ID, "CM20240512001", "CM20240512007", "CM20240512007"),
    ],
)
def test_values_take_the_form_of_their_kind(kind: FactKind, was: str, value: str, expected: str) -> None:
    result = read(kind, was, value)
    assert not result.aside
    assert expected in {fact.value for fact in result.facts if fact.kind is kind}


@pytest.mark.parametrize(
    ("kind", "was", "value"),
    [
        (FactKind.STATUS, "已发货", "不知道"),
        (FactKind.DELIVERY, "自动发货", "随便"),
        (FactKind.ORDER_ID, "别的", "CM1"),
    ],
)
def test_what_has_no_such_form_is_told(kind: FactKind, was: str, value: str) -> None:
    assert [problem.code for problem in read(kind, was, value).aside] == ["correction-unmatched"]


def test_a_clause_is_read_anew() -> None:
    was = next(f.raw for f in read(FactKind.ORDER_ID, "x", "y").facts if f.about == "grace_window")
    result = read(FactKind.POLICY_TERM, was, "支付后3分钟内可免费取消。", "r.png")
    assert [f.value for f in result.facts if f.about == "grace_window"] == [
        "PT3M;start=paid;delivery=any;free=yes"
    ]
    nonsense = read(FactKind.POLICY_TERM, was, "没有这一条", "r.png")
    assert [problem.code for problem in nonsense.aside] == ["correction-unmatched"]


CHAT = evidence(
    "c.txt",
    log(
        ("我", "2024-05-12 14:03:00", "订单CM20240512001拍错了，申请取消"),
        ("客服1024", "2024-05-12 14:04:00", "已经发货了，下单时有弹窗提示不能取消的"),
    ),
)


def read_chat(kind: FactKind, was: str, value: str | None) -> reading.Reading:
    overrides = reading.Overrides(corrections=(reading.Correction("c.txt", 1, kind, was, value),))
    return reading.read(numbered(CHAT), overrides)


def test_a_reason_can_only_be_dropped() -> None:
    kept = read_chat(FactKind.REASON, "shipped", "late")
    assert [f.value for f in kept.facts if f.kind is FactKind.REASON] == ["shipped"]
    assert [problem.code for problem in kept.aside] == ["correction-unmatched"]
    dropped = read_chat(FactKind.REASON, "shipped", None)
    assert not [f for f in dropped.facts if f.kind is FactKind.REASON]
    assert not dropped.aside


def test_a_term_of_a_chat_is_read_anew_as_words_of_a_chat() -> None:
    found = read_chat(FactKind.POLICY_TERM, "by=popup;when=before", "规则在用户协议里写着的")
    assert [f.value for f in found.facts if f.about == "notice"] == ["by=agreement;when=unknown"]


@pytest.mark.parametrize("turned", [False, True])
def test_two_times_read_for_one_another_are_put_right_by_two_corrections(turned: bool) -> None:
    first, second = "2024-05-12 14:03:00", "2024-05-12 14:08:00"
    rows = [("订单编号", "CM20240512001"), ("付款时间", first), ("发货时间", second)]
    swaps = [
        reading.Correction("o.png", 1, FactKind.TIMESTAMP, first, second),
        reading.Correction("o.png", 1, FactKind.TIMESTAMP, second, first),
    ]
    files = numbered(evidence("o.png", order_page(rows)))
    result = reading.read(files, reading.Overrides(corrections=tuple(swaps[::-1] if turned else swaps)))
    told = {fact.label: fact.value for fact in result.facts if fact.kind is FactKind.TIMESTAMP and fact.label}
    assert told == {"付款时间": "2024-05-12T14:08:00+08:00", "发货时间": "2024-05-12T14:03:00+08:00"}
    assert not result.aside


def test_what_a_correction_made_can_be_corrected_where_nothing_else_is_read_so() -> None:
    first, second, third = "2024-05-12 14:03:00", "2024-05-12 14:08:00", "2024-05-12 14:09:00"
    stacked = (
        reading.Correction("o.png", 1, FactKind.TIMESTAMP, first, second),
        reading.Correction("o.png", 1, FactKind.TIMESTAMP, second, third),
    )
    files = numbered(evidence("o.png", order_page([("订单编号", "CM20240512001"), ("付款时间", first)])))
    result = reading.read(files, reading.Overrides(corrections=stacked))
    assert "2024-05-12T14:09:00+08:00" in {fact.value for fact in result.facts if fact.label == "付款时间"}
