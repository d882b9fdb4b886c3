"""What the person says of a file, and files that are brought in, by the page alone."""

from __future__ import annotations

from pathlib import Path

import at
import drawn
import pytest
from browsing import Look, Start, eventually
from playwright.sync_api import expect

from dossier import casefile
from dossier.model import Role

DROP = """async ([files, type]) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/png"}));
  const told = {dataTransfer: data, bubbles: true, cancelable: true};
  document.body.dispatchEvent(new DragEvent("dragenter", told));
  const shown = Boolean(document.querySelector(".dropping"));
  document.body.dispatchEvent(new DragEvent(type, told));
  return shown && !document.querySelector(".dropping");
}"""
"""Files are held over the page and let go; whether a sign was seen meanwhile, and is gone."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drawn.fee_kept(tmp_path / "某某退款")


def controls(what: str) -> tuple[str, str]:
    """The field and the button by which something is said of a file."""
    form = f'#file-controls form:has(input[name=what][value="{what}"])'
    return f"{form} [name=value]", f"{form} button"


def test_a_file_is_left_out_and_taken_back(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E2")
    page.locator("#file-controls summary").click()
    field, button = controls("exclude")
    page.locator(field).fill("与本案无关")
    page.locator(button).click()
    expect(page.locator("#E2")).to_have_class("thumb out")
    expect(page.locator(".file li.fact")).to_have_count(0)
    expect(page.locator("#file-controls")).to_contain_text("与本案无关")
    ((file, reason),) = [(one.file, one.reason) for one in casefile.load(folder).exclude]
    assert (file, reason) == ("2规则.png", "与本案无关")
    assert (folder / "2规则.png").exists()
    page.locator("#file-controls button").click()
    expect(page.locator("#E2")).to_have_class("thumb")
    expect(page.locator(".file li.fact").first).to_be_visible()
    assert casefile.load(folder).exclude == ()
    # The last step is taken back as it was, its reason too.
    page.locator("#undo-last").click()
    expect(page.locator("#file-controls")).to_contain_text("与本案无关")


def test_role_order_and_day_are_told_and_left_to_the_program_again(
    start: Start, look: Look, folder: Path
) -> None:
    page = look(start(folder=folder), "?file=E3")
    page.locator("#file-controls summary").click()
    field, button = controls("day")
    page.locator(field).fill("2024-08-10")
    page.locator(button).click()
    assert eventually(lambda: str(casefile.load(folder).dates.get("3聊天.png")) == "2024-08-10")
    field, button = controls("order")
    page.locator(field).select_option(drawn.ORDER)
    page.locator(button).click()
    assert eventually(lambda: casefile.load(folder).orders.get("3聊天.png") == drawn.ORDER)
    field, button = controls("role")
    page.locator(field).select_option("other")
    page.locator(button).click()
    expect(page.locator("#E3 .caption")).to_contain_text("其他材料")
    assert casefile.load(folder).roles == {"3聊天.png": Role.OTHER}
    for _ in range(3):
        page.locator("#undo-last").click() if page.locator(
            "#undo-last"
        ).is_visible() else page.keyboard.press("u")
    expect(page.locator("#E3 .caption")).to_contain_text("聊天记录")
    said = casefile.load(folder)
    assert not said.roles
    assert not said.orders
    assert not said.dates


def test_files_are_dropped_or_chosen_and_told_of(
    start: Start, look: Look, folder: Path, tmp_path: Path
) -> None:
    page = look(start(folder=folder), allowed=(422,))
    count = at.files(page).count()
    one = drawn.write(tmp_path / "补1.png", *drawn.words("与本案无关的画面", 1)).read_bytes()
    two = drawn.write(tmp_path / "补2.png", *drawn.words("与本案无关的画面", 2)).read_bytes()
    dropped = [["补1.png", list(one)], ["补2.png", list(two)], ["空.png", []]]
    assert page.evaluate(DROP, [dropped, "drop"])
    expect(page.locator(".sending li")).to_have_count(3)
    expect(page.locator(".sending li.failed")).to_have_count(1)
    expect(page.locator(".sending li.failed")).to_contain_text("空.png")
    expect(at.files(page)).to_have_count(count + 2)
    assert (folder / "补1.png").read_bytes() == one
    assert (folder / "补2.png").read_bytes() == two
    assert not (folder / "空.png").exists()
    # The same once more is not kept twice; whoever turns back with it brings nothing.
    assert page.evaluate(DROP, [[["补1.png", list(one)]], "drop"])
    expect(page.locator(".sending li")).to_have_count(4)
    expect(page.locator(".sending li").last).to_contain_text("没有重复添加")
    assert page.evaluate(DROP, [[["不要.png", list(two)]], "dragleave"])
    page.locator(".sending button").click()
    expect(page.locator(".sending")).to_have_count(0)
    expect(at.files(page)).to_have_count(count + 2)
    assert len(list(folder.glob("补*"))) == 2
    # Chosen by the field, in whose place a keyboard comes too.
    at.bring(page, drawn.write(tmp_path / "补3.png", *drawn.words("与本案无关的画面", 3)))
    expect(at.files(page)).to_have_count(count + 3)


def test_a_tab_closed_in_the_middle_of_a_word_loses_nothing(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), at.tab("form"))
    at.field(page, "account").click()
    page.keyboard.type("付款后十分钟申请取消，客服不同意。")
    page.close(run_before_unload=True)
    place = folder / "case.yaml"
    assert eventually(lambda: place.exists() and "客服不同意。" in place.read_text(encoding="utf-8"))


def test_what_an_editor_writes_shows_within_seconds(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder))
    page.evaluate("window.__still = true")
    expect(at.verdict(page, "扣留的费用高于公示比例")).to_have_attribute("data-verdict", "undetermined")
    entry = f"- 文件: 1订单.png\n  页: 1\n  种类: 金额\n  原读: ¥{drawn.MISREAD}\n  改为: {drawn.RIGHT}\n"
    (folder / "case.yaml").write_text(f"更正:\n{entry}", encoding="utf-8")
    expect(at.verdict(page, "扣留的费用高于公示比例")).to_have_attribute(
        "data-verdict", "breach", timeout=5000
    )
    # A mistake is told, and what stood there stands on.
    (folder / "case.yaml").write_text("更正: [", encoding="utf-8")
    expect(at.alarm(page).first).to_be_visible(timeout=5000)
    expect(at.verdict(page, "扣留的费用高于公示比例")).to_have_attribute("data-verdict", "breach")
    (folder / "case.yaml").write_text("", encoding="utf-8")
    expect(at.verdict(page, "扣留的费用高于公示比例")).to_have_attribute(
        "data-verdict", "undetermined", timeout=5000
    )
    expect(at.alarm(page)).to_have_count(0)
    assert page.evaluate("window.__still")


def test_what_is_typed_stays_with_its_form_and_its_file(start: Start, look: Look, folder: Path) -> None:
    page = look(start(folder=folder), "?file=E3")
    page.locator("#file-controls summary").click()
    field, button = controls("exclude")
    page.locator(field).fill("还没写完的理由")
    # No chat any more: the form of its day before this one goes.
    (folder / "case.yaml").write_text("文件类型:\n  3聊天.png: 其他\n", encoding="utf-8")
    expect(page.locator("#E3 .caption")).to_contain_text("其他材料", timeout=5000)
    expect(page.locator(controls("day")[0])).to_have_count(0)
    expect(page.locator(field)).to_have_value("还没写完的理由")
    # At another file it would be said of that one.
    page.locator("#E2").click()
    expect(page.locator("#stage")).to_have_attribute("data-file", "E2")
    expect(page.locator(field)).to_have_value("")
    page.locator(field).fill("与本案无关")
    page.locator(button).click()
    expect(page.locator("#E2")).to_have_class("thumb out")
    assert [one.file for one in casefile.load(folder).exclude] == ["2规则.png"]
