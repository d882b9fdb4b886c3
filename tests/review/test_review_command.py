"""The command: an address on stdout, a browser unless told not to, an end by Ctrl-C."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.cli import main
from dossier.review import Server

LOG = "2024-05-12 14:03:05 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "聊天.txt").write_text(LOG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open; serving ends at once, as by Ctrl-C."""
    addresses: list[str] = []

    def interrupted(_: Server) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(webbrowser, "open", addresses.append)
    monkeypatch.setattr(Server, "serve_forever", interrupted)
    return addresses


def test_the_address_stands_alone_on_stdout(folder: Path, opened: list[str]) -> None:
    result = CliRunner().invoke(main, ["review", str(folder), "--no-browser"])
    assert result.exit_code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/\n", result.stdout)
    assert "Ctrl-C" in result.stderr
    assert opened == []
    assert [path.name for path in folder.iterdir()] == ["聊天.txt"]


def test_a_browser_is_opened_unless_told_not_to(folder: Path, opened: list[str]) -> None:
    result = CliRunner().invoke(main, ["review", str(folder)])
    assert opened == [result.stdout.strip()]


def test_what_cannot_be_read_is_told_as_by_the_other_commands(folder: Path, opened: list[str]) -> None:
    (folder / "聊天.txt").write_text("", encoding="utf-8")
    assert CliRunner().invoke(main, ["review", str(folder)]).exit_code == 3
    missing = CliRunner().invoke(main, ["review", str(folder / "没有")])
    assert missing.exit_code == 2
    assert "找不到文件夹" in missing.stderr
    assert opened == []
