"""Texts for the fields of a web form: ``form-<destination>.txt`` beside the packet.

A form's template writes XML of its own small vocabulary::

    form
    field    key (one of destination.yaml) number="1" for one of several alike
    say      rank="1" brief="shorter words"; holds one whole sentence

Rank 1 is never left out, see :mod:`dossier.filing.fitting`.  The file is UTF-8 with a
byte order mark and CRLF: an older Notepad takes a file without the mark for GBK and
shows bare line feeds as one line, while phones and other systems read both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dossier.casefile import CaseFile
from dossier.filing import destinations, story
from dossier.filing.destinations import FORM, Destination, FormField
from dossier.filing.fitting import Fitted, Sentence, fit
from dossier.filing.remark import Remark
from dossier.packet import assemble
from dossier.packet.view import View
from dossier.words import phrase

_SENTENCE = re.compile(r"[^。！？!?\n\u2028]+(?:[。！？!?]+[”’」』）)]*)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field with its text; ``number`` tells alike fields apart and is 0 where there is one."""

    field: FormField
    number: int
    fitted: Fitted


def entries(
    seen: View, destination: Destination, limits: Mapping[str, int], most: int | None = None
) -> tuple[Entry, ...]:
    """The texts of a form.

    Args:
        seen: the view of the case.
        destination: whose form it is.
        limits: of single fields by their keys, as the person told them.
        most: characters for every field, as the command line told it.

    Raises:
        ValueError: the template names a field that its destination.yaml does not.
    """
    return tuple(
        Entry(field, number, fit(said, limit(field, limits, most)))
        for field, number, said in _said(seen, destination)
    )


def limit(field: FormField, limits: Mapping[str, int], most: int | None) -> int | None:
    """The limit of a field: the narrowest that the person gave, else the destination's own."""
    told = [one for one in (limits.get(field.key), most) if one is not None]
    return min(told) if told else field.limit


def text(
    entered: Sequence[Entry], destination: Destination, said: CaseFile, notes: Sequence[str] = ()
) -> bytes:
    """The file: how to use it, what is still to be told, then each field with its count.

    Args:
        entered: the texts.
        destination: whose form it is.
        said: of the person.
        notes: more to know, a line each: doubts, attachments.
    """
    lines = [
        phrase("forms.head", name=destination.name),
        phrase("forms.use"),
        *notes,
        *_lacking(destination, said),
    ]
    for entry in entered:
        lines += ["", _label(entry), *([entry.field.note] if entry.field.note else [])]
        lines.append(entry.fitted.text or phrase("forms.empty", left_out=entry.fitted.left_out))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def too_long(entered: Sequence[Entry], destination: Destination) -> Iterator[Remark]:
    """The fields that even their shortest texts do not fit."""
    for one in entered:
        if one.fitted.over:
            values = {"label": one.field.label, "over": one.fitted.over}
            yield Remark(destination.form, "cli.build.over", values)


def _label(entry: Entry) -> str:
    fitted = entry.fitted
    return phrase(
        "forms.label",
        label=entry.field.label,
        number=entry.number,
        count=fitted.count,
        limit=fitted.limit,
        over=fitted.over,
        left_out=fitted.left_out,
        shortened=fitted.shortened,
    )


def _lacking(destination: Destination, said: CaseFile) -> Iterator[str]:
    told = destinations.answers(said)
    lacking = [phrase(f"forms.need.{need}") for need in destination.needs if not told[need]]
    if lacking:
        yield phrase("forms.lacking", items="、".join(lacking))


def _said(seen: View, destination: Destination) -> Iterator[tuple[FormField, int, list[Sentence]]]:
    template = assemble.environment().get_template(f"{destination.key}/{FORM}")
    xml = template.render(view=seen, orders=story.of(seen), sentences=sentences)
    for element in ET.fromstring(xml):  # noqa: S314 - from our own templates
        key = element.get("key", "")
        field = destination.field(key)
        if element.tag != "field" or field is None:
            raise ValueError(f"{destination.key}/{FORM}: <{element.tag} key={key!r}>")
        yield field, int(element.get("number", "0")), [_sentence(one) for one in element]


def _sentence(element: ET.Element) -> Sentence:
    if element.tag != "say":
        raise ValueError(f"<{element.tag}> where <say> was expected")
    words = " ".join("".join(element.itertext()).split())
    return Sentence(words, int(element.get("rank", "1")), " ".join(element.get("brief", "").split()))


def sentences(words: str) -> list[str]:
    """What the person wrote, sentence by sentence, each ended by a stop."""
    found = [match.group().strip() for match in _SENTENCE.finditer(words)]
    return [one if one[-1] in "。！？!?”’」』）)" else f"{one}。" for one in found if one]
