"""Where persons live: behind a label, or so built that it can be nothing but an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.privacy.detect import shop
from dossier.privacy.detect.cells import Cell, Sheet, Spot, names
from dossier.privacy.model import Secret
from dossier.reading import labels
from dossier.reading.text import HAN

#: Addresses that are no person's: of pages and mails, and of the shop.
_ELSEWHERE = "".join(
    f"(?<!{word})"
    for word in (
        *("网络", "邮箱", "邮件", "链接", "官网", "下载", "访问", "IP", "网站", "登录"),
        *("公司", "商家", "店铺", "退货", "注册", "办公", "经营"),
    )
)
_WORD = (
    rf"{_ELSEWHERE}(?:(?:收货|收件|详细|家庭|联系|邮寄|寄送|通讯|居住|现|常住|用户|买家)?(?:地址|住址)"
    r"|居住地|所在地区?)"
)
_NAMED = re.compile(rf"{_WORD}\s?(?:[::是为]\s*|\s+)(?P<value>[^|;。\s]*[{HAN}][^|;。]{{3,60}})")
_LABEL = re.compile(rf"{_WORD}\W*$")
_VALUE = re.compile(rf"^\s*(?P<value>[^|;]*[{HAN}][^|;]{{3,60}}?)\s*$")
_SHAPE = re.compile(
    rf"(?:[{HAN}]{{2,7}}?(?:省|自治区|特别行政区)\s?)?(?:[{HAN}]{{2,7}}?(?:市|自治州|盟|地区)\s?)?[{HAN}]{{1,7}}?(?:区|县|旗|市|镇|乡|街道)\s?"
    rf"[{HAN}A-Za-z0-9\s\-]{{0,20}}?(?:路|街|道|巷|弄|胡同|村|小区|花园|公寓|苑|大厦|广场|里|园|城)\s?"
    rf"[{HAN}]{{0,10}}?[A-Za-z]?\d{{1,5}}\s?(?:号|弄|栋|幢|座|单元|室|楼|#)(?:[{HAN}A-Za-z0-9\s\-#]{{0,24}}?\d{{1,5}}\s?(?:号楼?|栋|幢|单元|室|楼|户|房))*"
    r"(?:\s?\d{1,3}-\d{1,5}(?:-\d{1,5})?|\s?\d{2,4}(?!\d))?"
)
_LEADS = re.compile(r"^(?:我(?:住|家)?在|住在?|寄到|发到|送到|地址是?|在|到)")
_NAMES_A_SHOP = re.compile(rf"[{HAN}]{{0,8}}(?:店|商行|超市|公司|经营部|服务部|工作室)")
_SHOPS = re.compile(r"公司|商家|店铺|注册地|办公|经营场所|营业执照|退货地址")
_WRAPS = 2


def find(sheet: Sheet) -> Iterator[Spot]:
    """The addresses of persons on a page, on all the lines that they take."""
    for place, cell in enumerate(sheet.cells):
        span, labelled = _span(cell)
        if span is None or shop.is_respondents(sheet, cell.text[slice(*span)]):
            continue
        yield Spot(place, *span, Secret.ADDRESS)
        if labelled and span[1] == len(cell.folded.rstrip()):
            yield from _wrapped(sheet, place)


def _span(cell: Cell) -> tuple[tuple[int, int] | None, bool]:
    """Where the address of a cell stands, and whether a label says that it is one."""
    folded = cell.folded
    if _SHOPS.search(folded) or any(_SHOPS.search(words) for words in names(cell)):
        return None, False
    named = _NAMED.search(folded)
    if named is not None and _plausible(named["value"]):
        return (named.start("value"), named.start("value") + len(named["value"].rstrip())), True
    whole = _VALUE.match(folded)
    if whole is not None and cell.label and _LABEL.search(cell.label) and _plausible(whole["value"]):
        return whole.span("value"), True
    if (
        whole is not None
        and not cell.label
        and _LABEL.search(cell.above)
        and _is_alone(cell.above)
        and _plausible(whole["value"])
    ):
        return whole.span("value"), True
    shape = _SHAPE.search(folded)
    if shape is None or _NAMES_A_SHOP.match(folded, shape.end()):
        return None, False
    lead = _LEADS.match(shape.group())
    return (shape.start() + (lead.end() if lead else 0), shape.end()), False


def _is_alone(words: str) -> bool:
    return re.fullmatch(rf"\W*[{HAN}]{{2,6}}\W*", words) is not None


def _plausible(value: str) -> bool:
    """Whether a value names a place rather than a page or an instruction."""
    return not re.search(r"https?:|www\.|@|请|点击|填写|修改|选择|复制|无需|虚拟|\*\*", value)


def _wrapped(sheet: Sheet, place: int) -> Iterator[Spot]:
    """The lines on which a labelled address goes on: in its column, neither label nor value of another."""
    first = sheet.cells[place]
    last = first
    for further, cell in enumerate(sheet.cells[place + 1 : place + 1 + _WRAPS], place + 1):
        if cell.row != last.row + 1 or labels.is_label(cell.text) or labels.split(cell.text)[0]:
            return
        if (
            cell.box is not None
            and last.box is not None
            and cell.box.y0 - last.box.y1 > last.box.y1 - last.box.y0
        ):
            return
        if cell.number == first.number or not re.search(
            r"\d\s?(?:号|栋|幢|座|单元|室|楼|户|房)|(?:路|街|小区|村)", cell.folded
        ):
            return
        if re.search(r"[::¥]", cell.folded):
            return
        yield Spot(further, len(cell.text) - len(cell.text.lstrip()), len(cell.text.rstrip()), Secret.ADDRESS)
        last = cell
