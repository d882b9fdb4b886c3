"""Mails: letters speak at their second, notices are pages, attachments are read as what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, numbered, order_page

from dossier import reading
from dossier.model import Evidence, FactKind, Line, Message, Page, Role, Speaker
from dossier.reading import mails

SHOP, BUYER = "某某数卡客服 <kefu@example.net>", "小鱼 <buyer@example.com>"


def letter(sender: str, to: str, words: str, time: str = "2024-05-12 14:03:22") -> Page:
    """A mail's page as intake makes it: its lines, and the same as messages."""
    head = [f"From: {sender}", f"To: {to}", "Date: Sun, 12 May 2024 14:03:22 +0800", "Subject: Re: x"]
    rows = [*head, *words.split("\n")]
    return Page(
        1,
        lines=tuple(Line(number, row) for number, row in enumerate(rows, 1)),
        messages=(Message(1, "", "", "\n".join(head)), Message(5, sender, time, words)),
    )


def mail(*pages: Page) -> Evidence:
    item = evidence("邮件.eml", pages[0])
    pages = tuple(replace(page, number=number) for number, page in enumerate(pages, 1))
    return replace(item, media=mails.MEDIA, pages=pages)


def read(*files: Evidence, **said: object) -> reading.Reading:
    return reading.read(numbered(*files), reading.Overrides(**said))  # type: ignore[arg-type]


def statements(result: reading.Reading) -> list[tuple[str, Speaker, str]]:
    facts = {fact.id: fact for fact in result.facts}
    return [
        (
            f.value,
            f.speaker,
            next((facts[i].value for i in f.links if facts[i].kind is FactKind.TIMESTAMP), ""),
        )
        for f in result.facts
        if f.kind is FactKind.STATEMENT
    ]


@pytest.mark.parametrize(
    ("sender", "to", "words", "wanted"),
    [
        (BUYER, SHOP, "我要求取消订单。", [("cancel_requested", Speaker.BUYER, "2024-05-12T14:03:22+08:00")]),
        (SHOP, BUYER, "您好，不能取消。", [("cancel_refused", Speaker.AGENT, "2024-05-12T14:03:22+08:00")]),
        # Nobody of the two is plainly the shop's, or several are written to: nobody has said it.
        (BUYER, "某乙 <friend@example.org>", "我要求取消订单。", []),
        (BUYER, f"{SHOP}, 某乙 <friend@example.org>", "我要求取消订单。", []),
        (SHOP, BUYER, "收到。\n\n------- 原始邮件 -------\n我要求取消订单。", []),
        (SHOP, BUYER, "收到。\n> 不能取消。", []),
    ],
)
def test_who_says_what_at_which_second(
    sender: str, to: str, words: str, wanted: list[tuple[str, Speaker, str]]
) -> None:
    result = read(mail(letter(sender, to, words)))
    assert result.evidence[0].role is Role.MAIL
    assert statements(result) == wanted


def test_a_mail_of_no_certain_time_dates_nothing() -> None:
    assert statements(read(mail(letter(BUYER, SHOP, "我要求取消订单。", time="")))) == [
        ("cancel_requested", Speaker.BUYER, "")
    ]


NOTICE = "订单详情\n订单编号：CM20240512001\n下单时间：2024-05-12 14:01:55\n付款时间：2024-05-12 14:02:10\n订单状态：已发货"


def test_a_notice_is_read_as_the_page_it_sends() -> None:
    result = read(mail(letter("某某数卡 <noreply@example.net>", BUYER, NOTICE)))
    times = {f.about: f.value for f in result.facts if f.kind is FactKind.TIMESTAMP}
    assert [order.order_id for order in result.orders] == ["CM20240512001"]
    assert times == {"ordered": "2024-05-12T14:01:55+08:00", "paid": "2024-05-12T14:02:10+08:00"}
    (page,) = result.evidence[0].pages
    assert page.messages == ()
    assert len(page.lines) == 9


def test_a_letter_that_sets_out_the_order_stays_a_letter() -> None:
    result = read(mail(letter(BUYER, SHOP, f"{NOTICE}\n我要求取消订单。")))
    assert statements(result)[0][:2] == ("cancel_requested", Speaker.BUYER)
    assert result.evidence[0].pages[0].lines == ()


def test_attachments_have_their_own_roles() -> None:
    order = replace(
        order_page(
            [("订单编号", "CM20240512001"), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥128.00")]
        ),
        part="订单.png",
    )
    chat = Page(
        1,
        messages=(Message(1, "我", "2024-05-12 14:03:05", "申请取消"), Message(2, "客服1024", "", "不行")),
        part="聊天.txt",
    )
    result = read(mail(letter(BUYER, SHOP, "请看附件。"), order, chat))
    assert [order.order_id for order in result.orders] == ["CM20240512001"]
    assert str(result.orders[0].paid) == "128.00"
    said = {(f.value, f.source.page) for f in result.facts if f.kind is FactKind.STATEMENT}
    assert ("cancel_requested", 3) in said
    assert {f.order_id for f in result.facts if f.kind is FactKind.STATEMENT} == {"CM20240512001"}


def test_what_the_user_calls_a_mail_outranks() -> None:
    item = mail(letter("某某 <a@example.com>", "某某 <b@example.com>", NOTICE))
    result = read(item, roles={"邮件.eml": Role.ORDER})
    assert result.evidence[0].role is Role.ORDER
    assert [order.order_id for order in result.orders] == ["CM20240512001"]
