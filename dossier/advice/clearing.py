"""When the shop's own rules were checked and kept: then there is only asking, and nothing to complain of."""

from __future__ import annotations

from dossier.advice.measures import GRANTS
from dossier.model import Case, Order, Verdict


def finds_nothing(case: Case, order: Order) -> bool:
    """Whether what the shop published was checked and kept.

    That a refusal may rest on a rule nobody has seen is always possible; it does not
    make a case of one that the shop's own rules decide.
    """
    own = [f for f in case.findings if f.order_id == order.order_id]
    granted = {f.verdict for f in own if f.rule in GRANTS}
    return granted == {Verdict.CLEAR} and {f.verdict for f in own} <= {Verdict.CLEAR, Verdict.POSSIBLE}
