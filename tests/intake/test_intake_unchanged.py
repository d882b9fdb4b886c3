"""Originals that move while they are used: told by name, with what they were and what they are."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from dossier.errors import NotWritten
from dossier.intake import OriginalChanged, original, originals, prove_unchanged, read_folder
from dossier.model import Evidence

Encode = Callable[..., bytes]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, corner: Image.Image, encode: Encode) -> Path:
    made = tmp_path / "evidence"
    (made / "聊天").mkdir(parents=True)
    for name in ("付款.png", "聊天/1.png", "订单.png"):
        (made / name).write_bytes(encode(corner) + name.encode())
    (made / "太大.txt").write_bytes(b"x" * 100)
    return made


@pytest.fixture
def evidence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Evidence, ...]:
    """What was taken in; one file only with its hash."""
    with monkeypatch.context() as patch:
        patch.setattr(originals, "MAX_BYTES", 99)
        patch.setattr(originals, "limit", lambda media: 99 if media == "text/plain" else 10**6)
        taken = read_folder(folder).evidence
    assert [bool(one.pages) for one in taken] == [True, False, True, True]
    return taken


def test_the_untouched_are_unchanged_also_when_copied_back(
    folder: Path, evidence: tuple[Evidence, ...]
) -> None:
    prove_unchanged(folder, evidence)
    shutil.move(folder, folder.with_name("away"))
    shutil.copytree(folder.with_name("away"), folder)
    os.utime(folder / "付款.png", (0, 0))
    prove_unchanged(folder, evidence)


@pytest.mark.parametrize("name", ["付款.png", "聊天/1.png", "订单.png", "太大.txt"])
@pytest.mark.parametrize("how", ["flip", "grow", "shrink", "gone", "folder", "outside"])
def test_a_changed_original_is_named_before_and_after(
    folder: Path, evidence: tuple[Evidence, ...], name: str, how: str
) -> None:
    place = folder / name
    data = place.read_bytes()
    new = {"flip": data[:-1] + bytes([data[-1] ^ 1]), "grow": data + b"\0", "shrink": data[:-1]}.get(how)
    place.unlink()
    if new is not None:
        place.write_bytes(new)
    elif how == "folder":
        place.mkdir()
    elif how == "outside":
        (folder.parent / "outside").write_bytes(data)
        place.symlink_to(folder.parent / "outside")
    with pytest.raises(OriginalChanged) as caught:
        prove_unchanged(folder, evidence)
    found = caught.value
    after = sha256(new) if new is not None else ""
    assert (found.path, found.before, found.after, found.more) == (name, sha256(data), after, 0)
    for lang in ("zh", "en"):
        told = NotWritten("original-changed", **found.values).told(lang)
        assert name in told
        assert sha256(data)[:16] in told
        assert after[:16] in told


def test_several_are_counted(folder: Path, evidence: tuple[Evidence, ...]) -> None:
    for name in ("聊天/1.png", "付款.png", "订单.png"):
        (folder / name).write_bytes(b"other")
    with pytest.raises(OriginalChanged) as caught:
        prove_unchanged(folder, evidence)
    assert (caught.value.path, caught.value.more) == ("付款.png", 2)
    assert "2" in NotWritten("original-changed", **caught.value.values).told("zh").split("另有")[1]


def test_the_bytes_of_a_changed_original_are_not_handed_out(
    folder: Path, evidence: tuple[Evidence, ...]
) -> None:
    item = evidence[0]
    assert sha256(original(folder, item)) == item.sha256
    (folder / item.path).write_bytes(b"other")
    with pytest.raises(OriginalChanged) as caught:
        original(folder, item)
    back = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert back.values == {"path": item.path, "before": item.sha256, "after": sha256(b"other"), "more": 0}


def test_nobody_waits_for_a_pipe_in_the_place_of_an_original(
    folder: Path, evidence: tuple[Evidence, ...]
) -> None:
    (folder / "付款.png").unlink()
    os.mkfifo(folder / "付款.png")
    with pytest.raises(OriginalChanged) as caught:
        prove_unchanged(folder, evidence)
    assert (caught.value.path, caught.value.after) == ("付款.png", "")
