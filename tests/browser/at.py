"""Where things are on the page; the one file to change when the page does."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from dossier.model import Box

TABS = ("check", "story", "form", "packet")


def tab(name: str) -> str:
    """The address of a tab below the page's own."""
    return f"?tab={name}"


def verdict(page: Page, title: str) -> Locator:
    """What is told of a finding in the head of the page, whichever tab is open."""
    return page.locator(f'#findings-told [data-title="{title}"]')


def reading(page: Page, value: str) -> Locator:
    """The button in the queue that settles a disputed reading on a value."""
    return page.locator("#queue button.reading:visible", has_text=value)


def current(page: Page) -> Locator:
    """What the keys speak of: the doubt in turn."""
    return page.locator("#queue .doubt.now")


def go(page: Page, tab_name: str) -> None:
    """To another tab, by its link."""
    page.locator(f"#tab-{tab_name}").click()
    expect(page.locator(f"#part-{tab_name}")).to_be_visible()


def build(page: Page, *destinations: str) -> Locator:
    """Build packets; the links to what was made."""
    for box in page.locator('#build input[name="for"]:not(:disabled)').all():
        box.set_checked(box.get_attribute("value") in destinations)
    page.locator("#build button").last.click()
    return made(page)


def made(page: Page) -> Locator:
    """The links to packets."""
    return page.locator('#part-packet a[href^="made/"][href$=".pdf"]')


def alarm(page: Page) -> Locator:
    """What a screen reader is told at once: that something was not saved."""
    return page.locator('[role="alert"]:visible')


def files(page: Page) -> Locator:
    """The files of the folder in the strip."""
    return page.locator("#strip nav a[data-file]")


def field(page: Page, name: str) -> Locator:
    """A field of the form by its name in the program."""
    return page.locator(f'[data-name="{name}"] [name="value"]').first


def fill(page: Page, name: str, words: str) -> None:
    """Write into a field and wait until it is saved."""
    field(page, name).fill(words)
    with page.expect_response(lambda answer: answer.url.endswith("/field")) as saved:
        field(page, name).blur()
    assert saved.value.ok, saved.value.text()


def fact(page: Page, kind: str) -> Locator:
    """A reading of the file that is open."""
    return page.locator("li.fact", has=page.locator("h3", has_text=kind)).first


def value(page: Page, kind: str) -> Locator:
    """The field in which a reading is put right."""
    return fact(page, kind).locator('form[action="correct"] input[name="value"]')


def correct(page: Page, kind: str, words: str) -> None:
    """Write in the place of a reading."""
    details = fact(page, kind).locator("details.edit")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    value(page, kind).fill(words)
    value(page, kind).press("Enter")


def asleep(page: Page) -> None:
    """Let a page hear no more of what happens elsewhere."""
    version = page.locator("body").get_attribute("data-version")
    page.route("**/state", lambda route: route.fulfill(json={"version": version, "busy": None}))


def bring(page: Page, *files: Path) -> None:
    """Add files to the folder."""
    page.locator(".bring summary").click()
    page.locator("#adding-files").set_input_files(files)
    send = page.locator("#adding button")
    if send.is_visible():
        send.click()


def drag(page: Page, box: Box) -> None:
    """Draw a frame around a place given in pixels of the page's picture."""
    figure = page.locator("#stage figure")
    page.locator("#stage").evaluate(SCROLLED, list(box))
    frame = figure.bounding_box()
    assert frame
    scale = frame["width"] / int(figure.get_attribute("data-width") or 0)
    x0, y0, x1, y1 = (side * scale for side in box)
    page.mouse.move(frame["x"] + x0, frame["y"] + y0)
    page.mouse.down()
    page.mouse.move(frame["x"] + x1, frame["y"] + y1, steps=4)
    page.mouse.up()


SCROLLED = """(stage, [x0, y0, x1, y1]) => {
  const figure = stage.querySelector("figure");
  const scale = figure.clientWidth / Number(figure.dataset.width);
  stage.scrollTo({left: scale * x0 - 20, top: scale * y0 - 20, behavior: "instant"});
}"""
"""Brings a place, in pixels of the page's picture, into sight."""


# What a person can reach, as the browser sees it.

REACHABLE = """() => {
  const wanted = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")].filter((one) =>
      one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]")
      && one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false})
      && one.getClientRects().length);
  // Tab stops once at a group of radio buttons.
  const groups = new Set();
  window.__wanted = wanted.filter((one) => {
    if (one.type !== "radio" || !one.name) return true;
    const group = [...wanted].filter((other) =>
      other.type === "radio" && other.name === one.name && other.form === one.form);
    return one === (group.find((other) => other.checked) || group[0]);
  });
  window.__look = (one) => [one, one.parentElement, one.nextElementSibling, one.firstElementChild, one.lastElementChild]
    .filter(Boolean).map((each) => {
      const style = getComputedStyle(each);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
        style.backgroundColor, style.stroke, style.strokeWidth, style.fillOpacity, style.textDecorationLine].join();
    }).join(";");
  window.__before = window.__wanted.map(window.__look);
  return window.__wanted.length;
}"""
"""Counts the elements that Tab must reach, and keeps how they look without focus."""

FOCUSED = """() => {
  const one = document.activeElement;
  const number = window.__wanted.indexOf(one);
  const name = one.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
  if (one === document.body || one === document.documentElement) return {number: -1, name: "", shown: true};
  const box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const changed = number < 0 || one.type === "date" || window.__before[number] !== window.__look(one);
  return {number, name, shown: inside && changed && (one.type === "date" || one.matches(":focus-visible")), inside, changed};
}"""
"""Which of them has the focus, and whether a person sees that it has.

Within the field of a date, the browser marks year, month, day and calendar one after the other.
"""

MISSED = """(seen) => window.__wanted.filter((_, number) => !seen.includes(number))
  .map((one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 120))"""

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room) return [];
  const scrolled = (one) => one && one !== document.body
    && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(one).overflowX) || scrolled(one.parentElement));
  return [...document.querySelectorAll("body *")].filter((one) =>
    one.getBoundingClientRect().right > room + 1 && !scrolled(one.parentElement))
    .map((one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 120)).slice(0, 5).concat(["page is too wide"]);
}"""
"""What makes the page scroll sideways."""

MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["html scrolls smoothly"] : [];
  return smooth.concat([...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return seconds(style.transitionDuration) > 0.01 || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01);
  }).map((one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 120)).slice(0, 5));
}"""
"""What moves although the person asked for calm."""

SMALL = """() => [...document.querySelectorAll("button, select, textarea, input:not([type=hidden])")].filter((one) => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && box.width > 1 && (box.height < 24 || box.width < 24)
    && !["checkbox", "radio"].includes(one.type);
}).map((one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 120))"""
"""What a finger does not hit (WCAG 2.2, 2.5.8)."""
