"""What was made of the same objects is kept; equal ones are others."""

from __future__ import annotations

from dataclasses import replace

from pages import chat_page, evidence, numbered

from dossier.model import Role
from dossier.reading import same
from dossier.reading.chats import stitching

TALK = (("time", "14:03"), ("buyer", "订单CM20240512001请取消"), ("agent", "您好，已经发货了不能取消"))


def test_a_function_is_called_once_for_each_object() -> None:
    asked: list[list[int]] = []

    @same.once(2)
    def total(one: list[int]) -> int:
        asked.append(one)
        return sum(one)

    first, twin, third = [1, 2], [1, 2], [3]
    assert [total(first), total(first), total(twin)] == [3, 3, 3]
    assert len(asked) == 2
    # Two are kept; the first must be made anew after a third.
    assert [total(third), total(first)] == [3, 3]
    assert len(asked) == 4


def test_files_are_the_same_only_with_the_very_same_pages_and_all_else_alike() -> None:
    item = replace(evidence("聊天.png", chat_page(TALK)), role=Role.CHAT)
    assert same.Files([item]) == same.Files([replace(item)])
    assert hash(same.Files([item])) == hash(same.Files([replace(item)]))
    assert same.Files([item]) != same.Files([replace(item, path="另一个.png")])
    assert same.Files([item]) != same.Files([replace(item, modified="2024-05-12T14:03:00")])
    assert same.Files([item]) != same.Files([replace(item, pages=tuple(map(replace, item.pages)))])
    assert same.Files([item]) != same.Files([])


def test_a_conversation_is_told_anew_when_its_page_is_another() -> None:
    (item,) = numbered(replace(evidence("聊天.png", chat_page(TALK)), role=Role.CHAT))
    other = replace(item, pages=(chat_page((("buyer", "在吗"), ("agent", "您好"))),))
    words = [turn.said.text for turns in stitching.conversations([item]) for turn in turns]
    assert "订单CM20240512001请取消" in "".join(words)
    again = [turn.said.text for turns in stitching.conversations([other]) for turn in turns]
    assert "订单CM20240512001请取消" not in "".join(again)
    assert stitching.conversations([item]) == stitching.conversations([item])
