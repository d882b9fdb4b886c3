"""Service by rank: "高等级用户优先处理", "按会员等级依次退款", "VIP优先".

Only where *people* have the rank, and where it decides who is served or refunded
first: a level in a game, an early sale to members and "不分等级" say nothing of that.
"""

from __future__ import annotations

import re

FIRST = "first=high"

_WHO = r"(?:用户|会员|客户|买家|账户|玩家|顾客|粉丝)"
_HIGH = (
    rf"(?:高(?:等级|级别|级|会员等级|信用等级)的?{_WHO}|(?:会员|用户|账户|客户|信用|VIP)?(?:等级|级别)(?:较|越|更)?高(?:的|者)?(?:{_WHO})?"
    rf"|S?VIP\d{{0,2}}(?:等级|级别)?(?:及以上)?(?:的)?{_WHO}?|(?:钻石|铂金|白金|黄金|至尊|尊享|高级|付费|贵宾|大){_WHO})"
)
_SERVED = (
    r"(?:处理|取消|退款|退单|退|受理|审核|响应|回复|答复|服务|接待|接入|解决|安排处理|排队|客服|售后|人工)"
)
_FIRST = (
    r"(?:优先|先行|率先|插队)(?:于[^,;。]{1,8})?(?:享受|享有|得到|获得|进行|予以|给予|办理|安排|的|权|被)*"
)
_BY_RANK = rf"{_WHO}?(?:账户|账号)?(?:的)?(?:VIP|信用|会员)?(?:等级|级别)"
_ORDERLY = r"(?:依次|逐一|先后|排队|优先|排序|分批|顺序|次序)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_HIGH}[^,;。]{{0,12}}?{_FIRST}[^,;。]{{0,4}}?{_SERVED}",
        rf"{_HIGH}(?:的)?(?:订单|申请|退款|取消|请求)*(?:将|会|可|享|享受|享有)*优先(?:权)?(?:$|[,;。!)])",
        rf"等级(?:越|较)高(?:的)?{_WHO}?,?[^,;。]{{0,8}}?越?优先[^,;。]{{0,4}}?{_SERVED}",
        rf"优先(?:为|给|对)?{_SERVED}?{_HIGH}",
        rf"(?:按照?|根据|依照?|依据|以|视){_BY_RANK}(?:[^;。]{{0,10}}?){_ORDERLY}[^,;。]{{0,10}}?{_SERVED}",
        rf"{_SERVED}(?:的)?(?:顺序|次序|先后|优先级)[^,;。]{{0,8}}?(?:按照?|根据|依照?|依据|以|由|取决于){_BY_RANK}",
    )
)
_NONE = re.compile(
    r"(?:不|无|没有?|非|未)(?:会|再|设|存在|区?分|按|因|受|论|享|是|以|看|管|支持|提供){0,3}[^,;。]{0,6}?(?:等级|级别|优先|VIP|会员)|一视同仁|无关|取消了?优先|不影响",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?]|[吗么呢嘛][?。!]?$|是否|能否|可否")
_GOODS = re.compile(r"游戏等级|角色等级|段位|装备|优先(?:购|抢|发货|出货|选|体验|兑换|参与|推荐|展示)")


def find(sentence: str) -> str | None:
    """``first=high`` where a squeezed sentence lets the higher rank come first, or None."""
    if _ASKS.search(sentence) or _NONE.search(sentence):
        return None
    found = any(pattern.search(sentence) for pattern in _PATTERNS)
    return FIRST if found and not _GOODS.search(sentence) else None
