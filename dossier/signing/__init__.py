"""Signatures and time stamps behind a sealed packet: an optional part (``pip install "dossier[sign]"``).

A signature is one incremental update behind the sealed bytes, in the one form
that :mod:`dossier.signing.update` lays down; a check draws that form again and
holds the file against it byte for byte, so nothing else can hide in it.  What
pyHanko does is the PAdES signature itself (a CMS) and its arithmetic.

A signature shows that whoever holds a key signed these bytes, and that they did
not change since.  Who that is, nobody has checked: there is no trust list here.
"""

from __future__ import annotations

from importlib.util import find_spec

from dossier.errors import DossierError
from dossier.signing.outcome import Checked, Signature
from dossier.signing.telling import told

__all__ = ["PACKAGE", "Checked", "Signature", "available", "check", "told"]

PACKAGE = "pyhanko"
"""What the extra ``dossier[sign]`` installs, with what it needs."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec(PACKAGE) is not None


def check(data: bytes, sealed: int, path: str = "") -> Checked:
    """Hold what stands behind the sealed bytes against them.

    Args:
        data: the whole file.
        sealed: how many bytes at its beginning were sealed; they have been checked.
        path: what differences call the file.

    Raises:
        DossierError: something stands there, and the extra is not installed.
    """
    if len(data) == sealed:
        return Checked((), ())
    if not available():
        raise DossierError("signature-unchecked")
    from dossier.signing import checking  # noqa: PLC0415 - the extra may be absent

    return checking.check(data, sealed, path)
