"""The review page in a real Chromium: one browser and few starts of the product for each file of tests."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Look, Start, Watch
from places import SAMPLES
from playwright.sync_api import Browser, Page, sync_playwright
from served import Product

import dev

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


# Not for the whole session: Playwright keeps an event loop in this thread, in which nothing else can run one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        program = dev.chromium()
    except dev.Stop as stop:
        pytest.fail(str(stop))
    # Root has no sandbox; memory for sharing is scarce in containers.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts the product on a copy of a sample, or on a folder as it is; a folder is started once."""
    products: dict[Path | str, Product] = {}
    ends = contextlib.ExitStack()

    def started(name: str = "inside-window", folder: Path | None = None) -> Product:
        wanted = folder or name
        if wanted not in products:
            place = folder or shutil.copytree(SAMPLES / name, tmp_path_factory.mktemp("case") / name)
            products[wanted] = Product(place)
            ends.callback(products[wanted].stop)
        return products[wanted]

    with ends:
        yield started


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Opens a page on a product: ``dark``, ``phone`` or ``width``, ``script=False``, ``calm``, ``allowed``.

    ``below`` is the address below the page's own.  At the end nothing may have failed, nothing may have
    been told on the console, and no request may have left the page's own origin.
    """
    watches: list[Watch] = []
    contexts = []

    def looked(
        product: Product,
        below: str = "",
        *,
        dark: bool = False,
        phone: bool = False,
        width: int = 0,
        script: bool = True,
        calm: bool = False,
        allowed: tuple[int, ...] = (),
    ) -> Page:
        size = PHONE if phone else DESKTOP
        context = browser.new_context(
            viewport={**size, "width": width or size["width"]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            java_script_enabled=script,
            has_touch=phone,
            is_mobile=phone,
            locale="zh-CN",
            accept_downloads=True,
        )
        context.set_default_timeout(20_000)
        watch = Watch(product.origin, allowed=set(allowed))
        watch.over(context)
        watches.append(watch)
        contexts.append(context)
        page = context.new_page()
        page.goto(product.address + below, wait_until="load")
        return page

    yield looked
    for context in contexts:
        context.close()
    problems = [problem for watch in watches for problem in watch.problems]
    assert problems == []
