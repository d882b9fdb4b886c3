"""Secrets written as those write them who do not want a machine to find them, and what looks like them."""

from __future__ import annotations

import time

import pytest
from masking import case_of, copied, leaks, lines, masks_of
from pages import evidence, log

from dossier.casefile import CaseFile
from dossier.model import Case, Evidence, Fact, FactKind, Page, Role, Row, Source
from dossier.privacy import choosing
from dossier.privacy.finding import find
from dossier.privacy.model import Secret
from dossier.terminal import Terminal
from dossier.tone import told
from dossier.tone.places import of_text

KEYS = {
    "卡密：ABCD\u200b1234\u200bEFGH": "ABCD1234EFGH",
    "卡密：“ABCD1234EFGH”": "ABCD1234EFGH",
    "卡密：<ABCD1234EFGH>": "ABCD1234EFGH",
    "卡密：『ABCD1234EFGH』": "ABCD1234EFGH",
    "激活码👉ABCD1234EFGH": "ABCD1234EFGH",
    "激活码 ✅ABCD1234EFGH": "ABCD1234EFGH",
    "卡mi：ABCD1234EFGH": "ABCD1234EFGH",
    "kami：ABCD1234EFGH": "ABCD1234EFGH",
    "K密：ABCD1234EFGH": "ABCD1234EFGH",
    "密：ABCD1234EFGH": "ABCD1234EFGH",
    "账密：abc12345/zzz99988": "abc12345zzz99988",
    "卡密：abcdefghijklmnop": "abcdefghijklmnop",
    "兑换码 7H3K9": "7H3K9",
    "电子券号 6666000011112222，券密 33445566": "33445566",
    "兑换链接：https://t.example/s/AbCd1234Ef": "AbCd1234Ef",
    "https://t.example/s/AbCd1234Ef 兑换链接": "AbCd1234Ef",
}
PERSONS = {
    "电话:(138)0013-5678": "13800135678",
    "138.0013.5678": "13800135678",
    "1380-013-5678": "13800135678",
    "1 3 8 0 0 1 3 5 6 7 8": "13800135678",
    "138\u200b0013\u200b5678": "13800135678",
    "一三八零零一三五六七八": "一三八零零一三五六七八",
    "幺三八00幺三五六七八": "幺三八00幺三五六七八",
    "1101011987041212 35": "110101198704121235",
    "护照号：E12345678": "E12345678",
    "demo@example。com": "demo@example。com",
    "demo(at)example.com": "demo(at)example.com",
    "抖音号：demo8899": "demo8899",
    "薇：demo8899": "demo8899",
    "我叫张小三，": "张小三",
    "张小三 13800135678 浙江省杭州市西湖区示例路88号": "张小三",
}
STAYS = (
    "保密：2024年5月12日前不公开",
    "卡密 > 查看",
    "卡密*2张",
    "密码错误请重试",
    "官网链接：https://t.example/help/20240512",
    "我叫客服处理",
    "本人于2024年5月12日付款",
    "单号 一三八零",
    "2024.05.12 14:02:10",
    "金额 138.00 135.67",
    "订单编号 138-0013-567890",
)


@pytest.mark.parametrize("role", [Role.ORDER, Role.CHAT])
@pytest.mark.parametrize(("text", "key"), KEYS.items())
def test_keys_however_they_are_set(text: str, key: str, role: Role) -> None:
    page = lines(text)
    masks = [mask for mask in masks_of(page, role=role) if mask.kind is Secret.CARD_KEY]
    assert not leaks(copied(page, masks).replace("\u200b", ""), key)


@pytest.mark.parametrize(("text", "secret"), PERSONS.items())
def test_persons_however_they_are_written(text: str, secret: str) -> None:
    page = lines(text)
    masks = masks_of(page, role=Role.CHAT)
    copy = copied(page, masks).replace("\u200b", "").replace(".", "").replace(")", "")
    assert masks
    assert secret.replace(".", "").replace(")", "") not in copy


@pytest.mark.parametrize("role", [Role.ORDER, Role.CHAT])
@pytest.mark.parametrize("text", STAYS)
def test_what_only_looks_like_a_secret_stays(text: str, role: Role) -> None:
    page = lines(text)
    assert copied(page, masks_of(page, role=role)) == text


def test_the_readers_own_number_on_a_rule_page() -> None:
    page = lines("当前用户手机：13800135678", "客服电话：13900001111")
    assert (
        copied(page, masks_of(page, role=Role.POLICY)) == "当前用户手机：138****5678\n客服电话：13900001111"
    )


