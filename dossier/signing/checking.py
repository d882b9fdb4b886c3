"""Hold what stands behind the sealed bytes against the one form of a signature, and do its arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asn1crypto import cms

from dossier.seal.difference import Difference
from dossier.signing import arithmetic, container, stamp
from dossier.signing.arithmetic import Wrong
from dossier.signing.outcome import Checked, Signature
from dossier.signing.update import NotOurs, Update, find

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def check(data: bytes, sealed: int, path: str) -> Checked:
    """See :func:`dossier.signing.check`; damage and malice end in differences, never in an error."""
    signatures: list[Signature] = []
    differences: list[Difference] = []
    place, number = sealed, 0
    while place < len(data):
        number += 1
        try:
            update = find(data, place)
        except NotOurs:
            differences.append(_strange(data, place, path))
            break
        except Exception:  # noqa: BLE001 - hostile files make the libraries raise almost anything
            differences.append(Difference("signature-unreadable", path, str(number)))
            break
        signature, codes = _read(update, data)
        signatures += [signature] if signature is not None else []
        differences += (Difference(code, path, str(number)) for code in codes)
        place = update.end
    return Checked(tuple(signatures), tuple(differences))


def _strange(data: bytes, place: int, path: str) -> Difference:
    """Why what stands at a place is no signature of ours."""
    ranges = list(_RANGE.finditer(data, place))
    left = str(len(data) - place)
    if not ranges:
        return Difference("signature-trailing", path, left)
    first, _, second, length = map(int, ranges[-1].groups())
    if first or second + length != len(data):
        return Difference("signature-coverage", path, left)
    return Difference("signature-foreign", path, left)


def _read(update: Update, data: bytes) -> tuple[Signature | None, tuple[str, ...]]:
    """The signature in an update, or None where it shows nothing, and the codes of what is wrong."""
    try:
        content = _content(update)
        used = arithmetic.hold(content["content"], "data", lambda name: update.digest(data, name))
        signature = Signature(arithmetic.named(used), used.sha256.hex(), update.moment)
    except Wrong as error:
        return None, (f"signature-{error.code}",)
    except Exception:  # noqa: BLE001 - whatever a hostile signature makes the libraries raise
        return None, ("signature-unreadable",)
    codes = [] if arithmetic.covers(used, update.moment) else ["signature-expired"]
    try:
        signature = _stamped(signature, content)
        if signature.stamped is not None and not (codes or arithmetic.covers(used, signature.stamped)):
            codes.append("signature-expired")
    except Wrong as error:
        codes.append(f"signature-stamp-{error.code}")
    except Exception:  # noqa: BLE001 - the same
        codes.append("signature-stamp-unreadable")
    return signature, tuple(codes)


def _content(update: Update) -> cms.ContentInfo:
    """The signature, of which no byte is other than it was written.

    Raises:
        Wrong: one is.
        ValueError: it is none.
    """
    filled = bytes.fromhex(update.digits.decode())
    content = cms.ContentInfo.load(filled)
    length = len(content.dump())
    if filled[length:].strip(b"\0") or not container.whole(filled[:length], content):
        raise Wrong("damaged")
    return content


def _stamped(signature: Signature, content: cms.ContentInfo) -> Signature:
    """The signature with its time stamp, if it has one.

    Raises:
        Wrong: it has one that shows nothing.
    """
    found = list(_tokens(content))
    if not found:
        return signature
    if len(found) > 1:
        raise Wrong("wrong")
    value = content["content"]["signer_infos"][0]["signature"].native
    moment, authority = stamp.read(found[0], value)
    return Signature(signature.name, signature.fingerprint, signature.claimed, moment, authority)


def _tokens(content: cms.ContentInfo) -> Iterator[cms.ContentInfo]:
    for attribute in container.unsigned(content):
        kind = attribute["type"]
        if kind.native == container.TOKEN:
            yield from attribute["values"]
        elif kind.dotted != container.CHECK_SUM:
            raise Wrong("wrong")
