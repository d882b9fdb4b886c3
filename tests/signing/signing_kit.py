"""Packets, keys and a time-stamping authority of this computer for the tests of signatures."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from dossier.archival import Attachment, Relationship, archive
from dossier.packet.typeset import document
from dossier.seal import packet as seals
from dossier.signing import keys, signer

NOW = datetime(2026, 11, 23, 8, 0, 0, tzinfo=UTC)
PASSWORD = "合成 password"  # noqa: S105
DAY = timedelta(days=1)
TEXT = '<packet title="投诉材料"><para>付款后一分钟内申请取消。</para><para>第二段。</para></packet>'
OTHER = '<packet title="投诉材料"><para>另一份材料。</para></packet>'


@cache
def packet(xml: str = TEXT) -> bytes:
    """A sealed packet with one attachment."""
    out = io.BytesIO()
    document.render(xml, {}, out)
    original = Attachment("证据1 a.png", "E001.png", "image/png", b"picture", "原件", Relationship.SOURCE)
    return seals.close(archive(out.getvalue(), seals.enclosed((original,), seals.Told("0" * 64))))


Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Owner:
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def signer(self) -> SimpleSigner:
        return keys.load(self.file(), PASSWORD, "key.p12")

    def file(self, password: str = PASSWORD) -> bytes:
        lock = BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(b"k", self.key, self.certificate, None, lock)


@cache
def rsa_key(number: int = 0, bits: int = 2048) -> rsa.RSAPrivateKey:  # noqa: ARG001 - another number, another key
    return rsa.generate_private_key(65537, bits)


@cache
def owner(
    name: str = "张某某",
    start: datetime = NOW - DAY,
    end: datetime = NOW + DAY,
    *,
    bits: int = 2048,
    number: int = 0,
    purpose: tuple[str, ...] = (),
    critical: bool = True,
    curve: ec.EllipticCurve | None = None,
) -> Owner:
    key: Key = ec.generate_private_key(curve) if curve else rsa_key(number, bits)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if purpose:
        usages = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in purpose])
        builder = builder.add_extension(usages, critical=critical)
    return Owner(key, builder.sign(key, hashes.SHA256()))


@cache
def signed(count: int = 1, xml: str = TEXT) -> bytes:
    """A packet signed by one or several persons."""
    data = packet(xml)
    for number in range(count):
        person = owner() if number == 0 else owner(f"李某某{number}", number=number)
        data = signer.sign(data, len(packet(xml)), person.signer, NOW)
    return data


# The authority

STAMPING = ("1.3.6.1.5.5.7.3.8",)
Answer = Callable[[tsp.TimeStampReq], core.Sequence | bytes]


@cache
def stamper_owner(**how: object) -> Owner:
    given: dict[str, object] = {"name": "某某时间戳服务", "number": 9, "purpose": STAMPING, **how}
    return owner(**given)  # type: ignore[arg-type]


def stamper(who: Owner | None = None, **how: object) -> DummyTimeStamper:
    who = who or stamper_owner()
    certificate = asn1.Certificate.load(who.certificate.public_bytes(Encoding.DER))
    private = who.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    given: dict[str, object] = {"fixed_dt": NOW, **how}
    return DummyTimeStamper(certificate, PrivateKeyInfo.load(private), **given)  # type: ignore[arg-type]


def answered(question: tsp.TimeStampReq, by: TimeStamper | None = None) -> tsp.TimeStampResp:
    answer: tsp.TimeStampResp = (by or stamper()).request_tsa_response(question)  # type: ignore[attr-defined]
    return answer


def imprint(data: bytes, digest: str = "sha256") -> tsp.MessageImprint:
    used = algos.DigestAlgorithm({"algorithm": digest})
    return tsp.MessageImprint({"hash_algorithm": used, "hashed_message": hashlib.new(digest, data).digest()})


def token(data: bytes, by: TimeStamper | None = None, digest: str = "sha256") -> cms.ContentInfo:
    """A time stamp over some bytes."""
    asked = {"version": "v1", "message_imprint": imprint(data, digest), "cert_req": True}
    question = tsp.TimeStampReq(asked)
    by = by or (stamper() if digest == "sha256" else stamper(override_md="sha256"))
    found: cms.ContentInfo = answered(question, by)["time_stamp_token"]
    return found


@contextmanager
def authority(
    answer: Answer | None = None,
    *,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    pause: float = 0,
) -> Iterator[tuple[str, list[bytes]]]:
    """An authority on this computer: its address, and the questions that it was asked."""
    asked: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            made = (answer or answered)(tsp.TimeStampReq.load(asked[-1]))
            data = made if isinstance(made, bytes) else made.dump()
            self.send_response(status)
            for name, value in (("Content-Length", str(len(data))), *headers):
                self.send_header(name, value)
            self.end_headers()
            try:
                for place in range(0, len(data), 1 if pause else len(data)):
                    self.wfile.write(data[place : place + (1 if pause else len(data))])
                    self.wfile.flush()
                    time.sleep(pause)
            except OSError:
                pass  # whoever asked waits no longer

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa", asked
        finally:
            server.shutdown()


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
