"""What grants free cancelling, from when and to whom; and what only looks like it."""

from __future__ import annotations

import pytest

from dossier.reading import terms


def window(sentence: str, heading: str = "") -> str | None:
    found = [term.value for term in terms.find(sentence, heading) if term.about == terms.GRACE]
    assert len(found) < 2
    return found[0] if found else None


def paid(minutes: int, more: str = "delivery=any;free=yes") -> str:
    return f"PT{minutes}M;start=paid;{more}"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("自订单支付成功之时起 10 分钟内，用户有权无条件取消订单并获全额退款", paid(10)),
        ("付款后五分钟之内可以申请取消，不收取任何费用", paid(5)),
        ("买家付款起半小时以内支持无理由退款", paid(30, "delivery=any;free=unsaid")),
        ("付款后一个半小时内可免费取消", paid(90)),
        ("付款后一百二十分钟内可免费取消", paid(120)),
        ("付款后1.5小时内可免费取消", paid(90)),
        ("支付后300秒内可免费取消", paid(5)),
        ("付款后24h内可免费取消", paid(1440)),
        ("付款后5min内可免费取消", paid(5)),
        ("自付款之时起5分钟内取消订单的，本平台全额退还已付款项", paid(5)),
        ("订单支付后5分钟内取消的，不收取手续费。", paid(5)),
        ("付款五分钟内反悔可全额退", paid(5)),
        ("支付完成5分钟内均可自助退款", paid(5, "delivery=any;free=unsaid")),
        ("亲，付款5分钟内是可以取消的", paid(5, "delivery=any;free=unsaid")),
        ("免费取消时限：付款后5分钟", paid(5)),
        ("免费取消：付款后5分钟内", paid(5)),
        ("免费取消期为5分钟，自支付成功起计算", paid(5)),
        ("付款成功后，您享有5分钟的免费取消时间", paid(5)),
        ("用户付款成功后的十分钟为免费取消期，期间取消订单全额退款", paid(10)),
        ("支付后有5分钟的冷静期，期间可免费取消", paid(5)),
        ("如需取消订单，请于付款后5分钟内提出申请，逾期不予受理", paid(5, "delivery=any;free=unsaid")),
        ("取消订单请在付款后5分钟内操作", paid(5, "delivery=any;free=unsaid")),
        ("下单后3分钟内可免费取消", "PT3M;start=ordered;delivery=any;free=yes"),
        ("拍下5分钟内可以退哦亲", "PT5M;start=ordered;delivery=any;free=unsaid"),
        ("5分钟内取消，免手续费", "PT5M;start=unknown;delivery=any;free=yes"),
        ("我们为每笔订单提供10分钟的免费取消期", "PT10M;start=unknown;delivery=any;free=yes"),
        ("购买成功后5分钟内可免费取消", "PT5M;start=unknown;delivery=any;free=yes"),
    ],
)
def test_a_promise_in_many_words(sentence: str, value: str) -> None:
    assert window(sentence) == value


@pytest.mark.parametrize(
    "sentence",
    [
        # a refusal
        "付款5分钟后不支持取消", "付款后5分钟内无法取消订单", "超过5分钟就不能取消了哦", "卡密商品不享受5分钟内免费取消",
        "自动发货商品不适用5分钟免费取消", "本店不提供5分钟内免费取消", "不再支持付款后5分钟内免费取消",
        # a time the shop gives itself
        "客服将在5分钟内为您取消", "5分钟内给您取消", "取消后5分钟内退款", "取消成功后，款项将在5分钟内退回",
        "退款将在24小时内原路退回", "取消申请提交后30分钟内审核完毕", "客服会在10分钟内回复您的取消申请",
        "付款后5分钟内发货，取消请联系客服", "系统将在付款后5分钟内自动发货，不支持取消",
        # a shop that is late, a return after receipt
        "若商家5分钟内未发货，可申请取消", "超过30分钟未发货，可申请全额退款", "24小时内未到账可申请退款",
        "收到货后7天内可无理由退货", "确认收货后24小时内可申请售后", "收到卡密后10分钟内可申请退款",
        # the expiry of an unpaid order, a question, a fee
        "请在5分钟内完成支付，超时订单自动取消", "下单后请于15分钟内付款，逾期订单将自动关闭", "5分钟内可以取消吗",
        "付款后5分钟内取消，收取5%手续费", "5-10分钟内可取消",
        # goods that the system has delivered by then; a date; the time of an answer or of paying back
        "支付超过10分钟，系统自动发货后不支持人工取消，需联系游戏运营商回收", "支付超时10分钟系统自动发货，发货后不支持取消",
        "付款后10分钟内系统自动发卡，发卡后不支持取消", "请在5月15日前申请退款", "取消申请5分钟内处理",
        "订单取消审核时间为30分钟", "半小时内退款到您账户",
    ],
)  # fmt: skip
def test_what_promises_nothing(sentence: str) -> None:
    assert window(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "length"),
    [
        ("未支付订单5分钟后自动关闭", 5),
        ("订单提交后5分钟内未付款将自动取消", 5),
        ("请在5分钟内完成支付，超时订单自动取消", 5),
        ("下单后请于15分钟内付款，逾期订单将自动关闭", 15),
        ("待付款订单保留半小时，到期自动释放", 30),
    ],
)
def test_the_expiry_of_an_unpaid_order(sentence: str, length: int) -> None:
    assert [(t.about, terms.minutes(t.value)) for t in terms.find(sentence)] == [(terms.UNPAID, length)]


def test_what_the_system_delivers_was_paid() -> None:
    found = terms.find("支付超时10分钟系统自动发货，发货后不支持取消")
    assert [(t.about, t.value) for t in found] == [
        (terms.IRREVOCABLE, "after=shipped;delivery=any;beyond=PT10M")
    ]


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("下单后3分钟内，如尚未发货，可免费取消", "condition=unshipped"),
        ("付款后5分钟内未发货的订单可免费取消", "condition=unshipped"),
        ("5分钟内未发货可取消", "limit=unclear"),
        ("付款后5分钟内一般可以取消", "limit=unclear"),
        ("VIP会员付款后10分钟内可免费取消", "limit=member"),
        ("特价商品付款后5分钟内可免费取消", "limit=unclear"),
        ("点卡类商品付款后5分钟内可免费取消", "for=点卡"),
        ("付款后5分钟内可免费取消（账号类商品除外）", "except=账号"),
        ("自动发货商品：付款后5分钟内可免费撤单", "delivery=automatic"),
        ("手动发货类商品支付后30分钟内可免费取消", "delivery=manual"),
        ("付款后5分钟内可免费取消，但自动发货商品除外", "delivery=manual"),
        ("除自动发货商品外，付款后5分钟内可免费取消", "delivery=manual"),
        ("付款后5分钟内可免费取消，超时系统自动发货", "delivery=any"),
        ("小熊代充支付成功后5分钟内可免费取消", "delivery=any"),
    ],
)
def test_whom_and_what_it_is_for(sentence: str, part: str) -> None:
    found = window(sentence)
    assert found is not None
    assert part in found.split(";")


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、人工代充商品", "delivery=manual"),
        ("自动发货类", "delivery=automatic"),
        ("会员权益", "limit=member"),
        ("二、取消与退款", "delivery=any"),
        ("小熊代充购买须知", "delivery=any"),
    ],
)
def test_a_heading_narrows_what_stands_under_it(heading: str, part: str) -> None:
    found = window("付款后5分钟内可免费取消", heading)
    assert found is not None
    assert part in found.split(";")
