"""What the machine missed is framed on the picture, read there, and counts from then on; a mask is drawn likewise."""

from __future__ import annotations

from pathlib import Path

import at
import drawn
import pytest
from browsing import Look, Start, shot
from playwright.sync_api import expect

from dossier import casefile
from dossier.model import Box

TITLE = "扣留的费用高于公示比例"


def refund() -> Box:
    """Where the refund stands on the order page."""
    return next(line.box for line in drawn.order().lines() if line.text == drawn.REFUND)


@pytest.mark.parametrize("phone", [False, True])
def test_a_missed_refund_is_framed_read_and_judged(
    start: Start, look: Look, tmp_path: Path, phone: bool
) -> None:
    folder = drawn.fee_kept(tmp_path / "某某退款", refund=())
    page = look(start(folder=folder), "?file=E1", phone=phone)
    expect(at.verdict(page, TITLE)).to_have_count(0)
    expect(at.fact(page, "退款金额")).to_have_count(0)
    page.locator("[data-draw=add]").click()
    x0, y0, x1, y1 = refund()
    at.drag(page, Box(x0 - 8, y0 - 8, x1 + 8, y1 + 8))
    # What stands in the frame is read by a real engine, and nothing is saved by that.
    expect(page.locator("#add-text")).to_have_value(f"¥{drawn.RIGHT}", timeout=60_000)
    expect(page.locator("#add-form img.crop")).to_be_visible()
    assert casefile.load(folder).additions == ()
    shot(page, "framed-phone" if phone else "framed")
    page.locator("#add-what").select_option("amount:refund")
    page.locator("#add-form .primary").click()
    expect(at.verdict(page, TITLE)).to_have_attribute("data-verdict", "breach")
    expect(at.fact(page, "退款金额")).to_contain_text(drawn.RIGHT)
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#said")).to_contain_text(TITLE)  # and what it changed is told
    (entry,) = casefile.load(folder).additions
    assert (entry.file, entry.text, entry.kind, entry.about) == (
        "1订单.png",
        f"¥{drawn.RIGHT}",
        "amount",
        "refund",
    )
    shot(page, "missed-phone" if phone else "missed")
    page.locator("#undo-last").click()
    expect(at.fact(page, "退款金额")).to_have_count(0)
    expect(at.verdict(page, TITLE)).to_have_count(0)
    assert casefile.load(folder).additions == ()


def test_what_is_marked_on_a_file_is_listed_and_taken_back_there(
    start: Start, look: Look, tmp_path: Path
) -> None:
    folder = drawn.fee_kept(tmp_path / "某某退款")
    (folder / "case.yaml").write_text(
        "补充:\n- 文件: 1订单.png\n  页: 1\n  区域: [60, 90, 300, 160]\n  内容: 某某商城\n"
        "遮盖:\n- 文件: 1订单.png\n  页: 1\n  区域: [60, 200, 300, 260]\n  原因: 他人姓名\n",
        encoding="utf-8",
    )
    page = look(start(folder=folder), "?file=E1")
    veil = page.locator("#stage .veil rect")
    expect(veil).to_have_attribute("fill", "url(#hatch)")
    marks = page.locator("section[aria-labelledby=marks-title] li")
    expect(marks).to_have_count(2)
    marks.filter(has_text="他人姓名").get_by_role("button").click()
    expect(veil).to_have_count(0)
    marks.filter(has_text="某某商城").get_by_role("button").click()
    expect(marks).to_have_count(0)
    assert casefile.load(folder).additions == casefile.load(folder).masks == ()
