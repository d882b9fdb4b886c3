"""Somebody edits and makes the hashes right again."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
import tampered
from tampered import FOUND, Tampered, forge_journal, forge_manifest, sha256, verify

# The manifest


def entry(document: dict[str, Any], part: str, path: str) -> dict[str, Any]:
    return next(one for one in document[part] if one["path"] == path)


def found(case: Tampered) -> str:
    verdict = verify(case.out, case.evidence)
    assert verdict.exit_code == FOUND, verdict.text
    return verdict.text


def test_forging_nothing_changes_nothing(case: Tampered) -> None:
    """Lest the tests below pass because the forger does it badly."""
    before = case.files()
    forge_manifest(case.out / "manifest.json", lambda _: None)
    forge_journal(case.journal, lambda _: None)
    assert case.files() == before


def test_an_original_changed_and_the_manifest_with_it(case: Tampered) -> None:
    data = (case.evidence / "图1.png").read_bytes() + b"\0"
    (case.evidence / "图1.png").write_bytes(data)
    forge_manifest(
        case.out / "manifest.json",
        lambda document: entry(document, "originals", "图1.png").update(bytes=len(data), sha256=sha256(data)),
    )
    assert "manifest.json" in found(case)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["originals"].pop(0),
        lambda document: document["originals"].append(document["originals"][0] | {"path": "新.png"}),
        lambda document: document["originals"].reverse(),
        lambda document: document["originals"][0].update(path="别名.png"),
        lambda document: document["originals"][0].update(masked=True),
        lambda document: document["originals"][0].update(modified="2020-01-01T00:00:00+08:00"),
        lambda document: document["others"].append("新.png"),
        lambda document: document.update(complete=False),
        lambda document: document.update(program="dossier 9.9.9"),
        lambda document: document["options"].update(share=False),
        lambda document: document["registers"].clear(),
        lambda document: document["data"].clear(),
    ],
)
def test_a_manifest_edited_and_hashed_anew(case: Tampered, change: Any) -> None:
    forge_manifest(case.out / "manifest.json", change)
    assert "manifest.json" in found(case)
    assert verify(case.out).exit_code == FOUND


def test_an_edit_that_hides_an_added_original(case: Tampered) -> None:
    (case.evidence / "新.png").write_bytes(b"new")
    forge_manifest(case.out / "manifest.json", lambda document: document["others"].append("新.png"))
    assert "manifest.json" in found(case)


@pytest.mark.parametrize("name", ["dossier.json", "form-12315.txt", "packet-12315.pdf", "share/dossier.json"])
def test_an_output_changed_and_the_manifest_with_it(case: Tampered, name: str) -> None:
    data = (case.out / name).read_bytes().replace(b"CM20240512001", b"CM20240512002") + b"\n"
    (case.out / name).write_bytes(data)

    def change(document: dict[str, Any]) -> None:
        entry(document, "outputs", name).update(bytes=len(data), sha256=sha256(data))
        for one in document["data"]:
            if one["path"] == name:
                one.update(bytes=len(data), sha256=sha256(data))

    forge_manifest(case.out / "manifest.json", change)
    text = found(case)
    assert "manifest.json" in text or name in text


def test_an_output_added_and_the_manifest_with_it(case: Tampered) -> None:
    (case.out / "附件.pdf").write_bytes(b"%PDF-1.7 more")
    entry = {"path": "附件.pdf", "bytes": 13, "sha256": sha256(b"%PDF-1.7 more")}
    forge_manifest(case.out / "manifest.json", lambda document: document["outputs"].append(entry))
    assert verify(case.out, case.evidence).exit_code == FOUND


def test_an_output_removed_and_the_manifest_with_it(case: Tampered) -> None:
    case.packet.unlink()

    def change(document: dict[str, Any]) -> None:
        document["outputs"] = [one for one in document["outputs"] if one["path"] != case.packet.name]

    forge_manifest(case.out / "manifest.json", change)
    assert verify(case.out, case.evidence).exit_code == FOUND


def test_a_set_to_share_of_another_case_and_the_manifest_with_it(case: Tampered) -> None:
    """Each set is sound by itself; that they belong together is what the packets say."""
    other = Tampered(case.evidence.with_name("假证据"), case.evidence.with_name("假材料"))
    other.evidence.mkdir()
    (other.evidence / "聊天.txt").write_text(tampered.CHAT.replace("无法取消", "可以取消"), encoding="utf-8")
    tampered.build(other.evidence, other.out)
    shutil.rmtree(case.out / "share")
    shutil.copytree(other.out / "share", case.out / "share")
    listed = [
        {"path": f"share/{path.name}", "bytes": path.stat().st_size, "sha256": sha256(path.read_bytes())}
        for path in sorted((case.out / "share").iterdir())
    ]

    def change(document: dict[str, Any]) -> None:
        own = [one for one in document["outputs"] if not one["path"].startswith("share/")]
        document["outputs"] = [*own, *listed]

    forge_manifest(case.out / "manifest.json", change)
    (case.out / "journal-head.json").unlink()
    verdict = verify(case.out)
    assert verdict.exit_code == FOUND
    assert "share/manifest.json" in verdict.text


def test_a_whole_set_made_from_other_originals_does_not_fit_these(case: Tampered) -> None:
    """A forger who builds everything anew has a sound packet, but not of these originals."""
    other = Tampered(case.evidence.with_name("假证据"), case.evidence.with_name("假材料"))
    other.evidence.mkdir()
    (other.evidence / "聊天.txt").write_text(tampered.CHAT.replace("无法取消", "可以取消"), encoding="utf-8")
    tampered.build(other.evidence, other.out)
    assert verify(other.out, other.evidence).exit_code == 0
    verdict = verify(other.out, case.evidence)
    assert verdict.exit_code == FOUND
    assert "聊天.txt" in verdict.text


# The journal


def lines(case: Tampered) -> list[bytes]:
    return case.journal.read_bytes().splitlines(keepends=True)


def test_the_journal_has_lines_enough(case: Tampered) -> None:
    assert len(lines(case)) == 5


@pytest.mark.parametrize("gone", range(5))
def test_a_line_taken_out(case: Tampered, gone: int) -> None:
    kept = lines(case)
    del kept[gone]
    case.journal.write_bytes(b"".join(kept))
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize("kept", range(5))
def test_the_end_cut_off(case: Tampered, kept: int) -> None:
    case.journal.write_bytes(b"".join(lines(case)[:kept]))
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize(
    "order", [(1, 0, 2, 3, 4), (0, 2, 1, 3, 4), (0, 1, 2, 4, 3), (4, 3, 2, 1, 0), (1, 2, 3, 4, 0)]
)
def test_lines_in_another_order(case: Tampered, order: tuple[int, ...]) -> None:
    all_lines = lines(case)
    case.journal.write_bytes(b"".join(all_lines[number] for number in order))
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize("twice", [0, 2, 4])
def test_a_line_twice(case: Tampered, twice: int) -> None:
    all_lines = lines(case)
    case.journal.write_bytes(b"".join([*all_lines[: twice + 1], *all_lines[twice:]]))
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize("number", range(5))
def test_a_line_edited_and_the_whole_chain_hashed_anew(case: Tampered, number: int) -> None:
    forge_journal(case.journal, lambda lines: lines[number].update(time="2024-05-01T00:00:00Z"))
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize("number", range(5))
def test_a_line_taken_out_and_the_whole_chain_hashed_anew(case: Tampered, number: int) -> None:
    forge_journal(case.journal, lambda lines: lines.pop(number))
    assert "journal.jsonl" in found(case)


def test_a_journal_of_another_case(case: Tampered) -> None:
    other = Tampered(case.evidence.with_name("另一案"), case.evidence.with_name("另一案材料"))
    other.evidence.mkdir()
    (other.evidence / "聊天.txt").write_text(tampered.CHAT, encoding="utf-8")
    (other.evidence / "case.yaml").write_text(tampered.CASE, encoding="utf-8")
    tampered.build(other.evidence, other.out)
    case.journal.write_bytes((other.evidence / "journal.jsonl").read_bytes())
    assert "journal.jsonl" in found(case)


@pytest.mark.parametrize("data", [b"", b"\n", b"not a journal\n", b"{}\n"])
def test_a_journal_that_is_none(case: Tampered, data: bytes) -> None:
    case.journal.write_bytes(data)
    assert "journal.jsonl" in found(case)


def test_the_journal_missing(case: Tampered) -> None:
    case.journal.unlink()
    assert "journal.jsonl" in found(case)


def test_the_mark_of_where_the_journal_ended_missing(case: Tampered) -> None:
    """Without it a cut end cannot be seen."""
    (case.out / "journal-head.json").unlink()
    assert "journal-head.json" in found(case)


def test_a_check_that_found_something_leaves_the_journal_whole(case: Tampered) -> None:
    whole = (case.evidence / "图1.png").read_bytes()
    (case.evidence / "图1.png").write_bytes(b"other")
    assert verify(case.out, case.evidence).exit_code == FOUND
    (case.evidence / "图1.png").write_bytes(whole)
    for _ in range(3):
        assert verify(case.out, case.evidence).exit_code == 0
    assert len(lines(case)) > 5
