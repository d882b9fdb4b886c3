"""Names of files and words in pictures and chats come from anybody: the page shows them and obeys none."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import at
import drawn
import pytest
from browsing import Look, Start
from playwright.sync_api import Page
from served import Product

HACK = "window.__hacked=(window.__hacked||0)+1"
NAMES = (
    f"<img src=x onerror={HACK}>.png",
    f'"><svg onload={HACK}>.png',
    f"'-({HACK})-'.png",
    f"javascript:{HACK}.png",
    "{{7*7}}${7*7}{%raw%}.png",
    "<title><script src=x.png",
    "账单\u202egnp.exe.png",
    "两\n行.png",
    "a&lt;b&#62;.png",
    "--><b>.png",
)
SPOKEN = f'<script>{HACK}</script>"><img src=x onerror={HACK}>{{{{7*7}}}}<b>订单'
"""What somebody says in a chat log; the same stands in pictures."""
ORDER = "CM20240512001"


@pytest.fixture(scope="module")
def product(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Product:
    """A folder, itself named by somebody hostile, in which everything means harm."""
    folder = tmp_path_factory.mktemp("hostile") / f"<img src=x onerror={HACK}>"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        drawn.write(folder / name, *drawn.words(f"收货人：{SPOKEN}{ORDER}", number))
    log = f"2024-05-12 14:03:05 {SPOKEN}(10001)\n订单{ORDER}申请取消，请勿发货 {SPOKEN}\n"
    log += f"2024-05-12 14:04:05 客服小某 工号1024\n系统自动发货，无法取消 {SPOKEN}\n"
    (folder / f"<svg onload={HACK}>.txt").write_text(log, encoding="utf-8")
    said = {"投诉人": {"姓名": SPOKEN}, "我的陈述": SPOKEN}  # JSON is YAML
    (folder / "case.yaml").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return start(folder=folder)


def unhurt(page: Page) -> None:
    page.wait_for_timeout(100)  # an event of a broken picture comes late
    assert page.evaluate("window.__hacked") is None
    assert (
        page.evaluate("document.querySelectorAll('img[src=x], svg[onload], script:not([src])').length") == 0
    )
    given = "one.getAttributeNames().some((name) => name.startsWith('on'))"
    assert page.evaluate(f"[...document.querySelectorAll('*')].filter((one) => {given}).length") == 0


def test_every_tab_of_every_file_shows_words_as_words(product: Product, look: Look) -> None:
    page = look(product)
    unhurt(page)
    assert page.title().endswith(f"<img src=x onerror={HACK}>")
    for tab in at.TABS:
        page.goto(product.address + at.tab(tab), wait_until="load")
        unhurt(page)
    text = ""
    for number in range(1, len(NAMES) + 2):
        page.goto(f"{product.address}?file=E{number}", wait_until="load")
        unhurt(page)
        text += page.evaluate("document.body.textContent")
    assert f"<svg onload={HACK}>.txt" in text
    assert f"<img src=x onerror={HACK}>.png" in text
    assert f"javascript:{HACK}.png" in text
    assert "{{7*7}}${7*7}{%raw%}.png" in text
    assert "a&lt;b&#62;.png" in text
    assert SPOKEN in text
    # A sign that turns the writing does not turn the page's.
    assert "\u202e" not in text


def test_no_address_leads_anywhere_else(product: Product, look: Look) -> None:
    for tab in at.TABS:
        page = look(product, at.tab(tab))
        places = page.evaluate("[...document.querySelectorAll('[href], [src], [action]')].map((one) =>"
                               " String(one.href?.baseVal ?? one.href ?? one.src ?? one.action))")  # fmt: skip
        places += page.evaluate("[...document.querySelectorAll('form')].map((one) => one.action)")
        assert places
        for place in places:
            assert str(place).startswith((product.address, "#", "?", "thumb/", "crop/", "page/")), place


def test_what_stands_in_the_address_is_not_obeyed(product: Product, look: Look) -> None:
    page = look(product)
    for query in ("?file={0}", "?tab={0}&page={0}", "?{0}={0}", "#{0}", "#F1{0}"):
        for words in (SPOKEN, "__proto__"):
            page.goto("about:blank")
            page.goto(product.address + query.format(quote(words)), wait_until="load")
            unhurt(page)


def test_words_typed_in_the_form_are_words(
    start: Start, look: Look, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = drawn.fee_kept(tmp_path_factory.mktemp("typed") / "case")
    page = look(start(folder=folder), at.tab("form"))
    at.fill(page, "complainant.name", SPOKEN)
    at.fill(page, "account", SPOKEN)
    unhurt(page)
    for tab in at.TABS:
        page.goto(start(folder=folder).address + at.tab(tab), wait_until="load")
        unhurt(page)
    page.goto(start(folder=folder).address + at.tab("form"), wait_until="load")
    assert at.field(page, "complainant.name").input_value() == SPOKEN
    assert SPOKEN in (folder / "case.yaml").read_text(encoding="utf-8")


def test_the_folder_is_as_it_was(product: Product) -> None:
    names = {path.name for path in Path(product.folder).iterdir()} - {"case.yaml", "journal.jsonl"}
    assert names == {*NAMES, f"<svg onload={HACK}>.txt"}
