"""Of what a sentence speaks: of this order and its money, or of something beside it.

"您另一单", "别的客户", "那家店" are no part of the case; a coupon, points, a deposit
or goods sent again are not the price.  In doubt the words are taken to speak of
something else: they are hedged, not lost.
"""

from __future__ import annotations

import re

OTHERS = re.compile(
    r"(?:另外?|别|其[他它余]|上|前|之前那?|以前那?|昨天那?|前天那?|上面那|下面那)(?:的|那|几|一|两|[二三])*(?:个|单|笔|次|家|位|订单|客户|顾客|买家|用户|店|商品|商家|平台)"
    r"|[\d日号月](?:的|那|的那)一?(?:单|笔|个订单)|朋友|同学|别人|其[他它]人|他的|她的|人家|退掉?一[个单]|[那哪](?:一|几)?(?:家|位)"
)
"""Somebody else, another order, another shop."""

NOT_MONEY = re.compile(
    r"补发|重发|换货|再发(?:一|您|给)|优惠券|代金券|抵用券|抵扣券|卡券|积分|红包|押金|保证金|定金|运费险|经验|成长值|礼包|补卡"
    r"|提现|(?:话费|流量|点券|点卡|卡密|充值|金币|q币|钻石|会员|皮肤)[^,。退款]{0,12}到账"
    r"|(?:差价|手续费|服务费|运费|税费|返利|返现|佣金|补偿|赔偿|好评)"
)
"""What a shop gives, or gives back, besides the price."""

IN_PART = re.compile(
    r"部分(?:退|返|金额|款)|退(?:款|还|回)?(?:给)?(?:您|你)?(?:一?部分|一半|一点|\d+%)|先(?:给您|给你|帮您)?退(?:还|回|款)?(?:给)?(?:您|你)?\d|(?:只|最多|仅)(?:能|可以?|给您?)*退"
)
"""Money of which only a part is meant."""

_CHARGED = re.compile(r"充值|代充|充到|发货|点券|点卡|卡密|话费|流量|金币|q币|钻石|会员|皮肤|道具|元宝")
_BACK = re.compile(r"退|返还|返回|打款|原路")


def is_beside(sentence: str) -> bool:
    """Whether a promise of a squeezed sentence may be about something else than this order's whole price."""
    if any(pattern.search(sentence) for pattern in (OTHERS, NOT_MONEY, IN_PART)):
        return True
    return _CHARGED.search(sentence) is not None and _BACK.search(sentence) is None
