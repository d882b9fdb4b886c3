"""The single door: which Python, which install line, what is shown, and in which order things run."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = load()


def having(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ((3, 10, 14), False),
        ((3, 11, 0), True),
        ((3, 12), True),
        ((3, 13, 9), True),
        ((3, 14, 0), False),
        ((2, 7), False),
        ((4, 0), False),
    ],
)
def test_suitable(version: tuple[int, ...], good: bool) -> None:
    assert dev.suitable(version) is good


def test_the_versions_are_those_of_the_project_file() -> None:
    low, high = dev.LOWEST, dev.HIGHEST
    wanted = f'requires-python = ">={low[0]}.{low[1]},<{high[0]}.{high[1] + 1}"'
    assert wanted in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_candidates_are_newest_first_and_only_what_exists() -> None:
    found = dev.candidates("linux", having("python3", "python3.11", "python3.13", "py"))
    assert found == [["/bin/python3.13"], ["/bin/python3.11"], ["/bin/python3"]]


def test_windows_asks_the_launcher_first() -> None:
    found = dev.candidates("win32", having("py", "python"))
    assert found == [["/bin/py", "-3.13"], ["/bin/py", "-3.12"], ["/bin/py", "-3.11"], ["/bin/python"]]


def test_choose_takes_the_first_that_answers_and_suits() -> None:
    versions = {"a": None, "b": (3, 14), "c": (3, 12), "d": (3, 13)}
    assert dev.choose([["a"], ["b"], ["c"], ["d"]], lambda command: versions[command[0]]) == ["c"]
    assert dev.choose([["a"], ["b"]], lambda command: versions[command[0]]) is None
    assert dev.choose([], dev.version_of) is None


def test_version_of_asks_the_program() -> None:
    assert dev.version_of([sys.executable]) == sys.version_info[:2]
    assert dev.version_of(["/nonexistent/python"]) is None
    assert dev.version_of(["false"]) is None


@pytest.mark.parametrize(
    ("system", "programs", "line"),
    [
        ("linux", ("apt-get",), "sudo apt-get install -y tesseract-ocr tesseract-ocr-chi-sim"),
        ("linux", ("dnf",), "sudo dnf install -y tesseract tesseract-langpack-chi_sim"),
        ("linux", ("brew",), "brew install tesseract tesseract-lang"),
        ("linux", ("brew", "apt-get"), "sudo apt-get install -y tesseract-ocr tesseract-ocr-chi-sim"),
        ("darwin", ("brew",), "brew install tesseract tesseract-lang"),
        ("darwin", (), "brew install tesseract tesseract-lang"),
        ("win32", (), "winget install -e --id UB-Mannheim.TesseractOCR --interactive"),
    ],
)
def test_install_line(system: str, programs: tuple[str, ...], line: str) -> None:
    assert dev.install_line(having(*programs), system) == line


def test_an_unknown_system_is_told_what_to_look_for() -> None:
    assert "chi_sim" in dev.install_line(having(), "linux")


def test_languages_leave_out_the_heading() -> None:
    listing = 'List of available languages in "/usr/share/chi_sim/" (2):\nchi_tra\neng\n\n'
    assert dev.languages(listing) == {"chi_tra", "eng"}
    assert dev.languages("") == set()


def test_tesseract_is_looked_for_where_windows_puts_it(tmp_path: Path) -> None:
    program = tmp_path / "Tesseract-OCR" / "tesseract.exe"
    program.parent.mkdir()
    program.touch()
    variables = {"ProgramFiles": str(tmp_path)}
    assert dev.find_tesseract(having(), variables, "win32") == program
    assert dev.find_tesseract(having(), variables, "linux") is None
    assert dev.find_tesseract(having("tesseract"), {}, "linux") == Path("/bin/tesseract")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Collecting click==8.5.1 (from dossier==0.1.0)", "  fetching click==8.5.1"),
        ("Installing collected packages: a, b", "  installing"),
        ("  Building editable for dossier (pyproject.toml): started", None),
        ("  Building wheel for x (pyproject.toml): started", "  building"),
        ("Looking in indexes: https://mirror.example/simple", None),
        ("  Downloading https://mirror.example/click.whl (100 kB)", None),
        ("", None),
    ],
)
def test_progress_shows_packages_and_no_hosts(line: str, shown: str | None) -> None:
    assert dev.progress(line) == shown


def test_programs_of_an_environment() -> None:
    assert dev.inside(Path("v"), "python", "linux") == Path("v/bin/python")
    assert dev.inside(Path("v"), "dossier", "win32") == Path("v/Scripts/dossier.exe")


def test_an_environment_is_bound_to_place_python_project_and_extras() -> None:
    base = dev.fingerprint(b"project", "")
    assert base == dev.fingerprint(b"project", "")
    assert len({base, dev.fingerprint(b"changed", ""), dev.fingerprint(b"project", "dev")}) == 3
    bound = dev.identity(Path("/a"), (3, 12))
    assert len({bound, dev.identity(Path("/b"), (3, 12)), dev.identity(Path("/a"), (3, 13))}) == 3


class Made:
    """Stands in for the making of environments and writes down what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.log: list[str] = []
        (root / "pyproject.toml").write_text("one", encoding="utf-8")
        monkeypatch.setattr(dev, "ROOT", root)
        monkeypatch.setattr(dev, "make_environment", self.make)
        monkeypatch.setattr(dev, "install", lambda _python, *what: self.log.append(what[-1]))

    def make(self, folder: Path) -> None:
        self.log.append("make")
        python = dev.inside(folder, "python")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()


