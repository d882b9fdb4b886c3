"""A packet for the archive: PDF/A-3u (ISO 19005-3) that carries its originals.

:func:`archive` is the door: it takes the PDF that the packet room made and what
goes with it, and adds what the standard asks for.  No picture is touched.
:mod:`dossier.archival.enclosing` decides which originals may lie in a packet.
"""

from dossier.archival.attachment import Attachment, Relationship
from dossier.archival.writing import archive

__all__ = ["Attachment", "Relationship", "archive"]
