"""The files of the folder: all as a strip of thumbnails, and the one in sight with all that is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.casefile import CaseFile
from dossier.casefile.model import Addition, Correction
from dossier.exclusion import is_excluded
from dossier.model import Box, Case, Evidence, Line, Message, Page, Role, Row
from dossier.pipeline import Result
from dossier.review.entries import name
from dossier.review.views import masks
from dossier.review.views.facts import Facts, FactView
from dossier.review.views.masks import Hidden, Released
from dossier.review.views.problems import ProblemView, told
from dossier.words import has, phrase


@dataclass(frozen=True, slots=True)
class Thumb:
    """A file in the strip; ``page`` is its first page with a picture, or 0."""

    id: str
    path: str
    role: str
    page: int
    doubtful: int
    excluded: bool
    media: str


@dataclass(frozen=True, slots=True)
class Added:
    """A place that the machine had missed, as the person told it."""

    entry: str
    page: int
    box: Box
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """An entry of the person's corrections; ``value`` is empty when the reading was dropped."""

    id: str
    file: str
    kind: str
    was: str
    value: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The page in sight: a picture with the facts that have a place on it, or words.

    Words are a chat's messages, a bill's rows or the lines of a text, each with the id
    of a fact that stands in it, or an empty string.
    """

    page: Page
    boxed: tuple[FactView, ...]
    hidden: tuple[Hidden, ...]
    added: tuple[Added, ...]
    messages: tuple[tuple[Message, str], ...]
    rows: tuple[tuple[Row, str], ...]
    lines: tuple[tuple[Line, str], ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """The file in sight.

    ``told_role``, ``told_order`` and ``told_day`` are what the person said, or empty;
    ``left_out`` is why the file is left out, None when it is not.
    """

    item: Evidence
    place: int
    """From 1, in the order of the folder."""

    role: str
    page: PageView
    facts: tuple[FactView, ...]
    told_role: str
    told_order: str
    told_day: str
    left_out: str | None
    hidden: tuple[Hidden, ...]
    released: tuple[Released, ...]
    added: tuple[Added, ...]
    problems: tuple[ProblemView, ...]

    @property
    def is_chat(self) -> bool:
        """Whether a day can be told for it."""
        return self.item.role is Role.CHAT or bool(self.told_day)


def thumbs(case: Case, doubtful: Mapping[str, int], lang: str) -> tuple[Thumb, ...]:
    """All files, in the order of the folder; of some it is told how many places in them are doubtful."""
    return tuple(
        Thumb(
            id=item.id,
            path=item.path,
            role=phrase(f"review.role.{item.role}", lang),
            page=next((page.number for page in item.pages if page.width), 0),
            doubtful=doubtful.get(item.id, 0),
            excluded=is_excluded(item),
            media=item.path.rpartition(".")[2][:4].upper() if "." in item.path else "",
        )
        for item in case.evidence
    )


def file(result: Result, facts: Facts, lang: str, file_id: str, page: int) -> FileView | None:
    """One file with the page of it that is looked at; None when there is no file.

    Args:
        result: the case whose file it is, with the person's own file.
        facts: of the case, in words.
        lang: ``zh`` or ``en``.
        file_id: the first file where there is none of this id.
        page: the first page where there is none of this number.
    """
    case, said = result.case, result.casefile
    if not case.evidence:
        return None
    place = next((n for n, one in enumerate(case.evidence) if one.id == file_id), 0)
    item = case.evidence[place]
    own = facts.of(item.id)
    hidden = masks.of(result, item)
    added = tuple(_added(one, lang) for one in said.additions if one.file == item.path)
    shown = next((one for one in item.pages if one.number == page), item.pages[0] if item.pages else Page(1))
    role = said.roles.get(item.path)
    return FileView(
        item=item,
        place=place + 1,
        role=phrase(f"review.role.{item.role}", lang),
        page=_page(shown, own, hidden, added),
        facts=own,
        told_role=role.value if role else "",
        told_order=said.orders.get(item.path, ""),
        told_day=_day(said.dates, item.path),
        left_out=next((one.reason for one in said.exclude if one.file == item.path), None),
        hidden=hidden,
        released=masks.released(said, item),
        added=added,
        problems=told(item.problems, lang),
    )


def corrections(said: CaseFile, lang: str) -> tuple[CorrectionView, ...]:
    """What the person put right, as it stands in ``case.yaml``."""
    return tuple(_correction(entry, lang) for entry in said.corrections)


def _day(days: Mapping[str, object], path: str) -> str:
    return str(days.get(path) or "")


def _page(
    page: Page, own: tuple[FactView, ...], hidden: tuple[Hidden, ...], added: tuple[Added, ...]
) -> PageView:
    here = [one for one in own if one.fact.source.page == page.number]
    lines = {one.fact.source.line: one.fact.id for one in reversed(here)}
    return PageView(
        page=page,
        boxed=tuple(one for one in here if one.fact.source.box and page.width),
        hidden=tuple(one for one in hidden if one.page == page.number and one.box),
        added=tuple(one for one in added if one.page == page.number),
        messages=tuple((message, lines.get(message.line, "")) for message in page.messages),
        rows=tuple((row, lines.get(row.line, "")) for row in page.rows),
        lines=tuple(
            (line, lines.get(line.number, ""))
            for line in page.lines
            if not (page.width or page.messages or page.rows)
        ),
    )


def _added(entry: Addition, lang: str) -> Added:
    words = [phrase(f"review.kind.{entry.kind}", lang)] if entry.kind else []
    if has(f"review.about.{entry.about}", lang):
        words.append(phrase(f"review.about.{entry.about}", lang))
    return Added(name(entry), entry.page, entry.box, " · ".join(words), entry.text)


def _correction(entry: Correction, lang: str) -> CorrectionView:
    kind = phrase(f"review.kind.{entry.kind}", lang)
    return CorrectionView(name(entry), entry.file, kind, entry.was, entry.value or "")
