"""What the columns of a bill mean, whoever issued it.

Every service names them in its own way and reorders them at will, so a column
is known by the words of its header.  A row is then money that was spent, money
that came back, or neither: a transaction that was closed unpaid moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dossier.model import FactKind, Line, Role, Row
from dossier.reading import calendar, identifiers, labels, money, stamps
from dossier.reading.text import fold, squeeze


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that means something: its header, its words as written, and the value in them."""

    label: str
    raw: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what it says.

    Money went out (``spent``), came back (``refund``) or came in for another reason
    (``income``); all are false where nothing moved or it cannot be told.  ``back`` is
    what a payment says was returned of it.  ``numbers`` are the numbers by kind,
    ``mentioned`` those that stand in free words (many a shop makes its order's number
    the name of the goods), ``created`` is when the payment was begun where the bill
    tells that apart.
    """

    row: Row
    spent: bool
    refund: bool
    income: bool
    time: Cell | None
    created: Cell | None
    amount: Cell | None
    back: Cell | None
    numbers: tuple[tuple[FactKind, Cell], ...]
    mentioned: tuple[Cell, ...]
    seller: Cell | None
    product: Cell | None
    status: Cell | None

    def number(self, kind: FactKind) -> str:
        """The number of a kind, or an empty string."""
        return next((cell.value for found, cell in self.numbers if found is kind), "")


_Cells = Sequence[tuple[str, str]]

_NOTHING = frozenset({"", "/", "-", "--", "无"})

_SUCCEEDED = re.compile(r"^(?:付款|支付|交易成功|支付成功|完成)时间$")
"""Columns that tell the payment's own time; empty, they say that nothing was paid."""
_END = re.compile(r"(?P<name>(?:终止|截止|结束)(?:时间|日期))[:：]\s*[\[【]?(?P<time>[^\]】\[【]+)")
_MADE = re.compile(r"(?P<name>(?:导出|申请|生成|查询)(?:时间|日期))[:：]\s*[\[【]?(?P<time>[^\]】\[【]+)")
"""What the words over a table say of its span and of the moment it was made."""
_TIMES = (
    _SUCCEEDED,
    re.compile(r"^(?:交易|发生|消费)时间$"),
    re.compile(r"^(?:交易|发生|消费|成交)(?:日期|日|时间)$"),
    re.compile(r"^(?:记账|入账|银行记账|交收)(?:日期|日|时间)$"),
)
_CLOCKS = re.compile(r"时间$")
_CREATED = re.compile(r"创建时间$")
_AMOUNTS = (
    re.compile(r"^实付金额"),
    re.compile(r"^(?:金额|人民币金额)(?:\(元\))?$"),
    re.compile(r"^(?:交易金额|发生额|结算金额|订单金额)(?:\(元\))?$|/金额$"),
)
_OUT = re.compile(r"^(?:支出|取出|借方)(?:金额|发生额)?(?:\(元\))?$|金额\(支出\)$")
_IN = re.compile(r"^(?:收入|存入|贷方)(?:金额|发生额)?(?:\(元\))?$|金额\(收入\)$")
_RETURNED = re.compile(r"^(?:成功)?退款(?:金额)?(?:\(元\))?$")
_DIRECTION = re.compile(r"^(?:收/支|收支|借贷(?:标志)?|收/支类型)$")
_STATUS = re.compile(r"^(?:交易|当前|支付|订单)?状态$")
_SELLER = re.compile(r"^(?:交易对方|商户名称|商家名称|对方户名|对方账户名|交易对手名称|收款方)$")
_PRODUCT = re.compile(r"^(?:商品(?:说明|名称)?|交易说明|订单标题)$")
_KIND = re.compile(r"类型$|^交易分类$|^(?:交易)?(?:摘要|说明|描述|名称)$|^商品说明$|^业务名称$")

_FREE = re.compile(r"商品|说明|标题|摘要|附言|备注")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*[A-Za-z0-9]")
_UNMISTAKABLE = 10
"""Characters from which a number in free words is not there by chance."""

