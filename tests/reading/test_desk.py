"""Who serves: agents who come, hand over and leave, and machines that answer in between."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pages import chat_page, evidence, log, numbered, order_page

from dossier import reading
from dossier.model import Evidence, Fact, FactKind
from dossier.reading.chats import desk

ORDER = "CM20240512001"
ASK = ("buyer", "我要取消订单")
NO = ("agent", "系统自动发货，无法取消")
Item = tuple[str, str]


def facts(talk: Evidence) -> tuple[Fact, ...]:
    rows = [("订单编号", ORDER), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥100.00")]
    return reading.read(numbered(evidence("order.png", order_page(rows, "已发货")), talk)).facts


def who(*items: Item) -> list[str]:
    """The agents of the refusals in a chat, "" where none is known."""
    talk = evidence("chat.png", chat_page([("time", "2024-05-12 14:03"), *items]))
    return refused(facts(talk))


def refused(found: Sequence[Fact]) -> list[str]:
    named = {f.id: f.value for f in found if f.kind in (FactKind.AGENT_ID, FactKind.AGENT_NAME)}
    said = [f for f in found if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"]
    return [next((named[link] for link in fact.links if link in named), "") for fact in said]


@pytest.mark.parametrize(
    "change",
    [
        ("system", "已为您转接客服1025"),
        ("system", "由 1025 号客服为您服务"),
        ("system", "客服1024将会话转接给客服1025"),
        ("agent", "这边给您转接客服1025处理"),
    ],
)
def test_after_a_hand_over_the_newcomer_speaks(change: Item) -> None:
    assert who(("system", "客服1024为您服务"), ASK, NO, change, ASK, NO) == ["1024", "1025"]


def test_who_hands_over_is_not_the_one_he_names() -> None:
    assert who(("system", "客服1024为您服务"), ASK, ("agent", "无法取消哦，给您转接主管2001")) == ["1024"]


@pytest.mark.parametrize("notice", ["客服1024 已结束会话", "会话已结束", "正在为您转接人工客服"])
def test_after_an_end_nobody_is_known(notice: str) -> None:
    assert who(("system", "客服1024为您服务"), ASK, NO, ("system", notice), ASK, NO) == ["1024", ""]


def test_a_colleague_who_is_mentioned_does_not_speak() -> None:
    found = who(("system", "客服1024为您服务"), ASK, ("agent", "无法取消，您可以再问问客服1030"), NO)
    assert found == ["1024", "1024"]


def test_an_agent_who_names_himself_speaks() -> None:
    assert who(("system", "客服1024为您服务"), ("agent", "您好，我是客服1025"), ASK, NO) == ["1025"]


def test_the_name_over_a_message_tells_who_writes_it() -> None:
    talk = log(
        ("客服1024", "2024-05-12 14:03:00", "您好"),
        ("我", "2024-05-12 14:03:10", "我要取消订单"),
        ("客服1025", "2024-05-12 14:03:30", "无法取消，刚才是客服1024接待您的"),
    )
    assert refused(facts(evidence("chat.txt", talk))) == ["1025"]


def test_a_machine_is_told_as_one_and_its_words_stay_open() -> None:
    found = facts(
        evidence(
            "chat.txt",
            log(
                ("我", "2024-05-12 14:03:10", "我要取消订单"),
                ("智能客服", "2024-05-12 14:03:11", "已发货订单无法取消"),
                ("客服小美", "2024-05-12 14:04:30", "无法取消"),
            ),
        )
    )
    robot = next(f for f in found if f.about == desk.ROBOT)
    assert (robot.kind, robot.value, robot.raw) == (FactKind.AGENT_NAME, "机器人", "智能客服")
    first, second = [f for f in found if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"]
    assert first.hedged
    assert robot.id in first.links
    assert not second.hedged
    assert robot.id not in second.links


def test_a_machine_that_is_only_spoken_of_does_not_speak() -> None:
    found = who(("system", "客服1024为您服务"), ASK, ("agent", "无法取消的，刚才是机器人回复您的"))
    assert found == ["1024"]


def test_whom_a_machine_hands_over_to_is_no_machine() -> None:
    """Else a person's answer would count as none."""
    found = facts(
        evidence(
            "chat.txt",
            log(
                ("智能客服", "2024-05-12 14:03:00", "回复“人工”转人工客服，工号2018号客服为您服务"),
                ("我", "2024-05-12 14:03:10", "我要取消订单"),
                ("在线客服", "2024-05-12 14:04:30", "无法取消"),
                ("客服工号2018", "2024-05-12 14:05:30", "不能退款"),
            ),
        )
    )
    machines = {f.id for f in found if f.about == desk.ROBOT}
    said = [f for f in found if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"]
    assert len(said) == 2
    assert machines
    assert not any(machines & set(f.links) for f in said)


def test_whom_a_machine_names_is_a_person_where_he_writes_himself() -> None:
    found = facts(
        evidence(
            "chat.txt",
            log(
                ("智能客服", "2024-05-12 14:03:00", "您好，我是智能客服，客服2018正忙"),
                ("我", "2024-05-12 14:03:10", "我要取消订单"),
                ("客服2018", "2024-05-12 14:05:30", "无法取消"),
            ),
        )
    )
    machines = {f.id for f in found if f.about == desk.ROBOT}
    said = next(f for f in found if f.kind is FactKind.STATEMENT and f.value == "cancel_refused")
    assert not machines & set(said.links)
