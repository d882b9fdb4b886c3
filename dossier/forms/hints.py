"""From a YAML parser's complaint to what the person most likely did.

The parser reports where it stumbled, which is often the line after the slip.
The slips are few: a full-width colon, no blank after the colon, a tab, a
full-width blank as indentation, a colon or quote inside a text.
"""

from __future__ import annotations

import re

from dossier.forms.mistakes import Mistake, shorten

_HEAD = r"^\s*(?:[-－—]\s*)?"
_NAME = r"""([^\s:：#"'“”-][^\s:："'“”]{0,15})"""
_WIDE_COLON = re.compile(_HEAD + _NAME + r"\s*：")
_TIGHT_COLON = re.compile(_HEAD + _NAME + r":(?!//)[^\s]")
_TWO_COLONS = re.compile(r"^[^:]*[^\s:]+:\s+[^\s\"'|>].*:\s")
_TAB = re.compile(r"^ *\t")
_WIDE_BLANK = re.compile(r"^[ \t]*[\u3000\u00a0]")

_COMPLAINTS = (
    # The parser's words; what should stand there; whether the line is where the parser began.
    ("quoted scalar", ("closing-quote", True)),
    (r"'\t'", ("no-tab", False)),
    ("cannot start any token", ("quoted", False)),
    (" tag", ("quoted", False)),
    ("flow", ("bracket", True)),
    ("mapping values are not allowed", ("indentation", False)),
    ("<block end>", ("indentation", False)),
    ("could not find expected ':'", ("colon", True)),
    ("", ("yaml", False)),
)


def slip(row: str, number: int) -> Mistake | None:
    """The slip that a line shows by itself, or None.

    Only for lines already known to be wrong: a chat quoted in a text may
    rightly contain any of these.
    """
    if _WIDE_BLANK.match(row):
        return Mistake(number, "casefile.expected.narrow-blank")
    if _TAB.match(row):
        return Mistake(number, "casefile.expected.no-tab")
    if match := _WIDE_COLON.match(row):
        return Mistake(number, "casefile.expected.narrow-colon", key=match[1])
    if match := _TIGHT_COLON.match(row):
        return Mistake(number, "casefile.expected.blank-after-colon", key=match[1])
    return None


def explain(rows: list[str], context: int, problem: int, what: str) -> Mistake:
    """Names the slip behind a syntax error.

    Args:
        rows: the lines of the file.
        context: 1-based line where the parser began what it could not finish, or 0.
        problem: 1-based line where it gave up.
        what: the parser's own words.
    """

    def row(number: int) -> str:
        return rows[number - 1] if 0 < number <= len(rows) else ""

    before = next((n for n in range(problem - 1, 0, -1) if row(n).strip()), 0)
    mapping = "mapping values are not allowed" in what
    if mapping and _TWO_COLONS.match(row(problem)):
        return Mistake(problem, "casefile.expected.quoted-colon", key=shorten(row(problem)))
    if "quoted scalar" not in what:
        for number in dict.fromkeys((context, problem, before)):
            found = slip(row(number), number)
            if found:
                return found
    expected, at_context = next(named for words, named in _COMPLAINTS if words in what)
    line = (context or problem) if at_context else problem
    return Mistake(line, f"casefile.expected.{expected}", key=shorten(row(line)))
