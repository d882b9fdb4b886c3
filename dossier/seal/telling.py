"""The result of a check in words, no wider than what was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from dossier.intake.capture import CHINA
from dossier.seal.difference import Difference
from dossier.seal.verify import Checked
from dossier.terminal import Terminal, printable
from dossier.words import phrase

_INDENT = "  "
_MOST = 3
"""Names of files in one line."""
_IN_BAG = ("data/originals/", "data/packet/")
_PLAIN = frozenset(
    f"{what}-{how}" for what in ("original", "output") for how in ("added", "changed", "missing")
)
"""Differences that say no more than the bag's own lists do of the same file."""
_REWRITTEN = frozenset(
    (
        "manifest-changed",
        "output-changed",
        "packet-broken",
        "packet-changed",
        "packet-longer",
        "packet-unsealed",
        "signature-foreign",
        "signature-trailing",
    )
)
"""What becomes of a file that another program saved; files inside a packet likewise."""
_HALF = frozenset(("packet-cut", "packet-unreadable"))
"""What becomes of a file that was not copied whole."""


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
    differing = _folded(checked.differences)
    count = len(differing)
    title = phrase("verify.title", lang, path=printable(path), differences=count)
    yield terminal.style(title, colour="red" if count else "green", bold=True)
    for one in differing:
        values = {"path": printable(one.path), "detail": printable(one.detail)}
        yield from _item(terminal, "✗", phrase(f"verify.{one.code}", lang, **values), "red")
    for step in _steps(checked) if count else ():
        yield from _item(terminal, "→", phrase(f"verify.next.{step}", lang), None)
    if count:
        return
    for text in _counts(checked, lang):
        yield from _item(terminal, "✓", text, "green")
    for text in _seals(checked, lang):
        yield from _item(terminal, "·", text, None)
    yield from _signed(checked, lang, terminal)
    since = since_when(checked)
    if since is not None:
        time = since.time.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        yield from _item(terminal, "✓", phrase(f"verify.since.{since.word}", lang, time=time), "green")
    yield from terminal.wrap(phrase("verify.narrow", lang), _INDENT, _INDENT)


def notes(checked: Checked, lang: str, terminal: Terminal, *, alone: bool) -> Iterator[str]:
    """What was not checked, for stderr.

    Args:
        checked: the result.
        lang: of the words.
        terminal: where they go.
        alone: no evidence folder was named.
    """
    if checked.beyond:
        paths = ", ".join(printable(path) for path in checked.beyond[:_MOST])
        values = {"paths": paths, "count": len(checked.beyond), "more": len(checked.beyond) > _MOST}
        yield from terminal.wrap(phrase("verify.beyond", lang, **values), "", "")
    if alone and not checked.originals and not checked.differences:
        outside = len(_known(checked) - _enclosed(checked))
        yield from terminal.wrap(phrase("verify.no-evidence", lang, outside=outside), "", "")


def since_when(checked: Checked) -> Since | None:
    """The best word there is on when the files were as they are: a time stamp, a clock, a file's time."""
    signed = [one for packet in checked.packets for one in packet.signatures]
    if signed and len(checked.packets) == 1:
        stamps = [one.stamped for one in signed if one.stamped is not None]
        return Since("stamped", min(stamps)) if stamps else Since("signed", min(o.claimed for o in signed))
    if checked.built is not None:
        return Since("journal", checked.built)
    return None if checked.written is None else Since("written", checked.written)


def _folded(differences: Iterable[Difference]) -> list[Difference]:
    """What is worth a line: a manifest that fits no packet is one thing, and so is a file of a bag."""
    found = list(differences)
    bagged = {one.path for one in found if one.code.startswith("bag-")}
    doubled = {path.removeprefix(part) for path in bagged for part in _IN_BAG if path.startswith(part)}
    kept: dict[tuple[str, str, str], Difference] = {}
    for one in found:
        if (one.code in _PLAIN and one.path in doubled) or (one.code == "bag-oxum" and doubled):
            continue
        if one.code != "manifest-other":
            kept[one.code, one.path, one.detail] = one
            continue
        earlier = kept.get((one.code, one.path, ""))
        if earlier is None:
            kept[one.code, one.path, ""] = one
        elif "*" not in one.detail:
            kept[one.code, one.path, ""] = replace(earlier, detail=f"{earlier.detail}, {one.detail}")
    return list(kept.values())


def _steps(checked: Checked) -> Iterator[str]:
    """What to do about differences, each kind once; names the phrase ``verify.next.<kind>``."""
    codes = [one.code for one in checked.differences]
    ours = {code for code in codes if code.startswith("original-")}
    if any(code.startswith("bag-") for code in codes):
        return
    if checked.originals and codes.count("original-missing") == checked.originals:
        yield "elsewhere"
    elif ours:
        yield "added" if ours == {"original-added"} else "original"
    if any(code in _REWRITTEN or code.startswith("enclosed-") for code in codes):
        yield "rewritten"
    if not _HALF.isdisjoint(codes):
        yield "half"
    if all(code.startswith(("journal-", "mark-")) for code in codes):
        yield "journal"


def _counts(checked: Checked, lang: str) -> Iterator[str]:
    if checked.packets:
        inside = _enclosed(checked)
        values = {"enclosed": len(inside), "originals": len(inside & _known(checked))}
        yield phrase("verify.packets", lang, count=len(checked.packets), **values)
    if checked.outputs:
        yield phrase("verify.outputs", lang, count=checked.outputs)
    if checked.originals:
        yield phrase("verify.originals", lang, count=checked.originals)
    if checked.lines:
        yield phrase("verify.journal", lang, count=checked.lines)
    if checked.bagged:
        yield phrase("verify.bagged", lang, count=checked.bagged)


def _enclosed(checked: Checked) -> set[str]:
    """Hashes of what lies in the packets and was compared."""
    seals = [one.seal for one in checked.packets if one.seal is not None and one.intact]
    return {entry.sha256 for seal in seals for entry in seal.attachments}


def _known(checked: Checked) -> set[str]:
    """Hashes of the originals of which manifest or packets speak."""
    seals = [one.seal for one in checked.packets if one.seal is not None]
    told = () if checked.manifest is None else checked.manifest.originals
    return {entry.sha256 for entry in (*told, *(e for seal in seals for e in seal.originals))}


def _seals(checked: Checked, lang: str) -> Iterator[str]:
    told = {(str(PurePosixPath(one.path).parent), one.seal.manifest) for one in checked.packets if one.seal}
    for place, seal in sorted(told):
        yield phrase("verify.manifest", lang, seal=seal, place="" if place == "." else printable(place))


def _signed(checked: Checked, lang: str, terminal: Terminal) -> Iterator[str]:
    """What was checked of signatures, and behind it what they claim, which nobody checked."""
    for packet in checked.packets:
        if packet.signatures:
            from dossier import signing  # noqa: PLC0415 - an optional part

            if len(checked.packets) > 1:
                yield from _item(
                    terminal, "·", phrase("verify.signed", lang, path=printable(packet.path)), None
                )
            unchanged, *claims = signing.told(signing.Checked(packet.signatures, ()), lang)
            yield from _item(terminal, "✓", unchanged, "green")
            for text in claims:
                yield from _item(terminal, "·", text, None)


def _item(terminal: Terminal, mark: str, text: str, colour: str | None) -> Iterator[str]:
    head = f"{_INDENT}{mark} "
    first, *rest = terminal.wrap(text, head, " " * len(head))
    yield first.replace(mark, terminal.style(mark, colour=colour), 1)
    yield from rest
