"""What must never break a run: each bad file costs one clear line, and nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from places import SAMPLES

from dossier.cli import main

GOOD = SAMPLES / "inside-window" / "取消与退款规则.webp"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "证据"
    place.mkdir()
    (place / "规则.webp").write_bytes(GOOD.read_bytes())
    return place


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def _truncated(place: Path) -> str:
    whole = next((SAMPLES / "inside-window").glob("订单*.png")).read_bytes()
    (place / "截断.png").write_bytes(whole[: len(whole) // 2])
    return "截断.png"


def _empty(place: Path) -> str:
    (place / "空.png").write_bytes(b"")
    return "空.png"


def _text_as_png(place: Path) -> str:
    (place / "其实是文字.png").write_text("这不是图片", encoding="utf-8")
    return "其实是文字.png"


def _huge(place: Path) -> str:
    Image.new("1", (20_000, 20_000)).save(place / "巨大.png")
    return "巨大.png"


def _link_out(place: Path) -> str:
    outside = place.parent / "outside.png"
    outside.write_bytes(GOOD.read_bytes())
    (place / "链接.png").symlink_to(outside)
    return "链接.png"


def _unknown(place: Path) -> str:
    (place / "安装包.apk").write_bytes(b"PK\3\4whatever")
    return "安装包.apk"


def _broken_pdf(place: Path) -> str:
    (place / "坏.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return "坏.pdf"


BAD = [_truncated, _empty, _text_as_png, _huge, _link_out, _unknown, _broken_pdf]


@pytest.mark.parametrize("spoil", BAD, ids=lambda f: f.__name__.strip("_"))
def test_a_bad_file_is_told_by_name_and_the_rest_is_read(folder: Path, spoil) -> None:  # noqa: ANN001
    name = spoil(folder)
    before = _hashes(folder)
    result = CliRunner().invoke(main, ["check", str(folder), "--json"])
    assert result.exit_code == 0, result.stderr
    assert "Traceback" not in result.stderr
    document = json.loads(result.stdout)
    told = [problem for problem in document["problems"] if problem["path"] == name]
    assert len(told) == 1
    assert name in told[0]["why"]
    assert "\n" not in told[0]["why"]
    good = next(item for item in document["evidence"] if item["path"] == "规则.webp")
    assert good["role"] == "policy"
    assert _hashes(folder) == before


def test_all_at_once_build_a_packet_that_lists_them(folder: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    names = [spoil(folder) for spoil in BAD]
    before = _hashes(folder)
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(out), "--for", "platform"])
    assert result.exit_code == 0, result.stderr
    assert "Traceback" not in result.stderr
    text = "".join(page.extract_text() for page in PdfReader(out / "packet-platform.pdf").pages)
    flat = "".join(text.split())
    for name in names:
        assert name in flat, name
        assert name in result.stderr
    assert _hashes(folder) == before


@pytest.mark.parametrize(
    "name", ["截图😀.webp", "带 空格和'引号\".webp", "<b>&amp;{{7*7}}.webp", "-rf.webp", "换\n行.webp"]
)
def test_odd_names_work_and_are_shown_as_text(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "证据"
    folder.mkdir()
    (folder / name).write_bytes(GOOD.read_bytes())
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(out)])
    assert result.exit_code == 0, result.stderr
    document = json.loads((out / "dossier.json").read_text(encoding="utf-8"))
    assert document["evidence"][0]["path"] == name
    assert document["evidence"][0]["role"] == "policy"


def test_a_folder_without_permission_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is put in."""
    import os

    locked = folder / "锁住"
    locked.mkdir()
    real = os.scandir

    def scandir(place: object) -> object:
        if Path(str(place)).name == "锁住":
            raise PermissionError(13, "Permission denied")
        return real(place)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", scandir)
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 0
    assert "锁住" in result.stdout
