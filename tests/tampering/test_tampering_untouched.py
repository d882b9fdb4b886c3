"""What nobody touched is accepted on another machine: other path, zone, language, times."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT
from tampered import Tampered, verify


def answered(out: Path, evidence: Path | None, **environment: str) -> subprocess.CompletedProcess[str]:
    """A check in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dossier", "verify", str(out), *([str(evidence)] if evidence else [])],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd="/" if os.name == "posix" else None,
    )


def test_in_another_place(case: Tampered, tmp_path: Path) -> None:
    shutil.move(case.out, tmp_path / "away" / "packet 1")
    shutil.move(case.evidence, tmp_path / "还有" / "别处")
    assert verify(tmp_path / "away" / "packet 1", tmp_path / "还有" / "别处").exit_code == 0


def test_with_a_relative_path(case: Tampered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.out)
    assert verify(Path(), Path("..") / case.evidence.name).exit_code == 0
    assert verify(Path("packet-12315.pdf"), Path("..") / case.evidence.name).exit_code == 0


def test_with_other_times(case: Tampered) -> None:
    for age, path in enumerate(case.files()):
        os.utime(path, (age * 1e6, age * 1e8))
    assert verify(case.out, case.evidence).exit_code == 0
    assert verify(case.packet).exit_code == 0


def test_when_nothing_may_be_written(case: Tampered) -> None:
    """As on a disc or a share that is for reading only."""
    places = [path for place in (case.evidence, case.out) for path in (place, *place.rglob("*"))]
    for path in places:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert verify(case.out, case.evidence).exit_code == 0
    finally:
        for path in places:
            path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "DOSSIER_LANG": "zh"},
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "DOSSIER_LANG": "zh", "PYTHONUTF8": "0"},
        {"TZ": "Pacific/Kiritimati", "DOSSIER_LANG": "zh", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "7"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_in_another_zone_and_locale_with_the_same_words(case: Tampered, environment: dict[str, str]) -> None:
    here = verify(case.out)
    there = answered(case.out, None, **environment)
    assert there.returncode == here.exit_code == 0
    assert _words(there.stdout) == _words(here.text.partition("没有给出")[0])
    assert answered(case.out, case.evidence, **environment).returncode == 0


def test_in_english(case: Tampered) -> None:
    there = answered(case.out, case.evidence, DOSSIER_LANG="en")
    assert there.returncode == 0
    assert not re.search("authentic|genuine|valid", there.stdout + there.stderr)


def test_the_packet_alone(case: Tampered, tmp_path: Path) -> None:
    for number, packet in enumerate(sorted(case.out.rglob("*.pdf"))):
        place = tmp_path / str(number) / "改名 了.pdf"
        place.parent.mkdir()
        shutil.copyfile(packet, place)
        verdict = verify(place)
        assert verdict.exit_code == 0, verdict.text


def test_the_packet_alone_with_the_evidence(case: Tampered, tmp_path: Path) -> None:
    place = tmp_path / "sent" / "packet.pdf"
    place.parent.mkdir()
    shutil.copyfile(case.packet, place)
    verdict = verify(place, case.evidence)
    assert verdict.exit_code == 0, verdict.text


def test_the_set_for_others_alone(case: Tampered, tmp_path: Path) -> None:
    shutil.move(case.out / "share", tmp_path / "share")
    assert verify(tmp_path / "share").exit_code == 0


def test_what_a_system_leaves_in_a_folder(case: Tampered) -> None:
    for place in (case.out, case.out / "share", case.evidence, case.evidence / "聊天"):
        (place / ".DS_Store").write_bytes(b"\0")
        (place / "Thumbs.db").write_bytes(b"\0")
    assert verify(case.out, case.evidence).exit_code == 0


def test_the_words_are_no_wider_than_the_check(case: Tampered) -> None:
    for text in (verify(case.out, case.evidence).text, verify(case.packet).text):
        assert "未变更" in text
        assert not re.search("真实有效|(?<!不表示内容)属实|可信|有效的", text)


def _words(text: str) -> str:
    return " ".join(text.split())
