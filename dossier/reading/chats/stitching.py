"""Captures of one chat become one conversation: overlaps are found, doubles are laid on one another.

Whoever scrolls through a chat and takes pictures shows the same messages at the
end of one and at the beginning of the next.  Such a run of equal messages, and
nothing else, shows that two captures are one conversation and in which order
they stand; names of files and times of capture do not.  Two messages that merely
say the same ("在吗") stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dossier.model import Evidence, Page, Role, Speaker
from dossier.reading import level, same
from dossier.reading.chats import conversation, overlaps
from dossier.reading.chats.conversation import Utterance


@dataclass(frozen=True, slots=True)
class Shown:
    """One place where a message is shown."""

    evidence: Evidence
    page: Page
    said: Utterance


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation with every place where it is shown, the earliest capture first."""

    shown: tuple[Shown, ...]

    @property
    def said(self) -> Utterance:
        """The message where it is shown at its longest: a picture's edge may cut it."""
        return max((place.said for place in self.shown), key=lambda said: len(said.text))

    @property
    def places(self) -> tuple[Shown, ...]:
        """One place in each file: where the message has its time, and most of its words."""
        best: dict[str, Shown] = {}
        for place in self.shown:
            known = best.get(place.evidence.id)
            if known is None or _clearness(place) > _clearness(known):
                best[place.evidence.id] = place
        return tuple(best.values())

    @property
    def is_spoken(self) -> bool:
        """Whether somebody says it, rather than the app."""
        return self.said.speaker is not Speaker.SYSTEM


def _clearness(place: Shown) -> tuple[int, int]:
    said = place.said
    timed = 0 if said.stamp is None else 1 if said.inherited else 2
    return timed, len(said.text)


Conversation = tuple[Turn, ...]
Places = dict[tuple[str, int, int], tuple[str, int]]


def conversations(evidence: Sequence[Evidence]) -> list[Conversation]:
    """The conversations of all chats, in the order of the evidence where each is first shown.

    Captures that overlap are one conversation; the pages of one file are one too,
    in their own order where no overlap tells another.
    """
    return list(_conversations(same.Files(one for one in evidence if one.role is Role.CHAT)))


@lru_cache(maxsize=4)
def _conversations(chats: same.Files) -> tuple[Conversation, ...]:
    """Several rooms ask for the same; so does whoever judges a case anew after a correction."""
    chains: list[_Chain] = []
    for item in chats.evidence:
        for page in item.pages:
            said = _said(page)
            if said:
                chains.append(_Chain([Turn((Shown(item, page, one),)) for one in said]))
    return tuple(tuple(chain) for chain in _by_file([chain.turns for chain in _stitched(chains)]))


def _said(page: Page) -> tuple[Utterance, ...]:
    """What is said on a page."""
    if page.messages:
        return tuple(conversation.of_messages(page))
    return conversation.of_page(level.page(page))


def opens(turns: Conversation, item: Evidence) -> bool:
    """Whether a file is the first of the folder in which a conversation is shown."""
    return item.id == min((place.evidence for turn in turns for place in turn.shown), key=_number).id


def places(evidence: Sequence[Evidence]) -> Places:
    """Where messages that several captures show stand in their conversation.

    Returns:
        For evidence, page and line of a message the conversation's name and the
        message's number in it.  Conversations of one capture after the other in
        one file are left out: there the place on the page says it all.
    """
    found: Places = {}
    for turns in conversations(evidence):
        shown = [place for turn in turns for place in turn.shown]
        files = dict.fromkeys(place.evidence.id for place in shown)
        pages = [place.page.number for place in shown]
        if len(files) == 1 and pages == sorted(pages) and len(shown) == len(turns):
            continue
        # No evidence has such a name: places in one file are never held against these.
        name = "+".join([*files, ""])
        for number, turn in enumerate(turns):
            for place in turn.shown:
                found[place.evidence.id, place.page.number, place.said.lines[0].number] = (name, number)
    return found


def mates(found: Places) -> dict[str, tuple[str, ...]]:
    """For each file of a chat that several files show all of these files, in the order of the chat."""
    files: dict[str, dict[str, None]] = {}
    for (evidence, _, _), (name, _) in sorted(found.items(), key=lambda item: item[1]):
        files.setdefault(name, {})[evidence] = None
    return {file: tuple(own) for own in files.values() for file in own}


class _Chain:
    """Messages in their order, with what is looked at of them again and again."""

    def __init__(self, turns: list[Turn]) -> None:
        self.turns = turns
        self.drawn = bool(turns[0].shown[0].page.width)
        self.spoken = [n for n, turn in enumerate(turns) if turn.is_spoken]
        self.said = [turns[n].said for n in self.spoken]
        self.ends = overlaps.ends(self.said)


def _stitched(chains: list[_Chain]) -> list[_Chain]:
    """The chains with those that overlap joined, again and again until none does."""
    while True:
        joined: list[_Chain] = []
        for chain in chains:
            for place_, other in enumerate(joined):
                both = _joined(other, chain) or _joined(chain, other)
                if both is not None:
                    joined[place_] = both
                    break
            else:
                joined.append(chain)
        if len(joined) == len(chains):
            return joined
        chains = joined


def _joined(first: _Chain, second: _Chain) -> _Chain | None:
    """Both chains as one where the second goes on from inside the first, or lies inside it."""
    if not (first.drawn and second.drawn) or first.ends.isdisjoint(second.ends):
        return None
    found = overlaps.find(first.said, second.said)
    if not found:
        return None
    whole: list[Turn] = []
    at_first = at_second = 0
    for a, b in ((first.spoken[a], second.spoken[b]) for a, b in found):
        whole += _notices(first.turns[at_first:a], second.turns[at_second:b])
        whole.append(Turn(first.turns[a].shown + second.turns[b].shown))
        at_first, at_second = a + 1, b + 1
    return _Chain([*whole, *_notices(first.turns[at_first:], second.turns[at_second:])])


def _notices(first: Sequence[Turn], second: Sequence[Turn]) -> list[Turn]:
    """What stands between two common messages in either chain; what both show is one."""
    left = list(second)
    found: list[Turn] = []
    for turn in first:
        twin = next((other for other in left if overlaps.alike(turn.said.text, other.said.text)), None)
        if twin is None:
            found.append(turn)
        else:
            left.remove(twin)
            found.append(Turn(turn.shown + twin.shown))
    return [*found, *left]


def _by_file(chains: Sequence[list[Turn]]) -> list[list[Turn]]:
    """Chains that share a file as one, one after the other; what overlapped stays as it is."""
    whole: list[list[Turn]] = []
    files: list[set[tuple[str, str]]] = []
    for chain in sorted(chains, key=_first):
        own = {(shown.evidence.id, shown.page.part) for turn in chain for shown in turn.shown}
        home = next((n for n, known in enumerate(files) if known & own), None)
        if home is None:
            whole.append(list(chain))
            files.append(own)
        else:
            whole[home] += chain
            files[home] |= own
    return whole


def _first(chain: list[Turn]) -> tuple[int, int]:
    """The earliest evidence and page that a chain is shown in."""
    return min((_number(shown.evidence), shown.page.number) for turn in chain for shown in turn.shown)


def _number(evidence: Evidence) -> int:
    return int(evidence.id.removeprefix("E"))
