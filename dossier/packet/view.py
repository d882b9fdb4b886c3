"""What the templates see: the case as plain values and references, nothing of layout.

A template decides order and words; this module decides nothing but what exists.
Every statement comes with the references that prove it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossier import law
from dossier.casefile import CaseFile
from dossier.model import (
    Case,
    Channel,
    Event,
    EventKind,
    Evidence,
    FactKind,
    FactStatus,
    Finding,
    Missing,
    Order,
    Role,
    Verdict,
)
from dossier.packet import claims, doubtful, editions, grouping, outcome, proving, rows
from dossier.packet.capitals import capitals
from dossier.packet.marks import Marks, Ref, wanted
from dossier.rules.grounds import published, telling
from dossier.rules.grounds.story import Story, Window
from dossier.words import has, phrase

_WEB_PAGE = "text/html"
_FOREIGN = ("other-order", "no-order")
"""Problems that say: this file is of no order of the packet."""


@dataclass(frozen=True, slots=True)
class PremiseRow:
    """A premise of a finding, its state in words, and its proof."""

    text: str
    state: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding ready to be told; ``result`` is its last sentence, ``law`` what may be referred to."""

    number: int
    anchor: str
    title: str
    verdict: str
    order_id: str
    premises: tuple[PremiseRow, ...]
    result: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order: the essentials of the cover, and its timeline."""

    order: Order
    number_note: str
    paid_capitals: str
    delivery: str
    state: str
    seller: str
    times: dict[str, str]
    refs: dict[str, tuple[Ref, ...]]
    outcome: outcome.Outcome
    groups: tuple[grouping.Group, ...]
    rows: tuple[rows.Row, ...]
    rounded: bool
    """Whether a time of the timeline is known only to the minute."""
    figure: str


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """One line of the evidence index."""

    number: int
    id: str
    name: str
    file: str
    sha256: str
    bytes: int
    pages: int
    source: str
    proves: str
    anchor: str
    unprinted: str
    notes: tuple[str, ...]

    @property
    def printed(self) -> bool:
        """Whether its pages follow; the index says why where they do not."""
        return not self.unprinted


@dataclass(frozen=True, slots=True)
class View:
    """Everything a packet is made of."""

    case: Case
    said: CaseFile
    marks: Marks
    orders: tuple[OrderView, ...]
    breaches: tuple[FindingView, ...]
    open: tuple[FindingView, ...]
    clear: tuple[FindingView, ...]
    claims: tuple[claims.ClaimText, ...]
    total: str
    total_capitals: str
    exhibits: tuple[ExhibitView, ...]
    missing: tuple[Missing, ...]
    law: tuple[tuple[str, str], ...]
    law_checked: str
    problems: tuple[str, ...]
    backs: Mapping[str, tuple[Ref, ...]]
    """For each mark's anchor, where the text speaks of it."""
    doubts: tuple[doubtful.DoubtRow, ...]
    editions: tuple[editions.EditionRow, ...]
    """Versions of a rule that differ."""


def of(case: Case, said: CaseFile, problems: Sequence[str]) -> View:
    """The view of a case; with an order named in ``case.yaml``, of that order alone."""
    orders = _chosen(case, said)
    names = [order.order_id for order in orders]
    differing = editions.of(case, orders)
    marks = Marks(case, [*wanted(case, names), *editions.facts(differing)])
    asked = claims.of(case, said, orders)
    total = claims.total(asked)
    register = law.load()
    findings = [finding for finding in case.findings if finding.order_id in names]
    cited = _cited([f for f in findings if f.verdict is not Verdict.CLEAR], register)
    views = [_finding(n, f, marks, register) for n, f in enumerate(_sorted(findings), 1)]
    shown = tuple(_order(order, case, marks) for order in orders)
    return View(
        case=case,
        said=said,
        marks=marks,
        orders=shown,
        breaches=tuple(v for v in views if v.verdict == Verdict.BREACH),
        open=tuple(v for v in views if v.verdict in (Verdict.POSSIBLE, Verdict.UNDETERMINED)),
        clear=tuple(v for v in views if v.verdict == Verdict.CLEAR),
        claims=asked,
        total="" if total is None else f"{total:.2f}",
        total_capitals="" if total is None else capitals(total),
        exhibits=tuple(_exhibit(item, case, names) for item in case.evidence if not _is_excluded(item)),
        missing=case.missing,
        law=cited,
        law_checked=register.checked,
        problems=tuple(problems),
        backs=_backs(shown, views),
        doubts=doubtful.rows(case, marks),
        editions=editions.rows(differing, marks),
    )


