"""What a message quotes is not said again; what it says itself stays whole."""

from __future__ import annotations

import pytest

from dossier.reading.chats import quotes


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("我要取消订单", "我要取消订单"),
        ("不行[引用 小鱼：我要取消订单]", "不行"),
        ("不行[引用 小鱼：[图片]取消]了", "不行了"),
        ("[回复 : 我要取消订单]\n不行", "不行"),
        ("「小鱼：我要取消订单」\n- - - - - - - - - - - - - - -\n不行", "不行"),
        ("> 我要取消订单\n不行", "不行"),
        ("不行\n\n------------------ 原始邮件 ------------------\n发件人: 小鱼\n我要取消订单", "不行"),
        ("不行\n-----Original Message-----\nFrom: a\n取消", "不行"),
        ('不行\n\n在 2024-05-12 14:03:22，"小鱼" <a@example.com> 写道：\n我要取消订单', "不行"),
        ("不行\n\n小鱼 <a@example.com> 于2024年5月12日周日 14:03写道：\n我要取消订单", "不行"),
        ("不行\n\nOn Sun, May 12, 2024 at 2:03 PM A <a@example.com> wrote:\n取消", "不行"),
        ("不行\n\n发件人：小鱼\n发送时间：2024年5月12日 14:03\n收件人：客服\n主题：取消\n\n我要取消订单", "不行"),
        ("[引用 小鱼：取消]", ""),
        ("「取消」两个字我没说过", "「取消」两个字我没说过"),
        ("发件人：不知道是谁", "发件人：不知道是谁"),
        ("订单号：CM20240512001\n请取消", "订单号：CM20240512001\n请取消"),
        ("-- \n小鱼", "-- \n小鱼"),
        ("", ""),
    ],
)  # fmt: skip
def test_own_words(text: str, own: str) -> None:
    assert quotes.own_words(text) == own
