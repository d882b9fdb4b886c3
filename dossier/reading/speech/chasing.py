"""The buyer writes again: for an answer, for a result, for the money.

That the money has not come is another statement (:mod:`~dossier.reading.speech.pending`).
Only after something was asked for or promised; as first words "在吗" and "多久能退"
are a greeting and a question.
"""

from __future__ import annotations

import re

from dossier.model import EventKind
from dossier.reading.speech import saying
from dossier.reading.speech.saying import BACK, WHETHER, Statement
from dossier.reading.text import squeeze

_MARKS = frozenset("?!.。…")
_GREETING = r"(?:你好|您好|亲爱?的?|喂|哈喽|哈罗|hello|hi|老板|客服|商家|掌柜|请问|那个|,|!|~|。)*"
_THERE = re.compile(
    rf"^{_GREETING}(?:(?:人|还|你们?)?在(?:吗|么|嘛|不在?|没)|(?:有|还有)人(?:吗|么|嘛|在|没|呢)|{WHETHER}人|人(?:呢|去哪)|在线(?:吗|么)"
    r"|(?:怎么)?没人(?:吗|么|啊|在|回|理|管|[?。!]|$)|(?:客服|人工|老板|商家)(?:呢|在哪(?=[?呢啊]|$)|人呢|在(?:吗|么|不)))"
)
_SILENT = re.compile(
    r"(?:没|不|无|莫)(?:有)?(?:人|任何)?(?:人)?(?:回(?!去|来|收)|理(?!解|由|想|赔)|答复|搭理|吭声|吱声|反应|动静|回应|管(?!用)|处理|解决)"
    r"|已读不|不说话|装死|装聋|(?:给|回|说)(?:我)?(?:个|一个|句)(?:话|说法|准信|准话|答复|回复|结果|交代|回应|时间)"
)
_SPEAK = re.compile(
    r"(?:回|答|理)(?:复|应)?(?:我)?(?:一?下|一声|我|个话|啊|呀|吧|呗|!)|(?:请|麻烦|快|赶紧|尽快|尽早|赶快|早点|速|及时|希望|盼|望|抓紧|立即|马上|能⁇).{0,8}"
    r"(?:回复|答复|处理|解决|回话|回应|退款|打款|到账|给我退|退给我|审核)|催(?:一?下|一催|促)|快(?:点|些)(?=$|[,。!?~吗啊呀吧嘛呗退回处给弄办])"
)
_RESULT = re.compile(
    r"(?:处理|审核|弄|办|取消|退款?|申请|查|问)(?:得|的)?(?:怎么样|咋样|如何|到哪)|怎么样了|咋样了|(?:好|弄好|处理好|办好|完|取消成功|退成功|退款成功)了(?:吗|么|嘛|没)"
    r"|(?:结果|进展|进度|消息|答复|回复|下文|眉目)(?:了|呢)?(?:吗|么|嘛|没|呢|如何|怎么样|[?])|(?:还|得|要|需|再)+(?:要)?(?:多久|多长时间|几天|等多久|等到|等几)"
    r"|等(?:了|到)?(?:多久|什么时候|多长|几天|半天|好久|很久|这么久|那么久|[一二两三四五六七八九十几\d]+个?(?:天|小时|多|分钟|月|周))"
)
_MONEY = re.compile(
    rf"(?:怎么|为什么|为啥|咋)(?:还|都|一直|又|到现在)*(?:没有?|不)(?:给我|帮我|给)?(?:{BACK}|到账|收到|打款|取消|处理)"
    r"|(?:还|到现在|至今|一直|迟迟|仍)(?:都|也|还)?(?:没有?|未|不)(?:给我|帮我|给)?(?:取消|处理|审核)|退款(?:到哪|到账|进度|[?])"
    r"|(?:什么时候|啥时候|何时|几时|多久|几天|多长时间|多会儿?)(?:才|能|可以|会|到底|给我|给)*(?:退|到账|到(?=[?。]|$)|收到|打款|返|处理|回复|取消|解决|好)"
    r"|(?:退|到账|退款|处理|取消)(?:要|需要|得|还要)?(?:多久|几天|多长)|(?:退款?|到账|取消|处理|退)了(?:吗|么|嘛|没)"
)
_GOODS = re.compile(r"发货|充值|到货|发卡|发码|代练|上号|代充")
_REPORTED = re.compile(r"(?:说|讲|承诺|答应|保证|告诉我|回复)(?:过|了|的)?(?:会|是|要)?[^,。!?]{2,20}")
_CONTENT = re.compile(r"^(?:好的?|嗯+|行|可以|ok|谢谢|感谢|没事|知道了|明白|收到)(?:[,。!~的吧了呀啊哦]|$)")
_IF = re.compile(r"如果|要是|的话|若|假如|万一|不用(?:急|催|回)|不着急|不急")


def find(text: str) -> Statement | None:
    """What a message of a buyer asks for once more, after a request or a promise; None where nothing."""
    words = squeeze(text).lower()
    if "?" in words and _MARKS.issuperset(words):
        return Statement(EventKind.CHASED, hedged=words.count("?") < 2)  # noqa: PLR2004
    content = _CONTENT.search(words) is not None
    found: Statement | None = None
    for sentence in saying.sentences(text):
        own = _REPORTED.sub("…", sentence)
        if not _chases(own):
            continue
        hedged = content or _IF.search(own) is not None
        if found is None or not hedged:
            found = Statement(EventKind.CHASED, hedged=hedged)
    return found


def _chases(sentence: str) -> bool:
    if _THERE.search(sentence):
        return True
    if _GOODS.search(sentence) and "退" not in sentence:
        return False
    return any(pattern.search(sentence) for pattern in (_SILENT, _SPEAK, _RESULT, _MONEY))
