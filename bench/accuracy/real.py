"""Real public files: what stands on them, read off by a person.  The files are not in the repository.

Most of them are no order pages at all (tickets, invoices, slips, posters), so little is asked for;
what counts is that nothing comes out that does not stand there.  Files that are not in
:data:`TRUTH` hold no key field: whatever a system gives for them is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bench.accuracy.patterns import Word
from bench.accuracy.table import REAL
from bench.accuracy.truth import Field, Kind, Picture
from dossier.model import Box, Line

SPOILT = "real file"
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".bmp"))
_PITCH, _LETTER = 40, 20
"""Texts without a picture are given a place: so many px a line and a character."""


def _amounts(*values: str, about: str = "paid") -> tuple[Field, ...]:
    return tuple(Field(Kind.AMOUNT, value, value, about=about, required=False) for value in values)


def _times(*values: str) -> tuple[Field, ...]:
    return tuple(Field(Kind.TIMESTAMP, value, value, required=False) for value in values)


def _numbers(kind: Kind, *values: str) -> tuple[Field, ...]:
    return tuple(Field(kind, value, value, required=False) for value in values)


def _required(kind: Kind, value: str, about: str = "") -> Field:
    return Field(kind, value, value, about=about)


TRUTH: dict[str, tuple[Field, ...]] = {
    "wechat_problem_statement_case.json": (
        _required(Kind.TRANSACTION_ID, "4200002966202510230090527049"),
        _required(Kind.TIMESTAMP, "2025-10-23T14:59:46+08:00", "paid"),
        _required(Kind.AMOUNT, "400.00", "paid"),
    ),
    "doc_imgs_00111002.jpg": (
        *_times("2012-10-23T12:43:15+08:00", "2012-10-23", "T12:43:15"),
        *_numbers(Kind.TRANSACTION_ID, "000016"),
    ),
    "doc_imgs_00056221.jpg": (*_amounts("73.00"), *_times("2013-07-07T13:39+08:00")),
    "test1.jpg": _amounts("280.00"),
    "test2.jpeg": _times("2014-11-22"),
    "check_return_word_len.jpeg": _times("2018-06-29", "2019-01-09", "2022-03-18", "2022-04-06"),
    "test-invoice_机打普票.png": _amounts("112.20", "96.72"),
    "test-invoice_增值税专用发票.jpg": (*_amounts("7018.83", "5999.00"), *_times("2010-11-18")),
    "test-invoice_增值税专用发票-test.png": (
        *_amounts("7018.83", "5999.00"),
        *_times("2019-08-09T14:19:48+08:00", "2010-11-18"),
    ),
    **{
        f"tests_fixtures_images_amount_{name}": _amounts(value)
        for name, value in (
            ("0_01.jpg", "0.01"),
            ("100.jpg", "100.00"),
            ("1234.jpg", "1234.56"),
            ("200.png", "200.00"),
            ("300.bmp", "300.00"),
            ("50.jpg", "50.00"),
            ("blurry.jpg", "123.45"),
            ("comma_1234.jpg", "1234.56"),
            ("large.jpg", "999999.99"),
            ("yuan_888.jpg", "888.88"),
        )
    },
}


ALSO: dict[str, tuple[Field, ...]] = {
    "20260105_25327000001734142366_jd_modelcode_pymupdf_zones.json": _numbers(
        Kind.ORDER_ID, "3359217008454242"
    ),
    "20260105_25327000001739485410_jd_prefix_leak_pymupdf_zones.json": _numbers(
        Kind.ORDER_ID, "3359217008438740"
    ),
    "20260105_31126517_walmart_xiamen_buyer_items_pymupdf_zones.json": _numbers(
        Kind.ORDER_ID, "3087538259083065845"
    ),
    "20260110_26359134682000045308_rail_ticket_pymupdf_zones.json": _times("2026-01-07T08:16+08:00"),
}
"""What invoices hold beside the amounts and the day that their author noted."""


def pictures(folder: Path) -> list[Picture]:
    """The real files of a folder: its pictures, and texts that another engine read from one (``.json``)."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in _PICTURES
        or (path.suffix == ".json" and "raw_text" in path.read_text("utf-8"))
    )
    return [
        Picture(path.name, path.read_bytes(), "", REAL, SPOILT, held=False, fields=_fields(path))
        for path in found
    ]


def rows(data: bytes) -> list[str]:
    """The lines of a text that another engine read."""
    return [row for row in str(json.loads(data)["raw_text"]).split("\n") if row.strip()]


def lines(data: bytes) -> tuple[Line, ...]:
    """The same as lines of a page, one under the other."""
    return tuple(
        Line(n, row, Box(0, n * _PITCH, max(1, len(row)) * _LETTER, n * _PITCH + _PITCH // 2))
        for n, row in enumerate(rows(data), 1)
    )


def words(data: bytes) -> tuple[Word, ...]:
    """The same as the words of an engine that is sure of everything."""
    return tuple(_word(line) for line in lines(data))


def _word(line: Line) -> Word:
    assert line.box is not None  # noqa: S101 - made above
    x0, y0, x1, y1 = line.box
    return Word(line.text, x0, y0, x1, y1, 1.0)


def _fields(path: Path) -> tuple[Field, ...]:
    if path.name in TRUTH:
        return TRUTH[path.name]
    return tuple(_invoice(path)) if path.suffix == ".json" else ()


def _invoice(path: Path) -> Iterable[Field]:
    """What an invoice's author noted beside the text: it may come out, as an amount or a day."""
    noted = json.loads(path.read_bytes()).get("expected", {})
    yield from ALSO.get(path.name, ())
    gross, tax = noted.get("amount", 0.0), noted.get("tax_amount", 0.0)
    yield from _amounts(f"{gross:.2f}", f"{tax:.2f}", f"{gross - tax:.2f}")
    if "invoice_date" in noted:
        yield from _times(noted["invoice_date"])
