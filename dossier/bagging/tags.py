"""The tag files of a bag, made of values and read back (RFC 8493, section 2).

What is read back must be written just as we write it; then a file that says the
same in other bytes is known to be another file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dossier import __version__

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAGS = (DECLARATION, INFO, MANIFEST, TAG_MANIFEST)
PAYLOAD = "data/"

DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "Bag-Software-Agent"
DATE = "Bagging-Date"
IDENTIFIER = "External-Identifier"
OXUM = "Payload-Oxum"
LABELS = frozenset({AGENT, DATE, IDENTIFIER, OXUM})
_AGENT = "dossier "

_ENCODED = {"%": "%25", "\n": "%0A", "\r": "%0D"}
"""The characters of a path that are written otherwise, and only those (section 2.1.3)."""
_DECODED = {code: sign for sign, code in _ENCODED.items()}
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def manifest(hashes: Mapping[str, str]) -> bytes:
    """A manifest of files by path, in the order of the paths.

    Args:
        hashes: path within the bag, ``/`` between parts → SHA-256 in lower-case hex.
    """
    return "".join(f"{hashes[path]}  {_encoded(path)}\n" for path in sorted(hashes)).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """What a manifest lists: path → SHA-256.

    Raises:
        ValueError: it is not such as we write.
    """
    *lines, rest = data.decode().split("\n")
    hashes: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        hashes[_decoded(match[2])] = match[1]
    if rest or manifest(hashes) != data:
        raise ValueError(rest)
    return hashes


def info(size: int, count: int, identifier: str, date: str) -> bytes:
    """The text of ``bag-info.txt``.

    Args:
        size: bytes of all payload files together.
        count: payload files.
        identifier: the seal of the packet, or "".
        date: day of the bagging as YYYY-MM-DD, or "".
    """
    told = {AGENT: _AGENT + __version__, DATE: date, IDENTIFIER: identifier, OXUM: oxum(size, count)}
    return "".join(f"{label}: {value}\n" for label, value in told.items() if value).encode()


def read_info(data: bytes) -> dict[str, str]:
    """Label → value of ``bag-info.txt``.

    Raises:
        ValueError: it is not such as we write.
    """
    *lines, rest = data.decode().split("\n")
    told = {}
    for line in lines:
        label, colon, value = line.partition(": ")
        if not colon or label in told:
            raise ValueError(line)
        told[label] = value
    if rest or not told.get(AGENT, "").startswith(_AGENT):
        raise ValueError(rest)
    return told


def oxum(size: int, count: int) -> str:
    """Octets and streams of a payload, by which its size is known before it is read."""
    return f"{size}.{count}"


def _encoded(path: str) -> str:
    return re.sub("[%\n\r]", lambda sign: _ENCODED[sign[0]], path)


def _decoded(path: str) -> str:
    def sign(code: re.Match[str]) -> str:
        if code[0] not in _DECODED:
            raise ValueError(path)
        return _DECODED[code[0]]

    return re.sub("%.{0,2}", sign, path)
