"""Fees, manual delivery, goods that cannot be given back, lengths of time."""

from __future__ import annotations

import pytest

from dossier.reading import terms
from dossier.reading.terms import durations, finality, handwork, numerals, rates
from dossier.reading.text import squeeze


@pytest.mark.parametrize(
    ("sentence", "fees"),
    [
        ("超过5分钟取消的，收取订单金额10%-20%的手续费。", ["0.1-0.2;applies=after"]),
        ("取消手续费：10% 至 20%", ["0.1-0.2;applies=any"]),
        ("手续费为订单实付金额的百分之十至百分之二十", ["0.1-0.2;applies=any"]),
        ("逾期取消按百分之十五收取违约金", ["0.15-0.15;applies=after"]),
        ("取消订单将收取15％手续费", ["0.15-0.15;applies=any"]),
        ("手续费不超过20%", ["0-0.2;applies=any"]),
        ("按订单金额5%收取手续费，最低1元", ["0.05-0.05;applies=any;floor=1.00"]),
        ("扣20%后退还", ["0.2-0.2;applies=any"]),
        ("扣一成作为手续费", ["0.1-0.1;applies=any"]),
        ("5至10分钟取消收取10%，10分钟以上收取20%手续费", ["0.1-0.1;applies=any", "0.2-0.2;applies=after"]),
        ("退还80%", []),
        ("只退80%的款项", []),
        ("退款比例80%", []),
        ("提现手续费0.6%", []),
        ("支付手续费0.6%由买家承担", []),
        ("充值享9折优惠，最高返10%", []),
    ],
)
def test_published_rates(sentence: str, fees: list[str]) -> None:
    assert list(rates.find(squeeze(sentence))) == fees


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("人工代充订单在开始处理前可取消", "before=started"),
        ("手动发货的订单，客服接单之前可随时申请取消", "before=started"),
        ("代练订单未开始前可全额退款，一经开始不可取消", "before=started"),
        ("人工处理的订单，发货前可免费取消", "before=shipped"),
        ("手动发货商品在未发货前支持无理由取消", "before=shipped"),
        ("代充类商品一经开始处理不可取消", None),
        ("人工代充一般在30分钟内处理", None),
        ("代充开始前可以取消吗", None),
        ("发货前可免费取消", None),
    ],
)
def test_goods_delivered_by_hand(sentence: str, value: str | None) -> None:
    assert handwork.find(squeeze(sentence)) == value


def test_a_heading_says_that_the_goods_are_delivered_by_hand() -> None:
    assert handwork.find("开始处理前可取消", "人工代充商品") == "before=started"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("虚拟商品一经售出，概不退换", "after=sold;delivery=any"),
        ("商品一经发货不予退换", "after=shipped;delivery=any"),
        ("卡密类商品发货后不支持退款", "after=shipped;delivery=automatic"),
        ("付款后5分钟内自动发货，发货后不可退款", "after=shipped;delivery=any"),
        ("卡密一经提取，概不退换", "after=shipped;delivery=any"),
        (
            "支付超过10分钟，系统自动发货后不支持人工取消，需联系游戏运营商回收",
            "after=shipped;delivery=any;beyond=PT10M",
        ),
        ("支付超过5分钟系统自动发卡后，不支持取消，需联系厂商处理", "after=shipped;delivery=any;beyond=PT5M"),
        ("付款15分钟后系统将自动发卡，发卡后不可退款", "after=shipped;delivery=any;beyond=PT15M"),
        ("付款满30分钟后系统自动发货，客服无法人工取消", "after=shipped;delivery=any;beyond=PT30M"),
        (
            "订单超过十分钟的，系统已自动发货，取消需联系游戏运营商处理",
            "after=shipped;delivery=any;beyond=PT10M",
        ),
        ("卡密类商品支付超过10分钟后自动出卡，概不退换", "after=shipped;delivery=automatic;beyond=PT10M"),
        ("系统自动发卡后不支持人工取消，需联系厂商", "after=shipped;delivery=any"),
        ("付款不超过10分钟的订单，系统自动发货后不支持取消", "after=shipped;delivery=any"),
        ("付款超过10分钟系统自动发货后，可联系客服取消", None),
        ("支付后10分钟系统自动发货", None),
        ("不支持人工取消，请在订单页自助取消", None),
        ("超过5分钟的订单不予退款", None),
        ("付款5分钟后不支持取消", None),
        ("5分钟内可免费取消", None),
    ],
)
def test_goods_that_are_taken_back_no_more(sentence: str, value: str | None) -> None:
    assert finality.find(squeeze(sentence)) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5), ("0042", 42), ("五", 5), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("三十五", 35), ("一百", 100),
        ("一百二十", 120), ("一百零五", 105), ("一百一十五", 115), ("两千", 2000), ("半", None), ("", None), ("一二", None),
        ("百二", None), ("十百", None), ("五个", None),
    ],
)  # fmt: skip
def test_counts(text: str, number: int | None) -> None:
    assert numerals.parse(text) == number


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5分钟", 5), ("半小时", 30), ("一个小时", 60), ("一个半小时", 90), ("1.5小时", 90), ("300秒", 5), ("90秒", None),
        ("24h", 1440), ("两天", 2880), ("一刻钟", 15), ("5-10分钟", None), ("三十分钟", 30), ("20%", None), ("五分之一", None),
    ],
)  # fmt: skip
def test_lengths_of_time(text: str, minutes: int | None) -> None:
    assert durations.first(text) == minutes


@pytest.mark.parametrize(
    ("clause", "number", "rest"),
    [
        ("3.1 支付后可取消", "3.1", "支付后可取消"),
        ("第五条 支付后可取消", "第五条", "支付后可取消"),
        ("第三条支付后可取消", "第三条", "支付后可取消"),
        ("1. 支付后可取消", "1", "支付后可取消"),
        ("（二）支付后可取消", "二", "支付后可取消"),
        ("① 支付后可取消", "①", "支付后可取消"),
        ("一、支付后可取消", "一", "支付后可取消"),
        ("5分钟内可取消", "", "5分钟内可取消"),
        ("10%的手续费", "", "10%的手续费"),
        ("3.5元起", "", "3.5元起"),
        ("14:02 可取消", "", "14:02 可取消"),
    ],
)
def test_the_number_of_a_clause_and_what_follows_it(clause: str, number: str, rest: str) -> None:
    assert terms.clause_number(clause) == number
    assert terms.without_number(clause) == rest


def test_a_number_of_one_sentence_never_meets_the_promise_of_the_next() -> None:
    found = [(t.about, t.value) for t in terms.find("未支付订单5分钟后自动关闭。支持免费取消。")]
    assert found == [(terms.UNPAID, "PT5M")]
