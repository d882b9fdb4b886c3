"""Attacks by somebody who has read the source, and the way back to a packet with which nothing is wrong."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tampered import FOUND, Tampered, compact, forge_journal, forge_manifest, sha256, verify

from dossier import freshness, journal
from dossier.cli import main
from dossier.journal import chain, line
from dossier.seal import manifest

HEAD = "journal-head.json"
FRESH = "没有重新生成"


def built(case: Tampered) -> Result:
    return CliRunner().invoke(
        main, ["build", str(case.evidence), "-o", str(case.out), "--share", "--jobs", "1"]
    )


def is_fresh(case: Tampered) -> bool:
    return freshness.is_fresh(case.out, manifest.load(case.out).inputs, case.evidence)


# Whether a packet is up to date


def _form_changed(case: Tampered) -> None:
    data = (case.out / "form-12315.txt").read_bytes() + b"x"
    (case.out / "form-12315.txt").write_bytes(data)

    def change(document: dict[str, Any]) -> None:
        for one in (*document["outputs"], *document["data"]):
            if one["path"] == "form-12315.txt":
                one.update(bytes=len(data), sha256=sha256(data))

    forge_manifest(case.out / "manifest.json", change)


def _linked(case: Tampered) -> None:
    case.packet.rename(case.out.parent / "elsewhere.pdf")
    case.packet.symlink_to(case.out.parent / "elsewhere.pdf")


@pytest.mark.parametrize(
    "tamper",
    [
        _form_changed,
        _linked,
        lambda case: forge_manifest(case.out / "manifest.json", lambda d: d["registers"].clear()),
        lambda case: forge_manifest(
            case.out / "manifest.json", lambda d: [one.update(bytes=1) for one in d["outputs"]]
        ),
        lambda case: (case.out / HEAD).unlink(),
        lambda case: (case.out / HEAD).write_bytes(b"{}\n"),
        lambda case: case.journal.unlink(),
        lambda case: case.journal.write_bytes(
            b"".join(case.journal.read_bytes().splitlines(keepends=True)[:1])
        ),
    ],
)
def test_what_a_check_finds_fault_with_is_not_up_to_date(
    case: Tampered, tamper: Callable[[Tampered], object]
) -> None:
    """Or else the next build would leave it as it is, and no build would ever mend it."""
    assert is_fresh(case)
    tamper(case)
    assert not is_fresh(case)


def test_a_build_gives_the_mark_back(case: Tampered) -> None:
    built(case)
    (case.out / HEAD).unlink()
    assert verify(case.out, case.evidence).exit_code == FOUND
    assert FRESH not in built(case).output
    assert verify(case.out, case.evidence).exit_code == 0
    assert FRESH in built(case).output


def test_a_second_output_folder_keeps_the_first_up_to_date(case: Tampered) -> None:
    """The mark of the first stands further up in the journal then, which is no fault."""
    case.journal.write_bytes(case.journal.read_bytes())
    journal.verified(case.evidence, "elsewhere", "", 4, (), journal.now())
    assert verify(case.out).exit_code == 0
    assert is_fresh(case)


def test_a_packet_of_which_the_journal_tells_already_bears_the_mark(case: Tampered, tmp_path: Path) -> None:
    """Where nothing can be added, as in an archived folder: its journal names the same packet."""
    built(case)  # the copy has other times than the manifest tells
    archived = Tampered(tmp_path / "bag" / "data" / "originals", tmp_path / "again")
    shutil.copytree(case.evidence, archived.evidence)
    (tmp_path / "bag" / "bagit.txt").write_text("BagIt-Version: 1.0\n")
    before = archived.journal.read_bytes()
    assert built(archived).exit_code == 0
    assert archived.journal.read_bytes() == before
    assert (archived.out / "manifest.json").read_bytes() == (case.out / "manifest.json").read_bytes()
    assert verify(archived.out, archived.evidence).exit_code == 0


# The journal


def _line(**values: Any) -> bytes:
    """A line that vouches for itself, whatever it says."""
    told = {
        "previous": line.FIRST, "schema": line.SCHEMA, "sequence": 1,
        "time": "2024-05-13T10:00:00Z", "what": "built", "with": {},
    } | values  # fmt: skip
    return compact({**told, "sha256": sha256(compact(told))}) + b"\n"


@pytest.mark.parametrize(
    "lines",
    [
        _line(time="2024-13-99T99:99:99Z"),
        _line(time="9999-12-31T23:59:59Z"),
        _line(time="0000-01-01T00:00:00Z"),
        _line(time="２０２４-05-13T10:00:00Z"),
        _line(sequence=10**12) * 2,
        _line(sequence=10**9) + _line(sequence=10**8),
        _line(sequence=10**4299) + _line(),
        _line(**{"with": {"manifest": ["x"], "file": 1, "kind": [], "page": {}}}),
        b"".join(_line(sequence=number % 7 + number) for number in range(1, 3000)),
    ],
    ids=["month", "end of time", "year 0", "digits", "huge", "gap", "longest", "types", "many"],
)
def test_lines_that_a_forger_made_up(case: Tampered, lines: bytes) -> None:
    case.journal.write_bytes(lines)
    begun = time.monotonic()
    verdict = verify(case.out, case.evidence)
    assert time.monotonic() - begun < 5
    assert verdict.exit_code == FOUND
    assert "journal.jsonl" in verdict.text


def test_a_time_that_cannot_be_told_is_no_line(case: Tampered) -> None:
    forge_journal(case.journal, lambda lines: [one.update(time="9999-12-31T23:59:59Z") for one in lines])
    last = case.journal.read_bytes().splitlines()[-1]
    head = {
        "line": sha256(last),
        "schema": "dossier-journal-head/1",
        "sequence": json.loads(last)["sequence"],
    }
    (case.out / HEAD).write_bytes(compact({**head, "sha256": sha256(compact(head))}) + b"\n")
    assert verify(case.out, case.evidence).exit_code == FOUND


def test_a_journal_without_end_is_told_and_left_alone(case: Tampered) -> None:
    os.truncate(case.journal, 1 << 40)
    assert "journal.jsonl" in verify(case.out, case.evidence).text
    kept = journal.verified(case.evidence, "x", "", 0, (), journal.now())
    assert kept.state is chain.State.UNWRITABLE
    assert case.journal.stat().st_size == 1 << 40


def test_the_mark_is_not_written_through_a_link(case: Tampered, tmp_path: Path) -> None:
    """Somebody lays out a link where a check writes, to have it overwrite another file."""
    (tmp_path / "precious").write_text("precious")
    (case.out / f".{HEAD}.part").symlink_to(tmp_path / "precious")
    journal.verified(case.evidence, "elsewhere", "", 4, (), journal.now())
    before = (case.out / HEAD).read_bytes()
    assert verify(case.out, case.evidence).exit_code == 0
    assert (tmp_path / "precious").read_text() == "precious"
    assert (case.out / HEAD).read_bytes() != before
    assert not (case.out / f".{HEAD}.part").is_symlink()


# Nothing of a person's is lost


@pytest.mark.parametrize("name", ["packet-12315-signed.pdf", "便条.txt", "share/._x/y.txt", "form-12315.txt"])
def test_a_build_refuses_to_replace_what_a_person_put_there(case: Tampered, name: str) -> None:
    (case.out / name).parent.mkdir(exist_ok=True)
    (case.out / name).write_bytes(b"mine")
    (case.evidence / "图1.png").unlink()
    before = case.files()
    result = built(case)
    assert result.exit_code not in (0, FOUND)
    assert name in result.output
    assert case.files() == before
