"""The keys of ``case.yaml``: Chinese for the buyer, English as aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.casefile import adding, filing, hiding
from dossier.casefile.model import (
    CaseFile,
    Claim,
    ClaimKind,
    Correction,
    Exclusion,
    Party,
    Purpose,
    Respondent,
)
from dossier.forms import form, hints
from dossier.forms.form import Field, Record, by, each, record
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.forms.tree import Node, Text, blank
from dossier.model import FactKind, Role

if TYPE_CHECKING:
    from dossier.casefile.paths import Folder

ROLES = {
    Role.ORDER: ("订单", "订单页", "order"),
    Role.PAYMENT: ("付款", "支付", "付款详情", "payment"),
    Role.CHAT: ("聊天", "聊天记录", "chat"),
    Role.POLICY: ("规则", "平台规则", "policy"),
    Role.BILL: ("账单", "bill"),
    Role.MAIL: ("邮件", "mail"),
    Role.OTHER: ("其他", "其它", "other"),
}

CLAIMS = {
    ClaimKind.REFUND: ("退款", "refund"),
    ClaimKind.FEE: ("退还手续费", "手续费", "fee"),
    ClaimKind.CANCEL: ("取消订单", "取消", "cancel"),
    ClaimKind.DAMAGES: ("赔偿损失", "赔偿", "damages"),
    ClaimKind.DELIVER: ("履行", "交付", "deliver"),
    ClaimKind.EXPLAIN: ("书面答复", "说明理由", "explain"),
    ClaimKind.IDENTITY: ("提供商家信息", "商家信息", "identity"),
    ClaimKind.OTHER: ("其他", "其它", "other"),
}

KINDS = {
    FactKind.ORDER_ID: ("订单号", "order_id"),
    FactKind.TRANSACTION_ID: ("交易单号", "交易号", "transaction_id"),
    FactKind.MERCHANT_ORDER_ID: ("商户单号", "商家订单号", "merchant_order_id"),
    FactKind.AMOUNT: ("金额", "amount"),
    FactKind.AGENT_ID: ("工号", "agent_id"),
    FactKind.AGENT_NAME: ("客服名称", "客服", "agent_name"),
    FactKind.TIMESTAMP: ("时间", "timestamp"),
    FactKind.PRODUCT: ("商品", "product"),
    FactKind.SELLER: ("商家", "seller"),
    FactKind.PLATFORM: ("平台", "platform"),
    FactKind.DELIVERY: ("发货方式", "delivery"),
    FactKind.STATUS: ("订单状态", "状态", "status"),
    FactKind.POLICY_TERM: ("规则条款", "policy_term"),
    FactKind.STATEMENT: ("说的话", "statement"),
    FactKind.REASON: ("拒绝的理由", "理由", "reason"),
}

PURPOSES = {
    Purpose.OWN: ("自用", "自己用", "own_use", "own"),
    Purpose.RESALE: ("转售", "转卖", "代理", "分站", "批发", "进货", "resale"),
}

YES_NO = {
    True: ("是", "有", "涉及", "yes", "true"),
    False: ("否", "不是", "没有", "无", "不涉及", "no", "false"),
}

_role = form.choice(ROLES, "casefile.expected.role")
_claim_kind = form.choice(CLAIMS, "casefile.expected.claim")
_kind = form.choice(KINDS, "casefile.expected.kind")
_purpose = form.choice(PURPOSES, "casefile.expected.purpose")
_yes_no = form.choice(YES_NO, "casefile.expected.yes-no")

_PARTY = record(
    Party,
    Field("name", ("姓名", "名字"), form.line),
    Field("phone", ("电话", "手机", "手机号", "联系电话"), form.code),
    Field("address", ("地址", "通讯地址", "住址"), form.line),
    Field("id_number", ("身份证号", "身份证", "证件号"), form.code),
    Field("email", ("邮箱", "电子邮箱"), form.code),
)

_RESPONDENT = record(
    Respondent,
    Field("name", ("名称", "商家名称", "公司名称"), form.line),
    Field("credit_code", ("统一社会信用代码", "信用代码"), form.code),
    Field("address", ("地址", "经营地址"), form.line),
    Field("phone", ("电话", "联系电话"), form.code),
    Field("website", ("网站", "网址"), form.code),
    Field("platform", ("平台", "所在平台"), form.line),
)

_CLAIM_FIELDS = (
    Field("kind", ("类型",), _claim_kind),
    Field("text", ("内容", "说明"), form.text),
    Field("amount", ("金额",), form.amount),
)
_CLAIM = record(Claim, *_CLAIM_FIELDS)


def _claim(node: Node, key: str) -> Claim:
    """A claim may be one sentence; a table must say at least a kind or a text."""
    if isinstance(node, Text):
        _refuse_broken_field(node, _CLAIM_FIELDS)
        return Claim(text=form.line(node, key) if node.plain else form.text(node, key))
    claim = _CLAIM(node, key)
    if claim.kind is ClaimKind.OTHER and not claim.text:
        raise MistakesError(Mistake(node.line, "casefile.expected.claim-text", key=key))
    return claim


def _refuse_broken_field(node: Text, fields: tuple[Field, ...]) -> None:
    """Where a text may stand for a table, ``类型：退款`` is a slip and not a text."""
    if not node.plain:
        return
    if node.text.startswith("-"):
        raise MistakesError(
            Mistake(node.line, "casefile.expected.blank-after-dash", key=node.text.split()[0])
        )
    slip = hints.slip(node.text, node.line)
    if slip and any(slip.key in field.spellings for field in fields):
        raise MistakesError(slip)


def _value(node: Node, key: str) -> str | None:
    """An empty correction means that the reading is to be dropped."""
    return None if blank(node) else form.line(node, key) or None


ACCOUNTS = (
    Field("claims", ("请求", "投诉请求", "诉求"), each(_claim, _CLAIM_FIELDS)),
    Field("account", ("我的陈述", "陈述", "事情经过"), form.text),
    Field("filed_elsewhere", ("已向其他机构投诉", "其他投诉"), form.text),
    Field("negotiated", ("协商情况", "已协商情况"), form.text),
    Field("attachments", ("附件说明", "附件"), form.text),
)
"""What the buyer tells in sentences of their own."""


def spellings(*fields: Field) -> frozenset[str]:
    """All keys that mean one of some fields."""
    return frozenset(name.casefold() for field in fields for name in field.spellings)


def schema(folder: Folder) -> Record[CaseFile]:
    """The reader of a whole ``case.yaml``; paths are looked up in the folder."""
    exclusion = record(
        Exclusion,
        Field("file", ("文件",), folder.path, needed=True),
        Field("reason", ("原因", "理由"), form.line),
    )

    def excluded(node: Node, key: str) -> Exclusion:
        """A bare file name will do."""
        return Exclusion(folder.path(node, key)) if isinstance(node, Text) else exclusion(node, key)

    correction = record(
        Correction,
        Field("file", ("文件",), folder.path, needed=True),
        Field("page", ("页", "页码"), form.number(), needed=True),
        Field("kind", ("项目", "种类"), _kind, needed=True),
        Field("was", ("原读", "原来读成"), form.line, needed=True),
        Field("value", ("改为", "应为"), _value, needed=True, empty=True),
        line=True,
    )
    return record(
        CaseFile,
        Field("complainant", ("投诉人",), _PARTY),
        Field("respondent", ("被投诉人",), _RESPONDENT),
        Field("order", ("订单", "订单号"), form.code),
        *ACCOUNTS,
        Field("purpose", ("购买用途", "用途"), _purpose),
        Field("minor", ("买家未成年", "未成年"), _yes_no),
        Field("known_since", ("得知日期", "知道日期"), form.day),
        Field("reply_by", ("答复期限", "请求答复日期"), form.day),
        Field("forbidden_goods", ("涉及外挂刷量实名", "涉及外挂、刷量、实名账号"), _yes_no),
        Field("pages", ("网页线索",), each(filing.page(folder))),
        Field("limits", ("表单字数",), filing.limits),
        Field("keep_card_keys", ("保留卡密",), _yes_no),
        Field("masks", ("遮盖",), each(hiding.mask(folder))),
        Field("releases", ("不遮盖",), each(hiding.release(folder))),
        Field("roles", ("文件类型",), by(folder.path, _role)),
        Field("exclude", ("排除", "不使用"), each(excluded, exclusion.fields)),
        Field("orders", ("文件所属订单", "所属订单"), by(folder.path, form.code)),
        Field("dates", ("聊天日期", "日期"), by(folder.path, form.day)),
        Field("corrections", ("更正", "纠正"), each(correction)),
        Field("additions", ("补充",), each(adding.addition(folder, KINDS))),
    )
