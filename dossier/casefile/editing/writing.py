"""Words as they stand in a YAML file: bare where that is safe, in rows of their own, or in quotes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dossier.forms import tree
from dossier.forms.form import Choice
from dossier.forms.mistakes import MistakesError
from dossier.model import Box

if TYPE_CHECKING:
    from dossier.forms.form import Field, Reader

_READINGS = frozenset({"file", "was", "value"})
"""Fields whose every character counts: they always stand in quotes."""

# Control characters, and line breaks of other systems.
_BREAKING = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029"
_BROKEN = re.compile(f"[{_BREAKING}]")
# In one line also marks that turn the direction of writing, which would turn what is around the words.
_UNSEEN = re.compile(f"[{_BREAKING}\\ufeff\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")
_BARE = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`.~=<][^\t\n]*""")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands behind a colon: on its line, and the rows below it, not yet indented."""

    head: str = ""
    rows: tuple[str, ...] = ()

    def behind(self, name: str, indent: int) -> list[str]:
        """The rows of a key with this value."""
        return [f"{' ' * indent}{name}:{' ' if self.head else ''}{self.head}", *self.under(indent)]

    def under(self, indent: int) -> list[str]:
        """The rows below the key, one step further in than it; empty ones stay empty."""
        return [" " * (indent + 2) + row if row else "" for row in self.rows]


def told(value: object, read: Reader[object]) -> str:
    """A value of the case file as a person writes it; "" for none."""
    if value is None:
        return ""
    if isinstance(read, Choice):
        return str(read.options[value][0]) if value in read.options else str(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}" if value.is_finite() and value == round(value, 2) else str(value)
    if isinstance(value, Box):
        return f"[{', '.join(str(number) for number in value)}]"
    return value.isoformat() if isinstance(value, date) else str(value)


def written(value: object, field: Field, *, readable: bool = True, manner: str = "") -> Written:
    """A value as it is to stand in the file.

    Args:
        value: of the case file; None and "" leave the place empty.
        field: the field it is of.
        readable: whether it may stand without quotes, and in rows of its own.
        manner: how the value before it was written, kept where that is possible:
            ``"``, ``'`` or ``|``; "" for the plainest way.
    """
    words = told(value, field.read)
    if value is None or not words:
        return Written()
    if isinstance(value, Box):
        return Written(words)
    if not readable or field.name in _READINGS or _BROKEN.search(words):
        return Written(quoted(words))
    if "\n" in words or manner == "|":
        # A bar with a dash was put there by this module, and goes again with the words.
        return Written("|" if manner == "|" else "|-", tuple(words.split("\n")))
    if not manner and is_bare(words):
        return Written(words)
    single = manner == "'" or (not manner and re.search(r'["\\]', words) and "'" not in words)
    if single and "\t" not in words and not _UNSEEN.search(words):
        return Written("'" + words.replace("'", "''") + "'")
    return Written(quoted(words))


def quoted(words: str) -> str:
    """Words as YAML reads them whatever is in them."""
    source = json.dumps(words, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", source)


def is_bare(words: str) -> bool:
    """Whether words can stand without quotes and mean themselves."""
    if not _BARE.fullmatch(words) or words != words.strip() or words.endswith(":") or _UNSEEN.search(words):
        return False
    try:
        found = tree.parse(f"a: {words}")
    except MistakesError:
        return False
    value = found.pairs[0][1] if isinstance(found, tree.Table) else None
    return isinstance(value, tree.Text) and value.text == words and not tree.blank(value)
