"""Sentences that a lawyer of the shop would attack: none says more than the evidence shows."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from stories import FILES, Tale, judged

from dossier.casefile import CaseFile
from dossier.filing import destinations, forms, reporting, story
from dossier.model import (
    Anchor,
    Case,
    Delivery,
    EventKind,
    Evidence,
    FactKind,
    OrderState,
    Page,
    Role,
    Speaker,
)
from dossier.packet import assemble, view
from dossier.packet.view import View
from dossier.privacy.listing import MaskedFile

ASKED = "2024-05-12 14:03"
LATER = "2024-05-12 14:10"
FREE = ("grace_window", "PT5M;start=paid;delivery=any;free=yes", "支付后5分钟内可免费取消，全额退款")
BARE = ("grace_window", "PT5M;start=paid;delivery=any;free=unsaid", "支付后5分钟内可以取消订单")


def seen(tale: Tale, *, captured: str = "") -> View:
    files = tuple(
        Evidence(
            name, f"{name}.png", "0" * 64, 1, "image/png", (Page(1, 720, 1280),), role,
            captured=captured if role is Role.POLICY else "",
            captured_by=Anchor.FILE_NAME if captured else None,
        )
        for name, role in FILES.items()
    )  # fmt: skip
    events = tuple(sorted(tale.events, key=lambda event: event.when.earliest))
    case = Case(files, tuple(tale.facts), events, tuple(judged(tale).values()), orders=(tale.order,))
    return view.of(case, CaseFile(), ())


def form(tale: Tale) -> dict[str, str]:
    entered = forms.entries(seen(tale), destinations.find("12315"), {})
    return {entry.field.key: entry.fitted.text for entry in entered}


def packet(shown: View, name: str = "12315") -> str:
    root = ET.fromstring(assemble.source(shown, name))  # noqa: S314 - our own template
    return re.sub(r"\s*\n\s*", "", "".join(root.itertext()))


def asked() -> Tale:
    return Tale(state=OrderState.UNKNOWN).asked(ASKED)


def refused(*term: str) -> Tale:
    return asked().term(*term).said(EventKind.CANCEL_REFUSED, "2024-05-12 14:05", "无法取消")


def sums(tale: Tale) -> list[str]:
    return [claim.figures for claim in seen(tale).claims]


# Money


def test_a_refund_still_under_way_is_not_told_as_paid_back() -> None:
    tale = asked().captured("2024-05-16 09:00:00", "退款中")
    tale.fact(FactKind.AMOUNT, "100.00", "¥100.00", file="E6", about="refund")
    assert seen(tale).orders[0].sums.back == ""
    tale.happened(EventKind.REFUNDED, "2024-05-16 10:00:00")
    assert seen(tale).orders[0].sums.back == "100.00"


def test_a_payment_record_that_shows_a_refund_is_believed() -> None:
    tale = asked()
    tale.fact(FactKind.AMOUNT, "85.00", "¥85.00", file="E4", about="refund")
    assert seen(tale).orders[0].sums.back == "85.00"


def test_the_form_calls_no_more_kept_than_the_packet() -> None:
    """Of a piece that was delivered nothing was kept: one of two came back."""
    tale = asked().happened(EventKind.REFUNDED, "2024-05-12 15:00:00")
    tale.fact(FactKind.AMOUNT, "50.00", "¥50.00", about="refund")
    tale.fact(FactKind.AMOUNT, "50.00", "¥50.00", about="price")
    assert seen(tale).orders[0].sums.kept == ""
    told = form(tale)
    assert "退款 50.00 元" in told["answered"]
    assert "扣留" not in told["facts"]


def test_the_whole_price_is_asked_for_where_the_clause_gives_it_back() -> None:
    tale = refused(*FREE).term("fee_rate", "0.10-0.20;applies=any", "取消订单收取10%-20%手续费")
    assert tale.verdict("grace.cancel-refused-inside") == "breach"
    assert sums(tale) == ["100.00", ""]


@pytest.mark.parametrize(
    ("fee", "expected"), [("0.10-0.20;applies=any", ["", ""]), ("0.10-0.20;applies=after", ["100.00", ""])]
)
def test_no_sum_is_named_where_a_published_fee_may_come_off(fee: str, expected: list[str]) -> None:
    tale = refused(*BARE).term("fee_rate", fee, "取消订单收取10%-20%手续费")
    assert tale.verdict("grace.cancel-refused-inside") == "breach"
    assert sums(tale) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("已取消，3天内退款", ["", ""]), ("已取消，3天内全额退款", ["100.00", ""])]
)
def test_a_promise_silent_on_a_published_fee_names_no_sum(words: str, expected: list[str]) -> None:
    tale = asked().said(EventKind.REFUND_PROMISED, LATER, words)
    tale.term("refund_time", "P3D;days=calendar;start=said", words, file="E2", speaker=Speaker.AGENT)
    tale.captured("2024-05-16 09:00:00", "退款中").term("fee_rate", "0.10-0.20;applies=after", "收取手续费")
    assert tale.verdict("refund.overdue") == "breach"
    assert sums(tale) == expected


# Who and when


def test_a_notice_tells_when_it_came_not_when_the_goods_went_out() -> None:
    tale = asked().said(EventKind.SHIPPED, "2024-05-12 14:05", "您的订单已发货", by=Speaker.SYSTEM)
    told = packet(seen(tale))
    assert "订单显示发货时间" not in told
    assert "2024-05-12 14:05收到发货通知" in told
    assert [moment.name for moment in seen(tale).orders[0].moments] == ["付款时间", "取消申请", "发货通知"]
    assert "系统通知已发货" in form(tale)["answered"]
    printed = asked().happened(EventKind.SHIPPED, "2024-05-12 14:05:00")
    assert "订单显示发货时间为 2024-05-12 14:05:00" in packet(seen(printed))
    assert "订单显示发货" in form(printed)["answered"]


def test_dispatch_before_the_request_is_told_before_it() -> None:
    tale = Tale().happened(EventKind.SHIPPED, "2024-05-12 14:02:40").asked("2024-05-12 15:03", "我要取消")
    told = form(tale)["facts"]
    assert told.index("订单显示发货") < told.index("本人申请取消")
    assert told.count("订单显示发货") == 1
    assert "发货" not in form(tale)["answered"]


def test_a_machines_words_are_told_as_a_machines() -> None:
    tale = asked().said(EventKind.CANCEL_REFUSED, LATER, "已发货订单无法取消", robot=True, hedged=True)
    told = form(tale)["answered"]
    assert "系统自动答复：“已发货订单无法取消”" in told
    assert "客服" not in told
    assert [row.note for row in seen(tale).orders[0].rows if row.note] == ["自动答复"]


def test_open_words_are_not_told_again_beside_their_plain_meaning() -> None:
    words = "已给您申请退款，1-3个工作日内到账"
    tale = asked().said(EventKind.CANCEL_ACCEPTED, LATER, words, hedged=True)
    tale.said(EventKind.REFUND_PROMISED, LATER, words)
    assert [one.kind for one in story.of(seen(tale))[0].later] == ["refund_promised"]


def test_who_was_paid_is_not_called_the_shop() -> None:
    tale = asked()
    tale.order = replace(tale.order, platform="")
    tale.fact(FactKind.SELLER, "某某支付服务部", file="E4")
    told = form(tale)["bought"]
    assert "在某某支付服务部购买" not in told
    assert "付款记录显示的收款方为某某支付服务部。" in told


def test_the_page_that_names_the_seller_is_the_one_named() -> None:
    tale = asked()
    tale.fact(FactKind.SELLER, "某某小店", file="E1")
    assert "某某小店（页面显示的商家）" in packet(seen(tale))
    assert "收款方" not in packet(seen(tale))


def test_where_the_time_of_a_capture_is_from_is_told() -> None:
    told = packet(seen(refused(*FREE), captured="2024-05-12T14:20:00"))
    assert "截图时间 2024-05-12 14:20:00（据文件名）" in told


# What is open, and what is signed


def test_an_open_finding_is_not_headed_like_a_shown_one() -> None:
    tale = asked().term(*FREE).said(EventKind.CANCEL_REFUSED, LATER, "好像不能取消", hedged=True)
    assert tale.verdict("grace.cancel-refused-inside") == "undetermined"
    told = packet(seen(tale))
    assert "免费取消期内的取消申请被拒绝（尚未认定）" in told
    assert "尚不足以认定" in form(tale)["rule"]
    assert "尚未认定" not in packet(seen(refused(*FREE)))


def test_no_answer_is_only_said_of_the_talk_that_is_shown() -> None:
    tale = asked().term("answer_time", "PT2H;start=requested", "客服2小时内答复", label="2.1")
    tale.until("2024-05-12 18:00")
    assert tale.verdict("service.no-answer") == "breach"
    assert "所附对话中其间没有人工答复" in packet(seen(tale))
    assert "所附对话中其间没有人工答复" in form(tale)["answered"]


def test_who_signs_says_nothing_false_of_masked_copies() -> None:
    shown = seen(asked())
    assert "遮盖" not in packet(shown)
    masked = replace(shown, masked=(MaskedFile("E1", 1, "E1.png", "0" * 64, (), ()),))
    told = packet(masked)
    assert "附有遮盖副本的见“遮盖说明”" in told
    assert "除遮盖之处外，图片按原件内容原样排印" in told


def test_a_reported_page_is_not_called_the_platforms_own() -> None:
    assert {item.name for item in reporting.view(seen(asked())).exhibits} == {"网页画面"}


def test_consent_that_is_not_plain_starts_no_time_for_paying_back() -> None:
    """The shop's page counts from the request, but nothing is owed before the shop has agreed."""

    def tale(*, hedged: bool) -> Tale:
        told = Tale(state=OrderState.AWAITING)
        told.said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:02", "应该可以退", hedged=hedged)
        told.term("refund_time", "P3D;days=calendar;start=requested", "申请退款后3天内原路退回")
        return told.asked(ASKED).captured("2024-05-17 09:00:00", "退款中")

    assert tale(hedged=False).verdict("refund.overdue") == "breach"
    assert tale(hedged=True).verdict("refund.overdue") == "undetermined"


def test_the_sum_of_a_handmade_order_is_named_where_the_clause_says_so() -> None:
    def tale(words: str) -> Tale:
        told = Tale(delivery=Delivery.MANUAL).asked(ASKED).term("manual_cancel", "before=started", words)
        told.term("fee_rate", "0.10-0.10;applies=any", "取消收取10%手续费")
        return told.happened(EventKind.SERVICE_STARTED, "2024-05-12 15:00:00")

    assert sums(tale("开始处理前可申请取消，平台全额退款")) == ["100.00", ""]
    assert sums(tale("开始处理前可申请取消")) == ["", ""]
    assert Decimal(seen(tale("开始处理前可申请取消，不收费")).total) == Decimal(100)
