"""Card keys are hidden however a shop hands them over, and nothing else is."""

from __future__ import annotations

import pytest
from masking import case_of, copied, leaks, lines, masks_of
from pages import chat_page, evidence, log, order_page, page

from dossier.casefile import CaseFile
from dossier.model import Page, Role
from dossier.privacy.finding import find
from dossier.privacy.model import Secret

KEY = (Secret.CARD_KEY,)

#: One line as it stands, and what of it redeems something.
IN_A_LINE = (
    ("卡密：ABCD-1234-EFGH-5678", "ABCD-1234-EFGH-5678"),
    ("卡密:9F3K2M8QWX71", "9F3K2M8QWX71"),
    ("卡密 9F3K2M8QWX71", "9F3K2M8QWX71"),
    ("卡密9F3K2M8QWX71", "9F3K2M8QWX71"),
    ("卡密是9F3K2M8QWX71请尽快使用", "9F3K2M8QWX71"),
    ("【卡密】9F3K2M8QWX71", "9F3K2M8QWX71"),
    ("卡密：【9F3K2M8QWX71】", "9F3K2M8QWX71"),
    ("您的卡密：7781234509876543", "7781234509876543"),
    ("卡号：80012345678901 密码：556677889900", "80012345678901", "556677889900"),
    ("卡号80012345678901密码556677889900", "80012345678901", "556677889900"),
    ("卡号:80012345678901,卡密:556677889900", "80012345678901", "556677889900"),
    ("卡号：80012345678901----密码：556677889900", "80012345678901", "556677889900"),
    ("80012345678901----556677889900", "80012345678901", "556677889900"),
    ("demo_user88----pAss#word9", "demo_user88", "pAss#word9"),
    ("demo88@mail.example----pw12345----bak@mail.example----bk9981", "demo88@mail.example", "pw12345", "bk9981"),
    ("1. 80012345678901----556677889900 复制", "80012345678901", "556677889900"),
    ("充值卡号 1508 2233 4455 6677 充值密码 9988 7766 5544 3322", "1508 2233 4455 6677", "9988 7766 5544 3322"),
    ("激活码：VK7JG-NPHTM-C97JM-9MPGT-3V66T", "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
    ("激活码：VK7JG NPHTM C97JM 9MPGT 3V66T", "VK7JG NPHTM C97JM 9MPGT 3V66T"),
    ("产品密钥:VK7JGNPHTMC97JM9MPGT3V66T", "VK7JGNPHTMC97JM9MPGT3V66T"),
    ("VK7JG-NPHTM-C97JM-9MPGT-3V66T", "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
    ("VK7JGNPHTMC97JM9MPGT3V66T", "VK7JGNPHTMC97JM9MPGT3V66T"),
    ("VK7JG NPHTM C97JM 9MPGT 3V66T", "VK7JG NPHTM C97JM 9MPGT 3V66T"),
    ("steam key: A1B2C-D3E4F-G5H6J", "A1B2C-D3E4F-G5H6J"),
    ("A1B2C-D3E4F-G5H6J", "A1B2C-D3E4F-G5H6J"),
    ("ABCDE-FGHJK-LMNPQ", "ABCDE-FGHJK-LMNPQ"),
    ("CDK：6f9d-22ac-77be-01ff", "6f9d-22ac-77be-01ff"),
    ("CDKEY=6F9D22AC77BE01FF", "6F9D22AC77BE01FF"),
    ("cdk 6F9D22AC77BE01FF", "6F9D22AC77BE01FF"),
    ("兑换码 QZ8801XX 有效期至2025-01-01", "QZ8801XX"),
    ("兑换码：QZ8801XX（有效期30天）", "QZ8801XX"),
    ("兑换码为：qz88-01xx-66yy，仅限本人使用", "qz88-01xx-66yy"),
    ("礼品卡密码：XKMQ2 9PL7R", "XKMQ2 9PL7R"),
    ("礼品码：XXWQPLKMNB", "XXWQPLKMNB"),
    ("提货码：884213", "884213"),
    ("取卡码 HY77291K", "HY77291K"),
    ("提取码：x9k2", "x9k2"),
    ("券码：6688 7799 1234", "6688 7799 1234"),
    ("核销码: 990112233445", "990112233445"),
    ("序列号：SN9X-77AB-41CD", "SN9X-77AB-41CD"),
    ("Serial Number: 9X77-AB41-CD22", "9X77-AB41-CD22"),
    ("License Key: 8899AABBCCDDEEFF", "8899AABBCCDDEEFF"),
    ("PIN：4471", "4471"),
    ("卡号 K8812 密码 abcdef", "K8812"),
    ("账号：demo_user88 密码：pass7788", "demo_user88", "pass7788"),
    ("账号:demo88@mail.example密码:qwe!234@", "demo88@mail.example", "qwe!234@"),
    ("用户名 demo88 密码 Qw12345678", "demo88", "Qw12345678"),
    ("账号demo_user88，密码为aa112233，请勿修改密码", "demo_user88", "aa112233"),
    ("QQ：1234500001 密码：zxcv1234", "1234500001", "zxcv1234"),
    ("Account: demo88 Password: hunter2x", "demo88", "hunter2x"),
    ("密码：abcdefg", "abcdefg"),
    ("查询密码：885522", "885522"),
    ("链接：https://pan.example.com/s/1aB2cD3eF4 提取码：8ac2", "8ac2"),
    ("点击领取 https://gift.example.com/redeem?code=AB12CD34EF", "AB12CD34EF"),
    ("https://shop.example.com/activate/9f8e7d6c5b4a", "9f8e7d6c5b4a"),
    ("卡密：https://card.example.com/k/AB12CD34EF", "AB12CD34EF"),
    ("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"),
    ("1234-5678-9012-3456", "1234-5678-9012-3456"),
    # What engines make of them.
    ("卡蜜：ABCD-1234-EFGH-5678", "ABCD-1234-EFGH-5678"),
    ("激活吗：VK7JG-NPHTM-C97JM", "VK7JG-NPHTM-C97JM"),
    ("激活码;VK7JG-NPHTM-C97JM-9MPGT-3V66T", "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
    ("卡密：ＡＢＣＤ－１２３４－ＥＦＧＨ", "ＡＢＣＤ－１２３４－ＥＦＧＨ"),
    ("卡密：ABCD一1234一EFGH一5678", "ABCD一1234一EFGH一5678"),
    ("卡密：ABCD—1234—EFGH—5678", "ABCD—1234—EFGH—5678"),
    ("卡密：AB口D-12丨4-EFGH", "AB口D-12丨4-EFGH"),
    ("卡密：ABCD - 1234 - EFGH - 5678", "ABCD - 1234 - EFGH - 5678"),
    ("卡密：ABCD-1234 -EFGH- 5678", "ABCD-1234 -EFGH- 5678"),
    ("卡密：ABCD.1234.EFGH.5678", "ABCD.1234.EFGH.5678"),
    ("卡密：ABCD-l234-EFGH-567O", "ABCD-l234-EFGH-567O"),
    ("卡密：ABCD-1234-EFGH-5678复制", "ABCD-1234-EFGH-5678"),
    ("卡密 : ABCD1234EFGH 5678", "ABCD1234EFGH 5678"),
    ("卡 密：ABCD-1234-EFGH-5678", "ABCD-1234-EFGH-5678"),
    ("卡号:8001234567890l密码:55667788990O", "8001234567890l", "55667788990O"),
    ("VK7JG一NPHTM一C97JM一9MPGT一3V66T", "VK7JG一NPHTM一C97JM一9MPGT一3V66T"),
    # Other names of keys, other scripts, and blanks set between characters.
    ("激 活 码：QZ8801XX99", "QZ8801XX99"),
    ("卡 号 : 80012345678901  密 码 : 556677", "80012345678901", "556677"),
    ("兑换代码：X7KL9MN2PQRS4TUV", "X7KL9MN2PQRS4TUV"),
    ("秘钥：AB12CD34", "AB12CD34"),
    ("启用码：AB12CD34", "AB12CD34"),
    ("卡號：80012345678901 密碼：556677", "80012345678901", "556677"),
    ("兌換碼：QZ8801XX", "QZ8801XX"),
    ("Redemption code: AQ6C-XXR7TP-9KLM", "AQ6C-XXR7TP-9KLM"),
    ("Code: AQ6CXXR7TP", "AQ6CXXR7TP"),
    ("Gift Code: 90817263", "90817263"),
    ("2FA密钥：JBSW Y3DP EHPK 3PXP", "JBSW Y3DP EHPK 3PXP"),
    ("邮箱：demo88@mail.example 邮箱密码：mm998877 辅助邮箱：无", "demo88@mail.example", "mm998877"),
    ("卡号1：80012345678901 密码1：556677", "80012345678901", "556677"),
    ("第1张 卡号:80012345678901 密码:556677", "80012345678901", "556677"),
    ("卡密（1/2）：AB12CD34EF56", "AB12CD34EF56"),
    ("卡号：无 卡密：AB12CD34EF56", "AB12CD34EF56"),
    ("AB12CD34EF56（卡密）", "AB12CD34EF56"),
    ("AB12CD34EF56就是您的激活码，请保存", "AB12CD34EF56"),
    ("80012345678901|556677889900", "80012345678901", "556677889900"),
    ("demo_user88|pass7788", "demo_user88", "pass7788"),
    ("商品信息卡密：AB12CD34EF56数量1", "AB12CD34EF56"),
    ("亲，您购买的音乐月卡兑换码是 QZ8801XX99YY ，请到官网兑换", "QZ8801XX99YY"),
    ("密玛：aa112233", "aa112233"),
    ("卡密→AB12CD34EF56", "AB12CD34EF56"),
    ("卡密 = AB12CD34EF56", "AB12CD34EF56"),
    ("「激活码」AB12CD34EF56", "AB12CD34EF56"),
    ("密码:Aa@112233.", "Aa@112233"),
    ("卡密：a1b2c3d4e5f60718293a4b5c6d7e8f90", "a1b2c3d4e5f60718293a4b5c6d7e8f90"),
    ("登录密码：Zx!90909", "Zx!90909"),
    ("demo88----pw123456----艾欧尼亚", "demo88", "pw123456"),
    ("凭证码：AB12CD34EF", "AB12CD34EF"),
    ("开卡码 9F3K2M8Q", "9F3K2M8Q"),
    ("体验码：7788990011", "7788990011"),
)  # fmt: skip

#: Lines in which nothing may be hidden as a key.
STAYS = (
    "卡密一经售出不予退换",
    "查看卡密时间 2024-05-12 14:03",
    "查看卡密时间：2024-05-12 14:03:22",
    "卡密发放时间：2024-05-12 14:02:31",
    "卡密类商品7天内不支持退款",
    "3.3 卡密一经查看或兑换，不再支持取消。",
    "收到卡密后30分钟内如无法使用请联系客服处理",
    "订单编号：A1B2-C3D4-E5F6",
    "订单号 6F9D22AC77BE01FF",
    "交易单号 4200002345202405121234567890",
    "商户单号：product_SH_20240512-1402-99AB",
    "流水号：2024-0512-1402-99AB",
    "快递单号：SF12-3456-7890-12AB",
    "客服工号：KF0031",
    "卡密单号：CM20240512001",
    "充值卡 50元卡密",
    "商品名称：游戏点卡100元卡密",
    "激活码 1个",
    "购买数量：2 卡密",
    "卡密数量：2",
    "卡密面值：100元",
    "卡密价格：128.00",
    "激活码：Office2021专业增强版",
    "商品：Windows 11 Pro 激活码",
    "Q币卡密 100",
    "点卡100元直充",
    "卡密有效期至 2025-12-31",
    "付款时间：2024-05-12 14:02:10",
    "下单时间 2024-05-12 14:01:55 付款时间 2024-05-12 14:02:10",
    "实付款：¥128.00",
    "订单密码错误请重新输入",
    "请输入查询密码",
    "密码为6位数字",
    "忘记密码？",
    "支付密码输入错误3次",
    "客服热线 400-820-8820",
    "400-1234-5678",
    "官网：https://shop.example.com/order/detail?id=20240512001",
    "https://www.example.com/help/refund-policy",
    "退款说明见 https://shop.example.com/rules",
    "2024-05-12 14:03",
    "------------------------",
    "================",
    "第1-2-3条 规则",
    "iPhone-15-Pro-Max",
    "Screenshot_20240512-140310.png",
    "工作时间 09:00-21:00",
    "订单号：20240512-1402-9981-0042",
    "统一社会信用代码 91330100MA2AB1CD3X",
    "您的验证已通过，卡密将在5分钟内发送",
    "兑换码请在App内使用，版本需高于8.0.32",
    "系统自动发货，卡密已发出 14:02",
    "卡密 ¥128.00 x1",
    "序列号见包装盒背面",
    "自动发货 | 卡密 | 库存 9999",
    "CDK使用教程v2.0",
    "注册号：330106000123456",
    "授权号 4200123456",
    "错误code：10086",
    "error code: 50031",
    "验证码已发送至138****0000",
    "机器码：请在软件首页查看",
    "卡号后四位1234",
    "密码箱 12345678",
    "物流单号：YT1234567890123",
    "退款单号：50300002345202405121234567890",
    "发货方式：卡密",
    "您的卡密已发货，请到订单详情查看",
    "如卡密无效请联系客服，工号2018",
    "激活码类商品，付款后5分钟内可取消",
    "共3张卡密，合计 ¥384.00",
    "卡密库存：1024",
    "卡密编号（1）",
    "订单CM20240512001卡密何时发",
    "卡密 2024年5月12日 14:03发出",
    "卡密：已发送至邮箱",
    "兑换码：见短信",
    "密码：******",
    "激活码 Windows 11 Pro",
    "礼品卡 100元 x 2",
    "2024.05.12-2024.06.12",
    "V2.10.3-beta-2024",
    "商品编号 AB12-CD34-EF56",
    "商品编码：AB12CD34",
    "统一社会信用代码：91330100MA2AB1CD3X",
    "手机号码：13800000000",
    "验证码：884213",
    "商品条码：6901234567890",
    "邮政编码：310000",
    "付款码 288812345678901234",
    "请扫码支付 128.00",
    "星河数码 CM20240512001",
)


@pytest.mark.parametrize("role", [Role.ORDER, Role.CHAT])
@pytest.mark.parametrize(("text", "secrets"), [(text, rest) for text, *rest in IN_A_LINE])
def test_a_key_in_a_line_is_hidden(text: str, secrets: list[str], role: Role) -> None:
    shown = lines("订单详情", text)
    copy = copied(shown, masks_of(shown, role=role), KEY)
    assert [secret for secret in secrets if leaks(copy, secret)] == []


@pytest.mark.parametrize("text", STAYS)
def test_what_is_no_key_stays(text: str) -> None:
    shown = lines(text)
    for role in (Role.ORDER, Role.CHAT, Role.POLICY):
        assert copied(shown, masks_of(shown, role=role), KEY) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("卡密：ABCD-1234-EFGH 发货时间：2024-05-12 14:02:31", "2024-05-12 14:02:31"),
        ("卡密：ABCD-1234-EFGH 2024-05-12 14:02", "2024-05-12 14:02"),
        ("卡密 QZ8801XX 14:02:31", "14:02:31"),
        ("订单号：CM20240512001 卡密：ABCD-1234-EFGH", "CM20240512001"),
        ("订单CM20240512001的卡密是ABCD-1234-EFGH", "CM20240512001"),
        ("卡密：ABCD-1234-EFGH ¥128.00", "128.00"),
        ("工号1024：您的激活码 VK7JG-NPHTM-C97JM", "工号1024"),
        ("兑换码：QZ8801XX，有效期至2025-01-01", "2025-01-01"),
    ],
)
def test_what_stands_beside_a_key_stays(text: str, kept: str) -> None:
    shown = lines("订单详情", text)
    copy = copied(shown, masks_of(shown), KEY)
    assert kept in copy
    assert "遮盖" in copy


def order(*rows: tuple[str, str]) -> Page:
    return order_page([("订单编号", "CM20240512001"), *rows, ("付款时间", "2024-05-12 14:02:10")])


#: Pages whose layout tells, and what of them redeems something.
LAID_OUT: dict[str, tuple[Page, tuple[str, ...]]] = {
    "label at the left": (order(("卡密", "ABCD1234EFGH5678")), ("ABCD1234EFGH5678",)),
    "number and password": (order(("卡号", "80012345678901"), ("密码", "556677")), ("80012345678901", "556677")),
    "label with spaces": (order(("激 活 码", "VK7JG-NPHTM-C97JM")), ("VK7JG-NPHTM-C97JM",)),
    "section with a heading": (
        page([(60, 200, "订单编号"), (-60, 200, "CM20240512001"), (60, 300, "卡密信息"), (60, 380, "AK47-9912-XY"),
              (60, 440, "BK47-9913-XZ"), (60, 500, "CK47-9914-XW"), (60, 640, "付款时间"), (-60, 640, "2024-05-12 14:02:10")]),
        ("AK47-9912-XY", "BK47-9913-XZ", "CK47-9914-XW"),
    ),
    "figures under a heading": (
        page([(60, 300, "卡密内容："), (60, 380, "7781234509876543"), (60, 440, "7781234509876544"), (60, 500, "复制全部卡密")]),
        ("7781234509876543", "7781234509876544"),
    ),
    "a counted list": (
        page([(60, 300, "您购买的卡密如下"), (60, 380, "1、QQ88221199AB"), (60, 440, "2、QQ88221199AC"), (60, 500, "3、QQ88221199AD")]),
        ("QQ88221199AB", "QQ88221199AC", "QQ88221199AD"),
    ),
    "columns under heads": (
        page([(60, 300, "序号"), (260, 300, "卡号"), (700, 300, "密码"), (60, 380, "1"), (260, 380, "80012345678901"),
              (700, 380, "556677"), (60, 440, "2"), (260, 440, "80012345678902"), (700, 440, "889900")]),
        ("80012345678901", "556677", "80012345678902", "889900"),
    ),
    "label over the key": (
        page([(60, 300, "激活码"), (60, 350, "VK7JGNPHTM9"), (60, 460, "下单时间"), (-60, 460, "2024-05-12 14:01:55")]),
        ("VK7JGNPHTM9",),
    ),
    "delivered goods": (
        page([(60, 300, "发货内容"), (60, 380, "demo_user88----pass7788"), (60, 440, "AB12CD34EF56")]),
        ("demo_user88", "pass7788", "AB12CD34EF56"),
    ),
    "account and password in rows": (order(("账号", "demo_user88"), ("密码", "pass7788")), ("demo_user88", "pass7788")),
    "a wrapped key": (
        page([(60, 300, "激活码：VK7JG-NPHTM-C97JM-"), (60, 360, "9MPGT-3V66T"), (60, 460, "实付款"), (-60, 460, "¥128.00")]),
        ("VK7JG-NPHTM-C97JM-", "9MPGT-3V66T"),
    ),
    "said in a chat": (
        chat_page([("time", "14:03"), ("agent", "您的卡密：ABCDE-12345-FGHIJ-67890"), ("buyer", "好的")]),
        ("ABCDE-12345", "FGHIJ-67890"),
    ),
    "the next message of a chat": (
        chat_page([("agent", "这是您的卡密，请查收"), ("agent", "80012345678901"), ("agent", "556677889900"), ("buyer", "用不了")]),
        ("80012345678901", "556677889900"),
    ),
    "the buyer repeats it": (
        chat_page([("agent", "卡密：QZ8801XX"), ("buyer", "qz88 01xx 用不了"), ("agent", "我看下")]),
        ("QZ8801XX", "qz8801xx"),
    ),
    "an export": (
        log(("客服小美", "2024-05-12 14:03:00", "您的卡号是80012345678901\n密码是556677889900"), ("我", "2024-05-12 14:05:00", "好")),
        ("80012345678901", "556677889900"),
    ),
    "an export in two messages": (
        log(("客服小美", "2024-05-12 14:03:00", "激活码给您发过来了，请查收："), ("客服小美", "2024-05-12 14:03:05", "AB12CD34EF56GH78")),
        ("AB12CD34EF56GH78",),
    ),
    "a mail": (
        lines("Subject: 您的订单已发货", "订单号：CM20240512001", "卡密信息：", "80012345678901----556677889900", "AB12CD34", "感谢您的购买"),
        ("80012345678901", "556677889900", "AB12CD34"),
    ),
    "keys in a table with other columns": (
        page([(60, 300, "订单编号"), (400, 300, "卡密"), (800, 300, "发货时间"), (60, 380, "CM20240512001"),
              (400, 380, "AB12CD34EF"), (800, 380, "05-12 14:03"), (60, 440, "CM20240512001"), (400, 440, "AB12CD34EG"),
              (800, 440, "05-12 14:03")]),
        ("AB12CD34EF", "AB12CD34EG"),
    ),
    "words between heading and key": (
        page([(60, 300, "卡密信息"), (700, 300, "复制"), (60, 380, "请妥善保管，切勿泄露给他人"), (60, 440, "点击复制"),
              (60, 500, "AB12CD34EF56"), (60, 640, "付款时间"), (-60, 640, "2024-05-12 14:02:10")]),
        ("AB12CD34EF56",),
    ),
    "a short one right under its label": (page([(60, 300, "提货码"), (60, 350, "8842")]), ("8842",)),
    "an agent sends nothing but a code in a chat": (
        chat_page([("buyer", "我的呢"), ("agent", "AB12CD34EF56GH78"), ("buyer", "收到")]),
        ("AB12CD34EF56GH78",),
    ),
    "account over password in a text": (
        lines("账号：demo_user88", "密码：pass7788", "请勿改密"), ("demo_user88", "pass7788"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_key_in_a_layout_is_hidden(name: str) -> None:
    shown, secrets = LAID_OUT[name]
    role = Role.CHAT if shown.messages or "chat" in name or "repeats" in name else Role.ORDER
    copy = copied(shown, masks_of(shown, role=role), KEY)
    assert [secret for secret in secrets if leaks(copy, secret)] == []
    for kept in ("CM20240512001", "2024-05-12 14:02:10", "¥128.00", "14:03", "复制全部卡密", "下单时间"):
        assert (kept in copy) == any(
            kept in text for text in (line.text for line in shown.lines)
        ) or not shown.lines


def test_a_number_that_somebody_calls_an_orders_is_no_key() -> None:
    talk = log(
        ("我", "2024-05-12 14:03:00", "订单A1B2C3D4E5F6G7H8申请取消"),
        ("客服小美", "2024-05-12 14:04:00", "A1B2C3D4E5F6G7H8"),
        ("客服小美", "2024-05-12 14:04:30", "卡密已发出"),
    )
    assert masks_of(talk, role=Role.CHAT) == ()


def test_what_the_buyer_sends_after_a_key_is_an_orders_number() -> None:
    talk = log(
        ("客服小美", "2024-05-12 14:03:00", "您的卡密：AB12CD34EF"),
        ("我", "2024-05-12 14:04:00", "4681234509876543"),
    )
    assert [mask.text for mask in masks_of(talk, role=Role.CHAT)] == ["AB12CD34EF"]


def test_the_same_key_is_hidden_in_every_file_however_written() -> None:
    order = lines("订单号：CM20240512001", "卡密：AB12-CD34-EF56")
    talk = log(
        ("我", "2024-05-12 14:04:00", "ab12cd34ef56 提示无效"),
        ("客服小美", "2024-05-12 14:05:00", "AB12 CD34 EFS6 已用"),
    )
    case = case_of(evidence("a.txt", order), evidence("b.txt", talk))
    found = [mask.text for mask in find(case, CaseFile()) if mask.evidence == "E2"]
    assert found == ["ab12cd34ef56", "AB12 CD34 EFS6"]


def test_a_mask_says_where_it_stands() -> None:
    shown = order(("卡密", "ABCD1234EFGH5678"))
    (mask,) = masks_of(shown)
    line = next(line for line in shown.lines if line.number == mask.line)
    assert (mask.evidence, mask.page, mask.text, mask.box) == ("E1", 1, line.text, line.box)
    assert mask.shown == "（卡密已遮盖）"
