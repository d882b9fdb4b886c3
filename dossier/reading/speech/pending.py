"""Who says that the money has not come back yet: the buyer who waits for it, the shop that still works on it.

A promise ("预计3天到账") says nothing of the kind, and neither does a question
whether it came.  Goods that have not come ("点券还没到账") are no money, and a
payment that the shop misses ("您的付款还没到账") is not the buyer's.
"""

from __future__ import annotations

import re

from dossier.model import EventKind, Speaker
from dossier.reading.speech.saying import WHETHER, Statement
from dossier.reading.speech.scope import OTHERS

_NOT = r"(?:没有?|未|没见|木有)"
_MONEY = r"(?:退款|退的钱|钱|款项?|金额|退费|余款|货款)"
_GOODS = re.compile(
    r"充值|充的|代充|收到货|货还|货呢|点券|点卡|金币|钻石|话费|流量|游戏币|会员|卡密|卡号|皮肤|道具|q币|元宝|积分|发货|到货|收货|付款|支付"
)
_NEWS = r"(?:任何|你们?的?|您的?)*(?:回复|答复|通知|消息|短信|回应|处理|结果|电话|反馈)"
_NO_THING = r"(?!款?的?(?:功能|的|服务|按钮|选项|权限|政策|规定|说法|通道|入口|申请|通知|记录|先例|规则|出))"

#: What the words alone say, and what they say only where a refund is awaited.
_BUYER = re.compile(
    rf"{_NOT}(?:收到|到账|看到|见到|拿到|等到)(?!{_NEWS}).{{0,8}}{_MONEY}{_NO_THING}"
    rf"|{_MONEY}.{{0,10}}?{_NOT}(?:有)?(?:收到(?!{_NEWS})|到账|到(?=[,。!?]|$)|退{_NO_THING}|看到|见到|来|返|打款|回来|动静|影)"
    rf"|(?<!我){_NOT}(?:给我|帮我|给)?(?:退款|退钱|打款|返款|退给我|退回来|退我){_NO_THING}"
    r"|^(?:我的|你好|您好|那|请问|亲|那我的|,)*(?:退款|钱|退的钱)(?:呢|在哪|去哪|哪去|跑哪)"
)
_BUYER_WAITS = re.compile(
    rf"(?:还|到现在|至今|一直|仍|依然|都|迟迟).{{0,4}}{_NOT}(?:收到(?!{_NEWS})|到账|退{_NO_THING}|返|打款)|^{_NOT}(?:收到|到账)(?!{_NEWS})"
)
_AGENT = re.compile(
    r"退款(?:订单|申请|流程|单)?(?:还|目前|现在|也|都|仍|暂时|正|已经?)*(?:在)?(?:处理|审核|办理|排队|进行|受理|操作|走流程|流程|途)中|退款中"
    r"|(?:正在|还在|仍在)(?:为您|给您|帮您|加急|抓紧|努力|陆续|联系|跟|催|财务|银行|平台)*(?:处理|办理|审核|操作|走|排队|跟进|催促?)"
    r"(?:您的?|这笔|该笔|你的)?(?:订单的?)?(?:退款|退回|退费|返款)"
    rf"|退款.{{0,8}}{_NOT}(?:成功|到账|完成|处理|退|通过|打|下来|返|批)|退款(?:失败|异常)"
    rf"|{_MONEY}.{{0,6}}{_NOT}(?:给您|给你|为您)?(?:退{_NO_THING}|返|打给)"
    rf"|(?:财务|会计|出纳){_NOT}?.{{0,6}}{_NOT}(?:给您|给你|为您)?(?:打款|退{_NO_THING}|放款|转)"
)
_AGENT_WAITS = re.compile(
    rf"(?:财务|银行|平台|系统|微信|支付宝|第三方|公司)(?:那边|这边|部门?|部)?.{{0,6}}{_NOT}(?:给您?)?(?:打款|处理|退{_NO_THING}|到账|审核|放款|通过|批|转|操作)"
    rf"|(?:还|尚|暂|目前){_NOT}(?:给您|给你|为您)?(?:退{_NO_THING}|打款|到账|返还|审核|批)"
    rf"|(?:款项?|钱|金额).{{0,8}}{_NOT}(?:成功|到账|下来|出|批)"
    r"|(?:还|仍|正)在(?:处理|审核|走流程|办理|排队|催|跟进)(?:中|的|呢|了|当中)?(?:哦|哈|呢|的|呀|啊|亲)*(?=[,。!~]|$)|(?:处理|审核|办理)中"
)
_UNDER_REVIEW = re.compile(r"(?:审核|受理|核实)|退款的?申请")
_IF = re.compile(
    r"如果|假如|倘若|若|的话|要是|万一|一旦|应该|可能|估计|大概|也许|或许|好像|恐怕|如(?!何)|明天|后天|到时|下周|月底|(?<!到)今天内|以为|担心|怕"
    rf"|{_NOT}(?:收到|到账|退)[^,]{{0,6}}(?:就|再|请|可联系)"
)
_DOUBLE = re.compile(rf"(?:不是|并非|并不是|没说|怎么会|不会){_NOT}?|{WHETHER}")
_REPORT = re.compile(
    r"(?:您|你们?|客户|买家|客服|他们?|人家|有人)(?:是|这边|刚才|之前)?(?:说|讲|反馈|表示|反映|告诉|提到)"
)
_WHY_NOT = re.compile(rf"(?:怎么|为什么|为啥|咋).{{0,6}}{_NOT}")
_ASKS = re.compile(r"(?:吗|么|吧|没|没有)[?。!~]*$")


def read(sentence: str, speaker: Speaker, *, asked: bool, owed: bool) -> Statement | None:
    """What a masked sentence of the buyer or of an agent says of money that has not come, if anything.

    Args:
        sentence: from :func:`dossier.reading.speech.saying.sentences`.
        speaker: the buyer or an agent.
        asked: a cancellation was asked for earlier.
        owed: a refund was promised or granted earlier, so that "还没到账" speaks of that.
    """
    if speaker is Speaker.BUYER and _WHY_NOT.search(sentence):
        return None  # a chaser
    own, waiting = (_BUYER, _BUYER_WAITS) if speaker is Speaker.BUYER else (_AGENT, _AGENT_WAITS)
    if _GOODS.search(sentence) and "退" not in sentence:
        return None
    if own.search(sentence):
        told = owed or "退" in sentence or "打款" in sentence
    elif waiting.search(sentence) and (asked or owed):
        told = owed and ("退" in sentence or "订单" not in sentence)
    else:
        return None
    asks = _ASKS.search(sentence) is not None or (speaker is Speaker.AGENT and sentence.endswith("?"))
    open_ = any(pattern.search(sentence) for pattern in (_IF, _DOUBLE, _REPORT, OTHERS))
    looked_into = speaker is Speaker.AGENT and not owed and _UNDER_REVIEW.search(sentence) is not None
    return Statement(EventKind.REFUND_PENDING, hedged=not told or asks or open_ or looked_into)
