"""Single files appear whole, and never in the place of another."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dossier.staging import drafts


def test_a_disk_without_links_holds_a_new_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    drafts.create(tmp_path / "a", b"1", "sign", 0o600)
    assert (tmp_path / "a").read_bytes() == b"1"
    with pytest.raises(FileExistsError):
        drafts.create(tmp_path / "a", b"2", "sign", 0o600)
    assert (tmp_path / "a").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_on_such_a_disk_too_whoever_comes_first_keeps_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_made: str, path: Path) -> None:
        path.write_bytes(b"first")
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        drafts.create(tmp_path / "a", b"second", "sign", 0o600)
    assert (tmp_path / "a").read_bytes() == b"first"


def test_whoever_comes_first_keeps_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears while ours is written."""
    link = os.link

    def late(made: str, path: Path) -> None:
        path.write_bytes(b"first")
        link(made, path)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(FileExistsError):
        drafts.create(tmp_path / "a", b"second", "sign", 0o600)
    assert (tmp_path / "a").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_private_file_is_private_from_the_first_moment(tmp_path: Path) -> None:
    with drafts.written(tmp_path, b"key", "sign", 0o600) as draft:
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    drafts.create(tmp_path / "key", b"key", "sign", 0o600)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_replacing(tmp_path: Path) -> None:
    place = tmp_path / "a"
    for content in (b"one", b"two"):
        drafts.replace(place, content, "calendar")
        assert place.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
