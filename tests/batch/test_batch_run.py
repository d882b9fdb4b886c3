"""A folder of good, bad and hostile cases becomes packets and a table."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cased
import pytest
from browser import drawn
from click.testing import CliRunner, Result

from dossier.cli import main

FORMULA = "=1+1\n\u202ex"
DONE = ("案件 2", "案件 10", FORMULA)


@dataclass(frozen=True, slots=True)
class Batched:
    cases: Path
    out: Path
    first: Result


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", cased.EPOCH)
        yield


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> Batched:
    room = tmp_path_factory.mktemp("day")
    cases = room / "某日"
    drawn.fee_kept(cases / "案件 2")
    cased.small(cases / "案件 10", 10, 2)
    cased.small(cases / FORMULA, 11)
    shutil.copytree(cases / "案件 10", cases / "写错")
    (cases / "写错" / "case.yaml").write_text("订单: [", encoding="utf-8")
    for name, file in (("读不出", "a.png"), (".隐藏", "b.png"), ("summary.csv", "c.png")):
        (cases / name).mkdir()
        (cases / name / file).write_bytes(b"\x89PNG no picture")
    (cases / "空的").mkdir()
    (cases / "别处").symlink_to(cases / "案件 2", target_is_directory=True)
    (cases / "注.txt").write_text("不是案件", encoding="utf-8")
    built = run("build", cased.settled(cases) / "案件 10", "-o", cases / "旧的-dossier")
    assert built.exit_code == 0, built.output
    cased.forget(cases)
    return Batched(cases, room / "某日-dossier", run("batch", cases, "--jobs", 2, "--share"))


def test_every_case_has_its_row_in_natural_order(batched: Batched) -> None:
    told = json.loads((batched.out / "summary.json").read_bytes())
    assert told["schema"] == "dossier-batch/1"
    assert [(one["case"], one["result"]) for one in told["cases"]] == [
        (FORMULA, "done"),
        ("summary.csv", "failed"),
        ("写错", "failed"),
        ("别处", "failed"),
        ("案件 2", "done"),
        ("案件 10", "done"),
        ("读不出", "nothing-readable"),
    ]
    assert [one["reason"] and one["reason"]["code"] for one in told["cases"]] == [
        None, "name", "casefile", "link", None, None, "nothing-readable",
    ]  # fmt: skip
    assert batched.first.exit_code == 4


def test_the_row_says_what_the_packet_says(batched: Batched) -> None:
    told = json.loads((batched.out / "summary.json").read_bytes())
    (row,) = [one for one in told["cases"] if one["case"] == "案件 2"]
    record = json.loads((batched.out / "案件 2" / "dossier.json").read_bytes())
    assert row["orders"] == [{"order_id": drawn.ORDER, "paid": "100.00", "currency": "CNY"}]
    assert row["findings"] == [
        {key: one[key] for key in ("rule", "verdict", "order_id")} for one in record["findings"]
    ]
    assert row["findings"]
    assert "案件 2/packet-12315.pdf" in row["packets"]
    assert "案件 2/share/packet-12315.pdf" in row["packets"]
    assert all((batched.out / path).is_file() for path in row["packets"])


def test_packets_are_those_of_a_build(batched: Batched, tmp_path: Path) -> None:
    """Byte for byte, the marks of the journals too."""
    for name in ("案件 2", FORMULA):
        case = tmp_path / "evidence" / name
        shutil.copytree(batched.cases / name, case)
        cased.forget(case.parent)
        built = run("build", case, "-o", tmp_path / "built" / name, "--share")
        assert built.exit_code == 0, built.output
        assert cased.content(batched.out / name) == cased.content(tmp_path / "built" / name)
        assert len(cased.content(batched.out / name)) > 10


def test_a_spreadsheet_computes_nothing_and_no_cell_breaks_a_line(batched: Batched) -> None:
    data = (batched.out / "summary.csv").read_bytes()
    assert data.startswith("\ufeff案件,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 8
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert rows[0]["案件"] == "'=1+1 �x"
    assert [row["实付合计"] for row in rows if row["案件"] == "案件 2"] == ["100.00 CNY"]
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_the_terminal_shows_it(batched: Batched) -> None:
    told = batched.first.stdout
    assert "=1+1��x" in told
    assert "案件 10" in told
    assert "共 7 个案件：生成 3 个，没有可读内容 1 个，失败 3 个。" in told
    assert told.splitlines()[-2:] == [str(batched.out / name) for name in ("summary.csv", "summary.json")]


def test_nothing_tells_where_it_was_made(batched: Batched) -> None:
    for name in ("summary.csv", "summary.json", ".dossier-batch.jsonl"):
        assert str(batched.cases.parent) not in (batched.out / name).read_text(encoding="utf-8")


def test_a_second_run_does_nothing_again_and_changes_no_byte(batched: Batched) -> None:
    before = cased.content(batched.out)
    times = {path: path.stat().st_mtime_ns for path in batched.out.glob("*/manifest.json")}
    again = run("batch", batched.cases, "--share")
    assert again.exit_code == 4
    assert "其中 3 个没有变化" in again.stdout
    assert cased.content(batched.out) == before
    assert {path: path.stat().st_mtime_ns for path in batched.out.glob("*/manifest.json")} == times


def test_what_changed_or_is_not_whole_is_done_again(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    for number in (1, 2, 3):
        cased.small(cases / str(number), 40 + number)
    cased.settled(cases)
    assert run("batch", cases, "-o", out).exit_code == 0
    before = cased.content(out)
    (out / "2" / "packet-12315.pdf").unlink()
    (cases / "3" / "case.yaml").write_text("我的陈述: 补充一句。\n", encoding="utf-8")
    again = run("batch", cases, "-o", out)
    assert "其中 1 个没有变化" in again.stdout
    after = cased.content(out)
    assert {name for name in before if before[name] != after[name]} >= {"3/packet-12315.pdf"}
    # What was deleted is there again, and only the journal's mark tells that it was made twice.
    assert {name for name in before if before[name] != after[name] and name[0] != "3"} <= {
        "2/journal-head.json"
    }
    assert before.keys() <= after.keys()


def test_other_options_make_other_packets(tmp_path: Path) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    cased.settled(cased.small(cases / "1", 51).parent)
    assert run("batch", cases, "-o", out, "--for", "12315").exit_code == 0
    assert not (out / "1" / "packet-association.pdf").exists()
    again = run("batch", cases, "-o", out, "--for", "association")
    assert "没有变化" not in again.stdout
    assert (out / "1" / "packet-association.pdf").exists()


def test_without_the_cache_readings_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    (tmp_path / "out").mkdir()
    cases = tmp_path / "cases"
    (cases / "1").mkdir(parents=True)
    (cases / "1" / "聊天.txt").write_text("2024-05-12 14:03:22 买家：申请取消订单\n", encoding="utf-8")
    cased.settled(cases)
    assert run("batch", cases, "-o", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "1", ".dossier-batch.jsonl", "summary.csv", "summary.json",
    }  # fmt: skip


# What is refused


def test_a_table_that_a_person_wrote_into_is_not_lost(batched: Batched, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(batched.out, out)
    with (out / "summary.csv").open("a", encoding="utf-8") as stream:
        stream.write("批注\r\n")
    refused = run("batch", batched.cases, "-o", out, "--share")
    assert refused.exit_code == 2
    assert str(out / "summary.csv") in refused.stderr
    assert (out / "summary.csv").read_text(encoding="utf-8").endswith("批注\n")


@pytest.mark.parametrize("place", ["inside", "foreign", "empty", "missing"])
def test_wrong_places_are_refused_before_anything_is_made(tmp_path: Path, place: str) -> None:
    cases, out = tmp_path / "cases", tmp_path / "out"
    if place != "missing":
        cases.mkdir()
    if place in {"inside", "foreign"}:
        cased.settled(cased.small(cases / "1", 60))
    if place == "foreign":
        out.mkdir()
        (out / "notes.txt").write_text("mine", encoding="utf-8")
    refused = run("batch", cases, "-o", cases / "out" if place == "inside" else out)
    assert refused.exit_code == (3 if place == "empty" else 2)
    assert refused.stdout == ""
    assert not (cases / "out").exists()
    assert not out.exists() or [path.name for path in out.iterdir()] == ["notes.txt"]


def test_where_nothing_at_all_is_readable_the_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "cases" / "1").mkdir(parents=True)
    (tmp_path / "cases" / "1" / "a.png").write_bytes(b"\x89PNG nothing")
    cased.settled(tmp_path / "cases")
    told = run("batch", tmp_path / "cases")
    assert told.exit_code == 3
    assert "没有可读内容 1 个" in told.stdout
