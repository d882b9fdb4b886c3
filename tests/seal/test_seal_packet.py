"""The seal inside a PDF: every byte counts, and only this program's spelling of it is taken."""

from __future__ import annotations

import io
import random
import re

import pikepdf
import pytest
from sealing import ORIGINALS, entries, pdf, sealed

from dossier.archival import Attachment, Relationship, archive
from dossier.seal import packet
from dossier.seal import sealed as room
from dossier.seal.canonical import sha256


def codes(data: bytes) -> list[str]:
    return [one.code for one in room.check("packet.pdf", data).differences]


def test_an_untouched_packet_holds_and_tells_what_lies_in_it() -> None:
    data = sealed("ab" * 32)
    found = room.check("packet.pdf", data)
    assert found.differences == ()
    assert found.intact
    assert found.enclosed == len(ORIGINALS)
    assert found.sha256 == sha256(data)
    assert found.seal is not None
    assert found.seal.manifest == "ab" * 32
    assert found.seal.originals == entries()
    assert found.seal.length == len(data)
    assert {one.sha256 for one in found.seal.attachments} == {sha256(data) for data in ORIGINALS.values()}


def test_the_hash_can_be_recomputed_by_hand() -> None:
    """As docs/sealing.md says it: zeros in the place of the digits, then SHA-256."""
    data = sealed()
    seal = packet.read(data)
    told = re.findall(rb'"sha256":"([0-9a-f]{64})"\}', data)[-1]
    assert data.count(told) == 1
    assert sha256(data.replace(told, b"0" * 64)) == told.decode() == seal.sha256


def test_the_same_input_is_sealed_alike() -> None:
    assert sealed() == sealed()


def test_every_bit_counts() -> None:
    data = sealed()
    rng = random.Random(6)  # noqa: S311
    seal = packet.read(data)
    around = range(seal.place - 60, seal.place + 70)
    for place in (0, len(data) - 1, *around, *(rng.randrange(len(data)) for _ in range(150))):
        for bit in (1 << rng.randrange(8), 0x20):
            changed = bytearray(data)
            changed[place] ^= bit
            assert codes(bytes(changed)), (place, bit)


@pytest.mark.parametrize("cut", [1, 2, 300, 20_000])
def test_a_cut_packet_is_named(cut: int) -> None:
    assert codes(sealed()[:-cut])


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", bytes(1000)])
def test_added_bytes_are_counted(more: bytes) -> None:
    found = room.check("packet.pdf", sealed() + more)
    assert [(one.code, one.detail) for one in found.differences] == [("packet-longer", str(len(more)))]
    assert not found.intact


def test_a_changed_original_inside_is_named() -> None:
    data = sealed()
    inside = ORIGINALS["付款/账单.csv"]
    assert data.count(inside) == 1
    found = room.check("packet.pdf", data.replace(inside, b"a,b\n1,3\n"))
    assert [(one.code, one.detail) for one in found.differences] == [("enclosed-changed", "证据3 账单.csv")]


def test_saving_it_anew_breaks_it() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed())) as document:
        document.save(out)
    assert codes(out.getvalue())


def test_a_file_without_a_seal_is_said_to_have_none() -> None:
    assert codes(archive(pdf())) == ["packet-unsealed"]
    assert codes(b"no pdf at all") == ["packet-unreadable"]
    assert codes(b"") == ["packet-unreadable"]


def test_an_open_seal_is_none() -> None:
    """A packet that was never closed bears zeros, which must not pass for a hash."""
    data = archive(pdf(), packet.enclosed([], packet.Told("0" * 64)))
    assert codes(data)


def test_a_seal_moved_into_another_file_does_not_hold() -> None:
    one, other = sealed("ab" * 32), sealed("ab" * 32, words="another text")
    content = re.compile(
        rb'\{"schema":"dossier-seal/1".*?"length":"[0-9]{12}","sha256":"[0-9a-f]{64}"\}', re.DOTALL
    )
    first, second = content.findall(one)[-1], content.findall(other)[-1]
    assert first != second
    assert codes(other.replace(second, first))


def test_a_packet_inside_a_packet_keeps_both_seals_apart() -> None:
    """A reply may hold our own packet as evidence."""
    inner = sealed(words="inner")
    told = packet.Told("0" * 64, entries({"packet.pdf": inner}))
    attachment = Attachment("证据1 packet.pdf", "E001.pdf", "application/pdf", inner, "", Relationship.SOURCE)
    outer = packet.close(archive(pdf("outer"), packet.enclosed([attachment], told)))
    assert codes(outer) == []
    changed = bytearray(outer)
    changed[outer.index(inner) + 100] ^= 1
    assert codes(bytes(changed)) == ["enclosed-changed"]
