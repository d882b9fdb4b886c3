"""Whether two terms are the same clause of the same document: by shop, title, goods, number and words."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass

from dossier.model import Fact, FactKind
from dossier.reading import terms
from dossier.reading.terms import goods, numerals
from dossier.reading.text import squeeze
from dossier.rules.grounds.story import Story, once_a_folder

_SCOPE = ("delivery", "for", "except", "limit")
_ALIKE = 0.5
_HEAD_LINES = 12
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 24

_COUNT = re.compile(numerals.PATTERN)
_SENTENCE = re.compile(r"[。;,!?]|\d[^年月日\d.-]*(?:分钟|小时|工作日|%)")
_MARKS = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
_TITLE = re.compile(r"规则|须知|说明|协议|公告|条款|政策|制度|标准|细则|规定|办法")
_DATED = re.compile(r"日期|时间|生效|施行|实施|有效期|截[止至]|废止|版本号|20\d\d[-./年]\d")
_OF_PRODUCT = re.compile(r"(?:须知|说明|公告)$")
_BAR = re.compile(r"(?:平台|商城|本店|店铺)?(?:规则|公告|帮助|协议|须知|说明|政策)(?:中心|详情)?(?:说明)?")
#: What tells versions of one title apart: "（2024年5月版）", "V2.1", "新版".
_VERSION = re.compile(
    r"[((\[【](?:[\dvV.年月日/-]|第|版本?|号|起|[新旧]|最新|修订|更新|试行|生效|施行|示例)*[))\]】]"
    r"|第?[vV]?\d[\d.年月日/-]*(?:版|号|起)?|[新旧]版|最新|修订|更新|试行|版本?$"
)
#: What a title is made of that names no goods in particular.
_GENERAL = re.compile(
    r"(?:取消|退款|退换货?|退货|撤单|售后|订单|交易|购买|买家|用户|消费者|平台|商城|本店|商品|服务|保障|处理"
    r"|规则|须知|说明|协议|公告|条款|政策|制度|标准|细则|规定|办法|关于|的|与|和|及|、)*"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a rule page tells.

    ``title`` is without the shop's name and marks of a version, and all words of the head where no
    line is a title; ``named`` says that the shop's name stood in it; ``goods`` are those named.
    """

    shops: frozenset[str]
    title: str
    named: bool
    goods: frozenset[str]

    @property
    def is_telling(self) -> bool:
        """Whether the title tells one page of a shop from its others.

        An app's bar ("平台规则") stands over all of them, and every product may have a
        "购买须知" of its own.
        """
        if not _TITLE.search(self.title) or _BAR.fullmatch(self.title):
            return False
        return self.named or not (_GENERAL.fullmatch(self.title) and _OF_PRODUCT.search(self.title))

    def may_be(self, other: Head) -> bool:
        """Whether nothing says that two pages are of different shops or for different goods."""
        strange = (
            self.shops
            and other.shops
            and not any(one in two or two in one for one in self.shops for two in other.shops)
        )
        return not strange and self.goods == other.goods


@once_a_folder
def head(story: Story, evidence: str) -> Head:
    """The head of a rule page, by the id of its evidence."""
    item = story.folder.files[evidence]
    shops = frozenset(f.value for f in story.folder.of(evidence, FactKind.PLATFORM))
    texts = [squeeze(line.text) for line in (item.pages[0].lines[:_HEAD_LINES] if item.pages else ())]
    lines = list(itertools.takewhile(lambda text: not _SENTENCE.search(text), texts))
    # An app's bar says "平台规则" above the page's own title, which says more.
    line = max((text for text in lines if _TITLE.search(_title(text, shops))), key=len, default="")
    above = lines[: lines.index(line) + 1] if line else lines
    rest = "".join(_title(text, shops) for text in lines)
    named = {goods.of_heading(text) for text in above} | {goods.kind(text) for text in above}
    return Head(
        shops=shops,
        title=_title(line, shops) or rest,
        named=any(squeeze(shop) in line for shop in shops),
        goods=frozenset(named - {goods.ANY, ""}),
    )


def _title(text: str, shops: frozenset[str]) -> str:
    """The words of a squeezed line that may be a title, without shop and version; else an empty string."""
    if len(text) > _LONGEST_TITLE or terms.clause_number(text) or _DATED.search(_VERSION.sub("", text)):
        return ""
    for shop in shops:
        text = text.replace(squeeze(shop), "")
    return _MARKS.sub("", _VERSION.sub("", text))


@once_a_folder
def is_same_document(story: Story, one: str, two: str) -> bool:
    """Whether two files surely show one document: the same telling title, and nothing against it.

    Titles that name no goods may differ by a word more ("订单取消规则", "取消规则").
    """
    left, right = head(story, one), head(story, two)
    if not (left.is_telling and right.is_telling and left.may_be(right)):
        return False
    shorter, longer = sorted((left.title, right.title), key=len)
    general = len(shorter) >= _SHORTEST_TITLE and _GENERAL.fullmatch(longer) and shorter in longer
    return shorter == longer or bool(general)


@once_a_folder
def is_same_clause(story: Story, one: Fact, two: Fact) -> bool:
    """Whether two terms are one clause of one document, be it in two versions."""
    if scope(one) != scope(two):
        return False
    if is_same_document(story, one.source.evidence, two.source.evidence):
        if _is_alone(story, one) and _is_alone(story, two):
            return True
        return is_numbered_alike(one, two) and is_worded_alike(one, two)
    # Two titles that name no goods may be one page renamed, or a picture without its head:
    # only the same words under the same number tell.
    heads = head(story, one.source.evidence), head(story, two.source.evidence)
    general = all(_GENERAL.fullmatch(each.title) and not _OF_PRODUCT.search(each.title) for each in heads)
    same = is_numbered_alike(one, two) and _masked(one) == _masked(two)
    return general and same and heads[0].may_be(heads[1])


def is_numbered_alike(one: Fact, two: Fact) -> bool:
    """Whether two clauses bear the same number."""
    return bool(one.label) and one.label == two.label


def is_worded_alike(one: Fact, two: Fact) -> bool:
    """Whether two clauses are alike in their words, figures apart."""
    return difflib.SequenceMatcher(None, _masked(one), _masked(two)).ratio() >= _ALIKE


def scope(fact: Fact) -> tuple[str, ...]:
    """Which goods and buyers a term is for."""
    parts = terms.parse(fact.value)
    return tuple(parts.get(key, "") for key in _SCOPE)


def words(fact: Fact) -> str:
    """A term's words on one line, without its number."""
    flat = " ".join(fact.raw.split())
    return terms.without_number(flat) if fact.label and terms.clause_number(flat) == fact.label else flat


def _masked(fact: Fact) -> str:
    """A term's words without figures."""
    return _COUNT.sub("#", squeeze(words(fact)))


@once_a_folder
def _is_alone(story: Story, fact: Fact) -> bool:
    """Whether no other clause of its page is of the same kind and for the same goods."""
    return not any(
        other.id != fact.id and other.about == fact.about and scope(other) == scope(fact)
        for other in story.folder.of(fact.source.evidence, FactKind.POLICY_TERM)
    )
