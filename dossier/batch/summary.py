"""The table over all cases: ``summary.csv`` for a spreadsheet, ``summary.json`` for programs.

Both are made from the ledger row by row, hold no clock and no machine path, and take their
place whole.  Their words are Chinese, as in everything the program writes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from dossier import files
from dossier.batch.cases import DATA, TABLE, spelled
from dossier.batch.ledger import Ledger
from dossier.batch.row import Row
from dossier.errors import DossierError, NotWritten
from dossier.model import Verdict
from dossier.terminal import printable
from dossier.words import phrase

SCHEMA = "dossier-batch/1"
_PART = ".summary.part"
_BOM = "\ufeff"
_COLUMNS = ("case", "result", "reason", "orders", "paid")
_LAST = ("problems", "packets")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would compute."""
_BETWEEN = "；"


def prove_ours(out: Path, ledger: Ledger) -> None:
    """Make sure that no table is lost into which a person wrote.

    Raises:
        DossierError: one of the two was changed.
        NotWritten: one cannot be read.
    """
    for path in (out / TABLE, out / DATA):
        if not os.path.lexists(path):
            continue
        try:
            ours = files.is_regular(path) and ledger.has_written(files.file_sha256(path))
        except OSError as error:
            raise NotWritten("not-written", path=str(path), why=error.strerror or str(error)) from error
        if not ours:
            raise DossierError("batch-summary-changed", path=str(path))


def write(out: Path, names: Iterable[str], ledger: Ledger) -> None:
    """Write both tables, in the order of the names.

    Raises:
        NotWritten: they cannot be written.
    """
    names = tuple(names)
    for name, pieces in ((TABLE, table(rows(names, ledger))), (DATA, document(rows(names, ledger)))):
        _placed(out, name, pieces, ledger)


def rows(names: Iterable[str], ledger: Ledger) -> Iterator[Row]:
    """The rows of some cases, one at a time."""
    for name in names:
        found = ledger.known(name)
        if found is not None:
            yield found[1]


def table(found: Iterable[Row]) -> Iterator[str]:
    """The spreadsheet: a line of headings, then a line a case."""
    yield _BOM + _line(
        [phrase(f"batch.column.{name}") for name in _COLUMNS]
        + [phrase(f"verdict.{verdict}") for verdict in Verdict]
        + [phrase(f"batch.column.{name}") for name in _LAST]
    )
    for row in found:
        yield _line(
            [
                spelled(row.case),
                phrase(f"batch.result.{row.result}"),
                row.reason.zh if row.reason else "",
                _BETWEEN.join(_order(one) for one in row.orders),
                total(row),
                *(_findings(row, verdict) for verdict in Verdict),
                str(len(row.problems)),
                _BETWEEN.join(spelled(path) for path in row.packets),
            ]
        )


def document(found: Iterable[Row]) -> Iterator[str]:
    """The same as JSON, one case at a time; see ``docs/batch.md``."""
    yield '{"cases": ['
    between = "\n"
    for row in found:
        yield between + json.dumps(_told(row), ensure_ascii=False, sort_keys=True)
        between = ",\n"
    yield f'\n], "schema": "{SCHEMA}"}}\n'


def total(row: Row) -> str:
    """What was paid for all orders of a case; "" where an amount or the one currency is not known."""
    paid = [one["paid"] for one in row.orders]
    currencies = {one["currency"] for one in row.orders}
    if len(currencies) != 1 or None in paid:
        return ""
    return f"{sum(map(Decimal, paid)):.2f} {currencies.pop()}"


def _order(one: Any) -> str:
    paid = f"{one['paid']} {one['currency']}" if one["paid"] is not None else ""
    # Never a number alone: a spreadsheet keeps fifteen digits of it.
    return phrase("batch.order", id=one["order_id"], paid=paid)


def _findings(row: Row, verdict: Verdict) -> str:
    return _BETWEEN.join(
        f"{phrase('rule.' + one['rule'])} {one['order_id']}"
        for one in row.findings
        if one["verdict"] == verdict
    )


def _told(row: Row) -> dict[str, Any]:
    told = row.document()
    del told["seal"]
    told["reason"] = {"code": row.reason.code, "why": row.reason.zh} if row.reason else None
    told["case"] = spelled(row.case)
    told["packets"] = [spelled(path) for path in row.packets]
    return told


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(_cell(text) for text in cells)
    return stream.getvalue()


def _cell(text: str) -> str:
    """Text that is text in a spreadsheet too, on one line."""
    text = printable(" ".join(text.split()))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _placed(out: Path, name: str, pieces: Iterable[str], ledger: Ledger) -> None:
    part, digest = out / _PART, hashlib.sha256()
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as stream:
            for piece in pieces:
                data = piece.encode()
                digest.update(data)
                stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # Announced first: a run killed in between knows the table for ours.
        ledger.writing([digest.hexdigest()])
        part.replace(out / name)
    except OSError as error:
        why = error.strerror or str(error)
        raise NotWritten("not-written", path=str(out / name), why=why) from error
    finally:
        part.unlink(missing_ok=True)
