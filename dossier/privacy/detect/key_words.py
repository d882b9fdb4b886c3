"""How shops name what redeems their goods, and the sentences with which they hand it over."""

from __future__ import annotations

import re

from dossier.reading import labels
from dossier.reading.text import HAN, fold, squeeze

_PART = re.compile(r"\[[^\]]*\]|.")
_SIGN = re.compile(r"[\[\u4e00-\u9fff]")


def _loose(pattern: str) -> str:
    """A pattern whose Chinese characters may have blanks between them, as engines and shops set them."""
    parts = [*_PART.findall(pattern), "", ""]
    return "".join(
        f"{part} ?" if _SIGN.match(part) and _SIGN.match(after) and further != "?" else part
        for part, after, further in zip(parts, parts[1:], parts[2:], strict=False)
    )


_CODE = "[码碼吗嗎玛]"
_HANZI = (
    rf"卡[密蜜宓宻]{_CODE}?|[券账帐]密|(?<![保机秘严加解周])密(?=[::])|(?<![行蓄用记金借])卡[号號]|卡券号?"
    rf"|券[码号碼]|激[活话話]{_CODE}|[兑充兌][换換]{_CODE}|兑奖码"
    rf"|(?:兑换|兌換|充值|激活|礼品|礼物)代[码碼]|[启啟开開][用动動通]{_CODE}|礼品[卡码]号?|充值[卡码]号?|点卡号?|提货[码券]号?"
    rf"|提[取卡]{_CODE}|取[卡货件]{_CODE}|核[销消]{_CODE}|领[取奖]{_CODE}|使用码|消费码|电子码|卡码|[密蜜秘][钥匙钼鑰]"
    rf"|(?<![单付易])序列[号码號]|注册{_CODE}|授权{_CODE}|许可证密钥|串码|口令"
    rf"|(?:登[录陆]|提[卡取]|取卡|查询|初始|[账帐]号|邮箱|支付|独立|卡[号密]?|券|礼品卡|充值卡)?[密蜜宓]{_CODE}"
)
_LATIN = (
    r"(?<![A-Za-z0-9])(?:cd-?key|cdk(?:ey)?s?|ka ?mi|km(?=[::])"
    r"|(?:licen[sc]e|product|activation|steam|redeem|redemption|claim|gift|game|serial|win\w{0,3})?"
    r"[ _-]?(?:key|code)s?"
    r"|pin(?: ?code)?|serial(?: ?number)?|s/?n|2fa|pass(?:word|wd)?|pwd|pw|token)(?![A-Za-z])"
)
#: Any other kind of code, but for those that name goods, places, payments and machines.
_ANY = rf"(?<=[{HAN}])(?<![编代条维器邮号款付群溯位扫源区机尺转解数])(?<!验证)(?<!校验)码"
_HALF = r"(?:卡 ?mi|(?<![A-Za-z])k ?密)"
WORD = rf"(?:{_loose(_HANZI)}|{_HALF}|{_ANY}|{_LATIN})"
"""A word for what redeems something, as a part of a pattern."""
TAIL = r"(?:信息|内容|详情|列表|数据|明细|(?:[0-9]{1,2}|[一二三四五六七八九十]|[A-D])(?=\s?[::=\])是为]|$))?"
"""What may follow such a word and belongs to the label."""

_WORD = re.compile(WORD, re.IGNORECASE)
ADORNMENT = (
    r"[\u200b-\u200f\u2060\ufeff\ufe0f\"'“”‘’「」『』《》〈〉<>`*\[\](){}~!"
    r"\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
"""Quotes, brackets, arrows and little pictures that shops set around a key."""
ADORNED = rf"(?:\s?{ADORNMENT}){{0,6}}\s*"

_SHOWN = re.compile(
    r"核[销消]|兑换|扫码(?:使用|领取|激活|提货|取货|验证|登[录陆])|出示|提货|取货|券码|卡券|到店"
)
_PASSWORD = re.compile(rf"[密蜜宓] ?{_CODE}|pass|pwd|(?<![A-Za-z])pw(?![A-Za-z])", re.IGNORECASE)
_LABEL = re.compile(
    rf"^\W*(?:\d{{1,2}}[.、])?(?:[{HAN}A-Za-z0-9]{{0,8}}?){WORD}{TAIL}(?:\([^()]{{1,10}}\))?(?:如下|为|是)?[::]*$",
    re.IGNORECASE,
)
_LONGEST = 18
#: Words with which a cell that ends in the word for a key is no label of one.
_NO_LABEL = re.compile(
    r"时间|日期|数量|价格|金额|状态|规则|说明|使用|方法|教程|须知|类型|方式|名称|订单|单号|面值|库存|有效期"
    r"|修改|忘记|找回|设置|输入|查看|如何|怎么|不|未|无|没|退|售|自动|等待|点击|复制|获取|客服|支付密码|请"
)
_HANDS = re.compile(
    rf"(?:您的|你的|以下|如下|这是|给您|给你|发您|发你|查收|收好|保管|保存|共\d+[张个条]).{{0,14}}{WORD}"
    rf"|{WORD}.{{0,16}}(?:如下|查收|收好|保管|保存|下方|[::]$)",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"[?吗]|一经|不予|不支持|不能|无法|规则|若|如果|如需|将|未|没")
_GOODS = re.compile(
    rf"^\W*[{HAN}]{{0,4}}?(?:发货|交付|提货|商品|宝贝|卡券|交易|购买|[账帐]号|取货)(?:信息|内容|详情|结果)[::]*$"
)
_OTHER = re.compile(
    rf"[{HAN}]{{0,6}}(?:单号|编号|手机号?码?|电话|姓名|收[货件]人|买家|卖家|时间|日期|金额|合计|总价|单价|状态|数量|地址"
    r"|方式|名称|邮箱|备注|类型|平台|商品|快递|身份证号?码?|工号)[::]?"
)


def is_label(text: str) -> bool:
    """Whether a cell says that a key stands beside or under it, and nothing more."""
    bare = squeeze(text)
    return len(bare) <= _LONGEST and _LABEL.match(bare) is not None and not _NO_LABEL.search(bare)


def is_other(text: str) -> bool:
    """Whether a cell is the label of something else ("手机号")."""
    return labels.is_label(text) or _OTHER.fullmatch(squeeze(text)) is not None


def is_goods(text: str) -> bool:
    """Whether a cell is a heading under which goods are delivered, among other things."""
    return _GOODS.match(squeeze(text)) is not None


def hands_over(text: str) -> bool:
    """Whether a sentence hands over keys that stand in what follows; one that asks or refuses does not."""
    bare = squeeze(text)
    return _HANDS.search(bare) is not None and not _REFUSES.search(bare)


def calls(text: str) -> bool:
    """Whether a text has a word for a key in it."""
    return _WORD.search(fold(text)) is not None


def redeems(text: str) -> bool:
    """Whether words near a QR code say that showing it is as good as a key."""
    return calls(text) or _SHOWN.search(squeeze(text)) is not None


def is_password(label: str) -> bool:
    """Whether a label names a password, which goes with an account."""
    return _PASSWORD.search(label) is not None
