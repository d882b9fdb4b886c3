"""Bills: the rows that belong to an order of the case become facts, and nothing else stays.

A bill tells of a person's whole month, so it is read the other way round: the
orders are known from the rest of the folder, and a row is kept only when it
bears a number of one of them.  A row without a number that could be compared is
kept when its amount and its second fit exactly one order and no other row does;
what it says is then ``hedged``.  A bill makes no order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from dossier.model import (
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Interval,
    Line,
    OrderState,
    Page,
    Problem,
    Role,
)
from dossier.reading import calendar, identifiers, ledger
from dossier.reading.book import Book
from dossier.reading.labels import PAYMENT_CREATED
from dossier.reading.ledger import Cell, Entry

_CLOCKS = timedelta(seconds=90)
"""How far a bill's second may lie from the time of payment that a page shows."""
_PAYING = timedelta(minutes=15)
"""How long after an order was placed it may have been paid, where no page shows when."""
_OWN = (Role.ORDER, Role.PAYMENT)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An order as a bill may know it: its numbers, what was paid, and when that may have been.

    ``numbers`` are compared, look-alikes alike; ``payments`` are those of payments among them.
    """

    name: str
    numbers: set[str]
    payments: set[str]
    amounts: frozenset[str]
    spans: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A row's order; ``weak`` when only amount and time say so."""

    order: str
    weak: bool = False


@dataclass(slots=True)
class _Sheet:
    """A page of a bill: its entries, and by their place the orders found for them."""

    item: Evidence
    page: Page
    entries: tuple[Entry, ...]
    found: dict[int, _Match] = field(default_factory=dict)


def holds(item: Evidence) -> bool:
    """Whether a file is a bill; what the user calls it changes nothing about what may be kept."""
    return any(page.rows for page in item.pages)


def without_rows(item: Evidence) -> Evidence:
    """A bill of which nothing is kept but how many transactions it had."""
    pages = (replace(page, rows=(), left_out=page.left_out + len(page.rows)) for page in item.pages)
    return replace(item, pages=tuple(pages))


def read(
    book: Book,
    evidence: Sequence[Evidence],
    facts: Sequence[Fact],
    orders: Sequence[str],
    chosen: Mapping[str, str],
) -> tuple[tuple[Evidence, ...], tuple[Problem, ...]]:
    """Write down what the rows of the case's orders say.

    Args:
        book: gets the facts, each with its order.
        evidence: with roles; bills still have all their rows.
        facts: of the other files, tied to orders.
        orders: the numbers of the orders.
        chosen: path → order, the user's word: of such a bill, amount and time may
            decide even where a row bears numbers of its own.

    Returns:
        The evidence with nothing but the kept rows, and a problem for each bill without any.
    """
    roles = {item.id: item.role for item in evidence}
    wanted = [_wanted(name, facts, roles) for name in orders]
    sheets = [
        _Sheet(item, page, tuple(map(ledger.entry, page.rows)))
        for item in evidence
        if item.role in (Role.BILL, Role.MAIL)
        for page in item.pages
        if item.role is Role.BILL or page.rows
    ]
    _by_number(sheets, wanted, chosen)
    for sheet in sheets:
        _by_amount(sheet, wanted, chosen.get(sheet.item.path))
    moments = _refund_moments(sheets)
    for sheet in sheets:
        for place, match in sorted(sheet.found.items()):
            _write(book, sheet, sheet.entries[place], match, once=len(moments.get(match.order, ())) == 1)
    for sheet in sheets:
        for one in wanted:
            _until(book, sheet, one)
    kept = {(sheet.item.id, sheet.page.number): _kept(sheet) for sheet in sheets}
    weak = {s.item.id: [s.entries[p].row.line for p, m in sorted(s.found.items()) if m.weak] for s in sheets}
    result = tuple(_filtered(item, kept, weak.get(item.id, [])) for item in evidence)
    return result, tuple(
        Problem(item.path, "bill-no-row")
        for item in result
        if item.role is Role.BILL and not any(page.rows for page in item.pages)
    )


