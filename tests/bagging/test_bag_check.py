"""What is not as the bag lists it is named, and nothing that is."""

from __future__ import annotations

import random
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from bags import case, content, sha256

from dossier import bagging, seal, words
from dossier.bagging import tags

FILES = {
    "订单.png": b"\x89PNG" + bytes(range(256)),
    "聊天.txt": "请取消".encode(),
    "空.dat": b"",
    "50%.txt": b"%",
}
SAME_TO_OTHERS = "tagmanifest-sha256.txt"
"""bagit.py takes A and a for the same digit, and asks nobody for a line that is not there."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and links")


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    place = case(tmp_path, FILES)
    place.write()
    return place.bag


def found(bag: Path) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in bagging.check(bag)}


def is_valid(bag: Path) -> bool:
    try:
        return bool(bagit.Bag(str(bag)).is_valid())
    except (bagit.BagError, UnicodeError):
        return False


def test_an_untouched_bag_is_whole_anywhere(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "别处" / "档案 1"
    moved.parent.mkdir()
    shutil.copytree(bag, moved, copy_function=shutil.copyfile)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(moved)
    assert bagging.check(moved) == ()
    assert bagging.check(Path()) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda b: (b / "data/originals/订单.png").write_bytes(FILES["订单.png"][::-1]),
         {("bag-changed", "data/originals/订单.png")}),
        (lambda b: (b / "data/originals/空.dat").write_bytes(b"\n"),
         {("bag-changed", "data/originals/空.dat"), ("bag-oxum", "bag-info.txt")}),
        (lambda b: (b / "data/packet/packet-12315.pdf").unlink(),
         {("bag-missing", "data/packet/packet-12315.pdf"), ("bag-oxum", "bag-info.txt")}),
        (lambda b: (b / "data/originals/新.png").write_bytes(b"1"),
         {("bag-added", "data/originals/新.png"), ("bag-oxum", "bag-info.txt")}),
        (lambda b: (b / "data/originals/50%.txt").rename(b / "data/originals/50%25.txt"),
         {("bag-missing", "data/originals/50%.txt"), ("bag-added", "data/originals/50%25.txt")}),
        (lambda b: (b / "note.txt").write_bytes(b"1"), {("bag-added", "note.txt")}),
        (lambda b: (b / "bagit.txt").write_bytes(b"\xef\xbb\xbf" + tags.DECLARED),
         {("bag-declaration", "bagit.txt"), ("bag-tag", "bagit.txt")}),
        (lambda b: (b / "bagit.txt").unlink(), {("bag-missing", "bagit.txt")}),
        (lambda b: (b / "bag-info.txt").unlink(), {("bag-missing", "bag-info.txt")}),
        (lambda b: (b / "manifest-sha256.txt").unlink(), {("bag-missing", "manifest-sha256.txt")}),
        (lambda b: (b / "tagmanifest-sha256.txt").unlink(), {("bag-missing", "tagmanifest-sha256.txt")}),
        (lambda b: (b / "tagmanifest-sha256.txt").write_bytes(b""), {("bag-list", "tagmanifest-sha256.txt")}),
        (lambda b: (b / "manifest-sha256.txt").write_bytes(b"x\n"),
         {("bag-list", "manifest-sha256.txt"), ("bag-tag", "manifest-sha256.txt")}),
        (lambda b: (b / ".DS_Store").write_bytes(b"1"), set()),
    ],
)  # fmt: skip
def test_each_difference_is_named(
    bag: Path, change: Callable[[Path], object], expected: set[tuple[str, str]]
) -> None:
    change(bag)
    assert found(bag) == expected


def test_an_edited_list_that_was_hashed_anew_contradicts_the_count(bag: Path) -> None:
    """A forger who forgets one of the three places is found out."""
    (bag / "data/originals/聊天.txt").write_bytes("不取消了".encode())
    data = (bag / tags.MANIFEST).read_bytes()
    data = data.replace(sha256(FILES["聊天.txt"]).encode(), sha256("不取消了".encode()).encode())
    (bag / tags.MANIFEST).write_bytes(data)
    assert found(bag) == {("bag-tag", tags.MANIFEST), ("bag-oxum", tags.INFO)}
    made = {name: sha256((bag / name).read_bytes()) for name in tags.TAGS if name != tags.TAG_MANIFEST}
    (bag / tags.TAG_MANIFEST).write_bytes(tags.manifest(made))
    assert found(bag) == {("bag-oxum", tags.INFO)}


def test_every_flipped_bit_is_found_and_by_others_too(tmp_path: Path) -> None:
    chance = random.Random(8493)  # noqa: S311 - any places will do, the same each time
    place = without_percent(tmp_path)
    whole = content(place)
    names = [name for name, data in sorted(whole.items()) if data]
    assert is_valid(place)
    for _ in range(300):
        name = chance.choice(names)
        data = bytearray(whole[name])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (place / name).write_bytes(data)
        assert name in {path for _, path in found(place)} or name in tags.TAGS, name
        assert found(place), name
        if name != SAME_TO_OTHERS:
            assert not is_valid(place), name
        (place / name).write_bytes(whole[name])
    assert found(place) == set()


def without_percent(folder: Path) -> Path:
    """A bag that bagit.py can read too: it does not know %25 (its issue 157)."""
    (folder / "plain").mkdir()
    place = case(folder / "plain", {name: data for name, data in FILES.items() if "%" not in name})
    place.write()
    return place.bag


def test_cut_and_lengthened_files_are_found(bag: Path) -> None:
    for name, data in content(bag).items():
        for other in {data[:-1], data + b"\0", data + b"\n", b""} - {data}:
            (bag / name).write_bytes(other)
            assert found(bag), (name, other)
        (bag / name).write_bytes(data)
    assert found(bag) == set()


def test_two_files_in_each_others_place_are_found(bag: Path) -> None:
    one, two = bag / "data/originals/订单.png", bag / "data/originals/聊天.txt"
    a, b = one.read_bytes(), two.read_bytes()
    one.write_bytes(b)
    two.write_bytes(a)
    assert found(bag) == {
        ("bag-changed", "data/originals/订单.png"),
        ("bag-changed", "data/originals/聊天.txt"),
    }


@posix
def test_a_link_is_no_file_even_to_the_same_content(bag: Path, tmp_path: Path) -> None:
    victim = bag / "data/originals/订单.png"
    victim.rename(tmp_path / "订单.png")
    victim.symlink_to(tmp_path / "订单.png")
    assert ("bag-changed", "data/originals/订单.png") in found(bag)
    victim.unlink()
    (tmp_path / "订单.png").rename(victim)
    shutil.move(bag / "data/packet", tmp_path / "packet")
    (bag / "data/packet").symlink_to(tmp_path / "packet")
    assert {("bag-added", "data/packet"), ("bag-missing", "data/packet/manifest.json")} <= found(bag)


def test_what_cannot_be_read_is_not_unchanged(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(file: Path) -> str:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(seal, "file_sha256", closed)
    assert ("bag-changed", "data/originals/订单.png") in found(bag)


@posix
def test_a_name_in_another_form_of_unicode_is_the_same_file(tmp_path: Path) -> None:
    """As after a stay on HFS+."""
    name = unicodedata.normalize("NFC", "é订单.png")
    place = case(tmp_path, {name: b"1"})
    place.write()
    held = place.bag / "data/originals"
    (held / name).rename(held / unicodedata.normalize("NFD", name))
    assert found(place.bag) == set()
    assert is_valid(place.bag)
    (held / unicodedata.normalize("NFD", name)).write_bytes(b"2")
    assert found(place.bag) == {("bag-changed", f"data/originals/{name}")}


@pytest.mark.parametrize(
    "text",
    [
        "0" * 64 + " data/a\n",
        "0" * 63 + "  data/a\n",
        "A" * 64 + "  data/a\n",
        "0" * 64 + "  data/a",
        "0" * 64 + "  data/a\r\n",
        "0" * 64 + "  data/%41\n",
        "0" * 64 + "  data/50%\n",
        "0" * 64 + "  data/%0a\n",
        "0" * 64 + "  data/a\n" + "0" * 64 + "  data/a\n",
        "0" * 64 + "  data/b\n" + "0" * 64 + "  data/a\n",
        "\ufeff" + "0" * 64 + "  data/a\n",
        "\n",
    ],
)
def test_a_list_is_ours_or_broken(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        tags.read_manifest(text.encode())


def test_bytes_that_are_no_text_are_a_broken_list() -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        tags.read_manifest(b"0" * 64 + b"  data/\xff\n")


def test_every_difference_has_its_words() -> None:
    codes = {"changed", "missing", "added", "tag", "list", "declaration", "oxum"}
    for lang in ("zh", "en"):
        assert {key for key in words.keys(lang) if key.startswith("verify.bag-")} == {
            f"verify.bag-{code}" for code in codes
        }
        assert "data/x" in words.phrase("verify.bag-oxum", lang, path="data/x", detail="")
