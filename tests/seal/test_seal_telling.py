"""What a check says: every file by its name, nothing twice, and nothing that was not checked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dossier.seal import telling
from dossier.seal.difference import Difference
from dossier.seal.manifest import Entry
from dossier.seal.packet import Seal
from dossier.seal.sealed import Packet
from dossier.seal.verify import Checked
from dossier.terminal import Terminal

WIDE = Terminal(2000, coloured=False)
TOLD = "f" * 64


def said(*differences: Difference, originals: int = 0, lang: str = "zh") -> list[str]:
    return list(telling.lines(Checked((), 0, originals, differences), "材料", lang, WIDE))


def found(*differences: Difference) -> list[str]:
    """The lines about differences."""
    return [line for line in said(*differences) if line.startswith("  ✗")]


def steps(*differences: Difference, originals: int = 0) -> list[str]:
    """The lines about what to do."""
    return [line for line in said(*differences, originals=originals) if line.startswith("  →")]


def entry(name: str) -> Entry:
    return Entry(name, 1, name * 8)


def packet(
    originals: tuple[Entry, ...] = (), enclosed: tuple[Entry, ...] = (), *, intact: bool = True
) -> Packet:
    seal = Seal("dossier 0", TOLD, 9, "e" * 64, originals, frozenset(), True, enclosed, 0)  # noqa: FBT003
    return Packet("a.pdf", "d" * 64, seal, intact=intact)


# What differs


def test_a_manifest_that_fits_no_packet_is_one_thing() -> None:
    names = ("packet-a.pdf", "packet-b.pdf", "packet-*.pdf")
    (line,) = found(*(Difference("manifest-other", "manifest.json", name) for name in names))
    assert "packet-a.pdf, packet-b.pdf" in line
    assert "*" not in line


def test_a_manifest_without_any_packet_is_told_too() -> None:
    assert len(found(Difference("manifest-other", "manifest.json", "packet-*.pdf"))) == 1


def test_a_file_of_a_bag_is_told_once() -> None:
    lines = found(
        Difference("bag-oxum", "bag-info.txt"),
        Difference("bag-changed", "data/originals/甲.png"),
        Difference("bag-missing", "data/packet/share/form.txt"),
        Difference("original-changed", "甲.png"),
        Difference("output-missing", "share/form.txt"),
    )
    assert [line.rpartition("：")[2] for line in lines] == [
        "data/originals/甲.png",
        "data/packet/share/form.txt",
    ]


def test_what_a_bag_does_not_tell_is_told() -> None:
    """Lists written anew by a forger agree with a changed file; the packet does not."""
    assert len(found(Difference("bag-oxum", "bag-info.txt"))) == 1
    assert (
        len(found(Difference("bag-changed", "data/originals/a.txt"), Difference("original-changed", "b.txt")))
        == 2
    )
    journal = Difference("journal-torn", "journal.jsonl", "3")
    assert len(found(Difference("bag-changed", "data/originals/journal.jsonl"), journal)) == 2


def test_the_title_counts_the_lines() -> None:
    two = (Difference("original-missing", "a.png"), Difference("original-missing", "b.png"))
    assert "2" in said(*two)[0]
    assert len(found(*two)) == 2


def test_two_parts_of_one_packet_are_two_lines() -> None:
    assert len(found(*(Difference("enclosed-changed", "a.pdf", name) for name in ("甲", "乙")))) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_called_unchanged_where_something_differs(lang: str) -> None:
    text = "\n".join(said(Difference("packet-changed", "a.pdf"), lang=lang))
    assert "未变更" not in text
    assert "nchanged" not in text


# What to do


def test_the_wrong_folder_is_suspected_only_where_nothing_is_found() -> None:
    gone = [Difference("original-missing", name) for name in ("a", "b")]
    (step,) = steps(*gone, originals=2)
    assert "可能不是" in step
    (step,) = steps(*gone, originals=3)
    assert "可能不是" not in step


def test_added_files_are_to_be_built_in_and_changed_ones_put_back() -> None:
    added, changed = Difference("original-added", "a"), Difference("original-changed", "b")
    assert steps(added) != steps(changed)
    assert steps(added, changed) == steps(changed)


def test_only_the_journal_is_said_only_of_the_journal_alone() -> None:
    cut, mark = (
        Difference("journal-cut", "journal.jsonl", "4"),
        Difference("mark-missing", "journal-head.json"),
    )
    (step,) = steps(cut, mark)
    assert "工作日志" in step
    for other in ("manifest-other", "output-added", "signature-foreign", "original-unreadable"):
        assert step not in steps(cut, Difference(other, "x"))


def test_each_step_is_said_once() -> None:
    assert len(steps(*(Difference("packet-changed", name) for name in ("a.pdf", "b.pdf")))) == 1


# What does not differ


def test_files_in_several_packets_are_counted_once() -> None:
    a, b, data = entry("a"), entry("b"), entry("d")
    packets = (packet((a, b), (a, data)), packet((a, b), (a, data)))
    text = "\n".join(telling.lines(Checked(packets, 0, 0, ()), "材料", "zh", WIDE))
    assert "PDF 2 份" in text
    assert "内附的 2 个文件（其中原件 1 个）" in text
    assert text.count(TOLD) == 1


def test_originals_that_lie_in_no_packet_are_told_as_unchecked() -> None:
    a, b = entry("a"), entry("b")
    (note,) = telling.notes(Checked((packet((a, b), (a,)),), 0, 0, ()), "zh", WIDE, alone=True)
    assert "1 个原件不在 PDF 里" in note
    (note,) = telling.notes(Checked((packet((a,), (a,)),), 0, 0, ()), "zh", WIDE, alone=True)
    assert "不在 PDF 里" not in note
    assert list(telling.notes(Checked((packet(),), 0, 0, ()), "zh", WIDE, alone=False)) == []


def test_the_time_is_chinas_and_its_source_is_named() -> None:
    moment = datetime(2024, 6, 3, 12, tzinfo=UTC)
    checked = Checked((packet(),), 0, 0, (), written=datetime(2024, 6, 4, tzinfo=UTC), built=moment)
    (line,) = (line for line in telling.lines(checked, "材料", "zh", WIDE) if "自 " in line)
    assert "自 2024-06-03 20:00:00 以来未变更" in line
    assert "工作日志" in line
