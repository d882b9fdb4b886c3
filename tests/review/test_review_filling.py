"""The form: what stands in it, what is only offered, and what is said at which field."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import cases
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pages import numbered

from dossier import casefile, reading, resources, rules, timeline, words
from dossier.casefile import CaseFile, Claim, ClaimKind, Party, Purpose, Respondent, editing
from dossier.model import Case
from dossier.pipeline import Result
from dossier.review import entries, filling
from dossier.review.state import Refused, Seen

TODAY = date(2024, 6, 1)
NASTY = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(2)>'


def case(*more: tuple[str, str]) -> Case:
    """An order sent inside the free time after a request: it bears a claim of 100 yuan."""
    files = numbered(
        cases.order(shipped="2024-05-12 14:05:41", more=(("商家名称", "某某网络科技有限公司"), *more)),
        cases.asked(),
        cases.page(cases.FREE),
    )
    read = reading.read(files)
    events = timeline.events(read.evidence, read.facts)
    findings = rules.judge(read.orders, read.evidence, read.facts, events, None, ())
    return Case(read.evidence, read.facts, events, findings, orders=read.orders)


CASE = case()


def seen(said: CaseFile | None = None, of: Case = CASE) -> Seen:
    return Seen(Path("evidence"), Result(of, said or CaseFile(), 0), "1", TODAY)


def fields(form: filling.Form) -> dict[str, filling.FieldView]:
    return {one.name: one for section in form.sections for one in section.fields}


def at(said: CaseFile, name: str, of: Case = CASE) -> filling.FieldView:
    return fields(filling.of(seen(said, of), "zh"))[name]


def rendered(form: filling.Form) -> str:
    loader = FileSystemLoader(resources.templates() / "review")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return made.get_template("form.html.j2").render(form=form)


def control(text: str, name: str) -> str:
    """The opening tag of a field's control."""
    found = re.search(rf'<(?:input|textarea|select|fieldset)\b[^>]*id="{name}"[^>]*>', text)
    assert found is not None, name
    return found[0]


def test_every_field_has_a_form_of_its_own_with_what_was_seen() -> None:
    said = CaseFile(
        complainant=Party(name="某某", phone="138****0000"),
        respondent=Respondent(address="某市某路1号"),
        account="第一行\n\n第二行",
        purpose=Purpose.OWN,
        minor=False,
        known_since=date(2024, 5, 12),
        keep_card_keys=True,
    )
    told = {
        "complainant.name": "某某",
        "complainant.phone": "138****0000",
        "respondent.address": "某市某路1号",
        "account": "第一行\n\n第二行",
        "purpose": "own",
        "minor": "no",
        "known_since": "2024-05-12",
        "keep_card_keys": "yes",
    }
    form = filling.of(seen(said), "zh")
    text = rendered(form)
    for name, one in fields(form).items():
        assert one.value == one.seen == told.get(name, ""), name
        control(text, one.id)
        own = re.search(rf'<form [^>]*data-entry="{re.escape(name)}".*?</form>', text, re.DOTALL)
        assert own is not None
        assert 'method="post" action="field"' in own[0]
        assert f'name="name" value="{name}"' in own[0]
        assert f'name="seen" value="{told.get(name, "")}"' in own[0]
        assert "<button" in own[0], "it can be saved without script"
    assert {"field-complainant-id-number", "field-filed-elsewhere"} <= {o.id for o in fields(form).values()}


def test_the_form_sends_what_case_yaml_can_hold(tmp_path: Path) -> None:
    """Each value that a choice offers is taken, and read back as the same value."""
    (tmp_path / "a.png").write_bytes(b"")
    for name, options in {
        **{
            one.name: [value for value, _ in one.options] for one in fields(filling.of(seen(), "zh")).values()
        },
        "known_since": ["2024-05-12", ""],
        "order": ["CM20240512001", ""],
        "account": ["第一行\n第二行", ""],
    }.items():
        for value in options:
            before = filling.value_of(casefile.load(tmp_path), name)
            editing.set_field(tmp_path, name, value, before)
            after = filling.value_of(casefile.load(tmp_path), name)
            # A yes-no question without a third answer says no when nothing is said.
            assert after == value or (name == "keep_card_keys" and after == "no"), name


