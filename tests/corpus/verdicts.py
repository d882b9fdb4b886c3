"""What may be concluded: the four verdicts, and the answers that come up again and again."""

from __future__ import annotations

from corpus.truth import Answer

BREACH, POSSIBLE, UNDETERMINED, CLEAR = "breach", "possible", "undetermined", "clear"


def answer(best: str, *also: str) -> Answer:
    """``best`` and what else may pass."""
    return Answer(best, frozenset({best, *also}))


NOTHING = answer(CLEAR, POSSIBLE, UNDETERMINED)
"""No ground for a charge: anything but ``breach``."""
NO_RULE = answer(POSSIBLE, UNDETERMINED, CLEAR)
UNSURE = answer(UNDETERMINED, POSSIBLE)
OPEN = answer(POSSIBLE, UNDETERMINED, CLEAR, BREACH)
"""The law of the matter leaves it open."""
CHARGED = answer(BREACH)
LIKELY = answer(BREACH, POSSIBLE, UNDETERMINED)
"""It is one, and a cautious person may still hold back."""
EARLY = answer(CLEAR, POSSIBLE, UNDETERMINED)
"""The time has not run out, as far as the folder shows."""
