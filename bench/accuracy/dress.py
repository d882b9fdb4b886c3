"""What makes one invented shop differ from the next: its look, its words, its number forms."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.draw.look import Look


@dataclass(frozen=True, slots=True)
class Words:
    """Labels and sentences of one shop.

    ``agents`` are sentences with ``{id}`` or ``{name}``; ``window`` has ``{m}`` minutes and
    counts from ``start``; ``fee`` has ``{lo}`` and, for a range, ``{hi}`` percent.
    """

    order_id: str
    ordered: str
    paid: str
    shipped: str
    amount: str
    transaction: str
    merchant: str
    pay_time: str
    method: str
    agents: tuple[str, ...]
    window: str
    start: str
    fee: str
    title: str = "订单详情"
    state: str = "已发货"
    pay_title: str = "账单详情"
    rule_title: str = "订单取消与退款规则"
    unpaid: str = "未付款的订单30分钟后自动关闭。"


@dataclass(frozen=True, slots=True)
class Dress:
    """One shop.

    Attributes:
        look: colours, sizes and faces; its scale is the usual one.
        words: its labels and sentences.
        ids: forms of its order numbers, see :mod:`bench.accuracy.forms`.
        pays: form of its payment numbers.
        times: forms of its times on documents; the last one stands in chats.
        amount: form of its amounts.
        payment: arrangement of its payment page: ``column``, ``cards`` or ``tick``.
        scales: densities of display it is seen on.
        desk: whether it has a page for the desktop as well.
        staff: form of staff numbers, as a pattern of # for digits.
    """

    look: Look
    words: Words
    ids: tuple[str, ...]
    pays: str
    times: tuple[str, ...]
    amount: str
    payment: str = "column"
    scales: tuple[float, ...] = (2,)
    desk: bool = False
    staff: str = "####"


DARK = {
    "page": "#111214",
    "card": "#1b1c20",
    "ink": "#e3e4e8",
    "grey": "#85888f",
    "hair": "#2d2f34",
    "nav": "#151619",
    "nav_ink": "#eceef0",
    "theirs": "#292b30",
    "theirs_ink": "#e3e4e8",
    "accent_soft": "#2c3440",
}


def dark(look: Look) -> Look:
    """The look in an app's dark mode; one that is dark already becomes black."""
    if _light(look.card) > _light(look.ink):
        return replace(look, **DARK)  # type: ignore[arg-type]
    return replace(look, page="#000000", card="#0c0c0e", nav="#000000", theirs="#1c1c20")


def pale(look: Look) -> Look:
    """The look with writing that hardly stands out, but can be read."""
    return replace(
        look,
        ink=_between(look.ink, look.card, 0.45),
        grey=_between(look.grey, look.card, 0.30),
        price=_between(look.price, look.card, 0.30),
        theirs_ink=_between(look.theirs_ink, look.theirs, 0.40),
        mine_ink=_between(look.mine_ink, look.mine, 0.30),
    )


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def _light(colour: str) -> int:
    return sum(_parts(colour))


def _between(start: str, end: str, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_parts(start), _parts(end), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
