"""Folders whose captures were taken on days of their own, with the pages that are told beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from corpus.clock import Clock
from corpus.dice import Dice
from corpus.papers import bill_doc, rule_doc, sheet_doc
from corpus.scenarios import Scene, Staging
from corpus.stage import chat_doc, date_format, dress, order_doc, voucher_doc
from corpus.truth import Doc


def stage_told(rng: Dice, scene: Scene, told: Staging) -> tuple[Doc, ...]:
    """Draw everything the folder holds."""
    shop = rng.choice(rng.words.shops)
    look = dress(rng, scene, shop)
    stamp = date_format(rng, minute=scene.plots[0].minute_dates)
    end = max([*(say.when for say in scene.said), *(plot.refunded or plot.paid for plot in scene.plots)])
    clock = Clock(rng, end + timedelta(minutes=rng.randint(8, 50)))
    clock.manner = told.manner or clock.manner
    docs = []
    for part in _captures(scene, told):
        if told.chat_taken:
            clock.set(told.chat_taken)
        docs.append(chat_doc(rng, look, part, shop, clock))
    for plot in scene.plots:
        if plot.voucher:
            docs.append(voucher_doc(rng, shop, plot, clock))
        if told.taken and plot is scene.plots[0]:
            clock.set(told.taken)
        doc = order_doc(rng, look, scene, plot, stamp, clock)
        if told.bar and doc.canvas and told.taken:
            day = told.taken
            shown = rng.choice((f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}"))
            doc.canvas.text(92, 23, shown, 12, look.nav_ink)
        docs.append(doc)
    if scene.rule:
        docs.append(rule_doc(rng, look, scene, shop, clock))
    docs.extend(
        sheet_doc(rng, look, sheet, shop, clock, desk=scene.style.medium == "desk") for sheet in told.sheets
    )
    if told.bill:
        docs.append(bill_doc(rng, shop, scene.plots[0], told.bill, told.repaid))
    rng.shuffle(docs)
    return tuple(docs)


def _captures(scene: Scene, told: Staging) -> list[Scene]:
    """The chat as it was captured: whole, or cut where another capture begins."""
    places = [0, *told.cut, len(scene.said)]
    return [replace(scene, said=scene.said[a:b]) for a, b in pairwise(places)]
