"""Packets made from the page: what is downloaded is what lies there, and tells whether it is still true."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image
from pypdf import PdfReader
from review_client import Client, Serve

from dossier import journal
from dossier.journal import chain
from dossier.model import FactKind


def build(client: Client, *wanted: str, **more: str) -> None:
    from urllib.parse import urlencode

    body = urlencode([*(("for", one) for one in wanted), *more.items()]).encode()
    answer = client.ask(
        "POST",
        f"{client.base}build",
        body,
        Origin=f"http://{client.host}",
        Accept="application/json",
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status == 200, answer.text
    client.server.maker.wait()
    assert client.server.maker.unmade == ""


def fresh(client: Client) -> set[bool]:
    return {one.fresh for one in client.server.maker.made(client.server.desk.look().number)}


def test_a_correction_reaches_the_packet_which_declares_it(serve: Serve) -> None:
    client = serve()
    (client.folder / "case.yaml").write_text("投诉人:\n  姓名: 某某\n", encoding="utf-8")
    before = client.server.desk.look().number
    build(client, "platform")
    assert client.server.desk.seen().number > before
    assert fresh(client) == {True}
    place = client.server.maker.place
    assert place.parent == client.folder.parent

    client.correct(client.fact("发货时间"), "2024-05-12 14:06:59")
    assert fresh(client) == {False}
    build(client, "platform")
    assert fresh(client) == {True}
    answer = client.get("made/packet-platform.pdf")
    assert answer.body == (place / "packet-platform.pdf").read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages)
    words = "".join(text.split())
    assert "14:06:59" in words
    assert "14:05:41" in words  # what the program had read stays beside it
    lines = chain.load(client.folder)
    assert lines is not None
    assert [line.what for line in lines.lines] == ["read", "built", "corrected", "read", "built"]
    assert journal.check(client.folder, place / journal.HEAD) == ()


def test_pages_are_previewed_and_nothing_else_is_served(serve: Serve) -> None:
    client = serve()
    build(client, "12315", share="on")
    (made, shared) = sorted(client.server.maker.made(client.server.desk.look().number), key=lambda m: m.path)
    assert (made.path, shared.path) == ("packet-12315.pdf", "share/packet-12315.pdf")
    for one in (made, shared):
        small = Image.open(io.BytesIO(client.get(f"preview/{one.path}/1").body))
        large = Image.open(io.BytesIO(client.get(f"preview/{one.path}/{one.pages}?large").body))
        assert small.width < large.width
        assert len(PdfReader(io.BytesIO(client.get(f"made/{one.path}").body)).pages) == one.pages
    assert client.get(f"preview/{made.path}/{made.pages + 1}").status == 404
    assert client.get(f"preview/{made.path}/0").status == 404
    for path in ("../inside-window/case.yaml", "%2e%2e/x", "manifest.json", "share", "/etc/passwd", "x.pdf"):
        assert client.get(f"made/{path}").status == 404
        assert client.get(f"preview/{path}/1").status == 404
    # What somebody put in its place is not handed out as ours.
    packet = client.server.maker.place / made.path
    packet.write_bytes(packet.read_bytes() + b"\n")
    assert client.get(f"made/{made.path}").status == 404


def test_what_a_person_put_there_is_not_lost_and_the_reason_is_told(serve: Serve) -> None:
    client = serve()
    place = client.server.maker.place
    place.mkdir()
    (place / "我的.txt").write_text("x", encoding="utf-8")
    client.act("build", **{"for": "platform"})
    client.server.maker.wait()
    assert str(place) in client.server.maker.unmade
    assert [one.name for one in place.iterdir()] == ["我的.txt"]
    assert client.server.maker.made(1) == ()
    assert client.server.desk.busy is None


@pytest.mark.parametrize("wanted", ["nobody", "../x"])
def test_only_known_destinations_are_made(serve: Serve, wanted: str) -> None:
    client = serve()
    answer = client.act("build", **{"for": wanted})
    assert (answer.status, json.loads(answer.body)["code"]) == (422, "choice")
    assert not client.server.maker.place.exists()


def test_a_second_build_waits_for_the_first(serve: Serve) -> None:
    client = serve()
    client.act("build", **{"for": "platform"})
    again = client.act("build", **{"for": "platform"})
    client.server.maker.wait()
    assert again.status in (200, 422)
    if again.status == 422:
        assert json.loads(again.body)["code"] == "busy"
    assert any(fact.kind is FactKind.AMOUNT for fact in client.result.case.facts)
