"""The words as strangers read them: nothing invented, nothing that another part contradicts."""

from __future__ import annotations

from datetime import date

import pytest
from advising import NOBODY, case_of
from cases import FREE, asked, chat, order, page

from dossier import advice, policies
from dossier.advice import report
from dossier.advice.model import OrderAdvice
from dossier.advice.wording import Wording, entries
from dossier.casefile import CaseFile, Purpose
from dossier.model import Evidence
from dossier.packet.view import claims

RATE = "3.2 超过5分钟取消的，取消订单收取订单金额10%-20%的手续费。"
SENT = "2024-05-12 14:05:40"
BACK = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]


def read(
    *files: Evidence, today: str = "2026-05-20", said: CaseFile = NOBODY, lang: str = "zh"
) -> tuple[OrderAdvice, Wording]:
    case = case_of(*files)
    (about,) = advice.advise(case, said, date.fromisoformat(today)).orders
    return about, Wording(case, lang)


def told(*files: Evidence, today: str = "2026-05-20", said: CaseFile = NOBODY) -> dict[str, str]:
    """Each step's own words with how to take it."""
    about, words = read(*files, today=today, said=said)
    return {step.key: f"{words.step(step)}\n{words.how(step)}" for step in about.steps}


def test_where_nothing_was_asked_nobody_is_said_not_to_have_answered() -> None:
    about, words = read(order(shipped=SENT))
    assert words.situation(about) == "已付款，材料中没有取消申请；商品显示已发出"


def test_an_answer_that_decides_nothing_is_still_an_answer() -> None:
    files = (order(banner="待发货"), chat(("time", "2024-05-12 15:03"), ("buyer", "申请取消"),
             ("time", "2024-05-12 15:10"), ("agent", "取消的话要扣30%手续费")))  # fmt: skip
    about, words = read(*files)
    assert "没有对方的答复" not in words.situation(about)
    assert "明确的同意或拒绝" in words.situation(about)


@pytest.mark.parametrize(
    ("files", "says", "not_says"),
    [
        ((order(banner="待发货"),), "请勿发货", "处理"),
        ((order(shipped=SENT),), "现申请取消”", "请勿发货"),
        ((order(banner="待发货", delivery="人工发货"),), "请不要开始处理", "请勿发货"),
        (
            (order(banner="待发货", delivery="人工发货", more=[("开始处理时间", "2024-05-12 14:05:00")]),),
            "请停止处理",
            "请勿发货",
        ),
    ],
)
def test_nobody_is_asked_not_to_do_what_was_done(
    files: tuple[Evidence, ...], says: str, not_says: str
) -> None:
    """On the day itself the window may be open: what to type fits what the page shows."""
    step = told(*files, page(FREE), today="2024-05-12")["window-open"]
    assert says in step
    assert not_says not in step.partition("照着发")[2]


def test_of_a_published_range_only_what_is_above_it_is_asked_for_as_the_packet_does() -> None:
    """100.00 paid, 30.00 kept, at most 20.00 published: 10.00, in the advice and in the claims."""
    files = (order(more=BACK, banner="已退款"), asked("2024-05-12 15:03", None), page(FREE, RATE))
    about, words = read(*files)
    assert "请补退 10.00 元" in told(*files)["quote-fee-rule"]
    assert "超出规则最高扣费的部分 10.00 元" in list(words.money(about))
    case = case_of(*files)
    assert claims.of(case, NOBODY, case.orders)[0].figures == "10.00"


def test_a_fee_inside_the_free_window_is_asked_back_whole_as_the_packet_does() -> None:
    files = (order(more=BACK, banner="已退款"), asked("2024-05-12 14:03", None), page(FREE, RATE))
    about, words = read(*files)
    assert "请补退 30.00 元" in told(*files)["quote-fee-rule"]
    assert "与规则的差额 30.00 元" in list(words.money(about))
    case = case_of(*files)
    assert claims.of(case, NOBODY, case.orders)[0].figures == "30.00"


@pytest.mark.parametrize(
    ("files", "asks"),
    [
        ((order(shipped=SENT), asked()), "卡密生成"),
        ((order(banner="待发货", delivery="人工发货"), asked()), "开始处理、完成的时间"),
        ((order(more=BACK, banner="已退款"), asked("2024-05-12 15:03", None), page(RATE)), "扣费的数额"),
        ((order(banner="待发货"), asked(answer=("agent", "已为您取消，退款3个工作日内原路退回"))), "流水号"),
    ],
)
def test_the_written_answer_is_about_the_matter(files: tuple[Evidence, ...], asks: str) -> None:
    assert asks in told(*files)["written-answer"]


