"""What the packet tells of a story: rows without repetition, what came of it, what each file proves."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from stories import FILES, Tale, judged

from dossier.casefile import CaseFile
from dossier.model import Case, Channel, EventKind, Evidence, FactKind, Page, Speaker
from dossier.packet import assemble, view
from dossier.packet.view import View

ASKED = "2024-05-12 14:03"


def seen(tale: Tale, channel: Channel | None = None) -> View:
    files = tuple(
        Evidence(name, f"{name}.png", "0" * 64, 1, "image/png", (Page(1, 720, 1280),), role, channel=channel)
        for name, role in FILES.items()
    )
    events = tuple(sorted(tale.events, key=lambda event: event.when.earliest))
    case = Case(files, tuple(tale.facts), events, tuple(judged(tale).values()), orders=(tale.order,))
    return view.of(case, CaseFile(), ())


def rows(tale: Tale) -> list[str]:
    return [row.text for row in seen(tale).orders[0].rows]


def overdue() -> Tale:
    tale = Tale().asked(ASKED).said(EventKind.REFUND_PROMISED, "2024-05-12 14:10", "3天内退款")
    tale.term("refund_time", "P3D;days=calendar;start=said", "3天内退款", file="E2", speaker=Speaker.AGENT)
    return tale.captured("2024-05-16 09:00:00", "退款中")


def answered(time: str) -> Tale:
    tale = Tale().asked(ASKED).said(EventKind.ANSWERED, time, "您好")
    return tale.term("answer_time", "PT2H;start=requested", "客服2小时内答复", label="2.1")


def cover(tale: Tale) -> dict[str, str]:
    """The cover's fields and tiles by name, and the summary as ``""``."""
    root = ET.fromstring(assemble.source(seen(tale), "platform"))  # noqa: S314 - our own template
    named = [*root.iter("field"), *root.iter("tile")]
    found = {field.get("name", ""): "".join(field.itertext()) for field in named}
    lead = next(para for para in root.iter("para") if para.get("style") == "lead")
    return {**found, "": re.sub(r"\s*\n\s*", "", "".join(lead.itertext()))}


def test_one_sentence_that_does_two_things_has_one_row() -> None:
    tale = Tale().asked(ASKED).said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:10", "已取消，3天内退款")
    said = tale.events[-1]
    promise = tale.fact(FactKind.STATEMENT, "refund_promised", "已取消，3天内退款", file="E2")
    tale._event(
        EventKind.REFUND_PROMISED, said.when, said.precision, said.actor, (promise.id, *said.facts[1:]), {}
    )
    told = seen(tale).orders[0]
    assert len(told.rows) == 3
    assert told.rows[2].text.endswith("（此句另含：承诺退款）")
    assert [len(group) for group in told.groups] == [1, 1, 2]


def test_another_sentence_of_the_same_minute_keeps_its_row() -> None:
    tale = Tale().asked(ASKED).said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:10", "已取消")
    assert len(rows(tale.said(EventKind.REFUND_PROMISED, "2024-05-12 14:10", "3天内退款"))) == 4


def test_reminders_in_a_row_are_told_together() -> None:
    tale = Tale().asked(ASKED)
    for minute, words in ((20, "有人吗"), (30, "在不在"), (40, "请回复")):
        tale.said(EventKind.CHASED, f"2024-05-12 14:{minute}", words, by=Speaker.BUYER)
    last = seen(tale).orders[0].rows[-1]
    assert last.text == "催问 3 次：“有人吗”“在不在”“请回复”"
    assert last.time == "2024-05-12 14:20:00 至 14:40:59 之间"
    assert last.number == 3


def test_a_reminder_that_a_finding_rests_on_keeps_its_row() -> None:
    tale = overdue()
    tale.facts = [fact for fact in tale.facts if fact.source.evidence != "E6"]
    for time, words in (("2024-05-16 09:00", "还没到账"), ("2024-05-16 10:00", "在吗")):
        tale.said(EventKind.CHASED, time, words, by=Speaker.BUYER)
    assert judged(tale)["refund.overdue"].verdict == "possible"
    assert len(rows(tale)) == 5


def test_a_machines_words_are_told_where_an_answer_is_in_question() -> None:
    def told(tale: Tale) -> list[str]:
        tale.said(EventKind.ANSWERED, "2024-05-12 14:04", "我是智能客服", robot=True, hedged=True)
        return [row.note for row in seen(tale).orders[0].rows if row.note]

    assert told(Tale().asked(ASKED)) == []
    tale = Tale().asked(ASKED)
    tale.term("answer_time", "PT2H;start=requested", "客服2小时内答复")
    assert told(tale.until("2024-05-12 18:00")) == ["自动答复"]


