"""A stage takes its place whole, leaves nothing of its own behind, and touches nothing of anybody else's."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.errors import NotWritten
from dossier.staging import leftovers
from dossier.staging import stage as staging

OLD = {"packet.pdf": b"old", "share/dossier.json": b"{}"}
NEW = {"packet.pdf": b"new packet", "share/deep/er.txt": b"", "manifest.json": b"[]"}


def make(place: Path, outputs: dict[str, bytes]) -> None:
    with staging.Stage(place) as stage:
        for name, data in outputs.items():
            stage.put(name, data)
        stage.finish()


def content(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to replace a folder; the second is that of systems that cannot exchange two."""
    if request.param == "renames":
        monkeypatch.setattr(staging, "exchange", lambda _one, _other: False)
    return str(request.param)


@pytest.fixture
def place(tmp_path: Path, way: str) -> Path:
    """A folder with an old packet, alone in its parent."""
    made = tmp_path / "desk" / way
    make(made, OLD)
    return made


def alone(place: Path) -> bool:
    return [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_stage_takes_an_empty_place(tmp_path: Path, way: str) -> None:
    place = tmp_path / "not" / "yet" / way
    make(place, NEW)
    assert content(place) == NEW
    assert alone(place)


def test_a_stage_replaces_the_whole_folder(place: Path) -> None:
    make(place, NEW)
    assert content(place) == NEW
    assert alone(place)


@pytest.mark.usefixtures("way")
def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "desk" / "out").mkdir(parents=True)
    make(tmp_path / "desk" / "out", NEW)
    assert content(tmp_path / "desk" / "out") == NEW
    assert alone(tmp_path / "desk" / "out")


def test_a_link_stays_a_link_and_its_folder_is_replaced(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(place)
    make(link, NEW)
    assert link.is_symlink()
    assert content(place) == NEW
    assert alone(place)


def test_what_was_written_is_told_with_size_and_hash(tmp_path: Path) -> None:
    with staging.Stage(tmp_path / "out") as stage:
        first = stage.put("a/b.bin", b"12345")
        large = os.urandom(3 << 20)
        second = stage.copy("c.bin", io.BytesIO(large))
        assert first == staging.Written("a/b.bin", 5, hashlib.sha256(b"12345").hexdigest())
        assert second == staging.Written("c.bin", 3 << 20, hashlib.sha256(large).hexdigest())
        assert stage.files == (first, second)
        stage.finish()
    assert content(tmp_path / "out") == {"a/b.bin": b"12345", "c.bin": large}


def test_nothing_stands_in_the_place_before_the_end(place: Path) -> None:
    with staging.Stage(place) as stage:
        stage.put("packet.pdf", b"new")
        assert content(place) == OLD
        stage.finish()
        assert content(place) == {"packet.pdf": b"new"}
        assert alone(place)


class Stop(BaseException):
    pass


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt, Stop])
def test_leaving_early_leaves_the_old(place: Path, error: type[BaseException]) -> None:
    def left_early() -> None:
        with staging.Stage(place) as stage:
            stage.put("packet.pdf", b"new")
            raise error

    with pytest.raises(error):
        left_early()
    assert content(place) == OLD
    assert alone(place)


def test_leaving_early_leaves_no_new_folders(tmp_path: Path) -> None:
    with staging.Stage(tmp_path / "a" / "b" / "out") as stage:
        stage.put("packet.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "/x", ".", "a/../../x"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    with staging.Stage(tmp_path / "out") as stage, pytest.raises(ValueError, match=re.escape(name)):
        stage.put(name, b"")
    assert list(tmp_path.iterdir()) == []


def test_one_name_is_written_once(place: Path) -> None:
    """Names that a file system takes for the same must not replace each other unseen."""
    with staging.Stage(place) as stage:
        stage.put("a.txt", b"1")
        with pytest.raises(NotWritten):
            stage.put("a.txt", b"2")
    assert content(place) == OLD


def test_a_source_that_breaks_is_not_told_as_a_full_disk(place: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "unreadable")

    with staging.Stage(place) as stage, pytest.raises(OSError, match="unreadable"):
        stage.copy("a.bin", Broken())
    assert alone(place)


# Names and places that make trouble


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", ["证" * 85, "x" * 255, "a b'\"[*].%TMP%", "-o"])
def test_names_as_long_and_strange_as_the_system_allows(tmp_path: Path, name: str) -> None:
    place = tmp_path / "desk" / name
    for outputs in (OLD, NEW):
        make(place, outputs)
        assert content(place) == outputs
        assert alone(place)


@pytest.mark.parametrize("name", ["证" * 86, "x" * 256])
def test_a_name_that_is_too_long_is_told_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotWritten) as caught, staging.Stage(tmp_path / name):
        pytest.fail("entered")
    assert name in caught.value.told("zh")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(NotWritten), staging.Stage(tmp_path / "out"):
        pytest.fail("entered")
    with pytest.raises(NotWritten), staging.Stage(tmp_path / "out" / "deeper"):
        pytest.fail("entered")
    assert content(tmp_path) == {"out": b"mine"}


