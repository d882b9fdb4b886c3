"""The catalogues hold together with each other and with the code that names them."""

from __future__ import annotations

import ast
import locale
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes
from ruamel.yaml import YAML

from dossier import resources, rules, words
from dossier.model import Actor, Delivery, EventKind, OrderState, Verdict

ROOT = Path(__file__).resolve().parent.parent
PHRASES = resources.templates() / "phrases"
CHINESE_ONLY = {"findings", "events", "letters", "missing"}
"""These words go into the packet, dossier.json and messages to the shop, which are Chinese."""
ERRORS = ("DossierError", "NothingReadable", "NotWritten", "Lost")
BOTH = {
    "acting",
    "admissibility",
    "advice",
    "bag",
    "batch",
    "casefile",
    "completeness",
    "filing",
    "filling",
    "journal",
    "message",
    "policies",
    "problems",
    "review",
    "signing",
    "story",
    "terminal",
    "tone",
    "verify",
}
PLAIN = Environment(autoescape=False)  # noqa: S701 - phrases are plain text
BLANK = "\0"
NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")


def catalogue(lang: str, name: str) -> dict[str, str]:
    return dict(YAML(typ="safe", pure=True).load(PHRASES / lang / f"{name}.yaml"))


def variables(text: str) -> set[str]:
    return meta.find_undeclared_variables(PLAIN.parse(text))


# How the sources and templates name phrases

Parts = tuple[str, ...]
"""The constant parts around the blanks of a composed text: ("premise.", ".shown")."""


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    files = sorted((ROOT / "dossier").rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in files)


def walked(room: str = "") -> Iterator[ast.AST]:
    return chain.from_iterable(
        ast.walk(tree) for path, tree in sources() if f"dossier/{room}" in path.as_posix()
    )


@cache
def templates() -> tuple[nodes.Template, ...]:
    files = sorted(path for path in resources.templates().rglob("*.j2"))
    return tuple(PLAIN.parse(path.read_text(encoding="utf-8")) for path in files)


@cache
def composed() -> frozenset[Parts]:
    """Every f-string of the sources and every concatenation of the templates that may make a name."""
    found = {
        "".join(str(part.value) if isinstance(part, ast.Constant) else BLANK for part in made.values)
        for made in walked()
        if isinstance(made, ast.JoinedStr)
    }
    found |= {
        "".join(str(part.value) if isinstance(part, nodes.Const) else BLANK for part in made.nodes)
        for tree in templates()
        for made in tree.find_all(nodes.Concat)
    }
    return frozenset(tuple(text.split(BLANK)) for text in found if re.search("[a-z]{3}", text))


@cache
def constants() -> frozenset[str]:
    """Every text of the sources and templates that may be a key, or a part of one."""
    inside = {id(part) for made in walked() if isinstance(made, ast.JoinedStr) for part in made.values}
    said = {n.value for n in walked() if isinstance(n, ast.Constant) and id(n) not in inside}
    for tree in templates():
        joined = {id(part) for made in tree.find_all(nodes.Concat) for part in made.nodes}
        said |= {n.value for n in tree.find_all(nodes.Const) if id(n) not in joined}
    return frozenset(text for text in said if isinstance(text, str) and NAME.fullmatch(text))


def fits(text: str, parts: Parts, word: Callable[[str], bool]) -> bool:
    """Whether a text can be composed so, each blank filled with a word."""
    head, *rest = parts
    if not text.startswith(head):
        return False
    text = text.removeprefix(head)
    if not rest:
        return not text
    return any(word(text[:end]) and fits(text[end:], tuple(rest), word) for end in range(1, len(text) + 1))


@cache
def is_word(text: str) -> bool:
    """Whether the code says this word, whole or composed ("original-missing")."""
    known = constants()
    return text in known or any(fits(text, parts, known.__contains__) for parts in composed())


@cache
def families() -> frozenset[str]:
    """What keys begin with, e.g. ``problem`` and ``cli``."""
    return frozenset(key.partition(".")[0] for key in words.keys("zh"))


def composed_keys() -> set[Parts]:
    return {parts for parts in composed() if "." in parts[0] and parts[0].partition(".")[0] in families()}


