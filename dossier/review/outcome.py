"""What a build makes and what lies there: each destination with what it needs, each packet with its texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier import doubts
from dossier.advice import admissibility
from dossier.filing import destinations
from dossier.filing.destinations import Destination
from dossier.outputs import SHARE
from dossier.review import filling, wanting
from dossier.review.state import Made, Seen, Work
from dossier.review.wanting import Want, Wanting
from dossier.words import phrase

_CLAIMS = "claims"
_WHOLE = 1000
"""From here on sizes are told in the next unit."""


@dataclass(frozen=True, slots=True)
class NeedView:
    """One thing that a destination asks for; ``field`` is the id of the field that settles it, or empty."""

    want: Want
    field: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A destination that can be chosen; ``barred`` says why it cannot, or is empty."""

    key: str
    name: str
    title: str
    hint: str
    chosen: bool
    barred: str
    there: tuple[NeedView, ...]
    lacking: tuple[NeedView, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A field of a web form: its label with the count of signs, a note under it, and the text to copy."""

    label: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class PacketView:
    """A packet in the output folder; ``form`` is the path of its web form's texts, empty without any."""

    name: str
    title: str
    path: str
    pages: int
    size: str
    share: bool
    fresh: bool
    form: str
    texts: tuple[TextView, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the tab of packets shows, in a language."""

    lang: str
    places: tuple[PlaceView, ...]
    stops: tuple[tuple[str, str], ...]
    """What stands in the way of a complaint: words, and the field that they are about."""
    doubts: int
    """Readings that are to be settled first."""
    building: bool
    done: int
    total: int
    busy: bool
    trouble: str
    unmade: str
    packets: tuple[PacketView, ...]
    share: bool
    folder: str

    @property
    def fresh(self) -> bool:
        """Whether a build would make the same again."""
        return all(packet.fresh for packet in self.packets)

    def say(self, key: str, **values: object) -> str:
        """A phrase of the tab."""
        return phrase(f"outcome.{key}", self.lang, **values)


def of(seen: Seen, lang: str) -> Outcome:
    """What can be made of a case and what was made.

    Args:
        seen: everything that is shown.
        lang: ``zh`` or ``en``.
    """
    told = {one.destination: one for one in wanting.of(seen.result.case, seen.result.casefile, lang)}
    before = {made.destination for made in seen.made}
    busy = seen.busy
    return Outcome(
        lang=lang,
        places=tuple(_place(one, told[one.key], before, lang) for one in destinations.known()),
        stops=tuple(_stops(seen, lang)),
        doubts=len(doubts.of(seen.result.case.facts)),
        building=busy is not None and busy.work is Work.BUILDING,
        done=busy.done if busy else 0,
        total=busy.total if busy else 0,
        busy=busy is not None,
        trouble=seen.trouble,
        unmade=seen.unmade,
        packets=tuple(_packet(made, lang) for made in sorted(seen.made, key=_order)),
        share=any(_is_shared(made) for made in seen.made),
        folder=seen.output,
    )


def _place(place: Destination, told: Wanting, before: set[str], lang: str) -> PlaceView:
    needs = [NeedView(want, _field(want)) for want in told.wants]
    return PlaceView(
        key=place.key,
        name=told.name,
        title=place.title,
        hint=phrase(f"outcome.place.{place.key}", lang),
        chosen=told.applies and (place.key in before if before else place.usual),
        barred="" if told.applies else phrase("outcome.no-pages", lang),
        there=tuple(one for one in needs if one.want.present),
        lacking=tuple(one for one in needs if not one.want.present),
    )


def _field(want: Want) -> str:
    """The id of the field that settles a want; reported pages have no place in the form."""
    known = want.field == _CLAIMS or want.field in filling.NAMES
    return filling.field_id(want.field) if known else ""


def _stops(seen: Seen, lang: str) -> Iterator[tuple[str, str]]:
    for remark in admissibility.stops(seen.result.casefile, seen.today):
        yield phrase(remark.key, lang, **remark.values), filling.field_id(filling.concerned(remark.key))


def _order(made: Made) -> tuple[bool, int]:
    """The set that is filed first, each set in the order of the destinations."""
    return _is_shared(made), destinations.find(made.destination).place


def _packet(made: Made, lang: str) -> PacketView:
    place = destinations.find(made.destination)
    told = made.texts
    head = made.path.rpartition("/")[0]
    return PacketView(
        name=place.called(lang),
        title=place.title,
        path=made.path,
        pages=made.pages,
        size=size(made.bytes),
        share=_is_shared(made),
        fresh=made.fresh,
        form=f"{head}/{place.form}".lstrip("/") if told else "",
        texts=tuple(texts(told, place)),
    )


def _is_shared(made: Made) -> bool:
    return made.path.startswith(f"{SHARE}/")


def size(count: int) -> str:
    """A number of bytes in words, ``1.2 MB``; an empty string for none."""
    if not count:
        return ""
    if count < _WHOLE * _WHOLE:
        return f"{max(1, round(count / _WHOLE))} kB"
    return f"{count / _WHOLE / _WHOLE:.1f} MB"


def texts(told: str, place: Destination) -> Iterator[TextView]:
    """The fields of a web form, out of the file that :func:`dossier.filing.forms.text` wrote.

    Args:
        told: the contents of the file.
        place: whose form it is.
    """
    notes = {one.note for one in place.fields if one.note}
    _, *blocks = told.removeprefix("\ufeff").replace("\r\n", "\n").split("\n\n")
    for block in blocks:
        label, *rest = block.strip("\n").split("\n")
        note = rest.pop(0) if rest and rest[0] in notes else ""
        text = "\n".join(rest)
        empty = text in (phrase("forms.empty", left_out=0), phrase("forms.empty", left_out=1))
        yield TextView(label, f"{note}{text}" if empty else note, "" if empty else text)
