"""What the page shows, and that nothing read becomes markup."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from review_client import Serve

from dossier.casefile import CaseFile
from dossier.model import Box, Case, Evidence, Fact, FactKind, FactStatus, Line, Order, Page, Role, Source
from dossier.pipeline import Result
from dossier.review import page
from dossier.review.view import View

NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}'


def test_it_shows_findings_and_facts_with_their_places(serve: Serve) -> None:
    client = serve()
    text = html.unescape(client.get().text)
    case = client.result.case
    assert text.count('<article class="finding breach">') == 2
    for finding in case.findings:
        for premise in finding.premises:
            assert premise.text in text
            for fact in premise.facts:
                assert f'href="#{fact}"' in text
    for fact in case.facts:
        assert f'<li id="{fact.id}"' in text
        assert f'id="{fact.id}-box"' in text
        box = fact.source.box
        assert box is not None
        assert f'x="{box.x0 - 4}" y="{box.y0 - 4}" width="{box.x1 - box.x0 + 8}"' in text
    for item in case.evidence:
        assert item.path in text
        assert client.get(f"page/{item.id}/1").headers["Content-Type"] == "image/jpeg"
    assert "发货时间" in text
    assert "2024-05-12 14:05:41" in text


def test_findings_stand_before_the_files_and_doubt_before_certainty(serve: Serve) -> None:
    client = serve()
    text = client.get().text
    assert text.index('id="findings"') < text.index('class="evidence"')
    hedged = next(f for f in client.result.case.facts if f.hedged)
    others = [f for f in client.result.case.facts if f.source.evidence == hedged.source.evidence]
    assert hedged is not others[0]
    assert all(
        text.index(f'<li id="{hedged.id}"') < text.index(f'<li id="{f.id}"')
        for f in others
        if f is not hedged
    )
    crop = client.get(f"crop/{hedged.id}")
    box = hedged.source.box
    size = Image.open(io.BytesIO(crop.body)).size
    assert box is not None
    assert size[0] > box.x1 - box.x0
    assert size[1] > box.y1 - box.y0


def test_every_field_has_its_label_and_every_id_stands_once(serve: Serve) -> None:
    text = serve().get().text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    fields = set(re.findall(r'<(?:input|select) id="([^"]+)"', text))
    assert fields
    assert fields == set(re.findall(r'<label for="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= {*ids}


def test_it_speaks_english_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve()
    monkeypatch.setenv("DOSSIER_LANG", "en")
    text = client.get().text
    assert '<html lang="en">' in text
    assert "Findings" in text
    assert "Look at these first" in text
    assert "更正" not in text


def test_a_log_is_shown_as_text(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "聊天.txt").write_text(
        f"2024-05-12 14:03:05 我(10001)\n订单CM20240512001申请取消，请勿发货 {NASTY}\n", encoding="utf-8"
    )
    text = serve(folder=folder).get().text
    assert '<li class="said" id="F' in text
    assert NASTY in html.unescape(text)
    assert NASTY not in text


def made(name: str, raw: str, status: FactStatus = FactStatus.READ) -> Result:
    """A case with one fact, out of a picture with any name."""
    item = Evidence(
        "E1",
        name,
        "0" * 64,
        1,
        "image/png",
        (Page(1, 100, 50, (Line(1, raw, Box(1, 2, 30, 9)),)),),
        Role.ORDER,
    )
    fact = Fact("F1", FactKind.SELLER, raw, raw, 0.5, Source("E1", 1, Box(1, 2, 30, 9), 1), status, label=raw)

    return Result(Case(evidence=(item,), facts=(fact,), orders=(Order(raw),)), CaseFile(), 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_and_words_are_shown_and_not_obeyed(lang: str) -> None:
    refused = page.Refused("F1", NASTY, NASTY)
    text = page.html(made(f"{NASTY}.png", NASTY), lang, NASTY, NASTY, refused)
    assert NASTY in html.unescape(text)
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "49" not in re.sub(r"&#\d+;", "", text)


def test_every_status_is_said_in_words() -> None:
    words = {
        FactStatus.READ: "已读取",
        FactStatus.CHECKED: "已互相印证",
        FactStatus.CORRECTED: "已更正",
        FactStatus.DISPUTED: "存疑",
    }
    assert set(words) == set(FactStatus)
    for status, word in words.items():
        assert f'<span class="status">{word}</span>' in page.html(made("某.png", "某某", status), "zh", "某")


def test_a_correction_that_changes_more_than_one_reading_says_so() -> None:
    result = made("某.png", "某某")
    (fact,) = result.case.facts
    others = (
        replace(fact, id="F2", raw="某 某"),  # blanks do not tell readings apart
        replace(fact, id="F3", raw="某某数卡", value="某某"),  # named by its value as well
        replace(fact, id="F4", raw="某某数卡", value="某某数卡"),
        replace(fact, id="F5", kind=FactKind.PRODUCT),
        replace(fact, id="F6", source=replace(fact.source, page=2)),
    )
    view = View(replace(result, case=replace(result.case, facts=(fact, *others))), "zh")
    assert {name: one.twins for name, one in view.facts.items()} == {
        "F1": 2, "F2": 2, "F3": 1, "F4": 1, "F5": 0, "F6": 0,
    }  # fmt: skip


def test_sentences_of_one_meaning_are_no_twins(serve: Serve) -> None:
    client = serve()
    view = View(client.result, "zh")
    refusals = [one for one in view.facts.values() if one.fact.value == "cancel_refused"]
    assert [one.twins for one in refusals] == [0, 0]
