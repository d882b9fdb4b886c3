"""The command line from outside: words, exit codes, streams."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import ROOT, SAMPLES

from dossier.cli import main

KEYS = {"schema", "evidence", "facts", "events", "findings", "missing", "orders", "problems"}
LOG = """2024-05-12 14:03:05 我(10001)
订单CM20240512001误拍了，现申请取消，请勿发货

2024-05-12 14:04:10 客服1024(10002)
系统自动发货，无法取消
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a chat log: evidence that needs no engine."""
    place = tmp_path / "evidence"
    place.mkdir()
    (place / "聊天.txt").write_text(LOG, encoding="utf-8")
    return place


def test_json_stands_alone_on_stdout(folder: Path) -> None:
    result = run("check", folder, "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert set(document) >= KEYS
    assert document["schema"] == "dossier/1"
    assert [order["order_id"] for order in document["orders"]] == ["CM20240512001"]


def test_json_has_the_keys_of_the_contract() -> None:
    document = json.loads(run("check", SAMPLES / "inside-window", "--json").stdout)
    assert set(document["evidence"][0]) >= {
        "id",
        "path",
        "sha256",
        "bytes",
        "role",
        "pages",
        "engine",
        "problems",
    }
    assert set(document["facts"][0]) >= {
        "id",
        "kind",
        "value",
        "raw",
        "confidence",
        "status",
        "order_id",
        "source",
    }
    assert set(document["facts"][0]["source"]) == {"evidence", "page", "box", "line"}
    assert set(document["events"][0]) >= {
        "id", "kind", "earliest", "latest", "precision", "order_id", "actor", "summary", "facts",
    }  # fmt: skip
    assert set(document["findings"][0]) >= {"rule", "verdict", "order_id", "explanation", "premises", "basis"}
    assert set(document["findings"][0]["premises"][0]) >= {"text", "state", "events", "facts"}
    assert set(document["orders"][0]) >= {
        "order_id", "platform", "product", "delivery", "state", "paid", "currency",
    }  # fmt: skip
    assert document["orders"][0]["paid"] == "128.00"
    paid = next(event for event in document["events"] if event["kind"] == "paid")
    assert paid["earliest"] == paid["latest"] == "2024-05-12T14:02:10+08:00"


def test_json_is_the_same_bytes_each_time() -> None:
    first = run("check", SAMPLES / "inside-window", "--json").stdout
    assert first == run("check", SAMPLES / "inside-window", "--json").stdout


def test_strict_exits_1_on_a_breach_only() -> None:
    assert run("check", SAMPLES / "inside-window", "--strict").exit_code == 1
    assert run("check", SAMPLES / "inside-window").exit_code == 0
    assert run("check", SAMPLES / "not-a-breach", "--strict").exit_code == 0


def test_usage_errors_exit_2(tmp_path: Path, folder: Path) -> None:
    gone = run("check", tmp_path / "nowhere")
    assert gone.exit_code == 2
    assert "nowhere" in gone.stderr
    assert run("check", folder, "--engine", "magic").exit_code == 2
    unknown = run("build", folder, "--for", "court")
    assert unknown.exit_code == 2
    assert "court" in unknown.stderr
    assert "12315" in unknown.stderr
    assert run("check", folder, "--policy", "no-such-pack").exit_code == 2


def test_nothing_readable_exits_3(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("check", empty).exit_code == 3
    (empty / "tool.exe").write_bytes(b"MZ\0\0")
    result = run("check", empty)
    assert result.exit_code == 3
    assert "empty" in result.stderr


def test_without_a_rule_page_nothing_is_certain(folder: Path) -> None:
    document = json.loads(run("check", folder, "--json").stdout)
    assert {finding["verdict"] for finding in document["findings"]} <= {"possible", "undetermined"}
    assert "policy" in {item["item"] for item in document["missing"]}


def test_a_named_pack_is_no_evidence(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    shutil.copytree(SAMPLES / "inside-window", folder)
    next(folder.glob("*规则*")).unlink()
    document = json.loads(run("check", folder, "--json", "--policy", "common-5min").stdout)
    verdicts = {finding["verdict"] for finding in document["findings"]}
    assert verdicts == {"possible"}


def test_init_writes_once_and_never_over(folder: Path) -> None:
    assert run("init", folder).exit_code == 0
    written = (folder / "case.yaml").read_bytes()
    (folder / "case.yaml").write_bytes(written + "# 我的笔记\n".encode())
    again = run("init", folder)
    assert again.exit_code == 2
    assert (folder / "case.yaml").read_bytes().endswith("# 我的笔记\n".encode())
    assert run("check", folder).exit_code == 0


def test_a_wrong_field_is_told_with_its_line(folder: Path) -> None:
    (folder / "case.yaml").write_text(
        "投诉人:\n  姓名: 某某\n请求:\n  - 类型: 退款\n    金额: 一百多\n", encoding="utf-8"
    )
    result = run("check", folder)
    assert result.exit_code == 2
    assert "5" in result.stderr
    assert "一百多" in result.stderr


def test_rules_prints_the_docstring_itself() -> None:
    from dossier.rules import REGISTRY

    listed = run("rules").stdout
    for rule, module in REGISTRY.items():
        assert rule in listed
        assert run("rules", rule).stdout.strip() == (module.__doc__ or "").strip()
    assert run("rules", "no.such").exit_code == 2


def test_policies_are_listed_shown_and_checked(tmp_path: Path) -> None:
    listed = run("policies", "list")
    assert "common-5min" in listed.stdout
    shown = run("policies", "show", "common-5min")
    assert shown.exit_code == 0
    own = tmp_path / "mine.yaml"
    own.write_text(shown.stdout, encoding="utf-8")
    assert run("policies", "check", own).exit_code == 0
    own.write_text(shown.stdout.replace("windows:", "fenster:"), encoding="utf-8")
    assert run("policies", "check", own).exit_code == 2


def test_doctor_is_well_here() -> None:
    assert run("doctor").exit_code == 0


def test_no_command_opens_a_connection(folder: Path, tmp_path: Path) -> None:
    """The evidence stays on the machine: with sockets forbidden, everything still works."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import socket\n"
        "def forbidden(*a, **k):\n"
        "    raise SystemExit('a connection was tried')\n"
        "socket.socket.connect = forbidden\n"
        "socket.create_connection = forbidden\n"
        "socket.getaddrinfo = forbidden\n",
        encoding="utf-8",
    )
    environment = os.environ | {
        "PYTHONPATH": f"{guard}{os.pathsep}{ROOT}",
        "DOSSIER_CACHE": str(tmp_path / "cache"),
    }
    shutil.copy(SAMPLES / "inside-window" / "取消与退款规则.webp", folder)
    done = subprocess.run(
        [sys.executable, "-m", "dossier", "build", str(folder), "-o", str(tmp_path / "out")],
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "packet-12315.pdf").is_file()
