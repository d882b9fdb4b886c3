"""What all acts share: the case while nobody else changes it, and what is told of an act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from dossier.casefile import CaseFile, CaseFileError, editing
from dossier.casefile.editing import ChangedError, NotAcceptedError, NotEditableError
from dossier.model import Box, Evidence
from dossier.pipeline import Result
from dossier.review import values
from dossier.review.desk import Desk
from dossier.review.entries import Item, name, named
from dossier.review.taken import Taken
from dossier.review.values import RefusedError
from dossier.words import language

Fields = Mapping[str, str]
"""The names and values of a form."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was saved: where on the page it shows, the form that takes it back, and what to say."""

    anchor: str = ""
    undo: Fields | None = None
    said: str = ""


class Base:
    """Changes ``case.yaml`` of the folder on a desk.

    Args:
        desk: the folder under review.
        taken: what was taken out, to be put back.
    """

    def __init__(self, desk: Desk, taken: Taken) -> None:
        self._desk = desk
        self._taken = taken

    @property
    def _said(self) -> CaseFile:
        """``case.yaml`` as it was at the last look."""
        return self._desk.seen().result.casefile

    def _remove(self, section: str, entry_id: str, items: Callable[[CaseFile], Iterable[Item]]) -> Done:
        with self._changing() as result:
            entry = named(entry_id, items(result.casefile))
            with self._taken.taking(entry_id, section, entry) as undo:
                editing.remove_item(self._desk.folder, section, entry)
        return Done(undo=undo)

    @contextmanager
    def _changing(self) -> Iterator[Result]:
        """The case as it stands, while nobody else changes it; it is judged anew afterwards."""
        if self._desk.archived:
            raise RefusedError("archived")
        with self._desk.holding():
            standing = self._desk.look()
            if standing.mistaken:
                raise RefusedError("casefile", standing.trouble)
            try:
                yield standing.result
            except ChangedError as error:
                raise RefusedError("changed", error.now) from error
            except CaseFileError as error:
                raise RefusedError("casefile", error.message(language())) from error
            except NotAcceptedError as error:
                raise RefusedError("value", error.message(language())) from error
            except NotEditableError as error:
                raise RefusedError("by-hand") from error
            except OSError as error:
                raise RefusedError("not-written", error.strerror or type(error).__name__) from error
            self._desk.look()  # at once, so that the journal has the time of the act


def kept(entry: Item, items: tuple[Item, ...]) -> str:
    """What an entry that was put in is called, as it is read back: its words may be written otherwise."""
    return name(entry if entry in items or not items else items[-1])


def at(result: Result, path: str) -> Evidence:
    """The file at a path."""
    for item in result.case.evidence:
        if item.path == path:
            return item
    raise RefusedError("outdated")


def within(item: Evidence, page: int, box: Box) -> Box:
    """The part of a box that lies on the page."""
    found = next((one for one in item.pages if one.number == page), None)
    if found is None or not found.width:
        raise RefusedError("outdated")
    inside = Box(max(0, box.x0), max(0, box.y0), min(found.width, box.x1), min(found.height, box.y1))
    if inside.x1 - inside.x0 < values.SMALLEST or inside.y1 - inside.y0 < values.SMALLEST:
        raise RefusedError("small")
    return inside


def line(text: str) -> str:
    """One line of text."""
    line = " ".join(text.split())
    if len(line) > values.LONGEST or not line.isprintable():
        raise RefusedError("text", str(values.LONGEST))
    return line
