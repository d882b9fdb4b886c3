"""What the words beside a value say of it.

A label is recognised by the words in it rather than from a list, because every
shop has its own: "卡密发放时间", "出货时间" and "自动发货时间" are all the time of
dispatch.  What a label means on a payment page differs from an order page; the
role of the page is handed in.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dossier.model import EventKind, FactKind, Role
from dossier.reading import identifiers, money, stamps
from dossier.reading.text import fold, squeeze

_LONGEST = 14

_TIME_WORD = re.compile(r"(?:时间|日期|时刻)(?:\(.*\))?$|^(?:下单|付款|支付|发货|退款)于?$")
#: The first pattern that occurs decides; an empty kind means: a time, but no event of ours.
_TIMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "",
        re.compile(
            r"截止|截至|过期|到期|有效|失效|剩余|预计|预约|关闭|更新|打印|导出|登录|注册|发布|生效|营业|当前|承诺|最晚|最迟|最早|约定"
            r"|计划|期望|要求|限时|倒计时|自动(?:确认|收货|关闭|取消)|可(?:取消|退款)|免费取消|售后|上次|历史|质保|保修|提醒|催|查看|查询"
            r"|提取|使用|兑换|激活|领取|复制|审核|评价|投诉|开票"
        ),
    ),
    (EventKind.CANCEL_REFUSED, re.compile(r"拒绝|驳回")),
    (
        EventKind.CANCEL_REQUESTED,
        re.compile(
            r"(?:取消|退款|退单|撤单).{0,2}(?:申请|提交|发起)|(?:申请|提交|发起).{0,2}(?:取消|退款|退单|撤单)|^申请时间$"
        ),
    ),
    (EventKind.CANCEL_ACCEPTED, re.compile(r"同意|通过")),
    (EventKind.REFUNDED, re.compile(r"退款|退回|退还|原路")),
    ("", re.compile(r"取消")),
    (EventKind.PAID, re.compile(r"(?:付款|支付)(?:成功|完成)|到款")),
    (EventKind.SERVICE_STARTED, re.compile(r"开始|接单|受理|开工|处理(?!完|成)|派单|代充时间|代练时间")),
    (
        EventKind.SHIPPED,
        re.compile(
            r"发货|出货|发卡|出卡|发码|卡密|发放|交付|提卡|取卡|到账|充值成功|送达|投递|出库|(?:商品|系统|自动)发送|^发送"
        ),
    ),
    (EventKind.COMPLETED, re.compile(r"完成|收货|成交|完结|结束")),
    (EventKind.PAID, re.compile(r"付款|支付|到款|转账|收款")),
    (EventKind.ORDERED, re.compile(r"下单|创建|订单|提交|拍下|购买|生成|订购")),
)
EVENTS = frozenset(event for event, _ in _TIMES if event)
"""The events whose times order and payment pages tell."""
PAYMENT_CREATED = "payment_created"
"""A payment page's 创建时间: the payment was begun, and is not later."""

_ID_WORD = re.compile(
    r"(?:单号|编号|订单ID|流水号|交易号|订单号码|凭证号|订单No\.?|订单(?:编码|序号|流水|代码))$",
    re.IGNORECASE,
)
_MERCHANT = re.compile(r"商户|商家|商品单|外部")
_TRANSACTION = re.compile(r"交易|支付|付款|流水|凭证|微信|财付通|银联|渠道")
_ORDER = re.compile(r"订单|^单号$|卡密单|提货单|购买单|系统单|平台单")
_OTHER_ID = re.compile(
    r"物流|快递|运单|发票|身份|会员|用户|商品编号|货号|客服|工号|工单|设备|账号|卡号|优惠|退款|售后|维权|投诉|提现|红包|店铺编号|商户编号|员工"
)

