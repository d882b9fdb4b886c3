"""Zip archives: payment services send a bill in one, locked with a password.

Only tables are read out of an archive.  What else lies in it is named, and the
person unpacks it: evidence should be a file of its own, with its own hash.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dossier.intake import packed, tables, workbook
from dossier.intake.errors import Unreadable
from dossier.intake.reader import Reading, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL import Image

    from dossier.intake.packed import Member, Package
    from dossier.model import Page

_SUFFIXES = tables.SUFFIXES | {".txt"}
_DOCUMENTS = (b"OFD.xml", b"Doc_", b"mimetype", b"META-INF/", b"word/", b"ppt/", b"AndroidManifest.xml")
_NAMED = 3
"""How many of the other files are named."""


def sniff(head: bytes, path: PurePosixPath) -> bool:  # noqa: ARG001 - content decides
    """Whether it is a zip archive that somebody packed, and no document that is one inside."""
    name = packed.first_name(head)
    return bool(name) and not name.startswith((*_DOCUMENTS, *workbook.PARTS))


def media(head: bytes) -> str:  # noqa: ARG001 - there is only one
    """Always ``application/zip``."""
    return "application/zip"


def read(data: bytes, passwords: Iterable[str] = ()) -> Reading:
    """The bills in an archive, one page each.

    Raises:
        Unreadable: ``archive`` (no bill in it), ``archive-locked``, ``archive-password-wrong``,
            ``archive-broken`` or ``archive-too-large``.
    """
    package = packed.Package(data)
    wanted = [one for one in package.members if PurePosixPath(one.name).suffix.lower() in _SUFFIXES]
    if not wanted:
        raise Unreadable("archive")
    password, contents = _opened(package, wanted, passwords)
    pages: list[Page] = []
    troubles: list[Trouble] = []
    others = [one.name for one in package.members if one not in wanted]
    for member, content in zip(wanted, contents, strict=True):
        try:
            found = _bill(PurePosixPath(member.name), content)
        except Unreadable as error:
            troubles.append(Trouble("archive-member", f"{member.name} ({error.code})"))
            continue
        for page in found:
            pages.append(replace(page, number=len(pages) + 1, part=_part(member, page)))
        if not found:
            others.append(member.name)
    if not pages:
        raise Unreadable("archive")
    if others:
        more = "…" if len(others) > _NAMED else ""
        troubles.append(Trouble("archive-others", "、".join(others[:_NAMED]) + more))
    return Reading(tuple(pages), engine=tables.ENGINE, password=password, troubles=tuple(troubles))


def picture(data: bytes, number: int, password: str) -> Image.Image:  # noqa: ARG001 - bills have none
    """A bill has no picture."""
    raise Unreadable("no-picture")


def _opened(package: Package, wanted: list[Member], passwords: Iterable[str]) -> tuple[str, list[bytes]]:
    """The password that fits, "" where none is needed, and the contents.

    Raises:
        Unreadable: see :func:`read`.
    """
    if not any(member.locked for member in wanted):
        return "", list(package.read(wanted))
    tried = False
    for password in passwords:
        tried = True
        try:
            return password, list(package.read(wanted, password))
        except packed.WrongPassword:
            continue
    raise Unreadable("archive-password-wrong" if tried else "archive-locked")


def _bill(name: PurePosixPath, data: bytes) -> tuple[Page, ...]:
    """The pages of a member with transactions; none when it is something else."""
    for reader in (workbook, tables):
        if reader.sniff(data[:4096], name):
            return tuple(page for page in reader.read(data, ()).pages if page.rows)
    return ()


def _part(member: Member, page: Page) -> str:
    return f"{member.name} / {page.part}" if page.part else member.name
