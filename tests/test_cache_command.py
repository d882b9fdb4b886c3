"""``dossier cache``: where readings lie, how much they take, and how to be rid of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossier.cli import main
from dossier.model import Box, Line
from dossier.ocr import Cache


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cache", *arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_it_tells_where_and_how_much_and_clears(place: Path) -> None:
    assert run().stdout.splitlines()[0] == str(place)
    for name in ("ab" * 32, "cd" * 32):
        Cache(place).put(name, (Line(1, "字" * 2000, Box(0, 0, 1, 1)),))
    told = run()
    assert told.exit_code == 0
    assert told.stdout.splitlines()[1].startswith("2 条识别结果，0.01")
    assert "最多 100 MB" in told.stdout
    cleared = run("--clear")
    assert cleared.exit_code == 0
    assert "已删除 2 条识别结果" in cleared.stdout
    assert Cache(place).use().entries == 0
    assert run("--clear").exit_code == 0


def test_where_it_is_turned_off_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    told = run("--clear")
    assert told.exit_code == 0
    assert "DOSSIER_CACHE" in told.stdout


def test_what_cannot_be_removed_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(place).put("ab" * 32, ())

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    told = run("--clear")
    assert told.exit_code == 4
    assert "1 条没有删掉" in told.stderr
