"""What a person does on the page, as changes of ``case.yaml``.

Each act says what the person had before them; where ``case.yaml`` says something else by now
(another tab, an editor) nothing is written, and the refusal tells what stands there.
"""

from __future__ import annotations

from dossier.review.acts.base import Done, Fields
from dossier.review.acts.files import Files
from dossier.review.acts.form import Form
from dossier.review.acts.readings import Readings
from dossier.review.desk import Desk
from dossier.review.taken import Taken

__all__ = ["Acts", "Done", "Fields"]


class Acts(Readings, Files, Form):
    """What can be done at a desk.

    Every act raises :class:`~dossier.review.values.RefusedError` when nothing was saved.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Taken(desk.folder))
