"""The annex of what was said: pictures of the packet's chats only, with who, when, where and what is in doubt."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pypdf
from pages import chat_page, evidence, log, numbered, order_page
from PIL import Image

from dossier import reading, timeline
from dossier.casefile import CaseFile
from dossier.model import Case, Evidence, FactKind, FactStatus, Problem, Role
from dossier.packet import assemble, view
from dossier.packet.figures.pictures import Picture, embed
from dossier.packet.typeset import document
from dossier.packet.view import pages, transcripts
from dossier.packet.view.transcripts import Saying

ORDER = "CM20240512001"
TALK = [
    ("time", "2024-05-12 14:02"),
    ("system", "客服1024为您服务"),
    ("buyer", f"订单{ORDER}拍错了，申请取消"),
    ("agent", "系统自动发货，无法取消"),
    ("buyer", "可是还没有到五分钟呢"),
]


def case(*talks: Evidence) -> Case:
    rows = [("订单编号", ORDER), ("付款时间", "2024-05-12 14:02:10"), ("实付款", "¥100.00")]
    files = numbered(evidence("order.png", order_page(rows)), *talks)
    found = reading.read(files)
    return Case(
        evidence=found.evidence,
        facts=found.facts,
        events=timeline.events(found.evidence, found.facts),
        orders=found.orders,
        problems=found.aside,
        utterances=found.utterances,
    )


def sayings(made: Case) -> list[list[Saying]]:
    return [list(talk.sayings) for talk in view.of(made, CaseFile(), ()).talks]


def talk(items: Sequence[tuple[str, str]] = TALK, name: str = "chat.png") -> Evidence:
    return evidence(name, chat_page(items))


def test_who_said_what_and_when() -> None:
    (told,) = sayings(case(talk()))
    assert [(one.time, one.speaker, one.text, one.soft) for one in told] == [
        ("2024-05-12 14:02", "系统", "客服1024为您服务", True),
        ("（其后）", "本人", f"订单{ORDER}拍错了，申请取消", False),
        ("（其后）", "对方", "系统自动发货，无法取消", False),
        ("（其后）", "本人", "可是还没有到五分钟呢", False),
    ]


def test_the_name_of_the_window_is_no_message() -> None:
    """Only what surely is a name, in the place of one: what the app says stays."""
    named, hint, later = ("system", "某某商城客服(示例)"), ("system", "已添加对方为好友"), TALK[1:]
    (told,) = sayings(case(talk([named, *TALK])))
    assert [one.text for one in told] == [text for who, text in TALK if who != "time"]
    (told,) = sayings(case(talk([hint, *TALK])))
    assert told[0].text == hint[1]
    (told,) = sayings(case(talk([TALK[0], named, *later])))
    assert named[1] in [one.text for one in told]  # below a time line: said then


def test_marked_messages_lead_to_their_mark_and_others_to_their_page() -> None:
    (told,) = sayings(case(talk()))
    assert [ref.anchor for ref in told[1].refs] != ["E2-p1"]
    assert all(ref.anchor.startswith("E2-p1-m") for ref in told[1].refs)
    assert [(ref.text, ref.anchor) for ref in told[3].refs] == [("证据2", "E2-p1")]


def test_an_export_is_its_own_transcript() -> None:
    page = log(
        ("买家某某", "2024-05-12 14:03:00", f"订单{ORDER}申请取消"), ("客服", "2024-05-12 14:04", "不能取消")
    )
    export = replace(evidence("chat.txt", page), media="text/plain")
    made = case(export)
    assert made.utterances
    assert sayings(made) == []


def test_a_chat_of_another_order_is_not_told() -> None:
    made = case(talk())
    other = replace(made, problems=(Problem("chat.png", "other-order"),))
    assert sayings(made)
    assert sayings(other) == []


def test_a_reading_in_doubt_and_a_correction_are_declared() -> None:
    made = case(talk())
    number = next(f for f in made.facts if f.kind is FactKind.ORDER_ID and f.source.evidence == "E2")
    corrected = replace(number, status=FactStatus.CORRECTED, machine="CM2024O512001", raw=ORDER)
    doubted = replace(number, status=FactStatus.DISPUTED, second="CM20240512007")
    for fact, words in ((corrected, "CM2024O512001"), (doubted, "CM20240512007")):
        facts = tuple(fact if one is number else one for one in made.facts)
        notes = [one.notes for one in sayings(replace(made, facts=facts))[0]]
        assert [bool(note) for note in notes] == [False, True, False, False]
        assert words in "".join(notes[1])


def test_a_day_that_is_inferred_is_said_to_be_so() -> None:
    items = [("time", "14:03"), ("agent", "您好，这边看一下"), ("buyer", f"订单{ORDER}申请取消")]
    first, second = sayings(case(talk(items)))[0]
    assert (first.time, first.notes) == ("2024-05-12 14:03", ("日期系推定",))
    assert second.notes == ()


class Blank:
    """Originals that are all white."""

    def picture(self, item: Evidence, page: int) -> Picture:
        shown = next(one for one in item.pages if one.number == page)
        image = Image.new("L", (shown.width, shown.height), 255)
        return embed(b"", "", lambda: image)

    def data(self, item: Evidence) -> bytes | None:  # noqa: ARG002 - nothing is attached here
        return None


def test_the_annex_is_printed_and_every_link_leads_to_its_page() -> None:
    made = case(
        talk(),
        talk([("time", "2024-05-13 09:00"), ("buyer", "退款到哪里了呢"), ("agent", "已登记")], "later.png"),
    )
    seen, figures = assemble.prepare(made, CaseFile(), (), Blank())
    out = io.BytesIO()
    rendered = document.render(assemble.source(seen, "platform"), figures, out)
    text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages)
    assert "以下文字由程序从聊天截图中识读整理" in text
    assert "可是还没有到五分钟呢" in text
    assert rendered.anchors["E2-p1"] == rendered.anchors["exhibit-E2"]
    assert rendered.anchors["E3-p1"] > rendered.anchors["E2-p1"]
    links = [link for page in pypdf.PdfReader(out).pages for link in cast("Any", page.get("/Annots", []))]
    assert links


def test_every_page_of_a_file_has_a_place_of_its_own_except_frames_that_are_not_printed() -> None:
    two = evidence("chat.png", chat_page(TALK), replace(chat_page(TALK), number=2))
    made = case(two)
    marks = view.of(made, CaseFile(), ()).marks
    item = made.evidence[1]
    assert [page.number for page in pages.printed(item, marks)] == [1, 2]
    film = replace(item, media="video/mp4")
    assert [page.number for page in pages.printed(film, marks) if not marks.on("E2", page.number)] == []
    assert transcripts.of(replace(made, utterances=()), (), marks) == ()
    assert Role.CHAT in {one.role for one in made.evidence}
