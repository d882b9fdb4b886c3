"""How soon the shop answers: "客服将在24小时内回复", "30分钟内响应", "1-3个工作日内审核".

An audit ends with an answer and counts as one.  No such promise are the time that
the *buyer* has for an answer or a confirmation ("请在24小时内回复，否则自动关闭"),
the handling of an order ("付款后30分钟内处理发货"), the shop's hours ("24小时在线")
and what is said loosely ("一般24小时内回复", "尽快回复").
"""

from __future__ import annotations

import re

from dossier.reading.terms import spans

_SHOP = (
    r"客服|商家|平台|系统|我们|我方|卖家|店家|本店|店铺|商户|小二|工作人员|专员|专人|团队|后台|财务|技术人员"
    r"|售后|官方|人工|公司"
)
_ANSWERS = (
    r"回复|答复|响应|回应|应答|回电|回访|反馈(?:处理|审核)?(?:结果|意见|进度|给[您你])"
    r"|给出(?:处理)?(?:结果|意见|方案|答案)|给[您你](?:个)?(?:处理)?(?:结果|答案|说法|交代|方案|准信)|处理结果(?=$|[,。;!~哈哦呢的])|(?<![退返打])回[您你](?=$|[,。;!~)哈哦呢的啊]|消息|电话|话|信)"
)
_AUDITS = r"审核|审批|审查|核查|核实|核验"
_HANDLES = r"受理|处理|跟进|解决|处置|联系(?=[您你用买客])|与[您你]联系"
_WITHIN = r"(?:之内|以内|内)"
_BETWEEN = (
    rf"(?:,|就|即|便|将|会|由|对|向|给|为|与|帮|您|你|用户|买家|客户|投诉人|申请人|的|该|此|予以|给予|进行|完成|作出|做出|做|得到|获得|收到|开始|及时|尽快|统一"
    rf"|逐一|一一|优先|首次|书面|电话|短信|邮件|在线|人工|上述|其|所有|{_SHOP})*"
)
_REQUEST = (
    r"申请|投诉|售后|咨询|反馈|工单|问题|退款|退货|取消|撤单|申诉|纠纷|诉求|请求|举报|留言|异议|争议|维权|来信|来电"
    r"|邮件|疑问|建议"
)
_AFTER = re.compile(
    rf"^(?P<within>{_WITHIN})?(?P<between>{_BETWEEN})(?:[您你]?的?(?:{_REQUEST})+的?)?(?:并)?"
    rf"(?:(?P<answers>{_ANSWERS})|(?P<audits>{_AUDITS})|(?P<handles>{_HANDLES}))"
)
_NAMED = re.compile(
    rf"(?:(?:{_ANSWERS})|(?:{_AUDITS})|(?:{_REQUEST}|客服)(?:的)?(?:处理|受理))(?:的)?(?:时间|时效|时限|周期|期限|时长|速度)"
    r"(?:为|是|:|,|在|需要?|不超过|最[长迟晚]|承诺|\(|≤|<=?)*$"
)
#: What is read, audited or handled here is no buyer's request.
_OTHER = re.compile(
    r"实名|认证|上架|提现|入驻|资质|身份|注册|代理|评价|开票|发票|保险|理赔|投保|充值|代充|直充|代练|发货|发卡|开通|激活|接口|服务器|网络|接单"
    r"|账号审核|审核账号|资料|商品审核"
)
_ORDERS = re.compile(
    r"(?:支付|付款|下单|购买|拍下|成交)(?:成功|完成)?(?:之?后|起|的)|订单(?:将|会|在|于|提交|生成|创建)|处理(?:该|此|您的)?订单|出货|派单"
)
_LOOSE = re.compile(
    r"一般|通常|平均|尽量|争取|大概|大约|左右|可能|原则上|正常情况|力争|努力|预计|预期|估计|约$|视情况|应该(?:会|能|可)|有望"
)
_ASKS = re.compile(r"[?]|[吗么呢嘛][?。!]?$|是否|能否|可否|能不能|可不可以|是不是|多久")
#: The buyer is to do it: an imperative that is not about waiting, or the buyer named right before the time.
_BID = re.compile(
    r"(?:(?<!申)请|务必|必须|记得|麻烦)(?!.{0,5}(?:等|留意|放心|知悉|谅解|理解|稍候))(?!留言|咨询|联系(?:在线|人工)?客服|反馈)"
)
_BUYER = re.compile(
    r"(?:[您你]|买家|用户|买方|客户|会员|消费者|顾客|申请人|投诉人|拍主)(?:方)?(?:若|如|应|需|须|请|可以?|必须|务必|要|未|没有?|逾期|在|于|当)*$"
)
_SHOP_NEAR = re.compile(
    rf"(?:{_SHOP})(?:将|会|应当?|需|须|在|于|承诺|保证|最迟|最晚|即|尽快|都|均|也|于|收到.{{0,14}}(?:后|起)|接到.{{0,14}}(?:后|起))*$"
)
_IF_NOT = re.compile(r"未|没有?|不(?!超)|若|如果|如遇?|超过|逾期|超时|满")
_TO_SHOP = re.compile(
    r"^(?:给)?(?:率|速度|数|客服|商家|卖家|平台|系统|小二|我们|本(?!人)|此|确认|收货|[\"“]|是|[A-Za-z\d])"
)
_OR_ELSE = re.compile(
    r"否则|视为|视作|过期不|逾期不|逾期未|超时不|不予(?:受理|处理)|不再(?:受理|处理)|自动(?:关闭|取消|确认|同意|默认|撤销|失效)"
)
_NOT = re.compile(r"不|无法|没|未|拒")
_IMPOSSIBLE = re.compile(r"^.{0,6}(?:做不到|办不到|不可能|不现实|保证不了|不敢保证|有困难)")
_SERVICE_HOURS = re.compile(
    r"(?:服务|工作|在线|营业|上班|办公|值班|人工|客服|受理)(?:在线)?(?:时间|时段|期间)|\d{1,2}:\d\d[-~至到]+(?:次日|凌晨|晚上?)?\d{1,2}:\d\d"
    r"|(?:早上?)?\d{1,2}点[-~至到]+(?:晚上?)?\d{1,2}点|工作日(?:的)?(?:\d|内?(?:,|\())|(?:节假日|周末|法定)[^,]{0,6}(?:顺延|除外|休息)"
)
_REQUESTED = re.compile(
    r"(?:申请|提交|投诉|发起|留言|反馈|提出|申诉|举报|咨询|工单|联系(?:我们|客服))(?:[^,;]{0,10}?)(?:之?后|之?日?起|的)|(?:收到|接到|接获)"
)
_ELSE = re.compile(
    r"(?:支付|付款|下单|购买|拍下|审核|受理|核实|发货|收货|签收|确认|同意|通过|处理|完成|到账|举证|材料齐全|沟通|协商|登记|转交|提供[^,;]{0,8})(?:成功|完毕|完成|通过)?(?:之?后|之?日起|起)[^,;]{0,8}$"
)


