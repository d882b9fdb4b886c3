"""Where a conversation was held shows in the frame around it, never in its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import centred, chat_page, evidence, log, page

from dossier.model import Channel, Evidence, Page, Role
from dossier.reading.chats import channels

TALK = [("time", "2024-05-12 14:03"), ("buyer", "我要取消订单"), ("agent", "您好，无法取消哦")]


def chat(shown: Page, name: str = "chat.png") -> Evidence:
    return replace(evidence(name, shown), role=Role.CHAT)


def framed(*cells: tuple[int, int, str]) -> Page:
    talk = [centred(300, "14:03"), (-160, 400, "我要取消订单"), (160, 500, "您好，不能取消")]
    return page([(60, 30, "14:08"), (-60, 30, "86%"), *cells, *talk])


@pytest.mark.parametrize(
    "notice", ["客服1024为您服务", "会话已结束", "请对客服的服务进行评价", "已为您转接客服1025"]
)
def test_a_service_window_shows_in_its_notices(notice: str) -> None:
    shown = chat_page([TALK[0], ("system", notice), *TALK[1:]])
    assert channels.of(chat(shown)) is Channel.PLATFORM


@pytest.mark.parametrize("title", ["在线客服", "客服中心"])
def test_or_in_its_title(title: str) -> None:
    assert channels.of(chat(framed(centred(120, title)))) is Channel.PLATFORM


@pytest.mark.parametrize("back", ["<微信(12)", "微信（3）"])
def test_wechat_shows_in_the_way_back(back: str) -> None:
    assert channels.of(chat(framed((40, 120, back), centred(120, "星河卡盟")))) is Channel.WECHAT


@pytest.mark.parametrize(
    "notice", ["我拍了拍“星河卡盟”", "以上是打招呼的内容", "你已添加了星河卡盟，现在可以开始聊天了。"]
)
def test_and_in_its_notices(notice: str) -> None:
    assert channels.of(chat(chat_page([TALK[0], ("system", notice), *TALK[1:]]))) is Channel.WECHAT


def test_an_invitation_to_wechat_is_not_wechat() -> None:
    shown = chat_page([*TALK, ("agent", "加微信处理：微信号abc，或者QQ好友")])
    assert channels.of(chat(shown)) is None


def test_two_places_are_none() -> None:
    shown = chat_page([("system", "我拍了拍“客服”"), ("system", "客服1024为您服务"), *TALK])
    assert channels.of(chat(shown)) is None


def test_nothing_shown_is_nothing_told() -> None:
    assert channels.of(chat(chat_page(TALK))) is None
    assert channels.of(replace(chat(framed(centred(120, "客服中心"))), role=Role.ORDER)) is None


def test_an_export_says_what_made_it() -> None:
    said = (("我", "2024-05-12 14:03:22", "我要取消"), ("客服", "2024-05-12 14:04:22", "转人工也不能取消"))
    head = ("", "", "消息记录（此消息记录为文本格式，不支持重新导入）")
    assert channels.of(chat(log(head, *said), "a.txt")) is Channel.QQ
    assert channels.of(chat(log(*said), "微信聊天记录.txt")) is Channel.WECHAT
    assert channels.of(chat(log(*said), "a.txt")) is None


def test_a_mail_is_a_mail() -> None:
    assert channels.of(replace(evidence("a.eml", log(("我", "", "取消"))), role=Role.MAIL)) is Channel.MAIL
