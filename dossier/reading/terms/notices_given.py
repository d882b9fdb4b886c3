"""How the rules are brought before a buyer: by a pop-up, a message, on a page, by a bare consent.

"下单前弹窗提示", "规则以短信通知", "购买即视为同意《用户协议》", "本规则公示于商品详情页",
and what an agent admits: "下单时没有弹窗提示".  Whether it was really so is not
told by the sentence.  A message about the goods ("卡密以短信发送") and a notice of
changes ("规则如有调整，恕不另行通知") are no such notice.
"""

from __future__ import annotations

import re

_RULES = (
    r"(?:规则|须知|协议|条款|政策|公告|声明|细则|手续费|扣费|规定|注意事项|说明"
    r"|(?:不可|不能|不支持|不予|概不|恕不|不)(?:退|取消))"
)
_TELLS = r"(?:提示|告知|提醒|确认|展示|说明|显示|通知|弹出|阅读|公示|勾选)"
_POPUP = re.compile(
    rf"(?:弹窗|弹框|弹出|浮窗|浮层|弹层|对话框)[^,;。]{{0,12}}?{_TELLS}|{_TELLS}(?:的)?(?:弹窗|弹框|浮窗|窗口)|(?:弹窗|弹框)(?:$|[,;。!)])"
)
_SMS = re.compile(
    rf"(?:短信|手机信息|短消息)(?:[的形方]式|方式|形式)?[^,;。]{{0,8}}?(?:{_TELLS}|发送|发给|推送|送达)|(?:发送?|推送)[^,;。]{{0,4}}短信"
)
_PLACE = (
    r"(?:商品(?:详情|介绍|描述|购买)?页?面?|详情页?面?|宝贝(?:详情|描述)|(?:购买|下单|付款|支付|结算|提交订单)页面?"
    r"|首页|网站|官网|(?<!本)页面|帮助中心|公告栏?|APP|小程序)"
)
_SHOWS = (
    r"(?:公示|公布|展示|载明|标注|标明|刊登|发布|注明|写明|写有|写着|有写|写了|说明|列明|提示|告知|提醒|声明|显示"
    r"|明示|张贴)"
)
_PAGE = re.compile(
    rf"{_SHOWS}(?:于|在|到)(?P<after>{_PLACE})"
    rf"|(?P<place>{_PLACE})(?:上|中|里|内|处|显著位置|醒目位置|明显位置|底部|顶部|下方)*"
    rf"(?:都|均|已|已经|也|会|有|将|就|是|明确|清楚|清晰|,)*(?:予以|进行)?{_SHOWS}"
)
_CONSENT = re.compile(
    r"(?:购买|下单|付款|支付|拍下|提交订单|使用|注册|登录|点击|勾选|继续|成交|参与)[^,;。]{0,14}?(?:即|则|就|等同|均|便|,)+(?:视为|视作|表示|代表|意味着?|默认|表明|等于|是)?"
    r"(?:[您你]|用户|买家|本人)?(?:已经?)?(?:阅读|知晓|知悉|了解|理解|认真|充分|自愿|并|且|、|和|完全|仔细)*(?:同意|接受|认可|遵守)"
    r"|默认(?:[您你]|用户|买家)?(?:已经?)?(?:阅读|知晓|同意|接受)"
    r"|(?:阅读|勾选)(?:并|后|且|,)*(?:同意|接受|勾选)(?:[^,;。]{0,10})(?:协议|条款|规则|须知|政策)"
)
_WITHOUT = re.compile(
    r"(?:没有?|无|未|不)(?:会|再|另行?|单独|设置?|设有|做|有|任何|专门|额外)*(?:弹窗|弹框|提示|提醒|告知|公示|短信通知|说明)"
)
_CHANGES = re.compile(r"变更|调整|修改|更新|变动|修订|更改|改版")
_BEFORE = re.compile(
    r"(?:下单|付款|支付|购买|拍下|提交订单|结算|成交)(?:之前|以前|前|时|的时候|过程中|页)|事先|事前|提前"
)
_AFTER = re.compile(r"(?:下单|付款|支付|购买|拍下|提交订单|发货|成交)(?:成功|完成)?(?:之后|以后|后)|事后")
_FIRST = re.compile(r"(?:下单|付款|支付|购买|拍下|提交订单|结算|成交)(?:之前|以前|前)")
_SHOP_WINDOW = re.compile(r"商品|宝贝|详情|下单|付款|支付|购买|结算|提交订单")
_ASKS = re.compile(r"[?]|[吗么呢嘛][?。!]?$|是否|能否|可否")


def find(sentence: str, *, said: bool = False) -> str | None:
    """``by=popup;when=before`` and the like, or None where a squeezed sentence tells of no such notice.

    ``by`` is ``popup``, ``sms``, ``page``, ``agreement`` or ``none``; ``when`` is
    ``before`` or ``after`` the payment, or ``unknown``.

    Args:
        sentence: squeezed.
        said: an agent says it in a chat; only then "没有提示" is taken for the shop's own practice.
    """
    if _ASKS.search(sentence) or _CHANGES.search(sentence):
        return None
    without = _WITHOUT.search(sentence)
    if without is not None:
        return f"by=none;when={_when(sentence)}" if said and _BEFORE.search(sentence) else None
    if _POPUP.search(sentence) and (_BEFORE.search(sentence) or re.search(_RULES, sentence)):
        return f"by=popup;when={_when(sentence)}"
    if _SMS.search(sentence) and re.search(_RULES, sentence):
        return f"by=sms;when={_when(sentence)}"
    if _CONSENT.search(sentence) and re.search(_RULES, sentence):
        return f"by=agreement;when={'before' if _FIRST.search(sentence) else 'unknown'}"
    page = _PAGE.search(sentence)
    if page is not None and re.search(_RULES, sentence):
        place = page["place"] or page["after"]
        when = _when(sentence)
        if when == "unknown" and _SHOP_WINDOW.search(place):
            when = "before"
        return f"by=page;when={when}"
    return None


def _when(sentence: str) -> str:
    if _BEFORE.search(sentence):
        return "before"
    return "after" if _AFTER.search(sentence) else "unknown"
