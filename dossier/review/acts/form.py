"""The form of the case: who, what is asked for, and the person's own account."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dossier.casefile import editing
from dossier.casefile.model import Claim, ClaimKind
from dossier.reading import money
from dossier.review import values
from dossier.review.acts.base import Base, Done, Fields, kept
from dossier.review.entries import named
from dossier.review.filling import field_id
from dossier.review.values import RefusedError


class Form(Base):
    """Acts on what the person tells of the case."""

    def field(self, field: str, value: str, seen: str | None) -> Done:
        """Fill in a field of ``case.yaml``.

        Args:
            field: dotted names of :mod:`dossier.casefile.model`.
            value: as written; "" empties it.
            seen: what the page showed; None is not looked at.
        """
        value, seen = values.plain(value), None if seen is None else values.plain(seen)
        with self._changing():
            editing.set_field(self._desk.folder, field, value, seen)
        anchor = field_id(field)
        if seen is None:
            return Done(anchor)
        return Done(anchor, {"action": "field", "name": field, "value": seen, "seen": value})

    def claim(self, entry_id: str, kind: str, text: str, amount: str) -> Done:
        """Ask for something, or ask for it in other words.

        Args:
            entry_id: of the claim that is changed; "" for a new one.
            kind: a claim kind or "".
            text: in the person's words.
            amount: in yuan, or "".
        """
        entry = Claim(_claim_kind(kind), text.strip(), _amount(amount))
        if entry.kind is ClaimKind.OTHER and not entry.text:
            raise RefusedError("claim-text")
        with self._changing() as result:
            if not entry_id:
                if entry in result.casefile.claims:
                    raise RefusedError("same")
                editing.add_item(self._desk.folder, "claims", entry)
            else:
                old = named(entry_id, result.casefile.claims)
                if old != entry:
                    editing.replace_item(self._desk.folder, "claims", old, entry)
        called = kept(entry, self._said.claims)
        if not entry_id:
            return Done("claims", {"action": "unclaim", "entry": called})
        return Done("claims", {"action": "claim", "entry": called, **_told(old)})

    def unclaim(self, entry_id: str) -> Done:
        """Ask for something no longer."""
        return replace(self._remove("claims", entry_id, lambda said: said.claims), anchor="claims")


def _claim_kind(text: str) -> ClaimKind:
    if text and text not in set(ClaimKind):
        raise RefusedError("choice")
    return ClaimKind(text or ClaimKind.OTHER)


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    found = money.only(text)
    if found is None:
        raise RefusedError("amount")
    return found.value.quantize(Decimal("0.01"))


def _told(claim: Claim) -> Fields:
    """A claim as its form has it."""
    amount = "" if claim.amount is None else str(claim.amount)
    return {"kind": claim.kind.value, "text": claim.text, "amount": amount}
