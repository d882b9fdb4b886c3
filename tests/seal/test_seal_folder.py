"""A folder of outputs against its manifest, and the manifest against the packets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sealing import outputs, sealed, write

from dossier.errors import DossierError
from dossier.seal import canonical, manifest
from dossier.seal.verify import verify


def found(place: Path, evidence: Path | None = None) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in verify(place, evidence).differences}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return outputs(tmp_path / "out")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "evidence")


def rehashed(place: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Edit a manifest and compute both of its hashes anew, as somebody who knows the form would."""
    document = json.loads((place / manifest.MANIFEST).read_bytes())
    edit(document)
    outside = {"inputs", "outputs", "seal", "sha256"}
    document["seal"] = canonical.digest({k: v for k, v in document.items() if k not in outside})
    document["sha256"] = canonical.digest({k: v for k, v in document.items() if k != "sha256"})
    (place / manifest.MANIFEST).write_bytes(canonical.dumps(document))


def test_the_untouched_set(out: Path, folder: Path) -> None:
    checked = verify(out, folder)
    assert checked.differences == ()
    assert (len(checked.packets), checked.outputs, checked.originals) == (2, 4, 3)
    for name in ("packet-platform.pdf", "dossier.json", "manifest.json"):
        assert verify(out / name, folder).differences == ()


def test_a_manifest_of_this_kind_is_read_back_as_written(out: Path) -> None:
    told = manifest.load(out)
    rehashed(out, lambda _: None)
    assert manifest.load(out) == told
    assert told.complete
    assert told.others == {"notes.xyz"}
    assert [one.path for one in told.originals] == ["聊天.txt", "订单.png", "付款/账单.csv"]


def test_each_changed_output_is_named(out: Path) -> None:
    (out / "form-platform.txt").write_bytes(b"form!\n")
    (out / "dossier.json").unlink()
    (out / "extra.txt").write_bytes(b"")
    (out / "packet-12315.pdf").write_bytes(sealed(words="replaced"))
    assert found(out) == {
        ("output-changed", "form-platform.txt"),
        ("output-missing", "dossier.json"),
        ("output-added", "extra.txt"),
        ("output-changed", "packet-12315.pdf"),
    }


def test_two_packets_exchanged(out: Path) -> None:
    one, other = out / "packet-platform.pdf", out / "packet-12315.pdf"
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    assert found(out) == {("output-changed", one.name), ("output-changed", other.name)}


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d["originals"][0].update(sha256="0" * 64),
        lambda d: d["originals"][1].update(path="other.png"),
        lambda d: d["originals"][1].update(modified="2020-01-01T00:00:00+08:00"),
        lambda d: d["originals"].pop(),
        lambda d: d["others"].append("x"),
        lambda d: d.update(program="dossier 9"),
        lambda d: d["options"].update(engine="tesseract"),
        lambda d: d["options"].update({"for": []}),
        lambda d: d.update(extra=1),
    ],
)
def test_a_manifest_that_was_edited_and_hashed_anew(
    out: Path, folder: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    rehashed(out, edit)
    assert found(out, folder) == {("manifest-other", "manifest.json")}
    assert ("manifest-other", "manifest.json") in found(out / "packet-platform.pdf", folder)


def test_data_exchanged_together_with_its_line(out: Path) -> None:
    """The packets know which dossier.json they tell."""
    (out / "dossier.json").write_bytes(b"{}\n")

    def edit(document: dict[str, Any]) -> None:
        document["outputs"] = [
            {"path": "dossier.json", "bytes": 3, "sha256": canonical.sha256(b"{}\n")}
            if one["path"] == "dossier.json"
            else one
            for one in document["outputs"]
        ]

    rehashed(out, edit)
    assert found(out) == {("manifest-other", "manifest.json")}


@pytest.mark.parametrize(
    "spelling",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data + b"\n",
        lambda data: data.replace(b'"others"', b'"\\u006fthers"'),
        lambda data: data[:-3],
        lambda data: b"\xef\xbb\xbf" + data,
        lambda _: b"[1]",
        lambda _: b"",
        lambda data: data.replace(b"dossier-manifest/1", b"dossier-manifest/2"),
    ],
)
def test_any_other_spelling_is_a_change(out: Path, folder: Path, spelling: Callable[[bytes], bytes]) -> None:
    path = out / "manifest.json"
    path.write_bytes(spelling(path.read_bytes()))
    codes = {one.code for one in verify(out, folder).differences}
    assert codes in ({"manifest-changed"}, {"manifest-broken"})


def test_without_its_manifest_a_folder_is_checked_by_its_packets(out: Path, folder: Path) -> None:
    (out / "manifest.json").unlink()
    (folder / "订单.png").write_bytes(b"forged")
    assert found(out, folder) == {
        ("manifest-missing", "manifest.json"),
        ("original-changed", "订单.png"),
    }


def test_a_packet_alone_knows_its_originals(out: Path, folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "材料.pdf"
    alone.parent.mkdir()
    shutil.copy(out / "packet-platform.pdf", alone)
    assert found(alone, folder) == set()
    (folder / "订单.png").rename(folder / "x.png")
    (folder / "more.png").write_bytes(b"more")
    assert found(alone, folder) == {("original-renamed", "订单.png"), ("original-added", "more.png")}


def test_a_foreign_manifest_beside_a_packet_does_not_matter(out: Path, tmp_path: Path) -> None:
    alone = tmp_path / "downloads" / "packet-platform.pdf"
    alone.parent.mkdir()
    shutil.copy(out / alone.name, alone)
    (alone.parent / "manifest.json").write_text('{"name": "web app", "icons": []}')
    (alone.parent / "other.pdf").write_bytes(b"%PDF-")
    assert found(alone) == set()


def test_hostile_lists_do_not_lead_out(out: Path) -> None:
    rehashed(out, lambda d: d["outputs"].append({"path": "../../etc/passwd", "bytes": 1, "sha256": "0"}))
    assert found(out) == {("manifest-broken", "manifest.json")}
    rehashed(out, lambda d: d.update(outputs=5))
    assert found(out) == {("manifest-broken", "manifest.json")}


def test_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    for place in (tmp_path, tmp_path / "letter.txt", tmp_path / "nowhere"):
        with pytest.raises(DossierError):
            verify(place)
