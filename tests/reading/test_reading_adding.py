"""Words that a person adds to a page become facts, and never say more than they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import centred, chat_page, evidence, numbered, order_page, page, rule_page

from dossier import reading, timeline
from dossier.model import Box, EventKind, Evidence, Fact, FactKind, FactStatus, Role, Speaker
from dossier.reading import Addition, Correction, Overrides, adding

TIME = FactKind.TIMESTAMP
ORDER = evidence(
    "o.png",
    order_page(
        [("订单编号", "CM20240512001"), ("下单时间", "2024-05-12 14:01:55"), ("实付金额", "¥128.00")],
        "已发货",
    ),
)
FREE = Box(600, 700, 1020, 760)
"""A place of the order page where the engine read nothing."""


def read(
    *additions: Addition,
    files: Sequence[Evidence] = (ORDER,),
    corrections: tuple[Correction, ...] = (),
    **more: object,
) -> reading.Reading:
    said = Overrides(additions=additions, corrections=corrections, **more)  # type: ignore[arg-type]
    found = reading.read(numbered(*files), said)
    timeline.events(found.evidence, found.facts)
    return found


def of(found: reading.Reading, kind: FactKind, about: str = "") -> list[Fact]:
    return [fact for fact in found.facts if fact.kind is kind and about in ("", fact.about)]


def codes(found: reading.Reading) -> list[str]:
    return [problem.code for problem in found.aside if problem.code.startswith("addition")]


PAID = Addition("o.png", 1, FREE, "2024-05-12 14:02:10", TIME, "paid")


def test_a_time_that_was_missed_becomes_a_fact_at_its_place() -> None:
    plain, found = read(), read(PAID)
    assert not of(plain, TIME, "paid")
    fact = of(found, TIME, "paid")[0]
    assert (fact.value, fact.raw) == ("2024-05-12T14:02:10+08:00", "2024-05-12 14:02:10")
    assert (fact.status, fact.machine, fact.confidence) == (FactStatus.CORRECTED, "", 1.0)
    assert (fact.source.page, fact.source.box, fact.order_id) == (1, FREE, "CM20240512001")
    highest = max(line.number for line in ORDER.pages[0].lines)
    assert fact.source.line == highest + 1
    line = next(one for one in found.evidence[0].pages[0].lines if one.number == fact.source.line)
    assert (line.text, line.box) == (fact.raw, FREE)
    assert [(f.id, f.kind, f.value) for f in plain.facts] == [
        (f.id, f.kind, f.value) for f in found.facts if f.id != fact.id
    ]
    assert not codes(found)
    events = timeline.events(found.evidence, found.facts)
    assert EventKind.PAID in {event.kind for event in events}


@pytest.mark.parametrize(
    ("kind", "about", "text", "value"),
    [
        (FactKind.TRANSACTION_ID, "", "4200 0012 3420 2405 1201 2345 6789", "4200001234202405120123456789"),
        (FactKind.MERCHANT_ORDER_ID, "", "CM20240512001", "CM20240512001"),
        (FactKind.AMOUNT, "fee", "手续费 12.80元", "12.80"),
        (FactKind.AMOUNT, "refund", "￥115.20", "115.20"),
        (FactKind.AGENT_ID, "", "1024", "1024"),
        (FactKind.PRODUCT, "", "某某月卡", "某某月卡"),
        (FactKind.SELLER, "", "某某网络", "某某网络"),
        (FactKind.PLATFORM, "", "某某卡盟", "某某卡盟"),
        (FactKind.DELIVERY, "", "人工代充", "manual"),
        (FactKind.STATUS, "", "已退款", "refunded"),
        (TIME, "shipped", "2024年5月12日 14:03", "2024-05-12T14:03+08:00"),
        (TIME, "shipped", "05-12 14:03", "2024-05-12T14:03+08:00"),
    ],
)
def test_values_take_the_form_of_their_kind(kind: FactKind, about: str, text: str, value: str) -> None:
    found = read(Addition("o.png", 1, FREE, text, kind, about))
    assert not codes(found)
    assert [f.value for f in of(found, kind) if f.machine == ""] == [value]


@pytest.mark.parametrize(
    ("kind", "about", "text"),
    [
        (TIME, "paid", "看不清"),
        (TIME, "paid", "2024-05-12 14:02:10 至 2024-05-12 14:05:00"),
        (TIME, "", "2024-05-12 14:02:10"),
        (TIME, "paid", "14:02:10"),
        (TIME, "paid", "昨天 14:02"),
        (TIME, "fee", "2024-05-12 14:02:10"),
        (FactKind.AMOUNT, "", "12.80"),
        (FactKind.AMOUNT, "paid", "十二块八"),
        (FactKind.AMOUNT, "paid", "128.00 实付 115.20"),
        (FactKind.ORDER_ID, "", "没有"),
        (FactKind.STATUS, "", "不知道"),
        (FactKind.DELIVERY, "", "随便"),
        (FactKind.STATEMENT, "", "cancel_requested"),
        (FactKind.REASON, "", "late"),
        (FactKind.POLICY_TERM, "", "支付后5分钟内可免费取消"),
    ],
)
def test_what_has_no_such_form_is_told(kind: FactKind, about: str, text: str) -> None:
    found = read(Addition("o.png", 1, FREE, text, kind, about))
    assert codes(found) == ["addition-no-form"]
    assert [replace(f) for f in found.facts] == list(read().facts)


LOG = Evidence(
    "E1", "c.txt", "0" * 64, 1, "text/plain", (replace(chat_page([("buyer", "你好")]), width=0, height=0),)
)


@pytest.mark.parametrize(
    "said",
    [
        replace(PAID, path="x.png"),
        replace(PAID, page=2),
        replace(PAID, path="c.txt"),
        replace(PAID, box=Box(2000, 10, 2100, 60)),
        replace(PAID, box=Box(1000, 10, 1400, 60)),
    ],
)
def test_what_has_no_place_is_told(said: Addition) -> None:
    found = read(said, files=(ORDER, LOG))
    assert codes(found) == ["addition-no-place"]
    assert not of(found, TIME, "paid")
    problem = next(p for p in found.aside if p.code == "addition-no-place")
    assert (problem.path, problem.page) == (said.path, said.page)
    assert problem.detail == f"{','.join(map(str, said.box))} {said.text}"
    assert not adding.in_force(said, found.aside)


def test_a_box_that_reaches_a_little_over_the_edge_is_cut_there() -> None:
    found = read(replace(PAID, box=Box(600, 700, 1100, 760)))
    assert of(found, TIME, "paid")[0].source.box == Box(600, 700, 1080, 760)


def place(item: Evidence, text: str) -> Box:
    box = next(line.box for line in item.pages[0].lines if text in line.text)
    assert box is not None
    return box


def grown(box: Box, by: int = 12) -> Box:
    return Box(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


def test_what_was_read_already_is_confirmed_and_stays_one_fact() -> None:
    there = grown(place(ORDER, "14:01:55"))
    found = read(Addition("o.png", 1, there, "2024-05-12 14:01:55", TIME, "ordered"))
    fact = of(found, TIME, "ordered")
    assert [(f.status, f.machine, f.value) for f in fact] == [
        (FactStatus.CORRECTED, "2024-05-12T14:01:55+08:00", "2024-05-12T14:01:55+08:00")
    ]
    assert len(found.facts) == len(read().facts)
    assert found.evidence[0].pages[0].lines == ORDER.pages[0].lines


def test_another_value_at_a_reading_of_the_same_meaning_puts_it_right() -> None:
    there = grown(place(ORDER, "14:01:55"))
    found = read(Addition("o.png", 1, there, "2024-05-12 14:01:35", TIME, "ordered"))
    assert [(f.machine, f.value) for f in of(found, TIME, "ordered")] == [
        ("2024-05-12T14:01:55+08:00", "2024-05-12T14:01:35+08:00")
    ]


def test_nobody_gives_a_time_that_was_read_another_meaning() -> None:
    there = grown(place(ORDER, "14:01:55"))
    found = read(Addition("o.png", 1, there, "2024-05-12 14:01:55", TIME, "cancel_requested"))
    assert codes(found) == ["addition-otherwise"]
    assert list(found.facts) == list(read().facts)


def test_a_line_may_hold_another_amount_beside_the_one_that_was_read() -> None:
    item = evidence("o.png", order_page([("订单编号", "CM20240512001"), ("实付金额", "¥128.00 退 128.00")]))
    line = place(item, "128")
    part = Box(line.x1 - 140, line.y0, line.x1, line.y1)
    found = read(Addition("o.png", 1, part, "128.00", FactKind.AMOUNT, "refund"), files=(item,))
    assert sorted((f.about, f.value) for f in of(found, FactKind.AMOUNT)) == [
        ("paid", "128.00"),
        ("refund", "128.00"),
    ]


@pytest.mark.parametrize("label", ["预计发货时间", "最晚发货时间", "下单时间"])
def test_a_label_that_says_otherwise_keeps_the_value_from_accusing(label: str) -> None:
    rows = [("订单编号", "CM20240512001"), (label, "看不清")]
    item = evidence("o.png", order_page(rows))
    there = grown(place(item, "看不清"))
    said = Addition("o.png", 1, there, "2024-05-12 14:03:10", TIME, "shipped")
    assert [f.hedged for f in of(read(said, files=(item,)), TIME, "shipped")] == [True]
    other = evidence("o.png", order_page([rows[0], ("发货时间", "看不清")]))
    fact = of(read(said, files=(other,)), TIME, "shipped")[0]
    assert (fact.hedged, fact.label) == (False, "发货时间")


@pytest.mark.parametrize(
    ("about", "hedged"), [("cancel_refused", True), ("cancel_requested", True), ("paid", False)]
)
def test_a_decision_needs_the_word_of_the_page_itself(about: str, hedged: bool) -> None:
    (fact,) = of(read(replace(PAID, about=about)), TIME, about)
    assert fact.hedged is hedged
    item = evidence("o.png", order_page([("订单编号", "CM20240512001"), ("申请退款时间", "看不清")]))
    there = grown(place(item, "看不清"))
    (fact,) = of(
        read(Addition("o.png", 1, there, "2024-05-12 14:03:10", TIME, about), files=(item,)), TIME, about
    )
    assert fact.hedged is (about != "cancel_requested")


def test_the_words_beside_an_amount_outrank_the_person() -> None:
    item = evidence(
        "o.png", order_page([("订单编号", "CM20240512001"), ("退款金额", "看不清"), ("备注", "看不清楚")])
    )
    said = Addition("o.png", 1, grown(place(item, "看不清")), "12.80", FactKind.AMOUNT, "fee")
    assert codes(read(said, files=(item,))) == ["addition-otherwise"]
    assert not codes(read(replace(said, about="refund"), files=(item,)))
    assert not codes(read(replace(said, box=grown(place(item, "看不清楚"))), files=(item,)))


def test_a_place_that_could_not_be_read_is_no_problem_once_it_is_filled() -> None:
    item = evidence(
        "o.png", order_page([("订单编号", "CM20240512001"), ("付款时间", "2024-05-12 1A:O2:1O99")])
    )
    before = read(files=(item,))
    assert [p.code for p in before.aside] == ["unread"]
    said = Addition("o.png", 1, grown(place(item, "1A:O2")), "2024-05-12 14:02:10", TIME, "paid")
    after = read(said, files=(item,))
    assert [p.code for p in after.aside] == []
    assert [(f.value, f.hedged) for f in of(after, TIME, "paid")] == [("2024-05-12T14:02:10+08:00", False)]
    wrong = read(replace(said, text="看不清"), files=(item,))
    assert sorted(p.code for p in wrong.aside) == ["addition-no-form", "unread"]


def test_a_correction_on_top_of_an_addition_still_says_that_the_machine_read_nothing() -> None:
    word = Correction("o.png", 1, TIME, "2024-05-12 14:02:10", "2024-05-12 14:02:16")
    found = read(PAID, corrections=(word,))
    assert [(f.value, f.machine) for f in of(found, TIME, "paid")] == [("2024-05-12T14:02:16+08:00", "")]
    dropped = read(PAID, corrections=(replace(word, value=None),))
    assert not of(dropped, TIME, "paid")
    assert (found.aside, dropped.aside) == ((), ())


def test_an_addition_on_a_corrected_reading_is_heard_once() -> None:
    there = grown(place(ORDER, "14:01:55"))
    word = Correction("o.png", 1, TIME, "2024-05-12 14:01:55", "2024-05-12 14:01:35")
    same = read(Addition("o.png", 1, there, "2024-05-12 14:01:35", TIME, "ordered"), corrections=(word,))
    assert [(f.value, f.machine) for f in of(same, TIME, "ordered")] == [
        ("2024-05-12T14:01:35+08:00", "2024-05-12T14:01:55+08:00")
    ]
    assert not same.aside
    other = read(Addition("o.png", 1, there, "2024-05-12 14:01:25", TIME, "ordered"), corrections=(word,))
    assert [f.value for f in of(other, TIME, "ordered")] == ["2024-05-12T14:01:35+08:00"]
    assert codes(other) == ["addition-otherwise"]


def test_a_reading_that_is_not_there_leaves_its_place_to_the_addition() -> None:
    there = grown(place(ORDER, "14:01:55"))
    gone = Correction("o.png", 1, TIME, "2024-05-12 14:01:55", None)
    found = read(Addition("o.png", 1, there, "2024-05-12 14:01:55", TIME, "paid"), corrections=(gone,))
    assert [(f.about, f.machine) for f in of(found, TIME) if f.about != "captured"] == [("paid", "")]
    assert not found.aside


def test_of_two_additions_at_one_place_the_first_counts_and_the_second_is_told() -> None:
    near = replace(PAID, box=Box(606, 704, 1010, 764))
    same = read(PAID, near)
    assert len(of(same, TIME, "paid")) == 1
    assert not codes(same)
    other = read(PAID, replace(near, text="2024-05-12 14:09:10"))
    assert [f.value for f in of(other, TIME, "paid")] == ["2024-05-12T14:02:10+08:00"]
    assert codes(other) == ["addition-otherwise"]
    words = [Addition("o.png", 1, box, text) for box, text in ((FREE, "备注一"), (near.box, "备注二"))]
    assert sorted(codes(read(*words))) == ["addition-no-fact", "addition-otherwise"]


def test_words_without_a_kind_are_read_with_the_label_beside_them() -> None:
    cells = [
        centred(120, "订单详情"),
        (60, 260, "订单编号"),
        (-60, 260, "CM20240512001"),
        (60, 350, "付款时间"),
    ]
    item = evidence("o.png", page(cells))
    drawn = Box(560, 338, 1050, 402)
    found = read(Addition("o.png", 1, drawn, "2024-05-12 14:02:10"), files=(item,))
    fact = of(found, TIME, "paid")[0]
    assert (fact.value, fact.label, fact.source.box) == ("2024-05-12T14:02:10+08:00", "付款时间", drawn)
    assert (fact.status, fact.machine) == (FactStatus.CORRECTED, "")
    number = of(found, FactKind.ORDER_ID)[0]
    assert (number.status, number.machine) == (FactStatus.READ, None)
    assert not codes(found)


def test_what_the_engine_read_in_the_box_gives_way_and_other_lines_keep_their_numbers() -> None:
    cells = [
        (60, 260, "订单编号"),
        (-60, 260, "CM20240512001"),
        (60, 350, "付款时间"),
        (-60, 350, "2O24-O5"),
        (60, 440, "下单时间"),
        (-60, 440, "2024-05-12 14:01:55"),
    ]
    item = evidence("o.png", page(cells))
    found = read(Addition("o.png", 1, grown(place(item, "2O24"), 20), "2024-05-12 14:02:10"), files=(item,))
    lines = found.evidence[0].pages[0].lines
    assert [(line.number, line.text) for line in lines if "2O24" in line.text] == []
    assert [line.number for line in lines] == [1, 2, 3, 7, 5, 6]
    assert of(found, TIME, "ordered")[0].source.line == 6
    assert of(found, TIME, "paid")[0].source.line == 7


def test_a_label_that_was_missed_marks_the_value_as_resting_on_the_person_too() -> None:
    cells = [
        centred(120, "订单详情"),
        (60, 260, "订单编号"),
        (-60, 260, "CM20240512001"),
        (-60, 350, "2024-05-12 14:02:10"),
    ]
    item = evidence("o.png", page(cells))
    assert not of(read(files=(item,)), TIME, "paid")
    fact = of(read(Addition("o.png", 1, Box(52, 340, 230, 400), "付款时间"), files=(item,)), TIME, "paid")[0]
    assert (fact.status, fact.machine) == (FactStatus.CORRECTED, "")


def test_words_from_which_nothing_can_be_read_are_told() -> None:
    found = read(Addition("o.png", 1, FREE, "某某"))
    assert codes(found) == ["addition-no-fact"]
    assert list(found.facts) == list(read().facts)


def test_words_that_the_machine_read_alike_change_nothing() -> None:
    found = read(Addition("o.png", 1, grown(place(ORDER, "14:01:55")), "2024-05-12  14:01:55"))
    assert (found.facts, found.aside, found.evidence) == (read().facts, (), read().evidence)


def test_only_the_words_that_gave_nothing_are_told() -> None:
    cells = [centred(120, "订单详情"), (60, 260, "订单编号"), (-60, 260, "CM20240512001")]
    banner = Addition("o.png", 1, Box(52, 400, 230, 460), "已发货")
    idle = Addition("o.png", 1, Box(52, 600, 230, 660), "某某")
    found = read(banner, idle, files=(evidence("o.png", page(cells)),))
    assert [f.value for f in of(found, FactKind.STATUS)] == ["shipped"]
    assert [p.detail.partition(" ")[2] for p in found.aside] == ["某某"]
    gone = Correction("o.png", 1, FactKind.STATUS, "已发货", None)
    dropped = read(banner, files=(evidence("o.png", page(cells)),), corrections=(gone,))
    assert (of(dropped, FactKind.STATUS), dropped.aside) == ([], ())


CHAT = [("time", "2024-05-12 14:03"), ("agent", "您好，在的"), ("buyer", "你好"), ("agent", "请说")]


def test_a_bubble_that_was_missed_speaks_on_its_side() -> None:
    shown = chat_page([*CHAT, ("buyer", "我要取消订单，请退款"), ("agent", "已经发货，不能取消")])
    box = next(line.box for line in shown.lines if "取消订单" in line.text)
    assert box is not None
    missed = replace(shown, lines=tuple(line for line in shown.lines if line.box != box))
    item = evidence("c.png", missed)
    before, after = (
        read(files=(ORDER, item)),
        read(Addition("c.png", 1, grown(box), "我要取消订单，请退款"), files=(ORDER, item)),
    )
    wants = EventKind.CANCEL_REQUESTED
    assert not of(before, FactKind.STATEMENT, wants)
    fact = of(after, FactKind.STATEMENT, wants)[0]
    assert (fact.speaker, fact.status, fact.machine) == (Speaker.BUYER, FactStatus.CORRECTED, "")
    assert fact.source.box == grown(box)
    said = next(one for one in after.utterances if "取消订单" in one.text)
    assert (said.speaker, said.time) == (Speaker.BUYER, "2024-05-12 14:03")
    whole = evidence("c.png", shown)
    assert [(f.kind, f.value, f.about) for f in after.facts] == [
        (f.kind, f.value, f.about) for f in read(files=(ORDER, whole)).facts
    ]


def test_words_of_a_chat_that_decide_nothing_are_told_in_the_conversation() -> None:
    shown = chat_page(CHAT)
    below = max(line.box.y1 for line in shown.lines if line.box) + 60
    found = read(
        Addition("c.png", 1, Box(150, below, 400, below + 60), "好的"),
        files=(ORDER, evidence("c.png", shown)),
    )
    assert "好的" in [one.text for one in found.utterances]
    assert not codes(found)


def test_a_clause_that_was_missed_is_read_as_any_clause() -> None:
    rules = ["取消规则", "3.1 支付后5分钟内可免费取消。", "3.2 超过5分钟取消的，收取10%手续费。"]
    shown = rule_page(rules)
    box = next(line.box for line in shown.lines if line.text.startswith("3.2"))
    assert box is not None
    item = evidence("r.png", replace(shown, lines=tuple(line for line in shown.lines if line.box != box)))
    found = read(Addition("r.png", 1, grown(box, 6), rules[2]), files=(ORDER, item))
    assert not of(read(files=(ORDER, item)), FactKind.POLICY_TERM, "fee_rate")
    fact = of(found, FactKind.POLICY_TERM, "fee_rate")[0]
    whole = of(read(files=(ORDER, evidence("r.png", shown))), FactKind.POLICY_TERM, "fee_rate")[0]
    assert (fact.value, fact.label, fact.machine) == (whole.value, "3.2", "")


def test_the_day_told_for_a_chat_leaves_the_machine_without_a_reading() -> None:
    shown = chat_page([("agent", "您好"), ("buyer", "请取消订单，退款")])
    item = evidence("c.png", shown)
    said = Addition("c.png", 1, Box(470, 130, 610, 180), "14:05")
    found = read(said, files=(ORDER, item), days={"c.png": date(2024, 5, 12)})
    times = [f for f in of(found, TIME, "said") if f.raw == "14:05"]
    assert [(f.value, f.machine) for f in times] == [("2024-05-12T14:05+08:00/2024-05-12T14:08+08:00", "")]


def test_a_loose_box_on_a_voucher_makes_no_small_amount_the_large_one() -> None:
    cells = [
        (60, 30, "14:08"),
        (60, 300, "交易单号"),
        (-60, 300, "4200001234202405120123456789"),
        (60, 400, "商户全称"),
        (-60, 400, "某某网络"),
    ]
    item = evidence("p.png", page(cells))
    found = read(
        Addition("p.png", 1, Box(380, 90, 720, 220), "12.80"),
        files=(ORDER, item),
        roles={"p.png": Role.PAYMENT},
    )
    assert not [f for f in of(found, FactKind.AMOUNT) if f.source.evidence == "E2"]


def test_an_excluded_file_takes_no_addition() -> None:
    from dossier.exclusion import exclude

    found = read(PAID, files=(exclude(ORDER, "无关"),), excluded=frozenset({"o.png"}))
    assert codes(found) == ["addition-no-place"]
    assert not found.facts


WORDS = [
    "2024-05-12 14:02:10",
    "14:02",
    "12.80",
    "付款时间",
    "我要取消订单",
    "CM20240512001",
    "人工",
    "已退款",
    "。",
    "某某",
]
BOXES = st.tuples(*(st.integers(-50, 1300) for _ in range(4))).map(
    lambda s: Box(min(s[0], s[2]), min(s[1], s[3]), max(s[0], s[2]) + 1, max(s[1], s[3]) + 1)
)
ADDITIONS = st.builds(
    Addition,
    st.sampled_from(["o.png", "c.png", "x.png"]),
    st.integers(1, 2),
    BOXES,
    st.sampled_from(WORDS),
    st.sampled_from([None, *FactKind]),
    st.sampled_from(["", "paid", "shipped", "fee", "cancel_refused"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ADDITIONS, max_size=4))
def test_whatever_is_drawn_is_used_or_told_and_nothing_else_moves(said: list[Addition]) -> None:
    files = (ORDER, evidence("c.png", chat_page([*CHAT, ("buyer", "请退款，取消订单")])))
    found, again = read(*said, files=files), read(*said, files=files)
    assert (found.facts, found.aside) == (again.facts, again.aside)
    ids = [fact.id for fact in found.facts]
    assert len(set(ids)) == len(ids)
    for item, before in zip(found.evidence, numbered(*files), strict=True):
        now = {line.number: line for line in item.pages[0].lines}
        assert len(now) == len(item.pages[0].lines)
        old = {line.number: line for line in before.pages[0].lines}
        for number, line in now.items():
            assert line == old[number] if number in old else line.text in WORDS
    for fact in found.facts:
        added = fact.source.line > max(line.number for f in files for line in f.pages[0].lines)
        assert not added or (fact.status, fact.machine) == (FactStatus.CORRECTED, "")
    for one in said:
        if one.path == "x.png" or one.page == 2 or one.kind in (FactKind.STATEMENT, FactKind.POLICY_TERM):
            assert not adding.in_force(one, found.aside)
