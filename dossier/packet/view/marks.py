"""The lines of the evidence that matter, numbered page by page, and how to point to them.

A mark is one line of one page.  Several facts on one line share it.  Everything
the packet says points to marks: "证据3 第1页 ①" is a link to the page where the
line is framed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.model import Anchor, Box, Case, EventKind, Evidence, Fact, FactKind, FactStatus, Role
from dossier.words import has, phrase

_LOST_BLANK = re.compile(r"(?<=\d{4}[-/.]\d\d[-/.]\d\d)(?=\d\d:\d\d)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ESSENTIAL = (
    FactKind.ORDER_ID,
    FactKind.TRANSACTION_ID,
    FactKind.MERCHANT_ORDER_ID,
    FactKind.PRODUCT,
    FactKind.DELIVERY,
)
_MONEY = ("paid", "total", "fee", "refund")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked line: its number on the page, where it stands, and what it shows."""

    evidence: str
    page: int
    number: int
    line: int
    box: Box | None
    caption: str

    @property
    def anchor(self) -> str:
        """The name that links go to."""
        return f"{self.evidence}-p{self.page}-m{self.number}"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference in the text: its words and the anchor it leads to.

    After another one to the same ``page`` the words are ``short``: "证据3①②".
    """

    text: str
    anchor: str
    page: str = ""
    short: str = ""


class Marks:
    """All marks of a packet, found by evidence page or by fact."""

    def __init__(self, case: Case, wanted: Iterable[str]) -> None:
        self._files = {item.id: item for item in case.evidence}
        chosen = set(wanted)
        places: dict[tuple[str, int, int], list[Fact]] = {}
        for fact in case.facts:
            if fact.id in chosen:
                source = fact.source
                places.setdefault((source.evidence, source.page, source.line), []).append(fact)
        self._by_fact: dict[str, Mark] = {}
        self._by_page: dict[tuple[str, int], list[Mark]] = {}
        for evidence, page, line in sorted(
            places, key=lambda place: (place[0], place[1], _top(places[place]), place[2])
        ):
            facts = places[evidence, page, line]
            here = self._by_page.setdefault((evidence, page), [])
            mark = Mark(evidence, page, len(here) + 1, line, _hull(facts), _caption(facts))
            here.append(mark)
            self._by_fact.update((fact.id, mark) for fact in facts)

    def on(self, evidence: str, page: int) -> tuple[Mark, ...]:
        """The marks of one page from top to bottom."""
        return tuple(self._by_page.get((evidence, page), ()))

    def of(self, fact: str) -> Mark | None:
        """The mark of a fact, if it has one."""
        return self._by_fact.get(fact)

    def all(self, facts: Iterable[str]) -> list[Mark]:
        """The marked lines of facts, each once, page by page."""
        marks = {mark for fact in facts if (mark := self._by_fact.get(fact)) is not None}
        # A bill says of itself that it is for keeping accounts: a voucher comes before it.
        return sorted(
            marks,
            key=lambda mark: (
                self._files[mark.evidence].role is Role.BILL,
                int(mark.evidence.removeprefix("E")),
                mark.page,
                mark.number,
            ),
        )

    def refs(self, facts: Iterable[str]) -> tuple[Ref, ...]:
        """References to facts, each marked line once."""
        return self.refs_to(self.all(facts))

    def refs_to(self, marks: Iterable[Mark]) -> tuple[Ref, ...]:
        """References to marks, in the order given."""
        return tuple(
            Ref(self._words(mark), mark.anchor, f"{mark.evidence}-p{mark.page}", circled(mark.number))
            for mark in marks
        )

    def _words(self, mark: Mark) -> str:
        item: Evidence = self._files[mark.evidence]
        return phrase(
            "ref.mark",
            evidence=mark.evidence.removeprefix("E"),
            page=mark.page if len(item.pages) > 1 else None,
            mark=circled(mark.number),
        )


def circled(number: int) -> str:
    """①…⑳, then (21) and so on."""
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"


def wanted(case: Case, orders: Sequence[str]) -> list[str]:
    """The facts worth marking for some orders: what findings and events rest on, and the essentials."""
    chosen = [
        *(
            fact
            for finding in case.findings
            if finding.order_id in orders
            for p in finding.premises
            for fact in p.facts
        ),
        *(fact for event in case.events if event.order_id in (*orders, None) for fact in event.facts),
        *(
            fact.id
            for fact in case.facts
            if fact.order_id in orders
            and (fact.kind in _ESSENTIAL or (fact.kind is FactKind.AMOUNT and fact.about in _MONEY))
        ),
        *(
            fact.id
            for fact in case.facts
            if fact.kind is FactKind.POLICY_TERM and fact.order_id in (*orders, None)
        ),
    ]
    return list(dict.fromkeys(chosen))


def _top(facts: Sequence[Fact]) -> int:
    boxes = [fact.source.box for fact in facts if fact.source.box]
    return min((box.y0 for box in boxes), default=0)


def _hull(facts: Sequence[Fact]) -> Box | None:
    boxes = [fact.source.box for fact in facts if fact.source.box]
    if not boxes:
        return None
    return Box(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )


def _caption(facts: Sequence[Fact]) -> str:
    return "；".join(dict.fromkeys(_words(fact) for fact in facts))


def _shown(fact: Fact) -> str:
    """The value for reading: engines lose blanks in times and add buttons to numbers."""
    if fact.kind in (FactKind.ORDER_ID, FactKind.TRANSACTION_ID, FactKind.MERCHANT_ORDER_ID):
        return fact.value
    if fact.kind is FactKind.TIMESTAMP and fact.about != "said" and fact.value[:1].isdigit():
        return fact.value.replace("T", " ").removesuffix("+08:00")
    raw = " ".join(fact.raw.split())
    return _LOST_BLANK.sub(" ", raw) if fact.kind is FactKind.TIMESTAMP else raw


def name(fact: Fact) -> str:
    """What a fact is, in words: the wording beside it, a clause with its number, or its kind."""
    key = f"caption.{fact.kind}.{fact.about}"
    kind = phrase(key) if has(key) else phrase(f"caption.{fact.kind}")
    if fact.kind is FactKind.POLICY_TERM:
        return phrase("caption.clause", number=fact.label, name=kind)
    if fact.kind is FactKind.STATEMENT:
        # Words that may mean something else are not called by what they may do.
        return phrase("caption.hedged") if fact.hedged and fact.about != EventKind.ANSWERED else kind
    return fact.label or kind


def _words(fact: Fact) -> str:
    """What a fact's line shows, in words, with a correction or a doubt declared."""
    text = name(fact)
    if fact.kind not in (FactKind.STATEMENT, FactKind.POLICY_TERM, FactKind.REASON):
        text = phrase("caption.text", name=text, raw=_shown(fact))
    if fact.source.line == 0 and fact.source.box is None and fact.anchor is not None:
        text = phrase("caption.from-file", text=text, named=fact.anchor is Anchor.FILE_NAME)
    if fact.status is FactStatus.CORRECTED and fact.machine == "":
        return phrase("caption.added", text=text)
    if fact.status is FactStatus.CORRECTED:
        key = "caption.confirmed" if fact.machine == fact.value else "caption.corrected"
        return phrase(key, text=text, machine=fact.machine or "")
    if fact.status is FactStatus.DISPUTED:
        return phrase("caption.disputed", text=text, second=fact.second or "")
    return text
