"""The nouns of the hold-out: what happened, what the folder shows of it, what may be concluded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from samples.draw.canvas import Canvas

RULES = (
    "grace.shipped-inside",
    "grace.cancel-refused-inside",
    "grace.fee-charged-inside",
    "fee.above-published-rate",
    "manual.shipped-after-cancel-request",
    "refund.overdue",
    "service.no-answer",
    "service.contradicts-policy",
    "policy.undisclosed",
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
    other_clock: bool = False
    """Whether the chat's times are not the shop's own, so that seconds between the two mean little."""


@dataclass(frozen=True)
class Reply:
    """What the agent answered; ``kind`` is ``refused``, ``accepted``, ``promised`` (a refund) or ``neither``."""

    text: str
    when: datetime
    shown: Span
    kind: str
    sure: bool = True
    """False where a refusal's words leave room for another meaning."""


@dataclass(frozen=True)
class Later:
    """What the folder shows of the money after a refund was promised.

    ``kind`` is ``page`` (the order page still says that it is being refunded), ``admitted`` (an agent says
    that it is not paid yet), ``chased`` (the buyer alone says so), ``bill`` (a bill without the refund) or
    ``came`` (an agent or a bill says that it was paid).
    """

    kind: str
    shown: Span
    sure: bool = True


@dataclass(frozen=True)
class Owed:
    """A refund that was promised or published; ``due`` is its last second, strictly and patiently counted.

    ``due`` is None where no time was named; ``sure`` is false where the promise or its time is open to doubt.
    """

    due: Span | None
    later: tuple[Later, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Awaited:
    """An answer for which a time was published or stated.

    ``answered`` is the first answer by a person after the request (or after the stated time), ``until`` the
    last moment that the conversation surely shows, ``whole`` whether nothing can be missing in between.
    """

    due: Span | None
    answered: Span | None = None
    until: Span | None = None
    whole: bool = True
    sure: bool = True


@dataclass(frozen=True)
class Reason:
    """Why an agent says that the order cannot be cancelled, or only at a cost.

    ``kind`` is ``never``, ``limit`` (only within ``minutes``), ``late`` (the ``minutes`` are over), ``fee``
    (``percent``), or ``other`` for what no page can contradict.
    """

    kind: str
    minutes: int = 0
    percent: int = 0
    sure: bool = True


@dataclass(frozen=True)
class Notice:
    """How the rule on which the shop relies came to the buyer.

    ``relied`` is ``exact`` (the page's rule, in its words), ``loose`` or none; ``since`` the day from which
    the page says that it holds; ``revised`` where that day is only its last change; ``before_too`` where an
    older page says the same; ``admitted`` whether an agent says that it was not published at payment.
    """

    relied: str = ""
    since: date | None = None
    revised: bool = False
    before_too: bool = False
    admitted: bool = False


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
    state: str = ""
    """The word for its state on the order page, where it is not the usual one."""
    page_holds: bool = True
    """Whether the rule page is surely the one for these goods, this shop and this day."""
    page_dated: bool = True
    versions: bool = False
    """Whether the folder holds two versions of the page."""
    owed: Owed | None = None
    awaited: Awaited | None = None
    reason: Reason | None = None
    notice: Notice | None = None

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
    """Something the folder shows to have happened; ``kind`` names several, divided by ``|``, where any fits."""

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
    """One file: a canvas (``canvas``) or a text (``text``, in ``encoding``, with its messages or rows).

    ``messages`` are (line, sender, time, words), ``rows`` a bill's lines with their (head, words);
    ``captured`` is the local time in the file name or "".
    """

    name: str
    role: str
    canvas: Canvas | None = None
    text: str = ""
    encoding: str = "utf-8"
    messages: tuple[tuple[int, str, str, str], ...] = ()
    rows: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()
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
