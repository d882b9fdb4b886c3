"""The samples, really read, against what is true of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from places import SAMPLES
from ruamel.yaml import YAML

from dossier import record
from dossier.model import EventKind, FactKind, Precision, Verdict
from dossier.packet import assemble
from dossier.packet.figures import FromFolder
from dossier.packet.figures.sheet import Sheet
from dossier.pipeline import Result
from dossier.reading.chats import stitching
from dossier.reading.text import squeeze
from dossier.rules import REGISTRY
from samples.story import every_format

TRUTH: dict[str, Any] = YAML(typ="safe").load(SAMPLES / "truth.yaml")
Sample = Callable[[str], Result]


def test_every_sample_folder_has_its_truth() -> None:
    folders = {
        path.name for path in SAMPLES.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))
    }
    assert set(TRUTH) == folders - {"draw", "story"}


@pytest.mark.parametrize("name", TRUTH)
def test_orders_amounts_and_numbers(sample: Sample, name: str) -> None:
    case, true = sample(name).case, TRUTH[name]
    own = true["merchant_order"]
    order = next(order for order in case.orders if order.order_id == own)
    assert order.paid == Decimal(true["paid"])
    values = {(fact.kind, fact.value) for fact in case.facts if fact.order_id == own}
    assert (FactKind.TRANSACTION_ID, true["transaction"]) in values
    assert (FactKind.AGENT_ID, true["agent"]) in values
    if "delivery" in true:
        assert order.delivery == true["delivery"]


@pytest.mark.parametrize("name", TRUTH)
def test_times_hold_the_truth_and_are_not_finer_than_shown(sample: Sample, name: str) -> None:
    case, true = sample(name).case, TRUTH[name]
    for kind, moment in true["times"].items():
        events = [e for e in case.events if e.kind == kind and e.order_id == true["merchant_order"]]
        seconds = moment.count(":") == 2
        held = [
            e
            for e in events
            if f"{e.when.earliest:%Y-%m-%d %H:%M:%S}" <= moment + ("" if seconds else ":59")
            and moment + ("" if seconds else ":00") <= f"{e.when.latest:%Y-%m-%d %H:%M:%S}"
        ]
        assert held, f"{name}: {kind} at {moment}, read {[(e.when.earliest, e.when.latest) for e in events]}"
        if not seconds:
            assert all(e.precision is not Precision.SECOND for e in held)


@pytest.mark.parametrize("name", TRUTH)
def test_verdicts(sample: Sample, name: str) -> None:
    case, true = sample(name).case, TRUTH[name]
    for rule in REGISTRY:
        found = {
            f.verdict.value for f in case.findings if f.rule == rule and f.order_id == true["merchant_order"]
        }
        assert (found or {"clear"}) <= set(true["verdicts"][rule]), rule


def test_nobody_is_accused_in_the_sample_without_a_breach(sample: Sample) -> None:
    assert Verdict.BREACH not in {finding.verdict for finding in sample("not-a-breach").case.findings}


def test_another_orders_payment_stays_out_of_the_story_and_is_told(sample: Sample) -> None:
    case = sample("not-a-breach").case
    other = TRUTH["not-a-breach"]["other_order"]
    told = {fact.id for event in case.events for fact in case.facts if fact.id in event.facts}
    foreign = {fact.id for fact in case.facts if fact.value in (other["transaction"], other["paid"])}
    assert not told & foreign
    assert [p for p in case.problems if p.code == "other-order" and p.detail == other["order"]]


@pytest.mark.parametrize("name", TRUTH)
def test_every_conclusion_leads_back_to_a_place(sample: Sample, name: str) -> None:
    case = sample(name).case
    facts = {fact.id: fact for fact in case.facts}
    pages = {(item.id, page.number): page for item in case.evidence for page in item.pages}
    for finding in case.findings:
        for premise in finding.premises:
            if premise.state == "shown":
                assert premise.facts
    used = {fact for event in case.events for fact in event.facts}
    used |= {fact for finding in case.findings for premise in finding.premises for fact in premise.facts}
    for fact_id in used:
        source = facts[fact_id].source
        page = pages[source.evidence, source.page]
        if facts[fact_id].about == "captured" and source.box is None:
            assert source.line == 0  # the file's name tells it, not a place in the picture
        elif page.width:
            assert source.box is not None
            assert 0 <= source.box.x0 < source.box.x1 <= page.width
            assert 0 <= source.box.y0 < source.box.y1 <= page.height
        else:
            assert source.line >= 1


def test_the_unpaid_expiry_is_seen_and_is_no_window(sample: Sample) -> None:
    case = sample("inside-window").case
    terms = [fact for fact in case.facts if fact.kind is FactKind.POLICY_TERM]
    assert [fact.value for fact in terms if fact.about == "unpaid_expiry"] == ["PT5M"]
    assert [fact.label for fact in terms if fact.about == "grace_window"] == ["3.1"]


def test_the_chat_tells_who_asked_and_who_refused(sample: Sample) -> None:
    case = sample("inside-window").case
    facts = {fact.id: fact for fact in case.facts}
    request = next(e for e in case.events if e.kind is EventKind.CANCEL_REQUESTED)
    refusal = next(e for e in case.events if e.kind is EventKind.CANCEL_REFUSED)
    assert [facts[f].raw for f in request.facts if facts[f].kind is FactKind.STATEMENT] == [
        "订单CM20240512001误拍了，现申请取消，请勿发货"
    ]
    assert {facts[f].value for f in refusal.facts if facts[f].kind is FactKind.AGENT_ID} == {"1024"}


def test_every_kind_of_file_is_read_and_the_foreign_bill_is_told(sample: Sample) -> None:
    case = sample("every-format").case
    assert {item.media: len(item.pages) for item in case.evidence} == {
        "image/heic": 1,
        "image/avif": 1,
        "image/gif": 1,
        "image/bmp": 1,
        "image/tiff": 2,
        "application/pdf": 1,
        "video/mp4": 3,
        "text/html": 1,
        "application/json": 1,
        "message/rfc822": 2,
        "application/zip": 1,
        "text/csv": 1,
    }
    assert [(one.path, one.code) for one in case.problems] == [("支付宝交易明细.csv", "bill-no-row")]
    telling = {fact.source.evidence for fact in case.facts}
    assert {item.path for item in case.evidence if item.id not in telling} == {"支付宝交易明细.csv"}


def test_rows_of_other_payments_come_out_nowhere(sample: Sample) -> None:
    told = record.dumps(sample("every-format").case)
    for foreign in (
        "某某便利店",
        "4200002388202409181111222233",
        "某某面馆",
        "2024092022001400004444555566",
        "48.60",
    ):
        assert foreign not in told


def test_a_recorded_chat_is_one_conversation_with_each_message_once(sample: Sample) -> None:
    (film,) = [item for item in sample("every-format").case.evidence if item.media == "video/mp4"]
    (turns,) = stitching.conversations([film])
    spoken = [turn.said.text for turn in turns if turn.is_spoken]
    wanted = [said.text for said in every_format.CHAT.said if said.who in {"me", "them"}]
    # The card over the chat stands on the first page only, and is taken for a message there.
    assert [squeeze(text) for text in spoken[1:]] == [squeeze(text) for text in wanted]


def test_of_a_recording_the_marked_pages_are_printed_with_their_moments(sample: Sample) -> None:
    result = sample("every-format")
    (film,) = [item for item in result.case.evidence if item.media == "video/mp4"]
    _, figures = assemble.prepare(result.case, result.casefile, (), FromFolder(SAMPLES / "every-format"))
    shown = [sheet.origin for sheet in figures[f"exhibit-{film.id}"]() if isinstance(sheet, Sheet)]
    assert [(one.page, one.pages, one.title.rpartition(" · ")[2]) for one in shown] == [
        (1, 3, "录屏 00:00 处"),
        (2, 3, "录屏 00:02 处"),
    ]
    assert [bool(one.anchor) for one in shown] == [True, False]
    assert all("取出 3 个画面，印出有标注的 2 个" in one.source for one in shown)
    assert all("录制时间 2024-09-20 21:52:30" in one.captured for one in shown)
