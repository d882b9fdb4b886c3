"""From the table of scenarios to evidence: each case's facts as a perfect engine would read them.

A scenario is one entry of the ``*.yaml`` files beside this module:

``id``, ``title``
    its name, and one line that tells it.
``order`` or ``orders``
    what an order page prints: ``number``, ``product``, ``amount``, ``banner``,
    ``delivery``, ``platform``, the times ``ordered`` ``paid`` ``requested``
    ``refused`` ``started`` ``shipped`` ``refunded``, the sums ``back`` and ``fee``,
    further ``rows``; ``again`` gives words of the page a differing second reading.
``payment``
    the payment platform's voucher: ``paid``, ``amount``, ``number``.
``chat`` or ``chats``
    what was said, by ``buyer`` ``agent`` ``robot`` ``system`` under time lines
    (``at``); as a mapping with ``says``, and ``with`` for the title of the window.
``log``
    a conversation exported with its seconds: ``2024-05-12 14:06:30 buyer: words``.
``rule`` or ``rules``
    rule pages: a list of clauses, or a mapping with ``title``, ``effective`` (the
    line as printed) and ``clauses``.
``bill``
    rows of a payment service's export of May 2024.
``expect``, ``others``
    the acceptable verdicts of rules on the first order, and by number on others;
    ``none`` where a rule says nothing.  Rules that are not named may say anything
    but ``breach``.
``never_breach``
    whoever accuses here accuses falsely.
``why``
    the reason, from the law or from sense.

A file name like ``Screenshot_20240512-141000.png`` tells when a page was captured;
its status bar then shows that clock unless ``clock`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import bill_files
import yaml
from pages import centred, chat_page, evidence, log, order_page, rule_page

from dossier.intake import capture, tables
from dossier.model import Anchor, Evidence, Page

HERE = Path(__file__).parent
NUMBER = "CM20240512001"
PRODUCT = "示例点卡"
AMOUNT = "100.00"
VERDICTS = frozenset({"breach", "possible", "undetermined", "clear", "none"})
RULES = (
    "fee.above-published-rate",
    "grace.cancel-refused-inside",
    "grace.fee-charged-inside",
    "grace.shipped-inside",
    "manual.shipped-after-cancel-request",
    "policy.undisclosed",
    "refund.overdue",
    "service.contradicts-policy",
    "service.no-answer",
)

Expected = Mapping[str, frozenset[str]]
"""From a rule to the verdicts that are acceptable."""

_LABELS = {
    "platform": "平台",
    "ordered": "下单时间",
    "paid": "付款时间",
    "requested": "申请取消时间",
    "refused": "拒绝时间",
    "started": "开始处理时间",
    "shipped": "发货时间",
    "refunded": "退款时间",
    "back": "退款金额",
    "fee": "取消手续费",
}
_OF_ORDER = frozenset(
    {*_LABELS, "number", "product", "amount", "banner", "delivery", "rows", "again", "file", "clock"}
)
_KEYS = frozenset(
    {"id", "title", "order", "orders", "payment", "chat", "chats", "log", "rule", "rules", "bill"}
    | {"expect", "others", "never_breach", "why"}
)
_SENDERS = {"buyer": "我", "agent": "客服小美"}
_ROBOTS = ("自动回复", "机器人", "智能客服")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One case: what lies in the folder, and what a careful lawyer may say of it."""

    id: str
    title: str
    files: tuple[Evidence, ...]
    expected: Mapping[str, Expected]
    """By order number."""
    never_breach: bool
    why: str
    told: Mapping[str, Any] = field(repr=False)
    """The entry as written."""


def scenarios() -> list[Scenario]:
    """All scenarios of the table, file by file."""
    return [scenario(entry) for path in sorted(HERE.glob("*.yaml")) for entry in _entries(path)]


def scenario(entry: Mapping[str, Any]) -> Scenario:
    """One entry, staged; a slip of the pen in it raises ``AssertionError``."""
    _only(entry, _KEYS)
    orders = _several(entry, "order")
    files = [order(one, n) for n, one in enumerate(orders)]
    if "payment" in entry:
        files.append(voucher(entry["payment"], orders[0]))
    files += [chat(one, n) for n, one in enumerate(_several(entry, "chat"))]
    if "log" in entry:
        files.append(export(entry["log"]))
    files += [rules(one, n) for n, one in enumerate(_several(entry, "rule"))]
    if "bill" in entry:
        files.append(bill(entry["bill"], orders[0]))
    first = orders[0].get("number", NUMBER)
    expected = {first: _expected(entry["expect"])}
    expected |= {number: _expected(told) for number, told in entry.get("others", {}).items()}
    never = entry.get("never_breach") == "true"
    return Scenario(entry["id"], entry["title"], tuple(files), expected, never, entry["why"], entry)


