"""What an agent admits of how and when a rule is shown to buyers.

"规则在用户协议里写着的", "下单时有弹窗提示您的", "下单页面没有写，是内部规定".  What is
denied of one place says nothing of another; only an unpublished rule is shown
nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.reading.speech import saying
from dossier.reading.speech.answering import DOUBLE
from dossier.reading.speech.saying import BACK
from dossier.reading.speech.scope import OTHERS


@dataclass(frozen=True, slots=True)
class Notice:
    """A value of the term ``notice`` (``by=popup;when=before``), and whether the words leave it open."""

    value: str
    hedged: bool


_RULE = re.compile(r"规则|规定|政策|条款|须知|协议|不(?:能|可|支持|予|退)|无法|超过|不退")
#: What may be about a rule too, unless it is news of this payment or refund.
_PERHAPS = re.compile(rf"说明|提示|提醒|告知|公示|{BACK}")
_NEWS = re.compile(r"失败|成功|到账|查收|验证码|进度|余额|稍后|稍候|届时|留意|会|将|发送|发给|收到")
_ASKS = re.compile(r"(?:吗|么)(?=[,?。!~]|$)|[?]$|吧[。!~]*$")
_SHOWN = re.compile(
    r"写(?!错)|有(?:明确|详细|相关|特别)*(?:写|说明|提示|提醒|公示|标注|注明|告知|规定|约定)|(?:提示|提醒|告知|通知|公示|标注|注明|标明|显示|展示|列明|约定|弹)(?:过|了|的|您|着|出|有|清楚|中|在)"
    r"|(?:勾选|同意|阅读|确认|点击)(?:了|过|的)|明确|清楚|都(?:有|是)|弹窗(?:提示|提醒|告知|说明)|短信(?:提示|提醒|告知|通知)|已(?:公示|告知|提示|提醒|注明|标注)"
)
_DENIED = r"(?:没有?|未|从?未曾|并未|不)(?:在|做|去|给您?|专门|单独|明确|特别|直接|对外|公开|进行|有|会|被)*"
_NOT_SHOWN = re.compile(rf"{_DENIED}(?:写|公示|标注|注明|标明|提示|提醒|告知|展示|显示|说明|弹|公布|列|通知)")
_INTERNAL = re.compile(
    r"内部(?:的)?(?:规定|规则|政策|制度|要求|流程)|不(?:对外|公开)(?:公示|公开|展示|公布)?的?|(?:没有?|未)(?:对外)?(?:公示|公开|公布)"
)
_BY = (
    ("popup", re.compile(r"弹窗|弹框|弹出|弹了|提示框|弹层|跳出")),
    ("sms", re.compile(r"短信|手机消息")),
    ("agreement", re.compile(r"协议|条款")),
    (
        "page",
        re.compile(
            r"《|页面?|详情|首页|公告|介绍|描述|商品说明|购买说明|须知|规则(?:中心|栏)|店铺|下方|界面"
        ),
    ),
)
_BUYING = r"(?:下单|付款|支付|购买|拍下|提交订单|结算|买)"
_BEFORE = re.compile(
    rf"{_BUYING}(?:成功)?(?:的?时候?|之?前|页|界面|的?过程|流程|按钮)|(?:勾选|同意|阅读)(?:了|过|并)|确认订单页|事先|提前|事前"
)
#: Shown afterwards; in "写明：付款后不得取消" it is the rule that speaks of afterwards.
_AFTER = re.compile(
    rf"(?:{_BUYING}(?:成功|完成)?|发货)之?后(?:系统|页面|平台|会|才|再|也|都|就|有|给您?|自动|短信|以|用)*(?:弹|提示|显示|看到|通知|告知|发送?|收到|公示)|事后"
)
_MADE_AFTER = re.compile(
    rf"(?:{_BUYING}(?:成功|完成)?|订单)之?后[^,。]{{0,6}}(?:出|更新|改|新增|加|修改|调整|上线|生效|制定|发布)"
)
_NOT_YET = re.compile(
    rf"{_BUYING}(?:的)?(?:时候?|之?前|那会儿?|当[时天])[^,。]{{0,6}}(?:还|都)?没有?(?:这[条个项]?|该|此)?(?:新)?(?:规则|规定|条款|政策)"
)
_NEW = re.compile(r"出|新增|加|上线|制定|发布")
_IF = re.compile(r"如果|若|的话|要是|应该|可能|估计|大概|好像|一般|通常|也许|或许|下次|以后|建议")
#: A shop keeps more things to itself than the rules on cancelling.
_OTHER_MATTERS = re.compile(
    r"工号|价格|定价|折扣|活动|优惠|流程|渠道|货源|成本|利润|资料|信息|号码|电话|隐私|佣金|考核|联系方式|地址|账号|代理|批发|聊天记录|截图"
)
_REPORT = re.compile(
    r"(?:您|你|客户|买家|谁|有人|没人|没有人)(?:刚才|之前|是|这边|们)?(?:说|讲|反馈|表示|提到|认为)"
)


def find(text: str) -> tuple[Notice, ...]:
    """What a message of an agent says of how rules are shown, each value once."""
    found: dict[str, Notice] = {}
    for sentence in saying.sentences(text):
        notice = _of(sentence)
        if notice is not None and (notice.value not in found or not notice.hedged):
            found[notice.value] = notice
    return tuple(found.values())


def _of(sentence: str) -> Notice | None:
    if not _RULE.search(sentence) and (not _PERHAPS.search(sentence) or _NEWS.search(sentence)):
        return None
    open_ = any(pattern.search(sentence) for pattern in (_ASKS, _IF, _REPORT, DOUBLE, OTHERS, _OTHER_MATTERS))
    if (made := _MADE_AFTER.search(sentence)) is not None and re.search(r"规|政策|条款|协议", sentence):
        # A rule that was only changed may have been shown before in an older form.
        return Notice("by=none;when=after", hedged=open_ or not _NEW.search(made.group()))
    if _NOT_YET.search(sentence):
        return Notice("by=none;when=after", hedged=open_)
    parts = saying.parts(sentence)
    for number, part in enumerate(parts):
        by = next((name for name, words in _BY if words.search(part)), None)
        if by is None or _NOT_SHOWN.search(part) or not _SHOWN.search(part):
            continue
        around = part if number == 0 else parts[number - 1] + part
        return Notice(f"by={by};when={_when(around)}", hedged=open_)
    if _INTERNAL.search(sentence):
        return Notice("by=none;when=unknown", hedged=open_)
    if _NOT_SHOWN.search(sentence) and any(words.search(sentence) for name, words in _BY if name != "popup"):
        # Not there, but perhaps elsewhere.
        return Notice("by=none;when=unknown", hedged=True)
    return None


def _when(words: str) -> str:
    before, after = _BEFORE.search(words), _AFTER.search(words)
    if (before is None) == (after is None):
        return "unknown"
    return "before" if before else "after"
