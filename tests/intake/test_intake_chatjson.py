"""Chats as JSON: the shapes of ChatLab and WeFlow, others known by their keys, and every broken form told."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from dossier.intake import chatjson, registry
from dossier.intake.errors import Unreadable
from dossier.model import Channel, Message, Speaker

NAME = PurePosixPath("聊天.json")

CHATLAB = {
    "chatlab": {"version": "0.0.2", "exportedAt": 1715500000},
    "meta": {"name": "某某卡券", "platform": "wechat", "type": "private", "ownerId": "wxid_me00"},
    "members": [
        {"platformId": "wxid_me00", "accountName": "小鱼"},
        {"platformId": "wxid_shop", "accountName": "某某卡券客服", "groupNickname": ""},
    ],
    "messages": [
        {"sender": "wxid_me00", "accountName": "小鱼", "timestamp": 1715493780, "type": 0, "content": "取消订单",
         "platformMessageId": "7594861486645126963"},
        {"sender": "wxid_shop", "timestamp": 1715493850, "type": 0, "content": "已经\r\n发货"},
        {"sender": "wxid_shop", "timestamp": 1715493851, "type": 1, "content": None},
        {"sender": "", "timestamp": 1715493860, "type": 80, "content": "对方撤回了一条消息"},
    ],
}  # fmt: skip

WEFLOW = {
    "weflow": {"version": "1.0.3"},
    "session": {"wxid": "wxid_shop", "type": "私聊", "displayName": "某某卡券客服"},
    "messages": [
        {"localId": 1, "createTime": 1715493780, "formattedTime": "2024-05-12 14:03:00", "type": "文本消息",
         "localType": 1, "content": "取消订单", "isSend": 1, "senderUsername": "wxid_me00",
         "senderDisplayName": "小鱼"},
        {"localId": 2, "createTime": 1715493850, "type": "图片消息", "content": "[图片]", "isSend": 0,
         "senderUsername": "wxid_shop", "senderDisplayName": "某某卡券客服"},
        {"localId": 3, "createTime": 1715493855, "type": "引用消息", "content": "不行[引用 小鱼：取消订单]", "isSend": 0,
         "senderUsername": "wxid_shop", "senderDisplayName": "某某卡券客服"},
        {"localId": 4, "createTime": 1715493860, "type": "系统消息", "content": "你撤回了一条消息", "isSend": None,
         "senderUsername": "wxid_shop", "senderDisplayName": "某某卡券客服"},
        {"localId": 5, "createTime": 1715493870, "type": "未知类型(88)", "content": None, "isSend": 0,
         "senderUsername": "wxid_shop", "senderDisplayName": "某某卡券客服"},
    ],
}  # fmt: skip


def read(root: object) -> tuple[Message, ...]:
    return chatjson.read(json.dumps(root, ensure_ascii=False).encode()).pages[0].messages


def test_chatlab_names_times_owner_and_kinds() -> None:
    assert read(CHATLAB) == (
        Message(1, "小鱼", "2024-05-12 14:03:00", "取消订单", Speaker.BUYER),
        Message(2, "某某卡券客服", "2024-05-12 14:04:10", "已经\n发货"),
        Message(3, "某某卡券客服", "2024-05-12 14:04:11", "[图片]"),
        Message(4, "", "2024-05-12 14:04:20", "对方撤回了一条消息", Speaker.SYSTEM),
    )


def test_weflow_marks_the_owner_and_tells_kinds_in_words() -> None:
    assert read(WEFLOW) == (
        Message(1, "小鱼", "2024-05-12 14:03:00", "取消订单", Speaker.BUYER),
        Message(2, "某某卡券客服", "2024-05-12 14:04:10", "[图片]"),
        Message(3, "某某卡券客服", "2024-05-12 14:04:15", "不行[引用 小鱼：取消订单]"),
        Message(4, "", "2024-05-12 14:04:20", "你撤回了一条消息", Speaker.SYSTEM),
        Message(5, "某某卡券客服", "2024-05-12 14:04:30", "[未知类型(88)]"),
    )


@pytest.mark.parametrize(
    ("root", "channel"),
    [
        (CHATLAB, Channel.WECHAT),
        (WEFLOW, Channel.WECHAT),
        ({**CHATLAB, "meta": {"platform": "qq"}}, Channel.QQ),
        ({"metadata": {"name": "QQChatExporter V5"}, "messages": CHATLAB["messages"]}, Channel.QQ),
        ({**CHATLAB, "meta": {"platform": "douyin"}}, None),
        (CHATLAB["messages"], None),
    ],
)
def test_the_format_tells_where_it_was_said(root: object, channel: Channel | None) -> None:
    assert chatjson.read(json.dumps(root).encode()).channel is channel


def test_one_object_a_line_keeps_the_line_of_the_file() -> None:
    rows = [
        {"_type": "header", "chatlab": {"version": "0.0.2"}, "meta": {"name": "某某", "ownerId": "a1"}},
        {"_type": "member", "platformId": "a1", "accountName": "我"},
        {"_type": "message", "sender": "a1", "timestamp": 1715493780, "type": 0, "content": "在吗"},
        {
            "_type": "message",
            "sender": "b1",
            "accountName": "客服",
            "timestamp": 1715493850,
            "type": 0,
            "content": "在",
        },
    ]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    assert chatjson.read(data).pages[0].messages == (
        Message(3, "我", "2024-05-12 14:03:00", "在吗", Speaker.BUYER),
        Message(4, "客服", "2024-05-12 14:04:10", "在"),
    )


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        pytest.param(
            {"time": "2024-05-12T14:03:22+08:00", "sender": "我", "content": "甲"},
            ("我", "2024-05-12 14:03:22", "甲"),
            id="ISO with China's offset",
        ),
        pytest.param(
            {"createdAt": "2024-05-12T06:03:22.500Z", "from": {"name": "我", "id": 7}, "text": "甲"},
            ("我", "2024-05-12 14:03:22", "甲"),
            id="ISO in UTC, nested sender",
        ),
        pytest.param(
            {"timestamp": 1715493802000, "sender": {"uid": "u_1", "name": "我"}, "content": {"text": "甲"}},
            ("我", "2024-05-12 14:03:22", "甲"),
            id="milliseconds, nested content",
        ),
        pytest.param(
            {"create_time": "1715493802", "talker": "我", "msg": '{"src": "", "msg": "甲"}'},
            ("我", "2024-05-12 14:03:22", "甲"),
            id="seconds as text, words inside a record",
        ),
        pytest.param(
            {"时间": "2024/5/12 14:03", "发送人": "我", "内容": "甲"},
            ("我", "2024/5/12 14:03", "甲"),
            id="Chinese keys, time as written",
        ),
        pytest.param(
            {"time": "下次再说", "isSelf": True, "sender": "我", "content": "甲"}, ("我", "", "甲"), id="no time"
        ),
        pytest.param(
            {"time": 42, "isSelf": True, "sender": "我", "content": "甲"}, ("我", "", "甲"), id="a number is no time"
        ),
        pytest.param(
            {"time": "2024-05-12 14:03:22", "sender": "我", "type": 3, "content": "三张"},
            ("我", "2024-05-12 14:03:22", "三张"),
            id="a type number makes no picture of words",
        ),
        pytest.param(
            {"time": "2024-05-12 14:03:22", "sender": "我", "type": 49,
             "content": "<msg><appmsg><title><![CDATA[退款 &amp; 取消]]></title></appmsg></msg>"},
            ("我", "2024-05-12 14:03:22", "退款 & 取消"),
            id="the title of a card",
        ),
        pytest.param(
            {"time": "2024-05-12 14:03:22", "sender": "我", "type": "image", "content": "FileStorage\\2024\\1.dat"},
            ("我", "2024-05-12 14:03:22", "[图片]"),
            id="a path is nobody's words",
        ),
    ],
)  # fmt: skip
def test_any_list_of_messages_is_known_by_its_keys(record: object, wanted: tuple[str, str, str]) -> None:
    found = read({"data": {"chat": {"list": [record]}}})
    assert [(one.sender, one.time, one.text) for one in found] == [wanted]


def test_a_name_that_a_tool_gives_to_both_sides_is_nobodys_on_the_owners() -> None:
    records = [
        {"time": "2024-05-12 14:03:22", "nickName": "客服", "isSender": 1, "content": "取消"},
        {"time": "2024-05-12 14:03:30", "nickName": "客服", "isSender": 0, "content": "不行"},
    ]
    assert read(records) == (
        Message(1, "", "2024-05-12 14:03:22", "取消", Speaker.BUYER),
        Message(2, "客服", "2024-05-12 14:03:30", "不行"),
    )


def test_two_accounts_of_one_name_stay_two() -> None:
    records = [
        {"time": "2024-05-12 14:03:22", "senderName": "小王", "senderId": account, "content": "在"}
        for account in ("10001", "10002")
    ]
    assert [one.sender for one in read(records)] == ["小王(10001)", "小王(10002)"]


def test_each_conversation_is_a_page() -> None:
    one = [{"time": "2024-05-12 14:03:22", "sender": "我", "content": "甲"}]
    pages = chatjson.read(json.dumps({"chats": [{"messages": one}, {"messages": one}]}).encode()).pages
    assert [(page.number, page.part, len(page.messages)) for page in pages] == [(1, "#1", 1), (2, "#2", 1)]


def test_records_that_are_no_messages_are_counted() -> None:
    good = {"time": "2024-05-12 14:03:22", "sender": "我", "content": "甲"}
    odd = {"time": float("nan"), "sender": [], "content": {"a": [1]}}
    reading = chatjson.read(json.dumps([good, good, good, None, odd]).encode())
    assert len(reading.pages[0].messages) == 3
    assert [(one.code, one.detail) for one in reading.troubles] == [("chat-records-unread", "2")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"messages":[{"content":"x"', "json-broken"),
        (b"", "json-broken"),
        (b"[" * 200_000, "json-too-deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "json-too-deep"),
        ('[{"content":"取消","content":"不取消","time":"2024-05-12 14:03:22","sender":"我"}]'.encode(), "json-ambiguous"),
        (b'[{"content":"x","time":' + b"9" * 9_000 + b',"sender":"a"}]', "json-no-chat"),
        (b'[{"content":1,"time":[],"sender":{}},{"content":null}]', "json-no-chat"),
        (b'{"orders":[{"id":1,"createTime":1715493780}]}', "json-no-chat"),
        (b'"words"', "json-no-chat"),
        (b"\xff\xff\xff\xff{", "text-encoding"),
    ],
)  # fmt: skip
def test_what_is_no_chat_is_told(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        chatjson.read(data)
    assert refused.value.code == code


def test_the_name_and_text_decide() -> None:
    data = json.dumps(CHATLAB).encode("utf-16")
    assert registry.choose(data[:4096], NAME) is chatjson
    assert chatjson.read(data).pages[0].messages
    assert not chatjson.sniff(b"\x00\x01\x02", NAME)
