"""The nouns of the house: plain frozen data, shared by every room.

Nothing here reads a file, knows the clock or decides anything.  The order of
the classes is the order in which a case comes into being: files become
evidence, evidence holds pages, pages hold lines or messages, lines become
facts, facts become events, events become findings.

Coordinates are pixels of the *upright* page picture (EXIF orientation already
applied), origin at the top left, ``x1``/``y1`` exclusive.  Times are strings
in ISO 8601 with offset inside :class:`Fact` and aware ``datetime`` objects
inside :class:`Interval`.  Money is ``decimal.Decimal`` in the currency's main
unit and never a float.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

SCHEMA = "dossier/1"


class Role(StrEnum):
    """What a file is in the case (``evidence[].role``)."""

    ORDER = "order"
    PAYMENT = "payment"
    CHAT = "chat"
    POLICY = "policy"
    BILL = "bill"
    MAIL = "mail"
    OTHER = "other"


class FactKind(StrEnum):
    """What a fact is about (``facts[].kind``)."""

    ORDER_ID = "order_id"
    TRANSACTION_ID = "transaction_id"
    MERCHANT_ORDER_ID = "merchant_order_id"
    AMOUNT = "amount"
    AGENT_ID = "agent_id"
    AGENT_NAME = "agent_name"
    TIMESTAMP = "timestamp"
    PRODUCT = "product"
    SELLER = "seller"
    PLATFORM = "platform"
    DELIVERY = "delivery"
    STATUS = "status"
    POLICY_TERM = "policy_term"
    STATEMENT = "statement"
    """Something a person said that counts, e.g. a cancellation request (an addition to the contract)."""
    REASON = "reason"
    """Why the shop says that an order cannot be cancelled (an addition to the contract)."""


class FactStatus(StrEnum):
    """How far a fact can be relied on (``facts[].status``)."""

    READ = "read"
    CHECKED = "checked"
    CORRECTED = "corrected"
    DISPUTED = "disputed"


class EventKind(StrEnum):
    """What happened (``events[].kind``)."""

    ORDERED = "ordered"
    PAID = "paid"
    CANCEL_REQUESTED = "cancel_requested"
    CANCEL_REFUSED = "cancel_refused"
    CANCEL_ACCEPTED = "cancel_accepted"
    CANCEL_WITHDRAWN = "cancel_withdrawn"
    """The buyer took the request back (an addition to the contract)."""
    SERVICE_STARTED = "service_started"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    REFUND_PROMISED = "refund_promised"
    REFUNDED = "refunded"
    RULE_CAPTURED = "rule_captured"
    CONTACTED = "contacted"
    CHASED = "chased"
    """The buyer asks again for an answer or for the money (an addition to the contract)."""
    ANSWERED = "answered"
    """The shop's first words after a request, where they neither refuse nor grant it (an addition)."""
    REFUND_PENDING = "refund_pending"
    """Somebody says that the money has not come back yet (an addition to the contract)."""
    REFUND_RECEIVED = "refund_received"
    """The buyer says that the money came back (an addition to the contract)."""


class Actor(StrEnum):
    """Who did it (``events[].actor``)."""

    BUYER = "buyer"
    PLATFORM = "platform"
    PAYMENT = "payment"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How finely the source shows a time (``events[].precision``)."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class Speaker(StrEnum):
    """Who says a line of a chat."""

    BUYER = "buyer"
    AGENT = "agent"
    SYSTEM = "system"
    UNKNOWN = "unknown"


class Delivery(StrEnum):
    """How the goods are delivered (``orders[].delivery``)."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class OrderState(StrEnum):
    """Where an order stands (``orders[].state``)."""

    UNPAID = "unpaid"
    AWAITING = "awaiting"
    SHIPPED = "shipped"
    REFUNDED = "refunded"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """A rule's answer (``findings[].verdict``)."""

    BREACH = "breach"
    POSSIBLE = "possible"
    UNDETERMINED = "undetermined"
    CLEAR = "clear"