_REFUND = re.compile(r"^[(（]?(?:退款|退货)|(?:退款|退货)$|^退款成功$")
_ALL_BACK = re.compile(r"已全额退款")
_SOME_BACK = re.compile(r"已(?:部分)?退款")
_UNPAID = re.compile(r"等待付款|待付款|待支付|未支付|失败")
_CLOSED = re.compile(r"关闭|取消|失效")
_FOREIGN = re.compile(r"(?!CNY|RMB)[A-Z]{3}")
_DAY = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_CLOCK = re.compile(r"([0-2]\d)([0-5]\d)([0-5]\d)")


def entry(row: Row) -> Entry:
    """What a row of a bill says."""
    cells = [(_name(header), raw.strip()) for header, raw in row.cells]
    names = {_name(header): header for header, _ in row.cells}
    status = _first(cells, _STATUS)
    out, returned = _money(_first(cells, _OUT)), _money(_first(cells, _IN))
    plain = next((found for one in _AMOUNTS if (found := _money(_first(cells, one)))), None)
    amount = out or returned or plain
    back = _back(cells, status, amount)
    side = _side(cells, amount)
    refund = side != "out" and _is_refund(cells, status)
    return Entry(
        row=row,
        spent=not refund and amount is not None and _is_spent(side, amount, status, back),
        refund=refund,
        income=not refund and side == "in",
        time=_labelled(_time(cells), names),
        created=_labelled(_stamp(cells, _CREATED), names),
        amount=_labelled(amount, names),
        back=None if refund else _labelled(back, names),
        numbers=tuple((kind, _as_written(cell, names)) for kind, cell in _numbers(cells)),
        mentioned=tuple(_as_written(cell, names) for cell in _mentioned(cells)),
        seller=_labelled(_words(cells, _SELLER), names),
        product=_labelled(_words(cells, _PRODUCT), names),
        status=_labelled(Cell(*status, squeeze(status[1])) if status else None, names),
    )


def root(number: str) -> str:
    """The number of the payment that a refund's number continues ("2024…_2024…"), or the number itself."""
    head, mark, _ = number.partition("_")
    return head if mark and head.isdigit() and len(head) >= 16 else number  # noqa: PLR2004


def shop_number(number: str) -> str:
    """A shop's number without what a market puts before it ("T200P" and nineteen digits)."""
    return re.sub(r"^T\d{2,3}P(?=\d{15,})", "", number)


@lru_cache(maxsize=1024)
def _name(header: str) -> str:
    return squeeze(header).strip(":")


def _labelled(cell: Cell | None, names: Mapping[str, str]) -> Cell | None:
    return _as_written(cell, names) if cell else None


def _as_written(cell: Cell, names: Mapping[str, str]) -> Cell:
    """The cell with its header as the file writes it."""
    return Cell(names.get(cell.label, cell.label), cell.raw, cell.value)


def _first(cells: _Cells, wanted: re.Pattern[str]) -> tuple[str, str] | None:
    """The first column of a name that holds something."""
    return next(((name, raw) for name, raw in cells if wanted.search(name) and raw not in _NOTHING), None)


def _words(cells: _Cells, wanted: re.Pattern[str]) -> Cell | None:
    found = _first(cells, wanted)
    return Cell(*found, found[1]) if found else None


def _money(cell: tuple[str, str] | None) -> Cell | None:
    """The amount that begins a cell, without its sign; none where it is nothing or foreign money."""
    if cell is None or _FOREIGN.search(cell[1]):
        return None
    found = next(money.find(cell[1]), None)
    return Cell(*cell, str(found.value)) if found and found.value else None


def _back(cells: _Cells, status: tuple[str, str] | None, amount: Cell | None) -> Cell | None:
    """What a payment's own row says was returned: in a column, in its status, or behind its amount."""
    own = _money(_first(cells, _RETURNED))
    if own or amount is None:
        return own
    for name, raw in [*([status] if status else []), (amount.label, amount.raw)]:
        if _ALL_BACK.search(raw):
            return Cell(name, raw, amount.value)
        told = _SOME_BACK.search(raw)
        found = next(money.find(raw[told.end() :]), None) if told else None
        if found:
            return Cell(name, raw, str(found.value))
    return None