def _wanted(name: str, facts: Sequence[Fact], roles: Mapping[str, Role]) -> _Wanted:
    own = [f for f in facts if f.order_id == name]
    payments = {f.value for f in own if f.kind is FactKind.TRANSACTION_ID}
    shop = {f.value for f in own if f.kind in (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID)}
    shown = [f for f in own if roles[f.source.evidence] in _OWN and f.status is not FactStatus.DISPUTED]
    return _Wanted(
        name=name,
        numbers={identifiers.twin(number) for number in {name} | payments | shop},
        payments=payments,
        amounts=frozenset(
            f.value for f in shown if f.kind is FactKind.AMOUNT and f.about in ("paid", "total")
        ),
        spans=_spans([f for f in shown if f.kind is FactKind.TIMESTAMP]),
    )


def _spans(times: Sequence[Fact]) -> tuple[Interval, ...]:
    """When an order may have been paid."""
    told = [f for f in times if calendar.is_complete(f.value) and calendar.has_clock(f.value)]
    paid = [calendar.interval(f.value) for f in told if f.about == EventKind.PAID]
    if paid:
        return tuple(Interval(one.earliest - _CLOCKS, one.latest + _CLOCKS) for one in paid)
    placed = [calendar.interval(f.value) for f in told if f.about in (EventKind.ORDERED, PAYMENT_CREATED)]
    return tuple(Interval(one.earliest - _CLOCKS, one.latest + _PAYING) for one in placed)


def _by_number(sheets: Sequence[_Sheet], wanted: Sequence[_Wanted], chosen: Mapping[str, str]) -> None:
    """Find the rows that bear a number of one order; a payment found so adds its own for its refunds."""
    for _ in range(2):
        for sheet in sheets:
            only = chosen.get(sheet.item.path)
            for place, entry in enumerate(sheet.entries):
                mine = _numbers(entry)
                names = [one.name for one in wanted if mine & one.numbers]
                if len(names) == 1 and only in (None, names[0]) and not entry.income:
                    sheet.found[place] = _Match(names[0])
        for one in wanted:
            for sheet in sheets:
                for place, match in sheet.found.items():
                    number = sheet.entries[place].number(FactKind.TRANSACTION_ID)
                    if match.order == one.name and sheet.entries[place].spent and number:
                        one.numbers.add(identifiers.twin(number))
                        one.payments.add(number)


def _numbers(entry: Entry) -> set[str]:
    """The numbers of a row as they are compared."""
    return {
        identifiers.twin(form)
        for cell in (*(cell for _, cell in entry.numbers), *entry.mentioned)
        for form in (cell.value, ledger.root(cell.value), ledger.shop_number(cell.value))
    }


def _by_amount(sheet: _Sheet, wanted: Sequence[_Wanted], only: str | None) -> None:
    """Find payments that no number ties: one row and one order that fit each other and nothing else."""
    known = {match.order for place, match in sheet.found.items() if sheet.entries[place].spent}
    fitting = [
        (place, one.name)
        for one in wanted
        if one.name not in known and only in (None, one.name)
        for place, entry in enumerate(sheet.entries)
        if place not in sheet.found and _fits(entry, one, chosen=only is not None)
    ]
    for place, name in fitting:
        rows = [other for other, order in fitting if order == name]
        orders = [order for other, order in fitting if other == place]
        if len(rows) == len(orders) == 1:
            sheet.found[place] = _Match(name, weak=True)


def _fits(entry: Entry, one: _Wanted, *, chosen: bool) -> bool:
    """Whether amount and second of a payment are an order's, and its numbers do not say otherwise."""
    if not entry.spent or entry.amount is None or entry.time is None:
        return False
    numbered = entry.number(FactKind.MERCHANT_ORDER_ID) or (
        one.payments and entry.number(FactKind.TRANSACTION_ID)
    )
    if numbered and not chosen:
        return False
    if entry.amount.value not in one.amounts or not calendar.has_clock(entry.time.value):
        return False
    when = calendar.interval(entry.time.value)
    return any(span.earliest <= when.latest and when.earliest <= span.latest for span in one.spans)


