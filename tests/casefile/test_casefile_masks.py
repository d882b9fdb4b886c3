"""What ``case.yaml`` says of masks, and every way of saying it wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import CaseFileError, DrawnMask, Release
from dossier.model import Box


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(b"x")
    return tmp_path


def said(folder: Path, text: str) -> casefile.CaseFile:
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return casefile.load(folder)


def test_without_a_word_keys_are_hidden_and_nothing_is_drawn(folder: Path) -> None:
    found = said(folder, "订单: CM1\n")
    assert (found.keep_card_keys, found.masks, found.releases) == (False, (), ())


@pytest.mark.parametrize(("word", "kept"), [("是", True), ("否", False), ("", False)])
def test_keys_are_kept_only_by_a_clear_yes(folder: Path, word: str, kept: bool) -> None:
    assert said(folder, f"保留卡密: {word}\n").keep_card_keys is kept


def test_a_drawn_mask_and_a_release(folder: Path) -> None:
    found = said(
        folder,
        "遮盖:\n- {文件: A.PNG, 页: 2, 区域: [0, 10, 30, 40], 原因: 私人信息}\n"
        "不遮盖:\n- {文件: a.png, 页: 1, 内容: 某某客服}\n",
    )
    assert found.masks == (DrawnMask("a.png", 2, Box(0, 10, 30, 40), "私人信息"),)
    assert found.releases == (Release("a.png", 1, "某某客服"),)


@pytest.mark.parametrize("area", ["[1, 2, 3]", "[1, 2, 3, 4, 5]", "[30, 10, 0, 40]", "[0, 40, 30, 40]", "5"])
def test_an_area_is_four_numbers_in_order(folder: Path, area: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        said(folder, f"遮盖:\n- {{文件: a.png, 页: 1, 区域: {area}}}\n")
    assert caught.value.expected == "casefile.expected.area"
    assert caught.value.line == 2


@pytest.mark.parametrize("area", ["[a, 2, 3, 4]", "[-1, 2, 3, 4]"])
def test_an_area_holds_numbers(folder: Path, area: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        said(folder, f"遮盖:\n- {{文件: a.png, 页: 1, 区域: {area}}}\n")
    assert caught.value.expected == "casefile.expected.number"


def test_a_mask_for_a_file_that_is_not_there_is_a_mistake(folder: Path) -> None:
    """Or the place would be printed."""
    with pytest.raises(CaseFileError) as caught:
        said(folder, "遮盖:\n- {文件: b.png, 页: 1, 区域: [0, 0, 9, 9]}\n")
    assert caught.value.expected == "casefile.expected.file"