def _side(cells: _Cells, amount: Cell | None) -> str:
    """``out`` or ``in``; ``neither`` where the bill says so, an empty string where it does not tell."""
    if amount and _OUT.search(amount.label):
        return "out"
    if amount and _IN.search(amount.label):
        return "in"
    told = [raw for name, raw in cells if _DIRECTION.search(name)]
    if not told:
        return ""
    if told[0].startswith(("支出", "借")):
        return "out"
    return "in" if told[0].startswith(("收入", "贷")) else "neither"


def _is_spent(side: str, amount: Cell, status: tuple[str, str] | None, back: Cell | None) -> bool:
    """Whether money went out."""
    state = status[1] if status else ""
    if side == "in" or _UNPAID.search(state):
        return False
    if side == "neither":
        # Money that wholly came back is often entered so; otherwise nothing was bought.
        return back is not None
    if side == "out":
        return True
    negative = any(found.negative for found in list(money.find(amount.raw))[:1])
    return negative or (bool(state) and not _CLOSED.search(state))


def _is_refund(cells: _Cells, status: tuple[str, str] | None) -> bool:
    kinds = [raw for name, raw in cells if _KIND.search(name)]
    return any(_REFUND.search(kind) for kind in kinds) or bool(status and _REFUND.search(status[1]))


def _numbers(cells: _Cells) -> Iterator[tuple[FactKind, Cell]]:
    for name, raw in cells:
        kind = _number(name)
        if kind and (value := identifiers.tidy(raw)):
            yield kind, Cell(name, raw, value)


@lru_cache(maxsize=1024)
def end(lines: Sequence[Line]) -> tuple[Line, Cell] | None:
    """Until when a bill goes: the end it names, or the moment it was made where that came first.

    Args:
        lines: the words over the table that name times (:func:`dossier.intake.bills.span`).
    """
    ends, made = (list(_named(lines, wanted)) for wanted in (_END, _MADE))
    if not ends:
        return None
    return min((*ends, *made), key=lambda one: calendar.interval(one[1].value).latest)


def _named(lines: Sequence[Line], wanted: re.Pattern[str]) -> Iterator[tuple[Line, Cell]]:
    for line in lines:
        for match in wanted.finditer(line.text):
            for stamp in stamps.find(match["time"]):
                if stamp.has_date and calendar.is_complete(value := calendar.value(stamp)):
                    yield line, Cell(match["name"], match["time"], value)


def _number(name: str) -> FactKind | None:
    """Whose numbers a column holds, if any."""
    return labels.identifier(name, Role.PAYMENT) if labels.kind(name) is FactKind.ORDER_ID else None


def _mentioned(cells: _Cells) -> Iterator[Cell]:
    for name, raw in cells:
        if _FREE.search(name):
            for token in _TOKEN.findall(fold(raw)):
                if len(token) >= _UNMISTAKABLE and identifiers.is_id(token):
                    yield Cell(name, raw, token)


def _time(cells: _Cells) -> Cell | None:
    """When it happened: by the column that says so best."""
    if any(_SUCCEEDED.search(name) for name, _ in cells):
        return _stamp(cells, _SUCCEEDED)
    return next((found for one in _TIMES if (found := _stamp(cells, one))), None)


def _stamp(cells: _Cells, wanted: re.Pattern[str]) -> Cell | None:
    found = _first(cells, wanted)
    if found is None:
        return None
    name, raw = found
    day = next((day for other, day in cells if other == _CLOCKS.sub("日期", name) != name), "")
    for words in (raw, f"{day} {raw}"):
        stamp = [one for one in stamps.find(_spaced(words)) if one.has_date]
        if len(stamp) == 1 and calendar.is_complete(value := calendar.value(stamp[0])):
            return Cell(name, words, value)
    return None


def _spaced(words: str) -> str:
    """Days and clocks of bare digits as they are usually written ("20240512 140210")."""
    parts = fold(words).split()
    parts = [_CLOCK.sub(r"\1:\2:\3", p) if _CLOCK.fullmatch(p) else p for p in parts]
    return " ".join(_DAY.sub(r"\1-\2-\3", p) if _DAY.fullmatch(p) else p for p in parts)
