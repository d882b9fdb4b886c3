"""A drawn pack as YAML that a person can read, mend and keep, and that ``policies check`` accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from dossier.policies.draft import Draft, Drawn, plain
from dossier.policies.entries import KEYS, Entry
from dossier.policies.pack import Length, Pack
from dossier.words import phrase

_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")


def text(draft: Draft, lang: str) -> str:
    """The whole file.  Comments name where each entry stands, and why one is left out."""
    lines = [*_comment(phrase("policies.draft.head", lang)), *_front(draft, lang)]
    for kind, key in KEYS.items():
        own = [one for one in draft.drawn if isinstance(one.entry, kind)]
        if own:
            lines += ["", f"{key}:"]
            lines += [line for one in own for line in _entry(one, lang)]
    rest = [one for one in draft.drawn if one.entry is None]
    if rest:
        lines += ["", *_comment(phrase("policies.draft.rest", lang))]
        lines += [line for one in rest for line in _remark(one, lang, "")]
    if draft.pack.clauses:
        lines += ["", "clauses:", *_clauses(draft.pack)]
    return "\n".join(lines) + "\n"


def _front(draft: Draft, lang: str) -> Iterator[str]:
    pack = draft.pack
    yield f"id: {pack.id}"
    yield f"title: {_quoted(pack.title)}"
    yield f"version: {_quoted(pack.version)}"
    yield f"source: {_quoted(pack.source)}"
    if draft.undated:
        yield from _comment(phrase("policies.draft.undated", lang))
    yield f"captured: {pack.captured.isoformat()}"
    yield "reference: false"


def _entry(one: Drawn, lang: str) -> Iterator[str]:
    """An entry with its place above it; one that is left out stands as a comment."""
    assert one.entry is not None  # noqa: S101 - the caller chose those that have one
    yield from _remark(one, lang, "  ")
    mark = "  # " if one.reason else "  "
    lead = "- "
    for name, value in _values(one.entry):
        yield f"{mark}{lead}{name}: {value}"
        lead = "  "


def _remark(one: Drawn, lang: str, indent: str) -> Iterator[str]:
    place = phrase(
        "policies.draft.place",
        lang,
        path=plain(one.path),
        page=one.fact.source.page if one.fact.source.page > 1 else "",
        line=one.fact.source.line,
        number=one.fact.label,
        since=one.since,
        by=one.by,
    )
    yield from _comment(place, indent)
    if one.reason:
        why = phrase(f"policies.draft.why.{one.reason}", lang)
        words = phrase("policies.draft.left-out", lang, why=why, words=plain(one.fact.raw))
        yield from _comment(words, indent)


def _values(entry: Entry) -> Iterator[tuple[str, str]]:
    for field in fields(entry):
        value = getattr(entry, field.name)
        if value not in (None, ""):
            yield field.name, _value(value)


def _value(value: object) -> str:
    if isinstance(value, Length):
        return str(value.high) if value.low == value.high else f"{value.low}-{value.high}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, (int, Decimal)):
        return str(value)
    words = str(value)
    return words if _PLAIN.fullmatch(words) else _quoted(words)


def _clauses(pack: Pack) -> Iterator[str]:
    for clause in pack.clauses:
        yield f"  - id: {_quoted(clause.id)}"
        yield f"    text: {_quoted(clause.text)}"
        if clause.source != pack.source:
            yield f"    source: {_quoted(clause.source)}"
        if clause.captured not in (None, pack.captured):
            yield f"    captured: {clause.captured}"


def _quoted(words: str) -> str:
    """Words in double quotes: JSON's are YAML's too."""
    return json.dumps(words, ensure_ascii=False)


def _comment(words: str, indent: str = "") -> Iterator[str]:
    for line in words.splitlines():
        yield f"{indent}# {line}"
