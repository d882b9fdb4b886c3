"""The terms of a rule page: free-cancellation window, fee, manual delivery, and their traps.

A term is read from one sentence, so that a number of one sentence never meets
a promise of the next.  Two traps are common in this trade and are told apart:
"5分钟未支付自动关闭" is the expiry of an *unpaid* order, and "5分钟后不可取消"
refuses but promises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dossier.reading import numerals
from dossier.reading.text import squeeze

GRACE = "grace_window"
FEE = "fee_rate"
MANUAL = "manual_cancel"
UNPAID = "unpaid_expiry"
IRREVOCABLE = "irrevocable"

_OFF = r"(?:取消|退款|退单|撤单|撤销|退货|退订|申请退|反悔)"
_SPAN = rf"(?P<count>{numerals.PATTERN})(?P<unit>分钟|分|个?小时|个?钟头|天|日|秒)"
_WITHIN = rf"{_SPAN}(?P<within>钟)?(?:之内|以内|内)"
_START = r"(?:支付|付款|下单|购买|拍下|提交订单|创建订单|订单(?:支付|付款|生成|创建|提交))"
_MAY = re.compile(r"可|支持|允许|免费|无条件|无理由|全额|有权|享有|享受|随时|接受|提供|免收|不收|无需")
_MAY_NOT = re.compile(
    rf"(?:不可|不能|不得|无法|不支持|不允许|不接受|不予|不提供|禁止|拒绝|不享)(?:.{{0,10}}{_OFF}|受)"
)
_UNPAID = re.compile(r"未(?:完成)?(?:支付|付款|付)|待(?:支付|付款)|不付款|没有?付款|逾期未付|支付超时|超时未")
_AUTO_CLOSE = re.compile(r"自动(?:取消|关闭|失效|释放)|订单(?:将)?(?:关闭|失效)|系统(?:将)?(?:取消|关闭)")
_WINDOW = re.compile(
    rf"(?:(?P<start>{_START})(?:成功|完成|订单)?(?:之?后|起|之?时起|之日起|后起算)?(?:的)?)?.{{0,12}}?{_WITHIN}(?P<rest>.*)"
)
_PERIOD = re.compile(
    rf"(?:免费|无理由|无条件)(?:取消|撤单|退款|退订)(?:期|期限|时限|时间|时长|窗口)(?:为|是|:|,)*(?P<lead>.{{0,12}}?){_SPAN}"
)
_UNSHIPPED = re.compile(
    r"(?:且|并且|,|、)?(?:尚)?(?:未发货|未发出|未出货|没有?发货|未提取|未查看|未使用|发货前|未处理|未开始)"
)
_SPECIAL = re.compile(r"退款到账|到账|审核|回复|答复|处理完成|发货|提取|送达")

_PERCENT = re.compile(
    r"(?P<low>\d{1,3}(?:\.\d+)?)%?(?:[-~]|至|到)+(?P<high>\d{1,3}(?:\.\d+)?)%"
    r"|(?P<one>\d{1,3}(?:\.\d+)?)%"
    r"|百分之(?P<han_low>[一二三四五六七八九十]+)(?:(?:[-~]|至|到)+百分之(?P<han_high>[一二三四五六七八九十]+))?"
)
_FEE = re.compile(r"手续费|违约金|服务费|扣除|扣取|收取|取消费|扣.{0,4}%")
_FLOOR = re.compile(
    r"(?:最低|不低于|至少|起步)(?:收取|收|扣除|扣)?(?:人民币|¥)?(?P<floor>\d+(?:\.\d{1,2})?)元?"
)
_AFTER = re.compile(r"超过|逾期|超出|之?后|以外|以上")

_MANUAL_GOODS = re.compile(r"手动|人工|代充|代练|代刷|代打|手工")
_AUTO_GOODS = re.compile(r"自动发货|自动发卡|自动出卡|自动充值|卡密|卡券|点卡|直充")
_BEFORE_START = re.compile(
    r"(?:开始)?(?:处理|接单|受理|服务|代练|充值|代充|操作|开工|制作|执行)(?:之?前|以前)|(?:尚?未|没有?|还没)(?:开始)?(?:处理|接单|受理|服务|代练|充值|代充|操作|开工|开始|执行)"
)
_BEFORE_SHIPPED = re.compile(
    r"(?:发货|发出|出货|交付|完成)(?:之?前|以前)|(?:尚?未|没有?|还没)(?:发货|发出|出货|交付|完成)"
)
_NO_RETURN = re.compile(
    r"(?:一经|一旦|凡是?)(?P<point>.{0,8}?)(?:概不|一律不|均不|不予|不可|不支持|不得|恕不|不能|无法|则不).{0,6}(?:退|取消|撤)"
    r"|(?P<flat>概不退|恕不退|不退不换|不支持退|不予退|不可退|不能退|不可取消|不支持取消|不接受退|不得取消)"
)
_EXCEPT = re.compile(r"除外|除.{1,20}外|不适用|不包括|不含")
_NUMBERED = re.compile(
    r"^(?P<number>第[一二三四五六七八九十百零\d]{1,5}[条款项章]|\d{1,2}(?:\.\d{1,2}){1,3}(?!\d|%|元)|\d{1,2}(?=[.、)])|[一二三四五六七八九十]{1,3}(?=、)|[((](?:\d{1,2}|[一二三四五六七八九十]{1,3})[))])[.、:]?"
)
_SENTENCES = re.compile(r"(?<=[。;!?])")


@dataclass(frozen=True, slots=True)
class Term:
    """One term with the sentence it stands in.

    ``value`` is the normalised form: for a window
    ``PT5M;start=paid;delivery=any;free=yes`` (``free=unsaid`` where the sentence
    grants cancelling but no full refund in words; ``;condition=unshipped`` when
    it holds only before dispatch), for a fee
    ``0.10-0.20;applies=after`` (``;floor=1.00``), for manual delivery
    ``before=started`` or ``before=shipped``, for goods that cannot be given
    back ``after=shipped`` or ``after=sold``.  ``start``/``end`` are the span of
    the sentence in the clause.
    """

    about: str
    value: str
    start: int
    end: int
    sentence: str


def clause_number(text: str) -> str:
    """The number a clause begins with ("3.1", "第五条"), or an empty string."""
    match = _NUMBERED.match(squeeze(text))
    return match["number"].strip("()") if match else ""


def find(clause: str) -> Iterator[Term]:
    """All terms of one clause, sentence by sentence."""
    position = 0
    for piece in _SENTENCES.split(clause.replace("；", ";")):
        start, position = position, position + len(piece)
        sentence = squeeze(piece)
        for about, value in _terms(sentence):
            yield Term(about, value, start, position, piece.strip())


def parse(value: str) -> dict[str, str]:
    """The parts of a term's value; the part without a name is called ``""``."""
    parts: dict[str, str] = {}
    for part in value.split(";"):
        name, found, text = part.partition("=")
        parts[name if found else ""] = text if found else name
    return parts


