"""Whether one signer of a CMS signed what it is said to cover; for signatures and time stamps alike."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from asn1crypto import cms, x509
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_sig_integrity

if TYPE_CHECKING:
    from collections.abc import Callable

DIGESTS = frozenset(("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"))
_SCHEMES = frozenset(("rsassa_pkcs1v15", "rsassa_pss", "ecdsa"))
_LEAST = {"rsa": 2048, "rsassa_pss": 2048, "ec": 256}
"""Bits of a key, for the kinds in use: what is shorter has been broken, or may soon be."""


class Wrong(ValueError):  # noqa: N818
    """A signature that shows nothing; ``code`` is the last part of the difference it makes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def only_signer(signed: cms.SignedData) -> cms.SignerInfo:
    """The signer of a CMS that has one.

    Raises:
        Wrong: it has none, or several.
    """
    if len(signed["signer_infos"]) != 1:
        raise Wrong("wrong")
    return signed["signer_infos"][0]


def certificate(signed: cms.SignedData) -> x509.Certificate:
    """The certificate of the only signer, which the signature itself names by its hash.

    Raises:
        Wrong: it does not lie in the CMS, or the signature names none.
    """
    try:
        found: x509.Certificate = extract_certificate_info(signed).signer_cert
    except (SignatureValidationError, ValueError) as error:
        raise Wrong("no-certificate") from error
    attributes = only_signer(signed)["signed_attrs"]
    if found is None or get_signing_cert_attr(attributes) is None:
        raise Wrong("no-certificate")
    return found


def hold(signed: cms.SignedData, kind: str, digest: Callable[[str], bytes]) -> x509.Certificate:
    """Check the only signer's signature; what the signer is trusted with is no part of it.

    Args:
        signed: the CMS.
        kind: of what is signed: ``data`` or ``tst_info``.
        digest: gives the hash of what is signed by a digest's name.

    Returns:
        the signer's certificate.

    Raises:
        Wrong: ``weak``, ``no-certificate``, ``other`` (something else was signed) or ``wrong``.
    """
    signer = only_signer(signed)
    used = certificate(signed)
    name = signer["digest_algorithm"]["algorithm"].native
    if name not in DIGESTS or weak(used) or _weak_scheme(signer["signature_algorithm"]):
        raise Wrong("weak")
    try:
        intact, valid = validate_sig_integrity(signer, used, kind, digest(name))
    except SignatureValidationError as error:
        raise Wrong("wrong") from error
    if not valid:
        raise Wrong("wrong")
    if not intact:
        raise Wrong("other")
    return used


def weak(used: x509.Certificate) -> bool:
    """Whether a certificate's key is too short to show anything, or of a kind that is not in use."""
    key = used.public_key
    return key.algorithm not in _LEAST or bool(key.bit_size < _LEAST[key.algorithm])


def covers(used: x509.Certificate, moment: datetime) -> bool:
    """Whether a moment lies in the time for which a certificate was made out."""
    return bool(used.not_valid_before <= moment <= used.not_valid_after)


def named(used: x509.Certificate) -> str:
    """Whom a certificate is made out to, as it says."""
    subject = used.subject.native
    for part in ("common_name", "organization_name"):
        told = subject.get(part)
        if isinstance(told, str) and told.strip():
            return told
    return str(used.subject.human_friendly)


def _weak_scheme(algorithm: cms.SignedDigestAlgorithm) -> bool:
    if algorithm.signature_algo not in _SCHEMES:
        return True
    try:
        digest = algorithm.hash_algo
    except ValueError:
        return False  # names none of its own
    return digest not in DIGESTS
