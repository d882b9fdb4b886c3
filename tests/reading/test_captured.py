"""When an order or payment page was captured: only where that is sure, and in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages import evidence, numbered, order_page, page, rule_page

from dossier import reading, timeline
from dossier.model import Anchor, Box, Evidence, Fact, FactKind, FactStatus, Line, Page

ROWS = [
    ("订单编号", "CM20240512001"),
    ("下单时间", "2024-05-12 14:01:30"),
    ("付款时间", "2024-05-12 14:02:10"),
    ("实付款", "￥128.00"),
    ("订单状态", "待发货"),
]
NAME = "Screenshot_20240513_140820.png"


def shown(bar: Sequence[tuple[int, str]] = ()) -> Page:
    """An order page with these words in its status bar."""
    made = order_page(ROWS)
    below = [(line.box.x0, line.box.y0, line.text) for line in made.lines[2:] if line.box]
    return page([*((x, 30, text) for x, text in bar), *below])


def read(*items: Evidence) -> reading.Reading:
    return reading.read(numbered(*items))


def captures(*items: Evidence) -> list[Fact]:
    return [f for f in read(*items).facts if f.kind is FactKind.TIMESTAMP and f.about == "captured"]


def test_a_date_in_the_status_bar_is_written_down_with_its_place() -> None:
    (fact,) = captures(evidence("order.png", shown([(60, "14:08"), (300, "2024年5月13日"), (-60, "86%")])))
    assert (fact.value, fact.anchor) == ("2024-05-13T14:08+08:00", Anchor.STATUS_BAR)
    assert (fact.raw, fact.order_id, fact.assumed) == ("14:08  2024年5月13日", "CM20240512001", False)
    assert fact.source.box == Box(60, 30, 560, 70)


def test_what_the_name_tells_has_no_place_on_the_page() -> None:
    (fact,) = captures(evidence(NAME, shown(), captured="2024-05-13T14:08:20"))
    assert (fact.value, fact.raw) == ("2024-05-13T14:08:20+08:00", NAME)
    assert (fact.source.box, fact.source.line, fact.anchor) == (None, 0, Anchor.FILE_NAME)
    assert (fact.order_id, fact.status) == ("CM20240512001", FactStatus.READ)


def test_a_cameras_data_tell_it_too() -> None:
    photo = replace(evidence("a.jpg", shown(), captured="2024-05-13T14:08:20"), captured_by=Anchor.EXIF)
    (fact,) = captures(photo)
    assert (fact.value, fact.anchor) == ("2024-05-13T14:08:20+08:00", Anchor.EXIF)


@pytest.mark.parametrize(
    ("clock", "value"),
    [
        ("14:08", "2024-05-13T14:08:20+08:00"),
        # saved a while later: known to lie between
        ("14:05", "2024-05-13T14:05+08:00/2024-05-13T14:08+08:00"),
        # of another moment than the file's
        ("14:02", None),
        ("09:00", None),
    ],
)
def test_the_clock_on_the_screen_bears_the_name_out_or_refutes_it(clock: str, value: str | None) -> None:
    item = evidence(NAME, shown([(60, clock), (-60, "86%")]), captured="2024-05-13T14:08:20")
    assert [fact.value for fact in captures(item)] == ([] if value is None else [value])


def test_a_capture_about_midnight() -> None:
    item = evidence(NAME, shown([(60, "23:59"), (-60, "86%")]), captured="2024-05-13T00:00:05")
    (fact,) = captures(item)
    assert fact.value == "2024-05-12T23:59+08:00/2024-05-13T00:00+08:00"


@pytest.mark.parametrize(
    "item",
    [
        evidence("order.png", shown()),
        evidence("order.png", shown([(60, "14:08"), (-60, "86%")])),
        replace(evidence("order.png", shown()), modified="2024-05-13T14:08:20"),
        evidence("mmexport1715580500000.png", shown(), captured="2024-05-13T14:08:20"),
        evidence("截图_20240513_140820.zip", replace(shown(), part="订单.png"), captured="2024-05-13T14:08:20"),
        evidence("录屏_20240513_140820.mp4", replace(shown(), moment=3.0), captured="2024-05-13T14:08:20"),
    ],
)  # fmt: skip
def test_nothing_is_written_down_where_it_is_not_sure(item: Evidence) -> None:
    assert captures(item) == []


def test_other_pages_are_left_alone() -> None:
    rules = rule_page(["取消与退款规则", "3.1 支付成功后5分钟内可免费取消订单，全额退款。"])
    found = read(evidence("order.png", shown()), evidence(NAME, rules, captured="2024-05-13T14:08:20"))
    assert not any(fact.about == "captured" for fact in found.facts)


def test_a_page_that_tells_nothing_else_is_not_tied_by_its_capture() -> None:
    empty = replace(page([(60, 300, "订单详情"), (60, 500, "待付款 已发货 卡密 发货方式")]))
    plain = [evidence("a.png", shown()), evidence("b.png", shown()), evidence("c.png", empty)]
    dated = [*plain[:2], replace(plain[2], path=NAME, captured="2024-05-13T14:08:20")]
    assert read(*plain).aside == read(*dated).aside


def test_it_makes_no_event_and_changes_none() -> None:
    def told(item: Evidence) -> list[tuple[str, str]]:
        found = read(item)
        return [(e.kind, str(e.when)) for e in timeline.events(found.evidence, found.facts)]

    bare = evidence(NAME, shown())
    assert told(replace(bare, captured="2024-05-13T14:08:20")) == told(bare)
    assert {kind for kind, _ in told(bare)} == {"ordered", "paid"}


@pytest.mark.parametrize(
    ("again", "status"),
    [("5月13日 14:08", FactStatus.CHECKED), ("5月18日 14:08", FactStatus.DISPUTED)],
)
def test_a_bar_is_believed_as_far_as_its_further_readings_go(again: str, status: FactStatus) -> None:
    made = shown([(300, "5月13日 14:08"), (-60, "86%")])
    lines = tuple(_again(line, again) if "月" in line.text else line for line in made.lines)
    item = replace(evidence("order.png", replace(made, lines=lines)), modified="2024-05-20T10:00:00")
    (fact,) = captures(item)
    assert (fact.value, fact.status) == ("2024-05-13T14:08+08:00", status)


def _again(line: Line, text: str) -> Line:
    return replace(line, again=(text, text, text))


def test_a_banner_tells_that_the_money_is_still_on_its_way() -> None:
    made = order_page(ROWS[:-1], banner="退款中")
    statuses = [f for f in read(evidence("order.png", made)).facts if f.kind is FactKind.STATUS]
    assert [(f.value, f.raw, f.about) for f in statuses] == [("退款中", "退款中", "")]
