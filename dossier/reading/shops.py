"""The shop's name where no word such as 平台 gives it away: it stands over the order and elsewhere too.

The title of a rule page often begins with its shop's name ("风铃数娱取消与退款规则").
The head of an order page names the shop, but so it may the goods or a tab.  What
the payment's payee or the service of the chat is called as well is the shop.

What the head of a page *may* name ("橙子点卡购买须知": a shop, or goods) is written down
nowhere; :func:`hinted` gives it to whoever asks whether a page can be of another shop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.model import Evidence, FactKind, Page, Role
from dossier.reading.book import Book
from dossier.reading.text import squeeze

_HEAD = 9
"""Lines of an order page among which its shop is named."""
_PAYEE = 8
_NAME = re.compile(r"(?P<name>[\u4e00-\u9fffA-Za-z0-9·]{2,14}?)(?:[(][^)]{1,6}[)])?")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
#: What stands in heads of pages and is no name.
_FURNITURE = re.compile(
    r"订单|详情|信息|发货|付款|支付|退款|完成|关闭|处理|成功|状态|首页|我的|全部|商品|购物|返回"
    r"|客服|联系|复制|合计|金额|数量|自动|人工|时间|编号|方式|中心|消息|更多|服务|等待|进行|取消|交易|账单|帮助|个人"
)
#: How goods are called that a chat shows as well as the order: "外服礼品卡20美元", "音乐年卡".
_GOODS = re.compile(
    r"\d|[月季年周天日]卡|礼包|兑换码|激活码|密钥|皮肤|钻石|金币|元宝|[元张个份]$|vip|cdk", re.IGNORECASE
)
_AFTER = (
    r"(?:$|[(]|官方|在线|客服|售后|店|旗舰|专营|网络|科技|数字|信息|电子"
    r"|商贸|商行|工作室|有限|服务|文化|商务|平台|[-—_ ])"
)


def read(book: Book, evidence: Sequence[Evidence]) -> None:
    """Write down the shop's name on order pages that bear none yet."""
    known = {f.source.evidence for f in book.facts if f.kind is FactKind.PLATFORM}
    for item in evidence:
        if item.role is Role.POLICY and item.id not in known:
            _title(book, item)
    goods = {squeeze(f.value) for f in book.facts if f.kind is FactKind.PRODUCT}
    names = {
        item.id: list(_named(item)) for item in evidence if item.role in (Role.PAYMENT, Role.CHAT, Role.MAIL)
    }
    for item in evidence:
        if item.role is not Role.ORDER or item.id in known:
            continue
        for page in item.pages:
            if _write(book, item, page, [n for one in names.values() for n in one], goods):
                break


def _title(book: Book, item: Evidence) -> None:
    """The name that a rule page's title begins with, where it can be nothing but a name."""
    for page in item.pages[:1]:
        for line in page.lines[:_TOP]:
            match = _RULES_OF.match(squeeze(line.text))
            if match is not None and _core(match["name"]) and not _NO_NAME.search(match["name"]):
                book.write(FactKind.PLATFORM, match["name"], line.text, (item, page, (line,)))
                return


def hinted(item: Evidence) -> Iterator[str]:
    """What the head of a page may call its shop, without the word for the trade: 橙子 of 橙子点卡购买须知.

    Args:
        item: a rule page or an order page.

    Yields:
        Names of two characters and more that say something besides goods, rules and common words.
    """
    for page in item.pages[:1]:
        for line in page.lines[: _TOP if item.role is Role.POLICY else _HEAD]:
            text = squeeze(line.text)
            match = _RULES_OF.match(text) if item.role is Role.POLICY else None
            if match is None and not _FURNITURE.search(text):
                match = _TRADER.fullmatch(text)
            if match is not None and (core := _core(match["name"])):
                yield core


def _core(name: str) -> str:
    """A name without the word for the trade; empty where nothing but common words is left."""
    core = _TRADE.sub("", name)
    common = _NO_NAME.search(core) or _FURNITURE.search(core) or not _WORD.search(core)
    return "" if common else core


