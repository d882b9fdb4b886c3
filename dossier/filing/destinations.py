"""The destinations: folders of templates, each told by its ``destination.yaml``.

=========== ==========================================================================
``key``      the name for ``--for``; the folder is called so
``name``     in Chinese, for the form and the terminal
``english``  the same in English
``title``    what its packet is, e.g. 投诉书
``place``    in listings, counted from 1
``usual``    whether it is made when none is asked for
``about``    ``order`` (a dispute) or ``pages`` (a list of web pages; refused without one)
``packet``   the file name of the packet
``needs``    what the destination asks for, see :class:`Need`
``fields``   of its web form: ``key``, ``label``, perhaps ``note`` and ``limit``
=========== ==========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import resources, words
from dossier.errors import DossierError
from dossier.forms import form, tree
from dossier.forms.form import Field, each, record

if TYPE_CHECKING:  # the case file asks which destinations there are
    from dossier.casefile import CaseFile
from dossier.forms.mistakes import Mistake, MistakesError
from dossier.forms.tree import Node

ABOUT = "destination.yaml"
PACKET = "packet.xml.j2"
FORM = "form.xml.j2"
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.pdf")
_LONGEST = 100_000


class About(StrEnum):
    """What a packet is about."""

    ORDER = "order"
    PAGES = "pages"


class Need(StrEnum):
    """What a destination asks the person for; what is not told is named at the head of its form."""

    COMPLAINANT = "complainant"
    PHONE = "phone"
    ADDRESS = "address"
    RESPONDENT = "respondent"
    RESPONDENT_ADDRESS = "respondent-address"
    PURPOSE = "purpose"
    NEGOTIATED = "negotiated"
    ELSEWHERE = "elsewhere"


def answers(said: CaseFile) -> Mapping[Need, object]:
    """What the person told of each need; a value that is false where they told nothing."""
    return {
        Need.COMPLAINANT: said.complainant.name,
        Need.PHONE: said.complainant.phone,
        Need.ADDRESS: said.complainant.address,
        Need.RESPONDENT: said.respondent.name,
        Need.RESPONDENT_ADDRESS: said.respondent.address,
        Need.PURPOSE: said.purpose,
        Need.NEGOTIATED: said.negotiated,
        Need.ELSEWHERE: said.filed_elsewhere,
    }


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a web form; ``limit`` in characters, None where none is known; ``note`` under its label."""

    key: str
    label: str
    note: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """What ``destination.yaml`` says; see the module."""

    key: str
    name: str
    english: str
    title: str
    place: int
    packet: str
    fields: tuple[FormField, ...]
    needs: tuple[Need, ...] = ()
    about: About = About.ORDER
    usual: bool = False

    def called(self, lang: str) -> str:
        """The name in a language."""
        return self.english if lang == words.ENGLISH else self.name

    @property
    def form(self) -> str:
        """The file name of the form's texts."""
        return f"form-{self.key}.txt"

    @property
    def attachments(self) -> str:
        """The name of the folder of attachments."""
        return f"attachments-{self.key}"

    def field(self, name: str) -> FormField | None:
        """The field of a key or a label."""
        return next((one for one in self.fields if name in (one.key, one.label)), None)


def known() -> tuple[Destination, ...]:
    """All destinations, in the order of listings.

    Raises:
        DossierError: a folder of templates does not describe itself rightly.
    """
    return _load(resources.templates())


def find(key: str) -> Destination:
    """The destination of a key out of :func:`known`.

    Raises:
        KeyError: there is none.
    """
    for destination in known():
        if destination.key == key:
            return destination
    raise KeyError(key)


@cache
def _load(root: Path) -> tuple[Destination, ...]:
    found = [_one(path) for path in sorted(root.glob(f"*/{ABOUT}"))]
    packets = [one.packet for one in found]
    for one in found:
        if packets.count(one.packet) > 1:
            raise _bad(one.key, f"packet: {one.packet}")
    return tuple(sorted(found, key=lambda one: (one.place, one.key)))


def _one(path: Path) -> Destination:
    """One destination.

    Raises:
        DossierError: its folder is not whole, or the file has mistakes.
    """
    folder = path.parent
    lacking = [name for name in (PACKET, FORM) if not (folder / name).is_file()]
    if lacking:
        raise _bad(folder.name, ", ".join(lacking))
    try:
        root = tree.read(path)
        if root is None:
            raise _bad(folder.name, ABOUT)
        made = _DESTINATION(root, ABOUT)
    except MistakesError as error:
        raise _bad(folder.name, " ".join(one.message(file=ABOUT) for one in error.mistakes)) from error
    if made.key != folder.name:
        raise _bad(folder.name, f"key: {made.key}")
    names = [name for one in made.fields for name in {one.key, one.label}]
    if len(set(names)) != len(names):
        raise _bad(folder.name, "fields")
    return made


def _bad(folder: str, why: str) -> DossierError:
    return DossierError("bad-destination", path=f"{folder}/{ABOUT}", why=why)


def _like(pattern: re.Pattern[str]) -> form.Reader[str]:
    def read(node: Node, key: str) -> str:
        value = form.code(node, key)
        if not pattern.fullmatch(value):
            raise MistakesError(Mistake(node.line, "casefile.expected.text", value, key))
        return value

    return read


_FIELD = record(
    FormField,
    Field("key", (), _like(_KEY), needed=True),
    Field("label", (), form.line, needed=True),
    Field("note", (), form.line),
    Field("limit", (), form.number(1, _LONGEST)),
)

_DESTINATION = record(
    Destination,
    Field("key", (), _like(_KEY), needed=True),
    Field("name", (), form.line, needed=True),
    Field("english", (), form.line, needed=True),
    Field("title", (), form.line, needed=True),
    Field("place", (), form.number(), needed=True),
    Field("packet", (), _like(_FILE), needed=True),
    Field("fields", (), each(_FIELD), needed=True),
    Field("needs", (), each(form.choice({n: (n.value,) for n in Need}, "casefile.expected.text"))),
    Field("about", (), form.choice({a: (a.value,) for a in About}, "casefile.expected.text")),
    Field("usual", (), form.choice({True: ("yes",), False: ("no",)}, "casefile.expected.yes-no")),
)