def test_an_overdue_refund_stands_on_the_cover_and_in_the_summary() -> None:
    told = cover(overdue())
    assert told["承诺退款"].startswith("2024-05-12 14:10证据2")
    assert told["退款期限届满"].startswith("2024-05-15 23:59:59")
    assert "期限至 2024-05-15 23:59:59 届满" in told[""]
    assert "2024-05-12 14:10得到退款的承诺" in told[""]
    assert "2024-05-16 09:00:00 的订单页面仍显示“退款中”。" in told[""]


def test_a_promise_is_told_without_calling_it_late_before_its_end() -> None:
    tale = overdue()
    tale.facts = [fact for fact in tale.facts if fact.source.evidence != "E6"]
    told = cover(tale.captured("2024-05-14 09:00:00", "退款中"))
    assert "承诺退款" in told
    assert "退款期限届满" not in told
    assert "届满" not in told[""]
    assert "仍显示" not in told[""]


@pytest.mark.parametrize("flag", ["hedged", "assumed", "disputed", "doubtful"])
def test_a_promise_that_is_not_firm_is_not_told_there(flag: str) -> None:
    tale = Tale().asked(ASKED).said(EventKind.REFUND_PROMISED, "2024-05-12 14:10", "能退", **{flag: True})  # type: ignore[arg-type]
    assert "承诺退款" not in cover(tale)
    assert "承诺" not in cover(tale)[""]


def test_a_late_answer_is_told_with_its_end() -> None:
    told = cover(answered("2024-05-12 18:55"))
    assert told["答复时限届满"].startswith("2024-05-12 16:03:59")
    assert told["才有人工答复"].startswith("2024-05-12 18:55")
    assert "书面请求应在 2024-05-12 16:03:59 以前得到答复，2024-05-12 18:55才有人工答复" in told[""]


def test_an_answer_in_time_is_no_matter_for_the_cover() -> None:
    told = cover(answered("2024-05-12 15:00"))
    assert not {"答复时限届满", "才有人工答复"} & told.keys()
    assert "答复" not in told[""]


def test_the_order_page_is_quoted_in_its_own_words() -> None:
    assert "订单页显示" not in cover(Tale().asked(ASKED))["商品"]
    assert "订单页显示“退款中”" in cover(overdue())["商品"]


def test_the_index_names_the_clause_that_a_finding_rests_on() -> None:
    proofs = {item.id: item.proves for item in seen(answered("2024-05-12 18:55")).exhibits}
    assert proofs["E3"] == "平台公示的规则（第2.1条）"
    # Asked for an answer and answered in time: no finding needs the page.
    proofs = {item.id: item.proves for item in seen(answered("2024-05-12 15:00")).exhibits}
    assert proofs["E3"] == "未作为认定依据，随卷备查"


def test_the_index_names_a_state_that_a_finding_rests_on() -> None:
    assert {item.id: item.proves for item in seen(overdue()).exhibits}["E6"] == "截图时的订单状态"


def test_words_that_may_mean_something_else_are_not_called_a_consent() -> None:
    tale = Tale().asked(ASKED).said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:10", "能退吗", hedged=True)
    shown = seen(tale)
    proves = {item.id: item.proves for item in shown.exhibits}["E2"]
    assert "同意" not in proves
    assert not any("同意" in mark.caption for mark in shown.marks.on("E2", 1))
    assert any("含义不能确定" in mark.caption for mark in shown.marks.on("E2", 1))


@pytest.mark.parametrize(
    ("channel", "name"),
    [(Channel.PLATFORM, "与客服的聊天记录"), (Channel.WECHAT, "聊天记录"), (None, "聊天记录")],
)
def test_a_chat_is_one_with_the_shop_only_where_its_window_shows_it(
    channel: Channel | None, name: str
) -> None:
    assert {item.id: item.name for item in seen(Tale().asked(ASKED), channel).exhibits}["E2"] == name


def test_references_to_one_page_name_the_file_once() -> None:
    tale = Tale().asked(ASKED)
    again = [
        tale.fact(FactKind.STATEMENT, "cancel_requested", "申请取消", file="E2", line=9),
        tale.fact(FactKind.TIMESTAMP, "2024-05-12T14:03:00+08:00", file="E6", line=1),
    ]
    tale.events[-1] = replace(tale.events[-1], facts=(*tale.events[-1].facts, *(fact.id for fact in again)))
    assert cover(tale)["取消申请"] == "2024-05-12 14:03证据2①②、证据6①"
