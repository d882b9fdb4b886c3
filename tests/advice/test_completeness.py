"""What is there, what is missing and what would settle a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from advising import NOBODY, case_of
from cases import FREE, ORDER, REFUSE, asked, chat, order, page, payment
from pages import evidence, order_page

from dossier import words
from dossier.advice import completeness, settling
from dossier.advice.model import Gap
from dossier.casefile import CaseFile, Claim, Party, Respondent
from dossier.model import Case, Channel, Evidence, Finding, Missing, Premise, PremiseState, Role, Verdict

FULL = (order(shipped="2024-05-12 14:05:41"), payment("2024-05-12 14:02:10"), asked(), page(FREE))


def gaps(case: Case, said: CaseFile = NOBODY) -> dict[str, Gap]:
    found = completeness.gaps(case, said)
    assert len({gap.need for gap in found}) == len(found)
    return {gap.need: gap for gap in found}


def needs(*files: Evidence, said: CaseFile = NOBODY) -> dict[str, bool]:
    return {need: gap.present for need, gap in gaps(case_of(*files), said).items()}


def test_an_empty_folder_lacks_the_four_papers() -> None:
    found = gaps(Case())
    assert [found[n].present for n in ("order-page", "payment", "chat", "rule-page")] == [False] * 4
    # nothing is asked about papers that are not there
    assert not {"order-captured", "chat-dated", "rule-version", "rule-address", "dispatch-log"} & set(found)


def test_a_full_folder_has_them() -> None:
    found = needs(*FULL)
    assert all(found[n] for n in ("order-page", "payment", "chat", "rule-page"))
    assert not any(found[n] for n in ("payment-voucher", "rule-version", "rule-address", "dispatch-log"))


def test_what_is_missing_comes_first() -> None:
    present = [gap.present for gap in completeness.gaps(case_of(*FULL), NOBODY)]
    assert present == sorted(present)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("交易电子凭证", True),
        ("电子回单", True),
        ("业务凭证章", True),
        ("支付成功", False),
        ("电子发票", False),
    ],
)
def test_a_voucher_is_known_by_its_name(text: str, there: bool) -> None:
    paper = evidence("voucher.png", order_page([("支付金额", "¥100.00"), ("类型", text)]))
    for role, counts in ((Role.PAYMENT, True), (Role.OTHER, True), (Role.CHAT, False)):
        case = Case(evidence=(replace(paper, role=role),))
        assert gaps(case)["payment-voucher"].present is (there and counts)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([("支付方式", "微信支付"), ("交易单号", "4200002345202405121234567890")], "财付通"),
        ([("付款方式", "支付宝余额"), ("交易号", "2024051222001412345678901234")], "支付宝客服"),
        ([("支付方式", "银行卡")], "微信、支付宝或银行"),
    ],
)
def test_the_voucher_is_asked_of_who_was_paid_through(rows: list[tuple[str, str]], word: str) -> None:
    lines = [("当前状态", "支付成功"), ("支付时间", "2024-05-12 14:02:10"), ("支付金额", "¥100.00"), *rows]
    case = case_of(order(), evidence("payment.png", order_page(lines)))
    assert word in gaps(case)["payment-voucher"].how


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("生效日期：2024年3月1日", "rule-version"),
        ("https://shop.example.com/help/refund", "rule-address"),
    ],
)
def test_a_rule_page_with_date_or_address(line: str, need: str) -> None:
    assert needs(order(), page(FREE))[need] is False
    assert needs(order(), page(line, FREE))[need] is True


def test_a_chat_without_a_day_is_to_be_completed() -> None:
    case = case_of(*FULL)
    assert gaps(case)["chat-dated"].present
    undated = replace(case, missing=(Missing("chat-date", "", ""),))
    assert not gaps(undated)["chat-dated"].present


def test_a_chat_elsewhere_needs_the_profiles() -> None:
    case = case_of(*FULL)
    assert "chat-profile" not in gaps(case)
    moved = tuple(
        replace(item, channel=Channel.WECHAT) if item.role is Role.CHAT else item for item in case.evidence
    )
    found = gaps(replace(case, evidence=moved))
    assert not found["chat-profile"].present
    assert "chat-agent" not in found


def test_what_case_yaml_says_is_there() -> None:
    said = CaseFile(
        complainant=Party("某某", "138****0000", "某地", "110101********002X"),
        respondent=Respondent(name="某某网络有限公司", address="某市"),
        claims=(Claim(text="退款"),),
        account="某年某月某日购买。",
    )
    told = ("complainant", "identity-card", "respondent", "claims", "account")
    assert [needs(*FULL, said=said)[need] for need in told] == [True] * 5
    assert [needs(*FULL)[need] for need in told] == [False] * 5
    nameless = replace(said, respondent=Respondent(name="某某网络有限公司"))
    assert not needs(*FULL, said=nameless)["respondent"]


def test_a_need_names_the_finding_that_it_would_settle() -> None:
    """Without a rule page the refusal is possible at most: the page would settle it."""
    case = case_of(*FULL[:3])
    assert [f.verdict for f in case.findings if f.rule == "grace.cancel-refused-inside"] == [Verdict.POSSIBLE]
    found = gaps(case)
    assert "grace.cancel-refused-inside" in found["rule-page"].where
    assert {"platform", "12315", "association", "court"} <= set(found["rule-page"].where)


def test_a_finding_that_is_settled_needs_nothing() -> None:
    case = case_of(*FULL)
    rules = {f.rule for f in case.findings if f.verdict in (Verdict.BREACH, Verdict.CLEAR)}
    named = {rule for needed in settling.wanted(case).values() for rule in needed}
    assert "grace.cancel-refused-inside" in rules
    assert not named & rules


def test_a_refuted_finding_asks_for_nothing_though_a_premise_is_open() -> None:
    open_ = Premise(words.phrase("premise.paid.missing"), PremiseState.MISSING)
    refuted = Premise("", PremiseState.CONTRADICTED)
    clear = Finding("grace.shipped-inside", Verdict.CLEAR, ORDER, "", (open_, refuted))
    assert settling.wanted(Case(findings=(clear,))) == {}
    possible = replace(clear, verdict=Verdict.POSSIBLE, premises=(open_,))
    assert settling.wanted(Case(findings=(possible,))) == {"payment": ("grace.shipped-inside",)}


@pytest.mark.parametrize(
    "files",
    [
        FULL[:3],
        (order(paid=None), asked(), page(FREE)),
        (order(), asked("14:03"), page(FREE)),
        (order(delivery=None), asked(), page("4.2 手动发货商品，客服开始处理前可申请取消，平台全额退款。")),
        (order(shipped="2024-05-12 14:05:41"), payment("2024-05-12 14:09:10"), asked(), page(FREE)),
        (order(), chat(("time", "2024-05-12 14:03"), ("buyer", "能取消吗"), REFUSE), page(FREE)),
    ],
)
def test_every_open_premise_has_something_that_would_settle_it(files: tuple[Evidence, ...]) -> None:
    case = case_of(*files)
    told = {gap.need for gap in completeness.gaps(case, NOBODY)}
    for finding in case.findings:
        for premise in finding.premises:
            wanted = settling.settles(case, finding, premise)
            assert bool(wanted) is (premise.state in (PremiseState.MISSING, PremiseState.UNCERTAIN))
            if finding.verdict is not Verdict.CLEAR:
                assert set(wanted) <= told


def test_the_words_that_premises_are_known_by_exist() -> None:
    assert settling._by_words().keys() == {words.phrase(key) for key in settling._BARE}


def test_disclosure_asks_for_the_pages_of_the_order() -> None:
    assert "order-flow" not in gaps(Case())
    premise = Premise(words.phrase("premise.disclosed.missing"), PremiseState.MISSING)
    finding = Finding("policy.undisclosed", Verdict.POSSIBLE, ORDER, "", (premise,))
    assert gaps(Case(findings=(finding,)))["order-flow"].where == ("policy.undisclosed",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_need_has_its_words(lang: str) -> None:
    for gap in completeness.gaps(case_of(*FULL), NOBODY, lang):
        assert words.phrase(f"completeness.{gap.need}.name", lang)
        assert gap.why
        assert gap.how


def test_reasons_cite_what_they_rest_on() -> None:
    found = gaps(case_of(*FULL))
    assert "《电子商务法》第六十二条" in found["dispatch-log"].why
    assert "《消费者权益保护法》第四十四条" in found["respondent"].how
    assert "《市场监督管理投诉举报处理办法》第十条" in found["identity-card"].why
