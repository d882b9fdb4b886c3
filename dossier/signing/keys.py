"""Keys: a self-made one with its certificate, and opening one, in PKCS#12 (RFC 7292) under a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from dossier.errors import DossierError

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

_BITS, _EXPONENT = 3072, 65537
_YEARS = 10
_EARLY = timedelta(hours=1)
"""The certificate begins so much before it is made: an authority's clock may be behind this one."""
_ROUNDS = 600_000
"""What each guess at the password costs (PBKDF2)."""
_LONGEST = 64
"""Characters of a name in a certificate (X.520, ub-common-name)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new key: the file's content, and the fingerprint of its certificate in hex."""

    data: bytes
    fingerprint: str


def create(name: str, password: str, moment: datetime) -> Made:
    """A new key whose certificate is vouched for by itself only.

    Args:
        name: whom it says it belongs to.
        password: not empty.
        moment: now.

    Raises:
        DossierError: the name does not fit into a certificate.
    """
    proven(name)
    key = rsa.generate_private_key(_EXPONENT, _BITS)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = moment.replace(microsecond=0) - _EARLY
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    made = builder.sign(key, hashes.SHA256())
    lock = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )
    data = pkcs12.serialize_key_and_certificates(name.encode(), key, made, None, lock)
    return Made(data, made.fingerprint(hashes.SHA256()).hex())


def proven(name: str) -> str:
    """A name, if a certificate can hold it.

    Raises:
        DossierError: it cannot.
    """
    if not 0 < len(name.strip()) <= len(name) <= _LONGEST or not name.isprintable():
        raise DossierError("key-name", longest=_LONGEST)
    return name


def load(data: bytes, password: str, path: str) -> SimpleSigner:
    """The key of a PKCS#12 file, ready to sign.

    Raises:
        DossierError: the password is not that of the file, the file is none, or it holds no key.
    """
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - slow to import

    try:
        found: SimpleSigner = SimpleSigner.load_pkcs12_data(data, (), password.encode())
    except Exception as error:  # whatever a file that is none makes the libraries raise
        raise DossierError("key-closed", path=path) from error
    if found is None or found.signing_cert is None:
        raise DossierError("key-closed", path=path)
    return found


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
