"""What each destination asks for: field by field where a field settles it, once each, nothing of another's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from storied import case_of, inside
from stories import Tale

from dossier.casefile import (
    CaseFile,
    Claim,
    ClaimKind,
    PageCategory,
    Party,
    Purpose,
    ReportedPage,
    Respondent,
)
from dossier.filing import destinations
from dossier.model import Case, EventKind
from dossier.review import wanting
from dossier.review.wanting import Wanting

FULL = CaseFile(
    complainant=Party("某某", "138****0000", "某市某区某路1号", "", ""),
    respondent=Respondent(name="某某网络有限公司", address="某市某路2号"),
    claims=(Claim(ClaimKind.REFUND, "退款", Decimal("100.00")),),
    account="买错了。",
    filed_elsewhere="没有",
    negotiated="协商过，未成。",
    purpose=Purpose.OWN,
)
PAGE = ReportedPage("https://shop.example.com/1", PageCategory.FALSE_PAGE, "E1.png")


def of(said: CaseFile | None = None, case: Case | None = None, lang: str = "zh") -> dict[str, Wanting]:
    found = wanting.of(case or case_of(inside()), said or CaseFile(), lang)
    return {one.destination: one for one in found}


def fields(one: Wanting) -> set[str]:
    return {want.field for want in one.fields}


def test_every_destination_is_told_in_its_order() -> None:
    assert (
        list(of())
        == [one.key for one in destinations.known()]
        == ["platform", "12315", "association", "12377"]
    )


def test_an_empty_file_lacks_what_the_forms_ask() -> None:
    told = of()
    both = {"complainant.name", "complainant.phone", "claims", "account"}
    office = both | {
        "complainant.address",
        "respondent.name",
        "respondent.address",
        "purpose",
        "filed_elsewhere",
    }
    assert fields(told["platform"]) == both
    assert fields(told["12315"]) == office
    assert fields(told["association"]) == office | {"negotiated"}


def test_a_full_file_lacks_no_field_and_each_field_counts_alone() -> None:
    assert {key: fields(one) for key, one in of(FULL).items()} == {key: set() for key in of()}
    without = replace(FULL, complainant=replace(FULL.complainant, phone=""))
    assert fields(of(without)["12315"]) == fields(of(without)["platform"]) == {"complainant.phone"}


@pytest.mark.parametrize("said", [CaseFile(), FULL])
def test_nothing_is_asked_twice_and_what_is_missing_comes_first(said: CaseFile) -> None:
    for one in of(said).values():
        needs = [want.need for want in one.wants]
        assert len(needs) == len(set(needs))
        present = [want.present for want in one.wants]
        assert present == sorted(present)
        missing = [not want.field for want in one.missing]
        assert missing == sorted(missing)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_want_says_why_and_evidence_how_to_get_it(lang: str) -> None:
    for one in of(replace(FULL, pages=(PAGE,)), lang=lang).values():
        for want in one.wants:
            assert want.name
            assert want.why
            assert bool(want.how) != bool(want.field) or want.need == "page"


def test_evidence_is_present_only_where_the_folder_shows_it() -> None:
    told = {want.need: want.present for want in of()["12315"].wants}
    assert told["order-page"]
    assert not told["payment-voucher"]
    bare = {want.need: want.present for want in of(case=Case())["12315"].wants}
    assert not bare["order-page"]


def test_the_law_of_complaints_is_named_for_the_office_alone() -> None:
    law = "投诉举报"
    told = of()
    assert any(law in want.why for want in told["12315"].wants if want.field)
    for other in ("platform", "association"):
        assert not [want.need for want in told[other].wants if want.field and law in want.why]


def test_a_need_names_the_findings_that_it_would_settle() -> None:
    """Asked and refused on a day without a clock: whether inside the window, the chat's times would tell."""
    tale = Tale().term("grace_window", "PT5M;start=paid;delivery=any;free=yes", "支付成功后5分钟内可免费取消")
    tale.asked("2024-05-12", "我要取消").said(EventKind.CANCEL_REFUSED, "2024-05-12", "自动发货，不能取消")
    told = {want.need: want.settles for want in of(case=case_of(tale))["platform"].wants}
    assert "免费取消期内的取消申请被拒绝" in told["chat-dated"]
    assert told["claims"] == ()


def test_web_pages_are_wanted_only_by_who_reports_some() -> None:
    none = of()["12377"]
    assert (none.applies, none.wants) == (False, ())
    assert "退款" in none.note
    some = of(CaseFile(pages=(PAGE,)))["12377"]
    assert some.applies
    assert {want.need: want.present for want in some.wants} == {
        "page": True,
        "page-text": False,
        "page-captured": False,
    }
    assert {want.field for want in some.wants} == {"pages"}
    whole = replace(PAGE, text="页面写明……", captured="2024-05-12 14:03")
    assert not of(CaseFile(pages=(whole,)))["12377"].missing
    assert len(of(CaseFile(pages=(whole, PAGE)))["12377"].missing) == 2
