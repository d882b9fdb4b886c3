"""What a case still needs, told by what its findings lack."""

from __future__ import annotations

import pytest
from cases import FREE, asked, order, page, payment
from pages import numbered

from dossier import reading, rules, timeline
from dossier.model import Evidence, Finding, Verdict
from dossier.rules.missing import missing


def items(*files: Evidence, findings: tuple[Finding, ...] = ()) -> list[str]:
    read = reading.read(numbered(*files))
    events = timeline.events(read.evidence, read.facts)
    return [one.item for one in missing(read.evidence, read.facts, events, findings)]


def test_a_whole_case_needs_nothing() -> None:
    assert (
        items(order(shipped="2024-05-12 14:05:41"), payment("2024-05-12 14:02:10"), asked(), page(FREE)) == []
    )


def test_what_no_file_shows_is_asked_for() -> None:
    assert items(order()) == ["payment", "chat", "policy"]


@pytest.mark.parametrize(
    ("rule", "item"),
    [
        ("refund.overdue", "refund-later"),
        ("service.no-answer", "chat-later"),
        ("policy.undisclosed", "order-flow"),
    ],
)
def test_a_finding_asks_for_what_would_settle_it(rule: str, item: str) -> None:
    assert rule in rules.REGISTRY
    for verdict in Verdict:
        found = (Finding(rule, verdict, "CM20240512001", "", ()),)
        asked_for = items(order(), payment("2024-05-12 14:02:10"), asked(), page(FREE), findings=found)
        assert asked_for == ([item] if verdict is Verdict.POSSIBLE else [])
