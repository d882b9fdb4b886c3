"""The result of a check in words, no wider than what was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dossier.intake.capture import CHINA
from dossier.seal.verify import Checked
from dossier.terminal import Terminal, printable
from dossier.words import phrase

_INDENT = "  "
_MOST = 3
"""Names of files in one line."""


@dataclass(frozen=True, slots=True)
class Since:
    """Since when nothing changed, and on whose word; names the phrase ``verify.since.<word>``."""

    word: str
    time: datetime


def lines(checked: Checked, path: str, lang: str, terminal: Terminal) -> Iterator[str]:
    """What was found, for stdout.

    Args:
        checked: the result.
        path: what was checked, as the person named it.
        lang: of the words.
        terminal: where they go.
    """
    count = len(checked.differences)
    title = phrase("verify.title", lang, path=printable(path), differences=count)
    yield terminal.style(title, colour="red" if count else "green", bold=True)
    for one in checked.differences:
        values = {"path": printable(one.path), "detail": printable(one.detail)}
        yield from _item(terminal, "✗", phrase(f"verify.{one.code}", lang, **values), "red")
    if count:
        return
    for text in _counts(checked, lang):
        yield from _item(terminal, "✓", text, "green")
    for text in _signatures(checked, lang):
        yield from _item(terminal, "✓", text, "green")
    since = since_when(checked)
    if since is not None:
        time = since.time.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        yield from _item(terminal, "✓", phrase(f"verify.since.{since.word}", lang, time=time), "green")
    yield from terminal.wrap(phrase("verify.narrow", lang), _INDENT, _INDENT)


def notes(checked: Checked, lang: str, terminal: Terminal) -> Iterator[str]:
    """What was not checked, for stderr."""
    if checked.beyond:
        paths = ", ".join(printable(path) for path in checked.beyond[:_MOST])
        values = {"paths": paths, "count": len(checked.beyond), "more": len(checked.beyond) > _MOST}
        yield from terminal.wrap(phrase("verify.beyond", lang, **values), "", "")
    if not checked.originals:
        yield from terminal.wrap(phrase("verify.no-evidence", lang), "", "")


def since_when(checked: Checked) -> Since | None:
    """The best word there is on when the files were as they are: a time stamp, a clock, a file's time."""
    signed = [one for packet in checked.packets for one in packet.signatures]
    if signed and len(checked.packets) == 1:
        stamps = [one.stamped for one in signed if one.stamped is not None]
        return Since("stamped", min(stamps)) if stamps else Since("signed", min(o.claimed for o in signed))
    if checked.built is not None:
        return Since("journal", checked.built)
    return None if checked.written is None else Since("written", checked.written)


def _counts(checked: Checked, lang: str) -> Iterator[str]:
    if checked.packets:
        enclosed = sum(packet.enclosed for packet in checked.packets)
        yield phrase("verify.packets", lang, count=len(checked.packets), enclosed=enclosed)
    if checked.outputs:
        yield phrase("verify.outputs", lang, count=checked.outputs)
    if checked.originals:
        yield phrase("verify.originals", lang, count=checked.originals)
    seals = sorted({one.seal.manifest for one in checked.packets if one.seal is not None})
    for seal in seals:
        yield phrase("verify.manifest", lang, seal=seal)


def _signatures(checked: Checked, lang: str) -> Iterator[str]:
    for packet in checked.packets:
        if packet.signatures:
            from dossier import signing  # noqa: PLC0415 - an optional part

            yield from signing.told(signing.Checked(packet.signatures, ()), lang)


def _item(terminal: Terminal, mark: str, text: str, colour: str) -> Iterator[str]:
    head = f"{_INDENT}{mark} "
    first, *rest = terminal.wrap(text, head, " " * len(head))
    yield first.replace(mark, terminal.style(mark, colour=colour), 1)
    yield from rest
