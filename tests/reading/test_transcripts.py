"""What was said, as read: each message once, in its order, with the time that the picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pages import chat_page, evidence, log, numbered, order_page

from dossier import reading
from dossier.model import Evidence, Line, Role, Speaker, Utterance

ORDER = "CM20240512001"
Item = tuple[str, str]

HELLO: list[Item] = [
    ("time", "2024-05-12 14:02"),
    ("system", "客服1024为您服务"),
    ("buyer", "老板这个点卡是自动发货吗"),
    ("agent", "是的，付款以后自动发到订单里"),
]
ASK: list[Item] = [("time", "2024-05-12 14:03"), ("buyer", f"订单{ORDER}拍错了，申请取消")]
NO: list[Item] = [("time", "2024-05-12 14:04"), ("agent", "系统自动发货，无法取消")]
ROWS = [("订单编号", ORDER), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥100.00")]


def said(*talks: Evidence, **days: date) -> tuple[Utterance, ...]:
    files = numbered(evidence("order.png", order_page(ROWS)), *talks)
    return reading.read(files, reading.Overrides(days=days)).utterances


def talk(items: Sequence[Item], name: str = "chat.png", captured: str = "") -> Evidence:
    return evidence(name, chat_page(items), captured=captured)


def test_overlapping_captures_tell_each_message_once_and_where_it_is_shown() -> None:
    told = said(talk([*HELLO, *ASK], "b.png"), talk([*HELLO[2:], *ASK, *NO], "a.png"))
    assert [(one.speaker, one.text, [place.evidence for place in one.places]) for one in told] == [
        (Speaker.SYSTEM, "客服1024为您服务", ["E2"]),
        (Speaker.BUYER, "老板这个点卡是自动发货吗", ["E2", "E3"]),
        (Speaker.AGENT, "是的，付款以后自动发到订单里", ["E2", "E3"]),
        (Speaker.BUYER, f"订单{ORDER}拍错了，申请取消", ["E2", "E3"]),
        (Speaker.AGENT, "系统自动发货，无法取消", ["E3"]),
    ]
    assert {one.talk for one in told} == {1}


def test_the_order_is_the_conversations_and_not_the_files() -> None:
    late, early = talk([*HELLO[2:], *ASK, *NO], "1.png"), talk([*HELLO, *ASK], "2.png")
    assert [one.text for one in said(late, early)] == [one.text for one in said(early, late)]


def test_a_message_right_under_a_time_has_it_and_those_after_it_are_only_not_earlier() -> None:
    told = {one.text: one for one in said(talk([*HELLO, *ASK]))}
    notice, second = told["客服1024为您服务"], told["老板这个点卡是自动发货吗"]
    assert (notice.time, notice.value, notice.inherited) == (
        "2024-05-12 14:02",
        "2024-05-12T14:02+08:00",
        False,
    )
    assert second.inherited
    assert second.value == "2024-05-12T14:02+08:00/2024-05-12T14:03+08:00"


def test_a_message_above_all_times_has_none() -> None:
    first = said(talk([("buyer", "你好，请问在吗，想问订单"), *ASK]))[0]
    assert (first.time, first.value, first.inherited) == ("", "", False)


def test_a_clock_without_a_day_gets_the_orders_day_and_says_so() -> None:
    """Also where no fact rests on the message."""
    (first, *_) = said(
        talk([("time", "14:03"), ("agent", "您好，这边看一下"), ("buyer", f"订单{ORDER}申请取消")])
    )
    assert (first.time, first.value, first.assumed) == ("14:03", "2024-05-12T14:03+08:00", True)


def test_the_day_that_the_user_told_holds_for_every_message() -> None:
    chat = talk(
        [
            ("time", "14:03"),
            ("agent", "您好，这边看一下"),
            ("time", "14:05"),
            ("buyer", f"订单{ORDER}申请取消"),
        ]
    )
    told = said(chat, **{"chat.png": date(2024, 5, 14)})
    assert [(one.value, one.assumed) for one in told] == [
        ("2024-05-14T14:03+08:00", False),
        ("2024-05-14T14:05+08:00", False),
    ]


def test_conversations_that_do_not_overlap_stay_apart() -> None:
    other = [("time", "2024-05-13 09:00"), ("buyer", "还没退款，怎么回事呢"), ("agent", "已经为您登记了")]
    told = said(talk([*HELLO, *ASK], "a.png"), talk(other, "b.png"))
    assert [one.talk for one in told] == [1, 1, 1, 1, 2, 2]


def test_lines_become_one_text_with_blanks_between_latin_words_only() -> None:
    page = chat_page([("time", "2024-05-12 14:02"), ("agent", "请看a"), ("buyer", "好的")])
    first = next(line for line in page.lines if line.text == "请看a")
    assert first.box is not None
    box = first.box._replace(y0=first.box.y0 + 54, y1=first.box.y1 + 54)
    more = (("ok for", "you 订单"), ("单号2024", "0512"))
    for (one, two), whole in zip(more, ("ok for you 订单", "单号20240512"), strict=True):
        lines = tuple(replace(line, text=one) if line is first else line for line in page.lines)
        changed = replace(page, lines=(*lines, Line(99, two, box._replace(x1=box.x1 + 200), 0.99)))
        texts = [u.text for u in said(evidence("chat.png", changed, captured=""))]
        assert whole in texts


def test_a_number_that_a_second_reading_does_not_bear_out_is_doubtful() -> None:
    page = chat_page(
        [("time", "2024-05-12 14:02"), ("agent", "退您86元，请查收一下"), ("buyer", "收到了，谢谢你")]
    )
    lines = tuple(
        replace(line, again=("退您80元，请查收一下", "退您80元，请查收一下")) if "86" in line.text else line
        for line in page.lines
    )
    told = {u.text: u.doubtful for u in said(evidence("chat.png", replace(page, lines=lines)))}
    assert told == {"退您86元，请查收一下": True, "收到了，谢谢你": False}
    borne = tuple(replace(line, again=(line.text, line.text)) for line in page.lines)
    assert not any(u.doubtful for u in said(evidence("chat.png", replace(page, lines=borne))))


def test_an_exports_message_is_told_whole_with_its_sender() -> None:
    page = log(
        ("买家某某", "2024-05-12 14:03:00", f"订单{ORDER}申请取消"),
        ("客服小美", "2024-05-12 14:04:10", "「买家某某：申请取消」\n- - - - -\n不能取消"),
    )
    told = said(replace(evidence("chat.txt", page), media="text/plain", role=Role.CHAT))
    assert [(u.sender, u.time, u.text) for u in told] == [
        ("买家某某", "2024-05-12 14:03:00", f"订单{ORDER}申请取消"),
        ("客服小美", "2024-05-12 14:04:10", "「买家某某：申请取消」\n- - - - -\n不能取消"),
    ]
    assert [u.speaker for u in told] == [Speaker.BUYER, Speaker.AGENT]


def test_pages_that_are_no_chat_say_nothing() -> None:
    assert said() == ()
