"""A pack that the user names lets a rule compute, and never makes more than ``possible`` of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from stories import Tale, judged

from dossier.model import Delivery, EventKind, FactKind
from dossier.policies import Pack
from dossier.policies.pack import Answer, Applies, Fee, Length, Manual, Refund, Unit, Until

PACK = Pack(
    id="some-shop",
    title="某某店的取消规则",
    version="1",
    source="某某店帮助中心",
    captured=date(2024, 5, 1),
    reference=False,
    fees=(Fee(Decimal(10), Decimal(20), Applies.AFTER_WINDOW),),
    manual=(Manual(Until.STARTED),),
    refund=(Refund(Length(24, 24), Unit.HOURS),),
    answer=(Answer(Length(2, 2), Unit.HOURS),),
)


def overdue(captured: str) -> Tale:
    tale = (
        Tale().asked("2024-05-12 14:03").said(EventKind.CANCEL_ACCEPTED, "2024-05-12 14:10", "好的，给您退款")
    )
    return tale.captured(captured, "退款中")


def unanswered() -> Tale:
    return Tale().asked("2024-05-12 14:03").said(EventKind.ANSWERED, "2024-05-12 18:00")


def kept(refund: str) -> Tale:
    tale = Tale()
    tale.fact(FactKind.AMOUNT, "100.00", about="paid")
    tale.fact(FactKind.AMOUNT, refund, about="refund")
    return tale.asked("2024-05-12 14:20").happened(EventKind.REFUNDED, "2024-05-12 15:00:00")


def begun() -> Tale:
    tale = Tale(delivery=Delivery.MANUAL).asked("2024-05-12 14:03")
    return tale.happened(EventKind.SERVICE_STARTED, "2024-05-12 14:30:00")


@pytest.mark.parametrize(
    ("rule", "tale", "expected"),
    [
        ("refund.overdue", overdue("2024-05-20 10:00:00"), "possible"),
        ("refund.overdue", overdue("2024-05-13 10:00:00"), "possible"),
        ("service.no-answer", unanswered(), "possible"),
        ("fee.above-published-rate", kept("70.00"), "possible"),
        ("fee.above-published-rate", kept("80.00"), "clear"),
        ("manual.shipped-after-cancel-request", begun(), "possible"),
    ],
)
def test_it_is_possible_at_most(rule: str, tale: Tale, expected: str) -> None:
    found = judged(tale, PACK)[rule]
    assert found.verdict == expected
    assert all(fact for premise in found.premises for fact in premise.facts)
    assert not any(basis.startswith("policy:") for basis in found.basis)


def test_a_page_of_the_folder_outranks_it() -> None:
    tale = unanswered().term("answer_time", "PT24H;start=requested", "客服24小时内答复")
    assert judged(tale, PACK)["service.no-answer"].verdict == "clear"


def test_without_a_pack_nothing_is_said() -> None:
    assert "service.no-answer" not in judged(unanswered(), None)
