"""Evidence with lines: read once, kept, told where it failed."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dossier.intake import read_folder
from dossier.model import Box, Evidence, Line, Page
from dossier.ocr import Cache, EngineMissing, available, create, evidence, read_evidence, registry
from dossier.ocr.workers import Task

BAD = 13


class Counting:
    """Counts what it reads; one width cannot be read."""

    version, options = "1", ""

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.read_widths: list[int] = []

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        self.read_widths.append(image.width)
        if image.width == BAD:
            raise ValueError
        return (Line(1, str(image.width), Box(0, 0, 5, 5), 0.5),)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Counting:
    one = Counting()
    monkeypatch.setattr(evidence, "create", lambda *_: one)
    return one


@pytest.fixture
def taken(tmp_path: Path) -> tuple[Path, tuple[Evidence, ...]]:
    folder = tmp_path / "evidence"
    folder.mkdir()
    Image.new("RGB", (40, 20)).save(folder / "a.png")
    Image.new("RGB", (40, 20)).save(folder / "same.png")
    Image.new("RGB", (BAD, 20)).save(folder / "bad.png")
    (folder / "chat.txt").write_text("我：取消\n客服：好", encoding="utf-8")
    return folder, read_folder(folder).evidence


def test_each_content_is_read_once_and_both_files_get_its_lines(
    taken: tuple[Path, tuple[Evidence, ...]], engine: Counting
) -> None:
    folder, before = taken
    steps: list[tuple[int, int, str]] = []
    after, problems, count = read_evidence(folder, before, jobs=1, progress=lambda *step: steps.append(step))
    assert sorted(engine.read_widths) == [BAD, 40]
    assert count == 1
    lines = {one.path: [line.text for line in one.pages[0].lines] for one in after}
    assert lines == {"a.png": ["40"], "same.png": ["40"], "bad.png": [], "chat.txt": []}
    assert [(one.path, one.code, one.page) for one in problems] == [("bad.png", "ocr-failed", 1)]
    assert {one.path: one.problems for one in after}["bad.png"] == problems
    assert {one.path: one.engine for one in after} == {
        "a.png": "counting 1",
        "same.png": "counting 1",
        "bad.png": "counting 1",
        "chat.txt": "text",
    }
    assert [step[:2] for step in steps] == [(1, 2), (2, 2)]
    assert [one.id for one in after] == [one.id for one in before]


@pytest.fixture
def twins(tmp_path: Path) -> tuple[Path, tuple[Evidence, ...]]:
    """One screen saved in two ways, and a JPEG with the same pixels as a PNG of it."""
    folder = tmp_path / "twins"
    folder.mkdir()
    image = Image.effect_noise((40, 20), 60).convert("RGB")
    image.save(folder / "a.png")
    image.save(folder / "b.png", compress_level=1)
    image.save(folder / "c.jpg", quality=50)
    with Image.open(folder / "c.jpg") as lossy:
        lossy.convert("RGB").save(folder / "d.png")
    return folder, read_folder(folder).evidence


def test_equal_pixels_are_read_once_whatever_the_file(
    twins: tuple[Path, tuple[Evidence, ...]], engine: Counting, kept: Cache
) -> None:
    folder, before = twins
    assert len({one.sha256 for one in before}) == 4
    after, _, count = read_evidence(folder, before, jobs=1, cache=kept)
    assert (count, engine.read_widths) == (2, [40, 40])
    lines = {one.path: one.pages[0].lines for one in after}
    assert lines["a.png"] == lines["b.png"] != lines["c.jpg"] == lines["d.png"]
    # Each file is now known by itself: nothing is even decoded.
    for one in before:
        (folder / one.path).unlink()
    assert read_evidence(folder, before, jobs=1, cache=kept) == (after, (), 0)


def test_pixels_of_a_locked_file_are_not_kept(
    twins: tuple[Path, tuple[Evidence, ...]], engine: Counting, kept: Cache
) -> None:
    folder, before = twins
    locked = tuple(replace(one, password="x") for one in before)  # noqa: S106 - a test's own
    assert read_evidence(folder, locked, jobs=1, cache=kept)[2] == 4
    assert len(engine.read_widths) == 4
    assert kept.use().entries == 0


def test_the_second_time_only_what_failed_is_read(
    taken: tuple[Path, tuple[Evidence, ...]], engine: Counting, kept: Cache
) -> None:
    folder, before = taken
    first = read_evidence(folder, before, jobs=1, cache=kept)
    engine.read_widths.clear()
    second = read_evidence(folder, before, jobs=1, cache=kept)
    assert engine.read_widths == [BAD]
    assert second[:2] == first[:2]
    assert second[2] == 0


def test_pages_with_words_of_their_own_are_left_alone(tmp_path: Path, engine: Counting) -> None:
    page = Page(1, 100, 100, (Line(1, "文", Box(0, 0, 9, 9)),))
    one = Evidence("E1", "a.pdf", "00", 1, "application/pdf", (page,), engine="pdf-text")
    broken = Evidence("E2", "b.png", "00", 1, "image/png")
    assert read_evidence(tmp_path, (one, broken)) == ((one, broken), (), 0)
    assert engine.read_widths == []


def test_without_pages_no_engine_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise EngineMissing("engine-none")

    monkeypatch.setattr(evidence, "create", none)
    assert read_evidence(tmp_path, ()) == ((), (), 0)


def test_an_engine_that_does_not_start_gives_way_to_the_next(
    taken: tuple[Path, tuple[Evidence, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Counting):
        def read(self, image: Image.Image) -> tuple[Line, ...]:
            raise EngineMissing("engine-broken", f"{image.width}")

    engines = {"auto": Broken("rapidocr"), "rapidocr": Broken("rapidocr"), "tesseract": Counting("tesseract")}
    monkeypatch.setattr(evidence, "create", lambda name, _: engines[name])
    monkeypatch.setattr(evidence, "available", lambda: ("rapidocr", "tesseract"))
    after, _, _ = read_evidence(*taken, jobs=1)
    assert {one.engine for one in after if one.media == "image/png"} == {"tesseract 1"}
    with pytest.raises(EngineMissing):
        read_evidence(*taken, engine="rapidocr", jobs=1)


def test_when_all_is_kept_no_engine_is_imported(tmp_path: Path, draw, kept: Cache) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    (tmp_path / "evidence").mkdir()
    draw((("订单编号", "1024"),)).save(tmp_path / "evidence" / "a.png")
    taken = read_folder(tmp_path / "evidence").evidence
    first, _, count = read_evidence(tmp_path / "evidence", taken, engine="rapidocr", cache=kept)
    assert count == 1
    script = (
        "import sys; from pathlib import Path; from dossier.intake import read_folder\n"
        "from dossier.ocr import Cache, read_evidence\n"
        "folder, kept = map(Path, sys.argv[1:])\n"
        "after = read_evidence(folder, read_folder(folder).evidence, engine='rapidocr', cache=Cache(kept))\n"
        "print(after[2], [line.text for line in after[0][0].pages[0].lines])\n"
        "print(sorted({'rapidocr', 'onnxruntime', 'cv2', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "evidence", kept.folder],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == [f"0 {[line.text for line in first[0].pages[0].lines]}", "[]"]


@pytest.mark.parametrize(
    ("lacking", "asked", "code", "detail"),
    [
        ({"rapidocr": "rapidocr", "tesseract": "tesseract"}, "auto", "engine-none", ""),
        ({"rapidocr": "rapidocr", "tesseract": ""}, "rapidocr", "engine-missing", "rapidocr"),
        ({"rapidocr": "onnxruntime", "tesseract": ""}, "rapidocr", "engine-incomplete", "onnxruntime"),
        ({"rapidocr": "", "tesseract": "chi_sim"}, "tesseract", "engine-incomplete", "chi_sim"),
    ],
)
def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, lacking: dict[str, str], asked: str, code: str, detail: str
) -> None:
    monkeypatch.setattr(registry, "missing", lacking.__getitem__)
    with pytest.raises(EngineMissing) as refused:
        create(asked, 1)
    assert (refused.value.code, refused.value.detail) == (code, detail)


def test_auto_takes_the_best_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = {"rapidocr": "", "tesseract": ""}
    monkeypatch.setattr(registry, "missing", lambda name: lacking[name])
    assert available() == ("rapidocr", "tesseract")
    assert create("auto", 1).name == "rapidocr"
    lacking["rapidocr"] = "onnxruntime"
    assert available() == ("tesseract",)
    assert create("auto", 1).name == "tesseract"


def test_tesseract_is_found_where_its_installer_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.ocr import tesseract

    program = tmp_path / "Tesseract-OCR" / "tesseract.exe"
    program.parent.mkdir()
    program.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(tesseract, "_USUAL_PLACES", (str(tmp_path / "nowhere"),))
    assert tesseract.binary() == ""
    assert tesseract.missing() == "tesseract"
    monkeypatch.setattr(tesseract, "_USUAL_PLACES", (str(program),))
    assert tesseract.binary() == str(program)
    assert tesseract.missing() == "chi_sim"  # it answers nothing, so no data is known


def test_what_stands_in_a_locked_file_is_never_kept(
    taken: tuple[Path, tuple[Evidence, ...]], engine: Counting, kept: Cache
) -> None:
    """The password is checked here; what it opens is the business of the PDF reader's tests."""
    folder, before = taken
    plain = next(one for one in before if one.path == "a.png")
    locked = replace(plain, password="secret")  # noqa: S106
    for _ in range(2):
        after, _, count = read_evidence(folder, (locked,), jobs=1, cache=kept)
        assert (after[0].pages[0].lines[0].text, count) == ("40", 1)
    assert engine.read_widths == [40, 40]
    assert not list(kept.folder.rglob("*.json"))
    # Nor does it come from there.
    read_evidence(folder, (plain,), jobs=1, cache=kept)
    assert read_evidence(folder, (locked,), jobs=1, cache=kept)[2] == 1


def test_a_password_travels_to_the_workers() -> None:
    one = Evidence("E1", "a.pdf", "00", 1, "application/pdf", password="secret")  # noqa: S106
    assert pickle.loads(pickle.dumps(Task(Path(), one, 1))).evidence.password == "secret"  # noqa: S105, S301
    assert "secret" not in repr(one)
