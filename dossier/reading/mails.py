"""Mails: which of them tell an order, which are letters, and who wrote these.

A mail comes with its lines and, as messages, the same words again.  A notice that
sets out an order or a payment is read by its lines like any other page of a shop;
every other mail is something that somebody said at the second of its date.  Who
that is shows when one of writer and addressee is plainly a shop's service; in
doubt nobody has said it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dossier.model import EventKind, Evidence, Page, Role, Speaker
from dossier.reading import agents, roles
from dossier.reading.chats import quotes
from dossier.reading.speech import statements

MEDIA = "message/rfc822"

_ADDRESS = re.compile(r"<?([A-Za-z0-9._%+\-]+)@([A-Za-z0-9.\-]+)>?")
_SERVICE = re.compile(
    r"^(?:kefu|service|services|support|help|helpdesk|customer|cs|care|shouhou|complaint|tousu|aftersales?)"
    r"(?:[._\-]|\d|$|service|support|care)",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"no[._\-]?reply|do[._\-]?not[._\-]?reply|notice|notif|mailer|postmaster|system", re.IGNORECASE
)
_ANSWERS = frozenset(
    {
        EventKind.CANCEL_REQUESTED,
        EventKind.CANCEL_REFUSED,
        EventKind.CANCEL_ACCEPTED,
        EventKind.REFUND_PROMISED,
    }
)


def is_mail(item: Evidence) -> bool:
    """Whether a file is a mail."""
    return item.media == MEDIA


def settled(item: Evidence) -> Evidence:
    """A file whose mail pages hold either lines or messages: what each is to be read by."""
    if not any(page.lines and page.messages for page in item.pages):
        return item
    return replace(item, pages=tuple(_settled(page, item.role) for page in item.pages))


def views(item: Evidence) -> tuple[Evidence, ...]:
    """A mail as one file for each part, each with the role its own pages have; another file as it is."""
    if item.role is not Role.MAIL:
        return (item,)
    parts: dict[str, list[Page]] = {}
    for page in item.pages:
        parts.setdefault(page.part, []).append(page)
    return tuple(
        replace(
            item, pages=tuple(pages), role=Role.BILL if any(page.rows for page in pages) else roles.of(pages)
        )
        for pages in parts.values()
    )


def _settled(page: Page, role: Role) -> Page:
    if not (page.lines and page.messages):
        return page
    speaker = _writer(page)
    if role in (Role.ORDER, Role.PAYMENT, Role.POLICY) or (
        role is not Role.CHAT and _is_notice(page, speaker)
    ):
        return replace(page, messages=())
    spoken = tuple(replace(one, speaker=speaker) if one.sender else one for one in page.messages)
    return replace(page, lines=(), messages=spoken)


def _is_notice(page: Page, speaker: Speaker) -> bool:
    """Whether a mail sets out an order or a payment, and nobody asks or answers in it."""
    if speaker is Speaker.BUYER or roles.of((replace(page, messages=()),)) not in (Role.ORDER, Role.PAYMENT):
        return False
    said = [
        one
        for message in page.messages
        for one in statements.find(Speaker.AGENT, quotes.own_words(message.text))
    ]
    return not any(one.kind in _ANSWERS for one in said)


def _writer(page: Page) -> Speaker:
    """Who wrote a mail: the service, or one who writes to it."""
    sender, addressee = (_side(_header(page, name)) for name in ("From", "To"))
    if sender is not Speaker.UNKNOWN:
        return sender
    return Speaker.BUYER if addressee is Speaker.AGENT and _header(page, "From") else Speaker.UNKNOWN


def _header(page: Page, name: str) -> str:
    return next(
        (line.text.partition(": ")[2] for line in page.lines[:6] if line.text.startswith(f"{name}: ")), ""
    )


def _side(words: str) -> Speaker:
    """The side that a name with its address plainly is on; several addressees are nobody plainly."""
    found = _ADDRESS.findall(words)
    if len(found) != 1:
        return Speaker.UNKNOWN
    local = found[0][0]
    name = words.partition("<")[0].strip(' "') if "<" in words else ""
    side = agents.side_of_name(name) if name else ""
    if _SERVICE.match(local) or side == Speaker.AGENT:
        return Speaker.AGENT
    if _MACHINE.search(local) or side == Speaker.SYSTEM:
        return Speaker.SYSTEM
    return Speaker.UNKNOWN
