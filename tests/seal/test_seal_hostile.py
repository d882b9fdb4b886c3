"""Files made to deceive, to hang or to crash a check; and what systems do to names by themselves."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import tracemalloc
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sealing import entries, outputs, pdf, sealed, write

from dossier import files
from dossier.archival import Attachment, Relationship, archive
from dossier.errors import DossierError
from dossier.seal import canonical, listed, manifest, packet
from dossier.seal import sealed as room
from dossier.seal.originals import hold
from dossier.seal.verify import verify

POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
PACKET = "packet-platform.pdf"


def found(place: Path, folder: Path | None = None) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in verify(place, folder).differences}


def codes(data: bytes) -> list[str]:
    return [one.code for one in room.check("packet.pdf", data).differences]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return outputs(tmp_path / "out")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "evidence")


def forged(out: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Edit a manifest and make its last hash right again; the seal stays what it was."""
    path = out / manifest.MANIFEST
    document = json.loads(path.read_bytes())
    edit(document)
    document["sha256"] = canonical.digest({k: v for k, v in document.items() if k != "sha256"})
    path.write_bytes(canonical.dumps(document))


def attachment(name: str, data: bytes, key: str = "") -> Attachment:
    return Attachment(name, key or name, "image/png", data, "", Relationship.SOURCE)


# What nobody may slip in


def test_a_copy_of_a_packet_is_welcome_and_a_forged_one_that_names_the_same_seal_is_not(out: Path) -> None:
    shutil.copy(out / PACKET, out / "packet-platform (1).pdf")
    assert found(out) == set()
    seal = manifest.load(out).seal
    (out / "packet-platform-signed.pdf").write_bytes(sealed(seal, words="The shop admits everything"))
    assert found(out) == {("output-added", "packet-platform-signed.pdf")}
    assert found(out / "packet-platform-signed.pdf") == {("output-added", "packet-platform-signed.pdf")}


def test_a_sound_set_put_into_a_sub_folder_is_added_and_vouches_for_nothing(out: Path) -> None:
    outputs(out / "more")
    added = {name for code, name in found(out) if code == "output-added"}
    assert added >= {"more/manifest.json", "more/dossier.json", "more/form-platform.txt"}
    (out / "more" / "manifest.json").unlink()
    assert ("output-added", "more/dossier.json") in found(out)


@pytest.mark.parametrize("name", [PACKET, "dossier.json"])
def test_a_link_in_the_place_of_an_output(out: Path, tmp_path: Path, name: str) -> None:
    """What it leads to is the same today, and is left behind when the folder is copied."""
    (out / name).rename(tmp_path / "elsewhere")
    (out / name).symlink_to(tmp_path / "elsewhere")
    assert ("output-missing", name) in found(out)


def test_a_folder_in_the_place_of_an_output(out: Path) -> None:
    (out / PACKET).unlink()
    (out / PACKET).mkdir()
    assert found(out) == {("output-missing", PACKET)}


def test_the_size_in_the_list_counts_too(out: Path) -> None:
    forged(out, lambda d: [one.update(bytes=1) for one in d["outputs"] if one["path"] == PACKET])
    assert found(out) == {("output-changed", PACKET)}


def test_two_files_inside_that_are_shown_under_one_name() -> None:
    good, evil = attachment("x.png", b"good", "b.png"), attachment("x.png", b"evil", "a.png")
    *_, seal = packet.enclosed([good], packet.Told("0" * 64))
    for pair in ((evil, good), (good, evil)):
        assert "enclosed-added" in codes(packet.close(archive(pdf(), (*pair, seal))))
    assert codes(packet.close(archive(pdf(), (good, seal)))) == []


@pytest.mark.parametrize("path", ["..\\..\\x", "C:x", "\\\\server\\share\\x", "/etc/passwd", "a/../../x", ""])
def test_a_list_leads_nowhere_else_on_any_system(out: Path, path: str) -> None:
    forged(out, lambda d: d["outputs"].append({"path": path, "bytes": 1, "sha256": "0" * 64}))
    assert found(out) == {("manifest-broken", "manifest.json")}


def test_what_cannot_be_looked_into_is_told(folder: Path, tmp_path: Path) -> None:
    """A link that leads out, and a file whose name is no text, are there and were not."""
    (folder / "new.png").symlink_to(tmp_path)
    held = hold(folder, entries(), {"notes.xyz"}, complete=True)
    assert [(one.code, one.path) for one in held.differences] == [("original-added", "new.png")]
    assert hold(folder, entries(), {"notes.xyz"}, complete=False).beyond == ("new.png",)
    assert hold(folder, entries(), {"new.png"}, complete=True).differences == ()


# What systems do by themselves


@pytest.mark.parametrize(
    "name", ["._packet-platform.pdf", ".DS_Store", "thumbs.db", "Desktop.ini", "more/._x.png"]
)
def test_what_a_system_leaves_behind_is_no_difference(out: Path, folder: Path, name: str) -> None:
    for place in (out, folder):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(b"\0\5\x16\7")
    assert found(out, folder) == set()


