"""Facts that a person states: what stands at a place, of which kind, and what it is about.

The words must have the form of their kind.  A reading of the same kind at the same place
is confirmed or put right, as by a correction; but nobody gives a time or an amount that
was read another meaning, nor an amount another than the words beside it, and a time whose
label says otherwise than the person is hedged, so that no breach rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.model import Box, EventKind, Evidence, Fact, FactKind, FactStatus, Page, Role
from dossier.reading import correcting, fitting, identifiers, labels, layout, money, stamps
from dossier.reading.adding import COVERED, NO_FORM, OTHERWISE, Addition, Hand, Laid
from dossier.reading.book import Book
from dossier.reading.correcting import Correction
from dossier.reading.text import fold

MONEY = frozenset({"paid", "price", "fee", "refund"})
"""What an amount that a person adds may be about."""

_BY_READING = frozenset({FactKind.STATEMENT, FactKind.POLICY_TERM, FactKind.REASON})
_NUMBERS = (FactKind.ORDER_ID, FactKind.MERCHANT_ORDER_ID, FactKind.TRANSACTION_ID)
_BELOW = 2.0
"""A label stands at most so far above its value, and to its side (heights)."""
_DECISIONS = frozenset({EventKind.CANCEL_REQUESTED, EventKind.CANCEL_REFUSED, EventKind.CANCEL_ACCEPTED})
"""What people say: a time of these counts fully only where the page itself calls it so."""
_ANY_TIME = ("时间", "交易时间")


def write(hand: Hand, book: Book, evidence: Sequence[Evidence], corrections: Sequence[Correction]) -> None:
    """Write down the facts of additions whose kind the person told.

    Args:
        hand: after :func:`~dossier.reading.adding.mark`.
        book: with everything that was read.  A reading of the same kind at the same place is
            confirmed or put right; one that a correction speaks of is left to the correction.
        evidence: with roles.
        corrections: the person's.
    """
    files = {item.id: item for item in evidence}
    paths = {item.id: item.path for item in evidence}
    for one in hand.laid:
        if one.said.kind is None:
            continue
        value = _value(one.said)
        if not value:
            hand.problems.append(one.problem(NO_FORM))
            continue
        item = files[one.evidence]
        page = next(page for page in item.pages if page.number == one.said.page)
        gone = [said for said in corrections if said.value is None]
        facts = [
            None if any(correcting.is_meant(fact, said, paths) for said in gone) else fact
            for fact in book.facts
        ]
        found = _at(facts, one, value)
        label = book.facts[found].label if found is not None else _label(one, page)
        about = _about(one.said, item.role)
        hedged = _is_hedged(label, one.said, item.role)
        if _is_other(label, one.said):
            hand.problems.append(one.problem(OTHERWISE))
            continue
        if found is None:
            fact = book.write(
                one.said.kind,
                value,
                one.line.text,
                (item, page, (one.line,)),
                about=about,
                label=label,
                hedged=hedged,
                status=FactStatus.CORRECTED,
                machine="",
            )
            hand.own[fact.id] = ""
            hand.kept.append(one)
            continue
        fact = book.facts[found]
        said = [said for said in corrections if correcting.is_meant(fact, said, paths)]
        if fact.id in hand.own or said:
            now = correcting.normalised(said[0], fact.about) if said else fact.value
            if now != value or not _agrees(fact, one.said):
                hand.problems.append(one.problem(OTHERWISE))
        elif not _agrees(fact, one.said):
            hand.problems.append(one.problem(OTHERWISE))
        else:
            hand.own[fact.id] = fact.value
            book.facts[found] = replace(
                correcting.corrected(fact, value, one.line.text),
                about=about or fact.about,
                hedged=hedged or fact.hedged,
            )


def _value(said: Addition) -> str:
    """The person's words in the form of their kind, "" where they have none or leave it open."""
    text, kind = said.text.strip(), said.kind
    if kind is None or kind in _BY_READING:
        return ""
    if kind in _NUMBERS:
        return identifiers.tidy(labels.split(text)[1] or text)
    if kind is FactKind.TIMESTAMP:
        found = list(stamps.find(text))
        # A bare clock is of the day of the lines around it: it must be read with them.
        whole = len(found) == 1 and found[0].has_date and not found[0].doubtful
        if said.about not in labels.EVENTS or not whole:
            return ""
    if kind is FactKind.AMOUNT and (said.about not in MONEY or len(list(money.find(text))) != 1):
        return ""
    return correcting.normalised(Correction(said.path, said.page, kind, "", text)) or ""