def find(sentence: str, heading: str = "", *, said: bool = False) -> str | None:
    """The time within which the shop answers, or None: ``P1D-P3D;days=working;start=requested``.

    ``start`` is ``requested``, or ``unknown`` where the words let it run from
    something else ("核实后2个工作日内答复"); ``;hours=service`` says that only the
    shop's hours count.

    Args:
        sentence: squeezed.
        heading: the words it stands under, squeezed.
        said: an agent says it in a chat: it counts from there (``start=said``) unless a request is named.
    """
    if _ASKS.search(sentence):
        return None
    for match in spans.PATTERN.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        length = spans.value(match)
        if length is not None and _is_promise(match["unit"], before, after, heading):
            start = _start(before, said=said)
            hours = (
                "hours=service" if _SERVICE_HOURS.search(_around(sentence, match) + "。" + heading) else ""
            )
            return ";".join(filter(None, (length, spans.days(match["unit"]), f"start={start}", hours)))
    return None


def _is_promise(unit: str, before: str, after: str, heading: str) -> bool:
    """Whether a length is the time the shop takes to answer, by the words around it."""
    part = re.split(r"[,;。!]", before)[-1]
    if spans.is_shortest(part) or _LOOSE.search(part) or _LOOSE.match(after):
        return False
    if _NAMED.search(part):
        return not _OTHER.search(part) and re.match(r"(?:之?内|以内)?(?:$|[,;。!()])", after) is not None
    does = _AFTER.match(after)
    if does is None or (does["within"] is None and unit != "工作日") or _LOOSE.search(does["between"]):
        return False
    rest = after[does.end() :]
    by_shop = _SHOP_NEAR.search(part) is not None
    if not by_shop and (_BID.search(part) or _BUYER.search(part) or _OR_ELSE.search(rest)):
        return False
    if _IF_NOT.search(part) and not _reached(part):
        return False
    if _OTHER.search(part + does.group() + rest[:6]) or _ends_otherwise(does, rest):
        return False
    if does["handles"]:
        asked = re.search(_REQUEST, before + does.group() + rest[:8] + heading)
        return asked is not None and not _ORDERS.search(part + does.group() + rest[:4])
    return does["audits"] is None or not _ORDERS.search(part + ("订单将" if rest.startswith("订单") else ""))


def _reached(part: str) -> bool:
    """Whether a condition in front is a request that has been made ("若您投诉后")."""
    asked = re.search(rf"(?:如|若|如果).{{0,8}}(?:{_REQUEST}).{{0,4}}后", part)
    return asked is not None and not re.search(r"未|没有?|不|超过|逾期|超时", part)


def _ends_otherwise(does: re.Match[str], rest: str) -> bool:
    """Whether the answer is the buyer's, refused, or only the way to something that the time is for."""
    if does["answers"] and _TO_SHOP.match(rest):
        return True
    if rest.startswith(("不了", "不到", "不出", "不上")) or _IMPOSSIBLE.search(rest):
        return True
    if rest.startswith(("通过", "时间", "时效", "后", "完成后", "成功后")):
        return True
    return _NOT.search(does["between"]) is not None


def _around(sentence: str, match: re.Match[str]) -> str:
    """The words of a sentence without the length itself: "1个工作日" is no service hour."""
    return f"{sentence[: match.start()]}|{sentence[match.end() :]}"


def _start(before: str, *, said: bool) -> str:
    part = re.split(r"[;。!]", before)[-1]
    if _ELSE.search(part):
        return "unknown"
    if said and not _REQUESTED.search(part):
        return "said"
    return "requested"
