"""Rule pages: the terms they publish, clause by clause, and since when they hold."""

from __future__ import annotations

import re

from dossier.model import Evidence, FactKind, Page
from dossier.reading import calendar, clauses, stamps, terms
from dossier.reading.book import Book
from dossier.reading.text import squeeze

_EFFECTIVE = re.compile(r"生效|实施|施行|执行|起施行")
_PUBLISHED = re.compile(r"更新|发布|修订|公布|版本|日期")


def read(book: Book, evidence: Evidence, page: Page) -> None:
    """Write down the terms of a page and the dates it gives itself."""
    above = ""
    for clause in clauses.of(page):
        above = clause.number or above
        for term in terms.find(clause.text):
            where = (evidence, page, clause.between(term.start, term.end) or (clause.lines[0][1],))
            book.write(
                FactKind.POLICY_TERM, term.value, term.sentence, where,
                about=term.about, label=clause.number or above,
            )  # fmt: skip
        text = squeeze(clause.text)
        for stamp in list(stamps.find(clause.text))[:1]:
            if not stamp.has_date or len(text) > 60:  # noqa: PLR2004
                continue
            about = "effective" if _EFFECTIVE.search(text) else "published" if _PUBLISHED.search(text) else ""
            if about:
                where = (evidence, page, clause.between(stamp.start, stamp.end))
                book.write(FactKind.TIMESTAMP, calendar.value(stamp), stamp.raw, where, about=about)
