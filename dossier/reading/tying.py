"""Which order each file belongs to, and which files belong to none.

The order pages say which orders there are.  A payment belongs to an order when
it shows the order's number (or the order page shows the payment's); without any
number, when amount and time fit exactly one order.  A bill's rows bring their order
along (see :mod:`~dossier.reading.bills`), and tie a payment that bears their number.
A chat belongs to the order it names, or to the only order there is.  What belongs to
no order is set aside and said so: another order's chat must never speak in this
one's story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dossier.model import Evidence, Fact, FactKind, FactStatus, Problem, Role
from dossier.reading import calendar, identifiers, sections
from dossier.reading.chats import stitching
from dossier.reading.chats import topics as topic

_PAY_DELAY = timedelta(minutes=30)
_TIED = (Role.ORDER, Role.CHAT, Role.MAIL, Role.PAYMENT)
_TALKS = (Role.CHAT, Role.MAIL)
_IDS = (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID, FactKind.TRANSACTION_ID)


@dataclass(frozen=True, slots=True)
class Tied:
    """Facts with their orders, the order ids in the order of the evidence, and what was set aside."""

    facts: tuple[Fact, ...]
    orders: tuple[str, ...]
    aside: tuple[Problem, ...]


def tie(evidence: Sequence[Evidence], facts: Sequence[Fact], chosen: Mapping[str, str]) -> Tied:
    """Give every fact its order.

    Args:
        evidence: with roles.
        facts: all facts, not yet tied.
        chosen: path → order id, as the user wrote it down; it outranks the reading.
    """
    by_file: dict[str, list[Fact]] = {item.id: [] for item in evidence}
    for fact in facts:
        by_file[fact.source.evidence].append(fact)
    names = _orders(evidence, by_file, chosen)
    known = {identifiers.twin(name): name for name in names}
    home = {item.id: chosen[item.path] for item in evidence if item.path in chosen}
    places = stitching.places(evidence)
    mates = stitching.mates(places)
    aside: list[Problem] = []
    for item in evidence:
        if item.id in home or item.role not in _TIED:
            continue
        mine = [fact for mate in mates.get(item.id, [item.id]) for fact in by_file[mate]]
        found = _of_file(item, mine, known, names, by_file, evidence)
        if isinstance(found, Problem):
            aside.append(found)
        elif found:
            home[item.id] = found
    topics = _topics(evidence, by_file, known, home, chosen) | _shared(by_file, known, home, places, mates)
    # A bare number in a chat that is no order of the case is a card's, a person's, anybody's.
    told = [f for f in facts if f.about != "number" or identifiers.twin(f.value) in known]
    tied = [_with_order(fact, home, known, topics) for fact in told]
    return Tied(tuple(tied), tuple(names), tuple(aside))


def _topics(
    evidence: Sequence[Evidence],
    by_file: Mapping[str, Sequence[Fact]],
    known: Mapping[str, str],
    home: Mapping[str, str],
    chosen: Mapping[str, str],
) -> dict[str, str | None]:
    """The order of single facts, where a chat speaks of several or a page lists several."""
    topics: dict[str, str | None] = {}
    for item in evidence:
        if item.role in _TALKS and item.path not in chosen:
            topics |= topic.of_chat(by_file[item.id], home.get(item.id), known)
        if item.role is Role.ORDER and item.id not in home:
            for page in item.pages:
                topics |= _of_list([f for f in by_file[item.id] if f.source.page == page.number], known)
    return topics


def _shared(
    by_file: Mapping[str, Sequence[Fact]],
    known: Mapping[str, str],
    home: Mapping[str, str],
    places: stitching.Places,
    mates: Mapping[str, Sequence[str]],
) -> dict[str, str | None]:
    """The order of single facts of a chat in several captures: the one named last holds on in the next."""
    topics: dict[str, str | None] = {}
    for files in {tuple(files) for files in mates.values()}:
        facts = [fact for file in files for fact in by_file[file]]
        topics |= topic.of_chat(facts, next((home[f] for f in files if f in home), None), known, places)
    return topics


def _orders(
    evidence: Sequence[Evidence], by_file: Mapping[str, Sequence[Fact]], chosen: Mapping[str, str]
) -> list[str]:
    """The order numbers of the folder; look-alike readings of one number count once."""
    # What is said in a chat or a letter is marked as "named" or "number"; what a page sets out is not.
    pages = [item for item in evidence if item.role in (Role.ORDER, Role.MAIL)]
    found = [
        f.value for item in pages for f in by_file[item.id] if f.kind is FactKind.ORDER_ID and not f.about
    ]
    if not found:
        found = [
            f.value
            for item in evidence
            for f in by_file[item.id]
            if (f.kind is FactKind.MERCHANT_ORDER_ID and item.role in (Role.PAYMENT, Role.ORDER))
            or (f.kind is FactKind.ORDER_ID and item.role in _TALKS and f.about == "named")
        ]
    everywhere = Counter(f.value for own in by_file.values() for f in own if f.kind in _IDS)
    best: dict[str, str] = {}
    for name in [*chosen.values(), *found]:
        twin = identifiers.twin(name)
        if twin not in best or everywhere[name] > everywhere[best[twin]]:
            best[twin] = name
    # No engine read a bill: of two look-alike spellings its own is the right one.
    bills = {item.id for item in evidence if item.role is Role.BILL}
    exact = {identifiers.twin(f.value): f.value for one in bills for f in by_file[one] if f.kind in _IDS}
    said = set(chosen.values())
    return [name if name in said else exact.get(twin, name) for twin, name in best.items()]


def _of_list(facts: Sequence[Fact], known: Mapping[str, str]) -> dict[str, str]:
    named = {t for f in facts if f.kind is FactKind.ORDER_ID and (t := identifiers.twin(f.value)) in known}
    return sections.of_page(facts, dict(known)) if len(named) > 1 else {}


def _of_file(
    item: Evidence,
    mine: Sequence[Fact],
    known: Mapping[str, str],
    names: Sequence[str],
    by_file: Mapping[str, Sequence[Fact]],
    evidence: Sequence[Evidence],
) -> str | Problem | None:
    named = {known[t] for f in mine if f.kind in _IDS and (t := identifiers.twin(f.value)) in known}
    if len(named) == 1:
        return named.pop()
    if named:
        return None
    by_payment = _by_transaction(item, mine, by_file, evidence, known)
    if by_payment:
        return by_payment
    foreign = [
        f.value
        for f in mine
        if f.kind is FactKind.MERCHANT_ORDER_ID or (f.kind is FactKind.ORDER_ID and f.about != "number")
    ]
    if not names:
        return None
    if foreign:
        return Problem(item.path, "other-order", foreign[0])
    if item.role is Role.PAYMENT:
        fitting = [name for name in names if _fits(mine, name, known, by_file, evidence)]
        return fitting[0] if len(fitting) == 1 else Problem(item.path, "no-order", "")
    if item.role is Role.ORDER and not mine:
        return None
    return names[0] if len(names) == 1 else Problem(item.path, "which-order", "")


def _by_transaction(
    item: Evidence,
    mine: Sequence[Fact],
    by_file: Mapping[str, Sequence[Fact]],
    evidence: Sequence[Evidence],
    known: Mapping[str, str],
) -> str | None:
    """The order whose page shows the payment number that this file shows."""
    own = {f.value for f in mine if f.kind is FactKind.TRANSACTION_ID}
    homes = set()
    for other in evidence:
        facts = by_file[other.id]
        if other.role is Role.BILL:
            homes |= {
                known.get(identifiers.twin(f.order_id), f.order_id)
                for f in facts
                if f.kind is FactKind.TRANSACTION_ID and f.value in own and f.order_id and not f.hedged
            }
        if other.id == item.id or other.role is not Role.ORDER:
            continue
        if own & {f.value for f in facts if f.kind in _IDS}:
            homes |= {known[t] for f in facts if f.kind in _IDS and (t := identifiers.twin(f.value)) in known}
    return homes.pop() if len(homes) == 1 else None


def _fits(
    mine: Sequence[Fact],
    name: str,
    known: Mapping[str, str],
    by_file: Mapping[str, Sequence[Fact]],
    evidence: Sequence[Evidence],
) -> bool:
    """Whether a payment without the shop's number has this order's amount and time."""
    paid = {f.value for f in mine if f.kind is FactKind.AMOUNT and f.about in ("paid", "total")}
    when = [f.value for f in mine if f.kind is FactKind.TIMESTAMP and f.about in ("paid", "payment_created")]
    for item in evidence:
        facts = by_file[item.id]
        if item.role is not Role.ORDER or name not in {
            known.get(identifiers.twin(f.value)) for f in facts if f.kind is FactKind.ORDER_ID
        }:
            continue
        amounts = {
            f.value for f in facts if f.kind is FactKind.AMOUNT and f.about in ("paid", "total", "price")
        }
        times = [f.value for f in facts if f.kind is FactKind.TIMESTAMP and f.about in ("paid", "ordered")]
        if paid & amounts and any(_near(a, b) for a in when for b in times):
            return True
    return False


def _near(a: str, b: str) -> bool:
    if not (
        calendar.is_complete(a)
        and calendar.is_complete(b)
        and calendar.has_clock(a)
        and calendar.has_clock(b)
    ):
        return False
    return abs(calendar.interval(a).earliest - calendar.interval(b).earliest) <= _PAY_DELAY


def _with_order(
    fact: Fact, home: Mapping[str, str], known: Mapping[str, str], topics: Mapping[str, str | None]
) -> Fact:
    order = topics.get(fact.id, home.get(fact.source.evidence))
    if fact.order_id:
        # A bill's row brings its own; the number may by now be spelled as another file has it.
        order = known.get(identifiers.twin(fact.order_id), fact.order_id)
    if fact.kind in (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID):
        twin = identifiers.twin(fact.value)
        if twin in known:
            order = known[twin]
            if fact.value != order:
                fact = replace(fact, status=FactStatus.DISPUTED)
    return replace(fact, order_id=order) if order else fact
