"""Rule pages: the terms they publish, clause by clause, whose they are, and since when they hold."""

from __future__ import annotations

import re

from dossier.model import Evidence, FactKind, Page
from dossier.reading import calendar, documents, stamps, terms
from dossier.reading.book import Book
from dossier.reading.terms import clauses
from dossier.reading.terms.clauses import Clause
from dossier.reading.text import squeeze

_EFFECTIVE = re.compile(r"生效|实施|施行|执行|启用|起用")
_PUBLISHED = re.compile(r"更新|发布|修订|公布|公示|版本|日期|时间|制定|上线")
_UNTIL = re.compile(r"(?:至|到|[-~])\s?$|截止|截至|失效|废止|止|停用")
_UNREAD = re.compile(r"(?:生效|实施|施行)(?:日期|时间|日)?(?:为|是|:)?[^,。;]{0,4}[\dOo]{2,}")
_NEAR = 14
_HEADING = 16
_SENTENCE = re.compile(r"[。；;，,]")


def read(book: Book, evidence: Evidence, page: Page) -> None:
    """Write down the terms of a page and the dates it gives itself."""
    documents.shop_name(book, evidence, page)
    above, heading = "", ""
    for clause in clauses.of(page):
        above = clause.number or above
        found = list(terms.find(clause.text, heading))
        if not found and _is_heading(clause):
            heading = clause.text
        for term in found:
            where = (evidence, page, clause.between(term.start, term.end) or (clause.lines[0][1],))
            book.write(
                FactKind.POLICY_TERM, term.value, term.sentence, where,
                about=term.about, label=clause.number or above,
            )  # fmt: skip
        _dates(book, evidence, page, clause)


def _is_heading(clause: Clause) -> bool:
    """Whether a clause is a heading: short and no sentence; it holds until the next one."""
    return len(squeeze(clause.text)) <= _HEADING and not _SENTENCE.search(clause.text)


def _dates(book: Book, evidence: Evidence, page: Page, clause: Clause) -> None:
    """Write down the dates a page gives itself: ``effective``, ``published`` or ``expires``.

    They are read line by line, so that nothing printed below a date runs into it.
    An effective date that cannot be read is written down empty: then nobody can
    say that the rule was in force.
    """
    before = ""
    for _, line in clause.lines:
        found = [stamp for stamp in stamps.find(line.text) if stamp.has_date]
        for stamp in found:
            about = _about(
                before + line.text[: stamp.start],
                line.text[stamp.end :],
                alone=not before and len(found) == 1,
            )
            if about:
                value = calendar.value(stamp)
                book.write(FactKind.TIMESTAMP, value, stamp.raw, (evidence, page, (line,)), about=about)
        if not found and _UNREAD.search(squeeze(line.text)):
            book.write(FactKind.TIMESTAMP, "", line.text, (evidence, page, (line,)), about="effective")
        before = line.text


def _about(before: str, after: str, *, alone: bool) -> str:
    lead, rest = squeeze(before[-_NEAR:]), squeeze(after[:_NEAR])
    if _UNTIL.search(lead[-3:]) or re.match(r"(?:日|前)?(?:截止|失效|废止|止)", rest):
        return "expires"
    if _EFFECTIVE.search(lead) or _EFFECTIVE.search(rest) or re.match(r"(?:日)?起", rest):
        return "effective"
    return "published" if _PUBLISHED.search(lead) or (alone and not lead and not rest) else ""
