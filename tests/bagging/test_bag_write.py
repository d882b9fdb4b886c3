"""A bag holds every file of the case byte for byte, and any BagIt program finds it whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from bags import PACKET, Place, case, content, sha256, sums

from dossier import __version__, bagging
from dossier.errors import DossierError, NotWritten
from dossier.staging import Stage

PLAIN = {
    "订单.png": b"\x89PNG order",
    "聊天/第一天/聊天.txt": "请取消".encode(),
    "账单.zip": b"PK\x03\x04 locked",
    "空.dat": b"",
    "堃喆的截图😀.png": b"\x89PNG emoji",
    "case.yaml": b"# mine\n",
    "journal.jsonl": b'{"sequence":1}\n',
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and links")


@pytest.fixture(autouse=True)
def no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return case(tmp_path, PLAIN)


def is_valid(bag: Path) -> bool:
    return bool(bagit.Bag(str(bag)).is_valid())


def test_a_bag_holds_everything_byte_for_byte(place: Place) -> None:
    told = place.write()
    assert not told.fresh
    assert told.left_out == ()
    held = content(place.bag / "data")
    assert {
        name.removeprefix("originals/"): data for name, data in held.items() if "originals/" in name
    } == PLAIN
    packet = PACKET | {"manifest.json": (place.out / "manifest.json").read_bytes()}
    assert {name.removeprefix("packet/"): data for name, data in held.items() if "packet/" in name} == packet
    assert {path.name for path in place.bag.iterdir()} == {
        "data", "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    }  # fmt: skip


def test_the_lists_are_true_by_another_program_and_by_hand(place: Place) -> None:
    place.write()
    assert is_valid(place.bag)
    held = content(place.bag)
    payload = {name: sha256(data) for name, data in held.items() if name.startswith("data/")}
    assert sums(place.bag, "manifest-sha256.txt") == payload
    tags = {name: sha256(data) for name, data in held.items() if "/" not in name}
    assert sums(place.bag, "tagmanifest-sha256.txt") == {
        name: digest for name, digest in tags.items() if not name.startswith("tagmanifest")
    }
    assert bagging.check(place.bag) == ()


def test_what_the_bag_says_of_itself(place: Place) -> None:
    place.write()
    assert (place.bag / "bagit.txt").read_bytes() == (
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    payload = [data for name, data in content(place.bag).items() if name.startswith("data/")]
    seal = json.loads((place.out / "manifest.json").read_bytes())["seal"]
    assert (place.bag / "bag-info.txt").read_text(encoding="utf-8") == (
        f"Bag-Software-Agent: dossier {__version__}\n"
        f"External-Identifier: {seal}\n"
        f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}\n"
    )


@pytest.mark.parametrize(
    ("epoch", "line"),
    [
        ("1715500930", "Bagging-Date: 2024-05-12\n"),
        ("1715558399", "Bagging-Date: 2024-05-12\n"),  # the last second of the day in UTC, in any zone
        ("yesterday", ""),
        ("9" * 30, ""),
        ("", ""),
    ],
)
def test_the_date_is_told_from_outside_or_not_at_all(
    place: Place, monkeypatch: pytest.MonkeyPatch, epoch: str, line: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    place.write()
    info = (place.bag / "bag-info.txt").read_text(encoding="utf-8")
    assert [told + "\n" for told in info.splitlines() if "Date" in told] == [line] * bool(line)
    assert is_valid(place.bag)


def test_two_bags_of_the_same_are_the_same_bytes(tmp_path: Path) -> None:
    bags = []
    for number, names in enumerate((PLAIN, dict(reversed(PLAIN.items())))):
        (tmp_path / str(number)).mkdir()
        made = case(tmp_path / str(number), names)
        for age, path in enumerate(made.evidence.rglob("*")):
            os.utime(path, (age, age + number))
        made.write()
        bags.append(content(made.bag))
    assert bags[0] == bags[1]


def test_an_up_to_date_bag_is_left_alone(place: Place) -> None:
    place.write()
    before = place.bag.stat().st_ino, {path: path.stat().st_mtime_ns for path in place.bag.rglob("*")}
    assert place.write().fresh
    assert (
        place.bag.stat().st_ino,
        {path: path.stat().st_mtime_ns for path in place.bag.rglob("*")},
    ) == before


@pytest.mark.parametrize(
    "victim", ["data/originals/订单.png", "bagit.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt"]
)
def test_what_is_missing_from_a_bag_is_made_again(place: Place, victim: str) -> None:
    place.write()
    whole = content(place.bag)
    (place.bag / victim).unlink()
    if victim == "manifest-sha256.txt":  # then nobody knows what belongs there
        with pytest.raises(DossierError):
            place.write()
        return
    assert not place.write().fresh
    assert content(place.bag) == whole


@pytest.mark.parametrize("victim", ["data/originals/case.yaml", "data/packet/manifest.json", "bagit.txt"])
def test_what_was_changed_in_a_bag_is_somebodys_work(place: Place, victim: str) -> None:
    place.write()
    (place.bag / victim).write_bytes(b"mine")
    with pytest.raises(DossierError) as caught:
        place.write()
    assert caught.value.code == "bag-altered"
    assert victim in caught.value.told("zh")
    assert (place.bag / victim).read_bytes() == b"mine"


def test_what_an_archivist_adds_to_the_description_is_not_lost(place: Place) -> None:
    place.write()
    info = place.bag / "bag-info.txt"
    info.write_bytes(info.read_bytes() + b"Contact-Name: some archive\n")
    bagit.Bag(str(place.bag)).save()
    assert is_valid(place.bag)
    with pytest.raises(DossierError):
        place.write()
    assert b"some archive" in info.read_bytes()


def test_the_bag_follows_the_case(place: Place) -> None:
    place.write()
    (place.evidence / "新.png").write_bytes(b"\x89PNG new")
    (place.evidence / "journal.jsonl").write_bytes(b'{"sequence":1}\n{"sequence":2}\n')
    (place.evidence / "case.yaml").write_bytes(b"# changed\n")
    place.seal()
    assert not place.write().fresh
    assert (place.bag / "data/originals/新.png").read_bytes() == b"\x89PNG new"
    assert (place.bag / "data/originals/case.yaml").read_bytes() == b"# changed\n"
    assert is_valid(place.bag)


# Names


HOSTILE = {
    "退款50%.png": b"1",
    "%25.png": b"2",
    "%0A.png": b"3",
    "a  b.png": b"4",
    " 前.png": b"5",
    "*星.png": b"6",
    "~.png": b"7",
    "-rf.png": b"8",
    "# 注.png": b"9",
    "é.png": b"NFC",
    unicodedata.normalize("NFD", "ü.png"): b"NFD",
    "😀.png": b"10",
    "㐀𠮷.png": b"11",
    "dir./x.png": b"12",
    "CON.png": b"13",
    "back\\slash.png": b"14",
    "new\nline.png": b"15",
    "car\rriage.png": b"16",
    "a\r\nb\n.png": b"17",
}


@pytest.fixture
def as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """bagit.py knows not yet that RFC 8493 writes % as %25 (its issue 157): it is taught here."""
    monkeypatch.setattr(bagit, "_decode_filename", lambda text: unquote(text, errors="strict"))


@posix
@pytest.mark.usefixtures("as_told")
def test_names_are_kept_as_they_are(tmp_path: Path) -> None:
    place = case(tmp_path, HOSTILE)
    told = place.write()
    held = content(place.bag / "data" / "originals")
    assert held == HOSTILE
    assert is_valid(place.bag)
    assert sums(place.bag, "manifest-sha256.txt").keys() == {
        f"data/{name}" for name in content(place.bag / "data")
    }
    assert bagging.check(place.bag) == ()
    fine = {"a  b.png", "~.png", "-rf.png", "# 注.png", "é.png", "😀.png", "㐀𠮷.png"}
    fine.add(unicodedata.normalize("NFD", "ü.png"))
    assert set(told.awkward) == HOSTILE.keys() - fine


@posix
def test_only_percent_and_line_ends_are_written_otherwise(tmp_path: Path) -> None:
    place = case(tmp_path, {"50%\r\n 堃+#.png": b""})
    place.write()
    lines = (place.bag / "manifest-sha256.txt").read_bytes().decode().split("\n")
    assert lines[0].endswith("  data/originals/50%25%0D%0A 堃+#.png")


@posix
@pytest.mark.parametrize("name", ["后 .png ", "b\u2028c.png", "d\x85e.png", "f\x1cg.png"])
def test_names_at_which_other_readers_stumble_are_told(tmp_path: Path, name: str) -> None:
    place = case(tmp_path, {name: b"x", "好.png": b"y"})
    (place.evidence / name).rename(place.evidence / name)
    place.seal()
    assert name in place.write().awkward
    assert sums(place.bag, "manifest-sha256.txt")[f"data/originals/{name}"] == sha256(b"x")
    assert bagging.check(place.bag) == ()


@posix
def test_names_that_another_system_takes_for_one_are_told(tmp_path: Path) -> None:
    composed, apart = (unicodedata.normalize(form, "é.png") for form in ("NFC", "NFD"))
    place = case(tmp_path, {composed: b"1", apart: b"2", "A.png": b"3", "a.png": b"4", "b.png": b"5"})
    assert set(place.write().awkward) == {composed, apart, "A.png", "a.png"}
    assert bagging.check(place.bag) == ()


# What goes in, and what does not


@posix
def test_links_and_what_cannot_be_read_stay_out_and_are_told(tmp_path: Path) -> None:
    place = case(tmp_path, {"a.png": b"a", ".store/b.png": b"b", "c.dat": b"c"})
    (tmp_path / "secret.txt").write_text("mine", encoding="utf-8")
    (place.evidence / "外.txt").symlink_to(tmp_path / "secret.txt")
    (place.evidence / "case.yaml").symlink_to(tmp_path / "secret.txt")
    (place.evidence / "内.png").symlink_to(".store/b.png")
    os.mkfifo(place.evidence / "管道")
    place = replace(place, unseen=frozenset({".store/b.png"}))
    place.seal()
    told = place.write()
    assert content(place.bag / "data/originals") == {"a.png": b"a", "内.png": b"b", "c.dat": b"c"}
    assert set(told.left_out) == {"外.txt", "case.yaml", "管道"}
    assert not any(path.is_symlink() for path in place.bag.rglob("*"))


def test_an_original_with_a_hidden_name_is_found_by_its_content(place: Place) -> None:
    place = replace(place, masked=frozenset({"订单.png"}))
    place.seal()
    place.write()
    assert (place.bag / "data/originals/订单.png").read_bytes() == PLAIN["订单.png"]
    (place.evidence / "订单.png").write_bytes(b"other")
    for _ in range(2):
        with pytest.raises(NotWritten) as caught:
            place.write()
        assert caught.value.code == "bag-source-changed"
        shutil.rmtree(place.bag, ignore_errors=True)


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_that_is_not_what_was_sealed_stops_it(place: Place, change: str) -> None:
    victim = place.evidence / "订单.png"
    victim.write_bytes(b"other") if change == "changed" else victim.unlink()
    with pytest.raises(NotWritten) as caught:
        place.write()
    assert caught.value.code == "bag-source-changed"
    assert "订单.png" in caught.value.told("zh")
    assert sorted(path.name for path in place.out.parent.iterdir()) == ["evidence", "out"]


def test_a_file_that_changes_while_it_is_copied_stops_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Stage.copy

    def late(self: Stage, name: str, source: object) -> object:
        if name.endswith("订单.png"):
            (place.evidence / "订单.png").write_bytes(b"\x89PNG OTHER")
        return real(self, name, source)  # type: ignore[arg-type]

    monkeypatch.setattr(Stage, "copy", late)
    with pytest.raises(NotWritten) as caught:
        place.write()
    assert caught.value.code == "bag-source-changed"
    assert not place.bag.exists()


def test_a_signed_copy_beside_the_packet_goes_in_and_a_changed_packet_does_not(place: Place) -> None:
    (place.out / "packet-12315-signed.pdf").write_bytes(PACKET["packet-12315.pdf"] + b"(signature)")
    place.write()
    assert (place.bag / "data/packet/packet-12315-signed.pdf").read_bytes().endswith(b"(signature)")
    (place.out / "packet-12315.pdf").write_bytes(b"%PDF-1.7\nother")
    with pytest.raises(NotWritten) as caught:
        place.write()
    assert "packet-12315.pdf" in caught.value.told("en")


def test_a_bag_that_holds_more_is_not_replaced(place: Place) -> None:
    """It may be the last to hold an original that was deleted or changed by mistake."""
    place.write()
    before = content(place.bag)
    (place.evidence / "订单.png").write_bytes(b"\x89PNG edited")
    place.seal()
    with pytest.raises(NotWritten) as caught:
        place.write()
    assert caught.value.code == "bag-holds-more"
    assert content(place.bag) == before


def test_a_renamed_original_is_no_loss(place: Place) -> None:
    place.write()
    (place.evidence / "订单.png").rename(place.evidence / "订单页.png")
    place.seal()
    place.write()
    assert (place.bag / "data/originals/订单页.png").exists()
    assert not (place.bag / "data/originals/订单.png").exists()


# Where it lies


def test_a_bag_never_lies_in_the_evidence_nor_around_it(tmp_path: Path) -> None:
    for evidence in (tmp_path / "x-bag", tmp_path / "x-bag" / "below", tmp_path / "x-bag" / "a" / "b"):
        evidence.mkdir(parents=True, exist_ok=True)
        with pytest.raises(DossierError) as caught:
            bagging.target(evidence, tmp_path / "x")
        assert caught.value.code == "inside-evidence"
    assert bagging.target(tmp_path / "x-bag", tmp_path / "y") == tmp_path / "y-bag"


def test_a_folder_knows_whether_it_lies_in_a_bag(place: Place) -> None:
    place.write()
    assert bagging.is_bag(place.bag)
    assert bagging.is_inside(place.bag / bagging.ORIGINALS)
    assert bagging.is_inside(place.bag / bagging.PACKET / "share")
    assert not bagging.is_bag(place.out)
    assert not any(map(bagging.is_inside, (place.bag, place.out, place.evidence)))


def test_only_a_bag_of_ours_is_replaced(place: Place) -> None:
    place.bag.mkdir()
    (place.bag / "信.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        place.write()
    assert caught.value.code == "not-ours"
    assert content(place.bag) == {"信.txt": b"mine"}


def test_a_bag_of_another_program_is_left_alone(place: Place) -> None:
    place.bag.mkdir()
    (place.bag / "a.txt").write_text("mine", encoding="utf-8")
    bagit.make_bag(str(place.bag), checksums=["sha256"])
    before = content(place.bag)
    with pytest.raises(DossierError):
        place.write()
    assert content(place.bag) == before


@pytest.mark.parametrize("where", ["note.txt", "data/note.txt", "data/originals/note.txt"])
def test_a_note_put_into_the_bag_is_not_lost(place: Place, where: str) -> None:
    place.write()
    (place.bag / where).write_text("mine", encoding="utf-8")
    with pytest.raises(DossierError):
        place.write()
    assert (place.bag / where).read_text(encoding="utf-8") == "mine"


def test_what_a_system_leaves_in_a_folder_is_in_nobodys_way(place: Place) -> None:
    place.write()
    (place.bag / "data/originals/.DS_Store").write_bytes(b"\0")
    (place.out / ".DS_Store").write_bytes(b"\0")
    place.write()
    assert not [name for name in content(place.bag) if "DS_Store" in name]


@posix
def test_a_link_in_the_place_is_not_followed(place: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place.bag.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DossierError):
        place.write()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_when_the_disk_refuses_the_old_bag_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write()
    before = content(place.bag)
    (place.evidence / "case.yaml").write_bytes(b"# later\n")

    def full(_: Stage, name: str, __: bytes) -> None:
        raise NotWritten("not-written", path=name, why="No space left on device")

    monkeypatch.setattr(Stage, "put", full)
    with pytest.raises(NotWritten):
        place.write()
    assert content(place.bag) == before
    assert sorted(path.name for path in place.out.parent.iterdir()) == ["evidence", "out", "out-bag"]
