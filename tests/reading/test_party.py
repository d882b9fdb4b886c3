"""Whether the other side of a conversation can be the shop: by its title, the sender's name, its own words."""

from __future__ import annotations

import pytest
from pages import WIDTH, centred, chat_page, evidence, log, numbered

from dossier import reading
from dossier.model import Box, Evidence, FactKind, Line, Page, Speaker
from dossier.reading.chats import party
from dossier.reading.chats.conversation import Utterance

ORDER = "CM20240512001"
ASK = ("buyer", f"订单{ORDER}申请取消")
ANSWER = "系统自动发货，无法取消"

SHOPS = [
    "小张发卡", "A阿哲游戏", "老王代充", "A00小李卡盟客服", "大姐小店", "哥哥代练", "弟弟工作室", "姐姐家的店", "老师傅代充", "朋友圈代购", "妈妈点卡",
    "客服小美(24)", "某某卡盟", "小明", "老板",
]  # fmt: skip
OTHERS = [
    "二叔", "大姐", "表哥阿强", "亲爱的妈妈", "阿姨", "嫂子", "老婆", "室友小陈", "同事", "邻居王姨", "班长", "王者开黑群(128)", "相亲相爱一家人(5)", "公司群",
    "某某卡盟售后群(200)",
]  # fmt: skip


def titled(title: str) -> Evidence:
    """A capture whose title bar names the other side."""
    own = chat_page([("time", "2024-05-12 14:03"), ASK, ("time", "2024-05-12 14:05"), ("agent", ANSWER)])
    x, y, text = centred(110, title)
    bar = Line(0, text, Box(x, y, WIDTH - x, y + 40), 0.99)
    lines = [*own.lines[:2], bar, *own.lines[2:]]
    page = Page(1, own.width, own.height, tuple(Line(n, w.text, w.box, 0.99) for n, w in enumerate(lines, 1)))
    return evidence("chat.png", page)


def refused(*files: Evidence) -> bool:
    """Whether the refusal is plain."""
    found = [
        f for f in reading.read(numbered(*files)).facts
        if f.kind is FactKind.STATEMENT and f.value == "cancel_refused"
    ]  # fmt: skip
    return not found[0].hedged


@pytest.mark.parametrize("title", SHOPS)
def test_a_shop_may_be_called_by_a_persons_name(title: str) -> None:
    assert refused(titled(title))


@pytest.mark.parametrize("title", OTHERS)
def test_kin_friends_and_groups_speak_for_no_shop(title: str) -> None:
    assert not refused(titled(title))


def test_an_export_tells_by_the_senders_name() -> None:
    def export(name: str) -> Evidence:
        first = ("我", "2024-05-12 14:03:00", ASK[1])
        return evidence("chat.txt", log(first, (name, "2024-05-12 14:05:00", ANSWER)))

    assert refused(export("老王代充"))
    assert not refused(export("表哥阿强"))


def test_what_the_buyer_calls_the_shop_is_no_title() -> None:
    top = chat_page([("buyer", "姐在吗"), ("time", "2024-05-12 14:03"), ASK, ("agent", ANSWER)])
    assert refused(evidence("chat.png", top))


@pytest.mark.parametrize(
    ("words", "of_others"),
    [("那家店从来不退的", True), ("我上次也没退成", True), ("我们家不退的", False), ("这单取消不了", False)],
)
def test_words_about_another_shop(words: str, of_others: bool) -> None:
    assert party.speaks_of_others(Utterance(0, Speaker.AGENT, words, (), 1)) is of_others
