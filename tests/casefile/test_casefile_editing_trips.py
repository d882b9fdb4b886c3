"""A change of ``case.yaml`` says what it should and nothing else, and taken back it has never been."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier import casefile
from dossier.casefile import editing
from dossier.casefile.model import (
    Addition,
    Claim,
    ClaimKind,
    Correction,
    DrawnMask,
    Exclusion,
    PageCategory,
    Purpose,
    Release,
    ReportedPage,
)
from dossier.model import Box, FactKind

MANY = 40
CHAT, ORDER = "聊天 #1.png", "某某's 订单.png"

LINES = (
    "complainant.name",
    "complainant.address",
    "respondent.name",
    "respondent.platform",
)
TEXTS = ("account", "filed_elsewhere", "negotiated", "attachments")
WORDS = {
    "complainant.phone": "138****0000",
    "complainant.id_number": "0012",
    "complainant.email": "a@example.com",
    "respondent.credit_code": "1.50",
    "respondent.website": "https://example.com/?a=1#b",
    "order": "CM1: #2",
    "purpose": "转售",
    "minor": "否",
    "known_since": "2024-05-12",
    "reply_by": "2024-05-20",
    "forbidden_goods": "是",
    "keep_card_keys": "是",
}

# Everything that means something to YAML, to an editor or to a terminal.
NASTY = st.text(
    st.one_of(
        st.sampled_from(
            ":#-|>'\"\\{}[]&*!%@`~?,=. \t\n　 ：，。某订退😀\u200d\u200e\u202e\u2028\ufeff\xa0\u0301"
        ),
        st.sampled_from(["a", "1", "é", "Ａ", "<", "$"]),
    ),
    max_size=30,
) | st.sampled_from(
    [
        *[
            "~",
            "null",
            "---",
            "...",
            "-a",
            "-",
            "|",
            ">-",
            "'",
            '"',
            "''",
            "\\",
            "a\\",
            "yes",
            "0x1F",
            "1_000",
            "a:",
            "类型：退款",
            "类型:退款",
            "{{x}}",
            "{%if%}",
            "#a",
            "|a",
            "?",
        ],
        *("--- a", "- a", "a: b", "a #b", "# a", '"a" b', "%YAML 1.2", "? a", "a\n\n\nb", "a\n  b\n c"),
        *("a\n---\nb", "a\n# b", "a\n...", "a \n b", "a\n\tb", "一：\n  - 二\n三: 四"),
    ]
)

ROWS = {
    "投诉人": (
        "投诉人:\n  姓名:\n  电话: 138****0000 # 手机\n  # 住处\n  地址: 某市\n  身份证号:\n  邮箱:\n",
        "投诉人:\n",
    ),
    "被投诉人": (
        "被投诉人:\n    名称: \n    # 无\n",
        "respondent:\n  平台: 某平台\n  name: 某店\n",
        "被投诉人: # 见页面\n",
    ),
    "订单": ("订单:\n", "order: CM9 # 备注\n", "订单号:  CM8\n", "订单: \n"),
    "请求": (
        "请求:\n# - 类型: 退款\n#   金额: 1\n",
        "诉求:\n- 退款\n\n# 间\n- 类型: 退款 # 一\n  金额: 12\n",
        "请求:\n  - 内容: |\n      一\n\n      二\n    类型: 其他\n  # 后\n",
        "请求:",
    ),
    "我的陈述": (
        "我的陈述: |\n",
        "我的陈述:\n",
        "陈述: | # 从头\n    一\n\n      二\n",
        "我的陈述: 一句话。\n",
    ),
    "协商情况": ("协商情况:\n", "协商情况: |-\n  一\n  二\n", "negotiated: 无  # 无\n"),
    "购买用途": ("购买用途: 自用 # 自己\n", "用途:\n"),
    "买家未成年": ("买家未成年:\n",),
    "表单字数": ("表单字数:\n#   12315:\n#     事实: 500\n",),
    "遮盖": ("遮盖:\n", "masks:\n    - {文件: '聊天 #1.png', 页: 1, 区域: [1, 2, 3, 4]} # 甲\n"),
    "文件类型": ("文件类型:\n#   a.png: 聊天\n", '文件类型:\n    "聊天 #1.png": 聊天 # 是\n'),
    "排除": ("排除:\n", "exclude:\n- 某某's 订单.png # 私\n", "排除: # 无\n"),
    "更正": (
        "更正:\n",
        "更正: # 空\n\n",
        "纠正:\n-\n  文件: '聊天 #1.png'\n  页: 1\n  项目: 工号\n  原读: 7\n  改为:\n",
    ),
}
REMARKS = st.sampled_from(["", "\n", "# 说明\n", "\n## 说明\n", "\n\n# - 例\n\n"])


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Files of persons who keep, drop, turn round and remark on what the template has."""
    names = draw(st.lists(st.sampled_from(sorted(ROWS)), unique=True))
    parts = [draw(REMARKS)]
    for name in names:
        row = draw(st.sampled_from(ROWS[name]))
        parts += [row if row.endswith("\n") else row + "\n", draw(REMARKS)]
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    mark, encoding = draw(
        st.sampled_from(
            [
                (b"", "utf-8"),
                (b"\xef\xbb\xbf", "utf-8"),
                (b"\xff\xfe", "utf-16-le"),
                (b"\xfe\xff", "utf-16-be"),
            ]
            + [(b"", "gb18030")] * any(ord(sign) > 127 for sign in text)
        )
    )
    return mark + text.encode(encoding)


