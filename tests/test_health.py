"""``dossier doctor``: every part told as it is, with the line that mends it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dossier import health, resources, words
from dossier.cli import main
from dossier.health import Finding
from dossier.ocr import EngineMissing, registry
from dossier.packet.typeset import fonts


def by_code(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {finding.code: finding for finding in findings}


def having(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in programs else None


def without(*absent: str) -> Callable[[str], str]:
    """An engine registry in which some engines are not installed."""
    return lambda name: name if name in absent else ""


class Blank:
    """An engine that starts."""

    version = "9.9"

    def read(self, _image: object) -> tuple[()]:
        return ()


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No real engine is started."""

    def create(_name: str, threads: int) -> Blank:
        assert threads == 1
        return Blank()

    monkeypatch.setattr(health, "create", create)
    return monkeypatch


def test_this_computer_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The tests themselves need both engines, so here everything is there, and really starts."""
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path))
    found = by_code(health.examine())
    assert list(found) == [
        "python",
        "rapidocr",
        "tesseract",
        "video",
        "signing",
        "fonts",
        "templates",
        "cache",
    ]
    assert all(finding.well for finding in found.values())
    assert found["python"].detail == ".".join(map(str, sys.version_info[:3]))
    assert found["rapidocr"].detail == metadata.version("rapidocr")
    assert re.fullmatch(r"\d+\.\d+.*", found["tesseract"].detail)
    assert found["video"].detail == metadata.version("av")
    assert found["signing"].detail == metadata.version("pyhanko")
    assert found["fonts"].detail == "NotoEmoji-Regular, NotoSansSC-Bold, NotoSansSC-Regular"
    assert found["templates"].detail == str(resources.templates())


@pytest.mark.parametrize(
    ("absent", "rapid", "tesseract"),
    [
        ((), ("rapidocr", True), ("tesseract", True)),
        (("tesseract",), ("rapidocr", True), ("tesseract-missing", True)),
        (("rapidocr",), ("rapidocr-missing", False), ("tesseract", True)),
        (("rapidocr", "tesseract"), ("rapidocr-missing", False), ("tesseract-missing", False)),
    ],
)
def test_tesseract_is_optional_as_long_as_rapidocr_is_there(
    light: pytest.MonkeyPatch,
    absent: tuple[str, ...],
    rapid: tuple[str, bool],
    tesseract: tuple[str, bool],
) -> None:
    light.setattr(registry, "missing", without(*absent))
    found = health.examine()
    assert (found[1].code, found[1].well) == rapid
    assert (found[2].code, found[2].well) == tesseract


def test_without_the_extras_the_lines_that_install_them_are_told(light: pytest.MonkeyPatch) -> None:
    light.setattr(health.recording, "find_spec", lambda _name: None)
    light.setattr(health.signing, "find_spec", lambda _name: None)
    found = by_code(health.examine())
    for code in ("video-missing", "signing-missing"):
        assert found[code].well
        assert "pip install" in words.phrase(f"doctor.{code}", "zh", detail="")


@pytest.mark.parametrize(
    "error", [EngineMissing("engine-broken", "DLL load failed"), RuntimeError("no model")]
)
def test_an_engine_that_does_not_start_is_not_called_well(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def create(_name: str, **_how: Any) -> Blank:
        raise error

    monkeypatch.setattr(health, "create", create)
    monkeypatch.setattr(registry, "missing", without("tesseract"))
    rapid, tesseract = health.examine()[1:3]
    assert rapid == Finding("rapidocr-missing", str(error), well=False)
    assert not tesseract.well


@pytest.mark.parametrize(
    ("system", "programs", "line"),
    [
        ("linux", ("apt-get", "brew"), "sudo apt-get install -y tesseract-ocr tesseract-ocr-chi-sim"),
        ("linux", ("dnf",), "sudo dnf install -y tesseract tesseract-langpack-chi_sim"),
        ("linux", ("pacman",), "sudo pacman -S --noconfirm tesseract tesseract-data-chi_sim"),
        ("linux", ("brew",), "brew install tesseract tesseract-lang"),
        ("darwin", ("apt-get", "brew"), "brew install tesseract tesseract-lang"),
        ("win32", ("winget",), "winget install -e --id UB-Mannheim.TesseractOCR --interactive"),
        ("linux", (), "https://tesseract-ocr.github.io/tessdoc/Installation.html"),
        ("win32", ("apt-get",), "https://tesseract-ocr.github.io/tessdoc/Installation.html"),
    ],
)
def test_one_install_line_for_this_system(system: str, programs: tuple[str, ...], line: str) -> None:
    assert health.install_line(having(*programs), system) == line


def test_the_install_line_is_told_with_a_missing_tesseract(light: pytest.MonkeyPatch) -> None:
    light.setattr(registry, "missing", without("tesseract"))
    light.setattr(health, "install_line", lambda: "install it so")
    assert by_code(health.examine())["tesseract-missing"].detail == "install it so"


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_another_python_is_not_well(light: pytest.MonkeyPatch, version: tuple[int, int, int]) -> None:
    light.setattr(sys, "version_info", version)
    assert not by_code(health.examine())["python"].well


@pytest.fixture
def forgotten_fonts() -> Iterator[None]:
    """Fonts are loaded once a process; here they are loaded anew, before and after."""
    fonts._faces.cache_clear()
    yield
    fonts._faces.cache_clear()


@pytest.mark.usefixtures("forgotten_fonts")
def test_a_missing_and_a_damaged_font_are_told(light: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = shutil.copytree(resources.fonts(), tmp_path / "fonts")
    light.setattr(resources, "fonts", lambda: folder)
    assert by_code(health.examine())["fonts"].well
    (folder / "NotoSansSC-Bold.ttf").write_bytes(b"no font")
    fonts._faces.cache_clear()
    assert not by_code(health.examine())["fonts-missing"].well
    (folder / "NotoSansSC-Bold.ttf").unlink()
    told = by_code(health.examine())["fonts-missing"]
    assert "NotoSansSC-Bold.ttf" in told.detail


def test_missing_templates_are_named(light: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(resources.templates(), tmp_path, dirs_exist_ok=True)
    light.setattr(resources, "templates", lambda: tmp_path)
    assert by_code(health.examine())["templates"].well
    (tmp_path / "case.yaml.j2").unlink()
    shutil.rmtree(tmp_path / "phrases" / "en")
    assert by_code(health.examine())["templates-missing"] == Finding(
        "templates-missing", "case.yaml.j2, phrases/en", well=False
    )


def test_an_installation_without_templates(light: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError("nowhere")

    light.setattr(resources, "templates", gone)
    assert not by_code(health.examine())["templates-missing"].well


def test_the_cache_is_tried_without_leaving_a_trace(light: pytest.MonkeyPatch, tmp_path: Path) -> None:
    light.setenv("DOSSIER_CACHE", str(tmp_path / "a" / "b"))
    assert by_code(health.examine())["cache"] == Finding("cache", str(tmp_path / "a" / "b"), well=True)
    assert not list(tmp_path.iterdir())


def test_a_cache_that_is_off_is_no_fault(light: pytest.MonkeyPatch) -> None:
    light.setenv("DOSSIER_CACHE", "off")
    assert by_code(health.examine())["cache"] == Finding("cache", "off", well=True)


def test_a_cache_that_cannot_be_written_to(light: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    light.setenv("DOSSIER_CACHE", str(tmp_path / "file" / "cache"))
    told = by_code(health.examine())["cache-missing"]
    assert not told.well
    assert str(tmp_path / "file" / "cache") in told.detail


@pytest.mark.parametrize(("absent", "code"), [((), 0), (("tesseract",), 0), (("rapidocr",), 2)])
def test_the_command_says_each_part_and_exits_by_it(
    light: pytest.MonkeyPatch, absent: tuple[str, ...], code: int
) -> None:
    light.setattr(registry, "missing", without(*absent))
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == code
    lines = done.output.splitlines()
    assert len(lines) == len(health.examine())
    bad = words.phrase("doctor.bad", words.language())
    assert sum(line.startswith(bad) for line in lines) == (1 if code else 0)
