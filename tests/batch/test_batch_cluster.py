"""The same work on a Dask cluster, which this test starts: a scheduler and two workers, of which one is killed."""

from __future__ import annotations

import importlib.util
import json
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cased
import pytest
from click.testing import CliRunner

from dossier.batch import cluster, remote
from dossier.batch.errors import Lost
from dossier.batch.work import Probe, Shared, Sight, everywhere, see
from dossier.cli import main
from dossier.options import Making
from dossier.words import CHINESE

CASES = 8


@dataclass(frozen=True, slots=True)
class Grid:
    """A cluster: the address of its scheduler, and its processes."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def grid(folder: Path, workers: int) -> Iterator[Grid]:
    """As an administrator starts one, but without nannies: who is killed stays dead."""
    known = folder / "scheduler.json"
    here = ("--scheduler-file", str(known), "--host", "127.0.0.1", "--no-dashboard")
    begun = [_dask(folder, "scheduler", *here, "--port", "0")]
    try:
        cased.until(known.exists)
        more = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        begun += [_dask(folder, "worker", *here, *more) for _ in range(workers)]
        yield Grid(json.loads(known.read_text(encoding="utf-8"))["address"], tuple(begun[1:]))
    finally:
        for process in begun:
            process.kill()
            process.wait()


def _dask(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    with (folder / "grid.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "dask", *arguments], stdout=log, stderr=log)


def test_a_worker_dies_and_all_is_as_if_one_machine_had_done_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    cased.several(cases, CASES)
    shutil.copytree(cases, tmp_path / "again")
    stub = cased.stubbed(tmp_path, monkeypatch)
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("STUB_SECONDS", "0.5")
    with grid(tmp_path, 2) as started:
        process = cased.started("batch", cases, "-o", out, "--dask", started.address)
        first = started.workers[0]
        cased.until(lambda: cased.told(out) and stub.begun_by(first.pid) == "read")
        # In the middle of a page: it takes half a second.
        first.send_signal(signal.SIGKILL)
        before = cased.told(out)
        printed, words = process.communicate(timeout=60)
    assert 0 < len(before) < CASES
    assert process.returncode == 0, words
    assert f"共 {CASES} 个案件：生成 {CASES} 个" in printed
    # All finished, none twice.
    assert Counter(cased.told(out)) == Counter(path.name for path in cases.iterdir())
    assert Counter(one.case for one in stub.lines("build")) == Counter(path.name for path in cases.iterdir())
    assert {one.parent for one in stub.lines("read")} == {one.pid for one in started.workers}
    whole = tmp_path / "whole"
    assert CliRunner().invoke(main, ["batch", str(tmp_path / "again"), "-o", str(whole)]).exit_code == 0
    assert cased.content(out) == cased.content(whole)
    assert {path.name for path in out.iterdir()} == {path.name for path in whole.iterdir()}


# What is refused, in words


@pytest.fixture
def place(tmp_path: Path) -> Sequence[str]:
    cased.several(tmp_path / "cases", 1)
    return ["batch", str(tmp_path / "cases"), "-o", str(tmp_path / "out"), "--dask"]


def refused(arguments: Sequence[str], code: int) -> str:
    told = CliRunner().invoke(main, list(arguments))
    assert told.exit_code == code, told.output
    assert told.stdout == ""
    return told.stderr


def test_without_the_extra_it_is_told_how_to_get_it(
    place: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "distributed" else find(name, *more)
    )
    assert 'pip install "dossier[cluster]"' in refused([*place, "tcp://127.0.0.1:1"], 2)


@pytest.mark.parametrize("address", ["localhost", "http://127.0.0.1:8786", "tcp://127.0.0.1", ""])
def test_what_is_no_address_is_told(place: Sequence[str], address: str) -> None:
    assert f"“{address}” 不是 Dask 调度器的地址" in refused([*place, address], 2)


def test_no_password_is_sent(place: Sequence[str]) -> None:
    told = refused([*place, "tcp://127.0.0.1:1", "--password", "not-to-be-sent"], 2)
    assert told.startswith("密码不通过网络发送")
    assert "not-to-be-sent" not in told


def test_a_cluster_that_is_not_there_is_told(place: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    told = refused([*place, "tcp://127.0.0.1:1"], 4)
    assert "连接不上 Dask 调度器 tcp://127.0.0.1:1" in told


class Client:
    """Stands for the client of a cluster with one worker, or none."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def wait_for_workers(self, _count: int, timeout: float) -> None:
        if self.answer is None:
            raise TimeoutError(timeout)

    def run(self, _function: Any, _shared: Shared, _probe: Probe, on_error: str) -> dict[str, object]:
        assert on_error == "return"
        return {"tcp://10.0.0.7:4000": self.answer}