_WORDS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    (
        FactKind.DELIVERY,
        re.compile(
            r"^(?:商品)?(?:发货|交付|出货|发卡|发放|配送|处理|充值|提货|服务|履约|投递)(?:方式|类型|模式|形式)$|^商品(?:类型|属性)$|^订单类型$|^类型$"
        ),
    ),
    (FactKind.STATUS, re.compile(r"^(?:订单|当前|交易|支付|付款|发货|处理|退款|商品)?(?:状态|进度)$")),
    (
        FactKind.PRODUCT,
        re.compile(
            r"^(?:商品|产品|服务|购买|宝贝|套餐)(?:名称|名|信息|说明|标题|内容|详情)?$|^购买商品$|^(?:购买|订购|下单)(?:内容|项目)$|^商品/服务$"
        ),
    ),
    (
        FactKind.SELLER,
        re.compile(
            r"^(?:商户|商家|店铺|卖家|收款方|收款人|商铺|收款商户)(?:全称|名称|名|昵称)?$|^交易对方$|^对方账户$|^供货商$|^店名$"
        ),
    ),
    (FactKind.PLATFORM, re.compile(r"^(?:平台|网站|站点|来源|交易平台)(?:名称)?$")),
)

_IN_WORDS = (FactKind.DELIVERY, FactKind.STATUS, FactKind.PRODUCT, FactKind.SELLER, FactKind.PLATFORM)
#: Ways to pay, which stand as values and hold the words of a label.
_MEANS = re.compile(r"^余额宝|^(?:账户|平台)?余额(?:支付|付款|抵扣)$|^优惠券(?:支付|抵扣)$")
_AGAINST = re.compile(r"[,。!?;:¥%]|\d")


_STEP = re.compile(
    r"^(?:(?:提交|创建)订单|下单(?:成功)?|(?:买家|订单)?(?:付款|支付)(?:成功|完成)?|(?:商品|卖家|商家|平台)?发货(?:成功|完成)?"
    r"|开始(?:处理|充值|服务)|(?:订单|交易)完成|确认收货|(?:申请)?退款(?:完成|成功)?)$"
)
_VERB = re.compile(r"^(?:下单|付款|支付|发货|退款)于?$")
_VAGUE = re.compile(r"(?<!开始)(?:处理|操作|派单|受理|退款发起)时间$|^(?:到账|提卡|取卡|申请)时间$")
_PARTS = re.compile(
    r"(?:^|[\s|])(?P<label>[\u4e00-\u9fff]{2,10}(?:ID)?)(?:(?P<colon>\s?:)|(?=\s?[:#]|\s?[-+]?[¥\dA-Z]))"
)
_AMOUNT_WITHIN = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,8})(?:为|是|:)?\s?(?P<value>[-+]?\s?¥?\s?\d[\d,]*(?:\.\d{1,2})?元?)"
)
#: Values that follow their label without a colon or a blank, because the engine lost it.
_GLUED = re.compile(
    r"^(?P<label>(?:发货|交付|出货|发卡|充值)(?:方式|类型|模式))(?P<value>.{0,6}(?:自动|人工|手动|手工|直充|代充).{0,8})$"
    r"|^(?P<label2>(?:订单|当前|交易|支付|退款)状态)(?P<value2>(?:已|待|未|支付|交易|处理|等待|退款|完成|成功|关闭).{1,8})$"
    r"|^(?P<label3>(?:商户|商家|店铺)(?:全称|名称)|收款方全称)(?P<value3>[^,。以请如]{4,30})$"
)


def clean(text: str) -> str:
    """A label without blanks and colons."""
    name = squeeze(text).strip(":;,.[] ")
    return name if name.endswith(")") and "(" in name[1:] else name.strip("()")


