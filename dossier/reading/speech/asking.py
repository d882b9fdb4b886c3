"""What a buyer's sentence does: asks to cancel, takes that back, or neither.

Read narrowly.  A question about the rules ("怎么取消", "取消收费吗") asks for
nothing; words that leave room for another meaning (a question whether, a
condition, a report of what was said before, somebody else's order) are hedged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import EventKind
from dossier.reading.speech.saying import BACK, GO, OFF, WHETHER, Statement, parts
from dossier.reading.speech.scope import OTHERS

_SHOP = r"(?:你们?|您们?|客服|商家|卖家|店家|店铺|平台|他们|老板|官方)"
_ABOUT = re.compile(
    rf"(?:怎么|如何|怎样|咋|哪里|哪儿|在哪|什么时候|啥时候|多久|为什么|为啥|为何|凭什么|凭啥|什么情况|几分钟|多长时间).{{0,10}}{BACK}"
    rf"|{OFF}(?:这个|这单|订单)?(?:之?后|以后|的时候|的事|的话|时(?!限)|到哪|去哪|点哪|在哪)|退(?:到|回|去)?哪"
    rf"|(?:了解|咨询|打听|想知道|介绍|告知|告诉我|说明|讲讲|说说|问问|问下|问一下)(?!.{{0,6}}(?:能|可以|支持|{WHETHER})).{{0,8}}{BACK}"
    rf"|(?:催|投诉|举报|不满|不会|找不到|没有|没看到|看不到|点不了).{{0,10}}{BACK}"
    rf"|{OFF}(?:这个|这单|订单)?的?(?:方式|规则|流程|步骤|条件|按钮|入口|进度|政策|方法|期限|记录|通知|结果|状态|选项|页面|功能)"
    rf"|{OFF}(?:这个|这单|订单)?(?:要|会|需要|有|收|扣|多少|的)*(?:手续费|费用|收费|扣钱|扣费|钱|违约金)(?:吗|么|多少|不|怎么|是|呢|[?])"
    rf"|{OFF}(?:这个|这单|订单)?(?:会|要|得|需要)?(?:扣|收)?多少|被(?:你们|系统|自动)?{OFF}"
    rf"|{OFF}.{{0,4}}(?:多久|在哪|怎么|什么时候|到账|到了|到没|到吗|有用|有什么)"
    rf"|(?:{OFF}|退)不(?:了|掉|成)|(?:无法|不能|不让|不给|没法|不肯|拒绝|拒不|不予|不支持|不同意|没给|还没|没有给).{{0,4}}{BACK}"
    rf"|(?:{_SHOP}|就是|死活|硬是|一直|迟迟|还|都|说).{{0,3}}不.{{0,3}}{BACK}"
)
_WANT = (
    r"(?:申请|要求|请求|麻烦|请|帮|给我|为我|替我|为本人|我要|我想|想要|想|需要|要|立即|立刻|马上|赶紧|尽快|快|速|希望|望|求"
    r"|把|将|决定|选择|必须|务必|拜托|现在|现|please|pls|want)"
)
#: Words that only say which order, or greet.
_THIS = (
    r"(?:你好|您好|亲|老板|掌柜|店家|卖家|商家|客服|嗯|好的|好|行|可以|直接|上面|刚拍|刚下|的|这|那|该|此|本|我|个"
    r"|订单号|订单|单子|单|笔|就|都|全部|也|[:#]|[a-z0-9_\-]{6,40}(?![a-z0-9_\-]))"
)
_REQUEST = re.compile(
    rf"{_WANT}.{{0,14}}{BACK}"
    rf"|{OFF}(?:一下|下|掉|了吧|吧|订单|此订单|这单|这个|该单|该订单|此单|这笔|本单|我的|单子|myorder|order|it|please|pls|plz)|并{BACK}"
    rf"|^{_THIS}{{0,8}}{OFF}+(?:即可|就好|就行|好了|谢谢)?[!。.]*$"
    r"|(?:不想|不|别)要了|不想买了|不买了|不要这(?:单|个|笔)"
    r"|退(?:一下|下吧|了吧|了呗|掉吧|我|给我|掉?一[个单])|钱.{0,3}退|撤了?吧|(?:订单|单子?)作废"
)
_STOP = re.compile(rf"(?:勿|别|不要|先别|不用|停止|暂停|不必|先不要?|无需|别再)(?:再|给我|急着|帮我)?{GO}")
_QUESTION = re.compile(
    rf"[?]|吗|么(?!时)|嘛|呢|{WHETHER}|没有[。!]?$|了没|(?:{BACK}|可以|能|行|成|好)不[。!]?$|哪|怎么|什么|啥|多少|谁|几(?=分|天|个|时)"
)
_POLITE = re.compile(
    rf"(?:能|可以|可|{WHETHER}|方便)(?:不)?.{{0,4}}(?:帮|麻烦|给我|(?<!申)请|替我|为我).{{0,8}}{BACK}"
    rf"|(?:帮|麻烦|请(?!问)|给我|申请|要求|我要).{{0,10}}{BACK}.{{0,6}}(?:可以|行|好|成|ok)(?:吗|么|嘛|不|吧)"
)
_LOOK = re.compile(
    rf"(?:看|查|问|核实|确认|了解)(?:一?下|看)?|请问|{OFF}(?:好了?|掉了?|成功了?|了)(?:吗|没)|{OFF}成功"
)
_IF = re.compile(
    r"如果|假如|假设|倘若|若|要是|的话|万一|一旦|除非|否则|要么|不然|(?:不|没|无)[^,]{0,6}就|到时|下次|以后|明天再|晚点|考虑|打算"
    r"|准备|可能|也许|或者|还是(?=.{0,4}换)|等.{1,8}(?:再|就)|实在|不一定|如(?=不|果|未|无|没)"
)
_PAST = re.compile(
    rf"(?:已经?|刚才|刚刚|之前|早就|昨天|前面|当时|上次|早上|(?:\d|点|分)(?:钟)?就)(?:(?!付款?|支付|下单|下的|拍|买|的).){{0,10}}"
    rf"(?:申请|要求|说|提|联系|点|选|发起).{{0,8}}{OFF}|{OFF}(?:过|了)(?!吧|一下|掉)|(?:申请|提交|要求)(?:过|了).{{0,6}}{OFF}"
    rf"|提交.{{0,4}}{OFF}(?:订单)?申请$"
)
_REPORT = re.compile(
    rf"(?:{_SHOP}|系统|页面|人家)(?:说|让|叫|提示|显示|要求|告诉|承诺|写).{{0,8}}{BACK}|(?:(?<!还)是|同意){OFF}"
)
_RULE = re.compile(r"规则|规定|写着|写的|写明|写了|承诺|说好|标明|标着|介绍|公告|页面")
_STRONG = re.compile(r"申请|要求|请求|麻烦|请|帮我|给我|我要|我想|现在取消")

_NOT = r"(?:请?勿|千万别|请别|不用|不必|不需要|不要|先不|别|暂不|不想|暂时不|先别)"
_AFTER_NOT = (
    rf"(?:再|帮我|给我|申请|要|用|想|麻烦|擅自|随便|自动|主动|私自|你们|直接|强制|随意|轻易|把|我的?|订单)*(?:{OFF}|退)"
    r"(?:了|吧|订单|我的|这单|款|呀|啊|哈|哦|谢谢|[!。.]|$)"
)
_BACKED_OUT = re.compile(
    rf"{_NOT}{_AFTER_NOT}"
    rf"|{OFF}(?:的?申请)?就?(?:不用了|不要了|不需要了|算了|作罢)"
    rf"|(?<!提交)(?<!发起)(?<!申请)(?<!要求)(?:撤回|撤销|取消|收回).{{0,6}}(?:取消|退款|退单|撤单|退货)的?(?:申请|请求)"
    rf"|(?:说的?|提的?|申请的?|那个)(?:{OFF})(?:申请)?(?:就?当?)(?:作废|不算|没说|没有|收回)"
    rf"|把.{{0,6}}{OFF}的?申请.{{0,3}}(?:撤|取消|收回)|(?:误点|误触|不小心点|点错成?).{{0,2}}(?:申请)?{OFF}|{OFF}的?申请是?.{{0,3}}(?:误|点错)"
    r"|(?:撤回|撤销)了?申请(?:吧|了)?$|算了.{0,4}(?:不退|不取消|要了|留着|就这样|发吧)"
)
#: "不退了" takes back; "你们不退" and "不退就投诉" complain.
_NOT_ANY_MORE = re.compile(rf"不{_AFTER_NOT}")
_THREAT = re.compile(
    rf"投诉|举报|报警|曝光|12315|起诉|差评|法院|消协|不行|不可以|{_SHOP}|凭什么|为什么|怎么|为啥|{WHETHER}|[?]"
)
_NEVER_MEANT = re.compile(
    rf"(?:没有?|不是|并不是|并没有|并非|不)(?:说|要|想|打算|申请|让|求|叫)+(?:要|想|把|它|这单|过|直接)?{BACK}|(?:不是|并不是|并非|谁要|谁说).{{0,3}}{OFF}"
)
_SEND = r"(?:发货|发卡|发码|出卡|出货|发吧|充值|代充|充|代练)"
#: Words that take a request back only where one was made before.
_GO_ON = re.compile(
    rf"(?:继续|正常|照常|还是|可以|尽快|赶紧|快点|快|麻烦|请|抓紧|那就|帮我|帮忙|就)(?:帮我|给我)?(?:继续|正常|照常|尽快)?{_SEND}"
    r"(?!前|之前|后|时|的|了吗|吗|了没|错|时间|中)(?:吧|就行|即可|好了|哈|哦|[!。.]|$)"
    r"|^算了(?:吧|啦)?[!。.]?$|(?:还是|那就|就|那)(?:要|留|买)(?:了(?!解)|吧|着|下)|^我要了$|那发吧|留着(?:吧|用)|还是(?:想)?要(?!退|取消|求|申请|投诉|说)|改变?主意|又(?:想)?要了|恢复订单|不用管了|当我没说|就这样吧"
)


def read(sentence: str, *, asked: bool) -> Iterator[Statement]:
    """What a masked sentence of a buyer does, in the order of its words.

    Args:
        sentence: from :func:`dossier.reading.speech.saying.sentences`.
        asked: a cancellation was asked for earlier in the conversation.
    """
    conditional = False
    for part in parts(sentence):
        conditional = conditional or _IF.search(part) is not None
        taken = _takes_back(part, sentence, asked=asked)
        if taken is not None:
            yield taken
            asked = False
            continue
        wanted = _wants(part, conditional=conditional)
        if wanted is not None:
            yield wanted
            asked = True


def _takes_back(part: str, sentence: str, *, asked: bool) -> Statement | None:
    words = _STOP.sub("…", part)
    if _BACKED_OUT.search(words) or (_NOT_ANY_MORE.search(words) and not _THREAT.search(sentence)):
        return Statement(EventKind.CANCEL_WITHDRAWN, hedged=False)
    if _NEVER_MEANT.search(part) and not _QUESTION.search(part) and not _ABOUT.search(part):
        return Statement(EventKind.CANCEL_WITHDRAWN, hedged=True)
    if asked and _GO_ON.search(part) and not _QUESTION.search(part) and not re.search(BACK, part):
        return Statement(EventKind.CANCEL_WITHDRAWN, hedged=True)
    return None


def _wants(part: str, *, conditional: bool) -> Statement | None:
    # A complaint such as "为什么不能取消" may precede a plain request in the same words.
    rest = _ABOUT.sub("…", part)
    plain = _REQUEST.search(rest) is not None
    whether = _QUESTION.search(rest) is not None and re.search(BACK, rest) is not None
    told = _PAST.search(rest) is not None and re.search(OFF, rest) is not None
    stop = _STOP.search(rest) is not None
    if not (plain or whether or told or stop):
        return None
    if _RULE.search(rest) and not _STRONG.search(rest):
        return None
    polite = _POLITE.search(rest) and not _LOOK.search(rest)
    asks = _QUESTION.search(rest) is not None and not polite
    other = any(pattern.search(rest) for pattern in (_PAST, _REPORT, OTHERS))
    return Statement(EventKind.CANCEL_REQUESTED, hedged=not plain or conditional or asks or other)
