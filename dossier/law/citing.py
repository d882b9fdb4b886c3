"""Articles that a template names, as they may be printed."""

from __future__ import annotations

from datetime import date

from dossier.law.register import load


def citable(*keys: str) -> tuple[tuple[str, str], ...]:
    """Citation and gist of those articles that may be printed, in the order of their ids.

    Judged by the first day of the month in which the register was checked, and not
    by today: the same evidence must give the same packet on any day.

    Raises:
        UnknownLawError: the register has no such id.
    """
    register = load()
    year, month = register.checked.split("-")[:2]
    articles = [
        register.article(key) for key in keys if register.printable(key, date(int(year), int(month), 1))
    ]
    return tuple((article.citation, article.gist) for article in articles)
