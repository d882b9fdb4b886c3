"""A chat in two captures that overlap says what it says in one: nothing twice, nothing harsher."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.make import cases, evidence_of
from corpus.scenarios import SCENARIOS
from corpus.score import run
from corpus.truth import CorpusCase
from dossier import reading, rules, timeline
from dossier.model import Event, Evidence, Role

HARSHNESS = {"clear": 0, "possible": 1, "undetermined": 1, "breach": 2}
ROUNDS = 2


@pytest.fixture(scope="module")
def every() -> tuple[CorpusCase, ...]:
    return tuple(cases(9, ROUNDS * len(SCENARIOS)))


@pytest.fixture(scope="module")
def overlapping(every: tuple[CorpusCase, ...]) -> tuple[CorpusCase, ...]:
    return tuple(case for case in every if case.truth.scenario.startswith("overlap"))


def said(events: tuple[Event, ...]) -> list[tuple[str, str | None]]:
    return sorted(
        (str(e.kind), e.order_id) for e in events if str(e.kind).startswith(("cancel", "contacted"))
    )


@pytest.mark.parametrize("slips", [False, True])
def test_what_is_said_once_is_one_event(overlapping: tuple[CorpusCase, ...], *, slips: bool) -> None:
    doubled = []
    for case in overlapping:
        asked = [kind for kind, _ in said(run(case, slips=slips).events) if kind == "cancel_requested"]
        if len(asked) != sum(e.kind == "cancel_requested" for e in case.truth.events):
            doubled.append((case.name, asked))
    assert doubled == []


def judged(files: tuple[Evidence, ...]) -> tuple[list[tuple[str, str | None]], dict[tuple[str, str], int]]:
    found = reading.read(files)
    events = timeline.events(found.evidence, found.facts)
    findings = rules.judge(found.orders, found.evidence, found.facts, events)
    return said(events), {(f.rule, f.order_id): HARSHNESS[f.verdict.value] for f in findings}


def lower_part(file: Evidence, words: str) -> Evidence | None:
    """A second capture of a chat, scrolled down to what stands from ``words`` and their time on."""
    (page,) = file.pages
    place = next((n for n, line in enumerate(page.lines) if line.text[:6] == words[:6]), 0)
    before = page.lines[max(0, place - 1)].box
    if not place or before is None:
        return None
    bar = page.width // 12
    lines = tuple(line for line in page.lines if line.box and (line.box.y0 >= before.y0 or line.box.y1 < bar))
    return replace(file, path=f"zz{file.path}", pages=(replace(page, lines=lines),), captured="")


def test_a_second_capture_of_the_same_words_adds_no_event_and_no_charge(
    every: tuple[CorpusCase, ...],
) -> None:
    tried = 0
    for case in every:
        files = evidence_of(case)
        found = reading.read(files)
        talks = [item for item in found.evidence if item.role is Role.CHAT and item.pages[0].width]
        asked = (
            [f for f in found.facts if f.value == "cancel_requested" and f.source.evidence == talks[0].id]
            if talks
            else []
        )
        second = lower_part(talks[0], asked[0].raw) if asked else None
        if second is None:
            continue
        tried += 1
        before, verdicts = judged(files)
        second = replace(second, id=f"E{len(files) + 1}", role=Role.OTHER, channel=None)
        after, again = judged((*files, second))
        harsher = {key for key in again if again[key] > verdicts.get(key, 0)}
        assert harsher == set(), case.name
        assert after == before, case.name
    assert tried > len(every) // 2
