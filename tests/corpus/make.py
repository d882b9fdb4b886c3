"""The hold-out's door: seeded cases, their pages as a perfect engine reads them, or real files.

    PYTHONPATH=.:tests python -m corpus.make FOLDER [SEED] [COUNT]

``cases(seed, n)`` is lazy and depends on nothing but its arguments.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.dice import Dice
from corpus.judge import anchor_spans
from corpus.judging import judge
from corpus.scenarios import SCENARIOS, Scene, Series, scene
from corpus.sealed import SEALED
from corpus.stage import stage
from corpus.stage_told import stage_told
from corpus.truth import CorpusCase, Doc, Plot, Span, TrueEvent, Truth, Window
from corpus.words import OPEN
from dossier.model import Box, Evidence, Line, Message, Page, Row
from samples.draw.encode import picture

MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
}

REPLIES = {
    "refused": "cancel_refused",
    "accepted": "cancel_accepted",
    "promised": "cancel_accepted|refund_promised",
}
LATER = {"admitted": "refund_pending", "chased": "chased|refund_pending"}


def cases(seed: int, count: int, *, sealed: bool = False, series: Series = SCENARIOS) -> Iterator[CorpusCase]:
    """Yield ``count`` cases; every scenario of the series comes up once in each round.

    ``sealed`` draws the wordings from the pool that is kept for the last measurement.
    """
    for number in range(count):
        rng = Dice(f"{seed}:{number}")
        rng.words = SEALED if sealed else OPEN
        made = scene(rng, number, series)
        docs = stage_told(rng, made, made.staging) if made.staging else stage(rng, made)
        yield CorpusCase(f"{number:03d}-{made.scenario}", docs, _truth(made))


def pages_of(case: CorpusCase, *, slips: bool = False) -> dict[str, tuple[Page, ...]]:
    """The pages of each file, by name, as a perfect engine or reader would give them.

    With ``slips`` the lines of pictures carry what real engines do to such pages: blanks lost between
    date and time, colons of the other width, icons taken for letters.
    """
    rng = Dice(case.name)
    return {doc.name: (_page(doc) if not slips else _slipped(rng, _page(doc)),) for doc in case.docs}


def evidence_of(case: CorpusCase, *, slips: bool = False) -> tuple[Evidence, ...]:
    """The files as evidence, in the order of their names; roles are left to the reader."""
    pages = pages_of(case, slips=slips)
    return tuple(
        Evidence(
            id=f"E{number}",
            path=doc.name,
            sha256=hashlib.sha256(f"{case.name}/{doc.name}".encode()).hexdigest(),
            bytes=1,
            media=MEDIA[doc.name.rsplit(".", 1)[1]],
            pages=pages[doc.name],
            engine="" if doc.text else "perfect",
            captured=doc.captured,
        )
        for number, doc in enumerate(sorted(case.docs, key=lambda d: d.name), 1)
    )


def write(case: CorpusCase, folder: Path) -> None:
    """Write the case's files into ``folder``, pictures rendered."""
    folder.mkdir(parents=True, exist_ok=True)
    for doc in case.docs:
        if doc.canvas is None:
            data = doc.text.encode(doc.encoding)
        else:
            data = picture(doc.canvas, doc.name.rsplit(".", 1)[1])
        (folder / doc.name).write_bytes(data)


def _page(doc: Doc) -> Page:
    if doc.canvas is not None:
        width, height = doc.canvas.size
        return Page(1, width, height, doc.canvas.lines())
    if doc.rows:
        return Page(1, rows=tuple(Row(*row) for row in doc.rows))
    lines = tuple(Line(n, text) for n, text in enumerate(doc.text.splitlines(), 1) if text)
    return Page(1, lines=lines, messages=tuple(Message(*message) for message in doc.messages))


def _slipped(rng: Dice, page: Page) -> Page:
    """The page as RapidOCR tends to give it (measured on these pictures)."""
    if page.messages or not page.width:
        return page
    lines = []
    for line in page.lines:
        text = line.text
        if rng.random() < 0.5:
            text = text.replace(" ", "")
        if rng.random() < 0.15:
            text = text.replace(":", "：") if ":" in text else text.replace("：", ":")
        if rng.random() < 0.3:
            text = text.replace("（", "(").replace("）", ")").replace("，", ",")
        lines.append(replace(line, text=text, confidence=round(rng.uniform(0.93, 0.999), 3)))
    if rng.random() < 0.4:
        unit = page.width // 40
        lines.insert(1, Line(0, rng.choice("くC0ı"), Box(unit, unit * 6, unit * 2, unit * 8), 0.6))
    return replace(page, lines=tuple(replace(line, number=n) for n, line in enumerate(lines, 1)))


def _truth(made: Scene) -> Truth:
    ids = {plot.order_id for plot in made.plots}
    transactions = {plot.transaction for plot in made.plots if plot.transaction}
    if made.other_voucher:
        ids.add(made.other_voucher.order_id)
        transactions.add(made.other_voucher.transaction)
    if ghost := made.extra.get("ghost"):
        ids.add(ghost)
    return Truth(
        scenario=made.scenario,
        order_ids=frozenset(ids),
        events=tuple(event for plot in made.plots for event in _events(plot)),
        rules={plot.order_id: judge(plot) for plot in made.plots},
        transactions=frozenset(transactions),
        agents=frozenset({made.agent} - {""}),
        paid={plot.order_id: plot.amount for plot in made.plots},
    )


def _events(plot: Plot) -> Iterator[TrueEvent]:
    def event(kind: str, span: Span) -> TrueEvent:
        return TrueEvent(kind, plot.order_id, span.first, span.last)

    yield event("ordered", plot.page_span(plot.ordered))
    if paid := anchor_spans(plot, Window(1)):
        yield event("paid", Span(min(s.first for s in paid), max(s.last for s in paid)))
    for kind, moment in (
        ("shipped", plot.shipped),
        ("service_started", plot.started),
        ("completed", plot.completed),
        ("refunded", plot.refunded),
    ):
        if moment:
            yield event(kind, plot.page_span(moment))
    if plot.request and plot.request.strength != "none":
        yield event("cancel_requested", plot.request.shown)
    if plot.reply and plot.reply.sure and plot.reply.kind in REPLIES:
        yield event(REPLIES[plot.reply.kind], plot.reply.shown)
    for later in plot.owed.later if plot.owed else ():
        if later.kind in LATER and later.sure:
            yield event(LATER[later.kind], later.shown)


if __name__ == "__main__":
    root = Path(sys.argv[1])
    seed, count = (int(word) for word in (sys.argv[2:] + ["1", "30"][len(sys.argv[2:]) :]))
    for made_case in cases(seed, count):
        write(made_case, root / made_case.name)
