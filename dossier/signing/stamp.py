"""Time stamps (RFC 3161): whether a token speaks of these bytes, and what it says."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from asn1crypto import cms, tsp

from dossier.signing import arithmetic
from dossier.signing.arithmetic import Wrong

if TYPE_CHECKING:
    from asn1crypto import x509

_PURPOSE = ["time_stamping"]


def read(token: cms.ContentInfo, stamped: bytes) -> tuple[datetime, str]:
    """When the authority saw some bytes, and its name as its certificate says.

    Whether the authority is to be trusted is not asked.

    Raises:
        Wrong: it speaks of other bytes, or shows nothing.
    """
    signed = token["content"]
    inner = signed["encap_content_info"]
    content = bytes(inner["content"])
    told = tsp.TSTInfo.load(content, strict=True)
    imprint = told["message_imprint"]
    name = imprint["hash_algorithm"]["algorithm"].native
    if name not in arithmetic.DIGESTS:
        raise Wrong("weak")
    if imprint["hashed_message"].native != hashlib.new(name, stamped).digest():
        raise Wrong("other")
    used = arithmetic.hold(signed, "tst_info", lambda digest: hashlib.new(digest, content).digest())
    if not _for_stamping(used):
        raise Wrong("purpose")
    moment: datetime = told["gen_time"].native
    if not arithmetic.covers(used, moment):
        raise Wrong("expired")
    return moment, arithmetic.named(used)


def nonce(token: cms.ContentInfo) -> int | None:
    """The number by which an answer belongs to its question."""
    told = tsp.TSTInfo.load(bytes(token["content"]["encap_content_info"]["content"]))
    found: int | None = told["nonce"].native
    return found


def _for_stamping(used: x509.Certificate) -> bool:
    """Whether the certificate was made out for this and nothing else (RFC 3161, 2.3)."""
    purpose = used.extended_key_usage_value
    return (
        purpose is not None
        and purpose.native == _PURPOSE
        and "extended_key_usage" in used.critical_extensions
    )
