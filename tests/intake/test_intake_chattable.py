"""Chats as tables: columns by their names, the owner by a flag, and no bill taken for a chat."""

from __future__ import annotations

import pytest

from dossier.intake import chattable
from dossier.model import Message, Speaker

OLD = [
    ["localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime", "Remark", "NickName", "Sender"],
    ["1", "9", "1", "0", "1", "1715493780", "", "取消订单", "2024-05-12 14:03:00", "某某客服", "某某客服", "wxid_s"],
    ["2", "9", "1", "0", "0", "1715493850", "", "不行", "2024-05-12 14:04:10", "某某客服", "某某客服", "wxid_s"],
    ["3", "9", "47", "0", "0", "1715493851", "", "<msg><emoji /></msg>", "2024-05-12 14:04:11", "某某客服", "某某客服", "wxid_s"],
    ["4", "9", "10000", "0", "0", "1715493860", "", "对方撤回了一条消息", "2024-05-12 14:04:20", "某某客服", "某某客服", "wxid_s"],
]  # fmt: skip
LATER = [
    ["\ufeff消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"],
    ["1", "文本", "我", "2024-05-12 14:03:22", "在吗", "小鱼", "小鱼", "x"],
    ["2", "图片", "某某客服", "2024-05-12 14:04:10", "", "", "", "x"],
]
DUMP = [
    ["id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime"],
    ["7", "4073926741244663531", "文本", "0", "wxid_s1", "wxid_s1", "13800000000", "", "2024/10/4 11:43"],
    ["8", "4073926741244663532", "文本", "1", "", "wxid_s1", "FALSE", "", "2024/10/4 11:43"],
]
RECORDS = [
    ["id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "content", "CreateTime"],
    ["1", "953020244103908134", "系统通知", "0", "wxid_s1", "wxid_s1", '{"src": "", "msg": "现在可以聊天了"}', "2024-05-12 14:02:41"],
    ["2", "953020244103908135", "文本", "1", "我", "wxid_s1", '{"src": "", "msg": "哦"}', "2024-05-12 14:03:22"],
    ["3", "953020244103908136", "动画表情", "0", "wxid_s1", "wxid_s1", '{"src": "http://example.com/a", "msg": "表情"}', "2024-05-12 14:03:23"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param(
            OLD,
            (
                Message(2, "", "2024-05-12 14:03:00", "取消订单", Speaker.BUYER),
                Message(3, "某某客服", "2024-05-12 14:04:10", "不行"),
                Message(4, "某某客服", "2024-05-12 14:04:11", "[表情]"),
                Message(5, "", "2024-05-12 14:04:20", "对方撤回了一条消息", Speaker.SYSTEM),
            ),
            id="the first heads of WeChatMsg, with the other's name in both directions",
        ),
        pytest.param(
            LATER,
            (
                Message(2, "我", "2024-05-12 14:03:22", "在吗"),
                Message(3, "某某客服", "2024-05-12 14:04:10", "[图片]"),
            ),
            id="its later heads",
        ),
        pytest.param(
            DUMP,
            (
                Message(2, "wxid_s1", "2024/10/4 11:43", "13800000000"),
                Message(3, "", "2024/10/4 11:43", "FALSE", Speaker.BUYER),
            ),
            id="PyWxDump",
        ),
        pytest.param(
            RECORDS,
            (
                Message(2, "", "2024-05-12 14:02:41", "现在可以聊天了", Speaker.SYSTEM),
                Message(3, "我", "2024-05-12 14:03:22", "哦", Speaker.BUYER),
                Message(4, "wxid_s1", "2024-05-12 14:03:23", "[表情]"),
            ),
            id="PyWxDump with records as content",
        ),
    ],
)
def test_columns_are_found_by_their_names(rows: list[list[str]], wanted: tuple[Message, ...]) -> None:
    assert chattable.messages(rows) == wanted


def test_lines_above_the_heads_and_short_rows_do_no_harm() -> None:
    rows = [["某某的聊天记录"], [], *LATER, ["3"], []]
    assert [one.line for one in chattable.messages(rows)] == [4, 5]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["交易时间", "类型", "交易对方", "内容", "金额"],
            ["2024-05-12 14:03:22", "支出", "某某", "点卡", "128"],
        ],
        [["时间", "内容"], ["2024-05-12 14:03:22", "付款"]],
        [["发送人", "时间", "内容"], ["", "", ""]],
        [["name", "text", "date"], ["a", "b", "soon"], ["c", "d", "later"]],
        [],
    ],
)
def test_other_tables_are_no_chat(rows: list[list[str]]) -> None:
    assert chattable.messages(rows) == ()
