"""Service by rank, and how the rules are brought before a buyer."""

from __future__ import annotations

import pytest

from dossier.reading import terms


def found(sentence: str, *, said: bool = False) -> dict[str, str]:
    return {term.about: term.value for term in terms.find(sentence, said=said)}


@pytest.mark.parametrize(
    "sentence",
    [
        "高等级用户优先处理", "高等级用户优先取消", "按会员等级依次处理", "VIP优先", "VIP用户享受优先客服服务",
        "会员等级越高，退款越优先处理", "取消申请按用户等级高低依次处理", "退款顺序根据会员等级确定",
        "钻石会员可优先处理退款", "优先处理VIP用户的申请", "平台将根据会员等级由高到低依次审核退款",
    ],
)  # fmt: skip
def test_who_is_of_a_higher_rank_comes_first(sentence: str) -> None:
    assert found(sentence) == {terms.RANK: "first=high"}


@pytest.mark.parametrize(
    "sentence",
    [
        "按付款先后顺序处理", "不分会员等级，依次处理", "退款与会员等级无关", "不因会员等级不同而优先处理",
        "VIP会员优先购买", "VIP专享优先发货", "会员优先体验新品", "游戏等级高的代练订单优先处理", "优先使用余额支付",
        "会员等级分为青铜、白银、黄金", "VIP优先吗", "VIP会员付款后10分钟内可免费取消",
    ],
)  # fmt: skip
def test_ranks_that_decide_nothing(sentence: str) -> None:
    assert terms.RANK not in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("下单前弹窗提示", "by=popup;when=before"),
        ("付款前系统会弹窗提示不支持退款", "by=popup;when=before"),
        ("提交订单前将弹出确认窗口，提示手续费标准", "by=popup;when=before"),
        ("规则以短信通知", "by=sms;when=unknown"),
        ("发货后以短信通知退款规则", "by=sms;when=after"),
        ("购买即视为同意《用户协议》", "by=agreement;when=unknown"),
        ("购买本商品即表示您已阅读并同意本规则", "by=agreement;when=unknown"),
        ("点击支付即代表您同意相关条款", "by=agreement;when=unknown"),
        ("下单前请仔细阅读并同意用户协议", "by=agreement;when=before"),
        ("本规则公示于商品详情页", "by=page;when=before"),
        ("商品详情页已注明不支持退款", "by=page;when=before"),
        ("退款规则在帮助中心公示", "by=page;when=unknown"),
    ],
)
def test_how_the_rules_are_shown(sentence: str, value: str) -> None:
    assert found(sentence)[terms.NOTICE] == value


@pytest.mark.parametrize(
    "sentence",
    [
        "卡密将以短信通知", "下单后短信发送卡密", "系统将短信通知您退款结果", "付款成功后页面会显示卡密",
        "商品详情页展示卡密使用方法", "规则如有调整，恕不另行通知", "弹窗广告", "平台同意退款", "确认收货即视为同意放款",
        "本协议自公布之日起生效", "下单时有提示吗", "下单时没有弹窗提示",
    ],
)  # fmt: skip
def test_what_is_no_notice_of_the_rules(sentence: str) -> None:
    assert terms.NOTICE not in found(sentence)


def test_an_agent_may_admit_that_there_was_none() -> None:
    assert found("下单时没有弹窗提示，规则在网站公告里", said=True) == {terms.NOTICE: "by=none;when=before"}
