"""What was missed or misread on open looks, for those who mend it.  Held looks never come out here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.accuracy.score import Score


def of(scores: Mapping[str, Score]) -> list[dict[str, Any]]:
    """One entry for each field not given exactly and each value that does not stand there."""
    rows: list[dict[str, Any]] = []
    for system, score in scores.items():
        rows += [
            {
                "system": system,
                "picture": hit.picture.name,
                "dress": hit.picture.dress,
                "page": hit.picture.page,
                "spoilt": hit.picture.spoilt,
                "what": "missed",
                "kind": hit.field.kind.value,
                "about": hit.field.about,
                "value": hit.field.value,
                "shown": hit.field.shown,
                "label": hit.field.label,
            }
            for hit in score.hits
            if not hit.exact and not hit.picture.held
        ]
        rows += [
            {
                "system": system,
                "picture": one.picture.name,
                "dress": one.picture.dress,
                "page": one.picture.page,
                "spoilt": one.picture.spoilt,
                "what": "wrong" if one.answer.certain else "wrong, not certain",
                "kind": one.answer.kind.value,
                "about": one.answer.about,
                "value": one.answer.value,
                "strict": one.answer.strict,
            }
            for one in score.given
            if one.wrong and not one.picture.held
        ]
    return sorted(
        rows, key=lambda row: (row["system"], row["picture"], row["what"], row["kind"], row["value"])
    )
