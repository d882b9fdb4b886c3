"""How soon a shop answers, and the times that are another's or another thing's."""

from __future__ import annotations

import pytest
from pages import evidence, numbered, order_page, rule_page

from dossier import reading
from dossier.model import Evidence, Fact, FactKind, Page, Role
from dossier.reading import terms


def found(sentence: str, heading: str = "", *, said: bool = False) -> dict[str, str]:
    return {term.about: term.value for term in terms.find(sentence, heading, said=said)}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("客服将在24小时内回复", "PT24H;start=requested"),
        ("30分钟内响应", "PT30M;start=requested"),
        ("半小时内给您答复", "PT30M;start=requested"),
        ("1-2个工作日内给予答复", "P1D-P2D;days=working;start=requested"),
        ("投诉将在3个工作日内处理并回复", "P3D;days=working;start=requested"),
        ("1-3个工作日内审核", "P1D-P3D;days=working;start=requested"),
        ("审核时间：1-3个工作日", "P1D-P3D;days=working;start=requested"),
        ("投诉处理时限：15日内", "P15D;days=calendar;start=requested"),
        ("申请退款后客服 24 小时内审核", "PT24H;start=requested"),
        ("退款申请将在1个工作日内处理", "P1D;days=working;start=requested"),
        ("取消申请提交后30分钟内审核完毕", "PT30M;start=requested"),
        ("您的投诉我们会在48小时内给出处理结果", "PT48H;start=requested"),
        ("自收到用户投诉之日起十五日内予以答复", "P15D;days=calendar;start=requested"),
        ("商家应在48小时内响应，逾期系统自动退款", "PT48H;start=requested"),
        ("请耐心等待，客服24小时内处理您的退款申请", "PT24H;start=requested"),
        ("请留言，我们会在两小时内回复您", "PT2H;start=requested"),
        ("24小时内与您联系处理售后问题", "PT24H;start=requested"),
        ("工单将在24小时内受理", "PT24H;start=requested"),
        # not from the request, or nobody knows from what
        ("核实后2个工作日内答复", "P2D;days=working;start=unknown"),
        ("下单后客服10分钟内回复", "PT10M;start=unknown"),
        # only while somebody is there
        ("人工客服在线时间9:00-22:00，5分钟内回复", "PT5M;start=requested;hours=service"),
        ("工作时间内30分钟内回复", "PT30M;start=requested;hours=service"),
        ("2个工作日内回复（节假日顺延）", "P2D;days=working;start=requested;hours=service"),
    ],
)
def test_promises_to_answer(sentence: str, value: str) -> None:
    assert found(sentence) == {terms.ANSWER_TIME: value}


def test_the_heading_may_tell_the_hours() -> None:
    assert found("5分钟内回复", "客服工作时间") == {terms.ANSWER_TIME: "PT5M;start=requested;hours=service"}


@pytest.mark.parametrize(
    "sentence",
    [
        # the buyer's time
        "请在24小时内回复，否则自动关闭", "请您在48小时内确认", "请您5分钟内回复我，否则会话自动结束",
        "买家需在3天内回复商家的处理方案", "若买家24小时内未回复，视为同意", "由于您5分钟内未回复，会话结束",
        "您可在7天内提出申诉", "收到商品后24小时内反馈问题", "售后问题24小时内反馈", "24小时内联系客服处理",
        "请在收到卡密后24小时内联系客服处理", "卡密问题24小时内处理，超时不予处理", "双方应在24小时内回复平台",
        # what is late, asked, loose or advertised
        "若商家48小时内未响应，可申请平台介入", "超过3个工作日未收到回复，可拨打电话", "24小时内回复吗", "尽快回复",
        "一般24小时内回复", "客服最快5分钟内响应", "客服24小时在线", "7×24小时客服在线，随时回复", "24小时内回复率99%",
        # another thing is done in that time
        "24小时内发货", "付款后30分钟内处理发货", "人工代充一般在30分钟内处理", "订单将在30分钟内处理完毕",
        "订单提交后30分钟内审核", "系统将在24小时内自动审核订单", "下单后客服10分钟内联系您安排充值",
        "审核通过后3个工作日内退款", "退款将在3个工作日内原路退回", "充值申请10分钟内处理", "提现申请1-3个工作日内审核",
        "实名认证1-3个工作日内审核", "保险理赔申请将在5个工作日内审核", "超过24小时不予处理",
        "24小时内未处理的订单将自动取消", "未支付订单30分钟内自动关闭", "5分钟内可取消", "支付后5分钟内可免费取消",
    ],
)  # fmt: skip
def test_what_promises_no_answer(sentence: str) -> None:
    assert terms.ANSWER_TIME not in found(sentence)
    assert terms.ANSWER_TIME not in found(sentence, said=True)


