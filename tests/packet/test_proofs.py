"""Beside each premise stands what proves it, and each finding says what it does not claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from places import SAMPLES

from dossier import rules
from dossier.model import Premise, PremiseState, Verdict
from dossier.packet import assemble, figures, view
from dossier.packet.figures import crops
from dossier.packet.typeset import styles
from dossier.packet.view import proofs
from dossier.packet.view.findings import FindingView
from dossier.pipeline import Result
from dossier.words import phrase

Sample = Callable[[str], Result]
NAMES = ("inside-window", "manual-after-request", "fee-kept", "refund-overdue")


def seen(result: Result) -> view.View:
    return view.of(result.case, result.casefile, ())


def found(result: Result) -> list[FindingView]:
    shown = seen(result)
    return [*shown.breaches, *shown.open]


def marked(result: Result) -> Iterator[tuple[FindingView, proofs.Proof]]:
    return ((finding, proof) for finding in found(result) for row in finding.premises for proof in row.proofs)


@pytest.mark.parametrize("name", NAMES)
def test_every_shown_premise_shows_its_proof(sample: Sample, name: str) -> None:
    for finding in found(sample(name)):
        for row in finding.premises:
            if row.refs:
                assert row.proofs or row.above, row.text
            assert len(row.proofs) <= 2
            told = {ref.anchor for proof in row.proofs for ref in proof.refs}
            assert told | {ref.anchor for ref in row.others} == {ref.anchor for ref in row.refs}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_place_is_not_shown_twice_in_one_finding(sample: Sample, name: str) -> None:
    for finding in found(sample(name)):
        places = [proof.refs for row in finding.premises for proof in row.proofs]
        assert len(places) == len(set(places))
        for row in finding.premises:
            assert all(number < row.number for number in row.above)


@pytest.mark.parametrize("name", NAMES)
def test_each_proof_stands_in_the_packet(sample: Sample, name: str) -> None:
    """A picture as a figure that a click leads on from, a text as the line that stands there."""
    result = sample(name)
    shown, made = assemble.prepare(result.case, result.casefile, (), figures.FromFolder(SAMPLES / name))
    source = assemble.source(shown, "12315")
    root = ET.fromstring(source)  # noqa: S314 - our own template
    named = [figure.get("name", "") for figure in root.iter("figure")]
    pages = {(item.id, page.number): page for item in result.case.evidence for page in item.pages}
    count = 0
    for _, proof in marked(result):
        page = pages[proof.evidence, proof.page]
        if proof.strip is None:
            assert proof.words in "".join(root.itertext())
            continue
        count += 1
        assert page.width
        assert named.count(proof.figure) == 1
        (crop,) = made[proof.figure]()
        assert isinstance(crop, crops.Crop)
        assert crop.framed == proof.strip.marked
    assert count >= 2


@pytest.mark.parametrize("name", NAMES)
def test_the_writing_of_a_proof_can_be_read(sample: Sample, name: str) -> None:
    """A line is 7 points high at least beside the words, and no strip of few lines is higher than 35 mm."""
    result = sample(name)
    _, made = assemble.prepare(result.case, result.casefile, (), figures.FromFolder(SAMPLES / name))
    for finding in found(result):
        for row in finding.premises:
            room = styles.FRAME_WIDTH * (1 if row.broad else 0.6) - 12
            for proof in row.proofs:
                if proof.strip is None:
                    continue
                (crop,) = made[proof.figure]()
                width, height = crop.wrap(room, 1000)
                assert width <= room
                assert height <= 35 * 72 / 25.4 + 1
                assert proof.strip.line * width / (proof.strip.box.x1 - proof.strip.box.x0) >= 7


def test_a_clause_is_quoted_as_captured_with_its_number_and_the_date_of_its_page(sample: Sample) -> None:
    row = found(sample("fee-kept"))[0].premises[0]
    assert (
        "公示规则第 1 条（证据1）：“买家付款后10分钟内申请取消订单的，全额退款，不收取任何手续费。”"
        in row.text
    )
    assert row.source == "证据1：规则生效日期“2024年7月15日”"
    assert [ref.text for ref in row.source_refs] == ["证据1①"]


def test_what_proves_nothing_by_itself_is_referred_to_but_not_shown(sample: Sample) -> None:
    """An agent's number is no proof of what the agent said."""
    case = sample("fee-kept").case
    number = next(f for f in case.facts if f.kind == "agent_id")
    said = next(f for f in case.facts if f.kind == "statement" and f.about == "cancel_accepted")
    marks = seen(sample("fee-kept")).marks
    both = Premise("", PremiseState.SHOWN, facts=(number.id, said.id))
    (shown,) = proofs.of("x", [both], case, marks)
    assert [proof.refs for proof in shown.proofs] == [marks.refs([said.id])]
    assert shown.others == marks.refs([number.id])
    (shown,) = proofs.of("x", [Premise("", PremiseState.SHOWN, facts=(number.id,))], case, marks)
    assert len(shown.proofs) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_leads_back_to_each_finding_that_refers_to_it(sample: Sample, name: str) -> None:
    backs = seen(sample(name)).backs
    for finding in found(sample(name)):
        for row in finding.premises:
            for ref in (*row.refs, *row.source_refs):
                assert finding.anchor in {back.anchor for back in backs[ref.anchor]}


# What is not claimed, and the law

ACCUSING = re.compile("违法|欺诈|诈骗|恶意|欺骗|黑心")


@pytest.mark.parametrize("rule", rules.REGISTRY)
def test_each_verdict_of_each_rule_says_what_is_not_claimed(rule: str) -> None:
    told = [phrase(f"unclaimed.{rule}.{verdict}") for verdict in Verdict]
    for sentence in told:
        assert sentence.endswith("。")
        assert re.search("不主张|不认定|不评价|不作认定", sentence)
        assert not ACCUSING.search(sentence)
    assert told[0] not in told[1:]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("destination", ["platform", "12315"])
def test_it_stands_under_each_finding(sample: Sample, name: str, destination: str) -> None:
    source = assemble.source(seen(sample(name)), destination)
    for finding in found(sample(name)):
        assert source.count(f"未主张的内容：{finding.unclaimed}") >= 1


def test_no_fixed_time_is_said_to_be_law() -> None:
    """Nowhere does the law grant minutes of free cancelling (facts on the law, part 0)."""
    for rule in ("grace.shipped-inside", "grace.cancel-refused-inside"):
        assert "不主张法律规定了若干分钟的取消期" in phrase(f"unclaimed.{rule}.breach")
    assert "不主张法律规定了答复的时限" in phrase("unclaimed.service.no-answer.breach")
    for rule in ("grace.fee-charged-inside", "fee.above-published-rate"):
        assert "不主张法律规定了费用的比例上限" in phrase(f"unclaimed.{rule}.breach")


@pytest.mark.parametrize("name", NAMES)
def test_the_gist_of_an_article_is_told_once_and_later_referred_to(sample: Sample, name: str) -> None:
    told: dict[str, int] = {}
    for finding in found(sample(name)):
        assert [article.citation for article in finding.articles] == list(finding.law)
        for article in finding.articles:
            assert bool(article.gist) == (article.citation not in told)
            assert article.said == told.setdefault(article.citation, finding.number)
    assert told


def test_findings_are_numbered_through(sample: Sample) -> None:
    numbers = [finding.number for finding in found(sample("inside-window"))]
    assert all(second == first + 1 for first, second in pairwise(numbers))
