"""docs/accuracy.md: what was measured, how, and the tables."""

# ruff: noqa: E501 - the lines of the document are as long as they are

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import metadata
from string import Template

from bench.accuracy import engines, fonts
from bench.accuracy.patterns import SURE
from bench.accuracy.table import REAL, Table
from bench.accuracy.truth import Picture

_TEXT = Template("""\
# How exactly it reads

Made by `python -m bench.accuracy$options --write docs/accuracy.md`; change nothing by hand.

$count pictures of invented shops, drawn from a fixed seed: $looks looks, $fields key fields. Half of the
looks are **held**: nobody looks at those pictures or at what is misread on them, and only their rates are
printed. $real

What the project wants: at least 99 % exact on undegraded pictures and 95 % over all, and not one identifier or time
that is wrong and given as certain.

| what | how |
|---|---|
| pages | $pages |
| what was done to the picture | $spoils |
| display | 1× to 3×; labels, number forms (12 to 28 digits, dated, dashed, codes of letters and digits), time and amount forms differ by look |
| fonts | $fonts |
| machine | $machine |
| systems | $versions |

- **dossier** is the whole pipeline on a folder that holds this one picture. `certain` is every fact that is
  neither disputed nor marked as doubtful in some place; `checked` is what a second place or a second reading
  bore out.
- **RapidOCR** and **Tesseract** are the engines with their default settings (Tesseract: `chi_sim+eng`, psm 6, one
  thread) and a script of patterns (`bench/accuracy/patterns.py`): rows, usual labels, the value behind the label or
  below it, numbers that wrap. A value is certain when the engine gives each of its lines a score of at least
  $sure.
- **exact**: of the fields that stand on the picture, those given character by character under the right kind. A time
  must come with its role (ordered, paid, shipped, said) from dossier; from the scripts any place counts. Of a
  window its minutes and starting point count, of a fee its lowest and highest rate.
- **wrong/certain**: among the values given as certain, those that do not stand on the picture, or not in that role. A
  number of which only a part is visible is not asked for; to give the visible part as the number is wrong.
- A field that a banner touches or a cut edge takes is not asked for.
""")
_REAL = (
    "The last table counts public files ($n pictures and texts; not in the repository), most of them no order pages"
    " at all: there it counts that nothing comes out that does not stand in them."
)


def text(tables: Sequence[Table], pictures: Sequence[Picture], systems: Sequence[str], options: str) -> str:
    """The document as Markdown; the same run on the same machine gives the same bytes."""
    drawn = [one for one in pictures if one.page != REAL]
    real = len(pictures) - len(drawn)
    head = _TEXT.substitute(
        options=options,
        count=len(drawn),
        looks=len({one.dress for one in drawn}),
        fields=sum(field.required for one in drawn for field in one.fields),
        real=Template(_REAL).substitute(n=real) if real else "",
        pages=_counted(one.page for one in drawn),
        spoils=_counted(one.spoilt for one in drawn),
        fonts=_fonts(),
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        versions="; ".join(_version(system) for system in systems),
        sure=SURE,
    )
    return "\n".join((head, "\n\n".join(table.markdown() for table in tables), ""))


def _counted(names: Iterable[str]) -> str:
    counts = Counter(names)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _fonts() -> str:
    lacking = fonts.missing()
    known = "Noto Sans and Serif CJK, WenQuanYi Micro Hei and Zen Hei; figures also in DejaVu and Liberation"
    return f"{known}; not installed: {', '.join(lacking)}" if lacking else known


def _version(system: str) -> str:
    if system == "dossier":
        return f"dossier {_installed('dossier')}"
    return engines.version(system)


def _installed(name: str) -> str:
    """The version of an installed package, or the word for a working tree."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(this tree)"
