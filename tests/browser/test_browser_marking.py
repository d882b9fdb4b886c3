"""Places marked on the picture: by drawing, by keys, and found again from what was made of them."""

from __future__ import annotations

import re
from pathlib import Path

import drawn
import pytest
from browsing import Look, Start
from playwright.sync_api import Page, expect

from dossier import casefile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drawn.fee_kept(tmp_path / "某某退款")


def drag(page: Page, box: tuple[int, int, int, int]) -> None:
    """Draw a frame around a place given in pixels of the page's picture."""
    figure = page.locator("#stage figure")
    across = int(figure.get_attribute("data-width") or 0)
    frame = figure.bounding_box()
    assert frame
    scale = frame["width"] / across
    x0, y0, x1, y1 = (side * scale for side in box)
    page.mouse.move(frame["x"] + x0, frame["y"] + y0)
    page.mouse.down()
    page.mouse.move(frame["x"] + x1, frame["y"] + y1, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("zoomed", [False, True])
def test_a_drawn_mask_is_kept_in_pixels_of_the_page(
    start: Start, look: Look, folder: Path, zoomed: bool
) -> None:
    page = look(start(folder=folder), "?file=E1")
    if zoomed:
        page.locator("[data-zoom=in]").click()
        page.locator("#stage").evaluate("(stage) => stage.scrollTo(0, 0)")
    page.locator("[data-draw=mask]").click()
    wanted = (60, 90, 300, 160)
    drag(page, wanted)
    page.locator("#mask-reason").fill("他人姓名")
    page.keyboard.press("Enter")
    expect(page.locator("#stage .veil")).to_have_count(1)
    (mask,) = casefile.load(folder).masks
    assert mask.reason == "他人姓名"
    assert all(abs(got - asked) <= 2 for got, asked in zip(mask.box, wanted, strict=True))
    # It is taken back by the button that came with it.
    page.locator("#undo-last").click()
    expect(page.locator("#stage .veil")).to_have_count(0)
    assert casefile.load(folder).masks == ()


def test_what_was_missed_is_marked_by_keys_alone(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E1")
    page.locator("body").press("d")
    expect(page.locator("#stage .frame")).to_be_focused()
    sides = {
        side: int(page.locator(f"[data-side={side}]").input_value())
        for side in ("left", "top", "right", "bottom")
    }
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    moved = {side: int(page.locator(f"[data-side={side}]").input_value()) for side in sides}
    assert moved["left"] == sides["left"]
    assert moved["top"] > sides["top"]
    assert moved["right"] > sides["right"]
    page.keyboard.press("Enter")
    expect(page.locator("#add-text")).to_be_focused()
    expect(page.locator("#add-read")).not_to_be_empty(timeout=30_000)
    page.locator("#add-text").fill("发货方式 自动发货")
    page.locator("#add-what").select_option("delivery:")
    page.locator("#add-form .primary").click()
    expect(page.locator("#stage .added")).to_have_count(1)
    (entry,) = casefile.load(folder).additions
    assert entry.text == "发货方式 自动发货"
    assert tuple(entry.box) == tuple(moved.values())
    assert entry.kind == "delivery"


def test_escape_leaves_a_field_first_and_the_drawing_then(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E1")
    page.locator("body").press("m")
    page.keyboard.press("Enter")
    page.keyboard.type("他人")
    page.keyboard.press("Escape")
    assert page.locator("#mask-reason").input_value() == "他人"
    page.keyboard.press("Escape")
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#stage .frame")).to_have_count(0)


def test_a_premise_leads_to_its_place_in_another_file(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E1&tab=story")
    cite = page.locator('#part-story a.cite:not([href*="file=E1&"])').first
    where = re.search(r"file=(E\d+)&page=(\d+)", cite.get_attribute("href") or "")
    assert where
    cite.click()
    expect(page.locator("#stage")).to_have_attribute("data-file", where[1])
    expect(page.locator("#stage .box.on")).to_be_in_viewport()
    # The finding is still there, to be read beside it.
    expect(page.locator("#part-story")).to_be_visible()
    expect(cite).to_have_class(re.compile(r"\bon\b"))
    # A place of which the story says nothing is looked up where all readings stand.
    told = set(
        page.locator("#part-story [data-fact]").evaluate_all("all => all.map((one) => one.dataset.fact)")
    )
    places = page.locator("#stage .box").evaluate_all("all => all.map((one) => one.dataset.fact)")
    untold = next(fact for fact in places if fact not in told)
    page.locator(f"#{untold}-box").dispatch_event("click")
    expect(page.locator(f"#part-check #{untold}")).to_be_in_viewport()
    expect(page.locator("#tab-check")).to_have_attribute("aria-selected", "true")


def test_unsaved_words_outlive_what_others_change(start: Start, look: Look, folder: Path) -> None:
    product = start(folder=folder)
    mine, other = look(product, "?file=E1"), look(product, "?file=E1")
    item = mine.locator("li.fact", has=mine.locator('form[action="correct"] input[name="value"]')).first
    item.locator("summary").click()
    field = item.locator('input[name="value"]')
    field.fill("还没有写完")
    other.locator("[data-draw=mask]").click()
    drag(other, (60, 90, 300, 160))
    other.keyboard.press("Enter")
    expect(mine.locator("#stage .veil")).to_have_count(1)
    assert field.input_value() == "还没有写完"
    expect(field).to_be_focused()