@contextmanager
def folder_with(data: bytes | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in (CHAT, ORDER):
            (folder / file).write_bytes(b"x")
        if data is not None:
            (folder / "case.yaml").write_bytes(data)
        yield folder


def said(folder: Path, name: str) -> Any:
    found: Any = casefile.load(folder)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def without(found: Any, name: str) -> Any:
    """All but one field."""
    first, _, rest = name.partition(".")
    inner: Any = getattr(found, first)
    return replace(found, **{first: replace(inner, **{rest: ""}) if rest else None})


def remarks(data: bytes) -> list[str]:
    encoding = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(data[:2], "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return [found[1].rstrip() for found in re.finditer(r"^(?:.*? |\s*)(#+ .*)$", text, re.MULTILINE)]


def is_within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(row in rest for row in few)


def typed_and_back(data: bytes | None, name: str, typed: str) -> None:
    with folder_with(data) as folder:
        path = folder / "case.yaml"
        if data is None:
            casefile.init(folder)
        before: Any = casefile.load(folder)
        old = path.read_bytes()
        shown = {Purpose.OWN: "自用", None: "", False: "", True: "是"}.get(
            said(folder, name), said(folder, name)
        )
        editing.set_field(folder, name, typed, shown)
        assert str(typed).replace("\u2028", "\n").strip() == said(folder, name) or name in WORDS
        assert without(casefile.load(folder), name) == without(before, name)
        assert is_within(remarks(old), remarks(path.read_bytes()))
        editing.set_field(folder, name, shown)
        assert casefile.load(folder) == before
        again = path.read_bytes()
        if again != old:  # then the key was not there, and stays; or the emptied place forgot its manner
            assert shown == "" or not typed.strip()
            assert is_within(remarks(old), remarks(again))
        editing.set_field(folder, name, typed, shown)
        editing.set_field(folder, name, shown)
        assert path.read_bytes() == again


@settings(max_examples=MANY, deadline=None)
@given(documents(), st.sampled_from(TEXTS), NASTY)
@example("我的陈述: |\n\n# 尾\n".encode(), "account", "a\u2028b")
@example("协商情况:".encode(), "negotiated", "a\nb")
def test_any_text(data: bytes, name: str, typed: str) -> None:
    typed_and_back(data, name, typed)


@settings(max_examples=MANY, deadline=None)
@given(documents(), st.sampled_from(LINES), NASTY.filter(lambda text: not {*"\n\u2028"} & {*text.strip()}))
def test_any_line(data: bytes, name: str, typed: str) -> None:
    typed_and_back(data, name, typed)


@settings(max_examples=MANY, deadline=None)
@given(documents(), st.sampled_from(sorted(WORDS)))
def test_any_word(data: bytes, name: str) -> None:
    typed_and_back(data, name, WORDS[name])


@pytest.mark.parametrize("typed", ["某某", '*a: "b" # c', "~", "'"])
@pytest.mark.parametrize("name", [*LINES, *TEXTS])
def test_the_template_is_as_it_was(name: str, typed: str) -> None:
    typed_and_back(None, name, typed)


@pytest.mark.parametrize("name", WORDS)
def test_the_template_is_as_it_was_after_an_answer(name: str) -> None:
    typed_and_back(None, name, WORDS[name])
    with folder_with(None) as folder:
        casefile.init(folder)
        old = (folder / "case.yaml").read_bytes()
        editing.set_field(folder, name, WORDS[name], "")
        assert said(folder, name) not in ("", None, casefile.CaseFile().keep_card_keys) or WORDS[name] == "否"
        editing.set_field(folder, name, "")
        assert (folder / "case.yaml").read_bytes() == old


WORD = NASTY.filter(lambda text: not {*"\n\u2028"} & {*text.strip()}).map(str.strip)
BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.integers(0, 9000)] * 2, *[st.integers(1, 9)] * 2
)
FILES = st.sampled_from([CHAT, ORDER])
PAGES = st.integers(1, 9999)
FULL = WORD.filter(bool)
ITEMS = {
    "claims": st.builds(Claim, st.sampled_from(ClaimKind), NASTY.map(str.strip).filter(bool))
    | st.builds(
        Claim, st.just(ClaimKind.REFUND), st.just(""), st.sampled_from([Decimal("128.00"), Decimal("0.50")])
    ),
    "exclude": st.builds(Exclusion, FILES, WORD),
    "masks": st.builds(DrawnMask, FILES, PAGES, BOXES, WORD),
    "releases": st.builds(Release, FILES, PAGES, FULL),
    "pages": st.builds(
        ReportedPage,
        st.just("https://example.com/a?b=1#c"),
        st.sampled_from(PageCategory),
        FILES,
        NASTY.map(str.strip),
        st.sampled_from(["", "2024-05-12", "2024-05-12 14:03:07"]),
    ),
    "corrections": st.builds(Correction, FILES, PAGES, st.sampled_from(FactKind), FULL, st.none() | FULL),
    "additions": st.builds(
        Addition, FILES, PAGES, BOXES, FULL, st.sampled_from([None, FactKind.PRODUCT]), st.just("")
    ),
}
LISTED = st.sampled_from(sorted(ITEMS)).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(ITEMS[name], min_size=1, max_size=3, unique_by=repr))
)


