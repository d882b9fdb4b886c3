"""What the folder shows to be published for an order: its terms, and the windows they grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dossier.model import Fact, Role, Speaker
from dossier.reading import terms
from dossier.rules.grounds import reach, versions
from dossier.rules.grounds.story import Story, Window, once


@once
def clauses(story: Story, about: str) -> tuple[Fact, ...]:
    """The published terms of a name: rule pages, and the shop's own words in this order's chat.

    Where a page bears this shop's name, pages that bear another's are left out, and so
    is a version of a clause where another surely held when the order was paid.
    """
    found = [f for f in story.folder.terms(about) if _binds(story, f)]
    strangers = {f.id for f in found if reach.shop(story, f) is False}
    if any(reach.shop(story, f) for f in found):
        found = [f for f in found if f.id not in strangers]
    return tuple(f for f in found if not versions.left_out(story, f))


def terms_of(story: Story, about: str) -> tuple[Fact, ...]:
    """The published terms of a name; where the folder shows none, those of the pack that the user named."""
    return clauses(story, about) or tuple(f for f in story.assumed if f.about == about)


@once
def windows(story: Story) -> tuple[Window, ...]:
    """The windows that the folder shows and that may cover this order."""
    return tuple(_windows(story))


def _windows(story: Story) -> Iterator[Window]:
    for fact in clauses(story, terms.GRACE):
        if reach.goods(story, fact) is False:
            continue
        parts = terms.parse(fact.value)
        yield Window(
            length=timedelta(minutes=terms.minutes(fact.value)),
            start=parts.get("start", "unknown"),
            free=parts.get("free") == "yes",
            unshipped=parts.get("condition") == "unshipped",
            sure=not reach.doubt(story, fact),
            fact=fact,
        )


def _binds(story: Story, fact: Fact) -> bool:
    if story.role_of(fact) is Role.POLICY:
        return fact.order_id in (None, story.order.order_id)
    return fact.speaker is Speaker.AGENT and fact.order_id == story.order.order_id
