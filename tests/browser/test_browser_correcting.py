"""From a disputed number to a packet that holds the right one, as a person goes about it."""

from __future__ import annotations

import re
from pathlib import Path

import at
import drawn
import pypdf
import pytest
from browsing import Look, Start, axe, eventually, shot
from playwright.sync_api import Page, expect

from dossier import casefile

TITLE = "扣留的费用高于公示比例"
FIRST, RIGHT = drawn.MISREAD, drawn.RIGHT
UNDECIDED, BREACH = "undetermined", "breach"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drawn.fee_kept(tmp_path / "某某退款")


def said(folder: Path) -> str:
    """What stands in case.yaml."""
    place = folder / "case.yaml"
    return place.read_text(encoding="utf-8") if place.exists() else ""


def still(page: Page) -> None:
    """Mark the document: a page that was loaded anew has lost the mark."""
    page.evaluate("window.__still = true")


def is_still(page: Page) -> bool:
    return page.evaluate("window.__still === true")


def pages(packet: Path) -> str:
    """The words of a PDF without blanks, which extraction puts anywhere."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(packet).pages))


def test_a_disputed_number_is_put_right_and_the_packet_says_so(
    start: Start, look: Look, folder: Path, tmp_path: Path
) -> None:
    page = look(start(folder=folder))
    still(page)
    finding = at.verdict(page, TITLE)
    expect(finding).to_have_attribute("data-verdict", UNDECIDED)
    expect(at.reading(page, FIRST)).to_be_visible()
    shot(page, "disputed")
    at.reading(page, RIGHT).click()
    expect(finding).to_have_attribute("data-verdict", BREACH)
    expect(at.reading(page, RIGHT)).to_have_count(0)
    assert RIGHT in said(folder)
    assert FIRST in said(folder)  # the machine's reading is kept
    shot(page, "settled")
    at.go(page, "story")
    expect(page.locator(f".finding.{BREACH}").filter(has_text=TITLE)).to_be_visible()
    shot(page, "settled-story")
    at.go(page, "packet")
    links = at.build(page, "platform")
    expect(links).to_have_count(1, timeout=60_000)
    shot(page, "built")
    assert not (found := axe(page)), found
    with page.expect_download() as download:
        links.first.click()
    packet = tmp_path / "packet.pdf"
    download.value.save_as(packet)
    text = pages(packet)
    assert f"退款{RIGHT}元，扣留30.00元" in text
    declared = re.search("退款金额：.{,40}", text)
    assert declared is not None
    assert re.match(rf"退款金额：¥?{RIGHT}（本人更正；程序原读为“¥?{FIRST}”）", declared[0]), declared[0]
    assert is_still(page)


def test_the_queue_is_worked_off_by_keyboard(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder))
    still(page)
    expect(at.reading(page, RIGHT)).to_be_visible()
    page.keyboard.press("2")
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", BREACH)
    page.keyboard.press("u")
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", UNDECIDED)
    expect(at.reading(page, RIGHT)).to_be_visible()
    assert RIGHT not in said(folder)
    page.keyboard.press("p")
    expect(at.current(page)).to_contain_text(RIGHT)
    page.keyboard.press("1")
    expect(at.reading(page, FIRST)).to_have_count(0)
    assert is_still(page)


def test_without_script_everything_is_a_form(start: Start, look: Look, folder: Path, tmp_path: Path) -> None:
    page = look(start(folder=folder), script=False, allowed=(422,))
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", UNDECIDED)
    at.correct(page, "退款金额", "很多")
    expect(at.alarm(page).first).to_be_visible()
    expect(at.value(page, "退款金额")).to_have_value("很多")  # nothing typed is lost
    assert said(folder) == ""
    at.correct(page, "退款金额", RIGHT)
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", BREACH)
    assert RIGHT in said(folder)
    page.goto(start(folder=folder).address + at.tab("form"))
    at.field(page, "complainant.name").fill("某某")
    at.field(page, "complainant.name").press("Enter")
    expect(at.field(page, "complainant.name")).to_have_value("某某")
    assert eventually(lambda: "姓名: 某某" in said(folder))
    page.goto(start(folder=folder).address + at.tab("packet"))
    at.build(page, "platform")
    assert eventually(lambda: page.goto(start(folder=folder).address + at.tab("packet")) is not None
                      and at.made(page).count() == 1, 60)  # fmt: skip
    with page.expect_download() as download:
        at.made(page).first.click()
    download.value.save_as(tmp_path / "packet.pdf")
    assert f"退款{RIGHT}元" in pages(tmp_path / "packet.pdf")


def test_a_second_tab_overwrites_nothing(start: Start, look: Look, folder: Path) -> None:
    product = start(folder=folder)
    first, second = look(product, at.tab("form")), look(product, at.tab("form"), allowed=(409,))
    at.asleep(second)  # it does not hear of what the first one does
    at.fill(first, "complainant.name", "某甲")
    field = at.field(second, "complainant.name")
    field.fill("某乙")
    field.blur()
    expect(at.alarm(second).filter(has_text="某甲").first).to_be_visible()
    expect(field).to_have_value("某乙")
    assert "某甲" in said(folder)
    assert "某乙" not in said(folder)
    shot(second, "conflict")
    assert not (found := axe(second)), found
    # The same for a reading.
    first.goto(product.address)
    second.goto(product.address)
    at.asleep(second)
    expect(at.reading(second, FIRST)).to_be_visible()
    at.reading(first, RIGHT).click()
    expect(at.verdict(first, TITLE)).to_have_attribute("data-verdict", BREACH)
    at.reading(second, FIRST).click()
    expect(at.alarm(second).first).to_be_visible()
    (entry,) = casefile.load(folder).corrections
    assert entry.value is not None
    assert RIGHT in entry.value


def test_what_changes_elsewhere_comes_by_itself(start: Start, look: Look, folder: Path) -> None:
    product = start(folder=folder)
    (folder / "case.yaml").write_text("# 我的\n投诉人:\n  姓名: 某甲 # 暂填\n", encoding="utf-8")
    page, other = look(product, at.tab("form")), look(product)
    still(page)
    at.field(page, "account").fill("我于当天申请取消。")
    at.reading(other, RIGHT).click()
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", BREACH)
    expect(at.field(page, "account")).to_have_value("我于当天申请取消。")
    text = said(folder).replace("某甲", "某丙")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    expect(at.field(page, "complainant.name")).to_have_value("某丙")
    assert is_still(page)
    # What a person wrote into the file by hand stays there.
    at.fill(page, "complainant.phone", "13800000000")
    assert "# 我的" in said(folder)
    assert "# 暂填" in said(folder)


def test_who_leaves_at_once_loses_nothing(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), at.tab("form"))
    at.field(page, "account").click()
    page.keyboard.type("付款后十分钟申请取消。")
    page.goto("about:blank")
    assert eventually(lambda: "付款后十分钟申请取消。" in said(folder))


def test_files_are_added_and_replace_none(start: Start, look: Look, folder: Path, tmp_path: Path) -> None:
    page = look(start(folder=folder))
    before = (folder / "1订单.png").read_bytes()
    still(page)
    count = at.files(page).count()
    other = drawn.write(tmp_path / "1订单.png", *drawn.words("与本案无关的画面"))
    at.bring(page, other)
    expect(at.files(page)).to_have_count(count + 1)
    assert (folder / "1订单.png").read_bytes() == before
    assert sorted(path.read_bytes() == other.read_bytes() for path in folder.glob("1订单*.png")) == [
        False,
        True,
    ]
    assert is_still(page)
