"""What a person and a program see of the advice, from outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from advising import NOBODY, case_of
from cases import FREE, asked, order, page
from click.testing import CliRunner, Result
from places import ROOT
from ruamel.yaml import YAML
from test_advice_situation import TABLE

from dossier import advice, resources
from dossier.advice import record, report, wording
from dossier.cli import main
from dossier.terminal import columns

LOG = """2024-05-12 14:03:05 我(10001)
订单CM20240512001误拍了，现申请取消，请勿发货

2024-05-12 14:04:10 客服1024(10002)
系统自动发货，无法取消
"""
FILES = (order(shipped="2024-05-12 14:05:40"), asked(), page(FREE))
DOCS = (ROOT / "docs" / "advice.md").read_text(encoding="utf-8")
ACCUSING = re.compile(r"诈骗|欺诈|黑心|违法|骗子|侵权|坑人|霸王|维权|勒令|必须")
ACCUSING_ENGLISH = re.compile(r"\b(?:fraud|scam|illegal|unlawful|cheat|violat)", re.IGNORECASE)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["advise", *(str(arg) for arg in args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "evidence"
    place.mkdir()
    (place / "聊天.txt").write_text(LOG, encoding="utf-8")
    return place


def shown(lang: str, today: str = "2026-09-24") -> str:
    case = case_of(*FILES)
    return report.full(
        advice.advise(case, NOBODY, date.fromisoformat(today), None, lang), case, lang, "我的证据"
    )


@pytest.mark.parametrize(("lang", "head"), [("zh", "现在就做："), ("en", "Do this now: ")])
def test_the_first_line_is_the_thing_to_do(lang: str, head: str) -> None:
    first = shown(lang).splitlines()[0]
    assert first.startswith(head)
    assert "3.1" in first


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    # A closing sign hangs over rather than begin a line.
    lines = [line.rstrip("，。；：！？、”’）》」』…") for line in shown(lang).splitlines()]
    assert [line for line in lines if columns(line) > width] == []


def test_every_step_points_to_file_and_line() -> None:
    case = case_of(*FILES)
    given = advice.advise(case, NOBODY, date(2026, 9, 24))
    words = wording.Wording(case, "zh")
    for step in given.orders[0].steps:
        if step.key != "written-answer":
            places = words.places(step.rests)
            assert places
            assert all(re.fullmatch(r"(?:order|chat|rules)\.png:\d+", place) for place in places)


@pytest.mark.parametrize(("lang", "pattern"), [("zh", ACCUSING), ("en", ACCUSING_ENGLISH)])
def test_no_word_accuses(lang: str, pattern: re.Pattern[str]) -> None:
    path = resources.templates() / "phrases" / lang / "advice.yaml"
    words = dict(YAML(typ="safe", pure=True).load(path))
    assert [key for key, text in words.items() if pattern.search(text)] == []


def test_a_breach_is_named_only_where_a_finding_says_so() -> None:
    assert "不一致" in shown("zh")
    case = case_of(order(shipped="2024-05-12 14:05:40"), asked())
    told = report.full(advice.advise(case, NOBODY, date(2026, 9, 24)), case, "zh", "x")
    assert "核对结果：对方的做法与该条不一致" not in told


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_json_is_documented_and_the_same_each_time(folder: Path) -> None:
    result = run(folder, "--today", "2026-09-24", "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert (document["schema"], document["today"]) == (record.SCHEMA, "2026-09-24")
    assert [key for key in sorted(set(keys(document))) if f"`{key}`" not in DOCS] == []
    assert run(folder, "--today", "2026-09-24", "--json").stdout == result.stdout


def test_the_calendar_from_outside(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "日期.ics"
    result = run(folder, "--today", "2024-05-13", "--ics", place)
    assert result.exit_code == 0, result.output
    text = place.read_bytes().decode()
    assert text.count("BEGIN:VEVENT") >= 1
    # Nothing was filed: no day of an authority stands in it.
    assert "12315 决定" not in text.replace("\r\n ", "")


def test_the_calendar_has_only_days_to_come() -> None:
    """Due 2024-05-15, long past on 2024-09-24; what was asked for is still to come."""
    row = next(row for row in TABLE if row[0] == "overdue")
    case = case_of(*row[1])
    given = advice.advise(case, NOBODY, date(2024, 9, 24))
    assert "refund-due" in {clock.key for clock in given.orders[0].clocks}
    entries = wording.entries(given, case, "zh")
    assert "own-answer" in {entry.kind for entry in entries}
    assert [entry.kind for entry in entries if entry.day < date(2024, 9, 24)] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--today", "明天"), "明天"),
        (("--today", "2024-02-30"), "2024-02-30"),
        (("--today", "9999-12-31"), "9999-12-31"),
        (("--ics", "INSIDE"), "证据文件夹"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, options: tuple[str, str], words: str) -> None:
    given = [str(folder / "a.ics") if part == "INSIDE" else part for part in options]
    result = run(folder, *given)
    assert result.exit_code == 2
    assert words in result.output
    assert [path.name for path in folder.iterdir()] == ["聊天.txt"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("row", TABLE, ids=[str(row[0]) for row in TABLE])
def test_everything_can_be_shown(row: tuple[Any, ...], lang: str) -> None:
    _, files, today, *_ = row
    case = case_of(*files)
    given = advice.advise(case, NOBODY, date.fromisoformat(today), None, lang)
    told = report.full(given, case, lang, "x")
    assert "None" not in told
    assert "Decimal" not in told
    for about in record.document(given, case)["orders"]:
        for number in ("price", "low", "high", "back", "kept", "open_low", "open_high"):
            assert re.fullmatch(r"\d+\.\d\d", about["money"][number] or "0.00")


def test_forbidden_goods_get_no_steps(folder: Path) -> None:
    (folder / "case.yaml").write_text("涉及外挂刷量实名: 是\n", encoding="utf-8")
    document = json.loads(run(folder, "--today", "2026-09-24", "--json").stdout)
    assert [(o["steps"], o["clocks"], o["ladder"]) for o in document["orders"]] == [([], [], [])]
    assert document["remarks"][0]["severity"] == "stop"


def test_resale_is_not_sent_to_an_authority(folder: Path) -> None:
    (folder / "case.yaml").write_text("购买用途: 转售\n", encoding="utf-8")
    document = json.loads(run(folder, "--today", "2026-09-24", "--json").stdout)
    assert not {"market", "association"} & {rung["key"] for rung in document["orders"][0]["ladder"]}


def test_the_room_knows_no_clock() -> None:
    for path in (ROOT / "dossier" / "advice").glob("*.py"):
        assert not re.search(r"\.today\(|\.now\(|time\.time", path.read_text(encoding="utf-8")), path.name