def test_who_has_filed_waits_for_that_place_and_turns_to_nobody_else() -> None:
    said = CaseFile(filed_elsewhere="2026年5月11日已向12315投诉")
    steps = told(order(shipped=SENT), asked(), page(FREE), said=said)
    assert next(iter(steps)) == "await-result"
    assert "12315" in steps["await-result"]
    assert not {"supervisor", "written-answer"} & steps.keys()
    ended = CaseFile(filed_elsewhere="2026年5月11日12315终止调解")
    assert "起诉" in told(order(shipped=SENT), asked(), page(FREE), said=ended)["await-result"]


def test_a_day_that_cannot_be_is_not_counted_from() -> None:
    """Known before it was bought: it is asked about, and the refusal's day counts meanwhile."""
    said = CaseFile(known_since=date(2022, 5, 12))
    about, _ = read(order(shipped=SENT), asked(), page(FREE), said=said)
    assert {c.day for c in about.clocks if c.key in ("limit", "suit")} == {date(2027, 5, 12)}


def test_trade_has_no_law_of_consumers() -> None:
    said = CaseFile(purpose=Purpose.RESALE)
    files = (order(banner="待发货"), asked(answer=("agent", "已为您取消，退款3个工作日内原路退回")))
    about, _ = read(*files, said=said)
    cited = {key for part in (*about.steps, *about.clocks, *about.ladder) for key in part.law}
    assert cited
    assert {key.partition("-")[0] for key in cited} <= {"DS", "MFD"}
    assert "delay" not in {clock.key for clock in about.clocks}
    assert "delay" in {clock.key for clock in read(*files)[0].clocks}


def test_last_days_that_take_preparing_are_told_a_month_before() -> None:
    case = case_of(order(shipped=SENT), asked(), page(FREE))
    found = entries(advice.advise(case, NOBODY, date(2026, 5, 20)), case, "zh")
    assert {entry.kind: entry.early for entry in found} == {
        "own-answer": False, "limit": True, "suit": True, "records": True,
    }  # fmt: skip


def test_where_a_refund_was_agreed_its_sum_is_the_shop_s_to_name() -> None:
    files = (order(banner="待发货"), asked(answer=("agent", "已为您取消，退款3个工作日内原路退回")))
    about, words = read(*files)
    assert list(words.money(about))[-1] == "材料中没有退款、扣费的规则，退多少以对方写明的为准"


def test_when_three_years_are_over_the_authority_is_not_advised() -> None:
    """Refused on 2024-05-12: the last day is 2027-05-12."""
    files = (order(shipped=SENT), asked(), page(FREE))
    for today, rung, dates in (("2027-05-12", "market", True), ("2027-05-13", "market-late", False)):
        about, _ = read(*files, today=today)
        assert rung in {one.key for one in about.ladder}
        assert ("accept" in {clock.key for clock in about.clocks}) is dates


@pytest.mark.parametrize(
    ("rule", "says"), [((page(FREE),), "按规则页的哪一条"), ((), "时限是多久、从什么时候算、写在哪里")]
)
def test_too_late_is_asked_about_by_the_page_where_there_is_one(
    rule: tuple[Evidence, ...], says: str
) -> None:
    late = asked("2024-05-12 14:07", ("agent", "已超过取消时间，无法取消"))
    assert says in told(order(shipped=SENT), late, *rule)["ask-clause"]


def test_a_folder_with_blanks_can_be_typed() -> None:
    case = case_of(order(shipped=SENT))
    shown = report.full(advice.advise(case, NOBODY, date(2026, 5, 20)), case, "zh", "我的 证据")
    assert 'dossier message "我的 证据"' in shown


def test_a_named_pack_is_told_from_the_shop_s_own_rules() -> None:
    case = case_of(order(banner="待发货"), pack="common-5min")
    (about,) = advice.advise(case, NOBODY, date(2024, 5, 12), policies.load("common-5min")).orders
    assert about.steps[0].key == "window-open"
    assert (
        Wording(case, "zh")
        .how(about.steps[0])
        .startswith("您指定的规则包写的免费取消期是 5 分钟（不是证据）")
    )


def test_work_that_goes_on_is_asked_to_stop_until_it_is_settled() -> None:
    refused = asked(answer=("agent", "已经在处理了，取消不了"))
    assert "先不要继续处理" in told(order(banner="待发货", delivery="人工发货"), refused)["ask-clause"]
    assert "先不要发货" in told(order(banner="待发货"), refused)["ask-clause"]
