"""What the page shows, and that nothing read becomes markup."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from review_client import Client, Serve

from dossier.casefile import CaseFile
from dossier.casefile.model import Addition, DrawnMask, Exclusion
from dossier.exclusion import exclude
from dossier.model import (
    Box,
    Case,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Line,
    Order,
    Page,
    Problem,
    Role,
    Source,
)
from dossier.pipeline import Result
from dossier.review import page
from dossier.review.state import Busy, Choice, Refused, Seen, Tab, Work
from dossier.review.views import Room

NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}'
BOX = Box(1, 2, 30, 9)


def test_each_file_is_shown_with_its_facts_and_their_places(serve: Serve) -> None:
    client = serve()
    case = client.result.case
    for item in case.evidence:
        text = html.unescape(client.get(f"?file={item.id}").text)
        assert all(other.path in text for other in case.evidence)
        for fact in case.facts:
            if fact.source.evidence != item.id:
                assert f'<li id="{fact.id}"' not in text
                continue
            assert f'<li id="{fact.id}"' in text
            assert f'id="{fact.id}-box"' in text
            box = fact.source.box
            assert box is not None
            assert f'x="{box.x0 - 4}" y="{box.y0 - 4}" width="{box.x1 - box.x0 + 8}"' in text
        assert client.get(f"page/{item.id}/1").headers["Content-Type"] == "image/jpeg"
    text = client.get(f"?file={client.fact('发货时间').source.evidence}").text
    assert "发货时间" in text
    assert "2024-05-12 14:05:41" in text


def test_findings_lead_to_the_file_of_each_fact(serve: Serve) -> None:
    client = serve()
    case = client.result.case
    text = html.unescape(client.get("?tab=story").text)
    assert text.count('<article class="finding breach"') == 2
    known = {fact.id: fact for fact in case.facts}
    for finding in case.findings:
        for premise in finding.premises:
            assert premise.text in text
            for fact in premise.facts:
                source = known[fact].source
                assert f'href="?file={source.evidence}&page={source.page}&tab=check#{fact}"' in text


def test_doubt_stands_before_certainty(serve: Serve) -> None:
    client = serve()
    case = client.result.case
    hedged = next(f for f in case.facts if f.hedged)
    others = [f for f in case.facts if f.source.evidence == hedged.source.evidence and not f.hedged]
    # It is not the first on its page.
    assert hedged.id != min(others, key=lambda f: f.source.line).id
    text = client.get(f"?file={hedged.source.evidence}").text
    assert all(text.index(f'<li id="{hedged.id}"') < text.index(f'<li id="{f.id}"') for f in others)
    crop = client.get(f"crop/{hedged.id}")
    box = hedged.source.box
    size = Image.open(io.BytesIO(crop.body)).size
    assert box is not None
    assert size[0] > box.x1 - box.x0
    assert size[1] > box.y1 - box.y0


@pytest.mark.parametrize("tab", list(Tab))
def test_every_field_has_its_label_and_every_id_stands_once(serve: Serve, tab: Tab) -> None:
    client = serve()
    for item in client.result.case.evidence:
        text = client.get(f"?file={item.id}&tab={tab}").text
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        fields = set(re.findall(r'<(?:input|select|textarea) id="([^"]+)"', text))
        assert fields
        wrapped = set(re.findall(r'<label[^>]*><input type="checkbox" id="([^"]+)"', text))
        assert fields - wrapped <= set(re.findall(r'<label for="([^"]+)"', text)) | set(
            re.findall(r'for="([^"]+)"', text)
        )
        here = set(re.findall(r'href="#([^"]+)"', text))
        assert here <= {*ids}
        # Within the same place, anchors of other addresses hold too.
        same = re.findall(rf'href="\?file={item.id}&amp;page=1&amp;tab={tab}#([^"]+)"', text)
        assert set(same) <= {*ids}
        assert not re.search(r'<[^>]+ (style|on[a-z]+)="', text)
        assert not re.search(r"<script(?![^>]* src=)", text)


def test_it_speaks_english_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve()
    monkeypatch.setenv("DOSSIER_LANG", "en")
    text = client.get().text
    assert '<html lang="en">' in text
    assert "4 files" in text
    assert "Story and findings" in text
    assert "更正" not in text


def test_a_log_is_shown_as_text(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "聊天.txt").write_text(
        f"2024-05-12 14:03:05 我(10001)\n订单CM20240512001申请取消，请勿发货 {NASTY}\n", encoding="utf-8"
    )
    text = serve(folder=folder).get().text
    assert re.search(r'<li class="said" id="F\d+-box" data-fact="F\d+">', text)
    assert NASTY in html.unescape(text)
    assert NASTY not in text
    assert "data-draw=" not in text  # nothing can be drawn on words


def test_only_the_tab_in_sight_is_made(serve: Serve) -> None:
    client = serve()
    for tab, mark in (
        ("check", 'class="queue"'),
        ("story", 'class="story"'),
        ("form", 'id="filling"'),
        ("packet", 'id="build"'),
    ):
        text = client.get(f"?tab={tab}").text
        marks = ('class="queue"', 'class="story"', 'id="filling"', 'id="build"')
        assert [one for one in marks if one in text] == [mark]


def test_the_page_loads_every_style_and_module_of_its_own(serve: Serve) -> None:
    client = serve()
    text = client.get().text
    for name in re.findall(r'(?:href|src)="([\w.]+\.(?:css|js|svg))"', text):
        assert client.get(name).status == 200
        for module in re.findall(r'from "\./([\w.]+)"', client.get(name).text):
            assert client.get(module).status == 200, (name, module)
    assert 'src="main.js"' in text


def made(name: str, raw: str, status: FactStatus = FactStatus.READ, confidence: float = 0.5) -> Result:
    """A case with one fact, out of a picture with any name."""
    lines = (Line(1, raw, BOX),)
    item = Evidence("E1", name, "0" * 64, 1, "image/png", (Page(1, 100, 50, lines),), Role.ORDER)
    fact = Fact("F1", FactKind.SELLER, raw, raw, confidence, Source("E1", 1, BOX, 1), status, label=raw)
    return Result(Case(evidence=(item,), facts=(fact,), orders=(Order(raw),)), CaseFile(), 1)


def seen(result: Result, **more: object) -> Seen:
    return replace(Seen(Path("某"), result, "1", date(2024, 5, 20)), **more)  # type: ignore[arg-type]


def shown(result: Result, lang: str = "zh", **more: object) -> str:
    return html.unescape(page.html(seen(result, **more), lang, "某", Choice()))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", list(Tab))
def test_names_and_words_are_shown_and_not_obeyed(lang: str, tab: Tab) -> None:
    result = made(f"{NASTY}.png", NASTY)
    (item,) = result.case.evidence
    said = CaseFile(
        masks=(DrawnMask(item.path, 1, BOX, NASTY),),
        additions=(Addition(item.path, 1, BOX, NASTY, FactKind.PRODUCT),),
    )
    problem = Problem(item.path, "excluded", NASTY)
    result = replace(result, casefile=said, case=replace(result.case, problems=(problem,)))
    moment = seen(result, trouble=NASTY, busy=Busy(Work.READING, 1, 2, NASTY))
    choice = Choice(tab=tab)
    whole = page.html(moment, lang, NASTY, choice, Refused("F1" if tab is Tab.CHECK else "", NASTY, NASTY))
    for text in (whole, *page.parts(moment, lang, choice).values()):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in re.sub(r"&#\d+;", "", text)
    assert NASTY in html.unescape(whole)


def test_every_status_is_said_in_words() -> None:
    words = {
        FactStatus.READ: "已读取",
        FactStatus.CHECKED: "已互相印证",
        FactStatus.CORRECTED: "已更正",
        FactStatus.DISPUTED: "存疑",
    }
    assert set(words) == set(FactStatus)
    for status, word in words.items():
        text = shown(made("某.png", "某某", status, confidence=1.0))
        assert f'<span class="status pill {status}">{word}</span>' in text
        assert f'class="box {status}"' in text
    faint = shown(made("某.png", "某某", FactStatus.READ, confidence=0.5))
    assert '<span class="status pill unsure">不确定</span>' in faint
    assert 'class="box unsure"' in faint


def test_a_faint_reading_can_be_accepted_and_a_certain_one_need_not_be() -> None:
    assert '<button class="btn" name="value" value="某某"' in shown(made("某.png", "某某", confidence=0.5))
    assert 'class="settle accept"' not in shown(made("某.png", "某某", confidence=1.0))


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
    facts = Room(
        seen(replace(result, case=replace(result.case, facts=(fact, *others)))), "zh", Choice()
    ).facts
    assert {name: facts[name].twins for name in facts.known} == {
        "F1": 2, "F2": 2, "F3": 1, "F4": 1, "F5": 0, "F6": 0,
    }  # fmt: skip


def test_sentences_of_one_meaning_are_no_twins(serve: Serve) -> None:
    facts = Room(seen(serve().result), "zh", Choice()).facts
    refusals = [facts[one.id] for one in facts.known.values() if one.value == "cancel_refused"]
    assert [one.twins for one in refusals] == [0, 0]


def test_the_head_counts_and_tells_each_finding(serve: Serve) -> None:
    client = serve()
    text = client.get().text
    case = client.result.case
    assert f"{len(case.evidence)} 个文件" in text
    assert f"读出 {len(case.facts)} 项" in text
    assert (
        '<a href="?file=E1&amp;page=1&amp;tab=story" data-tab="story" class="pill breach">不一致 2</a>'
        in text
    )
    told = re.findall(r'<li data-id="([^"]+)" data-title="[^"]+" data-verdict="(\w+)"', text)
    assert told == [(f"{one.rule}|{one.order_id}", one.verdict.value) for one in case.findings]


def test_what_a_person_drew_is_shown_on_the_page_it_is_on() -> None:
    result = made("某.png", "某某")
    (item,) = result.case.evidence
    pages = (*item.pages, Page(2, 100, 50))
    said = CaseFile(
        masks=(DrawnMask("某.png", 2, Box(5, 6, 25, 16), "他人姓名"), DrawnMask("别的.png", 2, BOX)),
        additions=(Addition("某.png", 1, BOX, "某某点卡", FactKind.TIMESTAMP, "paid"),),
    )
    result = replace(result, case=replace(result.case, evidence=(replace(item, pages=pages),)), casefile=said)
    first, second = (page.parts(seen(result), "zh", Choice("E1", n)) for n in (1, 2))
    assert 'class="veil"' not in first["viewer"]
    assert first["viewer"].count('class="added"') == 1
    assert 'class="added"' not in second["viewer"]
    assert second["viewer"].count('class="veil"') == 1
    assert '<rect x="5" y="6" width="20" height="10" fill="url(#hatch)"/>' in second["viewer"]
    assert 'action="unmask"' in first["check"]
    assert "他人姓名" in first["check"]
    assert "时间 · 付款" in first["check"]
    assert "某某点卡" in first["check"]


def test_a_file_that_is_left_out_says_why_and_can_be_taken_in_again() -> None:
    result = made("某.png", "某某")
    (item,) = result.case.evidence
    out = replace(result.case, evidence=(exclude(item, "与本案无关"),), facts=())
    text = shown(replace(result, case=out, casefile=CaseFile(exclude=(Exclusion("某.png", "与本案无关"),))))
    assert "这个文件没有采用：与本案无关" in text
    assert 'name="what" value="include"' in text
    assert 'name="what" value="exclude"' not in text
    assert 'class="thumb out"' in text


def test_a_chat_without_days_is_asked_about_once() -> None:
    result = made("聊天.png", "某某", confidence=1.0)
    (item,), (fact,) = result.case.evidence, result.case.facts
    times = tuple(
        replace(
            fact, id=f"F{n}", kind=FactKind.TIMESTAMP, value=f"2024-05-12T14:0{n}:00+08:00",
            raw=f"14:0{n}", about="said", assumed=True,
        )
        for n in range(2, 7)
    )  # fmt: skip
    case = replace(result.case, evidence=(replace(item, role=Role.CHAT),), facts=(fact, *times))
    text = shown(replace(result, case=case))
    assert "1 处待核对" in text
    assert "这段聊天有 5 处时间只有钟点" in text
    assert text.count('name="what" value="day"') == 2  # in the queue, and among what the file is
    for role in (Role.ORDER, Role.PAYMENT):
        other = replace(case, evidence=(replace(item, role=role),))
        assert "5 处待核对" in shown(replace(result, case=other))


def test_what_has_no_answer_is_not_asked() -> None:
    result = made("聊天.png", "某某")
    (fact,) = result.case.facts
    said = replace(fact, kind=FactKind.STATEMENT, about="cancel_requested", hedged=True)
    text = shown(replace(result, case=replace(result.case, facts=(said,))))
    assert "没有待核对的了" in text
    assert '<span class="status pill unsure">不确定</span>' in text


def test_hundreds_of_files_are_a_strip_and_one_of_them_is_opened() -> None:
    result = made("某.png", "某某", confidence=1.0)
    (item,), (fact,) = result.case.evidence, result.case.facts
    many = range(1, 301)
    case = replace(
        result.case,
        evidence=tuple(replace(item, id=f"E{n}", path=f"{n}.png") for n in many),
        facts=tuple(replace(fact, id=f"F{n}", source=replace(fact.source, evidence=f"E{n}")) for n in many),
    )
    parts = page.parts(seen(replace(result, case=case)), "zh", Choice("E77"))
    assert set(parts) == {"summary", "strip", "viewer", "busy", "trouble", "check"}
    assert parts["strip"].count("<img ") == parts["strip"].count('loading="lazy"') == 300
    assert re.findall(r'<li id="(F\d+)"', parts["check"]) == ["F77"]
    assert len(re.findall(r'aria-current="true"', parts["strip"])) == 1


@pytest.mark.parametrize(
    ("choice", "file", "number"),
    [
        (Choice("E9", 1), "E1", 1),
        (Choice("E1", 7), "E1", 1),
        (Choice("", 0), "E1", 1),
        (Choice("E1", 2), "E1", 2),
    ],
)
def test_a_place_that_is_none_is_the_first(choice: Choice, file: str, number: int) -> None:
    result = made("某.png", "某某")
    (item,) = result.case.evidence
    case = replace(result.case, evidence=(replace(item, pages=(*item.pages, Page(2, 100, 50))),))
    text = page.parts(seen(replace(result, case=case)), "zh", choice)["viewer"]
    assert f'data-file="{file}" data-page="{number}"' in text


def test_an_empty_case_has_a_page_too() -> None:
    empty = seen(Result(Case(), CaseFile(), 0))
    for tab in Tab:
        assert "文件夹里还没有可以显示的文件" in page.html(empty, "zh", "某", Choice(tab=tab))


def test_work_under_way_is_told_in_words() -> None:
    busy = Busy(Work.READING, 2, 5, "聊天3.png")
    text = page.parts(seen(made("某.png", "某某"), busy=busy), "zh", Choice())["busy"]
    assert "正在读取 聊天3.png 2/5" in text
    assert '<progress value="2" max="5"' in text
    assert page.parts(seen(made("某.png", "某某")), "zh", Choice())["busy"].strip() == ""


def test_what_was_refused_stands_in_its_form(serve: Serve) -> None:
    client: Client = serve()
    fact = client.fact("发货时间")
    answer = client.correct(fact, "昨天下午")
    assert answer.status == 422
    own = answer.text.split(f'<li id="{fact.id}"')[1].split("</li>")[0]
    assert '<details class="edit" open>' in own
    assert 'role="alert"' in own
    assert 'value="昨天下午"' in own


def test_a_locked_file_asks_for_its_password() -> None:
    result = made("某.png", "某某")
    (item,) = result.case.evidence
    own = replace(item, problems=(Problem(item.path, "pdf-password-wrong", "", 3),))
    problems = (Problem("账单.zip", "archive-locked"), Problem("表.xlsx", "workbook-locked"))
    text = shown(replace(result, case=replace(result.case, evidence=(own,), problems=problems)))
    forms = re.findall(r'action="unlock".*?name="path" value="([^"]+)"', text, re.DOTALL)
    assert forms == ["某.png", "账单.zip"]
    assert len(re.findall('type="password"', text)) == 2


def test_a_name_cannot_turn_the_writing_of_the_page() -> None:
    name = "账单\u202egnp.exe"
    result = made(name, f"某{chr(0x2066)}某")
    text = page.html(seen(result), "zh", name, Choice())
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", re.sub(r"<[^>]*>", "", text))
    assert "账单\ufffdgnp.exe" in text
    # What forms send back is what stands on the disk.
    assert f'name="path" value="{name}"' in text


def test_a_text_without_messages_is_shown_line_by_line() -> None:
    result = made("规则.html", "2.1 付款后5分钟内可取消")
    (item,), (fact,) = result.case.evidence, result.case.facts
    text_page = Page(1, lines=(Line(1, "第二章"), Line(2, fact.raw)))
    source = replace(fact.source, box=None, line=2)
    case = replace(
        result.case, evidence=(replace(item, pages=(text_page,)),), facts=(replace(fact, source=source),)
    )
    viewer = page.parts(seen(replace(result, case=case)), "zh", Choice())["viewer"]
    assert "<li>第二章</li>" in viewer
    assert '<li class="said" id="F1-box" data-fact="F1">' in viewer


def test_a_fact_that_a_person_marked_says_so() -> None:
    text = shown(made("某.png", "某某", FactStatus.CORRECTED, confidence=1.0))
    assert "您在图上标出的" in text
    assert "程序原读" not in text