class PremiseState(StrEnum):
    """Whether a premise is borne out by the folder (``premises[].state``)."""

    SHOWN = "shown"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    UNCERTAIN = "uncertain"


class Anchor(StrEnum):
    """What a time without its own day was completed from, in falling order of trust (``facts[].anchor``)."""

    STATUS_BAR = "status-bar"
    FILE_NAME = "file-name"
    EXIF = "exif"
    FILE_TIME = "file-time"
    NEIGHBOUR = "neighbour"
    """The rest of the folder: the order's day, the lines above, the same chat in another picture."""


class Channel(StrEnum):
    """Where a conversation was held (``evidence[].channel``)."""

    PLATFORM = "platform"
    """The shop's or platform's own service window."""
    WECHAT = "wechat"
    QQ = "qq"
    MAIL = "mail"


class Box(NamedTuple):
    """A rectangle in pixels of the upright page picture; ``x1`` and ``y1`` exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page.

    ``number`` counts from 1 in reading order; ``box`` is None where the page
    has no picture (a text file); ``confidence`` is the engine's, 0..1;
    ``ground`` the colour behind the text as 0xRRGGBB, None where it is not known;
    ``tilt`` how far the writing runs down to the right, in degrees.  ``again`` are
    further readings of the same place, each made in another way, "" where one
    saw nothing; it is empty when the line was read only once.
    """

    number: int
    text: str
    box: Box | None = None
    confidence: float = 1.0
    ground: int | None = None
    tilt: float = 0.0
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat export.

    ``line`` is the 1-based line of the file where it starts.  ``time`` and
    ``sender`` are the words of the file and empty where it has none.  ``speaker``
    is known only where the format itself says which messages are the owner's.
    """

    line: int
    sender: str
    time: str
    text: str
    speaker: Speaker = Speaker.UNKNOWN


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a bill: its 1-based line in the file or sheet, and (header, words as written) pairs."""

    line: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: a picture (``width`` × ``height`` px, with lines), a text or a table (0 × 0).

    ``part`` names the inner file a page comes from (an attachment, a file in an
    archive, a sheet) and is empty for others.  ``rows`` are a bill's; ``left_out``
    counts those that belong to no order of the case and are kept nowhere.
    ``moment`` is the time in a recording, in seconds.
    """

    number: int
    width: int = 0
    height: int = 0
    lines: tuple[Line, ...] = ()
    messages: tuple[Message, ...] = ()
    rows: tuple[Row, ...] = ()
    left_out: int = 0
    part: str = ""
    moment: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read.

    ``code`` names a text in ``templates/phrases``; ``detail`` is shown with it
    and is never markup.  ``page`` is None when the whole file is meant.
    """

    path: str
    code: str
    detail: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of the folder.

    ``path`` is relative to the folder with ``/`` between parts; ``sha256`` is
    lower-case hex of the bytes as they lie on disk; ``media`` is the type found
    by content, e.g. ``image/png``; ``captured`` is the moment the file says it
    was made (ISO 8601 local time) or empty, ``captured_by`` whether its name or
    its EXIF data say so; ``modified`` is the file system's time, which a copy
    loses.  ``password`` opens a locked file; it is held in memory only.
    ``channel`` says where a conversation was held, where that shows; ``device`` what
    made a picture, as its file tells: maker, model and program, nothing of a person.
    """

    id: str
    path: str
    sha256: str
    bytes: int
    media: str
    pages: tuple[Page, ...] = ()
    role: Role = Role.OTHER
    engine: str = ""
    captured: str = ""
    captured_by: Anchor | None = None
    modified: str = field(default="", compare=False)
    password: str = field(default="", repr=False, compare=False)
    channel: Channel | None = None
    problems: tuple[Problem, ...] = ()
    device: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: evidence id, 1-based page, box in pixels or None, 1-based line."""

    evidence: str
    page: int
    box: Box | None
    line: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read from one place.

    ``value`` is normalised, ``raw`` is what stands on the page.  ``about`` says
    what the value speaks of: an event kind for a timestamp or a statement, a
    money role (``paid``, ``price``, ``fee``, ``refund``) for an amount, a term
    name for a policy term.  ``label`` is the wording beside it ("付款时间").
    ``links`` are ids of facts that belong to it (the time a sentence was said).
    ``machine`` keeps the machine's value when a person corrected it.  ``assumed``
    says that a part of the value is not on the page but inferred from the rest
    of the folder; ``hedged`` that the words leave room for another meaning.
    ``anchor`` is what completed a time that the page gives only in part.
    ``second`` is the second reading where it differs, and ``doubts`` are the
    places in ``value`` (from 0) whose character may be another that looks alike;
    ``cut`` that it stands at the edge of its picture, where a part may be missing.
    """

    id: str
    kind: FactKind
    value: str
    raw: str
    confidence: float
    source: Source
    status: FactStatus = FactStatus.READ
    order_id: str | None = None
    about: str = ""
    label: str = ""
    speaker: Speaker = Speaker.UNKNOWN
    links: tuple[str, ...] = ()
    machine: str | None = None
    assumed: bool = False
    hedged: bool = False
    anchor: Anchor | None = None
    second: str | None = None
    doubts: tuple[int, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of a conversation, told once however many pictures show it.

    ``talk`` counts the conversations of the folder from 1.  ``places`` are where
    the message is shown, the one it was read from first; ``lines`` are the numbers
    of its lines there.  ``time`` is the time as it is printed, ``value`` the same
    as a value of a ``timestamp`` fact; both are empty where no time is shown.
    ``inherited`` says that the time stands further up, so that the message is not
    earlier; ``assumed`` that a part of ``value`` is inferred.  ``sender`` is the
    name as shown, ``text`` what was read, and ``doubtful`` says that a second
    reading of it differs.
    """

    talk: int
    places: tuple[Source, ...]
    lines: tuple[int, ...]
    text: str
    speaker: Speaker = Speaker.UNKNOWN
    sender: str = ""
    time: str = ""
    value: str = ""
    inherited: bool = False
    assumed: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """A time known only to lie between two seconds, both included."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with every fact that says so.

    ``disputed`` is true when sources contradict each other: ``when`` then spans
    all of them.  ``assumed`` is true when a part of the time (say, the date) is
    not on the page but inferred, ``hedged`` when the words leave room for another
    meaning ("能取消吗"), ``doubtful`` when a reading it rests on is not certain, so
    that the true time may lie elsewhere.  ``conflicts`` are ids of events with which it cannot have
    happened in the order that the sources tell (goods sent before they were paid).
    ``place`` is the evidence and the position in its conversation, comparable only
    within one evidence; -1 where there is none.
    """

    id: str
    kind: EventKind
    when: Interval
    precision: Precision
    actor: Actor
    order_id: str | None
    facts: tuple[str, ...]
    summary: str = ""
    disputed: bool = False
    assumed: bool = False
    hedged: bool = False
    doubtful: bool = False
    conflicts: tuple[str, ...] = ()
    place: tuple[str, int] = ("", -1)


@dataclass(frozen=True, slots=True)
class Premise:
    """One condition of a finding, in words, with what bears it out."""

    text: str
    state: PremiseState
    events: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's answer for one order.

    ``basis`` names policy clauses (``policy:E4:3.1``) and law articles
    (``law:XFT-12``).
    """

    rule: str
    verdict: Verdict
    order_id: str
    explanation: str
    premises: tuple[Premise, ...]
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the case still needs, why, and how to get it."""

    item: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is known of one order; ``paid`` in the main unit of ``currency``."""

    order_id: str
    platform: str = ""
    product: str = ""
    delivery: Delivery = Delivery.UNKNOWN
    state: OrderState = OrderState.UNKNOWN
    paid: Decimal | None = None
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the pipeline made of one folder."""

    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()
    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    """What was said in chats and letters, one conversation after the other, each in its order."""