def test_an_environment_is_reused_until_the_project_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch, tmp_path)
    dev.environment()
    dev.environment()
    assert made.log == ["make", "."]
    dev.environment("dev")
    dev.environment("dev")
    dev.environment()  # one with the dev extra serves for all
    assert made.log == ["make", ".", ".[dev]"]
    (tmp_path / "pyproject.toml").write_text("two", encoding="utf-8")
    dev.environment("dev")
    assert made.log == ["make", ".", ".[dev]", ".[dev]"]


def test_an_environment_moved_elsewhere_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made(monkeypatch, tmp_path)
    dev.environment()
    stamp = tmp_path / ".venv" / dev.STAMP
    stamp.write_text(stamp.read_text(encoding="utf-8").replace(str(tmp_path), "/before"), encoding="utf-8")
    dev.environment()
    assert made.log == ["make", ".", "make", "."]


def test_a_failed_installation_is_not_taken_for_a_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(monkeypatch, tmp_path)
    dev.environment()
    (tmp_path / "pyproject.toml").write_text("two", encoding="utf-8")

    def fail(*_args: object) -> None:
        raise dev.Stop("no network")

    with monkeypatch.context() as broken:
        broken.setattr(dev, "install", fail)
        with pytest.raises(dev.Stop):
            dev.environment()
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    dev.environment()
    assert made.log == ["make", ".", "."]


def test_tesseract_that_cannot_be_installed_stops_with_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_chinese", lambda: False)
    monkeypatch.setattr(dev, "may_install", lambda: None)
    monkeypatch.setattr(dev.shutil, "which", having("apt-get"))
    with pytest.raises(dev.Stop, match="sudo apt-get install -y tesseract-ocr tesseract-ocr-chi-sim") as stop:
        dev.need_tesseract()
    assert stop.value.code != 0


def test_tesseract_is_installed_where_that_may_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Sequence[str]] = []
    monkeypatch.setattr(dev, "has_chinese", lambda: bool(installed))
    monkeypatch.setattr(dev, "may_install", lambda: ["env"])
    monkeypatch.setattr(dev, "apt", lambda _prefix, packages: installed.append(packages))
    dev.need_tesseract()
    dev.need_tesseract()
    assert installed == [("tesseract-ocr", "tesseract-ocr-chi-sim")]


def program(place: Path, says: str, code: int = 0) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n", encoding="utf-8")
    place.chmod(0o755)
    return place


def test_browsers_are_looked_for_on_path_and_in_their_usual_places(tmp_path: Path) -> None:
    everywhere = having("google-chrome", "chromium")
    assert dev.browsers(everywhere, {}, "linux") == [Path("/bin/chromium"), Path("/bin/google-chrome")]
    windows = dev.browsers(having(), {"ProgramFiles(x86)": str(tmp_path)}, "win32")
    assert windows == [
        tmp_path / "Google/Chrome/Application/chrome.exe",
        tmp_path / "Microsoft/Edge/Application/msedge.exe",
    ]
    mac = dev.browsers(having(), {"HOME": str(tmp_path)}, "darwin")
    assert Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome") in mac
    assert tmp_path / "Applications/Chromium.app/Contents/MacOS/Chromium" in mac


def test_a_named_browser_goes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = {"DOSSIER_CHROMIUM": str(tmp_path / "mine")}
    assert dev.browsers(having("chromium"), named, "linux") == [tmp_path / "mine"]
    monkeypatch.setenv(*next(iter(named.items())))
    monkeypatch.setattr(dev, "apt", lambda *_: pytest.fail("another one was installed"))
    with pytest.raises(dev.Stop, match=r"DOSSIER_CHROMIUM names .*mine, which does not start"):
        dev.need_chromium()


def test_a_browser_must_start(tmp_path: Path) -> None:
    good = program(tmp_path / "good", "Chromium 156.0.8078.79 built on Debian")
    stub = program(tmp_path / "stub", "Command chromium-browser requires the chromium snap", 1)
    assert dev.starts(good, "linux")
    assert not dev.starts(stub, "linux")
    assert not dev.starts(program(tmp_path / "other", "Lynx 2.9"), "linux")
    assert not dev.starts(tmp_path / "missing", "linux")
    # There it would open a window.
    assert dev.starts(stub, "win32")
    assert not dev.starts(tmp_path / "missing", "win32")


