"""What was written is listed with its hashes, and can be held against the list later.

``manifest.json`` names every original and every output with size and SHA-256.
It says that bytes are unchanged since it was written, and nothing else.
"""

from dossier.seal.manifest import MANIFEST, SCHEMA, file_sha256, manifest
from dossier.seal.verify import Checked, Difference, verify

__all__ = ["MANIFEST", "SCHEMA", "Checked", "Difference", "file_sha256", "manifest", "verify"]
