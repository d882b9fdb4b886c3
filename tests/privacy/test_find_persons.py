"""What tells of persons is hidden in a set for others; what tells of the shop and the trade is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from masking import case_of, copied, lines, masks_of
from pages import chat_page, evidence, log, order_page, page

from dossier.casefile import CaseFile
from dossier.casefile.model import Party, Respondent
from dossier.model import Box, Line, Page, Role, Row
from dossier.privacy.finding import find
from dossier.privacy.model import Secret

# An invented number whose check character fits, and one whose check figure does.
IDENTITY = "110101199003070011"
CARD = "6222020000000000003"
BUYER = Party(
    name="王某某",
    phone="13800000000",
    address="浙江省杭州市某某区某某路88号3幢502室",
    id_number=IDENTITY,
    email="wang@mail.example",
)
SHOP = Respondent(name="某某数卡网络有限公司", phone="13911112222", website="https://shop.example")
SAID = CaseFile(complainant=BUYER, respondent=SHOP)


def check_character(number: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11]


def with_check_figure(number: str) -> str:
    for last in "0123456789":
        figures = [int(c) for c in reversed(number + last)]
        total = sum(figures[::2]) + sum(sum(divmod(2 * d, 10)) for d in figures[1::2])
        if total % 10 == 0:
            return number + last
    raise AssertionError


IDENTITY = "11010119900307001" + check_character("11010119900307001")
CARD = with_check_figure("622202000000000000")
SAID = replace(SAID, complainant=replace(BUYER, id_number=IDENTITY))

HIDDEN = (
    # telephones
    (Secret.PHONE, "手机号：13812345678", "手机号：138****5678"),
    (Secret.PHONE, "13812345678", "138****5678"),
    (Secret.PHONE, "138 1234 5678", "138****5678"),
    (Secret.PHONE, "138-1234-5678", "138****5678"),
    (Secret.PHONE, "+86 13812345678", "138****5678"),
    (Secret.PHONE, "+8613812345678", "138****5678"),
    (Secret.PHONE, "联系我13812345678谢谢", "联系我138****5678谢谢"),
    (Secret.PHONE, "李某某,13812345678,已付款", "李某某,138****5678,已付款"),
    (Secret.PHONE, "电话：0571-88112233", "电话：（电话已遮盖）"),
    (Secret.PHONE, "手机：138l2345678", "手机：138****5678"),
    (Secret.PHONE, "充值号码：13812345678 100元", "充值号码：138****5678 100元"),
    (Secret.PHONE, "2024-05-12 14:03 13812345678", "2024-05-12 14:03 138****5678"),
    # identity cards
    (Secret.ID_NUMBER, f"身份证号：{IDENTITY}", f"身份证号：110***********{IDENTITY[-4:]}"),
    (Secret.ID_NUMBER, f"我的证件{IDENTITY}", f"我的证件110***********{IDENTITY[-4:]}"),
    (Secret.ID_NUMBER, "110101 19900307 001" + IDENTITY[-1], f"110***********{IDENTITY[-4:]}"),
    (Secret.ID_NUMBER, "身份证：110101900307001", "身份证：（证件号已遮盖）"),
    (Secret.ID_NUMBER, "身份证号码 11010119900307O011", "身份证号码 110***********O011"),
    # bank cards
    (Secret.BANK_CARD, f"银行卡号：{CARD}", f"银行卡号：****{CARD[-4:]}"),
    (Secret.BANK_CARD, "储蓄卡 6222 0200 0000 0000 123", "储蓄卡 ****0123"),
    (Secret.BANK_CARD, f"请退到{CARD}", f"请退到****{CARD[-4:]}"),
    (Secret.BANK_CARD, "收款账号：6222020000000000999", "收款账号：****0999"),
    (Secret.BANK_CARD, "麻烦退到6222020000000000999", "麻烦退到****0999"),
    # mails
    (Secret.EMAIL, "邮箱：zhang@mail.example", "邮箱：z***@mail.example"),
    (Secret.EMAIL, "接收邮箱 12345678@qq.com", "接收邮箱 1***@qq.com"),
    (Secret.EMAIL, "发到 zhang.san@ mail.example 吧", "发到 z***@ mail.example 吧"),
    # accounts
    (Secret.ACCOUNT, "支付宝账户：zhang_2024", "支付宝账户：（账号已遮盖）"),
    (Secret.ACCOUNT, "我的微信号：wx_zhang88", "我的微信号：（账号已遮盖）"),
    (Secret.ACCOUNT, "QQ：10001234", "QQ：（账号已遮盖）"),
    (Secret.ACCOUNT, "充值账号 player8899", "充值账号 （账号已遮盖）"),
    (Secret.ACCOUNT, "wxid_abc123def456", "（账号已遮盖）"),
    (Secret.ACCOUNT, "加我微信zhang8899", "加我微信（账号已遮盖）"),
    (Secret.ACCOUNT, "游戏UID：100234567", "游戏UID：（账号已遮盖）"),
    # names
    (Secret.NAME, "收货人：张某", "收货人：张*"),
    (Secret.NAME, "收货人：欧阳某某 13812345678", "收货人：欧** 13812345678"),
    (Secret.NAME, "真实姓名 李某某", "真实姓名 李**"),
    (Secret.NAME, "户名：赵某某", "户名：赵**"),
    (Secret.NAME, "微信昵称：小鱼儿", "微信昵称：小**"),
    (Secret.NAME, "买家：晴天娃娃", "买家：晴**"),
    # addresses
    (Secret.ADDRESS, "收货地址：浙江省杭州市某某区某某路88号3幢502室", "收货地址：（地址已遮盖）"),
    (Secret.ADDRESS, "地址 某某小区6栋1203", "地址 （地址已遮盖）"),
    (Secret.ADDRESS, "寄到浙江省杭州市某某区某某路12号2单元301室", "寄到（地址已遮盖）"),
    (Secret.ADDRESS, "北京市某某区某某街道某某胡同5号院2号楼301", "（地址已遮盖）"),
)  # fmt: skip

SHARED = tuple(kind for kind in Secret if kind is not Secret.CARD_KEY)

STAYS = (
    "订单编号：CM13812345678",
    "交易单号：4200002345202405121234567890",
    "商户单号 2024051213812345678",
    "订单号：138123456781234567",
    "订单号：110101199003070018",
    "客服热线：400-820-8820",
    "客服电话：13911112222",
    "全国服务热线 95188",
    "投诉电话 12315",
    "工号1024客服为您服务",
    "客服QQ：800012345",
    "售后微信：shop_service",
    "QQ群：123456789",
    "客服邮箱：kefu@shop.example",
    "service@another.example",
    "付款账户 138****0000 (*某)",
    "付款方式 招商银行储蓄卡(1234)",
    "尾号1234的储蓄卡",
    "付款时间：2024-05-12 14:02:10",
    "实付款：¥128.00",
    "收款方：某某数卡网络有限公司",
    "商户全称：某某市某某区某某数卡商行",
    "商家：星河数卡旗舰店",
    "用户名 未填写",
    "买家：",
    "下载地址：请点击下方链接",
    "地址错误请联系客服",
    "网络地址 https://shop.example",
    "公司地址：浙江省杭州市某某区某某路88号",
    "请填写收货地址",
    "虚拟商品无需收货地址",
    "姓名与证件不符",
    "昵称违规",
    "联系人工客服",
    "订单金额 13812345678.00",
    "2024-05-12 14:03:22",
    "20240512140322138",
    "杭州市消费者协会",
    "示例市某某区",
    "充值账号错误",
    "账户余额 128.00",
    "支付宝 ¥128.00",
    "微信支付 2024-05-12 14:02",
    "QQ币 100个",
    "微信支付成功",
    "买家：我要取消订单",
    "买家：申请退款",
    "买家 已付款",
    "实名认证 已完成",
    "会员名称：音乐会员年卡",
    "支付宝 2024051222001404920264050508",
    "微信 4200002345202405121234567890",
    "支付宝 2024/05/12",
    "QQ 1000Q币",
    "收款方：某某市某某区某某路12号便利店",
    "买家留言 尽快",
    "联系人：客服小美",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "wanted"), HIDDEN)
def test_what_tells_of_a_person_is_hidden(kind: Secret, text: str, wanted: str) -> None:
    shown = lines("订单详情", text)
    masks = masks_of(shown)
    assert copied(shown, masks, (kind,)).split("\n")[1] == wanted
    assert {mask.shown for mask in masks if mask.kind is kind}


@pytest.mark.parametrize("text", STAYS)
@pytest.mark.parametrize("role", [Role.ORDER, Role.PAYMENT, Role.CHAT])
def test_what_tells_of_trade_and_shop_stays(text: str, role: Role) -> None:
    shown = lines("订单详情", text)
    assert copied(shown, masks_of(shown, SAID, role)).split("\n")[1] == text


@pytest.mark.parametrize(
    "text",
    [
        "王某某",
        "王 某 某",
        "我是王某某，订单被拒",
        "138 0000 0000",
        "1380000-0000",
        f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        "WANG@MAIL.EXAMPLE",
        "浙江省杭州市 某某区某某路88号 3幢502室",
    ],
)
def test_the_complainants_own_values_are_hidden_however_written(text: str) -> None:
    shown = lines("备注", text)
    copy = copied(shown, masks_of(shown, SAID)).replace(" ", "").replace("-", "").casefold()
    for value in ("王某某", "13800000000", IDENTITY, "wang@mail.example", "某某路88号"):
        assert value.casefold() not in copy
    assert masks_of(shown, SAID)


def test_a_secret_found_once_is_hidden_everywhere() -> None:
    order = order_page([("订单编号", "CM20240512001"), ("收货人", "李某某"), ("手机号", "13812345678")])
    talk = log(
        ("客服小美", "2024-05-12 14:03:00", "李某某您好"),
        ("我", "2024-05-12 14:04:00", "我的号是138 1234 5678吗"),
    )
    masks = find(case_of(evidence("a.png", order), evidence("b.txt", talk)), CaseFile())
    assert [(m.kind, m.text) for m in masks if m.evidence == "E2"] == [
        (Secret.NAME, "李某某"),
        (Secret.PHONE, "138 1234 5678"),
    ]


def test_members_of_a_chat_lose_their_names_and_agents_keep_theirs() -> None:
    talk = log(
        ("星河数卡客服", "2024-05-12 14:03:00", "您好，1024号客服为您服务"),
        ("小鱼(10002345)", "2024-05-12 14:04:00", "订单CM20240512001申请取消"),
        ("星河数卡客服", "2024-05-12 14:05:00", "小鱼您好，无法取消"),
    )
    shown = masks_of(talk, role=Role.CHAT)
    copy = copied(talk, shown)
    assert "星河数卡客服" in copy
    assert "1024号客服" in copy
    assert "小鱼" not in copy
    assert "10002345" not in copy
    assert "CM20240512001" in copy


def test_generic_names_of_a_side_stay() -> None:
    talk = log(("客服", "2024-05-12 14:03:00", "您好"), ("我", "2024-05-12 14:04:00", "申请取消"))
    assert masks_of(talk, role=Role.CHAT) == ()


def test_a_mail_loses_its_writer_and_the_shop_keeps_its_address() -> None:
    mail = lines(
        "From: 李某某 <li@mail.example>",
        "To: 星河数卡客服 <kefu@shop.example>",
        "Subject: 申请退款",
        "订单CM20240512001",
    )
    case = case_of(evidence("a.eml", mail), roles={"a.eml": Role.MAIL})
    copy = copied(mail, find(case, CaseFile()))
    assert copy.split("\n")[1:] == [line.text for line in mail.lines][1:]
    assert "李某某" not in copy
    assert "li@mail" not in copy


def test_a_notice_keeps_the_name_of_the_shop_that_wrote_it() -> None:
    mail = lines("From: 夜航示例 <service@shop.example>", "To: 李某某 <li@mail.example>", "Subject: 退款通知")
    case = case_of(evidence("a.eml", mail), roles={"a.eml": Role.MAIL})
    copy = copied(mail, find(case, CaseFile()))
    assert "夜航示例 <service@shop.example>" in copy
    assert "李某某" not in copy


def test_a_shops_number_in_its_own_rules_stays() -> None:
    rules = lines("售后规则", "如有问题请致电13900001111或加微信shop8899")
    assert masks_of(rules, role=Role.POLICY) == ()


def test_whom_the_service_tells_to_add_is_the_respondent() -> None:
    talk = chat_page(
        [("agent", "加我微信 shop8899 处理"), ("buyer", "我的微信号 buyer7788"), ("agent", "好的")]
    )
    copy = copied(talk, masks_of(talk, role=Role.CHAT))
    assert "shop8899" in copy
    assert "buyer7788" not in copy


def test_cells_of_a_bill() -> None:
    bill = Page(
        1,
        rows=(
            Row(
                18,
                (
                    ("交易时间", "2024-05-12 14:02:10"),
                    ("交易对方", "某某数卡网络有限公司"),
                    ("对方账号", "li@mail.example"),
                    ("商品说明", "卡密:AB12CD34EF"),
                    ("金额", "128.00"),
                    ("交易订单号", "2024051222001404920264050508"),
                    ("商家订单号", "CM20240512001"),
                ),
            ),
        ),
    )
    order = order_page(
        [("订单编号", "CM20240512001"), ("实付款", "¥128.00"), ("付款时间", "2024-05-12 14:02:10")]
    )
    case = case_of(evidence("a.png", order), evidence("b.csv", bill))
    masks = [m for m in find(case, CaseFile()) if m.evidence == "E2"]
    assert {(m.kind, m.text, m.line) for m in masks} == {
        (Secret.EMAIL, "li@mail.example", 18),
        (Secret.CARD_KEY, "AB12CD34EF", 18),
    }


def test_an_address_on_two_lines() -> None:
    shown = page(
        [
            (60, 200, "收货地址：浙江省杭州市某某区"),
            (60, 260, "某某路88号3幢502室"),
            (60, 400, "实付款：¥128.00"),
        ]
    )
    copy = copied(shown, masks_of(shown))
    assert "某某路" not in copy
    assert "¥128.00" in copy


def group(title: str, *said: tuple[str, str], ground: bool = True) -> Page:
    """A phone's group chat: small names on the page's ground, words in white bubbles under them."""
    told = [Line(1, title, Box(400, 100, 680, 140), ground=0xEDEDED)]
    y = 300
    for name, words in said:
        told.append(
            Line(
                len(told) + 1,
                name,
                Box(140, y, 140 + 28 * len(name), y + 28),
                ground=0xEDEDED if ground else None,
            )
        )
        told.append(
            Line(
                len(told) + 1,
                words,
                Box(165, y + 55, 165 + 40 * len(words), y + 95),
                ground=0xFFFFFF if ground else None,
            )
        )
        y += 200
    return Page(1, 1080, 1900, tuple(told))


MEMBERS = (("小鱼儿", "这家也不给我退"), ("阿杰AJ", "我上次也是"), ("客服小美", "亲，小鱼儿您好"))


@pytest.mark.parametrize("ground", [True, False])
def test_members_of_a_group_on_a_picture(*, ground: bool) -> None:
    shown = group("某某卡盟玩家群(35)", *MEMBERS, ground=ground)
    copy = copied(shown, masks_of(shown, role=Role.CHAT))
    assert "小鱼儿" not in copy
    assert "阿杰" not in copy
    assert "客服小美" in copy
    assert "这家也不给我退" in copy
    assert "某某卡盟玩家群(35)" in copy


def test_the_other_side_of_a_talk_between_two_keeps_its_name() -> None:
    shown = group("小店老板", ("小店老板", "发货了不能退"), ("小店老板", "您看规则"))
    assert masks_of(shown, role=Role.CHAT) == ()


def test_small_words_over_large_ones_are_no_names() -> None:
    shown = group(
        "某某卡盟玩家群(35)",
        ("订单编号", "CM20240512001"),
        ("实付金额", "¥128.00"),
        ("在吗，老板", "申请取消"),
    )
    assert masks_of(shown, role=Role.CHAT) == ()


def test_a_number_that_is_wrapped_in_a_bubble_is_hidden_on_both_lines() -> None:
    talk = chat_page(
        [("agent", "您好请讲"), ("buyer", "麻烦尽快处理我的手机号13812345678谢谢"), ("agent", "好")]
    )
    assert [line.text for line in talk.lines[3:5]] == ["麻烦尽快处理我的手机号1381", "2345678谢谢"]
    copy = copied(talk, masks_of(talk, role=Role.CHAT))
    assert "1381" not in copy
    assert "2345678" not in copy
    assert "谢谢" in copy


def test_who_was_paid_keeps_the_name() -> None:
    bill = order_page(
        [
            ("当前状态", "支付成功"),
            ("收款方", "赵某某"),
            ("支付金额", "¥128.00"),
            ("交易单号", "4200002345202405121234567890"),
            ("户名", "赵某某"),
        ]
    )
    shown = masks_of(bill, CaseFile(respondent=Respondent(name="赵某某")), Role.PAYMENT)
    assert shown == ()
