"""What of an order or payment page could not be read is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, numbered, order_page, page

from dossier import reading, timeline
from dossier.model import EventKind, Evidence, FactKind, FactStatus, Page, Problem
from dossier.words import phrase

ORDER = "CM20240512001"
USUAL = [("订单编号", ORDER), ("下单时间", "2024-05-12 14:01:55"), ("实付款", "¥128.00")]
BAD_TIME = "2025-11-45 1027:25"


def told(made: Page, *corrections: reading.Correction) -> list[str]:
    return [problem.detail for problem in read(made, *corrections).aside if problem.code == "unread"]


def read(made: Page, *corrections: reading.Correction) -> reading.Reading:
    return reading.read(
        numbered(evidence("order.png", made)), reading.Overrides(corrections=tuple(corrections))
    )


def paid(found: reading.Reading) -> list[tuple[str, FactStatus]]:
    """The times of payment."""
    times = [one for one in found.facts if one.kind is FactKind.TIMESTAMP and one.about == "paid"]
    return [(one.value, one.status) for one in times]


def row(label: str, value: str) -> Page:
    return order_page([*USUAL, (label, value)], "已发货")


def fainter(made: Page, text: str, confidence: float) -> Page:
    lines = (replace(one, confidence=confidence) if one.text == text else one for one in made.lines)
    return replace(made, lines=tuple(lines))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("付款时间", BAD_TIME),
        ("发货时间", "2024-05-12.14:05:41:09:77"),
        ("交易单号", "42000:23452'0240512"),
        ("退款金额", "v12.8O.0"),
    ],
)
def test_a_value_that_makes_no_sense_is_told_with_label_words_and_line(label: str, value: str) -> None:
    made = row(label, value)
    line = next(one.number for one in made.lines if one.text == value)
    assert told(made) == [f"{line} {label}：{value}"]


def test_a_label_in_one_run_with_its_value_is_told_too() -> None:
    cells = [(60, 30, "订单详情"), (60, 120, f"订单编号：{ORDER}"), (60, 210, f"付款时间：{BAD_TIME}")]
    cells += [(60, 300, "下单时间：2024-05-12 14:01:55"), (60, 390, "实付款v128.00")]
    assert told(page(cells)) == [f"3 付款时间：{BAD_TIME}", "5 实付款：v128.00"]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("付款时间", "2024-05-12 14:02:10"),
        ("付款时间", "2024-05-12 14:02:10 (星期日)"),
        ("付款时间", "未付款"),
        ("发货时间", "付款后5分钟内自动发货"),
        ("有效期截止时间", BAD_TIME),
        ("优惠金额", "满100减5"),
        ("交易单号", "复制"),
        ("商品名称", "2024 0512 9999"),
        ("快递单号", "SF-1234:5678"),
    ],
)
def test_nothing_is_told_of_what_was_read_or_is_no_value(label: str, value: str) -> None:
    assert told(row(label, value)) == []


def test_a_time_of_which_only_the_day_was_read_is_told() -> None:
    assert told(row("付款时间", "2024-05-12")) == []
    made = row("付款时间", "2024-05-12 14:O2:1O")
    assert [value for value, _ in paid(read(made))] == ["2024-05-12"]
    assert len(told(made)) == 1


def test_a_time_under_a_label_that_may_be_another_misread_is_told() -> None:
    made = row("发细时间", "2024-05-12 14:05:41")
    assert told(made) == []
    assert len(told(fainter(made, "发细时间", 0.85))) == 1
    known = row("查看时间", "2024-05-12 14:05:41")
    assert told(fainter(known, "查看时间", 0.85)) == []


def test_a_key_word_in_faint_type_is_told() -> None:
    made = row("订单状态", "已发货")
    assert told(made) == []
    assert len(told(fainter(made, "订单状态", 0.4))) == 1


def test_the_words_of_the_problem_name_file_line_and_reading() -> None:
    problem = next(p for p in read(row("付款时间", BAD_TIME)).aside if p.code == "unread")
    assert (problem.path, problem.page) == ("order.png", 1)
    said = _said(problem)
    assert f"order.png 第 {problem.detail.split()[0]} 行“付款时间：{BAD_TIME}”" in said
    assert "第 1 页" not in said
    assert "第 3 页" in _said(replace(problem, page=3))
    assert f"“付款时间: {BAD_TIME}”".replace(": ", "：") in _said(problem, "en")


def _said(problem: Problem, lang: str = "zh") -> str:
    return phrase("problem.unread", lang, path=problem.path, page=problem.page, detail=problem.detail)


@pytest.mark.parametrize("was", [BAD_TIME, f"付款时间：{BAD_TIME}"])
def test_the_person_may_say_what_it_is(was: str) -> None:
    right = reading.Correction("order.png", 1, FactKind.TIMESTAMP, was, "2025-11-25 10:27:25")
    found = read(row("付款时间", BAD_TIME), right)
    assert found.aside == ()
    assert paid(found) == [("2025-11-25T10:27:25+08:00", FactStatus.CORRECTED)]
    events = timeline.events(found.evidence, found.facts)
    assert EventKind.PAID in {event.kind for event in events}


def test_an_amount_and_a_number_are_put_right_in_their_kind() -> None:
    amount = read(row("退款金额", "v12.8O.0"), said(FactKind.AMOUNT, "v12.8O.0", "12.80"))
    assert ("refund", "12.80") in {(one.about, one.value) for one in amount.facts}
    bad, good = "42000:23452'0240512", "4200002345202405121234567890"
    number = read(row("交易单号", bad), said(FactKind.TRANSACTION_ID, bad, good))
    assert good in {one.value for one in number.facts if one.kind is FactKind.TRANSACTION_ID}


def said(kind: FactKind, was: str, value: str | None) -> reading.Correction:
    return reading.Correction("order.png", 1, kind, was, value)


def test_a_word_of_no_use_leaves_it_unread_and_is_told_itself() -> None:
    found = read(row("付款时间", BAD_TIME), said(FactKind.TIMESTAMP, BAD_TIME, "那天下午"))
    assert {problem.code for problem in found.aside} == {"unread", "correction-unmatched"}
    assert all(fact.value for fact in found.facts)


def test_the_person_may_say_that_it_is_nothing() -> None:
    found = read(row("付款时间", BAD_TIME), said(FactKind.TIMESTAMP, BAD_TIME, None))
    assert found.aside == ()
    assert paid(found) == []


def test_the_samples_have_nothing_unread(sample: object) -> None:
    for name in ("inside-window", "not-a-breach", "manual-after-request", "fee-kept"):
        case = sample(name).case  # type: ignore[operator]
        assert [problem for problem in case.problems if problem.code == "unread"] == []
        files: tuple[Evidence, ...] = case.evidence
        assert files
