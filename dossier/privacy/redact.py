"""A case without its secrets: every text in which one stands says what is shown instead.

The walk knows no field by name but those that hold no words (ids, hashes), so
that a field added later is covered.  Texts are changed wherever a secret
stands, not only where it was found; a short one ("李") only on its own page.
Where a mask's words are not found in its line, the whole line is hidden.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from dossier.casefile import CaseFile
from dossier.model import Case, Evidence, Fact, Line, Page, Utterance
from dossier.privacy.detect import kept
from dossier.privacy.matching import Censor, plain
from dossier.privacy.model import Mask, Secret
from dossier.words import phrase

T = TypeVar("T")

_WORDLESS = frozenset(
    {
        "id",
        "sha256",
        "media",
        "engine",
        "rule",
        "code",
        "basis",
        "evidence",
        "facts",
        "events",
        "links",
        "conflicts",
        "place",
        "password",
    }
)
"""Fields whose texts are names of ours, and a password, which goes nowhere."""
_IN_NAMES = frozenset({Secret.NAME, Secret.ACCOUNT, Secret.ADDRESS})
"""Secrets that may by chance be a part of the shop's name, its goods' or an agent's."""
_SHORT, _SHORT_NARROW = 2, 4
"""A secret of fewer signs is hidden on its own page alone; letters and digits need more."""


def redact(case: Case, said: CaseFile, masks: Sequence[Mask]) -> tuple[Case, CaseFile]:
    """The case and ``case.yaml`` as a set with these masks tells them.

    Boxes, ids and hashes stay.  Second readings of what is hidden are dropped,
    since they are nearly the secret.  Two files never come to share a path.
    """
    if not masks:
        return case, said
    own = [mask for mask in masks if is_short(mask.text)]
    items = tuple(_by_place(item, [m for m in masks if m.evidence == item.id]) for item in case.evidence)
    facts = tuple(_of_page(fact, masks, own) for fact in case.facts)
    said_there = tuple(_uttered(one, own) for one in case.utterances)
    changed = [
        Mask(evidence=old.source.evidence, page=old.source.page, kind=Secret.DRAWN, text=was, shown=now)
        for old, new in zip(case.facts, facts, strict=True)
        for was, now in ((old.raw, new.raw), (old.value, new.value))
        if was != now and not is_short(was)
    ]
    everywhere = Censor(
        [*(mask for mask in masks if not is_short(mask.text)), *changed], staying(case, masks)
    )
    walk = _Walk(everywhere, _paths(case.evidence, everywhere))
    return walk(replace(case, evidence=items, facts=facts, utterances=said_there)), walk(said)


def staying(case: Case, masks: Iterable[Mask]) -> frozenset[str]:
    """Words of the case within which nothing is a secret: its numbers, the shop's and its people's names.

    A name that holds more than another name ("点卡 卡密…", as a bill may call the goods) is none of them.
    """
    stays = kept.of(case)
    telling = {plain(mask.text) for mask in masks if mask.kind not in _IN_NAMES} - {""}
    names = (name for name in stays.names if not any(word in plain(name) for word in telling))
    return stays.numbers | frozenset(names)


def is_short(text: str) -> bool:
    """Whether a secret has too few signs to be known for one on another page."""
    signs = plain(text)
    return len(signs) < (_SHORT_NARROW if signs.isascii() else _SHORT)


def hidden() -> str:
    """What stands in place of words of which nothing may be shown."""
    return phrase("privacy.shown.drawn")


