"""Saved pages: what a reader sees, in order; chats only where blocks tell who speaks; nothing hidden, no crash."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import PurePosixPath

import pytest

from dossier.intake import registry, webpage
from dossier.intake.errors import Unreadable
from dossier.model import Line, Message, Page, Speaker

NAME = PurePosixPath("页.html")

ORDER = """<!doctype html><html><head><meta charset="utf-8"><title>我的订单</title><style>.a{color:red}</style></head>
<body><nav><ul><li>首页</li><li>帮助</li></ul></nav><h2>订单&nbsp;详情</h2>
<table><tr><th>订单编号</th><td>XD20240512000001</td></tr><tr><td>付款时间：</td><td><b>2024-05-12</b> <i>14:02:01</i></td></tr></table>
<table><tr><th>商品</th><th>数量</th><th>实付金额</th></tr><tr><td>某某点卡</td><td>1</td><td>¥<em>128</em><em>.00</em></td></tr></table>
<dl><dt>发货方式</dt><dd>自动发货</dd><dt>订单状态</dt><dd>已发货</dd></dl>
<div><span>支付方式：</span><span>某某支付</span></div><div>发货时间</div><div>2024-05-12 14:20:05</div>
<div style="display: none">订单编号 999999999999</div><p hidden>1</p><p class="sr-only">2</p><script>var a = "订单编号 8";</script>
<noscript>请开启脚本</noscript><template>3</template><!-- 4 -->
<p>客服<span>1024</span><span>14:03</span></p><pre>第一行
第二行</pre><img src="http://example.com/x.png" alt="商品图"></body></html>"""

BLOCKS = """<html><body><h1>与某某客服的聊天</h1>
<div class="date-divider">2024-05-12</div>
<div class="message other" id="m1"><div class="message-header"><span class="message-sender">某某客服</span>
<span class="message-time">14:04:10</span></div><div class="message-content">您好<br>不能取消<img alt="[微笑]"></div></div>
<div class="message self"><div class="message-header"><span class="message-sender">小鱼</span>
<span class="message-time">14:05:00</span></div>
<div class="message-content"><div class="reply-content">某某客服: 不能取消</div>为什么</div></div>
<div class="message self"><div class="message-header"><span class="message-sender">小鱼</span>
<span class="message-time">2024-05-13 00:01:00</span></div><div class="message-content"><img src="a.jpg"></div></div>
<footer><p>某某工具导出</p></footer></body></html>"""

BARE = """<html><body><table>
<tr><td>日期: 2024-05-12</td></tr>
<tr><td><div>小鱼(100000001) 14:03:22</div><div>要取消</div></td></tr>
<tr><td><div>某某客服(100000002) 14:04:10</div><div>不行</div></td></tr></table></body></html>"""


def page(words: str) -> Page:
    return webpage.read(words.encode()).pages[0]


def test_an_order_page_gives_its_lines_and_nothing_hidden() -> None:
    found = page(ORDER)
    assert found.messages == ()
    assert [line.text for line in found.lines] == [
        "首页",
        "帮助",
        "订单 详情",
        "订单编号：XD20240512000001",
        "付款时间：2024-05-12 14:02:01",
        "商品：某某点卡 数量：1 实付金额：¥128.00",
        "发货方式：自动发货",
        "订单状态：已发货",
        "支付方式：某某支付",
        "发货时间",
        "2024-05-12 14:20:05",
        "客服1024 14:03",
        "第一行",
        "第二行",
    ]
    assert [line.number for line in found.lines] == list(range(1, 15))


def test_message_blocks_give_sender_time_and_owner() -> None:
    assert page(BLOCKS).messages == (
        Message(1, "某某客服", "2024-05-12 14:04:10", "您好\n不能取消[微笑]"),
        Message(2, "小鱼", "2024-05-12 14:05:00", "> 某某客服: 不能取消\n为什么", Speaker.BUYER),
        Message(3, "小鱼", "2024-05-13 00:01:00", "[图片]", Speaker.BUYER),
    )


def test_without_class_names_lines_of_the_shape_of_a_chat_are_one() -> None:
    assert [(one.sender, one.time, one.text) for one in page(BARE).messages] == [
        ("小鱼", "2024-05-12 14:03:22", "要取消"),
        ("某某客服", "2024-05-12 14:04:10", "不行"),
    ]


def test_a_mark_that_all_messages_bear_tells_no_owner() -> None:
    block = '<div class="msg right"><b class="name">某甲</b><i class="time">2024-05-12 14:03</i><p class="text">在</p></div>'
    assert {one.speaker for one in page(f"<body>{block * 3}</body>").messages} == {Speaker.UNKNOWN}


@pytest.mark.parametrize(
    "words",
    [
        '<div class="content">规则</div><div class="text">五分钟内可取消</div>',
        '<div class="item"><p class="name">某某点卡</p><p class="content">自动发货</p></div>' * 3,
        '<div class="comment"><span class="time">2024-05-12 14:03:22</span><p class="text">好评</p></div>',
    ],
)
def test_other_pages_with_such_classes_are_no_chat(words: str) -> None:
    assert page(f"<html><body>{words}</body></html>").messages == ()


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="gb2312"><p>订单堃</p>'.encode("gb18030"),
        '<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>订单堃</p>'.encode("gb18030"),
        '<meta charset="gb2312"><p>订单堃</p>'.encode(),
        '<meta charset="no-such"><p>订单堃</p>'.encode(),
        "<p>订单堃</p>".encode("gb18030"),
        codecs.BOM_UTF8 + '<meta charset="gbk"><p>订单堃</p>'.encode(),
        "<p>订单堃</p>".encode("utf-16"),
    ],
)
def test_charsets_declared_rightly_wrongly_or_not(data: bytes) -> None:
    assert webpage.read(data).pages[0].lines == (Line(1, "订单堃"),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<div>" * 5_000, "html-too-complex"),
        (b"<br>" * 300_000, "html-too-complex"),
        (b"<html><script>var a = 1;</script></html>", "html-empty"),
        (b"<html>\xff\xff\xff\x81", "text-encoding"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        webpage.read(data)
    assert refused.value.code == code


def test_a_page_of_too_many_lines_is_cut_and_told() -> None:
    reading = webpage.read(b"<p>a</p>" * (webpage.MAX_LINES + 1))
    assert len(reading.pages[0].lines) == webpage.MAX_LINES
    assert [one.code for one in reading.troubles] == ["html-too-long"]


def test_content_decides_before_the_name() -> None:
    head = b"<!-- saved from url=(0022) -->\r\n<!DOCTYPE html><html>"
    assert registry.choose(head, PurePosixPath("页.txt")) is webpage
    assert registry.choose(b"<p>a</p>", NAME) is webpage
    assert not webpage.sniff(b"\x00\x01\x02", NAME)
    assert not webpage.sniff(b"plain words", PurePosixPath("a.txt"))


@pytest.mark.parametrize(
    "words", ['<html><!DOCTYPE [<![CDATA[<x y="<a>', "<![if x]><html>甲<![endif]>", "<html><a b='>甲"]
)
def test_broken_markup_is_no_crash(words: str) -> None:
    with suppress(Unreadable):
        assert page(words).messages == ()
