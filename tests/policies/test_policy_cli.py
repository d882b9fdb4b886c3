"""``policies list`` tells what a pack holds; ``policies show`` draws one from a folder's rule pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dossier import policies
from dossier.cli import main
from dossier.policies import summary
from dossier.policies.terms import terms

PAGE = """<html><body><h1>取消与退款规则</h1><p>生效日期：2024-01-01</p>
<p>3.1 支付成功后5分钟内可免费取消订单，全额退款。</p>
<p>3.2 超过5分钟取消的，收取10%-20%的手续费。</p>
<p>3.9 其他事项，请联系在线客服处理。</p></body></html>"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "cache"))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_folder_gives_a_pack_that_is_good(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "规则.html").write_text(PAGE, encoding="utf-8")
    shown = run("policies", "show", folder)
    assert shown.exit_code == 0, shown.output
    own = tmp_path / "own.yaml"
    own.write_text(shown.stdout, encoding="utf-8")
    assert run("policies", "check", own).exit_code == 0
    assert [(term.value, term.clause) for term in terms(policies.load(own))] == [
        ("PT5M;start=paid;delivery=any;free=yes", "3.1"),
        ("0.1-0.2;applies=after", "3.2"),
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["规则.html"]


def test_a_folder_without_a_rule_page_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "聊天.txt").write_text("2024-05-12 14:03:00 买家\n你好\n", encoding="utf-8")
    shown = run("policies", "show", folder)
    assert shown.exit_code == 2
    assert not shown.stdout


def test_a_pack_that_is_neither_named_nor_a_folder_is_told(tmp_path: Path) -> None:
    assert run("policies", "show", tmp_path / "nope").exit_code == 2


def test_the_list_tells_what_each_pack_holds() -> None:
    shown = run("policies", "list").stdout
    for name in policies.names():
        assert name in shown
    assert summary.of(policies.load("common-5min"), "zh") == "免费取消时间 1 条，费用 1 条（仅供参考）"
    assert summary.of(policies.load("rank-first"), "en") == "rank: 1, answer time: 1 (for reference only)"
