"""What is hidden in everything that is made: what the person drew, and card keys that the program finds."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.casefile import CaseFile
from dossier.model import Box, Evidence
from dossier.pipeline import Result
from dossier.privacy import choosing
from dossier.privacy.model import Mask, Secret
from dossier.reading import same
from dossier.review.entries import name


@dataclass(frozen=True, slots=True)
class Hidden:
    """A place that is masked in what is made.

    ``entry`` is empty where the program itself masks; ``text`` then is what stands there, by
    which the person can say that it is no secret.  ``box`` is None on a page without a picture.
    """

    entry: str
    page: int
    box: Box | None
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """Words that the person said are no secret."""

    entry: str
    page: int
    text: str


def of(result: Result, item: Evidence) -> tuple[Hidden, ...]:
    """The masks of a file: first what was drawn, then what the program hides, each once."""
    drawn = [
        Hidden(name(one), one.page, one.box, one.reason)
        for one in result.casefile.masks
        if one.file == item.path
    ]
    found = [
        Hidden("", mask.page, mask.box, text=mask.text)
        for mask in _found(result)
        if mask.evidence == item.id and mask.kind is Secret.CARD_KEY
    ]
    return (*drawn, *dict.fromkeys(found))


def released(said: CaseFile, item: Evidence) -> tuple[Released, ...]:
    """The words of a file that the person released."""
    return tuple(Released(name(one), one.page, one.text) for one in said.releases if one.file == item.path)


@same.once(2)
def _found(result: Result) -> tuple[Mask, ...]:
    """Every part of the page that is exchanged asks anew; looking for secrets takes a while."""
    return choosing.always(result.case, result.casefile)
