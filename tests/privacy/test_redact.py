"""Redaction changes every text that holds a secret, and nothing else."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from dossier.casefile import CaseFile, Claim, Correction, Exclusion, Party, Respondent
from dossier.model import (
    Actor,
    Box,
    Case,
    Event,
    EventKind,
    Evidence,
    Fact,
    FactKind,
    FactStatus,
    Finding,
    Interval,
    Line,
    Message,
    Missing,
    Order,
    Page,
    Precision,
    Premise,
    PremiseState,
    Problem,
    Role,
    Row,
    Source,
    Utterance,
    Verdict,
)
from dossier.privacy import redact, spreading
from dossier.privacy.model import Mask, Secret

KEY = "ABCD-EFGH-2345-6789"
MOMENT = datetime.fromisoformat("2024-05-12T14:02:10+08:00")


def mask(text: str = KEY, shown: str = "（遮）", line: int = 0, **more: object) -> Mask:
    values: dict[str, object] = {"evidence": "E1", "page": 1, "kind": Secret.CARD_KEY, **more}
    return Mask(text=text, shown=shown, line=line, **values)  # type: ignore[arg-type]


def filled(cls: type, **given: object) -> object:
    """An instance whose every text says the key, whatever fields there are."""
    values: dict[str, object] = {}
    for field in dataclasses.fields(cls):
        if field.name in given:
            values[field.name] = given[field.name]
        elif str(field.type) in {"str", "str | None"} and field.name not in redact._WORDLESS:
            values[field.name] = f"说 {KEY} 完"
    return cls(**values)


def whole() -> tuple[Case, CaseFile]:
    """A case in which every text of every kind of record says the key."""
    message = filled(Message, line=1)
    line = filled(Line, number=1, box=Box(1, 2, 3, 4), again=(f"第二 {KEY}", "ABCD-EFGH-2345-678S"))
    page = filled(Page, number=1, lines=(line,), messages=(message,), rows=(Row(1, ((KEY, KEY),)),))
    problem = filled(Problem, code="archive")
    item = filled(
        Evidence, id="E1", sha256="0" * 64, bytes=1, media="image/png", pages=(page,), problems=(problem,)
    )
    fact = filled(
        Fact, id="F1", kind=FactKind.STATEMENT, confidence=0.9, source=Source("E1", 1, Box(1, 2, 3, 4), 1),
        second="ABCD-EFGH-2345-678S", machine=None, doubts=(3, 4), status=FactStatus.DISPUTED,
    )  # fmt: skip
    event = filled(
        Event, id="T1", kind=EventKind.SHIPPED, when=Interval(MOMENT, MOMENT), precision=Precision.SECOND,
        actor=Actor.PLATFORM, facts=("F1",),
    )  # fmt: skip
    premise = filled(Premise, state=PremiseState.SHOWN, facts=("F1",))
    finding = filled(Finding, rule="grace.shipped-inside", verdict=Verdict.CLEAR, premises=(premise,))
    order = filled(Order, paid=Decimal("128.00"))
    said_there = filled(Utterance, talk=1, places=(Source("E1", 1, None, 1),), lines=(1,))
    case = Case(
        (item,), (fact,), (event,), (finding,), (filled(Missing),), (order,), (problem,), (said_there,)
    )  # type: ignore[arg-type]
    said = filled(
        CaseFile,
        complainant=filled(Party),
        respondent=filled(Respondent),
        claims=(filled(Claim),),
        exclude=(filled(Exclusion),),
        corrections=(filled(Correction, page=1, kind=FactKind.AGENT_ID),),
        roles={f"{KEY}.png": Role.CHAT},
    )
    return case, said  # type: ignore[return-value]


def test_no_text_of_any_field_keeps_the_secret() -> None:
    case, said = whole()
    assert repr((case, said)).count(KEY) > 50
    made = repr(redact.redact(case, said, [mask()]))
    assert KEY not in made
    assert "678S" not in made
    assert "说 （遮） 完" in made


def test_what_is_no_text_stays() -> None:
    case, said = whole()
    made, _ = redact.redact(case, said, [mask()])
    assert made.facts[0].source == case.facts[0].source
    assert made.evidence[0].pages[0].lines[0].box == Box(1, 2, 3, 4)
    assert (made.evidence[0].id, made.evidence[0].sha256) == ("E1", "0" * 64)
    assert made.events[0].when == case.events[0].when
    assert made.findings[0].verdict is Verdict.CLEAR
    assert made.orders[0].paid == Decimal("128.00")


def test_doubts_and_second_readings_go_with_the_value() -> None:
    case, said = whole()
    (fact,) = redact.redact(case, said, [mask()])[0].facts
    assert (fact.doubts, fact.second) == ((), None)


def test_a_fact_without_a_secret_is_the_same() -> None:
    case, said = whole()
    other = replace(case.facts[0], value="1024", raw="工号1024", label="", about="", second="1O24", doubts=(1,),
                    machine=None, order_id=None)  # fmt: skip
    made, _ = redact.redact(replace(case, facts=(other,)), said, [mask()])
    assert made.facts == (other,)


def test_without_masks_nothing_is_made_anew() -> None:
    case, said = whole()
    assert redact.redact(case, said, []) == (case, said)


def page_of(*texts: str) -> Case:
    lines = tuple(
        Line(n, text, Box(0, 50 * n, 20 * len(text), 50 * n + 40)) for n, text in enumerate(texts, 1)
    )
    return Case((Evidence("E1", "a.png", "0" * 64, 1, "image/png", (Page(1, 1000, 1000, lines),)),))


def texts(case: Case) -> list[str]:
    return [line.text for item in case.evidence for page in item.pages for line in page.lines]


def test_a_line_in_which_its_secret_is_not_found_is_hidden_whole() -> None:
    made, _ = redact.redact(page_of("卡密 WXYZ", "别的"), CaseFile(), [mask("QQQQ-1111", line=1)])
    assert texts(made) == [redact.hidden(), "别的"]


def test_a_short_secret_is_hidden_at_its_place_alone() -> None:
    made, _ = redact.redact(page_of("昵称 李", "李子味"), CaseFile(), [mask("李", "*", line=1)])
    assert texts(made) == ["昵称 *", "李子味"]


def test_a_short_secret_is_hidden_in_the_message_of_its_line() -> None:
    there, elsewhere = (Source("E1", 1, None, line) for line in (1, 2))
    said = (Utterance(1, (there,), (1,), "昵称 李"), Utterance(1, (elsewhere,), (2,), "李子味"))
    case = replace(page_of("昵称 李", "李子味"), utterances=said)
    made, _ = redact.redact(case, CaseFile(), [mask("李", "*", line=1)])
    assert [one.text for one in made.utterances] == ["昵称 *", "李子味"]


def test_two_files_never_come_to_share_a_path() -> None:
    first = page_of("x").evidence[0]
    names = ("王小某.png", "张小某.png", "c.png")
    items = tuple(replace(first, id=f"E{n}", path=name) for n, name in enumerate(names, 1))
    case = Case(
        items, problems=(Problem("张小某.png", "other-order"), Problem("张小某.png/1.png", "archive"))
    )
    masks = [mask("王小某", "某人", kind=Secret.NAME), mask("张小某", "某人", kind=Secret.NAME)]
    made, said = redact.redact(case, CaseFile(roles={"王小某.png": Role.CHAT}), masks)
    assert [item.path for item in made.evidence] == ["某人.png", "E2 某人.png", "c.png"]
    assert [problem.path for problem in made.problems] == ["E2 某人.png", "E2 某人.png/1.png"]
    assert dict(said.roles) == {"某人.png": Role.CHAT}


def test_what_a_drawn_mask_covers_is_hidden_in_the_facts_of_its_line() -> None:
    case = page_of("客服昵称 小某同学")
    fact = Fact("F1", FactKind.AGENT_NAME, "小某同学", "小某同学", 0.9, Source("E1", 1, None, 1))
    hidden = mask("客服昵称 小某同学", "（遮）", line=1, kind=Secret.DRAWN)
    made, _ = redact.redact(replace(case, facts=(fact,)), CaseFile(), [hidden])
    assert (made.facts[0].value, made.facts[0].raw) == ("（遮）", "（遮）")


# Places


def test_a_secret_is_burnt_wherever_it_stands_in_a_picture() -> None:
    case = page_of("卡密：ABCD-EFGH-2345-6789", "好的", "再发一次 ABCD EFGH 2345 6789")
    found = spreading.spread(case, [mask(line=1, box=Box(60, 50, 440, 90))])
    assert [(m.line, m.text) for m in found] == [(1, KEY), (3, "ABCD EFGH 2345 6789")]
    box, line = found[1].box, case.evidence[0].pages[0].lines[2].box
    assert box is not None
    assert line is not None
    assert (box.y0, box.y1, box.x1) == (line.y0, line.y1, line.x1)
    # Four signs of a whole em, a blank, nineteen signs of about half an em.
    assert 100 < box.x0 < 150


def test_a_line_whose_second_reading_tells_the_secret_is_hidden_whole() -> None:
    case = page_of("密 ABCD-EFCH-2345-6T89")
    line = replace(case.evidence[0].pages[0].lines[0], again=(f"密 {KEY}",))
    page = replace(case.evidence[0].pages[0], lines=(line,))
    case = replace(case, evidence=(replace(case.evidence[0], pages=(page,)),))
    (_, found) = spreading.spread(case, [mask(evidence="E9")])
    assert (found.line, found.text, found.box) == (1, line.text, line.box)