def _write(book: Book, item: Evidence, page: Page, elsewhere: Sequence[str], goods: set[str]) -> bool:
    for line in page.lines[:_HEAD]:
        match = _NAME.fullmatch(squeeze(line.text))
        if match is None or not _core(match["name"]) or _GOODS.search(match["name"]):
            continue
        name = match["name"]
        if any(name in other or other in name for other in goods):
            continue
        if any(re.match(re.escape(name) + _AFTER, other) for other in elsewhere):
            book.write(FactKind.PLATFORM, name, line.text, (item, page, (line,)))
            return True
    return False


def _named(item: Evidence) -> Iterator[str]:
    """What the payee of a payment, or the service of a chat, is called."""
    for page in item.pages:
        for message in page.messages:
            yield squeeze(message.sender)
        if item.role is Role.PAYMENT:
            yield from (squeeze(line.text) for line in page.lines[:_PAYEE])
            yield from (re.sub(r"^.{2,6}[::]", "", squeeze(line.text)) for line in page.lines)
        elif page.width:
            title = {line.number for line in page.lines[:_BAR]}
            texts = [(line.number, squeeze(line.text)) for line in page.lines]
            yield from (text for number, text in texts if number in title or _SERVICE.search(text))


_TOP = 6
_BAR = 3
"""Lines of a chat among which its title stands."""
_RULES_OF = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{3,10}?)(?:[(][^)]{1,6}[)])?"
    r"(?:用户|平台|会员|商品|交易|取消|退款|退换|售后|服务|购买|订单|发货)"
    r"(?:[\u4e00-\u9fff]{0,8}?)(?:规则|须知|协议|说明|政策|条款|细则)(?:$|[(])"
)
#: What a title may begin with that names no shop; in doubt there is no name.
_NO_NAME = re.compile(
    r"免费|自助|极速|快速|在线|全额|部分|无理由|[七7]天|小时|分钟|新版|最新|临时|通用|统一|特殊|节|常见|重要|温馨|购物|店铺|本店|网站|商城"
    r"|平台|用户|会员|商家|卖家|买家|消费者|虚拟|数字|卡密|卡券|点卡|商品|产品|自动|人工|手动|代充|代练|网游|手游|游戏|充值|账号|软件|激活|礼品"
    r"|话费|订单|交易|支付|付款|发货|售[前后]|客服|服务|系统|关于|下单|购买|取消|退款|退换|规则|须知|说明|版|本|各|该|如何|怎么|我们|您"
    r"|新手|玩家|[新老]客|顾客|亲们|大家|所有|全[场站国网]|活动|特价|促销|秒杀|预售|限时|限量|周年|双1|双十|618|电子|手机|数码|视频|音乐|影音|国际|海外"
    r"|[外国港台美日]服|直充|慢充|秒充|实[物体]|二手|中介|担保|寄售|回收|投诉|纠纷|维权|争议|隐私|安全|未成年|家长|防骗|违规|处罚|补偿|赔付|保障|承诺|质保|包赔"
    r"|换绑|换货|退货|退单|撤单|撤销|申诉|审核|到账|提现|余额|钱包|积分|优惠|红包|发票|物流|收货|签收|注册|登录|实名|合同|电商|线[上下]|第三方|官方|正品|本次"
    r"|以下|上述|附件|试行|修订|正式|公示|公告|通知|声明|业务|流程|标准|办法|制度|管理|操作|使用|适用|范围|基本|其他|相关|详细|完整|以及|节假|春节|国庆|元旦"
)
#: What a shop of this kind calls its trade, after a name of its own.
_TRADE = re.compile(
    r"(?:卡盟|发卡|点卡|数卡|卡铺|卡券|礼品卡|数娱|代充|代练|直充|充值|点券|卡密|电竞|游戏|网游|手游|租号|账号|激活|软件|会员|[qQ]币|网络|科技|商城|平台"
    r"|旗舰|专营|工作室|商行|商贸|服务部|[网店铺馆屋坊社]|官方)+$"
)
_TRADER = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{{2,10}}?{_TRADE.pattern[:-1]})(?:[(][^)]{{1,6}}[)])?"
)
_SERVICE = re.compile(r"客服|售后|官方|店$")
