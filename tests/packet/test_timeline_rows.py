"""A row of the timeline shows what every source says where they differ, and what it contradicts."""

from __future__ import annotations

from pages import chat_page, evidence, numbered, order_page

from dossier import reading, timeline
from dossier.model import Case
from dossier.packet.view import grouping, rows
from dossier.packet.view.marks import Marks, wanted
from dossier.packet.view.rows import Row
from dossier.pipeline import _told

NUMBER = "CM20240512001"


def told(paid: str, payment: str, shipped: str = "2024-05-12 14:30:00") -> tuple[dict[str, Row], Marks]:
    page = [("订单编号", NUMBER), ("实付款", "¥100.00"), ("付款时间", paid), ("发货时间", shipped)]
    record = [("当前状态", "支付成功"), ("支付时间", payment), ("支付金额", "¥100.00"), ("商户单号", NUMBER)]
    found = reading.read(
        numbered(evidence("order.png", order_page(page, "已发货")), evidence("pay.png", order_page(record)))
    )
    events = _told(timeline.events(found.evidence, found.facts), found.facts)
    case = Case(evidence=found.evidence, facts=found.facts, events=events, orders=found.orders)
    marks = Marks(case, wanted(case, [NUMBER]))
    groups = grouping.of(events, {fact.id: fact for fact in found.facts}, ())
    made = rows.of(found.orders[0], groups, case, marks)
    assert [row.number for row in made] == list(range(1, len(made) + 1))
    return {event.kind.value: row for event, row in zip(events, made, strict=True)}, marks


def test_sources_that_contradict_each_other_are_named_with_their_times_and_marks() -> None:
    made, _ = told("2024-05-12 14:02:10", "2024-05-12 14:09:10")
    paid = made["paid"]
    order_mark, payment_mark = (ref.text for ref in paid.refs)
    assert paid.note == (
        f"付款时间：订单页 14:02:10（{order_mark}），付款记录 14:09:10（{payment_mark}），各份材料不一致"
    )
    assert order_mark.startswith("证据1")
    assert payment_mark.startswith("证据2")


def test_sources_of_two_days_show_the_day() -> None:
    made, _ = told("2024-05-12 23:59:10", "2024-05-13 00:09:10", "2024-05-13 10:00:00")
    assert "订单页 2024-05-12 23:59:10" in made["paid"].note
    assert "付款记录 2024-05-13 00:09:10" in made["paid"].note


def test_sources_that_differ_without_contradiction_are_shown_and_not_blamed() -> None:
    made, _ = told("2024-05-12 14:02:10", "2024-05-12 14:02:12")
    assert made["paid"].note.startswith("付款时间：订单页 14:02:10（证据1")
    assert "不一致" not in made["paid"].note
    same, _ = told("2024-05-12 14:02:10", "2024-05-12 14:02:10")
    assert same["paid"].note == ""


def test_rows_that_cannot_stand_together_point_at_each_other() -> None:
    made, _ = told("2024-05-12 14:02:10", "2024-05-12 14:02:10", shipped="2024-05-12 13:30:00")
    assert made["shipped"].number == 1
    assert made["shipped"].note.startswith("与第2项的先后不合常理")
    assert made["paid"].note.startswith("与第1项的先后不合常理")
    possible, _ = told("2024-05-12 14:02:10", "2024-05-12 14:02:10")
    assert possible["shipped"].note == ""


def test_a_blank_that_an_engine_lost_between_day_and_hour_is_shown() -> None:
    items = [("time", "2024-05-1214:03:08"), ("buyer", f"订单{NUMBER}申请取消")]
    page = order_page([("订单编号", NUMBER), ("实付款", "¥100.00")])
    found = reading.read(numbered(evidence("order.png", page), evidence("chat.png", chat_page(items))))
    events = _told(timeline.events(found.evidence, found.facts), found.facts)
    case = Case(evidence=found.evidence, facts=found.facts, events=events, orders=found.orders)
    marks = Marks(case, wanted(case, [NUMBER]))
    captions = [mark.caption for mark in marks.all([fact.id for fact in found.facts])]
    assert "聊天时间：2024-05-12 14:03:08" in captions
