"""Which goods a clause speaks of: delivered at once by the system, by hand, of a kind, or all."""

from __future__ import annotations

import re

ANY, AUTOMATIC, MANUAL = "any", "automatic", "manual"

_HAND = r"(?:手动|人工|手工)(?:发货|充值|处理|交付|服务|代充|代练)*|代充|代练|代刷|代打"
_ONCE = r"自动发货|自动发卡|自动出卡|自动充值|自动交付|系统发货|即时发货|卡密|卡券|点卡|直充"
BY_HAND = re.compile(_HAND)

_AND = r"(?:、|/|和|及|或|与)"
#: The words as the name of goods ("自动发货的订单"), not as something that happens ("超时后自动发货")
#: nor as a part of a shop's name ("小熊代充规则").
_AS_GOODS = (
    r"(?:类|型|性质)?(?:的?(?:虚拟)?(?:商品|订单|产品|货品|服务|类目|类|单(?!位|价)|(?=[:)]))|的(?=[,:]))"
)
_HAND_GOODS = re.compile(rf"(?:{_HAND})(?:{_AND}(?:{_HAND}))*{_AS_GOODS}|^(?:{_HAND})[:,]")
_ONCE_GOODS = re.compile(rf"(?:{_ONCE})(?:{_AND}(?:{_ONCE}))*{_AS_GOODS}|^(?:{_ONCE})[:,]")
_EXCEPT = re.compile(r"除外|除(?=.{1,20}(?:外|之外|以外))|不适用|不包括|不含|不在此")
_TITLE = re.compile(r"规则|须知|说明|协议|公告|条款|政策|制度|标准|细则|帮助")
_KIND = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2,5}?)类(?:商品|订单|产品|服务|虚拟商品)?")
_NO_KIND = re.compile(
    r"虚拟|数字|全部|所有|本店|各|该|此|这|上述|以上|以下|两|自动|手动|人工|卡密|代充|代练|分|同|种"
)
_SOME = re.compile(
    r"(?:特价|活动|秒杀|定制|特殊|部分|预售|折扣|促销|指定|特定|个别|某些|标有|标注|注明|支持取消的)(?:.{0,8}?)(?:商品|订单|产品)"
)


def scope(words: str) -> str:
    """The delivery that squeezed words name as goods: ``automatic``, ``manual`` or ``any``.

    An exception ("自动发货商品除外") leaves the other kind.
    """
    manual, automatic = bool(_HAND_GOODS.search(words)), bool(_ONCE_GOODS.search(words))
    if manual == automatic:
        return ANY
    if excludes(words):
        manual = not manual
    return MANUAL if manual else AUTOMATIC


def of_heading(words: str) -> str:
    """The same for a heading; the title of the page names the shop, not the goods."""
    return ANY if _TITLE.search(words) else scope(f"{words}:")


def kind(words: str) -> str:
    """The one kind of goods a clause is for ("点卡" of "点卡类商品"), ``?`` for unnamed ones, or ``""``."""
    if _SOME.search(words):
        return "?"
    for match in _KIND.finditer(words):
        if not _NO_KIND.search(match["kind"]):
            return match["kind"]
    return ""


def excludes(words: str) -> bool:
    """Whether the goods that words name are left out of what they promise."""
    return _EXCEPT.search(words) is not None
