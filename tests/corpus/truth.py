"""The nouns of the hold-out: what happened, what the folder shows of it, what may be concluded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from samples.draw.canvas import Canvas

RULES = (
    "grace.shipped-inside",
    "grace.cancel-refused-inside",
    "grace.fee-charged-inside",
    "fee.above-published-rate",
    "manual.shipped-after-cancel-request",
)


@dataclass(frozen=True)
class Span:
    """A time as it is shown: first and last second it may mean, both included."""

    first: datetime
    last: datetime

    @staticmethod
    def second(moment: datetime) -> Span:
        return Span(moment, moment)

    @staticmethod
    def minute(moment: datetime) -> Span:
        start = moment.replace(second=0)
        return Span(start, start + timedelta(seconds=59))

    def before(self, other: Span) -> bool:
        return self.last < other.first

    def meets(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Window:
    """A published time for free cancelling; ``anchor`` is ``paid`` or ``ordered``."""

    minutes: int
    anchor: str = "paid"
    free: bool = True
    only_unshipped: bool = False
    in_force: bool = True


@dataclass(frozen=True)
class Request:
    """What the buyer wrote; ``strength`` is ``firm``, ``hedged`` or ``none`` (no request at all)."""

    text: str
    when: datetime
    shown: Span
    strength: str = "firm"
    sure_date: bool = True
    sure_order: bool = True
    sure_time: bool = True
    """False where it is not the first thing below its time line, so that it may have come later."""
    withdrawn: bool = False


@dataclass(frozen=True)
class Reply:
    """What the agent answered; ``kind`` is ``refused``, ``accepted`` or ``neither``."""

    text: str
    when: datetime
    shown: Span
    kind: str


@dataclass(frozen=True)
class Plot:
    """One order's story.  A time is None where the folder does not show it."""

    order_id: str
    goods: str
    amount: Decimal
    ordered: datetime
    paid: datetime
    manual: bool = False
    shipped: datetime | None = None
    started: datetime | None = None
    completed: datetime | None = None
    refund: Decimal | None = None
    fee: Decimal | None = None
    fee_in_words: bool = True
    refunded: datetime | None = None
    window: Window | None = None
    rates: tuple[int, int] | None = None
    manual_clause: bool = False
    request: Request | None = None
    reply: Reply | None = None
    transaction: str = ""
    minute_dates: bool = False
    shows_paid: bool = True
    voucher: str = ""
    """Which payment page lies in the folder: ``wechat``, ``alipay`` or none."""
    shipped_label: str = ""
    started_label: str = ""
    voucher_paid: datetime | None = None
    """The paying time on the payment page, where it differs from the order page's."""

    def page_span(self, moment: datetime) -> Span:
        """A time of the order page as it is shown there."""
        return Span.minute(moment) if self.minute_dates else Span.second(moment)


@dataclass(frozen=True)
class Answer:
    """What a rule should say (``best``) and what it may say without being wrong."""

    best: str
    allowed: frozenset[str]


@dataclass(frozen=True)
class TrueEvent:
    """Something the folder shows to have happened."""

    kind: str
    order_id: str
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Truth:
    """All that is true of a case; ``rules`` is order id → rule → answer."""

    scenario: str
    order_ids: frozenset[str]
    events: tuple[TrueEvent, ...]
    rules: dict[str, dict[str, Answer]]
    transactions: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    paid: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Doc:
    """One file: a canvas (``canvas``) or a text (``text``, in ``encoding``, with its messages).

    ``messages`` are (line, sender, time, words); ``captured`` is the local time in the file name or "".
    """

    name: str
    role: str
    canvas: Canvas | None = None
    text: str = ""
    encoding: str = "utf-8"
    messages: tuple[tuple[int, str, str, str], ...] = ()
    captured: str = ""


@dataclass(frozen=True)
class CorpusCase:
    """A folder and its truth."""

    name: str
    docs: tuple[Doc, ...]
    truth: Truth


def widened(answer: Answer, *more: str) -> Answer:
    """The same answer with further verdicts let pass."""
    return replace(answer, allowed=answer.allowed | set(more))
