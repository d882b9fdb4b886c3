"""Files that are being written: waited for, then read whole, or left out with a word."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from dossier import words
from dossier.intake import folder as intake_folder
from dossier.intake import originals, read_folder, settling
from dossier.model import Problem

Encode = Callable[..., bytes]


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same proportions, in tenths of seconds."""
    monkeypatch.setattr(settling, "YOUNG", 0.4)
    monkeypatch.setattr(settling, "REST", 0.15)
    monkeypatch.setattr(settling, "LONGEST", 0.8)
    monkeypatch.setattr(settling, "_POLL", 0.02)
    monkeypatch.setattr(settling, "_rested", {})
    monkeypatch.setattr(settling, "_given_up", {})


@pytest.fixture
def png(corner: Image.Image, encode: Encode) -> bytes:
    return encode(corner)


def aged(place: Path, seconds: float = 60) -> Path:
    then = time.time() - seconds
    os.utime(place, (then, then))
    return place


@contextmanager
def busy(work: Callable[[], None], pause: float = 0.03, times: int = 10**6) -> Iterator[None]:
    """Do something again and again meanwhile."""
    over = threading.Event()

    def go_on() -> None:
        for _ in range(times):
            work()
            if over.wait(pause):
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def elapsed(action: Callable[[], object]) -> float:
    before = time.monotonic()
    action()
    return time.monotonic() - before


def told(problems: tuple[Problem, ...]) -> dict[str, str]:
    for problem in problems:
        for language in (words.CHINESE, words.ENGLISH):
            assert problem.path in words.phrase(
                f"problem.{problem.code}", language, path=problem.path, detail="", page=None
            )
    return {problem.path: problem.code for problem in problems}


