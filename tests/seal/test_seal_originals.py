"""What became of each original is named: changed, exchanged, renamed, missing, added."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sealing import ORIGINALS, entries, write

from dossier.seal.originals import hold


def found(folder: Path, *, complete: bool = True) -> set[tuple[str, str, str]]:
    held = hold(folder, entries(), {"notes.xyz"}, complete=complete)
    return {(one.code, one.path, one.detail) for one in held.differences}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "evidence")


def test_the_untouched_folder(folder: Path) -> None:
    (folder / "notes.xyz").write_text("known to be no evidence")
    (folder / "case.yaml").write_text("")
    (folder / "Thumbs.db").write_bytes(b"x")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert found(folder) == set()


def test_changed(folder: Path) -> None:
    (folder / "订单.png").write_bytes(b"\x89PNG Order")
    assert found(folder) == {("original-changed", "订单.png", "")}


def test_exchanged(folder: Path) -> None:
    one, other = folder / "订单.png", folder / "聊天.txt"
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    assert found(folder) == {
        ("original-exchanged", "订单.png", "聊天.txt"),
        ("original-exchanged", "聊天.txt", "订单.png"),
    }


def test_renamed(folder: Path) -> None:
    (folder / "订单.png").rename(folder / "付款" / "order.png")
    assert found(folder) == {("original-renamed", "订单.png", "付款/order.png")}


def test_missing_and_added(folder: Path) -> None:
    (folder / "订单.png").unlink()
    (folder / "new.png").write_bytes(b"new")
    assert found(folder) == {("original-missing", "订单.png", ""), ("original-added", "new.png", "")}


def test_changed_while_the_old_one_was_moved_away(folder: Path) -> None:
    (folder / "订单.png").rename(folder / "old.png")
    (folder / "订单.png").write_bytes(b"forged")
    assert found(folder) == {("original-changed", "订单.png", "old.png")}


def test_an_equal_copy_is_an_added_file(folder: Path) -> None:
    (folder / "copy.png").write_bytes(ORIGINALS["订单.png"])
    assert found(folder) == {("original-added", "copy.png", "")}


def test_a_hidden_name_is_found_by_its_content(folder: Path) -> None:
    told = tuple(
        replace(one, path="证据 ▇▇.png", masked=True) if "订单" in one.path else one for one in entries()
    )
    assert hold(folder, told, {"notes.xyz"}, complete=True).differences == ()
    (folder / "订单.png").write_bytes(b"forged")
    differences = hold(folder, told, {"notes.xyz"}, complete=True).differences
    assert [one.code for one in differences] == ["original-unfound", "original-added"]


def test_where_not_all_files_are_known_others_are_told_not_blamed(folder: Path) -> None:
    (folder / "left-out.png").write_bytes(b"private")
    held = hold(folder, entries(), (), complete=False)
    assert held.differences == ()
    assert held.beyond == ("left-out.png",)
