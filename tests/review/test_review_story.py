"""The story tab: orders and findings by weight, events with what is not certain of them, links that lead."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from storied import case_of, inside
from stories import NUMBER, Tale

from dossier import resources
from dossier.model import (
    Case,
    Delivery,
    EventKind,
    Interval,
    OrderState,
    Page,
    Verdict,
)
from dossier.review import story
from dossier.review.story.events import interval
from dossier.words import phrase


def html(case: Case, lang: str = "zh") -> str:
    environment = Environment(
        loader=FileSystemLoader(resources.templates() / "review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("story.html.j2").render(
        room={"story": story.of(case, lang)},
        t=lambda key, **more: phrase(key, lang, **more),
        at=lambda fact: f"#{fact}",
    )


def ids(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def two_orders(case: Case) -> Case:
    """A second order, of which nothing is found, listed first; and an event that belongs to neither."""
    other = replace(
        case.orders[0],
        order_id="CM2",
        product="",
        paid=None,
        delivery=Delivery.UNKNOWN,
        state=OrderState.UNKNOWN,
    )
    last = case.events[-1]
    own = replace(case.events[0], id="T8", order_id="CM2")
    shared = replace(last, id="T9", order_id=None, kind=EventKind.RULE_CAPTURED, facts=(), place=("", -1))
    return replace(case, orders=(other, *case.orders), events=(*case.events, own, shared))


def test_findings_come_gravest_first_with_links_to_facts_and_events() -> None:
    case = case_of(inside())
    shown = story.of(case, "zh").orders[0]
    verdicts = [finding.verdict for finding in shown.findings]
    assert verdicts == sorted(verdicts, key=list(Verdict).index)
    assert verdicts[0] is Verdict.BREACH
    page = html(case)
    for finding in case.findings:
        for premise in finding.premises:
            assert all(f'data-fact="{fact}"' in page for fact in premise.facts)
    assert set(re.findall(r'class="entry" href="#([^"]+)"', page)) <= set(ids(page))
    assert 'class="entry" href="#T2"' in page


def test_a_finding_keeps_its_id_when_its_verdict_changes() -> None:
    before, after = inside(), inside()
    after.events = [
        replace(event, doubtful=True) if event.kind is EventKind.CANCEL_REQUESTED else event
        for event in after.events
    ]
    first, second = (
        {one.id: one.verdict for one in story.of(case_of(tale), "zh").findings} for tale in (before, after)
    )
    changed = [one for one in first if one in second and first[one] is not second[one]]
    assert changed
    assert all(second[one] is Verdict.UNDETERMINED for one in changed)


def test_ids_of_findings_are_apart_and_made_of_safe_signs() -> None:
    finding = case_of(inside()).findings[0]
    names = {
        story.finding_id(replace(finding, order_id=order)) for order in ("A B", "A_B", "AB", 'A"B', "A<B")
    }
    assert len(names) == 5
    assert all(re.fullmatch(r"[0-9A-Za-z_-]+", name) for name in names)


def test_the_order_whose_findings_weigh_most_comes_first_and_no_id_stands_twice() -> None:
    case = two_orders(case_of(inside()))
    shown = story.of(case, "zh").orders
    assert [one.id for one in shown] == [f"order-{NUMBER}", "order-CM2"]
    assert [entry.anchor for entry in shown[1].entries] == ["T8", "T9-2"]
    page = html(case)
    assert sorted(ids(page)) == sorted(set(ids(page)))
    assert set(re.findall(r'href="#(T[^"]*)"', page)) <= set(ids(page))


def test_what_was_not_read_of_an_order_is_said_and_the_number_serves_as_title() -> None:
    second = story.of(two_orders(case_of(inside())), "zh").orders[1]
    assert "CM2" in second.title
    told = {name: (value, known) for name, value, known in second.details}
    assert told["订单号"] == ("CM2", True)
    assert told["实付"] == ("未读到", False)
    assert told["状态"] == ("未读到", False)
    first = story.of(case_of(inside()), "zh").orders[0]
    assert ("实付", "¥100.00", True) in first.details


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"disputed": True}, ["disputed"]),
        ({"assumed": True, "doubtful": True}, ["doubtful", "assumed"]),
        ({"hedged": True}, ["hedged"]),
        ({"hedged": True, "robot": True}, ["machine"]),
        ({"conflicts": ("T1",)}, ["conflicts"]),
        ({}, []),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_flag_is_told_in_words(more: dict[str, object], names: list[str], lang: str) -> None:
    tale = Tale().asked("2024-05-12 14:03")
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:10", "不行", **more)  # type: ignore[arg-type]
    case = case_of(tale)
    last = story.of(case, lang).orders[0].entries[-1]
    assert [flag.name for flag in last.flags] == names
    page = html(case, lang)
    for flag in last.flags:
        assert flag.short in page
        assert flag.why in unescape(page)
    assert ('class="event unsure"' in page) == bool(names)


def test_a_conflict_names_the_other_entry_and_a_dispute_its_sources() -> None:
    tale = Tale()
    tale.happened(EventKind.SHIPPED, "2024-05-12 14:01:00", conflicts=("T2",))
    second = tale.fact(
        tale.facts[0].kind, "2024-05-12T15:00:00+08:00", "15:00:00", file="E4", about="shipped"
    )
    shipped = tale.events[-1]
    until = tale.events[0].when.latest.replace(hour=15)
    tale.events[-1] = replace(
        shipped, disputed=True, facts=(*shipped.facts, second.id), when=Interval(shipped.when.earliest, until)
    )
    first = story.of(case_of(tale), "zh").orders[0].entries[0]
    whys = {flag.name: flag.why for flag in first.flags}
    assert "第 2 项" in whys["conflicts"]
    assert "证据1 14:01:00、证据4 15:00:00" in whys["disputed"]


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2024-05-12 14:02:10", "2024-05-12 14:02:10"),
        ("2024-05-12 14:02", "2024-05-12 14:02（只知到分）"),
        ("2024-05-12", "2024-05-12（只知日期）"),
    ],
)
def test_a_time_is_never_told_finer_than_it_is_known(time: str, told: str) -> None:
    event = Tale(paid=time).events[0]
    assert interval(event.when, event.precision, "zh") == told


def test_a_range_is_told_with_both_ends() -> None:
    event = Tale().events[0]
    wide = Interval(event.when.earliest, event.when.earliest.replace(hour=15))
    assert interval(wide, event.precision, "zh") == "2024-05-12 14:02:10 至 15:02:10 之间"
    next_day = Interval(event.when.earliest, event.when.earliest.replace(day=13))
    assert interval(next_day, event.precision, "en") == "between 2024-05-12 14:02:10 and 2024-05-13 14:02:10"


def test_a_reference_says_the_moment_of_a_recording_and_the_page_of_several() -> None:
    tale = inside()
    case = case_of(tale)
    film = replace(case.evidence[1], pages=(Page(1, 720, 1280, moment=75.4),))
    paper = replace(case.evidence[0], pages=(Page(1, 720, 1280), Page(2, 720, 1280)))
    case = replace(case, evidence=(paper, film, *case.evidence[2:]))
    cited = {one.file: one.place for entry in story.of(case, "zh").orders[0].entries for one in entry.cited}
    assert cited == {"证据1": "第 1 页", "证据2": "录屏 1:15 处"}


def test_what_was_said_stands_there_as_text() -> None:
    tale = Tale().asked("2024-05-12 14:03", "<img src=x onerror=alert(1)>&取消")
    page = html(case_of(tale))
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;取消" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_of_nothing_says_what_to_do(lang: str) -> None:
    page = html(Case(), lang)
    assert phrase("told.order.none", lang) in page
    assert "<svg" not in page
    assert "<h3>" not in page


def test_events_of_no_order_are_told_before_an_order_is_known() -> None:
    case = case_of(inside())
    loose = replace(
        case, orders=(), findings=(), events=tuple(replace(event, order_id=None) for event in case.events)
    )
    page = html(loose)
    assert phrase("told.order.none", "zh") in page
    assert [f'id="T{n}"' in page for n in range(1, 5)] == [True] * 4


def test_an_order_without_events_or_findings_says_so() -> None:
    case = replace(case_of(Tale(paid=None)), findings=())
    page = html(case)
    assert phrase("told.no-finding", "zh") in page
    assert phrase("told.no-event", "zh") in page


def test_no_flag_denies_what_a_finding_says() -> None:
    """A departure may rest on the reason in words that are no refusal: the flag speaks of what they are not."""
    tale = Tale().term("grace_window", "PT10M;start=paid;delivery=any;free=yes", "付款后10分钟内可免费取消")
    tale.asked("2024-05-12 14:03:10", "我要取消")
    tale.said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:04:00", "好的，超过5分钟要扣手续费", hedged=True)
    tale.reason("late;limit=PT5M", "超过5分钟")
    last = story.of(case_of(tale), "zh").orders[0].entries[-1]
    assert last.breach
    assert [flag.name for flag in last.flags] == ["hedged"]
    assert "认定" not in last.flags[0].why