def test_a_folder_at_rest_is_read_at_once(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.png").write_bytes(png)
        aged(tmp_path / f"{number}.png")
    # A clock that was wrong when a photo was copied keeps nobody waiting.
    aged(tmp_path / "4.png", -365 * 86400)

    def forbidden(_seconds: float) -> None:
        pytest.fail("waited")

    monkeypatch.setattr(time, "sleep", forbidden)
    assert len(read_folder(tmp_path).evidence) == 5


def test_fresh_files_share_one_pause_and_are_waited_for_once(tmp_path: Path, png: bytes) -> None:
    for number in range(20):
        (tmp_path / f"{number}.png").write_bytes(png)
    assert 0.15 <= elapsed(lambda: read_folder(tmp_path)) < 0.6
    assert elapsed(lambda: read_folder(tmp_path)) < 0.15


def test_a_file_is_read_when_it_is_whole(tmp_path: Path, png: bytes) -> None:
    place = tmp_path / "订单.png"
    place.write_bytes(png[:20])
    rest = iter([png[20:60], png[60:90], png[90:]])

    def write() -> None:
        with place.open("ab") as stream:
            stream.write(next(rest))

    with busy(write, pause=0.1, times=3):
        taken = read_folder(tmp_path)
    assert place.read_bytes() == png
    assert [one.bytes for one in taken.evidence] == [len(png)]
    assert taken.problems == ()


def test_a_file_that_never_rests_is_left_out_with_a_word(tmp_path: Path, png: bytes) -> None:
    moving = tmp_path / "录屏.log"
    moving.write_bytes(b"")
    (tmp_path / "付款.png").write_bytes(png)
    with busy(lambda: moving.open("ab").write(b"x") and None):
        first = elapsed(lambda: read_folder(tmp_path))
        taken: list[object] = []
        second = elapsed(lambda: taken.append(read_folder(tmp_path)))
    assert 0.8 <= first < 1.6
    assert second < 0.3, "a command looks at its folder more than once"
    (found,) = taken
    assert isinstance(found, intake_folder.Intake)
    assert [(one.id, one.path) for one in found.evidence] == [("E1", "付款.png")]
    assert told(found.problems) == {"录屏.log": "still-written"}
    aged(moving)
    assert told(read_folder(tmp_path).problems) == {}


def test_a_long_wait_is_told_once_and_by_path(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PATIENT", 0.3)
    (tmp_path / "聊天").mkdir()
    moving = tmp_path / "聊天" / "录屏.log"
    moving.write_bytes(b"")
    (tmp_path / "付款.png").write_bytes(png)
    told: list[list[str]] = []
    with busy(lambda: moving.open("ab").write(b"x") and None):
        read_folder(tmp_path, waiting=lambda paths: told.append(list(paths)))
    assert told == [["聊天/录屏.log"]]


def test_a_server_whose_clock_is_ahead_hides_no_writing(tmp_path: Path) -> None:
    moving = tmp_path / "对话.txt"

    def write() -> None:
        with moving.open("ab") as stream:
            stream.write("订单\n".encode())
        aged(moving, -0.5)

    write()
    with busy(write):
        assert told(read_folder(tmp_path).problems) == {"对话.txt": "still-written"}
    settling._given_up.clear()
    assert read_folder(tmp_path).problems == ()


def test_a_download_that_ends_is_taken_under_its_name(tmp_path: Path, png: bytes) -> None:
    part = tmp_path / "付款.png.crdownload"
    part.write_bytes(png[:50])

    def end() -> None:
        part.write_bytes(png)
        part.rename(tmp_path / "付款.png")

    timer = threading.Timer(0.1, end)
    timer.start()
    taken = read_folder(tmp_path)
    timer.join()
    assert [one.path for one in taken.evidence] == ["付款.png"]
    assert taken.problems == ()


def test_a_file_that_goes_meanwhile_is_no_problem(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "a.png").write_bytes(png)
    (tmp_path / "b.png").write_bytes(png)
    timer = threading.Timer(0.05, (tmp_path / "a.png").unlink)
    timer.start()
    taken = read_folder(tmp_path)
    timer.join()
    assert [(one.id, one.path) for one in taken.evidence] == [("E1", "b.png")]
    assert taken.problems == ()


@pytest.fixture
def meddling(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Something happens just after the bytes of the next file were read."""

    def set_up(action: Callable[[], object]) -> None:
        real, pending = originals.contents, [action]

        def contents(stream: object, most: int) -> bytes:
            data = real(stream, most)  # type: ignore[arg-type]
            if pending:
                pending.pop()()
            return data

        monkeypatch.setattr(originals, "contents", contents)

    return set_up


@pytest.mark.parametrize("how", ["append", "replace", "rewrite"])
def test_what_changes_while_it_is_read_is_read_anew(
    tmp_path: Path, png: bytes, encode: Encode, meddling: Callable[[Callable[[], object]], None], how: str
) -> None:
    place = aged(tmp_path / "a.png") if (tmp_path / "a.png").write_bytes(png) else tmp_path
    other = encode(Image.new("RGB", (60, 40), "green"))

    def meddle() -> None:
        if how == "append":
            place.open("ab").write(b"\0")
        elif how == "replace":
            (tmp_path / ".new").write_bytes(other)
            (tmp_path / ".new").replace(place)
            aged(place)
        else:
            place.write_bytes(bytes(len(png)))
            place.write_bytes(png[:-1] + b"\0")
            aged(place, 59)

    meddling(meddle)
    taken = read_folder(tmp_path)
    assert [one.bytes for one in taken.evidence] == [place.stat().st_size]
    assert {problem.code for problem in taken.problems} <= {"picture-truncated", "picture-broken"}
    if how == "replace":
        assert taken.problems == ()
        assert place.read_bytes() == other


def test_a_file_that_changes_at_every_reading_is_left_out(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.png"
    place.write_bytes(png)
    aged(place)
    real = originals.contents
    ages = iter(range(100, 200))

    def contents(stream: object, most: int) -> bytes:
        data = real(stream, most)  # type: ignore[arg-type]
        aged(place, next(ages))
        return data

    monkeypatch.setattr(originals, "contents", contents)
    taken = read_folder(tmp_path)
    assert taken.evidence == ()
    assert told(taken.problems) == {"a.png": "still-written"}


@pytest.mark.parametrize(
    "name",
    [
        "付款.png.crdownload",
        "付款.png.PART",
        "账单.xlsx.partial",
        "~$账单.xlsx",
        "录屏.mp4.download",
        "付款.png.download/付款.png",
        "wx_7f3a.tmp",
        "对话.zip.td",
        "对话.zip.xltd",
        "对话.zip.aria2",
    ],
)
@pytest.mark.parametrize("content", [b"", b"\1\2\3half of something"])
def test_an_unfinished_file_is_told_as_one(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    aged(tmp_path / name)
    taken = read_folder(tmp_path)
    assert told(taken.problems) == {name: "unfinished"}
    assert taken.evidence == ()


@pytest.mark.parametrize("name", ["付款.png.crdownload", "付款.png"])
def test_half_a_picture_under_its_own_name_stays_listed(tmp_path: Path, png: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(png[: len(png) // 2])
    aged(tmp_path / name)
    taken = read_folder(tmp_path)
    assert [one.path for one in taken.evidence] == ([name] if name.endswith(".png") else [])
    assert name in told(taken.problems)


def test_a_whole_picture_is_taken_whatever_its_name(tmp_path: Path, png: bytes) -> None:
    for name in ("付款.png.tmp", "订单.png"):
        (tmp_path / name).write_bytes(png)
        aged(tmp_path / name)
    taken = read_folder(tmp_path)
    assert [(one.path, len(one.pages)) for one in taken.evidence] == [("付款.png.tmp", 1), ("订单.png", 1)]
    assert told(taken.problems) == {"付款.png.tmp": "unfinished-name"}


@pytest.mark.parametrize("name", ["partial.png", "part/a.png", "tmp/1.png", "~付款.png", "a.parts.png"])
def test_ordinary_names_are_not_suspected(tmp_path: Path, png: bytes, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(png)
    aged(tmp_path / name)
    assert read_folder(tmp_path).problems == ()
