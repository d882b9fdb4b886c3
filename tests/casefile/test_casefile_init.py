"""``init`` adds one file, never over another, and what it writes is right."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import (
    Addition,
    CaseFile,
    CaseFileExists,
    Claim,
    ClaimKind,
    Correction,
    DrawnMask,
    Exclusion,
    PageCategory,
    Release,
    ReportedPage,
)
from dossier.model import Box, FactKind, Role


def uncommented(text: str) -> str:
    """The file after a person removed "# " before every example, as its head says."""
    return "\n".join(line.removeprefix("# ") for line in text.splitlines())


def test_it_adds_one_file_and_touches_no_other(tmp_path: Path) -> None:
    (tmp_path / "聊天.png").write_bytes(b"picture")
    path = casefile.init(tmp_path)
    assert path == tmp_path / "case.yaml"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["case.yaml", "聊天.png"]
    assert (tmp_path / "聊天.png").read_bytes() == b"picture"


def test_a_fresh_file_says_nothing(tmp_path: Path) -> None:
    casefile.init(tmp_path)
    assert casefile.load(tmp_path) == CaseFile()


def test_its_examples_are_right(tmp_path: Path) -> None:
    name = '某某 "聊天" #1.png'
    (tmp_path / name).write_bytes(b"x")
    path = casefile.init(tmp_path)
    path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert casefile.load(tmp_path) == CaseFile(
        claims=(Claim(ClaimKind.REFUND, "退还该订单已付款项", Decimal("128.00")),),
        pages=(
            ReportedPage(
                "https://example.com/item/1", PageCategory.OTHER, name, "页面上写着的内容", "2024-05-12 14:03"
            ),
        ),
        limits={"12315": {"facts": 500, "claims": 200}},
        roles={name: Role.CHAT},
        exclude=(Exclusion(name, "与本次投诉无关"),),
        orders={name: "CM20240512001"},
        dates={name: date(2024, 5, 12)},
        masks=(DrawnMask(name, 1, Box(60, 200, 480, 260), "与本次投诉无关的私人信息"),),
        releases=(Release(name, 1, "某某客服"),),
        corrections=(Correction(name, 1, FactKind.AGENT_ID, "1O24", "1024"),),
        additions=(
            Addition(name, 1, Box(60, 200, 480, 260), "2024-05-12 14:02:10", FactKind.TIMESTAMP, "paid"),
        ),
    )


def test_a_file_name_cannot_break_out_of_its_comment(tmp_path: Path) -> None:
    (tmp_path / "a\n订单: 假.png").write_bytes(b"x")
    casefile.init(tmp_path)
    assert casefile.load(tmp_path) == CaseFile()


def test_it_names_every_word_that_may_be_chosen(tmp_path: Path) -> None:
    text = casefile.init(tmp_path).read_text(encoding="utf-8")
    for table in (
        casefile.schema.ROLES,
        casefile.schema.CLAIMS,
        casefile.schema.KINDS,
        casefile.filing.CATEGORIES,
    ):
        for names in table.values():
            assert names[0] in text


def test_it_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("订单: 1\n", encoding="utf-8")
    with pytest.raises(CaseFileExists) as caught:
        casefile.init(tmp_path)
    assert "case.yaml" in caught.value.message("zh")
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == "订单: 1\n"


def test_it_follows_no_link(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "case.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(CaseFileExists):
        casefile.init(folder)
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, *_args: object, **_options: object) -> None:
        os.close(handle)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        casefile.init(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        casefile.init(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
