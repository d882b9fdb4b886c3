"""Chat exports: every known shape gives its messages, and nothing that is no chat gives any."""

from __future__ import annotations

import pytest

from dossier.intake import chatlog
from dossier.model import Message

QQ = """\
消息记录（此消息记录为文本格式，不支持重新导入）

================================================================
消息分组:我的好友
================================================================
消息对象:某某卡券客服
================================================================

2024-05-12 14:03:22 买家某某(100000001)
你好，我要取消订单
还没有发货

2024-05-12 14:04:01 【管理员】客服小美<kefu@example.com>
您好，工号1024为您服务
2024-05-12 9:05:00 系统消息(10000)
对方已撤回一条消息
"""

WECHAT_TOOL = """\
我(wxid_abc123) 2024-05-12 14:03:22
帮我取消一下

客服小美(kf_1024x) 05-12 14:05:09
这边不能取消的
"""

CLOCK_UNDER_DATE = """\
与某某商城的聊天记录
—————  2024-05-12  —————

某某  14:03

在吗
要取消

客服1024  14:05

您好
—————  2024年5月13日 星期一  —————
某某  00:01
为什么还没退款
"""

ONE_LINE = """\
2024-05-12 14:03:22 某某: 你好：我要退款
2024-05-12 14:03:40 客服小美: 请提供订单号
多行的第二行

2024-05-12 14:04:00 某某: 2024051214032299
"""

BRACKETED = """\
[2024-05-12 14:03] 我：取消订单
[2024-05-12 14:05] 客服1024：不支持取消
"""

WINDOW_COPY = """\
客服小美 2024/5/12 14:03
您好
客服小美 2024/5/12 14:04
付款时间 2024-05-12 14:01
订单编号：12345678
某某 2024/5/12 下午2:05
取消
"""

BY_HAND = """\
2024-05-12 14:03
我：要取消
客服1024：不行
客服1024：已经开始处理了
我：刚付款两分钟：不能取消吗
昨天 20:10
客服1024：已退款
"""


def said(text: str) -> list[tuple[int, str, str, str]]:
    return [(one.line, one.sender, one.time, one.text) for one in chatlog.messages(text.split("\n"))]


def test_qq_export_with_head_titles_mail_and_system_messages() -> None:
    assert said(QQ) == [
        (1, "", "", "消息记录（此消息记录为文本格式，不支持重新导入）"),
        (4, "", "", "消息分组:我的好友"),
        (6, "", "", "消息对象:某某卡券客服"),
        (9, "买家某某", "2024-05-12 14:03:22", "你好，我要取消订单\n还没有发货"),
        (13, "客服小美", "2024-05-12 14:04:01", "您好，工号1024为您服务"),
        (15, "系统消息", "2024-05-12 9:05:00", "对方已撤回一条消息"),
    ]


SEVERAL = f"""\
{QQ.rstrip()}

================================================================
消息分组:某群
================================================================
消息对象:某某一家
================================================================

2024-05-12 15:03:22 【龙王】某某<a@example.com>
吃饭
"""


def test_several_conversations_of_one_file_stay_apart() -> None:
    talks = chatlog.conversations(chatlog.messages(SEVERAL.split("\n")))
    assert [name for name, _ in talks] == ["某某卡券客服", "某某一家"]
    assert [(one.sender, one.text) for one in talks[0][1]][-1] == ("系统消息", "对方已撤回一条消息")
    assert [(one.sender, one.text) for one in talks[1][1]] == [
        ("", "消息分组:某群"),
        ("", "消息对象:某某一家"),
        ("某某", "吃饭"),
    ]