def test_what_was_read_is_offered_and_not_filled_in() -> None:
    one = at(CaseFile(), "respondent.name")
    assert one.value == ""
    assert one.suggestions == ("某某网络科技有限公司",)
    text = rendered(filling.of(seen(), "zh"))
    assert 'value=""' in control(text, "field-respondent-name")
    assert 'name="value" value="某某网络科技有限公司"' in text
    taken = at(CaseFile(respondent=Respondent(name="某某网络科技有限公司")), "respondent.name")
    assert taken.suggestions == ()


def test_claims_are_proposed_and_never_taken_silently() -> None:
    form = filling.of(seen(), "zh")
    assert form.claims == ()
    refund, answer = form.proposals
    assert (refund.kind, refund.amount) == ("refund", "100.00")
    assert answer.kind == "explain"
    taken = Claim(ClaimKind.REFUND, refund.text, Decimal("100.00"))
    form = filling.of(seen(CaseFile(claims=(taken,))), "zh")
    assert [one.text for one in form.proposals] == [answer.text]
    assert [(one.entry, one.text, one.amount) for one in form.claims] == [
        (entries.name(taken), refund.text, "100.00")
    ]
    text = rendered(form)
    assert text.count('action="unclaim"') == 1
    assert f'name="entry" value="{entries.name(taken)}"' in text


def test_orders_that_were_found_are_the_choice() -> None:
    assert [value for value, _ in at(CaseFile(), "order").options] == ["", cases.ORDER]
    strange = at(CaseFile(order="XX000001"), "order")
    assert [value for value, _ in strange.options] == ["", cases.ORDER, "XX000001"]
    assert "XX000001" in strange.remarks[0].words
    assert at(CaseFile(order=cases.ORDER), "order").remarks == ()
    empty = filling.of(seen(of=Case()), "zh")
    assert "order" not in fields(empty)


@pytest.mark.parametrize(
    ("said", "name", "severity"),
    [
        (CaseFile(purpose=Purpose.RESALE), "purpose", "stop"),
        (CaseFile(minor=True), "minor", "stop"),
        (CaseFile(forbidden_goods=True), "forbidden_goods", "stop"),
        (CaseFile(known_since=date(2020, 1, 1)), "known_since", "ask"),  # before the order
        (CaseFile(filed_elsewhere="已向法院起诉，法院已立案"), "filed_elsewhere", "stop"),
        (CaseFile(), "purpose", "ask"),
        (CaseFile(), "minor", "ask"),
        (CaseFile(), "forbidden_goods", "ask"),
        (CaseFile(), "filed_elsewhere", "ask"),
        (CaseFile(), "respondent.name", "ask"),
        (CaseFile(respondent=Respondent(name="某某")), "respondent.address", "ask"),
        (CaseFile(negotiated="我要向12377举报并要求退款"), "negotiated", "note"),
        (CaseFile(reply_by=TODAY), "reply_by", "ask"),
        (CaseFile(keep_card_keys=True), "keep_card_keys", "note"),
    ],
)
def test_a_remark_stands_at_the_field_it_is_about(said: CaseFile, name: str, severity: str) -> None:
    told = at(said, name).remarks
    assert [one.severity for one in told] == [severity]
    text = html.unescape(rendered(filling.of(seen(said), "zh")))
    place = re.search(rf'id="{filling.field_id(name)}-told".*?</div>', text, re.DOTALL)
    assert place is not None
    assert told[0].words in place[0]
    assert f'class="remark {severity}"' in place[0]


def test_answers_that_settle_a_question_leave_no_remark() -> None:
    said = CaseFile(
        purpose=Purpose.OWN,
        minor=False,
        forbidden_goods=False,
        filed_elsewhere="没有",
        known_since=date(2024, 5, 12),
        respondent=Respondent(name="某某", address="某市"),
        reply_by=date(2024, 6, 10),
    )
    assert [one.name for one in fields(filling.of(seen(said), "zh")).values() if one.remarks] == []


