"""What the outside may rely on is written down: commands, options, exit codes, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest

from dossier import record, resources, rules
from dossier.cli import main
from dossier.errors import ExitCode
from dossier.model import (
    Actor,
    Anchor,
    Box,
    Case,
    Channel,
    Delivery,
    Event,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Interval,
    Missing,
    Order,
    OrderState,
    Page,
    Precision,
    Premise,
    PremiseState,
    Problem,
    Role,
    Source,
    Speaker,
    Utterance,
    Verdict,
)

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE, ENGLISH = README.split("\n## English\n")
REFERENCE = (ROOT / "docs" / "dossier-json.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(group: click.Group = main, before: str = "dossier") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{before} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")


@pytest.mark.parametrize("name", [name for name, command in commands() if name.count(" ") == 1])
def test_every_command_stands_in_the_table(name: str) -> None:
    assert re.search(rf"^\| `{name}\b.*` \| .+ \|$", CHINESE, re.MULTILINE)


def test_the_table_has_no_command_that_does_not_exist() -> None:
    told = re.findall(r"^\| `(dossier \w+)", CHINESE, re.MULTILINE)
    assert sorted(told) == sorted(name for name, _ in commands() if name.count(" ") == 1)


@pytest.mark.parametrize("name", [name for name, _ in commands() if name.count(" ") > 1])
def test_every_subcommand_stands_beside_its_command(name: str) -> None:
    whole, _, last = name.rpartition(" ")
    row = re.search(rf"^\| `{whole} \[(.*)\]` \|", CHINESE, re.MULTILINE)
    assert row is not None
    assert last in re.findall(r"[a-z]+", row[1])


def options() -> list[str]:
    found = {
        max(parameter.opts, key=len)
        for _, command in [("dossier", main), *commands()]
        for parameter in command.params
        if isinstance(parameter, click.Option)
    }
    return sorted(found)


def test_options_are_found_at_all() -> None:
    assert {"--for", "--json", "--policy", "--version"} <= set(options())


@pytest.mark.parametrize("option", options())
def test_every_option_is_explained(option: str) -> None:
    short = {"--output": "-o"}.get(option, option)
    assert re.search(rf"`[^`]*{short}\b[^`]*`", CHINESE)


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    told = CHINESE.partition("退出码：")[2].partition("。")[0]
    assert re.search(rf"(?:^|；\s*){code.value} \S", told)


def test_every_destination_is_named() -> None:
    row = re.search(r"`--for ([^`]*)`", CHINESE)
    assert row is not None
    made = {path.parent.name for path in resources.templates().glob("*/packet.xml.j2")}
    assert set(row[1].split("|")) == made | {"all"}


def test_the_first_two_commands_come_first() -> None:
    block = re.search(r"```\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert block[1].splitlines() == ["python3 dev.py sample", "python3 dev.py test"]
    assert "\n## " not in README[: block.start()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Pictures are made from a packet by a tool and may not be there yet."""
    text = page.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (page.parent / target.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:dossier|templates|samples|tests|docs|tools)/[a-z][\w./-]*)`", text))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_what_the_page_is_said_to_show_stands_on_it() -> None:
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    named = set(re.findall("“([^”]+)”", text)) | set(
        re.findall(r"^\d\. \*\*(经过.*?|填写.*?|生成.*?)\*\*", text, re.MULTILINE)
    )
    words = [
        path.read_text(encoding="utf-8") for path in (resources.templates() / "phrases" / "zh").iterdir()
    ]
    assert len(named) > 8
    assert [one for one in sorted(named) if not any(f'"{one}"' in each for each in words)] == []


# dossier.json


def small_case() -> Case:
    """One of everything."""
    moment = datetime.fromisoformat("2024-05-12T14:02:10+08:00")
    when = Interval(moment, moment)
    return Case(
        evidence=(
            Evidence(
                "E1", "某某.png", "0" * 64, 1, "image/png", (Page(1),), Role.ORDER, "engine", "",
                problems=(Problem("某某.png", "picture-truncated"),),
            ),
        ),
        facts=(
            Fact(
                "F1", FactKind.TIMESTAMP, "2024-05-12T14:02:10+08:00", "14:02:10", 0.9,
                Source("E1", 1, Box(1, 2, 3, 4), 1), FactStatus.READ, "CM1", "paid", "付款时间",
                Speaker.UNKNOWN, (), None,
            ),
        ),
        events=(
            Event("T1", EventKind.PAID, when, Precision.SECOND, Actor.PAYMENT, "CM1", ("F1",)),
        ),
        findings=(
            Finding(
                "grace.shipped-inside", Verdict.CLEAR, "CM1", "…",
                (Premise("…", PremiseState.SHOWN, ("T1",), ("F1",)),), (),
            ),
        ),
        missing=(Missing("chat", "…", "…"),),
        orders=(Order("CM1", "某某卡盟", "点卡", Delivery.AUTOMATIC, OrderState.SHIPPED, Decimal(128)),),
        problems=(Problem("某某.zip", "archive"),),
        utterances=(Utterance(1, (Source("E1", 1, Box(1, 2, 3, 4), 1),), (1,), "…"),),
    )  # fmt: skip


def keys(value: Any, below: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a document with the list or object it stands in: ("facts", "source.box")."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield below, key
            yield from keys(inner, below if below in {"facts", "findings", "utterances"} else key)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, below)


def section(name: str) -> str:
    title = f"{name}[]" if name else "Top level"
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


DOCUMENT = record.document(small_case())


@pytest.mark.parametrize(("name", "key"), sorted(set(keys(DOCUMENT))))
def test_every_key_is_explained_in_its_section(name: str, key: str) -> None:
    assert f"`{key}`" in section(name)


@pytest.mark.parametrize("name", sorted(name for name, value in DOCUMENT.items() if isinstance(value, list)))
def test_the_reference_has_no_key_that_does_not_exist(name: str) -> None:
    """The first column of the first table of a section."""
    table = re.search(r"\| key \| holds \|\n\|---\|---\|\n((?:\|.*\n)+)", section(name))
    assert table is not None
    cells = [row.split("|")[1] for row in table[1].splitlines()]
    told = [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]
    assert sorted(told) == sorted(DOCUMENT[name][0])


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("evidence", Role),
        ("evidence", Channel),
        ("facts", Anchor),
        ("facts", FactKind),
        ("facts", FactStatus),
        ("facts", Speaker),
        ("events", EventKind),
        ("events", Precision),
        ("events", Actor),
        ("findings", Verdict),
        ("findings", PremiseState),
        ("orders", Delivery),
        ("orders", OrderState),
    ],
)
def test_every_word_of_a_closed_list_is_named(name: str, members: Any) -> None:
    assert [member.value for member in members if f"`{member.value}`" not in section(name)] == []


def test_the_rules_that_are_told_exist() -> None:
    told = set(re.findall(r"`((?:grace|fee|manual)\.[\w-]+)`", REFERENCE))
    assert told
    assert told <= set(rules.REGISTRY)
