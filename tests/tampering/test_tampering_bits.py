"""No bit can change unseen, and the file in which it did is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tampered import FOUND, Tampered, flipped, flips, verify


def test_one_bit_at_500_places(case: Tampered) -> None:
    """PDF, manifests, journal and its head, originals, data and texts of forms; both sets."""
    files = case.sealed()
    before = case.files()
    unseen: list[tuple[str, int, int, int]] = []
    touched: Counter[str] = Counter()
    for path, place, bit in flips(files, 500, seed=20240512):
        path.write_bytes(flipped(before[path], place, bit))
        verdict = verify(case.out, case.evidence)
        if verdict.exit_code != FOUND or case.name(path) not in verdict.text:
            unseen.append((case.name(path), place, bit, verdict.exit_code))
        touched[case.name(path)] += 1
        case.restore(before)
    assert unseen == []
    assert set(touched) == {case.name(path) for path in files}
    assert verify(case.out, case.evidence).exit_code == 0


def test_one_bit_at_500_places_of_the_packet_alone(case: Tampered, tmp_path: Path) -> None:
    """Half of them in the seal, at the ends and in the cross-reference table, where programs look away."""
    alone = tmp_path / "alone" / "投诉.pdf"
    alone.parent.mkdir()
    data = case.packet.read_bytes()
    seal, end = data.index(b"dossier-seal/"), len(data)
    alone.write_bytes(data)
    places = [(place, bit) for _, place, bit in flips([alone], 250, seed=7)]
    near = [*range(16), *range(seal - 64, seal + 256), *range(end - 256, end)]
    places += [(near[place % len(near)], bit) for _, place, bit in flips([alone], 250, seed=8)]
    unseen = []
    for place, bit in places:
        alone.write_bytes(flipped(data, place, bit))
        verdict = verify(alone)
        if verdict.exit_code != FOUND or "投诉.pdf" not in verdict.text:
            unseen.append((place, bit, verdict.exit_code))
    assert unseen == []
    alone.write_bytes(data)
    assert verify(alone).exit_code == 0


def test_cut_anywhere(case: Tampered) -> None:
    before = case.files()
    unseen = []
    for path in case.sealed():
        size = len(before[path])
        for length in sorted({0, 1, size // 3, size // 2, size - 2, size - 1}):
            path.write_bytes(before[path][:length])
            verdict = verify(case.out, case.evidence)
            if verdict.exit_code != FOUND or case.name(path) not in verdict.text:
                unseen.append((case.name(path), length, verdict.exit_code, verdict.text))
            case.restore(before)
    assert unseen == []


def test_lengthened(case: Tampered) -> None:
    before = case.files()
    unseen = []
    for path in case.sealed():
        data = before[path]
        for other in (data + b"\0", data + b"\n", data + b" ", data + b"%%EOF\n", data + data, b"\n" + data):
            path.write_bytes(other)
            verdict = verify(case.out, case.evidence)
            if verdict.exit_code != FOUND or case.name(path) not in verdict.text:
                unseen.append((case.name(path), other[:1], other[-6:], verdict.exit_code))
            case.restore(before)
    assert unseen == []


def test_the_packet_alone_cut_or_lengthened(case: Tampered, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "投诉.pdf"
    alone.parent.mkdir()
    data = case.packet.read_bytes()
    unseen = []
    for other in (
        b"", data[:1], data[:9], data[: len(data) // 2], data[:-1], data[:-7],
        data + b"\n", data + b"\0" * 100, data + b"%%EOF\n", data + data, b"\n" + data,
    ):  # fmt: skip
        alone.write_bytes(other)
        verdict = verify(alone)
        if verdict.exit_code != FOUND or "投诉.pdf" not in verdict.text:
            unseen.append((len(other), verdict.exit_code, verdict.text))
    assert unseen == []
