"""A reading and its place on the picture are found from one another."""

from __future__ import annotations

from pathlib import Path

import at
import drawn
import pytest
from browsing import Look, Start
from playwright.sync_api import expect

INSIDE = """(box) => {
  const stage = document.getElementById("stage").getBoundingClientRect();
  const one = box.querySelector(".edge").getBoundingClientRect();
  return one.top >= stage.top && one.bottom <= stage.bottom && one.left < stage.right && one.right > stage.left;
}"""
HEIGHT = "(box) => box.querySelector('.edge').getBoundingClientRect().height"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn.fee_kept(tmp_path_factory.mktemp("looking") / "某某退款")


def box_of(fact: str) -> str:
    return f"#stage [id={fact}-box]"


@pytest.mark.parametrize("phone", [False, True])
def test_each_reading_leads_to_its_place(start: Start, look: Look, folder: Path, phone: bool) -> None:
    page = look(start(folder=folder), "?file=E1", phone=phone, calm=True)
    rows = page.locator("li.fact:has(a.go)")
    numbers = [row.get_attribute("data-fact") or "" for row in rows.all()]
    shown = [number for number in numbers if page.locator(box_of(number)).count()]
    assert len(shown) > 3
    for number in shown:
        page.locator(f"li.fact[data-fact={number}] a.go").click()
        box = page.locator(box_of(number))
        expect(page.locator(f"{box_of(number)}.on")).to_be_visible()
        expect(page.locator("#stage .box.on")).to_have_count(1)
        expect(page.locator(f"li.fact.on[data-fact={number}]")).to_have_count(1)
        assert box.evaluate(INSIDE), number
        assert box.evaluate(HEIGHT) > 14, number  # large enough to be read


def test_a_box_leads_to_its_reading(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E1", calm=True)
    for box in page.locator("#stage a.box").all():
        number = box.get_attribute("data-fact")
        box.dispatch_event("click")  # boxes may lie over one another
        expect(page.locator(f"li.fact.on[data-fact={number}]")).to_be_in_viewport()
        expect(page.locator("li.fact.on")).to_have_count(1)
    # Where readings are not in sight, a box brings them there.
    at.go(page, "form")
    page.locator("#stage a.box").first.dispatch_event("click")
    expect(page.locator("#part-check li.fact.on")).to_be_in_viewport()


def test_a_small_number_is_enlarged_until_it_can_be_read(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E2", width=1000)
    figure = page.locator("#stage figure")
    page.locator("[data-zoom=out]").click(click_count=4)
    before = figure.bounding_box()
    page.locator("li.fact a.go").first.click()
    expect(page.locator("#stage .box.on")).to_be_visible()
    after = figure.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"]
    page.keyboard.press("0")
    page.wait_for_function(
        "() => document.querySelector('#stage figure').clientWidth <= document.getElementById('stage').clientWidth"
    )
    # Another file begins with the whole page.
    page.keyboard.press("]")
    expect(page.locator("#stage")).to_have_attribute("data-file", "E3")
    assert page.locator("#stage").evaluate("(stage) => [stage.scrollLeft, stage.scrollTop]") == [0, 0]
    page.go_back()
    expect(page.locator("#stage")).to_have_attribute("data-file", "E2")


def test_zooming_fetches_a_sharper_picture(start: Start, look: Look) -> None:
    page = look(start(), "?file=E1")
    image = page.locator("#stage figure img")
    for _ in range(8):
        page.locator("[data-zoom=in]").click()
    wide = int(page.locator("#stage figure").get_attribute("data-width") or 0)
    expected = "full/E1/1" if wide > 1200 else "page/E1/1"
    page.wait_for_function(f"() => document.querySelector('#stage figure img').src.endsWith('{expected}')")
    assert image.evaluate("(one) => one.naturalWidth") > 0
