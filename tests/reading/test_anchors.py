"""When a screen was captured: what tells it, in its order of trust, and when it is not believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages import centred, chat_page, evidence, page

from dossier.model import Anchor, Page
from dossier.reading.chats import anchors, conversation

TALK = [("time", "14:03"), ("buyer", "我要取消订单")]


def told(
    shown: Page, name: str = "chat.png", captured: str = "", by: Anchor | None = None, modified: str = ""
) -> tuple[str, Anchor, bool] | None:
    file = replace(evidence(name, shown, captured=captured), captured_by=by, modified=modified)
    found = anchors.of(file, shown)
    return None if found is None else (f"{found.moment:%Y-%m-%dT%H:%M}", found.by, found.sure)


def bar(*words: tuple[int, str]) -> Page:
    cells: Sequence[tuple[int, int, str]] = [(x, 30, text) for x, text in words]
    return page([*cells, centred(300, "14:03"), (-160, 400, "我要取消订单")])


def test_the_name_is_believed_before_the_file_system() -> None:
    found = told(chat_page(TALK, "00:15"), captured="2024-05-13T00:15:12", modified="2024-06-01T10:00:00")
    assert found == ("2024-05-13T00:15", Anchor.FILE_NAME, True)


def test_a_cameras_data_are_told_as_such() -> None:
    found = told(chat_page(TALK, "00:15"), captured="2024-05-13T00:15:12", by=Anchor.EXIF)
    assert found == ("2024-05-13T00:15", Anchor.EXIF, True)


@pytest.mark.parametrize(
    "words",
    [
        ((60, "14:08"), (300, "5月13日 周一"), (-60, "86%")),
        ((60, "5月13日周一 14:08"), (-60, "86%")),
    ],
)
def test_a_date_in_the_status_bar_outranks_the_name(words: Sequence[tuple[int, str]]) -> None:
    found = told(bar(*words), captured="2024-05-20T09:00:00")
    assert found == ("2024-05-13T14:08", Anchor.STATUS_BAR, True)


def test_a_bar_without_a_year_is_of_the_last_year_before_the_file() -> None:
    found = told(bar((60, "23:59"), (300, "12月31日 周日"), (-60, "86%")), modified="2024-01-01T00:00:05")
    assert found == ("2023-12-31T23:59", Anchor.STATUS_BAR, True)


def test_a_desktops_task_bar_tells_clock_and_date() -> None:
    cells = [(100, 100, "客服小美 2024-05-12 14:05:10"), (124, 140, "您好"), (1760, 1010, "14:08")]
    shown = replace(page([*cells, (1740, 1040, "2024/5/13")], width=1920, size=24), height=1080)
    assert told(shown) == ("2024-05-13T14:08", Anchor.STATUS_BAR, True)


def test_a_title_in_the_place_of_the_bar_is_no_bar() -> None:
    shown = page([(60, 30, "客服小美 2024-05-12 14:05"), (60, 200, "您好")])
    assert told(shown) is None


@pytest.mark.parametrize(
    ("clock", "captured", "moment", "sure"),
    [
        # saved some seconds after midnight, taken before
        ("23:59", "2024-05-13T00:00:05", "2024-05-12T23:59", True),
        ("14:03", "2024-05-13T14:08:00", "2024-05-13T14:08", True),
        # the name is of a copy or an edit: the clock is of that day or of one before
        ("14:02", "2024-05-13T14:08:00", "2024-05-13T14:02", False),
        ("14:08", "2024-05-13T09:00:00", "2024-05-12T14:08", False),
    ],
)
def test_the_bars_clock_is_held_against_the_files_moment(
    clock: str, captured: str, moment: str, *, sure: bool
) -> None:
    assert told(chat_page(TALK, clock), captured=captured) == (moment, Anchor.FILE_NAME, sure)


@pytest.mark.parametrize("name", ["mmexport1715500000000.jpg", "微信图片_20240513101010.png"])
def test_the_name_of_a_saved_picture_is_not_relied_on(name: str) -> None:
    found = told(chat_page(TALK, "10:10"), name, captured="2024-05-13T10:10:10")
    assert found == ("2024-05-13T10:10", Anchor.FILE_NAME, False)


def test_the_file_system_is_asked_last_and_never_relied_on() -> None:
    found = told(chat_page(TALK, "10:10"), modified="2024-05-13T10:10:10")
    assert found == ("2024-05-13T10:10", Anchor.FILE_TIME, False)
    assert told(chat_page(TALK)) is None


def test_the_task_bars_clock_is_no_messages_time() -> None:
    cells = [(160, 300, "您好，不能取消"), (-160, 500, "我要取消订单"), (-20, 1040, "14:08")]
    shown = replace(page(cells, width=1920, size=24), height=1080)
    assert [said.stamp for said in conversation.of_page(shown)] == [None, None]
