"""The page as HTML: a frame, and parts that are exchanged one by one as the case changes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dossier import __version__, resources
from dossier.review import values
from dossier.review.state import Choice, Refused, Seen, Tab
from dossier.review.views import Room
from dossier.words import phrase

__all__ = ["Refused", "file", "files", "html", "parts"]

_MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that let writing run the other way, so that ``gnp.exe`` is shown as ``exe.png``."""
_TAG_OR_TURNING = re.compile(f"<[^>]*>|{_TURNING.pattern}")
_ALWAYS = ("summary", "strip", "viewer", "busy", "trouble")


@cache
def files() -> dict[str, str]:
    """What the page loads beside pictures: names and media types."""
    found = (resources.templates() / "review").iterdir()
    return {one.name: _MEDIA[one.suffix] for one in sorted(found) if one.suffix in _MEDIA}


def file(name: str) -> bytes:
    """One of :func:`files`."""
    return (resources.templates() / "review" / name).read_bytes()


def html(seen: Seen, lang: str, title: str, choice: Choice, refused: Refused | None = None) -> str:
    """The whole page.

    Args:
        seen: the case and what is going on.
        lang: ``zh`` or ``en``.
        title: the folder's name.
        choice: what the person looks at.
        refused: what the person just tried in vain.
    """
    room = Room(seen, lang, choice, refused)
    said = _words(room)
    return _rendered(
        "page",
        **said | {"form": room.form},
        parts=_parts(room, said),
        title=title,
        tabs=tuple(Tab),
        version=__version__,
        code="zh-CN" if lang == "zh" else "en",
        files=tuple(files()),
    )


def parts(seen: Seen, lang: str, choice: Choice) -> dict[str, str]:
    """The parts of the page that may have changed, as HTML by name; of the tabs only the one in sight."""
    room = Room(seen, lang, choice)
    return {name: str(part) for name, part in _parts(room, _words(room)).items()}


def _parts(room: Room, said: dict[str, Any]) -> dict[str, Markup]:
    # Rendered with autoescape, so that it is markup of ours and nothing else.
    return {name: Markup(_rendered(name, **said)) for name in (*_ALWAYS, room.tab.value)}  # noqa: S704


def _words(room: Room) -> dict[str, Any]:
    """What every template may name; a tab has its own beside it."""
    own: dict[str, Any] = {}
    if room.tab is Tab.FORM:
        own["form"] = room.form
    elif room.tab is Tab.PACKET:
        own["packet"] = room.packet
    return own | {
        "room": room,
        "seen": room.seen,
        "lang": room.lang,
        "refused": room.refused,
        "say": lambda key, **more: phrase(f"review.{key}", room.lang, **more),
        "t": lambda key, **more: phrase(key, room.lang, **more),
        "at": room.at,
        "at_event": room.at_event,
        "here": room.query(),
        "longest": values.LONGEST,
        "longest_added": values.LONGEST_ADDED,
    }


def _rendered(name: str, **said: Any) -> str:
    text = _environment().get_template(f"{name}.html.j2").render(**said)
    if not _TURNING.search(text):
        return text
    # In tags stand the names and words that forms send back: those stay what they are.
    return _TAG_OR_TURNING.sub(lambda found: found[0] if found[0].startswith("<") else "\ufffd", text)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates() / "review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
