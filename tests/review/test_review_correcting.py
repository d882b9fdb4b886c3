"""A correction on the page: saved, judged anew, replaced, undone, refused."""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

import pytest
from review_client import Client, Serve

from dossier import casefile
from dossier.model import Fact, FactKind, FactStatus, Source, Verdict
from dossier.review import values
from dossier.review.values import Form, RefusedError

NOTE = "# 我自己的话\n订单: CM20240512001   # 只有这一个\n\n更正:\n# 例子\n#- 文件: x\n\n协商情况: 已致电\n"


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.iterdir() if path.name not in {"case.yaml", "journal.jsonl"})
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def verdicts(client: Client) -> set[Verdict]:
    return {f.verdict for f in client.result.case.findings if f.rule == "grace.shipped-inside"}


def test_a_corrected_time_changes_the_finding_and_undoing_restores_it(serve: Serve) -> None:
    client = serve()
    before = hashes(client.folder)
    path = client.folder / "case.yaml"
    path.write_text(NOTE, encoding="utf-8")
    assert verdicts(client) == {Verdict.BREACH}
    shown = client.fact("付款时间")

    # Paid nine minutes earlier, dispatch lies outside the five minutes.
    answer = client.correct(shown, "2024-05-12 13:53:10")
    assert answer.status == 303
    assert answer.headers["Location"] == client.at(shown)
    assert Verdict.BREACH not in verdicts(client)
    fact = client.fact("付款时间")
    assert (fact.id, fact.status, fact.value) == (shown.id, FactStatus.CORRECTED, "2024-05-12T13:53:10+08:00")
    page = client.get(client.at(shown)).text
    assert "程序原读：2024-05-12 14:02:10" in page
    written = path.read_text(encoding="utf-8")
    entry = (
        '- 文件: "订单详情.png"\n  页: 1\n  项目: 时间\n'
        '  原读: "2024-05-12 14:02:10"\n  改为: "2024-05-12 13:53:10"\n'
    )
    assert written == NOTE.replace("更正:\n", f"更正:\n{entry}")

    # Corrected twice: the entry is replaced.
    assert client.correct(fact, "2024-05-12 13:54:10").status == 303
    assert path.read_text(encoding="utf-8") == written.replace("13:53:10", "13:54:10")

    (entry_id,) = set(re.findall(r'name="entry" value="(\w+)"', client.get(client.at(shown)).text))
    undone = client.post("undo", {"entry": entry_id, "fact": fact.id})
    assert undone.headers["Location"] == client.at(fact)
    assert path.read_text(encoding="utf-8") == NOTE
    assert verdicts(client) == {Verdict.BREACH}
    assert client.fact("付款时间") == shown
    assert hashes(client.folder) == before


def test_a_reading_that_is_not_there_is_dropped_and_can_come_back(serve: Serve) -> None:
    client = serve()
    request = next(f for f in client.result.case.facts if f.value == "cancel_requested")
    answer = client.correct(request, absent="on")
    assert answer.headers["Location"].endswith("#corrections")
    assert request.id not in {f.id for f in client.result.case.facts}
    assert verdicts(client).isdisjoint({Verdict.BREACH})
    (entry,) = casefile.load(client.folder).corrections
    assert (entry.kind, entry.was, entry.value) == (FactKind.STATEMENT, request.raw, None)
    page = html.unescape(client.get().text)
    assert f"<del>{request.raw}</del>" in page
    entry_id = page.partition('name="entry" value="')[2].partition('"')[0]
    assert client.post("undo", {"entry": entry_id, "fact": ""}).status == 303
    assert verdicts(client) == {Verdict.BREACH}


def test_what_has_not_the_form_is_refused_at_its_place_and_nothing_is_saved(serve: Serve) -> None:
    client = serve()
    fact = client.fact("发货时间")
    answer = client.correct(fact, "下午吧<b>")
    assert answer.status == 422
    text = answer.text
    place = text[text.index(f'id="{fact.id}"') :]
    assert "没有保存：请照图上写出完整的时间" in place[: place.index("</li>")]
    assert 'value="下午吧&lt;b&gt;"' in place[: place.index("</li>")]
    assert not (client.folder / "case.yaml").exists()


def test_a_page_that_is_out_of_date_saves_nothing(serve: Serve) -> None:
    client = serve()
    fact = client.fact("发货时间")
    fields = {"fact": fact.id, "value": "2024-05-12 14:09:41"}
    for changed in ({"seen": "2024-05-12 14:05:42"}, {"seen": fact.raw, "fact": "F999"}):
        assert client.post("correct", {**fields, **changed}).status == 422
        assert client.act("correct", **{**fields, **changed}).status == 409
    # A form that lacks a field is none of ours.
    assert client.post("correct", fields).status == 400
    # The same words at another place are another fact: files get other numbers when one comes.
    assert client.post("correct", {**fields, "seen": fact.raw, "mark": "0" * 16}).status == 422
    assert not (client.folder / "case.yaml").exists()


