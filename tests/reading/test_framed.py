"""Captures cut at one side: the screen's middle tells what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import centred, page

from dossier.model import Page, Speaker
from dossier.reading.chats import conversation

BUYER, AGENT = Speaker.BUYER, Speaker.AGENT
ASKED, ANSWERED = "拍错了请帮我取消订单", "系统已经自动发货无法取消"


def chat() -> Page:
    return page(
        [
            (70, 20, "21:24"),
            centred(140, "在线客服"),
            centred(300, "2024-05-12 14:03"),
            (-160, 400, ASKED),
            centred(560, "2024-05-12 14:05"),
            (160, 660, ANSWERED),
            (-160, 800, "我付款后两分钟就申请了"),
        ]
    )


def cut(whole: Page, left: int, right: int) -> Page:
    """The page without so many pixels at either side; what stands wholly there is gone."""
    width = whole.width - left - right
    moved = (
        replace(line, box=line.box._replace(x0=max(0, line.box.x0 - left), x1=min(width, line.box.x1 - left)))
        for line in whole.lines
        if line.box is not None and line.box.x1 > left and line.box.x0 < whole.width - right
    )
    return replace(whole, width=width, lines=tuple(moved))


def sides(one: Page) -> dict[str, Speaker]:
    return {said.text: said.speaker for said in conversation.of_page(one)}


@pytest.mark.parametrize(("left", "right"), [(0, 0), (60, 0), (130, 0), (0, 60), (0, 130), (40, 120)])
def test_both_sides_are_told_apart_however_the_capture_is_cut(left: int, right: int) -> None:
    found = sides(cut(chat(), left, right))
    assert (found[ASKED], found[ANSWERED]) == (BUYER, AGENT)


@pytest.mark.parametrize(("left", "right"), [(100, 0), (0, 100)])
def test_times_stay_times(left: int, right: int) -> None:
    said = {one.text: one.stamp for one in conversation.of_page(cut(chat(), left, right))}
    assert all((stamp := said[text]) is not None and stamp.has_clock for text in (ASKED, ANSWERED))


def test_times_beside_messages_move_nothing() -> None:
    """Where each message has its own time at its own side, times say nothing of the middle."""
    cells = [(160, 300, "14:03"), (160, 360, ANSWERED), (-160, 500, "14:04"), (-160, 560, ASKED)]
    found = sides(page([*cells, (160, 700, "14:05"), (160, 760, "请问还有什么可以帮您的吗")]))
    assert (found[ASKED], found[ANSWERED]) == (BUYER, AGENT)