def test_a_file_that_comes_into_the_place_meanwhile_stays(tmp_path: Path, way: str) -> None:
    place = tmp_path / way
    with staging.Stage(place) as stage:
        stage.put("a", b"")
        place.write_bytes(b"mine")
        with pytest.raises(NotWritten):
            stage.finish()
    assert content(tmp_path) == {way: b"mine"}


def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(NotWritten), staging.Stage(tmp_path / "a"):
        pytest.fail("entered")


def refusing(errno_: int, when: Callable[[Path], bool]) -> Callable[..., Path]:
    """A rename that the system refuses for some paths."""
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if when(self):
            raise OSError(errno_, os.strerror(errno_))
        return real(self, target)

    return rename


@pytest.mark.parametrize("part", ["place", "new"])
def test_a_refused_rename_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    place = tmp_path / "desk" / "out"
    make(place, OLD)
    monkeypatch.setattr(staging, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(
        Path, "rename", refusing(errno.EACCES, lambda path: path.name == (part if part == "new" else "out"))
    )
    with pytest.raises(NotWritten) as caught:
        make(place, NEW)
    assert os.strerror(errno.EACCES) in caught.value.told("zh")
    monkeypatch.undo()
    assert content(place) == OLD
    assert alone(place)


def test_a_place_that_cannot_be_filled_again_is_filled_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails between the two renames: nothing that is whole is thrown away."""
    place = tmp_path / "desk" / "out"
    make(place, OLD)
    monkeypatch.setattr(staging, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", refusing(errno.EIO, lambda path: path.name in ("new", "old")))
    with pytest.raises(NotWritten):
        make(place, NEW)
    monkeypatch.undo()
    assert not place.exists()
    staging.tidy(place)
    assert content(place) == OLD
    assert alone(place)


@pytest.mark.parametrize("call", ["fsync", "mkdir"])
def test_a_full_disk_leaves_the_old(place: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(NotWritten) as caught:
            make(place, NEW)
    assert os.strerror(errno.ENOSPC) in caught.value.told("zh")
    assert content(place) == OLD
    assert alone(place)


def test_a_file_open_elsewhere_is_told_in_clear_words(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows holds a folder in which a viewer has a file open."""
    monkeypatch.setattr(staging, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(staging, "_PAUSE", 0)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        patch.setattr(Path, "rename", refusing(errno.EACCES, lambda path: path == place))
        with pytest.raises(NotWritten) as caught:
            make(place, NEW)
    assert caught.value.code == "in-use"
    assert str(place) in caught.value.told("zh")
    assert content(place) == OLD
    assert alone(place)


def test_a_work_folder_that_somebody_removes_never_becomes_half_a_packet(place: Path) -> None:
    with staging.Stage(place) as stage:
        stage.put("a", b"1")
        (_work(place) / "new" / "a").unlink()
        stage.put("b", b"1")
        with pytest.raises(NotWritten):
            stage.finish()
    assert content(place) == OLD


def test_the_umask_is_kept_and_so_is_a_closed_folder(tmp_path: Path) -> None:
    place = tmp_path / "out"
    before = os.umask(0o027)
    try:
        make(place, NEW)
        assert stat.S_IMODE(place.stat().st_mode) == 0o750
        assert stat.S_IMODE((place / "packet.pdf").stat().st_mode) == 0o640
        place.chmod(0o700)
        make(place, OLD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_work_in_progress_is_closed_to_others(tmp_path: Path) -> None:
    with staging.Stage(tmp_path / "out"):
        assert stat.S_IMODE(_work(tmp_path / "out").stat().st_mode) == 0o700


# What killed runs leave


def _work(place: Path) -> Path:
    """The one work folder beside a place."""
    (found,) = place.parent.glob(".dossier-*.part")
    return found


KILLED = """
import os, sys
from pathlib import Path
from dossier.staging import stage as staging
stage = staging.Stage(Path(sys.argv[1])).__enter__()
stage.put("packet.pdf", b"half")
os._exit(0)
"""


@pytest.fixture
def left(place: Path) -> Path:
    """The work folder of a process that died."""
    subprocess.run([sys.executable, "-c", KILLED, str(place)], check=True)
    return _work(place)


def test_the_next_stage_clears_what_a_killed_one_left(place: Path, left: Path) -> None:
    with staging.Stage(place):
        assert not left.exists()
    assert content(place) == OLD
    assert alone(place)


def test_the_work_of_the_living_is_left_alone(place: Path) -> None:
    with staging.Stage(place) as first:
        first.put("packet.pdf", b"1")
        staging.tidy(place)
        with staging.Stage(place) as second:
            second.put("packet.pdf", b"2")
            second.finish()
        assert content(place) == {"packet.pdf": b"2"}
        first.finish()
    assert content(place) == {"packet.pdf": b"1"}
    assert alone(place)


@pytest.mark.parametrize("disguise", ["file", "link", "other", "lock", "nolock", "name"])
def test_nothing_that_is_not_exactly_ours_is_removed(
    place: Path, left: Path, tmp_path: Path, disguise: str
) -> None:
    if disguise == "file":
        (left / "letter.txt").write_bytes(b"mine")
    elif disguise == "link":
        left.rename(tmp_path / "away")
        left.symlink_to(tmp_path / "away")
        left = tmp_path / "away"
    elif disguise == "other":
        other = left.with_name(left.name.replace(".dossier-", ".dossier-0"))
        left = left.rename(other)
    elif disguise == "lock":
        (left / "lock").unlink()
        (left / "lock").mkdir()
    elif disguise == "nolock":
        (left / "lock").unlink()
    else:
        left = left.rename(left.with_name(left.name + ".bak"))
    staging.tidy(place)
    assert (left / "new" / "packet.pdf").read_bytes() == b"half"


def test_a_place_of_another_name_is_another(place: Path, left: Path) -> None:
    staging.tidy(place.with_name(f"{place.name}-bag"))
    assert left.exists()
    staging.tidy(place)
    assert not left.exists()


def test_without_locks_only_old_work_is_removed(
    place: Path, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_handle: int) -> bool:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("dossier.locks.take", unknown)
    make(place, NEW)
    assert left.exists()
    os.utime(left / "lock", (0, 0))
    staging.tidy(place)
    assert not left.exists()
    assert content(place) == NEW


def test_a_packet_closed_to_changes_goes_all_the_same(place: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    outside.chmod(0o400)
    (place / "link").symlink_to(outside)
    (place / "share").chmod(0o500)
    (place / "packet.pdf").chmod(0o400)
    make(place, NEW)
    assert alone(place)
    assert stat.S_IMODE(outside.stat().st_mode) == 0o400


def test_a_place_left_empty_between_two_renames_is_filled(place: Path, left: Path) -> None:
    place.rename(left / "old")
    staging.tidy(place)
    assert content(place) == OLD
    assert alone(place)


def test_half_removed_leftovers_are_never_put_back(place: Path, left: Path) -> None:
    (left / "gone").mkdir()
    (left / "gone" / "x").write_bytes(b"")
    place.rename(place.with_name("moved"))
    staging.tidy(place)
    assert not place.exists()
    assert not left.exists()


def test_tidy_never_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging.tidy(tmp_path / "no" / "such" / "place")
    staging.tidy(Path("/"))
    (tmp_path / "a").symlink_to(tmp_path / "a")
    staging.tidy(tmp_path / "a")

    def refused(*_args: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(leftovers, "_swept", refused)
    staging.tidy(tmp_path / "out")
