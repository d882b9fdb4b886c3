"""Until when the shop pays back: "退款将在3个工作日内原路退回", "审核通过后24小时内到账".

A length within which the *buyer* may ask ("付款后5分钟内可退款", "收货后7天内可申请退
款") is no such promise, and neither is the time the shop takes to look into it, nor
the shortest it may take ("最快1天").  What an agent says may also appoint a day or a
clock ("5月15日前退给您", "明天到账"), see :mod:`~dossier.reading.terms.promises`.
"""

from __future__ import annotations

import re
from datetime import date

from dossier.reading.terms import appointed, promises, spans

_AT_ONCE = re.compile(
    r"(?:退款|款项|资金|金额).{0,6}(?:即时|实时|秒|立即|马上)(?:到账|到|退回|原路|退还|返还)"
    r"|(?:即时|实时|立即)(?:原路)?(?:退款(?!申请)|退回|退还|返还)|秒退"
)
_MONEY = re.compile(r"退款|退回|退还|返还|返回|原路|退费|款项|退到|退至|打款")
_NAMED = re.compile(
    r"(?:退款|到账|退回|返还|退还|原路退回)(?:到账|处理)?的?(?:时间|周期|时效|期限|时限|时长)"
    r"(?:为|是|约|一般|通常|预计|大约|需要?|在|:|\(|最[晚迟长])*$"
)
_WILL = re.compile(
    r"(?:退款|款项|资金|金额|钱款|余额|货款)(?:将|会|应|需|预计|一般|通常|最[快晚迟]|约|大约|不超过|于|在|内|,|成功)*"
    r"(?:[^,可]{0,8}?)$"
)
_COMES = re.compile(
    r"^(?:之?内|以内|左右|后|之后|,|即|将|自动|统一|陆续|会|完成|给|为您?|由?(?:平台|系统|财务|客服|商家|我们))*"
    r"(?:把)?(?:钱|款项?|金额|费用)?(?:原路|退回(?!商品|货|实物|卡)|退还(?!商品|货)|返还|返回|到账|到达|退款(?!申请|请求|要求)|全额退款(?!申请)|打款|退给|退至|退到|办理退款|完成退款|处理退款)"
)
_MAY = re.compile(
    r"可(?!能)|申请(?!通过|审核|提交|受理|成功|后)|支持|允许|有权|享有|享受|提出|要求|无理由|联系|反馈"
)
#: A request from which the time counts is none that is still to be made.
_ASKED = re.compile(
    r"(?:(?:自|从|由|在)[^,;]{0,8}?)?(?:申请|提交|发起|提出)(?:退款|取消|退货|售后)?(?:申请)?(?:成功|完成)?(?:之?后|起|之[日时]起)"
)
_SINCE_BUYING = re.compile(
    r"(?:支付|付款|下单|购买|拍下|收货|签收|确认收货|发货)(?:成功|完成)?(?:之?后|起)[^,]{0,6}$"
)
_SHOP = re.compile(r"平台|商家|卖家|系统|我们|客服|本店|店铺|财务|款项|资金|将|会|退款")
_LOOKS_INTO = re.compile(
    r"^(?:之?内|以内)?(?:完成|进行|给予|予以)?(?:审核|处理(?!退款)|回复|答复|响应|受理|核实|反馈)"
)
#: An answer need not name the money; what arrives in working days is money, for goods come at once.
_SAID_MONEY = re.compile(r"退|打给|转回|工作日.{0,4}(?:到账|入账)")
_SAID_COMES = re.compile(
    r"^(?:之?内|以内|,|一定|肯定|自动|全部|全额|把|款项|钱)*(?:(?:就|即|将|会|给|为|帮|您|你|亲)+(?:全额|原路)?退款(?!申请|请求|要求)"
    r"|(?:就|即|将|会|给|为|帮|您|你|亲)*(?:退(?=$|[,。;!~)的吧哦哈啦呢您你])|退[钱费]|打[给到]|转[给回]|入账|收到(?:退款|款|钱)))(?!吗|了)"
)
_BUYING = re.compile(r"支付|付款|下单|拍下|购买")
_HANGS = re.compile(
    r"(?<!最)(?<!以)后(?!台|续)|起算|计算|之日|如|若|要是|的话|(?<![稍请心])等(?!待|候|一)|明天|后天|下周|下个?月|节"
)
_STARTS = (
    ("returned", re.compile(r"(?:收到|签收)(?:退回|退货|您?寄回|商品)")),
    (
        "agreed",
        re.compile(
            r"(?:审核|审批|申请)?(?:通过|同意|核实|核准|批准|审核完成|确认)(?:退款|申请)?(?:之?后|起|的)?"
        ),
    ),
    ("cancelled", re.compile(r"(?:取消|撤单|关闭)(?:订单)?(?:成功|完成)?(?:之?后|起)")),
    ("requested", re.compile(r"(?:申请|提交|发起)(?:退款|取消)?(?:申请)?(?:成功)?(?:之?后|起|之[日时]起)")),
)


