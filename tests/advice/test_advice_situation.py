"""Where an order stands, and what comes first: state, delivery and what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from advising import about
from cases import ASK, FREE, ORDER, REFUSE, asked, chat, order, page, payment, renamed
from pages import evidence, log, order_page

from dossier import rules
from dossier.advice import measures
from dossier.model import Channel, Evidence

RATE = "3.2 超过5分钟取消的，收取订单金额10%-20%的手续费。"
BY_HAND = "4.2 手动发货商品，客服开始处理前可申请取消，平台全额退款。"
RECOVER = "支付超过10分钟，系统自动发货后不支持人工取消，需联系游戏运营商回收。"
AGREED = ("agent", "好的，已为您取消订单，退款3个工作日内原路退回")
LATE = "2024-05-12 15:03"
SENT = "2024-05-12 14:05:40"

UNPAID = evidence(
    "order.png",
    order_page([("订单编号", ORDER), ("商品名称", "示例点卡"), ("订单金额", "¥100.00")], "待付款"),
)


def waiting(**rows: str) -> Evidence:
    return order(banner="待发货", **rows)  # type: ignore[arg-type]


def said(*lines: tuple[str, str, str]) -> Evidence:
    """Lines of one chat, each under its own time: (time, who, words)."""
    return chat(*(item for time, who, words in lines for item in (("time", time), (who, words))))


BACK = [("退款金额", "¥70.00"), ("取消手续费", "¥30.00")]

TABLE = [
    # unpaid: nothing to accuse, whatever the rule on closing says
    ("unpaid", [UNPAID], "2024-05-13", "unpaid", None, ["cancel-in-list", "check-unpaid"]),
    ("an expiry is no window", [UNPAID, page("订单提交后5分钟内未付款，系统自动关闭订单。")],
     "2024-05-12", "unpaid", None, ["cancel-in-list", "check-unpaid"]),
    # paid and waiting
    ("waiting", [waiting()], "2024-05-13", "waiting", False, ["write-now", "capture-state"]),
    ("waiting on the very day", [waiting(), page(FREE)], "2024-05-12", "waiting", False,
     ["window-open", "capture-state"]),
    ("waiting by hand", [waiting(delivery="人工发货"), page(BY_HAND)], "2024-05-13", "waiting", False,
     ["write-now", "before-work", "capture-state"]),
    ("asked the same day", [waiting(), asked(answer=None)], "2024-05-12", "waiting", False,
     ["chase-request", "capture-state"]),
    ("asked, no answer since", [waiting(), asked(answer=None)], "2024-05-14", "waiting", False,
     ["chase-request", "capture-state", "supervisor", "written-answer"]),
    ("a payment record alone does not tell of dispatch", [payment("2024-05-12 14:02:10")], "2024-05-13",
     "waiting", None, ["write-now", "capture-state"]),
    # sent
    ("sent", [order(shipped=SENT)], "2024-05-13", "shipped", True,
     ["freeze-code", "leave-code", "ask-offer"]),
    ("sent, ten minutes' rule", [order(shipped=SENT), page(RECOVER)], "2024-05-13", "shipped", True,
     ["freeze-code", "leave-code", "recover", "ask-offer"]),
    ("sent by hand", [order(shipped=SENT, delivery="人工发货")], "2024-05-13", "shipped", True,
     ["stop-work", "ask-offer"]),
    ("asked too late, no answer", [order(shipped=SENT), asked(LATE, None), page(FREE, RATE)], "2024-05-12",
     "shipped", True, ["freeze-code", "leave-code", "no-departure", "ask-offer"]),
    # refused
    ("refused inside the window", [order(shipped=SENT), asked(), page(FREE)], "2024-05-13", "refused", True,
     ["quote-rule", "freeze-code", "leave-code", "ask-clause", "supervisor", "written-answer"]),
    ("refused, no rules", [waiting(), asked()], "2024-05-13", "refused", False,
     ["ask-clause", "capture-state", "fill-first", "supervisor", "written-answer"]),
    ("refused, too late", [order(shipped=SENT), said((LATE, *ASK), ("2024-05-12 15:30", *REFUSE)), page(FREE)],
     "2024-05-13", "refused", True, ["no-departure", "freeze-code", "leave-code", "ask-offer"]),
    # agreed
    ("promised", [waiting(), asked(answer=AGREED)], "2024-05-13", "promised", False,
     ["confirm-promise", "watch-day"]),
    ("the last day is not over", [waiting(), asked(answer=AGREED)], "2024-05-15", "promised", False,
     ["confirm-promise", "watch-day"]),
    ("overdue", [waiting(), asked(answer=AGREED)], "2024-05-16", "overdue", False,
     ["chase-refund", "supervisor", "written-answer"]),
    ("agreed without a time", [waiting(), asked(answer=("agent", "好的，已为您取消订单，会退款"))],
     "2024-09-01", "promised", False, ["confirm-promise"]),
    ("agreed, the page names the time",
     [waiting(), asked(answer=("agent", "好的，已为您取消订单")), page("5.1 同意退款后，款项3个工作日内原路退回。")],
     "2024-05-16", "overdue", False, ["chase-refund", "supervisor", "written-answer"]),
    # both
    ("refused, then agreed",
     [order(), said(("2024-05-12 14:03", *ASK), ("2024-05-12 14:30", *REFUSE), ("2024-05-12 16:30", *AGREED))],
     "2024-05-13", "promised", True, ["confirm-promise", "watch-day", "leave-code"]),
    ("agreed, then refused",
     [waiting(), said(("2024-05-12 14:03", *ASK), ("2024-05-12 14:30", *AGREED), ("2024-05-12 16:30", *REFUSE))],
     "2024-05-13", "refused", False,
     ["earlier-consent", "ask-clause", "capture-state", "fill-first", "supervisor", "written-answer"]),
    ("refused and agreed in two places at times that overlap",
     [waiting(), asked("2024-05-12 14:03", REFUSE), renamed(asked("2024-05-12 14:03", AGREED), "other.png")],
     "2024-05-13", "contradictory", False, ["ask-which", "supervisor", "written-answer"]),
    # money came
    ("a part came", [order(more=BACK, banner="已退款"), said((LATE, *ASK)), page(FREE, RATE)], "2024-05-20",
     "partly-refunded", None, ["quote-fee-rule", "ask-calculation", "supervisor", "written-answer"]),
    ("all came", [order(more=[("退款金额", "¥100.00")], banner="已退款")], "2024-05-20", "fully-refunded", None,
     ["check-arrival"]),
    ("how much is not said", [order(banner="已退款")], "2024-05-20", "refunded", None, ["check-amount"]),
    ("money that came settles a refusal", [order(more=[("退款金额", "¥100.00")], banner="已退款"), asked()],
     "2024-05-20", "fully-refunded", None, ["check-arrival"]),
    # closed
    ("closed although paid", [order(banner="交易关闭")], "2024-05-20", "closed", None, ["closed-paid"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "today", "situation", "sent", "keys"),
    [row[1:] for row in TABLE],
    ids=[str(row[0]) for row in TABLE],
)
def test_the_situation_and_its_steps(
    files: list[Evidence], today: str, situation: str, sent: bool | None, keys: list[str]
) -> None:
    found = about(*files, today=today)
    assert found.position.situation == situation
    assert found.position.sent is sent
    assert [step.key for step in found.steps] == keys


def test_an_offer_in_the_chat_is_no_money_that_came() -> None:
    found = about(order(), asked(answer=("agent", "可以给您退款70元")), today="2024-05-13")
    assert found.position.situation not in {"partly-refunded", "refunded", "fully-refunded"}


def test_words_that_leave_room_decide_nothing() -> None:
    found = about(waiting(), asked(answer=("agent", "亲，这个一般是可以取消的吧？")), today="2024-05-12")
    assert found.position.situation == "waiting"


def test_a_request_taken_back_is_asked_about() -> None:
    talk = said(("2024-05-12 14:03", *ASK), ("2024-05-12 14:06", "buyer", "算了，不取消了"))
    keys = [step.key for step in about(waiting(), talk, today="2024-05-12").steps]
    assert keys == ["write-now", "capture-state", "ask-again"]


def test_money_for_a_cancellation_given_up_is_not_chased_first() -> None:
    talk = said(
        ("2024-05-12 14:03", *ASK),
        ("2024-05-12 14:30", *AGREED),
        ("2024-05-12 14:40", "buyer", "算了，不取消了"),
    )
    keys = [step.key for step in about(waiting(), talk, today="2024-06-03").steps]
    assert keys[:2] == ["ask-again", "chase-refund"]


def test_a_request_in_time_that_nobody_refused_is_claimed_without_conclusions() -> None:
    """Asked in the second minute, sent in the ninth: no rule finds a departure, yet the page gives all back."""
    files = (order(shipped="2024-05-12 14:11:40"), asked("2024-05-12 14:04", None), page(FREE))
    found = about(*files, today="2024-05-12")
    assert not found.groundless
    assert [step.key for step in found.steps] == ["freeze-code", "leave-code", "claim-clause", "ask-offer"]
    claim = found.steps[2]
    assert (claim.values["clause"], claim.values["sum"]) == ("3.1", "100.00")


def test_a_departure_comes_before_chasing() -> None:
    files = (
        waiting(delivery="人工发货", started="2024-05-12 14:20:00"),
        asked("2024-05-12 14:10", None),
        page(BY_HAND),
    )
    keys = [step.key for step in about(*files, today="2024-05-12").steps]
    assert keys == ["quote-rule", "chase-request", "before-work", "capture-state"]


def test_every_step_but_questions_rests_on_something() -> None:
    """Advice never invents: a step that tells of the shop names what bears it out."""
    bare = {"written-answer", "supervisor"}
    for _, files, today, *_ in TABLE:
        for step in about(*files, today=today).steps:
            assert step.rests or step.key in bare, step.key


@pytest.mark.parametrize(
    ("words", "reason", "named"),
    [
        ("亲，已经超过5分钟，无法取消订单", "late", ""),
        ("根据用户协议不支持取消", "rule", "用户协议"),
        ("抱歉，这边取消不了", "", ""),
    ],
)
def test_the_reason_that_was_given_is_asked_about(words: str, reason: str, named: str) -> None:
    steps = about(waiting(), asked(answer=("agent", words))).steps
    step = next(step for step in steps if step.key == "ask-clause")
    assert (step.values["reason"], step.values["named"]) == (reason, named)
    assert step.values["words"] == words


def test_a_rule_nobody_could_know_is_asked_about() -> None:
    """The page with the clause took effect after the payment."""
    later = page("生效日期：2024年6月1日", "2.1 虚拟商品一经售出，概不退款。")
    found = about(waiting(), asked(answer=("agent", "按规定虚拟商品一律不退不换，无法取消")), later)
    hidden = [step for step in found.steps if step.key == "ask-disclosed"]
    assert all(step.rests == ("policy.undisclosed",) for step in hidden)
    assert "quote-rule" not in {step.key for step in found.steps}


def test_the_rules_that_are_quoted_exist() -> None:
    assert set(measures.GRANTS) <= set(rules.REGISTRY)


def test_a_chat_outside_the_platform_is_repeated_inside() -> None:
    head = "消息记录（此消息记录为文本格式，不支持重新导入）"
    talk = evidence("QQ聊天.txt", log(("", "", head), ("我", "2024-05-12 14:03:05", ASK[1])))
    told = replace(talk, channel=Channel.QQ)
    steps = about(waiting(), told, today="2024-05-12").steps
    assert steps[1].key == "own-window"
    assert steps[1].values["where"] == "qq"
