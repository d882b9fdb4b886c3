"""A whole conversation: who waits for whom, what is named as the reason, which terms are stated."""

from __future__ import annotations

from pages import evidence, log, numbered

from dossier import reading, timeline
from dossier.model import EventKind, Fact, FactKind, Speaker

ORDER = "CM20240512001"
DAY = "2024-05-12 "
ASK = ("我", DAY + "14:03:00", f"订单{ORDER}拍错了，申请取消")

Said = tuple[str, str, str]


def facts(*messages: Said) -> tuple[Fact, ...]:
    return reading.read((evidence("chat.txt", log(*messages)),)).facts


def kinds(*messages: Said) -> list[tuple[str, bool]]:
    """The statements of a log in its order, with whether each is hedged."""
    return [(f.value, f.hedged) for f in facts(*messages) if f.kind is FactKind.STATEMENT]


def values(kind: FactKind, *messages: Said) -> list[tuple[str, str, bool]]:
    return [(f.value, f.about, f.hedged) for f in facts(*messages) if f.kind is kind]


def test_first_words_that_decide_nothing_are_the_answer_and_only_the_first() -> None:
    found = kinds(
        ASK,
        ("客服1024", DAY + "14:05:00", "这边帮您看一下"),
        ("客服1024", DAY + "14:06:00", "系统有点慢"),
        ("我", DAY + "15:00:00", "在吗"),
        ("客服1024", DAY + "15:01:00", "在的"),
    )
    assert found == [("cancel_requested", False), ("answered", False), ("chased", False), ("answered", False)]


def test_a_refusal_a_promise_and_pending_money_are_no_mere_answer() -> None:
    for words, kind in (
        ("系统自动发货，无法取消", "cancel_refused"),
        ("退款将在3个工作日内原路退回", "refund_promised"),
        ("退款还没有成功，请再等等", "refund_pending"),
    ):
        assert kinds(ASK, ("客服1024", DAY + "14:05:00", words))[1:] == [(kind, False)]


def test_a_machine_a_greeting_and_a_notice_leave_the_buyer_waiting() -> None:
    found = kinds(
        ASK,
        ("智能客服", DAY + "14:03:01", "我是智能客服小助手，很高兴为您服务"),
        ("系统消息", DAY + "14:03:02", "会话已转接，当前排队第3位"),
        ("客服1024", DAY + "14:20:00", "您好，有什么可以帮您"),
        ("客服1024", DAY + "14:30:00", "您说的是哪个商品"),
    )
    assert found == [("cancel_requested", False), ("answered", True), ("answered", False)]


def test_who_names_a_time_for_the_answer_is_still_waited_for() -> None:
    found = kinds(
        ASK,
        ("客服1024", DAY + "14:05:00", "核实后我们会在2小时内回复您"),
        ("客服1024", DAY + "17:00:00", "这个商品是充到哪个账号"),
    )
    assert found[1:] == [("answered", False), ("answered", False)]


def test_the_first_words_of_a_buyer_are_no_chaser_but_wait_for_an_answer() -> None:
    found = kinds(
        ("我", DAY + "14:00:00", f"在吗，订单{ORDER}多久能到账"),
        ("客服1024", DAY + "14:01:00", "马上安排"),
    )
    assert found == [("contacted", False), ("answered", False)]


def test_after_taking_back_nothing_is_chased() -> None:
    found = kinds(
        ASK,
        ("客服1024", DAY + "14:04:00", "帮您问一下"),
        ("我", DAY + "14:05:00", "不用取消了"),
        ("我", DAY + "15:00:00", "在吗"),
    )
    assert [kind for kind, _ in found] == ["cancel_requested", "answered", "cancel_withdrawn"]


def test_money_that_has_not_come_is_told_with_who_says_so() -> None:
    found = [
        (f.speaker, f.hedged)
        for f in facts(
            ASK,
            ("客服1024", DAY + "14:05:00", "好的，已为您取消，3个工作日内原路退回"),
            ("我", "2024-05-20 10:00:00", "到现在钱还没到账"),
            ("客服1024", "2024-05-20 10:05:00", "财务还没打款，请再等等"),
            ("智能客服", "2024-05-20 10:06:00", "机器人自动回复：退款正在处理中"),
        )
        if f.value == EventKind.REFUND_PENDING
    ]
    assert found == [(Speaker.BUYER, False), (Speaker.AGENT, False), (Speaker.AGENT, True)]


def test_a_reason_stands_with_its_refusal_its_time_and_its_agent() -> None:
    known = facts(ASK, ("客服1024", DAY + "14:05:00", "您好，工号1024。系统自动发货，无法取消"))
    (reason,) = [f for f in known if f.kind is FactKind.REASON]
    by_id = {f.id: f for f in known}
    assert (reason.value, reason.about, reason.speaker) == ("automatic", "refusal", Speaker.AGENT)
    assert {by_id[link].kind for link in reason.links} == {FactKind.TIMESTAMP, FactKind.AGENT_ID}
    assert reason.order_id == ORDER


def test_a_reason_given_to_a_why_is_told_apart_from_a_refusal() -> None:
    found = values(
        FactKind.REASON,
        ASK,
        ("客服1024", DAY + "14:05:00", "不能取消"),
        ("我", DAY + "14:06:00", "为什么不能取消？"),
        ("客服1024", DAY + "14:07:00", "系统自动发货的"),
        ("智能客服", DAY + "14:08:00", "机器人自动回复：虚拟商品一经售出概不退换"),
    )
    assert found == [("automatic", "", False), ("never", "refusal", True)]


def test_the_buyers_repeating_of_a_reason_is_none() -> None:
    assert values(FactKind.REASON, ASK, ("我", DAY + "14:06:00", "你们说系统自动发货不能取消？")) == []


def test_a_promised_day_is_told_from_the_day_of_the_message() -> None:
    found = values(
        FactKind.POLICY_TERM, ASK, ("客服1024", DAY + "14:05:00", "已为您取消，退款明天18点前到账")
    )
    assert found == [("2024-05-13T18:00+08:00;start=said", "refund_time", False)]


def test_a_promised_day_without_any_day_to_count_from_is_left_out() -> None:
    assert values(FactKind.POLICY_TERM, ASK, ("客服1024", "", "已为您取消，退款明天18点前到账")) == []


def test_the_app_states_a_time_for_answers_and_nothing_else() -> None:
    found = facts(
        ASK,
        ("系统消息", DAY + "14:03:01", "人工客服将在2小时内回复您"),
        ("系统消息", DAY + "14:03:02", "付款后5分钟内可免费取消"),
    )
    terms = [(f.about, f.speaker) for f in found if f.kind is FactKind.POLICY_TERM]
    assert terms == [("answer_time", Speaker.SYSTEM)]


def test_what_an_agent_admits_of_a_rule() -> None:
    found = values(FactKind.POLICY_TERM, ASK, ("客服1024", DAY + "14:05:00", "下单页面没有写，是内部规定"))
    assert found == [("by=none;when=unknown", "notice", False)]


def test_each_sentence_that_counts_is_one_event() -> None:
    files = numbered(
        evidence(
            "chat.txt",
            log(ASK, ("客服1024", DAY + "14:05:00", "您好"), ("我", DAY + "15:00:00", "？？"), ("我", DAY + "15:01:00", "人呢")),
        )
    )  # fmt: skip
    read = reading.read(files)
    told = [event.kind for event in timeline.events(read.evidence, read.facts)]
    assert told == [EventKind.CANCEL_REQUESTED, EventKind.ANSWERED, EventKind.CHASED, EventKind.CHASED]
