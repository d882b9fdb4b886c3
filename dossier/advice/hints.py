"""What the folder itself says of the kind of purchase: words that must be asked about.

A word is a reason to ask and never an answer: a shop's page may carry "分站加盟"
in its footer, and goods may be called "防外挂".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import Case, Evidence, Fact, FactKind, FactStatus, Role

_FORBIDDEN = re.compile(
    r"外挂|开挂|自瞄|透视挂"
    r"|刷(?:单|粉|量|赞|评|好评|播放|关注|阅读|人气|流水|信誉)|(?:买|涨)粉|互粉"
    r"|代(?:过)?(?:实名|人脸)|(?<!通)[过解]人脸|(?:已|带|包|出)?实名(?:账)?号|实名(?:微信|QQ|支付宝|小号)|接码",
    re.IGNORECASE,
)
_RESALE = re.compile(
    r"代理(?:价|商|等级|级别|后台|余额|权限)|(?:我的|下级|上级|分站)代理|我的分站|分站(?:价|后台|订单|余额|余款)"
    r"|批发价?|拿货价?|进货价?|供货价|分销(?:商|价|订单)"
)
_BEFORE = 4
"""Signs before a word that may take it back ("打击", "禁止")."""
_NOT = re.compile(r"(?:禁止|严禁|打击|举报|不含|不支持|拒绝|查处|非|反|防)$")


@dataclass(frozen=True, slots=True)
class Hint:
    """A word as it stands in the folder, and the file it stands in (relative path)."""

    word: str
    path: str


def forbidden(case: Case) -> tuple[Hint, ...]:
    """Names of goods that speak of cheats, faked numbers or other people's identities."""
    paths = {item.id: item.path for item in case.evidence}
    found = [
        Hint(word, paths.get(fact.source.evidence, ""))
        for fact in case.facts
        if fact.kind is FactKind.PRODUCT and fact.status is not FactStatus.DISPUTED
        for word in _words(_FORBIDDEN, fact.value)
    ]
    return _once(found)


def resale(case: Case) -> tuple[Hint, ...]:
    """Words of an agent's or wholesaler's account on order and payment pages."""
    found = [
        Hint(word, item.path)
        for item in case.evidence
        if item.role in (Role.ORDER, Role.PAYMENT)
        for text in _texts(item)
        for word in _words(_RESALE, text)
    ]
    return _once(found)


def sellers(case: Case) -> tuple[str, ...]:
    """The sellers' names that pages show, each once."""
    facts: list[Fact] = [
        fact for fact in case.facts if fact.kind is FactKind.SELLER and fact.status is not FactStatus.DISPUTED
    ]
    return tuple(dict.fromkeys(fact.value for fact in facts))


def _texts(item: Evidence) -> Iterator[str]:
    for page in item.pages:
        yield from (line.text for line in page.lines)


def _words(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    flat = unicodedata.normalize("NFKC", text)
    for match in pattern.finditer(flat):
        if not _NOT.search(flat[max(0, match.start() - _BEFORE) : match.start()]):
            yield match[0]


def _once(found: list[Hint]) -> tuple[Hint, ...]:
    """Each word with the first file that has it."""
    first: dict[str, Hint] = {}
    for hint in found:
        first.setdefault(hint.word, hint)
    return tuple(first.values())
