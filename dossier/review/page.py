"""The page as HTML: a template, the view of a case, and what there is to say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dossier import __version__, resources
from dossier.review import values
from dossier.review.view import View
from dossier.words import phrase

if TYPE_CHECKING:
    from dossier.pipeline import Result

FILES = {"style.css": "text/css", "script.js": "text/javascript"}
"""What the page loads beside pictures."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A correction that was not saved: at which fact, what was written, and why."""

    fact: str
    text: str
    why: str


def html(result: Result, lang: str, title: str, trouble: str = "", refused: Refused | None = None) -> str:
    """The whole page.

    Args:
        result: the case.
        lang: ``zh`` or ``en``.
        title: the folder's name.
        trouble: why ``case.yaml`` cannot be used as it stands, or an empty string.
        refused: what a person just tried in vain.
    """
    view = View(result, lang)

    def say(key: str, **values: object) -> str:
        return phrase(f"review.{key}", lang, **values)

    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            view=view,
            say=say,
            lang="zh-CN" if lang == "zh" else "en",
            title=title,
            trouble=trouble,
            refused=refused,
            shown=refused is not None and refused.fact in view.facts,
            doubtful=len(view.unsettled) + len(view.doubtful),
            version=__version__,
            longest=values.LONGEST,
        )
    )


def file(name: str) -> bytes:
    """One of :data:`FILES`."""
    return (resources.templates() / "review" / name).read_bytes()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates() / "review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
