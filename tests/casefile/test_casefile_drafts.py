"""``case.yaml`` is written whole or not at all, and a killed writer leaves nothing beyond the next run."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import init, load
from dossier.staging import drafts

KILLED = """
import os, sys
from pathlib import Path
from dossier.staging import drafts
with drafts.written(Path(sys.argv[1]), b"half", "case") as draft:
    os._exit(0)
"""


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The draft of a process that died."""
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=True)
    (found,) = tmp_path.iterdir()
    assert found.read_bytes() == b"half"
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_reading_clears_what_a_killed_writer_left(tmp_path: Path, left: Path) -> None:
    load(tmp_path)
    assert not left.exists()


def test_writing_clears_what_a_killed_writer_left(tmp_path: Path, left: Path) -> None:
    init(tmp_path)
    assert not left.exists()
    assert names(tmp_path) == ["case.yaml"]


def test_a_draft_that_is_being_written_stays(tmp_path: Path) -> None:
    with drafts.written(tmp_path, b"mine", "case") as draft:
        load(tmp_path)
        init(tmp_path)
        assert draft.read_bytes() == b"mine"
    assert names(tmp_path) == ["case.yaml"]


def test_only_what_is_named_like_a_draft_is_removed(tmp_path: Path) -> None:
    for name in (".case.yaml.part", ".case.0123456.part", ".case.01234567.part.txt", "case.01234567.part"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "other").write_bytes(b"mine")
    (tmp_path / ".case.01234567.part").symlink_to("other")
    (tmp_path / ".case.76543210.part").mkdir()
    before = names(tmp_path)
    load(tmp_path)
    assert names(tmp_path) == before


def test_the_first_case_file_appears_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment in which it gets its name, everything is in it."""
    seen: list[str] = []
    real = Path.hardlink_to

    def linked(self: Path, target: Path) -> None:
        assert not self.exists()
        real(self, target)
        seen.append(self.read_text(encoding="utf-8"))

    monkeypatch.setattr(Path, "hardlink_to", linked)
    path = init(tmp_path)
    assert seen == [path.read_text(encoding="utf-8")]
    assert path.stat().st_nlink == 1


def test_a_file_system_without_links_gets_a_case_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = init(tmp_path).read_bytes()
    (tmp_path / "case.yaml").unlink()

    def refused(_path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert init(tmp_path).read_bytes() == whole
    assert names(tmp_path) == ["case.yaml"]
    with pytest.raises(casefile.CaseFileExists):
        init(tmp_path)


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.hardlink_to

    def taken(self: Path, target: Path) -> None:
        self.write_bytes(b"mine")
        real(self, target)

    monkeypatch.setattr(Path, "hardlink_to", taken)
    with pytest.raises(casefile.CaseFileExists):
        init(tmp_path)
    assert (tmp_path / "case.yaml").read_bytes() == b"mine"
    assert names(tmp_path) == ["case.yaml"]
