"""What is asked for: the person's own claims as they are edited, and those that the findings bear."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.casefile import CaseFile, ClaimKind
from dossier.model import Case
from dossier.packet.view import claims
from dossier.review import entries
from dossier.review.filling.remarks import Spot, spots
from dossier.review.state import Refused
from dossier.words import phrase


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it is edited; ``entry`` names it, and is empty for a new one."""

    entry: str
    number: int
    kind: str
    text: str
    amount: str
    spots: tuple[Spot, ...] = ()
    refused: str = ""


def own(said: CaseFile, lang: str) -> tuple[ClaimView, ...]:
    """The person's claims."""
    return tuple(
        ClaimView(
            entries.name(claim),
            number,
            claim.kind.value,
            claim.text,
            "" if claim.amount is None else f"{claim.amount:.2f}",
            spots(claim.text, said, lang),
        )
        for number, claim in enumerate(said.claims, 1)
    )


def new() -> ClaimView:
    """The empty form of another claim."""
    return ClaimView("", 0, ClaimKind.REFUND.value, "", "")


def proposals(case: Case, said: CaseFile) -> tuple[ClaimView, ...]:
    """The claims that the findings bear and that were not taken yet."""
    chosen = tuple(one for one in case.orders if one.order_id == said.order) or case.orders
    taken = {" ".join(claim.text.split()) for claim in said.claims}
    answer = phrase("claim.answer")
    return tuple(
        ClaimView(
            "",
            0,
            (ClaimKind.EXPLAIN if one.text == answer else ClaimKind.REFUND).value,
            one.text,
            one.figures,
        )
        for one in claims.of(case, replace(said, claims=()), chosen)
        if one.text not in taken
    )


def tried(claim: ClaimView, refused: Refused | None) -> ClaimView:
    """A claim with what was just refused of it."""
    if refused is None or refused.at != f"claim.{claim.entry}":
        return claim
    return replace(claim, text=refused.text or claim.text, refused=refused.why)
