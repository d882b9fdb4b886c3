"""A form of an old page never meets another file or fact than the one its reader saw."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from places import ROOT
from review_client import Client, Serve

from dossier import casefile
from dossier.model import FactKind

LOG = "2024-05-12 14:03:05 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"
EARLY = "2024-05-12 13:00:00 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"


class Forms(HTMLParser):
    """The forms of a page: address and fields."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((told.get("action", ""), {}))
        elif self.found and "name" in told:
            self.found[-1][1].setdefault(told["name"], told.get("value", ""))


NAMED = {
    "correct": {"fact", "seen", "mark"},
    "undo": {"entry"},
    "unadd": {"entry"},
    "unmask": {"entry"},
    "unclaim": {"entry"},
    "claim": {"entry"},
    "file": {"path", "what"},
    "field": {"name", "seen"},
    "unlock": {"path"},
}
"""What a form must say so that it means one thing for ever."""


@pytest.fixture
def client(serve: Serve) -> Client:
    client = serve()
    fact = next(one for one in client.result.case.facts if one.kind is FactKind.AMOUNT)
    client.correct(fact, "¥1.00")
    item = client.result.case.evidence[0]
    client.act("mask", path=item.path, page="1", box="10,10,60,60", reason="x")
    client.act("add", path=item.path, page="1", box="10,10,60,60", kind="agent_id", text="1024")
    client.act("claim", entry="", kind="refund", text="退款", amount="1")
    return client


def test_every_form_says_what_it_means_without_numbers_alone(client: Client) -> None:
    met = set()
    for query in ("", "?tab=form", "?tab=story", "?tab=packet", "?file=E2"):
        for action, told in Forms(client.get(query).text).found:
            met.add(action)
            assert NAMED.get(action, set()) <= told.keys(), (action, told)
            if action == "file" and told["what"] in ("role", "order", "day"):
                assert "seen" in told
            if action == "correct":
                assert told["mark"]
    assert {"correct", "undo", "unmask", "unadd", "claim", "unclaim", "file", "field"} <= met


def test_what_is_drawn_is_sent_with_the_path_of_the_picture(client: Client) -> None:
    item = client.result.case.evidence[0]
    assert f'data-path="{item.path}"' in client.get(f"?file={item.id}").text
    script = (ROOT / "templates" / "review" / "draw.js").read_text(encoding="utf-8")
    assert re.search(r"const fields = .*?return \{[^}]*\bpath\b", script, re.DOTALL)


def test_numbers_that_moved_on_hit_nothing(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "e"
    folder.mkdir()
    (folder / "m.txt").write_text(LOG, encoding="utf-8")
    client = serve(folder=folder)
    old = client.result.case.evidence[0]
    forms = [
        told for action, told in Forms(client.get().text).found if action == "correct" and told.get("mark")
    ]
    assert forms
    (folder / "a.txt").write_text(EARLY, encoding="utf-8")
    client.server.desk.look()
    new = {one.path: one.id for one in client.result.case.evidence}
    assert new["a.txt"] == old.id
    for told in forms:
        answer = client.act("correct", **{**told, "absent": "on"})
        facts = {one.id: one for one in client.result.case.facts}
        there = facts.get(told["fact"])
        assert there is None or there.source.evidence == new["a.txt"] or answer.status == 200
        assert all(entry.file == "m.txt" for entry in casefile.load(folder).corrections), answer.text
    for act, more in (
        ("mask", {"page": "1", "box": "1,1,50,50", "reason": ""}),
        ("add", {"page": "1", "box": "1,1,50,50", "text": "x"}),
        ("file", {"what": "exclude", "value": ""}),
        ("file", {"what": "role", "value": "other"}),
    ):
        answer = client.act(act, file=old.id, path=old.path, **more)
        assert (answer.status, json.loads(answer.body)["code"]) == (409, "outdated")
    answer = client.act("read", file=old.id, path=old.path, page="1", box="1,1,50,50")
    assert answer.status == 409


def test_an_exclusion_is_taken_back_after_files_got_other_numbers(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "e"
    folder.mkdir()
    for name in ("m.txt", "n.txt"):
        (folder / name).write_text(LOG if name == "m.txt" else EARLY, encoding="utf-8")
    client = serve(folder=folder)
    answer = client.act("file", path="m.txt", what="exclude", value="不用")
    undo = json.loads(answer.body)["undo"]
    (folder / "a.txt").write_text(EARLY.replace("13:00", "13:01"), encoding="utf-8")
    client.server.desk.look()
    assert client.result.case.evidence[0].path == "a.txt"
    again = client.act(undo.pop("action"), **undo)
    assert again.status == 200, again.text
    assert casefile.load(folder).exclude == ()
