"""``dossier build --bag`` from outside."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import bagit
import pytest
from bags import content
from click.testing import CliRunner, Result
from places import ROOT

from dossier import bagging
from dossier.cli import main

LOG = """2024-05-12 14:03:05 我(10001)
订单CM20240512001误拍了，现申请取消，请勿发货

2024-05-12 14:04:10 客服1024(10002)
系统自动发货，无法取消
"""


def build(evidence: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["build", str(evidence), *args])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A case that needs no engine, built once with everything there is, and its bag."""
    evidence = tmp_path_factory.mktemp("bagged") / "证据 1"
    (evidence / "子").mkdir(parents=True)
    (evidence / "子" / "聊天.txt").write_text(LOG, encoding="utf-8")
    (evidence / "程序.exe").write_bytes(b"MZ\0\0 no evidence")
    (evidence / "空.txt").write_bytes(b"")
    (evidence / "case.yaml").write_text("投诉人:\n  姓名: 某某\n", encoding="utf-8")
    return evidence, build(evidence, "--share", "--for", "all", "--bag")


@pytest.fixture
def case(made: tuple[Path, Result], tmp_path: Path) -> Path:
    for path in made[0].parent.iterdir():
        shutil.copytree(path, tmp_path / path.name)
    return tmp_path / made[0].name


def beside(evidence: Path, ending: str) -> Path:
    return evidence.with_name(f"{evidence.name}-dossier{ending}")


def test_it_holds_the_case_and_everything_made(made: tuple[Path, Result]) -> None:
    evidence, result = made
    assert result.exit_code == 0, result.output
    bag = beside(evidence, "-bag")
    assert result.stdout.splitlines()[-1] == str(bag)
    assert content(bag / "data/originals") == content(evidence)
    assert content(bag / "data/packet") == content(beside(evidence, ""))
    assert {"子/聊天.txt", "程序.exe", "空.txt", "case.yaml"} <= content(bag / "data/originals").keys()
    assert {"packet-platform.pdf", "share/manifest.json"} <= content(bag / "data/packet").keys()
    assert bagit.Bag(str(bag)).is_valid()
    assert bagging.check(bag) == ()


def test_it_says_that_nothing_is_masked_there(made: tuple[Path, Result]) -> None:
    assert "没有任何遮盖" in made[1].stderr


def test_no_bag_is_made_unasked(tmp_path: Path) -> None:
    evidence = tmp_path / "e"
    evidence.mkdir()
    (evidence / "聊天.txt").write_text(LOG, encoding="utf-8")
    assert build(evidence).exit_code == 0
    assert not beside(evidence, "-bag").exists()


def test_an_unchanged_packet_gets_its_bag_without_being_made_again(case: Path) -> None:
    bag = beside(case, "-bag")
    shutil.rmtree(bag)
    before = {path: path.stat().st_mtime_ns for path in beside(case, "").rglob("*.pdf")}
    result = build(case, "--share", "--for", "all", "--bag")
    assert result.exit_code == 0, result.output
    assert before == {path: path.stat().st_mtime_ns for path in beside(case, "").rglob("*.pdf")}
    assert bagging.check(bag) == ()
    again = build(case, "--share", "--for", "all", "--bag")
    assert "存档包已是最新" in again.stderr


def test_what_is_not_ours_is_told_before_anything_is_made(case: Path) -> None:
    bag = beside(case, "-bag")
    (bag / "信.txt").write_text("mine", encoding="utf-8")
    before = content(beside(case, ""))
    (case / "子" / "聊天.txt").write_text(LOG + "再说\n", encoding="utf-8")
    result = build(case, "--bag")
    assert result.exit_code == 2
    assert content(beside(case, "")) == before


