"""A bubble without a ground of its own: the name set above it is no part of what was said."""

from __future__ import annotations

from dossier.model import Box, Line, Page, Speaker
from dossier.reading.chats import conversation


def chat(*lines: tuple[str, int, int]) -> Page:
    """Lines of text with their left edge and top; the buyer stands at the right."""
    found = [
        Line(number, text, Box(left, top, left + 30 * len(text), top + 36), 0.99, 0xFFFFFF)
        for number, (text, left, top) in enumerate(lines, 1)
    ]
    return Page(1, 720, 1400, tuple(found))


def said(page: Page) -> list[tuple[Speaker, str, str]]:
    return [(u.speaker, u.sender, u.text) for u in conversation.of_page(page) if u.speaker is Speaker.AGENT]


HEAD = (("2024-09-30 21:40", 120, 40), ("申请取消并退款", 420, 120))


def test_a_name_over_words_without_a_ground() -> None:
    page = chat(
        *HEAD, ("客服3316", 110, 240), ("您好，订单已为您取消，退款", 140, 300), ("3个工作日内退回", 140, 345)
    )
    assert said(page) == [(Speaker.AGENT, "客服3316", "您好，订单已为您取消，退款3个工作日内退回")]


def test_words_that_begin_with_a_number_stay_together() -> None:
    page = chat(*HEAD, ("工号3316为您服务，订单", 60, 240), ("已经为您取消", 60, 285))
    assert said(page) == [(Speaker.AGENT, "", "工号3316为您服务，订单已经为您取消")]


def test_a_first_line_that_asks_is_no_name() -> None:
    page = chat(*HEAD, ("请问客服呢", 110, 240), ("您好，稍等", 140, 300))
    assert [text for _, _, text in said(page)] == ["请问客服呢您好，稍等"]


def test_a_sentence_that_names_the_service_is_the_buyers_still() -> None:
    page = chat(*HEAD, ("你们客服当天就打过电话", 300, 240), ("说会处理，怎么还没动静", 300, 285))
    assert said(page) == []
