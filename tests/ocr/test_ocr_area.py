"""A place that a person marks is read by itself, and becomes a fact at the place where it stands."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dossier import intake, ocr
from dossier.model import Box, Evidence, FactKind, FactStatus
from dossier.options import Options
from dossier.pipeline import Result, investigate
from samples.draw.encode import picture
from samples.draw.look import BLUE
from samples.draw.order import OrderPage, order_page
from samples.draw.phone import Goods, Row

PAID = "2024-05-12 14:02:10"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An order page that calls the payment by a word that no label reader knows."""
    rows = (Row("订单编号", "CM20240512001"), Row("下单时间", "2024-05-12 14:01:55"), Row("款项落袋", PAID))
    page = OrderPage("已发货", Goods("游戏点卡", "128.00", "电子卡密"), (("订单信息", rows),))
    place = tmp_path_factory.mktemp("证据")
    (place / "订单.png").write_bytes(picture(order_page(BLUE, page), "png"))
    return place


@pytest.fixture(scope="module")
def before(folder: Path) -> Result:
    return investigate(folder, Options())


@pytest.fixture(scope="module")
def item(before: Result) -> Evidence:
    return before.case.evidence[0]


@pytest.fixture(scope="module")
def drawn(item: Evidence) -> Box:
    """The place of the payment's time, as a hand draws it: wider than the writing."""
    box = next(line.box for line in item.pages[0].lines if "14:02:10" in line.text)
    assert box is not None
    return Box(box.x0 - 25, box.y0 - 9, box.x1 + 15, box.y1 + 12)


def test_what_was_drawn_becomes_the_payment(folder: Path, before: Result, item: Evidence, drawn: Box) -> None:
    assert not [fact for fact in before.case.facts if fact.about == "paid"]
    read = ocr.read_area(folder, item, 1, drawn)
    assert read.text == PAID
    assert 0.9 < read.confidence <= 1
    (folder / "case.yaml").write_text(
        f"补充:\n- {{文件: 订单.png, 页: 1, 区域: {list(drawn)}, 项目: 时间, 关于: 付款, 内容: '{read.text}'}}\n",
        encoding="utf-8",
    )
    after = investigate(folder, Options())
    (fact,) = (fact for fact in after.case.facts if fact.about == "paid")
    assert (fact.kind, fact.value) == (FactKind.TIMESTAMP, "2024-05-12T14:02:10+08:00")
    assert (fact.status, fact.machine, fact.source.box) == (FactStatus.CORRECTED, "", drawn)
    assert fact.order_id == "CM20240512001"
    assert after.read == 0  # pages keep their readings


def test_several_rows_are_parted_and_what_lies_beside_is_left_out(
    folder: Path, item: Evidence, drawn: Box
) -> None:
    above = next(line.box for line in item.pages[0].lines if "14:01:55" in line.text)
    assert above is not None
    both = ocr.read_area(folder, item, 1, Box(drawn.x0, above.y0 - 4, drawn.x1, drawn.y1))
    assert both.text == f"2024-05-12 14:01:55\n{PAID}"


def test_an_empty_place_is_empty(folder: Path, item: Evidence) -> None:
    page = item.pages[0]
    for box in (
        Box(2, page.height - 12, 30, page.height - 2),
        Box(page.width + 5, 0, page.width + 50, 20),
        Box(0, 0, 1, 1),
    ):
        assert ocr.read_area(folder, item, 1, box) == ocr.AreaReading("", 0.0)


def test_threads_of_a_server_may_ask_at_once(folder: Path, item: Evidence, drawn: Box) -> None:
    found: list[str] = []
    ask = [
        threading.Thread(target=lambda: found.append(ocr.read_area(folder, item, 1, drawn).text))
        for _ in range(3)
    ]
    for one in ask:
        one.start()
    for one in ask:
        one.join()
    assert found == [PAID] * 3


def test_nothing_is_kept(
    folder: Path, item: Evidence, drawn: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path))
    assert ocr.read_area(folder, item, 1, drawn).text
    assert list(tmp_path.iterdir()) == []


def test_a_changed_original_is_not_read(folder: Path, item: Evidence, drawn: Box, tmp_path: Path) -> None:
    (tmp_path / "订单.png").write_bytes((folder / "订单.png").read_bytes() + b" ")
    with pytest.raises(intake.OriginalChanged):
        ocr.read_area(tmp_path, item, 1, drawn)
