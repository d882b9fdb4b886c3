"""The cache: what was kept comes back the same, and nothing about it can stop a run."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from dossier.model import Box, Line
from dossier.ocr import Cache, cache

LINES = (
    Line(1, "订单编号 “XD”\n", Box(1, 2, 30, 40), 0.987, 0xFFFFFF, -1.5, ("订单编号 “XD”", "")),
    Line(2, "😀", Box(0, 50, 9, 60), 1.0),
)


class Engine:
    """Only what a key is made of."""

    def __init__(self, name: str = "rapidocr", version: str = "1", options: str = "a") -> None:
        self.name, self.version, self.options = name, version, options

    def read(self, _: object) -> tuple[Line, ...]:
        raise AssertionError("a key reads no picture")


def test_what_was_kept_comes_back_the_same(kept: Cache) -> None:
    assert kept.get("ab1") is None
    kept.put("ab1", LINES)
    kept.put("ab2", ())
    assert kept.get("ab1") == LINES
    assert kept.get("ab2") == ()


def test_a_key_depends_on_everything_the_reading_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [
        cache.key("00", 1, Engine()),
        cache.key("01", 1, Engine()),
        cache.key("00", 2, Engine()),
        cache.key("00", 1, Engine(name="tesseract")),
        cache.key("00", 1, Engine(version="2")),
        cache.key("00", 1, Engine(options="b")),
    ]
    monkeypatch.setattr(cache, "SCHEMA", 99)
    keys.append(cache.key("00", 1, Engine()))
    monkeypatch.setattr(cache, "RENDERING", "other")
    keys.append(cache.key("00", 1, Engine()))
    assert len(set(keys)) == len(keys)
    assert cache.key("00", 1, Engine()) == keys[-1]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"schema": 0, "lines": []}',
        b'{"schema": NOW}',
        b'{"schema": NOW, "lines": [["a"]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3], 1.0, null, 0, []]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, "4"], 1.0, null, 0, []]]}',
        b'{"schema": NOW, "lines": [[5, [1, 2, 3, 4], 1.0, null, 0, []]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, 4], null, null, 0, []]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, 4], 1.0, "red", 0, []]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, 4], 1.0, null, "x", []]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, 4], 1.0, null, 0, [5]]]}',
        b'{"schema": NOW, "lines": [["a", [1, 2, 3, 4], 1.0, null]]}',
    ],
)
def test_a_damaged_entry_is_none_and_is_written_anew(kept: Cache, damage: bytes) -> None:
    kept.put("ab", LINES)
    (entry,) = kept.folder.rglob("*.json")
    entry.write_bytes(damage.replace(b"NOW", b"%d" % cache.SCHEMA))
    assert kept.get("ab") is None
    kept.put("ab", LINES)
    assert kept.get("ab") == LINES


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = Cache(tmp_path / "file" / "cache")
    blocked.put("ab", LINES)
    assert blocked.get("ab") is None


def test_a_full_disk_leaves_no_half_entry(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dossier.ocr.cache.os.replace", full)
    kept.put("ab", LINES)
    assert [place for place in kept.folder.rglob("*") if place.is_file()] == []


def test_entries_are_private(kept: Cache) -> None:
    kept.put("ab", LINES)
    assert sys.platform == "win32" or all(
        place.stat().st_mode & 0o077 == 0 for place in kept.folder.rglob("*")
    )


def hammer(folder: Path, number: int) -> None:
    mine = Cache(folder)
    for turn in range(60):
        mine.put("ab", (Line(1, f"{number}-{turn}" * 200, Box(0, 0, 1, 1)),))


def test_two_processes_at_once_never_leave_a_broken_entry(kept: Cache) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=hammer, args=(kept.folder, number)) for number in (1, 2)]
    kept.put("ab", LINES)
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert kept.get("ab") is not None
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [place.name for place in kept.folder.rglob("*") if place.is_file()] == ["ab.json"]


@pytest.mark.parametrize("value", ["", "off", " OFF "])
def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", value)
    assert Cache.usual() is None


def test_its_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path))
    assert Cache.usual() == Cache(tmp_path)
    monkeypatch.delenv("DOSSIER_CACHE")
    usual = Cache.usual()
    assert usual is not None
    assert usual.folder.is_absolute()
    assert "dossier" in usual.folder.parts


def test_an_entry_is_plain_json(kept: Cache) -> None:
    kept.put("ab", LINES)
    entry = json.loads((kept.folder / "ab" / "ab.json").read_text(encoding="utf-8"))
    assert entry["lines"][0] == [
        "订单编号 “XD”\n",
        [1, 2, 30, 40],
        0.987,
        0xFFFFFF,
        -1.5,
        ["订单编号 “XD”", ""],
    ]
    assert os.fspath(kept.folder).endswith("cache")
