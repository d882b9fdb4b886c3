"""What the page is made from: the case as it stands, what is being done, and what a person looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.pipeline import Result


class Work(StrEnum):
    """What is being done in the background."""

    READING = "reading"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Busy:
    """Work under way: ``done`` of ``total`` steps, and what is in hand now (a file, a packet)."""

    work: Work
    done: int
    total: int
    what: str


@dataclass(frozen=True, slots=True)
class Made:
    """A packet in the output folder: its destination, path below that folder, and pages.

    ``fresh`` says that a build would make the same again.  ``bytes`` is its size, ``texts``
    what the file beside it has for the destination's web form, empty where there is none.
    """

    destination: str
    path: str
    pages: int
    fresh: bool
    bytes: int = 0
    texts: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the page shows, at one moment.

    ``version`` changes whenever any of it does.  ``trouble`` is why ``case.yaml`` cannot be
    used as it stands, or an empty string: the case before it is shown then.  ``folder`` is
    the evidence folder, ``today`` the day of advice in China.  ``made`` are the packets that
    lie in the output folder; ``unmade`` says why the last build failed, or is empty.
    ``output`` is the name of the output folder.
    """

    folder: Path
    result: Result
    version: str
    today: date
    trouble: str = ""
    busy: Busy | None = None
    made: tuple[Made, ...] = ()
    unmade: str = ""
    output: str = ""


class Tab(StrEnum):
    """What stands beside the picture."""

    CHECK = "check"
    STORY = "story"
    FORM = "form"
    PACKET = "packet"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person looks at: a file by its id (empty: the first), a page from 1, and a tab."""

    file: str = ""
    page: int = 1
    tab: Tab = Tab.CHECK


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not saved: at which fact or field, what was written, and why."""

    at: str
    text: str
    why: str