def test_a_lost_original_stays_in_the_old_bag(case: Path) -> None:
    (case / "子" / "聊天2.txt").write_text(LOG.replace("2024-05-12", "2024-05-13"), encoding="utf-8")
    assert build(case, "--bag").exit_code == 0
    before = content(beside(case, "-bag"))
    (case / "子" / "聊天2.txt").unlink()
    result = build(case, "--bag")
    assert result.exit_code == 4
    assert "聊天2.txt" in result.stderr
    assert content(beside(case, "-bag")) == before


# Verify


def verify(*paths: Path) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, paths)])


def test_a_whole_bag_verifies_and_is_not_written_to(case: Path) -> None:
    bag = beside(case, "-bag")
    before = content(bag)
    for paths in ((bag,), (bag, case), (bag / "data/packet", bag / "data/originals")):
        result = verify(*paths)
        assert result.exit_code == 0, result.output
        assert "未变更" in result.stdout
        assert content(bag) == before


def test_every_changed_file_of_a_bag_is_named(case: Path) -> None:
    bag = beside(case, "-bag")
    for name, data in content(bag).items():
        (bag / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if data else b"1")
        result = verify(bag)
        assert result.exit_code == 5, name
        assert name.removeprefix("data/originals/").removeprefix("data/packet/") in result.stdout
        (bag / name).write_bytes(data)
    assert verify(bag).exit_code == 0


@pytest.mark.parametrize("gone", ["data/packet", "data/originals", "data", "data/packet/manifest.json"])
def test_a_bag_without_its_inside_is_told(case: Path, gone: str) -> None:
    bag = beside(case, "-bag")
    place = bag / gone
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    result = verify(bag)
    assert result.exit_code == 5, result.output
    assert f"存档包中的文件不见了：{gone}" in result.stdout


def test_a_bag_whose_lists_were_all_written_anew_is_found_out_by_the_packet(case: Path) -> None:
    """BagIt alone knows no more than its own lists."""
    bag = beside(case, "-bag")
    (bag / "data/originals/子/聊天.txt").write_text(LOG.replace("无法取消", "可以取消"), encoding="utf-8")
    forged = bagit.Bag(str(bag))
    forged.save(manifests=True)
    assert bagit.Bag(str(bag)).is_valid()
    result = verify(bag)
    assert result.exit_code == 5
    assert "聊天.txt" in result.stdout


WRITE = """
import sys
from pathlib import Path
from dossier import bagging
print("ready", flush=True)
sys.stdin.readline()
bagging.write(*map(Path, sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_at_any_moment_there_is_the_old_bag_or_the_new_one(case: Path) -> None:
    bag, chance = beside(case, "-bag"), random.Random(9)  # noqa: S311
    (case / "大.bin").write_bytes(bytes(8_000_000))

    def write(after: float | None = None) -> float:
        """Write the bag in a process of its own; kill it after some seconds."""
        place = [str(case), str(beside(case, "")), str(bag)]
        with subprocess.Popen(
            [sys.executable, "-c", WRITE, *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as work:
            assert work.stdin is not None
            assert work.stdout is not None
            work.stdout.readline()
            began = time.monotonic()
            work.stdin.write(b"\n")
            work.stdin.close()
            if after is not None:
                time.sleep(after)
                work.send_signal(signal.SIGKILL)
            assert work.wait() in ({0} if after is None else {0, -signal.SIGKILL})
            return time.monotonic() - began

    whole = write()
    seen = set()
    for number in range(15):
        (case / "case.yaml").write_text(f"投诉人:\n  姓名: 某某\n# {number}\n", encoding="utf-8")
        write(chance.random() * whole * 1.5)
        assert bagging.check(bag) == ()
        assert bagit.Bag(str(bag)).is_valid()
        seen.add((bag / "data/originals/case.yaml").read_bytes() == (case / "case.yaml").read_bytes())
    assert seen == {True, False}, "killed too early or too late to prove anything"
    write()
    assert (bag / "data/originals/case.yaml").read_bytes() == (case / "case.yaml").read_bytes()
    names = {case.name, beside(case, "").name, bag.name}
    assert {path.name for path in case.parent.iterdir()} == names