@settings(max_examples=MANY, deadline=None)
@given(documents(), LISTED, st.randoms(use_true_random=False))
def test_items_put_in_and_taken_out(data: bytes, listed: tuple[str, list[Any]], chance: Any) -> None:
    name, items = listed
    with folder_with(data) as folder:
        path = folder / "case.yaml"
        before: Any = casefile.load(folder)
        for item in items:
            editing.add_item(folder, name, item)
        assert casefile.load(folder) == replace(before, **{name: (*getattr(before, name), *items)})
        assert is_within(remarks(data), remarks(path.read_bytes()))
        chance.shuffle(items)
        for item in items:
            editing.remove_item(folder, name, item)
        assert casefile.load(folder) == before
        assert path.read_bytes() == data


@settings(max_examples=MANY, deadline=None)
@given(documents(), LISTED)
def test_items_exchanged(data: bytes, listed: tuple[str, list[Any]]) -> None:
    name, items = listed
    with folder_with(data) as folder:
        before: Any = casefile.load(folder)
        known = getattr(before, name)
        for number, old in enumerate(known):
            new = items[number % len(items)]
            editing.replace_item(folder, name, old, new)
            known = (*known[:number], new, *known[number + 1 :])
            assert casefile.load(folder) == replace(before, **{name: known})
        editing.add_item(folder, name, items[0])
        written = (folder / "case.yaml").read_bytes()
        for new in items[1:]:
            editing.replace_item(folder, name, items[0], new)
            assert casefile.load(folder) == replace(before, **{name: (*known, new)})
            editing.replace_item(folder, name, new, items[0])
            assert casefile.load(folder) == replace(before, **{name: (*known, items[0])})
        assert is_within(remarks(data), remarks(written))


@settings(max_examples=MANY, deadline=None)
@given(
    documents(),
    st.sampled_from([("roles", "聊天"), ("orders", "*1: #2"), ("orders", "0012"), ("dates", "2024/5/12")]),
    st.permutations([CHAT, ORDER]),
)
def test_entries_put_in_and_taken_out(data: bytes, said_of: tuple[str, str], files: list[str]) -> None:
    name, value = said_of
    with folder_with(data) as folder:
        path = folder / "case.yaml"
        before: Any = casefile.load(folder)
        known = getattr(before, name)
        new = [file for file in files if file not in known]
        for file in new:
            editing.set_entry(folder, name, file, value, "")
        after: Any = casefile.load(folder)
        assert set(getattr(after, name)) == {*known, *new}
        assert replace(after, **{name: known}) == before
        assert is_within(remarks(data), remarks(path.read_bytes()))
        for file in reversed(new):
            editing.set_entry(folder, name, file, None, value)
        assert path.read_bytes() == data


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_the_template_is_as_it_was_after_an_item(name: str) -> None:
    item = {
        "claims": Claim(ClaimKind.REFUND, "退还该订单已付款项", Decimal("128.00")),
        "exclude": Exclusion(CHAT),
        "masks": DrawnMask(CHAT, 1, Box(60, 200, 480, 260)),
        "releases": Release(CHAT, 1, "某某"),
        "pages": ReportedPage("https://example.com", PageCategory.OTHER, CHAT),
        "corrections": Correction(CHAT, 1, FactKind.AMOUNT, "9"),
        "additions": Addition(CHAT, 1, Box(60, 200, 480, 260), "128"),
    }[name]
    with folder_with(None) as folder:
        editing.add_item(folder, name, item)
        assert getattr(casefile.load(folder), name) == (item,)
        editing.remove_item(folder, name, item)
        taken = (folder / "case.yaml").read_bytes()
        (folder / "case.yaml").unlink()
        casefile.init(folder)
        assert (folder / "case.yaml").read_bytes() == taken


def test_entries_of_the_template() -> None:
    with folder_with(None) as folder:
        editing.set_entry(folder, "dates", CHAT, "2024年5月12日")
        assert casefile.load(folder).dates == {CHAT: date(2024, 5, 12)}
        editing.set_entry(folder, "dates", CHAT, "")
        taken = (folder / "case.yaml").read_bytes()
        (folder / "case.yaml").unlink()
        casefile.init(folder)
        assert (folder / "case.yaml").read_bytes() == taken
