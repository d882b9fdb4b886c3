"""The slips people make in YAML are named as such, in the line where they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier import casefile, words
from dossier.casefile import CaseFileError

# text of case.yaml, line of the slip, what is said to be expected, what is named in the message
SLIPS = {
    "full-width colon after a heading": ("投诉人：\n  姓名: a\n", 1, "narrow-colon", "投诉人"),
    "full-width colons throughout": ("投诉人:\n  姓名：某某\n  电话：138\n", 2, "narrow-colon", "姓名"),
    "full-width colon between others": (
        "投诉人:\n  姓名: 某某\n  电话：138\n  地址: x\n",
        3,
        "narrow-colon",
        "电话",
    ),
    "full-width colon last": ("投诉人:\n  姓名: 某某\n  电话：138\n", 3, "narrow-colon", "电话"),
    "full-width colon before a list": ("订单: 1\n请求：\n  - 类型: 退款\n", 2, "narrow-colon", "请求"),
    "full-width colon first in an item": ("请求:\n  - 类型：退款\n    金额: 1\n", 2, "narrow-colon", "类型"),
    "full-width colon only in an item": ("请求:\n  - 类型：退款\n", 2, "narrow-colon", "类型"),
    "full-width colon on one line": ("投诉人：某某\n", 1, "narrow-colon", "投诉人"),
    "full-width colon, indented too far": ("投诉人:\n  姓名: 某\n    电话：138\n", 3, "narrow-colon", "电话"),
    "no blank after the colon": ("投诉人:\n  姓名:某某\n  电话: 138\n", 2, "blank-after-colon", "姓名"),
    "no blank at the top": ("订单:CM1\n请求:\n  - x\n", 1, "blank-after-colon", "订单"),
    "no blank before an address": (
        "被投诉人:\n  名称: 某\n  网站:https://a.example\n  电话: 1\n",
        3,
        "blank-after-colon",
        "网站",
    ),
    "no blank in the only field": ("请求:\n- 类型:退款\n", 2, "blank-after-colon", "类型"),
    "no blank after the dash": ("请求:\n  -类型: 退款\n", 2, "blank-after-dash", "-类型"),
    "no blank after the dash of a text": ("请求:\n  -退款\n", 2, "blank-after-dash", "-退款"),
    "tab": ("投诉人:\n\t姓名: 某某\n", 2, "no-tab", ""),
    "tab after blanks": ("投诉人:\n  姓名: 某\n  \t电话: 13\n", 3, "no-tab", ""),
    "tab after the colon": ("订单:\tCM1\n", 1, "no-tab", ""),
    "full-width blanks": ("投诉人:\n　　姓名: 某某\n", 2, "narrow-blank", ""),
    "indented too far": ("投诉人:\n  姓名: a\n   电话: b\n", 3, "indentation", "电话"),
    "indented too little": ("投诉人:\n  姓名: a\n 电话: b\n", 3, "indentation", "电话"),
    "colon in a text": ("订单: 1\n我的陈述: 我说: 取消\n", 2, "quoted-colon", "我说"),
    "quote left open": ('我的陈述: "我说\n订单: a\n', 1, "closing-quote", "我说"),
    "masked name taken for an alias": ("投诉人:\n  姓名: *某某\n", 2, "quoted", "*某某"),
    "name taken for an anchor": ("投诉人:\n  姓名: &某某\n", 2, "quoted", "&某某"),
    "name taken for a tag": ("投诉人:\n  姓名: !某某\n", 2, "quoted", "!某某"),
    "forbidden first sign": ("投诉人:\n  姓名: @某某\n", 2, "quoted", "@某某"),
    "bracket left open": ("请求: [1,2\n订单: 3\n", 1, "bracket", "[1,2"),
    "bracketed word": ("投诉人:\n  姓名: [图片]\n", 2, "text", "姓名"),
    "text where fields belong": ("投诉人: 某某\n", 1, "fields", "投诉人"),
    "list at the top": ("- a\n", 1, "fields", ""),
    "account not indented": ("我的陈述: |\n我买了东西\n订单: 1\n", 2, "colon", "我买了东西"),
    "list as a key": ("? [a]\n: b\n", 1, "key", ""),
    "two documents": ("订单: 1\n---\n订单: 2\n", 2, "yaml", "---"),
    "empty needed value": ("更正:\n- {文件: a.png, 页: , 项目: 工号, 原读: a, 改为: b}\n", 2, "filled", "页"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_are_named(tmp_path: Path, slip: str) -> None:
    text, line, expected, named = SLIPS[slip]
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError) as caught:
        casefile.load(tmp_path)
    error = caught.value
    assert (error.line, error.expected) == (line, f"casefile.expected.{expected}")
    for lang in ("zh", "en"):
        assert named in error.message(lang)


@pytest.mark.parametrize(
    "text",
    [
        "我的陈述: 客服说：不能取消\n",
        "我的陈述: |\n  姓名：某某\n  \t缩进\n  　　全角\n  网址:http://a.example\n",
        "我的陈述: 我在 14:03:20 付款\n",
        "请求:\n- 请求对方说明：为何收取手续费\n",
        "被投诉人:\n  网站: https://a.example:8080/x\n",
        '投诉人:\n  姓名: "*某某"\n',
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    casefile.load(tmp_path)


def test_every_expectation_named_in_code_has_words_in_both_languages() -> None:
    package = Path(casefile.__file__).parent.parent
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("casefile", "forms", "policies")
        for path in (package / folder).glob("*.py")
    )
    hints = (package / "forms" / "hints.py").read_text(encoding="utf-8")
    used = set(re.findall(r'"((?:casefile|policies)\.expected\.[a-z-]+)"', source))
    used |= {f"casefile.expected.{name}" for name in re.findall(r'\("([a-z-]+)", (?:True|False)\)', hints)}
    assert len(used) > 35
    for lang in ("zh", "en"):
        known = {key for key in words.keys(lang) if re.match(r"(casefile|policies)\.expected\.", key)}
        assert known == used
