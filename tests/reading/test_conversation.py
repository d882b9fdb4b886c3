"""Who said what, when, on every kind of chat screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages import centred, chat_page, log, page

from dossier.model import Message, Page, Speaker
from dossier.reading.chats import conversation, heads

BUYER, AGENT, SYSTEM, UNKNOWN = Speaker.BUYER, Speaker.AGENT, Speaker.SYSTEM, Speaker.UNKNOWN
LONG = "您好，这边看到您的订单系统已经自动发货了，卡密类的商品发出以后是没有办法退的，请您理解一下哦"


def told(found: Page) -> list[tuple[Speaker, str, str, bool]]:
    return [
        (u.speaker, u.text, u.stamp.raw if u.stamp else "", u.inherited) for u in conversation.of_page(found)
    ]


def words(found: Page) -> list[tuple[Speaker, str]]:
    return [(speaker, text) for speaker, text, _, _ in told(found)]


def test_a_format_that_marks_the_owner_outranks_names() -> None:
    """The owner's friend may be called 用户9527, and the owner 客服小美."""
    found = conversation.of_messages(
        Page(
            1,
            messages=(
                Message(1, "客服小美", "", "我要取消订单", BUYER),
                Message(2, "用户9527", "", "不行"),
                Message(3, "", "", "对方撤回了一条消息", SYSTEM),
                Message(4, "", "", "谁说的"),
            ),
        )
    )
    assert [one.speaker for one in found] == [BUYER, AGENT, SYSTEM, UNKNOWN]


