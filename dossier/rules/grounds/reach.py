"""Whether a published term reaches an order: its goods, its shop, its day.

A term that may or may not reach the order bears no breach; :func:`doubt` names
the reason, so that the words of a finding can say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.model import Delivery, Evidence, Fact, FactKind, FactStatus, Role
from dossier.reading import shops, terms
from dossier.reading.text import squeeze
from dossier.rules.grounds import versions
from dossier.rules.grounds.story import Story, is_assumed, once_a_folder

_GENERIC = re.compile(
    r"^(?:本|该|交易|网络|服务|购物|电商|第三方|我们|用户|官方|客服|帮助|在线|支付)*(?:平台|商城)$"
)
_LIMITS = ("member", "unclear")


def doubt(story: Story, fact: Fact) -> str:
    """Why a term may not reach the order: the end of a phrase ``premise.doubt.*``, or an empty string."""
    if fact.status is FactStatus.DISPUTED:
        return "reading"
    parts = terms.parse(fact.value)
    if "limit" in parts:
        return parts["limit"] if parts["limit"] in _LIMITS else "unclear"
    if goods(story, fact) is not True:
        return "goods" if {"for", "except"} & parts.keys() else "delivery"
    if is_assumed(fact):
        return ""
    known = shop(story, fact)
    if known is False or (known is None and (len(_shops(story)) > 1 or _is_strange(story, fact))):
        return "shop"
    held = versions.in_force(story, fact) and not versions.differs(story, fact)
    return "" if held else "date"


def goods(story: Story, fact: Fact) -> bool | None:
    """Whether a term is for goods such as this order's; None when it cannot be told."""
    parts = terms.parse(fact.value)
    delivery = parts.get("delivery", "any")
    if delivery != "any":
        if story.order.delivery is Delivery.UNKNOWN:
            return None
        if delivery != story.order.delivery:
            return False
    named = parts.get("for") or parts.get("except")
    if not named:
        return True
    if not story.order.product:
        return None
    # Of "支付后游戏点卡" only the end is the name of the goods.
    same = any(named[start:] in story.order.product for start in range(len(named) - 1))
    if "except" in parts:
        return not same
    return True if same else None


def shop(story: Story, fact: Fact) -> bool | None:
    """Whether a rule page bears the name of the order's shop; None where either has no name."""
    if story.role_of(fact) is not Role.POLICY:
        return True
    names = {
        f.value
        for f in story.folder.of(fact.source.evidence, FactKind.PLATFORM)
        if not _GENERIC.match(f.value)
    }
    if not names:
        return None
    mine = story.order.platform
    if mine and not _GENERIC.match(mine):
        return any(name in mine or mine in name for name in names)
    return None


def _is_strange(story: Story, fact: Fact) -> bool:
    """Whether a rule page seems to begin with the name of a shop, or of goods, that nothing else bears.

    Only where the folder tells, or seems to tell, what the order's own shop is called.
    """
    page = story.folder.files.get(fact.source.evidence)
    if page is None or page.role is not Role.POLICY:
        return False
    names = set(shops.hinted(page))
    if not names:
        return False
    others = [item for item in story.evidence if item.role is not Role.POLICY]
    told = _told(story)
    mine = bool(story.order.platform) and not _GENERIC.match(story.order.platform)
    orders = (item for item in others if item.role is Role.ORDER)
    product = squeeze(story.order.product)
    named = mine or any(name not in product for item in orders for name in shops.hinted(item))
    return named and not any(name.lower() in told for name in names)


@once_a_folder
def _told(story: Story) -> str:
    """What stands in all files but rule pages, squeezed, in small letters."""
    return "".join(_texts(item for item in story.evidence if item.role is not Role.POLICY)).lower()


def _texts(evidence: Iterable[Evidence]) -> Iterator[str]:
    for item in evidence:
        for page in item.pages:
            yield from (squeeze(line.text) for line in page.lines)
            yield from (squeeze(f"{message.sender} {message.text}") for message in page.messages)


@once_a_folder
def _shops(story: Story) -> set[str]:
    """The names of the shops whose order pages lie in the folder."""
    return {
        f.value
        for f in story.facts
        if f.kind is FactKind.PLATFORM and story.role_of(f) is Role.ORDER and not _GENERIC.match(f.value)
    }
