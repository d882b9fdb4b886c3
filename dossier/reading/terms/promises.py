"""Days that an agent promises the money for: "5月15日前退给您", "明天到账", "周五之前原路退回".

What may come, what hangs on a condition and what the buyer is to do by a day are
no promises; neither is the day on which something was paid or asked for, nor the
day on which a refund is only set going ("今天给您提交退款").
"""

from __future__ import annotations

import re

from dossier.reading.terms import appointed

BY = "by="
"""What a value begins with whose day is still to be told."""

TODAY = f"{BY}+0D"

_MONEY = re.compile(r"退|返还|返回|原路|款项|打款|[的您]钱|钱款|钱[会将就]|打回|打给[您你]|转回")
_PAYS = (
    r"(?:(?:完成|全额)?退款(?!申请|请求|要求|单|流程|率)|退[回还给到至费钱](?!货)|退(?=$|[,。;!~)的吧哦哈啦呢您你])|返还|返回|原路"
    r"|打款|打[给到回]|转[给回到]|赔付)"
)
_COMES = r"(?:到账|入账|到位|到达|收到(?:退款|款|钱)?|到(?:您|你|$|[,。;!~的哦哈]))"
_BETWEEN = (
    r"(?:(?:的)?(?:时候)?(?:之前|以前|前|之?内|以内)|下班|中午|[上下]午|晚上|早上|,|就|即|便|将|会|一定|肯定|保证|准时|自动"
    r"|统一|陆续|全部|全额|给|为|帮|把|由|您|你|亲|我们|平台|财务|系统|客服|这边|款项|钱款?|退款|金额)*"
)
_HAPPENS = re.compile(
    rf"{_BETWEEN}(?:(?P<pays>{_PAYS})|(?:能|可以)?(?P<comes>{_COMES}))(?![过吗么不]|没|失败)"
)
_TO_COME = re.compile(r"就|会|将|能")
_SUBJECT = re.compile(
    r"(?:退款|款项|资金|金额|钱款|货款|[您的]钱)(?:最[晚迟]|将|会|就|预计|应于|于|在|,|是|到账时间|的?到账|时间|为|:)*$"
)
_ENDS = re.compile(r"(?:之?前|以前|之?内|以内)?(?:到|能到|会到)?(?:$|[,。;!)])")
_LOOSE = re.compile(
    r"可能|大概|大约|估计|应该|也许|尽量|争取|差不多|左右|不一定|不确定|不保证|最[快早]|尽快|或者?|看情况|没准|说不[定准]"
)
_HANGS = re.compile(
    r"如|若|要是|的话|除非|只要|只有|假如|一旦|取决|通过后|同意后|审核后|确认后|核实后|(?<!申)请[^,]{0,12}$|[您你]需|未|没(?!问题|关系|事)|无法|不能|不会|不予|不支持"
    r"|是否|能否|可否"
)
_GOODS = re.compile(r"充值|点券|点卡|卡密|发货|游戏币|话费|金币|提现|代充|直充|会员|流量|代练|商品|货(?!款)")
_ASKS = re.compile(r"[?]|[吗么呢嘛][?。!~]?$")


def find(sentence: str, heading: str = "") -> str | None:
    """The day or clock that a squeezed sentence promises money for, as ``by=+1D;start=said``, or None.

    Args:
        sentence: what an agent says.
        heading: ``退款`` where a refund has just been granted, so that "明天到账" is about its money.

    Where a sentence promises twice, the later words count ("今天处理，明天到账").
    """
    if _ASKS.search(sentence) or _LOOSE.search(sentence) or not _MONEY.search(sentence + heading):
        return None
    promised = [one for one in appointed.find(sentence) if _is_promise(sentence, one)]
    if not promised:
        return None
    return ";".join(
        [f"{BY}{promised[-1].value}", "start=said", *(["way=original"] if "原路" in sentence else [])]
    )


def _is_promise(sentence: str, day: appointed.Appointed) -> bool:
    before, after = sentence[: day.start], sentence[day.end :]
    part = re.split(r"[,;。!:]", before)[-1]
    if _HANGS.search(before) or re.match(r"[^,;。]{0,16}的话", after):
        return False
    happens = _HAPPENS.match(after)
    if happens is not None:
        if after[happens.end() :].startswith("了") and not _TO_COME.search(happens.group()):
            return False
        return bool(happens["pays"]) or not _GOODS.search(part + after)
    return _SUBJECT.search(part) is not None and _ENDS.match(after) is not None
