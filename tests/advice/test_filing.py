"""One free answer, read: which place has the matter, since when, and whether it is done with it."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.advice import filing
from dossier.advice.filing import Filing
from dossier.casefile import CaseFile


def read(told: str) -> filing.Filed:
    return filing.read(CaseFile(filed_elsewhere=told))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2026-09-24 在12315平台提交了投诉", {"market": date(2026, 9, 24)}),
        ("已向市场监督管理局投诉，2026.9.24", {"market": date(2026, 9, 24)}),
        ("全国12315平台，2026年9月24日", {"market": date(2026, 9, 24)}),
        ("2026年9月24日向12315投诉尚未答复", {"market": date(2026, 9, 24)}),
        ("区工商所", {"market": None}),
        ("9月24日向消协投诉", {"association": None}),
        ("2026/9/24 已向消费者协会投诉，2026/9/28 又改期", {"association": date(2026, 9, 24)}),
        ("全国消协智慧315平台", {"association": None}),
        ("已向12315投诉，也向消协投诉", {"market": None, "association": None}),
        ("没有向消协投诉，2026-09-24 已起诉", {"court": date(2026, 9, 24)}),
        ("没有向12315投诉", {}),
        ("12315还没有投诉", {}),
        ("12315打算下周投诉", {}),
        ("未向其他机构投诉，也未起诉", {}),
        ("否", {}),
        ("打算去12315投诉", {}),
        ("如果不退就起诉", {}),
        ("向工商银行要过流水", {}),
        ("2026-13-40 向12315投诉", {"market": None}),
        ("", {}),
    ],
)
def test_where_it_was_filed_and_when(told: str, expected: dict[str, date | None]) -> None:
    assert {name: place.day for name, place in read(told).places.items()} == expected


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("已向12315投诉，6月3日不予受理", set()),
        ("向消协投诉，后来本人撤回了", set()),
        ("消协未受理，已向12315投诉", {"market"}),
        ("已向12315投诉，法院不予立案", {"market"}),
        ("12315不受理，消协正在调解", {"association"}),
    ],
)
def test_what_was_not_taken_or_withdrawn_is_nowhere(told: str, left: set[str]) -> None:
    found = read(told)
    assert (set(found.places), found.over) == (left, True)


@pytest.mark.parametrize(
    "told", ["已向12315投诉，商家拒绝调解", "12315调解未果", "12315已办结", "12315受理后没有达成协议"]
)
def test_what_has_ended_is_told(told: str) -> None:
    assert read(told).places == {"market": Filing(ended=True)}
    assert read(told).ended


def test_one_that_goes_on_keeps_the_whole_open() -> None:
    assert not read("12315调解未果，已向法院起诉").ended


@pytest.mark.parametrize(
    ("told", "none"), [("没有", True), ("没有向12315投诉", True), ("", False), ("问过律师", False)]
)
def test_none_is_said_in_so_many_words(told: str, none: bool) -> None:
    assert read(told).none is none
