"""From a judged case to a PDF: the view of the case, the template's XML, the pages.

:func:`write` is the door.  A destination is a folder under ``templates/`` with
a ``packet.xml.j2``; adding one is adding a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from reportlab.platypus import Flowable

from dossier import law, resources
from dossier.casefile import CaseFile
from dossier.filing.destinations import PACKET
from dossier.model import Case
from dossier.packet import figures, view
from dossier.packet.figures.originals import Originals
from dossier.packet.typeset import document, markup
from dossier.packet.typeset.document import Rendered
from dossier.packet.view import View
from dossier.words import phrase

if TYPE_CHECKING:
    from dossier.privacy.listing import MaskedFile


def prepare(
    case: Case,
    said: CaseFile,
    problems: tuple[str, ...],
    originals: Originals,
    masked: tuple[MaskedFile, ...] = (),
) -> tuple[View, Figures]:
    """What all destinations share: the view of the case and the figures made from the originals."""
    seen = replace(view.of(case, said, problems), masked=masked)
    drawn = figures.of(seen, originals)
    # A file that cannot be drawn after all keeps its line in the index, but no page to lead to.
    lost = phrase("exhibit.unprinted.unreadable")
    shown = tuple(
        replace(item, anchor="", unprinted=lost)
        if item.printed and not drawn[f"exhibit-{item.id}"]()
        else item
        for item in seen.exhibits
    )
    return replace(seen, exhibits=shown), drawn


Figures = Mapping[str, Callable[[], list[Flowable]]]


def write(seen: View, drawn: Figures, destination: str, out: BinaryIO) -> Rendered:
    """Write one packet.

    Args:
        seen: the view of the case.
        drawn: flowables by figure name.
        destination: a name out of :func:`dossier.outputs.known`.
        out: where the PDF goes.

    Raises:
        OSError: it could not be written.
    """
    xml = source(seen, destination)
    return document.render(xml, drawn, out)


def source(seen: View, destination: str) -> str:
    """The packet as XML of the small vocabulary of :mod:`dossier.packet.typeset.markup`."""
    return environment().get_template(f"{destination}/{PACKET}").render(view=seen)


def environment() -> Environment:
    """What renders the templates of packets and forms: XML, with all that stands in it escaped."""
    return _environment(resources.templates())


@cache
def _environment(root: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(root),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals["phrase"] = partial(phrase)
    environment.globals["chinese"] = law.chinese
    environment.globals["citable"] = law.citable
    return environment


def _clean(value: object) -> object:
    """Text from outside without the control characters that XML forbids."""
    return markup.clean(value) if type(value) is str else value
