"""Days and clocks for which an agent promises the money, completed from the day of the message."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.reading import terms
from dossier.reading.calendar import BEIJING
from dossier.reading.terms import appointed, refundtimes

MONDAY = datetime(2024, 5, 13, 14, 3, tzinfo=BEIJING)


def promised(sentence: str, heading: str = "") -> str | None:
    found = [t.value for t in terms.find(sentence, heading, said=True) if t.about == terms.REFUND_TIME]
    assert len(found) < 2
    return found[0] if found else None


def due(sentence: str, said: date = MONDAY, heading: str = "") -> str:
    """The last moment that is promised."""
    value = promised(sentence, heading)
    assert value is not None
    assert terms.parse(value)["start"] == "said"
    return terms.parse(refundtimes.complete(value, said)).get("", "")


@pytest.mark.parametrize(
    ("sentence", "moment"),
    [
        ("5月15日前退给您", "2024-05-15"),
        ("五月二十号前退还", "2024-05-20"),
        ("退款2024年5月20日前退回", "2024-05-20"),
        ("15号前退给您", "2024-05-15"),
        ("12号前退给您", "2024-06-12"),
        ("退款明天就到账了哦", "2024-05-14"),
        ("退款最晚后天到", "2024-05-15"),
        ("今明两天退款到账", "2024-05-14"),
        ("5月12日提交的退款，明天到账", "2024-05-14"),
        ("今天下午6点前原路退回", "2024-05-13T18:00+08:00"),
        ("今晚8点前退款", "2024-05-13T20:00+08:00"),
        ("下午三点半之前退给您", "2024-05-13T15:30+08:00"),
        ("明天上午10点前退给您", "2024-05-14T10:00+08:00"),
        ("18:00前原路退回", "2024-05-13T18:00+08:00"),
        ("今天下班前退款到账", "2024-05-13"),
        ("周五之前退给您", "2024-05-17"),
        ("本周五之前给您退款", "2024-05-17"),
        ("下周三退款", "2024-05-22"),
        ("本周内退款", "2024-05-19"),
        ("周末前退", "2024-05-19"),
        ("款项月底前退回", "2024-05-31"),
        ("下个月底前退款", "2024-06-30"),
        # where words leave room, the later moment
        ("今天5点前退款", "2024-05-13T17:00+08:00"),
        ("今天12点前退款", "2024-05-13"),
        ("今天24点前给您打款", "2024-05-13"),
    ],
)
def test_a_day_in_the_words_of_a_chat(sentence: str, moment: str) -> None:
    assert due(sentence) == moment


@pytest.mark.parametrize(
    ("sentence", "said", "moment"),
    [
        ("1月5日前退给您", date(2024, 12, 30), "2025-01-05"),
        ("退款月底前到账", date(2024, 12, 30), "2024-12-31"),
        ("下月底前退款", date(2024, 12, 30), "2025-01-31"),
        ("30号前退款", date(2024, 1, 31), ""),
        # past already, or too far off to be meant
        ("5月10日前退款", MONDAY, ""),
        ("今天下午2点前退款", MONDAY, ""),
        # "Friday" on a Friday, a clock whose day nothing tells
        ("周五退款", date(2024, 5, 17), ""),
        ("本周五退款", date(2024, 5, 17), "2024-05-17"),
        ("本周五退款", date(2024, 5, 18), ""),
        ("下午6点前退款", date(2024, 5, 13), ""),
        ("下午6点前退款", datetime(2024, 5, 13, 18, 30, tzinfo=BEIJING), ""),
        ("今天下午6点前退款", date(2024, 5, 13), "2024-05-13T18:00+08:00"),
    ],
)
def test_a_day_is_completed_only_where_it_can_be_told(sentence: str, said: date, moment: str) -> None:
    assert due(sentence, said) == moment


@pytest.mark.parametrize(
    "sentence",
    [
        "最快明天到账，退款耐心等待", "明天可能退给您", "争取5月15日前退给您", "明天能退吗", "如果审核通过明天退给您",
        "审核通过后明天退款", "5月12日付的款不能退", "请在5月15日前申请退款", "请您明天退货", "明天不能退款", "5月15日无法退款",
        "今天已退款", "今天退款了", "充值明天到账", "退款申请5月15日前有效", "便宜一点退给您", "上周五退款", "每月15号退款", "上个月15号退款", "今天给您提交退款", "明天给您处理退款", "今天给您申请退款",
        "5月15日前未发货退款",
    ],
)  # fmt: skip
def test_days_that_promise_no_money(sentence: str) -> None:
    assert promised(sentence) is None


def test_what_arrives_is_money_only_where_that_is_said() -> None:
    assert promised("明天到账") is None
    assert promised("明天到账", "退款") == "by=+1D;start=said"
    assert promised("点券明天到账", "退款") is None


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("3个工作日内到账", "P3D;days=working;start=said"),
        ("这边3天内给您退", "P3D;days=calendar;start=said"),
        ("2小时内给您退款", "PT2H;start=said"),
        ("半小时内退款到您账户", "PT30M;start=said"),
        ("退款成功，预计1-3个工作日原路返回", "P1D-P3D;days=working;start=said;way=original"),
        ("今天给您退款，预计1-3个工作日到账", "P1D-P3D;days=working;start=said"),
        ("已提交退款，最快24小时，最慢3个工作日到账", "P3D;days=working;start=said"),
        # the words name another start, or lean on something else
        ("审核通过后3个工作日内到账", "P3D;days=working;start=agreed"),
        ("明天处理，3个工作日退款", "P3D;days=working;start=unknown"),
        ("财务处理完后3个工作日内退款", "P3D;days=working;start=unknown"),
        # no promise, or two
        ("5分钟内可以给您退", None),
        ("付款5分钟内给退", None),
        ("您的游戏点券24小时内到账", None),
        ("5月15日前退给您，3个工作日内到账", None),
    ],
)
def test_lengths_in_a_chat_count_from_their_saying(sentence: str, value: str | None) -> None:
    assert promised(sentence) == value


@pytest.mark.parametrize("sentence", ["5月15日前退给您", "今天下午6点前原路退回", "这边3天内给您退"])
def test_a_rule_page_appoints_no_day(sentence: str) -> None:
    assert [t for t in terms.find(sentence) if t.about == terms.REFUND_TIME] == []


def test_the_other_parts_stay() -> None:
    value = "by=+1D;start=said;way=original"
    assert refundtimes.complete(value, MONDAY) == "2024-05-14;start=said;way=original"
    assert refundtimes.complete("P3D;days=working;start=said", MONDAY) == "P3D;days=working;start=said"
    assert refundtimes.minutes(value) == ()


_WORDS = st.lists(
    st.sampled_from(
        [*"今明后大天月日号周下本一五十二前之内点时半早晚:退到账20135", "工作日", "下午", "2024年", "24:00"]
    ),
    max_size=12,
)


@given(_WORDS, st.dates(date(2000, 1, 1), date(9999, 12, 31)))
def test_no_promise_ends_before_it_is_made(words: list[str], said: date) -> None:
    for one in appointed.find("".join(words)):
        moment = appointed.complete(one.value, said)
        if moment:
            assert timedelta() <= date.fromisoformat(moment[:10]) - said < timedelta(days=184)