def test_beside_the_owner_several_strangers_are_on_no_side() -> None:
    senders = [("小鱼", BUYER), ("某甲", UNKNOWN), ("某乙", UNKNOWN), ("用户9527", UNKNOWN)]
    found = conversation.of_messages(
        Page(1, messages=tuple(Message(n, who, "", "在", side) for n, (who, side) in enumerate(senders, 1)))
    )
    assert [one.speaker for one in found] == [BUYER, UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_quotation_is_shown_but_not_said() -> None:
    (said,) = conversation.of_messages(log(("客服", "", "不行[引用 小鱼：我要取消订单]")))
    assert said.text == "不行"
    assert said.lines[0].text == "客服: 不行[引用 小鱼：我要取消订单]"


def test_a_time_line_dates_the_message_below_and_bounds_the_later_ones() -> None:
    items = [
        ("time", "2024-05-12 14:03"),
        ("buyer", "你好"),
        ("buyer", "我要取消订单"),
        ("time", "2024-05-12 14:09"),
        ("agent", "好的"),
    ]
    found = conversation.of_page(chat_page(items))
    assert [(u.text, u.inherited) for u in found] == [
        ("你好", False),
        ("我要取消订单", True),
        ("好的", False),
    ]
    assert found[1].until is not None
    assert found[1].until.raw == "2024-05-12 14:09"


def test_only_a_bare_clock_is_bounded_by_the_status_bar() -> None:
    bare = chat_page([("time", "14:03"), ("buyer", "你好"), ("buyer", "我要取消订单")])
    dated = chat_page([("time", "2024-05-12 14:03"), ("buyer", "你好"), ("buyer", "我要取消订单")])
    assert conversation.of_page(bare)[1].until is not None
    assert conversation.of_page(dated)[1].until is None


def test_long_bubbles_of_both_sides_keep_their_side() -> None:
    items = [
        ("time", "2024-05-12 14:03"),
        ("agent", LONG),
        ("buyer", "订单CM20240512001误拍了，现申请取消，请勿发货，我付款才两分钟"),
    ]
    assert [speaker for speaker, _ in words(chat_page(items))] == [AGENT, BUYER]


def test_one_side_alone_is_still_known() -> None:
    assert [
        s for s, _ in words(chat_page([("time", "14:03"), ("buyer", "我要取消订单"), ("buyer", "在吗")]))
    ] == [BUYER, BUYER]
    assert [
        s for s, _ in words(chat_page([("time", "14:03"), ("agent", "您好，不能取消"), ("agent", LONG)]))
    ] == [AGENT, AGENT]


def test_notices_are_the_systems_and_marks_are_nobodys() -> None:
    cells = [
        centred(300, "2024-05-12 14:03"),
        centred(400, "客服1024为您服务"),
        (-160, 500, "我要取消订单"),
        (500, 545, "已读"),
    ]
    found = words(page([*cells, (160, 700, "不能取消哦")]))
    assert found == [(SYSTEM, "客服1024为您服务"), (BUYER, "我要取消订单"), (AGENT, "不能取消哦")]


def _with_heads(cells: Sequence[tuple[int, int, str]], heads_at: Sequence[int]) -> Page:
    """A page on which some lines are set smaller, as names and times above bubbles are."""
    made = page(cells)
    lines = [
        replace(line, box=line.box._replace(y1=line.box.y0 + 30)) if n in heads_at and line.box else line
        for n, line in enumerate(made.lines)
    ]
    return replace(made, lines=tuple(lines))


def test_names_and_times_above_bubbles_on_both_sides() -> None:
    cells = [
        (130, 300, "客服小美 14:05:10"),
        (160, 350, "您好，请问有什么可以帮您"),
        (-130, 500, "我 14:06:20"),
        (-160, 550, "我要取消订单"),
    ]
    assert told(_with_heads(cells, (0, 2))) == [
        (AGENT, "您好，请问有什么可以帮您", "14:05:10", False),
        (BUYER, "我要取消订单", "14:06:20", False),
    ]


def test_names_over_the_agents_bubbles_never_take_the_buyers_words() -> None:
    cells = [
        (130, 300, "客服小美 14:05"),
        (160, 350, "您好"),
        (-160, 480, "我要取消订单"),
        (130, 600, "客服小美 14:07"),
        (160, 650, "无法取消哦"),
    ]
    found = words(_with_heads(cells, (0, 3)))
    assert (BUYER, "我要取消订单") in found
    assert (AGENT, "无法取消哦") in found


def test_a_bare_time_beside_a_bubble_belongs_to_the_nearer_one() -> None:
    above = [
        (160, 300, "14:05"),
        (160, 345, "您好，不能取消"),
        (-160, 500, "14:06"),
        (-160, 545, "我要取消订单"),
    ]
    below = [
        (160, 300, "您好，不能取消"),
        (160, 345, "14:05"),
        (-160, 500, "我要取消订单"),
        (-160, 545, "14:06"),
    ]
    expected = [(AGENT, "您好，不能取消", "14:05", False), (BUYER, "我要取消订单", "14:06", False)]
    assert told(page(above)) == expected
    assert told(page(below)) == expected


def test_a_name_decides_where_the_seller_took_the_screenshot() -> None:
    cells = [
        (130, 300, "买家小鱼"),
        (160, 350, "我要取消订单"),
        (-130, 500, "客服1024"),
        (-160, 550, "无法取消哦"),
    ]
    assert words(_with_heads(cells, (0, 2))) == [(BUYER, "我要取消订单"), (AGENT, "无法取消哦")]


def test_desktop_messages_under_name_and_time() -> None:
    cells = [
        (100, 100, "星河数卡客服 2024-05-12 14:05:10"),
        (124, 140, "您好"),
        (100, 200, "momo 2024-05-12 14:06:20"),
    ]
    cells += [
        (124, 240, "订单CM20240512001申请取消，请尽快处理一下，谢谢"),
        (100, 300, "星河数卡客服 2024-05-12 14:07:00"),
        (124, 340, "不能取消"),
    ]
    assert told(page(cells, width=1400, size=24)) == [
        (AGENT, "您好", "2024-05-12 14:05:10", False),
        (BUYER, "订单CM20240512001申请取消，请尽快处理一下，谢谢", "2024-05-12 14:06:20", False),
        (AGENT, "不能取消", "2024-05-12 14:07:00", False),
    ]


def test_words_before_a_colon_are_a_name_only_when_they_name_a_party() -> None:
    made = page(
        [
            (100, 100, "我：申请取消"),
            (100, 200, "客服：不能取消"),
            (100, 300, "工号：1024"),
            (100, 400, "客服：请理解"),
        ],
        width=1400,
        size=24,
    )
    assert words(made) == [(BUYER, "申请取消"), (AGENT, "不能取消工号：1024"), (AGENT, "请理解")]


def test_unknown_names_of_a_log() -> None:
    two = log(("阿月", "14:05", "您好，工号1024为您服务"), ("momo", "14:06", "我要取消"))
    assert [u.speaker for u in conversation.of_messages(two)] == [AGENT, BUYER]
    silent = log(("阿月", "14:05", "在吗"), ("momo", "14:06", "我要取消"))
    assert [u.speaker for u in conversation.of_messages(silent)] == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("names", "sides"),
    [
        (("客服小美", "momo"), {"客服小美": AGENT, "momo": BUYER}),
        (("我", "星河"), {"我": BUYER, "星河": AGENT}),
        (("客户经理小李", "用户138****0000"), {"客户经理小李": AGENT, "用户138****0000": BUYER}),
        (("系统消息", "客服"), {"系统消息": SYSTEM, "客服": AGENT}),
        (("甲", "乙"), {}),
        (("客服", "甲", "乙"), {"客服": AGENT}),
    ],
)
def test_sides_of_senders(names: tuple[str, ...], sides: dict[str, Speaker]) -> None:
    assert heads.sides(names) == sides


def test_a_bubble_in_the_middle_is_the_one_named_above_it() -> None:
    cells = [
        (240, 300, "我 2024-05-12 14:06:20"),
        centred(350, "申请取消，订单号CM20240512001"),
        (130, 500, "在线客服 2024-05-12 14:07:00"),
        (160, 550, "不能取消"),
    ]
    found = told(_with_heads(cells, (0, 2)))
    assert (BUYER, "申请取消，订单号CM20240512001", "2024-05-12 14:06:20", False) in found


@pytest.mark.parametrize("row", ["订单时间： 2024-05-12 14:01:55", "发货时间 2024-05-12 14:05:41"])
def test_a_label_with_a_time_opens_no_message(row: str) -> None:
    assert heads.of_row(page([(60, 100, row)]).lines) is None
