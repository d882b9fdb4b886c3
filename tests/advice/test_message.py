"""Messages to the shop: short, neutral, one thing asked for, and nothing in them that nobody said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from advising import NOBODY, case_of
from cases import ASK, FREE, ORDER, REFUSE, asked, chat, order, page, payment
from click.testing import CliRunner

from dossier import pipeline
from dossier.advice import message, reasons
from dossier.advice.message import Aim, Draft
from dossier.casefile import CaseFile
from dossier.cli import main
from dossier.model import Case, Evidence, FactKind, FactStatus
from dossier.pipeline import Result
from dossier.words import phrase

TODAY = date(2024, 5, 13)
PLAIN = ("buyer", f"订单{ORDER}申请取消，请退款")
AGREED = ("agent", "好的，已为您取消订单，退款3个工作日内原路退回")


def draft(*files: Evidence, said: CaseFile = NOBODY, aim: Aim | None = None, today: date = TODAY) -> Draft:
    (found,) = message.drafts(case_of(*files), said, today, aim)
    return found


def waiting(**more: str | None) -> Evidence:
    return order(banner="待发货", **more)  # type: ignore[arg-type]


def hints(found: Draft) -> set[str]:
    return {hint.key.removeprefix("message.hint.") for hint in found.hints}


def test_before_dispatch_it_asks_to_cancel_and_not_to_send() -> None:
    found = draft(waiting())
    assert found.text == f"订单{ORDER}（示例点卡），本人申请取消，请勿发货，并请回复处理结果。"
    assert "reason" in hints(found)


def test_the_buyers_own_reason_is_given() -> None:
    said = CaseFile(account="5月12日下午误拍了这张点卡，没有使用。")
    found = draft(waiting(), said=said)
    assert found.text == f"订单{ORDER}（示例点卡）因误拍，现申请取消，请勿发货，并请回复处理结果。"
    assert "reason" not in hints(found)


def test_a_hand_delivered_order_asks_not_to_begin() -> None:
    text = draft(waiting(delivery="人工发货")).text
    assert "请不要开始处理" in text
    assert "请勿发货" not in text


def test_one_that_was_begun_asks_to_stop() -> None:
    text = draft(waiting(delivery="人工发货", started="2024-05-12 14:20:00")).text
    assert "请停止处理" in text


def test_after_dispatch_it_negotiates_and_claims_nothing_unsaid() -> None:
    found = draft(order(shipped="2024-05-12 14:05:41"))
    assert "协商取消" in found.text
    assert "未使用" not in found.text
    assert "unused" in hints(found)
    said = CaseFile(account="收到卡密后我还没有使用。")
    assert "本人未使用" in draft(order(shipped="2024-05-12 14:05:41"), said=said).text


def test_a_refusal_against_a_published_clause_is_answered_with_the_clause() -> None:
    text = draft(order(shipped="2024-05-12 14:05:41"), asked(), page(FREE)).text
    assert text == (
        f"订单{ORDER}的取消申请，本人认为符合公示规则第3.1条，"
        "请据此办理退款；如不能办理，请告知具体理由和条款。"
    )


@pytest.mark.parametrize("late", ["2024-05-12 14:09", "2024-05-12 14:07"])
def test_a_request_that_was_late_or_may_have_been_is_not_said_to_fit(late: str) -> None:
    text = draft(order(shipped="2024-05-12 14:05:41"), asked(late), page(FREE)).text
    assert "符合" not in text


def test_after_a_refusal_it_asks_for_the_clause() -> None:
    text = draft(order(shipped="2024-05-12 14:05:41"), asked()).text
    assert text == f"订单{ORDER}的取消申请被答复不能取消，请提供所依据的规则名称、条款、版本和具体理由。"


def test_where_no_rule_found_a_departure_it_only_negotiates() -> None:
    text = draft(order(shipped="2024-05-12 14:08:00"), asked("2024-05-12 14:20"), page(FREE)).text
    assert "协商取消" in text


def test_after_a_promise_it_asks_for_the_day() -> None:
    text = draft(waiting(), asked(answer=AGREED)).text
    assert "请确认退款金额、退回方式和到账日期" in text


def test_an_overdue_promise_is_chased_without_saying_more_than_is_known() -> None:
    found = draft(waiting(), asked(answer=AGREED), today=date(2024, 6, 3))
    assert "本人尚未见到退款" in found.text
    assert "overdue" in hints(found)


def test_a_request_without_an_answer_is_chased_with_its_minute() -> None:
    text = draft(waiting(), asked(answer=None, ask=PLAIN)).text
    assert f"订单{ORDER}已于2024年5月12日14:03申请取消" in text


def test_a_day_that_is_only_inferred_is_not_told() -> None:
    text = draft(waiting(), asked("14:03", None, PLAIN)).text
    assert text.startswith(f"订单{ORDER}已申请取消")


def test_a_fee_that_was_kept_is_asked_about() -> None:
    rows = [("退款金额", "¥85.00"), ("手续费", "¥15.00"), ("退款时间", "2024-05-12 14:40:00")]
    text = draft(order(banner="已退款", more=rows)).text
    assert text == f"订单{ORDER}退款时扣留15.00元，请告知该费用的计算方式、所依据的规则条款和版本。"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("2024-05-12 14:03", "与公示规则第3.1条不一致，请退还；"),
        ("2024-05-12 14:20", "请告知该费用的计算方式"),
    ],
)
def test_a_fee_kept_though_the_clause_says_none(ask: str, words: str) -> None:
    rows = [("退款金额", "¥85.00"), ("手续费", "¥15.00"), ("退款时间", "2024-05-12 14:40:00")]
    assert words in draft(order(banner="已退款", more=rows), asked(ask, AGREED), page(FREE)).text


def test_where_all_came_back_nothing_is_written() -> None:
    rows = [("退款金额", "¥100.00"), ("退款时间", "2024-05-12 14:40:00")]
    found = draft(order(banner="已退款", more=rows))
    assert found.text == ""
    assert hints(found) == {"fully-refunded"}


def test_an_unpaid_order_is_cancelled_in_the_list() -> None:
    found = draft(order(paid=None, banner="待付款"))
    assert (found.text, hints(found)) == ("", {"unpaid"})
    assert draft(order(paid=None, banner="待付款"), aim=Aim.CANCEL).text


def test_a_refused_request_is_not_called_unanswered() -> None:
    text = draft(order(), asked(), page(FREE), aim=Aim.CHASE).text
    assert "尚未看到处理结果" not in text


# Which order


def test_a_number_in_doubt_is_left_blank() -> None:
    case = case_of(waiting())
    facts = tuple(
        replace(f, status=FactStatus.DISPUTED) if f.kind is FactKind.ORDER_ID else f for f in case.facts
    )
    (found,) = message.drafts(replace(case, facts=facts), NOBODY, TODAY)
    assert ORDER not in found.text
    assert found.text.startswith("订单【请填写订单号】")
    assert "blank" in hints(found)
    (told,) = message.drafts(replace(case, facts=facts), CaseFile(order=ORDER), TODAY)
    assert ORDER in told.text


def test_without_any_order_there_is_a_blank() -> None:
    (found,) = message.drafts(Case(), NOBODY, TODAY)
    assert found.text == "订单【请填写订单号】，本人申请取消，请勿发货，并请回复处理结果。"


SECOND = "CM20240601009"


def test_a_refusal_after_consent_asks_which_holds() -> None:
    talk = chat(
        ("time", "2024-05-12 15:03"), ASK, ("time", "2024-05-12 15:05"), ("agent", "好的，已为您取消订单"),
        ("time", "2024-05-12 16:05"), REFUSE,
    )  # fmt: skip
    assert draft(waiting(), talk).text.startswith(f"订单{ORDER}先后收到不同答复")


def test_without_any_order_what_was_said_still_counts() -> None:
    """Who was refused is not told to ask again for what was refused."""
    talk = chat(
        ("time", "2024-05-12 14:04"), ("buyer", "拍错了，申请取消订单"),
        ("time", "2024-05-12 14:10"), ("agent", "卡密类商品不支持退款"),
    )  # fmt: skip
    assert "被答复不能取消" in draft(talk).text
    assert phrase("letter.blank") in draft(talk).text


def two() -> Case:
    older = waiting()
    newer = replace(waiting(number=SECOND, paid="2024-06-01 10:00:00"), path="second.png")
    return case_of(older, newer)


def test_of_several_the_newest_and_a_word_about_the_others() -> None:
    (found,) = message.drafts(two(), NOBODY, TODAY)
    assert SECOND in found.text
    (told,) = [hint for hint in found.hints if hint.key == "message.hint.others"]
    assert told.values == {"order": SECOND, "others": ORDER}


def test_of_several_one_that_is_not_settled() -> None:
    older = waiting()
    settled = replace(
        order(
            number=SECOND, paid="2024-06-01 10:00:00", banner="已退款",
            more=[("退款金额", "¥100.00"), ("退款时间", "2024-06-01 14:40:00")],
        ),
        path="second.png",
    )  # fmt: skip
    (found,) = message.drafts(case_of(older, settled), NOBODY, TODAY)
    assert ORDER in found.text


def test_the_one_that_case_yaml_names() -> None:
    (found,) = message.drafts(two(), CaseFile(order=ORDER), TODAY)
    assert ORDER in found.text
    (unknown,) = message.drafts(two(), CaseFile(order="CM777"), TODAY)
    assert "CM777" in unknown.text
    assert "示例点卡" not in unknown.text


def test_all_of_them() -> None:
    found = message.drafts(two(), NOBODY, TODAY, every=True)
    assert {d.order_id for d in found} == {ORDER, SECOND}
    assert all(d.order_id in d.text for d in found)


# What is never in it

EVERY = [
    (waiting(),),
    (waiting(delivery="人工发货"),),
    (order(shipped="2024-05-12 14:05:41"),),
    (order(shipped="2024-05-12 14:05:41"), asked(), page(FREE), payment("2024-05-12 14:02:10")),
    (waiting(), asked(answer=AGREED)),
]


@pytest.mark.parametrize("files", EVERY)
@pytest.mark.parametrize("aim", [None, *Aim])
def test_every_message_is_short_neutral_and_without_law(files: tuple[Evidence, ...], aim: Aim | None) -> None:
    text = draft(*files, aim=aim).text
    assert text.count(ORDER) == 1
    assert len(text) <= message.LONGEST
    assert "\n" not in text
    assert not re.search(r"法》|违法|投诉|举报|起诉|曝光|否则|诈骗|欺诈|必须|！", text)
    assert text.endswith("。")


def test_a_long_number_still_makes_a_short_message() -> None:
    number = "240809102941730658212345678901"
    found = draft(waiting(number=number), aim=Aim.SUPERVISOR)
    assert number in found.text
    assert len(found.text) <= message.LONGEST


# The buyer's own words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单误拍，申请取消", ("mistake", "误拍")),
        ("我拍错了，请取消", ("mistake", "拍错")),
        ("不小心点错了", ("mistake", "点错")),
        ("买错区服了", ("mistake", "买错")),
        ("重复下单了，取消一个", ("mistake", "重复下单")),
        ("我不想要了", ("unwanted", "不想要了")),
        ("不需要了，谢谢", ("unwanted", "不需要")),
        ("申请取消", None),
        ("我没有拍错，只是想取消", None),
        ("不是误拍", None),
        ("如果拍错了能取消吗", None),
        ("拍错了可以退吗？", None),
        ("是不是拍错了？", None),
        ("客服说我拍错了不能退", None),
        ("客服回复“拍错不退”", None),
        ("对方认为是误操作", None),
    ],
)
def test_a_reason_is_only_what_the_buyer_plainly_says(text: str, expected: tuple[str, str] | None) -> None:
    assert reasons.cancelling(Case(), CaseFile(account=text), "") == expected


def test_the_agents_words_are_no_reason() -> None:
    case = case_of(waiting(), chat(("time", "2024-05-12 14:03"), PLAIN, ("agent", "拍错了不能取消哦")))
    assert reasons.cancelling(case, NOBODY, ORDER) is None


def test_the_buyers_words_in_the_chat_are() -> None:
    case = case_of(waiting(), chat(("time", "2024-05-12 14:03"), ASK, REFUSE))
    assert reasons.cancelling(case, NOBODY, ORDER) == ("mistake", "拍错")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("卡密还没使用", True),
        ("我没有用过这张卡", True),
        ("未兑换", True),
        ("已经使用", False),
        ("客服说我没使用也不退", False),
        ("如果没用过能退吗", False),
        ("没用户协议", False),
    ],
)
def test_unused_is_only_what_the_buyer_says(text: str, expected: bool) -> None:
    assert reasons.unused(Case(), CaseFile(account=text), "") is expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hints_are_told_in_both_languages(lang: str) -> None:
    for files in EVERY:
        for hint in draft(*files).hints:
            assert phrase(hint.key, lang, **hint.values)


# The command


def test_the_message_alone_is_on_stdout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pipeline, "investigate", lambda *_: Result(case_of(waiting()), NOBODY, 0))
    result = CliRunner().invoke(main, ["message", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout == f"订单{ORDER}（示例点卡），本人申请取消，请勿发货，并请回复处理结果。\n"
    assert "客服窗口" in result.stderr


def test_all_orders_have_a_line_each(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pipeline, "investigate", lambda *_: Result(two(), NOBODY, 0))
    result = CliRunner().invoke(main, ["message", str(tmp_path), "--all", "--for", "supervisor"])
    first, second = result.stdout.splitlines()
    assert ORDER in first
    assert SECOND in second
    assert result.stderr.count("客服窗口") == 1


def test_nothing_is_drafted_for_forbidden_goods(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = CaseFile(forbidden_goods=True)
    monkeypatch.setattr(pipeline, "investigate", lambda *_: Result(case_of(waiting()), said, 0))
    result = CliRunner().invoke(main, ["message", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不代拟" in result.stderr
