"""What stands in one message of a chat: facts on the same line, and the events that its words make."""

from __future__ import annotations

from dossier.model import Event, EventKind, Fact, FactKind
from dossier.rules.grounds.story import Story


def same(a: Fact, b: Fact) -> bool:
    """Whether two facts stand in one message."""
    one, other = a.source, b.source
    return (one.evidence, one.page, one.line) == (other.evidence, other.page, other.line)


def events(story: Story, fact: Fact, *kinds: EventKind) -> tuple[Event, ...]:
    """The order's events of some kinds whose words stand in a fact's message, in the order of time."""
    return tuple(
        event
        for event in story.of(*kinds)
        if any(own.kind is FactKind.STATEMENT and same(own, fact) for own in map(story.fact, event.facts))
    )
