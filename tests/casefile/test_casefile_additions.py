"""What ``case.yaml`` says of places that the machine missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import Addition, CaseFileError, adding
from dossier.model import Box, EventKind, FactKind
from dossier.reading import labels, stating

PLACE = "文件: A.PNG, 页: 1, 区域: [60, 200, 480, 260]"
BOX = Box(60, 200, 480, 260)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(b"x")
    return tmp_path


def said(folder: Path, entry: str) -> Addition:
    (folder / "case.yaml").write_text(f"补充:\n- {{{entry}}}\n", encoding="utf-8")
    return casefile.load(folder).additions[0]


def test_a_place_with_everything(folder: Path) -> None:
    found = said(folder, f"{PLACE}, 项目: 时间, 关于: 付款, 内容: '2024-05-12 14:02:10'")
    assert found == Addition("a.png", 1, BOX, "2024-05-12 14:02:10", FactKind.TIMESTAMP, "paid")
    assert found.line == 2


def test_words_need_no_kind(folder: Path) -> None:
    assert said(folder, f"{PLACE}, 内容: 我要取消订单") == Addition("a.png", 1, BOX, "我要取消订单")


def test_english_keys_and_words(folder: Path) -> None:
    found = said(folder, "file: a.png, page: 2, box: [1, 2, 3, 4], kind: amount, about: fee, text: '12.80'")
    assert found == Addition("a.png", 2, Box(1, 2, 3, 4), "12.80", FactKind.AMOUNT, "fee")


@pytest.mark.parametrize(
    ("kind", "word", "about"),
    [
        ("时间", "支付", "paid"),
        ("时间", "退款", "refunded"),
        ("金额", "付款", "paid"),
        ("金额", "退款", "refund"),
        ("金额", "退款金额", "refund"),
        ("金额", "实付", "paid"),
    ],
)
def test_what_it_is_about_in_everyday_words(folder: Path, kind: str, word: str, about: str) -> None:
    assert said(folder, f"{PLACE}, 项目: {kind}, 关于: {word}, 内容: x").about == about


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (f"{PLACE}, 项目: 说的话, 内容: 我要取消订单", "casefile.expected.addition-kind"),
        (f"{PLACE}, 项目: 规则条款, 内容: 五分钟内可取消", "casefile.expected.addition-kind"),
        (f"{PLACE}, 项目: 拒绝的理由, 内容: 已发货", "casefile.expected.addition-kind"),
        (f"{PLACE}, 项目: 时间, 关于: 拍照, 内容: x", "casefile.expected.about"),
        ("文件: a.png, 页: 1, 区域: [480, 200, 60, 260], 内容: x", "casefile.expected.area"),
        ("文件: a.png, 页: 1, 内容: x", "casefile.expected.field"),
        (f"{PLACE}", "casefile.expected.field"),
        (f"{PLACE}, 内容: ''", "casefile.expected.filled"),
        ("文件: b.png, 页: 1, 区域: [1, 2, 3, 4], 内容: x", "casefile.expected.file"),
    ],
)
def test_every_slip_is_told_with_its_line(folder: Path, entry: str, expected: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        said(folder, entry)
    assert (caught.value.expected, caught.value.line) == (expected, 2)


def test_the_words_for_meanings_are_those_that_the_reading_takes() -> None:
    assert set(adding.ABOUTS[FactKind.TIMESTAMP]) == {EventKind(event) for event in labels.EVENTS}
    assert set(adding.ABOUTS[FactKind.AMOUNT]) == stating.MONEY
