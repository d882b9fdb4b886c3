"""Runs reading, timeline and rules over the hold-out and counts what they get right.

python -m corpus.score [SEED] [COUNT] [--slips] [--sealed] [--real] [--window | --further] [--table] [-v]

With the top and tests/ on the path.  COUNT cases are drawn of each series: the rules on windows, fees and
handwork (``--window`` for these alone), and the further ones (``--further``).  ``--table`` counts by scenario.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.further import FURTHER
from corpus.make import cases, evidence_of, write
from corpus.scenarios import SCENARIOS
from corpus.truth import Answer, CorpusCase, TrueEvent
from dossier import pipeline, policies, reading, rules, timeline
from dossier.model import Event, Finding, Order

CLEAR, BREACH = "clear", "breach"
SERIES = {"--window": SCENARIOS, "--further": FURTHER}


@dataclass(frozen=True)
class Outcome:
    """What the program made of a case."""

    orders: tuple[Order, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]


@dataclass
class Count:
    """The answers of one rule or one scenario."""

    answers: int = 0
    allowed: int = 0
    breaches: int = 0
    breaches_found: int = 0
    false_breaches: int = 0

    def add(self, answer: Answer, verdict: str) -> None:
        """Count one verdict."""
        must = answer.allowed == {BREACH}
        self.answers += 1
        self.allowed += verdict in answer.allowed
        self.breaches += must
        self.breaches_found += must and verdict == BREACH
        self.false_breaches += verdict == BREACH and BREACH not in answer.allowed

    def text(self) -> str:
        """A line for people."""
        return (
            f"acceptable {self.allowed}/{self.answers}, breaches {self.breaches_found}/{self.breaches}, "
            f"false {self.false_breaches}"
        )


@dataclass
class Score:
    """Counts, and a line for each miss: (kind of miss, case, words)."""

    answers: int = 0
    best: int = 0
    allowed: int = 0
    false_breaches: int = 0
    breaches: int = 0
    breaches_found: int = 0
    events: int = 0
    events_found: int = 0
    orders: int = 0
    orders_found: int = 0
    invented_orders: int = 0
    by_rule: dict[str, Count] = field(default_factory=dict)
    by_scenario: dict[str, Count] = field(default_factory=dict)
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self) -> str:
        """A few lines for people."""
        return (
            f"answers {self.answers}: best {self.best}, acceptable {self.allowed}, "
            f"FALSE BREACHES {self.false_breaches}; breaches {self.breaches_found}/{self.breaches}; "
            f"events {self.events_found}/{self.events}; orders {self.orders_found}/{self.orders}, "
            f"invented {self.invented_orders}"
        )


def run(case: CorpusCase, *, slips: bool = False) -> Outcome:
    """Read and judge the recorded pages of a case, with the rooms the pipeline uses."""
    found = reading.read(list(evidence_of(case, slips=slips)))
    events = timeline.events(found.evidence, found.facts)
    reference = tuple(policies.load(name) for name in policies.names())
    findings = rules.judge(found.orders, found.evidence, found.facts, events, None, reference)
    return Outcome(found.orders, events, findings)


def run_real(case: CorpusCase) -> Outcome:
    """Write the case's files and send the folder through the whole program, engine included."""
    with TemporaryDirectory() as folder:
        write(case, Path(folder))
        made = pipeline.investigate(Path(folder)).case
    return Outcome(made.orders, made.events, made.findings)


def compare(score: Score, case: CorpusCase, outcome: Outcome) -> None:
    """Count one case."""
    truth = case.truth
    known = {order.order_id for order in outcome.orders}
    score.orders += len(truth.rules)
    score.orders_found += len(set(truth.rules) & known)
    for invented in sorted(known - truth.order_ids):
        score.invented_orders += 1
        score.misses.append(("invented order", case.name, invented))
    said = {(f.order_id, f.rule): str(f.verdict) for f in outcome.findings}
    for order_id, answers in truth.rules.items():
        for rule, answer in answers.items():
            verdict = said.get((order_id, rule), CLEAR)
            score.answers += 1
            score.by_rule.setdefault(rule, Count()).add(answer, verdict)
            score.by_scenario.setdefault(truth.scenario, Count()).add(answer, verdict)
            score.best += verdict == answer.best
            score.allowed += verdict in answer.allowed
            must = answer.allowed == {BREACH}
            score.breaches += must
            score.breaches_found += must and verdict == BREACH
            if verdict not in answer.allowed:
                false = verdict == BREACH
                score.false_breaches += false
                kind = "FALSE BREACH" if false else "verdict"
                words = f"{rule}: {verdict}, not {'/'.join(sorted(answer.allowed))}"
                score.misses.append((kind, case.name, words))
    for stray in (f for f in outcome.findings if f.verdict == BREACH and f.order_id not in truth.rules):
        score.false_breaches += 1
        score.misses.append(("FALSE BREACH", case.name, f"{stray.rule} for {stray.order_id}"))
    for event in truth.events:
        score.events += 1
        if any(_same(event, seen) for seen in outcome.events):
            score.events_found += 1
        else:
            words = f"{event.kind} {event.first:%m-%d %H:%M:%S}..{event.last:%H:%M:%S}"
            score.misses.append(("event", case.name, words))


def _same(true: TrueEvent, seen: Event) -> bool:
    """Whether a seen event is the true one: kind, order and overlapping times."""
    first = seen.when.earliest.replace(tzinfo=None)
    last = seen.when.latest.replace(tzinfo=None)
    return (
        str(seen.kind) in true.kind.split("|")
        and seen.order_id in {true.order_id, None}
        and first <= true.last
        and true.first <= last
    )


def score_all(made: Iterable[CorpusCase], *, slips: bool = False, real: bool = False) -> Score:
    """Run and count many cases."""
    score = Score()
    for case in made:
        compare(score, case, run_real(case) if real else run(case, slips=slips))
    return score


def main(words: list[str]) -> None:
    """Print the score, the misses by kind and, with ``-v``, each miss."""
    numbers = [int(word) for word in words if word.isdigit()]
    seed, count = (numbers + [1, 120][len(numbers) :])[:2]
    wanted = [series for name, series in SERIES.items() if name in words] or SERIES.values()
    made = chain.from_iterable(
        cases(seed, count, sealed="--sealed" in words, series=series) for series in wanted
    )
    score = score_all(made, slips="--slips" in words, real="--real" in words)
    lines = [score.text(), *(f"  {rule:36s} {found.text()}" for rule, found in score.by_rule.items())]
    if "--table" in words:
        lines += [f"  {name:36s} {found.text()}" for name, found in sorted(score.by_scenario.items())]
    for (kind, scenario, detail), times in sorted(
        Counter((kind, name[4:], detail.split(" ")[0]) for kind, name, detail in score.misses).items()
    ):
        lines.append(f"  {times:3d} {kind:14s} {scenario:24s} {detail}")
    if "-v" in words:
        lines.extend(f"     {' '.join(miss)}" for miss in score.misses)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
