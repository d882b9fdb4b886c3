"""The fields of ``case.yaml`` that the form has: their sections, how each is filled in, what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from dossier.casefile import CaseFile, Purpose

_YES_NO = ("yes", "no", "")


class Entry(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    SELECT = "select"
    RADIO = "radio"


SECTIONS: Mapping[str, Mapping[str, Entry]] = {
    "complainant": {
        "complainant.name": Entry.LINE,
        "complainant.phone": Entry.LINE,
        "complainant.address": Entry.LINE,
        "complainant.email": Entry.LINE,
        "complainant.id_number": Entry.LINE,
    },
    "respondent": {
        "respondent.name": Entry.LINE,
        "respondent.credit_code": Entry.LINE,
        "respondent.address": Entry.LINE,
        "respondent.phone": Entry.LINE,
        "respondent.website": Entry.LINE,
        "respondent.platform": Entry.LINE,
    },
    "order": {"order": Entry.SELECT},
    "claims": {},
    "account": {
        "account": Entry.TEXT,
        "negotiated": Entry.TEXT,
        "filed_elsewhere": Entry.TEXT,
        "attachments": Entry.TEXT,
    },
    "questions": {
        "purpose": Entry.RADIO,
        "minor": Entry.RADIO,
        "known_since": Entry.DAY,
        "forbidden_goods": Entry.RADIO,
    },
    "making": {"reply_by": Entry.DAY, "keep_card_keys": Entry.RADIO},
}
NAMES = frozenset(name for fields in SECTIONS.values() for name in fields)
"""The fields that are filled in one by one."""
OPTIONS = {
    "purpose": (Purpose.OWN.value, Purpose.RESALE.value, ""),
    "minor": _YES_NO,
    "forbidden_goods": _YES_NO,
    "keep_card_keys": ("no", "yes"),
}


def field_id(name: str) -> str:
    """The id under which a field of ``case.yaml`` stands on the page: ``field-complainant-name``."""
    return f"field-{name.replace('.', '-').replace('_', '-')}"


def value_of(said: CaseFile, name: str) -> str:
    """What ``case.yaml`` says of a field, as a form gives it; an empty string for nothing."""
    value: object = said
    for part in name.split("."):
        value = getattr(value, part)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
