"""What shops write, and what a careful lawyer would sign of it: one sentence more or less decides the verdict."""

from __future__ import annotations

import pytest
from cases import ASK, FREE, ORDER, Row, chat, order, page, verdict
from pages import centred, evidence, order_page, rule_page
from pages import page as drawn

from dossier.model import Evidence

ASKED: list[Row] = [("time", "2024-05-12 14:03"), ASK]
BY_RULE = "按平台规定虚拟商品不能取消"


def answered(*words: str | Row) -> list[Row]:
    items = list(ASKED)
    for minute, own in enumerate(words, 10):
        items += [("time", f"2024-05-12 14:{minute}"), ("agent", own) if isinstance(own, str) else own]
    return items


def waiting() -> Evidence:
    return order(delivery=None, banner="已付款")


def later() -> Evidence:
    """The same order surely captured two months on, the refund still under way."""
    rows = [
        ("订单编号", ORDER),
        ("商品名称", "示例点卡"),
        ("实付款", "¥100.00"),
        ("付款时间", "2024-05-12 14:02:10"),
    ]
    drawn_page = order_page(rows, "退款中")
    return evidence("Screenshot_20240720_140800.png", drawn_page, captured="2024-07-20T14:08:00")


def overdue(*words: str | Row) -> str | None:
    return verdict("refund.overdue", waiting(), chat(*answered(*words)), later())


def unanswered(words: str) -> str | None:
    silent: list[Row] = [("time", "2024-07-20 10:00"), ("buyer", "还在吗？")]
    return verdict("service.no-answer", waiting(), chat(*answered(words), *silent))


def contradicts(words: str) -> str | None:
    files = order(delivery="自动发货", banner="已付款"), chat(*answered(words)), page(FREE)
    return verdict("service.contradicts-policy", *files)


def undisclosed(*words: str | Row, rules: Evidence | None = None) -> str | None:
    files = [waiting(), chat(*answered(*words))]
    return verdict("policy.undisclosed", *files, *([rules] if rules else []))


def refused(*words: str, ask: str = "申请取消") -> str | None:
    items = answered(*(words or ("系统自动发货，无法取消",)))
    items[1] = ("buyer", f"订单{ORDER}{ask}")
    files = order(shipped="2024-05-12 14:20:00"), chat(*items), page(FREE)
    return verdict("grace.cancel-refused-inside", *files)


@pytest.mark.parametrize(
    "words",
    [
        "好的，已同意退款，3个工作日内原路退回", "给你退了哈，钱明天到账", "行，退款今天18点前到你微信", "没问题老板，下周一之前一定给您退款",
        "可以的亲，退款申请已通过，款项24小时内原路返还", "嗯嗯已经同意了，本月底前退到您支付宝", "OK，已取消，钱三天之内退你", "成，今晚12点前给你打回去",
        "已给您申请退款，三天内到账", "这边已经给您操作退款了，七个工作日内退回到您的付款账户", "退款已同意，2小时内退到店铺余额",
    ],
)  # fmt: skip
def test_a_promise_of_the_money_was_broken(words: str) -> None:
    assert overdue(words) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        # Other orders, customers, shops.
        "你另外那单的退款3个工作日内到账", "上一单的退款已同意，24小时内到账", "别的客户都是3个工作日内退款到账的", "您朋友那笔退款24小时内到账",
        "亲，您5月1日那单退款明天到账",
        # Something else than the price, or a part of it.
        "给您补发一张，24小时内到账", "送您一张优惠券，24小时内到账您的账户", "给您补偿100积分，明天到账", "红包24小时内退回", "押金24小时内退还到您的账户",
        "手续费明天退给您", "话费3天内到账，不到账退款", "先退您50元，24小时内到账", "部分退款24小时内到账", "您那个订单充值24小时内到账",
        # Denied, asked, guessed, sarcastic.
        "退款真快啊，三天了都没到吧", "我们做不到24小时内退款", "24小时内退款？不可能的", "谁跟你说3天内退款的？", "您是说24小时内退款是吗？", "争取明天退款给您",
        "平台规定3天内退款，但您这个不符合", "一般退款3个工作日内到账",
        # It hangs on something, or is only looked into.
        "如果审核通过，3个工作日内退款", "您提交申请后我们会在3个工作日内处理", "您可以申请退款，3天内到账", "您把收款码发我，24小时内打给您", "要是明天还没发货，24小时内给您退款",
        "已提交财务，财务明天审核", "我明天帮您问下退款的事", "明天您再联系我，我给您退款", "商家24小时内未处理将自动退款给您",
    ],
)  # fmt: skip
def test_no_promise_of_this_orders_money(words: str) -> None:
    assert overdue(words) != "breach"


