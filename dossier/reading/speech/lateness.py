"""That the time for cancelling is over: "超时了", "已经超过5分钟了", and how long it was said to be.

Recited as a rule ("超过5分钟无法取消", "5分钟内才能取消") it tells the length, but not
that this order is late.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.reading.speech.answering import ALREADY, LATER
from dossier.reading.speech.saying import BACK
from dossier.reading.terms import durations

LATE = "late"


@dataclass(frozen=True, slots=True)
class Late:
    """The value (``late;limit=PT5M``), and whether it is only recited."""

    value: str
    recited: bool


_FOR = re.sub(r"\?P<\w+>", "?:", durations.PATTERN)
#: What runs out of time by itself, and is no cancellation.
_BREAKS = r"(?:付款|支付|系统|网络|连接|页面|加载|会话|接口|登录|对话|响应|发货|回复|红包|处理|审核|充值)"
_LATE = re.compile(
    rf"(?:超过|超出|逾期|过了|已过|超)了?(?:规定|可以?|能|免费|取消|退款|退单|有效|最佳|申请|售后|支付|付款|下单|的|后|之|平台|我们|系统|时间|时限)*{_FOR}"
    r"(?!多|之?前|.{0,3}(?:未|没|到账|不回))"
    rf"|(?<!{_BREAKS})超时(?!未|没)|(?:已经?|订单)过期|逾期(?!未|不)"
    r"|(?:超过|超出|过了|错过|已过|超)了?.{0,10}(?:时间|时限|期限|时效|有效期|取消期)"
    r"|(?:时间|时限|期限|时效)(?:已经?|都|早就?)*(?:过了|超了|过期|截止|结束)"
    rf"|(?:不在|没在|未在|不属于).{{0,12}}(?:时间|时限|期限|{_FOR})(?:之?内|范围|以内)?"
    r"|(?:太|来|申请|提|说|联系|通知)[得的太]*晚了|^(?:已经)?晚了|来不及|(?:已经?|都)(?:超过|超|过)了(?=[,。!~不无没]|$)"
)
_ONLY_WITHIN = re.compile(
    rf"{_FOR}(?:之?内|以内).{{0,6}}(?:才|方)(?:能|可).{{0,8}}{BACK}"
    rf"|(?:只|仅)(?:能|有|支持|可以?|限)(?:在)?.{{0,10}}{_FOR}(?:之?内|以内).{{0,8}}(?:{BACK}|申请)"
)
#: The time itself, where the words only say that it is over: "5分钟内可以取消,您已经超过了".
_WITHIN = re.compile(rf"{_FOR}(?:之?内|以内).{{0,6}}(?:可|能).{{0,6}}{BACK}")
#: What makes a rule of it: "超过10分钟后…", "超过5分钟不能取消".
_RECITES = re.compile(
    r"之?后|的(?!.{0,8}(?:时间|时限|期限|时效|取消期))|就|才|则|不|无|没法|概|一律|是|了?(?:我们|店里|平台)?(?:会|包)?赔"
)
_OF_A_SALE = re.compile(r"活动|促销|优惠|折扣|抢购|营业|上班|工作|高峰")
#: How long ago it is, rather than how long there was: "已经过了8分钟".
_ELAPSED = re.compile(r"^(?:过了|已过)")
_STILL_OVER = re.compile(r"(?:超过|超出|超|过)了?[^,。]{0,10}了(?!之?后|就|才)(?=[,。!~不无没取]|$)")

_DENIED = re.compile(
    r"(?:不是|并非|不算|没有?|未|还没|不会|不)(?:因为|说|由于|被|算)?$|(?:快要?|马上|即将|就要|将要|怕|免得)$"
)


def is_condition(sentence: str) -> bool:
    """Whether a masked sentence speaks of what happens after a time or an event, not of what has happened."""
    over = ALREADY.search(sentence) or _STILL_OVER.search(sentence)
    return LATER.search(sentence) is not None and over is None


def find(sentence: str) -> Late | None:
    """What a masked sentence of the shop says of the time being over, if anything."""
    within = _ONLY_WITHIN.search(sentence)
    over = within or plain(_LATE, sentence)
    if over is None:
        return None
    if _OF_A_SALE.search(over.group()):
        return None
    before, rest = sentence[: over.start()], sentence[over.end() :]
    of_any = not before.endswith(("已", "已经", "您", "都")) and _RECITES.match(rest) is not None
    value, named = _value(over.group(), rest), _WITHIN.search(sentence)
    if value == LATE and named is not None:
        value = _value(named.group(), "")
    return Late(value, recited=within is not None or of_any or is_condition(sentence))


def plain(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The first match that is not denied by the words before it ("还没超时")."""
    matches = pattern.finditer(sentence)
    return next((m for m in matches if not _DENIED.search(sentence[: m.start()][-5:])), None)


def _value(words: str, rest: str) -> str:
    minutes = durations.first(words)
    if minutes is None or (_ELAPSED.search(words) and not re.match(r"就|的|之?后|时", rest)):
        return LATE
    return f"{LATE};limit=PT{minutes}M"
