"""Versions of a rule that differ are told in the report and in the packet, with what they rest on."""

from __future__ import annotations

from pages import evidence, numbered, order_page, rule_page

from dossier import reading, report, timeline
from dossier.model import Case, Evidence
from dossier.packet.view import editions
from dossier.packet.view.marks import Marks

OLD = "3.1 支付成功后3分钟内可免费取消订单，全额退款。"
NEW = "3.1 支付成功后5分钟内可免费取消订单，全额退款。"


def page(name: str, day: str, clause: str) -> Evidence:
    lines = ["取消与退款规则", f"生效日期：{day}", clause, "3.9 其他事项，请联系在线客服处理。"]
    return evidence(name, rule_page(lines))


def case(*pages: Evidence, orders: int = 1) -> Case:
    made = [
        evidence(
            f"订单{count}.png",
            order_page(
                [
                    ("订单编号", f"CM2024051200{count}"),
                    ("商品名称", "示例点卡"),
                    ("实付款", f"¥10{count}.00"),
                    ("付款时间", f"2024-05-12 14:0{count}:10"),
                ],
                "已发货",
            ),
        )
        for count in range(1, orders + 1)
    ]
    read = reading.read(numbered(*made, *pages))
    events = timeline.events(read.evidence, read.facts)
    return Case(evidence=read.evidence, facts=read.facts, events=events, orders=read.orders)


BOTH = (page("旧.png", "2023-01-01", OLD), page("新.png", "2024-05-12", NEW))


def test_the_packet_tells_which_version_counts_and_points_to_clauses_and_dates() -> None:
    made = case(*BOTH)
    found = editions.of(made, made.orders)
    (row,) = editions.rows(found, Marks(made, editions.facts(found)))
    assert "证据2第3.1条（2023-01-01 起生效）" in row.text
    assert "有效的是证据3" in row.text
    assert [ref.text for ref in row.refs] == ["证据2①", "证据2②", "证据3①", "证据3②"]


def test_a_difference_is_told_once_for_several_orders_of_a_day() -> None:
    made = case(*BOTH, orders=2)
    assert len(made.orders) == 2
    assert len(editions.of(made, made.orders)) == 1


def test_the_report_names_the_files() -> None:
    made = case(*BOTH)
    told = "".join(report.full(made, "zh", "某某").split())
    assert "有效的是新.png" in told
    assert "versions" in report.full(made, "en", "某某")


def test_without_a_difference_nothing_is_said() -> None:
    made = case(BOTH[1])
    assert editions.of(made, made.orders) == ()
    assert "个版本" not in report.full(made, "zh", "某某")