def test_a_gift_beside_a_consent_sets_no_date_for_the_money() -> None:
    assert overdue("同意退款。另外送您一张优惠券，24小时内到账") != "breach"


def test_a_part_that_came_leaves_the_rest_open() -> None:
    items = answered("已同意退款，3个工作日内原路退回")
    items += [("time", "2024-05-14 10:00"), ("buyer", "只收到退款20元")]
    assert verdict("refund.overdue", waiting(), chat(*items), later()) == "undetermined"


@pytest.mark.parametrize(
    "words",
    [
        "请稍等，2小时内给您答复", "收到，一个工作日内给您处理结果", "亲，这个要问下技术，半小时内回复你哈", "等下哈 30分钟内回你",
        "已提交主管审核，1-2个工作日内给您反馈结果",
    ],
)  # fmt: skip
def test_a_promised_answer_did_not_come(words: str) -> None:
    assert unanswered(words) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        "一般24小时内回复", "请您在24小时内回复我们，否则关闭", "24小时内发货", "工作时间9:00-18:00，2小时内回复", "2小时内回复？我可没说过", "24小时内答复不了",
        "您另一个订单24小时内给您回复", "您朋友的订单我24小时内回复", "别家店才是24小时内回复", "24小时内退回您的账户",
    ],
)  # fmt: skip
def test_no_answer_was_promised_for_this_order(words: str) -> None:
    assert unanswered(words) != "breach"


@pytest.mark.parametrize(
    "words",
    [
        "虚拟商品一经售出概不退换", "我们这边点卡都不支持取消的", "您已经超过1分钟了，不能取消", "超时了，取消不了", "您等级不够，不能退款", "取消要扣10%手续费",
        "卡密类商品付款后就不能退了", "我们只支持1分钟内取消", "付款超过三分钟了，不给退",
    ],
)  # fmt: skip
def test_a_reason_against_the_page(words: str) -> None:
    assert contradicts(words) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        "别的店才是一经售出概不退换", "开玩笑，我们又不是那种一经售出概不退换的店", "不是不支持取消", "苹果充值是不支持取消的，您这个可以", "激活后的卡不支持取消",
        "亲，您买的另外一个商品不支持取消", "您上一单已经超时了，不能取消", "快超时了，您抓紧", "您的付款超时了，订单关闭", "客服系统超时了，您再发一遍",
        "同事说一经售出不退，我再确认下", "我们发货超时了给您道歉", "超时了我们会赔付的", "红包超时退回了", "等级不够可以升级", "会员等级低的才不能取消，您可以", "您是说一经售出概不退换吗？",
        # A fee or a time that bars nothing here.
        "您换成微信支付要收10%手续费的，取消不收", "我们不像别家要扣10%手续费，全额退您", "谁说取消要扣10%手续费？", "3分钟内可以取消的，您这单我给您取消",
        "手游代充的话1分钟内可以取消", "您1分钟内取消的话最好，现在也行",
    ],
)  # fmt: skip
def test_no_reason_against_the_page(words: str) -> None:
    assert contradicts(words) != "breach"