def test_a_drawn_line_that_someone_sent_stays_with_the_words() -> None:
    rows = ["2024-05-12 14:03:22 某某(1000001)", "甲", "======", "2024-05-12 14:04:22 某某(1000001)", "乙"]
    assert [one.text for one in chatlog.messages(rows)] == ["甲\n======", "乙"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "— —  2024-5-12  — —\n我  14:03\n\n在吗\n\n客服 14:04\n\n在",
            [("我", "2024-5-12 14:03", "在吗"), ("客服", "2024-5-12 14:04", "在")],
            id="QQ on a phone",
        ),
        pytest.param(
            "【话唠】我 5/12/2024 2:03:22 PM\n在吗\n【管理员】客服小美 5/12/2024 2:04:22 PM\n在",
            [("我", "5/12/2024 2:03:22 PM", "在吗"), ("客服小美", "5/12/2024 2:04:22 PM", "在")],
            id="copied from a window under American settings",
        ),
        pytest.param(
            "某甲(z00123456)\t2024-05-12 14:03:22\n在吗\n某乙(l00123457)\t2024-05-12 14:04:22\n在",
            [("某甲", "2024-05-12 14:03:22", "在吗"), ("某乙", "2024-05-12 14:04:22", "在")],
            id="WeLink, with staff numbers",
        ),
        pytest.param(
            '2024-05-12 14:03:22 "我"\n在吗\n\n2024-05-12 14:04:22 "某某"\n在\n\n2024-05-12 14:05:22 "我"\n[图片]',
            [
                ("我", "2024-05-12 14:03:22", "在吗"),
                ("某某", "2024-05-12 14:04:22", "在"),
                ("我", "2024-05-12 14:05:22", "[图片]"),
            ],
            id="WeFlow as text",
        ),
        pytest.param(
            "我 15:04:05\n要取消\n\n客服小美(wxid_ab12cd) 05-12 15:04:50\n不行",
            [("我", "15:04:05", "要取消"), ("客服小美", "05-12 15:04:50", "不行")],
            id="chatlog with its three forms of time",
        ),
        pytest.param(
            "日期: 2024-05-12\n某某(1000001) 14:03:22\n在吗\n日期: 2024-05-13\n某某(1000001) 0:03:22\n还在吗",
            [("某某", "2024-05-12 14:03:22", "在吗"), ("某某", "2024-05-13 0:03:22", "还在吗")],
            id="QQ's web-page export",
        ),
        pytest.param(
            "2024-05-12 14:03:22 【客服】小美(1000001)\n在",
            [("【客服】小美", "2024-05-12 14:03:22", "在")],
            id="a rank that tells the party stays",
        ),
    ],
)
def test_other_ways_to_open_a_message(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [one[1:] for one in said(text)] == wanted


def test_wechat_tool_keeps_the_time_as_written() -> None:
    assert said(WECHAT_TOOL) == [
        (1, "我", "2024-05-12 14:03:22", "帮我取消一下"),
        (4, "客服小美", "05-12 14:05:09", "这边不能取消的"),
    ]


def test_a_bare_clock_gets_the_date_of_the_line_above_it() -> None:
    assert said(CLOCK_UNDER_DATE) == [
        (1, "", "", "与某某商城的聊天记录"),
        (4, "某某", "2024-05-12 14:03", "在吗\n要取消"),
        (9, "客服1024", "2024-05-12 14:05", "您好"),
        (13, "某某", "2024年5月13日 00:01", "为什么还没退款"),
    ]


def test_one_line_messages_may_go_on_below_and_hold_colons() -> None:
    assert said(ONE_LINE) == [
        (1, "某某", "2024-05-12 14:03:22", "你好：我要退款"),
        (2, "客服小美", "2024-05-12 14:03:40", "请提供订单号\n多行的第二行"),
        (5, "某某", "2024-05-12 14:04:00", "2024051214032299"),
    ]


def test_times_in_brackets() -> None:
    assert said(BRACKETED) == [
        (1, "我", "2024-05-12 14:03", "取消订单"),
        (2, "客服1024", "2024-05-12 14:05", "不支持取消"),
    ]


def test_a_labelled_time_inside_a_message_opens_no_message() -> None:
    assert said(WINDOW_COPY) == [
        (1, "客服小美", "2024/5/12 14:03", "您好"),
        (3, "客服小美", "2024/5/12 14:04", "付款时间 2024-05-12 14:01\n订单编号：12345678"),
        (6, "某某", "2024/5/12 下午2:05", "取消"),
    ]


def test_a_time_on_its_own_belongs_to_the_next_message_only() -> None:
    assert said(BY_HAND) == [
        (2, "我", "2024-05-12 14:03", "要取消"),
        (3, "客服1024", "", "不行"),
        (4, "客服1024", "", "已经开始处理了"),
        (5, "我", "", "刚付款两分钟：不能取消吗"),
        (7, "客服1024", "昨天 20:10", "已退款"),
    ]


def test_a_date_or_range_that_someone_said_is_kept() -> None:
    rows = [
        "某某(1000001) 14:03",
        "2024-05-12",
        "客服(1000002) 14:04",
        "10-20",
        "2024-05-13",
        "某某(1000001) 0:10",
        "好",
    ]
    assert said("\n".join(rows)) == [
        (1, "某某", "14:03", "2024-05-12"),
        (3, "客服", "14:04", "10-20"),
        (6, "某某", "2024-05-13 0:10", "好"),
    ]
    dated = ["2024-05-12 14:03 某某(1000001)", "哪天付的", "", "2024-05-12", "对"]
    assert said("\n".join(dated)) == [(1, "某某", "2024-05-12 14:03", "哪天付的\n\n2024-05-12\n对")]


def test_one_person_named_with_and_without_account_is_one() -> None:
    rows = ["小美(1000001) 14:03", "在", "小美 14:04", "吗"]
    assert [one.sender for one in chatlog.messages(rows)] == ["小美", "小美"]


def test_two_people_of_one_name_stay_two() -> None:
    rows = ["2024-05-12 14:03:22 小王(1000001)", "甲", "2024-05-12 14:03:30 小王(1000002)", "乙"]
    assert [one.sender for one in chatlog.messages(rows)] == ["小王(1000001)", "小王(1000002)"]


def test_one_side_may_have_no_account() -> None:
    rows = [
        "我 2024-05-12 14:03:22",
        "在吗",
        "小美(wxid_x1) 2024-05-12 14:03:30",
        "在",
        "下单 2024-05-12 14:00",
    ]
    assert said("\n".join(rows)) == [
        (1, "我", "2024-05-12 14:03:22", "在吗"),
        (3, "小美", "2024-05-12 14:03:30", "在\n下单 2024-05-12 14:00"),
    ]


def test_a_qq_head_vouches_for_names_without_accounts() -> None:
    rows = ["消息记录（此消息记录为文本格式，不支持重新导入）", "2024-05-12 14:03:22 小美", "在"]
    assert said("\n".join(rows))[1:] == [(2, "小美", "2024-05-12 14:03:22", "在")]


def test_a_nameless_account_is_its_own_name() -> None:
    assert chatlog.messages(["2024-05-12 14:03:22 (1000001)", "甲"]) == (
        Message(1, "1000001", "2024-05-12 14:03:22", "甲"),
    )


def test_a_staff_number_in_brackets_stays_with_the_name() -> None:
    rows = ["我 2024/5/12 14:03", "在吗", "客服(1024) 2024/5/12 14:04", "在"]
    assert [one.sender for one in chatlog.messages(rows)] == ["我", "客服(1024)"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "早啊各位！今天天气不错\n什么公告？\n几点集合？\n八点：别迟到\n好的", id="talk without names"
        ),
        pytest.param(
            "订单编号：XD20240512\n商品名称：某某点卡\n付款时间：2024-05-12 14:03:22\n商家：某某店",
            id="order page",
        ),
        pytest.param("商家：某某店\n客服电话：4000000000\n客服：小美", id="shop page"),
        pytest.param(
            "下单时间 2024-05-12 14:03:22\n已付款\n付款时间 2024-05-12 14:03:58\n待发货",
            id="labels before times",
        ),
        pytest.param(
            "2024-05-12 14:03 下单\n2024-05-12 14:05 申请取消：客服不同意\n2024-05-12 14:20 投诉平台",
            id="the buyer's own notes",
        ),
        pytest.param(
            "2024-05-12 14:03 付款\n付了128元\n2024-05-12 14:05 取消\n客服不同意", id="notes with bodies"
        ),
        pytest.param("第一条：五分钟内可取消\n第二条：超过五分钟收取10%\n第三条：手动发货", id="rules"),
        pytest.param("https://example.com/rule\nhttps://example.com/help", id="links"),
        pytest.param("注意：已发货不退\n注意：充值不可撤销", id="notices"),
        pytest.param("2024-05-12\n14:03:22\n\n", id="only times"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_sender_is_invented(text: str) -> None:
    assert said(text) == []


def test_every_word_said_survives() -> None:
    """Whatever the shape, no filled line but rules, dates and lone times is lost."""
    for text in (QQ, WECHAT_TOOL, CLOCK_UNDER_DATE, ONE_LINE, BRACKETED, WINDOW_COPY, BY_HAND):
        kept = "\n".join(f"{line} {sender} {time} {words}" for line, sender, time, words in said(text))
        for piece in ("取消", "退款", "您好", "在吗", "多行的第二行", "12345678", "对方已撤回一条消息"):
            assert text.count(piece) == kept.count(piece)