def _about(said: Addition, role: Role) -> str:
    """What a fact of a person's words is about."""
    if said.kind is FactKind.STATUS:
        return "state"
    if said.kind is FactKind.ORDER_ID:
        # A number that a person calls the order's is told in a conversation as one that is named so.
        return "named" if role in (Role.CHAT, Role.MAIL) else ""
    return said.about if said.kind in (FactKind.TIMESTAMP, FactKind.AMOUNT) else ""


def _at(facts: Sequence[Fact | None], one: Laid, value: str) -> int | None:
    """The reading of its kind that an addition meets at its place; of several that of the same meaning."""
    box = one.line.box
    rated = []
    for at, fact in enumerate(facts):
        there = fact.source.box if fact is not None else None
        if fact is None or box is None or there is None or fact.kind is not one.said.kind:
            continue
        if (fact.source.evidence, fact.source.page) != one.place or not fitting.is_same_place(box, there):
            continue
        covered = fitting.share(there, box)
        same = fact.value == value
        # A line may hold several amounts: another one meets no reading but that which is wholly marked.
        if fact.kind is FactKind.AMOUNT and covered < COVERED and not (same and _agrees(fact, one.said)):
            continue
        if fact.kind is FactKind.AMOUNT and not same and not _agrees(fact, one.said):
            continue
        rated.append((_agrees(fact, one.said), same, covered, -at))
    return -max(rated)[-1] if rated else None


def _agrees(fact: Fact, said: Addition) -> bool:
    """Whether a reading is about what the person says, or about nothing that the machine could tell."""
    return fact.kind not in (FactKind.TIMESTAMP, FactKind.AMOUNT) or fact.about in ("", said.about)


def _label(one: Laid, page: Page) -> str:
    """The words beside an added value: in it, to its left, or above it."""
    box = one.line.box
    own = labels.split(one.line.text)[0]
    if own or box is None:
        return own
    left, above = [], []
    for line in page.lines:
        name = _name(line.text)
        if line.box is None or not (name or _parts(one, line.box)):
            continue
        tall = min(layout.height(line), layout.height(one.line))
        beside = min(line.box.y1, box.y1) - max(line.box.y0, box.y0)
        if beside >= tall / 2 and line.box.x0 <= box.x0:
            left.append((line.box.x0, name))
        elif 0 <= box.y0 - line.box.y0 <= _BELOW * tall and abs(line.box.x0 - box.x0) <= _BELOW * tall:
            above.append((line.box.y0, name))
    return max(left or above, default=(0, ""))[1]


def _parts(one: Laid, other: Box) -> bool:
    """Whether a line stands between a label and an added amount: of several the label is the first one's."""
    box = one.line.box
    return one.said.kind is FactKind.AMOUNT and box is not None and fitting.share(other, box) < COVERED


def _name(text: str) -> str:
    """The label that a line is, or begins with."""
    head = fold(text).partition(":")[0]
    return labels.clean(head) if labels.is_label(head) else ""


def _is_hedged(label: str, said: Addition, role: Role) -> bool:
    """Whether the words beside a time leave room for another meaning than the person gives it."""
    if said.kind is not FactKind.TIMESTAMP:
        return False
    event = labels.event(label, role) if label else ""
    if event == said.about:
        return labels.is_vague(label)
    if said.about in _DECISIONS:
        return True
    return (
        bool(label)
        and labels.clean(label) not in _ANY_TIME
        and not (event == "" and labels.is_strange(label))
    )


def _is_other(label: str, said: Addition) -> bool:
    """Whether the words beside an amount call it something else than the person does."""
    return said.kind is FactKind.AMOUNT and money.role(label) not in ("", said.about)
