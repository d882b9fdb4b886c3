"""Changes of ``case.yaml`` that leave every other character of it alone.

The file is the person's: comments, order, encoding and line ends stay as they
are, since only the characters of one value, entry or item are put in,
exchanged or taken out.
"""

from dossier.casefile.editing.entries import set_entry
from dossier.casefile.editing.errors import ChangedError, NotAcceptedError, NotEditableError
from dossier.casefile.editing.fields import set_field
from dossier.casefile.editing.items import add_item, remove_item, replace_item

__all__ = [
    "ChangedError",
    "NotAcceptedError",
    "NotEditableError",
    "add_item",
    "remove_item",
    "replace_item",
    "set_entry",
    "set_field",
]
