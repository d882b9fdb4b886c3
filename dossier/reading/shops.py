"""The shop's name where no word such as 平台 gives it away: it stands over the order and elsewhere too.

The title of a rule page often begins with its shop's name ("风铃数娱取消与退款规则").
The head of an order page names the shop, but so it may the goods or a tab.  What
the payment's payee or the service of the chat is called as well is the shop.
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
            if match is not None and not _NO_NAME.search(match["name"]):
                book.write(FactKind.PLATFORM, match["name"], line.text, (item, page, (line,)))
                return


def _write(book: Book, item: Evidence, page: Page, elsewhere: Sequence[str], goods: set[str]) -> bool:
    for line in page.lines[:_HEAD]:
        match = _NAME.fullmatch(squeeze(line.text))
        if match is None or not _WORD.search(match["name"]) or _FURNITURE.search(match["name"]):
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
)
_SERVICE = re.compile(r"客服|售后|官方|店$")