def _backs(orders: Sequence[OrderView], findings: Sequence[FindingView]) -> dict[str, tuple[Ref, ...]]:
    found: dict[str, dict[Ref, None]] = {}
    for view in findings:
        if view.verdict == Verdict.CLEAR:
            continue
        for premise in view.premises:
            for ref in premise.refs:
                found.setdefault(ref.anchor, {})[
                    Ref(phrase("ref.finding", number=view.number), view.anchor)
                ] = None
    for order in orders:
        for row in order.rows:
            for ref in row.refs:
                found.setdefault(ref.anchor, {})[Ref(phrase("ref.event", number=row.number), row.anchor)] = (
                    None
                )
    return {anchor: tuple(refs) for anchor, refs in found.items()}


def _chosen(case: Case, said: CaseFile) -> tuple[Order, ...]:
    named = tuple(order for order in case.orders if order.order_id == said.order)
    if named:
        return named
    # Without a word from the user: the orders with the weightiest findings, else all.
    for weight in (Verdict.BREACH, Verdict.UNDETERMINED, Verdict.POSSIBLE):
        spoken = {finding.order_id for finding in case.findings if finding.verdict is weight}
        if spoken:
            return tuple(order for order in case.orders if order.order_id in spoken)
    return case.orders


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: list(Verdict).index(finding.verdict))


def _cited(findings: Sequence[Finding], register: law.Register) -> tuple[tuple[str, str], ...]:
    """The articles that findings refer to, each once: citation and gist.  Only what may be printed."""
    ids = dict.fromkeys(
        basis.removeprefix("law:")
        for finding in findings
        for basis in finding.basis
        if basis.startswith("law:")
    )
    printable = [key for key in ids if register.printable(key, _checked(register))]
    return tuple((article.citation, article.gist) for article in map(register.article, printable))


def _checked(register: law.Register) -> date:
    """The day the register vouches for: the first of the month it was checked in.

    Not today: the same evidence must give the same packet on any day.
    """
    year, month = register.checked.split("-")[:2]
    return date(int(year), int(month), 1)


def _finding(number: int, finding: Finding, marks: Marks, register: law.Register) -> FindingView:
    keys = [basis.removeprefix("law:") for basis in finding.basis if basis.startswith("law:")]
    return FindingView(
        number=number,
        anchor=f"finding-{number}",
        title=phrase(f"rule.{finding.rule}"),
        verdict=finding.verdict,
        order_id=finding.order_id,
        premises=tuple(
            PremiseRow(p.text, phrase(f"premise.state.{p.state}"), marks.refs(p.facts))
            for p in finding.premises
        ),
        result=phrase(f"finding.{finding.rule}.{finding.verdict}"),
        law=tuple(
            register.article(key).citation for key in keys if register.printable(key, _checked(register))
        ),
    )


def _order(order: Order, case: Case, marks: Marks) -> OrderView:
    own = [event for event in case.events if event.order_id in (order.order_id, None)]
    times = dict.fromkeys(map(str, EventKind), "")
    refs: dict[str, tuple[Ref, ...]] = dict.fromkeys(map(str, EventKind), ())
    for event in own:
        # What may mean something else has its row in the timeline, but no place on the cover.
        if not times[event.kind] and not event.hedged:
            times[event.kind] = telling.when(event) + _cover_note(event)
            refs[event.kind] = marks.refs(event.facts)
    for kind in (FactKind.ORDER_ID, FactKind.PRODUCT, FactKind.AMOUNT):
        found = [
            f.id
            for f in case.facts
            if f.kind is kind
            and f.order_id == order.order_id
            and (kind is not FactKind.AMOUNT or f.about in ("paid", "total"))
        ]
        refs[kind] = marks.refs(found)[:3]
    seller = next(
        (f.value for f in case.facts if f.kind is FactKind.SELLER and f.order_id == order.order_id), ""
    )
    findings = [finding for finding in case.findings if finding.order_id == order.order_id]
    groups = grouping.of(own, {fact.id: fact for fact in case.facts}, findings)
    return OrderView(
        order=order,
        number_note=doubtful.of_number(case, order.order_id),
        paid_capitals=capitals(order.paid) if order.paid is not None else "",
        delivery=phrase(f"delivery.{order.delivery}"),
        state=_state(order, case),
        seller=seller,
        times=times,
        refs=refs,
        outcome=outcome.of(Story(order, case.events, case.facts, case.evidence), findings, marks),
        groups=groups,
        rows=rows.of(order, groups, case, marks),
        rounded=any(telling.is_rounded(event) for group in groups for event in group),
        figure=f"timeline-{order.order_id}",
    )


