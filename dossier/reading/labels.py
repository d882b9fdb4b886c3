"""What the words beside a value say of it.

A label is recognised by the words in it rather than from a list, because every
shop has its own: "卡密发放时间", "出货时间" and "自动发货时间" are all the time of
dispatch.  What a label means on a payment page differs from an order page; the
role of the page is handed in.
"""

from __future__ import annotations

import re

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
            r"截止|截至|过期|到期|有效|失效|剩余|预计|预约|关闭|更新|打印|导出|登录|注册|发布|生效|营业|当前|承诺"
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
    (EventKind.SERVICE_STARTED, re.compile(r"开始|接单|受理|开工|处理(?!完|成)|派单|代充时间|代练时间")),
    (
        EventKind.SHIPPED,
        re.compile(r"发货|出货|发卡|出卡|发码|卡密|发放|交付|提卡|取卡|到账|充值成功|充值完成|送达|投递"),
    ),
    (EventKind.COMPLETED, re.compile(r"完成|收货|成交|完结|结束")),
    (EventKind.PAID, re.compile(r"付款|支付|到款|转账|收款")),
    (EventKind.ORDERED, re.compile(r"下单|创建|订单|提交|拍下|购买|生成|订购")),
)
PAYMENT_CREATED = "payment_created"
"""A payment page's 创建时间: the payment was begun, and is not later."""

_ID_WORD = re.compile(r"(?:单号|编号|订单ID|订单id|流水号|交易号|订单号码|凭证号|订单No\.?)$", re.IGNORECASE)
_MERCHANT = re.compile(r"商户|商家|商品单|外部")
_TRANSACTION = re.compile(r"交易|支付|付款|流水|凭证|微信|财付通|银联|渠道")
_ORDER = re.compile(r"订单|^单号$|卡密单|提货单|购买单|系统单|平台单")
_OTHER_ID = re.compile(r"物流|快递|运单|发票|身份|会员|用户|商品编号|货号|客服|工号|设备|账号|卡号|优惠")

_WORDS: tuple[tuple[FactKind, re.Pattern[str]], ...] = (
    (
        FactKind.DELIVERY,
        re.compile(
            r"^(?:发货|交付|出货|发卡|配送|处理|充值|提货)(?:方式|类型|模式|形式)$|^商品类型$|^订单类型$|^类型$"
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

_AGAINST = re.compile(r"[,。!?;:¥%]|\d")


def clean(text: str) -> str:
    """A label without blanks and colons."""
    return squeeze(text).strip(":;,.()[] ")


def kind(label: str) -> FactKind | None:
    """The kind of fact beside a label, or None when the words are no label we know."""
    name = clean(label)
    if not name or len(name) > _LONGEST or _AGAINST.search(name):
        return None
    if _TIME_WORD.search(name):
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


def fits(label: str, value: str) -> bool:
    """Whether a value has the shape its label asks for."""
    wanted = kind(label)
    if wanted is FactKind.TIMESTAMP:
        return any(stamps.find(value))
    if wanted is FactKind.ORDER_ID:
        return bool(identifiers.tidy(value))
    if wanted is FactKind.AMOUNT:
        return any(money.find(value))
    return bool(value.strip())


def split(text: str) -> tuple[str, str]:
    """Label and value of a cell that holds both ("付款时间：14:02"), else two empty strings.

    Without a colon between them the value must have the label's own shape.
    """
    folded = fold(text)
    head, colon, tail = folded.partition(":")
    if colon and tail.strip() and is_label(head) and fits(head, tail):
        return clean(head), text[len(head) + 1 :].strip()
    for end in range(min(len(folded) - 1, _LONGEST), 1, -1):
        head, tail = folded[:end], folded[end:]
        wanted = kind(head)
        if wanted is None or not re.search(r"[\u4e00-\u9fffDd]$", head.rstrip()):
            continue
        if not re.match(r"\s*[#:]?\s*[-+¥\dA-Za-z]", tail):
            continue
        strict = wanted in (FactKind.TIMESTAMP, FactKind.ORDER_ID) or (
            wanted is FactKind.AMOUNT and money.only(tail) is not None
        )
        if strict and fits(head, tail):
            return clean(head), text[end:].strip(" :：#")
    return "", ""


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
