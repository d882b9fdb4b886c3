"""What a person said of whole files: what they are, which are left out, what of them is hidden.

Reasons and words stay in ``case.yaml``: they may be the person's private matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.casefile import CaseFile
from dossier.journal.chain import Chain, Entry
from dossier.journal.notes import What


def entries(chain: Chain, said: CaseFile) -> Iterator[Entry]:
    """An entry when the arrangement is not what the journal told last; nothing was arranged before that."""
    now = _details(said)
    last = chain.last(What.ARRANGED)
    if now != (last.details if last is not None else _details(CaseFile())):
        yield Entry(What.ARRANGED, now)


def _details(said: CaseFile) -> dict[str, Any]:
    return {
        "roles": {file: role.value for file, role in sorted(said.roles.items())},
        "orders": dict(sorted(said.orders.items())),
        "excluded": sorted({one.file for one in said.exclude}),
        "masks": [{"file": one.file, "page": one.page, "box": list(one.box)} for one in said.masks],
        "releases": [{"file": one.file, "page": one.page} for one in said.releases],
    }
