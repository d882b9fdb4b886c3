"""Up to when a captured chat goes."""

from __future__ import annotations

from dataclasses import replace

from pages import chat_page, evidence, log, numbered

from dossier import reading, timeline
from dossier.model import Evidence, Fact, Page, Role
from dossier.reading.book import Book
from dossier.reading.chats import stitching, talks

ORDER = "CM20240512001"
ASK = ("buyer", f"订单{ORDER}申请取消")


def untils(*files: Evidence) -> list[Fact]:
    return [fact for fact in reading.read(numbered(*files)).facts if fact.about == "until"]


def tall(page: Page, share: float) -> Page:
    """A page whose last line leaves this share of its height free."""
    bottom = max(line.box.y1 for line in page.lines if line.box)
    return replace(page, height=round(bottom / (1 - share)))


def test_the_last_time_line_says_it_and_belongs_to_the_order() -> None:
    items = [
        ("time", "2024-05-12 14:03"),
        ASK,
        ("time", "2024-05-12 16:20"),
        ("buyer", "在吗"),
        ("buyer", "？？"),
    ]
    (found,) = untils(evidence("c.png", chat_page(items)))
    assert (found.value, found.raw, found.order_id) == ("2024-05-12T16:20+08:00", "2024-05-12 16:20", ORDER)
    assert not found.assumed
    assert found.source.box is not None


def test_it_makes_no_event() -> None:
    items = [("time", "2024-05-12 14:03"), ASK]
    read = reading.read(numbered(evidence("c.png", chat_page(items))))
    assert len(timeline.events(read.evidence, read.facts)) == 1


def test_a_firm_day_goes_before_a_later_line_whose_day_is_unknown() -> None:
    lines = (("我", "2024-05-12 14:03:00", f"订单{ORDER}申请取消"), ("我", "09:30", "在吗"))
    (found,) = untils(evidence("c.txt", log(*lines)))
    assert found.value == "2024-05-12T14:03:00+08:00"


def test_without_any_day_it_is_assumed_like_the_chat() -> None:
    order = evidence("o.txt", log(("我", "14:03:00", f"订单{ORDER}申请取消"), ("客服", "14:05:00", "您好")))
    (found,) = untils(order)
    assert found.value == "T14:05:00"


def written(name: str, page: Page, *, alone: bool) -> str:
    """The value for a chat captured at 18:00 of its day."""
    item = replace(evidence(name, page, captured="2024-05-12T18:00:00"), role=Role.CHAT)
    book = Book((item,))
    (turns,) = stitching.conversations([item])
    talks.read(book, turns, alone=alone)
    (found,) = [fact for fact in book.facts if fact.about == "until"]
    assert not found.assumed
    return found.value


def test_a_capture_says_more_only_where_the_chats_end_is_in_sight() -> None:
    page = chat_page([("time", "2024-05-12 14:03"), ASK], clock="18:00")
    line, capture = "2024-05-12T14:03+08:00", "2024-05-12T18:00+08:00"
    assert written("Screenshot_1.png", tall(page, 0.5), alone=True) == capture
    # The screen is full: the chat may go on below it.
    assert written("Screenshot_1.png", tall(page, 0.2), alone=True) == line
    # Another chat of the folder may be how this one goes on.
    assert written("Screenshot_1.png", tall(page, 0.5), alone=False) == line
    # A saved picture's name tells when it was saved.
    assert written("mmexport1715508000000.png", tall(page, 0.5), alone=True) == line


def test_each_capture_of_a_chat_says_how_far_it_goes_itself() -> None:
    first = [("time", "2024-05-12 14:03"), ASK, ("time", "2024-05-12 14:20"), ("buyer", "请问处理得怎么样了")]
    second = [("time", "2024-05-12 14:20"), ("buyer", "请问处理得怎么样了"), ("time", "2024-05-12 15:00"), ("buyer", "在吗")]  # fmt: skip
    found = untils(evidence("a.png", chat_page(first)), evidence("b.png", chat_page(second)))
    assert [(fact.source.evidence, fact.value) for fact in found] == [
        ("E1", "2024-05-12T14:20+08:00"),
        ("E2", "2024-05-12T15:00+08:00"),
    ]


def test_what_stood_between_two_pictures_that_do_not_overlap_is_not_shown() -> None:
    first = chat_page(
        [
            ("time", "2024-05-12 14:03"),
            ASK,
            ("time", "2024-05-12 14:20"),
            ("agent", "您好，这边马上帮您核实订单"),
        ]
    )
    apart = replace(
        chat_page([("time", "2024-05-20 09:00"), ("buyer", "请问处理得怎么样了"), ("agent", "我看看")]),
        number=2,
    )
    joined = replace(
        chat_page([("time", "2024-05-12 14:20"), ("agent", "您好，这边马上帮您核实订单"), ("time", "2024-05-20 09:00"), ("buyer", "请问处理得怎么样了")]),
        number=2,
    )  # fmt: skip
    (gap,) = untils(evidence("c.gif", first, apart))
    (whole,) = untils(evidence("c.gif", first, joined))
    assert gap.value == "2024-05-12T14:20+08:00"
    assert whole.value == "2024-05-20T09:00+08:00"
