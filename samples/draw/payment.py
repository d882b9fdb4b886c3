"""Payment detail pages in the manner of the two large payment apps, without their marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.draw.canvas import Canvas
from samples.draw.look import Look
from samples.draw.phone import Phone, Row

_WHITE = Look("", page="#ffffff", card="#ffffff", nav="#ffffff", body=15, values="column", accent="#576b95")
_PALE = Look("", page="#f5f5f5", nav="#ffffff", body=14.5, values="right", accent="#1677ff", radius=8)
_BLACK = replace(
    _WHITE,
    page="#191919",
    card="#191919",
    nav="#191919",
    nav_ink="#d5d5d5",
    ink="#d5d5d5",
    grey="#7a7a7a",
    hair="#2b2b2b",
)


@dataclass(frozen=True)
class PaymentPage:
    """What a payment page says: who was paid, how much (signed, "-128.00"), and the rows below."""

    payee: str
    amount: str
    rows: tuple[Row, ...]
    state: str = ""
    clock: str = "14:30"
    dark: bool = False
    scale: float = 2


def wechat_like(page: PaymentPage) -> Canvas:
    """A bill whose rows stand in a column under a large centred sum."""
    look = (_BLACK if page.dark else _WHITE).at(page.scale)
    out = Phone(look, clock=page.clock)
    out.nav("账单详情", right="全部账单")
    c, mid = out.canvas, look.width / 2
    c.rect(mid - 24, out.y + 26, 48, 48, "#4aa8ff", 24)
    c.rect(mid - 12, out.y + 42, 24, 20, "#ffffff", 2)
    c.rect(mid - 14, out.y + 38, 28, 7, "#ffffff", 2)
    c.text(mid, out.y + 96, page.payee, 15, look.ink, align="centre")
    c.text(mid, out.y + 138, page.amount, 36, look.ink, bold=True, align="centre")
    out.y += 186
    c.line(16, out.y, look.width - 16, out.y, look.hair)
    out.rows(list(page.rows))
    c.line(24, out.y + 8, look.width - 16, out.y + 8, look.hair)
    out.y += 8
    for label in ("对订单有疑惑", "查看往来转账"):
        c.text(24, out.y + 28, label, 15, look.ink)
        c.line(look.width - 28, out.y + 23, look.width - 23, out.y + 28, look.grey, 1.4)
        c.line(look.width - 23, out.y + 28, look.width - 28, out.y + 33, look.grey, 1.4)
        out.y += 48
    out.home_bar()
    return c


def alipay_like(page: PaymentPage) -> Canvas:
    """A bill on a grey page with white cards, state under the sum, values at the right edge."""
    look = _PALE.at(page.scale)
    out = Phone(look, clock=page.clock)
    out.nav("账单详情")
    c, mid = out.canvas, look.width / 2
    c.rect(12, out.y + 10, look.width - 24, 150, look.card, look.radius)
    c.rect(mid - 16, out.y + 24, 32, 32, "#ff8a1f", 6)
    c.rect(mid - 8, out.y + 34, 16, 12, "#ffffff", 2)
    c.text(mid, out.y + 74, page.payee, 15, look.ink, align="centre")
    c.text(mid, out.y + 108, page.amount, 30, look.ink, bold=True, align="centre")
    c.text(mid, out.y + 142, page.state or "交易成功", 13.5, look.grey, align="centre")
    out.y += 160
    out.rows(list(page.rows))
    out.rows([Row("账单分类", "充值缴费"), Row("标签和备注", "添加")], title="账单管理")
    out.home_bar()
    return c
