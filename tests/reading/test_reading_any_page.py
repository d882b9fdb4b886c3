"""No page, however odd, makes the reading fail; what comes out always points back to its page."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import evidence, numbered

from dossier import policies, reading, rules, timeline
from dossier.model import Box, Evidence, Line, Message, Page, Role, Speaker
from dossier.reading import agents, documents, identifiers, labels, money, stamps, terms
from dossier.reading.speech import statements

_PIECES = st.sampled_from(
    (
        "订单编号", "CM20240512001", "付款时间", "2024-05-1214:02:10", "¥128.00", "已发货", "取消", "退款", "无法取消",
        "支付成功后5分钟内可免费取消订单。", "昨天 14:03", "下午2:03", "工号1024", "客服小美", "：", ":", " ", "\t", "，", "。",
        "3.1", "第一条", "10%-20%手续费", "4200002345202405121234567890", "生效日期", "2024年2月30日", "我", "亲", "？",
        "\u200b", "🙂", "\ufeff", "０１２", "𠮷", "\x00", "((", "[", "\\", "%", "-", "复制",
    )
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=6), max_size=6).map("".join)


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    box = None
    if draw(st.integers(0, 9)):
        x, y = draw(st.integers(0, 1080)), draw(st.integers(0, 2400))
        box = Box(x, y, x + draw(st.integers(0, 900)), y + draw(st.integers(0, 90)))
    return Line(draw(st.integers(1, 50)), draw(_TEXTS), box, draw(st.floats(0, 1)))


@st.composite
def _pages(draw: st.DrawFn) -> Page:
    if draw(st.integers(0, 3)) == 0:
        messages = draw(st.lists(st.builds(Message, st.integers(1, 99), _TEXTS, _TEXTS, _TEXTS), max_size=6))
        return Page(1, messages=tuple(messages))
    width = draw(st.sampled_from((0, 1, 1080)))
    return Page(1, width, 2400 if width else 0, tuple(draw(st.lists(_lines(), max_size=14))))


@given(st.lists(_pages(), min_size=1, max_size=4), st.sampled_from(("", "2024-05-12T14:08:00")), st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_pages_go_through_and_point_back(pages: list[Page], captured: str, data: st.DataObject) -> None:
    files = numbered(*(evidence(f"{n}.png", page, captured=captured) for n, page in enumerate(pages)))
    chosen = {item.path: data.draw(st.sampled_from(tuple(Role))) for item in files}
    found = reading.read(files, reading.Overrides(roles=chosen))
    known = {item.id for item in files}
    for fact in found.facts:
        assert fact.source.evidence in known
        assert fact.raw or fact.value
    events = timeline.events(found.evidence, found.facts)
    assert all(event.when.earliest <= event.when.latest for event in events)
    reference = [policies.load(name) for name in policies.names()]
    rules.judge(found.orders, found.evidence, found.facts, events, None, reference)


@pytest.mark.parametrize(
    "piece", ["5", "取消", "订单CM2024", "2024-05-12 14:03", "A-1", "付款后5分钟内", "，", " ", "请帮"]
)
def test_a_very_long_line_is_read_in_a_moment(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    begun = time.monotonic()
    for speaker in Speaker:
        statements.find(speaker, text, answering=True, asked=True)
    list(terms.find(text))
    list(stamps.find(text))
    list(money.find(text))
    list(agents.find(text))
    list(identifiers.spoken(text))
    identifiers.tidy(text)
    labels.split(text)
    labels.parts(text)
    labels.amounts_within(text)
    documents.state(text)
    assert time.monotonic() - begun < 8


def test_no_pages_and_no_lines_make_no_facts() -> None:
    bare = Evidence("E1", "leer.png", "0" * 64, 0, "image/png", (Page(1, 1080, 2400),))
    found = reading.read((bare,))
    assert found.facts == ()
    assert found.orders == ()
    assert reading.read(()).facts == ()