@pytest.mark.parametrize(
    "words",
    [
        "不行哦亲", "退不了的", "取消不了，自动的", "这个退不了，抱歉", "亲 付了款的卡密不给退的哈", "no，不能退", "莫得办法退", "您等级不够，不能退款",
        "不是我们不给您退，是发出去的卡没办法退", "哎呀兄弟这个自动发货的退不了啊",
    ],
)  # fmt: skip
def test_refused(words: str) -> None:
    assert refused(words) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        # Of somebody or something else.
        "您朋友那单不能取消", "您另一个订单已发货，无法取消", "不能取消的是激活后的", "抱歉无法取消刚才的投诉", "不能取消其他人的订单，您这单号不是本人的", "那家店不退，我们可以退",
        # One way is closed, or one day, or one desk.
        "自己取消不了，需要我帮您", "手机端无法取消，请用电脑端取消", "直接取消不了，要走退款流程", "财务下班了，今天退不了，明天退", "今天取消不了",
        "非工作时间无法取消，明天上班帮您取消", "我没法取消，得商家来", "这个我做不了主，退不了你找老板", "取消不了也没事，到期自动退", "微信退不了，只能退到余额",
        # No refusal at all.
        "我们不会拒绝退款的", "请提供截图，否则不能取消", "没有原因不能取消哦，请说明原因", "查不到单号没法取消", "没有权限退款，帮您转主管",
        "不支持花呗退款，退余额", "订单已关闭无法取消", "没说不能取消", "为啥要取消呀，不能不退嘛", "开玩笑的，不退不退，给你退", "不能给您发货了，已经取消退款",
    ],
)  # fmt: skip
def test_not_refused_for_good(words: str) -> None:
    assert refused(words) != "breach"


@pytest.mark.parametrize(
    "ask", ["不要了，麻烦退款", "手滑点错了，帮忙取消一下呗", "老板退钱，买错区了", "别发货！取消取消"]
)
def test_asked(ask: str) -> None:
    assert refused(ask=ask) == "breach"


@pytest.mark.parametrize(
    "ask",
    ["上一单退了吧", "另外那单帮我取消", "要是不对我就退款", "退款真快啊", "我朋友那单取消一下", "客服说可以退款", "昨天那个订单帮我取消", "别取消", "帮我取消投诉"],
)  # fmt: skip
def test_not_asked(ask: str) -> None:
    assert refused(ask=ask) != "breach"


@pytest.mark.parametrize(
    "words",
    ["这是内部规定，没有公示", "页面上没写，是我们内部规定", "这条规则是您下单之后才出的"],
)
def test_the_shop_admits_that_the_rule_was_not_shown(words: str) -> None:
    assert undisclosed(BY_RULE, ("buyer", "哪里写了？"), words) == "breach"


@pytest.mark.parametrize(
    "words",
    [
        "不是没有公示，您仔细看", "怎么可能没有公示", "别家是没有公示的，我们有", "活动价格没有公示", "工号属于内部规定不能说", "折扣内部规定不公开", "退款审核流程属于内部规定，不方便透露",
        "如果没有公示是我们的问题",
    ],
)  # fmt: skip
def test_the_shop_admits_nothing_of_the_rule(words: str) -> None:
    assert undisclosed(BY_RULE, ("buyer", "哪里写了？"), words) != "breach"


def test_the_page_that_the_shop_names_is_checked_by_its_date() -> None:
    rules = evidence(
        "rules.png", rule_page(["退款说明", "生效日期：2024-06-01", "2.1 商品售出后不支持取消和退款。"])
    )
    assert undisclosed("《退款说明》写明：商品售出后不支持取消和退款。", rules=rules) == "breach"
    # Another page may have said it before.
    assert undisclosed("《购买须知》写明：商品售出后不支持取消和退款。", rules=rules) == "undetermined"


def headed(head: str) -> Evidence:
    rows = [
        ("订单编号", ORDER),
        ("实付款", "¥100.00"),
        ("付款时间", "2024-05-12 14:02:10"),
        ("发货方式", "自动发货"),
    ]
    cells = [centred(120, "订单详情"), (60, 220, "待发货"), (60, 320, head), (60, 420, "示例月卡")]
    for count, (label, value) in enumerate(rows):
        cells += [(60, 520 + 90 * count, label), (-60, 520 + 90 * count, value)]
    return evidence("order.png", drawn(cells))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("橙子点卡取消与退款规则", "undetermined"),  # another shop's, or for other goods
        ("小熊代充取消与退款规则", "breach"),
        ("小熊代充(示例)购买须知", "breach"),
        ("虚拟商品取消与退款规则", "breach"),
        ("取消与退款规则", "breach"),
    ],
)
def test_a_page_of_another_shop_bears_no_charge(title: str, expected: str) -> None:
    rules = evidence("rules.png", rule_page([title, FREE]))
    files = headed("小熊代充(示例)"), chat(*answered("系统自动发货，无法取消")), rules
    assert verdict("grace.cancel-refused-inside", *files) == expected
