"""The terminal tells which source shows what, and which events cannot stand in that order."""

from __future__ import annotations

import pytest
from pages import evidence, numbered, order_page

from dossier import reading, report, timeline
from dossier.model import Case
from dossier.pipeline import _told
from dossier.rules.missing import missing

NUMBER = "CM20240512001"


def case(payment: str, shipped: str) -> Case:
    page = [
        ("订单编号", NUMBER),
        ("实付款", "¥100.00"),
        ("付款时间", "2024-05-12 14:02:10"),
        ("发货时间", shipped),
    ]
    record = [("当前状态", "支付成功"), ("支付时间", payment), ("支付金额", "¥100.00"), ("商户单号", NUMBER)]
    found = reading.read(
        numbered(evidence("order.png", order_page(page, "已发货")), evidence("pay.png", order_page(record)))
    )
    events = _told(timeline.events(found.evidence, found.facts), found.facts)
    lacking = missing(found.evidence, found.facts, events)
    return Case(found.evidence, found.facts, events, (), lacking, found.orders)


def told(made: Case, lang: str) -> str:
    """Without line breaks, which may stand between any two Chinese characters."""
    return "".join(report.full(made, lang, "某某文件夹").split())


@pytest.mark.parametrize(
    ("lang", "order", "payment"), [("zh", "订单页", "付款记录"), ("en", "orderpage", "paymentrecord")]
)
def test_each_source_of_a_disputed_time_is_told_with_its_place(lang: str, order: str, payment: str) -> None:
    text = told(case("2024-05-12 14:09:10", "2024-05-12 14:30:00"), lang)
    assert f"{order}14:02:10←order.png:" in text
    assert f"{payment}14:09:10←pay.png:" in text


def test_sources_that_agree_are_not_told_one_by_one() -> None:
    text = told(case("2024-05-12 14:02:10", "2024-05-12 14:30:00"), "zh")
    assert "付款记录14:02:10" not in text
    assert "先后不合常理" not in text


@pytest.mark.parametrize(("lang", "words"), [("zh", "先后不合常理"), ("en", "outoforderwith")])
def test_both_events_of_an_impossible_order_name_the_other(lang: str, words: str) -> None:
    text = told(case("2024-05-12 14:02:10", "2024-05-12 13:30:00"), lang)
    assert text.count(words) == 2


def test_an_impossible_order_is_something_to_settle() -> None:
    assert "sequence" in {one.item for one in case("2024-05-12 14:02:10", "2024-05-12 13:30:00").missing}
    assert "sequence" not in {one.item for one in case("2024-05-12 14:02:10", "2024-05-12 14:30:00").missing}
