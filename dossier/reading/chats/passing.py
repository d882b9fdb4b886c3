"""Terms that the shop states in a chat in passing: a window, a fee, until when money or an answer comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dossier.model import Fact, Precision, Speaker
from dossier.reading import calendar, terms
from dossier.reading.chats.conversation import Utterance
from dossier.reading.speech import answering, disclosing, scope
from dossier.reading.terms import promises, refundtimes
from dossier.reading.text import squeeze

#: What an agent may state as a term in passing; a refusal ("发出后一律不退") is none.
_AGENT = (
    terms.GRACE,
    terms.FEE,
    terms.MANUAL,
    terms.REFUND_TIME,
    terms.ANSWER_TIME,
    terms.RANK,
    terms.NOTICE,
)
#: The app itself says only when somebody answers ("人工客服将在2小时内回复您").
_APP = (terms.ANSWER_TIME,)
_GRANTED = "退款"
#: Words by which a window or a fee is of other goods or ways, a wish, a question, or somebody else's.
_RECITED = re.compile(
    r"的话|如果|若|要是|假如|最好|换成|改(?:成|用|为)|不像|不是|并非|不会|不收|不扣|不用|不需|没说|没有说|谁说|怎么会|凭什么|是说|说的|提现|以前|之前是|原来|过去|曾经|[?]|[吗么呢](?:[。!~]|$)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A term said in a chat: what it is about, its value, the sentence; what of it is inferred or open."""

    about: str
    value: str
    sentence: str
    assumed: bool = False
    hedged: bool = False


def find(said: Utterance, *, owed: bool, grants: bool, machine: bool) -> Iterator[Said]:
    """The terms of a message; a promised day is still to be completed.

    Args:
        said: the message.
        owed: a refund was granted, so that "明天到账" speaks of its money.
        grants: the same message grants a cancellation, so that a time or fee in it bars nothing.
        machine: a robot says it, so that what it says of how rules are shown is hedged.
    """
    if said.speaker is Speaker.BUYER:
        return
    told = _AGENT if said.speaker is Speaker.AGENT else _APP
    # A notice that stands on no side may be the app's.
    unknown = said.speaker is Speaker.UNKNOWN
    notices = disclosing.find(said.text) if said.speaker is Speaker.AGENT else ()
    for notice in notices:
        yield Said(terms.NOTICE, notice.value, said.text, hedged=notice.hedged or machine)
    for term in terms.find(said.text, _GRANTED if owed else "", said=True):
        if term.about in told and not (term.about == terms.NOTICE and notices):
            # "没有弹窗提示" says that one way was not taken, not that none was.
            denies = term.about == terms.NOTICE and term.value.startswith("by=none")
            yield Said(
                term.about,
                term.value,
                term.sentence,
                hedged=unknown or denies or _is_loose(term, grants=grants),
            )


def _is_loose(term: terms.Term, *, grants: bool) -> bool:
    """Whether a promise may be about something else than this order, its answer or its money."""
    words = squeeze(term.sentence).lower()
    if term.about == terms.REFUND_TIME:
        return answering.is_loose(words)
    if term.about in (terms.GRACE, terms.FEE) and (grants or _RECITED.search(words)):
        return True
    return scope.OTHERS.search(words) is not None


def completed(term: Said, times: Sequence[Fact | None]) -> Said | None:
    """A term with its promised day told from the message's own time; None where that cannot be told.

    Args:
        term: from :func:`find`.
        times: the message's time at each place where it is shown.
    """
    if term.about != terms.REFUND_TIME or not term.value.startswith(promises.BY):
        return term
    known = next((fact for fact in times if fact is not None and calendar.is_complete(fact.value)), None)
    value = refundtimes.complete(term.value, _said(known.value)) if known is not None else ""
    if known is None or not value:
        return None
    return replace(term, value=value, assumed=known.assumed, hedged=term.hedged or known.hedged)


def _said(value: str) -> date:
    """The moment of a message where its minute is known, else the last day that it can be of."""
    found = calendar.interval(value)
    if "/" not in value and calendar.precision(value) is not Precision.DAY:
        return found.earliest
    return found.latest.date()
