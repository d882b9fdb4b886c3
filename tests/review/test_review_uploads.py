"""Dropped files: copied in under a safe name, never in the place of another."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from dossier.review import uploads
from dossier.review.values import RefusedError


def sent(name: str, data: bytes = b"one") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("聊天 1.png", "聊天 1.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\订单.jpg", "订单.jpg"),
        ("/etc/cron.d/x", "x"),
        (".bashrc", "bashrc"),
        ("...", "_"),
        ("case.yaml", "_case.yaml"),
        ("CASE.YAML", "_CASE.YAML"),
        ("journal.jsonl", "_journal.jsonl"),
        ("con.png", "_con.png"),
        ("LPT1", "_LPT1"),
        ("a:b*c?.png", "a_b_c_.png"),
        ("行\n行.png", "行_行.png"),
        ("\u202egnp.exe", "_gnp.exe"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
        ("尾. ", "尾"),
        ("e\u0301.png", "\u00e9.png"),
        # 66 signs of 3 bytes: file systems count bytes, most of them up to 255.
        ("长" * 300 + ".png", "长" * 66 + ".png"),
    ],
)
def test_names_are_made_safe_and_stay_recognisable(given: str, name: str) -> None:
    assert uploads.safe(given) == name
    assert Path(name).name == name


def test_nothing_that_lies_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "聊天.png").write_bytes(b"old")
    saved = uploads.save(tmp_path, [sent("聊天.png", b"new"), sent("聊天.png", b"newer")])
    assert saved.names == ["聊天 (2).png", "聊天 (3).png"]
    assert [one.read_bytes() for one in sorted(tmp_path.iterdir())] == [b"new", b"newer", b"old"]
    assert saved.renamed == [("聊天.png", "聊天 (2).png"), ("聊天.png", "聊天 (3).png")]


def test_the_same_file_is_not_copied_twice(tmp_path: Path) -> None:
    (tmp_path / "聊天.png").write_bytes(b"one")
    saved = uploads.save(tmp_path, [sent("聊天.png")])
    assert (saved.names, saved.known) == ([], [("聊天.png", "聊天.png")])
    assert [one.name for one in tmp_path.iterdir()] == ["聊天.png"]
    assert "聊天.png" in saved.told("zh")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.png"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "聊天.png").symlink_to(elsewhere)
    assert uploads.save(folder, [sent("聊天.png")]).names == ["聊天 (2).png"]
    assert not elsewhere.exists()


def test_what_is_too_large_or_empty_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    for data, code in ((b"x" * 11, "upload-large"), (b"", "upload-empty")):
        with pytest.raises(RefusedError) as caught:
            uploads.save(tmp_path, [sent("a.png", data)])
        assert caught.value.code == code
    with pytest.raises(RefusedError) as caught:
        uploads.save(tmp_path, [sent("")])
    assert caught.value.code == "upload-none"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        uploads.save(tmp_path / "gone", [sent("a.png")])
    assert caught.value.code == "not-written"
