"""What second readings, other files and look-alikes make of a fact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, page

from dossier.model import Box, Evidence, Fact, FactKind, FactStatus, Line, Source
from dossier.reading import identifiers, read
from dossier.reading.certainty import settle

BOX = Box(100, 100, 700, 140)


def file(number: int, *lines: Line) -> Evidence:
    blank = page([(0, 0, "页")])
    return replace(
        evidence(f"{number}.png", replace(blank, lines=lines)), id=f"E{number}", sha256=f"{number:064x}"
    )


def line(text: str, *again: str, number: int = 1) -> Line:
    top = 100 * number
    return Line(number, text, Box(100, top, 700, top + 40), 0.99, again=again)


def fact(
    kind: FactKind, value: str, raw: str = "", evidence: int = 1, number: int = 1, **more: object
) -> Fact:
    top = 100 * number
    place = Source(f"E{evidence}", 1, Box(100, top, 700, top + 40), number)
    made = Fact(f"F{evidence}{number}", kind, value, raw or value, 0.99, place, order_id="A1")
    return replace(made, **more)  # type: ignore[arg-type]


def one(kind: FactKind, value: str, raw: str, text: str, *again: str, **more: object) -> Fact:
    """The fact of a page with one line, settled."""
    (settled,) = settle([file(1, line(text, *again))], [fact(kind, value, raw, **more)])
    return settled


def time(raw: str, text: str, *again: str) -> Fact:
    return one(FactKind.TIMESTAMP, "2024-05-12T14:03:22+08:00", raw, text, *again)


def test_agreeing_readings_check_a_fact() -> None:
    told = time(
        "2024-05-12 14:03:22",
        "付款时间：2024-05-12 14:03:22",
        "付款时间:2024-05-1214:03:22",
        "2024-05-12 14:03:22",
    )
    assert told.status is FactStatus.CHECKED
    assert told.second is None


def test_a_disagreeing_reading_disputes_it_and_is_kept() -> None:
    told = time(
        "2024-05-12 14:03:22",
        "付款时间：2024-05-12 14:03:22",
        "付款时间：2024-05-12 14:08:22",
        "2024-05-12 14:08:22",
        "付款时间：2024-05-12 14:03:22",
        "",
        "",
    )
    assert told.status is FactStatus.DISPUTED
    assert told.second == "2024-05-12 14:08:22"
    assert told.value == "2024-05-12T14:03:22+08:00"


def test_another_engine_counts_for_itself() -> None:
    told = time("2024-05-12 14:03:22", "2024-05-12 14:03:22", "2024-05-1214:03:22", "", "", "", "")
    assert told.status is FactStatus.CHECKED


def test_one_more_look_of_the_same_engine_is_not_enough() -> None:
    told = time("2024-05-12 14:03:22", "2024-05-12 14:03:22", "", "2024-05-12 14:03:22", "", "", "")
    assert told.status is FactStatus.DISPUTED
    assert told.second == ""


def test_a_line_that_was_read_once_stays_as_it_is() -> None:
    assert time("2024-05-12 14:03:22", "2024-05-12 14:03:22").status is FactStatus.READ


@pytest.mark.parametrize(
    ("again", "status"),
    [
        (("5月12日 下午2:03", "512203", "5月12日 下午2:03"), FactStatus.CHECKED),
        (
            ("5月12日 上午2:03", "", "5月12日 上午2:03"),
            FactStatus.DISPUTED,
        ),  # the same figures, another half of the day
    ],
)
def test_the_half_of_the_day_must_be_heard_too(again: tuple[str, ...], status: FactStatus) -> None:
    told = one(FactKind.TIMESTAMP, "2024-05-12T14:03+08:00", "5月12日 下午2:03", "5月12日 下午2:03", *again)
    assert told.status is status


@pytest.mark.parametrize(
    ("again", "status", "second"),
    [
        (("实付¥128.00", "128.00"), FactStatus.CHECKED, None),
        (("", "实付¥128.00", "实付¥12.00", "", "实付¥12.00"), FactStatus.DISPUTED, "¥12.00"),
        (("实付¥1128.00", "实付¥1128.00", "", "", ""), FactStatus.DISPUTED, "¥1128.00"),
    ],
)
def test_the_point_and_every_figure_of_an_amount_count(
    again: tuple[str, ...], status: FactStatus, second: str | None
) -> None:
    told = one(FactKind.AMOUNT, "128.00", "¥128.00", "实付¥128.00", *again, about="paid")
    assert (told.status, told.second) == (status, second)


def test_a_clause_is_as_certain_as_its_numbers() -> None:
    words = "支付后五分钟内可免费取消"
    assert one(FactKind.POLICY_TERM, "paid+5m", words, words, words, words).status is FactStatus.CHECKED
    other = words.replace("五", "三")
    assert one(FactKind.POLICY_TERM, "paid+5m", words, words, other, other).status is FactStatus.DISPUTED
    bare = "手工商品开始处理前可取消"
    assert one(FactKind.POLICY_TERM, "manual", bare, bare, bare).status is FactStatus.READ


def test_a_number_glued_to_its_neighbour_is_confirmed_by_the_same_glue() -> None:
    told = one(
        FactKind.TIMESTAMP,
        "2024-08-09T10:36:20+08:00",
        "2024-08-0910:36:20",
        "客服小云工号20182024-08-0910:36:20",
        "客服小云工号20182024-08-0910:36:20",
        "/20182024-08-0910:36:20",
    )
    assert told.status is FactStatus.CHECKED


def test_a_number_over_two_lines_needs_both() -> None:
    number = "202511282000400111005900" + "09884243"
    lines = (
        line("凭证编号 202511282000400111005900", "202511282000400111005900", "202511282000400111005900"),
        line("09884243", "09884243", "09884248", "09884243", number=2),
    )
    whole = fact(FactKind.TRANSACTION_ID, number)
    whole = replace(
        whole,
        source=whole.source._replace(box=Box(100, 100, 700, 240))
        if hasattr(whole.source, "_replace")
        else replace(whole.source, box=Box(100, 100, 700, 240)),
    )
    (told,) = settle([file(1, *lines)], [whole])
    assert told.status is FactStatus.CHECKED
    worse = (lines[0], line("09884243", "09884248", "09884248", "", number=2))
    (told,) = settle([file(1, *worse)], [whole])
    assert told.status is FactStatus.DISPUTED


# -- other files --------------------------------------------------------------


def test_another_file_with_the_same_number_checks_what_readings_dispute() -> None:
    files = [file(1, line("A1", "?", "?")), file(2, line("A1"))]
    both = [
        fact(FactKind.ORDER_ID, "F9THNAQP5S8J3RM1"),
        fact(FactKind.MERCHANT_ORDER_ID, "F9THNAQP5S8J3RM1", evidence=2),
    ]
    assert {one.status for one in settle(files, both)} == {FactStatus.CHECKED}


def test_a_copy_of_the_same_file_checks_nothing() -> None:
    first = file(1, line("A1", "?", "?"))
    files = [first, replace(first, id="E2", path="copy.png")]
    both = [
        fact(FactKind.ORDER_ID, "F9THNAQP5S8J3RM1"),
        fact(FactKind.ORDER_ID, "F9THNAQP5S8J3RM1", evidence=2),
    ]
    assert {one.status for one in settle(files, both)} == {FactStatus.DISPUTED}


def test_price_less_fee_bears_the_refund_out() -> None:
    lines = [line(text, "", "", number=n) for n, text in enumerate(("¥128.00", "¥12.80", "¥115.20"), 1)]
    abouts = (("128.00", "paid"), ("12.80", "fee"), ("115.20", "refund"))
    facts = [fact(FactKind.AMOUNT, v, about=a, number=n) for n, (v, a) in enumerate(abouts, 1)]
    assert {one.status for one in settle([file(1, *lines)], facts)} == {FactStatus.CHECKED}
    facts[2] = replace(facts[2], value="115.30")
    assert {one.status for one in settle([file(1, *lines)], facts)} == {FactStatus.DISPUTED}


def test_what_a_person_corrected_stays() -> None:
    told = one(
        FactKind.ORDER_ID, "F9THNAQP5S8J3RM1", "", "F9THNAQP5S8J3RM1", "?", "?", status=FactStatus.CORRECTED
    )
    assert told.status is FactStatus.CORRECTED


# -- look-alikes --------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("F9THNAQP5S8J3RM1", (6, 8, 9, 10, 15)),
        ("ACEFGHJKMNPRTUVW", ()),
        ("774230608164522212", ()),  # figures only
        ("CM20240512001", ()),  # a short prefix, and a day
        ("KF00310158", ()),  # a short prefix before figures
        ("240331-476352212481227", ()),
        ("O20240512B15SI", ()),  # a day inside
        ("9f86d081884c7d659a2feaa0c55ad015", ()),  # hexadecimal: O, I, S … cannot be meant
        ("AB12CD34", (1, 3, 5)),
    ],
)
def test_the_doubtful_places_of_a_code(code: str, places: tuple[int, ...]) -> None:
    found = identifiers.doubts(code)
    assert found == tuple(n for n, char in enumerate(code) if n in found)
    assert set(places) <= set(found)
    assert bool(found) == bool(places)


def test_agreement_of_engines_does_not_make_a_mixed_code_certain() -> None:
    code = "F9THNAQP5S8J3RM1"
    told = one(FactKind.ORDER_ID, code, "", f"订单号 {code}", code, code, code)
    assert told.status is FactStatus.DISPUTED
    assert told.second is None
    assert [code[place] for place in told.doubts] == ["Q", "5", "S", "8", "1"]


def test_a_plain_number_that_engines_agree_on_is_certain() -> None:
    number = "774230608164522212"
    assert one(FactKind.ORDER_ID, number, "", number, number, number).status is FactStatus.CHECKED


# -- the whole way ------------------------------------------------------------


def test_a_file_read_through_the_door_is_settled() -> None:
    cells = [
        (60, 200, "订单编号"),
        (-60, 200, "XD20240512140322001"),
        (60, 300, "付款时间"),
        (-60, 300, "2024-05-12 14:03:22"),
        (60, 400, "下单时间"),
        (-60, 400, "2024-05-12 14:02:22"),
    ]
    made = page(cells)
    lines = tuple(
        replace(
            one, again=(one.text, one.text) if "14:03" in one.text else ("", one.text, "2024-05-12 14:07:22")
        )
        if any(char.isdigit() for char in one.text)
        else one
        for one in made.lines
    )
    facts = read([evidence("订单.png", replace(made, lines=lines))]).facts
    status = {one.raw: one.status for one in facts if one.kind is FactKind.TIMESTAMP}
    assert status == {
        "2024-05-12 14:03:22": FactStatus.CHECKED,
        "2024-05-12 14:02:22": FactStatus.DISPUTED,
    }
