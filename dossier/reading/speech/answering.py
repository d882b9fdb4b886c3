"""What an agent's sentence does: refuses, accepts, promises a refund, or none of these.

A refusal is plain only when it speaks of this order.  An answer that recites a
condition ("超过5分钟无法取消", "发货后不能退") is hedged; a general rule ("虚拟商品
不支持退款") refuses only as the answer to a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import EventKind
from dossier.reading.speech import scope
from dossier.reading.speech.saying import BACK, OFF, WHETHER, Statement, sentences
from dossier.reading.terms import durations, refundtimes

NO = (
    r"(?:无法|不能|不可以?|不得(?!不)|不支持|不予|不给|没法|没办法|没有办法|不允许|不接受|不同意|拒绝|未能|办不了|不提供|不享受|难以|驳回"
    r"|莫得(?:办法|法子?)?|莫法|冇(?:办法|得)|无权|没有权限|不便|不方便|恕不|概不|不会(?=给|为|同意|予|退))"
)
#: What the "no" may be parted from its verb by, unless it denies something else ("无法查询取消进度").
_FILL = (
    r"(?:(?!查|看|显示|确认|保证|承诺|判断|知道|确定|回答|解释|联系|修改|更改"
    r"|发货|使用|登录|理解|催|收到|,).){0,8}"
)
REFUSE = re.compile(
    rf"{NO}{_FILL}{BACK}|(?<!么)(?<!否)不退(?!出|货?地址|役|步)|(?:{OFF}|退)不(?:了|掉|成)"
    rf"|{OFF}.{{0,4}}(?:已经?)?被?(?:拒绝|驳回|不通过|未通过|未予通过)|{OFF}(?:的?申请)?(?:失败|不成功)"
    rf"|不(?:符合|满足|属于).{{0,6}}{OFF}|{OFF}(?:是|的话)?(?:不支持|不可以|不行|不允许|不接受)|{OFF}.{{0,10}}被(?:驳回|拒绝)"
    r"|(?:can['’]?t|cannot|unableto|won['’]?t|no(?:t|n-?)?)(?:be)?(?:refund|cancel)"
)
#: "手续费没办法退" keeps a fee; it refuses no cancellation.
_FEE_ONLY = re.compile(r"手续费|服务费|违约金|扣除的|扣掉的|差价|优惠券|红包")
_WHOLE_ORDER = re.compile(r"取消|订单|退单|撤单|本单|这单|全款|货款")
_CANNOT = re.compile(
    r"(?:无法|不能|没法|不予|没办法)(?:再|为您|给您|帮您|进行)*(?:办理|受理|操作|处理|通过)|(?:办理|处理|操作|办)不了"
)
#: A bare "no": it refuses only what was just asked for.
_BARE_NO = re.compile(
    r"^(?:亲|您好|你好|抱歉|不好意思|对不起|非常抱歉|很抱歉|这个|这边|[,~呢哦呀啊])*"
    r"(?:不行|不可以|不能|没办法|做不到|办不到|不可以呢)(?:的|哦|呢|呀|啊|了|喔|噢|亲)*(?:[,.。!~]|$)"
)
_TURNED_DOWN = re.compile(r"您的?申请.{0,4}(?:不通过|未通过|被?驳回|被拒)")
OPEN = re.compile(
    r"一旦|如已|如果|假如|如(?!实|题|何|上|下|期|此|今)|若|的话|要是|除非|原则上|一般|通常|暂时|可能|应该|估计|大概|恐怕|也许|或许|不一定"
    r"|按理|稍后|再试|(?:谁|您|你|听|有人|没|没有).{0,4}说|以为|什么意思|当.{1,10}时"
    rf"|{OFF}(?:订单)?(?:时(?!限|间|长|段|效)|的情况|的订单|的商品)|不能不|不得不|失败|不成功|不退(?:也|的话)|系统(?:故障|异常|升级|维护|繁忙)|网络"
    r"|(?:不能|无法|不可以|没法|不支持).{0,4}(?:马上|立即|立刻|全额|直接|原路|单独|部分|当场|即时|秒)"
)
LATER = re.compile(
    rf"(?<!已)(?<!已经)(?:超过|逾期|超出)|(?:发货|发出|发放|开始|处理|使用|查看|提取|到账|充值|发卡|{durations.PATTERN})(?:了|完)?之?后"
    r"|一经(?:自动)?(?:发|出(?!售)|开始|处理|使用|查看|提取|到账|充值|兑换)"
)
ALREADY = re.compile(
    r"已经?(?:自动)?(?:发|出|充|处理|使用|完成|到账|开始|超过|超出|过了|过)|系统(?:已|自动)|您(?:的|这).{0,4}(?:订单|单)(?:已|是|不|都)"
)
_GENERAL = re.compile(
    r"虚拟(?:商品|产品|物品|类)|卡密(?:类|商品|产品|订单|一经)|(?:本|我们|咱们)?店|(?:此|这|该)类|(?:所有|我们的?)商品|商品一经|平台|规定|规则|一律"
    r"|一经|售出|(?:下单|付款|支付|购买|拍下|提交)(?:成功)?之?后"
)
#: "超过30分钟了,不能取消": it has happened, while "超过30分钟了就不能取消" recites.
_OVER = re.compile(
    rf"(?:超过|超出|超)了?{durations.PATTERN}了(?=[,。!~]|$)",
)
DOUBLE = re.compile(
    rf"(?:不是|并非|没有?|从没|哪有|怎么可能|又不是)(?:说|讲|我们?|咱们?|那种|那类|要)*(?:{NO}|没有?|概不|不退|一经|一律)|不(?:会|可能|能|得|该)?拒绝|不一定|{WHETHER}"
)
#: The refusal is somebody's who cannot decide, of a way that is not the only one, of a day, of a condition.
_NOT_FINAL = re.compile(
    rf"(?:自己|自行|自助|手机端?|app|网页|页面|电脑端?|前台|线上|小程序|微信|支付宝|直接|[您你]那边?)(?:上|里|端|是|暂时)*(?:{NO}.{{0,4}}{BACK}|(?:{OFF}|退)不(?:了|掉))"
    rf"|(?:今[天日晚]|周末|节假日|假期|非工作(?:时间|日)|下班|夜里|深夜)[^,。]{{0,8}}(?:{NO}.{{0,4}}{BACK}|(?:{OFF}|退)不(?:了|掉))"
    rf"|我(?:这里|这边|这)?(?:也|是|一个客服|个人)?(?:做不了主|说了不算|没(?:有)?权|没法|管不了|决定不了|操作不了)"
    rf"|(?:得|要|需要?|由|只能)(?:让|找|联系|等)?(?:商家|卖家|老板|店家|店主|掌柜|上级|主管|经理|财务|售后|同事)"
    rf"|再(?:去|帮[您你]|给[您你]|跟[^,。]{{1,4}}|和[^,。]{{1,4}})?(?:确认|核实|问|查|争取|沟通|商量|看看|申请)|我(?:去)?问问|问一?下"
    r"|否则|不提供|[不没](?:有)?说明?原因|没有?(?:提供|原因)|单号不对|(?:查|找)不到|核对不上|重复(?:申请|提交)|已关闭|转(?:给|到)?(?:主管|售后|专员|人工|上级)|赔[您你]|取消发货|取消后再"
    r"|(?:花呗|现金|信用卡|银行卡)(?:退款|退)|(?:要|得|改|可以?|请)走.{0,8}(?:流程|退款|售后)|只能退|开玩笑|逗[您你]|骗[您你]的"
)
#: What stands beside a refusal and undoes it; read where the refusal itself is left out.
_THOUGH = re.compile(
    r"(?:自动|明[天日]|后天|过[几两]天|到时候?|可以?|能|帮[您你]|给[您你])(?:再|会|就|给[您你]|帮[您你]|原路|全额)*退(?!货|不)"
    r"|[您你](?:是|就|倒)?(?:可以|能)(?=$|[,。!~的])|[您你](?:这|那)(?:个|单|笔|边|张)?(?:订单|卡)?(?:是|就|倒)?(?:可以|能|支持|没问题|行)|这(?:单|个|笔|张)(?:订单)?(?:是|就|倒)?(?:可以|能|支持)"
)

_ACCEPT = re.compile(
    rf"(?:已经?|为您|帮您|给您|给你|帮你|为你|这就|马上|立即|同意|可以|会|准备|能)(?:(?!超|过(?!来|去|户)|发货|开始|未|不).){{0,8}}{BACK}"
    rf"|{OFF}(?:成功|[好掉]了|已?(?:受理|通过|完成|处理|提交|操作|办理))|(?:款|钱|金额)已经?(?:为您|给您)?(?:原路)?(?:返回|退回|返还)|(?:订单|款项|金额)已(?:为您)?(?:取消|退款|退回|原路退)"
)
_ACCEPT_WEAK = re.compile(
    r"您可以|你可以|可以申请|您可|自行|看看|查询|核实|确认|尝试|试试|申请(?!(?:已经?|都)*(?:通过|同意|受理|批准|审核通过))|反馈|才可以|才能|后可以|吗|[?]|联系|找|去|到.{0,6}页|通过.{0,6}[页中]"
    rf"|点击|等|{WHETHER}|只|最多|扣|手续费|部分|一半"
)
_RECITED = re.compile(rf"{durations.PATTERN}(?:之内|以内|内)|规则|规定|政策|自动取消|未支付|未付款|超时")
_DOING = re.compile(r"已|为您|给您|帮您|这就|马上|立即|同意")
_PROMISE = re.compile(
    r"(?:退款|款项|金额|余款|钱|费用).{0,14}(?:将|会|预计|内).{0,10}(?:到账|退回|原路|退还|退到|返还)"
    r"|(?:\d+|[一二三四五六七八九十]+)[-~至到\d]{0,4}个?(?:工作日|小时|天|分钟)(?:之?内|左右)?.{0,8}(?:到账|退回|退款|原路|退还)"
    r"|(?:到账|退回|退款|原路|退还).{0,8}(?:\d+|[一二三四五六七八九十]+)[-~至到\d]{0,4}个?(?:工作日|小时|天)"
)
_PROMISE_IF = re.compile(
    rf"如果|假如|若|的话|要是|一旦|(?:审核|通过|同意|受理|确认|核实|提交|申请).{{0,4}}后|一般|通常|{WHETHER}|[?]|吗"
)
#: "已激活的会员一律不退" speaks of goods that were used, and nobody says that these were.
OF_USED = re.compile(
    r"已经?(?:被)?(?:激活|使用|兑换|查看|提取|开通|绑定|刮开|拆封|开始(?:处理|充值)?)过?的|用过的|(?:激活|使用|兑换|查看|开通|绑定)过的|(?:激活|使用|兑换|查看|提取|开通|绑定|刮开|拆封)(?:之?后)的"
)
_OWN = re.compile(r"您(?:的|这)|你(?:的|这)|这(?:个|张|笔)?(?:订单|单|卡)?(?:是|属于)")
#: What is promised to all is withdrawn from this buyer, or called impossible.
_BUT = re.compile(
    r"不符合|不满足|不适用|不属于|除外|做不到|办不到|不可能|没可能|不一定|保证不了|不敢保证|不代表|不算|凭什么|想得美|做梦|以为"
)
_AFTER_DOING = re.compile(
    r"(?:把|将)[^,。]{1,12}(?:发|给|提供|寄|退|还|告诉)(?:送|给|到|回)?(?:我|客服|商家|过来|回来)|(?:请|麻烦|需要?|得|先)(?:让|要)?[您你]?(?:先|再)?[^,。]{0,3}"
    r"(?:提供|发(?:我|给|来|送|一?下)|寄|退回|上传|填写|添加|签收|确认)"
)
_BUYER_APPLIES = re.compile(
    r"(?:(?<![给帮为替])[您你](?:那边)?|可以?|自行|自己|请|麻烦|需要?|去|先|重新|再)[^,。已]{0,4}(?:申请|提交|点击?|操作)(?:一?下)?(?:退款|取消|售后|订单)"
)
#: A later time asked for: "财务休假，改为5月31日前退款可以吗".
_PUT_OFF = re.compile(
    r"(?:改[为到成在]|延(?:期|迟|后|长|到|至)|推迟|顺延|宽限|往后).{0,14}(?:退款|到账|退|打款|返)|(?:退款|到账|打款).{0,8}(?:要?延(?:期|迟|后)|推迟|顺延)"
)
_NOT = re.compile(
    rf"(?:无法|不能|不可|不支持|不予|没法|没办法|不会|不同意|不允许|未|没有?).{{0,10}}(?:{OFF}|到账)"
)


def read(sentence: str, *, answering: bool) -> Iterator[Statement]:
    """What a masked sentence of an agent does.

    Args:
        sentence: from :func:`dossier.reading.speech.saying.sentences`.
        answering: the buyer has just asked to cancel.
    """
    refused = _refuses(sentence, answering=answering)
    if refused is not None:
        yield refused
        return
    if _PUT_OFF.search(sentence):
        yield Statement(EventKind.REFUND_PROMISED, hedged=True)
        return
    if _promises(sentence) and not _NOT.search(sentence):
        open_ = _PROMISE_IF.search(sentence) is not None or is_loose(sentence)
        yield Statement(EventKind.REFUND_PROMISED, hedged=open_)
    if _ACCEPT.search(sentence) and not _NOT.search(sentence):
        if _RECITED.search(sentence) and not _DOING.search(sentence):
            return
        hedged = any(p.search(sentence) for p in (OPEN, _ACCEPT_WEAK, LATER, scope.OTHERS, scope.IN_PART))
        yield Statement(EventKind.CANCEL_ACCEPTED, hedged=hedged)


def _promises(sentence: str) -> bool:
    return _PROMISE.search(sentence) is not None or refundtimes.find(sentence, said=True) is not None


def _refuses(sentence: str, *, answering: bool) -> Statement | None:
    if answering and (_BARE_NO.search(sentence) or _TURNED_DOWN.search(sentence)):
        return Statement(EventKind.CANCEL_REFUSED, hedged=False)
    found = REFUSE.search(sentence)
    if found is None and _CANNOT.search(sentence) and (answering or re.search(OFF, sentence)):
        found = _CANNOT.search(sentence)
    if found is None or (_FEE_ONLY.search(sentence[: found.end()]) and not _WHOLE_ORDER.search(sentence)):
        return None
    asked = sentence.endswith("?") or sentence.rstrip("?。!~").endswith(("吗", "么", "呢吗"))
    accepts_too = _ACCEPT.search(REFUSE.sub("…", sentence)) is not None
    already = ALREADY.search(sentence) or _OVER.search(sentence)
    used = OF_USED.search(sentence) is not None and _OWN.search(sentence) is None
    later = used or (LATER.search(sentence) is not None and already is None)
    general = _GENERAL.search(sentence) is not None and not answering and not ALREADY.search(sentence)
    open_ = leaves_open(sentence)
    return Statement(EventKind.CANCEL_REFUSED, hedged=asked or accepts_too or later or general or open_)


def leaves_open(sentence: str) -> bool:
    """Whether a masked sentence that speaks against cancelling leaves open if it is refused for good."""
    rest = DOUBLE.sub("…", sentence)
    if rest != sentence and not (REFUSE.search(rest) or _CANNOT.search(rest)):
        return True
    return (
        any(pattern.search(rest) for pattern in (OPEN, scope.OTHERS, _NOT_FINAL))
        or _THOUGH.search(_CANNOT.sub("…", REFUSE.sub("…", sentence))) is not None
    )


def is_loose(sentence: str) -> bool:
    """Whether what a squeezed sentence promises hangs on the buyer, is denied, or is of something else."""
    return any(
        pattern.search(sentence) for pattern in (_BUT, _AFTER_DOING, _BUYER_APPLIES)
    ) or scope.is_beside(sentence)


_CANNED = re.compile(
    r"自动回复|咨询(?:人数|量|高峰)|排队|暂时?(?:不在|离开|无法回复)|不在线|(?:稍后|尽快|第一时间|很快|马上)(?:会)?(?:给您|为您|跟您|与您)?(?:回复|联系|处理)"
    r"|繁忙|忙线|工作时间|上班时间|服务时间|留言|为您服务|有什么(?:可以|能|需要|问题)|(?:可以|能)帮(?:到|助)?您|欢迎(?:光临|咨询|来到|您)|耐心等待|久等"
)
_LOOKED_AT = re.compile(r"核实|查|看一?下|看看|反馈|登记|上报|申请|财务|主管|订单|这边|问一?下|沟通|已")
_NO_WORDS = re.compile(r"(?:\[[^\]]{1,8}\]|[^\w\u4e00-\u9fff\[\]])*")
_HELLO = re.compile(r"(?:亲爱?的?|您好|你好|哈喽|hello|hi|嗨|呀|哦|呢|哈|[,。!~?])+")


def is_canned(text: str) -> bool:
    """Whether the shop's words may well be sent by a machine: a greeting, a queue, an absence, a sticker."""
    words = "".join(sentences(text))
    if _NO_WORDS.fullmatch(words) or _HELLO.fullmatch(words):
        return True
    return _CANNED.search(words) is not None and not _LOOKED_AT.search(words)