def find(sentence: str, heading: str = "", *, said: bool = False) -> str | None:
    """The time within which money comes back, as ``P1D-P3D;days=working;start=agreed;way=original``, or None.

    Args:
        sentence: squeezed.
        heading: the words it stands under, squeezed; in a chat ``退款`` where a refund has just been granted.
        said: an agent says it in a chat.  Then it may appoint a day or a clock
            instead (``by=+1D;start=said``, see :func:`complete`), and counts from
            its saying where no other start is named.
    """
    length = _lasting(sentence, heading, said=said)
    if not said:
        return length
    day = promises.find(sentence, heading)
    if length and day and not day.startswith(promises.TODAY):
        return None  # two promises: nobody can tell which holds
    return length or day


def complete(value: str, said: date) -> str:
    """A promise of a chat with its last moment told: ``by=+1D;start=said`` becomes ``2024-05-13;start=said``.

    Args:
        value: as :func:`find` gives it.
        said: the moment of the message (a ``datetime``) where its minute is known, else its day.

    Returns:
        The value, first part ``2024-05-13`` (until the day's end) or
        ``2024-05-13T18:00+08:00``; a length comes back as it is.  An empty string
        where the moment cannot be told.
    """
    first, _, rest = value.partition(";")
    if not first.startswith(promises.BY):
        return value
    moment = appointed.complete(first.removeprefix(promises.BY), said)
    return f"{moment};{rest}" if moment else ""


def _lasting(sentence: str, heading: str, *, said: bool) -> str | None:
    """The length of time that a sentence promises, or None."""
    about = _MONEY.search(sentence + heading) or (said and _SAID_MONEY.search(sentence))
    if not about:
        return None
    for match in spans.PATTERN.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        length = spans.value(match)
        if length is not None and _is_promise(match["unit"], before, after, said=said):
            return ";".join([length, *_rest(match["unit"], before, sentence, said=said)])
    if _AT_ONCE.search(sentence) and not _MAY.search(sentence):
        return ";".join(["PT0M", *_rest("", sentence, sentence, said=said)])
    return None


def minutes(value: str) -> tuple[int, ...]:
    """The lengths of a value in minutes, both ends of a range; none where it appoints a day."""
    return spans.minutes(value.partition(";")[0])


def _is_promise(unit: str, before: str, after: str, *, said: bool) -> bool:
    """Whether a length is the time the shop takes to pay back, by the words around it."""
    part = _ASKED.sub("", re.split(r"[,;。]", before)[-1])
    if spans.is_shortest(part):
        return False
    if _NAMED.search(before):
        return True
    if _LOOKS_INTO.search(after) or _SINCE_BUYING.search(part):
        return False
    if said and _SAID_COMES.search(after):
        return not _MAY.search(part) and not _BUYING.search(part)
    comes = _COMES.search(after)
    if comes is not None:
        # "24小时内退款" may grant as well as promise; "24小时内原路退回" and "3个工作日内退款" only promise.
        bare = unit != "工作日" and comes.group().endswith("退款") and "原路" not in comes.group()
        bare = bare and not re.match(r"[到至给]", after[comes.end() :])
        told = _SHOP.search(part) is not None or _start(before) != "unknown"
        return not _MAY.search(part) and not _MAY.search(comes.group()) and (told or not bare)
    ends = re.match(r"(?:之?内|以内|左右)?(?:$|[,。;)])", after)
    return ends is not None and _WILL.search(part) is not None and not _MAY.search(part)


def _start(before: str) -> str:
    """From when the time counts, by the words before it."""
    return next((name for name, words in _STARTS if words.search(before)), "unknown")


def _rest(unit: str, before: str, sentence: str, *, said: bool) -> list[str]:
    """The other parts of the value: the kind of days, the starting point, the way the money takes."""
    start = _start(before)
    if said and start == "unknown" and not _HANGS.search(sentence):
        start = "said"
    parts = [part for part in (spans.days(unit), f"start={start}") if part]
    if "原路" in sentence:
        parts.append("way=original")
    return parts