def kind(label: str, value: str | None = None) -> FactKind | None:
    """The kind of fact beside a label, or None when the words are no label we know.

    Args:
        label: the words.
        value: what stands beside them, where it is known: "退款" may have a time
            or an amount.
    """
    name = clean(label)
    if not name or len(name) > _LONGEST or _AGAINST.search(name) or _MEANS.match(name):
        return None
    if value is not None and _STEP.search(name) and any(stamps.find(value)):
        return FactKind.TIMESTAMP
    if _TIME_WORD.search(name) and not (
        value is not None and _VERB.search(name) and not any(stamps.find(value))
    ):
        return FactKind.TIMESTAMP
    if _ID_WORD.search(name) and not _OTHER_ID.search(name):
        return FactKind.ORDER_ID
    for found, pattern in _WORDS:
        if pattern.search(name):
            return found
    if money.role(name) and len(name) <= 10:  # noqa: PLR2004
        return FactKind.AMOUNT
    return None


def is_label(text: str) -> bool:
    """Whether a whole cell is a label."""
    return kind(text) is not None


def is_step(text: str) -> bool:
    """Whether a cell names a step of an order ("付款成功"), as over the times of a progress bar."""
    return _STEP.search(clean(text)) is not None


def event(label: str, role: Role) -> str:
    """The event whose time a label names (``paid``), ``payment_created``, or an empty string."""
    name = clean(label)
    if role is Role.PAYMENT and re.search(r"创建|下单|提交", name):
        return PAYMENT_CREATED
    if role is Role.PAYMENT and re.search(r"^(?:交易|完成|成功|成交|到账|入账|转账)", name):
        return EventKind.PAID
    if role is Role.ORDER and name in ("交易时间", "时间"):
        return ""
    for found, pattern in _TIMES:
        if pattern.search(name):
            return str(found)
    return ""


def is_vague(label: str) -> bool:
    """Whether a label of a time leaves open what happened then ("处理时间": begin or end of the work?)."""
    return _VAGUE.search(clean(label)) is not None


def is_strange(label: str) -> bool:
    """Whether the label of a time is none of those we know, such as one whose signs were misread."""
    name = clean(label)
    known = name in ("交易时间", "时间") or any(pattern.search(name) for _, pattern in _TIMES)
    return not known and not is_vague(name)


def identifier(label: str, role: Role) -> FactKind:
    """Whose number a label names: 订单号 is the shop's on its page, the payment platform's on a voucher."""
    name = clean(label)
    if _MERCHANT.search(name):
        return FactKind.MERCHANT_ORDER_ID
    if role is Role.PAYMENT:
        return FactKind.TRANSACTION_ID
    if _TRANSACTION.search(name) and not re.search(r"^(?:交易)?订单", name):
        return FactKind.TRANSACTION_ID
    return FactKind.ORDER_ID if _ORDER.search(name) or name == "编号" else FactKind.TRANSACTION_ID


def is_any_number(label: str) -> bool:
    """Whether a label says neither whose number it is nor what of: 流水号, 交易号."""
    return re.fullmatch(r"(?:交易)?(?:流水|交易)(?:单|编)?号?码?", clean(label)) is not None


def fits(label: str, value: str) -> bool:
    """Whether a value has the shape its label asks for."""
    wanted = kind(label, value)
    if wanted is FactKind.TIMESTAMP:
        return any(stamps.find(value)) or stamps.compact(value) is not None
    if wanted is None:
        return False
    if wanted is FactKind.ORDER_ID:
        return bool(identifiers.tidy(value))
    if wanted is FactKind.AMOUNT:
        return any(money.find(value)) and not any(stamp.has_date for stamp in stamps.find(value))
    return bool(value.strip())


def parts(text: str) -> list[str]:
    """A cell cut before each label, where one line holds several ("订单号：… 下单时间：…")."""
    folded = fold(text)
    found = [m for m in _PARTS.finditer(folded) if is_label(m["label"]) or m["colon"]]
    starts = [m.start("label") for m in found]
    if len(starts) < 2 or not any(is_label(m["label"]) for m in found):  # noqa: PLR2004
        return [text]
    cuts = [0, *(start for start in starts if start > 0), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip(" |｜")]


