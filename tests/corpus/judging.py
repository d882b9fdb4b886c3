"""All rules' answers for one plot."""

from __future__ import annotations

from corpus.judge import judge_window
from corpus.judge_answers import judge_answer
from corpus.judge_notices import judge_notice
from corpus.judge_reasons import judge_reason
from corpus.judge_refunds import judge_refund
from corpus.truth import RULES, Answer, Plot


def judge(plot: Plot) -> dict[str, Answer]:
    """The answers by rule id."""
    found = (
        *judge_window(plot),
        judge_refund(plot),
        judge_answer(plot),
        judge_reason(plot),
        judge_notice(plot),
    )
    return dict(zip(RULES, found, strict=True))
