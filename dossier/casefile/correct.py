"""Writes corrections into ``case.yaml`` and leaves every other character of it alone.

The file is the person's: comments, order, encoding and line ends stay as they
are, since only the characters of one entry are put in, exchanged or taken out.
What comes of it is read back before it is saved; unless it says exactly what it
said before plus the change, nothing is written.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from dossier.casefile.load import CaseFileError
from dossier.casefile.model import CaseFile, Correction
from dossier.casefile.paths import DRAFT, NAME, Folder
from dossier.casefile.schema import KINDS, schema
from dossier.casefile.start import CaseFileExists, init
from dossier.forms import tree
from dossier.forms.mistakes import MistakesError
from dossier.staging import drafts

Node: TypeAlias = ScalarNode | SequenceNode | MappingNode
Corrections: TypeAlias = tuple[Correction, ...]

_KEYS = ("更正", "纠正", "corrections")
_VALUES = ("改为", "应为", "value")
_BYTE_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_TRIES = 5


class NotEditableError(Exception):
    """``case.yaml`` is written in a way that cannot be changed safely; nothing was saved."""


def put(folder: Path, wanted: Correction) -> None:
    """Saves a correction; one of the same reading is replaced.  Makes ``case.yaml`` where there is none.

    Raises:
        CaseFileError: ``case.yaml`` has mistakes.
        NotEditableError: it cannot be changed safely.
        OSError: it cannot be read or written.
    """
    with contextlib.suppress(CaseFileExists):
        init(folder)
    _change(folder, lambda text, said: _with(text, said, wanted))


def remove(folder: Path, unwanted: Correction) -> None:
    """Takes a correction out; does nothing when it is not there.

    Raises:
        CaseFileError, NotEditableError, OSError: see :func:`put`.
    """
    if (folder / NAME).exists():
        _change(folder, lambda text, said: _without(text, said, unwanted))


def same_reading(one: Correction, other: Correction) -> bool:
    """Whether two corrections speak of the same reading; blanks in it do not matter."""
    return (one.file, one.page, one.kind, "".join(one.was.split())) == (
        other.file,
        other.page,
        other.kind,
        "".join(other.was.split()),
    )


def _change(folder: Path, edit: Callable[[str, Corrections], tuple[str, Corrections]]) -> None:
    path = folder / NAME
    if path.is_symlink():
        raise NotEditableError
    for _ in range(_TRIES):
        old = path.read_bytes()
        mark, encoding = _encoding(path, old)
        text = old.removeprefix(mark).decode(encoding)
        before = _read(folder, text)
        after, corrections = edit(text, before.corrections)
        _prove(folder, after, replace(before, corrections=corrections))
        new = mark + after.encode(encoding)
        if len(new) > tree.LARGEST:
            raise NotEditableError
        # Somebody who saved meanwhile must not lose it: begin again with what stands there now.
        if new == old or _swap(path, old, new):
            return
    raise NotEditableError


def _encoding(path: Path, data: bytes) -> tuple[bytes, str]:
    """The byte order mark a file begins with, and the encoding of the rest."""
    for mark, encoding in _BYTE_MARKS:
        if data.startswith(mark):
            return mark, encoding
    try:
        tree.decode(data)
    except MistakesError as error:
        raise CaseFileError(path, error.mistakes) from error
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "gb18030"
    return b"", "utf-8"


def _read(folder: Path, text: str) -> CaseFile:
    try:
        root = tree.parse(text)
        return CaseFile() if root is None else schema(Folder(folder))(root, NAME)
    except MistakesError as error:
        raise CaseFileError(folder / NAME, error.mistakes) from error


def _prove(folder: Path, text: str, expected: CaseFile) -> None:
    try:
        found = _read(folder, text)
    except CaseFileError as error:
        raise NotEditableError from error
    if found != expected:
        raise NotEditableError


def _swap(path: Path, old: bytes, new: bytes) -> bool:
    """Puts new contents in the place of the old; False when the old are no longer there."""
    with drafts.written(path.parent, new, DRAFT) as draft:
        shutil.copymode(path, draft)
        if path.read_bytes() != old:
            return False
        os.replace(draft, path)  # noqa: PTH105 - the atomic one
        return True


def _with(text: str, said: Corrections, wanted: Correction) -> tuple[str, Corrections]:
    known = [n for n, one in enumerate(said) if same_reading(one, wanted)]
    if not known:
        return _added(text, wanted), (*said, wanted)
    for number in known:
        item = _item(_corrections(text)[1], said[number].line)
        key, node = next((k, v) for k, v in item.value if _name(k) in _VALUES)
        start, stop = _stretch(text, key, node)
        text = f"{text[:start]} {_quoted(wanted.value)}".rstrip(" ") + text[stop:]
    return text, tuple(replace(one, value=wanted.value) if n in known else one for n, one in enumerate(said))


def _without(text: str, said: Corrections, unwanted: Correction) -> tuple[str, Corrections]:
    rest = tuple(one for one in said if not same_reading(one, unwanted))
    for one in sorted(set(said) - set(rest), key=lambda one: -one.line):
        item = _item(_corrections(text)[1], one.line)
        start = text.rfind("\n", 0, item.start_mark.index) + 1
        text = text[:start] + text[_line_end(text, _end(text, item)) :]
    return text, rest


def _added(text: str, wanted: Correction) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    key, node = _corrections(text)
    if key is None or node is None:
        return _inserted(text, len(text), [f"{_KEYS[0]}:", *_entry(wanted, "")], newline)
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        place = _line_end(text, _end(text, node))
        return _inserted(text, place, _entry(wanted, " " * node.start_mark.column), newline)
    if isinstance(node, MappingNode) or node.value not in ([], "", "~", "null"):
        raise NotEditableError
    start, stop = _stretch(text, key, node)
    text = text[:start] + text[stop:]
    return _inserted(text, _line_end(text, start), _entry(wanted, ""), newline)


def _inserted(text: str, place: int, rows: list[str], newline: str) -> str:
    """The text with rows put in at the beginning of a line."""
    before = text[:place]
    gap = newline if before and not before.endswith("\n") else ""
    return before + gap + "".join(row + newline for row in rows) + text[place:]


def _entry(wanted: Correction, indent: str) -> list[str]:
    fields = (
        ("文件", _quoted(wanted.file)),
        ("页", str(wanted.page)),
        ("项目", KINDS[wanted.kind][0]),
        ("原读", _quoted(wanted.was)),
        ("改为", _quoted(wanted.value)),
    )
    lead = [f"{indent}- ", *[f"{indent}  "] * 4]
    return [f"{start}{name}: {value}".rstrip() for start, (name, value) in zip(lead, fields, strict=True)]


def _quoted(value: str | None) -> str:
    """A text as YAML reads it whatever is in it; nothing for a reading that is to be dropped."""
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _corrections(text: str) -> tuple[ScalarNode | None, Node | None]:
    """The key of the corrections and what stands under it, with their places in the text."""
    root = YAML(typ="rt", pure=True).compose(text)
    if isinstance(root, MappingNode):
        for key, node in root.value:
            if _name(key) in _KEYS:
                return key, node
    return None, None


def _item(node: Node | None, line: int) -> MappingNode:
    """The entry that begins on a line."""
    if isinstance(node, SequenceNode) and not node.flow_style:
        for item in node.value:
            if isinstance(item, MappingNode) and not item.flow_style and item.start_mark.line + 1 == line:
                return item
    raise NotEditableError


def _name(key: Node) -> str:
    return key.value.strip().casefold() if isinstance(key, ScalarNode) else ""


def _stretch(text: str, key: Node, node: Node) -> tuple[int, int]:
    """Where a value stands, from behind the colon.  An empty one has no place of its own in the tree."""
    colon = text.index(":", key.end_mark.index) + 1
    return colon, max(colon, _end(text, node))


def _end(text: str, node: Node) -> int:
    """Where the last character of a value stands, plus one; 0 when it is empty.

    The tree's own end marks lie behind the comments that follow.
    """
    if isinstance(node, ScalarNode) or node.flow_style:
        start = node.start_mark.index
        return len(text[: node.end_mark.index].rstrip()) if node.end_mark.index > start else 0
    if isinstance(node, SequenceNode):
        return max((_end(text, item) for item in node.value), default=0)
    ends = [_stretch(text, key, value)[1] for key, value in node.value]
    return max(ends, default=0)


def _line_end(text: str, place: int) -> int:
    """The beginning of the line after a place."""
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1