def amounts_within(text: str) -> list[tuple[str, str]]:
    """Labelled amounts inside a run of words ("115.20（已扣手续费12.80）"), as label and value."""
    found = []
    for match in _AMOUNT_WITHIN.finditer(fold(text)):
        label = next(
            (match["label"][n:] for n in range(len(match["label"]) - 1) if money.role(match["label"][n:])), ""
        )
        if label and any(money.find(match["value"])):
            found.append((label, match["value"]))
    return found


def split(text: str) -> tuple[str, str]:
    """Label and value of a cell that holds both ("付款时间：14:02"), else two empty strings.

    Without a colon between them the value must have the label's own shape, or
    stand apart by a blank.
    """
    folded = fold(text)
    head, colon, tail = folded.partition(":")
    if colon and tail.strip() and is_label(head) and fits(head, tail):
        return clean(head), text[len(head) + 1 :].strip()
    for end in range(min(len(folded) - 1, _LONGEST), 1, -1):
        head, tail = folded[:end], folded[end:]
        wanted = kind(head, tail)
        if wanted is None or not re.search(r"[\u4e00-\u9fffDd)]$", head.rstrip()):
            continue
        if not re.match(r"\s*[#:]?\s*[-+¥\dA-Za-z]", tail):
            continue
        strict = wanted in (FactKind.TIMESTAMP, FactKind.ORDER_ID) or (
            wanted is FactKind.AMOUNT and money.only(tail) is not None
        )
        if strict and fits(head, tail):
            return clean(head), text[end:].strip(" :：#")
    return _apart(text, folded) or _glued(text) or _last_amount(folded) or ("", "")


def _apart(text: str, folded: str) -> tuple[str, str] | None:
    """A label and words parted by a blank: "当前状态 支付成功"."""
    head, blank, tail = folded.strip().partition(" ")
    if not blank or kind(head) not in _IN_WORDS or not fits(head, tail) or is_label(tail):
        return None
    return clean(head), text.strip()[len(head) :].strip()


def _glued(text: str) -> tuple[str, str] | None:
    match = _GLUED.match(squeeze(text))
    if match is None:
        return None
    label = match["label"] or match["label2"] or match["label3"]
    return label, match["value"] or match["value2"] or match["value3"]


def _last_amount(folded: str) -> tuple[str, str] | None:
    """The label right before an amount that ends a line: "共1件商品，合计：¥128.00"."""
    found = re.search(r"[\u4e00-\u9fff]{2,6}\s?:?\s?[-+]?\s?¥\s?\d[\d,]*(?:\.\d{1,2})?\s*$", folded[-40:])
    if found is None or not re.search(r"[^\u4e00-\u9fff]", folded[: -len(found.group())][-1:] or " "):
        return None
    inner = amounts_within(found.group())
    return inner[0] if len(inner) == 1 else None


def goes_on(label: str, value: str, following: str) -> bool:
    """Whether a line can be the wrapped rest of a value.

    Numbers go on only as digits and letters, and only until a known length is
    reached; names go on as long as they are words; times and amounts never do
    unless the date stands alone and a clock follows.
    """
    wanted = kind(label)
    if wanted is FactKind.ORDER_ID:
        joined = value.replace(" ", "").replace("\n", "")
        whole = identifiers.WECHAT_PAY.match(joined) or identifiers.ALIPAY.match(joined)
        return not whole and identifiers.is_fragment(following) and len(joined) >= 10  # noqa: PLR2004
    if wanted is FactKind.TIMESTAMP:
        first = list(stamps.find(value))
        rest = list(stamps.find(following))
        return len(first) == 1 and not first[0].has_clock and len(rest) == 1 and not rest[0].has_date
    if wanted in (FactKind.PRODUCT, FactKind.SELLER):
        return not re.search(r"[:¥]|\d{6}|^\s*[x×]\s*\d", following) and len(following.strip()) <= 24  # noqa: PLR2004
    return False