@pytest.fixture
def shared(tmp_path: Path) -> Shared:
    for name in ("cases", "out", "cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "cases" / "1").mkdir()
    return Shared(
        tmp_path / "cases", tmp_path / "out", ("12315",), Making(), "auto", None, tmp_path / "cache"
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "下没有工作进程"),
        (Sight(("/srv/cases",), ""), "看不到 /srv/cases"),
        (Sight((), "another"), "版本与这里不同"),
        (ModuleNotFoundError("No module named 'dossier'"), "不能运行本程序（ModuleNotFoundError"),
    ],
)
def test_a_worker_that_cannot_do_it_is_named(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, answer: object, words: str
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    with pytest.raises(Lost) as told, cluster._shared(Client(answer), "tcp://10.0.0.1:8786", shared):
        pass
    assert words in told.value.told(CHINESE)
    assert ("10.0.0.7:4000" in told.value.told(CHINESE)) == (answer is not None)
    assert list(shared.out.iterdir()) == list(shared.cache.iterdir()) == []


class Deserted:
    """A cluster whose last worker went away."""

    def nthreads(self) -> dict[str, int]:
        return {}


class Vanished:
    """A cluster without a scheduler."""

    def nthreads(self) -> dict[str, int]:
        raise ConnectionResetError("gone")


@pytest.mark.parametrize(("client", "words"), [(Deserted, "没有工作进程"), (Vanished, "连接断了")])
def test_nobody_waits_for_ever(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, client: type, words: str
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    monkeypatch.setattr(cluster, "_LOOKED", 0.1)
    crew = cluster.Cluster(client(), "tcp://10.0.0.1:8786", shared, Probe(frozenset(), "", ""))
    with pytest.raises(Lost) as told:
        crew.take()
    assert words in told.value.told(CHINESE)


def test_a_machine_sees_whether_the_folders_are_the_same(shared: Shared, tmp_path: Path) -> None:
    probe = Probe(frozenset({"1"}), "token", everywhere(shared))
    (shared.out / "token").touch()
    assert see(shared, probe).lacking == (str(shared.cache),)
    (shared.cache / "token").touch()
    assert remote.refusal("w", see(shared, probe), probe) is None
    (shared.cases / "1").rename(tmp_path / "1")
    assert see(shared, probe).lacking == (str(shared.cases),)
    (shared.out / "token").unlink()
    assert see(shared, probe).lacking == (str(shared.cases), str(shared.out))


def test_a_worker_that_comes_later_is_asked_too(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    class Worker:
        address = "tcp://10.0.0.8:4000"

    asked = []

    class Helper:
        def see(self, _shared: Shared, probe: Probe) -> Sight:
            asked.append(probe)
            return Sight((str(shared.out),), probe.program)

        def end(self) -> None:
            asked.append(None)

    monkeypatch.setattr(remote, "get_worker", Worker)
    monkeypatch.setattr(remote, "Helper", Helper)
    probe = Probe(frozenset(), "token", "program")
    with pytest.raises(Lost) as told:
        remote.serve(shared, None, probe)  # type: ignore[arg-type]
    assert "10.0.0.8:4000" in told.value.told(CHINESE)
    assert asked == [probe, None]
    assert remote._helpers == {}
