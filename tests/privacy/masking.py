"""Pages masked as a copy would be, for tests of what is found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pages import evidence, numbered

from dossier import reading
from dossier.casefile import CaseFile
from dossier.model import Case, Evidence, Line, Page, Role
from dossier.privacy.finding import find
from dossier.privacy.model import Mask, Secret


def case_of(*items: Evidence, roles: dict[str, Role] | None = None) -> Case:
    """The case that the pipeline would make of some files."""
    read = reading.read(numbered(*items), reading.Overrides(roles=roles or {}))
    return Case(evidence=read.evidence, facts=read.facts, orders=read.orders)


def masks_of(page: Page, said: CaseFile | None = None, role: Role = Role.ORDER) -> tuple[Mask, ...]:
    """The masks of one page, as a file of a role."""
    return find(case_of(evidence("a.png", page), roles={"a.png": role}), said or CaseFile())


def lines(*texts: str) -> Page:
    """A text file: lines without places."""
    return Page(1, lines=tuple(Line(n, text) for n, text in enumerate(texts, 1)))


def words(page: Page) -> list[tuple[int, str]]:
    """Every text of a page with the number of its line, message or row."""
    found = [(line.number, line.text) for line in page.lines]
    for message in page.messages:
        found += [(message.line, message.sender), (message.line, message.text)]
    found += [(row.line, text) for row in page.rows for _, text in row.cells]
    return found


def copied(page: Page, masks: Sequence[Mask], kinds: Sequence[Secret] = tuple(Secret)) -> str:
    """The page's words as a copy shows them, a line each."""
    told = []
    for number, text in words(page):
        for mask in masks:
            if mask.line == number and mask.kind in kinds:
                text = text.replace(mask.text, mask.shown)  # noqa: PLW2901
        told.append(text)
    return "\n".join(told)


def leaks(copy: str, secret: str, piece: int = 4) -> bool:
    """Whether a part of a secret is left that is as long as ``piece``, blanks and dashes ignored."""
    bare, whole = (re.sub(r"[\s\-]", "", text) for text in (secret, copy))
    size = min(piece, len(bare))
    return any(bare[at : at + size] in whole for at in range(len(bare) - size + 1))
