"""What a file is in the case: order page, payment record, chat, rule page, or neither.

Every role collects points for what only it has; the strongest wins, and a file
that has too little of everything is ``other``: it stays in the evidence list
but nothing is read from it that a finding could rest on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.model import EventKind, FactKind, Page, Role, Speaker
from dossier.reading import labels, layout, terms
from dossier.reading.chats import conversation
from dossier.reading.layout import Pair
from dossier.reading.speech import statements
from dossier.reading.terms import clauses
from dossier.reading.text import squeeze

_ENOUGH = 3.0

_PAYMENT = re.compile(
    r"账单详情|支付成功|付款成功|交易单号|商户单号|商家订单号|商户订单号|支付凭证|电子回单|转账成功|交易成功|账单分类|对此订单有疑问|付款详情|支付详情|商户全称|收单机构|零钱|花呗|财付通|云闪付"
)
_STRONG_PAYMENT = re.compile(
    r"商户单号|商家订单号|商户订单号|商户全称|收单机构|账单分类|支付凭证|电子回单|账单详情|交易单号"
)
_ORDER = re.compile(
    r"订单详情|订单编号|订单号|我的订单|下单时间|发货时间|订单状态|待发货|已发货|待付款|卡密|提取卡密|购买数量|发货方式|订单信息|订单查询|商品金额|实付款"
)
_STRONG_ORDER = re.compile(
    r"下单时间|发货时间|发货方式|订单状态|订单详情|提取卡密|卡密|查看卡密|已发货|待发货|订单查询"
)
_BUTTON = re.compile(
    r"再次购买|再来一单|联系客服|联系卖家|申请售后|申请退款|查看卡密|确认收货|评价订单|取消订单"
)
_PLACED = re.compile(r"下单|拍下|订购|提交(?:订单)?时间|订单(?:创建|提交|生成)时间")
_POLICY_TITLE = re.compile(r"规则|须知|协议|条款|政策|说明|公告|声明|制度|帮助中心|售后|服务标准|细则")
_SAID = re.compile(r"[?？!！,，。吗呢吧啊]|了$")
"""What no title has: somebody says it."""
_CHAT = re.compile(r"为您服务|按住说话|发送|在线客服|工号")
_SENTENCE = re.compile(r"[，。；,;]")


def of(pages: Sequence[Page]) -> Role:
    """The role of a file from its pages; ``other`` when nothing speaks clearly."""
    if any(page.messages for page in pages):
        return Role.CHAT
    scores = dict.fromkeys((Role.ORDER, Role.PAYMENT, Role.CHAT, Role.POLICY), 0.0)
    for page in pages:
        for role, points in _scores(page).items():
            scores[role] += points
    best = max(scores, key=lambda role: scores[role])
    return best if scores[best] >= _ENOUGH else Role.OTHER


def _scores(page: Page) -> dict[Role, float]:
    texts = [squeeze(line.text) for line in page.lines]
    whole = "\n".join(texts)
    pairs = layout.pairs(page)
    kinds = [labels.kind(pair.label) for pair in pairs]
    columns = 1.0 * sum(kind in (FactKind.TIMESTAMP, FactKind.ORDER_ID, FactKind.AMOUNT) for kind in kinds)
    payment = 1.0 * _distinct(_PAYMENT, whole) + 2.0 * _distinct(_STRONG_PAYMENT, whole)
    order = 0.7 * _distinct(_ORDER, whole) + 1.5 * _distinct(_STRONG_ORDER, whole)
    order += _of_the_shop(pairs) + 1.0 * min(_distinct(_BUTTON, whole), 2)
    payment_like = payment > order
    return {
        Role.PAYMENT: payment + (columns if payment_like else 0.0),
        Role.ORDER: order + (0.0 if payment_like else columns),
        Role.CHAT: _chat(page, kinds),
        Role.POLICY: _policy(page, texts, len(pairs)),
    }


def _of_the_shop(pairs: Sequence[Pair]) -> float:
    """Points for what only the shop's page tells: when and how it dispatched, when the order was placed.

    A title may be scrolled away or lie under a notification; these rows remain.
    """
    names = [labels.clean(pair.label) for pair in pairs]
    told = {labels.event(name, Role.ORDER) for name in names if labels.kind(name) is FactKind.TIMESTAMP}
    points = 3.0 * bool(told & {EventKind.SHIPPED, EventKind.SERVICE_STARTED})
    points += 2.0 * any(labels.kind(name) is FactKind.DELIVERY for name in names)
    return points + 1.5 * any(_PLACED.search(name) for name in names)


def _distinct(pattern: re.Pattern[str], text: str) -> int:
    return len(set(pattern.findall(text)))


def _chat(page: Page, kinds: Sequence[FactKind | None]) -> float:
    said = conversation.of_page(page)
    sides = [u for u in said if u.speaker in (Speaker.BUYER, Speaker.AGENT)]
    if not sides:
        return 0.0
    timed = sum(1 for u in said if u.stamp is not None and not u.inherited)
    talk = sum(1 for u in sides if re.search(r"[您你我亲]|请|吗|了|的", u.text))
    named = sum(1 for u in said if u.sender)
    two = conversation.has_two_sides(said)
    if not (two or named or timed):
        return 0.0
    # Buttons of an order page ask for things too, but no time stands over them.
    acts = sum(1 for u in sides if u.stamp is not None and statements.find(u.speaker, u.text))
    points = (
        1.2 * talk + 1.0 * min(timed, 4) + 1.5 * min(named, 4) + (2.0 if two else 0.0) + 2.0 * min(acts, 2)
    )
    points += 2.0 * bool(_CHAT.search("".join(line.text for line in page.lines)))
    # A card with the order's number above the messages changes nothing; labelled times make an order page.
    labelled = sum(kind is FactKind.TIMESTAMP for kind in kinds)
    points += 1.5 * bool(timed and talk and not labelled)
    if two and timed > 1 and labelled <= 1:
        return points + 4.0 - 1.0 * len(kinds)
    return points - 2.5 * labelled - (1.0 if acts else 2.5) * (len(kinds) - labelled)


def _policy(page: Page, texts: Sequence[str], pairs: int) -> float:
    prose_parts = clauses.of(page)
    found = [(clause, term) for clause in prose_parts for term in terms.find(clause.text)]
    numbered = sum(1 for clause in prose_parts if clause.number)
    # Of a title only a short line near the top counts: every order page links to some rules.
    title = any(
        _POLICY_TITLE.search(text) and len(text) <= 16 and not _SAID.search(text)  # noqa: PLR2004
        for text in texts[:6]
    )
    prose = sum(1 for text in texts if len(text) >= 12 and _SENTENCE.search(text))  # noqa: PLR2004
    # An order page tells how long a refund takes, and when an unpaid order closes, as well.
    real = [term for _, term in found if term.about not in terms.BESIDE]
    beside = [term for clause, term in found if term.about in terms.BESIDE and clause.number]
    points = 3.0 * len(real) + 1.5 * len(beside) + 1.2 * numbered + (4.0 if title else 0.0) + 0.5 * prose
    if not title and any(
        u.stamp and u.stamp.has_clock and not u.inherited for u in conversation.of_page(page)
    ):
        # Under a time line even rules are something said.
        points -= 6.0
    return points - 2.5 * pairs if (title or numbered or real) else 0.0
