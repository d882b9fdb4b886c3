"""The terminal tells which readings are not certain, and how to settle them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import evidence, numbered, order_page

from dossier import reading, record, report, timeline
from dossier.model import Case, FactStatus, Page

CODE = "F95SH0ZQ1B8D2O7I"
PAID = "2024-05-12 14:02:10"


def order(**again: tuple[str, ...]) -> Page:
    rows = [
        ("订单编号", CODE),
        ("付款时间", PAID),
        ("发货时间", "2024-05-12 14:05:41"),
        ("实付款", "¥100.00"),
    ]
    made = order_page(rows, "已发货")
    said = {CODE: again.get("code", ()), PAID: again.get("paid", ())}
    return replace(made, lines=tuple(replace(one, again=said.get(one.text, ())) for one in made.lines))


def case(*pages: Page) -> Case:
    found = reading.read(numbered(evidence("order.png", *pages)))
    events = timeline.events(found.evidence, found.facts)
    return Case(evidence=found.evidence, facts=found.facts, events=events, orders=found.orders)


def full(*pages: Page, lang: str = "zh") -> str:
    return _flat(report.full(case(*pages), lang, "某某文件夹"))


def brief(*pages: Page, lang: str = "zh") -> str:
    return _flat(report.brief(record.document(case(*pages)), lang, "某某文件夹"))


def _flat(text: str) -> str:
    """Without line breaks, which may stand between any two Chinese characters."""
    return "".join(text.split())


def test_both_readings_are_told_with_their_place_and_the_way_to_settle_them() -> None:
    made = order(paid=("2024-05-12 14:02:16", "2024-05-12 14:02:16"))
    line = next(one.number for one in made.lines if one.text == PAID)
    for told in (full(made), brief(made)):
        assert "读取存疑（除指明订单外，没有据此作出认定）" in told
        assert f"order.png:{line}付款时间2024-05-1214:02:1[0]，另一次识读为2024-05-1214:02:16" in told
        assert "dossierreview某某文件夹" in told
        assert "case.yaml的“更正”" in told
    english = full(made, lang="en")
    assert "asecondreadingsays2024-05-1214:02:16" in english


def test_look_alikes_are_marked_without_colour() -> None:
    told = full(order(code=(CODE, CODE)))
    assert "订单编号F9[5S]H[0ZQ1B8D2O]7[I]（方括号中的字符容易与别的混淆）" in told
    assert "另一次" not in told


def test_a_second_reading_that_saw_nothing_is_told_as_such() -> None:
    assert "付款时间2024-05-1214:02:10，另一次没有读出" in full(order(paid=("：", "。")))


def test_an_event_that_rests_on_it_says_so_and_no_source_contradicts() -> None:
    made = order(paid=("2024-05-12 14:02:16", "2024-05-12 14:02:16"))
    told = full(made)
    assert "14:02:10支付（读取存疑，请对照原图）" in told
    assert "14:05:41平台（读取存疑" not in told
    assert "doubtfulreading" in full(made, lang="en")
    both = case(made)
    events = tuple(replace(one, disputed=one.doubtful) for one in both.events)
    assert "各材料不一致" not in report.full(replace(both, events=events), "zh", "x")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_said_where_all_is_certain(lang: str) -> None:
    made = order(paid=(PAID, PAID), code=(CODE,))
    sure = case(made)
    facts = tuple(replace(one, status=FactStatus.CHECKED) for one in sure.facts)
    told = report.full(replace(sure, facts=facts), lang, "x")
    assert "存疑" not in told
    assert "oubtful" not in told


def test_after_a_build_only_the_first_are_listed() -> None:
    again = ("2024-05-12 14:02:16", "2024-05-12 14:02:16")
    whole = case(order(paid=again))
    disputed = next(one for one in whole.facts if one.status is FactStatus.DISPUTED)
    more = [
        replace(disputed, id=f"F{90 + n}", source=replace(disputed.source, line=50 + n)) for n in range(4)
    ]
    many = replace(whole, facts=(*whole.facts, *more))
    told = _flat(report.brief(record.document(many), "zh", "x"))
    assert told.count("另一次识读为") == 3
    assert "另有2处。" in told
    assert _flat(report.full(many, "zh", "x")).count("另一次识读为") == 5
