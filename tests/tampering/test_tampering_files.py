"""Whole files: renamed, exchanged, added, missing, saved again by another program."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import tampered
from tampered import FOUND, Tampered, verify


def found(case: Tampered) -> str:
    """The words of a check, which must find something."""
    verdict = verify(case.out, case.evidence)
    assert verdict.exit_code == FOUND, verdict.text
    return verdict.text


# Originals


@pytest.mark.parametrize(
    ("one", "two"),
    [("图1.png", "图2.png"), ("聊天/第一天.txt", "聊天/第二天.txt"), ("图1.png", "聊天/第一天.txt")],
)
def test_two_originals_in_each_others_place(case: Tampered, one: str, two: str) -> None:
    first, second = case.evidence / one, case.evidence / two
    a, b = first.read_bytes(), second.read_bytes()
    first.write_bytes(b)
    second.write_bytes(a)
    text = found(case)
    assert one in text
    assert two in text


def test_an_original_renamed(case: Tampered) -> None:
    (case.evidence / "图1.png").rename(case.evidence / "订单.png")
    text = found(case)
    assert "图1.png → 订单.png" in text
    assert "多出" not in text


def test_an_original_moved_to_another_folder(case: Tampered) -> None:
    (case.evidence / "聊天" / "第一天.txt").rename(case.evidence / "第一天.txt")
    assert "聊天/第一天.txt → 第一天.txt" in found(case)


def test_a_folder_renamed(case: Tampered) -> None:
    (case.evidence / "聊天").rename(case.evidence / "对话")
    text = found(case)
    assert "聊天/第一天.txt → 对话/第一天.txt" in text
    assert "聊天/第二天.txt → 对话/第二天.txt" in text


@pytest.mark.parametrize(
    "name", ["新.png", "聊天/第三天.txt", "旧/图.png", "程序.exe", "journal.jsonl.bak", "case.yaml.old"]
)
def test_a_file_added(case: Tampered, name: str) -> None:
    (case.evidence / name).parent.mkdir(exist_ok=True)
    (case.evidence / name).write_bytes(b"new")
    assert name in found(case)


def test_a_second_copy_of_an_original(case: Tampered) -> None:
    shutil.copy(case.evidence / "图1.png", case.evidence / "图1 (2).png")
    text = found(case)
    assert "图1 (2).png" in text
    assert "改了名" not in text


def test_an_original_missing(case: Tampered) -> None:
    (case.evidence / "图2.png").unlink()
    assert "图2.png" in found(case)


def test_all_originals_missing(case: Tampered) -> None:
    shutil.rmtree(case.evidence)
    case.evidence.mkdir()
    text = found(case)
    for name in ("图1.png", "图2.png", "聊天/第一天.txt", "聊天/第二天.txt", "journal.jsonl"):
        assert name in text


def test_an_original_replaced_by_a_link_that_leads_out(case: Tampered, tmp_path: Path) -> None:
    """What lies elsewhere may change tomorrow, even if it is the same today."""
    (case.evidence / "图1.png").rename(tmp_path / "elsewhere.png")
    (case.evidence / "图1.png").symlink_to(tmp_path / "elsewhere.png")
    assert "图1.png" in found(case)


def test_the_wrong_evidence_folder(case: Tampered, tmp_path: Path) -> None:
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "图1.png").write_bytes(b"another")
    verdict = verify(case.out, tmp_path / "别的")
    assert verdict.exit_code == FOUND


# Outputs


def test_each_output_missing(case: Tampered) -> None:
    before = case.files()
    for path in case.sealed():
        if path.is_relative_to(case.out) and path.name != "journal-head.json":
            path.unlink()
            text = found(case)
            assert case.name(path) in text
            case.restore(before)


@pytest.mark.parametrize("name", ["附件.pdf", "share/附件.png", "packet-12315 (1).pdf", "dossier.json.bak"])
def test_a_file_added_to_the_outputs(case: Tampered, name: str) -> None:
    (case.out / name).write_bytes(b"new")
    assert name in found(case)


def test_two_packets_in_each_others_place(case: Tampered) -> None:
    first, second = case.packet, case.out / "packet-platform.pdf"
    a, b = first.read_bytes(), second.read_bytes()
    first.write_bytes(b)
    second.write_bytes(a)
    text = found(case)
    assert first.name in text
    assert second.name in text


def test_the_packet_for_others_in_the_place_of_ones_own(case: Tampered) -> None:
    shutil.copyfile(case.out / "share" / case.packet.name, case.packet)
    assert case.packet.name in found(case)


def test_files_of_an_earlier_build(case: Tampered, tmp_path: Path) -> None:
    """Each is whole and sealed; together they are no set."""
    (tmp_path / "older").mkdir()
    older = Tampered(tmp_path / "older" / "证据", tmp_path / "older" / "材料")
    shutil.copytree(case.evidence, older.evidence)
    (older.evidence / "聊天" / "第二天.txt").unlink()
    (older.evidence / "journal.jsonl").unlink()
    tampered.build(older.evidence, older.out)
    before = case.files()
    for name in (
        "packet-12315.pdf",
        "manifest.json",
        "dossier.json",
        "share/packet-12315.pdf",
        "share/manifest.json",
    ):
        assert (older.out / name).read_bytes() != (case.out / name).read_bytes()
        shutil.copyfile(older.out / name, case.out / name)
        assert name in found(case)
        case.restore(before)
    shutil.rmtree(case.out)
    shutil.copytree(older.out, case.out)
    assert "第二天.txt" in found(case)


# The PDF saved by another program


def by_pypdf(data: bytes) -> bytes:
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.write(out)
    return out.getvalue()


def by_pypdf_behind(data: bytes) -> bytes:
    """An incremental update, as a viewer makes it for a note."""
    writer, out = pypdf.PdfWriter(io.BytesIO(data), incremental=True), io.BytesIO()
    writer.add_metadata({"/Note": "changed"})
    writer.write(out)
    return out.getvalue()


def by_pikepdf(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


def by_pikepdf_packed(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, linearize=True
        )
    return out.getvalue()


def by_pikepdf_locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    return out.getvalue()


def without_attachments(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        pdf.save(out)
    return out.getvalue()


def with_an_attachment(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more", filename="more.txt")
        pdf.save(out)
    return out.getvalue()


def by_pypdfium2(data: bytes) -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument(data).save(out)
    return out.getvalue()


def by_pypdfium2_behind(data: bytes) -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument(data).save(out, flags=1)  # FPDF_INCREMENTAL
    return out.getvalue()


PROGRAMS = [
    by_pypdf,
    by_pypdf_behind,
    by_pikepdf,
    by_pikepdf_packed,
    by_pikepdf_locked,
    without_attachments,
    with_an_attachment,
    by_pypdfium2,
    by_pypdfium2_behind,
]


@pytest.mark.parametrize("save", PROGRAMS, ids=lambda save: save.__name__)
def test_a_packet_saved_again(case: Tampered, tmp_path: Path, save: Callable[[bytes], bytes]) -> None:
    data = case.packet.read_bytes()
    other = save(data)
    assert other != data
    case.packet.write_bytes(other)
    assert case.packet.name in found(case)
    alone = tmp_path / "alone" / "投诉.pdf"
    alone.parent.mkdir()
    alone.write_bytes(other)
    verdict = verify(alone)
    assert verdict.exit_code == FOUND, verdict.text
    assert "投诉.pdf" in verdict.text


def test_a_page_taken_out(case: Tampered, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(case.packet) as pdf:
        del pdf.pages[1]
        pdf.save(out)
    alone = tmp_path / "alone.pdf"
    alone.write_bytes(out.getvalue())
    assert verify(alone).exit_code == FOUND
