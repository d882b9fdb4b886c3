"""A bag for those who archive: originals and packet in one folder that any BagIt program can check.

The form is RFC 8493, https://www.rfc-editor.org/rfc/rfc8493.  We write it
ourselves: bagit.py, which the tests validate with, turns a folder into a bag in
place, hashes only after copying, takes the date from the clock and writes the
older version 0.97.
"""

from dossier.bagging.check import check, count
from dossier.bagging.gather import ORIGINALS, PACKET
from dossier.bagging.place import is_bag, is_inside
from dossier.bagging.replacing import target
from dossier.bagging.write import Bagged, write

__all__ = ["ORIGINALS", "PACKET", "Bagged", "check", "count", "is_bag", "is_inside", "target", "write"]
