"""The person's word on a place that the machine missed.

Words whose kind the person tells become a fact at their place.  Words without one are
put on the page as a further line before it is read, so that the usual readers find in
them what they find in any line: what a sentence does and what a clause grants is never
the person's to say.  Either way the fact bears :attr:`~dossier.model.FactStatus.CORRECTED`
and says that the machine read nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dossier.exclusion import is_excluded
from dossier.model import (
    Box,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Line,
    Page,
    Problem,
    Utterance,
)
from dossier.ocr.tilt import lean
from dossier.reading import fitting, layout, unread
from dossier.reading.book import Book
from dossier.reading.text import squeeze

CODES = NO_PLACE, NO_FORM, OTHERWISE, NO_FACT = (
    "addition-no-place",
    "addition-no-form",
    "addition-otherwise",
    "addition-no-fact",
)
"""Problems: no such picture or place; not of that kind; something else is known of it; nothing read in it."""

COVERED = 0.5
"""A line of which so much lies in the person's rectangle is what the person read there."""
_Place = tuple[str, int]  # evidence id and page


@dataclass(frozen=True, slots=True)
class Addition:
    """Inside ``box`` stands ``text``; where the person tells it, of a ``kind`` and ``about`` something."""

    path: str
    page: int
    box: Box
    text: str
    kind: FactKind | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """An addition that has its place: the line it is on its page, boxed as it was drawn."""

    said: Addition
    evidence: str
    line: Line

    @property
    def place(self) -> _Place:
        """File and page."""
        return self.evidence, self.said.page

    def problem(self, code: str) -> Problem:
        """What is the matter with it."""
        return _problem(self.said, code)


