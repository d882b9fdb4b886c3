"""Which readings a person must look at, and how their doubtful signs are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier import doubts, record, signs
from dossier.model import (
    Anchor,
    Box,
    Case,
    Fact,
    FactKind,
    FactStatus,
    Line,
    Page,
    Source,
    Speaker,
)

CODE = "F95SH7"


def fact(kind: FactKind = FactKind.ORDER_ID, value: str = CODE, **more: object) -> Fact:
    made = Fact("F1", kind, value, value, 0.9, Source("E1", 1, Box(100, 50, 400, 90), 7))
    return replace(made, **{"status": FactStatus.DISPUTED, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ("2024-05-12 14:02:10", "2024-05-1214:02:16", "2024-05-12 14:02:1[0]"),
        ("CM202405120012N1", "CM20240512001", "CM20240512001[2N1]"),
        ("128.00", "123.00", "12[8].00"),
        ("14:02", "14.02", "14:02"),
        ("14:02", "", "14:02"),
        ("abcdef", "uvwxyz", "abcdef"),
    ],
)
def test_signs_that_another_reading_has_not_are_marked(first: str, second: str, marked: str) -> None:
    assert doubts.marked(first, doubts.differing(first, second)) == marked


def test_look_alikes_are_marked_beside_differences_and_neighbours_share_brackets() -> None:
    assert doubts.words(fact(doubts=(2, 3))) == "F9[5S]H7"
    assert doubts.words(fact(doubts=(2,), second="F95SH1")) == "F9[5]SH[7]"
    assert doubts.words(fact()) == CODE


def test_only_disputed_readings_that_matter_are_told_each_place_once() -> None:
    def time(about: str, name: str, line: int) -> Fact:
        made = fact(FactKind.TIMESTAMP, "2024-05-12", about=about)
        return replace(made, id=name, source=replace(made.source, line=line))

    asked = fact(FactKind.STATEMENT, "cancel_requested", id="S1", links=("T1",), status=FactStatus.READ)
    clause = fact(FactKind.POLICY_TERM, "PT5M", raw="5分钟内可取消，超过收10%", about="grace_window")
    found = doubts.of(
        [
            fact(id="N1"),
            fact(id="N2"),
            fact(id="N3", status=FactStatus.CHECKED, value="X1"),
            time("said", "T1", 1),
            time("said", "T2", 2),
            time("paid", "T3", 3),
            time("", "T4", 4),
            fact(FactKind.AMOUNT, "5.00", id="A1", about="discount"),
            replace(clause, id="P1", source=replace(clause.source, line=9)),
            replace(clause, id="P2", about="fee_rate", source=replace(clause.source, line=9)),
            asked,
        ]
    )
    assert [one.id for one in found] == ["N1", "T1", "T3", "P1"]


def test_a_record_is_read_back_as_it_was_written() -> None:
    full = fact(
        doubts=(2, 3), second="F9SSH7", links=("F2",), anchor=Anchor.EXIF, speaker=Speaker.AGENT,
        order_id="X", about="paid", label="付款时间", machine="Y", assumed=True, hedged=True,
    )  # fmt: skip
    bare = replace(full, source=Source("E1", 1, None, 3), anchor=None, second=None, doubts=())
    assert record.facts(record.document(Case(facts=(full, bare)))) == [full, bare]


def line(text: str, box: Box, number: int = 1, tilt: float = 0.0) -> Line:
    return Line(number, text, box, tilt=tilt)


def test_a_sign_is_found_by_the_width_of_those_before_it() -> None:
    """Figures are equally wide: the third and fourth of ten take up the third and fourth tenth."""
    row = line("1234567890", Box(100, 20, 300, 60))
    assert signs.places([row], "1234567890", (2, 3)) == [Box(140, 20, 180, 60)]
    assert signs.places([row], "1234567890", (0, 9)) == [Box(100, 20, 120, 60), Box(280, 20, 300, 60)]


def test_signs_are_found_behind_a_label_over_blanks_and_over_two_lines() -> None:
    labelled = signs.places([line("单号：１２ 34", Box(0, 0, 100, 10))], "1234", (3,))
    assert len(labelled) == 1
    assert labelled[0].x1 == 100
    assert labelled[0].x0 > 80
    wrapped = [line("12345", Box(0, 0, 100, 10), 1), line("67890", Box(0, 20, 100, 30), 2)]
    assert signs.places(wrapped, "1234567890", (4, 5)) == [Box(80, 0, 100, 10), Box(0, 20, 20, 30)]


@pytest.mark.parametrize(("text", "tilt"), [("9999", 0.0), ("1234", 8.0)])
def test_nothing_is_pointed_at_that_is_not_sure_to_be_there(text: str, tilt: float) -> None:
    assert signs.places([line("1234", Box(0, 0, 100, 10), tilt=tilt)], text, (0,)) == []


def test_a_facts_signs_are_sought_in_its_own_lines_only() -> None:
    page = Page(1, 500, 200, (line(CODE, Box(100, 50, 400, 90)), line(CODE, Box(100, 120, 400, 160), 2)))
    places = signs.doubtful(fact(doubts=(0,)), page)
    assert [box.y0 for box in places] == [50]
    assert signs.doubtful(fact(doubts=(0,), source=Source("E1", 1, None, 1)), page) == []
