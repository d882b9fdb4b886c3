"""What a buyer writes in case.yaml arrives exactly, and nothing else does."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import casefile
from dossier.casefile import (
    CaseFile,
    CaseFileError,
    Claim,
    ClaimKind,
    Correction,
    Exclusion,
    Party,
    Respondent,
    schema,
)
from dossier.casefile.paths import Folder
from dossier.forms import tree
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.forms.tree import LARGEST
from dossier.model import FactKind, Role

FULL = """\
投诉人:
  姓名: 某某
  电话: 138****0000
  地址: "某省某市某路1号 #302"
  身份证号: 110101********001X
  邮箱: moumou@example.com
被投诉人:
  名称: 某某数码
  统一社会信用代码: 91000000XXXXXXXXXX
  地址: 某市某区
  电话: 010-0000
  网站: https://shop.example/a?b=1#c
  平台: 某某卡盟
订单: CM20240512001
请求:
  - 类型: 退款
    内容: 退还已付款项
    金额: 128
  - 请求书面说明理由
我的陈述: |
  我付款后两分钟申请取消。
  客服说：不行。
已向其他机构投诉: 没有
协商情况: 已与客服协商，未果
附件说明: 原图保存在手机里
文件类型:
  chat.png: 聊天
排除:
  - 文件: sub/私人.png
    原因: 与本案无关
  - bill.csv
文件所属订单:
  chat.png: "0012"
聊天日期:
  chat.png: 2024年5月12日
更正:
  - 文件: chat.png
    页: 1
    项目: 工号
    原读: 1O24
    改为: 1024
  - 文件: chat.png
    页: 2
    项目: 金额
    原读: 12800
    改为:
"""

EXPECTED = CaseFile(
    complainant=Party(
        name="某某",
        phone="138****0000",
        address="某省某市某路1号 #302",
        id_number="110101********001X",
        email="moumou@example.com",
    ),
    respondent=Respondent(
        name="某某数码",
        credit_code="91000000XXXXXXXXXX",
        address="某市某区",
        phone="010-0000",
        website="https://shop.example/a?b=1#c",
        platform="某某卡盟",
    ),
    order="CM20240512001",
    claims=(
        Claim(ClaimKind.REFUND, "退还已付款项", Decimal("128.00")),
        Claim(ClaimKind.OTHER, "请求书面说明理由"),
    ),
    account="我付款后两分钟申请取消。\n客服说：不行。",
    filed_elsewhere="没有",
    negotiated="已与客服协商，未果",
    attachments="原图保存在手机里",
    roles={"chat.png": Role.CHAT},
    exclude=(Exclusion("sub/私人.png", "与本案无关"), Exclusion("bill.csv")),
    orders={"chat.png": "0012"},
    dates={"chat.png": date(2024, 5, 12)},
    corrections=(
        Correction("chat.png", 1, FactKind.AGENT_ID, "1O24", "1024"),
        Correction("chat.png", 2, FactKind.AMOUNT, "12800", None),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name in ("chat.png", "bill.csv", "sub/私人.png"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def read(folder: Path, text: str | bytes) -> CaseFile:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "case.yaml").write_bytes(data)
    return casefile.load(folder)


def fails(folder: Path, text: str | bytes) -> CaseFileError:
    with pytest.raises(CaseFileError) as caught:
        read(folder, text)
    return caught.value


def test_every_field_arrives(folder: Path) -> None:
    found = read(folder, FULL)
    assert found == EXPECTED
    assert [correction.line for correction in found.corrections] == [37, 42]


def test_english_keys_mean_the_same(folder: Path) -> None:
    text = """\
