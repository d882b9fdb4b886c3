"""Numbers of identity cards (GB 11643): eighteen characters with a day of birth and a check character.

The old ones of fifteen figures have no check and are told by their label only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dossier.privacy.detect.cells import Sheet, Spot, names
from dossier.privacy.detect.numbers import names_trade
from dossier.privacy.model import Secret

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NUMBER = re.compile(r"(?<![\dA-Za-z])(?<!\d[- ])[1-9](?:[- ]?\d){16}[- ]?[\dXx×](?![\dA-Za-z])(?![- ]\d)")
_WORD = r"(?:身份证(?:件)?|证件|公民身份)(?:号码?|编号)?"
_LABELLED = re.compile(
    rf"{_WORD}\W{{0,3}}(?:是|为)?\s*"
    r"(?P<number>[1-9](?:[- ]?[\dOolISB]){13,16}[- ]?[\dOolISBXx×])(?![\dA-Za-z])"
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|居留证|驾驶证|军官证)(?:件)?(?:号码?|编号)?\W{0,3}(?:是|为)?\s*(?P<number>[A-Za-z]{0,2}\d{7,12})(?![\dA-Za-z])"
)
_ALONE = re.compile(r"^\s*(?P<number>[1-9](?:[- ]?[\dOolISB]){13,16}[- ]?[\dOolISBXx×])\s*$")


def find(sheet: Sheet) -> Iterator[Spot]:
    """The numbers of identity cards of a page."""
    for place, cell in enumerate(sheet.cells):
        folded = cell.folded
        for match in _NUMBER.finditer(folded):
            if is_valid(match.group()) and not names_trade(cell, match.start()):
                yield Spot(place, *match.span(), Secret.ID_NUMBER)
        for form in (_LABELLED, _PASSPORT):
            for match in form.finditer(folded):
                yield Spot(place, *match.span("number"), Secret.ID_NUMBER, sure=True)
        if any(re.search(rf"{_WORD}\W*$", words) for words in names(cell)):
            for match in _ALONE.finditer(folded):
                yield Spot(place, *match.span("number"), Secret.ID_NUMBER, sure=True)


def is_valid(number: str) -> bool:
    """Whether region, day of birth and check character of a number fit."""
    bare = re.sub(r"[- ]", "", number).upper().replace("×", "X")
    try:
        date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError:
        return False
    total = sum(int(figure) * weight for figure, weight in zip(bare[:17], _WEIGHTS, strict=True))
    return 11 <= int(bare[:2]) <= 82 and _CHECKS[total % 11] == bare[17]  # noqa: PLR2004 - GB/T 2260
