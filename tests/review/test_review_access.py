"""Who may ask for the page, and what everybody else gets."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image
from review_client import Client, Serve
from waitress import wasyncore

from dossier.errors import DossierError
from dossier.review import Desk, Server
from dossier.review.access import Lock
from dossier.review.page import files

LOG = "2024-05-12 14:03:05 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"
OURS = {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}


@pytest.fixture
def client(serve: Serve, tmp_path: Path) -> Client:
    """A folder with a chat log and one picture without words: nothing for it costs time."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "聊天.txt").write_text(LOG, encoding="utf-8")
    return serve(folder=folder)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/secret/", OURS, None),
        ("GET", "/secret/", {"Host": "localhost:8000"}, None),
        ("GET", "/secret/", {"Host": "evil.example:8000"}, 403),
        ("GET", "/secret/", {"Host": "127.0.0.1"}, 403),
        ("GET", "/secret/", {"Host": "127.0.0.1:8001"}, 403),
        ("GET", "/secret/", {}, 403),
        ("GET", "/", OURS, 404),
        ("GET", "/secre/", OURS, 404),
        ("GET", "/secrets/", OURS, 404),
        ("GET", "/钥/", OURS, 404),
        ("POST", "/secret/correct", OURS, None),
        ("POST", "/secret/correct", {"Host": "127.0.0.1:8000"}, 403),
        ("POST", "/secret/correct", {**OURS, "Origin": "null"}, 403),
        ("POST", "/secret/correct", {**OURS, "Origin": "http://evil.example"}, 403),
        ("POST", "/secret/correct", {**OURS, "Origin": "http://127.0.0.1:8001"}, 403),
        ("POST", "/secret/correct", {**OURS, "Origin": "https://127.0.0.1:8000"}, 403),
        ("POST", "/wrong/correct", OURS, 404),
    ],
)
def test_the_lock(method: str, path: str, headers: dict[str, str], status: int | None) -> None:
    assert Lock(8000, "secret").refusal(method, path, headers) == status


def test_tokens_are_long_and_differ() -> None:
    tokens = {Lock.fresh(1).token for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 32 bytes in base 64


def test_without_the_token_nothing_is_told(client: Client) -> None:
    for path in ("/", "/style.css", "/page/E1/1", "/wrong/", f"/{client.base.strip('/')[:-1]}/"):
        answer = client.ask("GET", path)
        assert answer.status == 404
        assert "CM2024" not in answer.text
    assert client.ask("GET", client.base).status == 200


def test_a_foreign_host_name_is_turned_away(client: Client) -> None:
    assert client.get(Host="evil.example").status == 403
    assert client.get("page/E1/1", Host=f"evil.example:{client.server.port}").status == 403
    assert client.get(Host=f"localhost:{client.server.port}").status == 200


def test_foreign_pages_change_nothing(client: Client) -> None:
    fact = next(f for f in client.result.case.facts if f.kind == "timestamp")
    fields = {"fact": fact.id, "seen": fact.raw, "absent": "on"}
    assert client.post("correct", fields, Origin="http://evil.example").status == 403
    assert client.post("correct", fields, Origin="null").status == 403
    assert client.post("correct", fields, **{"Content-Type": "text/plain"}).status == 400
    assert not (client.folder / "case.yaml").exists()
    assert client.post("correct", fields).status == 303
    assert (client.folder / "case.yaml").exists()


def test_bodies_are_limited(client: Client) -> None:
    assert client.post("correct", {"value": "x" * 262_144}).status == 413
    assert client.post("undo", {"entry": "x" * 260_000}).status == 422
    assert client.post("undo", {f"x{n}": "" for n in range(5000)}).status == 400
    answer = client.ask(
        "POST", client.base + "undo", None, Origin=f"http://{client.host}", **{"Content-Length": "-1"}
    )
    assert answer.status == 400
    sent = {"Origin": f"http://{client.host}", "Content-Type": "application/x-www-form-urlencoded"}
    assert client.ask("POST", client.base + "undo", None, **sent).status in (400, 422)


@pytest.mark.parametrize(
    "path",
    [
        "page/E9/1",
        "page/E1/1",  # a text has no picture
        "page/E1/0",
        "page/E1/x",
        "page/../1",
        "page/%2e%2e/1",
        "page/%E8%81%8A%E5%A4%A9.txt/1",
        "crop/F999",
        "crop/F1",
        "case.yaml",
        "../case.yaml",
        "page.html.j2",
        "style.css/x",
    ],
)
def test_only_what_the_case_holds_is_served(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_every_answer_forbids_what_comes_from_outside(client: Client) -> None:
    answers = [
        client.get(),
        client.get("style.css"),
        client.get("nothing"),
        client.get(Host="evil.example"),
        client.post("undo", {"entry": ""}),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        # "no-referrer" would make browsers send "Origin: null" with our own forms.
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_page_needs_nothing_that_the_policy_forbids(client: Client) -> None:
    page = client.get().text
    assert "://" not in page
    assert "style=" not in page
    assert "<script>" not in page
    assert {"style.css", "main.js"} <= set(files())
    for name, media in files().items():
        answer = client.get(name)
        assert answer.headers["Content-Type"].startswith(media)
        # The name of SVG's vocabulary is no address: nothing is fetched from it.
        assert "://" not in answer.text.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "url(" not in answer.text


def test_it_listens_here_only(client: Client) -> None:
    assert client.server.address == f"http://{client.host}{client.base}"


def test_nobody_asks_and_it_rests(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[float] = []
    poll = wasyncore.poll

    def counted(timeout: float, *arguments: object) -> None:
        rounds.append(timeout)
        poll(timeout, *arguments)

    monkeypatch.setattr(wasyncore, "poll", counted)
    monkeypatch.setattr(wasyncore, "poll2", counted)
    # The client's own server chose how to look when it began; another one begins now.
    another = Client(client.folder)
    another.get()
    time.sleep(1)
    another.close()
    # It looks about five times a second whether it is to end; one that never rests looks ten thousand times.
    assert 1 <= len(rounds) <= 50


def test_a_port_that_is_taken_is_told(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    with pytest.raises(DossierError) as caught:
        Server(Desk(folder), port=client.server.port)
    assert str(client.server.port) in caught.value.told("zh")


def test_pictures_are_those_of_the_originals_made_smaller(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "wide"
    folder.mkdir()
    (folder / "聊天.txt").write_text(LOG, encoding="utf-8")
    Image.new("RGB", (2400, 600), "#103060").save(folder / "宽.png")
    client = serve(folder=folder)
    item = next(one for one in client.result.case.evidence if one.path == "宽.png")
    answer = client.get(f"page/{item.id}/1")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.body)).size == (1200, 300)
    Image.new("RGB", (2400, 600), "#ffffff").save(folder / "宽.png")
    second = serve(folder=folder)
    (folder / "宽.png").unlink()
    # What is no longer the file that was read is not shown in its place.
    assert second.get(f"page/{item.id}/1").status == 404
