"""Captures of one chat: joined where they overlap, told once, and never joined by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages import chat_page, evidence, numbered, order_page, rule_page

from dossier import reading, rules, timeline
from dossier.model import Event, EventKind, Evidence, FactKind, Page, Role, Verdict
from dossier.reading.chats import stitching

ORDER = "CM20240512001"
Item = tuple[str, str]

HELLO: list[Item] = [
    ("time", "2024-05-12 14:02"),
    ("system", "客服1024为您服务"),
    ("buyer", "老板这个点卡是自动发货吗"),
    ("agent", "是的，付款以后自动发到订单里"),
]
ASK: list[Item] = [("time", "2024-05-12 14:03"), ("buyer", f"订单{ORDER}拍错了，申请取消")]
NO: list[Item] = [("time", "2024-05-12 14:04"), ("agent", "系统自动发货，无法取消")]
LATER: list[Item] = [("time", "2024-05-12 14:09"), ("buyer", "还没有到五分钟呢"), ("agent", "已经帮您登记了")]


def chats(*captures: Sequence[Item]) -> tuple[Evidence, ...]:
    files = [evidence(f"{n}.png", chat_page(items)) for n, items in enumerate(captures)]
    return tuple(replace(item, role=Role.CHAT) for item in numbered(*files))


def told(*captures: Sequence[Item]) -> list[list[tuple[str, int]]]:
    """Each conversation as its messages with the number of pictures that show them."""
    return [
        [(turn.said.text, len(turn.shown)) for turn in turns]
        for turns in stitching.conversations(chats(*captures))
    ]


def case(*talks: Evidence) -> tuple[reading.Reading, tuple[Event, ...], dict[str, str]]:
    rows = [("订单编号", ORDER), ("付款时间", "2024-05-12 14:02:10"), ("发货时间", "2024-05-12 14:05:30")]
    page = order_page([*rows, ("实付款", "¥100.00"), ("发货方式", "自动发货")], "已发货")
    free = rule_page(["取消与退款规则", "3.1 支付成功后5分钟内可免费取消订单，全额退款。"])
    files = numbered(evidence("order.png", page), evidence("rules.png", free), *talks)
    result = reading.read(files)
    events = timeline.events(result.evidence, result.facts)
    findings = rules.judge(result.orders, result.evidence, result.facts, events)
    return result, events, {f.rule: f.verdict.value for f in findings}


def talk(
    *items: Sequence[Item], name: str = "chat.png", clock: str = "14:08", captured: str = ""
) -> Evidence:
    return evidence(name, chat_page([item for part in items for item in part], clock), captured=captured)


def counted(events: Sequence[Event]) -> dict[EventKind, int]:
    kinds = [event.kind for event in events]
    return {kind: kinds.count(kind) for kind in kinds}


def test_an_overlap_makes_one_conversation() -> None:
    assert told([*HELLO, *ASK], [*HELLO[2:], *ASK, *NO]) == [
        [
            ("客服1024为您服务", 1),
            ("老板这个点卡是自动发货吗", 2),
            ("是的，付款以后自动发到订单里", 2),
            (f"订单{ORDER}拍错了，申请取消", 2),
            ("系统自动发货，无法取消", 1),
        ]
    ]


def test_the_order_comes_from_the_overlap_and_not_from_the_files() -> None:
    forward = told([*HELLO, *ASK], [*HELLO[2:], *ASK, *NO], [*ASK, *NO, *LATER])
    backward = told([*ASK, *NO, *LATER], [*HELLO[2:], *ASK, *NO], [*HELLO, *ASK])
    assert forward == backward
    assert [text for text, _ in forward[0]][-2:] == ["还没有到五分钟呢", "已经帮您登记了"]


def test_a_picture_inside_another_adds_nothing() -> None:
    whole = [*HELLO, *ASK, *NO, *LATER]
    (inside,) = told(whole, [*ASK, *NO])
    assert [text for text, _ in inside] == [text for text, _ in told(whole)[0]]
    assert told([*ASK, *NO], whole)[0] == inside


def test_a_character_misread_and_an_edge_cut_do_not_part_them() -> None:
    slipped = [("agent", "付款以后自动发到订单里"), *ASK[:1], ("buyer", f"订单{ORDER}拍措了，申请取消"), *NO]
    (whole,) = told([*HELLO, *ASK], slipped)
    assert [count for _, count in whole] == [1, 1, 2, 2, 1]
    assert whole[2][0] == "是的，付款以后自动发到订单里"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same words on two days
        ([*HELLO, ("buyer", "在吗")], [("time", "2024-05-13 09:00"), ("buyer", "在吗"), *LATER]),
        (
            [("buyer", "在吗"), ("agent", "您好，请问有什么可以帮您")],
            [("buyer", "在吗"), ("agent", "您好，请问有什么可以帮您"), ("buyer", "什么时候发货")],
        ),
        # one message alone, without a time
        ([*HELLO, ("buyer", "我要取消这个订单")], [("buyer", "我要取消这个订单"), ("agent", "好的")]),
        # the same text under two time lines
        (ASK, [("time", "2024-05-13 10:00"), *ASK[1:], *NO]),
        # another number
        (
            [("buyer", "订单A20240512001什么时候发"), ("agent", "订单A20240512001马上就发")],
            [("buyer", "订单A20240512002什么时候发"), ("agent", "订单A20240512002马上就发")],
        ),
        # the same opening of two talks with a machine, which then part
        (
            [
                ("agent", "您好，我是智能客服，请输入您要办理的业务"),
                ("buyer", "取消订单"),
                ("agent", "请先登录"),
            ],
            [
                ("agent", "您好，我是智能客服，请输入您要办理的业务"),
                ("buyer", "取消订单"),
                ("agent", "无法取消"),
                ("buyer", "为什么不行"),
            ],
        ),
        # a run that breaks off in the middle
        ([*ASK, *NO, *LATER], [*ASK, ("agent", "请稍等，我看一下"), *LATER]),
    ],
)
def test_what_merely_looks_alike_stays_apart(one: Sequence[Item], other: Sequence[Item]) -> None:
    assert len(told(one, other)) == 2


def test_a_message_with_its_own_time_is_enough() -> None:
    assert len(told([*HELLO, *ASK], [*ASK, *NO])) == 1


def test_yesterdays_clock_is_the_same_clock() -> None:
    one = [("time", "14:03"), *ASK[1:]]
    other = [("time", "昨天 14:03"), *ASK[1:], ("time", "昨天 14:04"), *NO[1:]]
    assert len(told(one, other)) == 1


def test_pages_of_one_file_are_one_conversation_even_without_an_overlap() -> None:
    pages = (chat_page([*HELLO, *ASK]), replace(chat_page([*NO, *LATER]), number=2))
    file = replace(evidence("chat.pdf", *pages), role=Role.CHAT)
    (whole,) = stitching.conversations([file])
    assert [turn.said.page for turn in whole] == [1, 1, 1, 1, 2, 2, 2]


def test_frames_of_a_recording_that_scrolls_up_are_put_in_order() -> None:
    def frame(number: int, *items: Sequence[Item]) -> Page:
        return replace(chat_page([item for part in items for item in part]), number=number)

    file = evidence(
        "screen.mp4", frame(1, ASK, NO, LATER), frame(2, HELLO[2:], ASK, NO), frame(3, HELLO, ASK)
    )
    (whole,) = stitching.conversations([replace(file, role=Role.CHAT)])
    assert [turn.said.text[:4] for turn in whole] == [
        "客服10", "老板这个", "是的，付", "订单CM", "系统自动", "还没有到", "已经帮您",
    ]  # fmt: skip


def test_a_sentence_in_two_pictures_is_one_event_with_the_facts_of_both() -> None:
    _, once, alone = case(talk(HELLO, ASK, NO))
    result, twice, both = case(talk(HELLO, ASK, NO, name="a.png"), talk(ASK, NO, LATER, name="b.png"))
    assert counted(twice) == counted(once)
    assert both == alone
    assert both["grace.cancel-refused-inside"] == Verdict.BREACH
    (request,) = [event for event in twice if event.kind is EventKind.CANCEL_REQUESTED]
    shown = {f.source.evidence for f in result.facts if f.id in request.facts}
    assert shown == {"E3", "E4"}
    assert not request.disputed


def test_request_and_refusal_in_different_pictures_of_one_chat_keep_their_order() -> None:
    """Both in one minute: only their places in the joined conversation tell which came first."""
    ask = [("time", "2024-05-12 14:03"), ("buyer", "老板我拍错了一个点卡"), *ASK[1:]]
    answer = [*ask, ("agent", "系统自动发货，无法取消")]
    _, events, verdicts = case(
        talk(answer[2:], LATER, name="a.png"),
        talk(HELLO, ask, name="b.png"),
        talk(ask, answer[3:], name="c.png"),
    )
    assert counted(events)[EventKind.CANCEL_REFUSED] == 1
    assert (
        verdicts["grace.cancel-refused-inside"] == case(talk(HELLO, answer))[2]["grace.cancel-refused-inside"]
    )


def test_the_next_picture_bounds_the_last_messages() -> None:
    start = [*ASK[:1], ("buyer", "老板我刚才拍错了一张点卡怎么办"), ("buyer", f"订单{ORDER}申请取消")]
    result, _, _ = case(talk(start, name="a.png"), talk(start[1:], NO, name="b.png"))
    times = [f.value for f in result.facts if f.about == "said" and "/" in f.value]
    assert "2024-05-12T14:03+08:00/2024-05-12T14:04+08:00" in times


def test_the_agent_is_known_in_the_next_picture() -> None:
    result, _, _ = case(talk(HELLO, ASK, name="a.png"), talk(ASK, NO, name="b.png"))
    (refusal,) = [f for f in result.facts if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"]
    agents = [f.value for f in result.facts if f.id in refusal.links and f.kind is FactKind.AGENT_ID]
    assert agents == ["1024"]


def test_without_an_overlap_nothing_is_carried_on() -> None:
    result, _, _ = case(talk(HELLO, ASK, name="a.png"), talk(NO, LATER, name="b.png"))
    refused = [f for f in result.facts if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"]
    linked = {f.kind for fact in refused for f in result.facts if f.id in fact.links}
    assert FactKind.AGENT_ID not in linked


def test_a_picture_that_tells_the_day_dates_the_other() -> None:
    bare = [("time", "14:03"), *ASK[1:], ("time", "14:04"), *NO[1:]]
    _, events, alone = case(talk(bare))
    assert all(e.assumed for e in events if e.kind is EventKind.CANCEL_REQUESTED)
    assert alone["grace.cancel-refused-inside"] != Verdict.BREACH
    dated = talk(bare, name="b.png", captured="2024-05-12T14:08:20")
    _, events, both = case(talk(bare, name="a.png"), dated)
    (request,) = [e for e in events if e.kind is EventKind.CANCEL_REQUESTED]
    assert not request.assumed
    assert both["grace.cancel-refused-inside"] == Verdict.BREACH


def test_a_line_cut_beyond_reading_at_the_edge_does_not_part_a_long_run() -> None:
    cut = [("agent", "丷亻寸欠"), *ASK, *NO, *LATER]
    (whole,) = told([*HELLO, *ASK, *NO], cut)
    assert [text for text, _ in whole].count("系统自动发货，无法取消") == 1


def test_a_file_that_shows_a_sentence_on_several_pages_tells_it_once() -> None:
    pages = tuple(replace(chat_page([*HELLO, *ASK, *NO]), number=number) for number in (1, 2, 3))
    result, events, _ = case(evidence("screen.mp4", *pages))
    said = [f for f in result.facts if f.kind is FactKind.STATEMENT and f.value == "cancel_requested"]
    assert len(said) == 1
    assert counted(events)[EventKind.CANCEL_REQUESTED] == 1
