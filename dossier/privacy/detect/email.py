"""Mail addresses of persons; those of a shop's service stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.privacy.detect import shop
from dossier.privacy.detect.cells import Sheet, Spot
from dossier.privacy.model import Secret
from dossier.reading import agents

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+\-])(?P<local>[A-Za-z0-9][A-Za-z0-9._%+\-]*)\s?(?:@|[(\[]at[)\]]|艾特)\s?"
    r"(?P<host>[A-Za-z0-9\-]+(?:\s?\.\s?[A-Za-z0-9\-]+)*?\s?[.,。]\s?"
    r"(?:com|cn|net|org|me|io|cc|vip|top|xyz|edu|gov|icu|shop|club|site|online|hk|tw|info|co|example|test|invalid)"
    r"(?:\.[a-z]{2})?)(?![A-Za-z0-9\-])",
    re.IGNORECASE,
)
_AT = re.compile(r"[(\[]at[)\]]|艾特", re.IGNORECASE)
_DOTS = str.maketrans(",。", "..")
_SERVICE = re.compile(
    r"^(?:kefu|service|services|support|help|helpdesk|customer|cs|care|shouhou|complaint|tousu|after-?sales?|admin|contact|info|office"
    r"|business|sales|shop|no[._\-]?reply|do[._\-]?not[._\-]?reply|notice|notif\w*|mailer|postmaster|system|orders?|billing|12315)(?:[._\-\d]|$)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^(?:From|To|Cc|发件人|收件人|抄送)\s?:\s?", re.IGNORECASE)


def find(sheet: Sheet) -> Iterator[Spot]:
    """The mail addresses of persons on a page."""
    own = sheet.said.complainant.email.casefold()
    for place, cell in enumerate(sheet.cells):
        folded = cell.folded
        for match in _ADDRESS.finditer(folded):
            address = _AT.sub("@", re.sub(r"\s", "", match.group())).translate(_DOTS).casefold()
            if address != own and is_the_shops(sheet, address):
                continue
            if address != own and not cell.is_name and shop.is_contact(sheet, cell, match.start(), address):
                continue
            if cell.is_name and _named_agent(folded[: match.start()]):
                continue
            yield Spot(place, *match.span(), Secret.EMAIL)


def is_the_shops(sheet: Sheet, address: str) -> bool:
    """Whether an address is a service's by its name, or lies at the respondent's site."""
    local, _, host = address.partition("@")
    if _SERVICE.match(local):
        return True
    site = re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", sheet.said.respondent.website.casefold())
    return bool(site) and (host == site or host.endswith(f".{site}"))


def _named_agent(before: str) -> bool:
    words = _HEADER.sub("", before).strip(' "<')
    return bool(words) and agents.side_of_name(words) == "agent"
