"""Readers of what ``case.yaml`` says about filing: reported web pages, and the room of web forms."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dossier.casefile.model import PageCategory, ReportedPage
from dossier.filing import destinations
from dossier.forms import form
from dossier.forms.form import Field, Reader, by, record
from dossier.forms.mistakes import Mistake, MistakesError, shorten
from dossier.forms.tree import Node, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossier.casefile.paths import Folder

CATEGORIES = {
    PageCategory.FALSE_PAGE: ("冒充或虚假页面", "false-page"),
    PageCategory.PERSONAL_DATA: ("个人信息泄露", "personal-data"),
    PageCategory.MINORS: ("涉未成年人", "minors"),
    PageCategory.GOODS: ("违禁商品信息", "goods"),
    PageCategory.OTHER: ("其他", "其它", "other"),
}

_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[ T]*(\d{1,2}):(\d{2})(?::(\d{2}))?"
)
_MOST = 100_000

_category = form.choice(CATEGORIES, "casefile.expected.page-category")


def page(folder: Folder) -> Reader[ReportedPage]:
    """The reader of one reported page; its file is looked up in the folder."""
    return record(
        ReportedPage,
        Field("url", ("网址", "链接"), address, needed=True),
        Field("category", ("类别",), _category, needed=True),
        Field("text", ("说明", "内容"), form.text),
        Field("captured", ("截取时间", "截图时间"), moment),
        Field("file", ("文件",), folder.path, needed=True),
    )


def address(node: Node, key: str) -> str:
    """A web address, kept as written but for blanks around it."""
    value = form.line(node, key)
    with contextlib.suppress(ValueError):
        parts = urlsplit(value)
        if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", value):
            return value
    raise form.wrong(node, "casefile.expected.address", key)


def moment(node: Node, key: str) -> str:
    """A moment as finely as written: ``2024-05-12``, ``2024-05-12 14:03`` or with seconds."""
    match = _MOMENT.fullmatch(form.code(node, key))
    if match is None:
        with contextlib.suppress(MistakesError):
            return form.day(node, key).isoformat()
    else:
        numbers = [int(part) for part in match.groups() if part is not None]
        with contextlib.suppress(ValueError):
            return f"{datetime(*numbers):%Y-%m-%d %H:%M:%S}"[: 19 if match[6] else 16]  # type: ignore[arg-type]  # noqa: DTZ001 - as the page shows it
    raise form.wrong(node, "casefile.expected.moment", key)


def limits(node: Node, key: str) -> Mapping[str, Mapping[str, int]]:
    """Characters by the keys of destination and field; written with a destination's key or name."""
    return by(_destination, _fields)(node, key)


def _destination(node: Node, key: str) -> str:
    named = form.code(node, key)
    known = {name: one.key for one in destinations.known() for name in (one.key, one.name)}
    if named not in known:
        raise _unknown(node, named, "、".join(one.key for one in destinations.known()))
    return known[named]


def _fields(node: Node, key: str) -> Mapping[str, int]:
    """The fields of the destination that stands before them."""
    found = destinations.find(_destination(Text(node.line, key, plain=True, last=node.line), key))

    def field(name: Node, _key: str) -> str:
        named = form.line(name, key)
        one = found.field(named)
        if one is None:
            raise _unknown(name, named, "、".join(one.label for one in found.fields))
        return one.key

    return by(field, form.number(1, _MOST))(node, key)


def _unknown(node: Node, named: str, known: str) -> MistakesError:
    return MistakesError(Mistake(node.line, "casefile.expected.known-key", key=shorten(named), hint=known))
