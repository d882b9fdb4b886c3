"""A batch that is stopped, killed, or meets what kills: nothing is lost, and it goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import cased
import pytest
from click.testing import CliRunner

from dossier.batch import cases as places
from dossier.batch import ledger
from dossier.cli import main

CASES = 6


@pytest.fixture(autouse=True)
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> cased.Log:
    return cased.stubbed(tmp_path, monkeypatch)


def test_what_kills_its_process_costs_a_page_or_a_case_and_nothing_else(
    tmp_path: Path, stub: cased.Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    cased.small(cases / "1", 71, 2)
    (cases / "1" / "1.png").rename(cases / "1" / "致命.png")
    shutil.copytree(cases / "1", cases / "2")
    cased.small(cases / "3致命", 72)
    cased.small(cases / "4", 73)
    cased.settled(cases)
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))
    told = CliRunner().invoke(main, ["batch", str(cases), "-o", str(out), "--jobs", "2"])
    assert told.exit_code == 4, told.output
    rows = {one["case"]: one for one in json.loads((out / "summary.json").read_bytes())["cases"]}
    assert {case: row["result"] for case, row in rows.items()} == {
        "1": "done", "2": "done", "3致命": "failed", "4": "done",
    }  # fmt: skip
    assert rows["3致命"]["reason"]["code"] == "crashed"
    for case in ("1", "2"):
        assert [(one["path"], one["code"]) for one in rows[case]["problems"]] == [("致命.png", "ocr-crashed")]
        assert [one["paid"] for one in rows[case]["orders"]] == ["100.00"]
    # Once more, since the system may have ended it for other reasons; and not again for its twin.
    assert len([line for line in stub.lines("read") if line.file == "致命.png"]) == 2
    assert len([line for line in stub.lines("build") if line.case == "3致命"]) == 2


@pytest.mark.parametrize(("how", "cache"), [(signal.SIGINT, "on"), (signal.SIGKILL, "off")])
def test_a_run_that_was_ended_goes_on_where_it_was(
    tmp_path: Path, stub: cased.Log, monkeypatch: pytest.MonkeyPatch, how: signal.Signals, cache: str
) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    cased.several(cases, CASES)
    monkeypatch.setenv("DOSSIER_CACHE", cache if cache == "off" else str(tmp_path / "cache"))
    monkeypatch.setenv("STUB_SECONDS", "0.3")
    shutil.copytree(cases, tmp_path / "again")
    process = cased.started("batch", cases, "-o", out, "--jobs", 2)
    cased.until(lambda: cased.told(out))
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.kill()
    words = process.communicate(timeout=30)[1]
    finished = cased.told(out)
    assert 0 < len(finished) < CASES
    # Nobody goes on working behind.
    cased.until(lambda: not cased.alive(process.pid))
    assert cased.told(out) == finished
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert words == (
            f"已中断：{CASES} 个案件中完成了 {len(finished)} 个，已保存。"
            "再运行一次，从这里接着做；识别过的图片不再识别。\n"
        )
        assert {path.name for path in out.iterdir()} - set(finished) == {places.LEDGER}
    before = stub.path.read_text(encoding="utf-8")
    monkeypatch.setenv("STUB_SECONDS", "0")
    told = CliRunner().invoke(main, ["batch", str(cases), "-o", str(out), "--jobs", "2"])
    assert told.exit_code == 0, told.output
    assert f"其中 {len(finished)} 个没有变化" in told.stdout
    assert sorted(cased.told(out)) == sorted(path.name for path in cases.iterdir())
    anew = stub.path.read_text(encoding="utf-8").removeprefix(before)
    assert not any(f"\t{case}\t" in anew for case in finished)
    # As if nothing had happened.
    whole = tmp_path / "whole"
    assert CliRunner().invoke(main, ["batch", str(tmp_path / "again"), "-o", str(whole)]).exit_code == 0
    assert cased.content(out) == cased.content(whole)
    assert {path.name for path in out.iterdir()} == {path.name for path in whole.iterdir()}


def test_one_folder_of_packets_is_made_by_one_batch(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    cased.several(cases, 1)
    with ledger.opened(out):
        told = CliRunner().invoke(main, ["batch", str(cases), "-o", str(out)])
    assert told.exit_code == 2
    assert told.stderr.startswith("另一次 dossier batch 正在使用这个输出文件夹")
    assert [path.name for path in out.iterdir()] == [places.LEDGER]
    assert CliRunner().invoke(main, ["batch", str(cases), "-o", str(out)]).exit_code == 0
