"""What was written is listed with its hashes, and can be held against the list later.

``manifest.json`` names every original and every output with size and SHA-256,
and each packet carries a seal of its own (:mod:`dossier.seal.packet`).  Both say
that bytes are unchanged since they were written, and nothing else.
:mod:`dossier.seal.verify` is the door of checking.
"""

from dossier.files import file_sha256
from dossier.seal.canonical import sha256
from dossier.seal.difference import Difference
from dossier.seal.manifest import MANIFEST, SCHEMA, Entry, Manifest, ManifestError

__all__ = [
    "MANIFEST",
    "SCHEMA",
    "Difference",
    "Entry",
    "Manifest",
    "ManifestError",
    "file_sha256",
    "sha256",
]
