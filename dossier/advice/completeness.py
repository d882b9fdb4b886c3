"""What each destination and each finding needs, what of it is there, and how to get the rest.

The names of needs are keys: ``completeness.<need>.name``, ``.why`` and ``.how`` are
their words.  A need is ``present`` only where the folder or ``case.yaml`` shows it;
what no program can see in a folder (that the phone was kept) never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dossier import law, words
from dossier.advice import settling
from dossier.advice.admissibility import cited
from dossier.advice.model import Gap
from dossier.casefile import CaseFile
from dossier.model import Case, Channel, EventKind, Evidence, FactKind, OrderState, Role
from dossier.reading import mails
from dossier.words import phrase

Test = Callable[[Case, CaseFile], bool]

_ALL = ("platform", "12315", "association", "court")
_OUTSIDE = ("12315", "association", "court")

_VOUCHER = re.compile(
    r"电子(?:转账)?(?:凭证|回单)|(?:转账|交易|支付|业务)(?:电子)?(?:凭证|回单)|业务(?:专用|凭证)章|回单(?:专用)?章|电子印章"
)
_ADDRESS = re.compile(
    r"https?://|www\.|\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.(?:com|cn|net|org|shop|vip|top|cc)\b",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"(?:发货|提卡|提取|取卡|兑换|核销|充值|操作)(?:日志|记录)|(?:首次)?(?:查看|提取|兑换|核销)时间"
)
_WECHAT = re.compile(r"微信|财付通|wechat", re.IGNORECASE)
_ALIPAY = re.compile(r"支付宝|alipay", re.IGNORECASE)
_WECHAT_ID = re.compile(r"4200\d{24}")
_ALIPAY_ID = re.compile(r"20\d{26}")


@dataclass(frozen=True, slots=True)
class _Need:
    """One need: who asks for it, whether it is there, when it applies at all, and what law says so.

    ``law`` bears out why it is needed, ``how_law`` that it can be had.
    """

    name: str
    where: tuple[str, ...]
    present: Test
    applies: Test = lambda _case, _said: True
    law: tuple[str, ...] = ()
    how_law: tuple[str, ...] = ()


def gaps(case: Case, said: CaseFile, lang: str = words.CHINESE) -> tuple[Gap, ...]:
    """Everything a complaint of this kind needs, what is missing first.

    Args:
        case: the judged folder.
        said: the person's own file.
        lang: language of ``why`` and ``how``.
    """
    rules = settling.wanted(case)
    found = [
        Gap(
            need.name,
            (*need.where, *rules.get(need.name, ())),
            phrase(f"completeness.{need.name}.why", lang, law=cited(_checked(), *need.law)),
            phrase(_how(need.name, case), lang, law=cited(_checked(), *need.how_law)),
            need.present(case, said),
        )
        for need in _NEEDS
        if need.applies(case, said) or need.name in rules
    ]
    return tuple(sorted(found, key=lambda gap: gap.present))


def _checked() -> date:
    """The day the register vouches for, so that the same folder tells the same on any day."""
    year, month = law.load().checked.split("-")[:2]
    return date(int(year), int(month), 1)


def _how(name: str, case: Case) -> str:
    if name != "payment-voucher":
        return f"completeness.{name}.how"
    return f"completeness.voucher.{_payer(case)}.how"


def _payer(case: Case) -> str:
    """Through whom was paid, where only one can be meant."""
    texts = [text for item in _of(case, Role.PAYMENT, Role.BILL) for text in _texts(item)]
    numbers = [fact.value for fact in case.facts if fact.kind is FactKind.TRANSACTION_ID]
    wechat = any(map(_WECHAT.search, texts)) or any(map(_WECHAT_ID.fullmatch, numbers))
    alipay = any(map(_ALIPAY.search, texts)) or any(map(_ALIPAY_ID.fullmatch, numbers))
    if wechat == alipay:
        return "any"
    return "wechat" if wechat else "alipay"


def _of(case: Case, *roles: Role) -> Iterator[Evidence]:
    """Files and parts of mails in some roles; a bill without a row of the case is none."""
    for item in case.evidence:
        for view in mails.views(item):
            if view.role in roles and (view.role is not Role.BILL or any(page.rows for page in view.pages)):
                yield view


def _texts(item: Evidence) -> Iterator[str]:
    for page in item.pages:
        yield from (line.text for line in page.lines)
        yield from (message.text for message in page.messages)


def _role(*roles: Role) -> Test:
    return lambda case, _: any(True for _item in _of(case, *roles))


def _says(pattern: re.Pattern[str], *roles: Role) -> Test:
    return lambda case, _: any(pattern.search(text) for item in _of(case, *roles) for text in _texts(item))


def _fact(kind: FactKind, *abouts: str, role: Role | None = None) -> Test:
    def present(case: Case, _: CaseFile) -> bool:
        roles = {item.id: item.role for item in case.evidence}
        return any(
            fact.kind is kind
            and (not abouts or fact.about in abouts)
            and (role is None or roles.get(fact.source.evidence) is role)
            for fact in case.facts
        )

    return present


def _both(first: Test, second: Test) -> Test:
    return lambda case, said: first(case, said) and second(case, said)


def _sent(case: Case, _: CaseFile) -> bool:
    kinds = (EventKind.SHIPPED, EventKind.SERVICE_STARTED, EventKind.COMPLETED)
    return any(o.state is OrderState.SHIPPED for o in case.orders) or any(
        e.kind in kinds for e in case.events
    )


def _money_back(case: Case, _: CaseFile) -> bool:
    kinds = (EventKind.REFUND_PROMISED, EventKind.REFUNDED, EventKind.REFUND_PENDING)
    return any(o.state is OrderState.REFUNDED for o in case.orders) or any(
        e.kind in kinds for e in case.events
    )


def _dated(case: Case, said: CaseFile) -> bool:
    """Whether every sentence that counts has a day and a time of its own."""
    unsettled = {"chat-date", "chat-time"} & {missing.item for missing in case.missing}
    return _CHAT(case, said) and not unsettled


def _outside(case: Case, _: CaseFile) -> bool:
    return any(item.channel in (Channel.WECHAT, Channel.QQ) for item in case.evidence)


def _never(_case: Case, _said: CaseFile) -> bool:
    return False


_CHAT = _role(Role.CHAT, Role.MAIL)
_POLICY = _role(Role.POLICY)

_NEEDS = (
    _Need("order-page", _ALL, _role(Role.ORDER)),
    _Need("order-captured", ("platform", "12315"), _fact(FactKind.TIMESTAMP, "captured"), _role(Role.ORDER)),
    _Need("payment", _ALL, _role(Role.PAYMENT, Role.BILL)),
    _Need("payment-voucher", _OUTSIDE, _says(_VOUCHER, Role.PAYMENT, Role.OTHER), law=("DS-53",)),
    _Need("bill", ("12315", "court"), _role(Role.BILL), _money_back, ("DS-53",)),
    _Need("chat", _ALL, _CHAT),
    _Need("chat-dated", _ALL, _dated, _CHAT),
    _Need(
        "chat-agent", ("platform",), _fact(FactKind.AGENT_ID), _both(_CHAT, lambda c, s: not _outside(c, s))
    ),
    _Need("chat-profile", _OUTSIDE, _never, _outside),
    _Need("rule-page", _ALL, _POLICY),
    _Need(
        "rule-version", _ALL, _fact(FactKind.TIMESTAMP, "effective", "published", role=Role.POLICY), _POLICY
    ),
    _Need("rule-address", _OUTSIDE, _says(_ADDRESS, Role.POLICY), _POLICY),
    _Need("order-flow", (), _never, _never),
    _Need(
        "dispatch-log",
        ("platform", "12315", "court"),
        _says(_LOG, Role.ORDER, Role.MAIL, Role.OTHER),
        _sent,
        ("DS-62",),
    ),
    _Need(
        "respondent",
        _OUTSIDE,
        lambda _, said: bool(said.respondent.name and said.respondent.address),
        law=("TS-10",),
        how_law=("XF-44",),
    ),
    _Need(
        "complainant",
        _OUTSIDE,
        lambda _, said: bool(said.complainant.name and said.complainant.phone and said.complainant.address),
        law=("TS-10",),
    ),
    _Need(
        "identity-card", ("12315", "court"), lambda _, said: bool(said.complainant.id_number), law=("TS-10",)
    ),
    _Need("claims", _ALL, lambda _, said: bool(said.claims), law=("TS-10",)),
    _Need("account", _ALL, lambda _, said: bool(said.account), law=("TS-10",)),
    _Need("originals", ("court",), _never, law=("ZJ-15",)),
)
