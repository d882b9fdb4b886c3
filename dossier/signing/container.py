"""The signature itself: a CMS (RFC 5652) after PAdES, made with pyHanko.

A few of its bytes are covered by no signature: the certificates, some names of
algorithms, what surrounds the time stamp.  They carry a check sum of their own,
in an unsigned attribute that other programs pass over, so that damage to them
is found too.  Against intent the check sum is no help, and need not be: nothing
is told that does not follow from what is signed.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

from asn1crypto import cms, core

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

DIGEST = "sha256"
CHECK_SUM = "2.25.243894832836439444558329745531841920109"
"""Of the check sum's attribute; numbers below 2.25 are made by chance and belong to nobody (X.667)."""
TOKEN = "signature_time_stamp_token"  # noqa: S105 - the attribute's name
_NONE = bytes(32)


def made(signer: SimpleSigner, digest: bytes) -> cms.ContentInfo:
    """A detached signature over bytes with this SHA-256."""
    content: cms.ContentInfo = asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True))
    return content


def closed(content: cms.ContentInfo, token: cms.ContentInfo | None = None) -> bytes:
    """The signature as DER, with its time stamp and its check sum.

    Args:
        content: as :func:`made` gave it.
        token: of a time-stamping authority over the value of the signature.
    """
    return _packed(content, token, hashlib.sha256(_packed(content, token, _NONE)).digest())


def whole(data: bytes, content: cms.ContentInfo) -> bool:
    """Whether a signature's DER agrees with its check sum."""
    sums = [one for one in unsigned(content) if one["type"].dotted == CHECK_SUM]
    if len(sums) != 1 or len(sums[0]["values"]) != 1:
        return False
    value = core.OctetString.load(sums[0]["values"][0].dump(), strict=True).native
    return bool(hashlib.sha256(data.replace(value, _NONE)).digest() == value)


def unsigned(content: cms.ContentInfo) -> list[cms.CMSAttribute]:
    """The unsigned attributes of the only signer."""
    attributes = content["content"]["signer_infos"][0]["unsigned_attrs"]
    return [] if attributes is core.VOID or attributes.native is None else list(attributes)


def _packed(content: cms.ContentInfo, token: cms.ContentInfo | None, check_sum: bytes) -> bytes:
    attributes = [cms.CMSAttribute({"type": CHECK_SUM, "values": [core.OctetString(check_sum)]})]
    if token is not None:
        attributes.append(cms.CMSAttribute({"type": TOKEN, "values": [token]}))
    copy = cms.ContentInfo.load(content.dump())
    copy["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(attributes)
    packed: bytes = copy.dump()
    return packed
