"""The answers that decide who takes a complaint: yes, no, and not answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import CaseFile, CaseFileError, Correction, Purpose
from dossier.casefile.correct import put
from dossier.casefile.schema import PURPOSES, YES_NO
from dossier.model import FactKind


def load(folder: Path, text: str) -> CaseFile:
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return casefile.load(folder)


CHINESE = (
    "购买用途: 自用\n买家未成年: 否\n得知日期: 2024年5月12日\n涉及外挂刷量实名: 否\n答复期限: 2024年5月20日\n"
)
ENGLISH = "purpose: own_use\nminor: no\nknown_since: 2024-05-12\nforbidden_goods: no\nreply_by: 2024-05-20\n"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
def test_answers_in_either_language(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == CaseFile(
        purpose=Purpose.OWN,
        minor=False,
        known_since=date(2024, 5, 12),
        forbidden_goods=False,
        reply_by=date(2024, 5, 20),
    )


def test_no_answer_is_none_and_not_no(tmp_path: Path) -> None:
    said = load(tmp_path, "购买用途:\n买家未成年:\n得知日期:\n涉及外挂刷量实名:\n")
    assert (said.purpose, said.minor, said.known_since, said.forbidden_goods) == (None,) * 4
    assert said == CaseFile()


@pytest.mark.parametrize(
    ("word", "purpose"),
    [("转售", Purpose.RESALE), ("代理", Purpose.RESALE), ("自己用", Purpose.OWN), ("Resale", Purpose.RESALE)],
)
def test_purposes(tmp_path: Path, word: str, purpose: Purpose) -> None:
    assert load(tmp_path, f"购买用途: {word}\n").purpose is purpose


@pytest.mark.parametrize(
    ("word", "answer"), [("是", True), ("有", True), ("否", False), ("不是", False), ("yes", True)]
)
def test_yes_and_no(tmp_path: Path, word: str, answer: bool) -> None:
    assert load(tmp_path, f"买家未成年: {word}\n").minor is answer


@pytest.mark.parametrize(
    ("line", "expected"),
    [("购买用途: 不清楚", "自用"), ("买家未成年: 可能", "“是”或“否”"), ("得知日期: 去年", "日期")],
)
def test_another_word_is_a_mistake_and_no_answer(tmp_path: Path, line: str, expected: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        load(tmp_path, line + "\n")
    assert expected in caught.value.message("zh")


def test_init_asks_for_them_and_names_the_words(tmp_path: Path) -> None:
    text = casefile.init(tmp_path).read_text(encoding="utf-8")
    for names in (*PURPOSES.values(), *YES_NO.values()):
        assert names[0] in text
    for key in ("购买用途", "买家未成年", "得知日期", "涉及外挂刷量实名", "答复期限"):
        (number,) = [n for n, line in enumerate(text.splitlines()) if line == f"{key}:"]
        assert text.splitlines()[number - 1].startswith("## ")


def test_a_correction_keeps_the_answers(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    before = load(tmp_path, CHINESE)
    correction = Correction("a.png", 1, FactKind.AGENT_ID, "1O24", "1024")
    put(tmp_path, correction)
    after = casefile.load(tmp_path)
    assert after.corrections == (correction,)
    assert (after.purpose, after.minor, after.known_since) == (
        before.purpose,
        before.minor,
        before.known_since,
    )
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8").startswith(CHINESE)
