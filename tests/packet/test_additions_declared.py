"""What a person marked because the program had missed it is declared wherever the packet shows it."""

from __future__ import annotations

from dataclasses import replace

from pages import chat_page, evidence, numbered, order_page

from dossier import reading, timeline
from dossier.casefile import Addition, CaseFile
from dossier.model import Box, Case, EventKind, Evidence, FactKind
from dossier.packet import view
from dossier.reading import Overrides

ORDER = "CM20240512001"
ROWS = [("订单编号", ORDER), ("下单时间", "2024-05-12 14:01:55"), ("实付款", "¥128.00")]
TALK = [
    ("time", "2024-05-12 14:02"),
    ("buyer", f"订单{ORDER}拍错了，申请取消"),
    ("agent", "系统自动发货，无法取消"),
    ("buyer", "好的"),
]
PAID = Addition("order.png", 1, Box(600, 700, 1020, 760), "2024-05-12 14:02:10", FactKind.TIMESTAMP, "paid")


def case(files: tuple[Evidence, ...], *additions: Addition) -> Case:
    said = tuple(reading.Addition(a.file, a.page, a.box, a.text, a.kind, a.about) for a in additions)
    found = reading.read(numbered(*files), Overrides(additions=said))
    return Case(
        evidence=found.evidence,
        facts=found.facts,
        events=timeline.events(found.evidence, found.facts),
        orders=found.orders,
        problems=found.aside,
        utterances=found.utterances,
    )


def missed(words: str) -> tuple[Evidence, Addition]:
    """A chat in which the engine overlooked a line, and the person's word on it."""
    shown = chat_page(TALK)
    line = next(one for one in shown.lines if words in one.text)
    assert line.box is not None
    left = tuple(one for one in shown.lines if one is not line)
    drawn = Box(line.box.x0 - 10, line.box.y0 - 8, line.box.x1 + 10, line.box.y1 + 8)
    return evidence("chat.png", replace(shown, lines=left)), Addition("chat.png", 1, drawn, line.text)


def test_a_mark_says_that_the_person_read_it() -> None:
    made = case((evidence("order.png", order_page(ROWS)),), PAID)
    shown = view.of(made, CaseFile(additions=(PAID,)), ())
    captions = [mark.caption for mark in shown.marks.on("E1", 1)]
    declared = [one for one in captions if "程序未读出或未读准，由本人对照原图标明" in one]
    assert len(declared) == 1
    assert "付款时间" in declared[0]
    assert "2024-05-12 14:02:10" in declared[0]
    mark = next(one for one in shown.marks.on("E1", 1) if one.caption == declared[0])
    assert mark.box == PAID.box
    event = next(event for event in made.events if event.kind is EventKind.PAID)
    assert [ref.anchor for ref in shown.marks.refs(event.facts)] == [mark.anchor]


def test_a_message_that_was_missed_says_so_in_the_annex() -> None:
    for words in ("申请取消", "好的"):
        chat, said = missed(words)
        made = case((evidence("order.png", order_page(ROWS)), chat), said)
        (talk,) = view.of(made, CaseFile(additions=(said,)), ()).talks
        notes = {one.text: one.notes for one in talk.sayings}
        (text,) = (text for text, note in notes.items() if note)
        assert said.text in text
        assert notes[text] == ("含程序未读出或未读准、由本人对照原图标明的文字",)