def minutes(value: str) -> int:
    """The length of a window in minutes."""
    return int(parse(value)[""].removeprefix("PT").removesuffix("M"))


def _terms(sentence: str) -> Iterator[tuple[str, str]]:
    if _UNPAID.search(sentence) and (_AUTO_CLOSE.search(sentence) or re.search(_OFF, sentence)):
        span = re.search(_SPAN, sentence)
        if span:
            yield UNPAID, f"PT{_minutes(span['count'], span['unit'])}M"
        return
    window = _grace(sentence)
    if window:
        yield GRACE, window
    yield from _fee(sentence)
    manual = _manual(sentence)
    if manual and not window:
        yield MANUAL, manual
    if not window and not manual:
        yield from _irrevocable(sentence)


def _minutes(count: str, unit: str) -> int | None:
    unit = unit.removeprefix("个")
    if count == "半":
        return 30 if unit in ("小时", "钟头") else None
    number = numerals.parse(count)
    if number is None:
        return None
    return {"分": number, "分钟": number, "小时": number * 60, "钟头": number * 60}.get(
        unit, number * 1440 if unit in ("天", "日") else None
    )


def _grace(sentence: str) -> str | None:
    for match in _WINDOW.finditer(sentence):
        rest = match["rest"]
        off = re.search(_OFF, rest)
        if off is None or _MAY_NOT.search(rest[: off.end() + 2]):
            continue
        scope = rest[: off.end() + 12]
        free = _MAY.search(scope) or re.match(rf"^.{{0,4}}{_OFF}", rest)
        between = _SPECIAL.search(rest[: off.start()])
        if not free or (between and not _UNSHIPPED.search(rest[: off.start()])) or _AUTO_CLOSE.search(scope):
            continue
        if re.search(r"收取|扣除|扣", scope) and not re.search(r"不收|免收|不扣|无需|免费|全额", scope):
            continue
        length = _minutes(match["count"], match["unit"])
        if length:
            before = sentence[: match.start("count")]
            return _window(
                length,
                before,
                sentence,
                unshipped=bool(_UNSHIPPED.search(sentence[: match.start("rest") + off.end()])),
            )
    period = _PERIOD.search(sentence)
    if period:
        length = _minutes(period["count"], period["unit"])
        if length:
            return _window(length, period["lead"], sentence, unshipped=bool(_UNSHIPPED.search(sentence)))
    return None


