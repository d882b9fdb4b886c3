"""What a user gets: the wheel, installed alone in an empty environment, builds a packet.

Everything else here runs in the checkout, where a file that the wheel lacks is
found all the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "inside-window"
ORDER = "CM20240512001"
CLAUSE = "支付成功后5分钟内可免费取消订单，款项全额原路退回。"
NO_DATA = {"__pycache__", ".DS_Store"}


def run(*command: object, **how: object) -> str:
    """Run one program; its words are shown when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        **how,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return str(done.stdout)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from a checkout as it lies here."""
    place = tmp_path_factory.mktemp("wheel")
    if importlib.util.find_spec("hatchling"):
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, ROOT)
    else:
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", place, ROOT)
    (made,) = place.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment with the wheel and what it asks for, and nothing else; its folder of programs."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", place)
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / ("python.exe" if sys.platform == "win32" else "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-compile", wheel)
    yield programs
    shutil.rmtree(place)  # hundreds of megabytes, which pytest would keep for three runs


def bare(place: Path) -> dict[str, str]:
    """The environment of a user: nothing of ours, an own cold cache, and no way to the network."""
    ours = ("PYTHON", "DOSSIER", "VIRTUAL_ENV", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return {**kept, **nowhere, "DOSSIER_CACHE": str(place), "DOSSIER_LANG": "zh", "PYTHONUTF8": "1"}


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def data_files() -> set[str]:
    """Everything in the package and the templates that is no module."""
    files = [
        (top, path)
        for top in ("dossier", "templates")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and not NO_DATA & {*path.parts} and path.suffix not in {".py", ".pyc"}
    ]
    inside = {"dossier": "dossier", "templates": "dossier/templates"}
    return {f"{inside[top]}/{path.relative_to(ROOT / top).as_posix()}" for top, path in files}


def test_the_wheel_alone_builds_a_packet(wheel: Path, installed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert data_files() - packed == set()
    assert not any(name.startswith(("samples/", "tests/")) for name in packed)
    assert {Path(name).name for name in packed if "/licenses/" in name} == {"LICENSE", "OFL.txt"}

    evidence = tmp_path / "我的 证据"
    shutil.copytree(SAMPLE, evidence)
    before = hashes(evidence)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = bare(tmp_path / "cache")
    place = run(
        installed / "python", "-c", "import dossier; print(dossier.__file__)", cwd=elsewhere, env=environment
    )
    assert Path(place.strip()).is_relative_to(installed.parent)

    told = run(installed / "dossier", "build", evidence, "-o", "out", cwd=elsewhere, env=environment)
    made = [elsewhere / line for line in told.splitlines()]
    packets = ["packet-platform.pdf", "packet-12315.pdf"]
    assert [path.name for path in made] == [*packets, "form-platform.txt", "form-12315.txt"]
    assert {path.parent.resolve() for path in made} == {(elsewhere / "out").resolve()}
    for path in made[:2]:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))
        assert ORDER in text
        assert CLAUSE in text

    assert any((tmp_path / "cache").rglob("*.json"))
    assert hashes(evidence) == before
    run(installed / "dossier", "verify", "out", evidence, cwd=elsewhere, env=environment)


def test_the_wheel_alone_shows_the_review_page(installed: Path, tmp_path: Path) -> None:
    evidence = tmp_path / "证据"
    evidence.mkdir()
    (evidence / "聊天.txt").write_text("2024-05-12 14:03:05 我(10001)\n申请取消\n", encoding="utf-8")
    command = [str(installed / "dossier"), "review", str(evidence), "--no-browser"]
    environment = bare(tmp_path / "cache")
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            page = fetched(address).decode()
            assert "聊天.txt" in page
            files = {path.name for path in (ROOT / "templates" / "review").iterdir() if path.suffix != ".j2"}
            assert set(re.findall(r'(?:href|src)="([\w-]+\.(?:css|js|svg))"', page)) <= files
            for name in files:
                assert fetched(address + name) == (ROOT / "templates" / "review" / name).read_bytes()
        finally:
            process.terminate()


def fetched(address: str) -> bytes:
    """What stands at an address of this computer."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=30) as answer:
        return bytes(answer.read())