def test_names_that_a_disk_took_apart(tmp_path: Path) -> None:
    """HFS+ and some archives turn "é" into "e" and a mark; content and name are the same."""
    names = {"Café.png": b"1", "발송/ガ.txt": b"2", "图.png": b"3"}
    folder = write(tmp_path, {unicodedata.normalize("NFD", name): data for name, data in names.items()})
    assert hold(folder, entries(names), (), complete=True).differences == ()
    (folder / unicodedata.normalize("NFD", "Café.png")).write_bytes(b"forged")
    (told,) = hold(folder, entries(names), (), complete=True).differences
    assert (told.code, told.path) == ("original-changed", "Café.png")


def test_another_spelling_beside_the_listed_one_is_another_file() -> None:
    one, other = "Café.png", unicodedata.normalize("NFD", "Café.png")
    assert listed.respelled([one], [other]) == {other: one}
    assert listed.respelled([one], [one, other]) == {}
    assert listed.respelled([one, "x"], ["y"]) == {}


def test_outputs_whose_names_a_disk_took_apart(out: Path) -> None:
    write(out, {"ガ.txt": b"x"})
    forged(
        out, lambda d: d["outputs"].append({"path": "ガ.txt", "bytes": 1, "sha256": canonical.sha256(b"x")})
    )
    assert found(out) == set()
    (out / "ガ.txt").rename(out / unicodedata.normalize("NFD", "ガ.txt"))
    assert found(out) == set()


# What must not hang


@POSIX
@pytest.mark.parametrize(
    "name",
    [PACKET, "dossier.json", "manifest.json", "journal-head.json", "more.pdf", ".journal-head.json.part"],
)
def test_a_pipe_never_lets_it_wait(out: Path, folder: Path, name: str) -> None:
    (out / name).unlink(missing_ok=True)
    os.mkfifo(out / name)
    differences = found(out, folder)
    assert (name in {path for _, path in differences}) == (name != ".journal-head.json.part")


