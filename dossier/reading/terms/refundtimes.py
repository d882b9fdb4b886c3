"""Until when the shop pays back: "退款将在3个工作日内原路退回", "审核通过后24小时内到账".

A length within which the *buyer* may ask ("付款后5分钟内可退款", "收货后7天内可申请退
款") is no such promise, and neither is the time the shop takes to look into it.
"""

from __future__ import annotations

import re

from dossier.reading.terms import numerals

_COUNT = numerals.PATTERN
_LENGTH = re.compile(
    rf"(?:(?P<low>{_COUNT})(?:个)?(?:工作日|天|日|小时)?[-~—至到])?(?P<high>\d{{1,4}}|{_COUNT})"
    r"(?:个)?(?P<unit>工作日|自然日|天|日|小时|分钟|h(?![a-z]))(?!\d|[前起])",
    re.IGNORECASE,
)
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
    r"(?:原路|退回|退还|返还|返回|到账|到达|退款(?!申请|请求|要求)|全额退款(?!申请)|打款|退给|退至|退到|办理退款|完成退款|处理退款)"
)
_MAY = re.compile(
    r"可(?!能)|申请(?!通过|审核|提交|受理|成功|后)|支持|允许|有权|享有|享受|提出|要求|无理由|联系|反馈"
)
_SINCE_BUYING = re.compile(
    r"(?:支付|付款|下单|购买|拍下|收货|签收|确认收货|发货)(?:成功|完成)?(?:之?后|起)[^,]{0,6}$"
)
_SHOP = re.compile(r"平台|商家|卖家|系统|我们|客服|本店|店铺|财务|款项|资金|将|会|退款")
_LOOKS_INTO = re.compile(
    r"^(?:之?内|以内)?(?:完成|进行|给予|予以)?(?:审核|处理(?!退款)|回复|答复|响应|受理|核实|反馈)"
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
    ("requested", re.compile(r"(?:申请|提交|发起)(?:退款|取消)?(?:申请)?(?:成功)?(?:之?后|起|之日起)")),
)
_MINUTES = {"M": 1, "H": 60, "D": 1440}
_UNITS = {"分钟": "PT{}M", "小时": "PT{}H", "h": "PT{}H"}


def find(sentence: str, heading: str = "") -> str | None:
    """The time within which money comes back, as ``P1D-P3D;days=working;start=agreed;way=original``, or None.

    Args:
        sentence: squeezed.
        heading: the words it stands under, squeezed.
    """
    if not _MONEY.search(sentence + heading):
        return None
    for match in _LENGTH.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        length = _length(match)
        if length is not None and _is_promise(match["unit"], before, after):
            return ";".join([length, *_rest(match["unit"], before, sentence)])
    if _AT_ONCE.search(sentence) and not _MAY.search(sentence):
        return ";".join(["PT0M", *_rest("", sentence, sentence)])
    return None


def minutes(value: str) -> tuple[int, ...]:
    """The lengths of a value in minutes, both ends of a range."""
    lengths = value.partition(";")[0].split("-")
    return tuple(int(one.strip("PTDHM")) * _MINUTES[one[-1]] for one in lengths)


def _is_promise(unit: str, before: str, after: str) -> bool:
    """Whether a length is the time the shop takes to pay back, by the words around it."""
    part = re.split(r"[,;。]", before)[-1]
    if _NAMED.search(before):
        return True
    if _LOOKS_INTO.search(after) or _SINCE_BUYING.search(part):
        return False
    comes = _COMES.search(after)
    if comes is not None:
        # "24小时内退款" may grant as well as promise; "24小时内原路退回" and "3个工作日内退款" only promise.
        bare = unit != "工作日" and comes.group().endswith("退款") and "原路" not in comes.group()
        told = _SHOP.search(part) is not None or _start(before) != "unknown"
        return not _MAY.search(part) and not _MAY.search(comes.group()) and (told or not bare)
    ends = re.match(r"(?:之?内|以内|左右)?(?:$|[,。;)])", after)
    return ends is not None and _WILL.search(part) is not None and not _MAY.search(part)


def _start(before: str) -> str:
    """From when the time counts, by the words before it."""
    return next((name for name, words in _STARTS if words.search(before)), "unknown")


def _length(match: re.Match[str]) -> str | None:
    """``P3D``, ``P1D-P3D``, ``PT24H``; None where a count is no whole number."""
    shape = _UNITS.get(match["unit"].lower(), "P{}D")
    counts = [numerals.parse(match[name]) for name in ("low", "high") if match[name]]
    if not counts or any(not count for count in counts):
        return None
    return "-".join(shape.format(count) for count in counts)


def _rest(unit: str, before: str, sentence: str) -> list[str]:
    """The other parts of the value: the kind of days, the starting point, the way the money takes."""
    parts = []
    if unit in ("工作日", "自然日", "天", "日"):
        parts.append(f"days={'working' if unit == '工作日' else 'calendar'}")
    parts.append(f"start={_start(before)}")
    if "原路" in sentence:
        parts.append("way=original")
    return parts
