"""The command line's two sets: what each hides, what the user may change, what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import scan
from click.testing import CliRunner, Result

from dossier import seal
from dossier.cli import main
from dossier.seal.verify import verify

ORDER = "CM20240512001"
KEY = "ABCD-EFGH-2345-6789"
PHONE = "13800135678"
ORDER_PAGE = f"""某某卡盟
订单详情
订单编号：{ORDER}
下单时间：2024-05-12 14:01:55
付款时间：2024-05-12 14:02:10
发货时间：2024-05-12 14:05:41
商品名称：某某点卡100元
发货方式：自动发货
实付款：¥128.00
联系手机：{PHONE}
卡密：{KEY}
"""
CHAT = f"""2024-05-12 14:03:01 买家
订单{ORDER}误拍了，申请取消

2024-05-12 14:04:20 客服1024
系统自动发货，无法取消，卡密：{KEY}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "evidence"
    place.mkdir()
    (place / "订单.txt").write_text(ORDER_PAGE, encoding="utf-8")
    (place / "聊天.txt").write_text(CHAT, encoding="utf-8")
    return place


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result


def build(folder: Path, *more: str) -> Result:
    return run("build", folder, "-o", folder.parent / "out", "--for", "platform", *more)


def words(folder: Path, name: str = "out/packet-platform.pdf") -> str:
    data = (folder.parent / name).read_bytes()
    return "".join(
        scan.bare(part.decode()) for where, part in scan.unpacked("packet", data) if where.endswith(" text")
    )


def test_there_is_no_set_to_share_unless_it_is_asked_for(folder: Path) -> None:
    build(folder)
    assert not (folder.parent / "out" / "share").exists()


def test_both_sets_are_named_and_what_is_masked_is_told(folder: Path) -> None:
    result = build(folder, "--share")
    out = folder.parent / "out"
    assert result.stdout.split() == [
        str(out / name)
        for name in (
            "packet-platform.pdf",
            "form-platform.txt",
            "share/packet-platform.pdf",
            "share/form-platform.txt",
        )
    ]
    told = "".join(result.stderr.split())
    assert "分享用的一份遮盖了2个文件中的3处" in told
    assert "请自行保管" in told
    assert "材料遮盖了2个文件中的2处" in "".join(build(folder).stderr.split())


def test_a_second_build_with_the_same_options_makes_nothing(folder: Path) -> None:
    build(folder, "--share")
    again = build(folder, "--share")
    assert "没有重新生成" in again.stderr
    assert "share" in again.stdout
    build(folder)
    assert not (folder.parent / "out" / "share").exists()


def test_each_set_is_whole_and_can_be_verified_alone(folder: Path) -> None:
    build(folder, "--share")
    out = folder.parent / "out"
    for place in (out, out / "share"):
        assert verify(place, folder).differences == ()
    names = {
        entry["path"] for entry in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    }
    assert names >= {
        "packet-platform.pdf",
        "share/packet-platform.pdf",
        "share/manifest.json",
        "share/dossier.json",
    }
    assert json.loads((out / "share" / "manifest.json").read_text(encoding="utf-8"))["inputs"] == ""


def test_the_filing_set_hides_the_key_and_not_the_telephone(folder: Path) -> None:
    build(folder, "--share")
    assert scan.found({"key": KEY}, folder.parent / "out") == set()
    assert PHONE in words(folder)
    assert PHONE not in words(folder, "out/share/packet-platform.pdf")


def test_the_user_may_keep_keys_in_the_set_to_be_filed_alone(folder: Path) -> None:
    (folder / "case.yaml").write_text("保留卡密: 是\n", encoding="utf-8")
    build(folder, "--share")
    assert scan.bare(KEY) in words(folder)
    assert scan.found({"key": KEY}, folder.parent / "out" / "share") == set()


def test_words_that_are_released_are_shown_everywhere(folder: Path) -> None:
    (folder / "case.yaml").write_text(
        f"不遮盖:\n- {{文件: 订单.txt, 页: 1, 内容: '{PHONE[:3]} {PHONE[3:]}'}}\n", encoding="utf-8"
    )
    build(folder, "--share")
    assert PHONE in words(folder, "out/share/packet-platform.pdf")
    assert scan.found({"key": KEY}, folder.parent / "out") == set()


def test_what_only_the_buyers_own_sentences_tell_is_hidden_as_well(folder: Path) -> None:
    other, key = "13900246810", "ZXCV-BNMA-8642-9753"
    text = f"我的陈述: |\n  客服发来卡密：{key}，不能用。\n  可以打我同事电话 {other} 核实。\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    build(folder, "--share")
    assert other in words(folder)
    assert scan.found({"key": key}, folder.parent / "out") == set()
    assert scan.found({"other": other}, folder.parent / "out" / "share") == set()


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--json"), ("advise", "--today", "2024-05-13"), ("message",)]
)
def test_no_command_prints_a_key(folder: Path, command: tuple[str, ...]) -> None:
    (folder / "聊天.txt").write_text(CHAT.replace("无法取消，", f"无法取消 {KEY} "), encoding="utf-8")
    result = run(command[0], folder, *command[1:])
    assert scan.bare(KEY) not in scan.bare(result.output)
    assert result.output.strip()


def test_what_the_packet_lists(folder: Path) -> None:
    build(folder, "--share")
    text = words(folder, "out/share/packet-platform.pdf")
    assert scan.bare("第1页：卡密、激活码1处；电话号码1处") in text
    assert scan.bare("本人保管") in text
    assert scan.bare("本页有遮盖") in text
    for name in ("订单.txt", "聊天.txt"):
        assert seal.file_sha256(folder / name)[:32] in text


def test_a_folder_without_secrets_makes_no_list(folder: Path) -> None:
    for path in folder.iterdir():
        text = (
            path.read_text(encoding="utf-8").replace(PHONE, "138****5678").replace(f"卡密：{KEY}", "请查收")
        )
        path.write_text(text, encoding="utf-8")
    result = build(folder)
    assert "遮盖" not in result.stderr
    assert "遮盖说明" not in words(folder)
