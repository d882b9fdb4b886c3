"""Rule pages: a title, when it holds, numbered clauses of prose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.draw.canvas import Canvas
from samples.draw.look import Look
from samples.draw.phone import SCREEN, Phone

EDGE = 22


@dataclass(frozen=True)
class RulePage:
    """A published rule: ``sections`` are (heading, clauses) from top to bottom."""

    title: str
    dated: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    foot: str = ""
    clock: str = "15:02"
    nav: str = "平台规则"


def rule_page(look: Look, rule: RulePage) -> Canvas:
    """Draw a rule page on a phone."""
    page = Phone(replace(look, page=look.card), clock=rule.clock)
    page.nav(rule.nav)
    page.canvas.line(0, page.y, look.width, page.y, look.hair)
    page.y += 16
    _prose(page.canvas, page.y, rule, look, look.width - 2 * EDGE)
    page.y = max(page.canvas.height, SCREEN - 28)
    page.home_bar()
    return page.canvas


def _prose(canvas: Canvas, y: float, rule: RulePage, look: Look, width: float) -> None:
    def para(text: str, size: float, fill: str, *, bold: bool = False, pitch: float = 1.6) -> None:
        nonlocal y
        for line in canvas.wrap(text, size, width, bold=bold):
            canvas.text((canvas.width - width) / 2, y + size * pitch / 2, line, size, fill, bold=bold)
            y += size * pitch

    para(rule.title, 19, look.ink, bold=True, pitch=1.45)
    if rule.dated:
        y += 2
        para(rule.dated, 12, look.grey)
    for heading, clauses in rule.sections:
        y += 12
        para(heading, 15.5, look.ink, bold=True)
        for clause in clauses:
            y += 3
            para(clause, 14, look.ink, pitch=1.7)
    if rule.foot:
        y += 16
        para(rule.foot, 12, look.grey)


def desk_rule_page(look: Look, rule: RulePage, *, links: tuple[str, ...]) -> Canvas:
    """Draw a rule page of a web shop: site bar on top, prose on a white sheet."""
    # A first drawing on a throw-away canvas tells how high the sheet must be.
    probe = Canvas(look.width, look.scale, look.page, look.typeface)
    _prose(probe, 0, rule, look, look.width - 240)
    canvas = Canvas(look.width, look.scale, look.page, look.typeface)
    site_bar(canvas, look, links)
    canvas.rect(80, 84, look.width - 160, probe.height + 72, look.card)
    canvas.height += 36
    _prose(canvas, 118, rule, look, look.width - 240)
    return canvas


def site_bar(canvas: Canvas, look: Look, links: tuple[str, ...]) -> None:
    """The bar with the name of the site and its links; 60 points high."""
    canvas.rect(0, 0, look.width, 60, look.nav)
    canvas.rect(80, 19, 22, 22, look.accent, 5)
    canvas.line(85, 33, 91, 26, look.nav_ink, 2)
    canvas.line(91, 26, 97, 33, look.nav_ink, 2)
    x = 112 + canvas.text(112, 30, look.name, 18, look.nav_ink, bold=True) + 48
    for link in links:
        x += canvas.text(x, 30, link, 14, look.nav_ink) + 32
    canvas.text(look.width - 80, 30, "138****0000 | 退出", 13, look.nav_ink, align="right")
