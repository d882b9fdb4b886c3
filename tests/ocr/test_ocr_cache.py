"""The cache: what was kept comes back the same, and nothing about it can stop a run."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

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


# Bounded in size


def filled(kept: Cache, count: int) -> list[str]:
    """Entries of one size, the first asked for the longest ago."""
    names = [f"{number:064x}"[::-1] for number in range(count)]
    for number, name in enumerate(names):
        kept.put(name, LINES)
        (place,) = kept.folder.rglob(f"{name}.json")
        os.utime(place, (number, number))
    return names


def test_what_was_not_asked_for_the_longest_time_goes_first(kept: Cache) -> None:
    names = filled(kept, 10)
    size = kept.use().bytes // 10
    assert kept.use() == cache.Use(10, 10 * size)
    assert kept.get(names[0]) == LINES  # asked for just now
    kept.tidy(10 * size)
    assert kept.use().entries == 10
    kept.tidy(10 * size - 1)
    assert kept.use().bytes <= 8 * size
    assert [kept.get(name) is not None for name in names] == [True, False, False, False] + [True] * 6


def test_asking_does_not_write_each_time(kept: Cache) -> None:
    (name,) = filled(kept, 1)
    (place,) = kept.folder.rglob("*.json")
    recent = int(time.time()) - 3600
    os.utime(place, (recent, recent))
    assert kept.get(name) == LINES
    assert place.stat().st_mtime == recent


def test_clearing_removes_what_is_ours_and_nothing_else(kept: Cache) -> None:
    filled(kept, 20)
    foreign = [
        kept.folder / "notes.json",
        kept.folder / "00" / "notes.txt",
        kept.folder / "photos" / "a.json",
    ]
    for place in foreign:
        place.parent.mkdir(exist_ok=True)
        place.write_text("mine")
    assert kept.clear() == cache.Use(0, 0)
    assert sorted(place for place in kept.folder.rglob("*") if place.is_file()) == sorted(foreign)
    assert Cache(kept.folder / "nowhere").clear() == cache.Use(0, 0)


def tidier(folder: Path) -> None:
    for _ in range(40):
        Cache(folder).tidy(2000)


def test_two_processes_may_tidy_while_a_third_writes(kept: Cache) -> None:
    context = multiprocessing.get_context("spawn")
    helpers = [context.Process(target=tidier, args=(kept.folder,)) for _ in range(2)]
    for helper in helpers:
        helper.start()
    while any(helper.is_alive() for helper in helpers):
        for name in filled(kept, 8):
            assert kept.get(name) in (None, LINES)
    assert [helper.exitcode for helper in helpers] == [0, 0]
    kept.tidy(2000)
    assert kept.use().bytes <= 2000


# Pictures of the same pixels


def test_pixels_decide_and_everything_the_reading_depends_on() -> None:
    image = Image.effect_noise((30, 1200), 90).convert("RGB")
    other = image.copy()
    other.putpixel((29, 1199), (1, 2, 3))
    keys = [
        cache.key_of_pixels(image, Engine()),
        cache.key_of_pixels(other, Engine()),
        cache.key_of_pixels(image, Engine(options="b")),
        cache.key_of_pixels(Image.frombytes("RGB", (1200, 30), image.tobytes()), Engine()),
    ]
    assert len(set(keys)) == len(keys)
    assert cache.key_of_pixels(image.copy(), Engine()) == keys[0]
