"""What lies in an output folder and was not made by a build is never lost by the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier import outputs
from dossier.errors import DossierError, NotWritten
from dossier.seal import MANIFEST, manifest

FILES = {"packet-platform.pdf": b"%PDF", "form-platform.txt": b"words", "share/dossier.json": b"{}"}


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "证据"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An output folder as a build leaves it."""
    made = tmp_path / "out"
    (made / "share").mkdir(parents=True)
    for name, data in FILES.items():
        (made / name).write_bytes(data)
    core = manifest.core((), (), (), {}, {}, ())
    listed = [manifest.entry(name, data) for name, data in FILES.items()]
    (made / MANIFEST).write_bytes(manifest.manifest(core, listed, ""))
    return made


def refusal(evidence: Path, place: Path) -> DossierError:
    with pytest.raises(DossierError) as caught:
        outputs.target(evidence, place)
    for lang in ("zh", "en"):
        assert str(place) in caught.value.told(lang)
    return caught.value


def test_what_a_build_made_may_be_replaced(evidence: Path, place: Path) -> None:
    assert outputs.target(evidence, place) == place
    for name in ("journal-head.json", ".DS_Store", "share/Thumbs.db"):
        (place / name).write_bytes(b"")
    (place / "form-platform.txt").unlink()
    assert outputs.target(evidence, place) == place


@pytest.mark.parametrize(
    "name",
    ["packet-platform-signed.pdf", "我的信.docx", "share/注.txt", "新/深/a.txt", "share/journal-head.json"],
)
def test_a_file_that_somebody_put_there_is_named(evidence: Path, place: Path, name: str) -> None:
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(b"mine")
    error = refusal(evidence, place)
    assert error.code == "foreign-files"
    for lang in ("zh", "en"):
        assert name in error.told(lang)
    assert (place / name).read_bytes() == b"mine"


@pytest.mark.parametrize("name", FILES)
def test_an_output_that_somebody_filled_in_is_not_lost(evidence: Path, place: Path, name: str) -> None:
    (place / name).write_bytes(FILES[name] + b" and more")
    error = refusal(evidence, place)
    assert name in error.told("zh")
    assert [other for other in FILES if other in error.told("zh")] == [name]


def test_links_and_empty_folders_are_somebodys(evidence: Path, place: Path) -> None:
    (place / "packet-platform.pdf").rename(place.with_name("kept.pdf"))
    (place / "packet-platform.pdf").symlink_to(place.with_name("kept.pdf"))
    (place / "空").mkdir()
    told = refusal(evidence, place).told("zh")
    assert "packet-platform.pdf、空" in told


def test_of_many_files_the_first_are_named_and_the_rest_counted(evidence: Path, place: Path) -> None:
    for number in range(9):
        (place / f"照片{number}\x1b[2J.jpg").write_bytes(b"")
    told = refusal(evidence, place).told("zh")
    assert "照片4" in told
    assert "照片5" not in told
    assert "另有 4 个" in told
    assert "\x1b" not in told


def test_a_folder_that_no_build_made_is_left_alone(evidence: Path, place: Path) -> None:
    for data in (None, b"{}", b"nothing", (place / MANIFEST).read_bytes().replace(b"%PDF", b"")[:-9]):
        (place / MANIFEST).unlink()
        if data is not None:
            (place / MANIFEST).write_bytes(data)
        assert refusal(evidence, place).code == "not-ours"
        (place / MANIFEST).touch()


def test_a_file_is_no_place(evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    assert refusal(evidence, tmp_path / "out").code == "not-ours"
    (tmp_path / "out").unlink()
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    assert outputs.target(evidence, tmp_path / "out") == tmp_path / "nowhere"


def test_an_empty_folder_or_none_is_free(evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "none", "deep/er"):
        assert outputs.target(evidence, tmp_path / name) == tmp_path / name


@pytest.mark.parametrize(("length", "fits"), [(82, True), (83, False)])
def test_a_long_name_is_told_in_words(tmp_path: Path, length: int, *, fits: bool) -> None:
    """A name has at most 255 bytes, a Chinese character 3, and "-dossier" 8."""
    folder = tmp_path / ("证" * length)
    folder.mkdir()
    if fits:
        assert outputs.target(folder, None).name == f"{folder.name}-dossier"
    else:
        with pytest.raises(NotWritten) as caught:
            outputs.target(folder, None)
        assert "-o" in caught.value.told("zh")


def test_a_ring_of_links_is_told(evidence: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(NotWritten):
        outputs.target(evidence, tmp_path / "a")
