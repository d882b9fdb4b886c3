"""What opens over or inside the page can be used by everybody too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import at
import drawn
import pytest
from browsing import Look, Start, axe, shot
from playwright.sync_api import Page, expect

from dossier.model import Box

PLACE = Box(60, 90, 300, 160)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn.fee_kept(tmp_path_factory.mktemp("opened") / "某某退款")


def missed(page: Page) -> None:
    page.locator("[data-draw=add]").click()
    at.drag(page, PLACE)
    expect(page.locator("#add-read")).not_to_be_empty(timeout=60_000)


def mask(page: Page) -> None:
    page.locator("[data-draw=mask]").click()
    at.drag(page, PLACE)
    expect(page.locator("#mask-form")).to_be_visible()


def keys(page: Page) -> None:
    page.locator("#help-open").click()
    expect(page.locator("#help")).to_be_visible()


def folded(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def refused(page: Page) -> None:
    at.correct(page, "退款金额", "很多")
    expect(at.alarm(page).first).to_be_visible()
    expect(at.value(page, "退款金额")).to_have_value("很多")


def mistaken(page: Page) -> None:
    """What cannot be taken in the form."""
    at.field(page, "complainant.email").fill("不是邮箱")
    at.field(page, "complainant.email").blur()
    page.wait_for_timeout(1200)


def chosen(page: Page) -> None:
    page.locator("#stage a.box").first.dispatch_event("click")
    expect(page.locator("#stage .box.on")).to_be_visible()


STATES: list[tuple[str, Callable[[Page], None]]] = [
    ("?file=E1", missed),
    ("?file=E1", mask),
    ("?file=E1", keys),
    ("?file=E1", folded),
    ("?file=E1", refused),
    ("?file=E1", chosen),
    (at.tab("form"), folded),
    (at.tab("form"), mistaken),
    (at.tab("packet"), folded),
]


@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_no_serious_fault_in_what_is_open(
    start: Start, look: Look, folder: Path, phone: bool
) -> None:
    product = start(folder=folder)
    page = look(product, phone=phone, calm=True, allowed=(422,))
    faults = []
    schemes = ("dark",) if phone else ("light", "dark")
    for below, opened in STATES:
        page.goto("about:blank")
        page.goto(product.address + below, wait_until="load")
        opened(page)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            shot(page, f"open-{opened.__name__}-{below[1:5]}-{'phone' if phone else 'desk'}-{scheme}")
            if found := axe(page, colours=scheme != schemes[0]):
                faults.append(f"{opened.__name__} {below} {scheme}:\n{found}")
        if wide := page.evaluate(at.TOO_WIDE):
            faults.append(f"{opened.__name__} {below} is too wide: {wide}")
    assert not faults, "\n".join(faults)


def test_a_page_of_the_packet_is_enlarged_and_put_away(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), at.tab("packet"), calm=True)
    expect(at.build(page, "platform")).to_have_count(1, timeout=60_000)
    page.locator("details.preview summary").click()
    sheet = page.locator("a.sheet-page")
    sheet.nth(1).click()
    large = page.locator("dialog.sheet-large")
    image = large.locator("img")
    page.wait_for_function("() => document.querySelector('dialog.sheet-large img').naturalWidth > 600")
    second = image.get_attribute("src")
    page.keyboard.press("ArrowLeft")
    expect(image).not_to_have_attribute("src", second or "")
    expect(large.get_by_role("button").first).to_be_disabled()  # there is nothing before the first
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shot(page, f"sheet-{scheme}")
        assert not (found := axe(page, colours=scheme == "dark")), found
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(sheet.first).to_be_focused()


def test_the_help_can_turn_the_keys_off(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E1")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("m")
    expect(page.locator("#drawing")).to_be_hidden()
    page.reload()
    page.keyboard.press("m")
    expect(page.locator("#drawing")).to_be_hidden()
    page.locator("#help-open").click()
    page.locator("#keys-on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator("#drawing")).to_be_visible()
