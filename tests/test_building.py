"""Build: the same bytes each time, wholly or not at all, and only over what is ours."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner
from places import SAMPLES

from dossier import building, outputs
from dossier.cli import main
from dossier.errors import DossierError, NotWritten
from dossier.pipeline import Result
from dossier.seal.verify import verify

Sample = Callable[[str], Result]


@pytest.fixture
def built(sample: Sample, tmp_path: Path) -> Path:
    place = tmp_path / "out"
    building.build(SAMPLES / "inside-window", place, sample("inside-window"), ("platform", "12315"))
    return place


def _content(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir()}


def test_a_build_holds_packets_data_and_manifest(built: Path) -> None:
    assert set(_content(built)) == {
        "packet-platform.pdf",
        "packet-12315.pdf",
        "form-platform.txt",
        "form-12315.txt",
        "dossier.json",
        "manifest.json",
    }
    assert [path.name for path in built.parent.iterdir()] == ["out"]


def test_a_second_build_is_byte_identical(built: Path, sample: Sample) -> None:
    first = _content(built)
    building.build(SAMPLES / "inside-window", built, sample("inside-window"), ("platform", "12315"))
    assert _content(built) == first


def test_the_manifest_lists_every_original_and_output_by_hash(built: Path) -> None:
    document = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    originals = {entry["path"]: entry["sha256"] for entry in document["originals"]}
    truth = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (SAMPLES / "inside-window").iterdir()
    }
    assert originals == truth
    for entry in document["outputs"]:
        assert hashlib.sha256((built / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_output_never_lies_inside_the_evidence_nor_around_it(tmp_path: Path) -> None:
    folder = tmp_path / "case" / "evidence"
    folder.mkdir(parents=True)
    for place in (folder, folder / "out", tmp_path / "case", tmp_path):
        with pytest.raises(DossierError):
            outputs.target(folder, place)
    assert outputs.target(folder, None) == folder.with_name("evidence-dossier")


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    folder, place = tmp_path / "evidence", tmp_path / "mine"
    folder.mkdir()
    place.mkdir()
    (place / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        outputs.target(folder, place)
    assert caught.value.code == "not-ours"
    assert (place / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_note_put_beside_the_packet_is_not_lost(built: Path) -> None:
    (built / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DossierError):
        outputs.target(SAMPLES / "inside-window", built)


def test_an_original_that_changes_meanwhile_stops_the_build(sample: Sample, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    shutil.copytree(SAMPLES / "inside-window", folder)
    victim = next(folder.glob("微信*"))
    victim.write_bytes(victim.read_bytes() + b"\0")
    with pytest.raises(NotWritten) as caught:
        building.build(folder, tmp_path / "out", sample("inside-window"), ("platform",))
    assert caught.value.code == "original-changed"
    assert not (tmp_path / "out").exists()


def test_a_failed_write_leaves_the_old_packet(
    built: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _content(built)
    real = Path.open

    def full(self: Path, *args: Any, **options: Any) -> IO[Any]:
        if self.name == "manifest.json":
            raise OSError(28, "No space left on device")
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(NotWritten):
        building.build(SAMPLES / "inside-window", built, sample("inside-window"), ("platform",))
    monkeypatch.undo()
    assert _content(built) == before
    assert [path.name for path in built.parent.iterdir()] == ["out"]


def test_verify_accepts_the_untouched(built: Path) -> None:
    for packet in (built, built / "packet-12315.pdf"):
        checked = verify(packet, SAMPLES / "inside-window")
        assert checked.differences == ()
        assert (len(checked.packets), checked.outputs, checked.originals) == (2, 5, 4)


@pytest.mark.parametrize("victim", ["packet-platform.pdf", "dossier.json", "manifest.json"])
def test_verify_names_a_changed_output(built: Path, victim: str) -> None:
    data = bytearray((built / victim).read_bytes())
    place = data.index(b"sha256") + 12 if victim == "manifest.json" else len(data) // 2
    data[place] ^= 1
    (built / victim).write_bytes(bytes(data))
    result = CliRunner().invoke(main, ["verify", str(built)])
    assert result.exit_code == 5
    assert victim in result.output


def test_verify_names_changed_missing_and_added_originals(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(SAMPLES / "inside-window", folder)
    names = sorted(path.name for path in folder.iterdir())
    (folder / names[0]).write_bytes(b"other")
    (folder / names[1]).unlink()
    (folder / "new.png").write_bytes((folder / names[2]).read_bytes())
    found = {(d.code, d.path) for d in verify(built, folder).differences}
    assert found == {
        ("original-changed", names[0]),
        ("original-missing", names[1]),
        ("original-added", "new.png"),
    }
