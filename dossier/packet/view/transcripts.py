"""The chats of the packet as text: who said what and when, as read, beside the pictures that prove it.

A text exhibit is its own transcript; only what was read from pictures is told here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dossier.casefile import Addition
from dossier.model import Case, Evidence, Fact, FactStatus, Role, Source, Speaker, Utterance
from dossier.packet.view import pages
from dossier.packet.view.exhibits import ExhibitView
from dossier.packet.view.marks import Marks, Ref
from dossier.reading import adding, calendar
from dossier.reading.chats.bubbles import TITLE
from dossier.rules.grounds import telling
from dossier.words import phrase

_Line = tuple[str, int, int]  # evidence id, page and line
_TALKS = (Role.CHAT, Role.MAIL)

#: What no window is called: somebody, or the app, says something.
_TELLS = re.compile(
    r"[，。！？；：,!?;:]|[您你我]|已|请|撤回|加入|进入|接[入通待]|转接|以[上下]|消息|记录|开始|结束|添加|邀请|修改|订单|\d{3}"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """One message.

    ``time`` is empty where the message has none of its own; ``soft`` says that the
    app speaks, not a person; ``notes`` tell what is not certain or was corrected.
    """

    time: str
    speaker: str
    sender: str
    text: str
    soft: bool
    notes: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation, with the numbers of the exhibits that show it."""

    title: str
    sayings: tuple[Saying, ...]


def of(
    case: Case, shown: Sequence[ExhibitView], marks: Marks, additions: Sequence[Addition] = ()
) -> tuple[Talk, ...]:
    """The conversations in pictures whose pages are printed.

    Args:
        case: with what was said.
        shown: the exhibits of the packet.
        marks: of the packet.
        additions: the person's.
    """
    files = {item.id: item for item in case.evidence}
    own = {item.id: files[item.id] for item in shown if item.printed and files[item.id].role in _TALKS}
    teller = _Teller(case, own, marks, frozenset(_added(own.values(), additions)))
    return tuple(
        talk
        for _, said in groupby(case.utterances, key=lambda one: one.talk)
        if (talk := teller.talk(tuple(said))) is not None
    )


def _added(shown: Iterable[Evidence], additions: Sequence[Addition]) -> Iterator[_Line]:
    """The lines that the person put on pages."""
    for item in shown:
        marked = [(one.page, one.box) for one in additions if one.file == item.path]
        yield from ((item.id, *place) for place in adding.lines(item, marked))


class _Teller:
    def __init__(
        self, case: Case, own: Mapping[str, Evidence], marks: Marks, added: Collection[_Line]
    ) -> None:
        self._own, self._marks, self._added = own, marks, added
        self._sheets = {
            (item.id, page.number) for item in own.values() for page in pages.printed(item, marks)
        }
        self._pictures = {
            (item.id, page.number) for item in own.values() for page in item.pages if page.width
        }
        self._facts: dict[tuple[str, int, int], list[Fact]] = {}
        for fact in case.facts:
            place = (fact.source.evidence, fact.source.page, fact.source.line)
            self._facts.setdefault(place, []).append(fact)

    def talk(self, said: Sequence[Utterance]) -> Talk | None:
        """One conversation; None where no picture of the packet shows it."""
        shown = (one for one in said if any(self._key(place) in self._pictures for place in one.places))
        seen = [one for one in shown if not self._is_name_of_the_window(one)]
        if not seen:
            return None
        files = {place.evidence for one in seen for place in one.places} & set(self._own)
        numbers = sorted(int(name.removeprefix("E")) for name in files)
        return Talk(
            phrase("transcript.title", numbers=[f"{number}" for number in numbers]),
            tuple(self._saying(one) for one in seen),
        )

    def _is_name_of_the_window(self, one: Utterance) -> bool:
        """Whether words are surely the title bar's: high up, of nobody and no time, no sentence, no proof."""
        if one.speaker is not Speaker.SYSTEM or one.time or one.inherited or _TELLS.search(one.text):
            return False
        places = [(place.evidence, place.page, line) for place in one.places[:1] for line in one.lines]
        marked = any(self._marks.refs(f.id for place in places for f in self._facts.get(place, ())))
        return not marked and all(self._stands_high(*place) for place in places)

    def _stands_high(self, evidence: str, number: int, line: int) -> bool:
        places = (
            (page.width, one.box)
            for page in (self._own[evidence].pages if evidence in self._own else ())
            for one in page.lines
            if (page.number, one.number) == (number, line)
        )
        return any(box is not None and box.y1 <= TITLE * width for width, box in places)

    def _saying(self, one: Utterance) -> Saying:
        return Saying(
            time=_time(one),
            speaker=phrase(f"transcript.speaker.{one.speaker}"),
            sender=one.sender,
            text=one.text,
            soft=one.speaker is Speaker.SYSTEM,
            notes=tuple(dict.fromkeys(self._notes(one))),
            refs=tuple(self._refs(one)),
        )

    def _notes(self, one: Utterance) -> Iterator[str]:
        if one.assumed and not one.inherited:
            yield phrase("transcript.assumed")
        place = one.places[0]
        if any((place.evidence, place.page, line) in self._added for line in one.lines):
            yield phrase("transcript.added")
        for line in one.lines:
            for fact in self._facts.get((place.evidence, place.page, line), ()):
                if fact.status is FactStatus.CORRECTED and fact.machine not in (None, "", fact.value):
                    yield phrase("transcript.corrected", now=fact.raw, was=fact.machine)
                elif fact.status is FactStatus.DISPUTED and fact.second:
                    yield phrase("transcript.second", was=fact.value, second=fact.second)
        if one.doubtful:
            yield phrase("transcript.doubtful")

    def _refs(self, one: Utterance) -> Iterator[Ref]:
        """The marks on a message, else the page where it was read."""
        marked = [
            ref
            for place in one.places
            for fact in self._facts.get((place.evidence, place.page, place.line), ())
            for ref in self._marks.refs((fact.id,))
        ]
        if marked:
            yield from dict.fromkeys(marked)
            return
        for place in one.places:
            if place.evidence in self._own:
                item = self._own[place.evidence]
                name = pages.anchor(*self._key(place)) if self._key(place) in self._sheets else ""
                words = phrase(
                    "ref.mark",
                    evidence=place.evidence.removeprefix("E"),
                    page=place.page if len(item.pages) > 1 else None,
                    mark="",
                )
                yield Ref(words, name or f"exhibit-{place.evidence}")
                return

    @staticmethod
    def _key(place: Source) -> tuple[str, int]:
        return place.evidence, place.page


def _time(one: Utterance) -> str:
    """The time that stands right above or beside a message, as exactly as it is known."""
    if one.inherited or not one.time:
        return phrase("transcript.later") if one.inherited else ""
    if not calendar.is_complete(one.value):
        return one.time
    return telling.interval(calendar.interval(one.value), calendar.precision(one.value))
