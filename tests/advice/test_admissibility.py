"""Who takes a complaint: asked and never assumed; only the person's own word stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from advising import NOBODY, case_of
from cases import ORDER, order
from pages import evidence, order_page

from dossier import law
from dossier.advice import admissibility, hints
from dossier.advice.model import Remark
from dossier.casefile import CaseFile, Claim, Party, Purpose, Respondent
from dossier.model import Case
from dossier.words import phrase

TODAY = date(2026, 11, 23)
ANSWERED = CaseFile(
    complainant=Party("某某", "138****0000", "某地"),
    respondent=Respondent(name="某某网络有限公司", address="某市某路1号"),
    filed_elsewhere="没有",
    purpose=Purpose.OWN,
    minor=False,
    known_since=date(2026, 5, 12),
    forbidden_goods=False,
)


def bought(product: str = "示例点卡", *more: tuple[str, str], paid: str = "2026-05-12 14:02:10") -> Case:
    rows = [("订单编号", ORDER), ("商品名称", product), ("实付款", "¥100.00"), ("付款时间", paid), *more]
    return case_of(evidence("order.png", order_page(rows, "已发货")))


def remarks(said: CaseFile, case: Case | None = None, today: date = TODAY) -> dict[str, Remark]:
    found = admissibility.asked(bought() if case is None else case, said, today)
    assert len({remark.key for remark in found}) == len(found)
    return {remark.key.removeprefix("admissibility."): remark for remark in found}


def severities(said: CaseFile, case: Case | None = None, today: date = TODAY) -> dict[str, str]:
    return {key: remark.severity for key, remark in remarks(said, case, today).items()}


def test_nothing_is_said_where_all_is_answered_well() -> None:
    assert severities(ANSWERED) == {}


def test_what_is_not_answered_is_asked_and_nothing_stops() -> None:
    """The order is half a year old: that it may be too old need not be asked."""
    assert severities(NOBODY) == {
        "goods.unanswered": "ask",
        "purpose.unanswered": "ask",
        "minor.unanswered": "ask",
        "filed.unanswered": "ask",
        "respondent.name": "ask",
    }


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (replace(ANSWERED, purpose=Purpose.RESALE), "purpose.resale"),
        (replace(ANSWERED, minor=True), "minor.yes"),
        (replace(ANSWERED, forbidden_goods=True), "goods.forbidden"),
        (replace(ANSWERED, filed_elsewhere="2026年6月1日已向某市消协投诉，正在调解"), "filed.elsewhere"),
        (replace(ANSWERED, filed_elsewhere="6月1日12315已受理，又向法院起诉"), "filed.elsewhere"),
        (replace(ANSWERED, filed_elsewhere="已在某某法院立案"), "filed.elsewhere"),
    ],
)
def test_the_persons_own_word_stops(said: CaseFile, key: str) -> None:
    assert severities(said) == {key: "stop"}


@pytest.mark.parametrize(
    "told",
    [
        "没有",
        "没有。",
        "无",
        "未投诉",
        "没有投诉过",
        "没有向其他机构投诉",
        "未起诉，未仲裁",
        "没有向12315投诉",
        "no",
        "暂无",
    ],
)
def test_none_is_none(told: str) -> None:
    assert severities(replace(ANSWERED, filed_elsewhere=told)) == {}


@pytest.mark.parametrize(
    ("told", "key", "severity"),
    [
        ("已向12315投诉，6月3日不予受理", "filed.over", "note"),
        ("消协调解过，本人已撤回", "filed.over", "note"),
        ("6月1日12315已受理", "filed.market", "note"),
        ("6月1日在全国12315平台提交，尚未答复", "filed.market", "note"),
        ("已在全国消协智慧315平台提交", "filed.elsewhere", "stop"),
        ("打过12345市民热线", "filed.unclear", "ask"),
        ("已向平台投诉", "filed.unclear", "ask"),
        ("在群里问过", "filed.unclear", "ask"),
        ("没有向消协投诉，已向法院起诉", "filed.elsewhere", "stop"),
    ],
)
def test_filed_elsewhere_is_read_with_care(told: str, key: str, severity: str) -> None:
    assert severities(replace(ANSWERED, filed_elsewhere=told)) == {key: severity}


@pytest.mark.parametrize(
    ("known", "today", "expected"),
    [
        # three years from 2023-11-23 end with 2026-11-23, which still belongs to them (TS 45)
        ("2023-11-23", "2026-11-23", {"age.soon": "note"}),
        ("2023-11-23", "2026-11-24", {"age.over": "stop"}),
        ("2024-01-23", "2026-11-23", {}),
        ("2024-02-29", "2027-02-28", {"age.soon": "note"}),
        ("2024-02-29", "2027-03-01", {"age.over": "stop"}),
        ("2026-11-24", "2026-11-23", {"age.wrong": "ask"}),
    ],
)
def test_three_years_from_the_day_known(known: str, today: str, expected: dict[str, str]) -> None:
    said = replace(ANSWERED, known_since=date.fromisoformat(known))
    assert severities(said, Case(), date.fromisoformat(today)) == expected


def test_a_day_before_the_order_is_asked_about() -> None:
    assert severities(replace(ANSWERED, known_since=date(2026, 5, 11))) == {"age.wrong": "ask"}


@pytest.mark.parametrize(
    ("paid", "expected"), [("2023-05-12 14:02:10", {"age.unanswered": "ask"}), ("2025-05-12 14:02:10", {})]
)
def test_the_age_is_asked_only_of_what_may_be_too_old(paid: str, expected: dict[str, str]) -> None:
    assert severities(replace(ANSWERED, known_since=None), bought(paid=paid)) == expected


def test_the_age_is_asked_where_no_day_is_known() -> None:
    assert severities(replace(ANSWERED, known_since=None), Case()) == {"age.unanswered": "ask"}


@pytest.mark.parametrize(
    "product",
    [
        "某游戏外挂月卡",
        "抖音刷粉1000",
        "刷单任务包",
        "微信实名号",
        "代实名认证",
        "过人脸服务",
        "接码平台充值",
        "快手刷播放量",
    ],
)
def test_names_of_forbidden_goods_are_asked_about_and_do_not_stop(product: str) -> None:
    found = severities(replace(ANSWERED, forbidden_goods=None), bought(product))
    assert found == {"goods.hint": "ask", "internet.goods": "note"}
    assert severities(ANSWERED, bought(product)) == {"goods.seen": "note"}


@pytest.mark.parametrize(
    "product",
    [
        "示例点卡",
        "反外挂检测工具",
        "打击外挂主题皮肤",
        "禁止外挂保证金",
        "不含外挂皮肤包",
        "通过人脸核验的充值卡",
        "防外挂插件",
        "刷牙杯兑换券",
        "粉丝见面会门票",
        "会员月卡（需实名认证）",
        "实名制电话卡",
    ],
)
def test_ordinary_goods_are_not_suspected(product: str) -> None:
    assert hints.forbidden(bought(product)) == ()


def test_a_rule_page_that_forbids_cheats_is_no_hint() -> None:
    rules = evidence("rules.png", order_page([("说明", "严禁使用外挂、刷单")]))
    assert hints.forbidden(case_of(order(), rules)) == ()


@pytest.mark.parametrize(
    "label", [("代理价", "¥95.00"), ("会员等级", "分站后台"), ("批发价", "¥90.00"), ("拿货价", "¥90.00")]
)
def test_words_of_a_dealers_account_are_asked_about(label: tuple[str, str]) -> None:
    case = bought("示例点卡", label)
    found = remarks(replace(ANSWERED, purpose=None), case)
    assert {key: remark.severity for key, remark in found.items()} == {"purpose.hint": "ask"}
    assert found["purpose.hint"].values["path"] == "order.png"
    assert severities(ANSWERED, case) == {"purpose.seen": "note"}


def test_an_address_is_asked_where_only_the_name_is_known() -> None:
    said = replace(ANSWERED, respondent=Respondent(name="某某网络有限公司"))
    assert severities(said) == {"respondent.address": "ask"}


def test_sellers_that_pages_show_are_named() -> None:
    case = bought("示例点卡", ("商家", "某某数码店"))
    found = remarks(replace(ANSWERED, respondent=Respondent()), case)
    assert "某某数码店" in phrase("admissibility.respondent.name", **found["respondent.name"].values)


@pytest.mark.parametrize(
    "said",
    [
        replace(ANSWERED, account="我准备向12377举报要求退款"),
        replace(ANSWERED, claims=(Claim(text="请网信办责令退款"),)),
    ],
)
def test_who_thinks_of_12377_for_a_refund_is_told(said: CaseFile) -> None:
    assert severities(said) == {"internet.refund": "note"}


def test_12377_is_not_offered_otherwise() -> None:
    assert not any(key.startswith("internet") for key in severities(NOBODY))


def test_stops_come_first_then_questions_then_notes() -> None:
    said = replace(NOBODY, minor=True, account="12377")
    order_of = [r.severity for r in admissibility.asked(bought("某游戏外挂"), said, TODAY)]
    assert order_of == sorted(order_of, key=["stop", "ask", "note"].index)
    assert set(order_of) == {"stop", "ask", "note"}


def test_only_printable_law_is_cited() -> None:
    """Before the day on which the new procedure came into force, it is not cited."""
    now = remarks(replace(ANSWERED, purpose=Purpose.RESALE))["purpose.resale"]
    assert now.values["law"] == law.load().article("TS-16").citation
    before = admissibility.asked(
        Case(), replace(ANSWERED, purpose=Purpose.RESALE, known_since=None), date(2026, 4, 14)
    )
    assert {r.values["law"] for r in before} == {""}
    told = phrase(before[0].key, **before[0].values)
    assert "（" not in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_remark_is_told_in_both_languages(lang: str) -> None:
    every = [
        *remarks(NOBODY).values(),
        *remarks(replace(NOBODY, known_since=date(2020, 1, 1), minor=True), Case()).values(),
        *remarks(replace(NOBODY, purpose=Purpose.RESALE), bought("某游戏外挂", ("代理价", "¥9.00"))).values(),
    ]
    for remark in every:
        assert phrase(remark.key, lang, **remark.values).strip()


def test_stops_cite_the_law_that_is_in_force() -> None:
    """Compared with the register's own numbers; the rules on minors online hold since 2024-01-01."""

    def law(said: CaseFile, today: str, key: str) -> str:
        (found,) = (
            r for r in admissibility.asked(Case(), said, date.fromisoformat(today)) if r.severity == "stop"
        )
        return str(found.values[key])

    minor = replace(ANSWERED, minor=True)
    assert law(minor, "2026-06-01", "capacity") == "《民法典》第十九条、第二十条、第一百四十五条"
    assert law(minor, "2026-06-01", "games") == "《未成年人网络保护条例》第四十四条、第四十六条"
    assert law(minor, "2023-12-31", "games") == ""
    goods = law(replace(ANSWERED, forbidden_goods=True), "2026-06-01", "law")
    assert goods == "《网络交易监督管理办法》第十一条、《民法典》第一百五十三条"
    old = replace(ANSWERED, known_since=date(2022, 6, 1))
    assert law(old, "2026-06-01", "suit") == "《民法典》第一百八十八条"
    assert law(old, "2026-06-01", "again") == "《民法典》第一百九十五条"