# Keys of figures alone


def _talk(*said: tuple[str, str]) -> str:
    page = log(*((who, f"2024-05-12 14:0{n}:00", text) for n, (who, text) in enumerate(said)))
    return copied(page, masks_of(page, role=Role.CHAT), [Secret.CARD_KEY])


@pytest.mark.parametrize(
    "said",
    [
        (("买家", "付款了"), ("客服1024", "卡密已发"), ("客服1024", "883311229900")),
        (("买家", "付款了"), ("客服1024", "883311229900"), ("客服1024", "这是您的卡密，自行兑换")),
        (("买家", "这个卡密用不了"), ("买家", "883311229900")),
    ],
)
def test_figures_alone_beside_words_for_a_key(said: tuple[tuple[str, str], ...]) -> None:
    assert "883311229900" not in _talk(*said)


@pytest.mark.parametrize(
    "said",
    [
        (("买家", "我的卡密呢"), ("客服1024", "订单号发一下"), ("买家", "883311229900")),
        (("买家", "卡密没收到，单号是"), ("买家", "883311229900")),
        (("买家", "在吗"), ("买家", "883311229900")),
        (("客服1024", "已发货，加群领取"), ("客服1024", "883311229")),
    ],
)
def test_figures_that_may_be_a_number_stay(said: tuple[tuple[str, str], ...]) -> None:
    assert said[-1][1] in _talk(*said)


# Names of files and goods


def _case(path: str, page: Page, *facts: Fact) -> Case:
    item = Evidence("E1", path, "0" * 64, 1, "image/png", (page,), Role.CHAT)
    return Case(evidence=(item,), facts=facts)


def test_a_key_in_the_name_of_a_file_and_of_a_part() -> None:
    page = Page(1, part="截图 卡密KQ8X-77AB-W3ZT.png")
    case, _ = choosing.told(_case("聊天 卡密ZZ11-22AA-33BB.png", page), CaseFile())
    assert "ZZ11" not in case.evidence[0].path
    assert "KQ8X" not in case.evidence[0].pages[0].part


@pytest.mark.parametrize(
    "name",
    ["550e8400-e29b-41d4-a716-446655440000.png", "mmexport1715494981000.jpg", "IMG_20240512_140210.png"],
)
def test_names_that_machines_give_stay(name: str) -> None:
    case, _ = choosing.told(_case(name, Page(1)), CaseFile())
    assert case.evidence[0].path == name


def test_a_key_within_the_name_of_the_goods() -> None:
    """A bill calls the goods by what was delivered: the name of goods is no reason to keep it."""
    words = "点卡 卡密KQ8X-77AB-W3ZT"
    page = Page(1, rows=(Row(2, (("商品", words),)),))
    fact = Fact("F1", FactKind.PRODUCT, words, words, 1.0, Source("E1", 1, None, 2))
    case, _ = choosing.told(_case("账单.csv", page, fact), CaseFile())
    assert "KQ8X" not in f"{case.facts[0].value} {case.facts[0].raw} {case.evidence[0].pages[0].rows}"


def test_a_remark_does_not_repeat_a_key() -> None:
    text = "对方发来卡密 KQ8X-77AB-W3ZT"
    remarks = of_text(text, "case.yaml")
    assert [remark.wording.instead for remark in remarks] == ["key"]
    terminal = Terminal(100, coloured=False)
    shown = told.warning(remarks, "zh", terminal, "x") + "\n".join(told.lines(remarks, "zh", terminal))
    assert "case.yaml:1:8" in shown
    assert "77AB" not in shown


# Time


@pytest.mark.parametrize("piece", [" ", "key ", "卡号", "a@", "A-", "市", "收货人：", "ABCDE "])
def test_a_line_of_twenty_thousand_signs_costs_no_seconds(piece: str) -> None:
    text = "卡密：" + (piece * 20000)[:20000]
    case = case_of(evidence("a.png", lines(text)), roles={"a.png": Role.ORDER})
    start = time.process_time()
    find(case, CaseFile())
    assert time.process_time() - start < 3


def test_a_secret_at_the_seam_of_two_windows_is_found_whole() -> None:
    for before in range(560, 840, 7):
        page = lines("字" * before + "卡密：ABCD-1234-EFGH-9999 手机 13800135678" + "字" * 900)
        copy = copied(page, masks_of(page, role=Role.ORDER))
        assert not leaks(copy, "ABCD-1234-EFGH-9999")
        assert not leaks(copy.replace("138****5678", ""), "13800135678")
