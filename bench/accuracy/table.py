"""The scores as tables: rows of a kind or a spoil, columns of systems."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.accuracy.score import Given, Hit, Score
from bench.accuracy.truth import IDENTIFIERS, Kind

_NAMES = {"dossier": "dossier", "rapid": "RapidOCR", "tesseract": "Tesseract"}
_CRITICAL = frozenset((*IDENTIFIERS, Kind.TIMESTAMP))
UNDEGRADED = frozenset(("none",))
_NOTHING = "–"
REAL = "real"
"""The page kind of real files, which are counted apart."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the names of the columns, and rows of cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def plain(self) -> str:
        """For a terminal."""
        widths = [max(_wide(row[n]) for row in (self.head, *self.rows)) for n in range(len(self.head))]
        lines = [self.title, *(self._line(row, widths) for row in (self.head, *self.rows))]
        return "\n".join(lines)

    def markdown(self) -> str:
        """For a document."""
        rule = ("---", *("---:" for _ in self.head[1:]))
        lines = [f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows)]
        return "\n".join((f"## {self.title}", "", *lines))

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        cells = [row[0] + " " * (widths[0] - _wide(row[0]))]
        cells += [" " * (width - _wide(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)]
        return "  " + "  ".join(cells).rstrip()


def tables(scores: Mapping[str, Score]) -> tuple[Table, ...]:
    """All tables of a run.

    Args:
        scores: a score over all pictures for each system.
    """
    everything, scores = scores, {name: _drawn(score) for name, score in scores.items()}
    kinds = _rows_of_kinds()
    spoils = sorted(
        {hit.picture.spoilt for hit in _any(scores).hits}, key=lambda name: (name != "none", name)
    )
    pages = sorted({hit.picture.page for hit in _any(scores).hits})
    drawn = (
        _summary(scores),
        _table("By kind of field", scores, kinds),
        _table(
            "By what was done to the picture",
            scores,
            [(name, _spoilt(name), _spoilt_given(name)) for name in spoils],
        ),
        _table("By page", scores, [(name, _page(name), _page_given(name)) for name in pages]),
    )
    real = {name: _real(score) for name, score in everything.items()}
    return (
        (*drawn, _table("Real files", real, [("all", _true, _true), *kinds])) if _any(real).given else drawn
    )


_Rows = list[tuple[str, Callable[[Hit], bool], Callable[[Given], bool]]]


def _summary(scores: Mapping[str, Score]) -> Table:
    rows: _Rows = [("all pictures", _true, _true)]
    for name, held in (("open looks", False), ("held looks", True)):
        rows.append((name, _half(held), _half_given(held)))
    rows.append(
        ("undegraded", lambda h: h.picture.spoilt in UNDEGRADED, lambda g: g.picture.spoilt in UNDEGRADED)
    )
    rows.append(
        (
            "undegraded, held",
            lambda h: h.picture.spoilt in UNDEGRADED and h.picture.held,
            lambda g: g.picture.spoilt in UNDEGRADED and g.picture.held,
        )
    )
    rows.append(
        ("identifiers", lambda h: h.field.kind in IDENTIFIERS, lambda g: g.answer.kind in IDENTIFIERS)
    )
    rows.append(
        ("identifiers and times", lambda h: h.field.kind in _CRITICAL, lambda g: g.answer.kind in _CRITICAL)
    )
    return _table("In short", scores, rows)


def _rows_of_kinds() -> _Rows:
    rows: _Rows = []
    for kind in Kind:
        rows.append((kind.value, _kind(kind), lambda g, kind=kind: g.answer.kind is kind))  # type: ignore[misc]
    for about in ("ordered", "paid", "shipped", "said"):
        rows.append(
            (
                f"timestamp: {about}",
                lambda h, about=about: h.field.kind is Kind.TIMESTAMP and h.field.about == about,  # type: ignore[misc]
                lambda g, about=about: g.answer.kind is Kind.TIMESTAMP and g.answer.about == about,  # type: ignore[misc]
            )
        )
    rows.append(("codes of letters and digits", lambda h: h.field.look_alike, _about_code))
    return rows


def _table(title: str, scores: Mapping[str, Score], rows: _Rows) -> Table:
    head = ["", "fields"]
    for system in scores:
        head += [f"{_NAMES[system]} exact", "wrong/certain"]
        if system == "dossier":
            head.append("wrong/checked")
    body = []
    for name, wanted, counted in rows:
        fields = sum(wanted(hit) for hit in _any(scores).hits)
        line = [name, str(fields)]
        for system, score in scores.items():
            part = Score(
                tuple(hit for hit in score.hits if wanted(hit)),
                tuple(one for one in score.given if counted(one)),
            )
            line += [_percent(part.exact, len(part.hits)), _share(*part.certain())]
            if system == "dossier":
                line.append(_share(*part.certain(strict=True)))
        if set(line[1:]) - {"0", _NOTHING}:
            body.append(tuple(line))
    return Table(title, tuple(head), tuple(body))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else _NOTHING


def _share(wrong: int, whole: int) -> str:
    return f"{wrong}/{whole}" if whole else _NOTHING


def _kind(kind: Kind) -> Callable[[Hit], bool]:
    return lambda hit: hit.field.kind is kind


def _half(held: bool) -> Callable[[Hit], bool]:
    return lambda hit: hit.picture.held is held


def _half_given(held: bool) -> Callable[[Given], bool]:
    return lambda one: one.picture.held is held


def _spoilt(name: str) -> Callable[[Hit], bool]:
    return lambda hit: hit.picture.spoilt == name


def _spoilt_given(name: str) -> Callable[[Given], bool]:
    return lambda one: one.picture.spoilt == name


def _page(name: str) -> Callable[[Hit], bool]:
    return lambda hit: hit.picture.page == name


def _page_given(name: str) -> Callable[[Given], bool]:
    return lambda one: one.picture.page == name


def _about_code(one: Given) -> bool:
    """Whether an answer is, or was meant to be, the code of a picture that has one."""
    return any(field.look_alike and field.kind is one.answer.kind for field in one.picture.fields)


def _drawn(score: Score) -> Score:
    return Score(
        tuple(hit for hit in score.hits if hit.picture.page != REAL),
        tuple(one for one in score.given if one.picture.page != REAL),
    )


def _real(score: Score) -> Score:
    return Score(
        tuple(hit for hit in score.hits if hit.picture.page == REAL),
        tuple(one for one in score.given if one.picture.page == REAL),
    )


def _true(_: object) -> bool:
    return True


def _any(scores: Mapping[str, Score]) -> Score:
    return next(iter(scores.values()))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
