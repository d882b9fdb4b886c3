"""What an agent admits of how and when a rule is shown."""

from __future__ import annotations

import pytest

from dossier.reading.speech import disclosing


def told(text: str) -> list[tuple[str, bool]]:
    return [(notice.value, notice.hedged) for notice in disclosing.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("规则在用户协议里写着的", "by=agreement;when=unknown"), ("您勾选同意了用户协议的，规则里有写", "by=agreement;when=before"),
        ("下单时有弹窗提示您的", "by=popup;when=before"), ("付款前有弹窗提示不能取消", "by=popup;when=before"),
        ("商品详情页有说明，一经售出不退", "by=page;when=unknown"), ("店铺首页公告有写的，超过5分钟不能退", "by=page;when=unknown"),
        ("下单后会短信通知您取消规则", "by=sms;when=after"), ("没有弹窗，但是协议里写了不能退", "by=agreement;when=unknown"),
        ("《取消规则》里有写不能取消", "by=page;when=unknown"), ("下单页面没有写，是内部规定", "by=none;when=unknown"),
        ("没有公示这个规定", "by=none;when=unknown"), ("这个规则是您下单之后才出的", "by=none;when=after"),
    ],
)  # fmt: skip
def test_what_is_said_plainly(text: str, value: str) -> None:
    assert told(text) == [(value, False)]


@pytest.mark.parametrize(
    "text",
    [
        "您没看到下单页面写的吗，不支持取消", "您说没有写，其实下单页面有写不能取消", "协议里没有写退款时间", "规则是您付款后更新的", "规则一般都在协议里写着的",
    ],
)  # fmt: skip
def test_a_question_a_report_one_place_only_and_a_changed_rule_are_hedged(text: str) -> None:
    assert [hedged for _, hedged in told(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "请看一下商品页面", "系统弹窗提示支付失败", "短信已发送，请查收验证码", "页面有取消按钮", "已为您提交退款，稍后短信通知", "请提供订单页面截图",
        "昨天刚更新的规则", "按规定不能取消", "我们会短信通知您退款到账",
    ],
)  # fmt: skip
def test_words_that_tell_of_no_notice(text: str) -> None:
    assert told(text) == []
