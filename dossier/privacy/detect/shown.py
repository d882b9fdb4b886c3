"""What copies say instead of a secret."""

from __future__ import annotations

import re

from dossier.privacy.model import Secret
from dossier.words import phrase

_MOBILE, _IDENTITY = 11, 18


def of(kind: Secret, text: str) -> str:
    """The words that replace a secret: its ends where these tell nobody anything, else its kind.

    Args:
        kind: of the secret.
        text: as it stands.
    """
    bare = re.sub(r"[^0-9A-Za-z]", "", text)
    match kind:
        case Secret.PHONE if len(bare.removeprefix("86")) == _MOBILE or len(bare) == _MOBILE:
            return f"{bare[-_MOBILE:][:3]}****{bare[-4:]}"
        case Secret.ID_NUMBER if len(bare) == _IDENTITY:
            return f"{bare[:3]}***********{bare[-4:]}"
        case Secret.BANK_CARD if len(bare) >= _MOBILE:
            return f"****{bare[-4:]}"
        case Secret.EMAIL if "@" in text:
            return f"{text.strip()[:1]}***{text[text.rindex('@') :].strip()}"
        case Secret.NAME if text.strip():
            name = text.strip()
            return name[0] + "*" * min(2, max(1, len(name) - 1))
        case _:
            return phrase(f"privacy.shown.{kind}")