def _window(length: int, before: str, sentence: str, *, unshipped: bool) -> str:
    start = "unknown"
    if re.search(r"支付|付款", before):
        start = "paid"
    elif re.search(_START, before):
        start = "ordered"
    free = "yes" if re.search(r"免费|全额|无条件|免收|不收|不扣|免(?:除)?手续费|无需", sentence) else "unsaid"
    value = f"PT{length}M;start={start};delivery={_goods(sentence)};free={free}"
    return f"{value};condition=unshipped" if unshipped else value


def _goods(sentence: str) -> str:
    manual, automatic = bool(_MANUAL_GOODS.search(sentence)), bool(_AUTO_GOODS.search(sentence))
    if _EXCEPT.search(sentence) and manual != automatic:
        manual, automatic = automatic, manual
    if manual == automatic:
        return "any"
    return "manual" if manual else "automatic"


def _fee(sentence: str) -> Iterator[tuple[str, str]]:
    for match in _PERCENT.finditer(sentence):
        around = sentence[max(0, match.start() - 14) : match.end() + 10]
        if not _FEE.search(around) or re.search(
            r"退还|退回|返还|折|优惠|涨", sentence[max(0, match.start() - 4) : match.end() + 3]
        ):
            continue
        low, high = _rates(match)
        if low is None or high is None or not low <= high <= 1:
            continue
        applies = "after" if _AFTER.search(sentence[: match.start()]) else "any"
        floor = _FLOOR.search(sentence)
        value = f"{low:f}-{high:f};applies={applies}"
        yield FEE, f"{value};floor={Decimal(floor['floor']):.2f}" if floor else value


def _rates(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    hundred = Decimal(100)
    if match["one"]:
        rate = Decimal(match["one"]) / hundred
        return rate, rate
    if match["low"]:
        return Decimal(match["low"]) / hundred, Decimal(match["high"]) / hundred
    low = numerals.parse(match["han_low"])
    high = numerals.parse(match["han_high"]) if match["han_high"] else low
    return (Decimal(low) / hundred if low else None, Decimal(high) / hundred if high else None)


def _manual(sentence: str) -> str | None:
    if not _MANUAL_GOODS.search(sentence) or not re.search(_OFF, sentence) or _MAY_NOT.search(sentence):
        return None
    if not _MAY.search(sentence):
        return None
    if _BEFORE_START.search(sentence):
        return "before=started"
    return "before=shipped" if _BEFORE_SHIPPED.search(sentence) else None


def _irrevocable(sentence: str) -> Iterator[tuple[str, str]]:
    match = _NO_RETURN.search(sentence)
    if match is None or re.search(rf"{_SPAN}(?:之?内|以内|之?后|以上)|逾期", sentence):
        return
    point = (match["point"] or "") + sentence[: match.start()][-12:]
    if re.search(r"发货|发出|出卡|发放|提取|查看|使用|到账|充值|开始|处理|兑换|激活", point):
        yield IRREVOCABLE, f"after=shipped;delivery={_goods(sentence)}"
    else:
        yield IRREVOCABLE, f"after=sold;delivery={_goods(sentence)}"