@POSIX
def test_a_pipe_named_as_the_packet(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    os.mkfifo(tmp_path / "a")
    assert found(tmp_path / "a.pdf") == {("output-unreadable", "a.pdf")}
    with pytest.raises(DossierError):
        verify(tmp_path / "a")


@POSIX
def test_a_device_without_end(out: Path) -> None:
    (out / "more.pdf").symlink_to("/dev/zero")
    assert found(out) == {("output-added", "more.pdf")}
    (out / "manifest.json").unlink()
    (out / "manifest.json").symlink_to("/dev/zero")
    assert ("output-unreadable", "manifest.json") in found(out)


@pytest.mark.parametrize("name", [PACKET, "form-platform.txt", "manifest.json", "journal-head.json"])
def test_a_file_of_a_tebibyte(out: Path, folder: Path, name: str) -> None:
    """It costs who makes it nothing: it is all hole."""
    (out / name).touch()
    os.truncate(out / name, 1 << 40)
    assert name in {path for _, path in found(out, folder)}


def test_rings_of_links_and_deep_folders(out: Path) -> None:
    for name in ("a", "b", "c"):
        (out / name).symlink_to(".")
    deep = out
    for _ in range(300):
        deep /= "d"
        deep.mkdir()
        (deep / "manifest.json").write_text("{}")
    differences = found(out)
    assert {("output-added", name) for name in ("a", "b", "c")} <= differences
    assert ("output-added", "d/d/manifest.json") in differences


def test_what_unpacks_without_end() -> None:
    """A seal is never packed, and of an attachment no more is unpacked than it should have."""
    pack = zlib.compressobj(9)
    bomb = b"".join(pack.compress(bytes(1 << 20)) for _ in range(64)) + pack.flush()
    for name in ("x.png", packet.NAME):
        raw = archive(pdf(), packet.enclosed([attachment("x.png", b"small")], packet.Told("0" * 64)))
        with pikepdf.open(io.BytesIO(raw)) as document:
            document.attachments[name].get_file().obj.write(bomb, filter=pikepdf.Name.FlateDecode)
            saved = io.BytesIO()
            document.save(saved, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        data = saved.getvalue()
        assert len(data) < 1 << 20
        tracemalloc.start()
        assert codes(data) == ["packet-broken"]
        assert len(packet.attachments(data, {"x.png": 5, packet.NAME: 5})) == 2
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8 << 20


# What must not crash


@pytest.mark.parametrize(
    "data",
    [
        b'{"outputs": NaN}', b'{"outputs": [{"path": "x", "bytes": Infinity}]}', b'{"a": 1e400}', b"\xff\xfe",
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000, b"[" * 100_000, b'{"path": "\\ud800"}', b"null", b"9" * 5000,
    ],
    ids=repr,
)  # fmt: skip
def test_json_that_is_none(out: Path, data: bytes) -> None:
    (out / "manifest.json").write_bytes(data)
    assert {code for code, path in found(out) if path == "manifest.json"} <= {
        "manifest-changed",
        "manifest-broken",
    }
    with pytest.raises(canonical.NotCanonicalError):
        canonical.loads(data)


@pytest.mark.parametrize(
    "value", [None, True, -1, 10**30, 1.5, "x", "\0", "a" * 5000, [], [None], {}, {"path": 1}]
)
def test_a_manifest_of_other_types(out: Path, value: Any) -> None:
    whole = (out / "manifest.json").read_bytes()
    for key in json.loads(whole):
        if key == "inputs":
            continue
        for edit in (
            lambda d, key=key: d.update({key: value}),
            lambda d, key=key: d[key].append(value),
            lambda d, key=key: [one.update(path=value, bytes=value) for one in d[key]],
        ):
            (out / "manifest.json").write_bytes(whole)
            try:
                forged(out, edit)
            except (AttributeError, TypeError, ValueError):
                continue
            if (out / "manifest.json").read_bytes() != whole:
                assert found(out), (key, value)


def test_a_path_that_is_too_long(out: Path, tmp_path: Path) -> None:
    for place, folder in ((tmp_path / ("x" * 5000), None), (out, tmp_path / ("x" * 5000))):
        with pytest.raises(DossierError):
            verify(place, folder)


def test_packets_damaged_in_every_way() -> None:
    """The library that reads them may raise what it likes; none of them is unchanged."""
    chance = random.Random(12)  # noqa: S311
    whole = sealed()
    kinds = [whole, *_saved_otherwise(whole)]
    for _ in range(250):
        data = bytearray(chance.choice(kinds))
        for _ in range(chance.choice((1, 1, 3))):
            _damage(data, chance)
        assert bytes(data) == whole or codes(bytes(data))


def _saved_otherwise(whole: bytes) -> list[bytes]:
    saved = []
    for options in (
        {"qdf": True, "object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"encryption": pikepdf.Encryption(owner="o", user="", R=6)},
        {"encryption": pikepdf.Encryption(owner="o", user="u", R=6)},
    ):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(whole)) as document:
            document.save(out, **options)
        saved.append(out.getvalue())
    return saved


def _damage(data: bytearray, chance: random.Random) -> None:
    """Other numbers, references that lead in rings, other keys, parts gone or twice, tables behind the end."""
    place, length = chance.randrange(len(data)), chance.choice((1, 10, 100, 1000))
    other = chance.randrange(len(data))
    kind = chance.randrange(6)
    if kind == 0:
        del data[place : place + length]
    elif kind == 1:
        data[place:place] = data[other : other + length]
    elif kind == 2:
        data[place:place] = chance.choice(
            (b"<<", b"/Kids", b"/XRefStm", b"stream", b"endobj", b"/Encrypt", b"null")
        )
    elif kind == 3:
        _exchange(data, rb"\b\d+\b", chance, (b"0", b"-1", b"4294967296", b"9" * 20))
    elif kind == 4:
        _exchange(data, rb"\d+ 0 R", chance, tuple(b"%d 0 R" % number for number in range(12)))
    else:
        start = len(data)
        data += b"4 0 obj\n<< /Kids [4 0 R] /Names [(dossier-seal.json) 4 0 R] /Type /Catalog >>\nendobj\n"
        end = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Root 4 0 R /Size 9 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        data += end % (start, other, len(data))


def _exchange(data: bytearray, pattern: bytes, chance: random.Random, by: tuple[bytes, ...]) -> None:
    places = [match.span() for match in re.finditer(pattern, bytes(data))]
    if places:
        start, end = chance.choice(places)
        data[start:end] = chance.choice(by)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("a")
    assert files.content(tmp_path / "link", 3) == b"abc"
    assert files.start(tmp_path / "a", 2) == b"ab"
    assert (files.is_regular(tmp_path / "a"), files.is_regular(tmp_path / "link")) == (True, False)
    assert not files.is_regular(tmp_path / "a\0")
    for place, most in ((tmp_path / "a", 2), (tmp_path, 9), (tmp_path / "b", 9)):
        with pytest.raises(OSError):  # noqa: PT011
            files.content(place, most)
    with pytest.raises(OSError):  # noqa: PT011
        files.file_sha256(tmp_path)


def test_a_folder_that_is_closed_to_us_is_not_called_empty(
    out: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is neither unchanged nor gone."""
    write(out, {"more/x.txt": b"x"})
    row = {"path": "more/x.txt", "bytes": 1, "sha256": canonical.sha256(b"x")}
    forged(out, lambda d: d["outputs"].append(row))
    assert found(out, folder) == set()
    scandir, lstat = os.scandir, Path.lstat

    def closed(place: Any) -> Any:
        if Path(place).name in {"more", "付款"}:
            raise PermissionError(13, "closed", str(place))
        return scandir(place)

    def hidden(place: Path) -> os.stat_result:
        if place.parent.name == "more":
            raise PermissionError(13, "closed", str(place))
        return lstat(place)

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(Path, "lstat", hidden)
    assert found(out, folder) == {("output-unreadable", "more/"), ("original-unreadable", "付款")}