class _Walk:
    """Goes through any value and changes its texts."""

    def __init__(self, censor: Callable[[str], str], paths: Mapping[str, str]) -> None:
        self._censor = censor
        self._paths = paths

    def __call__(self, value: T, name: str = "") -> T:
        changed: Any = self._changed(value, name)
        return changed  # type: ignore[no-any-return]

    def _changed(self, value: Any, name: str) -> Any:
        # Not subclasses: an enum's member is a str, a box a tuple.
        if type(value) is str:
            return value if name in _WORDLESS else self._text(value)
        if type(value) is tuple:
            made = tuple(self(one, name) for one in value)
            return value if all(a is b for a, b in zip(value, made, strict=True)) else made
        if isinstance(value, Mapping):
            return MappingProxyType({self(key): self(one) for key, one in value.items()})
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        return value

    def _record(self, value: Any) -> Any:
        new = {
            field.name: changed
            for field in dataclasses.fields(value)
            if (changed := self(getattr(value, field.name), field.name)) is not getattr(value, field.name)
        }
        if not new:
            return value
        made = replace(value, **new)
        if isinstance(value, Line) and isinstance(made, Line):
            return _line(value, made)
        if isinstance(value, Fact) and isinstance(made, Fact):
            return _fact(value, made)
        return made

    def _text(self, text: str) -> str:
        for path, shown in self._paths.items():
            if text == path or text.startswith(f"{path}/"):
                return shown + self._censor(text[len(path) :])
        changed = self._censor(text)
        return text if changed == text else changed


def _line(old: Line, new: Line) -> Line:
    return new if new.text == old.text and new.again == old.again else replace(new, again=())


def _fact(old: Fact, new: Fact) -> Fact:
    """Doubts are places in the value, a second reading is nearly the value: both go with it."""
    if (new.value, new.raw, new.second, new.machine) == (old.value, old.raw, old.second, old.machine):
        return new
    machine = new.machine if new.machine is None or new.machine != old.machine else hidden()
    return replace(new, doubts=(), second=None, machine=machine)


def _paths(evidence: Iterable[Evidence], censor: Callable[[str], str]) -> dict[str, str]:
    """What is printed for each path, each another."""
    shown: dict[str, str] = {}
    for item in evidence:
        path = censor(item.path)
        shown[item.path] = f"{item.id} {path}" if path in shown.values() else path
    return shown


def _by_place(item: Evidence, masks: Sequence[Mask]) -> Evidence:
    """A file whose masked lines, messages and rows are changed, each by its own masks."""
    if not masks:
        return item
    return replace(
        item, pages=tuple(_page(page, [m for m in masks if m.page == page.number]) for page in item.pages)
    )


def _page(page: Page, masks: Sequence[Mask]) -> Page:
    if not any(mask.line for mask in masks):
        return page

    def of(number: int) -> list[Mask]:
        return [mask for mask in masks if mask.line == number]

    return replace(
        page,
        lines=tuple(_shut(line, of(line.number)) for line in page.lines),
        messages=tuple(_shut(message, of(message.line)) for message in page.messages),
        rows=tuple(_shut(row, of(row.line)) for row in page.rows),
    )


def _shut(place: T, masks: Sequence[Mask]) -> T:
    """A line, message or row with its masks; all its words are hidden where one is not found in them."""
    for mask in masks:
        if plain(mask.text):
            made = _Walk(Censor([mask], anywhere=True), {})(place)
            place = made if made is not place else _Walk(lambda text: hidden() if text else text, {})(place)
    return place


def _uttered(one: Utterance, short: Sequence[Mask]) -> Utterance:
    """A message without the short secrets of its lines."""
    lines = {*one.lines, *(place.line for place in one.places)}
    pages = {(place.evidence, place.page) for place in one.places}
    here = [mask for mask in short if (mask.evidence, mask.page) in pages and mask.line in lines]
    return _Walk(Censor(here, anywhere=True), {})(one)


def _of_page(fact: Fact, masks: Sequence[Mask], short: Sequence[Mask]) -> Fact:
    """A fact without the short secrets of its page, and without what a longer mask of its line covers."""
    source = fact.source
    here = [mask for mask in masks if (mask.evidence, mask.page) == (source.evidence, source.page)]
    made = _Walk(Censor(mask for mask in short if mask in here), {})(fact)
    words = plain(fact.raw)
    for mask in here:
        if mask.line == source.line and words and words in plain(mask.text):
            shown = mask.shown or hidden()
            made = _fact(fact, replace(made, value=shown, raw=shown))
    return made
