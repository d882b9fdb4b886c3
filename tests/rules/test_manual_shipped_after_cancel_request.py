"""manual.shipped-after-cancel-request: the begin of the work against the request."""

from __future__ import annotations

import pytest
from cases import asked, order, page, verdict

RULE = "manual.shipped-after-cancel-request"
CLAUSE = "4.2 手动发货商品，开始处理前可申请取消。"


def manual(**more: object) -> object:
    return order(delivery="人工代充", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        ("2024-05-12 20:41:07", "breach"),
        ("2024-05-12 20:16:00", "breach"),
        ("2024-05-12 20:15:30", "undetermined"),  # within the request's own minute
        ("2024-05-12 20:15:00", "clear"),
        ("2024-05-12 20:10:00", "clear"),
    ],
)
def test_the_order_of_request_and_begin(started: str, expected: str) -> None:
    talk = asked("2024-05-12 20:15", answer=None)
    assert verdict(RULE, manual(started=started), talk, page(CLAUSE)) == expected


def test_finishing_what_had_begun_is_no_departure() -> None:
    done = manual(started="2024-05-12 20:10:00", shipped="2024-05-12 21:00:00")
    assert verdict(RULE, done, asked("2024-05-12 20:15", answer=None), page(CLAUSE)) == "clear"


def test_dispatch_alone_does_not_tell_when_the_work_began() -> None:
    shipped = manual(shipped="2024-05-12 21:00:00")
    talk = asked("2024-05-12 20:15", answer=None)
    assert verdict(RULE, shipped, talk, page(CLAUSE)) != "breach"
    before_dispatch = page("人工发货订单，发货前可以无条件取消。")
    assert verdict(RULE, shipped, talk, before_dispatch) == "breach"


def test_without_the_clause_the_verdict_is_at_most_possible() -> None:
    assert (
        verdict(RULE, manual(started="2024-05-12 20:41:07"), asked("2024-05-12 20:15", answer=None))
        == "possible"
    )


def test_an_automatic_order_is_not_meant() -> None:
    automatic = order(started="2024-05-12 20:41:07")
    assert verdict(RULE, automatic, asked("2024-05-12 20:15", answer=None), page(CLAUSE)) in (None, "clear")


def test_an_unlabelled_handling_time_decides_nothing() -> None:
    done = order(delivery="人工代充", more=[("处理时间", "2024-05-12 20:41:07")])
    assert verdict(RULE, done, asked("2024-05-12 20:15", answer=None), page(CLAUSE)) != "breach"
