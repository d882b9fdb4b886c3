"""What a message of a chat does: asks to cancel, refuses, accepts, promises, takes back, asks again.

Each side's words are read by a file of its own: :mod:`~dossier.reading.speech.asking`
and :mod:`~dossier.reading.speech.chasing` for the buyer,
:mod:`~dossier.reading.speech.answering` for the agent,
:mod:`~dossier.reading.speech.notices` for the system; money that has not come is
:mod:`~dossier.reading.speech.pending` for both.  Words that leave room for
another meaning are *hedged*: no finding of a breach rests on them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dossier.model import EventKind, Speaker
from dossier.reading.speech import answering as answers
from dossier.reading.speech import asking, chasing, notices, pending, receiving, saying
from dossier.reading.speech.saying import Statement

__all__ = ["Statement", "find"]


def find(
    speaker: Speaker,
    text: str,
    *,
    answering: bool = False,
    asked: bool = False,
    open_: bool = False,
    owed: bool = False,
) -> tuple[Statement, ...]:
    """What one message does, at most one statement of a kind.

    Args:
        speaker: who says it; an unknown speaker says nothing that counts.
        text: the message, line breaks included.
        answering: the buyer's last message asked for a cancellation, so that a
            bare "不行" is an answer to that.
        asked: a cancellation was asked for earlier, so that "正常发货吧" takes it back.
        open_: a request or a promise stands, so that "在吗" asks for an answer to it.
        owed: a refund was promised or granted earlier, so that "还没到账" speaks of it.
    """
    said: list[Statement] = []
    for sentence in saying.sentences(text):
        if speaker is Speaker.BUYER and (came := receiving.find(sentence)) is not None:
            said.append(came)
            continue
        if speaker is Speaker.BUYER:
            said.extend(asking.read(sentence, asked=asked or _asks(said)))
        elif speaker is Speaker.AGENT:
            said.extend(answers.read(sentence, answering=answering))
        elif speaker is Speaker.SYSTEM:
            said.extend(notices.read(sentence))
        if speaker in (Speaker.BUYER, Speaker.AGENT):
            still = pending.read(sentence, speaker, asked=asked or _asks(said), owed=owed)
            said.extend([still] if still is not None else [])
    if speaker is Speaker.BUYER and open_ and not _plainly(said):
        again = chasing.find(text)
        said.extend([again] if again is not None else [])
    return _together(said)


def _plainly(said: Sequence[Statement]) -> bool:
    """Whether a buyer plainly asks to cancel or takes that back: words that say more than a chaser."""
    return any(
        statement.kind in (EventKind.CANCEL_REQUESTED, EventKind.CANCEL_WITHDRAWN) and not statement.hedged
        for statement in said
    )


def _asks(said: Sequence[Statement]) -> bool:
    return any(statement.kind is EventKind.CANCEL_REQUESTED for statement in said)


def _together(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """One statement of a kind: a plain one outweighs a hedged one; the buyer's last word counts."""
    found: dict[EventKind, Statement] = {}
    for statement in said:
        if statement.kind is EventKind.CANCEL_REQUESTED and not statement.hedged:
            # "先不退了…还是退吧": asked again after taking it back.
            found.pop(EventKind.CANCEL_WITHDRAWN, None)
        if statement.kind is EventKind.CANCEL_WITHDRAWN and EventKind.CANCEL_REQUESTED in found:
            found[EventKind.CANCEL_REQUESTED] = replace(found[EventKind.CANCEL_REQUESTED], hedged=True)
        known = found.get(statement.kind)
        if known is None or (known.hedged and not statement.hedged):
            found[statement.kind] = statement
    return tuple(found.values())
