"""The texts for web forms: whole sentences, counted, first person, and no more than the case shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from cases import ORDER, asked, judge, order, page
from pages import numbered
from places import SAMPLES

from dossier import outputs, reading, rules, timeline
from dossier.casefile import CaseFile, PageCategory, Party, Purpose, ReportedPage, Respondent
from dossier.filing import destinations, forms, story
from dossier.filing.forms import Entry
from dossier.model import Case, Evidence, Verdict
from dossier.packet import view
from dossier.packet.view import View
from dossier.pipeline import Result
from dossier.words import has

Sample = Callable[[str], Result]

NAMES = (
    "inside-window",
    "not-a-breach",
    "manual-after-request",
    "fee-kept",
    "refund-overdue",
    "every-format",
)
LIMITS = (50, 100, 200, 500)
NEVER = re.compile("诈骗|欺诈|黑心|违法|必须处罚|侵害|无效|霸王")
SEVERAL = ReportedPage(
    "https://example.com/item/1",
    PageCategory.MINORS,
    "a.png",
    "页面写着价格。没有年龄确认的步骤。",
    "2024-05-12 14:03",
)


def seen_of(result: Result, said: CaseFile | None = None) -> View:
    return view.of(result.case, said or replace(result.casefile, pages=(SEVERAL,)), ())


def case_of(*files: Evidence) -> Case:
    read = reading.read(numbered(*files))
    events = timeline.events(read.evidence, read.facts)
    found = rules.judge(read.orders, read.evidence, read.facts, events, None, ())
    return Case(read.evidence, read.facts, events, found, (), read.orders)


NOTHING = CaseFile()


def filled(case: Case, name: str = "12315", said: CaseFile = NOTHING) -> dict[str, Entry]:
    found = forms.entries(view.of(case, said, ()), destinations.find(name), {})
    return {entry.field.key: entry for entry in found}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", outputs.known())
def test_under_any_limit_texts_fit_and_consist_of_whole_sentences(
    sample: Sample, name: str, key: str
) -> None:
    seen = seen_of(sample(name))
    place = destinations.find(key)
    said = {(field.key, number): texts for field, number, texts in forms._said(seen, place)}
    for texts in said.values():
        whole = {one.text for one in texts} | {one.shortest for one in texts}
        assert all(words and re.search(r"[。！？”]$|^[^。]+$", words) for words in whole), whole
    for limit in LIMITS:
        entries = {(one.field.key, one.number): one for one in forms.entries(seen, place, {}, limit)}
        assert set(said) <= set(entries)
        for about, texts in said.items():
            fitted = entries[about].fitted
            assert fitted.count <= limit, (name, about, fitted.text)
            assert not fitted.over
            rest = fitted.text
            for one in texts:
                taken = next((w for w in (one.text, one.shortest) if rest.startswith(w)), "")
                rest = rest.removeprefix(taken)
            assert not rest


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", outputs.known())
def test_nothing_accuses_beyond_the_findings(sample: Sample, name: str, key: str) -> None:
    result = sample(name)
    body = "".join(e.fitted.text for e in forms.entries(seen_of(result), destinations.find(key), {}))
    quoted = "".join(fact.raw for fact in result.case.facts)
    assert not [words for words in NEVER.findall(body) if words not in quoted]
    breached = any(f.verdict is Verdict.BREACH for f in result.case.findings)
    assert ("不一致。" in body) is (breached and key != "12377")
    if not breached and key == "12315":
        assert "没有显示与公示规则不一致" in body


def test_the_slots_of_12315_read_as_one_story(sample: Sample) -> None:
    entered = {
        e.field.key: e.fitted.text
        for e in forms.entries(seen_of(sample("inside-window")), destinations.find("12315"), {})
    }
    assert "2024-05-12 14:02:10 付款 128.00 元。订单号 CM20240512001。" in entered["bought"]
    assert entered["asked"].startswith("2024-05-12 14:03，本人申请取消订单。本人的原话是“")
    assert "2024-05-12 14:04，客服1024答复不能取消，原话是“系统自动发货，无法取消”。" in entered["answered"]
    assert "免费取消期内的取消申请被拒绝，与公示规则第 3.1 条不一致。" in entered["rule"]
    assert entered["rule"].count("写明“支付成功后5分钟内可免费取消订单") == 1
    assert "人民币 128.00 元" in entered["claims"]
    assert "不一致" not in entered["clue"]
    assert "请求" not in entered["clue"]


def test_the_money_kept_is_told_where_the_pages_agree_on_it(sample: Sample) -> None:
    entered = {
        e.field.key: e.fitted.text
        for e in forms.entries(seen_of(sample("fee-kept")), destinations.find("12315"), {})
    }
    assert "2024-08-09 10:41:30，退款 85.00 元，扣留 15.00 元。" in entered["answered"]
    assert "客服2018说：“好的，已为您取消订单，退款将扣除15%手续费”。" in entered["answered"]
    assert (
        "答复同意取消" not in entered["answered"]
    )  # words with a condition are quoted and not called consent


def test_an_open_finding_is_not_claimed() -> None:
    case = case_of(order(), asked())  # no rule page
    assert [f.verdict for f in case.findings if f.verdict is Verdict.BREACH] == []
    entered = filled(case)
    assert "不一致。" not in entered["rule"].fitted.text
    assert "现有材料没有显示" in entered["rule"].fitted.text


def test_a_time_that_is_not_sure_is_left_out() -> None:
    """Two pages show different payment times: the payment is told, its time is not."""
    paid_twice = order(paid="2024-05-12 14:02:10"), replace(order(paid="2024-05-12 14:09:44"), path="b.png")
    assert filled(case_of(*paid_twice))["bought"].fitted.text.count("2024-05-12") == 0
    assert "付款 100.00 元" in filled(case_of(*paid_twice))["bought"].fitted.text
    assert "2024-05-12 14:02:10 付款" in filled(case_of(order()))["bought"].fitted.text


def test_a_breach_that_rests_on_words_names_no_clause(sample: Sample) -> None:
    told = story.of(seen_of(sample("refund-overdue")))[0].departures
    assert [(one.rule, one.published, one.clause) for one in told] == [
        ("refund.overdue", False, ""),
        ("service.no-answer", True, "2.1"),
    ]


def test_every_rule_has_its_sentence() -> None:
    assert [rule for rule in rules.REGISTRY if not has(f"forms.rule.{rule}")] == []


def test_an_order_number_is_never_divided(sample: Sample) -> None:
    for most in range(1, 120):
        for entry in forms.entries(seen_of(sample("inside-window")), destinations.find("12315"), {}, most):
            for part in re.findall(r"CM\d*", entry.fitted.text):
                assert part == "CM20240512001"


# Limits and labels


def test_the_narrowest_limit_counts() -> None:
    field = destinations.FormField("facts", "事实", limit=300)
    assert forms.limit(field, {}, None) == 300
    assert forms.limit(field, {"facts": 500}, None) == 500  # the person knows the form
    assert forms.limit(field, {"facts": 500}, 200) == 200
    assert forms.limit(field, {"facts": 100}, 200) == 100
    assert forms.limit(field, {"other": 100}, None) == 300


def test_labels_count_against_the_limit() -> None:
    case = case_of(order(), asked(), page("3.1 支付成功后5分钟内可免费取消订单，全额退款。"))
    said = CaseFile(limits=MappingProxyType({"12315": {"bought": 100, "claims": 9}}))
    seen = view.of(case, said, ())
    place = destinations.find("12315")
    entered = forms.entries(seen, place, said.limits["12315"])
    lines = forms.text(entered, place, said).decode("utf-8-sig").split("\r\n")
    own = {e.field.key: e for e in entered}
    assert f"【购买情况】{own['bought'].fitted.count}/100 字" in lines
    over = own["claims"].fitted.over
    assert over == own["claims"].fitted.count - 9
    assert (
        f"【投诉请求】{own['claims'].fitted.count}/9 字，超出 {over} 字，请自行改短（因字数限制略去 1 句，见随附材料）"
        in lines
    )
    assert f"【取消或退款的请求】共 {own['asked'].fitted.count} 字" in lines
    assert [(r.about, r.values["over"]) for r in forms.too_long(entered, place)] == [("form-12315.txt", over)]


def test_the_file_opens_in_an_old_notepad() -> None:
    data = forms.text((), destinations.find("platform"), CaseFile())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 2


def test_what_is_not_told_yet_is_named() -> None:
    place = destinations.find("association")
    empty = forms.text((), place, CaseFile()).decode("utf-8-sig")
    assert (
        "还没有填写：投诉人姓名、投诉人电话、投诉人地址、被投诉人名称、被投诉人地址、购买用途、协商情况、是否已向其他机构投诉"
        in empty
    )
    told = CaseFile(
        complainant=Party("某某", "138****0000", "示例市"),
        respondent=Respondent("示例公司", address="示例路"),
        purpose=Purpose.OWN,
        negotiated="打过电话",
        filed_elsewhere="没有",
    )
    assert "还没有填写" not in forms.text((), place, told).decode("utf-8-sig")


def test_own_words_stay_whole_sentences() -> None:
    assert forms.sentences("打过电话。对方说“等一下！”\n第二天又问了，没有答复") == [
        "打过电话。",
        "对方说“等一下！”",
        "第二天又问了，没有答复。",
    ]
    assert forms.sentences(" \n") == []


def test_marks_of_markup_in_own_words_do_no_harm() -> None:
    said = CaseFile(negotiated='价格 <b>3 & "4"</b>\n换行]]> {{ 1 }}。', filed_elsewhere="没有")
    entered = filled(case_of(order(), asked()), "association", said)
    assert '价格 <b>3 & "4"</b>' in entered["facts"].fitted.text
    assert "换行]]> {{ 1 }}。" in entered["facts"].fitted.text


def test_each_reported_page_has_its_own_fields() -> None:
    said = CaseFile(pages=(SEVERAL, replace(SEVERAL, url="https://example.com/item/2", text="", captured="")))
    entered = forms.entries(view.of(case_of(order()), said, ()), destinations.find("12377"), {})
    told = [(e.field.key, e.number, e.fitted.text) for e in entered]
    assert told[:4] == [
        ("address", 1, "https://example.com/item/1"),
        ("category", 1, "涉未成年人"),
        ("text", 1, "页面写着价格。没有年龄确认的步骤。"),
        ("captured", 1, "2024-05-12 14:03"),
    ]
    assert told[4:] == [
        ("address", 2, "https://example.com/item/2"),
        ("category", 2, "涉未成年人"),
        ("text", 2, ""),
        ("captured", 2, ""),
    ]


def test_the_case_is_judged_at_all() -> None:
    """Lest the tests above pass because nothing was found."""
    assert judge(order(), asked(), page("3.1 支付成功后5分钟内可免费取消订单，全额退款。"))
    assert ORDER in filled(case_of(order()))["bought"].fitted.text
    assert (SAMPLES / "inside-window").is_dir()


def test_the_day_by_which_the_platform_should_answer_is_told_where_the_buyer_names_one(
    sample: Sample,
) -> None:
    case = sample("fee-kept").case
    wanted = CaseFile(reply_by=date(2024, 8, 20))
    assert "请于 2024 年 8 月 20 日前书面答复。" in filled(case, "platform", wanted)["claims"].fitted.text
    assert "日前书面答复" not in filled(case, "platform")["claims"].fitted.text
