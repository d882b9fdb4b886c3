"""What a person is told about chats: what dates them, and that some were held outside the platform."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import chat_page, evidence, numbered, order_page

from dossier import reading, record, report, timeline
from dossier.model import Case, Channel, Evidence, Role
from dossier.packet.view import exhibits

ORDER = "CM20240512001"
ASK = [("time", "14:03"), ("buyer", f"订单{ORDER}拍错了，申请取消"), ("agent", "无法取消哦")]


def case(notice: str = "", captured: str = "2024-05-12T14:08:20") -> Case:
    rows = [("订单编号", ORDER), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥100.00")]
    items = [ASK[0], ("system", notice), *ASK[1:]] if notice else ASK
    talk = evidence("chat.png", chat_page(items), captured=captured)
    found = reading.read(numbered(evidence("order.png", order_page(rows, "已发货")), talk))
    events = timeline.events(found.evidence, found.facts)
    return Case(evidence=found.evidence, facts=found.facts, events=events, orders=found.orders)


def told(lang: str = "zh", **more: str) -> str:
    return " ".join(report.full(case(**more), lang, "somewhere").split())


def test_a_chat_in_wechat_is_told_to_be_weaker_and_of_risk() -> None:
    words = told(notice="以上是打招呼的内容").replace(" ", "")
    assert "chat.png是微信对话" in words
    assert "证明力较弱" in words
    assert "以防受骗" in words
    assert "WeChat" in told("en", notice="以上是打招呼的内容")


@pytest.mark.parametrize("notice", ["", "客服1024为您服务"])
def test_nothing_is_said_of_other_chats(notice: str) -> None:
    assert "以防受骗" not in told(notice=notice).replace(" ", "")


def test_what_completed_a_time_is_told_beside_its_place() -> None:
    assert "日期据截图文件名" in told().replace(" ", "")
    assert "日期或年份据其他材料" in told(captured="").replace(" ", "")


def test_the_record_has_channel_and_anchor() -> None:
    document = record.document(case("客服1024为您服务"))
    assert [item["channel"] for item in document["evidence"]] == [None, "platform"]
    said = [fact for fact in document["facts"] if fact["about"] == "said"]
    assert {fact["anchor"] for fact in said} == {"file-name"}


@pytest.mark.parametrize(
    ("role", "channel", "words"),
    [
        (Role.CHAT, Channel.WECHAT, "；对话渠道：微信"),
        (Role.CHAT, Channel.PLATFORM, "；对话渠道：平台客服"),
        (Role.CHAT, None, ""),
        (Role.MAIL, Channel.MAIL, ""),
    ],
)
def test_the_index_names_the_channel_of_a_chat(role: Role, channel: Channel | None, words: str) -> None:
    item: Evidence = replace(evidence("chat.png"), role=role, channel=channel)
    assert exhibits._channel(item) == words
