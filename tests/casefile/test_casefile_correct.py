"""Corrections go into ``case.yaml`` and every other character of it stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import CaseFileError, Correction, correct
from dossier.casefile.editing import saving
from dossier.model import FactKind

ORDER = "订单 页.png"
TIME = Correction(ORDER, 1, FactKind.TIMESTAMP, "14:02", "14:03")
AGENT = Correction("聊天.png", 2, FactKind.AGENT_ID, '1"O\\24', "1024")
DROPPED = Correction(ORDER, 1, FactKind.AMOUNT, "¥128", None)

TEXTS = {
    "nothing": "",
    "only comments": "# 一\n\n# 二",
    "no key": "订单: CM1 # 备注\n我的陈述: |\n  一\n\n  二\n",
    "no key and no end of line": "订单: CM1",
    "blank": "# 头\n更正:\n# 尾\n订单: CM1\n",
    "blank at the end": "订单: CM1\n更正:",
    "blank with a remark": "更正: # 备注\n\n订单: CM1\n",
    "english": "corrections:\norder: CM1\n",
    "entries": "更正:\n# 上\n- 文件: 聊天.png # 一\n  页: 1\n"
    '  项目: 工号\n  原读: "9"\n  改为: 8 # 二\n\n# 下\n订单: CM1\n',
    "indented": '更正:\n    - {文件: 聊天.png, 页: 1, 项目: 工号, 原读: "9", 改为: "8"}\n'
    "    - 文件: 聊天.png\n      改为:\n      页: 1\n      项目: 工号\n      原读: 7\n# 下\n订单: CM1",
    "windows": "订单: CM1\r\n更正:\r\n# 例\r\n协商情况: 无\r\n",
}
ENCODINGS: tuple[tuple[str, bytes], ...] = (
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("gb18030", b""),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (ORDER, "聊天.png"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize("name", TEXTS)
def test_put_adds_lines_and_nothing_else_and_remove_takes_them_out(folder: Path, name: str) -> None:
    path = folder / "case.yaml"
    path.write_bytes(TEXTS[name].encode())
    before = casefile.load(folder)
    for wanted in (TIME, AGENT, DROPPED):
        correct.put(folder, wanted)
    assert casefile.load(folder).corrections == (*before.corrections, TIME, AGENT, DROPPED)
    rest = iter(path.read_bytes().splitlines())
    assert all(any(row == other for other in rest) for row in TEXTS[name].encode().splitlines())
    if name == "windows":
        assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    for unwanted in (AGENT, TIME, DROPPED):
        correct.remove(folder, unwanted)
    assert casefile.load(folder) == before
    assert path.read_bytes() == TEXTS[name].encode()


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_the_encoding_stays(folder: Path, encoding: str, mark: bytes) -> None:
    path = folder / "case.yaml"
    text = TEXTS["blank"]
    path.write_bytes(mark + text.encode(encoding))
    correct.put(folder, TIME)
    data = path.read_bytes()
    assert data.startswith(mark)
    assert (
        data.removeprefix(mark).decode(encoding).startswith('# 头\n更正:\n- 文件: "订单 页.png"\n  页: 1\n')
    )
    assert casefile.load(folder).corrections == (TIME,)
    correct.remove(folder, TIME)
    assert path.read_bytes() == mark + text.encode(encoding)


@pytest.mark.parametrize("was", ["14:02", "14: 02"])
def test_the_same_reading_is_replaced_where_it_stands(folder: Path, was: str) -> None:
    path = folder / "case.yaml"
    path.write_text(
        f'更正:\n- 改为: |\n    14:03\n  文件: {ORDER}  # 甲\n  页: 1\n  项目: 时间\n  原读: "{was}"\n'
        f"- 文件: {ORDER}\n  页: 1\n  项目: 金额\n  原读: 9\n  改为:  # 乙\n订单: CM1\n",
        encoding="utf-8",
    )
    correct.put(folder, Correction(ORDER, 1, FactKind.TIMESTAMP, "14:02", "14:04"))
    correct.put(folder, Correction(ORDER, 1, FactKind.AMOUNT, "9", "8.00"))
    assert path.read_text(encoding="utf-8") == (
        f'更正:\n- 改为: "14:04"\n  文件: {ORDER}  # 甲\n  页: 1\n  项目: 时间\n  原读: "{was}"\n'
        f'- 文件: {ORDER}\n  页: 1\n  项目: 金额\n  原读: 9\n  改为: "8.00"  # 乙\n订单: CM1\n'
    )
    correct.put(folder, Correction(ORDER, 1, FactKind.AMOUNT, "9", None))
    assert casefile.load(folder).corrections[1].value is None
    assert "# 乙" in path.read_text(encoding="utf-8")


def test_a_file_is_made_where_there_is_none(folder: Path) -> None:
    correct.put(folder, TIME)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    assert casefile.load(folder).corrections == (TIME,)
    assert "## 案情说明" in text
    correct.remove(folder, TIME)
    made = text.partition('- 文件: "订单 页.png"\n  页: 1')[0]
    assert (folder / "case.yaml").read_text(encoding="utf-8").startswith(made)
    assert sorted(entry.name for entry in folder.iterdir()) == sorted([ORDER, "聊天.png", "case.yaml"])


def test_removing_what_is_not_there_changes_nothing(folder: Path) -> None:
    correct.remove(folder, TIME)
    assert not (folder / "case.yaml").exists()
    (folder / "case.yaml").write_text(TEXTS["entries"], encoding="utf-8")
    correct.remove(folder, TIME)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == TEXTS["entries"]


@pytest.mark.parametrize(
    "text",
    [
        "{订单: CM1}\n",
        "更正: [{文件: 聊天.png, 页: 1, 项目: 工号, 原读: '9', 改为: '8'}]\n",
        "更正:\n  文件: 聊天.png\n  页: 1\n  项目: 工号\n  原读: '9'\n  改为: '8'\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(folder: Path, text: str) -> None:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    casefile.load(folder)
    with pytest.raises(correct.NotEditableError):
        correct.put(folder, TIME)
    assert path.read_text(encoding="utf-8") == text


def test_words_that_the_file_cannot_hold_are_not_saved(folder: Path) -> None:
    (folder / "case.yaml").write_text("订单: CM1\n", encoding="utf-8")
    with pytest.raises(correct.NotEditableError):
        correct.put(folder, Correction(ORDER, 1, FactKind.PRODUCT, "a\x07b", "c"))
    with pytest.raises(correct.NotEditableError):
        correct.put(folder, Correction("没有.png", 1, FactKind.PRODUCT, "a", "c"))
    assert (folder / "case.yaml").read_text(encoding="utf-8") == "订单: CM1\n"


def test_a_file_with_mistakes_is_told_and_left_alone(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text("订单： CM1\n", encoding="utf-8")
    with pytest.raises(CaseFileError) as caught:
        correct.put(folder, TIME)
    assert caught.value.line == 1
    assert path.read_text(encoding="utf-8") == "订单： CM1\n"


def test_a_link_is_not_replaced_by_a_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    real = tmp_path_factory.mktemp("elsewhere") / "mine.yaml"
    real.write_text("订单: CM1\n", encoding="utf-8")
    (folder / "case.yaml").symlink_to(real)
    with pytest.raises(correct.NotEditableError):
        correct.put(folder, TIME)
    assert real.read_text(encoding="utf-8") == "订单: CM1\n"


def test_what_another_program_saves_meanwhile_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "case.yaml"
    path.write_text("订单: CM1\n", encoding="utf-8")
    swap: Callable[[Path, bytes, bytes], bool] = saving._swap
    calls = []

    def interrupted(place: Path, old: bytes, new: bytes) -> bool:
        calls.append(old)
        if len(calls) == 1:
            path.write_text("订单: CM2\n", encoding="utf-8")
        return swap(place, old, new)

    monkeypatch.setattr(saving, "_swap", interrupted)
    correct.put(folder, TIME)
    said = casefile.load(folder)
    assert (said.order, said.corrections) == ("CM2", (TIME,))
    assert len(calls) == 2


def test_a_failed_write_leaves_the_old_file_and_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "case.yaml"
    path.write_text("订单: CM1\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        correct.put(folder, TIME)
    assert path.read_text(encoding="utf-8") == "订单: CM1\n"
    assert len(list(folder.iterdir())) == 3
