"""A text fits by leaving out whole sentences, the least important first, and nothing is ever cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dossier.filing.fitting import Sentence, fit

PAID = Sentence("2024-05-12 14:02:10 付款 128.00 元。", 1)  # 30 characters
NUMBER = Sentence("订单号 CM20240512001。", 2)  # 18
GOODS = Sentence("本人购买“示例点卡”。", 3)  # 11
ANSWER = Sentence(
    "客服1024答复不能取消，原话是“系统自动发货，无法取消”。", 1, "客服1024答复不能取消。"
)  # 30, 13


def test_without_a_limit_everything_is_said() -> None:
    fitted = fit([GOODS, PAID, NUMBER], None)
    assert fitted.text == GOODS.text + PAID.text + NUMBER.text
    assert (fitted.left_out, fitted.over, fitted.shortened) == (0, 0, False)


def test_the_count_is_of_every_sign() -> None:
    assert fit([Sentence("退 1.50 元，多谢😀。")], None).count == 13


def test_the_limit_itself_is_room() -> None:
    whole = len(PAID.text + NUMBER.text)
    assert fit([PAID, NUMBER], whole).left_out == 0
    assert fit([PAID, NUMBER], whole - 1).text == PAID.text


def test_the_least_important_goes_first_and_the_order_stays() -> None:
    room = len(GOODS.text + PAID.text + NUMBER.text) - 1
    fitted = fit([GOODS, PAID, NUMBER], room)
    assert fitted.text == PAID.text + NUMBER.text
    assert fitted.left_out == 1


def test_nothing_less_important_slips_in_where_more_important_words_had_no_room() -> None:
    long, short = Sentence("二" * 40 + "。", 2), Sentence("三。", 3)
    assert fit([PAID, long, short], 50).text == PAID.text


def test_shorter_words_serve_before_the_most_important_is_too_long() -> None:
    fitted = fit([ANSWER, NUMBER], 20)
    assert fitted.text == ANSWER.brief
    assert fitted.shortened
    assert fit([ANSWER], len(ANSWER.text)).text == ANSWER.text


def test_what_fits_at_no_length_is_told_with_the_count_and_left_whole() -> None:
    fitted = fit([PAID, GOODS], 20)
    assert fitted.text == PAID.text
    assert fitted.over == len(PAID.text) - 20


sentences = st.lists(
    st.builds(
        Sentence, st.text("字1.", min_size=1, max_size=40), st.integers(1, 5), st.text("短", max_size=12)
    ),
    max_size=12,
)


@given(sentences, st.integers(1, 200))
def test_every_text_is_made_of_whole_sentences_and_within_the_limit(said: list[Sentence], limit: int) -> None:
    fitted = fit(said, limit)
    needed = sum(len(one.shortest) for one in said if one.rank == 1)
    assert fitted.over == max(0, needed - limit)
    rest = {""}
    for one in said:
        rest |= {before + words for before in rest for words in (one.text, one.shortest)}
        if len(rest) > 5000:
            return
    assert fitted.text in rest
