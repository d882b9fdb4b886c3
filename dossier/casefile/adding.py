"""What ``case.yaml`` says of places that the machine missed: where, what stands there, what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dossier.casefile import hiding
from dossier.casefile.model import Addition
from dossier.forms import form
from dossier.forms.form import Field, Reader, record
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.model import EventKind, FactKind

if TYPE_CHECKING:
    from dossier.casefile.paths import Folder
    from dossier.forms.tree import Node

BY_READING = frozenset({FactKind.STATEMENT, FactKind.POLICY_TERM, FactKind.REASON})
"""Kinds that are the meaning of words: a person adds the words, and the program reads them."""

EVENTS = {
    EventKind.ORDERED: ("下单", "ordered"),
    EventKind.PAID: ("付款", "支付", "paid"),
    EventKind.SHIPPED: ("发货", "shipped"),
    EventKind.SERVICE_STARTED: ("开始处理", "service_started"),
    EventKind.COMPLETED: ("完成", "completed"),
    EventKind.CANCEL_REQUESTED: ("申请取消", "申请退款", "cancel_requested"),
    EventKind.CANCEL_REFUSED: ("拒绝取消", "cancel_refused"),
    EventKind.CANCEL_ACCEPTED: ("同意取消", "cancel_accepted"),
    EventKind.REFUNDED: ("退款", "refunded"),
}
"""What a time of an order or payment page speaks of."""

MONEY = {
    "paid": ("实付", "支付金额", "paid"),
    "price": ("价格", "单价", "price"),
    "fee": ("手续费", "fee"),
    "refund": ("退款金额", "refund"),
}
"""What an amount speaks of."""

ABOUTS: Mapping[FactKind, Mapping[str, tuple[str, ...]]] = {
    FactKind.TIMESTAMP: {kind.value: names for kind, names in EVENTS.items()},
    FactKind.AMOUNT: MONEY,
}
"""The kinds that need to be told what they are about, and what that may be, with its spellings."""

_ANY = {
    about: tuple(name for choices in ABOUTS.values() for name in choices.get(about, ()))
    for choices in ABOUTS.values()
    for about in choices
}


def addition(folder: Folder, kinds: Mapping[FactKind, tuple[str, ...]]) -> Reader[Addition]:
    """A place that the machine missed, in a file of the folder.

    Args:
        folder: the evidence folder.
        kinds: the spellings of all kinds.
    """
    allowed = {kind: names for kind, names in kinds.items() if kind not in BY_READING}
    return record(
        _made,
        Field("file", ("文件",), folder.path, needed=True),
        Field("page", ("页", "页码"), form.number(), needed=True),
        Field("box", ("区域",), hiding.area, needed=True),
        Field("kind", ("项目", "种类"), form.choice(allowed, "casefile.expected.addition-kind")),
        Field("about", ("关于",), form.choice(_ANY, "casefile.expected.about")),
        Field("text", ("内容",), _words, needed=True),
        line=True,
    )


def _words(node: Node, key: str) -> str:
    """What stands there, on one line; words between quotation marks may be none."""
    words = form.line(node, key)
    if not words:
        raise MistakesError(Mistake(node.line, "casefile.expected.filled", key=key))
    return words


def _made(**values: Any) -> Addition:
    """An addition; of an amount the word for the event of a refund means the money."""
    one = Addition(**values)
    refund = one.kind is FactKind.AMOUNT and one.about == EventKind.REFUNDED
    return replace(one, about="refund") if refund else one
