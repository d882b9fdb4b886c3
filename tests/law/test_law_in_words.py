"""What the program says to people: no claim is told as law that is not, and law is cited by the register alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dossier import law, resources

REGISTER = law.load()
ROOT = Path(law.__file__).parents[1]
TODAY = date(2026, 11, 23)

WORDS = sorted(
    path
    for folder in (resources.templates(), resources.policies())
    for path in folder.rglob("*")
    if path.suffix in {".yaml", ".j2", ".html"}
)
CODE = sorted(path for path in ROOT.rglob("*.py") if "templates" not in path.parts)

ID = re.compile(
    r"\b(?:XFT?|DS|WJ|PT|TS-old|TS|CF|HTJS|HT|QR|MJ|MFD|WX1|YF|ZJ|MSS|MSJ|ZX|DQ|PI|WBF?|JG|ZB|YK)-\d+\b"
)
TITLE = re.compile(r"《([^》{}]*(?:法|条例|办法|解释|规定|法典)[^》{}]*)》")

# Claims about this trade that are often told as law and are none.
LAW_WORD = (
    r"(?:法律|法规|法定|依法|《[^》]*》|民法典|消法|消费者权益保护法|电子商务法|网络交易监督管理办法|网信)"
)
CLAIMS = (
    r"明示、?可操作",
    r"宽限期",
    r"显著短于",
    r"支持无理由取消",
    r"钱货两失",
    r"影响(?:您的)?账户信用",
    r"成功率|规避\s*\d+\s*%",
    r"不应(?:自动)?发货|不得发货(?!”)",
    r"虚拟商品(?:不适用|适用|支持)七[天日]",
    r"向网信(?:部门|办)?投诉",
    r"等级歧视",
    r"(?:超过|高于)\s*\d+\s*[%％].{0,6}违法",
    rf"(?<!不主张){LAW_WORD}[^。；]{{0,24}}(?:规定|要求|允许|保障|赋予)[^。；]{{0,24}}(?:分钟|[%％]|百分之|免费取消)",
    rf"(?:分钟|[%％]|百分之)[^。；]{{0,16}}(?:由|是|系){LAW_WORD}[^。；]{{0,6}}规定",
    r"一律无效|必然无效|当然无效",
    r"欺诈|诈骗|假一赔三|退一赔三|三倍赔偿|黑心|必须处罚|霸王条款",
)
#: Files whose business is to recognise such words, or to warn of them.
MAY_NAME = {"tone.yaml"}
#: A warning to the buyer against strangers accuses nobody.
HARMLESS = re.compile(r"以防受骗")


@pytest.mark.parametrize("path", WORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_claim_is_told_as_law(path: Path) -> None:
    if path.name in MAY_NAME:
        return
    text = HARMLESS.sub("", path.read_text(encoding="utf-8"))
    found = [match.group() for claim in CLAIMS for match in re.finditer(claim, text)]
    assert found == []


@pytest.mark.parametrize(
    "claim",
    [
        "《网络交易监督管理办法》要求取消规则明示、可操作、公平合理",
        "法律规定付款后5分钟内可以取消",
        "依法超过20%的手续费不允许收取，依法规定不超过10%",
        "平台不应自动发货",
        "该条款一律无效",
        "可以向网信部门投诉",
        "10%的上限是法律规定的",
    ],
)
def test_the_net_catches_them(claim: str) -> None:
    assert any(re.search(pattern, claim) for pattern in CLAIMS)


@pytest.mark.parametrize(
    "words",
    [
        "公示规则第3.1条：支付后5分钟内可免费取消",
        "本条不主张“期内不得发货”。",
        "法律没有规定取消的时限",
        "本项不主张法律规定了若干分钟的取消期。",
    ],
)
def test_the_net_lets_the_rest_pass(words: str) -> None:
    assert not any(re.search(pattern, words) for pattern in CLAIMS)


@pytest.mark.parametrize("path", [*WORDS, *CODE], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_article_named_anywhere_may_be_printed(path: Path) -> None:
    for key in dict.fromkeys(ID.findall(path.read_text(encoding="utf-8"))):
        assert REGISTER.printable(key, TODAY), key


@pytest.mark.parametrize("path", WORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_law_is_cited_past_the_register(path: Path) -> None:
    """A title typed by hand would not notice that its law is repealed."""
    printable = {
        title
        for key, item in REGISTER.instruments.items()
        if REGISTER.printable(key, TODAY)
        for title in (item.title, item.short)
    }
    assert set(TITLE.findall(path.read_text(encoding="utf-8"))) <= printable
