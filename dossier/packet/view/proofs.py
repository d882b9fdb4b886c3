"""The proof of a premise beside its words: cut-out places of evidence pages, or quoted lines of a text.

At most two a premise, the same place not twice in one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dossier.model import Box, Case, Evidence, FactKind, Page, Premise, Role
from dossier.packet.view import cutting
from dossier.packet.view.cutting import Strip
from dossier.packet.view.marks import Mark, Marks, Ref
from dossier.words import phrase

MOST = 2
"""Proofs that are shown beside one premise."""
_NAMES = (FactKind.AGENT_ID, FactKind.AGENT_NAME, FactKind.ORDER_ID, FactKind.PLATFORM, FactKind.SELLER)
_SAID = (FactKind.STATEMENT, FactKind.REASON, FactKind.POLICY_TERM)
_BROAD = 30.0
"""A strip of more line heights is too broad to stand beside words."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One place of the evidence.

    Of a picture ``strip`` is the part to show and ``figure`` its figure's name; of a
    text ``words`` are the line as it stands there, and ``figure`` is empty.
    ``refs`` lead to the marks on the evidence page.
    """

    evidence: str
    page: int
    refs: tuple[Ref, ...]
    figure: str = ""
    strip: Strip | None = None
    words: str = ""
    spare: bool = False
    """A row of a bill, which is for keeping accounts: shown only where there is nothing better."""

    @property
    def anchors(self) -> frozenset[str]:
        """The names of its marks."""
        return frozenset(ref.anchor for ref in self.refs)

    @property
    def broad(self) -> bool:
        """Whether it needs the full width to be read."""
        return self.strip is not None and self.strip.length > _BROAD


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside a premise.

    ``others`` are the references that no proof of it shows; ``above`` are the numbers
    of premises of the same finding that show some of them.
    """

    proofs: tuple[Proof, ...]
    others: tuple[Ref, ...]
    above: tuple[int, ...]


def of(finding: str, premises: Sequence[Premise], case: Case, marks: Marks) -> list[Shown]:
    """The proofs of each premise of a finding.

    Args:
        finding: a name for its figures, unique in the packet.
        premises: in their order.
        case: with the evidence.
        marks: of the packet.
    """
    seen: dict[str, int] = {}
    found: list[Shown] = []
    for number, premise in enumerate(premises, 1):
        own: list[Proof] = []
        above: set[int] = set()
        for proof in _places(premise, case, marks):
            if proof.anchors <= seen.keys():
                above |= {seen[anchor] for anchor in proof.anchors if seen[anchor] != number}
            elif len(own) < MOST and not (proof.spare and (own or above)):
                name = f"{finding}-proof-{number}-{len(own) + 1}" if proof.strip else ""
                own.append(replace(proof, figure=name))
                seen |= {anchor: seen.get(anchor, number) for anchor in proof.anchors}
        told = frozenset().union(*(proof.anchors for proof in own))
        others = tuple(ref for ref in marks.refs(premise.facts) if ref.anchor not in told)
        found.append(Shown(tuple(own), others, tuple(sorted(above))))
    return found


def _places(premise: Premise, case: Case, marks: Marks) -> Iterator[Proof]:
    """The places a premise rests on, the best evidence first, one of each page before a second of any."""
    files = {item.id: item for item in case.evidence}
    turns: list[list[Proof]] = []
    decisive = marks.all(_decisive(premise, case))
    spoken = marks.all(fact.id for fact in case.facts if fact.id in premise.facts and fact.kind in _SAID)
    for (name, number), group in groupby(decisive, lambda mark: (mark.evidence, mark.page)):
        item = files[name]
        page = next(page for page in item.pages if page.number == number)
        places = list(_of_page(item, page, list(group), marks, spoken))
        turns.append(places)
    # What the payment platform shows is nobody's in this dispute, so it comes first.
    turns.sort(key=lambda places: files[places[0].evidence].role is not Role.PAYMENT)
    for turn in range(max(map(len, turns), default=0)):
        yield from (places[turn] for places in turns if turn < len(places))


def _decisive(premise: Premise, case: Case) -> list[str]:
    """Its facts without those that only name somebody or something, unless there are no others."""
    own = [fact for fact in case.facts if fact.id in premise.facts]
    return [fact.id for fact in own if fact.kind not in _NAMES] or [fact.id for fact in own]


def _of_page(
    item: Evidence, page: Page, wanted: Sequence[Mark], marks: Marks, spoken: Sequence[Mark]
) -> Iterator[Proof]:
    boxed: dict[Box, Mark] = {mark.box: mark for mark in wanted if mark.box is not None}
    spare = item.role is Role.BILL or bool(page.rows)
    if not page.width or spare:
        boxed = {}
    for group in cutting.groups(page, list(boxed)):
        refs = marks.refs_to(boxed[box] for box in group)
        headed = item.role is Role.CHAT and boxed[group[0]] in spoken
        yield Proof(item.id, page.number, refs, strip=cutting.strip(page, group, headed=headed))
    for mark in wanted:
        if mark.box not in boxed:
            yield Proof(item.id, page.number, marks.refs_to([mark]), words=_quoted(page, mark), spare=spare)


def _quoted(page: Page, mark: Mark) -> str:
    """The line of a text as it stands there; of a bill's row only what is marked."""
    message = next((one for one in page.messages if one.line == mark.line), None)
    if message is not None:
        head = " ".join(filter(None, (message.time, message.sender)))
        return phrase("proof.message", head=head, words=message.text)
    line = next((one for one in page.lines if one.number == mark.line), None)
    if line is None or page.width or any(row.line == mark.line for row in page.rows):
        return mark.caption
    return phrase("proof.message", head="", words=line.text)