def test_what_was_written_by_hand_meanwhile_is_kept_and_shown(serve: Serve) -> None:
    client = serve()
    fact = client.fact("发货时间")
    path = client.folder / "case.yaml"
    path.write_text("投诉人:\n  姓名: 某某\n", encoding="utf-8")
    assert client.correct(fact, "2024-05-12 14:09:41").status == 303
    said = casefile.load(client.folder)
    assert said.complainant.name == "某某"
    assert [entry.value for entry in said.corrections] == ["2024-05-12 14:09:41"]
    path.write_text("", encoding="utf-8")
    assert "程序原读" not in client.get(client.at(fact)).text


def test_a_mistake_in_the_file_is_told_and_the_page_stays(serve: Serve) -> None:
    client = serve()
    path = client.folder / "case.yaml"
    path.write_text("订单： CM1\n", encoding="utf-8")
    text = client.get().text
    assert 'role="alert"' in text
    assert "第 1 行" in text
    assert "2024-05-12 14:05:41" in client.get(client.at(client.fact("发货时间"))).text
    answer = client.correct(client.fact("发货时间"), "2024-05-12 14:09:41")
    assert answer.status == 422
    assert path.read_text(encoding="utf-8") == "订单： CM1\n"


# The forms of values


def fact(kind: FactKind, value: str, raw: str = "", **more: object) -> Fact:
    return Fact("F1", kind, value, raw or value, 1.0, Source("E1", 1, None, 1), **more)  # type: ignore[arg-type]


WHOLE = fact(FactKind.TIMESTAMP, "2024-05-12T14:02:10+08:00", "2024-05-1214:02:10")
CLOCK = fact(FactKind.TIMESTAMP, "2024-05-12T14:02+08:00", "14:02", assumed=True)
DAY = fact(FactKind.TIMESTAMP, "2024-03-01", "2024年3月1日")
PAID = fact(FactKind.AMOUNT, "128.00", "¥128.00")
NUMBER = fact(FactKind.ORDER_ID, "CM20240512001", "CM20240512001 复制")
AGENT = fact(FactKind.AGENT_ID, "1O24")
SHOP = fact(FactKind.SELLER, "某某卡盟")
SENT = fact(FactKind.DELIVERY, "automatic", "自动发货")
STATE = fact(FactKind.STATUS, "shipped", "已发货", about="state")
SAID = fact(FactKind.STATEMENT, "cancel_requested", "我要取消")
TERM = fact(FactKind.POLICY_TERM, "PT5M;start=paid;delivery=any;free=yes", "5分钟内可免费取消")


@pytest.mark.parametrize(
    ("one", "text", "saved"),
    [
        (WHOLE, " 2024-05-12  14:02:11 ", "2024-05-12 14:02:11"),
        (WHOLE, "2024年5月12日14:03", "2024年5月12日14:03"),
        (CLOCK, "14:03", "14:03"),
        (CLOCK, "14:02", "14:02"),  # doubtful: may be confirmed
        (CLOCK, "2024-05-12 14:02", "2024-05-12 14:02"),
        (DAY, "2024-03-02", "2024-03-02"),
        (PAID, "129", "129"),
        (PAID, "¥1,290.50", "¥1,290.50"),
        (NUMBER, "ＣＭ20240512002", "CM20240512002"),
        (AGENT, "1024", "1024"),
        (SHOP, "某某数卡", "某某数卡"),
        (SENT, "manual", "manual"),
        (STATE, "refunded", "refunded"),
    ],
)
def test_accepted(one: Fact, text: str, saved: str) -> None:
    assert values.accepted(one, text) == saved


@pytest.mark.parametrize(
    ("one", "text", "code"),
    [
        (WHOLE, "", "empty"),
        (WHOLE, " \n ", "empty"),
        (WHOLE, "14:02", "date"),
        (WHOLE, "5月12日 14:02", "date"),
        (WHOLE, "2024-05-12", "time"),
        (WHOLE, "2024-02-30 14:02", "time"),
        (WHOLE, "2024-05-12 25:02", "time"),
        (WHOLE, "昨天 14:02", "time"),
        (WHOLE, "2024-05-12 14:02:10 付款", "time"),
        (WHOLE, "2024-05-12 14:02 2024-05-12 14:03", "time"),
        (WHOLE, "2024-05-12 14:02:10", "same"),
        (WHOLE, "2024-05-12T14:02:10+08:00", "time"),
        (DAY, "3月1日", "date"),
        (PAID, "约128", "amount"),
        (PAID, "128 129", "amount"),
        (PAID, "128.00", "same"),
        (PAID, "10%", "amount"),
        (NUMBER, "CM2024 0512002", "number"),
        (NUMBER, "ABCDEFG", "number"),
        (NUMBER, "12345", "number"),
        (NUMBER, "CM20240512001", "same"),
        (AGENT, "工号1024", "number"),
        (SHOP, "x" * 201, "text"),
        (SHOP, "某\x00某", "text"),
        (SHOP, "某\u202e某", "text"),
        (SENT, "自动", "choice"),
        (STATE, "unknown", "choice"),
        (SAID, "取消", "fixed"),
        (TERM, "PT9M", "fixed"),
    ],
)
def test_refused(one: Fact, text: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        values.accepted(one, text)
    assert caught.value.code == code


def test_every_kind_has_a_form() -> None:
    forms = {kind: values.form(fact(kind, "x")) for kind in FactKind}
    assert {kind for kind, form in forms.items() if form is Form.NONE} == {
        FactKind.STATEMENT,
        FactKind.POLICY_TERM,
        FactKind.REASON,
    }
