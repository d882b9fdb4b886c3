"""Until when a shop pays back, and the times that are no such promise."""

from __future__ import annotations

import pytest

from dossier.reading import terms


def found(sentence: str, heading: str = "") -> dict[str, str]:
    return {term.about: term.value for term in terms.find(sentence, heading)}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("退款将在3个工作日内原路退回", "P3D;days=working;start=unknown;way=original"),
        ("3个工作日内退款", "P3D;days=working;start=unknown"),
        ("审核通过后 24 小时内原路返回支付账户。", "PT24H;start=agreed;way=original"),
        ("退款到账时间：1-7个工作日", "P1D-P7D;days=working;start=unknown"),
        ("取消成功后，款项预计1至3个工作日到账", "P1D-P3D;days=working;start=cancelled"),
        ("收到退货后7日内退款", "P7D;days=calendar;start=returned"),
        ("退款申请提交后，客服会在48小时内为您办理退款", "PT48H;start=requested"),
        ("平台将在十五个工作日内完成退款", "P15D;days=working;start=unknown"),
        ("如遇缺货，24小时内自动原路退款", "PT24H;start=unknown;way=original"),
        ("退款即时到账", "PT0M;start=unknown"),
        ("自买家申请退款之时起24小时内完成退款", "PT24H;start=requested"),
        ("用户提交退款申请后3~5个工作日内退款", "P3D-P5D;days=working;start=requested"),
        ("退款最快1个工作日，最晚7个工作日到账", "P7D;days=working;start=unknown"),
    ],
)
def test_promises(sentence: str, value: str) -> None:
    assert found(sentence) == {terms.REFUND_TIME: value}


@pytest.mark.parametrize(
    "sentence",
    [
        "支付成功后5分钟内可申请退款",
        "5分钟内全额退款",
        "收货后7天内可退货退款",
        "付款后24小时内支持无理由退款",
        "申请退款后客服24小时内审核",
        "退款申请将在1个工作日内处理",
        "超过24小时不予退款",
        "7天无理由退款",
        "5分钟未支付自动关闭",
        "最快24小时到账，退款请耐心等待",
        "退款最快1个工作日到账",
        "退款将于5月15日到账",
        "申请退款后3天内退回商品",
        "提交申请后24小时内可申请退款",
        "在3个工作日内提交退款申请",
        "超时48小时未发货自动退款",
        "请在3天内提交退款申请",
        "退款时收取10%手续费",
    ],
)
def test_what_is_no_promise_to_pay_back(sentence: str) -> None:
    assert terms.REFUND_TIME not in found(sentence)


def test_a_window_and_a_time_of_paying_back_in_one_sentence() -> None:
    both = found("支付后5分钟内可免费取消，款项3个工作日内原路退回")
    assert both[terms.GRACE].startswith("PT5M;start=paid")
    assert both[terms.REFUND_TIME] == "P3D;days=working;start=unknown;way=original"


def test_the_shops_time_is_no_window() -> None:
    assert terms.GRACE not in found("如遇缺货，24小时内自动原路退款")
