"""Everybody can use the page: by keyboard, with a screen reader, on a phone, in the dark, in peace."""

from __future__ import annotations

import at
import pytest
from browsing import Look, Start, axe, shot
from playwright.sync_api import Page


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("tab", at.TABS)
def test_axe_finds_no_serious_fault(start: Start, look: Look, tab: str, phone: bool) -> None:
    page = look(start(), at.tab(tab), phone=phone, calm=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shot(page, f"{tab}-{'phone' if phone else 'desk'}-{scheme}")
        found = axe(page, colours=scheme == "dark")
        assert not found, f"{tab}, {scheme}:\n{found}"


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_tab_scrolls_sideways(start: Start, look: Look, width: int) -> None:
    page = look(start(), width=width)
    for tab in at.TABS:
        page.goto(start().address + at.tab(tab), wait_until="load")
        assert page.evaluate(at.TOO_WIDE) == [], tab


def test_a_finger_hits_what_is_to_be_pressed_and_nothing_moves_for_who_wants_calm(
    start: Start, look: Look
) -> None:
    page = look(start(), phone=True, calm=True)
    for tab in at.TABS:
        page.goto(start().address + at.tab(tab), wait_until="load")
        assert page.evaluate(at.SMALL) == [], tab
        assert page.evaluate(at.MOVING) == [], tab


@pytest.mark.parametrize("tab", at.TABS)
def test_tab_leads_everywhere_and_shows_where_it_is(start: Start, look: Look, tab: str) -> None:
    page = look(start(), at.tab(tab), calm=True)
    count: int = page.evaluate(at.REACHABLE)
    assert count > 3
    seen = walk(page, count)
    assert page.evaluate(at.MISSED, sorted(seen)) == []


def walk(page: Page, count: int) -> set[int]:
    """Press Tab until the round is done; the numbers of the elements that had the focus, each visibly."""
    seen: set[int] = set()
    for _ in range(2 * count + 20):
        page.keyboard.press("Tab")
        now = page.evaluate(at.FOCUSED)
        if now["number"] in seen and len(seen) >= count:
            break
        assert now["shown"], now
        if now["number"] >= 0:
            seen.add(now["number"])
    return seen