def called(node: ast.AST) -> str:
    """The name of what is called, without what it belongs to."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def codes(*callables: str, place: int = 0, room: str = "") -> set[str]:
    """The constant codes with which errors and the like are made; both arms of a condition count."""
    found: set[str] = set()
    for node in walked(room):
        if not isinstance(node, ast.Call) or called(node) not in callables:
            continue
        given = [*node.args[place : place + 1], *(k.value for k in node.keywords if k.arg == "code")]
        for value in given:
            arms = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
            found |= {str(arm.value) for arm in arms if isinstance(arm, ast.Constant) and arm.value}
    return found


# Both languages say the same


def test_every_catalogue_is_either_in_both_languages_or_known_to_be_chinese() -> None:
    chinese = {path.stem for path in (PHRASES / "zh").glob("*.yaml")}
    english = {path.stem for path in (PHRASES / "en").glob("*.yaml")}
    assert english == BOTH
    assert chinese >= BOTH | CHINESE_ONLY


@pytest.mark.parametrize("name", sorted(BOTH))
def test_both_languages_have_the_same_keys(name: str) -> None:
    assert catalogue("en", name).keys() == catalogue("zh", name).keys()


@pytest.mark.parametrize("name", sorted(BOTH))
def test_both_languages_name_the_same_values(name: str) -> None:
    chinese, english = catalogue("zh", name), catalogue("en", name)
    differing = [key for key in chinese if variables(chinese[key]) != variables(english.get(key, ""))]
    assert differing == []


def test_english_is_english() -> None:
    """Words of case.yaml are quoted in Chinese, since that is what its reader must look for."""
    quoted = {
        "买家未成年",
        "已向其他机构投诉",
        "得知日期",
        "我的陈述",
        "投诉人",
        "文件所属订单",
        "涉及外挂刷量实名",
        "网页线索",
        "聊天日期",
        "表单字数",
        "被投诉人",
        "订单",
        "请求",
        "购买用途",
        "遮盖",
        "不遮盖",
    }
    told = [
        key
        for name in BOTH
        for key, text in catalogue("en", name).items()
        if set(re.findall(r"[\u4e00-\u9fff]+", text)) - quoted
    ]
    assert told == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("value", ["第3条", ""])
def test_every_phrase_renders(lang: str, value: str) -> None:
    for path in (PHRASES / lang).glob("*.yaml"):
        for key, text in catalogue(lang, path.stem).items():
            told = words.phrase(key, lang, **dict.fromkeys(variables(text), value))
            assert told.strip() or not value, key
            assert not re.search(r"\{[{%#]|[#%}]\}", told), key


def test_a_value_that_a_phrase_names_must_be_given() -> None:
    with pytest.raises(Exception, match="path"):
        words.phrase("error.no-file", "en")


def test_a_value_is_shown_as_it_is() -> None:
    assert "<b>{{ x }}</b>&" in words.phrase("error.no-file", "zh", path="<b>{{ x }}</b>&")


# The code names phrases that exist, and every phrase is named


def test_every_key_named_exists() -> None:
    named = {
        text for text in constants() if re.match(r"[a-z]+\.\w", text) and text.split(".")[0] in families()
    }
    assert named - words.keys("zh") == set()


def test_every_composed_key_can_exist() -> None:
    empty = [
        parts for parts in composed_keys() if not any(fits(key, parts, is_word) for key in words.keys("zh"))
    ]
    assert empty == []


def test_keys_are_found_at_all() -> None:
    """Lest the two tests above pass because nothing was found."""
    assert {"cli.build.help", "report.findings", "premise.window.missing"} <= constants()
    assert {
        ("problem.", ""),
        ("rule.", ""),
        ("premise.", ".missing"),
        ("finding.", ".", ""),
    } <= composed_keys()
    assert is_word("original-missing")
    assert not is_word("no-such-word")
    assert {"name-unreadable", "excluded", "which-order"} <= codes("Problem", place=1)
    assert {"engine-missing", "engine-incomplete"} <= codes("EngineMissing")


def test_every_problem_has_its_words() -> None:
    told = codes("Unreadable", "OriginalChanged", "Trouble", "EngineMissing") | codes("Problem", place=1)
    told |= codes("Outcome", place=9)  # by keyword only
    assert {f"problem.{code}" for code in told} - words.keys("zh") == set()
    # The rest are handed on as pairs of code and detail.
    rest = {key.removeprefix("problem.") for key in words.keys("zh") if key.startswith("problem.")} - told
    assert rest <= constants()


def test_every_error_has_its_words_and_no_other() -> None:
    told = codes(*ERRORS)
    told.add("interrupted")  # no error of ours, but told like one
    assert {f"error.{code}" for code in told} == {key for key in words.keys("zh") if key.startswith("error.")}


def test_every_difference_has_its_words() -> None:
    told = codes("Difference", "ManifestError", "SealError")
    assert {"manifest-changed", "packet-unsealed", "journal-head-changed", "bag-changed"} <= told
    assert {f"verify.{code}" for code in told} - words.keys("zh") == set()


def test_every_part_that_the_doctor_looks_at_has_its_words() -> None:
    told = codes("Finding", room="health.py")
    assert {"python", "tesseract-missing"} <= told
    assert {f"doctor.{code}" for code in told} - words.keys("zh") == set()


@pytest.mark.parametrize(
    ("family", "members"),
    [
        ("verdict", Verdict),
        ("actor", Actor),
        ("delivery", Delivery),
        ("state", OrderState),
        ("event", EventKind),
        ("rule", rules.REGISTRY),
        *((f"finding.{rule}", Verdict) for rule in rules.REGISTRY),
    ],
)
def test_every_member_has_its_words(family: str, members: Iterator[str]) -> None:
    assert {f"{family}.{member}" for member in members} - words.keys("zh") == set()


def test_a_call_gives_every_value_that_its_phrase_names() -> None:
    """Where key and values stand side by side in the source."""
    catalogue = words._catalogue("zh")
    lacking = []
    for node in walked():
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        code = str(node.args[0].value)
        key = f"error.{code}" if called(node) in ERRORS else code
        if called(node) in (*ERRORS, "phrase", "_t", "t", "heading") and key in catalogue:
            given = {k.arg for k in node.keywords}
            if None not in given and not variables(catalogue[key]) <= given:
                lacking.append((key, variables(catalogue[key]) - given))
    assert lacking == []


def test_no_phrase_is_dead() -> None:
    dead = [
        key
        for key in sorted(words.keys("zh"))
        if key not in constants() and not any(fits(key, parts, is_word) for parts in composed_keys())
    ]
    assert dead == []


# Which language


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No variable says a language, and the system speaks neither."""
    for name in ("DOSSIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    return monkeypatch


ORDER = ("DOSSIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize("place", range(len(ORDER)))
@pytest.mark.parametrize(
    ("first", "rest", "lang"), [("zh_CN.UTF-8", "en_US.UTF-8", "zh"), ("C", "zh_CN", "en")]
)
def test_the_first_variable_that_is_set_decides(
    bare: pytest.MonkeyPatch, place: int, first: str, rest: str, lang: str
) -> None:
    for name in ORDER[:place]:
        bare.setenv(name, "")  # set to nothing counts as not set
    bare.setenv(ORDER[place], first)
    for name in ORDER[place + 1 :]:
        bare.setenv(name, rest)
    assert words.language() == lang


@pytest.mark.parametrize(
    ("system", "lang"),
    [("zh_CN", "zh"), ("Chinese (Simplified)_China", "zh"), ("en_US", "en"), (None, "en")],
)
def test_without_variables_the_system_decides(
    bare: pytest.MonkeyPatch, system: str | None, lang: str
) -> None:
    bare.setattr(locale, "getlocale", lambda: (system, "UTF-8"))
    assert words.language() == lang


@pytest.mark.parametrize("value", ["ZH", "zh", "zh-Hans-CN"])
def test_spellings_of_chinese(bare: pytest.MonkeyPatch, value: str) -> None:
    bare.setenv("DOSSIER_LANG", value)
    assert words.language() == "zh"


def test_a_cut_never_leaves_half_a_number_or_word() -> None:
    said = "我已经付款，实付1,234,567.89元，请尽快取消"
    for length in range(8, len(said) + 1):
        shown = words.clipped(said, length)
        assert len(shown) <= length
        assert said.startswith(shown.rstrip("…"))
        assert "1" not in shown or "1,234,567.89元" in shown or shown.endswith("567.89…"), shown
    for text, length, shown in (
        ("申请时间 14:03:22 之后", 9, "申请时间…"),
        ("付了¥128.00了", 4, "付了…"),
        ("共3天12小时", 5, "共3天…"),
        ("请取消订单吧谢谢", 5, "请取消订…"),
        ("订单CM20240512001请取消", 6, "订单…"),
        ("2408091029417306582408091029417306", 8, "2408091…"),
    ):
        assert words.clipped(text, length) == shown
