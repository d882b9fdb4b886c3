"""Where the buyer says that the matter was filed already: read from one free answer of ``case.yaml``.

Only plain statements count.  "没有向12315投诉" and "打算起诉" name a place and file
nothing there; what was not taken, or was withdrawn, bars no other place; what has
ended is not to be waited for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dossier.casefile import CaseFile

_NONE = re.compile(
    r"(?:(?:都|均|暂|尚|还)?(?:没有?|未|无|否|不曾|不是)(?:过|有)?(?:向[^，。；]*)?(?:投诉|起诉|仲裁|提起|申请|进行|处理|过)*"
    r"(?:其他|其它|任何)?(?:机构|机关|部门)?(?:投诉|起诉|仲裁)?(?:过|的)?|no|none|n/a|/|-)",
    re.IGNORECASE,
)
_PLACES = {
    "market": re.compile(r"12315|市场监督?管理?|市场监管|市监|工商(?!银行)"),
    "association": re.compile(
        r"消协|消委|消费者(?:权益保护)?(?:协会|委员会)|消保委|(?<!12)315平台"  # 全国消协智慧315平台
    ),
    "court": re.compile(r"法院|起诉|诉讼|仲裁|立案"),
}
_NOT_YET = re.compile(r"没|未|无(?!理由)|不曾|尚|否|打算|准备|计划|想|拟|如果|若")
_NOT_DONE = re.compile(
    r"(?:没有?|未|打算|准备|计划|想|拟)[^，。；]{0,4}(?:投诉|起诉|提交|申请|反映|立案|仲裁)(?!的?结果)"
)
_OVER = re.compile(
    r"不予受理|不受理|未(?:予|被|获)?受理|没有?(?:被)?受理|撤回|撤销|撤诉|不予立案|未立案|被?退回(?!款)|驳回起诉"
)
_ENDED = re.compile(
    r"终止|调解(?:不成|失败|[未无]果|没有?成功|未成功)|[未没](?:有|能)?达成|达不成|办结|结案|不同意调解|拒绝(?:接受)?调解"
)
_PIECES = re.compile(r"[。；;，,！!\n]")
_CLAUSES = re.compile(r"[，,。.；;、！!\n]")
_DAY = re.compile(r"(?<!\d)(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Filing:
    """What was filed in one place: the day where one is told, and whether that place is done with it."""

    day: date | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """The whole answer.

    ``places`` has ``market``, ``association`` and ``court``, those that have the matter;
    ``over`` says that some place did not take it or gave it back; ``none`` that nothing
    was filed anywhere, in so many words.
    """

    places: Mapping[str, Filing] = field(default_factory=dict)
    over: bool = False
    none: bool = False

    @property
    def barred(self) -> bool:
        """Whether some place other than the market authority has it, which then does not take it."""
        return bool(self.places.keys() - {"market"})

    @property
    def ended(self) -> bool:
        """Whether every place that had it is done with it."""
        return bool(self.places) and all(place.ended for place in self.places.values())


def read(said: CaseFile) -> Filed:
    """What the buyer's own file says of places where it was filed."""
    told = said.filed_elsewhere
    places: dict[str, Filing] = {}
    over, last = False, ""
    for piece in _PIECES.split(told):
        named = [name for name, pattern in _PLACES.items() if pattern.search(piece)]
        if _OVER.search(piece):
            over = True
            for name in named or [last]:
                places.pop(name, None)
            continue
        for name in named:
            if not _denied(piece, name):
                places[name], last = Filing(_day(piece)), name
        if _ENDED.search(piece) and last in places:
            places[last] = replace(places[last], ended=True)
    if len(places) == 1 and next(iter(places.values())).day is None:
        places = {name: replace(one, day=_day(told)) for name, one in places.items()}
    return Filed(places, over, _none(told))


def _denied(piece: str, name: str) -> bool:
    match = _PLACES[name].search(piece)
    return match is not None and bool(
        _NOT_YET.search(piece[: match.start()]) or _NOT_DONE.search(piece[match.start() :])
    )


def _none(told: str) -> bool:
    """Whether every clause of the answer says that nothing was filed."""
    clauses = [part.strip() for part in _CLAUSES.split(told) if part.strip()]
    return bool(clauses) and all(map(_NONE.fullmatch, clauses))


def _day(text: str) -> date | None:
    """The one day that a text names."""
    days = {tuple(map(int, match.groups())) for match in _DAY.finditer(text)}
    if len(days) != 1:
        return None
    year, month, day = days.pop()
    try:
        return date(year, month, day)
    except ValueError:
        return None