complainant: {name: 某某, phone: 138****0000, id_number: 1, email: a@example.com, address: x}
respondent: {name: a, credit_code: b, address: c, phone: d, website: e, platform: f}
order: CM1
claims: [{kind: refund, text: back, amount: 1.5}]
account: story
filed_elsewhere: none
negotiated: "no"
attachments: two
roles: {chat.png: chat}
exclude: [{file: bill.csv, reason: r}]
orders: {chat.png: CM1}
dates: {chat.png: 2024-05-12}
corrections: [{file: chat.png, page: 1, kind: agent_id, was: a, value: b}]
"""
    found = read(folder, text)
    assert found.complainant == Party("某某", "138****0000", "x", "1", "a@example.com")
    assert found.respondent == Respondent("a", "b", "c", "d", "e", "f")
    assert found.claims == (Claim(ClaimKind.REFUND, "back", Decimal("1.50")),)
    assert (found.account, found.filed_elsewhere, found.negotiated, found.attachments) == (
        "story",
        "none",
        "no",
        "two",
    )
    assert found.roles == {"chat.png": Role.CHAT}
    assert found.exclude == (Exclusion("bill.csv", "r"),)
    assert found.dates == {"chat.png": date(2024, 5, 12)}
    assert found.corrections == (Correction("chat.png", 1, FactKind.AGENT_ID, "a", "b"),)


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "投诉人:\n  姓名:\n请求:\n排除:\n", "---\n", "{}"])
def test_nothing_told_is_an_empty_case(folder: Path, text: str) -> None:
    assert read(folder, text) == CaseFile()


def test_no_file_and_no_folder_are_an_empty_case(tmp_path: Path) -> None:
    assert casefile.load(tmp_path) == CaseFile()
    assert casefile.load(tmp_path / "nowhere") == CaseFile()


@pytest.mark.parametrize(
    "written",
    ["13800000000", "00123", "0o17", "0x1F", "1e5", "1_000", "12:30:45", "2024-05-12", "1.10", "yes", "NaN"],
)
def test_scalars_keep_their_exact_text(folder: Path, written: str) -> None:
    assert read(folder, f"订单: {written}\n").order == written


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("128", "128.00"),
        ("128.00", "128.00"),
        ("0.1", "0.10"),
        ("¥128.5", "128.50"),
        ("￥128.50", "128.50"),
        ("１２８．００", "128.00"),
        ("1,280.00元", "1280.00"),
        ("1，280 元", "1280.00"),
        ("人民币 99.99", "99.99"),
        ('"128.00"', "128.00"),
        ("0010", "10.00"),
    ],
)
def test_amounts_are_exact(folder: Path, written: str, amount: str) -> None:
    found = read(folder, f"请求:\n- 类型: 退款\n  金额: {written}\n").claims[0].amount
    assert found == Decimal(amount)
    assert str(found) == amount


@pytest.mark.parametrize(
    "written", ["一百多", "128.005", "-5", "1e2", "12,80", "约128", "128-130", "1280,00", "NaN", "1" * 13]
)
def test_what_is_no_amount_is_told(folder: Path, written: str) -> None:
    error = fails(folder, f"订单: 1\n请求:\n- 类型: 退款\n  金额: {written}\n")
    assert (error.line, error.expected, error.found) == (4, "casefile.expected.amount", written)


def test_the_message_names_file_line_and_both_sides(folder: Path) -> None:
    error = fails(folder, "\n" * 9 + "请求:\n- 类型: 退款\n  金额: 一百多\n")
    assert error.message("zh") == "case.yaml 第 12 行：“金额”应为数字，例如 128.00，现在是“一百多”。"
    assert (
        error.message("en") == 'case.yaml line 12: "金额" should be a number such as 128.00; found "一百多".'
    )


@pytest.mark.parametrize(
    "written", ["2024-05-12", "2024/5/12", "2024.5.12", "２０２４-05-12", "2024年05月12日"]
)
def test_days(folder: Path, written: str) -> None:
    assert read(folder, f"聊天日期:\n  chat.png: {written}\n").dates == {"chat.png": date(2024, 5, 12)}


@pytest.mark.parametrize("written", ["2024-02-30", "5月12日", "24-05-12", "昨天", "2024-13-01"])
def test_what_is_no_day_is_told(folder: Path, written: str) -> None:
    assert fails(folder, f"聊天日期:\n  chat.png: {written}\n").expected == "casefile.expected.day"


def test_all_mistakes_are_told_at_once_in_order(folder: Path) -> None:
    text = (
        "请求:\n- 类型: 退宽\n  金额: x\n- 内容: 好\n  内荣: 坏\n"
        "投诉人:\n  名子: a\n更正:\n- 文件: chat.png\n"
    )
    error = fails(folder, text)
    assert [(m.line, m.expected.rpartition(".")[2], m.hint) for m in error.mistakes] == [
        (2, "claim", ""),
        (3, "amount", ""),
        (5, "near-key", "内容"),
        (7, "near-key", "姓名"),
        (9, "field", "页"),
        (9, "field", "项目"),
        (9, "field", "原读"),
        (9, "field", "改为"),
    ]
    assert len(error.message("zh").splitlines()) == 8


def test_an_unknown_key_without_a_near_one_lists_what_may_stand(folder: Path) -> None:
    error = fails(folder, "投诉人:\n  qq: 1\n")
    assert error.mistakes[0].expected == "casefile.expected.known-key"
    assert error.mistakes[0].hint == "姓名、电话、地址、身份证号、邮箱"


def test_a_key_stands_once_even_in_two_languages(folder: Path) -> None:
    error = fails(folder, "订单: 1\norder: 2\n")
    assert (error.line, error.expected, error.mistakes[0].hint) == (2, "casefile.expected.once", "1")


@pytest.mark.parametrize("written", ["chat.png", "./chat.png", "CHAT.PNG", '".\\\\chat.png"'])
def test_a_file_is_found_however_it_is_spelled(folder: Path, written: str) -> None:
    assert read(folder, f"排除: [{written}]\n").exclude == (Exclusion("chat.png"),)


def test_a_path_below_and_inside_a_file_is_found(folder: Path) -> None:
    text = '排除:\n- "sub\\\\私人.png"\n- bill.csv/附件.png\n'
    assert [one.file for one in read(folder, text).exclude] == ["sub/私人.png", "bill.csv/附件.png"]


def test_a_mistyped_file_is_told_and_not_passed_over(folder: Path) -> None:
    error = fails(folder, "排除:\n- 私人.png\n- chta.png\n")
    assert [(m.line, m.expected, m.hint) for m in error.mistakes] == [
        (2, "casefile.expected.file", "sub/私人.png"),
        (3, "casefile.expected.file", "chat.png"),
    ]


@pytest.mark.parametrize("written", ["../a.png", "/etc/passwd", "C:\\a.png", "sub/../../x", "."])
def test_paths_do_not_leave_the_folder(folder: Path, written: str) -> None:
    assert fails(folder, f"排除:\n- '{written}'\n").expected == "casefile.expected.inside"


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "一", "10000"])
def test_pages_are_whole_and_from_one(folder: Path, page: str) -> None:
    text = f"更正:\n- {{文件: chat.png, 页: {page}, 项目: 工号, 原读: a, 改为: b}}\n"
    assert fails(folder, text).expected == "casefile.expected.number"


def test_a_correction_without_a_new_value_must_say_so(folder: Path) -> None:
    text = "更正:\n- {文件: chat.png, 页: 1, 项目: 工号, 原读: a}\n"
    assert fails(folder, text).mistakes[0].hint == "改为"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_notepad_may_have_written_it(folder: Path, encoding: str) -> None:
    text = FULL.replace("\n", "\r\n")
    assert read(folder, text.encode(encoding)) == EXPECTED


def test_bytes_that_are_no_text_are_told(folder: Path) -> None:
    error = fails(folder, b"\xff\xff\x80")
    assert (error.line, error.expected) == (0, "casefile.expected.encoding")
    assert error.message("zh").startswith("case.yaml：文件应保存为 UTF-8 编码")


def test_a_file_too_large_is_refused_unread(folder: Path) -> None:
    assert fails(folder, b"#" * (LARGEST + 1)).expected == "casefile.expected.size"
    assert read(folder, b"#" * LARGEST) == CaseFile()


def test_alias_bombs_and_deep_nests_are_refused(folder: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a, *a]\n" for n in "bcdefgh")
    assert fails(folder, bomb).expected == "casefile.expected.quoted"
    assert fails(folder, "订单: " + "[" * 50_000).expected == "casefile.expected.shallow"


def test_tags_make_nothing(folder: Path) -> None:
    assert fails(folder, "订单: !!python/object/apply:os.system [x]\n").expected == "casefile.expected.quoted"


def test_control_characters_do_not_reach_the_packet(folder: Path) -> None:
    assert fails(folder, '投诉人:\n  姓名: "某\\u0007某"\n').expected == "casefile.expected.visible"
    assert fails(folder, "订单: 1\n投诉人:\n  姓名: 某\x01某\n").line == 3


def test_a_folder_named_like_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").mkdir()
    with pytest.raises(CaseFileError) as caught:
        casefile.load(tmp_path)
    assert caught.value.expected == "casefile.expected.readable"


def test_every_role_claim_and_kind_can_be_named() -> None:
    assert set(schema.ROLES) == set(Role)
    assert set(schema.CLAIMS) == set(ClaimKind)
    assert set(schema.KINDS) == set(FactKind)
    for table in (schema.ROLES, schema.CLAIMS, schema.KINDS):
        spellings = [name for names in table.values() for name in names]
        assert len(spellings) == len(set(spellings))
        assert all(str(value) in names for value, names in table.items())


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_broken_file_is_told_and_never_crashes(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 12)))
    told: tuple[Mistake, ...] = ()
    junk = data.draw(st.text("姓名:： \t\n-'\"[]{}#&*!|>%@`,?1\u3000\x00", max_size=6))
    try:
        root = tree.parse(FULL[:start] + junk + FULL[end:])
        if root is not None:
            schema.schema(Folder(Path(__file__).parent))(root, "case.yaml")
    except MistakesError as error:
        told = error.mistakes
    assert all(mistake.message(lang) for mistake in told for lang in ("zh", "en"))


def test_the_case_file_is_frozen(folder: Path) -> None:
    found = read(folder, FULL)
    with pytest.raises(TypeError):
        found.roles["chat.png"] = Role.OTHER  # type: ignore[index]


def test_words_that_yaml_folds_are_read_as_one_line(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("我的陈述: >\n  第一行\n  第二行\n\n  第三行\n", encoding="utf-8")
    assert casefile.load(tmp_path).account == "第一行 第二行\n第三行\n".rstrip("\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_its_place_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    with pytest.raises(casefile.CaseFileError):
        casefile.load(tmp_path)