def order(told: Mapping[str, Any], count: int = 0) -> Evidence:
    """An order page as the shop shows it."""
    _only(told, _OF_ORDER)
    rows = [
        ("订单编号", told.get("number", NUMBER)),
        ("商品名称", told.get("product", PRODUCT)),
        ("实付款", f"¥{told.get('amount', AMOUNT)}"),
        *((label, told[key]) for key, label in _LABELS.items() if key in told),
        ("发货方式", told.get("delivery", "自动发货")),
        *((label, value) for label, value in told.get("rows", ())),
    ]
    page = order_page(rows, told.get("banner", "已发货"))
    again = told.get("again", {})
    lines = tuple(replace(line, again=tuple(again.get(line.text, ()))) for line in page.lines)
    assert set(again) <= {line.text for line in lines}
    return _captured(told.get("file", f"order-{count}.png"), replace(page, lines=lines), told.get("clock"))


def voucher(told: Mapping[str, str], bought: Mapping[str, Any]) -> Evidence:
    """A payment platform's page of the payment."""
    _only(told, {"paid", "amount", "number"})
    rows = [
        ("当前状态", "支付成功"),
        ("支付时间", told["paid"]),
        ("支付金额", f"¥{told.get('amount', bought.get('amount', AMOUNT))}"),
        ("交易单号", "4200002345202405121234567890"),
        ("商户单号", told.get("number", bought.get("number", NUMBER))),
    ]
    return evidence("payment.png", order_page(rows))


def chat(told: Mapping[str, Any] | Sequence[Mapping[str, str]], count: int = 0) -> Evidence:
    """One picture of a conversation."""
    whole: Mapping[str, Any] = told if isinstance(told, Mapping) else {"says": told}
    _only(whole, {"says", "with", "file", "clock"})
    page = chat_page([_said(one) for one in whole["says"]])
    if "with" in whole:
        _, y, title = centred(110, whole["with"])
        head = chat_page([("time", title)]).lines[-1]
        box = head.box
        assert box is not None
        moved = replace(head, box=box._replace(y0=y, y1=y + box.y1 - box.y0))
        lines = (*page.lines[:2], moved, *page.lines[2:])
        page = replace(page, lines=tuple(replace(line, number=n) for n, line in enumerate(lines, 1)))
    return _captured(whole.get("file", f"chat-{count}.png"), page, whole.get("clock"))


def export(told: Sequence[Mapping[str, str]]) -> Evidence:
    """A conversation as a program exports it, every message with its second."""
    messages = []
    for one in told:
        [(head, words)] = one.items()
        time, _, who = head.rpartition(" ")
        messages.append((_SENDERS[who], time, words))
    return replace(evidence("chat.txt", log(*messages)), media="text/plain")


def rules(told: Mapping[str, Any] | Sequence[str], count: int = 0) -> Evidence:
    """One rule page."""
    whole: Mapping[str, Any] = told if isinstance(told, Mapping) else {"clauses": told}
    _only(whole, {"title", "effective", "clauses"})
    dated = [whole["effective"]] if "effective" in whole else []
    lines = [whole.get("title", "取消与退款规则"), *dated, *whole["clauses"]]
    return evidence(f"rules-{count}.png", rule_page(lines))


def bill(rows: Sequence[Mapping[str, str]], bought: Mapping[str, Any]) -> Evidence:
    """The export of a month, with a stranger's row before and after the order's."""
    number = bought.get("number", NUMBER)
    own = [bill_files.wechat(shop=number, **row) for row in rows]
    last = list(bill_files.stranger())
    last[0] = "2024-05-30 19:00:00"
    pages = tables.read(bill_files.wechat_csv(bill_files.stranger(), *own, last)).pages
    return Evidence("E1", "bill.csv", "0" * 64, 1, "text/csv", pages, engine="table")


def _said(one: Mapping[str, str]) -> tuple[str, str]:
    """Who says what, in the words of :func:`pages.chat_page`; a robot writes where agents do."""
    [(who, words)] = one.items()
    assert who in {"at", "buyer", "agent", "robot", "system"}, who
    assert who != "robot" or any(mark in words for mark in _ROBOTS), words
    return {"at": "time", "robot": "agent"}.get(who, who), words


def _captured(name: str, page: Page, clock: str | None) -> Evidence:
    """A page in a file whose name may tell when it was captured."""
    moment = capture.from_name(name)
    if shown := clock or moment[11:16]:
        page = replace(page, lines=(replace(page.lines[0], text=shown), *page.lines[1:]))
    item = evidence(name, page, captured=moment)
    return replace(item, captured_by=Anchor.FILE_NAME if moment else None)


def _entries(path: Path) -> list[dict[str, Any]]:
    # The base loader leaves every word as written: no time and no amount becomes a number.
    found: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return found


def _several(entry: Mapping[str, Any], name: str) -> list[Any]:
    """The one or the several of a kind."""
    return [entry[name]] if name in entry else list(entry.get(f"{name}s", ()))


def _expected(told: Mapping[str, str | list[str]]) -> dict[str, frozenset[str]]:
    found = {rule: frozenset([said] if isinstance(said, str) else said) for rule, said in told.items()}
    for rule, verdicts in found.items():
        assert rule in RULES, rule
        assert verdicts, rule
        assert verdicts <= VERDICTS, verdicts
    return found


def _only(told: Mapping[str, Any], known: frozenset[str] | set[str]) -> None:
    assert set(told) <= known, set(told) - known
