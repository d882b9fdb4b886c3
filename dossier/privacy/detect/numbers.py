"""Words that make a number a fact of the trade and nobody's secret."""

from __future__ import annotations

import re

from dossier.privacy.detect.cells import Cell, names
from dossier.reading.text import fold

_BEFORE = 14
_OF_TRADE = re.compile(
    r"(?:订单|单号|编号|流水|交易号|交易单|商户|商家单|凭证|工号|坐席|快递|物流|运单|包裹|发票|税号|信用代码|批次|型号|版本|货号"
    r"|商品(?:ID|号)|备案|许可证号|工单|投诉号|退款单|order|trade|serial no|transaction)"
    r"(?:编?号码?|号|ID|no\.?)?\s?(?:是|为)?[::#\s(\[]{0,3}$",
    re.IGNORECASE,
)


def names_trade(cell: Cell, start: int) -> bool:
    """Whether a number at a place of a cell is an order's, a payment's, an agent's or a parcel's.

    The words right before it decide; where it begins its cell, those beside or above do.
    """
    before = cell.folded[max(0, start - _BEFORE) : start]
    if before.strip(" :#[("):
        return _OF_TRADE.search(before) is not None
    return any(_OF_TRADE.search(fold(words).strip()) for words in names(cell))
