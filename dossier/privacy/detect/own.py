"""The complainant's own values, wherever and however they are written."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.casefile.model import Party
from dossier.privacy.detect import spread
from dossier.privacy.detect.cells import Sheet, Spot
from dossier.privacy.model import Secret


def values(party: Party) -> tuple[tuple[Secret, str], ...]:
    """What is known of the complainant, by kind; what was not told is left out."""
    told = (
        (Secret.ID_NUMBER, party.id_number),
        (Secret.PHONE, party.phone),
        (Secret.EMAIL, party.email),
        (Secret.ADDRESS, party.address),
        (Secret.NAME, party.name),
    )
    return tuple((kind, value) for kind, value in told if spread.is_telling(kind, value))


def find(sheet: Sheet) -> Iterator[Spot]:
    """Every place of a page where a value of the complainant stands."""
    for kind, value in values(sheet.said.complainant):
        for place, cell in enumerate(sheet.cells):
            for start, end in spread.places(kind, value, cell.text):
                yield Spot(place, start, end, kind, sure=True)
