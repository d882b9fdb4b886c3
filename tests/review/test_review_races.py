"""Tabs, an editor and the folder at once: nothing that was answered with yes is lost, and nothing hangs."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import pytest
from deskwork import CHAT, ORDER, desk, lay
from review_client import Serve

from dossier import casefile, freshness, journal
from dossier.casefile import CaseFile
from dossier.casefile.paths import NAME
from dossier.journal import chain
from dossier.model import Box, FactKind
from dossier.options import Making, Options
from dossier.pipeline import Gathered, Progress, Result
from dossier.review import Maker
from dossier.review.acts import Acts
from dossier.review.entries import marked
from dossier.review.values import RefusedError

REMARK = "# 我自己写的，别动\n"
ROUNDS = 6
PATIENCE = 60


def test_tabs_an_editor_and_files_at_once(tmp_path: Path) -> None:  # noqa: C901, PLR0915 - many hands
    one = desk(tmp_path / "e")
    (one.folder / NAME).write_text(REMARK, encoding="utf-8")
    acts = Acts(one)
    kept: set[str] = set()
    wrong: list[BaseException] = []

    def claiming(tab: int) -> None:
        for number in range(ROUNDS):
            text = f"请求{tab}-{number}"
            acts.claim("", "other", text, "")
            kept.add(text)

    def masking() -> None:
        for number in range(ROUNDS):
            acts.mask(ORDER, 1, Box(number, number, 50, 60), f"m{number}")
            kept.add(f"m{number}")

    def correcting() -> None:
        for number in range(ROUNDS):
            item = one.named(ORDER)
            fact = next(f for f in one.look().result.case.facts if f.kind is FactKind.AMOUNT)
            try:
                acts.correct(fact.id, fact.raw, f"¥{number + 1}.00", marked(fact, item))
            except RefusedError as error:
                assert error.code == "outdated"  # noqa: PT017 - another fact has that number by now

    def editing() -> None:
        for number in range(ROUNDS):
            for _ in range(20):
                old = (one.folder / NAME).read_bytes()
                draft = one.folder / ".editor.tmp"
                draft.write_bytes(old + f"# 编辑器 {number}\n".encode())
                if (one.folder / NAME).read_bytes() == old:
                    os.replace(draft, one.folder / NAME)  # noqa: PTH105
                    break
            time.sleep(0.02)

    def bringing() -> None:
        for number in range(ROUNDS):
            lay(one.folder, f"a{number}订单.png")
            one.look()
            (one.folder / f"a{number}订单.png").unlink()
            one.unlock("x", f"{number}")

    def guarded(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - shown below
            wrong.append(error)

    works = [lambda: claiming(1), lambda: claiming(2), masking, correcting, editing, bringing]
    crowd = [threading.Thread(target=guarded, args=(work,), daemon=True) for work in works]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in crowd), "a deadlock"
    assert wrong == []
    one.look()
    one.wait()
    seen = one.look()
    assert (seen.trouble, one.busy, one.reading) == ("", None, False)
    said = casefile.load(one.folder)
    assert said == seen.result.casefile
    # The editor of this test does not look whether somebody saved between its two calls: at most one is lost.
    found = {claim.text for claim in said.claims} | {mask.reason for mask in said.masks}
    assert len(kept - found) <= 1
    text = (one.folder / NAME).read_text("utf-8")
    assert text.startswith(REMARK)
    assert [item.path for item in seen.result.case.evidence] == [ORDER, CHAT]
    assert (one.folder / ORDER).read_bytes() == ORDER.encode()
    assert journal.check(one.folder, tmp_path / "none") == ()
    assert not list(one.folder.glob(".case.*"))


def test_a_build_is_made_from_what_its_hash_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction that comes while the hash is taken is in the packet, or the packet is not called fresh."""
    one = desk(tmp_path / "e")
    acts = Acts(one)
    maker = Maker(one, tmp_path / "out")
    told: list[tuple[Result, str]] = []
    taken = freshness.inputs
    late = [True]

    def inputs(folder: Path, *rest: object) -> str:
        if late:
            late.clear()
            acts.field("order", "CM1", "")
        return taken(folder, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(freshness, "inputs", inputs)
    monkeypatch.setattr(freshness, "is_fresh", lambda *_: False)
    monkeypatch.setattr(
        "dossier.building.build", lambda _a, _b, result, _c, hashed, *_: told.append((result, hashed))
    )
    maker.start(["platform"])
    maker.wait()
    assert maker.unmade == ""
    ((result, hashed),) = told
    assert result.casefile.order == "CM1"
    assert hashed == taken(one.folder, one.options, ("platform",), Making())


def test_a_build_of_an_older_case_does_not_leave_the_journal_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk(tmp_path / "e")
    maker = Maker(one, tmp_path / "out")

    def build(_a: Path, _b: Path, result: Result, *_: object) -> None:
        fact = next(f for f in one.look().result.case.facts if f.kind is FactKind.AMOUNT)
        Acts(one).correct(fact.id, fact.raw, "¥1.00")
        journal.note(one.folder, result, None, journal.now())

    monkeypatch.setattr("dossier.building.build", build)
    maker.start(["platform"])
    maker.wait()
    told = chain.load(one.folder)
    assert told is not None
    assert told.lines[-1].what == "corrected"


def test_a_build_that_breaks_is_told_and_the_next_may_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk(tmp_path / "e")
    maker = Maker(one, tmp_path / "out")

    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dossier.building.build", broken)
    for _ in range(2):
        maker.start(["platform"])
        maker.wait()
        assert maker.unmade == "MemoryError"
        assert one.busy is None


def test_reading_and_building_tell_of_themselves_apart(tmp_path: Path) -> None:
    from dossier.review.state import Work

    one = desk(tmp_path / "e")
    with one.working(Work.BUILDING, 2, ""):
        with one.working(Work.READING, 0, ""):
            assert one.busy is not None
        assert one.busy is not None
        assert one.busy.work is Work.BUILDING
    assert one.busy is None


def test_the_page_closes_while_the_folder_is_read(serve: Serve) -> None:
    client = serve()
    hold = threading.Event()
    read = client.server.desk._read

    def slow(said: CaseFile, options: Options, told: Progress) -> Gathered:
        hold.wait(PATIENCE)
        return read(said, options, told)

    client.server.desk._read = slow
    (client.folder / "x.txt").write_text("2024-05-12 14:03:05 我\n请退款\n", encoding="utf-8")
    client.server.desk.look()
    start = time.monotonic()
    client.close()
    assert time.monotonic() - start < 10
    hold.set()
    client.server.desk.wait()


FOREIGN = 5_000_000
"""Bytes that are announced and never sent."""


@pytest.mark.parametrize("wrong", ["token", "host", "origin", "no-origin", "chunked"])
def test_a_large_body_of_a_stranger_is_refused_before_it_is_sent(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    client = serve()
    base = "/x/" if wrong == "token" else client.base
    headers = {
        "Host": "evil.example" if wrong == "host" else client.host,
        "Origin": "http://evil.example" if wrong == "origin" else f"http://{client.host}",
        "Content-Type": "multipart/form-data; boundary=b",
        "Content-Length": str(FOREIGN),
    }
    if wrong == "no-origin":
        del headers["Origin"]
    if wrong == "chunked":
        headers["Transfer-Encoding"] = "chunked"
        del headers["Content-Length"]
    lines = [f"POST {base}upload HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    with socket.create_connection(("127.0.0.1", client.server.port), timeout=20) as line:
        line.sendall("\r\n".join(lines).encode() + b"x" * 100_000)
        answer = line.recv(4096)
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))
    assert b"CM20240512001" not in answer
    assert list(rooms.iterdir()) == []
    assert client.get("state").status == 200
    assert chain.load(client.folder) is None


def test_pages_of_packets_and_evidence_are_drawn_by_many_at_once(tmp_path: Path) -> None:
    """The PDF library bears one thread at a time; what is kept of its pictures stays within its room."""
    from reportlab.pdfgen.canvas import Canvas

    from dossier import intake
    from dossier.review import making, pictures

    folder = tmp_path / "e"
    folder.mkdir()
    canvas = Canvas(str(folder / "a.pdf"))
    for number in range(6):
        canvas.drawString(100, 700, f"page {number} 2024-05-12 14:03:05")
        canvas.showPage()
    canvas.save()
    (item,) = intake.read_folder(folder).evidence
    drawn = pictures.Pictures(folder)
    data = (folder / "a.pdf").read_bytes()
    wrong: list[BaseException] = []

    def looking(start: int) -> None:
        try:
            for number in range(6):
                page = (start + number) % 6 + 1
                assert drawn.thumb(item, page)[1]
                assert making._drawn(data, page, 100) is not None
        except BaseException as error:  # noqa: BLE001 - shown below
            wrong.append(error)

    crowd = [threading.Thread(target=looking, args=(start,), daemon=True) for start in range(6)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in crowd)
    assert wrong == []


def test_kept_pictures_stay_within_their_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from dossier import intake
    from dossier.review import pictures

    monkeypatch.setattr(pictures, "_KEPT", 50_000)
    (tmp_path / "e").mkdir()
    Image.effect_noise((300, 3000), 80).save(tmp_path / "e" / "a.png")
    (item,) = intake.read_folder(tmp_path / "e").evidence
    drawn = pictures.Pictures(tmp_path / "e")
    for top in range(60):
        drawn.crop(item, 1, Box(0, top, 40, top + 40))
        assert drawn._bytes == sum(len(data) for _, data in drawn._kept.values())
        assert drawn._bytes <= pictures._KEPT or len(drawn._kept) == 1
