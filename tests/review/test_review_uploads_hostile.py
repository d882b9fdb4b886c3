"""Uploads that go wrong or mean ill: whole or not there, and never mistaken for another."""

from __future__ import annotations

import errno
import io
import os
import threading
import unicodedata
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from dossier.intake.walk import walk
from dossier.review import uploads
from dossier.review.values import RefusedError


def sent(name: str, data: bytes = b"one") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


@pytest.mark.parametrize(
    "given",
    [
        "长" * 300 + ".png",
        "😀" * 100 + ".jpeg",
        "a" * 199 + ". .png",
        "名" * 66 + "a b.unreasonablylong",
        "x." * 150,
        " . .x. . ",
        "长" * 200,
    ],
)
def test_long_names_find_room_on_every_disk(tmp_path: Path, given: str) -> None:
    for data in (b"1", b"2", b"3"):
        uploads.save(tmp_path, [sent(given, data)])
    names = [one.name for one in tmp_path.iterdir()]
    assert len(names) == 3
    for name in names:
        assert len(name.encode()) <= 220
        assert name == name.strip(" .")
        assert walk(tmp_path)[0]


@pytest.mark.parametrize("given", ["CON .png", "com¹.txt", "CONIN$", "Aux  .tar.gz", "nul"])
def test_devices_of_windows_become_plain_files(given: str) -> None:
    assert uploads.safe(given).startswith("_")


@pytest.mark.parametrize(
    ("there", "given"),
    [
        ("Order.PNG", "order.png"),
        (unicodedata.normalize("NFD", "é订单.png"), "é订单.png"),
        ("ß.txt", "ss.txt"),
    ],
)
def test_names_that_another_system_cannot_tell_apart_are_no_twins(
    tmp_path: Path, there: str, given: str
) -> None:
    (tmp_path / there).write_bytes(b"old")
    saved = uploads.save(tmp_path, [sent(given, b"new")])
    assert saved.names == [f"{given[:-4]} (2){given[-4:]}"]
    assert uploads.save(tmp_path, [sent(given, b"old")]).known == [(given, there)]
    assert (tmp_path / there).read_bytes() == b"old"


@pytest.mark.parametrize("name", ["a.part", "x.crdownload", "~$x.docx", "bomb.zip", ".upload.00000000.part"])
def test_strange_endings_are_kept_and_are_no_drafts(tmp_path: Path, name: str) -> None:
    uploads.save(tmp_path, [sent(name)])
    uploads.save(tmp_path, [sent("next.png", b"two")])
    assert {one.path for one in walk(tmp_path)[0]} == {name.lstrip("."), "next.png"}


def test_a_disk_that_fills_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("dossier.staging.drafts.os.fsync", full)
    with pytest.raises(RefusedError) as caught:
        uploads.save(tmp_path, [sent("a.png")])
    assert (caught.value.code, caught.value.detail) == ("not-written", os.strerror(errno.ENOSPC))
    assert list(tmp_path.iterdir()) == []


def test_while_it_is_written_nobody_sees_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    sync = os.fsync

    def looking(handle: int) -> None:
        seen.append(len(walk(tmp_path)[0]))
        sync(handle)

    monkeypatch.setattr("dossier.staging.drafts.os.fsync", looking)
    uploads.save(tmp_path, [sent("a.png")])
    assert seen == [0]
    assert [one.path for one in walk(tmp_path)[0]] == ["a.png"]


def test_files_of_one_name_at_once_all_stay(tmp_path: Path) -> None:
    data = [f"file {number}".encode() for number in range(12)]
    crowd = [threading.Thread(target=uploads.save, args=(tmp_path, [sent("a.png", one)])) for one in data * 2]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(one.read_bytes() for one in tmp_path.iterdir()) == sorted(data)
