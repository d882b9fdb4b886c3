"""service.contradicts-policy: what an agent says against what the page says, and when they agree after all."""

from __future__ import annotations

import pytest
from stories import Tale

from dossier.model import Delivery, EventKind, FactStatus, Speaker

RULE = "service.contradicts-policy"
FIVE = "PT5M;start=paid;delivery=any;free=yes"
INSIDE, OUTSIDE = "2024-05-12 14:04", "2024-05-12 14:20"


def refused(reason: str, *, asked: str = INSIDE, window: str = FIVE, said: str = "2024-05-12 14:30") -> Tale:
    tale = Tale().term("grace_window", window, "支付后5分钟内可免费取消", label="3.1").asked(asked)
    return tale.said(EventKind.CANCEL_REFUSED, said, "不能取消").reason(reason, "不能取消")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("never", "breach"),
        ("late", "breach"),
        ("late;limit=PT3M", "breach"),
        ("late;limit=PT5M", "breach"),  # the time named is the page's own, but it was not over
        ("late;limit=PT10M", "undetermined"),  # a longer time than the page's: perhaps another clause
        ("rank", "breach"),
        ("shipped", None),
        ("automatic", None),
        ("started", None),
        ("rule", None),
    ],
)
def test_reasons_given_for_a_request_inside_the_window(reason: str, expected: str | None) -> None:
    assert refused(reason).verdict(RULE) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2024-05-12 14:07:10", "breach"),
        ("2024-05-12 14:07:11", "clear"),
        ("2024-05-12 14:06", "breach"),
        ("2024-05-12 14:07", "undetermined"),
        ("2024-05-12 14:08", "clear"),
    ],
)
def test_both_ends_of_the_window(asked: str, expected: str) -> None:
    assert refused("late", asked=asked).verdict(RULE) == expected
    assert refused("never", asked=asked).verdict(RULE) == expected


def test_a_rank_that_the_page_knows_is_no_contradiction() -> None:
    assert refused("rank").term("rank", "first=high", "高等级用户优先处理").verdict(RULE) == "undetermined"


def test_no_return_after_dispatch_is_in_the_page_too() -> None:
    late = Tale().term("grace_window", FIVE).term("irrevocable", "after=shipped;delivery=any")
    late.happened(EventKind.SHIPPED, "2024-05-12 14:02:30").asked(INSIDE)
    late.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").reason("never")
    assert late.verdict(RULE) == "undetermined"


def test_words_in_doubt_decide_nothing() -> None:
    tale = Tale().term("grace_window", FIVE).asked(INSIDE).said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30")
    assert tale.reason("never", hedged=True).verdict(RULE) == "undetermined"
    tale = Tale().term("grace_window", FIVE, status=FactStatus.DISPUTED).asked(INSIDE)
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").reason("never")
    assert tale.verdict(RULE) == "undetermined"


def test_without_a_page_there_is_nothing_to_contradict() -> None:
    tale = Tale().asked(INSIDE).said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").reason("never")
    assert tale.verdict(RULE) is None
    tale.term("grace_window", FIVE, file="E2", speaker=Speaker.AGENT)
    assert tale.verdict(RULE) is None


def test_a_robots_reason_is_nobodys_word() -> None:
    tale = Tale().term("grace_window", FIVE).asked(INSIDE)
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30", robot=True, hedged=True)
    assert tale.reason("never", hedged=True).verdict(RULE) == "undetermined"
    assert tale.reason("never", speaker=Speaker.SYSTEM).verdict(RULE) == "undetermined"


def test_a_reason_given_before_the_request_answers_something_else() -> None:
    tale = (
        Tale().term("grace_window", FIVE).said(EventKind.CANCEL_REFUSED, "2024-05-12 14:02").reason("never")
    )
    assert tale.asked(INSIDE).verdict(RULE) is None


def test_a_window_that_an_agent_names_shorter_than_the_page() -> None:
    tale = Tale().term("grace_window", FIVE).asked(INSIDE).said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30")
    three = "PT3M;start=paid;delivery=any;free=yes"
    assert (
        tale.term("grace_window", three, "3分钟内才可以取消", file="E2", speaker=Speaker.AGENT).verdict(RULE)
        == "breach"
    )


@pytest.mark.parametrize(
    ("named", "page", "expected"),
    [
        ("0.30-0.30;applies=after", "0.10-0.20;applies=after", "breach"),
        ("0.20-0.20;applies=after", "0.10-0.20;applies=after", "clear"),
        ("0.21-0.21;applies=after", "0.10-0.20;applies=after", "breach"),
        ("0.05-0.05;applies=after", "0.10-0.20;applies=after", "clear"),
        ("0.15-0.30;applies=after", "0.10-0.20;applies=after", "clear"),  # their lower ends agree
        ("0.30-0.30;applies=after", "0.10-0.20;applies=after;floor=50.00", "undetermined"),  # of 100.00
        ("0.30-0.30;applies=after", "0.10-0.20;applies=after;floor=5.00", "breach"),
    ],
)
def test_a_fee_that_an_agent_names(named: str, page: str, expected: str) -> None:
    tale = Tale().term("fee_rate", page, "取消收取10%-20%手续费").asked(OUTSIDE)
    tale.said(EventKind.ANSWERED, "2024-05-12 14:30")
    assert (
        tale.term("fee_rate", named, "要扣手续费", file="E2", speaker=Speaker.AGENT).verdict(RULE) == expected
    )


def test_a_fee_named_for_what_is_free() -> None:
    def named(asked: str, applies: str) -> str | None:
        tale = Tale().term("grace_window", FIVE).asked(asked).said(EventKind.ANSWERED, "2024-05-12 14:30")
        value = f"0.10-0.10;applies={applies}"
        return tale.term("fee_rate", value, "取消要扣10%", file="E2", speaker=Speaker.AGENT).verdict(RULE)

    assert named(INSIDE, "any") == "breach"
    assert named(OUTSIDE, "any") == "clear"
    assert named(INSIDE, "after") is None


@pytest.mark.parametrize(
    ("begun", "expected"),
    [("2024-05-12 14:03", "clear"), ("2024-05-12 14:04:30", "undetermined"), ("2024-05-12 14:05", "breach")],
)
def test_work_by_hand(begun: str, expected: str) -> None:
    tale = Tale(delivery=Delivery.MANUAL).term("manual_cancel", "before=started", "开始处理前可取消")
    tale.asked(INSIDE).happened(EventKind.SERVICE_STARTED, begun)
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:30").reason("never")
    assert tale.verdict(RULE) == expected


def test_a_later_page_does_not_hold() -> None:
    tale = refused("never").dated("effective", "2024-06-01")
    assert tale.verdict(RULE) == "undetermined"


def test_it_never_speaks_of_lies_or_law_broken() -> None:
    found = refused("never").finding(RULE)
    assert found is not None
    assert found.explanation.endswith("客服说明的理由与上述公示规则不一致。")
    assert not any(word in found.explanation for word in ("违法", "欺诈", "诈骗", "撒谎", "违反"))