def _state(order: Order, case: Case) -> str:
    """What the order pages show of the order, in their own words or as corrected; may be empty.

    A page's state is more than the few that the rules tell apart ("退款中").
    """
    roles = {item.id: item.role for item in case.evidence}
    shown: dict[str, str] = {}
    for fact in case.facts:
        own = fact.kind is FactKind.STATUS and fact.order_id == order.order_id
        if own and roles[fact.source.evidence] is Role.ORDER and fact.status is not FactStatus.DISPUTED:
            corrected = fact.status is FactStatus.CORRECTED
            words = phrase(f"state.{fact.value}") if corrected and has(f"state.{fact.value}") else fact.raw
            shown.setdefault(fact.source.evidence, words)
    return phrase("cover.state", shown=list(dict.fromkeys(shown.values()))) if shown else ""


def _cover_note(event: Event) -> str:
    """What the cover says beside a time: a reading in doubt is no disagreement of the sources."""
    second = "doubtful" if event.doubtful else "disputed"
    return "".join(
        phrase(f"cover.{flag}") for flag in ("assumed", second, "conflicts") if getattr(event, flag)
    )


def _unprinted(item: Evidence, case: Case, orders: Sequence[str]) -> str:
    """Why a file's pages are not printed: unreadable, or of another order; an empty string when they are."""
    if not item.pages:
        return phrase("exhibit.unprinted.unreadable")
    foreign = {problem.path for problem in case.problems if problem.code in _FOREIGN}
    own = {f.order_id for f in case.facts if f.source.evidence == item.id and f.order_id}
    if item.role is Role.BILL and not own & set(orders):
        return phrase("exhibit.unprinted.bill")
    if item.path in foreign or (own and not own & set(orders)):
        return phrase("exhibit.unprinted.foreign")
    return ""


def _is_excluded(item: Evidence) -> bool:
    return any(problem.code == "excluded" for problem in item.problems)


def _exhibit(item: Evidence, case: Case, orders: Sequence[str]) -> ExhibitView:
    own = [f for f in case.facts if f.source.evidence == item.id]
    unprinted = _unprinted(item, case, orders)
    events = [e for e in case.events if e.order_id in orders and {f.id for f in own} & set(e.facts)]
    used = proving.used(finding for finding in case.findings if finding.order_id in orders)
    return ExhibitView(
        number=int(item.id.removeprefix("E")),
        id=item.id,
        name=phrase(_name(item)),
        file=item.path,
        sha256=item.sha256,
        bytes=item.bytes,
        pages=len(item.pages),
        source=phrase(_source(item)) + _channel(item),
        proves="" if unprinted else proving.told(item, own, events, used),
        anchor="" if unprinted else f"exhibit-{item.id}",
        unprinted=unprinted,
        notes=tuple(
            phrase(f"problem.{p.code}", path=p.path, detail=p.detail, page=p.page) for p in item.problems
        ),
    )


def is_recording(item: Evidence) -> bool:
    """Whether a file's pages are frames of a screen recording."""
    return item.media.startswith("video/")


def _name(item: Evidence) -> str:
    """A chat is called one with the shop only where its window shows that."""
    is_service = item.role is Role.CHAT and item.channel is Channel.PLATFORM
    return "exhibit.name.service" if is_service else f"exhibit.name.{item.role}"


def _source(item: Evidence) -> str:
    if is_recording(item):
        return "exhibit.source.recording"
    if item.role is Role.BILL:
        return "exhibit.source.bill"
    if item.role is Role.MAIL:
        return "exhibit.source.mail"
    if item.media == _WEB_PAGE:
        return "exhibit.source.page"
    drawn = any(page.width for page in item.pages)
    return "exhibit.source.picture" if drawn or not item.pages else "exhibit.source.text"


def _channel(item: Evidence) -> str:
    """Where a chat was held, for the index; a mail's source says it already."""
    if item.channel is None or item.role is not Role.CHAT:
        return ""
    return phrase("exhibit.channel", where=phrase(f"channel.{item.channel}"))


def window_end(case: Case, order: Order) -> tuple[Event, Window] | None:
    """The free-cancellation window to shade: the event it counts from and its length.

    None unless exactly one is published that surely covers the order, and its
    beginning is known, undisputed, surely read and no order of events speaks against it.
    """
    story = Story(order, case.events, case.facts, case.evidence)
    windows = {(w.length, w.start): w for w in published.windows(story) if w.sure}
    if len(windows) != 1 or len(windows) != len({(w.length, w.start) for w in published.windows(story)}):
        return None
    window = next(iter(windows.values()))
    kind = {"ordered": EventKind.ORDERED, "paid": EventKind.PAID}.get(window.start)
    start = story.one(kind) if kind else None
    return None if start is None or start.disputed or start.doubtful or start.conflicts else (start, window)
