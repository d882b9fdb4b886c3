"""What is done on the page beside corrections: saved at once, judged anew, undone, kept apart by tabs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from review_client import Client, Serve

from dossier import casefile
from dossier.model import Role

LOG = "2024-05-12 14:03:05 我(10001)\n订单CM20240512001误拍了，现申请取消，请勿发货\n"
NOTE = "# 我自己的话\n投诉人:\n  姓名: 某某   # 本人\n\n# 末尾\n"


def told(client: Client, act: str, status: int = 200, /, **fields: str) -> dict[str, Any]:
    answer = client.act(act, **fields)
    assert answer.status == status, answer.text
    return json.loads(answer.body)


def back(client: Client, answer: dict[str, Any]) -> dict[str, Any]:
    """Post the form that takes an act back."""
    undo = dict(answer["undo"])
    return told(client, undo.pop("action"), **undo)


@pytest.fixture
def client(serve: Serve) -> Client:
    return serve()


@pytest.fixture
def small(serve: Serve, tmp_path: Path) -> Client:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "聊天.txt").write_text(LOG, encoding="utf-8")
    (folder / "case.yaml").write_text(NOTE, encoding="utf-8")
    return serve(folder=folder)


def text(client: Client) -> str:
    return (client.folder / "case.yaml").read_bytes().decode("utf-8")


def test_a_role_is_saved_judged_and_taken_back(small: Client) -> None:
    item = small.result.case.evidence[0]
    assert item.role is Role.CHAT
    answer = told(small, "file", file=item.id, path=item.path, what="role", value="other", seen="chat")
    assert casefile.load(small.folder).roles == {"聊天.txt": Role.OTHER}
    assert small.result.case.evidence[0].role is Role.OTHER
    assert "姓名: 某某   # 本人" in text(small)
    back(small, answer)
    assert text(small) == NOTE
    assert small.result.case.evidence[0].role is Role.CHAT


def test_two_tabs_do_not_overwrite_one_another(small: Client) -> None:
    item = small.result.case.evidence[0]
    told(small, "file", path=item.path, what="role", value="other", seen="chat")
    late = told(small, "file", 409, path=item.path, what="role", value="policy", seen="chat")
    assert casefile.load(small.folder).roles == {"聊天.txt": Role.OTHER}
    assert late["now"]

    told(small, "field", name="complainant.name", value="张某", seen="某某")
    late = told(small, "field", 409, name="complainant.name", value="李某", seen="某某")
    assert (late["ok"], late["now"]) == (False, "张某")
    assert casefile.load(small.folder).complainant.name == "张某"
    # Whoever has seen that may write over it.
    told(small, "field", name="complainant.name", value="李某", seen="张某")
    assert casefile.load(small.folder).complainant.name == "李某"


def test_the_number_of_a_file_that_is_another_one_now_changes_nothing(small: Client) -> None:
    before = text(small)
    (small.folder / "a.txt").write_text("2024-05-12 14:09:05 我(10001)\n请退款\n", encoding="utf-8")
    small.server.desk.look()
    assert [one.path for one in small.result.case.evidence] == ["a.txt", "聊天.txt"]
    answer = told(small, "file", 409, file="E1", path="聊天.txt", what="exclude", value="")
    assert answer["code"] == "outdated"
    assert text(small) == before


def test_a_field_is_filled_in_and_the_rest_of_the_file_stays(small: Client) -> None:
    words = "第一行：“引号” # 不是注释\n  第二行\n\n- 第三行"
    answer = told(small, "field", name="account", value=words.replace("\n", "\r\n"), seen="")
    assert casefile.load(small.folder).account == words
    assert text(small).startswith("# 我自己的话\n投诉人:\n  姓名: 某某   # 本人\n")
    assert text(small).rstrip().endswith("- 第三行") or "# 末尾" in text(small)
    back(small, answer)
    assert casefile.load(small.folder).account == ""


def test_signs_that_hide_in_a_copied_number_are_left_out(small: Client) -> None:
    copied = "\u202d138****0000\u202c"
    told(small, "field", name="complainant.phone", value=copied, seen="")
    assert casefile.load(small.folder).complainant.phone == "138****0000"
    # The page still has what was written in it.
    told(small, "field", name="complainant.phone", value="139****0000", seen=copied)
    assert casefile.load(small.folder).complainant.phone == "139****0000"


@pytest.mark.parametrize(
    ("name", "value"),
    [("known_since", "去年"), ("purpose", "送人"), ("minor", "也许"), ("reply_by", "2024-02-30")],
)
def test_what_a_field_does_not_take_is_refused(small: Client, name: str, value: str) -> None:
    before = text(small)
    answer = told(small, "field", 422, name=name, value=value, seen="")
    assert answer["why"].startswith("没有保存")
    assert text(small) == before


def test_claims_are_added_changed_and_taken_back(small: Client) -> None:
    added = told(small, "claim", entry="", kind="refund", text="退还已付款项", amount="128")
    (claim,) = casefile.load(small.folder).claims
    assert (claim.kind, claim.text, str(claim.amount)) == ("refund", "退还已付款项", "128.00")
    entry = added["undo"]["entry"]
    changed = told(small, "claim", entry=entry, kind="refund", text="退还已付款项", amount="100.5")
    assert str(casefile.load(small.folder).claims[0].amount) == "100.50"
    # The other tab still has the old one before it.
    assert told(small, "claim", 409, entry=entry, kind="fee", text="", amount="")["code"] == "outdated"
    back(small, changed)
    assert str(casefile.load(small.folder).claims[0].amount) == "128.00"
    back(small, added)
    assert casefile.load(small.folder).claims == ()
    assert told(small, "claim", 422, entry="", kind="other", text=" ", amount="")["code"] == "claim-text"
    assert told(small, "claim", 422, entry="", kind="refund", text="", amount="很多")["code"] == "amount"


def test_a_file_is_left_out_with_a_reason_and_taken_in_again(client: Client) -> None:
    chat = next(one for one in client.result.case.evidence if one.role is Role.CHAT)
    found = {fact.id for fact in client.result.case.facts}
    answer = told(client, "file", path=chat.path, what="exclude", value="与本案无关 # 真的")
    (entry,) = casefile.load(client.folder).exclude
    assert (entry.file, entry.reason) == (chat.path, "与本案无关 # 真的")
    assert not any(fact.source.evidence == chat.id for fact in client.result.case.facts)
    assert any(problem.code == "excluded" for problem in client.server.desk.named(chat.path).problems)
    back(client, answer)
    assert {fact.id for fact in client.result.case.facts} == found
    assert casefile.load(client.folder).exclude == ()


def test_masks_are_drawn_within_the_page(client: Client) -> None:
    order = next(one for one in client.result.case.evidence if one.role is Role.ORDER)
    page = order.pages[0]
    answer = told(
        client, "mask", path=order.path, page="1", box=f"10,20,{page.width + 500},60", reason="无关"
    )
    (mask,) = casefile.load(client.folder).masks
    assert (mask.file, mask.page, mask.reason) == (order.path, 1, "无关")
    assert mask.box == (10, 20, page.width, 60)
    back(client, answer)
    assert casefile.load(client.folder).masks == ()
    for box in (
        "10,20,10,60",
        "1,2,3",
        "a,b,c,d",
        "-5,0,10,10",
        f"{page.width},0,{page.width + 9},9",
        "5,5,7,7",
    ):
        assert told(client, "mask", 422, path=order.path, page="1", box=box)["code"] == "small"
    assert told(client, "mask", 409, path=order.path, page="7", box="1,1,50,50")["code"] == "outdated"
    assert told(client, "mask", 409, path="../case.yaml", page="1", box="1,1,50,50")["code"] == "outdated"


def test_what_was_missed_is_marked_read_and_becomes_a_fact(client: Client) -> None:
    order = next(one for one in client.result.case.evidence if one.role is Role.ORDER)
    paid = client.fact("付款时间")
    assert paid.source.box is not None
    box = ",".join(map(str, paid.source.box))
    read = told(client, "read", path=order.path, page="1", box=box)
    assert "14:02:10" in read["text"]
    assert not (client.folder / "case.yaml").exists()
    answer = told(
        client, "add", path=order.path, page="1", box="5,5,90,30", kind="agent_id", about="", text="1024"
    )
    (fact,) = [one for one in client.result.case.facts if one.value == "1024" and one.machine == ""]
    assert (fact.status, fact.source.evidence) == ("corrected", order.id)
    back(client, answer)
    assert not any(one.machine == "" for one in client.result.case.facts)


def test_files_dropped_are_read_and_their_facts_appear(small: Client) -> None:
    boundary = "x" * 20
    log = "2024-05-12 14:09:05 客服(工号1024)\n订单CM20240512001已经发货，不能取消\n"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="聊天.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\n{log}\r\n--{boundary}--\r\n"
    ).encode()
    answer = small.ask(
        "POST",
        f"{small.base}upload",
        body,
        Origin=f"http://{small.host}",
        Accept="application/json",
        **{"Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    assert answer.status == 200, answer.text
    assert "聊天 (2).txt" in json.loads(answer.body)["said"]
    assert (small.folder / "聊天.txt").read_text(encoding="utf-8") == LOG
    assert [one.path for one in small.result.case.evidence] == ["聊天 (2).txt", "聊天.txt"]


def test_an_archived_folder_is_not_changed(small: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.bagging.is_inside", lambda _: True)
    before = text(small)
    assert told(small, "field", 422, name="order", value="CM1", seen="")["code"] == "archived"
    assert text(small) == before


def test_every_act_is_in_the_journal_when_it_is_done(client: Client) -> None:
    order = next(one for one in client.result.case.evidence if one.role is Role.ORDER)
    client.correct(client.fact("付款时间"), "2024-05-12 13:53:10")
    told(client, "file", path=order.path, what="role", value="payment", seen="order")
    told(client, "mask", path=order.path, page="1", box="10,10,60,60", reason="我的私事")
    lines = [json.loads(line) for line in (client.folder / "journal.jsonl").read_text("utf-8").splitlines()]
    assert [line["what"] for line in lines] == ["corrected", "arranged", "arranged"]
    last = lines[-1]["with"]
    assert last["roles"] == {order.path: "payment"}
    assert last["masks"] == [{"file": order.path, "page": 1, "box": [10, 10, 60, 60]}]
    assert "我的私事" not in json.dumps(lines, ensure_ascii=False)


def test_a_card_key_is_shown_as_hidden_until_the_person_says_it_is_none(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    log = f"{LOG}2024-05-12 14:05:05 客服(1024)\n已发货，卡密：QWER-1234-TYUI-5678，请查收\n"
    (folder / "聊天.txt").write_text(log, encoding="utf-8")
    client = serve(folder=folder)
    page = client.get("?tab=check").text
    form = page[page.index('action="release"') :]
    assert 'name="text" value="QWER-1234-TYUI-5678"' in form[: form.index("</form>")]

    answer = told(client, "release", path="聊天.txt", page="1", text="QWER-1234-TYUI-5678")
    (entry,) = casefile.load(folder).releases
    assert (entry.file, entry.page, entry.text) == ("聊天.txt", 1, "QWER-1234-TYUI-5678")
    page = client.get("?tab=check").text
    assert 'action="release"' not in page
    assert 'action="unrelease"' in page
    back(client, answer)
    assert 'action="release"' in client.get("?tab=check").text
