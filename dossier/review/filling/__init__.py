"""``case.yaml`` as a form: its fields, what the evidence suggests, and what there is to say about each.

Nothing is filled in for a person.  What was read stands beside a field as a suggestion, a
claim that the findings bear as a proposal; both are taken by a click and by nothing else.
:func:`of` is the door.
"""

from dossier.review.filling.asking import ClaimView
from dossier.review.filling.fields import NAMES, Entry, field_id, value_of
from dossier.review.filling.form import FieldView, Form, Section, of
from dossier.review.filling.remarks import Spot, Told, concerned

__all__ = [
    "NAMES",
    "ClaimView",
    "Entry",
    "FieldView",
    "Form",
    "Section",
    "Spot",
    "Told",
    "concerned",
    "field_id",
    "of",
    "value_of",
]