def _refund_moments(sheets: Sequence[_Sheet]) -> dict[str, set[str]]:
    """The times at which money came back, by order."""
    moments: dict[str, set[str]] = {}
    for sheet in sheets:
        for place, match in sheet.found.items():
            entry = sheet.entries[place]
            if entry.refund and entry.time:
                moments.setdefault(match.order, set()).add(entry.time.value)
    return moments


def _write(book: Book, sheet: _Sheet, entry: Entry, match: _Match, *, once: bool) -> None:
    """Write down what one row says; of several refunds none is *the* time of the refund."""

    def put(kind: FactKind, cell: Cell | None, about: str = "", value: str = "") -> None:
        if cell is not None:
            line = Line(entry.row.line, cell.raw)
            book.write(
                kind,
                value or cell.value,
                cell.raw,
                (sheet.item, sheet.page, (line,)),
                about=about,
                label=cell.label,
                order_id=match.order,
                hedged=match.weak,
            )

    for kind, cell in entry.numbers:
        put(kind, cell)
    for cell in entry.mentioned:
        if identifiers.twin(cell.value) == identifiers.twin(match.order):
            put(FactKind.MERCHANT_ORDER_ID, cell)
    if entry.spent:
        put(FactKind.AMOUNT, entry.amount, "paid")
        put(FactKind.TIMESTAMP, entry.created, PAYMENT_CREATED)
        put(FactKind.TIMESTAMP, entry.time, EventKind.PAID)
        put(FactKind.AMOUNT, entry.back, "refund")
    if entry.refund:
        put(FactKind.AMOUNT, entry.amount, "refund")
        put(FactKind.TIMESTAMP, entry.time, EventKind.REFUNDED if once else "")
    elif not match.weak:
        put(FactKind.SELLER, entry.seller)
        put(FactKind.PRODUCT, entry.product)
    if entry.spent and entry.back and entry.amount and entry.back.value == entry.amount.value:
        put(FactKind.STATUS, entry.back, "state", OrderState.REFUNDED)
    else:
        put(FactKind.STATUS, entry.status)


def _until(book: Book, sheet: _Sheet, one: _Wanted) -> None:
    """Write down until when a bill goes that holds the payment of an order.

    It is ``hedged`` where some other row may be the money that came back.
    """
    end = ledger.end(sheet.page.lines)
    paid = [(p, m) for p, m in sheet.found.items() if m.order == one.name and sheet.entries[p].spent]
    if end is None or not paid:
        return
    line, cell = end
    place, match = paid[0]
    others = (entry for other, entry in enumerate(sheet.entries) if other not in sheet.found)
    book.write(
        FactKind.TIMESTAMP,
        cell.value,
        cell.raw,
        (sheet.item, sheet.page, (line,)),
        about="until",
        label=cell.label,
        order_id=one.name,
        hedged=match.weak or any(_may_return(entry, sheet.entries[place]) for entry in others),
    )


def _may_return(entry: Entry, payment: Entry) -> bool:
    """Whether a row that no number ties may be the money of a payment coming back."""
    if not (entry.refund or entry.income) or entry.amount is None or payment.amount is None:
        return False
    if entry.amount.value == payment.amount.value:
        return True
    sellers = [one.seller.value for one in (entry, payment) if one.seller is not None]
    return len(sellers) == 2 and sellers[0] == sellers[1]  # noqa: PLR2004 - both are known


def _kept(sheet: _Sheet) -> Page:
    rows = tuple(sheet.entries[place].row for place in sorted(sheet.found))
    return replace(sheet.page, rows=rows, left_out=len(sheet.entries) - len(rows))


def _filtered(item: Evidence, kept: Mapping[tuple[str, int], Page], weak: Sequence[int]) -> Evidence:
    if item.role not in (Role.BILL, Role.MAIL):
        return without_rows(item)
    told = tuple(Problem(item.path, "bill-by-amount", str(line)) for line in weak)
    pages = tuple(kept.get((item.id, page.number), page) for page in item.pages)
    return replace(item, pages=pages, problems=(*item.problems, *told))
