"""The packets: what can be made, what was made, and how the texts of a web form are told apart."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import cases
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pages import numbered

from dossier import reading, resources, rules, timeline
from dossier.casefile import CaseFile, Party, Purpose
from dossier.casefile.model import PageCategory, ReportedPage
from dossier.filing import destinations, forms
from dossier.model import Case
from dossier.packet.view import whole
from dossier.pipeline import Result
from dossier.review import outcome
from dossier.review.outcome import Outcome, PlaceView
from dossier.review.state import Busy, Made, Seen, Work

TODAY = date(2024, 6, 1)
PAGE = ReportedPage("https://example.com/1", PageCategory.OTHER, "order.png")


def case() -> Case:
    files = numbered(cases.order(shipped="2024-05-12 14:05:41"), cases.asked(), cases.page(cases.FREE))
    read = reading.read(files)
    events = timeline.events(read.evidence, read.facts)
    findings = rules.judge(read.orders, read.evidence, read.facts, events, None, ())
    return Case(read.evidence, read.facts, events, findings, orders=read.orders)


CASE = case()
MADE = (
    Made("12315", "packet-12315.pdf", 3, fresh=True),
    Made("platform", "packet-platform.pdf", 2, fresh=True),
)


def seen(said: CaseFile | None = None, **more: object) -> Seen:
    base = Seen(Path("evidence"), Result(CASE, said or CaseFile(), 0), "1", TODAY)
    return replace(base, **more)  # type: ignore[arg-type]


def shown(said: CaseFile | None = None, lang: str = "zh", **more: object) -> Outcome:
    return outcome.of(seen(said, **more), lang)


def place(told: Outcome, key: str) -> PlaceView:
    return next(one for one in told.places if one.key == key)


def rendered(told: Outcome) -> str:
    loader = FileSystemLoader(resources.templates() / "review")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return html.unescape(made.get_template("packet.html.j2").render(packet=told))


def chosen(told: Outcome) -> list[str]:
    return re.findall(r'name="for" value="([^"]+)" checked', rendered(told))


def test_the_usual_places_are_chosen_at_first_and_later_those_of_the_last_time() -> None:
    assert chosen(shown()) == ["platform", "12315"]
    assert chosen(shown(made=(Made("association", "packet-association.pdf", 3, fresh=False),))) == [
        "association"
    ]


def test_web_pages_can_be_reported_only_when_there_are_any() -> None:
    told = place(shown(), "12377")
    assert told.barred
    assert not told.chosen
    assert re.search(r'value="12377" disabled', rendered(shown()))
    told = place(shown(CaseFile(pages=(PAGE,))), "12377")
    assert told.barred == ""
    assert told.lacking
    assert not told.chosen, "it is never chosen unasked"


def test_what_lacks_leads_to_its_field() -> None:
    told = place(shown(CaseFile(complainant=Party(name="某某"))), "12315")
    lacking = {one.want.need: one.field for one in told.lacking}
    assert lacking["phone"] == "field-complainant-phone"
    assert lacking["claims"] == "field-claims"
    assert lacking["payment"] == ""
    assert "complainant" in {one.want.need for one in told.there}
    text = rendered(shown())
    assert 'href="?tab=form#field-complainant-phone"' in text
    pages = place(shown(CaseFile(pages=(PAGE,))), "12377")
    assert {one.field for one in pages.lacking} == {""}, "pages have no place in the form"


def test_what_stands_in_the_way_is_told_first_and_leads_to_its_answer() -> None:
    told = shown(CaseFile(purpose=Purpose.RESALE))
    ((words, field),) = told.stops
    assert field == "field-purpose"
    text = rendered(told)
    assert text.index(words) < text.index('action="build"')
    assert shown().stops == ()


def test_packets_are_told_in_the_order_of_their_places_and_those_for_others_last() -> None:
    shared = replace(MADE[1], path="share/packet-platform.pdf")
    told = shown(made=(shared, *MADE))
    assert [(one.path, one.share) for one in told.packets] == [
        ("packet-platform.pdf", False),
        ("packet-12315.pdf", False),
        ("share/packet-platform.pdf", True),
    ]
    text = rendered(told)
    assert text.count('href="made/share/packet-platform.pdf"') == 1
    assert re.findall(r'src="preview/packet-12315.pdf/(\d+)"', text) == ["1", "2", "3"]
    assert re.search(r'name="share" checked', text)
    assert not re.search(r'name="share" checked', rendered(shown(made=MADE)))


def test_a_stale_packet_is_told_as_one() -> None:
    stale = shown().say("stale")
    assert stale not in rendered(shown(made=MADE))
    assert stale in rendered(shown(made=(MADE[0], replace(MADE[1], fresh=False))))


def test_a_build_shows_how_far_it_is_and_takes_no_second_one() -> None:
    text = rendered(shown(busy=Busy(Work.BUILDING, 1, 4, "packet-12315.pdf"), made=MADE))
    assert re.search(r'<progress [^>]*max="4" value="1"', text)
    assert 'action="build"' not in text
    text = rendered(shown(busy=Busy(Work.READING, 0, 3, "a.png")))
    assert "<progress" not in text
    assert re.search(r"<button[^>]* disabled", text)
    assert re.search(r"<button[^>]* disabled", rendered(shown(trouble="第3行有误")))
    assert not re.search(r"<button[^>]* disabled", rendered(shown()))


def test_why_nothing_was_made_is_told() -> None:
    text = rendered(shown(unmade="磁盘已满"))
    assert re.search(r'role="alert"><b>[^<]+</b> 磁盘已满', text)


def test_names_of_files_are_no_markup() -> None:
    nasty = 'packet"><script>alert(1)</script>.pdf'
    loader = FileSystemLoader(resources.templates() / "review")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    told = shown(made=(replace(MADE[0], path=nasty),), unmade=nasty)
    text = made.get_template("packet.html.j2").render(packet=told)
    assert "<script" not in text
    assert "%3Cscript%3E" in text


@pytest.mark.parametrize("key", ["platform", "12315", "association"])
@pytest.mark.parametrize("limits", [{}, {"facts": 1, "problem": 1, "bought": 1}])
def test_the_texts_of_a_form_come_back_as_they_were_written(key: str, limits: dict[str, int]) -> None:
    said = CaseFile(complainant=Party(name="某某"), negotiated="谈过一次。没有结果。")
    to = destinations.find(key)
    view = whole.of(CASE, said, ())
    entered = forms.entries(view, to, MappingProxyType(limits))
    file = forms.text(entered, to, said, ("随附材料：甲",)).decode("utf-8-sig")
    found = list(outcome.texts(file, to))
    assert [one.text for one in found] == [one.fitted.text for one in entered]
    assert [one.label.partition("】")[0] for one in found] == [f"【{one.field.label}" for one in entered]
    for one, entry in zip(found, entered, strict=True):
        assert one.note.startswith(entry.field.note)
        assert one.text or one.note != entry.field.note, "an empty field says that it is empty"


def test_no_file_no_texts() -> None:
    assert list(outcome.texts("", destinations.find("12315"))) == []


@pytest.mark.parametrize(
    ("count", "told"), [(0, ""), (1, "1 kB"), (999_499, "999 kB"), (1_250_000, "1.2 MB")]
)
def test_sizes(count: int, told: str) -> None:
    assert outcome.size(count) == told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_and_descriptions_lead_somewhere(lang: str) -> None:
    text = rendered(shown(CaseFile(pages=(PAGE,)), lang, made=MADE))
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', text):
        assert set(described.split()) <= set(ids)