@dataclass(slots=True)
class Hand:
    """What a person added to a folder, and what came of it so far.

    ``evidence`` is for the usual readers, with the words without a kind on its pages.  ``own``
    are the facts that rest on the person's words alone, by id, with what the machine had read
    there; ``shared`` rest on words of both.  ``used`` are the added lines, by file, page and number,
    from which something was read, ``kept`` the additions that made a fact of their own.
    """

    evidence: tuple[Evidence, ...]
    laid: tuple[Laid, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    used: set[tuple[str, int, int]] = field(default_factory=set)
    kept: list[Laid] = field(default_factory=list)

    def drawn(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """The evidence as it is told: added lines boxed as the person drew them, and those of new facts."""
        lines = {(*one.place, one.line.number): one.line for one in self.laid}
        more: dict[_Place, list[Line]] = {}
        for one in self.kept:
            more.setdefault(one.place, []).append(one.line)

        def page(item: Evidence, one: Page) -> Page:
            there = (_boxed(line, lines.get((item.id, one.number, line.number))) for line in one.lines)
            return replace(one, lines=(*there, *more.get((item.id, one.number), ())))

        return _pages(evidence, {one.place for one in self.laid}, page)


def _boxed(line: Line, drawn: Line | None) -> Line:
    return line if drawn is None else replace(line, box=drawn.box)


def lay(evidence: Sequence[Evidence], additions: Sequence[Addition]) -> Hand:
    """Give every addition its place, and put words without a kind on their pages.

    Lines that the engine read inside such a place give way; all others keep their numbers,
    and what is added is numbered after the highest of its page.

    Args:
        evidence: all files.
        additions: the person's, in their order.
    """
    hand = Hand(tuple(evidence))
    laid: list[Laid] = []
    for said in additions:
        page = _page(hand.evidence, said)
        box = clipped(said.box, page[1]) if page else None
        if page is None or box is None:
            hand.problems.append(_problem(said, NO_PLACE))
            continue
        numbers = [line.number for line in page[1].lines]
        numbers += [one.line.number for one in laid if one.place == (page[0].id, said.page)]
        one = Laid(said, page[0].id, Line(max(numbers, default=0) + 1, said.text.strip(), box))
        if said.kind is not None:
            laid.append(one)
            continue
        twins = [other for other in laid if other.said.kind is None and _is_twin(one, other)]
        if any(squeeze(other.line.text) != squeeze(one.line.text) for other in twins):
            hand.problems.append(one.problem(OTHERWISE))
        elif not twins and not _is_known(page[1], one.line):
            laid.append(one)
            hand.evidence = _with(hand.evidence, one)
    hand.laid = tuple(laid)
    return hand


def mark(hand: Hand, book: Book, evidence: Sequence[Evidence]) -> None:
    """Mark the facts that rest on added lines, by the lines in their places and by their labels.

    Args:
        hand: as :func:`lay` made it.
        book: with everything that was read.
        evidence: with roles.
    """
    added: dict[_Place, list[Laid]] = {}
    for one in hand.laid:
        if one.said.kind is None:
            added.setdefault(one.place, []).append(one)
    pages = {(item.id, page.number): page for item in hand.drawn(evidence) for page in item.pages}
    for at, fact in enumerate(book.facts):
        place = (fact.source.evidence, fact.source.page)
        if place not in added:
            continue
        mine = {one.line.number for one in added[place]}
        lines = {line.number for line in layout.within(pages[place], fact.source.box)}
        if lines and lines <= mine:
            status = fact.status if fact.status is FactStatus.DISPUTED else FactStatus.CORRECTED
            book.facts[at] = replace(fact, status=status, machine="", confidence=1.0)
            hand.own[fact.id] = ""
        elif used := lines & mine or _labelling(fact, pages[place], mine):
            hand.shared.add(fact.id)
            lines = used
        hand.used.update((*place, number) for number in lines & mine)


def settled(hand: Hand, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts in the end: each that rests on a person's words says so, and what the machine had read.

    What stands partly on the machine's lines stays disputed where those are.
    """
    return tuple(_settled(hand, fact) for fact in facts)


def told(hand: Hand, problems: Sequence[Problem], said: Sequence[Utterance]) -> tuple[Problem, ...]:
    """All problems: those of places that the person filled in are gone, those of additions are there.

    Args:
        hand: after all has been written down.
        problems: of the reading.
        said: the conversations.
    """
    heard = {(place.evidence, place.page, line) for one in said for place in one.places for line in one.lines}
    silent = [
        one
        for one in hand.laid
        if one.said.kind is None and (*one.place, one.line.number) not in heard | hand.used
    ]
    stay = (problem for problem in problems if not _is_filled(problem, hand))
    return (*stay, *hand.problems, *(one.problem(NO_FACT) for one in silent))


def made(said: Addition, evidence: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that came of an addition to a file.

    Args:
        said: the addition.
        evidence: the id of its file.
        facts: of the judged case.
    """
    return tuple(
        fact
        for fact in facts
        if fact.status is FactStatus.CORRECTED
        and (fact.source.evidence, fact.source.page) == (evidence, said.page)
        and fact.source.box is not None
        and fitting.is_same_place(said.box, fact.source.box)
        and (
            fact.machine == ""
            if said.kind is None
            else fact.kind is said.kind and squeeze(fact.raw) == squeeze(said.text)
        )
    )


def in_force(said: Addition, problems: Iterable[Problem]) -> bool:
    """Whether an addition came to something; ``problems`` are those of the case."""
    return not any(problem in (_problem(said, code) for code in CODES) for problem in problems)


def lines(item: Evidence, marked: Iterable[tuple[int, Box]]) -> frozenset[tuple[int, int]]:
    """The added lines of a file, by page and number; they are boxed as they were drawn.

    Args:
        item: as the judged case has it.
        marked: page and box of each addition to this file.
    """
    drawn = set(marked)
    return frozenset(
        (page.number, line.number)
        for page in item.pages
        for boxes in [{clipped(box, page) for number, box in drawn if number == page.number} - {None}]
        for line in page.lines
        if line.box in boxes
    )


def clipped(box: Box, page: Page) -> Box | None:
    """A rectangle without what a hand drew beyond the picture; None where most of it lies there."""
    whole = Box(0, 0, page.width, page.height)
    if fitting.share(box, whole) < COVERED:
        return None
    return Box(max(box.x0, 0), max(box.y0, 0), min(box.x1, page.width), min(box.y1, page.height))


def _problem(said: Addition, code: str) -> Problem:
    """A problem of an addition; its detail is the place without blanks, then the words."""
    return Problem(said.path, code, f"{','.join(map(str, said.box))} {said.text.strip()}", said.page)


def _page(evidence: Sequence[Evidence], said: Addition) -> tuple[Evidence, Page] | None:
    """The file and the picture that an addition speaks of."""
    for item in evidence:
        if item.path == said.path and not is_excluded(item):
            for page in item.pages:
                if page.number == said.page and page.width and page.height and not page.messages:
                    return item, page
    return None


def _is_twin(one: Laid, other: Laid) -> bool:
    """Whether two additions mark the same writing."""
    a, b = one.line.box, other.line.box
    return one.place == other.place and a is not None and b is not None and fitting.is_same_place(a, b)


def _pages(
    evidence: Sequence[Evidence], places: Collection[_Place], change: Callable[[Evidence, Page], Page]
) -> tuple[Evidence, ...]:
    """The evidence with some of its pages changed."""
    files = {file for file, _ in places}
    return tuple(
        replace(
            item,
            pages=tuple(
                change(item, page) if (item.id, page.number) in places else page for page in item.pages
            ),
        )
        if item.id in files
        else item
        for item in evidence
    )


def _is_known(page: Page, line: Line) -> bool:
    """Whether the machine read the same words in the same place; then its own line stays."""
    box = line.box
    there = [one for one in page.lines if box and one.box and fitting.share(one.box, box) >= COVERED]
    return bool(there) and squeeze("".join(one.text for one in there)) == squeeze(line.text)


def _with(evidence: Sequence[Evidence], one: Laid) -> tuple[Evidence, ...]:
    """The evidence with an addition's words on their page."""
    return _pages(evidence, {one.place}, lambda _, page: _page_with(page, one.line))


def _page_with(page: Page, line: Line) -> Page:
    """The page with a line more, in reading order, in place of those that stood there."""
    box = line.box
    if box is None:
        return page
    gone = [one for one in page.lines if one.box is not None and fitting.share(one.box, box) >= COVERED]
    stay = [one for one in page.lines if one not in gone]
    ground = next((one.ground for one in gone if one.ground is not None), None)
    if any(one.tilt for one in stay):
        tilt = lean([(one.box, one.tilt) for one in stay if one.box], page.width, page.height).degrees
        line = replace(line, tilt=tilt, ground=ground)
    else:
        line = replace(line, box=fitting.fit(box, line.text, stay), ground=ground)
    before = sum(_is_before(one, line) for one in stay)
    return replace(page, lines=(*stay[:before], line, *stay[before:]))


def _is_before(one: Line, line: Line) -> bool:
    """Whether a line is read before another: it stands higher, or further left in the same row."""
    if one.box is None or line.box is None:
        return True
    upper, lower = (one.box.y0 + one.box.y1) / 2, (line.box.y0 + line.box.y1) / 2
    if abs(upper - lower) > layout.height(line) / 2:
        return upper < lower
    return one.box.x0 < line.box.x0


def _labelling(fact: Fact, page: Page, added: set[int]) -> set[int]:
    """The added lines that hold the words beside a value, where none of the machine's does."""
    label = squeeze(fact.label)
    holding = {line.number for line in page.lines if label and label in squeeze(line.text)}
    return holding if holding <= added else set()


def _settled(hand: Hand, fact: Fact) -> Fact:
    if fact.id in hand.own:
        return replace(fact, machine=hand.own[fact.id])
    if fact.id in hand.shared and fact.status in (FactStatus.READ, FactStatus.CHECKED):
        return replace(fact, status=FactStatus.CORRECTED, machine="")
    return fact


def _is_filled(problem: Problem, hand: Hand) -> bool:
    """Whether a place that could not be read is one where the person says what stands there."""
    if problem.code != unread.CODE:
        return False
    number = int(problem.detail.partition(" ")[0])
    for one in hand.laid:
        if (one.said.path, one.said.page) != (problem.path, problem.page) or not in_force(
            one.said, hand.problems
        ):
            continue
        lines = (
            line
            for item in hand.evidence
            for page in item.pages
            for line in page.lines
            if (item.id, page.number, line.number) == (*one.place, number)
        )
        if any(line.box and one.line.box and fitting.is_same_place(line.box, one.line.box) for line in lines):
            return True
    return False
