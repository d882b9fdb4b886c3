"""Signatures in words, no wider than what was checked."""

from __future__ import annotations

from datetime import datetime

from dossier.intake.capture import CHINA
from dossier.signing.outcome import Checked
from dossier.terminal import printable
from dossier.words import clipped, phrase

_LONGEST = 80
"""Characters of a name; certificates set no limit that we could trust."""


def told(checked: Checked, lang: str) -> tuple[str, ...]:
    """Lines about the signatures; the differences are told by whoever tells all differences.

    That nothing changed is said only where nothing differs.
    """
    lines: list[str] = []
    for number, one in enumerate(checked.signatures, 1):
        values = {"number": number, "name": _name(one.name), "fingerprint": one.fingerprint}
        lines.append(phrase("signature.signer", lang, **values, time=_time(one.claimed)))
        if one.stamped is None:
            lines.append(phrase("signature.unstamped", lang, number=number))
        else:
            stamp = {"number": number, "time": _time(one.stamped), "authority": _name(one.authority)}
            lines.append(phrase("signature.stamped", lang, **stamp))
    if lines and not checked.differences:
        lines.insert(0, phrase("signature.unchanged", lang, several=len(checked.signatures) > 1))
    return tuple(lines)


def _name(written: str) -> str:
    return clipped(printable(written), _LONGEST)


def _time(moment: datetime) -> str:
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
