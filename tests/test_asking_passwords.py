"""Passwords of a run: where they come from, whom they reach, and that they stay nowhere."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dossier import asking, resources
from dossier.cli import LANG, main
from dossier.intake import Keys
from dossier.words import phrase

WORD = "Zhi-Ma-Kai-Men-7"
ORDER = ("订单编号：CM20240512001", "下单时间：2024-05-12 14:01:55", "实付金额：￥128.00")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locked PDF: a page of text, and one that is a picture and waits for the engine."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("DOSSIER_PASSWORD", raising=False)
    pdfmetrics.registerFont(TTFont("Asking", resources.fonts() / "NotoSansSC-Regular.ttf"))
    shot = Image.new("RGB", (600, 300), "white")
    font = ImageFont.truetype(resources.fonts() / "NotoSansSC-Regular.ttf", 30)
    for row, words in enumerate(ORDER):
        ImageDraw.Draw(shot).text((30, 30 + row * 80), words, "black", font)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 300), encrypt=WORD)
    canvas.setFont("Asking", 14)
    for row, words in enumerate(ORDER):
        canvas.drawString(30, 250 - row * 30, words)
    canvas.showPage()
    canvas.drawImage(ImageReader(shot), 0, 0, 600, 300)
    canvas.showPage()
    canvas.save()
    place = tmp_path / "evidence"
    place.mkdir()
    (place / "订单.pdf").write_bytes(stream.getvalue())
    (place / "聊天.txt").write_text("2024-05-12 14:03:05 我(10001)\n你好\n", encoding="utf-8")
    return place


def pages(result: Result) -> int:
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    return int(next(item["pages"] for item in document["evidence"] if item["path"] == "订单.pdf"))


def test_option_and_environment_open_a_file_and_without_them_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = run("check", folder, "--json")
    assert pages(closed) == 0
    assert [one["path"] for one in json.loads(closed.stdout)["problems"]] == ["订单.pdf"]
    assert pages(run("check", folder, "--json", "--password", "wrong", "--password", WORD)) == 2
    monkeypatch.setenv("DOSSIER_PASSWORD", WORD)
    assert pages(run("check", folder, "--json")) == 2


def test_a_build_shows_the_locked_pages_and_keeps_no_password_and_no_reading_of_them(folder: Path) -> None:
    target = folder.with_name("evidence-dossier")
    shut = run("build", folder)
    assert shut.exit_code == 0
    assert "订单.pdf" in shut.stderr
    before = (target / "manifest.json").read_bytes()
    # Opened, the same folder is another case, by whatever door the password comes.
    built = run("build", folder, "--password", WORD)
    assert built.exit_code == 0
    manifest = (target / "manifest.json").read_bytes()
    assert manifest != before
    again = run("build", folder, "--password", "other", "--password", WORD)
    assert phrase("cli.build.fresh", LANG) in again.stderr
    assert (target / "manifest.json").read_bytes() == manifest
    record = json.loads((target / "dossier.json").read_text(encoding="utf-8"))
    places = {(fact["source"]["evidence"], fact["source"]["page"]) for fact in record["facts"]}
    locked = next(item["id"] for item in record["evidence"] if item["path"] == "订单.pdf")
    assert {(locked, 1), (locked, 2)} <= places  # the second page was rendered and read
    for path in [*target.rglob("*"), *folder.with_name("cache").rglob("*")]:
        if path.is_file():
            assert WORD.encode() not in path.read_bytes()
            assert path.parent == target, "the reading of a locked page was kept"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody sits there and answers from this list."""
    # pytest puts its own streams into sys again and again.
    monkeypatch.setattr(asking, "sys", SimpleNamespace(stdin=_Terminal(), stderr=_Terminal()))
    answers: list[str] = []

    def typed(_: str, __: object) -> str:
        if not answers:
            raise EOFError
        return answers.pop(0)

    monkeypatch.setattr("dossier.asking.getpass.getpass", typed)
    return answers


def test_a_person_at_the_terminal_is_asked_and_told_what_became_of_it(
    terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("dossier.asking.click.echo", lambda text="", **_: said.append(text))
    terminal += ["wrong", "right"]
    keys = asking.keys(("given",), "en")
    words = keys.of("a\x1b[2J.pdf")
    assert [next(words) for _ in range(3)] == ["given", "wrong", "right"]
    assert said == ["That is not the password; tries left: 2."]
    # The end of the input leaves the file closed and says so, with a name that moves no cursor.
    assert list(keys.of("b\x1b[2J.pdf")) == ["given", "right", "wrong"]
    assert said[-1] == "b�[2J.pdf was skipped."


@pytest.mark.usefixtures("terminal")
def test_nobody_is_asked_when_the_words_would_go_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.keys((), "en").ask is not None
    monkeypatch.setattr("dossier.asking.sys.stderr", io.StringIO())
    assert asking.keys((), "en").ask is None


def test_ctrl_c_at_the_prompt_ends_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "keys", lambda *_: Keys((), interrupted))
    assert run("check", folder).exit_code == 130
