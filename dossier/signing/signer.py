"""Sign a packet: draw the update, fill in the signature, and check the result before it leaves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dossier.errors import DossierError
from dossier.signing import arithmetic, authority, checking, container, update

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign.signers import SimpleSigner

_ROOM = 2048
"""Bytes for the signature beside its certificates."""
_STAMP_ROOM = 16_384
"""Bytes for a time stamp with its authority's certificates; usual ones take 4 to 8 thousand."""


def sign(
    data: bytes, sealed: int, key: SimpleSigner, moment: datetime, tsa: str = "", path: str = ""
) -> bytes:
    """The file with one more signature behind it.

    Args:
        data: a packet, signed or not; its sealed bytes have been checked.
        sealed: how many they are.
        key: see :func:`dossier.signing.keys.load`.
        moment: now.
        tsa: the address of a time-stamping authority, or "".
        path: what errors call the packet.

    Raises:
        DossierError: the packet is not as it was signed, the key cannot be used, or there is no time stamp.
    """
    if checking.check(data, sealed, "").differences:
        raise DossierError("sign-changed", path=path)
    held = len(_usable(key, moment).dump()) + sum(len(one.dump()) for one in key.cert_registry)
    room = _ROOM + held + (_STAMP_ROOM if tsa else 0)
    drawn = update.draw(data, moment, 2 * room)
    try:
        content = container.made(key, drawn.digest(data + drawn.data, container.DIGEST))
    except Exception as error:  # whatever a key that does not fit its certificate makes the library raise
        raise DossierError("key-weak") from error
    value = content["content"]["signer_infos"][0]["signature"].native
    token = authority.token(tsa, value) if tsa else None
    try:
        signed = data + drawn.filled(container.closed(content, token))
    except ValueError as error:
        raise DossierError("tsa-useless", url=tsa, why="long") from error
    if checking.check(signed, sealed, "").differences:
        raise DossierError("sign-unproven", path=path)
    return signed


def _usable(key: SimpleSigner, moment: datetime) -> x509.Certificate:
    """The certificate of a key that can sign now."""
    used = key.signing_cert
    if used is None or arithmetic.weak(used):
        raise DossierError("key-weak")
    if not arithmetic.covers(used, moment):
        start, end = used.not_valid_before.date(), used.not_valid_after.date()
        raise DossierError("key-expired", start=start, end=end)
    return used
