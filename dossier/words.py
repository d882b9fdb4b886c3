"""The words: every sentence that a person reads comes from ``templates/phrases``.

A catalogue is a flat YAML mapping of dotted keys to Jinja2 strings; one folder
a language, any number of files in it.  Code names a key and hands over values,
so no Chinese sentence stands in Python and a translation is one file.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from dossier import resources

if TYPE_CHECKING:
    from jinja2 import Environment

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_NAME = re.compile(r"\s*[a-z_]+\s*")

_WHOLE = re.compile(r"[¥￥$]?[0-9A-Za-z](?:[0-9A-Za-z_]|[.,:：/-](?=[0-9A-Za-z]))*")
"""A number, a time, an amount or a Latin word: half of it would say something else."""

CHINESE = "zh"
ENGLISH = "en"


def language() -> str:
    """The language of the terminal: ``zh`` or ``en``.

    ``DOSSIER_LANG`` decides; otherwise the locale's variables in POSIX order,
    then what the system reports (Windows has no such variables).
    """
    for name in ("DOSSIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return CHINESE if value.lower().startswith("zh") else ENGLISH
    system = locale.getlocale()[0] or ""
    return CHINESE if system.lower().startswith(("zh", "chinese")) else ENGLISH


@cache
def _catalogue(lang: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for path in sorted((resources.templates() / "phrases" / lang).glob("*.yaml")):
        for key, text in (resources.data(path) or {}).items():
            if key in merged:
                raise ValueError(f"{path.name}: {key} stands twice")
            merged[str(key)] = str(text).strip("\n")
    return merged


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - few phrases need it

    # Phrases are plain text: what makes a page or markup of them escapes there.
    return Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701


def clipped(text: str, length: int) -> str:
    """Words of at most some characters, "…" included; a number or a Latin word is kept whole or left out."""
    if len(text) <= length:
        return text
    cut = length - 1
    broken = next((m.start() for m in _WHOLE.finditer(text) if m.start() < cut < m.end()), 0)
    return text[: broken or cut].rstrip() + "…"


def keys(lang: str) -> frozenset[str]:
    """All keys of a language, for the test that holds the catalogues together."""
    return frozenset(_catalogue(lang))


def has(key: str, lang: str = CHINESE) -> bool:
    """Whether a phrase exists."""
    return key in _catalogue(lang)


@cache
def _renderer(key: str, lang: str) -> Callable[..., str]:
    """How a phrase is filled in; most only name values, and need no template engine."""
    text = _catalogue(lang)[key]
    if "{%" not in text and all(_NAME.fullmatch(part) for part in _EXPRESSION.findall(text)):
        return lambda **values: _EXPRESSION.sub(lambda match: str(values[match[1].strip()]), text)
    return _environment().from_string(text).render


def phrase(key: str, lang: str = CHINESE, /, **values: object) -> str:
    """One phrase with its values filled in.

    Args:
        key: dotted name, e.g. ``problem.truncated``.
        lang: ``zh`` or ``en``.
        **values: what the phrase names.

    Raises:
        KeyError: the catalogue lacks the key.
        KeyError, jinja2.UndefinedError: a value that the phrase names was not given.
    """
    return _renderer(key, lang)(**values)
