"""Names of persons: behind their label, over the messages of a chat, in the head of a mail.

The shop's people keep theirs, as does whoever was paid: it tells who the respondent is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Role, Speaker
from dossier.privacy.detect import email, shop
from dossier.privacy.detect.cells import Cell, Sheet, Spot
from dossier.privacy.model import Secret
from dossier.reading import agents
from dossier.reading.text import HAN, fold

_WORD = (
    r"(?:收[货件]人(?:姓名)?|(?:真实|买家|客户|用户|顾客|申请人|投诉人|联系人|持卡人|开户人?|收货人|本人|实名)?姓名|户名|开户名|联系人|持卡人"
    r"|付款(?:人|方)|申请人|投诉人|购买人|买家(?:昵称|姓名|账号|名称)|(?:用户|客户|顾客)(?:名称?|昵称)|会员(?:名(?!称)|昵称)|(?:微信|QQ|账户|账号|支付宝)?昵称|实名(?:认证|信息)?|寄件人|取票人|乘客|入住人)"
)
_NAMED = re.compile(rf"(?<![{HAN}]){_WORD}\s?(?:[::]\s*|\s+)(?P<value>[^\s::,，;。|()\[\]¥]{{1,16}})")
_LABEL = re.compile(rf"^\W*(?:{_WORD}|买家)\W*$")
_BUYER = re.compile(r"^\s*买家\s?[::]\s*(?P<value>[^\s::,，;。|()\[\]¥]{2,8})\s*$")
_DOES = re.compile(r"^[已未待]|取消|退|申请|付款|支付|发货|收货|评价|确认|催|留言|备注|[吗呢吧了要]")
"""What a buyer does or says, where a name might stand."""
_VALUE = re.compile(r"^\s*(?P<value>[^\s::,，;。|()\[\]¥]{2,16})\s*$")
_HEADER = re.compile(r"^(?:From|To|Cc|发件人|收件人|抄送)\s?:\s?(?P<rest>.+)$", re.IGNORECASE)
_PERSON = re.compile(r"(?P<value>[^<>,;\"]{1,40}?)\"?\s*<(?P<address>[^<>]*@[^<>]*)>")
_SALUTED = re.compile(rf"(?:尊敬的|亲爱的)(?P<value>[{HAN}]{{2,4}}?)(?=先生|女士|小姐)")
_CALLED = re.compile(
    rf"(?:我叫|我是|本人|姓名是|名字[是叫])(?P<value>(?!客服|买家|卖家)[{HAN}]某某?(?![{HAN}]))"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭鲁韦马苗凤方俞任袁柳鲍史唐费薛雷贺倪汤滕罗毕郝邬安常"
    "傅卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛狄米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房丁邓洪包石"
    "崔吉龚程邢裴陆翁段侯武刘景龙叶司黎乔温庄晏柴瞿阎连习艾容向古易廖欧耿匡文寇东聂曾关游申冉覃牛甘尤肖付白"
)
#: Where a person says what they are called, and where a parcel's address begins.
_SAID = re.compile(
    rf"(?:我叫|名字[是叫]|姓名是)\s?(?P<value>[{_SURNAMES}][{HAN}]{{1,3}}?)(?=$|[\s,。;!.、)])"
)
_ADDRESSED = re.compile(
    rf"^\W*(?P<value>[{_SURNAMES}][{HAN}]{{1,3}})\s*[, ]?\s*"
    r"(?=(?:\+?86[- ]?)?1[3-9]\d[- ]?(?:\d{4}|\*{4})[- ]?\d{4}(?!\d))"
)
#: Words that stand where a name does and are nobody's.
_NOBODY = re.compile(
    r"^(?:我|本人|自己|买家|卖家|顾客|客户|用户|会员|访客|游客|匿名(?:用户)?|系统|未填写|未实名|已实名|无|空|me|buyer|user|customer|system|已认证|未认证|默认|普通.*|VIP\d*|信息|认证|管理|修改|查看)$",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"公司|店|商行|工作室|商城|平台|科技|网络|经营部|服务部|中心|银行|支付宝|微信|财付通|卡盟|数卡|企业|个体|数[码娱]|充值|代[充练]|点卡|卡铺|电竞|商贸|旗舰|专营"
)


def find(sheet: Sheet) -> Iterator[Spot]:
    """The names of persons on a page."""
    for place, cell in enumerate(sheet.cells):
        for start, end in _spans(sheet, cell):
            value = cell.folded[start:end].strip()
            if value and not _stays(sheet, value):
                yield Spot(place, start, end, Secret.NAME)


def _spans(sheet: Sheet, cell: Cell) -> Iterator[tuple[int, int]]:
    folded = cell.folded
    if cell.is_name:
        if cell.speaker not in (Speaker.AGENT, Speaker.SYSTEM):
            yield from _sender(folded)
        return
    for form in (_NAMED, _SALUTED, _CALLED, _SAID, _ADDRESSED):
        yield from (m.span("value") for m in form.finditer(folded))
    if sheet.role in (Role.ORDER, Role.PAYMENT, Role.BILL):
        # In a talk what stands behind these words is what the buyer says.
        yield from (m.span("value") for m in _BUYER.finditer(folded))
    if _LABEL.match(fold(cell.label)) or (not cell.label and _LABEL.match(fold(cell.above))):
        yield from (m.span("value") for m in _VALUE.finditer(folded))
    head = _HEADER.match(folded) if sheet.role is Role.MAIL else None
    if head is not None:
        yield from _persons(sheet, folded, head.start("rest"))


def _sender(folded: str) -> Iterator[tuple[int, int]]:
    """The name in a sender's words, without account, address or clock."""
    bare = re.sub(r"\s*[(<][^()<>]*[)>]?\s*$", "", folded)
    bare = re.sub(r"\s*\d{1,4}[-/:年].*$", "", bare).strip(' "')
    if bare:
        start = folded.index(bare)
        yield start, start + len(bare)


def _persons(sheet: Sheet, folded: str, start: int) -> Iterator[tuple[int, int]]:
    """The names in a mail's head, but for those at a shop's address."""
    for match in _PERSON.finditer(folded, start):
        words = match["value"].strip()
        if words and not email.is_the_shops(sheet, match["address"].strip().casefold()):
            begin = folded.index(words, match.start("value"))
            yield begin, begin + len(words)


def _stays(sheet: Sheet, value: str) -> bool:
    """Whether a name is the shop's, an agent's, or no name."""
    if _NOBODY.match(value) or _DOES.search(value) or _COMPANY.search(value) or "**" in value:
        return True
    if agents.side_of_name(value) in ("agent", "system") or any(agents.find(value)):
        return True
    return shop.is_respondents(sheet, value) or not re.search(r"[^\W\d_]", value)