def test_every_remark_has_a_field() -> None:
    about = [key for key in words.keys("zh") if key.startswith("admissibility.")]
    assert len(about) > 15
    assert {filling.concerned(key) for key in about} <= filling.NAMES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_does_not_send_a_person_to_an_editor(lang: str) -> None:
    form = filling.of(seen(), lang)
    assert not [t.words for one in fields(form).values() for t in one.remarks if "case.yaml" in t.words]


def test_wording_is_told_under_its_text_with_its_place_as_browsers_count() -> None:
    account = "😀对方没有退款。\n这就是诈骗，卡密：ABCD1234EFGH。"
    spots = at(CaseFile(account=account), "account").spots
    units = account.encode("utf-16-le")
    shown = [units[2 * s.start : 2 * s.stop].decode("utf-16-le") for s in spots]
    assert shown == ["诈骗", "ABCD1234EFGH"]
    assert [s.words for s in spots] == ["诈骗", "AB****"]
    text = rendered(filling.of(seen(CaseFile(account=account)), "zh"))
    remarks = text[text.index('id="field-account-told"') :]
    assert "ABCD1234EFGH" not in remarks[: remarks.index("</div>")]
    own = CaseFile(complainant=Party(phone="13800000000"), account="请打13800000000")
    assert at(own, "account").spots == ()
    claimed = CaseFile(claims=(Claim(ClaimKind.OTHER, "必须三倍赔偿"),))
    assert filling.of(seen(claimed), "zh").claims[0].spots


def test_a_limit_is_told_where_the_words_go() -> None:
    said = CaseFile(limits={"association": {"claims": 100, "elsewhere": 20}, "12315": {"facts": 500}})
    form = filling.of(seen(said), "zh")
    assert [most for _, most in form.limits] == [100]
    assert [most for _, most in fields(form)["filed_elsewhere"].limits] == [20]
    assert fields(form)["account"].limits == ()


def test_what_was_refused_stays_in_its_field() -> None:
    refused = Refused("known_since", "五月十二", "没有保存：请写日期")
    form = filling.of(seen(CaseFile(known_since=date(2024, 5, 1))), "zh", refused)
    one = fields(form)["known_since"]
    assert (one.value, one.seen, one.refused) == ("五月十二", "2024-05-01", "没有保存：请写日期")
    text = rendered(form)
    assert 'aria-invalid="true"' in control(text, "field-known-since")
    assert text.count('aria-invalid="true"') == 1
    other = filling.of(seen(), "zh", Refused("claim.", "退钱", "没有保存"))
    assert (other.new_claim.text, other.new_claim.refused) == ("退钱", "没有保存")


def test_nothing_that_was_written_or_read_becomes_markup() -> None:
    evil = replace(
        CASE, facts=tuple(replace(f, value=NASTY) if f.kind == "seller" else f for f in CASE.facts)
    )
    said = CaseFile(
        complainant=Party(name=NASTY),
        order=NASTY,
        account=NASTY,
        negotiated=NASTY,
        claims=(Claim(ClaimKind.OTHER, NASTY),),
    )
    text = rendered(filling.of(seen(said, evil), "zh", Refused("account", NASTY, NASTY)))
    assert "<script" not in text
    assert "<img" not in text
    assert html.escape(NASTY, quote=False)[:20] in text


def test_a_text_that_begins_with_an_empty_line_keeps_it() -> None:
    """A browser drops the first line break of a textarea."""
    text = rendered(filling.of(seen(CaseFile(account="第一行")), "zh"))
    assert re.search(r'id="field-account"[^>]*>\n第一行</textarea>', text)


def test_labels_and_descriptions_lead_somewhere() -> None:
    text = rendered(filling.of(seen(CaseFile(claims=(Claim(ClaimKind.REFUND),))), "en"))
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for name in (*re.findall(r'\bfor="([^"]+)"', text), *re.findall(r'data-of="([^"]+)"', text)):
        assert name in ids
    for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', text):
        assert set(described.split()) <= set(ids)