@pytest.mark.parametrize(
    ("sentence", "abouts"),
    [
        ("取消申请5分钟内处理", {terms.ANSWER_TIME}),
        ("提交取消申请后5分钟内客服响应", {terms.ANSWER_TIME}),
        ("取消处理时间：5分钟内", {terms.ANSWER_TIME}),
        ("客服24小时在线，5分钟内响应，24小时内发货", {terms.ANSWER_TIME}),
        ("支付后5分钟内可免费取消，取消申请客服将在30分钟内处理", {terms.GRACE, terms.ANSWER_TIME}),
        ("退款申请24小时内审核，审核通过后3个工作日内原路退回", {terms.REFUND_TIME, terms.ANSWER_TIME}),
        ("下单后请在15分钟内付款，超时订单自动取消，客服2小时内回复", {terms.UNPAID}),
    ],
)
def test_neighbours_in_one_sentence_are_told_apart(sentence: str, abouts: set[str]) -> None:
    assert set(found(sentence)) == abouts


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("正在为您核实，10分钟内给您答复", "PT10M;start=said"),
        ("亲，24小时内回复您", "PT24H;start=said"),
        ("您提交申请后我们24小时内给您反馈结果", "PT24H;start=requested"),
    ],
)
def test_what_an_agent_says_counts_from_there(sentence: str, value: str) -> None:
    assert found(sentence, said=True)[terms.ANSWER_TIME] == value


FAQ = [
    "小熊数卡帮助中心",
    "1.1 支付后5分钟内可免费取消订单，全额退款。",
    "1.2 客服7×24小时在线，30分钟内响应您的咨询。",
    "1.3 自动发货商品付款后24小时内发货，人工代充一般在30分钟内处理。",
    "1.4 未支付的订单15分钟后自动关闭。",
    "1.5 请在收到卡密后24小时内反馈问题，逾期不予受理。",
    "1.6 退款申请将在1个工作日内审核，审核通过后3个工作日内原路退回。",
    "1.7 支付超过10分钟，系统自动发货后不支持人工取消，需联系游戏运营商回收。",
    "1.8 高等级用户的取消申请优先处理。",
    "1.9 购买即视为同意《用户协议》。",
    "1.10 账户安全险理赔3个工作日内审核。",
]


def test_a_page_that_holds_them_all() -> None:
    (item,), facts = _read(rule_page(FAQ))
    assert item.role is Role.POLICY
    assert [(f.label, f.about, f.value) for f in facts] == [
        ("1.1", "grace_window", "PT5M;start=paid;delivery=any;free=yes"),
        ("1.2", "answer_time", "PT30M;start=requested"),
        ("1.4", "unpaid_expiry", "PT15M"),
        ("1.6", "refund_time", "P3D;days=working;start=agreed;way=original"),
        ("1.6", "answer_time", "P1D;days=working;start=requested"),
        ("1.7", "irrevocable", "after=shipped;delivery=any;beyond=PT10M"),
        ("1.8", "rank", "first=high"),
        ("1.9", "notice", "by=agreement;when=unknown"),
    ]


def test_such_notes_make_no_rule_page_of_an_order_page() -> None:
    rows = [
        ("订单编号", "CM20240512001"),
        ("下单时间", "2024-05-12 14:01:30"),
        ("付款时间", "2024-05-12 14:02:10"),
        ("实付款", "￥128.00"),
        ("1.", "退款1-3个工作日内原路退回"),
        ("2.", "客服24小时内回复"),
        ("3.", "购买即视为同意《用户协议》"),
    ]
    (item,), facts = _read(order_page(rows, banner="待发货"))
    assert item.role is Role.ORDER
    assert facts == []


def _read(page: Page) -> tuple[tuple[Evidence, ...], list[Fact]]:
    found = reading.read(numbered(evidence("page.png", page)))
    return found.evidence, [f for f in found.facts if f.kind is FactKind.POLICY_TERM]
