"""Only law that is certain, in force and not repealed can be printed, in words that claim no more."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dossier import law
from dossier.law import UnknownLawError
from dossier.law.register import Certainty

NOW = date(2026, 9, 1)
REGISTER = law.load()

NEEDED = {
    "XF": [8, 16, 26, 44, 48],
    "XFT": [12],
    "DS": [20, 32, 33, 34, 48, 49, 51, 59, 61, 62],
    "MFD": [469, 496, 497, 498, 509, 512, 563, 565, 566, 577, 585, 591, 1259],
    "TS": [10, 15, 16, 23],
    "PT": [7, 8, 19, 21, 30],
    "WJ": [19, 21, 28],
    "HT": [6, 8],
    "CF": [8, 12],
    "ZJ": [19, 94],
}

# What makes the number right: the old complaint rules had 材料 in 9, 管辖 in 12, 受理 in 14, 不予受理 in 15.
MARKS = {
    "XF-44": "平台",
    "XF-46": "七个工作日",
    "XFT-12": "承诺",
    "XFT-46": "六十日",
    "DS-20": "交付",
    "DS-34": "七日",
    "DS-49": "合同成立",
    "DS-62": "原始合同和交易记录",
    "MFD-469": "数据电文",
    "MFD-498": "不利于提供方",
    "MFD-565": "通知",
    "MFD-585": "违约金",
    "MFD-591": "防止损失扩大",
    "MFD-1259": "“以内”",
    "TS-10": "真实身份信息",
    "TS-13": "住所地",
    "TS-15": "七个工作日",
    "TS-16": "不受理",
    "TS-23": "六十日",
    "TS-45": "开始的当天不算",
    "PT-19": "要由人来判断",
    "PT-30": "违约金",
    "WJ-28": "三年",
    "HT-6": "弹窗",
    "CF-8": "十五日",
    "ZJ-19": "来源、证明对象和内容",
    "ZJ-94": "中立第三方平台",
}

# Claims about this trade that are not law, and words that judge instead of telling.
BANNED = re.compile(
    r"明示、可操作|宽限|[五十5]分钟|10\s*[%％]|20\s*[%％]|百分之[十二]十?(?!三)|不可撤销|等级|回收|已交付则"
    r"|支持无理由取消|取消条件|一律|必须处罚|诈骗|欺诈|三倍|假一赔三|成功率|账户信用|钱货两失|网信|自动发货|不应发货"
)


@pytest.mark.parametrize(("law_id", "number"), [(key, n) for key, ns in NEEDED.items() for n in ns])
def test_what_the_rules_need_is_there_and_printable(law_id: str, number: int) -> None:
    article = REGISTER.article(f"{law_id}-{number}")
    assert (article.instrument.id, article.number) == (law_id, number)
    assert REGISTER.printable(article.id, NOW)


@pytest.mark.parametrize(("key", "mark"), MARKS.items())
def test_numbers_carry_the_right_content(key: str, mark: str) -> None:
    assert mark in REGISTER.article(key).gist


@pytest.mark.parametrize(
    ("key", "citation"),
    [
        ("XFT-12", "《消费者权益保护法实施条例》第十二条"),
        ("MFD-1259", "《民法典》第一千二百五十九条"),
        ("DS-20", "《电子商务法》第二十条"),
        ("TS-10", "《市场监督管理投诉举报处理办法》第十条"),
    ],
)
def test_citations(key: str, citation: str) -> None:
    assert REGISTER.article(key).citation == citation


@pytest.mark.parametrize("key", ["XFT-999", "XFT", "", "law:XFT-12", "xft-12", "TS-014"])
def test_an_unknown_article_is_refused(key: str) -> None:
    with pytest.raises(UnknownLawError):
        REGISTER.article(key)


def test_asking_whether_something_unknown_is_printable_is_refused() -> None:
    with pytest.raises(UnknownLawError):
        REGISTER.printable("WX2-1", NOW)


@pytest.mark.parametrize(
    "day", [date(2020, 1, 1), date(2026, 4, 14), date(2026, 4, 15), NOW, date(2030, 1, 1)]
)
def test_the_repealed_complaint_rules_are_known_and_never_printed(day: date) -> None:
    old = REGISTER.instrument("TS-old")
    assert (old.until, old.repealed_by) == (date(2026, 4, 14), "TS")
    for key in ("TS-old", "TS-old-9", "TS-old-12", "TS-old-14", "TS-old-15"):
        assert not REGISTER.printable(key, day)


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("TS-10", date(2026, 4, 15)),
        ("PT-8", date(2026, 2, 1)),
        ("XFT-12", date(2024, 7, 1)),
        ("MFD-577", date(2021, 1, 1)),
        ("DS-20", date(2019, 1, 1)),
        ("XF-26", date(2014, 3, 15)),
    ],
)
def test_an_article_is_printable_from_its_first_day(key: str, first: date) -> None:
    assert REGISTER.printable(key, first)
    assert not REGISTER.printable(key, date.fromordinal(first.toordinal() - 1))


def test_the_rules_for_platforms_say_so() -> None:
    for article in REGISTER.articles.values():
        if article.instrument.id == "PT":
            assert article.platform_only, article.id
    for key in ("XF-44", "DS-33", "DS-61", "WJ-28"):
        assert REGISTER.article(key).platform_only
    for key in ("XFT-12", "XF-26", "DS-62", "WJ-21", "HT-6"):
        assert not REGISTER.article(key).platform_only


def test_every_entry_has_source_certainty_and_gist() -> None:
    assert REGISTER.checked == "2026-09"
    for article in REGISTER.articles.values():
        assert article.source
        assert article.certainty in Certainty
        assert article.gist.endswith("。")
        assert len(article.gist) < 140, article.id
    for instrument in REGISTER.instruments.values():
        assert instrument.source
        assert instrument.checked == "2026-09"


def test_an_uncertain_number_is_not_given() -> None:
    assert REGISTER.instrument("PT").number == ""
    assert REGISTER.instrument("TS").number == "国家市场监督管理总局令第121号"


def test_what_was_not_read_cannot_be_printed() -> None:
    assert REGISTER.instrument("JG").certainty is Certainty.B
    assert not REGISTER.printable("JG", NOW)


@pytest.mark.parametrize("article", REGISTER.articles.values(), ids=lambda article: article.id)
def test_gists_claim_nothing_that_is_not_law(article: law.Article) -> None:
    assert not BANNED.search(article.gist)


@pytest.mark.parametrize(
    "claim", ["付款后5分钟内免费取消", "手续费10%–20%", "宽限期", "一律无效", "支持无理由取消"]
)
def test_the_net_for_such_claims_catches_them(claim: str) -> None:
    assert BANNED.search(claim)


def test_the_fifteen_days_are_never_told_without_their_condition() -> None:
    assert "没有正当理由" in REGISTER.article("CF-8").gist


def written(tmp_path: Path, **changes: str) -> Path:
    (tmp_path / "instruments").mkdir()
    (tmp_path / "register.yaml").write_text(
        'checked: "2026-09"\ncitation: "《{title}》第{number}条"\nsources: {S1: x}\n', encoding="utf-8"
    )
    fields = {
        "id": "AA",
        "title": "甲",
        "short": "甲",
        "since": "2020-01-01",
        "source": "[S1]",
        "certainty": "A",
        "articles": "{1: {gist: 乙。, certainty: A, source: [S1]}}",
    } | changes
    text = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    (tmp_path / "instruments" / "aa.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "changes",
    [
        {"certainty": "B"},
        {"articles": "{1: {gist: 乙。, certainty: B, source: [S1]}}"},
        {"articles": "{1: {gist: 乙。, certainty: C, source: [S1]}}"},
        {"until": "2021-01-01"},
        {"since": "2026-09-02"},
        {"repealed_by": "AA"},
    ],
)
def test_one_doubt_is_enough(tmp_path: Path, changes: dict[str, str]) -> None:
    assert not law.load(written(tmp_path, **changes)).printable("AA-1", NOW)


def test_the_last_day_counts(tmp_path: Path) -> None:
    register = law.load(written(tmp_path, until="2026-09-01"))
    assert register.printable("AA-1", date(2026, 9, 1))
    assert not register.printable("AA-1", date(2026, 9, 2))


def test_without_a_doubt_it_is_printable(tmp_path: Path) -> None:
    assert law.load(written(tmp_path)).printable("AA-1", NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"certainty": "D"},
        {"certainty": ""},
        {"source": "[S9]"},
        {"source": "[]"},
        {"since": "soon"},
        {"repealed_by": "ZZ"},
        {"applies": "shops"},
        {"articles": "{1: {gist: 乙。, certainty: A}}"},
        {"articles": "{一: {gist: 乙。, certainty: A, source: [S1]}}"},
    ],
)
def test_a_malformed_entry_is_not_loaded(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"aa\.yaml|AA"):
        law.load(written(tmp_path, **changes))