def test_the_first_browser_that_starts_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "chromium", "snap", 1)
    chrome = program(tmp_path / "google-chrome", "Google Chrome 156.0")
    monkeypatch.delenv("DOSSIER_CHROMIUM", raising=False)
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.chromium() == chrome


@pytest.mark.parametrize(
    ("system", "programs", "ubuntu", "line"),
    [
        ("linux", ("apt-get",), False, "sudo apt-get install -y chromium"),
        ("linux", ("dnf",), False, "sudo dnf install -y chromium"),
        ("linux", (), False, "Install Chromium or Chrome."),
        ("darwin", ("brew",), False, "brew install --cask google-chrome"),
        ("win32", (), False, "winget install -e --id Google.Chrome"),
    ],
)
def test_browser_line(system: str, programs: tuple[str, ...], ubuntu: bool, line: str) -> None:
    assert dev.browser_line(having(*programs), system, ubuntu=ubuntu) == line


def test_ubuntu_is_told_of_a_package_that_is_no_snap(tmp_path: Path) -> None:
    line = dev.browser_line(having("apt-get"), "linux", ubuntu=True)
    assert "google-chrome-stable_current_amd64.deb" in line
    assert "install -y chromium" not in line
    release = tmp_path / "os-release"
    release.write_text('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', encoding="utf-8")
    assert dev.is_ubuntu(release)
    release.write_text('NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', encoding="utf-8")
    assert not dev.is_ubuntu(release)
    assert not dev.is_ubuntu(tmp_path / "missing")


def test_chromium_is_installed_where_that_may_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[Sequence[str]] = []
    monkeypatch.delenv("DOSSIER_CHROMIUM", raising=False)
    monkeypatch.setattr(dev, "find_chromium", lambda: Path("/bin/chromium") if installed else None)
    monkeypatch.setattr(dev, "may_install", lambda: ["env"])
    monkeypatch.setattr(dev, "is_ubuntu", lambda: False)
    monkeypatch.setattr(dev, "apt", lambda _prefix, packages: installed.append(packages))
    dev.need_chromium()
    dev.need_chromium()
    assert installed == [("chromium-headless-shell",)]


@pytest.mark.parametrize("ubuntu", [True, False])
def test_chromium_that_cannot_be_installed_stops_with_the_line(
    ubuntu: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_CHROMIUM", raising=False)
    monkeypatch.setattr(dev, "find_chromium", lambda: None)
    monkeypatch.setattr(dev, "may_install", lambda: ["env"] if ubuntu else None)
    monkeypatch.setattr(dev, "is_ubuntu", lambda: ubuntu)
    monkeypatch.setattr(dev, "apt", lambda *_: pytest.fail("a snap's stub was installed"))
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", having("apt-get"))
    with pytest.raises(dev.Stop, match=r"google-chrome.*\.deb" if ubuntu else "apt-get install -y chromium"):
        dev.need_chromium()


def test_tests_run_in_order_and_stop_at_the_first_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[list[str]] = []

    def run(*command: object) -> None:
        steps.append([str(part) for part in command][1:])
        if "mypy" in command and broken:
            raise dev.Stop("", 7)

    monkeypatch.setattr(dev, "need_tesseract", lambda: None)
    monkeypatch.setattr(dev, "need_chromium", lambda: None)
    monkeypatch.setattr(dev, "environment", lambda _extra="": Path(".venv"))
    monkeypatch.setattr(dev, "run", run)
    broken = True
    assert dev.main(["test"]) == 7
    assert steps == [["-m", "ruff", "check", "."], ["-m", "mypy"]]
    broken = False
    steps.clear()
    assert dev.main(["test", "-k", "law"]) == 0
    assert steps == [["-m", "ruff", "check", "."], ["-m", "mypy"], ["-m", "pytest", "-k", "law"]]


def test_a_sample_is_built_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "samples" / "inside-window").mkdir(parents=True)
    (tmp_path / "samples" / "draw").mkdir()
    (tmp_path / "samples" / "draw" / "page.py").touch()

    def run(*command: object) -> None:
        assert [str(part) for part in command[1:]] == [
            "build",
            os.path.join("samples", "inside-window"),  # noqa: PTH118 - spelled as the system does
            "-o",
            os.path.join("out", "inside-window"),  # noqa: PTH118
        ]
        (tmp_path / "out" / "inside-window").mkdir(parents=True)
        (tmp_path / "out" / "inside-window" / "平台.pdf").touch()

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "environment", lambda _extra="": tmp_path / ".venv")
    monkeypatch.setattr(dev, "run", run)
    assert dev.main(["sample"]) == 0
    said = capsys.readouterr().out
    assert "The packet is here / 投诉材料在这里: " in said
    assert "平台.pdf" in said
    assert dev.main(["sample", "draw"]) == 2
    assert "inside-window" in capsys.readouterr().err


def test_an_unknown_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["tset"]) == 2
    assert "dev.py sample" in capsys.readouterr().err
    assert dev.main(["--help"]) == 0
    assert "dev.py sample" in capsys.readouterr().out


def test_the_ci_calls_the_same_door() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec python3 dev.py test"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
