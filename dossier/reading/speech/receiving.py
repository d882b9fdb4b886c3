"""The buyer says that the money has come back: words against his own interest, and the more believable."""

from __future__ import annotations

import re

from dossier.model import EventKind
from dossier.reading.speech import scope
from dossier.reading.speech.saying import WHETHER, Statement

_MONEY = r"(?:退款|退的钱|退费|退回的钱|钱|款项?|余款)"
_SO = r"(?:刚刚?|今天|昨天|已经?|都|终于|总算|确实|也|我|全部|全额)*"
_CAME = re.compile(
    rf"{_MONEY}{_SO}(?:收到|到账|回来|退回来|退到账)(?:了|啦|咯|哈|，|,|。|!|$)|收到(?:了|啦)?(?:你们?|您)?(?:的|全部|全额)?{_MONEY}"
)
_NOT = re.compile(
    rf"把|给我|请|麻烦|要求|申请|没|未|不(?:是|会|到|了)|[?]|吗|么|呢|如果|若|的话|等|什么时候|何时|多久|才|再|就|{WHETHER}|希望|尽快|预计|应该|可能"
)
#: Somebody else says so, or only a part came.
_TOLD = re.compile(
    r"(?:你们?|您|客服|系统|页面|他们?|平台|商家|老板)(?:这边|那边)?(?:说|讲|显示|写|提示|回复)"
)
_PART = re.compile(r"部分|一半|只|才|仅|扣|少|差|\d+(?:\.\d+)?(?:元|块)")


def find(sentence: str) -> Statement | None:
    """What a masked sentence of the buyer says of money that came, if anything."""
    if not _CAME.search(sentence) or _NOT.search(sentence):
        return None
    open_ = _TOLD.search(sentence) is not None or scope.OTHERS.search(sentence) is not None
    return Statement(EventKind.REFUND_RECEIVED, hedged=open_ or _PART.search(sentence) is not None)
