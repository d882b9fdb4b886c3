"""A folder as people keep them: everything is taken in or told, and nothing is touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dossier import words
from dossier.intake import OriginalChanged, Unreadable, original, originals, picture, read_folder
from dossier.model import Evidence, Problem

Encode = Callable[..., bytes]

posix = pytest.mark.usefixtures("posix_only")


@pytest.fixture
def posix_only() -> None:
    """Names, links and pipes of this kind exist only there; elsewhere there is nothing to guard."""
    assert sys.platform != "win32", "run the suite on POSIX to cover links and pipes"


@pytest.fixture
def png(corner: Image.Image, encode: Encode) -> bytes:
    return encode(corner)


def codes(problems: tuple[Problem, ...]) -> dict[str, str]:
    """Path and code of each problem, after making sure that both languages have words for it."""
    for problem in problems:
        for language in (words.CHINESE, words.ENGLISH):
            told = words.phrase(
                f"problem.{problem.code}",
                language,
                path=problem.path,
                detail=problem.detail,
                page=problem.page,
            )
            assert problem.path in told
            assert "\n" not in told.replace(problem.path, "")
    return {problem.path: problem.code for problem in problems}


def test_files_are_numbered_by_path_in_every_locale(tmp_path: Path, png: bytes) -> None:
    for name in ("b.png", "B.png", "a/2.png", "a-1.png", "付款.png", "a/10.png", "é.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png)
    taken = read_folder(tmp_path)
    paths = [one.path for one in taken.evidence]
    assert paths == ["B.png", "a-1.png", "a/10.png", "a/2.png", "b.png", "é.png", "付款.png"]
    assert [one.id for one in taken.evidence] == [f"E{number}" for number in range(1, 8)]
    assert taken.problems == ()


def test_hash_and_length_are_of_the_bytes_on_disk(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "Screenshot_20240513_001512.png").write_bytes(png)
    one = read_folder(tmp_path).evidence[0]
    assert one.sha256 == hashlib.sha256(png).hexdigest()
    assert one.bytes == len(png)
    assert one.media == "image/png"
    assert one.captured == "2024-05-13T00:15:12"
    assert one.engine == ""


def test_what_is_not_evidence_is_silently_passed_over(tmp_path: Path, png: bytes) -> None:
    for name in (
        ".DS_Store",
        ".git/x.png",
        "Thumbs.db",
        "__MACOSX/付款.png",
        "desktop.ini",
        "case.yaml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png)
    assert read_folder(tmp_path) == read_folder(shutil.copytree(tmp_path, tmp_path / "empty" / ".x"))
    assert read_folder(tmp_path).evidence == ()
    assert read_folder(tmp_path).problems == ()


def test_our_own_files_count_only_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "case.yaml").write_text("a: 1")
    assert codes(read_folder(tmp_path).problems) == {"sub/case.yaml": "unknown-format"}


def test_every_bad_file_is_told_and_the_good_one_is_read(
    tmp_path: Path, png: bytes, encode: Encode, document: Callable[..., bytes]
) -> None:
    noise = encode(Image.effect_noise((90, 90), 90), "JPEG")
    files = {
        "good.png": png,
        "empty.png": b"",
        "half.jpg": noise[: len(noise) // 2],
        "text.png": "我不是图片".encode(),
        "table.xlsx": b"PK\x03\x04" + bytes(100),
        "bill.csv": "交易时间,交易对方,金额\n".encode(),
        "all.zip": b"PK\x03\x04" + bytes(100),
        "film.mp4": b"\0\0\0\x20ftypisom" + bytes(100),
        "photo.heic": b"\0\0\0\x20ftypheic" + bytes(100),
        "text.heic": "我不是照片".encode(),
        "scan.tiff": b"II*\0" + bytes(100),
        "invoice.ofd": b"PK\x03\x04" + bytes(100),
        "fake.pdf": b"hello",
        "locked.pdf": document(lambda canvas: canvas.drawString(9, 9, "x"), encrypt="secret"),
        "broken.pdf": b"%PDF-1.7 and no more",
        "noise.txt": bytes(range(1, 256)),
        "noname": b"hello",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    taken = read_folder(tmp_path)
    assert codes(taken.problems) == {
        "empty.png": "empty",
        "half.jpg": "picture-truncated",
        "text.png": "not-a-picture",
        "table.xlsx": "unknown-format",
        "bill.csv": "bill-empty",
        "all.zip": "archive",
        "film.mp4": "recording-broken",
        "photo.heic": "picture-truncated",
        "text.heic": "not-a-picture",
        "scan.tiff": "picture-broken",
        "invoice.ofd": "ofd",
        "fake.pdf": "pdf-broken",
        "locked.pdf": "pdf-encrypted",
        "broken.pdf": "pdf-broken",
        "noise.txt": "text-encoding",
        "noname": "unknown-format",
    }
    read = {one.path: one for one in taken.evidence}
    assert read["good.png"].pages[0].width == 60
    # Files of a known format stay listed with their hash, but nothing of them is used.
    for name in ("half.jpg", "locked.pdf", "broken.pdf", "noise.txt"):
        assert read[name].pages == ()
        assert read[name].sha256 == hashlib.sha256(files[name]).hexdigest()
        assert [problem.code for problem in read[name].problems] == [codes(taken.problems)[name]]
    assert set(read) == {
        "good.png",
        "half.jpg",
        "film.mp4",
        "photo.heic",
        "scan.tiff",
        "bill.csv",
        "locked.pdf",
        "broken.pdf",
        "noise.txt",
    }


@posix
def test_odd_names_work(tmp_path: Path, png: bytes) -> None:
    names = ["a\nb.png", "“引号”'\".png", "😀 付款.png", " 前导空格.png", "back\\slash.png", "-rf.png"]
    for name in names:
        (tmp_path / name).write_bytes(png)
    taken = read_folder(tmp_path)
    assert sorted(one.path for one in taken.evidence) == sorted(names)
    assert all(picture(tmp_path, one, 1).size == (60, 40) for one in taken.evidence)


@posix
def test_a_name_that_is_no_text_is_told_in_text(tmp_path: Path, png: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + "/付款.png".encode("gbk"))).write_bytes(png)
    taken = read_folder(tmp_path)
    assert taken.evidence == ()
    assert [problem.code for problem in taken.problems] == ["name-unreadable"]
    taken.problems[0].path.encode()


@posix
def test_links_inside_add_nothing_twice_and_links_outside_are_told(tmp_path: Path, png: bytes) -> None:
    folder, elsewhere = tmp_path / "evidence", tmp_path / "elsewhere"
    for place in (folder / "sub", folder / ".store", elsewhere):
        place.mkdir(parents=True)
    (folder / "a.png").write_bytes(png)
    (folder / ".store" / "kept.png").write_bytes(png)
    (elsewhere / "secret.png").write_bytes(png)
    (folder / "again.png").symlink_to("a.png")
    (folder / "kept.png").symlink_to(".store/kept.png")
    (folder / "sub" / "loop").symlink_to("..")
    (folder / "self").symlink_to("self")
    (folder / "out.png").symlink_to(elsewhere / "secret.png")
    (folder / "out").symlink_to(elsewhere)
    (folder / "gone.png").symlink_to("nowhere.png")
    taken = read_folder(folder)
    assert [one.path for one in taken.evidence] == ["a.png", "kept.png"]
    assert codes(taken.problems) == {
        "out.png": "link-outside",
        "out": "link-outside",
        "gone.png": "link-broken",
        "self": "link-broken",
    }
    assert picture(folder, taken.evidence[1], 1).size == (60, 40)


@posix
def test_a_pipe_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert codes(read_folder(tmp_path).problems) == {"pipe.png": "special-file"}
    with pytest.raises(Unreadable) as refused, originals.opened(tmp_path / "pipe.png"):
        pass
    assert refused.value.code == "special-file"


def test_no_permission_costs_one_file_and_one_folder(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    for name in ("a.png", "b.png", "shut/c.png"):
        (tmp_path / name).write_bytes(png)
    really_open, really_scan = os.open, os.scandir

    def refusing_open(path: Path, flags: int, *rest: int) -> int:
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC), "originals are read-only"
        if Path(path).name == "a.png":
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags, *rest)

    def refusing_scan(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    monkeypatch.setattr("dossier.intake.originals.os.open", refusing_open)
    monkeypatch.setattr("dossier.intake.walk.os.scandir", refusing_scan)
    taken = read_folder(tmp_path)
    assert [one.path for one in taken.evidence] == ["b.png"]
    assert codes(taken.problems) == {"a.png": "file-unreadable", "shut": "folder-unreadable"}


def test_a_large_file_is_hashed_but_not_held(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "MAX_BYTES", 5000)
    big = png + bytes(5000)
    (tmp_path / "big.png").write_bytes(big)
    one = read_folder(tmp_path).evidence[0]
    assert (one.sha256, one.bytes, one.pages) == (hashlib.sha256(big).hexdigest(), len(big), ())
    assert codes(one.problems) == {"big.png": "too-large"}


def test_an_empty_folder_has_nothing_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    assert read_folder(tmp_path).evidence == ()
    with pytest.raises(FileNotFoundError):
        read_folder(tmp_path / "gone")
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        read_folder(tmp_path / "file")


def test_nothing_in_the_folder_changes(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "a.png").write_bytes(png)
    (tmp_path / "b.txt").write_text("我：取消\n客服：好")

    def state() -> list[tuple[str, int, int, int]]:
        return [
            (str(p), p.stat().st_mtime_ns, p.stat().st_size, p.stat().st_mode) for p in tmp_path.rglob("*")
        ]

    before = state()
    for one in read_folder(tmp_path).evidence[:1]:
        picture(tmp_path, one, 1)
    assert state() == before


def test_a_changed_original_is_never_shown(tmp_path: Path, png: bytes, encode: Encode) -> None:
    place = tmp_path / "a.png"
    place.write_bytes(png)
    one = read_folder(tmp_path).evidence[0]
    assert original(tmp_path, one) == png
    place.write_bytes(encode(Image.new("RGB", (60, 40))))
    with pytest.raises(OriginalChanged):
        picture(tmp_path, one, 1)
    place.unlink()
    with pytest.raises(OriginalChanged):
        picture(tmp_path, one, 1)


def test_a_path_that_leads_out_is_never_opened(tmp_path: Path, png: bytes) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "secret.png").write_bytes(png)
    stranger = Evidence("E1", "../secret.png", hashlib.sha256(png).hexdigest(), len(png), "image/png")
    with pytest.raises(OriginalChanged):
        picture(tmp_path / "evidence", stranger, 1)


def test_pages_of_pdf_and_text(tmp_path: Path, document: Callable[..., bytes]) -> None:
    (tmp_path / "a.pdf").write_bytes(
        document(lambda canvas: canvas.drawString(20, 90, "退款规则：五分钟内可取消"))
    )
    (tmp_path / "b.txt").write_text("我：取消\n客服：好", encoding="utf-8")
    rule, chat = read_folder(tmp_path).evidence
    assert (rule.media, rule.engine, rule.pages[0].lines[0].text) == (
        "application/pdf",
        "pdf-text",
        "退款规则：五分钟内可取消",
    )
    assert picture(tmp_path, rule, 1).size == (rule.pages[0].width, rule.pages[0].height)
    assert (chat.media, chat.engine, len(chat.pages[0].messages)) == ("text/plain", "text", 2)
    for page, wrong in ((1, chat), (2, rule)):
        with pytest.raises(Unreadable):
            picture(tmp_path, replace(wrong), page)
