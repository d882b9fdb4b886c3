"""The texts that are looked through, each with the file, line and column of its signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier import casefile
from dossier.casefile import CaseFile
from dossier.casefile.paths import NAME
from dossier.casefile.schema import ACCOUNTS, spellings
from dossier.errors import DossierError
from dossier.forms import tree
from dossier.forms.mistakes import MistakesError
from dossier.forms.tree import Node, Rows, Table, Text
from dossier.tone.examine import examine
from dossier.tone.model import Wording


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a file; ``starts`` has for each of its lines the file's line and column, from 1.

    ``rows`` are the file's lines that the text was written in, numbered from ``first``.
    """

    text: str
    starts: tuple[tuple[int, int], ...]
    first: int
    rows: tuple[str, ...]

    def place(self, wording: Wording) -> tuple[int, int]:
        """The line and column of a wording in the file, from 1."""
        before = self.text[: wording.start]
        line, column = self.starts[min(before.count("\n"), len(self.starts) - 1)]
        column += wording.start - (before.rfind("\n") + 1)
        # Where YAML joined lines, the words themselves tell the line.
        for number, row in enumerate(self.rows[line - self.first :], line):
            at = row.find(wording.words, column - 1 if number == line else 0)
            if at >= 0:
                return number, at + 1
        return line, column


@dataclass(frozen=True, slots=True)
class Remark:
    """A wording with its place."""

    file: str
    line: int
    column: int
    wording: Wording


def of_text(text: str, file: str) -> tuple[Remark, ...]:
    """The remarks about a plain text."""
    lines = text.count("\n") + 1
    starts = tuple((number, 1) for number in range(1, lines + 1))
    passage = Passage(text, starts, 1, tuple(text.split("\n")))
    return tuple(_remarks(passage, file, ()))


def of_bytes(data: bytes, file: str) -> tuple[Remark, ...]:
    """The remarks about the contents of a text file in any encoding that Chinese editors write.

    Raises:
        DossierError: it is no text, or too large for one.
    """
    try:
        if len(data) > tree.LARGEST or b"\0" in data.removeprefix(b"\xff\xfe")[:2]:
            raise DossierError("no-text", path=file)
        return of_text(tree.decode(data), file)
    except MistakesError as error:
        raise DossierError("no-text", path=file) from error


def of_case(folder: Path) -> tuple[Remark, ...]:
    """The remarks about what the buyer wrote into ``folder/case.yaml``; none without such a file.

    Raises:
        CaseFileError: the file cannot be used as it stands.
    """
    said = casefile.load(folder)
    try:
        source = tree.decode((folder / NAME).read_bytes())
        root = tree.parse(source)
    except (OSError, MistakesError):  # there is none: one that cannot be used is told above
        return ()
    own = _numbers(said)
    return tuple(
        remark for passage in _passages(root, source.splitlines()) for remark in _remarks(passage, NAME, own)
    )


def written(folder: Path) -> bool:
    """Whether the buyer wrote anything of their own into ``folder/case.yaml``.

    Raises:
        CaseFileError: the file cannot be used as it stands.
    """
    said = casefile.load(folder)
    return bool(said.account or said.claims or said.negotiated or said.filed_elsewhere or said.attachments)


def _numbers(said: CaseFile) -> tuple[str, ...]:
    """Numbers that the buyer gives as their own or the shop's."""
    numbers = (said.complainant.phone, said.complainant.id_number.upper(), said.respondent.phone)
    return tuple(number for number in numbers if number)


def _remarks(passage: Passage, file: str, own: tuple[str, ...]) -> Iterator[Remark]:
    for wording in examine(passage.text, own):
        yield Remark(file, *passage.place(wording), wording)


def _passages(root: Node | None, source: list[str]) -> Iterator[Passage]:
    if not isinstance(root, Table):
        return
    for key, value in root.pairs:
        if key.text.strip().casefold() in spellings(*ACCOUNTS):
            yield from _texts(value, source)


def _texts(node: Node, source: list[str]) -> Iterator[Passage]:
    """Every text below a node, such as the claims in a list of tables."""
    if isinstance(node, Text):
        if not tree.blank(node) and node.text.strip():
            rows = tuple(source[node.line - 1 : node.last])
            yield Passage(node.text, tuple(_starts(node, source)), node.line, rows)
        return
    for child in node.items if isinstance(node, Rows) else (value for _, value in node.pairs):
        yield from _texts(child, source)


def _starts(node: Text, source: list[str]) -> Iterator[tuple[int, int]]:
    """Where each line of a value stands in the file.

    YAML takes indentation away and joins lines; a line that is not found as it
    stands is looked for by its first signs, and else told by the value's own line.
    """
    line = node.line
    for text in node.text.split("\n"):
        for wanted in (text.strip(), text.strip()[:4]):
            found = next(
                (
                    n
                    for n in range(line, min(node.last, len(source)) + 1)
                    if wanted and wanted in source[n - 1]
                ),
                0,
            )
            if found:
                indent = len(text) - len(text.lstrip())
                yield found, source[found - 1].index(wanted) + 1 - indent
                line = found + 1 if found < node.last else found
                break
        else:
            yield line, 1
