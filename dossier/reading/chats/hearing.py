"""What a message of a conversation does, given what was said before it.

"不行" answers a request, "还没到账" a promise, "在吗" is a chaser only where something
is still open: each needs to know how the conversation stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.model import EventKind, Speaker
from dossier.reading import agents, terms
from dossier.reading.chats import party
from dossier.reading.chats.conversation import Utterance
from dossier.reading.speech import answering, reasons, statements
from dossier.reading.speech.reasons import Reason
from dossier.reading.speech.statements import Statement

_QUESTION = re.compile(r"[?？吗呢么嘛]")
_DECIDES = frozenset(
    (
        EventKind.CANCEL_REFUSED,
        EventKind.CANCEL_ACCEPTED,
        EventKind.REFUND_PROMISED,
        EventKind.REFUND_PENDING,
        EventKind.REFUNDED,
    )
)
_GRANTS = (EventKind.CANCEL_ACCEPTED, EventKind.REFUND_PROMISED)
_SERVED_BY = re.compile(r"人工|为您服务|接入")


@dataclass(slots=True)
class Hearing:
    """How a conversation stands: what the buyer asked for, what is owed, who is waited for.

    ``answering``: the buyer has just asked to cancel; ``asked``: has ever; ``open``: a
    request or a promise was not taken back; ``owed``: a refund was promised or granted;
    ``why``: the buyer's last message asks for the reason; ``waiting``: no person of the
    shop has answered the last request; ``hinted``: a machine or a greeting did;
    ``machine``: what the shop's side says now is a machine's; ``stranger``: the other
    side is no shop.
    """

    answering: bool = False
    asked: bool = False
    open: bool = False
    owed: bool = False
    why: bool = False
    waiting: bool = False
    hinted: bool = False
    machine: bool = False
    stranger: bool = False

    def serves(self, said: Utterance, *, robot: bool, named: bool) -> None:
        """Take note of who serves: a machine, or a person who comes after it."""
        if said.speaker not in (Speaker.AGENT, Speaker.SYSTEM):
            return
        if robot:
            self.machine = True
            return
        noticed = said.speaker is Speaker.SYSTEM and _SERVED_BY.search(said.text) is not None
        if named or noticed or agents.transfer(said.text) is not None:
            self.machine = False

    def statements(self, said: Utterance) -> tuple[Statement, ...]:
        """What a message does; what a robot answers is not relied on."""
        found = statements.find(
            said.speaker, said.text,
            answering=self.answering, asked=self.asked, open_=self.open, owed=self.owed,
        )  # fmt: skip
        if said.speaker is Speaker.BUYER:
            self._asked(said, found)
            return found
        robot = agents.is_robot(f"{said.sender} {said.text}")
        if said.speaker is Speaker.AGENT and robot:
            found = tuple(replace(statement, hedged=True) for statement in found)
        elif said.speaker is Speaker.AGENT and self._is_foreign(said):
            # What a friend or another buyer says of it binds no shop and answers nobody.
            return tuple(replace(statement, hedged=True) for statement in found)
        elif self.machine:
            found = tuple(
                replace(one, hedged=one.hedged or one.kind is EventKind.REFUND_PENDING) for one in found
            )
        if any(statement.kind in _GRANTS and not statement.hedged for statement in found):
            self.open = self.owed = True
        return (*found, *self._answered(said, found, machine=robot or self.machine))

    def reasons(self, said: Utterance, found: Sequence[Statement]) -> tuple[Reason, ...]:
        """The reasons that a message of the shop names."""
        if said.speaker is not Speaker.AGENT:
            return ()
        kinds = {statement.kind for statement in found}
        named = reasons.find(
            said.text,
            refuses=EventKind.CANCEL_REFUSED in kinds,
            grants=EventKind.CANCEL_ACCEPTED in kinds,
            why=self.answering or (self.asked and self.why),
            asked=self.asked,
        )
        unsure = self.machine or self._is_foreign(said) or agents.is_robot(f"{said.sender} {said.text}")
        return tuple(replace(reason, hedged=reason.hedged or unsure) for reason in named)

    def _is_foreign(self, said: Utterance) -> bool:
        return self.stranger or party.speaks_of_others(said)

    def wrote(self) -> None:
        """Take note that the buyer wrote for the first time: an answer is waited for."""
        self.waiting, self.hinted = True, False

    def _asked(self, said: Utterance, found: Sequence[Statement]) -> None:
        kinds = {statement.kind for statement in found}
        plain = {statement.kind for statement in found if not statement.hedged}
        asks = EventKind.CANCEL_REQUESTED in kinds
        # A question about something else may come in between; a bare "不行" then answers that.
        self.answering = asks or (self.answering and not found and not _QUESTION.search(said.text))
        self.asked = self.asked or asks
        self.open = self.open or asks
        self.why = reasons.asks_why(said.text)
        if kinds & {EventKind.CANCEL_REQUESTED, EventKind.CHASED, EventKind.REFUND_PENDING}:
            self.waiting, self.hinted = True, False
        if EventKind.CANCEL_WITHDRAWN in plain and not asks:
            self.open = self.owed = False

    def _answered(
        self, said: Utterance, found: Sequence[Statement], *, machine: bool
    ) -> tuple[Statement, ...]:
        """The shop's first words to the buyer's last request, where they decide nothing.

        What a machine says, a greeting, and words that may be either side's are hedged,
        and an answer is still waited for.  So it is where a time for one is named; of
        the app's own notices only such a one counts.
        """
        named = (self.waiting or self.asked) and _names_a_time(said.text)
        if not (self.waiting or named):
            return ()
        if any(statement.kind in _DECIDES for statement in found):
            self.waiting = machine or named
            return ()
        if said.speaker is Speaker.SYSTEM and not named:
            return ()
        person = said.speaker is Speaker.AGENT and not machine
        if person and (named or not answering.is_canned(said.text)):
            self.waiting, self.hinted = named, False
            return (Statement(EventKind.ANSWERED, hedged=False),)
        hinted, self.hinted = self.hinted and not named, True
        return () if hinted else (Statement(EventKind.ANSWERED, hedged=True),)


def _names_a_time(text: str) -> bool:
    """Whether words of the shop say until when they will answer."""
    return any(term.about == terms.ANSWER_TIME for term in terms.find(text, said=True))
