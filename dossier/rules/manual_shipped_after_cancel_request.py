"""A manually delivered order was started or shipped after the cancellation request.

What it flags
    The goods are delivered by hand (代充, 代练, 人工处理); the shop publishes that
    such an order can be cancelled before work on it begins; the buyer asks, and
    work begins (or the goods go out) only after that.

Premises
    1. The order is delivered manually.
    2. The clause on manual delivery is published.
    3. The buyer asked to cancel, in plain words, did not take it back, and the shop
       did not grant it after all.
    4. Work began, or where no begin is shown the goods went out, later than the
       request at both ends of both times.  Where the begin is shown, only the
       begin counts: finishing work that had begun before is no departure.  Where
       the clause ends with the begin, dispatch alone decides nothing.

What it does not say
    That a request ends a contract by itself, or what part of the work was done.

Passes (``clear``)
    Asked 20:45, work began 20:41:07.

Fails (``breach``)
    Asked 20:15, work began 20:41:07.

Reference: Implementing Regulations of the Consumer Protection Law art. 12.
"""

from __future__ import annotations

from dossier.model import Delivery, Event, EventKind, FactKind, Finding, Premise, PremiseState
from dossier.reading import terms
from dossier.rules.grounds import premises, published, standing, telling
from dossier.rules.grounds.story import Story
from dossier.rules.grounds.verdict import conclude
from dossier.timeline.interval import Answer
from dossier.words import phrase

ID = "manual.shipped-after-cancel-request"
LAW = ("XFT-12", "XF-16", "MFD-509")

#: What shows that the shop set to work, the surest first.
_SIGNS = (EventKind.SERVICE_STARTED, EventKind.SHIPPED, EventKind.COMPLETED)


def check(story: Story) -> Finding | None:
    """The finding for one order, or None when it is not manual or nothing was asked or begun."""
    begun = next((event for kind in _SIGNS if (event := story.one(kind)) is not None), None)
    asked = story.own(FactKind.STATEMENT, EventKind.CANCEL_REQUESTED) or story.of(EventKind.CANCEL_REQUESTED)
    clauses = published.terms_of(story, terms.MANUAL)
    if begun is None or not asked or story.order.delivery is Delivery.AUTOMATIC:
        return None
    if story.order.delivery is Delivery.UNKNOWN and not (clauses and begun.kind is EventKind.SERVICE_STARTED):
        return None
    premise, request = premises.requested_inside(story, ())
    premise = premises.unheeded(story, premise, request)
    return conclude(
        story,
        ID,
        (_manual(story), _published(story), premise, _began_later(story, request, begun)),
        law=LAW,
    )


def _manual(story: Story) -> Premise:
    facts = tuple(f.id for f in story.own(FactKind.DELIVERY))
    if story.order.delivery is Delivery.MANUAL:
        return Premise(phrase("premise.manual.shown"), PremiseState.SHOWN, facts=facts)
    return Premise(phrase("premise.manual.missing"), PremiseState.MISSING, facts=facts)


def _published(story: Story) -> Premise:
    clauses = published.terms_of(story, terms.MANUAL)
    if not clauses:
        return Premise(phrase("premise.manual-clause.missing"), PremiseState.MISSING)
    return premises.published_terms(story, clauses)


def _began_later(story: Story, request: Event | None, begun: Event) -> Premise:
    time = telling.when(begun)
    if request is None:
        return Premise(phrase("premise.began.unknown", time=time), PremiseState.UNCERTAIN, (begun.id,))
    answer, state = standing.judged(standing.earlier(story, request, begun), (request, begun))
    if state is PremiseState.SHOWN and not _tells_the_begin(story, begun):
        answer, state = Answer.UNKNOWN, PremiseState.UNCERTAIN
    return Premise(
        phrase(f"premise.began.{answer.value}", time=time), state, (request.id, begun.id), begun.facts
    )


def _tells_the_begin(story: Story, begun: Event) -> bool:
    """Whether what came after the request is what the clause ends with: work may begin unseen."""
    if begun.kind is EventKind.SERVICE_STARTED:
        return True
    ends = {terms.parse(clause.value).get("before") for clause in published.terms_of(story, terms.MANUAL)}
    return begun.kind is EventKind.SHIPPED and ends <= {"shipped"}
