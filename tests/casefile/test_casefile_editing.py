"""What a change of ``case.yaml`` looks like, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dossier import casefile
from dossier.casefile import CaseFileError, editing
from dossier.casefile.editing import ChangedError, NotAcceptedError, NotEditableError, saving
from dossier.casefile.model import Addition, Claim, ClaimKind, Correction, DrawnMask, Exclusion, Purpose
from dossier.model import Box, FactKind, Role

CHAT, ORDER = "聊天.png", "订单 页.png"
DAMAGES = Claim(ClaimKind.DAMAGES, "赔偿", Decimal("1.00"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (CHAT, ORDER):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def changed(folder: Path, text: str, change: Callable[[Path], None]) -> str:
    path = folder / "case.yaml"
    path.write_bytes(text.encode())
    change(folder)
    return path.read_bytes().decode()


def field(name: str, value: str, seen: str | None = None) -> Callable[[Path], None]:
    return lambda folder: editing.set_field(folder, name, value, seen)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投诉人:\n  姓名:\n  电话: 1\n", "投诉人:\n  姓名: 某某\n  电话: 1\n"),
        ("投诉人:\n  姓名: # 真名\n", "投诉人:\n  姓名: 某某 # 真名\n"),
        ('complainant:\n  NAME: "旧"  # 真名\n', 'complainant:\n  NAME: "某某"  # 真名\n'),
        ("\"投诉人\" :\n    名字 : '旧'\n", "\"投诉人\" :\n    名字 : '某某'\n"),
        ("投诉人:\n  姓名: >-\n    旧\n\n订单: 1", "投诉人:\n  姓名: 某某\n\n订单: 1"),
        ("投诉人:\n  姓名:\n    旧\n# 后\n", "投诉人:\n  姓名: 某某\n# 后\n"),
        ("投诉人:\n  姓名: # 前\n    旧 # 后\n", '投诉人:\n  姓名: # 前\n    "某某" # 后\n'),
        ("投诉人:\n  电话: 1\n", "投诉人:\n  姓名: 某某\n  电话: 1\n"),
        ("投诉人: # 我\n# 例\n\n订单: 1\n", "投诉人: # 我\n  姓名: 某某\n# 例\n\n订单: 1\n"),
        ("投诉人: {}\n", "投诉人:\n  姓名: 某某\n"),
        ("投诉人: ~\r\n", "投诉人:\r\n  姓名: 某某\r\n"),
        ("", "投诉人:\n  姓名: 某某\n"),
        ("# 无", "# 无\n投诉人:\n  姓名: 某某"),
        ("  订单: 1\n", "  订单: 1\n  投诉人:\n    姓名: 某某\n"),
        ("---\n订单: 1\n", "---\n订单: 1\n投诉人:\n  姓名: 某某\n"),
    ],
)
def test_a_field_is_found_wherever_it_may_stand(folder: Path, text: str, expected: str) -> None:
    assert changed(folder, text, field("complainant.name", "某某")) == expected
    assert casefile.load(folder).complainant.name == "某某"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  一句话  ", "我的陈述: 一句话\n"),
        ("一\r\n\r\n  二: #\r\n---", "我的陈述: |-\n  一\n\n    二: #\n  ---\n"),
        ("某某: 不退", '我的陈述: "某某: 不退"\n'),
        ('他说: "不退"', "我的陈述: '他说: \"不退\"'\n"),
        ("~", '我的陈述: "~"\n'),
        ("a\u202eb", '我的陈述: "a\\u202eb"\n'),
        ("a\u202eb\nc", "我的陈述: |-\n  a\u202eb\n  c\n"),
        ("{{ 一 }}", '我的陈述: "{{ 一 }}"\n'),
        ("😀 好", "我的陈述: 😀 好\n"),
        ("", "我的陈述:\n"),
    ],
)
def test_words_are_written_as_plainly_as_is_safe(folder: Path, typed: str, expected: str) -> None:
    assert changed(folder, "我的陈述: 旧\n", field("account", typed)) == expected


def test_a_bar_waits_for_words_and_stays(folder: Path) -> None:
    text = "我的陈述: | # 从头\n\n## 下\n订单: 1\n"
    filled = changed(folder, text, field("account", "一"))
    assert filled == "我的陈述: | # 从头\n  一\n\n## 下\n订单: 1\n"
    assert changed(folder, filled, field("account", "")) == text
    wider = "我的陈述: |-\n     一\n     二\n# 尾\n"
    assert changed(folder, wider, field("account", "三\n四")) == "我的陈述: |-\n     三\n     四\n# 尾\n"


def test_answers_are_written_in_the_words_of_the_template(folder: Path) -> None:
    def answer(folder: Path) -> None:
        editing.set_field(folder, "purpose", "own")
        editing.set_field(folder, "minor", "NO")
        editing.set_field(folder, "known_since", "2024年5月2日")
        editing.set_field(folder, "keep_card_keys", "yes")
        editing.set_field(folder, "order", "ＣＭ 0012")

    text = changed(folder, "保留卡密:\n订单:\n", answer)
    assert text == "保留卡密: 是\n订单: ＣＭ 0012\n购买用途: 自用\n买家未成年: 否\n得知日期: 2024-05-02\n"
    found = casefile.load(folder)
    assert (found.purpose, found.minor, found.keep_card_keys, found.order) == (
        Purpose.OWN,
        False,
        True,
        "CM 0012",
    )


def test_a_missing_section_goes_where_the_template_has_it(folder: Path) -> None:
    text = "投诉人:\n  姓名: 某某\n# 备注\n\n## 请求\n请求:\n# - 例\n\n## 更正\n更正:\n"
    order = changed(folder, text, field("order", "CM1"))
    assert order == text.replace("# 备注\n", "# 备注\n\n订单: CM1\n")
    mask = DrawnMask(CHAT, 1, Box(60, 200, 480, 260))
    masks = changed(folder, text, lambda place: editing.add_item(place, "masks", mask))
    rows = '\n遮盖:\n  - 文件: "聊天.png"\n    页: 1\n    区域: [60, 200, 480, 260]\n'
    assert masks == text.replace("# - 例\n", f"# - 例\n{rows}")
    assert changed(folder, masks, lambda place: editing.remove_item(place, "masks", mask)) == text
    dense = "订单: 1\n# 说的是请求\n请求:\n"
    assert changed(folder, dense, field("account", "一")) == dense + "我的陈述: 一\n"
    assert changed(folder, "订单: 1\n# 说的是更正\n更正:\n", field("account", "一")) == (
        "订单: 1\n我的陈述: 一\n# 说的是更正\n更正:\n"
    )


def test_items_are_written_as_in_the_template(folder: Path) -> None:
    def add(folder: Path) -> None:
        editing.add_item(folder, "claims", Claim(ClaimKind.REFUND, "退还该订单已付款项", Decimal(128)))
        editing.add_item(folder, "claims", Claim(ClaimKind.OTHER, "一\n二"))
        editing.add_item(folder, "corrections", Correction(CHAT, 1, FactKind.AMOUNT, "9"))
        editing.add_item(folder, "exclude", Exclusion(CHAT))
        product = Addition(CHAT, 2, Box(1, 2, 3, 4), "某商品", FactKind.PRODUCT)
        editing.add_item(folder, "additions", product)

    assert changed(folder, "请求:\n# - 例\n\n排除:\n更正: # 下\n补充:\n", add) == (
        "请求:\n- 类型: 退款\n  内容: 退还该订单已付款项\n  金额: 128.00\n"
        "- 类型: 其他\n  内容: |-\n    一\n    二\n# - 例\n\n"
        '排除:\n- 文件: "聊天.png"\n'
        '更正: # 下\n- 文件: "聊天.png"\n  页: 1\n  项目: 金额\n  原读: "9"\n  改为:\n'
        '补充:\n- 文件: "聊天.png"\n  页: 2\n  区域: [1, 2, 3, 4]\n  项目: 商品\n  内容: 某商品\n'
    )


def test_an_item_keeps_what_does_not_change(folder: Path) -> None:
    text = "请求:\n  # 上\n  - 金额: 1 # 元\n    # 中\n    类型: 赔偿  # 一\n    说明: '赔偿'\n  # 下\n  - 退款\n"
    new = Claim(ClaimKind.REFUND, "赔偿", Decimal("2.50"))
    assert changed(folder, text, lambda place: editing.replace_item(place, "claims", DAMAGES, new)) == (
        "请求:\n  # 上\n  - 金额: 2.50 # 元\n    # 中\n    类型: 退款  # 一\n    说明: '赔偿'\n  # 下\n  - 退款\n"
    )
    bare = Claim(text="退款")
    fuller = Claim(ClaimKind.REFUND, "退款", Decimal("9.00"))
    assert changed(folder, text, lambda place: editing.replace_item(place, "claims", bare, fuller)) == (
        text.replace("- 退款\n", "- 类型: 退款\n    内容: 退款\n    金额: 9.00\n")
    )
    reason = "排除:\n- {文件: 聊天.png} # 私\n- 文件: 订单 页.png # 二\n"

    def explain(folder: Path) -> None:
        editing.replace_item(folder, "exclude", Exclusion(CHAT), Exclusion(CHAT, "无关"))
        editing.replace_item(folder, "exclude", Exclusion(ORDER), Exclusion(ORDER, "无关"))

    assert changed(folder, reason, explain) == (
        '排除:\n- 文件: "聊天.png"\n  原因: 无关 # 私\n- 文件: 订单 页.png # 二\n  原因: 无关\n'
    )


def test_one_word_in_the_place_of_a_list(folder: Path) -> None:
    text = "排除: 聊天.png # 私\n订单: 1\n"
    more = Exclusion(ORDER, "无关")
    assert changed(folder, text, lambda place: editing.add_item(place, "exclude", more)) == (
        '排除:\n- 聊天.png # 私\n- 文件: "订单 页.png"\n  原因: 无关\n订单: 1\n'
    )
    assert changed(folder, text, lambda place: editing.remove_item(place, "exclude", Exclusion(CHAT))) == (
        "排除:\n订单: 1\n"
    )


def test_of_two_items_that_are_the_same_the_later_goes(folder: Path) -> None:
    text = "排除:\n- 聊天.png # 一\n- 聊天.png # 二\n"
    left = changed(folder, text, lambda place: editing.remove_item(place, "exclude", Exclusion(CHAT)))
    assert left == "排除:\n- 聊天.png # 一\n"


def test_entries(folder: Path) -> None:
    def say(folder: Path) -> None:
        editing.set_entry(folder, "roles", CHAT, "chat")
        editing.set_entry(folder, "orders", CHAT, "0012")
        editing.set_entry(folder, "orders", ORDER, "CM: 1")
        editing.set_entry(folder, "orders", ORDER, "CM2", "CM: 1")

    text = "文件类型:\n#   例: 聊天\n所属订单:\n    聊天.PNG: 1 # 第一个\n    订单 页.png:\n"
    after = changed(folder, text, say)
    assert after == (
        '文件类型:\n  "聊天.png": 聊天\n#   例: 聊天\n所属订单:\n    聊天.PNG: 0012 # 第一个\n    订单 页.png: CM2\n'
    )
    assert casefile.load(folder).roles == {CHAT: Role.CHAT}
    gone = changed(folder, after, lambda place: editing.set_entry(place, "orders", CHAT, None, "0012"))
    assert gone == after.replace("    聊天.PNG: 0012 # 第一个\n", "")


UNTOUCHABLE: dict[str, tuple[str, Callable[[Path], None]]] = {
    "all in braces": ("{订单: CM1}\n", field("order", "1")),
    "a section in braces": ("投诉人: {姓名: 某}\n", field("complainant.name", "某某")),
    "a list in brackets": (
        "排除: [聊天.png]\n",
        lambda place: editing.add_item(place, "exclude", Exclusion(ORDER)),
    ),
    "an item in place of a list": (
        "排除:\n  文件: 聊天.png\n",
        lambda place: editing.remove_item(place, "exclude", Exclusion(CHAT)),
    ),
    "entries in braces": (
        "文件类型: {聊天.png: 聊天}\n",
        lambda place: editing.set_entry(place, "roles", CHAT, ""),
    ),
    "behind the end": ("更正:\n...\n", field("account", "一")),
    "a key without a colon": ("? 订单\n", field("order", "1")),
    "numbers in rows": (
        "遮盖:\n- 文件: 聊天.png\n  页: 1\n  区域:\n  - 1\n  - 2\n  - 3\n  - 4\n",
        lambda place: editing.replace_item(
            place, "masks", DrawnMask(CHAT, 1, Box(1, 2, 3, 4)), DrawnMask(CHAT, 1, Box(1, 2, 3, 5))
        ),
    ),
}


@pytest.mark.parametrize("name", UNTOUCHABLE)
def test_what_cannot_be_changed_safely_is_left_alone(folder: Path, name: str) -> None:
    text, change = UNTOUCHABLE[name]
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    casefile.load(folder)
    with pytest.raises(NotEditableError):
        change(folder)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "text", ["投诉人: &a\n  姓名: 某\n", "投诉人：\n", "投诉人:\n\t姓名: 某\n", "订单: 1\n订单: 2\n"]
)
def test_a_file_with_mistakes_is_told_and_left_alone(folder: Path, text: str) -> None:
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError):
        editing.set_field(folder, "account", "一")
    assert (folder / "case.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (field("known_since", "明天"), "“得知日期”应为日期，例如 2024-05-12，现在是“明天”。"),
        (field("reply_by", "2024-02-30"), "“答复期限”应为日期，例如 2024-05-12，现在是“2024-02-30”。"),
        (field("minor", "也许"), "“买家未成年”应写“是”或“否”，现在是“也许”。"),
        (field("complainant.name", "一\n二"), "“姓名”的内容应写在一行内，现在是“一 二”。"),
        (field("account", "一\x07"), "“我的陈述”里有看不见的控制字符，请删去重写。"),
        (field("account", "一\x85二"), "“我的陈述”里有看不见的控制字符，请删去重写。"),
        (field("account", "\ud83d"), "“我的陈述”里有看不见的控制字符，请删去重写。"),
        (field("account", "一\uffff"), "“我的陈述”里有看不见的控制字符，请删去重写。"),
        (field("account", "一" * 90_000), "文件应小于 256 KB。"),
        (lambda place: editing.add_item(place, "claims", Claim()), "这一条“请求”应写明类型或内容。"),
        (
            lambda place: editing.add_item(place, "claims", Claim(text="一", amount=Decimal("1.005"))),
            "“金额”应为数字，例如 128.00，现在是“1.005”。",
        ),
        (
            lambda place: editing.add_item(place, "exclude", Exclusion("聊天2.png")),
            "“文件”应为文件夹里的文件，您要写的可能是“聊天.png”，现在是“聊天2.png”。",
        ),
        (
            lambda place: editing.set_entry(place, "dates", CHAT, "昨天"),
            "“聊天.png”应为日期，例如 2024-05-12，现在是“昨天”。",
        ),
        (
            lambda place: editing.set_entry(place, "roles", "../聊天.png", None),
            "“文件类型”应为文件夹里的文件名，不能是别处的路径，现在是“../聊天.png”。",
        ),
    ],
)
def test_what_the_file_may_not_say_is_refused_in_words(
    folder: Path, change: Callable[[Path], None], message: str
) -> None:
    text = "# 无\n订单: 1\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NotAcceptedError) as caught:
        change(folder)
    assert caught.value.message() == message
    assert caught.value.message("en")
    assert caught.value.message("en") != message
    assert (folder / "case.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("change", "now"),
    [
        (field("order", "CM2", "CM0"), "CM1"),
        (field("order", "CM2", ""), "CM1"),
        (field("purpose", "自用", ""), "转售"),
        (field("purpose", "自用", "不知道"), "转售"),
        (field("known_since", "", "2024-05-13"), "2024-05-12"),
        (field("minor", "是", "否"), ""),
        (lambda place: editing.set_entry(place, "roles", CHAT, "规则", ""), "聊天"),
        (lambda place: editing.set_entry(place, "roles", CHAT, "", "规则"), "聊天"),
        (lambda place: editing.remove_item(place, "exclude", Exclusion(CHAT, "无关")), ""),
        (
            lambda place: editing.replace_item(
                place, "exclude", Exclusion(CHAT, "无关"), Exclusion(CHAT, "私")
            ),
            "",
        ),
    ],
)
def test_what_somebody_else_changed_is_not_written_over(
    folder: Path, change: Callable[[Path], None], now: str
) -> None:
    text = "订单: CM1\n用途: 代理\n得知日期: 2024/5/12\n文件类型:\n  聊天.png: 聊天\n排除: [聊天.png]\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ChangedError) as caught:
        change(folder)
    assert caught.value.now == now
    assert (folder / "case.yaml").read_text(encoding="utf-8") == text


def test_what_stood_there_may_be_seen_in_other_words(folder: Path) -> None:
    text = "订单: ＣＭ1 \n得知日期: 2024/5/12\n我的陈述: |\n  一\n\n     二 \n\n"

    def change(folder: Path) -> None:
        editing.set_field(folder, "order", "CM2", " CM1")
        editing.set_field(folder, "known_since", "2024-05-13", "2024年5月12日")
        editing.set_field(folder, "account", "三", "一\r\n\r\n   二")
        editing.set_field(folder, "order", "CM2", "CM1")  # sent twice: it says so already

    assert changed(folder, text, change) == "订单: CM2 \n得知日期: 2024-05-13\n我的陈述: |\n  三 \n\n"


def test_the_file_is_made_only_for_something_to_write(folder: Path) -> None:
    editing.set_field(folder, "order", " ", "")
    editing.set_entry(folder, "roles", CHAT, None)
    for change in (field("minor", "也许"), field("order", "CM2", "CM1")):
        with pytest.raises((NotAcceptedError, ChangedError)):
            change(folder)
    assert not (folder / "case.yaml").exists()
    editing.set_field(folder, "order", "CM1", "")
    assert "\n订单: CM1\n" in (folder / "case.yaml").read_text(encoding="utf-8")
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    "name", ["", "limits", "claims", "complainant", "complainant.age", "order.x", "__class__"]
)
def test_only_fields_of_the_model_have_names(folder: Path, name: str) -> None:
    with pytest.raises(KeyError):
        editing.set_field(folder, name, "1")
    with pytest.raises(KeyError):
        editing.set_entry(folder, name, CHAT, "1")
    with pytest.raises(KeyError):
        editing.add_item(folder, "roles", Exclusion(CHAT))
    assert not (folder / "case.yaml").exists()


def test_a_link_is_not_replaced_by_a_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    real = tmp_path_factory.mktemp("elsewhere") / "mine.yaml"
    (folder / "case.yaml").symlink_to(real)
    for _ in range(2):  # a dead link first
        with pytest.raises(NotEditableError):
            editing.set_field(folder, "order", "CM1")
        real.write_text("订单: CM0\n", encoding="utf-8")
    assert real.read_text(encoding="utf-8") == "订单: CM0\n"


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "case.yaml")
    with pytest.raises(OSError, match=r"case\.yaml"):
        editing.set_field(folder, "order", "CM1")


def test_what_another_program_saves_meanwhile_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "case.yaml"
    path.write_text("订单: CM1\n", encoding="utf-8")
    swap = saving._swap
    meanwhile = ["订单: CM1 # 一\n", "订单: CM3\n"]

    def interrupted(place: Path, old: bytes, new: bytes) -> bool:
        if meanwhile:
            path.write_text(meanwhile.pop(0), encoding="utf-8")
        return swap(place, old, new)

    monkeypatch.setattr(saving, "_swap", interrupted)
    with pytest.raises(ChangedError) as caught:
        editing.set_field(folder, "order", "CM2", "CM1")
    assert caught.value.now == "CM3"
    assert path.read_text(encoding="utf-8") == "订单: CM3\n"
    editing.set_field(folder, "order", "CM2", "CM3")
    assert path.read_text(encoding="utf-8") == "订单: CM2\n"


def test_a_long_account_stands_in_rows(folder: Path) -> None:
    rows = [f"第 {number} 行：某某说“不退”。" for number in range(4000)]
    text = changed(folder, "我的陈述: |\n\n# 尾\n", field("account", "\r\n".join(rows)))
    assert text == "我的陈述: |\n" + "".join(f"  {row}\n" for row in rows) + "\n# 尾\n"
    assert casefile.load(folder).account == "\n".join(rows)
