"""Ask a time-stamping authority (RFC 3161) over HTTP: one question, to the given address only."""

from __future__ import annotations

import hashlib
import http.client
import secrets
from queue import Empty, SimpleQueue
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

from asn1crypto import algos, cms, core, tsp

from dossier.errors import DossierError
from dossier.signing import container, stamp
from dossier.signing.arithmetic import Wrong
from dossier.terminal import printable
from dossier.words import clipped

SECONDS = 30.0
"""For the whole answer; the person waits before the terminal."""
_LONGEST = 1 << 20
"""Bytes of an answer; usual ones have some thousands, and of a longer one the rest is lacking."""
_TOLD = 200
"""Characters of a server's own words that are shown."""
_GRANTED = frozenset(("granted", "granted_with_mods"))
_CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class _Answer(core.Sequence):  # type: ignore[misc]  # the library has no types
    """TimeStampResp of RFC 3161, 2.4.2; the library's own holds no refusals, which come without a token."""

    _fields: ClassVar = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def proven(url: str) -> str:
    """The address, if it is one that can be asked.

    Raises:
        DossierError: it is not.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in _CONNECTIONS and bool(parts.hostname) and parts.username is None
        good = good and parts.port != 0 and url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        good = False
    if not good:
        raise DossierError("tsa-address", url=url)
    return url


def token(url: str, signed: bytes, seconds: float = SECONDS) -> cms.ContentInfo:
    """A time stamp over the value of a signature, checked.

    Args:
        url: of the authority.
        signed: what is to be stamped; only its hash leaves the computer.
        seconds: how long the whole may take.

    Raises:
        DossierError: there is no answer, or none that can be used.
    """
    number = secrets.randbits(63) | 1 << 62
    answer = _waited(proven(url), _question(signed, number), seconds)
    try:
        return _read(answer, signed, number, url)
    except DossierError:
        raise
    except Wrong as error:
        raise DossierError("tsa-useless", url=url, why=error.code) from error
    except Exception as error:  # whatever an answer that is none makes the libraries raise
        raise DossierError("tsa-useless", url=url, why="unreadable") from error


def _read(answer: bytes, signed: bytes, number: int, url: str) -> cms.ContentInfo:
    told = _Answer.load(answer, strict=True)
    status = told["status"]["status"].native
    if status not in _GRANTED:
        raise DossierError("tsa-refused", url=url, why=_why(told["status"], status))
    found: cms.ContentInfo = told["time_stamp_token"]
    stamp.read(found, signed)
    if stamp.nonce(found) != number:
        raise Wrong("nonce")
    return found


def _question(signed: bytes, number: int) -> bytes:
    imprint = tsp.MessageImprint({
        "hash_algorithm": algos.DigestAlgorithm({"algorithm": container.DIGEST}),
        "hashed_message": hashlib.new(container.DIGEST, signed).digest(),
    })  # fmt: skip
    asked = {"version": "v1", "message_imprint": imprint, "nonce": number, "cert_req": True}
    question: bytes = tsp.TimeStampReq(asked).dump()
    return question


def _waited(url: str, question: bytes, seconds: float) -> bytes:
    """The answer's bytes; a server that sends a byte now and then is not waited for longer."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_asked(url, question, seconds))
        except Exception as error:  # noqa: BLE001 - handed on to where it is told
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise DossierError("tsa-slow", url=url, seconds=round(seconds)) from error
    if isinstance(answer, TimeoutError):
        raise DossierError("tsa-slow", url=url, seconds=round(seconds)) from answer
    if isinstance(answer, DossierError):
        raise answer
    if isinstance(answer, Exception):
        raise DossierError(
            "tsa-unreachable", url=url, why=_clean(str(answer)) or type(answer).__name__
        ) from answer
    return answer


def _asked(url: str, question: bytes, seconds: float) -> bytes:
    """Straight to the address: no redirection is followed and no proxy asked."""
    parts = urlsplit(url)
    connection = _CONNECTIONS[parts.scheme](parts.hostname or "", parts.port, timeout=seconds)
    try:
        where = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", where, question, _HEADERS)
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise DossierError(
                "tsa-unreachable", url=url, why=_clean(f"HTTP {response.status} {response.reason}")
            )
        answer: bytes = response.read(_LONGEST)
    finally:
        connection.close()
    return answer


def _why(status: tsp.PKIStatusInfo, word: str) -> str:
    """What an authority says of its refusal."""
    told = [*(status["status_string"].native or ()), *sorted(status["fail_info"].native or ())]
    return _clean("; ".join(map(str, told))) or word


def _clean(words: str) -> str:
    """What a server says, fit for a line on a terminal."""
    return clipped(printable(words), _TOLD).strip()
